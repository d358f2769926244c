namespace Portico.PayerSim;

/// <summary>What a payer would say of a person while the coverage lasts.</summary>
public enum CoverageState
{
    /// <summary>Covered, and this payer is the one to bill.</summary>
    Active,

    /// <summary>Enrolled here, but somebody else pays: a Medicare Advantage or a managed care plan.</summary>
    Elsewhere,

    /// <summary>Covered for some services alone: Part A, family planning, Medicare's cost sharing.</summary>
    Limited,

    /// <summary>Not covered on the day.</summary>
    Inactive,
}

/// <summary>What a figure is.</summary>
public enum FigureKind
{
    /// <summary>An amount for each visit.</summary>
    Copay,

    /// <summary>The patient's share of the price.</summary>
    Coinsurance,

    /// <summary>What the patient pays first.</summary>
    Deductible,

    /// <summary>The most that the patient pays.</summary>
    OutOfPocket,

    /// <summary>The most that the plan pays.</summary>
    Maximum,

    /// <summary>The most visits that the plan pays for.</summary>
    Visits,

    /// <summary>What has to be spent before Medicaid begins.</summary>
    SpendDown,
}

/// <summary>Whose accumulator it is.</summary>
public enum FigureScope
{
    /// <summary>One person's.</summary>
    Individual,

    /// <summary>The family's together.</summary>
    Family,
}

/// <summary>For which providers a figure holds.</summary>
public enum FigureNetwork
{
    /// <summary>The answer does not say: neither is to be assumed.</summary>
    NotSaid,

    /// <summary>In the plan's network.</summary>
    In,

    /// <summary>Outside of it.</summary>
    Out,

    /// <summary>It makes no difference.</summary>
    Any,
}

/// <summary>The time that a figure is of.</summary>
public enum FigurePeriod
{
    /// <summary>Not said.</summary>
    NotSaid,

    /// <summary>Each visit.</summary>
    Visit,

    /// <summary>A calendar year.</summary>
    CalendarYear,

    /// <summary>A service year.</summary>
    ServiceYear,

    /// <summary>A month.</summary>
    Month,

    /// <summary>A lifetime.</summary>
    Lifetime,
}

/// <summary>One thing that the answer says in figures. Money in cents; what is absent, the answer does not say.</summary>
public sealed record Figure
{
    /// <summary>What it is.</summary>
    public required FigureKind Kind { get; init; }

    /// <summary>Service type codes; <c>30</c> for the plan as a whole. None where <see cref="Procedure"/> says what it is for.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>Whose; absent for what everybody pays each time.</summary>
    public FigureScope? Scope { get; init; }

    /// <summary>For which providers.</summary>
    public FigureNetwork Network { get; init; }

    /// <summary>Of which time.</summary>
    public FigurePeriod Period { get; init; }

    /// <summary>A copay, or the base of an accumulator.</summary>
    public long? Cents { get; init; }

    /// <summary>Of an accumulator: used so far.</summary>
    public long? MetCents { get; init; }

    /// <summary>Of an accumulator: what remains. 0 is met; absence says nothing.</summary>
    public long? RemainingCents { get; init; }

    /// <summary>A coinsurance: 0.2 is 20 %.</summary>
    public decimal? Fraction { get; init; }

    /// <summary>How many visits.</summary>
    public int? Visits { get; init; }

    /// <summary>How many of them remain.</summary>
    public int? VisitsRemaining { get; init; }

    /// <summary>Words of a message that alone tell this figure from another. A reader has to show both.</summary>
    public string? OnlyWhen { get; init; }

    /// <summary>A place of service code that the figure is for.</summary>
    public string? PlaceOfService { get; init; }

    /// <summary>A dental procedure that the figure is for.</summary>
    public string? Procedure { get; init; }

    /// <summary>EB04, where a plan has parts: <c>MA</c>, <c>MB</c>, <c>QM</c>.</summary>
    public string? Part { get; init; }
}

/// <summary>Somebody that an answer names: a primary care provider, another payer, who manages a part of the benefits.</summary>
/// <param name="Role">NM101, such as <c>P3</c> or <c>PRP</c>.</param>
/// <param name="Name">Family name, or the organization.</param>
/// <param name="Given">Of a person.</param>
/// <param name="Id">NPI of a provider, id of a payer.</param>
/// <param name="Phone">Ten digits.</param>
/// <param name="Services">What it is about.</param>
/// <param name="MemberId">What the person is called there.</param>
/// <param name="InsuranceType">EB04 of another payer: <c>HN</c> for Medicare Advantage, <c>HM</c> for managed care.</param>
public sealed record NamedByAnswer(
    string Role, string Name, string? Given, string? Id, string? Phone, IReadOnlyList<string> Services,
    string? MemberId = null, string? InsuranceType = null);

/// <summary>What a right reader of this member's answers has to say, and nothing that the answers leave out.</summary>
public sealed record Truth
{
    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day; absent while there is no end.</summary>
    public DateOnly? To { get; init; }

    /// <summary>While it lasts.</summary>
    public CoverageState State { get; init; }

    /// <summary>Why it is not simply active.</summary>
    public string? Why { get; init; }

    /// <summary>Service types that the plan covers, beside <c>30</c>.</summary>
    public required IReadOnlyList<string> Covered { get; init; }

    /// <summary>Service types that the plan says it does not cover.</summary>
    public IReadOnlyList<string> NotCovered { get; init; } = [];

    /// <summary>All that the answer says in figures when the plan as a whole is asked about.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>Service types that need an authorization.</summary>
    public IReadOnlyList<string> NeedAuthorization { get; init; } = [];

    /// <summary>True where visits to others than the primary care provider need a referral.</summary>
    public bool NeedsReferral { get; init; }

    /// <summary>The primary care provider.</summary>
    public NamedByAnswer? PrimaryCare { get; init; }

    /// <summary>Other payers of this person.</summary>
    public IReadOnlyList<NamedByAnswer> OtherPayers { get; init; } = [];

    /// <summary>Who has to be billed or asked for some services instead.</summary>
    public IReadOnlyList<NamedByAnswer> CarvedOut { get; init; } = [];

    /// <summary>Why nothing may be collected from the patient, where that is so.</summary>
    public string? CollectNothing { get; init; }

    /// <summary>What the plan says beside.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>On a day, both ends included.</summary>
    public CoverageState On(DateOnly day) => day < From || day > (To ?? DateOnly.MaxValue) ? CoverageState.Inactive : State;
}
