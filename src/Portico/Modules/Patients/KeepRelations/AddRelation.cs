using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Patients;

/// <summary>Writes down who someone is to the patient: who may consent, accompany, and hear what, from when to when.</summary>
[AllowedTo(Roles.Desk | Roles.Biller | Roles.Clinician)]
public sealed class AddRelation(IPracticeDay day) : UseCase<AddRelation.Request, AddRelation.Result>
{
    public sealed record Request
    {
        public required PatientId Patient { get; init; }

        [Required(ErrorMessage = "Type the person's name."), MaxLength(200, ErrorMessage = "The name has 200 characters at most.")]
        public required string Name { get; init; }
        public Relation Relation { get; init; }

        [Identifier, MaxLength(40, ErrorMessage = "A phone number has 40 characters at most.")]
        public string? Phone { get; init; }
        public bool MayConsent { get; init; }
        public bool MayAccompany { get; init; }
        public MayHear MayHear { get; init; }

        [MaxLength(200, ErrorMessage = "The basis has 200 characters at most.")]
        public string? Basis { get; init; }

        /// <summary>First day. Null: from today on.</summary>
        public DateOnly? From { get; init; }

        /// <summary>Last day. Null: no end known.</summary>
        public DateOnly? Until { get; init; }
    }

    public abstract record Result
    {
        public sealed record Added(RelationId Relation) : Result;

        public sealed record NotUsable(string Field) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "patients.relation-not-usable";
        }

        public sealed record NoSuchPatient : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "patients.relation-no-such-patient";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        var id = request.Patient;
        if (!await desk.Db.Set<Patient>().AnyAsync(p => p.Id == id, ct))
            return new Result.NoSuchPatient();
        var phone = Phones.ToE164(request.Phone);
        if (phone is null && !string.IsNullOrWhiteSpace(request.Phone))
            return new Result.NotUsable("phone");
        if (request.Relation == Relation.Self)
            return new Result.NotUsable("relation");
        var from = request.From ?? await day.TodayAsync(desk, ct);
        if (request.Until < from)
            return new Result.NotUsable("until");
        var relation = new PatientRelation
        {
            Id = Id.New<RelationId>(), PatientId = id, Name = Words.Clean(request.Name), Relation = request.Relation, Phone = phone,
            MayConsent = request.MayConsent, MayAccompany = request.MayAccompany, MayHear = request.MayHear,
            Basis = Words.CleanOrNull(request.Basis), From = from,
        };
        if (request.Until is { } until)
            relation.EndOn(until);
        desk.Db.Add(relation);
        desk.Note("may-hear", request.MayHear.ToString());
        desk.Touch(PatientTopics.Of(id));
        return new Result.Added(relation.Id);
    }
}
