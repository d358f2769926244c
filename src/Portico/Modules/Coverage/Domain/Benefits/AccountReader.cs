using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>Deductibles and out-of-pocket maximums: base, met, remaining; individual and family apart.</summary>
/// <remarks>A line of the service itself goes before one of the plan as a whole. What is absent is not computed from a base.</remarks>
internal sealed class AccountReader(FigureReader figures)
{
    private const string ScopeDoubt = "individual or family is not said";
    private const string MeasureDoubt = "whether it is the whole or what remains is not said";

    public IEnumerable<Figure> Read(string service) =>
        [.. Read(FigureKind.Deductible, "C", service), .. Read(FigureKind.OutOfPocket, "G", service)];

    private IEnumerable<Figure> Read(FigureKind kind, string code, string service)
    {
        var lines = figures.Of(code, service).ToList();
        foreach (var scope in new[] { FigureScope.Individual, FigureScope.Family })
        {
            foreach (var figure in Account(kind, service, scope, lines))
                yield return figure;
        }
        // A deductible of each stay or of a lifetime is another account than the year's.
        foreach (var line in lines.Where(l => l.IsFor(service) || l.IsForPlan).Where(l => MeasureOf(l) is null && l.Benefit.Period is not null)
            .GroupBy(l => (l.Period, l.Scope, l.IsFor(service))))
        {
            var isRemaining = line.Key.Period == "lifetime-remaining";
            var measure = isRemaining ? FigureMeasure.Remaining : line.Key.Period == "lifetime" ? FigureMeasure.Base : FigureMeasure.Each;
            var slot = new Slot(kind, measure, service, line.Key.Scope);
            yield return figures.Judge(slot, [.. line.Select(l => Value(l, slot))]) with { Period = line.Key.Period };
        }
    }

    private IEnumerable<Figure> Account(FigureKind kind, string service, FigureScope scope, List<BenefitLine> lines)
    {
        var (whole, isWholeOfService) = Measure(FigureMeasure.Base);
        var (met, _) = Measure(FigureMeasure.Met);
        var (rest, isRestOfService) = Measure(FigureMeasure.Remaining);

        if (whole is { Status: FigureStatus.Stated } && rest is { Status: FigureStatus.Stated } && isWholeOfService != isRestOfService
            && Plans(FigureMeasure.Base).All(l => l.Benefit.Amount != whole.Cents))
            rest = Unsure(rest, "the whole is of this service, what remains is of the plan");
        if (whole is { Status: FigureStatus.Stated } && rest is { Status: FigureStatus.Stated })
        {
            if (rest.Cents > whole.Cents || (met is { Status: FigureStatus.Stated } && met.Cents + rest.Cents != whole.Cents))
            {
                (met, rest) = (met.Status == FigureStatus.Stated ? Unsure(met, "the amounts do not add up") : met, Unsure(rest, "the amounts do not add up"));
            }
            else if (met.Status == FigureStatus.Absent)
            {
                met = met with
                {
                    Status = FigureStatus.Stated, Cents = whole.Cents - rest.Cents, IsDerived = true, Network = rest.Network, Period = "year-to-date",
                    Sources = [.. whole.Sources, .. rest.Sources],
                };
            }
        }
        else if (kind == FigureKind.Deductible && whole is { Status: FigureStatus.Stated, Cents: 0 } && rest.Status == FigureStatus.Absent)
        {
            rest = rest with { Status = FigureStatus.Stated, Cents = 0, IsDerived = true, Network = whole.Network, Sources = whole.Sources };
        }
        if (rest.Status == FigureStatus.Absent && (whole.Status != FigureStatus.Absent || met.Status != FigureStatus.Absent))
        {
            var slot = new Slot(kind, FigureMeasure.Remaining, service, scope);
            rest = figures.Ambiguous(slot, [.. Candidates(whole), .. Candidates(met)], "what remains is not said");
        }
        yield return whole;
        if (met.Status != FigureStatus.Absent)
            yield return met;
        yield return rest;

        (Figure Figure, bool IsOfService) Measure(FigureMeasure measure)
        {
            var slot = new Slot(kind, measure, service, scope);
            var own = InScope(lines.Where(l => l.IsFor(service)), measure, scope);
            var used = own.Count > 0 ? own : Plans(measure);
            return (figures.Judge(slot, [.. used.Select(l => Value(l, slot))]), own.Count > 0);
        }

        List<BenefitLine> Plans(FigureMeasure measure) => InScope(lines.Where(l => IsOfPlan(l, service)), measure, scope);
    }

    // Part B's deductible is said of a physician's services.
    private static bool IsOfPlan(BenefitLine line, string service) =>
        line.IsForPlan || (line.Benefit.InsuranceType == "MB" && line.IsFor("96") && !PlanLines.IsPartA(service));

    private static List<BenefitLine> InScope(IEnumerable<BenefitLine> lines, FigureMeasure measure, FigureScope scope)
    {
        var all = lines.Where(l => l.Benefit.Amount is not null || l.Sent(7).Length > 0).ToList();
        var measured = all.Where(l => MeasureOf(l) == measure).ToList();
        if (measured.Count == 0 && measure != FigureMeasure.Met)
            measured = [.. all.Where(l => l.Benefit.Period is null)];
        var own = measured.Where(l => l.Scope == scope).ToList();
        return scope == FigureScope.Individual ? [.. measured.Where(l => l.Scope != FigureScope.Family)]
            : own.Count > 0 ? own : [.. measured.Where(l => l.Scope == FigureScope.NotSaid && !l.IsMedicarePart)];
    }

    private static FigureMeasure? MeasureOf(BenefitLine line) => line.Benefit.Period?.Value switch
    {
        "22" or "23" or "25" => FigureMeasure.Base,
        "24" => FigureMeasure.Met,
        "29" => FigureMeasure.Remaining,
        _ => null,
    };

    private FigureCandidate Value(BenefitLine line, Slot slot)
    {
        var doubts = new List<string>();
        if (line.Scope == FigureScope.NotSaid && !line.IsMedicarePart)
            doubts.Add(ScopeDoubt);
        if (line.Scope == FigureScope.Other)
            doubts.Add($"coverage level {line.Benefit.CoverageLevel}");
        if (line.Benefit.Period is null)
            doubts.Add(MeasureDoubt);
        if (line.Benefit.Quantity is not null || line.Benefit.QuantityKind is not null)
            doubts.Add("it has a quantity");
        return figures.Value(line, slot, doubts);
    }

    private Figure Unsure(Figure stated, string why)
    {
        var slot = new Slot(stated.Kind, stated.Measure, stated.ServiceTypes[0], stated.Scope);
        return figures.Ambiguous(slot, [.. Candidates(stated).Select(c => c with { Doubts = [why] })], why);
    }

    private static IEnumerable<FigureCandidate> Candidates(Figure figure) => figure.Status == FigureStatus.Stated
        ? figure.Sources.Select(s => new FigureCandidate
        {
            Cents = figure.Cents, Scope = figure.Scope, Period = figure.Period, Network = figure.Network, Source = s,
            Doubts = figure.Measure == FigureMeasure.Remaining ? [] : [figure.Measure == FigureMeasure.Base ? "the whole, not what remains" : "what was used, not what remains"],
        })
        : figure.Candidates;
}
