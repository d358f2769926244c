using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>Says that a patient is not, or no longer, of a member of staff. The restriction stays until it is lifted with a reason.</summary>
[AllowedTo(Roles.Supervisor | Roles.Administrator)]
public sealed class UnlinkStaffRecord : UseCase<UnlinkStaffRecord.Request, UnlinkStaffRecord.Result>
{
    public sealed record Request(PatientId Patient, UserId User);

    public abstract record Result
    {
        public sealed record Unlinked : Result;

        /// <summary>Nobody opens the door to their own record: a colleague does.</summary>
        public sealed record OwnLink : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "patients.unlink-own";
        }

        public sealed record NotLinked : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "patients.unlink-not-linked";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var (id, user) = (request.Patient, request.User);
        if (user == desk.Call.User)
            return new Result.OwnLink();
        // The chart itself is not opened: the link says nothing of what is in it.
        if (await desk.Db.Set<StaffLink>().SingleOrDefaultAsync(l => l.PatientId == id && l.UserId == user, ct) is not { } link)
            return new Result.NotLinked();
        desk.Db.Remove(link);
        desk.Saw(id);
        desk.Note("staff-member", user.Value.ToString());
        desk.Note("patient", id.Value.ToString());
        desk.Note("tie", link.Tie.ToString());
        desk.Touch(PatientTopics.Of(id));
        return new Result.Unlinked();
    }
}
