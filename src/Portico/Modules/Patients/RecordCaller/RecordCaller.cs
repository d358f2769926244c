using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>Writes who calls about a patient before anything is disclosed, and answers what that caller may hear.</summary>
[AllowedTo(Roles.Desk | Roles.Biller | Roles.Clinician)]
public sealed class RecordCaller(IPracticeDay day) : UseCase<RecordCaller.Request, RecordCaller.Result>
{
    public sealed record Request(
        PatientId Patient,
        [property: Required(ErrorMessage = "Ask for the caller's name and type it.")]
        [property: MaxLength(200, ErrorMessage = "The name has 200 characters at most.")]
        string CallerName,
        Relation Relation,
        RelationId? OnFile,
        bool IdentityChecked);

    public abstract record Result
    {
        /// <param name="MayHear">Nothing: take a message, confirm nothing, not even that the person is a patient.</param>
        public sealed record Recorded(CallerRecordId Caller, MayHear MayHear) : Result;

        public sealed record NotIdentified : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "patients.caller-not-identified";
        }

        public sealed record NoSuchPatient : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "patients.caller-no-such-patient";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        if (!request.IdentityChecked)
            return new Result.NotIdentified();
        var id = request.Patient;
        if (await desk.Db.Set<Patient>().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } patient)
            return new Result.NoSuchPatient();
        PatientRelation? relation = null;
        if (request.OnFile is { } onFile)
            relation = await desk.Db.Set<PatientRelation>().SingleOrDefaultAsync(r => r.PatientId == id && r.Id == onFile, ct);
        var mayHear = Disclosure.For(request.Relation, relation, await day.TodayAsync(desk, ct), patient.BirthDate);
        var record = new CallerRecord
        {
            Id = Id.New<CallerRecordId>(), PatientId = id, At = desk.Now, By = desk.Call.User, CallerName = Words.Clean(request.CallerName),
            Relation = request.Relation, MatchedRelation = relation?.Id, MayHear = mayHear,
        };
        desk.Db.Add(record);
        desk.Note("caller", request.Relation.ToString());
        desk.Note("may-hear", mayHear.ToString());
        return new Result.Recorded(record.Id, mayHear);
    }
}
