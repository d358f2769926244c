using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform;
using Portico.Platform.Chores;
using Portico.Platform.Clock;
using Portico.Platform.Live;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage.AskPayers;

/// <summary>Asks about the visits ahead by the calendar: some days before, when a month begins, when a plan's year begins.</summary>
internal sealed class AskAhead(Practices practices, DeskEngine engine, CheckQueue queue, LiveFeed live, Leases leases,
    ILogger<AskAhead> log) : PracticeChore(practices, log)
{
    private const string Act = "ask-ahead";

    // So many in one transaction: the desk's own writes come in between.
    private const int Most = 50;

    private readonly Bell _bell = new();

    // A payer that can be asked from now on is asked now.
    protected override Task RestAsync(CancellationToken ct) => _bell.WaitAsync(TimeSpan.FromMinutes(10), ct);

    protected override async Task TurnAsync(int practice, CancellationToken ct)
    {
        _bell.Listen(live, practice, CoverageTopics.Roads);
        var queued = Most;
        while (queued == Most && await leases.HoldAsync(practice, Act, ct))
            await engine.ActAsync(practice, Act, async desk => queued = await QueueAsync(desk, ct), ct);
    }

    /// <returns>How many questions were put into the queue; there may be more where it is the most that one turn takes.</returns>
    internal async Task<int> QueueAsync(Desk desk, CancellationToken ct)
    {
        var zones = await desk.Db.Set<LocationRow>().ToDictionaryAsync(l => l.Id, l => l.Zone, ct);
        if (zones.Count == 0)
            return 0;
        // From where it is still yesterday to where it is already tomorrow.
        var days = zones.Values.Distinct().Select(z => DateOnly.FromDateTime(PracticeClock.Local(desk.Now, z))).Order().ToList();
        var (first, last) = (days[0], days[^1].AddDays(PayerAsking.MostDaysBefore));
        // A cancelled appointment's visit stays expected.
        var visits = await (
            from v in desk.Db.Set<VisitRow>()
            where v.Date >= first && v.Date <= last && v.State == VisitState.Expected && !v.IsSelfPay && !v.IsClaim
            join a in desk.Db.Set<AppointmentRow>() on new { v.PracticeId, Id = v.AppointmentId } equals new { a.PracticeId, Id = (AppointmentId?)a.Id } into booked
            from a in booked.DefaultIfEmpty()
            let state = (AppointmentState?)a.State
            where state == null || (state != AppointmentState.Cancelled && state != AppointmentState.NoShow)
            select v).ToListAsync(ct);
        if (visits.Count == 0)
            return 0;
        var policies = (await (
            from v in desk.Db.Set<VisitRow>()
            where v.Date >= first && v.Date <= last && v.State == VisitState.Expected
            join p in desk.Db.Set<PolicyRow>() on new { v.PracticeId, v.PatientId } equals new { p.PracticeId, p.PatientId }
            select p).Distinct().ToListAsync(ct)).ToLookup(p => p.PatientId);
        var orders = (await (
            from v in desk.Db.Set<VisitRow>()
            where v.Date >= first && v.Date <= last && v.State == VisitState.Expected
            join o in desk.Db.Set<VisitPolicyRow>() on new { v.PracticeId, VisitId = v.Id } equals new { o.PracticeId, o.VisitId }
            orderby o.Rank
            select o).ToListAsync(ct)).ToLookup(o => o.VisitId, o => o.PolicyId);
        var asked = (await desk.Db.Set<EligibilityCheck>().AsNoTracking().Where(c => c.OnDate >= first && c.OnDate <= last && c.AnsweredAt != null
                && c.State != CheckState.Dropped).Select(c => new { c.PolicyId, c.VisitId, c.OnDate, c.AnsweredAt }).ToListAsync(ct))
            .GroupBy(c => (c.PolicyId, c.VisitId, c.OnDate)).ToDictionary(g => g.Key, g => g.Max(c => c.AnsweredAt));
        var waiting = (await desk.Db.Set<EligibilityCheck>().AsNoTracking().Where(c => c.State == CheckState.Waiting && c.OnDate >= first && c.OnDate <= last)
            .Select(c => new { c.PolicyId, c.VisitId, c.OnDate }).ToListAsync(ct)).Select(c => (c.PolicyId, c.VisitId, c.OnDate)).ToHashSet();
        var reached = await Asking.RoadsAsync(desk, [.. policies.SelectMany(p => p).Select(p => p.PayerId).Distinct()], ct);
        var asking = await desk.Db.Set<PayerAsking>().AsNoTracking().ToDictionaryAsync(a => a.PayerId, ct);
        var wanted = 0;
        foreach (var visit in visits)
        {
            var zone = zones[visit.LocationId];
            var today = DateOnly.FromDateTime(PracticeClock.Local(desk.Now, zone));
            foreach (var (policy, _) in PoliciesToAsk.Of([.. policies[visit.PatientId]], [.. orders[visit.Id]], visit.Date))
            {
                if (!reached.Contains(policy.PayerId) || waiting.Contains((policy.Id, visit.Id, visit.Date)))
                    continue;
                var lastAsked = asked.GetValueOrDefault((policy.Id, visit.Id, visit.Date)) is { } at ? DateOnly.FromDateTime(PracticeClock.Local(at, zone)) : (DateOnly?)null;
                if ((asking.GetValueOrDefault(policy.PayerId) ?? PayerAsking.Usual(policy.PayerId)).DueOn(visit.Date, today, lastAsked) is { } reason
                    && await queue.WantAsync(desk, policy, visit, reason, ct) == CheckQueue.Wanted.Queued && ++wanted == Most)
                    return wanted;
            }
        }
        return wanted;
    }

    public override void Dispose()
    {
        _bell.Dispose();
        base.Dispose();
    }
}
