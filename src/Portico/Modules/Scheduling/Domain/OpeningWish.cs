using NodaTime;
using Portico.Modules.Practice.Contracts;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>In which order openings are told.</summary>
public enum OpeningOrder
{
    /// <summary>By day and time; of equal ones the nearest place first.</summary>
    Soonest,

    /// <summary>The nearest place first, and there by day and time.</summary>
    Nearest,
}

/// <summary>What a caller asks for.</summary>
public sealed record OpeningWish
{
    /// <summary>What for, for whom, and when it is asked. The provider is each candidate's.</summary>
    public required VisitAsk Ask { get; init; }

    /// <summary>The language that the patient needs an interpreter for, BCP 47. Null: none.</summary>
    public string? Interpreter { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The last date.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Wall time. Null: any.</summary>
    public TimeOnly? Earliest { get; init; }

    /// <summary>The latest start, wall time. Null: any.</summary>
    public TimeOnly? Latest { get; init; }

    /// <summary>Empty: any.</summary>
    public IReadOnlySet<DayOfWeek> Weekdays { get; init; } = new HashSet<DayOfWeek>();

    /// <summary>Empty: everybody.</summary>
    public IReadOnlySet<ProviderId> Providers { get; init; } = new HashSet<ProviderId>();

    /// <summary>Empty: everywhere.</summary>
    public IReadOnlySet<LocationId> Locations { get; init; } = new HashSet<LocationId>();

    /// <summary>Null: any.</summary>
    public string? Specialty { get; init; }

    /// <summary>That the provider speaks, BCP 47. Null: any.</summary>
    public string? Language { get; init; }

    /// <summary>Null: any.</summary>
    public ProviderSex? Sex { get; init; }

    /// <summary>Only those who take new patients.</summary>
    public bool OnlyOpenPanels { get; init; }

    /// <summary>Only those who are in one of these networks at the place on the day. Empty: not asked.</summary>
    public IReadOnlyList<WishedNetwork> Networks { get; init; } = [];

    /// <summary>Where the caller lives. Null: distances are not known.</summary>
    public string? Zip { get; init; }
    public OpeningOrder Order { get; init; }

    /// <summary>When the patient has to be elsewhere: their own visits.</summary>
    public IReadOnlyList<BusySpan> Busy { get; init; } = [];

    /// <summary>The specialties that have seen the patient in three years: with the others they are new. Null: not known, or it was said
    /// whether they are.</summary>
    public IReadOnlySet<string>? SeenBy { get; init; }

    /// <summary>The visit that this one is to be on the same day as, by its start. Null: none.</summary>
    public Instant? SameDayAs { get; init; }

    /// <summary>What another of the family comes for: at the same time with somebody else, or right after. Null: nobody comes along.</summary>
    public VisitAsk? Together { get; init; }

    /// <summary>Visits at the same wall time with the same provider. Null: one visit.</summary>
    public Recurrence? Series { get; init; }

    /// <summary>How many visits of the series may be in the way. 0: the whole series has to be free.</summary>
    public int MostInTheWay { get; init; }
}

/// <param name="Product">Of the payer. Null: whichever; then only a contract for all products counts.</param>
/// <param name="Name">The payer's.</param>
public sealed record WishedNetwork(PayerId Payer, string? Product, string Name);

/// <summary>A visit that the patient has already.</summary>
public readonly record struct BusySpan(Instant StartsAt, Instant EndsAt);

/// <summary>What speaks for an opening, or explains it.</summary>
public enum OpeningReason
{
    /// <summary>The provider speaks the language. Text: which.</summary>
    Speaks,

    /// <summary>The provider's sex is the one that was asked for. Text: which.</summary>
    Sex,

    /// <summary>Text: which.</summary>
    Specialty,
    TakesNewPatients,

    /// <summary>In the payer's network there. Text: the product; absent where the contract is for all.</summary>
    InNetwork,

    /// <summary>Number: miles.</summary>
    Miles,

    /// <summary>The same three digits of the ZIP code; the miles are not known.</summary>
    SameArea,

    /// <summary>Begins where another visit or a break ends, or ends where one begins.</summary>
    LeavesNoGap,

    /// <summary>Number: minutes from the other visit's start, negative before it.</summary>
    SameDay,

    /// <summary>Text: with whom and when the other of the family is seen.</summary>
    Together,

    /// <summary>Number: how many visits of the series are free.</summary>
    WholeSeries,

    /// <summary>Number: how many visits of the series are free. Text: the dates of the others.</summary>
    MostOfSeries,

    /// <summary>Text: what is kept for the visit beside the provider.</summary>
    Takes,
}

/// <param name="Text">Absent where the kind says all.</param>
/// <param name="Number">Absent where there is none.</param>
public sealed record Because(OpeningReason What, string? Text = null, int? Number = null);
