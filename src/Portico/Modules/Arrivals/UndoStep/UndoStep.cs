using System.ComponentModel.DataAnnotations;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Arrivals;

/// <summary>Takes the last step of a visit back: the wrong patient was checked in, roomed, checked out.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class UndoStep(IVisits visits, ISchedule schedule, IPayments payments) : UseCase<UndoStep.Request, UndoStep.Result>
{
    /// <param name="Undoing">The state that the screen showed: when someone moved the visit on meanwhile, nothing is undone.</param>
    public sealed record Request(
        VisitId Visit,
        VisitState Undoing,
        [property: Required(ErrorMessage = "Say why this is undone.")]
        [property: StringLength(200, ErrorMessage = "Say why in 200 characters at most.")] string Reason);

    public abstract record Result
    {
        /// <param name="Now">Where the visit is again.</param>
        /// <param name="Taken">Money taken for the visit stays until it is voided: the desk has to look at it.</param>
        public sealed record Undone(VisitState Now, Money Taken) : Result;

        public sealed record MovedOn(VisitState Now) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.visit-moved-on";
        }

        public sealed record NothingToUndo : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.no-step-to-undo";
        }

        public sealed record NoSuchVisit : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "arrivals.no-visit-to-undo";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.TakeAsync(desk, request.Visit, ct) is not { } visit)
            return new Result.NoSuchVisit();
        await desk.OpenChartAsync(visit.PatientId, ct);
        if (visit.State != request.Undoing)
            return new Result.MovedOn(visit.State);
        if ((await visits.HistoryAsync(desk, visit.Id, ct)).All(s => s.UndoneAt is not null))
            return new Result.NothingToUndo();
        var now = await visits.UndoAsync(desk, visit.Id, request.Reason.Trim(), ct);
        if (now == VisitState.Expected && visit.AppointmentId is { } appointment)
            await schedule.MarkKeptAsync(desk, appointment, kept: false, ct);
        return new Result.Undone(now, (await payments.VisitMoneyAsync(desk, visit.Id, ct)).Taken);
    }
}
