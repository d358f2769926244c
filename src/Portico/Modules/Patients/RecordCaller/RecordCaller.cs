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

        /// <summary>A child under 12 does not call about itself: record who really speaks.</summary>
        public sealed record TooYoungToCall : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "patients.caller-too-young";
        }

        /// <summary>Whoever is on a list proves it first: two identifiers, or a number on file called back.</summary>
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
        var id = request.Patient;
        if (await desk.Db.Set<PatientRow>().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } patient)
            return new Result.NoSuchPatient();
        var today = await day.TodayAsync(desk, ct);
        if (request.Relation == Relation.Self && !Disclosure.MayBeThePatient(patient.BirthDate, today))
            return new Result.TooYoungToCall();
        // Who is on no list hears nothing, however well they are known: nothing is left to prove.
        if (!request.IdentityChecked && (request.OnFile is not null || request.Relation == Relation.Self))
            return new Result.NotIdentified();
        PatientRelation? relation = null;
        if (request.OnFile is { } onFile)
            relation = await desk.Db.Set<PatientRelation>().SingleOrDefaultAsync(r => r.PatientId == id && r.Id == onFile, ct);
        var mayHear = Disclosure.For(request.Relation, relation, today, patient.BirthDate);
        var record = new CallerRecord
        {
            Id = Id.New<CallerRecordId>(), PatientId = id, At = desk.Now, By = desk.Call.User, CallerName = Words.Clean(request.CallerName),
            Relation = request.Relation, MatchedRelation = relation?.Id, MayHear = mayHear,
        };
        desk.Db.Add(record);
        desk.Note("caller", request.Relation.ToString());
        desk.Note("may-hear", mayHear.ToString());
        desk.Touch(PatientTopics.Of(id));
        return new Result.Recorded(record.Id, mayHear);
    }
}
