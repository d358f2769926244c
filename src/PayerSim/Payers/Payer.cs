namespace Portico.PayerSim;

/// <summary>How a payer says from when to when somebody is covered.</summary>
internal enum DateStyle
{
    /// <summary>DTP 346 and 347.</summary>
    PlanBeginEnd,

    /// <summary>DTP 356 and 357.</summary>
    EligibilityBeginEnd,

    /// <summary>DTP 291, a span whose open end is the last day of the calendar.</summary>
    PlanSpan,

    /// <summary>DTP 307, a day where there is no end.</summary>
    EligibilitySpan,
}

/// <summary>What is decided of a member before the plan is asked for its facts.</summary>
/// <param name="Case">What the household stands for.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, where there is one.</param>
/// <param name="IsFamily">More than one person is on the policy.</param>
/// <param name="Spent">Cents that the person has spent this year.</param>
/// <param name="FamilySpent">Cents that all of the policy have spent.</param>
/// <param name="Dice">For what is left open.</param>
internal sealed record Enrolment(string Case, DateOnly From, DateOnly? To, bool IsFamily, long Spent, long FamilySpent, Dice Dice);

/// <summary>A payer: its plan, and its way of saying things.</summary>
internal sealed record Payer
{
    /// <summary>NM109 of loop 2100A.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Plan { get; init; }

    /// <summary>What is special about its answers, for the directory and the control page.</summary>
    public required string Style { get; init; }

    /// <summary>EB04 where a figure has no part of its own.</summary>
    public string? InsuranceType { get; init; }

    /// <summary>Several service types in one EB03, or an EB for each.</summary>
    public bool RepeatsServices { get; init; }

    /// <summary>Says the plan's name in every EB.</summary>
    public bool NamesPlan { get; init; } = true;

    /// <summary>Is active by its parts, A and B, and says so of each.</summary>
    public bool HasParts { get; init; }

    /// <summary>Each dependent has a member id and is asked about as a subscriber.</summary>
    public bool HasIdPerPerson { get; init; }

    /// <summary>Finds somebody by name and birth date where the question has no member id.</summary>
    public bool FindsByName { get; init; }

    /// <summary>Months back that may be asked about.</summary>
    public int MonthsBack { get; init; } = 12;

    /// <summary>Months ahead; 0 is to the end of this month.</summary>
    public int MonthsAhead { get; init; }

    public DateStyle Dates { get; init; }

    public Delimiters Delimiters { get; init; } = Delimiters.Usual;

    /// <summary>The payer's own number of the answer beside the asker's.</summary>
    public bool GivesTrace { get; init; }

    /// <summary>Has this shape of member ids, for telling a mistyped one from an unknown one.</summary>
    public Func<string, bool> IsIdShape { get; init; } = static id => id.Length is >= 2 and <= 80;

    public required Func<Dice, int, string> MakeId { get; init; }

    public bool HasGroups { get; init; } = true;

    /// <summary>Cases that only this payer has.</summary>
    public IReadOnlyList<string> Cases { get; init; } = [];

    /// <summary>Youngest and oldest subscriber, in years.</summary>
    public (int From, int To) Ages { get; init; } = (24, 63);

    public required Func<Enrolment, Truth> Cover { get; init; }
}

/// <summary>Words that plans are written in.</summary>
internal static class Facts
{
    /// <summary>What every medical plan has to answer for when the plan as a whole is asked about.</summary>
    public static readonly string[] Medical = ["1", "33", "47", "48", "50", "86", "88", "98", "MH", "UC"];

    public static Figure Copay(long cents, FigureNetwork network, params IReadOnlyList<string> services) =>
        new() { Kind = FigureKind.Copay, Services = services, Network = network, Period = FigurePeriod.Visit, Cents = cents };

    public static Figure Share(decimal fraction, FigureNetwork network, params IReadOnlyList<string> services) =>
        new() { Kind = FigureKind.Coinsurance, Services = services, Network = network, Fraction = fraction };

    /// <summary>Base, met and remaining of one person or of the family.</summary>
    public static Figure Sum(FigureKind kind, FigureScope scope, FigureNetwork network, long cents, Enrolment of)
    {
        var met = Math.Min(cents, scope == FigureScope.Family ? of.FamilySpent : of.Spent);
        return new()
        {
            Kind = kind, Services = ["30"], Scope = scope, Network = network, Period = FigurePeriod.CalendarYear,
            Cents = cents, MetCents = met, RemainingCents = cents - met,
        };
    }

    /// <summary>One person's, and where there is one the family's.</summary>
    public static IEnumerable<Figure> Sums(FigureKind kind, FigureNetwork network, long individual, long family, Enrolment of) =>
        of.IsFamily
            ? [Sum(kind, FigureScope.Individual, network, individual, of), Sum(kind, FigureScope.Family, network, family, of)]
            : [Sum(kind, FigureScope.Individual, network, individual, of)];

    /// <summary>Leaves out what the payer does not say.</summary>
    public static IEnumerable<Figure> Without(this IEnumerable<Figure> figures, bool met = false, bool remaining = false) =>
        figures.Select(f => f with { MetCents = met ? null : f.MetCents, RemainingCents = remaining ? null : f.RemainingCents });

    public static Figure Visits(int visits, int used, FigureNetwork network, params IReadOnlyList<string> services) => new()
    {
        Kind = FigureKind.Visits, Services = services, Network = network, Period = FigurePeriod.CalendarYear,
        Visits = visits, VisitsRemaining = visits - used,
    };
}
