using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Somebody in a group who has another visit at its new time, or one too far away. The name is masked where the patient is restricted.</summary>
/// <param name="Appointment">Their place in the group.</param>
/// <param name="Other">The visit that is in the way.</param>
/// <param name="IsElsewhere">It does not overlap: it is at another location, and nobody gets from one to the other in time.</param>
public sealed record GroupOverlap(AppointmentId Appointment, PatientId Patient, string Name, AppointmentId Other, DateOnly Date, TimeOnly Time, int Minutes,
    bool IsElsewhere);

/// <summary>What else those in a group have at a time.</summary>
internal static class GroupOverlaps
{
    /// <summary>One a patient: the first that is in the way.</summary>
    /// <param name="desk">The attempt.</param>
    /// <param name="patients">Their places in the group.</param>
    /// <param name="to">Where the group is to stand.</param>
    /// <param name="type">Of the group: by video nobody travels.</param>
    /// <param name="ct">Stops the reading.</param>
    public static async Task<IReadOnlyList<GroupOverlap>> FindAsync(Desk desk, IReadOnlyList<Appointment> patients, Place to, VisitTypeRow type, CancellationToken ct)
    {
        if (patients.Count == 0)
            return [];
        var (own, whose) = (patients.Select(p => p.Id).ToArray(), patients.Select(p => p.PatientId).ToArray());
        // A day either way holds every visit that may last into it, and every way between two locations.
        var (since, until) = (to.StartsAt - Duration.FromDays(1), to.StartsAt + Duration.FromDays(2));
        var near = await (
            from a in desk.Db.Set<AppointmentRow>()
            join p in desk.Db.Set<PatientRow>() on new { a.PracticeId, Id = a.PatientId } equals new { p.PracticeId, p.Id }
            join v in desk.Db.Set<VisitTypeRow>() on new { a.PracticeId, Id = a.VisitTypeId } equals new { v.PracticeId, v.Id }
            join l in desk.Db.Set<LocationRow>() on new { a.PracticeId, Id = a.LocationId } equals new { l.PracticeId, l.Id }
            where whose.Contains(a.PatientId) && !own.Contains(a.Id) && a.StartsAt > since && a.StartsAt < until
                && a.State != AppointmentState.Cancelled && a.State != AppointmentState.NoShow
            orderby a.StartsAt
            select new { Visit = a, Patient = p, v.Mode, l.Zip }).ToListAsync(ct);
        if (near.Count == 0)
            return [];
        var zip = await desk.Db.Set<LocationRow>().Where(l => l.Id == to.Location).Select(l => l.Zip).SingleAsync(ct);
        var map = await ZipMap.ReadAsync(desk, near.Select(n => n.Zip).Append(zip), ct);
        var closed = await ClosedCharts.ToAsync(desk, ct);
        List<GroupOverlap> found = [];
        foreach (var person in near.GroupBy(n => n.Patient.Id))
        {
            var others = new OtherVisits(type, zip, map, [.. person.Select(n => new StandingVisit(n.Visit.Id, n.Visit.Date, n.Visit.Time, n.Visit.Minutes,
                n.Visit.StartsAt, n.Visit.EndsAt, n.Visit.LocationId, n.Zip, n.Visit.VisitTypeId, n.Mode == VisitMode.OnSite))]);
            var overlap = others.OverlapWith(to, to.Minutes);
            if ((overlap ?? others.TooFarFrom(to, to.Minutes)) is not { } other)
                continue;
            desk.Saw(person.Key);
            found.Add(new(patients.First(p => p.PatientId == person.Key).Id, person.Key, PatientNames.OnList(person.First().Patient, closed),
                other.Id, other.Date, other.Time, other.Minutes, overlap is null));
        }
        return found;
    }
}
