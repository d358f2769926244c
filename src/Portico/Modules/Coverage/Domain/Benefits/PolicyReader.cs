using System.Text.RegularExpressions;
using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>Whether the policy counts on the date, for the service, and with this payer.</summary>
internal sealed partial class PolicyReader(PlanLines plan)
{
    // Plans of these services alone are not for a medical visit.
    private static readonly HashSet<string> s_narrowServices =
        ["23", "24", "25", "26", "27", "28", "35", "36", "37", "38", "39", "40", "41", "45", "56", "59", "82", "88", "89", "90", "91", "92", "AL", "AM", "AN", "AO"];

    private static readonly HashSet<string> s_wide = ["1", "30", "60"];

    public sealed record Verdict(PolicyState State, IReadOnlyList<Remark> Why, bool HasFirmFigures, BenefitLine? Line);

    private DateOnly On => plan.Question.On;

    private string Service => plan.Question.ServiceTypes.Count > 0 ? plan.Question.ServiceTypes[0] : "30";

    public Verdict Read()
    {
        var verdict = OnTheDate();
        if (verdict.State != PolicyState.Active)
            return verdict;
        List<Remark> elsewhere = [.. new ElsewhereReader(plan).Read(Service, verdict.Line)];
        if (elsewhere.Count > 0)
            return verdict with { State = PolicyState.BillElsewhere, Why = [.. elsewhere, .. verdict.Why], HasFirmFigures = false };
        List<Remark> notFor = [.. NotForService(verdict.Line)];
        return notFor.Count == 0 ? verdict : verdict with { State = PolicyState.NotForService, Why = [.. notFor, .. verdict.Why], HasFirmFigures = false };
    }

    private Verdict OnTheDate()
    {
        var active = plan.All.Where(l => l.Benefit.Kind.IsActive).ToList();
        if (active.Any(l => l.Benefit.InsuranceType != "QM"))
            active.RemoveAll(l => l.Benefit.InsuranceType == "QM");
        var inactive = plan.All.Where(l => l.Benefit.Kind.IsInactive).ToList();
        if (active.Count + inactive.Count == 0)
            return Unknown(plan.All.Count == 0 ? "The answer has no benefits" : "The answer does not say whether the plan is active");
        var counting = active.Where(l => DateOf(l) is DateVerdict.Covered or DateVerdict.NotSaid).ToList();
        var own = Applicable(counting);
        var ended = inactive.Where(l => Concerns(l)).Select(l => (Line: l, Says: Inactive(l))).ToList();
        if (plan.IsMedicare && own.Count == 0 && counting.Any(l => l.IsMedicarePart) && ended.All(e => e.Line.IsMedicarePart || e.Says == false))
            return OnlyOtherPart(counting);
        if (own.Count > 0)
        {
            var against = ended.Where(e => e.Says != false && IsSamePlan(e.Line, own)).Select(e => e.Line).ToList();
            if (against.Count > 0 && against.All(l => !l.IsForPlan && l.IsFor(Service)))
                return new(PolicyState.NotForService, [.. against.Select(l => new Remark("The payer says inactive for this service", l.Cite()))], false, own[0]);
            if (against.Count > 0)
                return Unknown("The answer says active and inactive of the same plan", [.. own.Concat(against)]);
            return new(PolicyState.Active, [new(ActiveWords(own[0]), own[0].Cite())], true, own[0]);
        }
        if (ended.Any(e => e.Says == true))
            return new(PolicyState.Inactive, [.. ended.Where(e => e.Says == true).Select(e => new Remark(InactiveWords(e.Line), e.Line.Cite()))], false, null);
        if (ended.Any(e => e.Says is null))
            return Unknown("The payer says inactive, and gives dates that include the visit's", [.. ended.Select(e => e.Line)]);
        if (counting.Count > 0)
            return OfOtherServices(counting);
        var past = active.Where(l => Concerns(l)).ToList();
        var outside = (past.Count > 0 ? past : active).Select(l => (Line: l, Says: DateOf(l), Dates: DatesOf(l))).ToList();
        if (outside.Count == 0)
            return Unknown("The answer does not speak of the date of service", inactive);
        // A plan date may be the day that was asked about: before it, nothing is said.
        if (outside.All(o => o.Says == DateVerdict.Before && o.Dates.Spans.Count == 0 && IsPlanDayAlone(o.Line)))
            return Unknown("The answer is of a later day than the visit's", [.. outside.Select(o => o.Line)]);
        if (outside.All(o => o.Says == DateVerdict.After && IsPlanYear(o.Dates)))
            return Unknown("The answer speaks of the plan's year, and the visit is in the next", [.. outside.Select(o => o.Line)]);
        // A month's coverage that was asked about in that month says nothing of the next.
        if (plan.Question.Asked is { } asked && asked < On && outside.All(o => o.Says == DateVerdict.After && o.Dates.Covers(asked) == DateVerdict.Covered))
            return Unknown($"The payer was asked for {PlainWords.Date(asked)}, and its dates end before the visit", [.. outside.Select(o => o.Line)]);
        return new(PolicyState.Inactive, [.. outside.Select(o => new Remark(o.Says == DateVerdict.Before
            ? $"The plan begins on {PlainWords.Date(o.Dates.Begin ?? On)}" : $"The plan ended on {PlainWords.Date(o.Dates.End ?? On)}", o.Line.Cite()))], false, null);
    }

    private static Verdict Unknown(string why, IReadOnlyList<BenefitLine>? lines = null) =>
        new(PolicyState.Unknown, lines is null or { Count: 0 } ? [new(why, null)] : [.. lines.Select(l => new Remark(why, l.Cite()))], lines is null, null);

    private Verdict OnlyOtherPart(List<BenefitLine> counting)
    {
        var part = counting.First(l => l.IsMedicarePart);
        return new(PolicyState.NotForService, [new(part.Benefit.InsuranceType == "MA"
            ? "Medicare Part A only: it does not pay a physician's services" : "Medicare Part B only: it does not pay a stay", part.Cite())], false, part);
    }

    private Verdict OfOtherServices(List<BenefitLine> counting)
    {
        var services = counting.SelectMany(l => l.Services).Distinct().ToList();
        if (services.Count > 0 && services.All(s_narrowServices.Contains))
            return new(PolicyState.NotForService,
                [.. counting.Select(l => new Remark($"The plan is active for {string.Join(", ", l.Services.Select(PlainWords.Service))} only", l.Cite()))], false, counting[0]);
        return Unknown("The plan is active for other services; of this one the answer says nothing", counting);
    }

    // Medicare's parts are two plans: only the one that pays the service counts for it.
    private List<BenefitLine> Applicable(List<BenefitLine> lines)
    {
        var parts = plan.IsMedicare && lines.Any(l => l.IsMedicarePart) && !PlanLines.IsEitherPart(Service);
        return [.. lines.Where(l => Concerns(l) && l.Benefit.Procedure is null && !(parts && PlanLines.IsOfOtherPart(l, Service)))
            .OrderBy(l => l.IsFor(Service) && l.Benefit.Plan is not null ? 0 : l.IsForPlan ? 1 : 2)];
    }

    private bool Concerns(BenefitLine line) => line.IsForPlan || line.IsFor(Service)
        || (line.Services.Any(s_wide.Contains) && !s_narrowServices.Contains(Service))
        || (line.IsFor("96") && Service is "98" or "BY" or "BZ" or "99" or "A0" or "3");

    private LineDates DatesOf(BenefitLine line) => line.Dates.SaysSomething ? line.Dates : plan.PersonDates;

    private DateVerdict DateOf(BenefitLine line) => DatesOf(line).Covers(On);

    private bool IsPlanDayAlone(BenefitLine line) =>
        (line.Dates.SaysSomething ? line.Benefit.Dates : plan.Answer.Dates).Where(d => d.Kind is not "472").All(d => d.Kind is "291" or "292");

    // A year that runs when the payer answers is renewed as a rule: it is no end.
    private bool IsPlanYear(LineDates dates) => dates.EndDay is null && plan.AsOf is { } said
        && dates.Spans.Any(s => s.Dates.Last == s.Dates.First.AddYears(1).AddDays(-1) && s.Dates.Contains(DateOnly.FromDateTime(said)));

    /// <returns>True: inactive on the date. False: it says nothing of the date. Null: it contradicts itself.</returns>
    private bool? Inactive(BenefitLine line)
    {
        var own = line.Dates;
        // An eligibility period of an inactive line is the time without: beside other lines it says nothing of other days.
        var periods = own.Spans.Where(d => d.Kind == "307").ToList();
        if (periods.Count > 0 && own.EndDay is null)
            return periods.Any(p => p.Dates.Contains(On));
        var dates = DatesOf(line);
        if (dates.EndDay is { } end && end >= On && end.Year < 2900)
            return null;
        return own.HasSpanOver(On) ? null : true;
    }

    // Lines that name no plan are of the one that is named elsewhere.
    private bool IsSamePlan(BenefitLine inactive, List<BenefitLine> active)
    {
        if (inactive.Benefit.Plan is not null && plan.Plans.Count > 0 && plan.PlanOf(inactive) is null)
            return false;
        return !(inactive.Benefit.InsuranceType is not null && active.All(a => a.Benefit.InsuranceType is not null && a.Benefit.InsuranceType != inactive.Benefit.InsuranceType));
    }

    private string ActiveWords(BenefitLine line)
    {
        var words = line.Kind switch
        {
            "2" or "3" or "4" => "Active; services are paid by capitation",
            "5" => "Active, under investigation",
            _ => "Active",
        };
        var dates = DatesOf(line);
        if (dates.Begin is { } begin && begin <= On)
            words += $" since {PlainWords.Date(begin)}";
        return dates.End is { } end && end.Year < 2900 ? $"{words} to {PlainWords.Date(end)}" : words;
    }

    private string InactiveWords(BenefitLine line)
    {
        var words = line.Kind switch
        {
            "7" => "Inactive: the payer awaits an update",
            "8" => "Inactive: under investigation",
            _ => "Inactive",
        };
        return DatesOf(line).EndDay is { } end && end < On ? $"{words} since {PlainWords.Date(end)}" : words;
    }

    private IEnumerable<Remark> NotForService(BenefitLine? active)
    {
        foreach (var line in plan.OnDate.Where(l => l.Kind == "I" && plan.MayBeOfNetwork(l) && l.Conditions.Count == 0 && (l.IsFor(Service) || (l.IsForPlan && Service == "30"))
            && !PlanLines.IsOfOtherPart(l, Service) && l.Messages.All(m => MessageWords.LeavesAlone(m, l, Service) || NotCovered().IsMatch(m))))
            yield return new("The payer does not cover this service", line.Cite());
        foreach (var line in plan.OnDate.Where(l => l.Kind == "Y" && l.Benefit.Amount is not 0))
            yield return new(line.Benefit.Amount is { } cents ? $"A spend-down of {PlainWords.Dollars(cents)} comes first" : "A spend-down comes first", line.Cite());
        if (active is { Benefit.InsuranceType: "LC" or "LD" or "LI" or "DS" })
            yield return new($"The plan is {PlainWords.Insurance(active.Benefit.InsuranceType)}: not for this service", active.Cite());
        foreach (var line in plan.OnDate.Where(l => l.Benefit.Kind.IsActive && (l.IsForPlan || l == active)))
        {
            foreach (var what in line.Messages.Select(m => LimitedTo(m, isName: false)).Append(LimitedTo(line.Benefit.Plan ?? "", isName: true)))
            {
                if (what is not null && !(what == "family planning" && Service == "82"))
                    yield return new($"The plan is for {what} only", line.Cite());
            }
        }
    }

    private static string? LimitedTo(string text, bool isName)
    {
        var words = text.ToUpperInvariant();
        if (FamilyPlanning().IsMatch(words) && (isName || Limited().IsMatch(words)))
            return "family planning";
        if (PremiumOnly().IsMatch(words))
            return "Medicare's premium";
        return Only().Match(words) is { Success: true } only ? only.Groups[1].Value.ToLowerInvariant() : null;
    }

    [GeneratedRegex(@"\bNOT COVERED\b|\bEXCLUDED\b|\bNON[- ]?COVERED\b", RegexOptions.IgnoreCase)]
    private static partial Regex NotCovered();

    [GeneratedRegex(@"\b(ONLY|LIMITED|RESTRICTED)\b")]
    private static partial Regex Limited();

    [GeneratedRegex(@"^(?!.*\b(INCLUD|ALSO|COVERED)).*\bFAMILY PLANNING\b")]
    private static partial Regex FamilyPlanning();

    [GeneratedRegex(@"\b(SLMB|SPECIFIED LOW|QI-?1|QDWI|PREMIUM (PAYMENT )?ONLY)\b(?!.*\bPLUS\b)")]
    private static partial Regex PremiumOnly();

    [GeneratedRegex(@"^(?!.*\b(COPAY|COPAYMENT|DEDUCTIBLE|COINSURANCE|NETWORK)\b).*\b(?:LIMITED TO )?(EMERGENCY(?: SERVICES?| MEDICAL)?|DENTAL|VISION|PHARMACY|RX|DRUGS?|HOSPITAL|INPATIENT|PART A|PRENATAL|MATERNITY|PREGNANCY(?: RELATED)?|TUBERCULOSIS|HOSPICE)(?: SERVICES?| COVERAGE| CARE)? ONLY\b")]
    private static partial Regex Only();
}
