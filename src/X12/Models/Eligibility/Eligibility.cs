namespace Portico.X12;

/// <summary>What a benefit line says. EB01.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X279A1 2110C EB01, data element 1390. The default value is no code.</remarks>
public readonly record struct BenefitKind(string Value)
{
    /// <summary>A: the patient pays a share; <see cref="Benefit.Share"/> is a fraction.</summary>
    public static BenefitKind Coinsurance { get; } = new("A");

    /// <summary>B: the patient pays an amount each time.</summary>
    public static BenefitKind Copay { get; } = new("B");

    /// <summary>C: the patient pays first.</summary>
    public static BenefitKind Deductible { get; } = new("C");

    /// <summary>F: limited.</summary>
    public static BenefitKind Limitation { get; } = new("F");

    /// <summary>G: the most that the patient pays.</summary>
    public static BenefitKind OutOfPocket { get; } = new("G");

    /// <summary>I: not covered.</summary>
    public static BenefitKind NotCovered { get; } = new("I");

    /// <summary>L: the primary care provider.</summary>
    public static BenefitKind PrimaryCareProvider { get; } = new("L");

    /// <summary>R: another payer.</summary>
    public static BenefitKind OtherPayer { get; } = new("R");

    /// <summary>U: ask the entity that is named.</summary>
    public static BenefitKind Contact { get; } = new("U");

    /// <summary>V: the payer cannot say.</summary>
    public static BenefitKind CannotProcess { get; } = new("V");

    /// <summary>True for 1 to 5: coverage is active.</summary>
    public bool IsActive => Value is "1" or "2" or "3" or "4" or "5";

    /// <summary>True for 6 to 8: coverage is not active.</summary>
    public bool IsInactive => Value is "6" or "7" or "8";

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The time that an amount is of. EB06.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X279A1 2110C EB06, data element 615. The default value is no code.</remarks>
public readonly record struct BenefitPeriod(string Value)
{
    /// <summary>22: a service year.</summary>
    public static BenefitPeriod ServiceYear { get; } = new("22");

    /// <summary>23: a calendar year.</summary>
    public static BenefitPeriod CalendarYear { get; } = new("23");

    /// <summary>24: used since the year began.</summary>
    public static BenefitPeriod YearToDate { get; } = new("24");

    /// <summary>25: the contract's year.</summary>
    public static BenefitPeriod Contract { get; } = new("25");

    /// <summary>27: each visit.</summary>
    public static BenefitPeriod Visit { get; } = new("27");

    /// <summary>29: what remains. 0 is met; absence says nothing.</summary>
    public static BenefitPeriod Remaining { get; } = new("29");

    /// <summary>32: a lifetime.</summary>
    public static BenefitPeriod Lifetime { get; } = new("32");

    /// <summary>33: what remains of a lifetime.</summary>
    public static BenefitPeriod LifetimeRemaining { get; } = new("33");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>An answer that may not be given. EB11 and EB12.</summary>
public enum BenefitAnswer
{
    /// <summary>Absent. Not yes.</summary>
    NotSaid,

    /// <summary>Y.</summary>
    Yes,

    /// <summary>N.</summary>
    No,

    /// <summary>U: the payer does not know.</summary>
    Unknown,

    /// <summary>W, for networks: it makes no difference.</summary>
    DoesNotMatter,
}

/// <summary>What narrows a benefit or a question. III.</summary>
/// <param name="Place">Of the segment.</param>
/// <param name="List">III01, such as <c>ZZ</c> for a place of service or <c>BK</c> for a diagnosis.</param>
/// <param name="Code">III02.</param>
/// <param name="Category">III03.</param>
/// <param name="Text">III04.</param>
/// <remarks>Source: 005010X279A1 2110C III of the question, 2115C of the answer.</remarks>
public readonly record struct Narrowing(Place Place, string? List, string? Code, string? Category, string? Text)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static Narrowing Of(string list, string code) => new(default, list, code, null, null);

    internal static Narrowing Read(LoopSegment iii) =>
        new(iii.Place(), Values.CodeOrNull(iii[1]), Values.CodeOrNull(iii[2]), Values.CodeOrNull(iii[3]), Values.Text(iii[4]));

    internal void Write(LoopWriter writer) => writer.Segment("III").Element(List).Element(Code).Element(Category).Element(Text).End();
}

/// <summary>One thing that a payer says of coverage. An EB segment with what hangs on it.</summary>
/// <remarks>
/// Money in cents, shares as fractions (0.2 is 20 %). A line with several service types says the same of each. Messages and
/// III narrow a line: two copays of one service type with different messages are two values. Source: 005010X279A1 2110C, 2110D.
/// </remarks>
public sealed record Benefit
{
    /// <summary>Of the EB segment.</summary>
    public Place Place { get; init; }

    /// <summary>EB01.</summary>
    public required BenefitKind Kind { get; init; }

    /// <summary>EB02: <c>IND</c>, <c>FAM</c> and so on. Never mix accumulators of different levels.</summary>
    public string? CoverageLevel { get; init; }

    /// <summary>EB03: each inherits the line. Empty where the line is not about services.</summary>
    public IReadOnlyList<string> ServiceTypes { get; init; } = [];

    /// <summary>EB04.</summary>
    public string? InsuranceType { get; init; }

    /// <summary>EB05.</summary>
    public string? Plan { get; init; }

    /// <summary>EB06.</summary>
    public BenefitPeriod? Period { get; init; }

    /// <summary>EB07, in cents. 0 is an amount; null is none.</summary>
    public long? Amount { get; init; }

    /// <summary>The citation of <see cref="Amount"/>.</summary>
    public Place AmountPlace { get; init; }

    /// <summary>EB08 as a fraction.</summary>
    public decimal? Share { get; init; }

    /// <summary>The citation of <see cref="Share"/>.</summary>
    public Place SharePlace { get; init; }

    /// <summary>EB09.</summary>
    public string? QuantityKind { get; init; }

    /// <summary>EB10.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>EB11: authorization or certification needed.</summary>
    public BenefitAnswer NeedsAuthorization { get; init; }

    /// <summary>EB12: in the plan's network.</summary>
    public BenefitAnswer InNetwork { get; init; }

    /// <summary>EB13: the procedure that is meant.</summary>
    public ProcedureCode? Procedure { get; init; }

    /// <summary>EB14: positions in <see cref="EligibilityAnswer.Diagnoses"/>, counted from 1.</summary>
    public IReadOnlyList<int> DiagnosisPointers { get; init; } = [];

    /// <summary>HSD: how often and how long.</summary>
    public IReadOnlyList<ServiceDelivery> Deliveries { get; init; } = [];

    /// <summary>DTP.</summary>
    public IReadOnlyList<QualifiedDates> Dates { get; init; } = [];

    /// <summary>REF.</summary>
    public IReadOnlyList<QualifiedReference> References { get; init; } = [];

    /// <summary>MSG, in the order sent.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>III, such as a place of service.</summary>
    public IReadOnlyList<Narrowing> Narrowings { get; init; } = [];

    /// <summary>Loops 2120 between LS and LE: primary care provider, other payer, contact.</summary>
    public IReadOnlyList<Party> Related { get; init; } = [];

    /// <summary>AAA of the line.</summary>
    public IReadOnlyList<Rejection> Rejections { get; init; } = [];

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get; init; } = [];
}

/// <summary>What a payer says of one person. Loop 2000C, or 2000D of a dependent.</summary>
/// <remarks>Source: 005010X279A1. Identity is as the payer has it: show what differs, do not overwrite.</remarks>
public sealed record EligibilityAnswer
{
    /// <summary>Of the HL segment.</summary>
    public Place Place { get; init; }

    /// <summary>True for loop 2000D.</summary>
    public bool IsDependent { get; init; }

    /// <summary>TRN: ours comes back with a kind of 2, and the originator we gave.</summary>
    public IReadOnlyList<TraceNumber> Traces { get; init; } = [];

    /// <summary>NM1.</summary>
    public NamedParty? Person { get; init; }

    /// <summary>DMG02.</summary>
    public DateOnly? Born { get; init; }

    /// <summary>DMG03, as sent.</summary>
    public string? Sex { get; init; }

    /// <summary>N3 and N4.</summary>
    public PostalAddress? Address { get; init; }

    /// <summary>PRV01 of a provider that the person goes to.</summary>
    public string? ProviderRole { get; init; }

    /// <summary>PRV03.</summary>
    public string? Taxonomy { get; init; }

    /// <summary>INS.</summary>
    public Relationship? Relationship { get; init; }

    /// <summary>HI.</summary>
    public IReadOnlyList<Diagnosis> Diagnoses { get; init; } = [];

    /// <summary>REF of the person, such as the group number.</summary>
    public IReadOnlyList<QualifiedReference> References { get; init; } = [];

    /// <summary>DTP of the person, such as plan begin.</summary>
    public IReadOnlyList<QualifiedDates> Dates { get; init; } = [];

    /// <summary>AAA of the payer, the provider and the person, not those of single benefits.</summary>
    public IReadOnlyList<Rejection> Rejections { get; init; } = [];

    /// <summary>In the order sent. None says nothing: coverage is unknown.</summary>
    public IReadOnlyList<Benefit> Benefits { get; init; } = [];

    /// <summary>Answers for dependents below this subscriber.</summary>
    public IReadOnlyList<EligibilityAnswer> Dependents { get; init; } = [];

    /// <summary>Of loop 2100C or 2100D, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> PersonOthers { get; init; } = [];

    /// <summary>Of the level, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get; init; } = [];

    /// <summary>Reads a loop 2000C or 2000D of a 271.</summary>
    /// <param name="person">As a unit of a <see cref="LoopReader"/>, or from a <see cref="Document"/>. It is not kept.</param>
    public static EligibilityAnswer Read(Loop person) => EligibilityModel.Answer(person);
}

/// <summary>A provider who asked, and the answers. Loop 2000B of a 271.</summary>
/// <remarks>Source: 005010X279A1 2000B.</remarks>
public sealed record ResponseProvider
{
    /// <summary>Of the HL segment.</summary>
    public Place Place { get; init; }

    /// <summary>Loop 2100B, with what the payer has against the provider.</summary>
    public required Party Provider { get; init; }

    /// <summary>Loop 2000C, in the order sent.</summary>
    public IReadOnlyList<EligibilityAnswer> Answers { get; init; } = [];

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get; init; } = [];
}

/// <summary>A payer that answers. Loop 2000A of a 271.</summary>
/// <remarks>Source: 005010X279A1 2000A.</remarks>
public sealed record ResponsePayer
{
    /// <summary>Of the HL segment.</summary>
    public Place Place { get; init; }

    /// <summary>Loop 2100A, with why the payer cannot answer.</summary>
    public required Party Payer { get; init; }

    /// <summary>AAA of the level: the question as a whole could not be taken.</summary>
    public IReadOnlyList<Rejection> Rejections { get; init; } = [];

    /// <summary>Loop 2000B, in the order sent. None where the payer could not answer at all.</summary>
    public IReadOnlyList<ResponseProvider> Providers { get; init; } = [];

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get; init; } = [];
}

/// <summary>A 271: what payers say of coverage.</summary>
/// <remarks>Source: 005010X279A1. Answers may be none, and then a rejection says why: coverage is unknown.</remarks>
public sealed record EligibilityResponse : Conversation
{
    /// <inheritdoc/>
    public override string TransactionId => "271";

    /// <inheritdoc/>
    public override string GroupKind => "HB";

    /// <inheritdoc/>
    public override string Guide => "005010X279A1";

    /// <summary>Loop 2000A, in the order sent.</summary>
    public IReadOnlyList<ResponsePayer> Payers { get; init; } = [];

    /// <summary>All answers for subscribers, in the order sent; those for dependents are in them.</summary>
    public IEnumerable<EligibilityAnswer> Answers => Payers.SelectMany(p => p.Providers).SelectMany(p => p.Answers);

    /// <summary>Rejections of the question as a whole, of payers and of providers, which no answer needs to carry.</summary>
    public IEnumerable<Rejection> Rejections =>
        Payers.SelectMany(p => (IEnumerable<Rejection>)[.. p.Rejections, .. p.Payer.Rejections, .. p.Providers.SelectMany(r => r.Provider.Rejections)]);

    private protected override string Structure => "0022";

    /// <summary>Reads a 271.</summary>
    /// <param name="transaction">Of a <see cref="Document"/>.</param>
    public static EligibilityResponse Read(LoopTree transaction) => EligibilityModel.Response(transaction.Root);

    private protected override void WriteLevels(LoopWriter writer) => EligibilityModel.Write(writer, this);
}
