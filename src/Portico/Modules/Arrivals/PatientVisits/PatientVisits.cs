using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Arrivals;

/// <summary>A patient's visits: the one that is next, those that are booked, those that were. Opens the chart.</summary>
[AllowedTo(Roles.Care)]
public sealed class PatientVisits(IPracticeDirectory directory) : Query<PatientVisits.Request, PatientVisits.Result>
{
    /// <summary>Rows of each list.</summary>
    private const int Most = 50;

    public sealed record Request(PatientId Patient);

    /// <param name="Now">The visit of today that the patient is here for. Null: not here.</param>
    /// <param name="Ahead">Booked and not over yet, the next one first.</param>
    /// <param name="Past">Newest first: kept, missed, cancelled, and what nobody settled.</param>
    /// <param name="HasMore">There are older ones than those shown.</param>
    public sealed record Result(Line? Now, IReadOnlyList<Line> Ahead, IReadOnlyList<Line> Past, bool HasMore);

    /// <param name="Appointment">Null for visits of another system.</param>
    /// <param name="Visit">Null until one was made of the appointment.</param>
    /// <param name="Time">On the wall there.</param>
    /// <param name="Zone">IANA: of that wall.</param>
    /// <param name="Provider">Empty when nobody was chosen.</param>
    /// <param name="VisitType">Empty for visits of another system.</param>
    /// <param name="Room">Null while in none.</param>
    /// <param name="IsConfidential">Nobody but the patient hears of it, unless a relation on file says so.</param>
    public sealed record Line(AppointmentId? Appointment, VisitId? Visit, DateOnly Date, TimeOnly Time, string Zone, LocationId LocationId,
        string Location, string Provider, string VisitType, string Tint, BoardState State, string? Room, Instant StartsAt, bool IsConfidential);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        var (patient, now) = (request.Patient, desk.Now);
        var booked = from a in desk.Db.Set<AppointmentRow>()
                     where a.PatientId == patient
                     join v in desk.Db.Set<VisitRow>() on new { a.PracticeId, Id = (AppointmentId?)a.Id }
                         equals new { v.PracticeId, Id = v.AppointmentId } into made
                     from v in made.DefaultIfEmpty()
                     select new { Appointment = a, Visit = (VisitId?)v.Id, State = (VisitState?)v.State, Room = v.RoomId };
        var rows = await booked.Where(b => b.Appointment.EndsAt > now).OrderBy(b => b.Appointment.StartsAt).Take(Most).ToListAsync(ct);
        rows.AddRange(await booked.Where(b => b.Appointment.EndsAt <= now).OrderByDescending(b => b.Appointment.StartsAt).Take(Most + 1).ToListAsync(ct));
        var elsewhere = await desk.Db.Set<VisitRow>().Where(v => v.PatientId == patient && v.AppointmentId == null)
            .OrderByDescending(v => v.Date).Take(Most + 1).ToListAsync(ct);

        var locations = (await directory.EveryLocationAsync(desk, ct)).ToDictionary(l => l.Id);
        var providers = (await directory.EveryProviderAsync(desk, ct)).ToDictionary(p => p.Id, p => p.DisplayName);
        var types = (await directory.EveryVisitTypeAsync(desk, ct)).ToDictionary(t => t.Id);
        var inRooms = rows.Select(r => r.Room).Concat(elsewhere.Select(v => v.RoomId)).OfType<RoomId>().ToList();
        var rooms = await desk.Db.Set<RoomRow>().Where(r => inRooms.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Name, ct);

        var lines = rows.Select(r => Shown(r.Appointment.Id, r.Visit, r.Appointment.LocationId, r.Appointment.ProviderId, r.Appointment.VisitTypeId,
                r.Appointment.StartsAt, Board.StateOf(r.Appointment.State, r.State), r.Room, r.Appointment.EndsAt, r.Appointment.IsConfidential))
            .Concat(elsewhere.Select(v => Shown(null, v.Id, v.LocationId, v.ProviderId, null, v.ArrivedAt ?? v.Since, Board.StateOf(null, v.State), v.RoomId, v.Since, false)))
            .ToList();
        var ahead = lines.Where(l => IsAhead(l.Line.State) && l.EndsAt > now).Select(l => l.Line).OrderBy(l => l.StartsAt).ToList();
        var here = lines.Select(l => l.Line).Where(l => IsHere(l.State)).OrderByDescending(l => l.StartsAt).FirstOrDefault();
        var past = lines.Select(l => l.Line).Except(ahead).Where(l => l != here).OrderByDescending(l => l.StartsAt).ToList();
        return new(here, ahead, [.. past.Take(Most)], past.Count > Most);

        (Line Line, Instant EndsAt) Shown(AppointmentId? appointment, VisitId? visit, LocationId at, ProviderId? with, VisitTypeId? kind, Instant starts,
            BoardState state, RoomId? room, Instant ends, bool isConfidential)
        {
            var place = locations[at];
            var wall = PracticeClock.Local(starts, place.Zone);
            var type = kind is { } id ? types.GetValueOrDefault(id) : null;
            return (new(appointment, visit, DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall), place.Zone, place.Id,
                place.Name, with is { } provider ? providers.GetValueOrDefault(provider, "") : "", type?.Name ?? "", type?.Tint ?? VisitTypeRow.NoTint,
                state, room is { } number ? rooms.GetValueOrDefault(number) : null, starts, isConfidential), ends);
        }
    }

    private static bool IsAhead(BoardState state) => state is BoardState.Booked or BoardState.Confirmed;

    private static bool IsHere(BoardState state) =>
        state is BoardState.Arrived or BoardState.CheckedIn or BoardState.Roomed or BoardState.WithProvider;
}
