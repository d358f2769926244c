using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>One location on one date: every provider's sessions and who is booked. Restricted names are masked.</summary>
[AllowedTo(Roles.Care)]
public sealed class DaySchedule(IPracticeDirectory practice) : Query<DaySchedule.Request, DaySchedule.Result>
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
        AppointmentState State, string VisitType, string Tint, int Version, bool HasNote);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var (at, date) = (request.Location, request.Date);
        var location = await practice.LocationAsync(desk, at, ct);
        var plans = await DayPlans.ReadAsync(desk, at, location.Zone, provider: null, date, date, ct);
        var booked = await (
            from a in desk.Db.Set<AppointmentRow>()
            join p in desk.Db.Set<PatientRow>() on new { a.PracticeId, Id = a.PatientId } equals new { p.PracticeId, p.Id }
            join v in desk.Db.Set<VisitTypeRow>() on new { a.PracticeId, Id = a.VisitTypeId } equals new { v.PracticeId, v.Id }
            where a.LocationId == at && a.Date == date && a.State != AppointmentState.Cancelled
            orderby a.Time
            select new { a.Id, a.ProviderId, a.Time, a.Minutes, a.State, a.Version, HasNote = a.Note != null, Patient = p,
                VisitType = v.Name, v.Tint }).ToListAsync(ct);
        foreach (var row in booked)
            desk.Saw(row.Patient.Id);

        var closed = await ClosedCharts.ToAsync(desk, ct);
        var items = booked.ToLookup(b => b.ProviderId, b => closed.Hides(b.Patient)
            ? new Item(b.Id, b.Patient.Id, PatientNames.Masked, b.Time, b.Minutes, b.State, PatientNames.MaskedVisit, VisitTypeRow.NoTint, b.Version, HasNote: false)
            : new Item(b.Id, b.Patient.Id, PatientNames.OnList(b.Patient, closed), b.Time, b.Minutes, b.State, b.VisitType, b.Tint, b.Version,
                b.HasNote));
        var columns = from provider in await practice.EveryProviderAsync(desk, ct)
                      let plan = plans.Of(provider.Id, date)
                      let away = plans.ExceptionsOf(provider.Id, date).Where(e => e.Kind != ExceptionKind.ExtraSession).ToList()
                      where provider.IsActive && plan.Sessions.Count > 0 || items.Contains(provider.Id)
                            || (provider.IsActive && away.Count > 0 && plans.HasWeekly(provider.Id, date))
                      orderby provider.DisplayName, provider.Id.Value
                      select new Column(provider.Id, provider.DisplayName, provider.Specialty,
                          [.. plan.Sessions.Select(s => new Open(s.Starts, s.Ends, s.Lanes))],
                          [.. away.Select(e => new Away(e.Starts, e.Ends, e.Reason))],
                          [.. items[provider.Id]]);
        return new Result(at, location.Name, location.Zone, date, [.. columns]);
    }
}
