using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>How much of a service the plan covers, and what is left of it: EB F with its quantity, HSD or amount.</summary>
internal sealed class LimitReader(FigureReader figures)
{
    private sealed record Said(BenefitLine Line, string? Unit, decimal? Count, FigureMeasure Measure, string? Period, bool IsPattern, Place Place);

    public IEnumerable<Figure> Read(string service)
    {
        var said = figures.Of("F", service).Where(l => l.IsFor(service)).SelectMany(Values).ToList();
        foreach (var group in said.GroupBy(s => (s.Unit, Scope: s.Line.Scope == FigureScope.Family ? FigureScope.Family : FigureScope.NotSaid,
            s.Measure, Period: s.Measure == FigureMeasure.Base ? s.Period : null)))
        {
            var slot = SlotOf(group.Key.Unit, group.Key.Measure, service, group.Key.Scope);
            yield return figures.Judge(slot, [.. group.Select(s => Value(s, slot))]) with { Period = group.Key.Period ?? Word(group.Key.Measure) };
        }
        foreach (var group in said.Where(s => s.Measure == FigureMeasure.Base && s.Period is "service-year" or "calendar-year" or "contract")
            .GroupBy(s => (s.Unit, Scope: s.Line.Scope == FigureScope.Family ? FigureScope.Family : FigureScope.NotSaid)))
        {
            if (said.Any(s => s.Unit == group.Key.Unit && s.Measure == FigureMeasure.Remaining))
                continue;
            var slot = SlotOf(group.Key.Unit, FigureMeasure.Remaining, service, group.Key.Scope);
            yield return figures.Ambiguous(slot, [.. group.Select(s => Value(s, slot, "the whole, not what remains"))], "what remains is not said");
        }
    }

    private static Slot SlotOf(string? unit, FigureMeasure measure, string service, FigureScope scope) =>
        new(unit == "visits" ? FigureKind.Visits : FigureKind.Limit, measure, service, scope, unit);

    private static string? Word(FigureMeasure measure) => measure switch
    {
        FigureMeasure.Remaining => "remaining",
        FigureMeasure.Met => "year-to-date",
        _ => null,
    };

    private IEnumerable<Said> Values(BenefitLine line)
    {
        var benefit = line.Benefit;
        if (benefit.Amount is not null)
            yield return new(line, null, null, MeasureOf(benefit.Period, null), line.Period, false, benefit.AmountPlace);
        if (benefit.Quantity is { } quantity)
            yield return new(line, PlainWords.Unit(benefit.QuantityKind), quantity, MeasureOf(benefit.Period, benefit.QuantityKind), line.Period, false, benefit.Place with { Element = 10 });
        foreach (var delivery in benefit.Deliveries)
        {
            if (delivery.Quantity is not { } count)
                continue;
            var period = delivery.Period ?? benefit.Period;
            var isPattern = delivery.Modulus is not null || delivery.Unit is not null || delivery.Pattern is not null || delivery.Time is not null
                || delivery.Periods is not (null or "1");
            yield return new(line, PlainWords.Unit(delivery.QuantityKind), count, benefit.Period is { Value: "29" or "33" } ? FigureMeasure.Remaining
                : MeasureOf(period, delivery.QuantityKind), PlainWords.Period(period), isPattern, delivery.Place);
        }
    }

    private static FigureMeasure MeasureOf(BenefitPeriod? period, string? unit) => (period?.Value, unit) switch
    {
        (_, "99") or ("24", _) => FigureMeasure.Met,
        ("29" or "33", _) => FigureMeasure.Remaining,
        _ => FigureMeasure.Base,
    };

    private FigureCandidate Value(Said said, Slot slot, string? doubt = null)
    {
        var value = figures.Value(said.Line, slot);
        var doubts = new List<string>(value.Doubts);
        if (said.IsPattern)
            doubts.Add("it is a pattern over time");
        if (said.Line.Scope == FigureScope.Other)
            doubts.Add($"coverage level {said.Line.Benefit.CoverageLevel}");
        if (said.Unit is null && said.Line.Benefit.Amount is < 0 || said.Count < 0)
            doubts.Add("it is less than nothing");
        if (doubt is not null)
            doubts.Add(doubt);
        return value with { Cents = said.Unit is null ? value.Cents : null, Count = said.Count, Period = said.Period, Doubts = doubts, Source = said.Line.Cite(said.Place) };
    }
}
