using System.Diagnostics;
using System.Globalization;

namespace Portico.Modules.Scheduling.Domain;

public enum WhyNotKind
{
    /// <summary>The provider sees nobody there then.</summary>
    OutsideHours,
    DayOff,
    Holiday,
    Block,

    /// <summary>The session is for other visits.</summary>
    NotAllowed,

    /// <summary>The session has as many of them as it takes.</summary>
    CapReached,

    /// <summary>A part of the session is kept for others.</summary>
    Kept,
    TooSoon,
    TooFarAhead,
    TooYoung,
    TooOld,
    OtherSex,
    NewPatientsOnly,
    EstablishedOnly,

    /// <summary>The provider takes no patients who are new to the specialty.</summary>
    PanelClosed,
    OtherSpecialty,

    /// <summary>The provider has no licence on that day in the state where the patient will be.</summary>
    NoLicense,
}

/// <summary>Why a visit may not stand somewhere, with what the desk would ask next. Dates and times are the place's.</summary>
/// <param name="Kind">Which rule.</param>
/// <param name="Text">The practice's own words: the reason of a day off or a block, a holiday's name; a specialty, a state.</param>
/// <param name="Starts">Of a block or a kept slot.</param>
/// <param name="Ends">Of a block or a kept slot.</param>
/// <param name="FromDate">When it may stand there: a kept slot is released, the day is near enough. Null: never, or not for that reason.</param>
/// <param name="FromTime">On that date.</param>
/// <param name="Number">Of a cap: how many. Of lead time: minutes. Of an age: months.</param>
/// <param name="Purpose">What a slot is kept for.</param>
public sealed record WhyNot(WhyNotKind Kind, string? Text = null, TimeOnly? Starts = null, TimeOnly? Ends = null,
    DateOnly? FromDate = null, TimeOnly? FromTime = null, int? Number = null, SlotPurpose? Purpose = null)
{
    /// <summary>It is the practice's own plan, which a senior may set aside with a reason. The others are the visit's or the law's.</summary>
    public bool IsPlan => Kind is WhyNotKind.OutsideHours or WhyNotKind.DayOff or WhyNotKind.Holiday or WhyNotKind.Block or WhyNotKind.NotAllowed
        or WhyNotKind.CapReached or WhyNotKind.Kept or WhyNotKind.TooSoon or WhyNotKind.TooFarAhead or WhyNotKind.PanelClosed;

    /// <summary>It lies in the visit, the patient and the provider alone: no other day changes it.</summary>
    public bool IsWhateverTheDay => Kind is WhyNotKind.OtherSex or WhyNotKind.NewPatientsOnly or WhyNotKind.EstablishedOnly or WhyNotKind.PanelClosed
        or WhyNotKind.OtherSpecialty;

    /// <summary>For the screen, without a full stop.</summary>
    public string Say() => Kind switch
    {
        WhyNotKind.OutsideHours => "No session then",
        WhyNotKind.DayOff => $"Day off: {Text}",
        WhyNotKind.Holiday => $"Holiday: {Text}",
        WhyNotKind.Block => $"Blocked from {Clock(Starts)} to {Clock(Ends)}: {Text}",
        WhyNotKind.NotAllowed => "The session is for other visits",
        WhyNotKind.CapReached => Number == 0 ? "The session takes no such visits" : $"The session already has its {Number}",
        WhyNotKind.Kept => $"Kept for {Word(Purpose)} from {Clock(Starts)} to {Clock(Ends)}{Until()}",
        WhyNotKind.TooSoon => $"Less than {Length(Number ?? 0)} ahead",
        WhyNotKind.TooFarAhead => string.Create(CultureInfo.InvariantCulture, $"Too far ahead: can be booked from {FromDate:d-MMM-yyyy} on"),
        WhyNotKind.TooYoung => $"For patients of {Age(Number ?? 0)} and older",
        WhyNotKind.TooOld => $"For patients up to {Age(Number ?? 0)}",
        WhyNotKind.OtherSex => $"For {Text} patients",
        WhyNotKind.NewPatientsOnly => "For patients who are new to the specialty",
        WhyNotKind.EstablishedOnly => "For established patients",
        WhyNotKind.PanelClosed => "Takes no new patients",
        WhyNotKind.OtherSpecialty => $"Only {Text} offers it",
        WhyNotKind.NoLicense => $"No licence in {Text} on that day",
        _ => throw new UnreachableException(),
    };

    private string Until() => FromDate is { } date
        ? string.Create(CultureInfo.InvariantCulture, $", until {date:d-MMM-yyyy} at {FromTime:h:mm tt}") : "";

    private static string Clock(TimeOnly? time) => time?.ToString("h:mm tt", CultureInfo.InvariantCulture) ?? "";

    private static string Length(int minutes) => minutes % 60 != 0 ? $"{minutes} minutes" : minutes == 60 ? "an hour" : $"{minutes / 60} hours";

    private static string Age(int months) => months % 12 != 0 ? $"{months} months" : months == 12 ? "1 year" : $"{months / 12} years";

    private static string Word(SlotPurpose? purpose) => purpose switch
    {
        SlotPurpose.NewPatient => "new patients",
        SlotPurpose.SameDay => "calls of the same day",
        SlotPurpose.HospitalFollowUp => "visits after a hospital stay",
        _ => throw new UnreachableException(),
    };
}

/// <summary>A place under a session's cap, taken like a cell: whoever comes after the last one finds none.</summary>
/// <param name="Counter">The resource of the cells.</param>
/// <param name="Day">The cell: <see cref="Cells.OfDay"/> of the day on which the session begins.</param>
/// <param name="Most">How many lanes there are.</param>
public sealed record CapPlace(Guid Counter, long Day, int Most);

/// <summary>Whether a visit may stand in a span, and what it takes there.</summary>
/// <param name="Reasons">Why not. Empty: it may.</param>
/// <param name="Lanes">How many patients at once. Refused: as many as the hours alone would allow, 0 outside them.</param>
/// <param name="Taken">What it takes of the provider: the span with the buffers around it.</param>
/// <param name="Caps">A place under each of these.</param>
public sealed record Verdict(IReadOnlyList<WhyNot> Reasons, int Lanes, CellSpan Taken, IReadOnlyList<CapPlace> Caps)
{
    public bool Allows => Reasons.Count == 0;
}
