namespace Portico.X12;

/// <summary>The reviewer's decision. HCR.</summary>
/// <remarks>Source: 005010X217 2000E and 2000F HCR.</remarks>
public sealed record ReviewVerdict
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }

    /// <summary>HCR01.</summary>
    public required ReviewDecision Decision { get; init; }

    /// <summary>HCR02: the certification number, which goes on the claim as REF G1.</summary>
    public string? CertificationNumber { get; init; }

    /// <summary>HCR03: why, a list of others (886).</summary>
    public string? Reason { get; init; }

    /// <summary>HCR04: Y when a second surgical opinion is needed.</summary>
    public string? SecondOpinion { get; init; }
}

/// <summary>What kind of review is asked or answered. UM.</summary>
/// <remarks>Source: 005010X217 2000E and 2000F UM.</remarks>
public sealed record ReviewSubject
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }

    /// <summary>UM01.</summary>
    public required ReviewCategory Category { get; init; }

    /// <summary>UM02.</summary>
    public ReviewRequestKind? Kind { get; init; }

    /// <summary>UM03: the service type, such as <c>3</c> for a consultation.</summary>
    public string? ServiceType { get; init; }

    /// <summary>UM04-1: where it will be done.</summary>
    public string? Facility { get; init; }

    /// <summary>UM04-2: B for a place of service, A for an institution's kind of facility.</summary>
    public string? FacilityKind { get; init; }

    /// <summary>UM04-3: the frequency of an institution's bill.</summary>
    public string? BillFrequency { get; init; }

    /// <summary>UM05.</summary>
    public RelatedCauses? RelatedCauses { get; init; }

    /// <summary>UM06: 03 emergency, U urgent, E elective.</summary>
    public string? Urgency { get; init; }

    /// <summary>UM07: the patient's condition now.</summary>
    public string? Condition { get; init; }

    /// <summary>UM08: what is expected.</summary>
    public string? Prognosis { get; init; }

    /// <summary>UM09: Y when the patient let information go out.</summary>
    public string? Release { get; init; }

    /// <summary>UM10: why it is asked late.</summary>
    public string? DelayReason { get; init; }
}

/// <summary>A service of an event. Loop 2000F.</summary>
/// <remarks>Money in cents. Source: 005010X217 2000F.</remarks>
public sealed record ReviewService
{
    /// <summary>Of the HL segment.</summary>
    public Place Place { get; init; }

    /// <summary>TRN.</summary>
    public IReadOnlyList<TraceNumber> Traces { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>AAA, of an answer.</summary>
    public IReadOnlyList<Rejection> Rejections { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>UM, where it differs from the event's.</summary>
    public ReviewSubject? Subject { get; init; }

    /// <summary>HCR, of an answer.</summary>
    public ReviewVerdict? Verdict { get; init; }

    /// <summary>REF.</summary>
    public IReadOnlyList<QualifiedReference> References { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>DTP: 472 for the service, 036 and 007 for a certification's end and times.</summary>
    public IReadOnlyList<QualifiedDates> Dates { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>HI.</summary>
    public IReadOnlyList<ClaimCode> Codes { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>SV101: the procedure of a professional service. Those of institutions and dentists are among the others.</summary>
    public ProcedureCode? Procedure { get; init; }

    /// <summary>SV102.</summary>
    public long? Charge { get; init; }

    /// <summary>SV103.</summary>
    public string? UnitKind { get; init; }

    /// <summary>SV104.</summary>
    public decimal? Units { get; init; }

    /// <summary>SV107: positions in <see cref="ReviewEvent.Codes"/>, counted from 1.</summary>
    public IReadOnlyList<int> DiagnosisPointers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>HSD.</summary>
    public IReadOnlyList<ServiceDelivery> Deliveries { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>MSG.</summary>
    public string? Message { get; init; }

    /// <summary>Loops 2010F: providers of this service.</summary>
    public IReadOnlyList<Party> Providers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>What the review is about: a visit, a stay, a course of treatment. Loop 2000E.</summary>
/// <remarks>Source: 005010X217 2000E.</remarks>
public sealed record ReviewEvent
{
    /// <summary>Of the HL segment.</summary>
    public Place Place { get; init; }

    /// <summary>TRN: comes back in the answer.</summary>
    public IReadOnlyList<TraceNumber> Traces { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>AAA, of an answer.</summary>
    public IReadOnlyList<Rejection> Rejections { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>UM.</summary>
    public required ReviewSubject Subject { get; init; }

    /// <summary>HCR, of an answer.</summary>
    public ReviewVerdict? Verdict { get; init; }

    /// <summary>REF: BB for an earlier certification, NT for an earlier review.</summary>
    public IReadOnlyList<QualifiedReference> References { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>DTP: AAH for the event, 435 and 096 for admission and discharge, 036 and 007 for a certification's end and times.</summary>
    public IReadOnlyList<QualifiedDates> Dates { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>HI: diagnoses by list (ABK principal, ABF other, ABJ admitting) with the day each was found.</summary>
    public IReadOnlyList<ClaimCode> Codes { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>HSD.</summary>
    public IReadOnlyList<ServiceDelivery> Deliveries { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>MSG.</summary>
    public string? Message { get; init; }

    /// <summary>Loops 2010E: who serves, transports, or wants something more; see <see cref="NamedParty.Role"/>.</summary>
    public IReadOnlyList<Party> Providers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>Loop 2000F, in the order sent.</summary>
    public IReadOnlyList<ReviewService> Services { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>The subscriber, or a dependent, with the events of theirs. Loop 2000C or 2000D.</summary>
/// <remarks>Source: 005010X217 2000C, 2000D.</remarks>
public sealed record ReviewPerson
{
    /// <summary>Of the HL segment.</summary>
    public Place Place { get; init; }

    /// <summary>Loop 2010C (role IL) or 2010D (role QC).</summary>
    public required Party Person { get; init; }

    /// <summary>INS.</summary>
    public Relationship? Relationship { get; init; }

    /// <summary>Loop 2000E. The subscriber has them only when the subscriber is the patient.</summary>
    public IReadOnlyList<ReviewEvent> Events { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>Of the level, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>A 278: may a service be given? Question or answer.</summary>
/// <remarks>One patient a transaction. Source: 005010X217.</remarks>
public abstract record Review : Conversation
{
    private protected Review()
    {
    }

    /// <inheritdoc/>
    public sealed override string TransactionId => "278";

    /// <inheritdoc/>
    public sealed override string GroupKind => "HI";

    /// <inheritdoc/>
    public sealed override string Guide => "005010X217";

    /// <summary>Loop 2010A: who reviews, role X3.</summary>
    public required Party Reviewer { get; init; }

    /// <summary>Loop 2010B: who requests, role 1P or FA. An answer may lack it.</summary>
    public Party? Requester { get; init; }

    /// <summary>Loop 2000C. An answer may lack it.</summary>
    public ReviewPerson? Subscriber { get; init; }

    /// <summary>Loop 2000D; null where the subscriber is the patient.</summary>
    public ReviewPerson? Dependent { get; init; }

    /// <summary>AAA of loop 2000A, of an answer: the request as a whole could not be taken.</summary>
    public IReadOnlyList<Rejection> LevelRejections { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>Of the upper levels, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> ReviewerOthers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>Of loop 2000B, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> RequesterOthers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>All events, in the order sent.</summary>
    public IEnumerable<ReviewEvent> Events => (Subscriber?.Events ?? []).Concat(Dependent?.Events ?? []);

    private protected sealed override string Structure => "0007";

    private protected sealed override void WriteLevels(LoopWriter writer) => ReviewModel.Write(writer, this);
}

/// <summary>A 278 that asks.</summary>
/// <remarks>Source: 005010X217.</remarks>
public sealed record ReviewRequest : Review
{
    /// <summary>Reads a 278 that asks (BHT02 is not 11).</summary>
    /// <param name="transaction">Of a <see cref="Document"/>.</param>
    public static ReviewRequest Read(LoopTree transaction)
    {
        var parts = ReviewModel.Read(transaction.Root);
        return new()
        {
            Place = parts.Bht.Place, Purpose = parts.Bht.Purpose, Reference = parts.Bht.Reference, At = parts.Bht.At, Kind = parts.Bht.Kind,
            Reviewer = parts.Reviewer ?? Party.Nobody("X3"), Requester = parts.Requester,
            Subscriber = parts.Subscriber, Dependent = parts.Dependent, LevelRejections = parts.Rejections,
            ReviewerOthers = parts.ReviewerOthers.All, RequesterOthers = parts.RequesterOthers.All, Others = parts.Others.All,
        };
    }
}

/// <summary>A 278 that answers.</summary>
/// <remarks>Source: 005010X217.</remarks>
public sealed record ReviewResponse : Review
{
    private protected override string Variant => "11";

    /// <summary>All refusals, wherever they stand: none of them is a decision on the service.</summary>
    public IEnumerable<Rejection> Rejections => LevelRejections.Concat(Reviewer.Rejections).Concat(Requester?.Rejections ?? [])
        .Concat(Subscriber?.Person.Rejections ?? []).Concat(Dependent?.Person.Rejections ?? [])
        .Concat(Events.SelectMany(e => e.Rejections.Concat(e.Providers.SelectMany(p => p.Rejections))
            .Concat(e.Services.SelectMany(s => s.Rejections.Concat(s.Providers.SelectMany(p => p.Rejections))))));

    /// <summary>Reads a 278 that answers (BHT02 is 11).</summary>
    /// <param name="transaction">Of a <see cref="Document"/>.</param>
    public static ReviewResponse Read(LoopTree transaction)
    {
        var parts = ReviewModel.Read(transaction.Root);
        return new()
        {
            Place = parts.Bht.Place, Purpose = parts.Bht.Purpose, Reference = parts.Bht.Reference, At = parts.Bht.At, Kind = parts.Bht.Kind,
            Reviewer = parts.Reviewer ?? Party.Nobody("X3"), Requester = parts.Requester,
            Subscriber = parts.Subscriber, Dependent = parts.Dependent, LevelRejections = parts.Rejections,
            ReviewerOthers = parts.ReviewerOthers.All, RequesterOthers = parts.RequesterOthers.All, Others = parts.Others.All,
        };
    }
}
