using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Store;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.CompareCardBatch;

/// <summary>Compares the outside terminal's batch total with what the desk recorded for a day.</summary>
[AllowedTo(Roles.MoneyDesk)]
public sealed class CompareCardBatch(Ledger ledger, Approvals approvals) : UseCase<CompareCardBatch.Request, CompareCardBatch.Result>
{
    /// <param name="Location">Where the terminal stands.</param>
    /// <param name="Date">The day of the batch.</param>
    /// <param name="TerminalTotal">As the terminal printed it; negative when refunds outweigh.</param>
    public sealed record Request(
        LocationId Location, DateOnly Date, [property: MoneyRange(-10_000_000, 10_000_000)] Money TerminalTotal);

    public abstract record Result
    {
        public sealed record Matches(Money Total) : Result;

        /// <param name="Difference">The terminal's total less ours: negative means that the desk recorded more.</param>
        public sealed record Differs(Money Recorded, Money Difference, ApprovalId Approval) : Result;

        public sealed record NoSuchLocation : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.batch-no-location";
        }

        public sealed record NotYet : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.batch-not-yet";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await ledger.HoldDayAsync(desk, request.Location, ct) is not { } day)
            return new Result.NoSuchLocation();
        if (request.Date > day.Wall)
            return new Result.NotYet();
        var recorded = (await ledger.TotalsAsync(desk, request.Location, request.Date, ct)).Cards;
        var batch = new CardBatch
        {
            Id = Id.New<CardBatchId>(), LocationId = request.Location, Date = request.Date, TerminalTotal = request.TerminalTotal,
            RecordedTotal = recorded, ComparedBy = desk.Call.User, ComparedAt = desk.Now,
        };
        desk.Db.Add(batch);
        desk.Touch(PaymentTopics.Money(request.Location));
        if (recorded == request.TerminalTotal)
            return new Result.Matches(recorded);
        var approval = new PaymentApproval
        {
            Id = Id.New<ApprovalId>(), Kind = ApprovalKind.BatchDifference, LocationId = request.Location,
            Amount = request.TerminalTotal - recorded, RequestedBy = desk.Call.User, RequestedAt = desk.Now,
            ConcernedUser = desk.Call.User, CardBatchId = batch.Id,
        };
        approvals.Ask(desk, approval, day.Wall);
        return new Result.Differs(recorded, approval.Amount, approval.Id);
    }
}
