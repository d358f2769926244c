using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Coverage.Roads;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage.AskPayers;

/// <summary>Puts questions to payers into the queue: once each, whoever wants them, and none that a good answer stands for already.</summary>
public sealed class CheckQueue(ICoverage coverage, ISchedule schedule, Decisions decisions, ExchangeBytes bytes)
{
    // Pressed twice, or asked from two screens: the payer is not paid twice.
    private static readonly Duration s_sameQuestion = Duration.FromMinutes(5);

    /// <summary>What became of a wish to ask.</summary>
    public enum Wanted { Queued, WaitsAlready, Answered, NoRoad, NotByItself, NotOnThatDay }

    /// <summary>Every policy that the visit bills is asked about, the second and third too.</summary>
    public async Task WantAsync(Desk desk, VisitRow visit, CheckReason reason, CancellationToken ct)
    {
        foreach (var policy in await coverage.BilledAsync(desk, visit.Id, ct))
            await WantAsync(desk, policy, visit, reason, ct);
    }

    /// <param name="desk">The act's.</param>
    /// <param name="policy">What is asked about.</param>
    /// <param name="visit">What for.</param>
    /// <param name="reason">Why.</param>
    /// <param name="ct">Stops.</param>
    public async Task<Wanted> WantAsync(Desk desk, PolicyRow policy, VisitRow visit, CheckReason reason, CancellationToken ct)
    {
        var (payer, id, on, of) = (policy.PayerId, policy.Id, visit.Date, visit.Id);
        // The provider may be another, and so the network: the answer that is there is read again, and nobody is asked for that.
        if (reason == CheckReason.Moved && await Readings.Answers(desk, id, visit).FirstOrDefaultAsync(ct) is { } there && await Readings.OfAsync(desk, there, bytes, ct) is { } reading)
        {
            there.Read(reading);
            await decisions.SettleAsync(desk, there, visit, ct);
        }
        // Another payer has the policy by now: what waits for the one before is nobody's question any more.
        if (await desk.Db.Set<EligibilityCheck>().Where(c => c.PolicyId == id && c.OnDate == on && c.State == CheckState.Waiting && c.PayerId != payer).ToListAsync(ct) is { Count: > 0 } others)
        {
            others.ForEach(o => o.Drop(desk.Now));
            await desk.SaveAsync(ct);
        }
        if (!policy.CountsOn(on))
            return Wanted.NotOnThatDay;
        var asking = await AskingAsync(desk, payer, ct);
        if (!asking.Asks(reason))
            return Wanted.NotByItself;
        List<Asking.End> ends = [.. (await Asking.RoadsAsync(desk, [payer], ct))[payer]];
        if (ends.Count == 0)
            return Wanted.NoRoad;
        var answersAtOnce = ends.Exists(e => e.IsRealTime);
        var services = await ServicesAsync(desk, payer, visit, ct);
        var key = string.Join(',', services);
        var before = await desk.Db.Set<EligibilityCheck>().Where(c => c.PolicyId == id && c.VisitId == of && c.OnDate == on && c.ServiceTypes == key
            && c.State != CheckState.Dropped).OrderByDescending(c => c.Id).FirstOrDefaultAsync(ct);
        if (before is { State: CheckState.Waiting })
        {
            before.Hurry(desk.Now);
            // Somebody waits for it, or what is with the payer in a batch was asked of the policy as it was.
            if (answersAtOnce && (reason is CheckReason.ByHand or CheckReason.CheckIn || before.BatchId is not null && before.PolicyVersion != policy.Version))
            {
                before.AskAtOnce(desk.Now);
                desk.Touch(CoverageTopics.Queue);
            }
            return Wanted.WaitsAlready;
        }
        if (before is { State: CheckState.Answered, AnsweredAt: { } at } && before.PolicyVersion == policy.Version && (reason switch
        {
            // After a refusal something was corrected, in the registration as well: it is another question.
            CheckReason.ByHand => before.Says != PolicyState.Unknown && desk.Now - at < s_sameQuestion,
            CheckReason.CheckIn when before.Says == PolicyState.Unknown => desk.Now - at < s_sameQuestion,
            CheckReason.Booked or CheckReason.Moved or CheckReason.CheckIn or CheckReason.PolicyChanged => !asking.IsStale(at, desk.Now) && !asking.MayTellMore(before, await TodayAsync(desk, visit.LocationId, ct)),
            _ => false,
        }))
            return Wanted.Answered;
        var isForEvening = answersAtOnce && asking.IsForBatch(reason);
        desk.Db.Add(EligibilityCheck.Of(Id.New<EligibilityCheckId>(), policy, visit.Id, on, services, reason, desk.Now,
            isForEvening ? await EveningAsync(desk, visit.LocationId, asking.BatchHour.GetValueOrDefault(), ct) : desk.Now, isByBatch: isForEvening || !answersAtOnce));
        desk.Touch(CoverageTopics.Patient(policy.PatientId));
        desk.Touch(CoverageTopics.Queue);
        return Wanted.Queued;
    }

    // Today's, also where it is past: then it goes at once.
    private static async Task<Instant> EveningAsync(Desk desk, LocationId location, int hour, CancellationToken ct)
    {
        var zone = await ZoneAsync(desk, location, ct);
        return PracticeClock.At(DateOnly.FromDateTime(PracticeClock.Local(desk.Now, zone)), new(hour, 0), zone);
    }

    private static async Task<DateOnly> TodayAsync(Desk desk, LocationId location, CancellationToken ct) =>
        DateOnly.FromDateTime(PracticeClock.Local(desk.Now, await ZoneAsync(desk, location, ct)));

    private static Task<string> ZoneAsync(Desk desk, LocationId location, CancellationToken ct) =>
        desk.Db.Set<LocationRow>().Where(l => l.Id == location).Select(l => l.Zone).FirstAsync(ct);

    private static async Task<PayerAsking> AskingAsync(Desk desk, PayerId payer, CancellationToken ct) =>
        await desk.Db.Set<PayerAsking>().AsNoTracking().FirstOrDefaultAsync(a => a.PayerId == payer, ct) ?? PayerAsking.Usual(payer);

    /// <summary>X12's service type codes of a visit at a payer, the one to collect for first.</summary>
    public async Task<IReadOnlyList<string>> ServicesAsync(Desk desk, PayerId payer, VisitRow visit, CancellationToken ct)
    {
        var type = visit.AppointmentId is { } id && await schedule.FindAsync(desk, id, ct) is { } appointment ? appointment.VisitTypeId : (VisitTypeId?)null;
        var specialty = visit.ProviderId is { } provider
            ? await desk.Db.Set<ProviderRow>().Where(p => p.Id == provider).Select(p => p.Specialty).FirstOrDefaultAsync(ct) : null;
        return (await ServiceTypesAsync(desk, ct)).Of(payer, type, specialty);
    }

    /// <summary>What the practice entered of it.</summary>
    public static async Task<ServiceTypeMap> ServiceTypesAsync(Desk desk, CancellationToken ct) =>
        new((await desk.Db.Set<VisitServices>().AsNoTracking().ToListAsync(ct)).Select(e => new ServiceTypeEntry(e.ServiceTypes.Split(','), e.PayerId, e.VisitTypeId)));
}
