using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Arrivals;

/// <summary>The wrong patient was taken in: every step goes back, newest first, until the visit is expected again.</summary>
[AllowedTo(Roles.Desk)]
public sealed class UndoArrival(IVisits visits, ISchedule schedule, IPayments payments)
    : UseCase<UndoArrival.Request, UndoArrival.Result>
{
    public sealed record Request(
        VisitId Visit,
        [property: Required(ErrorMessage = "Say why the arrival is undone.")]
        [property: StringLength(200, ErrorMessage = "Say why in 200 characters at most.")] string Reason);

    public abstract record Result
    {
        /// <param name="Steps">How many went back.</param>
        /// <param name="Taken">Money taken for the visit stays until it is voided: the desk has to look at it.</param>
        public sealed record Undone(int Steps, Money Taken) : Result;

        public sealed record NotHere : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.no-arrival-to-undo";
        }

        /// <summary>The provider saw the patient: only step by step, looking at each.</summary>
        public sealed record SeenAlready(VisitState Now) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.seen-already";
        }

        public sealed record NoSuchVisit : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "arrivals.no-arrived-visit";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.TakeAsync(desk, request.Visit, ct) is not { } visit)
            return new Result.NoSuchVisit();
        await desk.OpenChartAsync(visit.PatientId, ct);
        if (visit.State == VisitState.Expected)
            return new Result.NotHere();
        if (visit.State is VisitState.WithProvider or VisitState.CheckedOut)
            return new Result.SeenAlready(visit.State);
        var standing = (await visits.HistoryAsync(desk, visit.Id, ct)).Count(s => s.UndoneAt is null);
        for (var i = 0; i < standing; i++)
            await visits.UndoAsync(desk, visit.Id, request.Reason.Trim(), ct);
        desk.Note("steps", standing.ToString(CultureInfo.InvariantCulture));
        if (visit.AppointmentId is { } appointment)
            await schedule.MarkKeptAsync(desk, appointment, kept: false, ct);
        return new Result.Undone(standing, (await payments.VisitMoneyAsync(desk, visit.Id, ct)).Taken);
    }
}
