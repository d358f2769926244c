using System.Text.RegularExpressions;
using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>Finds that an active plan is not whom this visit is billed to.</summary>
internal sealed partial class ElsewhereReader(PlanLines plan)
{
    public IEnumerable<Remark> Read(string service, BenefitLine? active)
    {
        if (active is { Benefit.InsuranceType: "QM" } && !plan.IsMedicare)
            yield return new("It pays Medicare's cost sharing alone: bill Medicare first", active.Cite());
        foreach (var line in plan.OnDate)
        {
            if (IsMedicareAdvantage(line))
                yield return new(Said("Medicare Advantage: bill", line, "the plan that the answer names"), line.Cite());
            else if (IsManagedMedicaid(line, active))
                yield return new(Said("Medicaid managed care: bill", line, "the managed care plan"), line.Cite());
            else if (IsHospice(line))
                yield return new(Said("Hospice is elected: what belongs to the terminal illness is billed to", line, "the hospice"), line.Cite());
            else if (IsCarvedOut(line, service))
                yield return new(Said("Carved out: this service goes to", line, "another company"), line.Cite());
        }
    }

    private static bool ConcernsMedicine(BenefitLine line) => line.IsForPlan || line.Services.Count == 0 || line.Services.Any(s => s is not ("88" or "35" or "AL"));

    private bool IsMedicareAdvantage(BenefitLine line)
    {
        if (line.Kind != "R" || !ConcernsMedicine(line))
            return false;
        return line.Benefit.InsuranceType == "HN" || (plan.IsMedicare && line.Benefit.InsuranceType is "HM" or "IN" or "PR" or "PS")
            || (plan.IsMedicare && line.Messages.Append(line.Benefit.Plan ?? "").Any(m => Advantage().IsMatch(m)));
    }

    private bool IsManagedMedicaid(BenefitLine line, BenefitLine? active)
    {
        if (!plan.IsMedicaid || !ConcernsMedicine(line))
            return false;
        if (line.Kind == "MC" || (line.Kind == "R" && line.Benefit.InsuranceType is "HM" or "HN"))
            return true;
        if (!line.Benefit.Kind.IsActive || !(line.IsForPlan || line == active))
            return false;
        return line.Kind is "2" or "3" or "4"
            || (line.Benefit.InsuranceType is "HM" or "HN" && line.Parties.Any(p => p.Named.Role is "PR" or "PRP" or "P5" or "Y2" or "VN"))
            || line.Messages.Append(line.Benefit.Plan ?? "").Any(m => ManagedCare().IsMatch(m));
    }

    private static bool IsHospice(BenefitLine line) => line.IsFor("45") && line.Services.Count == 1
        && (line.Kind == "X" || (line.Kind is "D" or "R" or "1" && line.Messages.Append(line.Benefit.Plan ?? "").Any(m => HospiceElected().IsMatch(m))));

    private bool IsCarvedOut(BenefitLine line, string service)
    {
        if (!line.IsFor(service) || service == "30" || line.Conditions.Count > 0)
            return false;
        if (line.Messages.Any(m => CarveOut().IsMatch(m)))
            return true;
        if (line.Kind is not ("U" or "R") || (line.Kind == "R" && line.IsForPlan))
            return false;
        var isAlone = !plan.OnDate.Any(l => l != line && l.IsFor(service) && (l.Benefit.Kind.IsActive || l.Kind is "A" or "B"));
        return isAlone && line.Parties.Any(p => !string.Equals(p.Named.Name, plan.Payer?.Named.Name, StringComparison.OrdinalIgnoreCase));
    }

    private static string Said(string what, BenefitLine line, string nobody) =>
        $"{what} {line.Parties.Where(p => p.Named.Role is not "IL" and not "P3").Select(p => p.Named.Name).FirstOrDefault(n => n is not null) ?? nobody}";

    [GeneratedRegex(@"\bMEDICARE (ADVANTAGE|REPLACEMENT|HMO|RISK)\b|\bPART C\b", RegexOptions.IgnoreCase)]
    private static partial Regex Advantage();

    [GeneratedRegex(@"^(?!.*\b(NOT|NO|FEE[- ]FOR[- ]SERVICE)\b).*(\bMANAGED CARE\b|\bMCO\b|\bENROLLED IN (AN? )?(HMO|PLAN|CCO|CMO)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex ManagedCare();

    [GeneratedRegex(@"^(?!.*\b(NOT|NO)\b).*\bHOSPICE\b.*\b(ELECT|PERIOD|ENROLL|BEGAN|START|ACTIVE)|^(?!.*\b(NOT|NO)\b).*\b(ELECTED|IN|ENROLLED IN) HOSPICE\b", RegexOptions.IgnoreCase)]
    private static partial Regex HospiceElected();

    [GeneratedRegex(@"^(?!.*\bNOT\b).*\b(CARVED?[- ]OUT|ADMINISTERED BY|MANAGED BY|BILL TO|SUBMIT CLAIMS TO)\b", RegexOptions.IgnoreCase)]
    private static partial Regex CarveOut();
}
