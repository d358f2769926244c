using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Patients;

/// <summary>Opens a restricted chart to the desk again. It was opened with a reason first, as by anyone.</summary>
[AllowedTo(ShowPatient.MayRestrict, ByPersonOnly = true)]
public sealed class LiftRestriction : UseCase<LiftRestriction.Request, LiftRestriction.Result>
{
    public sealed record Request(
        PatientId Patient,
        [property: Required(ErrorMessage = "Say why the restriction is lifted.")]
        [property: MinLength(5, ErrorMessage = "Say why in a few words.")]
        [property: MaxLength(300, ErrorMessage = "The reason has 300 characters at most.")]
        string Reason);

    public abstract record Result
    {
        public sealed record Lifted : Result;

        /// <summary>Someone else was first, or it never was. Nothing was changed.</summary>
        public sealed record NotRestricted : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "patients.lift-not-restricted";
        }

        public sealed record NoSuchPatient : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "patients.lift-no-such-patient";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        var id = request.Patient;
        if (await desk.Db.Set<Patient>().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } patient)
            return new Result.NoSuchPatient();
        if (!patient.IsRestricted)
            return new Result.NotRestricted();
        patient.LiftRestriction();
        patient.Changed(desk.Now, desk.Call.IsProgram ? null : desk.Call.User);
        desk.Db.Add(RestrictionChange.Of(id, null, Words.Clean(request.Reason), desk.Now, desk.Call.IsProgram ? null : desk.Call.User));
        desk.Touch(PatientTopics.Of(id));
        return new Result.Lifted();
    }
}
