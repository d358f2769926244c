using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.ShowWaitlist;

/// <summary>Who waits, what was offered and is not answered yet, and which cancelled times of a location are still ahead.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class ShowWaitlist(IPracticeDirectory practice) : Query<ShowWaitlist.Request, ShowWaitlist.Result>
{
    private const int Most = 300;
    private const int FreedDays = 14;

    /// <param name="Location">Whose cancelled times are shown. Null: the desk's own.</param>
    public sealed record Request(LocationId? Location);

    /// <param name="Location">Whose cancelled times these are. Null: no location is in use.</param>
    /// <param name="Entries">Urgent ones first, then by how long they wait.</param>
    /// <param name="HasMore">More wait than are listed.</param>
    /// <param name="Offers">Open ones, the first to expire first.</param>
    /// <param name="Freed">In the next 14 days, soonest first, without a visit that begins at that time with that provider.</param>
    public sealed record Result(LocationId? Location, string Zone, IReadOnlyList<Line> Entries, bool HasMore, IReadOnlyList<OfferLine> Offers, IReadOnlyList<Freed> Freed);

    /// <param name="Name">As lists show it.</param>
    /// <param name="Phone">Null when none is known, or the name is masked.</param>
    /// <param name="Wishes">Providers and locations that would do, by name. Empty: all.</param>
    /// <param name="BookedFor">The day of the visit that would be given up. Null: none is booked.</param>
    /// <param name="Note">Null: nothing was said, or the name is masked.</param>
    /// <param name="Providers">Those of the wishes that are providers.</param>
    /// <param name="Locations">Those that are locations.</param>
    /// <param name="IsMasked">The chart is closed to the caller: what is hidden cannot be changed here.</param>
    public sealed record Line(WaitlistEntryId Entry, int Version, PatientId Patient, string Name, string? Phone, string VisitType, WaitlistUrgency Urgency, DateOnly From,
        DateOnly? To, TimeOnly? Earliest, TimeOnly? Latest, IReadOnlyList<DayOfWeek> Weekdays, IReadOnlyList<string> Wishes, int NoticeMinutes,
        bool IsStandby, WaitlistContact Contact, DateOnly? BookedFor, string? Note, Instant AddedAt, WaitlistState State,
        IReadOnlyList<ProviderId> Providers, IReadOnlyList<LocationId> Locations, bool IsMasked);

    /// <param name="Phone">Null when none is known, or the name is masked.</param>
    public sealed record OfferLine(WaitlistOfferId Offer, PatientId Patient, string Name, string? Phone, string VisitType, WaitlistContact Contact, string Provider,
        string Location, DateOnly Date, TimeOnly Time, int Minutes, Instant ExpiresAt);

    public sealed record Freed(AppointmentId Appointment, ProviderId Provider, string ProviderName, DateOnly Date, TimeOnly Time, int Minutes);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var locations = await practice.LocationsAsync(desk, ct);
        var at = locations.FirstOrDefault(l => l.Id == request.Location) ?? DeskLocation.Of(desk.Call, locations);
        var rows = await (from e in desk.Db.Set<WaitlistEntry>().AsNoTracking()
                          join p in desk.Db.Set<PatientRow>() on new { e.PracticeId, Id = e.PatientId } equals new { p.PracticeId, p.Id }
                          where e.State == WaitlistState.Waiting || e.State == WaitlistState.Offered
                          orderby e.AddedAt
                          select new { Entry = e, Patient = p }).Take(Most + 1).ToListAsync(ct);
        var ids = rows.Select(r => r.Entry.Id).ToList();
        var wishes = (await desk.Db.Set<WaitlistWish>().AsNoTracking().Where(w => ids.Contains(w.EntryId)).ToListAsync(ct)).ToLookup(w => w.EntryId);
        var providers = (await practice.EveryProviderAsync(desk, ct)).ToDictionary(p => p.Id.Value, p => p.DisplayName);
        var places = (await practice.EveryLocationAsync(desk, ct)).ToDictionary(l => l.Id.Value, l => l.Name);
        var types = (await practice.EveryVisitTypeAsync(desk, ct)).ToDictionary(t => t.Id, t => t.Name);
        var given = rows.Select(r => r.Entry.AppointmentId).OfType<AppointmentId>().ToList();
        var booked = await desk.Db.Set<AppointmentRow>().Where(a => given.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Date, ct);
        var closed = await ClosedCharts.ToAsync(desk, ct);

        string Name(Guid wished) => providers.GetValueOrDefault(wished) ?? places.GetValueOrDefault(wished) ?? "";
        List<Line> lines = [];
        foreach (var row in rows.Take(Most))
        {
            var (entry, patient, hides) = (row.Entry, row.Patient, closed.Hides(row.Patient));
            desk.Saw(patient.Id);
            lines.Add(new Line(entry.Id, entry.Version, patient.Id, PatientNames.OnList(patient, closed), hides ? null : patient.Phone,
                hides ? PatientNames.MaskedVisit : types.GetValueOrDefault(entry.VisitTypeId, ""), entry.Urgency, entry.FromDate, entry.ToDate, entry.Earliest,
                entry.Latest, [.. entry.Days], [.. wishes[entry.Id].Select(w => Name(w.WishedId)).Order(StringComparer.Ordinal)], entry.NoticeMinutes,
                entry.IsStandby, entry.Contact, entry.AppointmentId is { } later ? booked.GetValueOrDefault(later) : null, hides ? null : entry.Note,
                entry.AddedAt, entry.State, [.. wishes[entry.Id].Where(w => w.Kind == WishKind.Provider).Select(w => new ProviderId(w.WishedId))],
                [.. wishes[entry.Id].Where(w => w.Kind == WishKind.Location).Select(w => new LocationId(w.WishedId))], hides));
        }

        var (now, known) = (desk.Now, lines.ToDictionary(l => l.Entry));
        var offers = (await desk.Db.Set<WaitlistOffer>().AsNoTracking().Where(o => o.State == OfferState.Open && o.ExpiresAt > now).ToListAsync(ct))
            .Where(o => known.ContainsKey(o.EntryId)).OrderBy(o => o.ExpiresAt).ThenBy(o => o.Id.Value)
            .Select(o => new OfferLine(o.Id, known[o.EntryId].Patient, known[o.EntryId].Name, known[o.EntryId].Phone, known[o.EntryId].VisitType,
                known[o.EntryId].Contact, Name(o.ProviderId.Value), Name(o.LocationId.Value), o.Date, o.Time, o.Minutes, o.ExpiresAt)).ToList();
        return new Result(at?.Id, at?.Zone ?? "Etc/UTC",
            [.. lines.OrderByDescending(l => l.Urgency).ThenBy(l => l.AddedAt).ThenBy(l => l.Entry.Value)], rows.Count > Most, offers,
            at is null ? [] : await FreedAsync(desk, at, providers, ct));
    }

    private static async Task<IReadOnlyList<Freed>> FreedAsync(Desk desk, LocationRow at, Dictionary<Guid, string> providers, CancellationToken ct)
    {
        var (location, now) = (at.Id, desk.Now);
        var today = DateOnly.FromDateTime(PracticeClock.Local(now, at.Zone));
        var last = today.AddDays(FreedDays);
        var rows = await desk.Db.Set<AppointmentRow>().Where(a => a.LocationId == location && a.Date >= today && a.Date <= last && a.StartsAt > now)
            .Select(a => new { a.Id, a.ProviderId, a.Date, a.Time, a.Minutes, a.StartsAt, a.EndsAt, a.State }).ToListAsync(ct);
        var standing = rows.Where(r => r.State != AppointmentState.Cancelled).ToLookup(r => r.ProviderId);
        return
        [
            .. rows.Where(r => r.State == AppointmentState.Cancelled && !standing[r.ProviderId].Any(s => s.StartsAt < r.EndsAt && r.StartsAt < s.EndsAt))
                .DistinctBy(r => (r.ProviderId, r.StartsAt)).OrderBy(r => r.StartsAt).ThenBy(r => r.Id.Value)
                .Select(r => new Freed(r.Id, r.ProviderId, providers.GetValueOrDefault(r.ProviderId.Value, ""), r.Date, r.Time, r.Minutes)),
        ];
    }
}
