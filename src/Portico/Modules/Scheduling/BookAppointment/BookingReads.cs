using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Store;

namespace Portico.Modules.Scheduling.BookAppointment;

/// <summary>What a booking reads, compiled once: making the same SQL anew cost most of its time.</summary>
internal static class BookingReads
{
    /// <summary>Length and zone. Null when the patient, visit type, location or provider is not there or no longer in use.</summary>
    public static Task<Named?> NamedAsync(DeskDb db, BookAppointment.Request request, CancellationToken ct) => db is PgDb pg
        ? Compiled<PgDb>.Named(pg, request.Patient, request.VisitType, request.Location, request.Provider, ct)
        : Compiled<LiteDb>.Named((LiteDb)db, request.Patient, request.VisitType, request.Location, request.Provider, ct);

    /// <summary>The patient's first other visit in that time. Null when there is none.</summary>
    public static Task<Overlap?> OverlapAsync(DeskDb db, PatientId patient, Place place, CancellationToken ct)
    {
        var starts = place.StartsAt;
        var ends = starts.Plus(Duration.FromMinutes(place.Minutes));
        // No visit lasts longer than a day: the lower bound keeps the search inside the index.
        var earliest = starts.Minus(Duration.FromDays(1));
        return db is PgDb pg
            ? Compiled<PgDb>.Overlap(pg, patient, earliest, starts, ends, ct)
            : Compiled<LiteDb>.Overlap((LiteDb)db, patient, earliest, starts, ends, ct);
    }

    /// <summary>The provider's hours there on that date.</summary>
    public static async Task<DayPlan> PlanAsync(DeskDb db, Place place, string zone, CancellationToken ct)
    {
        var (sessions, exceptions) = db is PgDb pg
            ? (Compiled<PgDb>.Sessions(pg, place.Provider, place.Location, place.Date, place.Date.DayOfWeek),
                Compiled<PgDb>.Exceptions(pg, place.Provider, place.Date))
            : (Compiled<LiteDb>.Sessions((LiteDb)db, place.Provider, place.Location, place.Date, place.Date.DayOfWeek),
                Compiled<LiteDb>.Exceptions((LiteDb)db, place.Provider, place.Date));
        List<SessionTemplate> templates = [];
        await foreach (var session in sessions.WithCancellation(ct))
            templates.Add(session);
        List<TemplateException> different = [];
        await foreach (var exception in exceptions.WithCancellation(ct))
            different.Add(exception);
        return DayPlan.Of(place.Date, place.Location, zone, templates, different);
    }

    public sealed record Named(int Minutes, string Zone);

    public sealed record Overlap(AppointmentId Id, TimeOnly Time, int Minutes);

    // One per context type: a compiled query that meets the other one throws.
    private static class Compiled<TDb> where TDb : DeskDb
    {
        public static readonly Func<TDb, PatientId, VisitTypeId, LocationId, ProviderId, CancellationToken, Task<Named?>> Named =
            EF.CompileAsyncQuery((TDb db, PatientId patient, VisitTypeId type, LocationId location, ProviderId provider, CancellationToken ct) =>
                (from v in db.Set<VisitTypeRow>()
                 from l in db.Set<LocationRow>()
                 from p in db.Set<PatientRow>()
                 from d in db.Set<ProviderRow>()
                 where v.Id == type && v.IsActive && l.Id == location && p.Id == patient && d.Id == provider && d.IsActive
                 select new Named(v.Minutes, l.Zone)).SingleOrDefault());

        public static readonly Func<TDb, PatientId, Instant, Instant, Instant, CancellationToken, Task<Overlap?>> Overlap =
            EF.CompileAsyncQuery((TDb db, PatientId patient, Instant earliest, Instant starts, Instant ends, CancellationToken ct) =>
                db.Set<AppointmentRow>().Where(a => a.PatientId == patient && a.StartsAt > earliest && a.StartsAt < ends
                        && a.EndsAt > starts && a.State != AppointmentState.Cancelled && a.State != AppointmentState.NoShow)
                    .OrderBy(a => a.StartsAt).Select(a => new Overlap(a.Id, a.Time, a.Minutes)).FirstOrDefault());

        public static readonly Func<TDb, ProviderId, LocationId, DateOnly, DayOfWeek, IAsyncEnumerable<SessionTemplate>> Sessions =
            EF.CompileAsyncQuery((TDb db, ProviderId provider, LocationId location, DateOnly date, DayOfWeek weekday) =>
                db.Set<SessionTemplate>().AsNoTracking().Where(t => t.ProviderId == provider && t.LocationId == location
                    && t.Weekday == weekday && t.ValidFrom <= date && (t.ValidTo == null || t.ValidTo >= date)));

        public static readonly Func<TDb, ProviderId, DateOnly, IAsyncEnumerable<TemplateException>> Exceptions =
            EF.CompileAsyncQuery((TDb db, ProviderId provider, DateOnly date) =>
                db.Set<TemplateException>().AsNoTracking().Where(e => e.ProviderId == provider && e.ToDate >= date && e.FromDate <= date));
    }
}
