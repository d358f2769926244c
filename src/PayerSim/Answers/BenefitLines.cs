namespace Portico.PayerSim;

/// <summary>A member's truth said in EB segments, the way the payer says things.</summary>
internal static class BenefitLines
{
    /// <param name="asked">Service type codes of the question; none, or <c>30</c>, for the plan as a whole.</param>
    public static IReadOnlyList<Benefit> Of(Payer payer, Member member, DateOnly on, IReadOnlyList<string> asked)
    {
        var truth = member.Truth;
        if (truth.On(on) == CoverageState.Inactive)
            return [Plain(payer, "6") with { ServiceTypes = ["30"] }];
        var known = truth.Covered.Concat(truth.NotCovered).Concat(truth.CarvedOut.SelectMany(c => c.Services)).ToHashSet();
        IReadOnlyList<string> specific = [.. asked.Where(known.Contains).Distinct()];
        // What a payer does not know by its code, it answers as if the plan as a whole were asked about.
        var isGeneral = asked.Contains("30") || specific.Count == 0;
        bool IsAsked(string service) => isGeneral || service == "30" || specific.Contains(service);
        return
        [
            .. Active(payer, truth, [.. truth.Covered.Where(IsAsked)]),
            .. Each(payer, [.. truth.NotCovered.Where(IsAsked)]).Select(s => Plain(payer, "I") with { ServiceTypes = s }),
            .. truth.Figures.Where(f => f.Services.Any(IsAsked)).SelectMany(f => Say(payer, f with { Services = [.. f.Services.Where(IsAsked)] }, truth)),
            // A line is about a procedure or about service types, never both.
            .. truth.Figures.Where(f => f.Procedure is not null && isGeneral).SelectMany(f => Say(payer, f, truth)),
            .. truth.PrimaryCare is { } primary ? [Care(payer, primary)] : Array.Empty<Benefit>(),
            .. truth.CarvedOut.Where(c => c.Services.Any(IsAsked)).Select(c => CarvedOut(payer, c)),
            .. truth.OtherPayers.Select(o => Other(payer, member, o)),
        ];
    }

    private static IEnumerable<IReadOnlyList<string>> Each(Payer payer, IReadOnlyList<string> services) =>
        services.Count == 0 ? [] : payer.RepeatsServices ? [services] : services.Select(s => (IReadOnlyList<string>)[s]);

    private static Benefit Plain(Payer payer, string kind) => new()
    {
        Kind = new(kind), InsuranceType = payer.InsuranceType, Plan = payer.NamesPlan ? payer.Plan : null,
    };

    private static IEnumerable<Benefit> Active(Payer payer, Truth truth, IReadOnlyList<string> services)
    {
        var parts = truth.Figures.Select(f => f.Part).OfType<string>().Distinct().ToArray();
        if (payer.HasParts)
        {
            var active = truth.State == CoverageState.Limited ? (IReadOnlyList<string>)["MA"] : ["MA", "MB"];
            foreach (var part in active)
                yield return Plain(payer, "1") with { ServiceTypes = ["30"], InsuranceType = part, Messages = part == active[^1] ? truth.Messages : [] };
            if (parts.Contains("QM"))
                yield return Plain(payer, "1") with { ServiceTypes = ["30"], InsuranceType = "QM" };
            yield break;
        }
        var cost = truth.CollectNothing is not null ? "QM" : payer.InsuranceType;
        // Spend-down and the like: active for the plan as a whole is not what is true.
        var covers = truth.State == CoverageState.Limited && services.Count > 0 && !truth.Figures.Any(f => f.Kind == FigureKind.SpendDown) ? services : ["30", .. services];
        foreach (var (service, number) in Each(payer, covers).Select((s, i) => (s, i)))
            yield return Plain(payer, "1") with { ServiceTypes = service, InsuranceType = cost, Messages = number == 0 ? truth.Messages : [] };
    }

    private static IEnumerable<Benefit> Say(Payer payer, Figure figure, Truth truth)
    {
        foreach (var services in figure.Procedure is null ? Each(payer, figure.Services) : [[]])
        {
            var line = Plain(payer, KindOf(figure)) with
            {
                ServiceTypes = services,
                InsuranceType = figure.Part ?? payer.InsuranceType,
                CoverageLevel = figure.Scope switch { FigureScope.Individual => "IND", FigureScope.Family => "FAM", _ => null },
                InNetwork = figure.Network switch
                {
                    FigureNetwork.In => BenefitAnswer.Yes, FigureNetwork.Out => BenefitAnswer.No,
                    FigureNetwork.Any => BenefitAnswer.DoesNotMatter, _ => BenefitAnswer.NotSaid,
                },
                NeedsAuthorization = services.Any(truth.NeedAuthorization.Contains) ? BenefitAnswer.Yes : BenefitAnswer.NotSaid,
                Period = PeriodOf(figure.Period),
                Amount = figure.Cents,
                Share = figure.Fraction,
                QuantityKind = figure.Visits is null ? null : "VS",
                Quantity = figure.Visits,
                Procedure = figure.Procedure is { } code ? new ProcedureCode { Kind = "AD", Code = code } : null,
                Messages = figure.OnlyWhen is { } when ? [when] : [],
                Narrowings = figure.PlaceOfService is { } place ? [Narrowing.Of("ZZ", place)] : [],
            };
            yield return line;
            if (figure.MetCents is { } met)
                yield return line with { Period = BenefitPeriod.YearToDate, Amount = met };
            if (figure.RemainingCents is { } remaining)
                yield return line with { Period = Rest(figure), Amount = remaining };
            if (figure.VisitsRemaining is { } visits)
                yield return line with { Period = Rest(figure), Quantity = visits };
        }
    }

    private static BenefitPeriod Rest(Figure figure) =>
        figure.Period == FigurePeriod.Lifetime ? BenefitPeriod.LifetimeRemaining : BenefitPeriod.Remaining;

    private static string KindOf(Figure figure) => figure.Kind switch
    {
        FigureKind.Copay => "B",
        FigureKind.Coinsurance => "A",
        FigureKind.Deductible => "C",
        FigureKind.OutOfPocket => "G",
        FigureKind.Maximum or FigureKind.Visits => "F",
        FigureKind.SpendDown => "Y",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static BenefitPeriod? PeriodOf(FigurePeriod period) => period switch
    {
        FigurePeriod.Visit => BenefitPeriod.Visit,
        FigurePeriod.CalendarYear => BenefitPeriod.CalendarYear,
        FigurePeriod.ServiceYear => BenefitPeriod.ServiceYear,
        FigurePeriod.Month => new("34"),
        FigurePeriod.Lifetime => BenefitPeriod.Lifetime,
        _ => null,
    };

    private static Benefit Care(Payer payer, NamedByAnswer primary) => Plain(payer, "L") with { Related = [Named(primary, "XX")] };

    private static Benefit CarvedOut(Payer payer, NamedByAnswer named) => named.Role == "1P"
        ? Plain(payer, "X") with { ServiceTypes = named.Services, InsuranceType = "MA", Related = [Named(named, "XX")] }
        : Plain(payer, "U") with { ServiceTypes = named.Services, Messages = [$"BENEFITS ARE ADMINISTERED BY {named.Name}"], Related = [Named(named, "PI")] };

    private static Benefit Other(Payer payer, Member member, NamedByAnswer named) => Plain(payer, "R") with
    {
        ServiceTypes = named.Services,
        InsuranceType = named.InsuranceType,
        Plan = null,
        References = named.MemberId is { } id ? [QualifiedReference.Of("1W", id)] : [],
        Dates = [QualifiedDates.Of("290", new DateSpan(member.Truth.From, member.Truth.To ?? new(9999, 12, 31)))],
        Related = [Named(named, "PI")],
    };

    private static Party Named(NamedByAnswer named, string idKind) => new()
    {
        Named = new()
        {
            Role = named.Role, IsPerson = named.Given is not null, Name = named.Name, Given = named.Given,
            IdKind = named.Id is null ? null : idKind, Id = named.Id,
        },
        Contacts = named.Phone is { } phone ? [new() { Kind = "IC", Numbers = [new("TE", phone)] }] : [],
    };
}
