using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Patients;

/// <summary>Says that a call is over. Of a caller who may hear nothing it takes a reason, because what was hidden shows again.</summary>
[AllowedTo(Roles.Desk | Roles.Biller | Roles.Clinician)]
public sealed class EndCall : UseCase<EndCall.Request, EndCall.Result>
{
    /// <param name="Reason">Null where nothing was hidden.</param>
    public sealed record Request(
        CallerRecordId Caller,
        [property: MaxLength(200, ErrorMessage = "The reason has 200 characters at most.")] string? Reason);

    public abstract record Result
    {
        public sealed record Ended : Result;

        /// <summary>The caller may hear nothing: why does the chart show everything again?</summary>
        public sealed record ReasonMissing : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "patients.call-reason-missing";
        }

        /// <summary>Ended already, or of a colleague: everyone ends their own calls.</summary>
        public sealed record NoSuchCall : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "patients.no-such-call";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var (id, user) = (request.Caller, desk.Call.User);
        if (await desk.Db.Set<CallRow>().SingleOrDefaultAsync(c => c.Id == id && c.UserId == user, ct) is not { } call)
            return new Result.NoSuchCall();
        await desk.OpenChartAsync(call.PatientId, ct);
        var reason = Words.CleanOrNull(request.Reason);
        if (call.MayHear == MayHear.Nothing && reason is null)
            return new Result.ReasonMissing();
        desk.Db.Add(new CallEnd { CallerId = id, PatientId = call.PatientId, Reason = reason, At = desk.Now, By = user });
        desk.Note("caller", id.Value.ToString());
        desk.Touch(PatientTopics.Of(call.PatientId));
        return new Result.Ended();
    }
}
