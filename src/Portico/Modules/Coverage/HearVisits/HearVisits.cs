using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.AskPayers;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage;

/// <summary>Asks the payers when something happens that their answer hangs on: a booking, a move, a new policy, an arrival.</summary>
public sealed class HearVisits(IVisits visits, ICoverage coverage, CheckQueue queue, IPracticeDay day)
    : IHandle<AppointmentBooked>, IHandle<AppointmentMoved>, IHandle<VisitStateChanged>, IHandle<PolicyChanged>
{
    public async Task HandleAsync(AppointmentBooked heard, Desk desk, CancellationToken ct) =>
        await queue.WantAsync(desk, await visits.ForAppointmentAsync(desk, heard.Appointment, ct), CheckReason.Booked, ct);

    public async Task HandleAsync(AppointmentMoved heard, Desk desk, CancellationToken ct) =>
        await queue.WantAsync(desk, await visits.ForAppointmentAsync(desk, heard.Appointment, ct), CheckReason.Moved, ct);

    public async Task HandleAsync(VisitStateChanged heard, Desk desk, CancellationToken ct)
    {
        if (heard.To == VisitState.Arrived && await visits.FindAsync(desk, heard.Visit, ct) is { } visit)
            await queue.WantAsync(desk, visit, CheckReason.CheckIn, ct);
    }

    public async Task HandleAsync(PolicyChanged heard, Desk desk, CancellationToken ct)
    {
        var (patient, today) = (heard.Patient, await day.TodayAsync(desk, ct));
        var ahead = await desk.Db.Set<VisitRow>().Where(v => v.PatientId == patient && v.Date >= today
            && (v.State == VisitState.Expected || v.State == VisitState.Arrived)).ToListAsync(ct);
        foreach (var visit in ahead)
        {
            if ((await coverage.BilledAsync(desk, visit.Id, ct)).FirstOrDefault(p => p.Id == heard.Policy) is { } policy)
                await queue.WantAsync(desk, policy, visit, CheckReason.PolicyChanged, ct);
        }
    }
}
