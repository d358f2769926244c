using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>Chooses the figures of a visit: one where all that may be it agrees and something is certain, else the candidates.</summary>
internal sealed class FigureReader(PlanLines plan)
{
    private const string PlanLevel = "said of the plan as a whole, not of this service";

    // Wider or narrower than what is asked: shown, never taken.
    private static readonly Dictionary<string, string[]> s_near = new()
    {
        ["98"] = ["96", "1", "BY", "BZ", "A0"],
        ["BY"] = ["98", "96", "1"],
        ["BZ"] = ["98", "96", "1", "81"],
        ["MH"] = ["A4", "A6", "A8", "CF"],
        ["A6"] = ["MH", "CF"],
        ["CF"] = ["MH", "A6"],
        ["PT"] = ["AE", "1"],
        ["86"] = ["51", "52"],
        ["3"] = ["98", "96", "1"],
        ["81"] = ["BZ", "98"],
    };

    public IReadOnlyList<Figure> Read()
    {
        var figures = new List<Figure>();
        foreach (var service in plan.Question.ServiceTypes)
        {
            figures.AddRange(EachTime(FigureKind.Copay, "B", service));
            figures.AddRange(EachTime(FigureKind.Coinsurance, "A", service));
            figures.AddRange(new AccountReader(this).Read(service));
            figures.AddRange(new LimitReader(this).Read(service));
        }
        figures.AddRange(SpendDown());
        return Merged(figures);
    }

    private IEnumerable<Figure> EachTime(FigureKind kind, string code, string service)
    {
        var lines = Of(code, service).ToList();
        var exact = lines.Where(l => l.IsFor(service)).ToList();
        var slot = new Slot(kind, FigureMeasure.Each, service, FigureScope.NotSaid);
        if (exact.Count == 0)
        {
            var near = lines.Where(l => l.IsForPlan || s_near.GetValueOrDefault(service, []).Any(l.IsFor)).ToList();
            yield return near.Count == 0 ? Absent(slot) : Ambiguous(slot, [.. near.Select(l => Value(l, slot, [PlanLevel]))], "no line is of this service alone");
            yield break;
        }
        // A copay per visit is one for each member, whatever level the payer says it at: family lines count where there are no others.
        var single = exact.Where(l => l.Scope != FigureScope.Family).ToList();
        var family = exact.Where(l => l.Scope == FigureScope.Family).ToList();
        if (single.Count > 0)
            yield return Judge(slot, [.. single.Select(l => Value(l, slot))]);
        if (family.Count > 0)
            yield return Judge(slot with { Scope = FigureScope.Family }, [.. family.Select(l => Value(l, slot))]);
    }

    private IEnumerable<Figure> SpendDown()
    {
        var lines = plan.OnDate.Where(l => l.Kind == "Y" && l.Benefit.Amount is not null).ToList();
        foreach (var group in lines.GroupBy(l => l.Benefit.Period?.Value is "29" or "33" ? FigureMeasure.Remaining : FigureMeasure.Base))
        {
            var slot = new Slot(FigureKind.SpendDown, group.Key, null, FigureScope.NotSaid);
            yield return Judge(slot, [.. group.Select(l => Value(l, slot))]);
        }
    }

    /// <summary>Lines of a kind that may speak of the visit: on its date, of its network, of the part of Medicare that pays it.</summary>
    public IEnumerable<BenefitLine> Of(string code, string service) => plan.OnDate
        .Where(l => l.Kind == code && plan.MayBeOfNetwork(l) && !PlanLines.IsOfOtherPart(l, service));

    /// <summary>A line as a candidate, with all that speaks against taking it.</summary>
    public FigureCandidate Value(BenefitLine line, Slot slot, IReadOnlyList<string>? more = null)
    {
        var benefit = line.Benefit;
        var isShare = slot.Kind == FigureKind.Coinsurance;
        var doubts = new List<string>(more ?? []);
        if (isShare && benefit.Share is not (>= 0 and <= 1))
            doubts.Add(line.Sent(8).Length > 0 ? "the share cannot be read as one" : "no share is given");
        if (!isShare && slot.Kind is not (FigureKind.Visits or FigureKind.Limit) && benefit.Amount is not >= 0)
            doubts.Add(line.Sent(7).Length > 0 ? "the amount cannot be read as one" : "no amount is given");
        if (isShare ? benefit.Amount is not null : benefit.Share is not null)
            doubts.Add("amount and share stand in one line");
        doubts.AddRange(line.Conditions);
        doubts.AddRange(Unclear(line, slot));
        return new()
        {
            Cents = isShare ? null : benefit.Amount,
            Fraction = isShare && benefit.Share is >= 0 and <= 1 ? benefit.Share : null,
            Scope = line.Scope,
            Period = line.Period,
            Network = line.Network,
            Doubts = doubts,
            Source = line.Cite(isShare ? benefit.SharePlace : benefit.AmountPlace),
        };
    }

    private IEnumerable<string> Unclear(BenefitLine line, Slot slot)
    {
        var (benefit, service) = (line.Benefit, slot.Service ?? "30");
        foreach (var message in line.Messages.Where(m => !MessageWords.LeavesAlone(m, line, service)))
            yield return $"only for what its message says: {message}";
        if (plan.SaidAsPlan(line) is { } said && !MessageWords.LeavesAlone(said, line, service))
            yield return $"only for what it calls its plan: {said}";
        if (plan.Plans.Count > 1)
            yield return plan.PlanOf(line) is null ? "several plans are active" : PlanDoubt;
        else if (plan.HasSeveralInsurances)
            yield return "several insurances are active";
        if (slot.Kind != FigureKind.SpendDown && line.Network == FigureNetwork.NotSaid)
            yield return NetworkDoubt;
        else if (slot.Kind != FigureKind.SpendDown && plan.Question.Network == WantedNetwork.Unknown && line.Network != FigureNetwork.Both)
            yield return line.Network == FigureNetwork.In ? InDoubt : OutDoubt;
        var isEach = slot.Measure == FigureMeasure.Each;
        if (isEach && line.Scope == FigureScope.Other)
            yield return $"coverage level {benefit.CoverageLevel}";
        if (isEach && benefit.Period is { Value: not ("27" or "7" or "26" or "36" or "13") })
            yield return "not an amount of each visit";
        if (isEach && (benefit.Quantity is not null || benefit.Deliveries.Count > 0 || line.Sent(9).Length > 0 || line.Sent(10).Length > 0))
            yield return "only for a number of visits";
        if (!isEach && slot.Kind != FigureKind.SpendDown && plan.IsOfAnotherYear(line))
            yield return "said in another year than the visit's";
    }

    private const string PlanDoubt = "several plans are active, and it is of one of them";
    private const string NetworkDoubt = "the network is not said";
    private const string InDoubt = "only in the network";
    private const string OutDoubt = "only out of the network";

    /// <summary>Takes a value that is certain when no other says something else.</summary>
    public Figure Judge(Slot slot, IReadOnlyList<FigureCandidate> candidates)
    {
        if (candidates.Count == 0)
            return Absent(slot);
        var isOneValue = candidates.Select(c => (c.Cents, c.Fraction, c.Count)).Distinct().Count() == 1;
        var firm = candidates.Where(c => c.Doubts.Count == 0).ToList();
        if (isOneValue && firm.Count == 0)
            firm = Together(candidates);
        var hasValue = firm.Count > 0 && (firm[0].Cents is not null || firm[0].Fraction is not null || firm[0].Count is not null);
        // A copay of each visit and the same of each stay are two figures: what they have in common is not a period.
        var periods = candidates.Select(c => c.Period).Distinct().ToList();
        if (!isOneValue || !hasValue)
            return Ambiguous(slot, candidates, Reason(candidates));
        return Blank(slot) with
        {
            Status = FigureStatus.Stated,
            Cents = firm[0].Cents,
            Fraction = firm[0].Fraction,
            Count = firm[0].Count,
            Scope = slot.Scope != FigureScope.NotSaid ? slot.Scope : Same(firm.Select(c => c.Scope)),
            Period = periods.Count == 1 ? periods[0] : Same(firm.Select(c => c.Period)),
            Network = firm.Any(c => c.Network == FigureNetwork.Both) || firm.Select(c => c.Network).Distinct().Count() > 1 ? FigureNetwork.Both : firm[0].Network,
            Sources = [.. firm.Select(c => c.Source)],
        };
    }

    // Each of these lines is of one network or one plan alone; all of them together leave nothing open.
    private List<FigureCandidate> Together(IReadOnlyList<FigureCandidate> candidates)
    {
        var whole = candidates.Where(c => c.Doubts.All(d => d is InDoubt or OutDoubt or PlanDoubt)).ToList();
        var isBothNetworks = plan.Question.Network != WantedNetwork.Unknown || whole.Any(c => c.Network == FigureNetwork.Both)
            || (whole.Any(c => c.Network == FigureNetwork.In) && whole.Any(c => c.Network == FigureNetwork.Out));
        var isEveryPlan = plan.Plans.Count < 2
            || plan.Plans.All(p => plan.OnDate.Any(l => plan.PlanOf(l) == p && whole.Any(c => c.Source.Place.Segment == l.Benefit.Place.Segment)));
        return isBothNetworks && isEveryPlan ? whole : [];
    }

    private static string Reason(IReadOnlyList<FigureCandidate> candidates)
    {
        var doubts = candidates.SelectMany(c => c.Doubts).Distinct().ToList();
        return doubts.Count switch
        {
            0 => "the payer gives several values",
            1 => doubts[0],
            _ => string.Join("; ", doubts),
        };
    }

    public Figure Ambiguous(Slot slot, IReadOnlyList<FigureCandidate> candidates, string why) =>
        Blank(slot) with { Status = FigureStatus.Ambiguous, Network = Wanted, Candidates = candidates, Why = why };

    public Figure Absent(Slot slot) => Blank(slot) with { Network = Wanted };

    private FigureNetwork Wanted => plan.Question.Network switch
    {
        WantedNetwork.In => FigureNetwork.In,
        WantedNetwork.Out => FigureNetwork.Out,
        _ => FigureNetwork.NotSaid,
    };

    private static Figure Blank(Slot slot) => new()
    {
        Kind = slot.Kind, Measure = slot.Measure, ServiceTypes = slot.Service is null ? [] : [slot.Service], Scope = slot.Scope,
        Status = FigureStatus.Absent, Unit = slot.Unit,
        Period = slot.Kind is FigureKind.Copay or FigureKind.Coinsurance ? null : slot.Measure == FigureMeasure.Remaining ? "remaining" : null,
    };

    private static T? Same<T>(IEnumerable<T> values)
    {
        var distinct = values.Distinct().Take(2).ToList();
        return distinct.Count == 1 ? distinct[0] : default;
    }

    // Services that share their lines share the figure.
    private static List<Figure> Merged(List<Figure> figures)
    {
        var merged = new List<Figure>();
        foreach (var figure in figures)
        {
            var at = merged.FindIndex(m => m.Kind == figure.Kind && m.Measure == figure.Measure && m.Scope == figure.Scope && m.Status == figure.Status
                && m.Period == figure.Period && m.Unit == figure.Unit && m.Kind is not (FigureKind.Copay or FigureKind.Coinsurance)
                && Places(m).SequenceEqual(Places(figure)));
            if (at < 0)
                merged.Add(figure);
            else
                merged[at] = merged[at] with { ServiceTypes = [.. merged[at].ServiceTypes.Union(figure.ServiceTypes)] };
        }
        return merged;
    }

    private static IEnumerable<long> Places(Figure figure) =>
        figure.Sources.Select(s => s.Place.Offset).Concat(figure.Candidates.Select(c => c.Source.Place.Offset));
}

/// <summary>Which figure is looked for.</summary>
internal sealed record Slot(FigureKind Kind, FigureMeasure Measure, string? Service, FigureScope Scope, string? Unit = null);
