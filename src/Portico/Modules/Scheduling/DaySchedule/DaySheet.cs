using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>A location's day to print: what the desk works by while the system is down. Two identifiers, a phone and the room of each
/// patient; of a chart that is closed to whoever prints the time alone.</summary>
[AllowedTo(Roles.Care)]
public sealed class DaySheet(IPracticeDirectory practice, IWhereabouts whereabouts) : Query<DaySheet.Request, DaySheet.Result>
{
    /// <param name="Location">Null: where the desk stands.</param>
    /// <param name="Date">On the wall there. Null: today.</param>
    public sealed record Request(LocationId? Location, DateOnly? Date) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Date?.Year is < 1900 or > 9000)
                yield return new ValidationResult("Choose a date of this century.");
        }
    }

    /// <param name="Sheet">Null: the practice has no location in use.</param>
    public sealed record Result(Sheet? Sheet);

    /// <param name="Zone">IANA: what the times mean.</param>
    /// <param name="Pages">One a provider, by name.</param>
    public sealed record Sheet(string Location, string Zone, DateOnly Date, IReadOnlyList<Page> Pages);

    /// <param name="Away">Reasons of days off and blocks.</param>
    /// <param name="Groups">Each with how many are in it; they themselves are lines.</param>
    public sealed record Page(ProviderId Provider, string Name, string Specialty, IReadOnlyList<DaySchedule.Open> Open, IReadOnlyList<string> Away,
        IReadOnlyList<DaySchedule.Group> Groups, IReadOnlyList<Line> Lines);

    /// <param name="Name">Masked when the chart is closed to whoever prints.</param>
    /// <param name="BirthDate">Null when unknown or masked.</param>
    /// <param name="Mrn">Empty when masked.</param>
    /// <param name="Phone">E.164. Null when unknown or masked.</param>
    /// <param name="VisitType">Empty when masked. Of a confidential visit that it is one: a sheet lies about.</param>
    /// <param name="Room">Null while in none.</param>
    /// <param name="Group">The title of the group. Null: alone with the provider.</param>
    public sealed record Line(AppointmentId Appointment, TimeOnly Time, int Minutes, string Name, bool IsRestricted, DateOnly? BirthDate, string Mrn,
        string? Phone, string VisitType, BoardState State, string? Room, string? Group);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if ((request.Location ?? DeskLocation.Of(desk.Call, await practice.LocationsAsync(desk, ct))?.Id) is not { } at)
            return new Result(null);
        var zone = (await practice.LocationAsync(desk, at, ct)).Zone;
        var date = request.Date ?? DateOnly.FromDateTime(PracticeClock.Local(desk.Now, zone));
        var day = await OneDay.ReadAsync(desk, practice, whereabouts, at, date, ct);
        var rooms = await desk.Db.Set<RoomRow>().Where(r => r.LocationId == at).ToDictionaryAsync(r => r.Id, r => r.Name, ct);
        var closed = day.Closed;
        return new Result(new Sheet(day.Location.Name, zone, date, [.. day.Columns.Select(c => new Page(c.Provider.Id, c.Provider.DisplayName,
            c.Provider.Specialty, [.. c.Sessions.Select(s => DaySchedule.Open.Of(s, date))], [.. c.Away.Select(e => e.Reason)],
            DaySchedule.Shown(c, date, closed).Groups, [.. c.Booked.Select(Shown)]))]));

        Line Shown(OneDay.Booked booked)
        {
            var (a, p) = (booked.Appointment, booked.Patient);
            var room = booked.Room is { } id ? rooms.GetValueOrDefault(id) : null;
            return closed.Hides(p)
                ? new(a.Id, a.Time, a.Minutes, PatientNames.Masked, true, null, "", null, "", booked.State, room, booked.Group?.Title)
                : new(a.Id, a.Time, a.Minutes, PatientNames.Full(p), false, p.BirthDate, p.Mrn, p.Phone,
                    a.IsConfidential ? "Confidential" : booked.Purpose.Name, booked.State, room, booked.Group?.Title);
        }
    }
}
