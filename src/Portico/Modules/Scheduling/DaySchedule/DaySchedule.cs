using System.ComponentModel.DataAnnotations;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
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

    public sealed record Column(ProviderId Provider, string Name, string Specialty,
        IReadOnlyList<Open> Open, IReadOnlyList<Away> Away, IReadOnlyList<Item> Items);

    /// <summary>A session, in wall time.</summary>
    public sealed record Open(TimeOnly Starts, TimeOnly Ends, int Lanes);

    /// <summary>A day off or a block, in wall time. Times are absent for a whole day.</summary>
    public sealed record Away(TimeOnly? Starts, TimeOnly? Ends, string Reason);

    /// <summary>A visit that takes its slot: cancelled ones are not listed. Of a chart that is closed to the reader only when and with whom.</summary>
    /// <param name="VisitType">The bare word when masked.</param>
    public sealed record Item(AppointmentId Id, PatientId Patient, string Name, TimeOnly Time, int Minutes,
        BoardState State, string VisitType, string Tint, int Version, bool HasNote);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var closed = await ClosedCharts.ToAsync(desk, ct);
        var day = await OneDay.ReadAsync(desk, practice, whereabouts, request.Location, request.Date, ct);
        return new Result(day.Location.Id, day.Location.Name, day.Location.Zone, request.Date, [.. day.Columns.Select(c => new Column(
            c.Provider.Id, c.Provider.DisplayName, c.Provider.Specialty,
            [.. c.Sessions.Select(s => new Open(s.Starts, s.Ends, s.Lanes))],
            [.. c.Away.Select(e => new Away(e.Starts, e.Ends, e.Reason))],
            [.. c.Booked.Select(Shown)]))]);

        Item Shown(OneDay.Booked booked)
        {
            var (a, p, isMasked) = (booked.Appointment, booked.Patient, closed.Hides(booked.Patient));
            return new(a.Id, p.Id, PatientNames.OnList(p, closed), a.Time, a.Minutes, booked.State,
                isMasked ? PatientNames.MaskedVisit : booked.VisitType.Name, isMasked ? VisitTypeRow.NoTint : booked.VisitType.Tint, a.Version,
                a.Note is not null && !isMasked);
        }
    }
}
