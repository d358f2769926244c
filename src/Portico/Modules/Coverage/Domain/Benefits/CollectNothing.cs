using System.Text.RegularExpressions;
using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>Reasons of the answer itself to take no money. Global periods and accidents are the visit's to know.</summary>
internal static partial class CollectNothing
{
    private static readonly HashSet<string> s_preventive = ["41", "67", "68", "80", "81", "BZ"];

    public static IEnumerable<Remark> Read(PlanLines plan, IReadOnlyList<Figure> figures)
    {
        foreach (var line in plan.OnDate)
        {
            if (line.Benefit.Kind.IsInactive)
                continue;
            if (line.Benefit.InsuranceType == "QM" || (line.Benefit.Kind.IsActive && line.Messages.Append(line.Benefit.Plan ?? "").Any(m => Qmb().IsMatch(m))))
                yield return new("Qualified Medicare beneficiary: nothing may be collected for Medicare's services", line.Cite());
            if (line.Benefit.InsuranceType == "WC" && line.Benefit.Kind.IsActive)
                yield return new("Workers' compensation: the carrier pays, the patient does not", line.Cite());
        }
        foreach (var service in plan.Question.ServiceTypes.Where(s_preventive.Contains))
        {
            var owed = figures.Where(f => f.ServiceTypes.Contains(service) && f.Kind is FigureKind.Copay or FigureKind.Coinsurance
                && f.Status != FigureStatus.Absent).ToList();
            if (owed.Count > 0 && owed.All(f => f is { Status: FigureStatus.Stated, Cents: 0 } or { Status: FigureStatus.Stated, Fraction: 0 }))
                yield return new($"Preventive service: the payer states no share for {PlainWords.Service(service)}", owed[0].Sources[0]);
        }
    }

    [GeneratedRegex(@"^(?!.*\b(NOT|NO|NON)\b)(.*\bQMB\b.*|.*\bQUALIFIED MEDICARE BENEFICIARY\b.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Qmb();
}
