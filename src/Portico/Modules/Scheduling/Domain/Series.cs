using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>Visits that were booked together: weekly, twelve times. Each of them is an appointment of its own.</summary>
public sealed class AppointmentSeries : TenantRow
{
    public SeriesId Id { get; init; }
    public PatientId PatientId { get; init; }

    /// <summary>RFC 5545: <c>FREQ=WEEKLY;COUNT=12</c>.</summary>
    public required string Rule { get; init; }
    public Instant BookedAt { get; init; }
    public UserId BookedBy { get; init; }
}
