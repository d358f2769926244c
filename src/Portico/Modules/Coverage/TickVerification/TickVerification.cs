using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Verification;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage;

/// <summary>Says that a person did what no payer's answer can say, or takes that back. Both stay, with who and when.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class TickVerification(IVisits visits, ICoverage coverage) : UseCase<TickVerification.Request, TickVerification.Result>
{
    /// <param name="Visit">Whose checklist.</param>
    /// <param name="Item">One that only a person can know.</param>
    /// <param name="IsDone">False takes it back.</param>
    public sealed record Request(VisitId Visit, VerificationItem Item, bool IsDone);

    public abstract record Result
    {
        public sealed record Ticked : Result;

        /// <summary>It stood so: nothing was written.</summary>
        public sealed record AlreadySo : Result;

        /// <summary>The item follows from checks, statements, pictures and participation.</summary>
        public sealed record NotForAPerson : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "coverage.not-for-a-person-to-tick";
        }

        public sealed record NoSuchVisit : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "coverage.no-visit-to-tick";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.FindAsync(desk, request.Visit, ct) is not { } visit)
            return new Result.NoSuchVisit();
        await desk.OpenChartAsync(visit.PatientId, ct);
        if (!VisitChecklist.IsForAPerson(request.Item))
            return new Result.NotForAPerson();
        var (id, item) = (visit.Id, request.Item);
        var policy = (await coverage.BilledAsync(desk, id, ct)) is [var first, ..] ? first.Id : (PolicyId?)null;
        var newest = await desk.Db.Set<VerificationTick>().AsNoTracking().Where(t => t.VisitId == id && t.Item == item)
            .OrderByDescending(t => t.At).ThenByDescending(t => t.Id).FirstOrDefaultAsync(ct);
        if (newest is null ? !request.IsDone : newest.IsDone == request.IsDone && newest.PolicyId == policy)
            return new Result.AlreadySo();
        desk.Db.Add(new VerificationTick
        {
            Id = Id.New<VerificationTickId>(), VisitId = id, Item = item, PolicyId = policy, IsDone = request.IsDone, By = desk.Call.User, At = desk.Now,
        });
        desk.Note("item", item.ToString());
        desk.Touch(CoverageTopics.Patient(visit.PatientId));
        desk.Touch(VisitTopics.Visit(id));
        desk.Touch(VisitTopics.Day(visit.LocationId, visit.Date));
        return new Result.Ticked();
    }
}
