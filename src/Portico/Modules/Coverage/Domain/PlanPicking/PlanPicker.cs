namespace Portico.Modules.Coverage.Domain.PlanPicking;

/// <summary>Proposes which of the practice's payers a card means. A person confirms.</summary>
/// <remarks>
/// The payer id goes before the prefix of the member id, that before the claims address, and the name comes last: names of one payer's
/// products are alike, and their payer ids differ. Things on one card that name different payers are all proposed, and said.
/// </remarks>
public static class PlanPicker
{
    private readonly record struct Hit(KnownPayer Payer, PickedBy By, string? Plan = null);

    /// <param name="card">What it says.</param>
    /// <param name="payers">The practice's payers in use.</param>
    /// <param name="prefixes">Of Blue plans.</param>
    public static PlanPicks Propose(CardWords card, IReadOnlyCollection<KnownPayer> payers, PrefixTable prefixes)
    {
        var prefix = prefixes.Of(card.MemberId);
        List<Hit> byId = [.. ById(card, payers)], byPrefix = [.. ByPrefix(prefix, payers)], byAddress = [.. ByAddress(card, payers)], byName = [.. ByName(card, payers)];
        List<PlanProposal> proposals =
        [
            .. byId.Concat(byPrefix).Concat(byAddress).Concat(byName).GroupBy(h => h.Payer.Payer)
                .Select(g => new PlanProposal(g.First().Payer, g.FirstOrDefault(h => h.Plan is not null).Plan, [.. g.Select(h => h.By).OrderBy(r => r.Kind)]))
                .OrderBy(p => p.Reasons[0].Kind).ThenByDescending(p => p.Reasons.Count).ThenBy(p => p.Payer.Name, StringComparer.OrdinalIgnoreCase),
        ];
        var doubts = new List<string>();
        if (CardText.Id(card.PayerId).Length > 0 && byId.Count == 0)
            doubts.Add(proposals.Count == 0 ? $"No payer of the practice has the payer id {card.PayerId}: it may be a new one."
                : $"No payer of the practice has the payer id {card.PayerId}: whoever is proposed goes by another. Compare it with the card.");
        if (prefix is not null && byPrefix.Count == 0)
            doubts.Add($"The prefix {prefix.Prefix} of the member id is of {prefix.PlanName}, which is no payer of the practice.");
        // Two ids that are one but for zeros do not speak against each other.
        var surest = byId.Exists(h => h.By.Kind == PickReason.PayerId) ? byId.FindAll(h => h.By.Kind == PickReason.PayerId) : byId;
        Compare("payer id", surest, "prefix of the member id", byPrefix, " A BlueCard visit is billed to the local Blue plan, and the plan of the prefix decides: both can be right.");
        Compare("payer id", surest, "claims address", byAddress, "");
        Compare("payer id", surest, "name", byName, "");
        Compare("prefix of the member id", byPrefix, "claims address", byAddress, "");
        Compare("prefix of the member id", byPrefix, "name", byName, "");
        Compare("claims address", byAddress, "name", byName, "");
        return new(proposals, doubts);

        void Compare(string first, List<Hit> left, string second, List<Hit> right, string more)
        {
            if (left.Count > 0 && right.Count > 0 && !left.Exists(l => right.Exists(r => r.Payer.Payer == l.Payer.Payer)))
                doubts.Add($"The {first} is of {Names(left)}, the {second} of {Names(right)}: compare both with the card.{more}");
        }
    }

    private static IEnumerable<Hit> ById(CardWords card, IReadOnlyCollection<KnownPayer> payers)
    {
        var id = CardText.Id(card.PayerId);
        if (id.Length == 0)
            yield break;
        foreach (var payer in payers)
        {
            if (payer.Ids.Any(i => CardText.Id(i) == id))
                yield return new(payer, new(PickReason.PayerId, $"The card has its payer id {id}"));
            else if (VariantOf(payer, id) is { } own)
                yield return new(payer, new(PickReason.PayerIdVariant, $"The card has the payer id {id}, which is its {own} but for leading zeros or letters that look like digits"));
        }
    }

    private static string? VariantOf(KnownPayer payer, string id) =>
        CardText.Variant(id) is { Length: > 0 } variant ? payer.Ids.FirstOrDefault(i => CardText.Variant(CardText.Id(i)) == variant) : null;

    private static IEnumerable<Hit> ByPrefix(PlanPrefix? prefix, IReadOnlyCollection<KnownPayer> payers)
    {
        if (prefix is null)
            return [];
        var code = CardText.Id(prefix.PayerCode);
        var found = payers.Where(p => code.Length > 0 && (p.Ids.Any(i => CardText.Id(i) == code) || VariantOf(p, code) is not null)).ToList();
        if (found.Count == 0)
            found = [.. payers.Where(p => Called(p).Contains(CardText.Name(prefix.PlanName)))];
        return found.Select(p => new Hit(p, new(PickReason.Prefix, $"The member id begins with {prefix.Prefix}, the prefix of {prefix.PlanName}"), prefix.PlanName));
    }

    private static IEnumerable<Hit> ByAddress(CardWords card, IReadOnlyCollection<KnownPayer> payers) => CardText.Address(card.ClaimsAddress) is not { } address ? []
        : payers.Where(p => p.ClaimsAddresses.Any(a => CardText.Address(a) == address))
            .Select(p => new Hit(p, new(PickReason.ClaimsAddress, $"The card has its claims address, {address}")));

    private static IEnumerable<Hit> ByName(CardWords card, IReadOnlyCollection<KnownPayer> payers)
    {
        var name = CardText.Name(card.Name);
        if (name.Length == 0)
            yield break;
        foreach (var payer in payers)
        {
            var called = Called(payer);
            if (called.Any(c => c == name || CardText.Id(c) == CardText.Id(name)))
                yield return new(payer, new(PickReason.Name, "The card has its name"));
            else if (called.Any(c => c.StartsWith(name + " ", StringComparison.Ordinal) || name.StartsWith(c + " ", StringComparison.Ordinal)))
                yield return new(payer, new(PickReason.NameBegins, "The card has a name that begins alike: a product may have a payer id of its own, so compare that"));
        }
    }

    private static List<string> Called(KnownPayer payer) => [.. payer.OtherNames.Prepend(payer.Name).Select(CardText.Name).Where(n => n.Length > 0)];

    private static string Names(List<Hit> hits) => string.Join(" or ", hits.Select(h => h.Payer.Name).Distinct());
}
