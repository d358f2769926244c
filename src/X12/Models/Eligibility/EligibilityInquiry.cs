namespace Portico.X12;

/// <summary>What is asked of one person's coverage. Loop 2110C or 2110D of a 270.</summary>
/// <remarks>Source: 005010X279A1 2110C, segment EQ.</remarks>
public sealed record InquiryQuestion
{
    /// <summary>Of the EQ segment.</summary>
    public Place Place { get; init; }

    /// <summary>EQ01: <c>30</c> for the plan as a whole, <c>98</c> for an office visit, <c>UC</c> for urgent care and so on.</summary>
    public IReadOnlyList<string> ServiceTypes { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>EQ02: a procedure in place of service types.</summary>
    public ProcedureCode? Procedure { get; init; }

    /// <summary>EQ03: FAM to ask for the family.</summary>
    public string? CoverageLevel { get; init; }

    /// <summary>EQ05: positions in <see cref="InquiryPerson.Diagnoses"/>, counted from 1.</summary>
    public IReadOnlyList<int> DiagnosisPointers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>AMT: what the patient has spent (R) or is billed (PB) where a spend-down applies.</summary>
    public IReadOnlyList<QualifiedAmount> Amounts { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>III: the place of service.</summary>
    public IReadOnlyList<Narrowing> Narrowings { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>REF: a referral (9F) or authorization (G1).</summary>
    public IReadOnlyList<QualifiedReference> References { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>DTP 291: for when, where it differs from the person's.</summary>
    public IReadOnlyList<QualifiedDates> Dates { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>Somebody who is asked about. Loop 2000C, or 2000D of a dependent, of a 270.</summary>
/// <remarks>
/// A patient whom the payer knows by an id of their own is asked about as a subscriber. A subscriber above a dependent has no
/// questions as a rule: they are the dependent's. Source: 005010X279A1 2000C, 2000D.
/// </remarks>
public sealed record InquiryPerson
{
    /// <summary>Of the HL segment.</summary>
    public Place Place { get; init; }

    /// <summary>TRN: comes back in the answer. TRN03 says who gave it.</summary>
    public IReadOnlyList<TraceNumber> Traces { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>Loop 2100C or 2100D: role IL for the subscriber, 03 for a dependent.</summary>
    public required Party Person { get; init; }

    /// <summary>INS.</summary>
    public Relationship? Relationship { get; init; }

    /// <summary>HI, up to eight.</summary>
    public IReadOnlyList<Diagnosis> Diagnoses { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>DTP: 291 for when coverage is asked of; without it, today.</summary>
    public IReadOnlyList<QualifiedDates> Dates { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>Loop 2110C or 2110D.</summary>
    public IReadOnlyList<InquiryQuestion> Questions { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>Loop 2000D, below a subscriber.</summary>
    public IReadOnlyList<InquiryPerson> Dependents { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>Of the level, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>A provider who asks. Loop 2000B of a 270.</summary>
/// <remarks>Source: 005010X279A1 2000B.</remarks>
public sealed record InquiryProvider
{
    /// <summary>Of the HL segment.</summary>
    public Place Place { get; init; }

    /// <summary>Loop 2100B: role 1P, with an NPI.</summary>
    public required Party Provider { get; init; }

    /// <summary>Loop 2000C, in the order sent.</summary>
    public IReadOnlyList<InquiryPerson> Subscribers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>A payer that is asked. Loop 2000A of a 270.</summary>
/// <remarks>Source: 005010X279A1 2000A.</remarks>
public sealed record InquiryPayer
{
    /// <summary>Of the HL segment.</summary>
    public Place Place { get; init; }

    /// <summary>Loop 2100A: role PR, with the payer's id.</summary>
    public required Party Payer { get; init; }

    /// <summary>Loop 2000B, in the order sent.</summary>
    public IReadOnlyList<InquiryProvider> Providers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>A 270: is somebody covered, and for what?</summary>
/// <remarks>Source: 005010X279A1. In real time one person is asked about; in a batch many.</remarks>
public sealed record EligibilityInquiry : Conversation
{
    /// <inheritdoc/>
    public override string TransactionId => "270";

    /// <inheritdoc/>
    public override string GroupKind => "HS";

    /// <inheritdoc/>
    public override string Guide => "005010X279A1";

    /// <summary>Loop 2000A, in the order sent.</summary>
    public IReadOnlyList<InquiryPayer> Payers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>All subscribers that are asked about or name a dependent, in the order sent.</summary>
    public IEnumerable<InquiryPerson> Subscribers => Payers.SelectMany(p => p.Providers).SelectMany(p => p.Subscribers);

    private protected override string Structure => "0022";

    /// <summary>One provider's question to one payer.</summary>
    /// <param name="reference">BHT03.</param>
    /// <param name="at">When, in the sender's wall time.</param>
    /// <param name="payer">Role PR.</param>
    /// <param name="provider">Role 1P.</param>
    /// <param name="subscribers">Who is asked about.</param>
    public static EligibilityInquiry Of(string reference, DateTime at, Party payer, Party provider, params IReadOnlyList<InquiryPerson> subscribers) => new()
    {
        Purpose = "13",
        Reference = reference,
        At = at,
        Payers = [new() { Payer = payer, Providers = [new() { Provider = provider, Subscribers = subscribers }] }],
    };

    /// <summary>Reads a 270.</summary>
    /// <param name="transaction">Of a <see cref="Document"/>.</param>
    public static EligibilityInquiry Read(LoopTree transaction) => InquiryModel.Inquiry(transaction.Root);

    private protected override void WriteLevels(LoopWriter writer) => InquiryModel.Write(writer, this);
}
