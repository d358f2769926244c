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

/// <summary>The payer cannot answer, and why. AAA.</summary>
/// <param name="Place">Of its AAA03.</param>
/// <param name="Loop">Where it stands, such as <c>2100C</c>: who or what is meant.</param>
/// <param name="IsRequestValid">AAA01.</param>
/// <param name="Reason">AAA03, as sent.</param>
/// <param name="FollowUp">AAA04, as sent: C correct and send again, N not allowed, P send the original again, R allowed, S, W, X, Y.</param>
/// <remarks>Never to be read as "not covered". Source: 005010X279A1 AAA.</remarks>
public sealed record Rejection(Place Place, string Loop, bool IsRequestValid, string Reason, string FollowUp);

/// <summary>A date with its meaning. DTP.</summary>
/// <param name="Place">Of the segment.</param>
/// <param name="Kind">DTP01, such as <c>346</c> for the day the plan begins.</param>
/// <param name="Dates">A day or a period.</param>
public readonly record struct QualifiedDates(Place Place, string Kind, DateSpan Dates);

/// <summary>A reference with its meaning. REF.</summary>
/// <param name="Place">Of REF02.</param>
/// <param name="Kind">REF01, such as <c>6P</c> for a group number.</param>
/// <param name="Value">REF02.</param>
/// <param name="Description">REF03, such as a group's name.</param>
public readonly record struct QualifiedReference(Place Place, string Kind, string Value, string? Description);

/// <summary>One thing that a payer says of coverage. An EB segment with what hangs on it.</summary>
/// <remarks>
/// Money in cents, shares as fractions (0.2 is 20 %). A line with several service types says the same of each. Messages and
/// III narrow a line: two copays of one service type with different messages are two values. Source: 005010X279A1 2110C, 2110D.
/// </remarks>
public sealed record Benefit
{
    /// <summary>Of the EB segment.</summary>
    public required Place Place { get; init; }

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

    /// <summary>EB13: the procedure that is meant, its components as sent.</summary>
    public string? Procedure { get; init; }

    /// <summary>DTP.</summary>
    public IReadOnlyList<QualifiedDates> Dates { get; init; } = [];

    /// <summary>REF.</summary>
    public IReadOnlyList<QualifiedReference> References { get; init; } = [];

    /// <summary>MSG, in the order sent.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>III: code list and code, such as <c>ZZ</c> and a place of service.</summary>
    public IReadOnlyList<(string List, string Code)> Narrowings { get; init; } = [];

    /// <summary>NM1 between LS and LE: primary care provider, other payer, contact.</summary>
    public IReadOnlyList<NamedParty> Related { get; init; } = [];

    /// <summary>AAA of the line.</summary>
    public IReadOnlyList<Rejection> Rejections { get; init; } = [];

    /// <summary>HSD and others that have no property here, as sent.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];
}

/// <summary>What a payer says of one person. Loop 2000C, or 2000D of a dependent.</summary>
/// <remarks>Source: 005010X279A1. Identity is as the payer has it: show what differs, do not overwrite.</remarks>
public sealed record EligibilityAnswer
{
    /// <summary>Of the HL segment.</summary>
    public required Place Place { get; init; }

    /// <summary>True for loop 2000D.</summary>
    public bool IsDependent { get; init; }

    /// <summary>TRN02 of the traces: ours comes back with TRN01 = 2.</summary>
    public IReadOnlyList<string> Traces { get; init; } = [];

    /// <summary>NM1.</summary>
    public NamedParty? Person { get; init; }

    /// <summary>DMG02.</summary>
    public DateOnly? Born { get; init; }

    /// <summary>DMG03, as sent.</summary>
    public string? Sex { get; init; }

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

    /// <summary>Segments that have no property here, as sent.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Reads a loop 2000C or 2000D of a 271.</summary>
    /// <param name="person">As a unit of a <see cref="LoopReader"/>, or from a <see cref="Document"/>. It is not kept.</param>
    public static EligibilityAnswer Read(Loop person) => EligibilityModel.Answer(person);
}
