namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>How far a figure can be relied on.</summary>
public enum FigureStatus
{
    /// <summary>The answer does not have it. Not zero.</summary>
    Absent,

    /// <summary>The answer has values that may be it: there are candidates, and no single value.</summary>
    Ambiguous,

    /// <summary>The payer says it of this plan, service, person and network.</summary>
    Stated,
}

/// <summary>What a figure is of. EB01.</summary>
public enum FigureKind
{
    Copay,
    Coinsurance,
    Deductible,
    OutOfPocket,

    /// <summary>How many visits the plan covers.</summary>
    Visits,

    /// <summary>Another limit: money, days, units.</summary>
    Limit,

    /// <summary>What a patient must spend before Medicaid begins.</summary>
    SpendDown,
}

/// <summary>Which of the figures of an account it is.</summary>
public enum FigureMeasure
{
    /// <summary>Each time.</summary>
    Each,

    /// <summary>The whole of a year, a contract or a lifetime.</summary>
    Base,

    /// <summary>What has been used of it.</summary>
    Met,

    /// <summary>What is left of it.</summary>
    Remaining,
}

/// <summary>For whom. EB02. Individual and family are never mixed.</summary>
public enum FigureScope
{
    NotSaid,
    Individual,
    Family,

    /// <summary>Another group, such as the employee and a spouse.</summary>
    Other,
}

/// <summary>For which network. EB12.</summary>
public enum FigureNetwork
{
    NotSaid,
    In,
    Out,

    /// <summary>The same in and out, or the plan has none.</summary>
    Both,
}

/// <summary>A value that may be the figure.</summary>
public sealed record FigureCandidate
{
    /// <summary>Whole cents.</summary>
    public long? Cents { get; init; }

    /// <summary>0.2 is 20 %.</summary>
    public decimal? Fraction { get; init; }

    /// <summary>Visits, days and so on.</summary>
    public decimal? Count { get; init; }
    public FigureScope Scope { get; init; }

    /// <summary>Such as <c>visit</c>. Absent: not said.</summary>
    public string? Period { get; init; }
    public FigureNetwork Network { get; init; }

    /// <summary>What stands between this value and certainty. Empty where only another candidate does.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];
    public required Citation Source { get; init; }
}

/// <summary>A figure of the answer, or that the answer has none.</summary>
public sealed record Figure
{
    public required FigureKind Kind { get; init; }
    public required FigureMeasure Measure { get; init; }

    /// <summary>Service type codes of the visit that it is for.</summary>
    public required IReadOnlyList<string> ServiceTypes { get; init; }
    public FigureScope Scope { get; init; }

    /// <summary>Such as <c>visit</c> or <c>calendar-year</c>. Absent: not said, or the candidates differ.</summary>
    public string? Period { get; init; }
    public FigureNetwork Network { get; init; }
    public required FigureStatus Status { get; init; }

    /// <summary>Whole cents. Null unless stated.</summary>
    public long? Cents { get; init; }

    /// <summary>0.2 is 20 %. Null unless stated.</summary>
    public decimal? Fraction { get; init; }

    /// <summary>Null unless stated.</summary>
    public decimal? Count { get; init; }

    /// <summary>What is counted, such as <c>visits</c>. Absent for money and shares.</summary>
    public string? Unit { get; init; }

    /// <summary>True for a value that follows from two that the payer states: both are cited.</summary>
    public bool IsDerived { get; init; }

    /// <summary>When ambiguous, all values that may be it.</summary>
    public IReadOnlyList<FigureCandidate> Candidates { get; init; } = [];

    /// <summary>When stated, where the payer says so.</summary>
    public IReadOnlyList<Citation> Sources { get; init; } = [];

    /// <summary>When ambiguous, why.</summary>
    public string? Why { get; init; }
}
