using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>One location on one date, read for the grid and for the sheet alike.</summary>
/// <param name="Columns">Providers with a session or a visit, by name.</param>
internal sealed record OneDay(LocationRow Location, IReadOnlyList<OneDay.Column> Columns)
{
    /// <param name="Away">Days off and blocks.</param>
    /// <param name="Booked">By time; cancelled ones are left out.</param>
    public sealed record Column(ProviderRow Provider, IReadOnlyList<DayPlan.Session> Sessions, IReadOnlyList<TemplateException> Away,
        IReadOnlyList<Booked> Booked);

    /// <param name="Room">Null while in none.</param>
    public sealed record Booked(AppointmentRow Appointment, PatientRow Patient, VisitTypeRow VisitType, BoardState State, RoomId? Room);

    /// <summary>Every patient of the day is seen in a list.</summary>
    public static async Task<OneDay> ReadAsync(Desk desk, IPracticeDirectory practice, IWhereabouts whereabouts, LocationId at, DateOnly date,
        CancellationToken ct)
    {
        var location = await practice.LocationAsync(desk, at, ct);
        var plans = await DayPlans.ReadAsync(desk, at, location.Zone, provider: null, date, date, ct);
        var rows = await (
            from a in desk.Db.Set<AppointmentRow>()
            join p in desk.Db.Set<PatientRow>() on new { a.PracticeId, Id = a.PatientId } equals new { p.PracticeId, p.Id }
            join v in desk.Db.Set<VisitTypeRow>() on new { a.PracticeId, Id = a.VisitTypeId } equals new { v.PracticeId, v.Id }
            where a.LocationId == at && a.Date == date && a.State != AppointmentState.Cancelled
            orderby a.Time
            select new { Appointment = a, Patient = p, VisitType = v }).ToListAsync(ct);
        foreach (var row in rows)
            desk.Saw(row.Patient.Id);
        var where = await whereabouts.FindAsync(desk,
            [.. rows.Where(r => r.Appointment.State == AppointmentState.Kept).Select(r => r.Appointment.Id)], ct);
        var booked = rows.ToLookup(r => r.Appointment.ProviderId, r =>
        {
            var here = where.GetValueOrDefault(r.Appointment.Id);
            return new Booked(r.Appointment, r.Patient, r.VisitType, here?.State ?? BoardStates.Of(r.Appointment.State), here?.Room);
        });
        var columns = from provider in await practice.EveryProviderAsync(desk, ct)
                      let plan = plans.Of(provider.Id, date)
                      let away = plans.ExceptionsOf(provider.Id, date).Where(e => e.Kind != ExceptionKind.ExtraSession).ToList()
                      where provider.IsActive && plan.Sessions.Count > 0 || booked.Contains(provider.Id)
                            || (provider.IsActive && away.Count > 0 && plans.HasWeekly(provider.Id, date))
                      orderby provider.DisplayName, provider.Id.Value
                      select new Column(provider, plan.Sessions, away, [.. booked[provider.Id]]);
        return new OneDay(location, [.. columns]);
    }
}
