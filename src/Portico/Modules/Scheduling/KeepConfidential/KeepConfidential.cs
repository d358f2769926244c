using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.KeepConfidential;

/// <summary>Keeps a visit between the practice and the patient, or no longer. Whatever state it is in: yesterday's bill goes out tomorrow.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class KeepConfidential : UseCase<KeepConfidential.Request, KeepConfidential.Result>
{
    /// <param name="Appointment">Which.</param>
    /// <param name="Version">The one that was on the screen.</param>
    /// <param name="IsConfidential">False lifts it: for clinicians and seniors alone.</param>
    public sealed record Request(AppointmentId Appointment, int Version, bool IsConfidential);

    public abstract record Result
    {
        public sealed record Kept(int Version, bool IsConfidential) : Result;

        /// <summary>Anyone may keep a secret; a clinician or a senior gives one up.</summary>
        public sealed record NotYours : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.confidential-not-yours";
        }

        /// <summary>Someone else changed the visit meanwhile: look again.</summary>
        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.confidential-changed";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.confidential-unknown";
        }
    }

    private static readonly Changing<Result> s_change = new(new Result.Unknown(), new Result.Changed(), _ => new Result.Changed());

    protected override Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct) =>
        s_change.RunAsync(desk, request.Appointment, request.Version, _ => true, async appointment =>
        {
            if (appointment.IsConfidential == request.IsConfidential)
                return new Result.Kept(appointment.Version, appointment.IsConfidential);
            if (!request.IsConfidential && (desk.Roles & (Roles.Seniors | Roles.Clinician)) == 0)
                return new Result.NotYours();
            desk.Note("confidential", request.IsConfidential ? "true" : "false");
            return await s_change.SaveAsync(desk, appointment, appointment.Conceal(request.IsConfidential, desk.Call.User, desk.Now), ct)
                ?? new Result.Kept(appointment.Version, appointment.IsConfidential);
        }, ct);
}
