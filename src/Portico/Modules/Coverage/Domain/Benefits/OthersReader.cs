using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>Whom an answer names between LS and LE: the primary care provider and other payers.</summary>
internal sealed class OthersReader(PlanLines plan)
{
    public PrimaryCare PrimaryCare()
    {
        var named = (from line in plan.OnDate
                     from party in line.Parties
                     where party.Named.Role == "P3" || (line.Kind == "L" && party.Named.Role is "1P" or "3D")
                     where Name(party.Named) is not null || party.Named.Id is not null
                     select (Line: line, Party: party)).ToList();
        var candidates = named.Select(n => new Remark(Name(n.Party.Named) ?? n.Party.Named.Id ?? "", n.Line.Cite(n.Party.Named.Place))).ToList();
        var distinct = named.Select(n => (Name(n.Party.Named)?.ToUpperInvariant(), n.Party.Named.Id)).Distinct().Count();
        if (distinct != 1)
            return new(distinct == 0 ? FigureStatus.Absent : FigureStatus.Ambiguous, null, null, null, candidates);
        var one = named[0].Party;
        return new(FigureStatus.Stated, Name(one.Named), one.Named.IdKind == "XX" ? one.Named.Id : null, Phone(one), [candidates[0]]);
    }

    public IReadOnlyList<OtherPayer> Payers()
    {
        var payers = new List<OtherPayer>();
        foreach (var line in plan.OnDate)
        {
            var named = line.Parties.Where(p => Order(p.Named.Role) is not null && (line.Kind == "R" || p.Named.Role is "PRP" or "SEP" or "TTP")
                && !IsThePayer(p)).ToList();
            foreach (var party in named)
                payers.Add(Of(line, party));
            if (named.Count == 0 && line.Kind == "R")
                payers.Add(Of(line, null));
        }
        return [.. payers.DistinctBy(p => (p.Name?.ToUpperInvariant(), p.Order, p.PayerId, p.PolicyNumber, p.InsuranceType))];
    }

    private bool IsThePayer(Party party) => party.Named.Role != "PR" && party.Named.Id is not null && party.Named.Id == plan.Payer?.Named.Id;

    private OtherPayer Of(BenefitLine line, Party? party)
    {
        var insured = line.Parties.FirstOrDefault(p => p.Named.Role == "IL");
        var policy = line.Benefit.References.FirstOrDefault(r => r.Kind is "IG" or "1W" or "18");
        return new()
        {
            Name = party is null ? null : Name(party.Named),
            Order = party is null ? "other" : Order(party.Named.Role) ?? "other",
            InsuranceType = line.Benefit.InsuranceType,
            PayerId = party?.Named.Id,
            PolicyNumber = policy.Value ?? insured?.Named.Id,
            Phone = party is null ? null : Phone(party),
            From = line.Dates.Begin,
            To = line.Dates.End,
            Source = line.Cite(party?.Named.Place),
        };
    }

    private static string? Order(string role) => role switch
    {
        "PRP" => "primary",
        "SEP" => "secondary",
        "TTP" => "tertiary",
        "PR" or "P4" or "P5" or "IN" or "2B" or "GP" or "VN" => "other",
        _ => null,
    };

    private static string? Name(NamedParty named)
    {
        var name = string.Join(' ', new[] { named.Given, named.Middle, named.Name, named.Suffix }.Where(n => n is not null));
        return name.Length == 0 ? null : name;
    }

    private static string? Phone(Party party) =>
        party.Contacts.SelectMany(c => c.Numbers).Where(n => n.Kind is "TE" or "WP").Select(n => n.Value).FirstOrDefault();
}
