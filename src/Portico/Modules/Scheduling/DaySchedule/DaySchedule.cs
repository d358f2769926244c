using System.ComponentModel.DataAnnotations;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>One location on one date: every provider's sessions and who is booked. Restricted names are masked.</summary>
[AllowedTo(Roles.Care)]
public sealed class DaySchedule(IPracticeDirectory practice, IWhereabouts whereabouts) : Query<DaySchedule.Request, DaySchedule.Result>
{
    /// <param name="Location">Where.</param>
    /// <param name="Date">On the wall there.</param>
    public sealed record Request(LocationId Location, DateOnly Date) : IValidatableObject
    {
        // A day and the nights around it: the ends of the calendar have none.
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Date.Year is < 1900 or > 9000)
                yield return new ValidationResult("Choose a date of this century.");
        }
    }

    /// <param name="Location">Where.</param>
    /// <param name="LocationName">As the desk calls it.</param>
    /// <param name="Zone">IANA: what the times mean.</param>
    /// <param name="Date">The day shown.</param>
    /// <param name="Columns">Providers with a session or a visit, by name.</param>
    public sealed record Result(
        LocationId Location, string LocationName, string Zone, DateOnly Date, IReadOnlyList<Column> Columns);

    /// <param name="Items">Visits alone with the provider; whoever is in a group is counted there.</param>
    public sealed record Column(ProviderId Provider, string Name, string Specialty,
        IReadOnlyList<Open> Open, IReadOnlyList<Away> Away, IReadOnlyList<Item> Items, IReadOnlyList<Group> Groups);

    /// <summary>A session, in wall time and cut to the date: one that goes on after midnight ends at 00:00.</summary>
    public sealed record Open(TimeOnly Starts, TimeOnly Ends, int Lanes)
    {
        internal static Open Of(DayPlan.Session session, DateOnly date) => new(
            session.Date < date ? TimeOnly.MinValue : session.Starts, session.EndDate > date ? TimeOnly.MinValue : session.Ends, session.Lanes);
    }

    /// <summary>A holiday, day off or block, in wall time and cut to the date. Times are absent for a whole day.</summary>
    public sealed record Away(TimeOnly? Starts, TimeOnly? Ends, string Reason);

    /// <summary>A visit that takes its slot: cancelled ones are not listed. Of a chart that is closed to the reader only when and with whom.</summary>
    /// <param name="VisitType">The bare word when masked.</param>
    public sealed record Item(AppointmentId Id, PatientId Patient, string Name, TimeOnly Time, int Minutes,
        BoardState State, string VisitType, string Tint, int Version, bool HasNote);

    /// <summary>A visit that several patients have together, as one.</summary>
    /// <param name="Taken">Of its places.</param>
    /// <param name="Here">Of those who have one, who came.</param>
    public sealed record Group(GroupVisitId Id, string Title, TimeOnly Time, int Minutes, int Taken, int Places, int Here, bool IsClosed, string VisitType, string Tint);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var day = await OneDay.ReadAsync(desk, practice, whereabouts, request.Location, request.Date, ct);
        return new Result(day.Location.Id, day.Location.Name, day.Location.Zone, request.Date, [.. day.Columns.Select(c => Shown(c, request.Date, day.Closed))]);
    }

    internal static Column Shown(OneDay.Column column, DateOnly date, ClosedCharts closed)
    {
        return new(column.Provider.Id, column.Provider.DisplayName, column.Provider.Specialty,
            [.. column.Sessions.Select(s => Open.Of(s, date))],
            [.. column.Away.Select(e => new Away(e.Starts, e.Ends, e.Reason))],
            [.. column.Booked.Where(b => b.Group is null).Select(ShownVisit)],
            [.. column.Groups.Select(ShownGroup)]);

        Group ShownGroup(OneDay.Together g) => new(g.Id, g.Title, g.Time, g.Minutes, column.Booked.Count(b => b.Group == g), g.Places,
            column.Booked.Count(b => b.Group == g && b.Appointment.State == AppointmentState.Kept), g.IsClosed, g.Purpose.Name, g.Purpose.Tint);

        Item ShownVisit(OneDay.Booked booked)
        {
            var (a, p, isMasked) = (booked.Appointment, booked.Patient, closed.Hides(booked.Patient));
            return new(a.Id, p.Id, PatientNames.OnList(p, closed), a.Time, a.Minutes, booked.State,
                isMasked ? PatientNames.MaskedVisit : booked.Purpose.Name, isMasked ? VisitTypeRow.NoTint : booked.Purpose.Tint, a.Version,
                a.Note is not null && !isMasked);
        }
    }
}
