using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Another visit of the patient that was neither cancelled nor missed.</summary>
/// <param name="Zip">Of its location. Null: not known.</param>
internal sealed record StandingVisit(AppointmentId Id, DateOnly Date, TimeOnly Time, int Minutes, Instant StartsAt, Instant EndsAt,
    LocationId Location, string? Zip, VisitTypeId VisitType, bool IsOnSite);

/// <summary>What the patient's other visits say about one more.</summary>
/// <param name="Type">Of the new visit.</param>
/// <param name="Zip">Of its location. Null: not known.</param>
/// <param name="Map">Where the locations are.</param>
/// <param name="Standing">Earliest first.</param>
internal sealed record OtherVisits(VisitTypeRow Type, string? Zip, ZipMap Map, IReadOnlyList<StandingVisit> Standing)
{
    /// <summary>The first one in that time. Null: none.</summary>
    public StandingVisit? OverlapWith(Place place, int minutes)
    {
        var ends = place.StartsAt.Plus(Duration.FromMinutes(minutes));
        return Standing.FirstOrDefault(s => s.StartsAt < ends && s.EndsAt > place.StartsAt);
    }

    /// <summary>One at another location so near in time that nobody gets from one to the other. Null: none.</summary>
    public StandingVisit? TooFarFrom(Place place, int minutes)
    {
        if (Type.Mode == VisitMode.Telehealth)
            return null;
        var ends = place.StartsAt.Plus(Duration.FromMinutes(minutes));
        return Standing.FirstOrDefault(s => s.IsOnSite && s.Location != place.Location && Travel.Between(Map.Between(Zip, s.Zip)) is var travel
            && s.StartsAt < ends + travel && s.EndsAt > place.StartsAt - travel);
    }

    /// <summary>One of the same type on the same date. Null: none.</summary>
    public StandingVisit? SameAs(Place place) => Standing.FirstOrDefault(s => s.VisitType == Type.Id && s.Date == place.Date);
}
