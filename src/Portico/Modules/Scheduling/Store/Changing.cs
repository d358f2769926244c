using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>How every change of one appointment begins and ends. What lies between is the use case's own.</summary>
/// <param name="Unknown">Says that there is no such appointment.</param>
/// <param name="Changed">Says that someone else changed it meanwhile.</param>
/// <param name="WrongState">Says that it is past this change.</param>
internal sealed record Changing<TResult>(TResult Unknown, TResult Changed, Func<AppointmentState, TResult> WrongState)
    where TResult : class
{
    /// <summary>Loads it, opens its patient's chart, checks that it is the one on the screen and in a fitting state, and then acts.</summary>
    /// <param name="desk">The attempt.</param>
    /// <param name="id">Which.</param>
    /// <param name="version">The one that was on the screen.</param>
    /// <param name="fits">Whether it may be changed so.</param>
    /// <param name="act">The change.</param>
    /// <param name="ct">Stops before the change.</param>
    public async Task<TResult> RunAsync(Desk desk, AppointmentId id, int version, Func<Appointment, bool> fits,
        Func<Appointment, Task<TResult>> act, CancellationToken ct)
    {
        var appointment = await desk.Db.Set<Appointment>().SingleOrDefaultAsync(a => a.Id == id, ct);
        if (appointment is null)
            return Unknown;
        await desk.OpenChartAsync(appointment.PatientId, ct);
        if (appointment.Version != version)
            return Changed;
        return fits(appointment) ? await act(appointment) : WrongState(appointment.State);
    }

    /// <summary>Writes the change and its line of history, and tells the day's screens.</summary>
    /// <returns>Null when it is written; <see cref="Changed"/> when someone else was first.</returns>
    public async Task<TResult?> SaveAsync(Desk desk, Appointment appointment, AppointmentChange change, CancellationToken ct)
    {
        desk.Db.Add(change);
        try
        {
            await desk.SaveAsync(ct);
        }
        catch (DbUpdateException failure) when (Race.WasLost(desk.Db, failure))
        {
            return Changed;
        }
        desk.Touch(ScheduleTopics.Day(appointment.LocationId, appointment.Date));
        return null;
    }
}

/// <summary>What an undo goes back to.</summary>
internal static class Before
{
    /// <summary>The state that the last change of this kind found: whoever had confirmed need not be called again.</summary>
    public static async Task<AppointmentState> StateAsync(Desk desk, AppointmentId id, ChangeKind kind, CancellationToken ct) =>
        await desk.Db.Set<AppointmentChange>().AsNoTracking().Where(c => c.AppointmentId == id && c.Kind == kind)
            .OrderByDescending(c => c.Number).Select(c => (AppointmentState?)c.FromState).FirstOrDefaultAsync(ct) ?? AppointmentState.Booked;
}
