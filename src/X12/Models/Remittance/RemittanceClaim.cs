namespace Portico.X12;

/// <summary>What was paid for one service line. Loop 2110.</summary>
/// <remarks>Amounts in cents. Source: 005010X221A1 2110.</remarks>
public sealed record RemittanceLine
{
    /// <summary>Where its SVC stands.</summary>
    public Place Place { get; init; }

    /// <summary>SVC01-1: kind of procedure code, such as <c>HC</c>.</summary>
    public required string ProcedureKind { get; init; }

    /// <summary>SVC01-2: the code that was paid.</summary>
    public required string Procedure { get; init; }

    /// <summary>SVC01-3 to -6.</summary>
    public IReadOnlyList<string> Modifiers { get; init; } = [];

    /// <summary>SVC01-7.</summary>
    public string? ProcedureDescription { get; init; }

    /// <summary>SVC01-8: the last code of a range.</summary>
    public string? ProcedureRangeEnd { get; init; }

    /// <summary>SVC02.</summary>
    public required long Charge { get; init; }

    /// <summary>SVC03.</summary>
    public required long Paid { get; init; }

    /// <summary>SVC04: revenue code of an institution.</summary>
    public string? RevenueCode { get; init; }

    /// <summary>SVC05: units paid; 1 is meant where it is absent.</summary>
    public decimal? Units { get; init; }

    /// <summary>SVC06: the code that was billed, where another one was paid.</summary>
    public ProcedureCode? Billed { get; init; }

    /// <summary>SVC07: units billed, where others were paid.</summary>
    public decimal? BilledUnits { get; init; }

    /// <summary>DTM 472, or 150 to 151.</summary>
    public DateSpan? Served { get; init; }

    /// <summary>REF 6R: the line number that the claim gave.</summary>
    public string? LineNumber { get; init; }

    /// <summary>REF of other kinds.</summary>
    public IReadOnlyList<QualifiedReference> References { get; init; } = [];

    /// <summary>AMT B6: what the contract allows.</summary>
    public long? Allowed { get; init; }

    /// <summary>AMT of other kinds.</summary>
    public IReadOnlyList<QualifiedAmount> Amounts { get; init; } = [];

    /// <summary>QTY.</summary>
    public IReadOnlyList<QualifiedQuantity> Quantities { get; init; } = [];

    /// <summary>CAS.</summary>
    public IReadOnlyList<ClaimAdjustment> Adjustments { get; init; } = [];

    /// <summary>LQ HE: remark codes.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get; init; } = [];

    /// <summary>True when SVC03 is SVC02 less the line's adjustments.</summary>
    public bool IsBalanced => Paid == Charge - ClaimAdjustment.Sum(Adjustments);
}

/// <summary>What became of one claim. Loop 2100.</summary>
/// <remarks>Amounts in cents. Source: 005010X221A1 2100.</remarks>
public sealed record RemittanceClaim
{
    /// <summary>Where its CLP stands.</summary>
    public Place Place { get; init; }

    /// <summary>CLP01: CLM01 of the claim.</summary>
    public required string ClaimNumber { get; init; }

    /// <summary>CLP02.</summary>
    public required RemittanceStatus Status { get; init; }

    /// <summary>CLP03.</summary>
    public required long Charge { get; init; }

    /// <summary>CLP04.</summary>
    public required long Paid { get; init; }

    /// <summary>CLP05: what the patient owes; null where it is not said, which is not zero.</summary>
    public long? PatientOwes { get; init; }

    /// <summary>CLP06: the kind of insurance, such as <c>MB</c> for Medicare Part B.</summary>
    public string? FilingIndicator { get; init; }

    /// <summary>CLP07: the payer's number of the claim, which a replacement must name.</summary>
    public string? PayerClaimNumber { get; init; }

    /// <summary>CLP08: place of service, or an institution's kind of facility.</summary>
    public string? Facility { get; init; }

    /// <summary>CLP09: CLM05-3 of the claim.</summary>
    public string? Frequency { get; init; }

    /// <summary>CLP11: the diagnosis related group that was paid by.</summary>
    public string? Drg { get; init; }

    /// <summary>CLP12: its weight.</summary>
    public decimal? DrgWeight { get; init; }

    /// <summary>CLP13: the share of a discharge, as a fraction.</summary>
    public decimal? DischargeFraction { get; init; }

    /// <summary>CLP14: a yes or no, as sent, which few payers send.</summary>
    public string? Answer { get; init; }

    /// <summary>NM1 QC.</summary>
    public NamedParty? Patient { get; init; }

    /// <summary>All NM1 in the order sent, the patient's too.</summary>
    /// <remarks>
    /// IL the insured, 74 a corrected name, 82 who rendered, TT the payer it went on to, PR a corrected first payer, GB another
    /// insured.
    /// </remarks>
    public IReadOnlyList<NamedParty> Parties { get; init; } = [];

    /// <summary>DTM 232 to 233.</summary>
    public DateSpan? Period { get; init; }

    /// <summary>DTM 036: when coverage ended.</summary>
    public DateOnly? CoverageExpired { get; init; }

    /// <summary>DTM 050.</summary>
    public DateOnly? Received { get; init; }

    /// <summary>CAS of the claim as a whole.</summary>
    public IReadOnlyList<ClaimAdjustment> Adjustments { get; init; } = [];

    /// <summary>MIA.</summary>
    public InpatientAdjudication? Inpatient { get; init; }

    /// <summary>MOA.</summary>
    public OutpatientAdjudication? Outpatient { get; init; }

    /// <summary>REF, such as <c>1L</c> for a group or <c>EA</c> for a medical record.</summary>
    public IReadOnlyList<QualifiedReference> References { get; init; } = [];

    /// <summary>PER.</summary>
    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    /// <summary>AMT, such as <c>AU</c> for what is covered or <c>I</c> for interest.</summary>
    public IReadOnlyList<QualifiedAmount> Amounts { get; init; } = [];

    /// <summary>QTY, such as <c>CA</c> for covered days.</summary>
    public IReadOnlyList<QualifiedQuantity> Quantities { get; init; } = [];

    /// <summary>In the order sent.</summary>
    public IReadOnlyList<RemittanceLine> Lines { get; init; } = [];

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get; init; } = [];

    /// <summary>
    /// True when CLP04 is CLP03 less all adjustments, each line adds up, and the lines' charges are the claim's.
    /// </summary>
    public bool IsBalanced
    {
        get
        {
            var (adjusted, charged, isBalanced) = (ClaimAdjustment.Sum(Adjustments), (Int128)0, true);
            for (var i = 0; i < Lines.Count; i++)
            {
                adjusted += ClaimAdjustment.Sum(Lines[i].Adjustments);
                charged += Lines[i].Charge;
                isBalanced &= Lines[i].IsBalanced;
            }
            return isBalanced && Paid == Charge - adjusted && (Lines.Count == 0 || charged == Charge);
        }
    }

    /// <summary>Reads a loop 2100.</summary>
    /// <param name="claim">As a unit of a <see cref="LoopReader"/>, or from a <see cref="Document"/>. It is not kept.</param>
    public static RemittanceClaim Read(Loop claim) => RemittanceModel.Claim(claim);
}
