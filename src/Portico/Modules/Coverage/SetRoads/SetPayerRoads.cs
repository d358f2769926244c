using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage;

/// <summary>Sets by which roads a payer is asked, in which order and under which ids, and how and when.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class SetPayerRoads(IPracticeDirectory directory) : UseCase<SetPayerRoads.Request, SetPayerRoads.Result>
{
    /// <param name="Payer">Which.</param>
    /// <param name="Roads">The first is tried first. Empty: it cannot be asked.</param>
    /// <param name="Asking">How and when.</param>
    public sealed record Request(PayerId Payer, [property: MaxLength(10, ErrorMessage = "A payer has ten roads at most.")] IReadOnlyList<RoadEnd> Roads, AskingForm Asking);

    /// <param name="EligibilityCode">The payer's id in a 270 on this road.</param>
    /// <param name="ClaimsCode">Its id in a claim there. Null: claims do not go this way.</param>
    public sealed record RoadEnd(RoadId Road,
        [property: Required(ErrorMessage = "Type the payer's id for eligibility."), StringLength(80, ErrorMessage = "An id has 80 characters at most.")] string EligibilityCode,
        [property: StringLength(80, ErrorMessage = "An id has 80 characters at most.")] string? ClaimsCode);

    /// <param name="MonthsAhead">0: to the end of the month. Null: for today at the latest.</param>
    /// <param name="BatchHour">When what the calendar asks goes out in one batch. Null: each in real time.</param>
    public sealed record AskingForm(bool ByHandOnly, bool OnBooking, bool OnPolicyChange, bool OnMove, bool AtCheckIn,
        [property: Range(0, PayerAsking.MostDaysBefore, ErrorMessage = "Ask 0 to 14 days before.")] int DaysBefore, bool OnFirstOfMonth, bool OnNewPlanYear,
        [property: Range(1, 12, ErrorMessage = "A month is 1 to 12.")] int PlanYearMonth,
        [property: Range(1, 24 * 60, ErrorMessage = "An answer is good for 1 to 1,440 hours.")] int GoodForHours,
        [property: Range(0, 120, ErrorMessage = "0 to 120 months back.")] int MonthsBack,
        [property: Range(0, 24, ErrorMessage = "0 to 24 months ahead.")] int? MonthsAhead, bool HasIdPerPerson, bool NeedsBirthDate, ServiceTypeRule ServiceTypes, bool HasMedicareIds,
        [property: Range(0, 23, ErrorMessage = "An hour is 0 to 23.")] int? BatchHour = null);

    public abstract record Result
    {
        public sealed record Set : Result;

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "coverage.no-such-payer-or-road";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var payer = request.Payer;
        var known = await desk.Db.Set<Road>().Select(r => r.Id).ToListAsync(ct);
        if ((await directory.EveryPayerAsync(desk, ct)).All(p => p.Id != payer) || request.Roads.Any(r => !known.Contains(r.Road))
            || request.Roads.DistinctBy(r => r.Road).Count() < request.Roads.Count)
            return new Result.Unknown();
        var ends = await desk.Db.Set<PayerRoad>().Where(r => r.PayerId == payer).ToListAsync(ct);
        desk.Db.RemoveRange(ends.Where(e => request.Roads.All(r => r.Road != e.RoadId)));
        foreach (var (index, wanted) in request.Roads.Index())
        {
            if (ends.FirstOrDefault(e => e.RoadId == wanted.Road) is not { } end)
                desk.Db.Add(end = new PayerRoad { PayerId = payer, RoadId = wanted.Road, EligibilityCode = "" });
            (end.Rank, end.EligibilityCode, end.ClaimsCode) = (index + 1, wanted.EligibilityCode.Trim(), Policy.Clean(wanted.ClaimsCode));
        }
        if (await desk.Db.Set<PayerAsking>().FirstOrDefaultAsync(a => a.PayerId == payer, ct) is not { } asking)
            desk.Db.Add(asking = PayerAsking.Usual(payer));
        var form = request.Asking;
        (asking.ByHandOnly, asking.OnBooking, asking.OnPolicyChange, asking.OnMove, asking.AtCheckIn) =
            (form.ByHandOnly, form.OnBooking, form.OnPolicyChange, form.OnMove, form.AtCheckIn);
        (asking.DaysBefore, asking.OnFirstOfMonth, asking.OnNewPlanYear, asking.PlanYearMonth, asking.GoodForHours) =
            (form.DaysBefore, form.OnFirstOfMonth, form.OnNewPlanYear, form.PlanYearMonth, form.GoodForHours);
        (asking.MonthsBack, asking.MonthsAhead, asking.HasIdPerPerson, asking.NeedsBirthDate, asking.ServiceTypes, asking.HasMedicareIds) =
            (form.MonthsBack, form.MonthsAhead, form.HasIdPerPerson, form.NeedsBirthDate, form.ServiceTypes, form.HasMedicareIds);
        asking.BatchHour = form.BatchHour;
        desk.Touch(CoverageTopics.Roads);
        return new Result.Set();
    }
}
