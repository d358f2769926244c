using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Coverage.AskPayers;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Coverage.Domain.Verification;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage;

/// <summary>The checklists of visits: a dozen reads, however many visits there are.</summary>
public sealed class VerificationBook(IPracticeDirectory directory, IColleagues colleagues)
{
    /// <param name="Booked">What the schedule says. Null: of another system, or a walk-in.</param>
    /// <param name="Time">Null with <paramref name="Booked"/>.</param>
    /// <param name="First">The policy that is billed first, or is proposed. Null: none.</param>
    /// <param name="Payer">Its payer's name. Null with it.</param>
    /// <param name="Standing">Null with it.</param>
    /// <param name="HasRoad">Whether the payer can be asked from here.</param>
    /// <param name="Lines">Empty where no policy is billed: self-pay, and an accident's claim.</param>
    public sealed record Entry(VisitRow Visit, PatientRow Patient, AppointmentState? Booked, TimeOnly? Time, PolicyRow? First, string? Payer,
        PolicyStanding? Standing, bool HasRoad, IReadOnlyList<ChecklistLine> Lines)
    {
        public bool IsOpen => Lines.Any(l => l.State == VerificationState.Open);

        /// <summary>Asking helps, and can be done from here.</summary>
        public bool MayAsk => First is { } first && HasRoad && first.CountsOn(Visit.Date) && Standing is not { State: Contracts.Standing.Waiting }
            && Lines.Any(l => l is { Item: VerificationItem.Active, State: VerificationState.Open });
    }

    /// <param name="desk">The query's.</param>
    /// <param name="visits">Which. All are read that the database gives: bound it by days, or by the visit.</param>
    /// <param name="ct">Stops.</param>
    public async Task<IReadOnlyList<Entry>> ReadAsync(Desk desk, IQueryable<VisitRow> visits, CancellationToken ct)
    {
        var rows = await (
            from v in visits
            join p in desk.Db.Set<PatientRow>() on new { v.PracticeId, Id = v.PatientId } equals new { p.PracticeId, p.Id }
            join a in desk.Db.Set<AppointmentRow>() on new { v.PracticeId, Id = v.AppointmentId } equals new { a.PracticeId, Id = (AppointmentId?)a.Id } into booked
            from a in booked.DefaultIfEmpty()
            select new { Visit = v, Patient = p, Booked = (AppointmentState?)a.State, Time = (TimeOnly?)a.Time }).ToListAsync(ct);
        if (rows.Count == 0)
            return [];
        var policies = (await (
            from v in visits
            join p in desk.Db.Set<PolicyRow>() on new { v.PracticeId, v.PatientId } equals new { p.PracticeId, p.PatientId }
            select p).Distinct().ToListAsync(ct)).ToLookup(p => p.PatientId);
        var orders = (await (
            from v in visits
            join o in desk.Db.Set<VisitPolicyRow>() on new { v.PracticeId, VisitId = v.Id } equals new { o.PracticeId, o.VisitId }
            orderby o.Rank
            select o).ToListAsync(ct)).ToLookup(o => o.VisitId, o => o.PolicyId);
        var firsts = rows.ToDictionary(r => r.Visit.Id, r => FirstOf([.. policies[r.Visit.PatientId]], [.. orders[r.Visit.Id]], r.Visit));
        List<Standings.Wanted> wanted = [];
        foreach (var row in rows)
        {
            if (firsts[row.Visit.Id].Policy is { } first)
                wanted.Add(new(first, row.Visit.Date, row.Visit.Id, row.Visit.ProviderId));
        }
        var known = await Standings.OfAsync(desk, wanted, ct);
        var pictures = (await (
            from v in visits
            join p in desk.Db.Set<PolicyRow>() on new { v.PracticeId, v.PatientId } equals new { p.PracticeId, p.PatientId }
            join c in desk.Db.Set<CardPicture>().AsNoTracking() on new { p.PracticeId, PolicyId = p.Id } equals new { c.PracticeId, c.PolicyId }
            select new { c.PolicyId, c.Side, c.At }).Distinct().ToListAsync(ct)).ToLookup(c => (c.PolicyId, c.Side), c => c.At);
        var ticks = (await (
            from v in visits
            join t in desk.Db.Set<VerificationTick>().AsNoTracking() on new { v.PracticeId, VisitId = v.Id } equals new { t.PracticeId, t.VisitId }
            select t).ToListAsync(ct)).ToLookup(t => t.VisitId);
        var participation = (await desk.Db.Set<ParticipationRow>().ToListAsync(ct)).GroupBy(p => p.PayerId).ToDictionary(g => g.Key, g => g.ToList());
        var roads = await Asking.RoadsAsync(desk, [.. wanted.Select(w => w.Policy.PayerId).Distinct()], ct);
        var payers = (await directory.EveryPayerAsync(desk, ct)).ToDictionary(p => p.Id, p => p.Name);
        return [.. rows.Select(r =>
        {
            var (policy, isChosen) = firsts[r.Visit.Id];
            var of = policy is null ? null : known[(new(policy.Id, r.Visit.Id, r.Visit.ProviderId), r.Visit.Date)];
            var payer = policy is null ? null : payers.GetValueOrDefault(policy.PayerId, "Unknown payer");
            return new Entry(r.Visit, r.Patient, r.Booked, r.Time, policy, payer, of?.Standing, policy is not null && roads.Contains(policy.PayerId),
                r.Visit.IsSelfPay || r.Visit.IsClaim ? [] : VisitChecklist.Of(new()
                {
                    On = r.Visit.Date, First = policy, IsChosen = isChosen, Payer = payer ?? "", Standing = of?.Standing ?? PolicyStanding.NotAsked,
                    Statement = of?.Statement, NetworkTold = of?.NetworkTold, Ticks = [.. ticks[r.Visit.Id]],
                    Front = policy is null ? null : Newest(pictures[(policy.Id, CardSide.Front)]), Back = policy is null ? null : Newest(pictures[(policy.Id, CardSide.Back)]),
                    Network = policy is null ? WantedNetwork.Unknown
                        : NetworkOfVisit.Of(of?.NetworkTold?.IsInNetwork, participation.GetValueOrDefault(policy.PayerId) ?? [], policy, r.Visit),
                }));
        })];
    }

    /// <summary>Lines with the names of those who ticked or wrote: one read for all.</summary>
    /// <param name="desk">The query's.</param>
    /// <param name="entries">What is shown.</param>
    /// <param name="zones">Of every location.</param>
    /// <param name="ct">Stops.</param>
    public async Task<IReadOnlyList<IReadOnlyList<VerificationLine>>> SayAsync(Desk desk, IReadOnlyList<Entry> entries, IReadOnlyDictionary<LocationId, string> zones, CancellationToken ct)
    {
        var names = await NamesAsync(desk, entries.SelectMany(e => e.Lines).Select(l => l.By), ct);
        return [.. entries.Select(e => (IReadOnlyList<VerificationLine>)[.. e.Lines.Select(l => new VerificationLine(l.Item, l.State, l.Words, l.Source, l.At,
            l.By is { } by ? names(by) : null, l.At is { } at ? e.Visit.Date.DayNumber - DateOnly.FromDateTime(PracticeClock.Local(at, zones[e.Visit.LocationId])).DayNumber : null,
            VisitChecklist.IsForAPerson(l.Item)))])];
    }

    /// <summary>How colleagues are called.</summary>
    public async Task<Func<UserId, string>> NamesAsync(Desk desk, IEnumerable<UserId?> users, CancellationToken ct)
    {
        List<UserId> asked = [.. users.OfType<UserId>().Distinct()];
        var names = asked.Count == 0 ? new Dictionary<UserId, string>() : await colleagues.NamesAsync(desk, asked, ct);
        return user => names.GetValueOrDefault(user, "someone who left");
    }

    /// <summary>The policy that is billed first; of several that nobody put in order the newest, which is a proposal.</summary>
    private static (PolicyRow? Policy, bool IsChosen) FirstOf(IReadOnlyList<PolicyRow> policies, IReadOnlyList<PolicyId> order, VisitRow visit)
    {
        if (visit.IsSelfPay || visit.IsClaim)
            return (null, true);
        var billed = PoliciesToAsk.Of(policies, order, visit.Date);
        return billed switch
        {
            [] => (null, true),
            [{ Turn: FilingTurn.Open }, ..] => (billed.MaxBy(p => p.Policy.Id.Value)?.Policy, false),
            [var first, ..] => (first.Policy, true),
        };
    }

    private static Instant? Newest(IEnumerable<Instant> taken) => taken.Select(t => (Instant?)t).Max();
}
