using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>What payers want before a visit, asked of the modules that know them.</summary>
internal static class Needed
{
    /// <returns>In the desk's words. Empty: nothing.</returns>
    public static async Task<IReadOnlyList<string>> ByAsync(IEnumerable<IAsksAuthorization> payers, Desk desk, Appointment appointment, CancellationToken ct)
    {
        List<string> needs = [];
        foreach (var payer in payers)
            needs.AddRange(await payer.NeededAsync(desk, appointment.PatientId, appointment.VisitTypeId, appointment.ProviderId, appointment.Date, ct));
        return needs;
    }
}
