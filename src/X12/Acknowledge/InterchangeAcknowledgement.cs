using System.Globalization;

namespace Portico.X12;

/// <summary>The answer to an interchange as such: a TA1. What is inside its groups is answered by 999s.</summary>
/// <remarks>Source: ASC X12.5, segment TA1. It stands between ISA and the first GS, or alone.</remarks>
public sealed record InterchangeAcknowledgement
{
    /// <summary>Where it stands; nowhere for one that was not read.</summary>
    public Place Place { get; init; }

    /// <summary>TA101: ISA13 of the interchange that it answers, nine digits.</summary>
    public required string ControlNumber { get; init; }

    /// <summary>TA102: ISA09; null where it is no date.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>TA103: ISA10; null where it is no time.</summary>
    public TimeOnly? Time { get; init; }

    /// <summary>TA104.</summary>
    public required InterchangeVerdict Verdict { get; init; }

    /// <summary>TA105.</summary>
    public required InterchangeNoteCode Note { get; init; }

    /// <summary>Reads a TA1, one of the <see cref="Interchange.Others"/>.</summary>
    /// <returns>Null when it is another segment.</returns>
    public static InterchangeAcknowledgement? Read(EnvelopeSegment segment) => segment.Text(0) != "TA1" ? null : new()
    {
        Place = segment.Place,
        ControlNumber = segment.Text(1),
        Date = DateOf(segment.Text(2)),
        Time = TimeOf(segment.Text(3)),
        Verdict = new(segment.Text(4)),
        Note = new(segment.Text(5)),
    };

    /// <summary>Reads the TA1 that a <see cref="LoopReader"/> or <see cref="SegmentReader"/> stands on.</summary>
    /// <returns>Null when it is another segment.</returns>
    public static InterchangeAcknowledgement? Read(SegmentReader reader) =>
        reader.Id == SegmentId.Ta1 ? Read(EnvelopeSegment.Of(reader)) : null;

    /// <summary>Writes it. Between ISA and the first GS is its place.</summary>
    public void Write(SegmentWriter writer) => writer.Begin("TA1")
        .Element(ControlNumber)
        .Element(Date?.ToString("yyMMdd", CultureInfo.InvariantCulture) ?? "000000")
        .Element(Time?.ToString("HHmm", CultureInfo.InvariantCulture) ?? "0000")
        .Element(Verdict.Value)
        .Element(Note.Value)
        .End();

    internal static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact("20" + text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    internal static TimeOnly? TimeOf(string text) =>
        TimeOnly.TryParseExact(text, "HHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
