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

    private static readonly Changing<Result> s_change = new(new Result.Unknown(), new Result.Changed(), state => new Result.WrongState(state));

    protected override Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct) =>
        s_change.RunAsync(desk, request.Appointment, request.Version, a => a.IsAhead, async appointment =>
        {
            if (appointment.StartsAt > desk.Now)
                return new Result.TooEarly();
            if (await s_change.SaveAsync(desk, appointment, appointment.Miss(desk.Call.User, desk.Now), ct) is { } lost)
                return lost;
            desk.Raise(new AppointmentMissed(appointment.Id, appointment.PatientId, appointment.Date));
            return new Result.Missed(appointment.Version);
        }, ct);
}
