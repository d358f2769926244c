using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.MarkNoShow;

/// <summary>The patient did not come. Can be undone.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class MarkNoShow : UseCase<MarkNoShow.Request, MarkNoShow.Result>
{
    /// <param name="Appointment">Which.</param>
    /// <param name="Version">The one that was on the screen: a change by someone else in between is not overrun.</param>
    public sealed record Request(AppointmentId Appointment, int Version);

    public abstract record Result
    {
        public sealed record Missed(int Version) : Result;

        /// <summary>Someone else changed it meanwhile: look again.</summary>
        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.no-show-changed";
        }

        /// <summary>Kept, cancelled or already marked.</summary>
        public sealed record WrongState(AppointmentState State) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.no-show-state";
        }

        /// <summary>The visit has not begun yet.</summary>
        public sealed record TooEarly : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.no-show-too-early";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.no-show-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var appointment = await desk.Db.Set<Appointment>().SingleOrDefaultAsync(a => a.Id == request.Appointment, ct);
        if (appointment is null)
            return new Result.Unknown();
        await desk.OpenChartAsync(appointment.PatientId, ct);
        if (appointment.Version != request.Version)
            return new Result.Changed();
        if (!appointment.IsAhead)
            return new Result.WrongState(appointment.State);
        if (appointment.StartsAt > desk.Now)
            return new Result.TooEarly();

        desk.Db.Add(appointment.Miss(desk.Call.User, desk.Now));
        try
        {
            await desk.SaveAsync(ct);
        }
        catch (DbUpdateException failure) when (Race.WasLost(desk.Db, failure))
        {
            return new Result.Changed();
        }
        desk.Raise(new AppointmentMissed(appointment.Id, appointment.PatientId, appointment.Date));
        desk.Touch(ScheduleTopics.Day(appointment.LocationId, appointment.Date));
        return new Result.Missed(appointment.Version);
    }
}
