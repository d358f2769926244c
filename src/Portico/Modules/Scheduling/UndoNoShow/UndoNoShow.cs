using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.UndoNoShow;

/// <summary>Takes a no-show back: the patient came after all, or it was the wrong one.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class UndoNoShow : UseCase<UndoNoShow.Request, UndoNoShow.Result>
{
    /// <param name="Appointment">Which.</param>
    /// <param name="Version">The one that was on the screen: a change by someone else in between is not overrun.</param>
    public sealed record Request(AppointmentId Appointment, int Version);

    public abstract record Result
    {
        public sealed record Undone(int Version) : Result;

        /// <summary>Someone else changed it meanwhile: look again.</summary>
        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.undo-no-show-changed";
        }

        /// <summary>It is not marked as a no-show.</summary>
        public sealed record WrongState(AppointmentState State) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.undo-no-show-state";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.undo-no-show-unknown";
        }
    }

    private static readonly Changing<Result> s_change = new(new Result.Unknown(), new Result.Changed(), state => new Result.WrongState(state));

    protected override Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct) =>
        s_change.RunAsync(desk, request.Appointment, request.Version, a => a.State == AppointmentState.NoShow, async appointment =>
        {
            var before = await Before.StateAsync(desk, appointment.Id, ChangeKind.Missed, ct);
            return await s_change.SaveAsync(desk, appointment, appointment.UndoMiss(desk.Call.User, desk.Now, before), ct)
                ?? new Result.Undone(appointment.Version);
        }, ct);
}
