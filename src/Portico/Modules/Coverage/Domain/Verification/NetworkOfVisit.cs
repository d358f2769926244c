using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;

namespace Portico.Modules.Coverage.Domain.Verification;

/// <summary>Whether a visit is in a policy's network: from what the practice has recorded, never from an answer's EB12.</summary>
public static class NetworkOfVisit
{
    /// <param name="told">What the payer said of it, written down by a person. Null: nothing that counts on the day.</param>
    /// <param name="kept">All that the practice has recorded of this payer.</param>
    /// <param name="policy">Whose plan.</param>
    /// <param name="visit">Who sees the patient, where and when.</param>
    public static WantedNetwork Of(bool? told, IReadOnlyCollection<ParticipationRow> kept, PolicyRow policy, VisitRow visit)
    {
        if (told is { } said)
            return said ? WantedNetwork.In : WantedNetwork.Out;
        if (visit.ProviderId is not { } provider || kept.Count == 0)
            return WantedNetwork.Unknown;
        var on = visit.Date;
        var here = kept.Where(p => p.ProviderId == provider && p.LocationId == visit.LocationId && p.ValidFrom <= on && (p.ValidTo is not { } to || to >= on)).ToList();
        if (here.Exists(p => p.Product.Length == 0 || string.Equals(p.Product, policy.PlanName, StringComparison.OrdinalIgnoreCase)))
            return WantedNetwork.In;
        // A plan's name is typed from a card: that it is not one of those on record says nothing.
        return here.Count > 0 ? WantedNetwork.Unknown : WantedNetwork.Out;
    }
}
