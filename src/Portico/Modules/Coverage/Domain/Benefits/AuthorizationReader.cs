using System.Text.RegularExpressions;
using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>Reads whether the visit's service needs an authorization: EB11, and messages that speak of one.</summary>
internal static partial class AuthorizationReader
{
    public static AuthorizationNeed Read(PlanLines plan)
    {
        var services = plan.Question.ServiceTypes;
        var lines = plan.OnDate.Where(l => services.Any(l.IsFor) && plan.MayBeOfNetwork(l) && services.Any(s => !PlanLines.IsOfOtherPart(l, s))).ToList();
        var answered = lines.Where(l => l.Benefit.NeedsAuthorization is BenefitAnswer.Yes or BenefitAnswer.No).ToList();
        var spoken = lines.Where(l => l.Messages.Any(m => Speaks().IsMatch(m)) || l.Benefit.NeedsAuthorization == BenefitAnswer.Unknown).ToList();
        var numbers = plan.OnDate.SelectMany(l => l.Benefit.References.Where(r => r.Kind is "G1" or "9F")
            .Select(r => new Remark(r.Value, l.Cite(r.Place)))).ToList();
        // What is said of the plan as a whole may hold for this service.
        spoken.AddRange(plan.OnDate.Where(l => l.IsForPlan && !lines.Contains(l) && plan.MayBeOfNetwork(l)
            && (l.Benefit.NeedsAuthorization == BenefitAnswer.Yes || l.Messages.Any(m => Speaks().IsMatch(m)))));
        List<Remark> candidates = [.. answered.Concat(spoken).Distinct().Select(l => new Remark(Words(l), l.Cite(l.Benefit.Place with { Element = 11 })))];
        if (candidates.Count == 0)
            return new(FigureStatus.Absent, null, [], numbers);
        // A line of some visits only, or of a network that is not known to be ours, says that it may be so.
        var firm = answered.Where(l => l.Conditions.Count == 0 && IsOurNetwork(plan, l) && l.Messages.All(m => Speaks().IsMatch(m) || MessageWords.LeavesAlone(m, l, services[0]))).ToList();
        var said = answered.Select(l => l.Benefit.NeedsAuthorization).Distinct().ToList();
        var isContradicted = said is [BenefitAnswer.No] && spoken.Count > 0;
        return firm.Count == 0 || said.Count != 1 || isContradicted
            ? new(FigureStatus.Ambiguous, null, candidates, numbers)
            : new(FigureStatus.Stated, said[0] == BenefitAnswer.Yes, candidates, numbers);
    }

    // Whether a plan wants an authorization is asked of lines without a network as well: there it is said of all.
    private static bool IsOurNetwork(PlanLines plan, BenefitLine line) => line.Network is FigureNetwork.Both or FigureNetwork.NotSaid
        || (plan.Question.Network == WantedNetwork.In && line.Network == FigureNetwork.In)
        || (plan.Question.Network == WantedNetwork.Out && line.Network == FigureNetwork.Out);

    private static string Words(BenefitLine line) => line.Benefit.NeedsAuthorization switch
    {
        BenefitAnswer.Yes => "An authorization is needed",
        BenefitAnswer.No => "No authorization is needed",
        BenefitAnswer.Unknown => "The payer does not know whether an authorization is needed",
        _ => line.Messages.First(m => Speaks().IsMatch(m)),
    };

    [GeneratedRegex(@"\b(PRIOR[- ]AUTH\w*|PRE-?AUTH\w*|AUTHORI[SZ]ATION|PRE-?CERT\w*|REFERRAL)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Speaks();
}
