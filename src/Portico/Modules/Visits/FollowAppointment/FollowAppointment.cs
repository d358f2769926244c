using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.UseCases;

namespace Portico.Modules.Visits;

/// <summary>Every booking gets its visit, and the visit moves with it until the patient is here.</summary>
public sealed class FollowAppointment(IVisits visits) : IHandle<AppointmentBooked>, IHandle<AppointmentMoved>
{
    public Task HandleAsync(AppointmentBooked heard, Desk desk, CancellationToken ct) =>
        visits.ForAppointmentAsync(desk, heard.Appointment, ct);

    public Task HandleAsync(AppointmentMoved heard, Desk desk, CancellationToken ct) =>
        visits.ForAppointmentAsync(desk, heard.Appointment, ct);
}
