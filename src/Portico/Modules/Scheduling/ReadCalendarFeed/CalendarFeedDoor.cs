using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Audit;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Duration = NodaTime.Duration;

namespace Portico.Modules.Scheduling.ReadCalendarFeed;

/// <summary>Answers calendar programs: RFC 5545, for whoever knows a feed's address. The address itself goes into no log.</summary>
internal sealed class CalendarFeedDoor(DeskStore store, PracticeClock clock, SeenCharts seen)
{
    public const string Path = "/calendar";

    /// <summary>How far back and ahead a feed reaches.</summary>
    private static readonly Duration s_back = Duration.FromDays(30), s_ahead = Duration.FromDays(180);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Path + "/{file}", async (string file, CalendarFeedDoor door, HttpContext http, CancellationToken ct) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return file.EndsWith(".ics", StringComparison.Ordinal) && await door.ReadAsync(file[..^4], http.Connection.RemoteIpAddress?.ToString(), ct) is { } text
                ? Results.Text(text, "text/calendar; charset=utf-8") : Results.NotFound();
        }).AllowAnonymous();

    /// <returns>Null: no such feed, or no longer.</returns>
    internal async Task<string?> ReadAsync(string token, string? from, CancellationToken ct)
    {
        if (!FeedToken.TryRead(token, out var practice, out var hash))
            return null;
        await using var transaction = await store.ReadAsync(practice, ct);
        var db = transaction.Db;
        if (await db.Set<CalendarFeed>().SingleOrDefaultAsync(f => f.TokenHash == hash && f.RevokedAt == null, ct) is not { } feed)
            return null;
        var now = clock.Now;
        var (earliest, latest) = (now - s_back, now + s_ahead);
        var rows = await (
            from a in db.Set<AppointmentRow>()
            join p in db.Set<PatientRow>() on new { a.PracticeId, Id = a.PatientId } equals new { p.PracticeId, p.Id }
            join v in db.Set<VisitTypeRow>() on new { a.PracticeId, Id = a.VisitTypeId } equals new { v.PracticeId, v.Id }
            join l in db.Set<LocationRow>() on new { a.PracticeId, Id = a.LocationId } equals new { l.PracticeId, l.Id }
            where a.ProviderId == feed.ProviderId && a.StartsAt >= earliest && a.StartsAt < latest
                && a.State != AppointmentState.Cancelled && a.State != AppointmentState.NoShow
                && !db.Set<GroupVisit>().Any(g => g.Id == a.GroupVisitId && !g.IsCancelled)
            orderby a.StartsAt
            select new { Appointment = a, Patient = p, VisitType = v.Name, Location = l }).ToListAsync(ct);
        var groups = await (
            from g in db.Set<GroupVisit>().AsNoTracking()
            join v in db.Set<VisitTypeRow>() on new { g.PracticeId, Id = g.VisitTypeId } equals new { v.PracticeId, v.Id }
            join l in db.Set<LocationRow>() on new { g.PracticeId, Id = g.LocationId } equals new { l.PracticeId, l.Id }
            where g.ProviderId == feed.ProviderId && g.StartsAt >= earliest && g.StartsAt < latest && !g.IsCancelled
            orderby g.StartsAt
            select new { Group = g, VisitType = v.Name, Location = l }).ToListAsync(ct);
        List<Guid> named = [];
        var calendar = new Ical.Net.Calendar { ProductId = "-//Portico//Schedule//EN" };
        foreach (var row in rows)
        {
            var (a, zone) = (row.Appointment, row.Location.Zone);
            // Of a confidential visit and of a restricted chart a calendar tells as little as a sheet that lies about.
            var isHidden = a.IsConfidential || row.Patient.IsRestricted;
            var what = isHidden ? PatientNames.MaskedVisit : row.VisitType;
            var isNamed = feed.WithNames && !isHidden;
            if (isNamed)
                named.Add(a.PatientId.Value);
            calendar.Events.Add(new CalendarEvent
            {
                Uid = $"{a.Id.Value:N}@portico",
                Sequence = a.Version,
                DtStamp = Utc(now),
                Start = Wall(a.StartsAt, zone),
                End = Wall(a.EndsAt, zone),
                Summary = isNamed ? $"{PatientNames.Full(row.Patient)}: {what}" : what,
                Location = row.Location.Name,
                Status = a.State == AppointmentState.Booked ? EventStatus.Tentative : EventStatus.Confirmed,
            });
        }
        // A group is one event, whoever is in it.
        foreach (var row in groups)
        {
            calendar.Events.Add(new CalendarEvent
            {
                Uid = $"{row.Group.Id.Value:N}@portico",
                Sequence = row.Group.Version,
                DtStamp = Utc(now),
                Start = Wall(row.Group.StartsAt, row.Location.Zone),
                End = Wall(row.Group.StartsAt.Plus(Duration.FromMinutes(row.Group.Minutes)), row.Location.Zone),
                Summary = row.VisitType,
                Location = row.Location.Name,
                Status = EventStatus.Confirmed,
            });
        }
        foreach (var zone in rows.Select(r => r.Location.Zone).Concat(groups.Select(g => g.Location.Zone)).Distinct())
            calendar.AddTimeZone(VTimeZone.FromDateTimeZone(zone, earliest.ToDateTimeUtc(), includeHistoricalData: false));
        // Whoever made the feed answers for its readers, as for those of a token: nobody signs in with a calendar program.
        seen.Add(new Call { Practice = practice, User = feed.MadeBy, Token = feed.Id.Value, Door = Door.Interop, From = from }, named);
        return new CalendarSerializer().SerializeToString(calendar);
    }

    // Wall time with its zone, as the practice means it; where that would be another instant, the second of two equal hours, the instant.
    private static CalDateTime Wall(Instant at, string zone)
    {
        var wall = PracticeClock.Local(at, zone);
        var means = PracticeClock.At(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall), zone);
        return means == at ? new CalDateTime(wall, zone) : Utc(at);
    }

    private static CalDateTime Utc(Instant at) => new(at.ToDateTimeUtc(), "UTC");
}
