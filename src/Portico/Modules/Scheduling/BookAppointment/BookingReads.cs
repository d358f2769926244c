using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.BookAppointment;

/// <summary>What a booking reads, in one round trip: the chart's guard, length and zone, the patient's other visits, the hours.</summary>
internal sealed class BookingReads
{
    private readonly List<Standing> _standing = [];
    private readonly List<SessionTemplate> _sessions = [];
    private readonly List<TemplateException> _exceptions = [];

    /// <summary>Null when the visit type, location or provider is not there or no longer in use, or nobody has that id.</summary>
    public Named? Found { get; private set; }

    /// <param name="Minutes">How long the visit type lasts.</param>
    /// <param name="Zone">The location's.</param>
    public sealed record Named(int Minutes, string Zone);

    /// <summary>Another visit of the patient that was neither cancelled nor missed.</summary>
    public sealed record Standing(AppointmentId Id, TimeOnly Time, int Minutes, Instant StartsAt, Instant EndsAt);

    /// <exception cref="CallRejectedException">The chart is closed to the caller.</exception>
    public static async Task<BookingReads> ReadAsync(Desk desk, BookAppointment.Request request, CancellationToken ct)
    {
        var reads = new BookingReads();
        var batch = desk.Batch();
        var practice = desk.Call.Practice;
        desk.OpenChart(request.Patient, batch);
        // First, so that the hours read below stay true until the commit.
        ProviderHours.Hold(batch, practice, request.Provider);
        batch.Read("SELECT v.minutes, l.zone FROM visit_type v, location l, provider d, patient p WHERE " +
            "v.practice_id = $1 AND v.id = $2 AND v.is_active AND l.practice_id = $1 AND l.id = $3 AND l.is_active AND " +
            "d.practice_id = $1 AND d.id = $4 AND d.is_active AND p.practice_id = $1 AND p.id = $5",
            async (reader, token) =>
            {
                if (await reader.ReadAsync(token))
                    reads.Found = new(reader.GetInt32(0), reader.GetString(1));
            }, practice, request.VisitType, request.Location, request.Provider, request.Patient);
        // Nobody has a visit at the end of the calendar, where no day follows; the horizon refuses it.
        if (!request.AcceptOverlap && request.Date.Year < 9000)
        {
            // Which instant the wall time means is known once the zone is: two days either way hold every zone and every length.
            var noon = Instant.FromUtc(request.Date.Year, request.Date.Month, request.Date.Day, 12, 0);
            batch.Read("SELECT id, time, minutes, starts_at, ends_at FROM appointment WHERE practice_id = $1 AND patient_id = $2 " +
                "AND starts_at > $3 AND starts_at < $4 AND state NOT IN ('Cancelled', 'NoShow') ORDER BY starts_at",
                async (reader, token) =>
                {
                    while (await reader.ReadAsync(token))
                        reads._standing.Add(new(new AppointmentId(reader.Id(0)), reader.GetFieldValue<TimeOnly>(1), reader.GetInt32(2),
                            reader.Instant(3), reader.Instant(4)));
                }, practice, request.Patient, noon.Minus(Duration.FromDays(3)), noon.Plus(Duration.FromDays(3)));
        }
        batch.Read("SELECT id, starts, ends, valid_from, valid_to, lanes FROM session_template WHERE practice_id = $1 AND provider_id = $2 " +
            "AND location_id = $3 AND weekday = $4 AND valid_from <= $5 AND (valid_to IS NULL OR valid_to >= $5)",
            async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
                    reads._sessions.Add(SessionTemplate.Weekly(new SessionTemplateId(reader.Id(0)), request.Provider, request.Location,
                        request.Date.DayOfWeek, reader.GetFieldValue<TimeOnly>(1), reader.GetFieldValue<TimeOnly>(2),
                        reader.GetFieldValue<DateOnly>(3), reader.Maybe<DateOnly>(4), reader.GetInt32(5)));
            }, practice, request.Provider, request.Location, request.Date.DayOfWeek, request.Date);
        batch.Read("SELECT id, location_id, kind, from_date, to_date, starts, ends, lanes, reason FROM template_exception " +
            "WHERE practice_id = $1 AND provider_id = $2 AND to_date >= $3 AND from_date <= $3",
            async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
                    reads._exceptions.Add(new TemplateException
                    {
                        Id = new TemplateExceptionId(reader.Id(0)), ProviderId = request.Provider,
                        LocationId = reader.IsDBNull(1) ? null : new LocationId(reader.Id(1)), Kind = reader.Word<ExceptionKind>(2),
                        FromDate = reader.GetFieldValue<DateOnly>(3), ToDate = reader.GetFieldValue<DateOnly>(4),
                        Starts = reader.Maybe<TimeOnly>(5), Ends = reader.Maybe<TimeOnly>(6), Lanes = reader.GetInt32(7),
                        Reason = reader.GetString(8),
                    });
            }, practice, request.Provider, request.Date);
        await batch.RunAsync(ct);
        return reads;
    }

    /// <summary>The patient's first other visit in that time. Null when there is none, or it was not asked.</summary>
    public Standing? OverlapWith(Place place)
    {
        var ends = place.StartsAt.Plus(Duration.FromMinutes(place.Minutes));
        return _standing.Find(s => s.StartsAt < ends && s.EndsAt > place.StartsAt);
    }

    /// <summary>The provider's hours there on that date.</summary>
    public DayPlan PlanOf(Place place, string zone) => DayPlan.Of(place.Date, place.Location, zone, _sessions, _exceptions);
}
