using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Coverage.Domain.Eligibility;

/// <summary>How and when a payer is asked. A payer without a row of its own is asked as <see cref="Usual"/>.</summary>
/// <remarks>A question can cost money, and some payers answer for a month at most: so each payer has its own.</remarks>
public sealed class PayerAsking : TenantRow
{
    public const int MostDaysBefore = 14;

    public PayerId PayerId { get; init; }

    /// <summary>Not asked by itself: a person may.</summary>
    public bool ByHandOnly { get; set; }
    public bool OnBooking { get; set; } = true;
    public bool OnPolicyChange { get; set; } = true;
    public bool OnMove { get; set; } = true;
    public bool AtCheckIn { get; set; } = true;

    /// <summary>How many days before the visit it is asked again. 0: not.</summary>
    public int DaysBefore { get; set; } = 2;
    public bool OnFirstOfMonth { get; set; } = true;
    public bool OnNewPlanYear { get; set; } = true;

    /// <summary>The hour, on the location's wall, at which what the calendar alone asks goes out in one batch. Null: each in real time, as
    /// soon as it falls due.</summary>
    public int? BatchHour { get; set; }

    /// <summary>The month in which the plan's year begins.</summary>
    public int PlanYearMonth { get; set; } = 1;

    /// <summary>How many hours an answer is good for.</summary>
    public int GoodForHours { get; set; } = 72;

    /// <summary>It answers for dates up to so many months ago.</summary>
    public int MonthsBack { get; set; } = 12;

    /// <summary>It answers for dates up to so many months ahead; 0: to the end of the month, which is all that a payer owes. Null: for
    /// today at the latest.</summary>
    public int? MonthsAhead { get; set; } = 0;

    /// <summary>Each person has an id of their own: nobody is asked about as a dependent.</summary>
    public bool HasIdPerPerson { get; set; }

    /// <summary>Whether a subscriber is found only with a birth date.</summary>
    public bool NeedsBirthDate { get; set; } = true;
    public ServiceTypeRule ServiceTypes { get; set; }

    /// <summary>The member id is Medicare's (MBI).</summary>
    public bool HasMedicareIds { get; set; }

    /// <summary>How it wants to be asked, by a road that knows it under this id.</summary>
    public PayerRules Rules(string name, string id) => new()
    {
        Name = name, Id = id, MemberId = HasMedicareIds ? MemberIdShape.Mbi : MemberIdShape.Any, HasIdPerPerson = HasIdPerPerson,
        NeedsBirthDate = NeedsBirthDate, ServiceTypes = ServiceTypes, MonthsBack = MonthsBack, MonthsAhead = MonthsAhead,
    };

    public static PayerAsking Usual(PayerId payer) => new() { PayerId = payer };

    /// <summary>Whether it is asked by itself for this reason.</summary>
    public bool Asks(CheckReason reason) => reason switch
    {
        CheckReason.ByHand => true,
        _ when ByHandOnly => false,
        CheckReason.Booked => OnBooking,
        CheckReason.Moved => OnMove,
        CheckReason.PolicyChanged => OnPolicyChange,
        CheckReason.BeforeVisit => DaysBefore > 0,
        CheckReason.NewMonth => OnFirstOfMonth,
        CheckReason.NewPlanYear => OnNewPlanYear,
        CheckReason.CheckIn => AtCheckIn,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Whether it goes into the evening's batch: nobody waits for what the calendar asks.</summary>
    public bool IsForBatch(CheckReason reason) => BatchHour is not null && reason is (CheckReason.BeforeVisit or CheckReason.NewMonth or CheckReason.NewPlanYear);

    /// <summary>Whether an answer of then is too old now.</summary>
    public bool IsStale(Instant answered, Instant now) => now - answered > Duration.FromHours(GoodForHours);

    /// <summary>Whether it was asked for a month before the visit's because it answered for none later, and by now it would: coverage goes by months.</summary>
    public bool MayTellMore(EligibilityCheck answer, DateOnly today) =>
        answer.AskedDate is { } asked && asked < new DateOnly(answer.OnDate.Year, answer.OnDate.Month, 1) && Rules("", "").LastDate(today) >= answer.OnDate;

    /// <summary>Why a visit is asked about again today by the calendar alone. Null: it is not.</summary>
    /// <param name="visit">The day of the visit.</param>
    /// <param name="today">At the visit's location.</param>
    /// <param name="lastAsked">The day of the last answer, there. Null: never.</param>
    public CheckReason? DueOn(DateOnly visit, DateOnly today, DateOnly? lastAsked)
    {
        if (visit < today || ByHandOnly)
            return null;
        if (DaysBefore > 0 && today >= visit.AddDays(-DaysBefore) && (lastAsked is not { } near || near < visit.AddDays(-DaysBefore)))
            return CheckReason.BeforeVisit;
        if (visit > today.AddDays(MostDaysBefore) || lastAsked is not { } asked)
            return null;
        var month = new DateOnly(today.Year, today.Month, 1);
        if (asked >= month)
            return null;
        return today.Month == PlanYearMonth && OnNewPlanYear ? CheckReason.NewPlanYear : OnFirstOfMonth ? CheckReason.NewMonth : null;
    }
}

/// <summary>What a kind of visit asks for: of one payer, or of all that have no entry of their own.</summary>
public sealed class VisitServices : TenantRow
{
    public Guid Id { get; init; }
    public VisitTypeId VisitTypeId { get; init; }

    /// <summary>Absent: of every payer.</summary>
    public PayerId? PayerId { get; init; }

    /// <summary>X12's service type codes with commas between; the first is the one to collect for.</summary>
    public required string ServiceTypes { get; set; }
}
