using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>Opens a restricted chart to one person for four hours, for a reason that a supervisor will read.</summary>
[AllowedTo(Openers, ByPersonOnly = true)]
public sealed class BreakGlass : UseCase<BreakGlass.Request, BreakGlass.Result>
{
    internal const Roles Openers = Roles.Care | Roles.Administrator | Roles.Auditor;

    public sealed record Request(
        PatientId Patient,
        [property: Required(ErrorMessage = "Say why you open this chart.")]
        [property: MinLength(10, ErrorMessage = "Say why you open this chart, in a few words.")]
        [property: MaxLength(500, ErrorMessage = "The reason has 500 characters at most.")]
        string Reason);

    public abstract record Result
    {
        public sealed record Opened(Instant Until) : Result;

        public sealed record NotRestricted : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "patients.not-restricted";
        }

        public sealed record NoSuchPatient : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "patients.break-glass-no-such-patient";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var (id, user) = (request.Patient, desk.Call.User);
        var patient = await desk.Db.Set<Patient>().Where(p => p.Id == id)
            .Select(p => new { p.IsRestricted, IsFamily = desk.Db.Set<StaffLink>().Any(l => l.UserId == user && l.PatientId == id) })
            .SingleOrDefaultAsync(ct);
        if (patient is null)
            return new Result.NoSuchPatient();
        if (!patient.IsRestricted && !patient.IsFamily)
            return new Result.NotRestricted();
        return new Result.Opened((await GrantAsync(desk, id, request.Reason, ct)).Until);
    }

    /// <summary>Opens the chart to the caller and asks a supervisor to look at it.</summary>
    /// <exception cref="CallRejectedException">It is the caller's own.</exception>
    internal static async Task<BreakGlassGrant> GrantAsync(Desk desk, PatientId patient, string reason, CancellationToken ct)
    {
        var grant = new BreakGlassGrant
        {
            Id = Id.New<BreakGlassId>(), PatientId = patient, UserId = desk.Call.User, Reason = Words.Clean(reason),
            At = desk.Now, Until = desk.Now + BreakGlassGrant.Lasts,
        };
        desk.Db.Add(grant);
        await desk.SaveAsync(ct);
        // The guard sees the grant, and still refuses one's own record.
        await desk.OpenChartAsync(patient, ct);
        desk.Note("break-glass", grant.Id.Value.ToString());
        desk.Raise(new RestrictedChartOpened(grant.Id, patient, grant.UserId));
        return grant;
    }
}
