using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>Ends what someone may do or hear: from today on. What held before stays on record.</summary>
[AllowedTo(Roles.Desk | Roles.Biller | Roles.Clinician)]
public sealed class EndRelation(IPracticeDay day) : UseCase<EndRelation.Request, EndRelation.Result>
{
    public sealed record Request(PatientId Patient, RelationId Relation);

    public abstract record Result
    {
        public sealed record Ended(DateOnly LastDay) : Result;

        public sealed record NoSuchRelation : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "patients.no-such-relation";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        var (patient, id) = (request.Patient, request.Relation);
        if (await desk.Db.Set<PatientRelation>().SingleOrDefaultAsync(r => r.PatientId == patient && r.Id == id, ct) is not { } relation)
            return new Result.NoSuchRelation();
        var lastDay = (await day.TodayAsync(desk, ct)).AddDays(-1);
        relation.EndOn(lastDay);
        desk.Touch(PatientTopics.Of(patient));
        return new Result.Ended(lastDay);
    }
}
