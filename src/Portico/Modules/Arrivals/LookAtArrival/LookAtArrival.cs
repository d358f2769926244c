using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Arrivals;

/// <summary>What the desk compares with what the patient says, before it marks the visit as arrived. Opens the chart.</summary>
[AllowedTo(Roles.Desk)]
public sealed class LookAtArrival(ISchedule schedule, IPatients patients, IPracticeDirectory directory)
    : Query<LookAtArrival.Request, LookAtArrival.Result>
{
    public sealed record Request(AppointmentId Appointment);

    /// <param name="Card">Null when there is no such appointment.</param>
    public sealed record Result(Card? Card);

    /// <param name="Phone">E.164. Null when none is known.</param>
    /// <param name="OnFile">Identifiers that can be matched at all.</param>
    public sealed record Card(AppointmentId Appointment, PatientId Patient, string Name, DateOnly? BirthDate, string? Phone, string Mrn,
        IReadOnlyList<Identifier> OnFile, IReadOnlyList<string> Alerts, DateOnly Date, TimeOnly Time, string Provider);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await schedule.FindAsync(desk, request.Appointment, ct) is not { } appointment)
            return new(null);
        await desk.OpenChartAsync(appointment.PatientId, ct);
        if (await patients.FindAsync(desk, appointment.PatientId, ct) is not { } patient)
            return new(null);
        var provider = (await directory.EveryProviderAsync(desk, ct)).FirstOrDefault(p => p.Id == appointment.ProviderId)?.DisplayName ?? "";
        return new(new Card(appointment.Id, patient.Id, PatientNames.Full(patient), patient.BirthDate, patient.Phone, patient.Mrn,
            [.. Enum.GetValues<Identifier>().Where(i => IdentityProof.IsOnFile(i, patient))],
            await patients.AlertsAsync(desk, patient.Id, ct), appointment.Date, appointment.Time, provider));
    }
}
