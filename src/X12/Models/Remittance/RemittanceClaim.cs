using System.Diagnostics.CodeAnalysis;

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
    public IReadOnlyList<string> Modifiers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>SVC01-7.</summary>
    public string? ProcedureDescription { get => Rare?.ProcedureDescription; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { ProcedureDescription = v }); }

    /// <summary>SVC01-8: the last code of a range.</summary>
    public string? ProcedureRangeEnd { get => Rare?.ProcedureRangeEnd; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { ProcedureRangeEnd = v }); }

    /// <summary>SVC02.</summary>
    public required long Charge { get; init; }

    /// <summary>SVC03.</summary>
    public required long Paid { get; init; }

    /// <summary>SVC04: revenue code of an institution.</summary>
    public string? RevenueCode { get => Rare?.RevenueCode; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { RevenueCode = v }); }

    /// <summary>SVC05: units paid; 1 is meant where it is absent.</summary>
    public decimal? Units { get; init; }

    /// <summary>SVC06: the code that was billed, where another one was paid.</summary>
    public ProcedureCode? Billed { get => Rare?.Billed; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { Billed = v }); }

    /// <summary>SVC07: units billed, where others were paid.</summary>
    public decimal? BilledUnits { get => Rare?.BilledUnits; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { BilledUnits = v }); }

    /// <summary>DTM 472, or 150 to 151.</summary>
    public DateSpan? Served { get; init; }

    /// <summary>REF 6R: the line number that the claim gave.</summary>
    public string? LineNumber { get; init; }

    /// <summary>REF of other kinds.</summary>
    public IReadOnlyList<QualifiedReference> References { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>AMT B6: what the contract allows.</summary>
    public long? Allowed { get; init; }

    /// <summary>AMT of other kinds.</summary>
    public IReadOnlyList<QualifiedAmount> Amounts { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>QTY.</summary>
    public IReadOnlyList<QualifiedQuantity> Quantities { get => Rare?.Quantities ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Quantities = v }); }

    /// <summary>CAS.</summary>
    public IReadOnlyList<ClaimAdjustment> Adjustments { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>LQ HE: remark codes.</summary>
    public IReadOnlyList<string> Remarks { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => Rare?.Others ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Others = v }); }

    /// <summary>True when SVC03 is SVC02 less the line's adjustments.</summary>
    public bool IsBalanced => Paid == Charge - ClaimAdjustment.Sum(Adjustments);

    internal Rarities? Rare { get; init; }

    internal sealed record Rarities
    {
        public string? ProcedureDescription { get; init; }

        public string? ProcedureRangeEnd { get; init; }

        public string? RevenueCode { get; init; }

        public ProcedureCode? Billed { get; init; }

        public decimal? BilledUnits { get; init; }

        public IReadOnlyList<QualifiedQuantity>? Quantities { get; init; }

        public IReadOnlyList<KeptSegments>? Others { get; init; }
    }
}

/// <summary>What became of one claim. Loop 2100.</summary>
/// <remarks>
/// Amounts in cents. One that a <see cref="LoopReader"/> gave keeps the loop's bytes until somebody asks for more than its
/// place, numbers, status and amounts: a million claims of which the payment is asked cost little more than their bytes. Safe
/// from any thread. Source: 005010X221A1 2100.
/// </remarks>
public sealed record RemittanceClaim
{
    private Content<RemittanceClaimBody> _content;

    /// <summary>One that was not read from anywhere.</summary>
    public RemittanceClaim() => _content = new(new RemittanceClaimBody());

    // What is required is in the body: the compiler looks for it here.
#pragma warning disable CS8618
    [SetsRequiredMembers]
    internal RemittanceClaim(LoopCopy copy) => _content = new(copy);

    [SetsRequiredMembers]
    internal RemittanceClaim(RemittanceClaimBody body) => _content = new(body);
#pragma warning restore CS8618

    private RemittanceClaim(RemittanceClaim original) => _content = new(original.Body with { });

    /// <summary>Where its CLP stands.</summary>
    public Place Place { get => _content.Copy is { } copy ? copy.Place : Body.Place; init => Body.Place = value; }

    /// <summary>CLP01: CLM01 of the claim.</summary>
    public required string ClaimNumber { get => _content.Copy is { } copy ? Bytewise.Text(copy[1]) : Body.ClaimNumber; init => Body.ClaimNumber = value; }

    /// <summary>CLP02.</summary>
    public required RemittanceStatus Status { get => _content.Copy is { } copy ? new(Values.Code(copy[2])) : Body.Status; init => Body.Status = value; }

    /// <summary>CLP03.</summary>
    public required long Charge { get => _content.Copy is { } copy ? Values.Money(copy[3]) ?? 0 : Body.Charge; init => Body.Charge = value; }

    /// <summary>CLP04.</summary>
    public required long Paid { get => _content.Copy is { } copy ? Values.Money(copy[4]) ?? 0 : Body.Paid; init => Body.Paid = value; }

    /// <summary>CLP05: what the patient owes; null where it is not said, which is not zero.</summary>
    public long? PatientOwes { get => _content.Copy is { } copy ? Values.Money(copy[5]) : Body.PatientOwes; init => Body.PatientOwes = value; }

    /// <summary>CLP06: the kind of insurance, such as <c>MB</c> for Medicare Part B.</summary>
    public string? FilingIndicator { get => Body.FilingIndicator; init => Body.FilingIndicator = value; }

    /// <summary>CLP07: the payer's number of the claim, which a replacement must name.</summary>
    public string? PayerClaimNumber { get => _content.Copy is { } copy ? Values.Text(copy[7]) : Body.PayerClaimNumber; init => Body.PayerClaimNumber = value; }

    /// <summary>CLP08: place of service, or an institution's kind of facility.</summary>
    public string? Facility { get => Body.Facility; init => Body.Facility = value; }

    /// <summary>CLP09: CLM05-3 of the claim.</summary>
    public string? Frequency { get => Body.Frequency; init => Body.Frequency = value; }

    /// <summary>CLP11: the diagnosis related group that was paid by.</summary>
    public string? Drg { get => Body.Drg; init => Body.Drg = value; }

    /// <summary>CLP12: its weight.</summary>
    public decimal? DrgWeight { get => Body.DrgWeight; init => Body.DrgWeight = value; }

    /// <summary>CLP13: the share of a discharge, as a fraction.</summary>
    public decimal? DischargeFraction { get => Body.DischargeFraction; init => Body.DischargeFraction = value; }

    /// <summary>CLP14: a yes or no, as sent, which few payers send.</summary>
    public string? Answer { get => Body.Answer; init => Body.Answer = value; }

    /// <summary>NM1 QC.</summary>
    public NamedParty? Patient { get => Body.Patient; init => Body.Patient = value; }

    /// <summary>All NM1 in the order sent, the patient's too.</summary>
    /// <remarks>
    /// IL the insured, 74 a corrected name, 82 who rendered, TT the payer it went on to, PR a corrected first payer, GB another
    /// insured.
    /// </remarks>
    public IReadOnlyList<NamedParty> Parties { get => Body.Parties; init => Body.Parties = value; }

    /// <summary>DTM 232 to 233.</summary>
    public DateSpan? Period { get => Body.Period; init => Body.Period = value; }

    /// <summary>DTM 036: when coverage ended.</summary>
    public DateOnly? CoverageExpired { get => Body.CoverageExpired; init => Body.CoverageExpired = value; }

    /// <summary>DTM 050.</summary>
    public DateOnly? Received { get => Body.Received; init => Body.Received = value; }

    /// <summary>CAS of the claim as a whole.</summary>
    public IReadOnlyList<ClaimAdjustment> Adjustments { get => Body.Adjustments; init => Body.Adjustments = value; }

    /// <summary>MIA.</summary>
    public InpatientAdjudication? Inpatient { get => Body.Inpatient; init => Body.Inpatient = value; }

    /// <summary>MOA.</summary>
    public OutpatientAdjudication? Outpatient { get => Body.Outpatient; init => Body.Outpatient = value; }

    /// <summary>REF, such as <c>1L</c> for a group or <c>EA</c> for a medical record.</summary>
    public IReadOnlyList<QualifiedReference> References { get => Body.References; init => Body.References = value; }

    /// <summary>PER.</summary>
    public IReadOnlyList<Contact> Contacts { get => Body.Contacts; init => Body.Contacts = value; }

    /// <summary>AMT, such as <c>AU</c> for what is covered or <c>I</c> for interest.</summary>
    public IReadOnlyList<QualifiedAmount> Amounts { get => Body.Amounts; init => Body.Amounts = value; }

    /// <summary>QTY, such as <c>CA</c> for covered days.</summary>
    public IReadOnlyList<QualifiedQuantity> Quantities { get => Body.Quantities; init => Body.Quantities = value; }

    /// <summary>In the order sent.</summary>
    public IReadOnlyList<RemittanceLine> Lines { get => Body.Lines; init => Body.Lines = value; }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => Body.Others; init => Body.Others = value; }

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
    public static RemittanceClaim Read(Loop claim) => new(new LoopCopy(claim, 0, null));

    /// <inheritdoc/>
    public bool Equals(RemittanceClaim? other) => ReferenceEquals(this, other) || (other is not null && Body.Equals(other.Body));

    /// <inheritdoc/>
    public override int GetHashCode() => Body.GetHashCode();

    private RemittanceClaimBody Body => _content.Body(static (loop, _) => RemittanceModel.Claim(loop));
}
