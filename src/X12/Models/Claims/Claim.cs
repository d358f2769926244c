using System.Diagnostics.CodeAnalysis;

namespace Portico.X12;

/// <summary>A diagnosis. HI with ABK, ABF, BK or BF.</summary>
/// <param name="Place">Of the code.</param>
/// <param name="Kind">The code list, such as <c>ABK</c> for the principal one in ICD-10 and <c>ABF</c> for another.</param>
/// <param name="Code">Without a point.</param>
public readonly record struct Diagnosis(Place Place, string Kind, string Code)
{
    /// <summary>HI01-9 of an institution: whether it was there at admission; null where it is not said.</summary>
    public string? PresentOnAdmission { get; init; }

    /// <summary>The principal one, in ICD-10.</summary>
    public static Diagnosis Principal(string code) => new(default, "ABK", code);

    /// <summary>Another one, in ICD-10.</summary>
    public static Diagnosis Other(string code) => new(default, "ABF", code);
}

/// <summary>A fact about a claim by a code list. HI with other lists than diagnoses.</summary>
/// <param name="Place">Of the code.</param>
/// <param name="List">
/// Such as <c>BG</c> (condition), <c>BH</c> (occurrence), <c>BI</c> (occurrence span), <c>BE</c> (value), <c>BBR</c> (principal
/// procedure), <c>BBQ</c> (other procedure), <c>BP</c> (anesthesia), <c>PR</c> (reason for the visit).
/// </param>
/// <param name="Code">Without a point.</param>
/// <remarks>Source: 005010X222A1 and 005010X223A2, 2300 HI, composite C022.</remarks>
public readonly record struct ClaimCode(Place Place, string List, string Code)
{
    /// <summary>Components 3 and 4: when it was done or happened.</summary>
    public DateSpan? Dates { get; init; }

    /// <summary>Component 5, in cents: what a value code is worth.</summary>
    public long? Amount { get; init; }

    /// <summary>Component 9: whether it was there at admission.</summary>
    public string? PresentOnAdmission { get; init; }

    /// <summary>One that was not read from anywhere.</summary>
    public static ClaimCode Of(string list, string code) => new(default, list, code);
}

/// <summary>Why somebody else may have to pay: an accident or work. CLM11.</summary>
/// <param name="Causes">CLM11-1 to -3: <c>AA</c> auto accident, <c>EM</c> employment, <c>OA</c> other accident.</param>
/// <param name="State">CLM11-4: where an auto accident was.</param>
/// <param name="Country">CLM11-5.</param>
public sealed record RelatedCauses(IReadOnlyList<string> Causes, string? State, string? Country);

/// <summary>What an earlier payer made of one line. Loop 2430.</summary>
/// <remarks>Amounts in cents. Source: 005010X222A1 2430.</remarks>
public sealed record LineAdjudication
{
    /// <summary>Of its SVD.</summary>
    public Place Place { get; init; }

    /// <summary>SVD01: the payer's id, as in <see cref="OtherInsurance.Payer"/>.</summary>
    public required string Payer { get; init; }

    /// <summary>SVD02.</summary>
    public required long Paid { get; init; }

    /// <summary>SVD03.</summary>
    public ProcedureCode? Procedure { get; init; }

    /// <summary>SVD04: revenue code.</summary>
    public string? RevenueCode { get; init; }

    /// <summary>SVD05.</summary>
    public decimal? Units { get; init; }

    /// <summary>SVD06: the line that this one was paid with.</summary>
    public string? BundledWith { get; init; }

    /// <summary>CAS.</summary>
    public IReadOnlyList<ClaimAdjustment> Adjustments { get; init; } = [];

    /// <summary>DTP 573.</summary>
    public DateOnly? On { get; init; }

    /// <summary>AMT EAF: what the patient still owes.</summary>
    public long? Remaining { get; init; }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get; init; } = [];
}

/// <summary>Another payer of the same claim, and what it made of it. Loop 2320 with its 2330.</summary>
/// <remarks>Amounts in cents. Source: 005010X222A1 2320, 2330A to 2330G.</remarks>
public sealed record OtherInsurance
{
    /// <summary>Of its SBR.</summary>
    public Place Place { get; init; }

    /// <summary>SBR01.</summary>
    public required Responsibility Responsibility { get; init; }

    /// <summary>SBR02: the patient's relation to who is insured there; 18 is self.</summary>
    public required string Relation { get; init; }

    /// <summary>SBR03.</summary>
    public string? GroupNumber { get; init; }

    /// <summary>SBR04.</summary>
    public string? GroupName { get; init; }

    /// <summary>SBR05: why Medicare is not first.</summary>
    public string? InsuranceType { get; init; }

    /// <summary>SBR06, dental: whether another payer is known.</summary>
    public string? Coordination { get; init; }

    /// <summary>SBR09.</summary>
    public string? FilingIndicator { get; init; }

    /// <summary>CAS of the claim as a whole.</summary>
    public IReadOnlyList<ClaimAdjustment> Adjustments { get; init; } = [];

    /// <summary>AMT: <c>D</c> paid, <c>A8</c> not covered, <c>EAF</c> still owed by the patient.</summary>
    public IReadOnlyList<QualifiedAmount> Amounts { get; init; } = [];

    /// <summary>OI03: whether benefits go to the provider; Y, N or W.</summary>
    public string? BenefitsAssigned { get; init; }

    /// <summary>OI04: P when the provider signed for the patient.</summary>
    public string? Signature { get; init; }

    /// <summary>OI06: Y when the patient let information go to the payer, I when law does.</summary>
    public string? Release { get; init; }

    /// <summary>MIA.</summary>
    public InpatientAdjudication? Inpatient { get; init; }

    /// <summary>MOA.</summary>
    public OutpatientAdjudication? Outpatient { get; init; }

    /// <summary>Loop 2330A.</summary>
    public Party? Insured { get; init; }

    /// <summary>Loop 2330B.</summary>
    public Party? Payer { get; init; }

    /// <summary>DTP 573 of loop 2330B: when it decided.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>Loops 2330C and on: providers with the numbers that this payer knows them by.</summary>
    public IReadOnlyList<Party> Providers { get; init; } = [];

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get; init; } = [];
}

/// <summary>A drug on a line. Loop 2410.</summary>
/// <remarks>Source: 005010X222A1 2410.</remarks>
public sealed record Drug
{
    /// <summary>Of its LIN.</summary>
    public Place Place { get; init; }

    /// <summary>LIN02: the code list; <c>N4</c> for national drug codes.</summary>
    public required string Kind { get; init; }

    /// <summary>LIN03: eleven digits of a national drug code, without dashes.</summary>
    public required string Code { get; init; }

    /// <summary>CTP04.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>CTP05-1: <c>ML</c> milliliters, <c>UN</c> units, <c>GR</c> grams, <c>ME</c> milligrams, <c>F2</c> international units.</summary>
    public string? Unit { get; init; }

    /// <summary>REF: <c>XZ</c> for the prescription.</summary>
    public IReadOnlyList<QualifiedReference> References { get; init; } = [];

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get; init; } = [];
}

/// <summary>One service of a claim. Loop 2400.</summary>
/// <remarks>Money in cents. Source: 2400 of 005010X222A1, X223A2 and X224A2.</remarks>
public abstract record ClaimLine
{
    private protected ClaimLine()
    {
    }

    [SetsRequiredMembers]
    private protected ClaimLine(in LineParts parts)
    {
        Place = parts.Place;
        ProcedureKind = parts.ProcedureKind;
        Procedure = parts.Procedure;
        Modifiers = parts.Modifiers;
        ProcedureDescription = parts.ProcedureDescription;
        Charge = parts.Charge;
        Units = parts.Units;
        Served = parts.Served;
        Dates = parts.Dates;
        LineNumber = parts.LineNumber;
        References = parts.References;
        Amounts = parts.Amounts;
        Quantities = parts.Quantities;
        Notes = parts.Notes;
        Drug = parts.Drug;
        Providers = parts.Providers;
        Adjudications = parts.Adjudications;
        Others = parts.Others;
    }

    /// <summary>Of its SV1, SV2 or SV3.</summary>
    public Place Place { get; init; }

    /// <summary>Component 1 of the procedure, such as <c>HC</c>; null where an institution's line has a revenue code alone.</summary>
    public string? ProcedureKind { get; init; }

    /// <summary>Component 2.</summary>
    public string? Procedure { get; init; }

    /// <summary>Components 3 to 6.</summary>
    public IReadOnlyList<string> Modifiers { get; init; } = [];

    /// <summary>Component 7: words where the code says too little.</summary>
    public string? ProcedureDescription { get; init; }

    /// <summary>What it costs.</summary>
    public required long Charge { get; init; }

    /// <summary>How many.</summary>
    public decimal? Units { get; init; }

    /// <summary>DTP 472.</summary>
    public DateSpan? Served { get; init; }

    /// <summary>DTP of other kinds.</summary>
    public IReadOnlyList<QualifiedDates> Dates { get; init; } = [];

    /// <summary>REF 6R: comes back in the remittance.</summary>
    public string? LineNumber { get; init; }

    /// <summary>REF of other kinds that say no payer.</summary>
    public IReadOnlyList<QualifiedReference> References { get; init; } = [];

    /// <summary>AMT.</summary>
    public IReadOnlyList<QualifiedAmount> Amounts { get; init; } = [];

    /// <summary>QTY.</summary>
    public IReadOnlyList<QualifiedQuantity> Quantities { get; init; } = [];

    /// <summary>NTE.</summary>
    public IReadOnlyList<QualifiedNote> Notes { get; init; } = [];

    /// <summary>Loop 2410.</summary>
    public Drug? Drug { get; init; }

    /// <summary>Loops 2420, where they differ from the claim's; see <see cref="NamedParty.Role"/>.</summary>
    public IReadOnlyList<Party> Providers { get; init; } = [];

    /// <summary>Loop 2430: what earlier payers made of it.</summary>
    public IReadOnlyList<LineAdjudication> Adjudications { get; init; } = [];

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get; init; } = [];
}

/// <summary>A claim with those whom it is about. Loop 2300 and what stands above it.</summary>
/// <remarks>
/// Money in cents. A claim knows everybody by itself; when claims are written, neighbours of one provider or subscriber share
/// their levels. Source: 005010X222A1, 005010X223A2, 005010X224A2.
/// </remarks>
public abstract record Claim
{
    private protected Claim()
    {
    }

    [SetsRequiredMembers]
    private protected Claim(in ClaimParts parts)
    {
        Place = parts.Place;
        ClaimNumber = parts.ClaimNumber;
        Charge = parts.Charge;
        PlaceOfService = parts.PlaceOfService;
        Frequency = parts.Frequency;
        ProviderSignature = parts.ProviderSignature;
        Assignment = parts.Assignment;
        BenefitsAssigned = parts.BenefitsAssigned;
        Release = parts.Release;
        PatientSignature = parts.PatientSignature;
        RelatedCauses = parts.RelatedCauses;
        SpecialProgram = parts.SpecialProgram;
        SubmissionReason = parts.SubmissionReason;
        DelayReason = parts.DelayReason;
        OriginalReference = parts.OriginalReference;
        ClearinghouseNumber = parts.ClearinghouseNumber;
        PriorAuthorization = parts.PriorAuthorization;
        References = parts.References;
        BillingProvider = parts.BillingProvider;
        PayTo = parts.PayTo;
        PayToPlan = parts.PayToPlan;
        Responsibility = parts.Responsibility;
        GroupNumber = parts.GroupNumber;
        GroupName = parts.GroupName;
        InsuranceType = parts.InsuranceType;
        Coordination = parts.Coordination;
        FilingIndicator = parts.FilingIndicator;
        Subscriber = parts.Subscriber;
        Payer = parts.Payer;
        PatientRelation = parts.PatientRelation;
        Patient = parts.Patient;
        PatientDied = parts.PatientDied;
        PatientWeight = parts.PatientWeight;
        Pregnant = parts.Pregnant;
        PatientLocation = parts.PatientLocation;
        StudentStatus = parts.StudentStatus;
        Providers = parts.Providers;
        Diagnoses = parts.Diagnoses;
        Codes = parts.Codes;
        Dates = parts.Dates;
        Amounts = parts.Amounts;
        Notes = parts.Notes;
        OtherInsurances = parts.OtherInsurances;
        BillingOthers = parts.BillingOthers;
        SubscriberOthers = parts.SubscriberOthers;
        PatientOthers = parts.PatientOthers;
        Others = parts.Others;
    }

    /// <summary>Of its CLM.</summary>
    public Place Place { get; init; }

    /// <summary>CLM01, up to 20 characters: comes back in every answer.</summary>
    public required string ClaimNumber { get; init; }

    /// <summary>CLM02: the sum of the lines.</summary>
    public required long Charge { get; init; }

    /// <summary>CLM05-1: place of service, or an institution's kind of facility.</summary>
    public string? PlaceOfService { get; init; }

    /// <summary>CLM05-3.</summary>
    public ClaimFrequency? Frequency { get; init; }

    /// <summary>CLM06: Y when the provider's signature is on file.</summary>
    public string? ProviderSignature { get; init; }

    /// <summary>CLM07: whether the provider takes what the payer allows; A, B or C.</summary>
    public string? Assignment { get; init; }

    /// <summary>CLM08: whether benefits go to the provider; Y, N or W.</summary>
    public string? BenefitsAssigned { get; init; }

    /// <summary>CLM09: Y when the patient let information go to the payer, I when law does.</summary>
    public string? Release { get; init; }

    /// <summary>CLM10: P when the provider signed for the patient.</summary>
    public string? PatientSignature { get; init; }

    /// <summary>CLM11.</summary>
    public RelatedCauses? RelatedCauses { get; init; }

    /// <summary>CLM12.</summary>
    public string? SpecialProgram { get; init; }

    /// <summary>CLM19: <c>PB</c> asks a dental payer for an estimate.</summary>
    public string? SubmissionReason { get; init; }

    /// <summary>CLM20: why it comes late.</summary>
    public string? DelayReason { get; init; }

    /// <summary>REF F8: the payer's number of the claim that this one replaces or voids.</summary>
    public string? OriginalReference { get; init; }

    /// <summary>REF D9 of the clearinghouse.</summary>
    public string? ClearinghouseNumber { get; init; }

    /// <summary>REF G1.</summary>
    public string? PriorAuthorization { get; init; }

    /// <summary>REF of other kinds, such as <c>9F</c> for a referral.</summary>
    public IReadOnlyList<QualifiedReference> References { get; init; } = [];

    /// <summary>Loop 2010AA; its taxonomy is the PRV of loop 2000A.</summary>
    public Party? BillingProvider { get; init; }

    /// <summary>Loop 2010AB: where to pay, when that is not the billing address.</summary>
    public Party? PayTo { get; init; }

    /// <summary>Loop 2010AC: the plan that money goes to.</summary>
    public Party? PayToPlan { get; init; }

    /// <summary>SBR01.</summary>
    public Responsibility? Responsibility { get; init; }

    /// <summary>SBR03.</summary>
    public string? GroupNumber { get; init; }

    /// <summary>SBR04.</summary>
    public string? GroupName { get; init; }

    /// <summary>SBR05: why Medicare is not first.</summary>
    public string? InsuranceType { get; init; }

    /// <summary>SBR06, dental: whether another payer is known.</summary>
    public string? Coordination { get; init; }

    /// <summary>SBR09.</summary>
    public string? FilingIndicator { get; init; }

    /// <summary>Loop 2010BA.</summary>
    public Party? Subscriber { get; init; }

    /// <summary>Loop 2010BB.</summary>
    public Party? Payer { get; init; }

    /// <summary>PAT01, such as <c>19</c> for a child; null where the subscriber is the patient.</summary>
    public string? PatientRelation { get; init; }

    /// <summary>Loop 2010CA; null where the subscriber is the patient, and then there is no patient level.</summary>
    public Party? Patient { get; init; }

    /// <summary>PAT06.</summary>
    public DateOnly? PatientDied { get; init; }

    /// <summary>PAT08, in pounds.</summary>
    public decimal? PatientWeight { get; init; }

    /// <summary>PAT09: Y when the patient is pregnant.</summary>
    public string? Pregnant { get; init; }

    /// <summary>PAT02, dental: where the patient is.</summary>
    public string? PatientLocation { get; init; }

    /// <summary>PAT04, dental.</summary>
    public string? StudentStatus { get; init; }

    /// <summary>Loops 2310: referring, rendering, facility and so on; see <see cref="NamedParty.Role"/>.</summary>
    public IReadOnlyList<Party> Providers { get; init; } = [];

    /// <summary>Principal first.</summary>
    public IReadOnlyList<Diagnosis> Diagnoses { get; init; } = [];

    /// <summary>HI of other lists.</summary>
    public IReadOnlyList<ClaimCode> Codes { get; init; } = [];

    /// <summary>DTP of the claim.</summary>
    public IReadOnlyList<QualifiedDates> Dates { get; init; } = [];

    /// <summary>AMT: <c>F5</c> for what the patient has paid.</summary>
    public IReadOnlyList<QualifiedAmount> Amounts { get; init; } = [];

    /// <summary>NTE.</summary>
    public IReadOnlyList<QualifiedNote> Notes { get; init; } = [];

    /// <summary>Loop 2320.</summary>
    public IReadOnlyList<OtherInsurance> OtherInsurances { get; init; } = [];

    /// <summary>Of loop 2000A, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> BillingOthers { get; init; } = [];

    /// <summary>Of loop 2000B, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> SubscriberOthers { get; init; } = [];

    /// <summary>Of loop 2000C, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> PatientOthers { get; init; } = [];

    /// <summary>Of the claim, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get; init; } = [];

    /// <summary>True when the claim has a patient level: the patient is not the subscriber.</summary>
    public bool HasPatientLevel => Patient is not null;

    internal abstract IEnumerable<ClaimLine> AllLines { get; }

    /// <summary>True when CLM02 is the sum of the lines.</summary>
    public bool IsBalanced
    {
        get
        {
            Int128 sum = 0;
            foreach (var line in AllLines)
                sum += line.Charge;
            return sum == Charge;
        }
    }
}

/// <summary>Claims from one sender. A whole 837.</summary>
/// <remarks>Source: 005010X222A1, 005010X223A2, 005010X224A2.</remarks>
public abstract record ClaimBatch : Conversation
{
    private protected ClaimBatch()
    {
    }

    /// <inheritdoc/>
    public sealed override string TransactionId => "837";

    /// <inheritdoc/>
    public sealed override string GroupKind => "HC";

    private protected sealed override string Structure => "0019";

    /// <summary>Loop 1000A.</summary>
    public required Party Submitter { get; init; }

    /// <summary>Loop 1000B.</summary>
    public required Party Receiver { get; init; }

    private protected abstract IEnumerable<Claim> AllClaims { get; }

    private protected sealed override void WriteLevels(LoopWriter writer)
    {
        Submitter.Write(writer, "1000A");
        Receiver.Write(writer, "1000B");
        ClaimWriting.Write(writer, AllClaims);
    }
}
