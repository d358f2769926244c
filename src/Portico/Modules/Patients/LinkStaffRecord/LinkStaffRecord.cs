using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>Says that a patient is a member of staff or of their family: restricted to all, and closed or asked for to that person.</summary>
[AllowedTo(Roles.Supervisor | Roles.Administrator, ByPersonOnly = true)]
public sealed class LinkStaffRecord(IColleagues colleagues) : UseCase<LinkStaffRecord.Request, LinkStaffRecord.Result>
{
    public sealed record Request(PatientId Patient, UserId User, StaffTie Tie);

    public abstract record Result
    {
        public sealed record Linked : Result;

        /// <summary>No active member of this practice.</summary>
        public sealed record NoSuchMember : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "patients.link-no-such-member";
        }

        public sealed record NoSuchPatient : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "patients.link-no-such-patient";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        var (id, user) = (request.Patient, request.User);
        if (await desk.Db.Set<Patient>().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } patient)
            return new Result.NoSuchPatient();
        if (!await colleagues.WorksHereAsync(desk, user, ct))
            return new Result.NoSuchMember();
        if (await desk.Db.Set<StaffLink>().SingleOrDefaultAsync(l => l.PatientId == id && l.UserId == user, ct) is { } known)
            known.Tie = request.Tie;
        else
            desk.Db.Add(new StaffLink { UserId = user, PatientId = id, Tie = request.Tie });
        var kind = request.Tie == StaffTie.Own ? RestrictionKind.Employee : RestrictionKind.Family;
        if (patient.Restriction != kind)
        {
            patient.Restrict(kind);
            desk.Db.Add(RestrictionChange.Of(id, kind, "Linked with a member of staff", desk.Now, desk.Call.IsProgram ? null : desk.Call.User));
        }
        patient.Changed(desk.Now, desk.Call.IsProgram ? null : desk.Call.User);
        desk.Note("staff-member", user.Value.ToString());
        desk.Note("tie", request.Tie.ToString());
        desk.Touch(PatientTopics.Of(id));
        return new Result.Linked();
    }
}
