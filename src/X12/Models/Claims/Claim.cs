using System.Diagnostics.CodeAnalysis;

namespace Portico.X12;

/// <summary>A claim with those whom it is about. Loop 2300 and what stands above it.</summary>
/// <remarks>
/// Money in cents. A claim knows everybody by itself; when claims are written, neighbours of one provider or subscriber share
/// their levels. One that a <see cref="LoopReader"/> gave keeps the bytes of its loops until somebody asks for more than its
/// place, number and charge. Safe from any thread. Source: 005010X222A1, 005010X223A2, 005010X224A2.
/// </remarks>
public abstract record Claim
{
    private Content<ClaimBody> _content;

    private protected Claim() => _content = new(NewBody);

    // What is required is in the body: the compiler looks for it here.
#pragma warning disable CS8618
    [SetsRequiredMembers]
    private protected Claim(ClaimBody body) => _content = new(body);

    [SetsRequiredMembers]
    private protected Claim(LoopCopy copy) => _content = new(copy);
#pragma warning restore CS8618

    /// <summary>The same claim again, for a change.</summary>
    /// <param name="original">Stays as it is.</param>
    protected Claim(Claim original) => _content = new(original.Body with { });

    /// <summary>Of its CLM.</summary>
    public Place Place { get => _content.Copy is { } copy ? copy.Place : Body.Place; init => Body.Place = value; }

    /// <summary>CLM01, up to 20 characters: comes back in every answer.</summary>
    public required string ClaimNumber { get => _content.Copy is { } copy ? Bytewise.Text(copy[1]) : Body.ClaimNumber; init => Body.ClaimNumber = value; }

    /// <summary>CLM02: the sum of the lines.</summary>
    public required long Charge { get => _content.Copy is { } copy ? Values.Money(copy[2]) ?? 0 : Body.Charge; init => Body.Charge = value; }

    /// <summary>CLM05-1: place of service, or an institution's kind of facility.</summary>
    public string? PlaceOfService { get => Body.PlaceOfService; init => Body.PlaceOfService = value; }

    /// <summary>CLM05-3.</summary>
    public ClaimFrequency? Frequency { get => Body.Frequency; init => Body.Frequency = value; }

    /// <summary>CLM06: Y when the provider's signature is on file.</summary>
    public string? ProviderSignature { get => Body.ProviderSignature; init => Body.ProviderSignature = value; }

    /// <summary>CLM07: whether the provider takes what the payer allows; A, B or C.</summary>
    public string? Assignment { get => Body.Assignment; init => Body.Assignment = value; }

    /// <summary>CLM08: whether benefits go to the provider; Y, N or W.</summary>
    public string? BenefitsAssigned { get => Body.BenefitsAssigned; init => Body.BenefitsAssigned = value; }

    /// <summary>CLM09: Y when the patient let information go to the payer, I when law does.</summary>
    public string? Release { get => Body.Release; init => Body.Release = value; }

    /// <summary>CLM10: P when the provider signed for the patient.</summary>
    public string? PatientSignature { get => Body.PatientSignature; init => Body.PatientSignature = value; }

    /// <summary>CLM11.</summary>
    public RelatedCauses? RelatedCauses { get => Body.RelatedCauses; init => Body.RelatedCauses = value; }

    /// <summary>CLM12.</summary>
    public string? SpecialProgram { get => Body.SpecialProgram; init => Body.SpecialProgram = value; }

    /// <summary>CLM19: <c>PB</c> asks a dental payer for an estimate.</summary>
    public string? SubmissionReason { get => Body.SubmissionReason; init => Body.SubmissionReason = value; }

    /// <summary>CLM20: why it comes late.</summary>
    public string? DelayReason { get => Body.DelayReason; init => Body.DelayReason = value; }

    /// <summary>REF F8: the payer's number of the claim that this one replaces or voids.</summary>
    public string? OriginalReference { get => Body.OriginalReference; init => Body.OriginalReference = value; }

    /// <summary>REF D9 of the clearinghouse.</summary>
    public string? ClearinghouseNumber { get => Body.ClearinghouseNumber; init => Body.ClearinghouseNumber = value; }

    /// <summary>REF G1.</summary>
    public string? PriorAuthorization { get => Body.PriorAuthorization; init => Body.PriorAuthorization = value; }

    /// <summary>REF of other kinds, such as <c>9F</c> for a referral.</summary>
    public IReadOnlyList<QualifiedReference> References { get => Body.References; init => Body.References = value; }

    /// <summary>Loop 2010AA; its taxonomy is the PRV of loop 2000A.</summary>
    public Party? BillingProvider { get => Body.BillingProvider; init => Body.BillingProvider = value; }

    /// <summary>Loop 2010AB: where to pay, when that is not the billing address.</summary>
    public Party? PayTo { get => Body.PayTo; init => Body.PayTo = value; }

    /// <summary>Loop 2010AC: the plan that money goes to.</summary>
    public Party? PayToPlan { get => Body.PayToPlan; init => Body.PayToPlan = value; }

    /// <summary>SBR01.</summary>
    public Responsibility? Responsibility { get => Body.Responsibility; init => Body.Responsibility = value; }

    /// <summary>SBR03.</summary>
    public string? GroupNumber { get => Body.GroupNumber; init => Body.GroupNumber = value; }

    /// <summary>SBR04.</summary>
    public string? GroupName { get => Body.GroupName; init => Body.GroupName = value; }

    /// <summary>SBR05: why Medicare is not first.</summary>
    public string? InsuranceType { get => Body.InsuranceType; init => Body.InsuranceType = value; }

    /// <summary>SBR06, dental: whether another payer is known.</summary>
    public string? Coordination { get => Body.Coordination; init => Body.Coordination = value; }

    /// <summary>SBR09.</summary>
    public string? FilingIndicator { get => Body.FilingIndicator; init => Body.FilingIndicator = value; }

    /// <summary>Loop 2010BA.</summary>
    public Party? Subscriber { get => Body.Subscriber; init => Body.Subscriber = value; }

    /// <summary>Loop 2010BB.</summary>
    public Party? Payer { get => Body.Payer; init => Body.Payer = value; }

    /// <summary>PAT01, such as <c>19</c> for a child; null where the subscriber is the patient.</summary>
    public string? PatientRelation { get => Body.PatientRelation; init => Body.PatientRelation = value; }

    /// <summary>Loop 2010CA; null where the subscriber is the patient, and then there is no patient level.</summary>
    public Party? Patient { get => Body.Patient; init => Body.Patient = value; }

    /// <summary>PAT06.</summary>
    public DateOnly? PatientDied { get => Body.PatientDied; init => Body.PatientDied = value; }

    /// <summary>PAT08, in pounds.</summary>
    public decimal? PatientWeight { get => Body.PatientWeight; init => Body.PatientWeight = value; }

    /// <summary>PAT09: Y when the patient is pregnant.</summary>
    public string? Pregnant { get => Body.Pregnant; init => Body.Pregnant = value; }

    /// <summary>PAT02, dental: where the patient is.</summary>
    public string? PatientLocation { get => Body.PatientLocation; init => Body.PatientLocation = value; }

    /// <summary>PAT04, dental.</summary>
    public string? StudentStatus { get => Body.StudentStatus; init => Body.StudentStatus = value; }

    /// <summary>Loops 2310: referring, rendering, facility and so on; see <see cref="NamedParty.Role"/>.</summary>
    public IReadOnlyList<Party> Providers { get => Body.Providers; init => Body.Providers = value; }

    /// <summary>Principal first.</summary>
    public IReadOnlyList<Diagnosis> Diagnoses { get => Body.Diagnoses; init => Body.Diagnoses = value; }

    /// <summary>HI of other lists.</summary>
    public IReadOnlyList<ClaimCode> Codes { get => Body.Codes; init => Body.Codes = value; }

    /// <summary>DTP of the claim.</summary>
    public IReadOnlyList<QualifiedDates> Dates { get => Body.Dates; init => Body.Dates = value; }

    /// <summary>AMT: <c>F5</c> for what the patient has paid.</summary>
    public IReadOnlyList<QualifiedAmount> Amounts { get => Body.Amounts; init => Body.Amounts = value; }

    /// <summary>NTE.</summary>
    public IReadOnlyList<QualifiedNote> Notes { get => Body.Notes; init => Body.Notes = value; }

    /// <summary>Loop 2320.</summary>
    public IReadOnlyList<OtherInsurance> OtherInsurances { get => Body.OtherInsurances; init => Body.OtherInsurances = value; }

    /// <summary>Of loop 2000A, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> BillingOthers { get => Body.BillingOthers; init => Body.BillingOthers = value; }

    /// <summary>Of loop 2000B, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> SubscriberOthers { get => Body.SubscriberOthers; init => Body.SubscriberOthers = value; }

    /// <summary>Of loop 2000C, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> PatientOthers { get => Body.PatientOthers; init => Body.PatientOthers = value; }

    /// <summary>Of the claim, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => Body.Others; init => Body.Others = value; }

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

    /// <inheritdoc/>
    public virtual bool Equals(Claim? other) =>
        ReferenceEquals(this, other) || (other is not null && EqualityContract == other.EqualityContract && Body.Equals(other.Body));

    /// <inheritdoc/>
    public override int GetHashCode() => Body.GetHashCode();

    internal ClaimBody Body => _content.Body(Reader);

    private protected abstract Func<Loop, object?, ClaimBody> Reader { get; }

    private protected abstract ClaimBody NewBody { get; }
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
