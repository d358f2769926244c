using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

internal enum DateVerdict
{
    NotSaid,
    Covered,
    Before,
    After,
}

/// <summary>When a plan or a line counts, from its DTP segments.</summary>
/// <param name="dates">Of the person, or of one benefit.</param>
/// <remarks>
/// A period is a period; a day of a begin qualifier begins, one of an end qualifier ends. Other dates, such as the day of
/// service or of the last update, say nothing of it. Source: 005010X279A1 DTP of 2100C and 2110C.
/// </remarks>
internal sealed class LineDates(IReadOnlyList<QualifiedDates> dates)
{
    private readonly List<QualifiedDates> _spans = [.. dates.Where(d => d.Dates.First < d.Dates.Last && (IsBegin(d.Kind) || IsEnd(d.Kind) || d.Kind == "472"))];
    private readonly List<QualifiedDates> _begins = [.. dates.Where(d => d.Dates.First == d.Dates.Last && IsBegin(d.Kind))];
    private readonly List<QualifiedDates> _ends = [.. dates.Where(d => d.Dates.First == d.Dates.Last && IsEnd(d.Kind))];

    public bool SaysSomething => _spans.Count + _begins.Count + _ends.Count > 0;

    public DateOnly? Begin => First(_spans.Concat(_begins).Select(d => d.Dates.First));

    public DateOnly? End => Last(_spans.Concat(_ends).Select(d => d.Dates.Last));

    /// <summary>A day on which it ends, as one that was said alone.</summary>
    public DateOnly? EndDay => Last(_ends.Select(d => d.Dates.Last));

    public bool HasSpanOver(DateOnly date) => _spans.Any(d => d.Dates.Contains(date));

    /// <summary>Periods, each with its qualifier.</summary>
    public IReadOnlyList<QualifiedDates> Spans => _spans;

    public DateVerdict Covers(DateOnly date)
    {
        if (_spans.Any(d => d.Dates.Contains(date)))
            return DateVerdict.Covered;
        if (_spans.Count > 0 && _begins.Count + _ends.Count == 0)
            return date < Begin ? DateVerdict.Before : DateVerdict.After;
        if (_ends.Count > 0 && date > EndDay && !_begins.Any(b => b.Dates.First > EndDay && b.Dates.First <= date))
            return DateVerdict.After;
        if (_begins.Count > 0 && date < First(_begins.Select(d => d.Dates.First)))
            return DateVerdict.Before;
        return _begins.Count + _ends.Count > 0 ? DateVerdict.Covered : DateVerdict.NotSaid;
    }

    private static bool IsBegin(string kind) => kind is "291" or "292" or "307" or "346" or "348" or "356" or "193" or "290" or "295" or "340" or "382";

    private static bool IsEnd(string kind) => kind is "347" or "349" or "357" or "194" or "341";

    private static DateOnly? First(IEnumerable<DateOnly> days) => days.Select(d => (DateOnly?)d).Min();

    private static DateOnly? Last(IEnumerable<DateOnly> days) => days.Select(d => (DateOnly?)d).Max();
}
