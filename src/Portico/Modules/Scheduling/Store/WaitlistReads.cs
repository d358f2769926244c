using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Those on the waitlist, with what a match asks beside the entry.</summary>
internal static class WaitlistReads
{
    /// <summary>More than a practice calls about one slot.</summary>
    private const int Most = 1000;

    /// <param name="Type">Of the visit that they wait for.</param>
    public sealed record Candidate(WaitingPatient Who, PatientRow Patient, VisitTypeRow Type);

    public static FreedSlot Slot(Place place, ProviderRow provider, LocationRow location, Instant now) => new(
        place.Provider, provider.Specialty, place.Location, place.Date, place.Time, place.Minutes, place.StartsAt,
        place.Date == DateOnly.FromDateTime(PracticeClock.Local(now, location.Zone)));

    /// <param name="desk">The attempt.</param>
    /// <param name="practice">Knows the visit types.</param>
    /// <param name="slot">What was freed.</param>
    /// <param name="location">The slot's.</param>
    /// <param name="only">Null: everybody who waits and whose days hold the slot's.</param>
    /// <param name="ct">Stops the reading.</param>
    public static async Task<IReadOnlyList<Candidate>> ReadAsync(Desk desk, IPracticeDirectory practice, FreedSlot slot, LocationRow location,
        IReadOnlyCollection<WaitlistEntryId>? only, CancellationToken ct)
    {
        var entries = desk.Db.Set<WaitlistEntry>().AsNoTracking();
        var date = slot.Date;
        entries = only is { } some ? entries.Where(e => some.Contains(e.Id))
            : entries.Where(e => e.State == WaitlistState.Waiting && e.FromDate <= date && (e.ToDate == null || e.ToDate >= date));
        var rows = await (from e in entries
                          join p in desk.Db.Set<PatientRow>() on new { e.PracticeId, Id = e.PatientId } equals new { p.PracticeId, p.Id }
                          orderby e.AddedAt
                          select new { Entry = e, Patient = p }).Take(Most).ToListAsync(ct);
        if (rows.Count == 0)
            return [];
        var ids = rows.Select(r => r.Entry.Id).ToList();
        var wishes = (await desk.Db.Set<WaitlistWish>().AsNoTracking().Where(w => ids.Contains(w.EntryId)).ToListAsync(ct)).ToLookup(w => w.EntryId);
        var types = (await practice.EveryVisitTypeAsync(desk, ct)).ToDictionary(t => t.Id);
        var (provider, where, time) = (slot.Provider, slot.Location, slot.Time);
        var lengths = await desk.Db.Set<VisitLengthRow>().Where(l => l.ProviderId == provider).ToDictionaryAsync(l => l.VisitTypeId, l => l.Minutes, ct);
        var given = rows.Select(r => r.Entry.AppointmentId).OfType<AppointmentId>().ToList();
        var booked = await desk.Db.Set<AppointmentRow>().Where(a => given.Contains(a.Id)
            && (a.State == AppointmentState.Booked || a.State == AppointmentState.Confirmed)).ToDictionaryAsync(a => a.Id, a => a.StartsAt, ct);
        var declined = (await desk.Db.Set<WaitlistOffer>().AsNoTracking().Where(o => ids.Contains(o.EntryId) && o.State == OfferState.Declined
            && o.ProviderId == provider && o.LocationId == where && o.Date == date && o.Time == time).Select(o => o.EntryId).ToListAsync(ct)).ToHashSet();
        var people = rows.Select(r => r.Entry.PatientId).Distinct().ToList();
        var zips = await desk.Db.Set<PatientZipRow>().Where(z => people.Contains(z.PatientId)).ToDictionaryAsync(z => z.PatientId, z => z.Zip, ct);
        var map = await ZipMap.ReadAsync(desk, [.. zips.Values, location.Zip], ct);

        IReadOnlySet<Guid> Wished(WaitlistEntryId entry, WishKind kind) => wishes[entry].Where(w => w.Kind == kind).Select(w => w.WishedId).ToHashSet();
        return
        [
            .. from row in rows
               let type = types[row.Entry.VisitTypeId]
               select new Candidate(new WaitingPatient(row.Entry, Wished(row.Entry.Id, WishKind.Provider), Wished(row.Entry.Id, WishKind.Location),
                   lengths.GetValueOrDefault(type.Id, type.Minutes), type.Specialty,
                   row.Entry.AppointmentId is { } later && booked.TryGetValue(later, out var at) ? at : null,
                   map.Between(zips.GetValueOrDefault(row.Entry.PatientId), location.Zip).Miles, declined.Contains(row.Entry.Id)), row.Patient, type),
        ];
    }
}
