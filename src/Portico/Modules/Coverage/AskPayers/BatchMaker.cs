using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Coverage.Roads;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage.AskPayers;

/// <summary>Writes batches of what waits to be asked together.</summary>
internal sealed class BatchMaker(DeskStore store, DeskEngine engine, PracticeClock clock, IChartGuard charts, RoadDesk roads, CheckBook book, ExchangeBytes bytes)
{
    /// <summary>The name of a batch's acts in the audit log.</summary>
    public const string Act = "eligibility-batch";

    // Four megabytes at most on the way and in memory.
    internal const int MostQuestions = 2_000;

    // Whoever asks one by one by a road of files: what comes in these minutes goes together.
    private static readonly Duration s_between = Duration.FromMinutes(5);

    public static IQueryable<EligibilityBatch> Open(DeskDb db) => db.Set<EligibilityBatch>().Where(b => b.State == BatchState.Made || b.State == BatchState.Sent);

    private static IQueryable<EligibilityCheck> Due(DeskDb db, Instant now) =>
        db.Set<EligibilityCheck>().Where(c => c.State == CheckState.Waiting && c.IsByBatch && c.BatchId == null && c.DueAt <= now);

    /// <summary>What is due.</summary>
    /// <param name="Roads">By each of them a batch can go on, or leave.</param>
    /// <param name="Stranded">To these payers, of whom somebody is to be asked, no road leads any more.</param>
    public sealed record Plan(IReadOnlyList<RoadId> Roads, IReadOnlyList<PayerId> Stranded);

    public async Task<Plan> PlanAsync(int practice, CancellationToken ct)
    {
        var now = clock.Now;
        await using var transaction = await store.ReadAsync(practice, ct);
        var due = await Open(transaction.Db).Where(b => b.DueAt <= now).Select(b => b.RoadId).Distinct().ToListAsync(ct);
        if (!await Due(transaction.Db, now).AnyAsync(ct))
            return new(due, []);
        var (leaving, stranded) = await LeavingAsync(DeskOf(practice, transaction, now), ct);
        return new([.. due.Union(leaving.Select(l => l.End.Road.Id))], stranded);
    }

    /// <summary>Gives the questions to payers without a road to the queue of those that are asked at once, which says why they cannot be.</summary>
    public Task StrandAsync(int practice, IReadOnlyList<PayerId> payers, CancellationToken ct) => engine.ActAsync(practice, Act, async desk =>
    {
        await Due(desk.Db, desk.Now).Where(c => payers.Contains(c.PayerId)).ExecuteUpdateAsync(set => set.SetProperty(c => c.IsByBatch, false), ct);
        desk.Touch(CoverageTopics.Queue);
    }, ct);

    private Desk DeskOf(int practice, DeskTransaction transaction, Instant now) => new(transaction.Db, Call.ByProgram(practice), Roles.All, now, charts, writes: false);

    private sealed record Part(EligibilityCheck Check, Asking.Ready Ready, Inquiry Inquiry);

    /// <summary>Writes one batch of what waits.</summary>
    /// <returns>False: nothing may leave by this road yet.</returns>
    public async Task<bool> MakeAsync(int practice, RoadId road, CancellationToken ct)
    {
        var now = clock.Now;
        List<CheckBook.Entry> kept = [];
        List<Part> parts = [];
        Asking.End end;
        await using (var transaction = await store.ReadAsync(practice, ct))
        {
            var desk = DeskOf(practice, transaction, now);
            if ((await LeavingAsync(desk, ct)).Leaving.FirstOrDefault(l => l.End.Road.Id == road) is not { } chosen)
                return false;
            end = chosen.End;
            var payers = chosen.Payers;
            var rows = await Due(transaction.Db, now).AsNoTracking().Where(c => payers.Contains(c.PayerId)).OrderBy(c => c.Id).Take(MostQuestions).ToListAsync(ct);
            foreach (var (check, ready) in await QuestionRun.PrepareAsync(desk, rows, ct))
            {
                if (ready is null)
                {
                    kept.Add(Settled(check, (row, d) => row.Drop(d.Now)));
                    continue;
                }
                // The road was chosen for this payer in these reads: it has an id for it.
                var facts = Asking.AtEnd(ready.Facts, ready.Ends.First(e => e.Road.Id == road));
                switch (InquiryMaker.Make(facts))
                {
                    case InquiryPlan.Faulty faulty:
                        kept.Add(Settled(check, (row, d) => QuestionRun.Refuse(row, faulty, facts, ready, d.Now)));
                        break;
                    case InquiryPlan.Ready plan:
                        parts.Add(new(check, ready, plan.Inquiry));
                        break;
                }
            }
        }
        if (parts.Count > 0)
            kept.AddRange(await WriteAsync(practice, end, parts, ct));
        await book.WriteAsync(practice, kept, ct);
        return true;
    }

    private sealed record Chosen(Asking.End End, IReadOnlyList<PayerId> Payers);

    /// <summary>The roads by which something may leave now, and whose questions go by each; and payers to whom no road leads any more.</summary>
    private async Task<(IReadOnlyList<Chosen> Leaving, IReadOnlyList<PayerId> Stranded)> LeavingAsync(Desk desk, CancellationToken ct)
    {
        var now = desk.Now;
        var waiting = await Due(desk.Db, now).GroupBy(c => c.PayerId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var ends = await Asking.RoadsAsync(desk, [.. waiting.Select(w => w.Key)], ct);
        // Nothing more goes by a road that has one undelivered.
        var stuck = (await desk.Db.Set<EligibilityBatch>().AsNoTracking().Where(b => b.State == BatchState.Made && b.Fault != null).Select(b => b.RoadId).Distinct().ToListAsync(ct)).ToHashSet();
        var last = (await desk.Db.Set<EligibilityBatch>().AsNoTracking().GroupBy(b => b.RoadId).Select(g => new { g.Key, At = g.Max(b => b.CreatedAt) }).ToListAsync(ct))
            .ToDictionary(l => l.Key, l => l.At);
        var leaving =
            from payer in waiting
            where ends.Contains(payer.Key)
            let order = roads.InOrder(desk.Call.Practice, [.. ends[payer.Key]], isBatch: true).Where(e => !stuck.Contains(e.Road.Id)).ToList()
            where order.Count > 0
            group payer by order[0].Road.Id into road
            where !last.TryGetValue(road.Key, out var at) || now - at >= s_between || road.Sum(p => p.Count) >= MostQuestions
            select new Chosen(ends[road.First().Key].First(e => e.Road.Id == road.Key), [.. road.Select(p => p.Key)]);
        return ([.. leaving], [.. waiting.Where(w => !ends.Contains(w.Key)).Select(w => w.Key)]);
    }

    /// <returns>What cannot be written goes into no batch.</returns>
    private async Task<IReadOnlyList<CheckBook.Entry>> WriteAsync(int practice, Asking.End end, List<Part> parts, CancellationToken ct)
    {
        var envelope = await roads.EnvelopeAsync(practice, end.Road, ct);
        // One question to a transaction set: one that is refused takes no other with it.
        var written = InquiryWriter.Batch(parts.Select(p => p.Inquiry), envelope, 1);
        List<CheckBook.Entry> unwritable = [];
        if (written.Issues.Count > 0)
        {
            foreach (var part in parts.Where(p => InquiryWriter.Single(p.Inquiry, envelope).Issues.Count > 0).ToList())
            {
                unwritable.Add(Settled(part.Check, (row, d) => row.CannotBeAsked("CannotBeWritten", part.Ready.Policy.Version, d.Now)));
                parts.Remove(part);
            }
            if (parts.Count == 0)
                return unwritable;
            written = InquiryWriter.Batch(parts.Select(p => p.Inquiry), envelope, 1);
        }
        var batch = EligibilityBatch.Of(Id.New<EligibilityBatchId>(), end.Road.Id, end.IsRealTime, parts.Count, bytes.Protect(written.Bytes.Span), clock.Now);
        try
        {
            await engine.ActAsync(practice, Act, async desk =>
            {
                desk.Db.Add(batch);
                await desk.SaveAsync(ct);
                var id = (EligibilityBatchId?)batch.Id;
                var taken = 0;
                // With the day and the policy as they are asked: what comes hours later is about those.
                foreach (var alike in parts.GroupBy(p => (p.Inquiry.On, p.Ready.Policy.Version), p => p.Check.Id))
                {
                    List<EligibilityCheckId> ids = [.. alike];
                    var (on, version) = ((DateOnly?)alike.Key.On, alike.Key.Version);
                    taken += await desk.Db.Set<EligibilityCheck>().Where(c => ids.Contains(c.Id) && c.State == CheckState.Waiting && c.IsByBatch && c.BatchId == null)
                        .ExecuteUpdateAsync(set => set.SetProperty(c => c.BatchId, id).SetProperty(c => c.AskedDate, on).SetProperty(c => c.PolicyVersion, version), ct);
                }
                // Another node, or a press at the desk, was first with some: it is written anew, without them.
                if (taken < parts.Count)
                    throw new TakenMeanwhileException();
                desk.Touch(CoverageTopics.Roads);
            }, ct);
        }
        catch (TakenMeanwhileException)
        {
            // Nothing of it was kept, and nothing was sent.
        }
        return unwritable;
    }

    private sealed class TakenMeanwhileException : Exception;

    private static CheckBook.Entry Settled(EligibilityCheck check, Action<EligibilityCheck, Desk> settle) =>
        new(check.Id, [], row => row is { IsByBatch: true, BatchId: null }, (row, page) => { settle(row, page.Desk); return Task.CompletedTask; });
}
