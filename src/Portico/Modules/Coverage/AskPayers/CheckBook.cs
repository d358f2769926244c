using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage.AskPayers;

/// <summary>Writes into questions what came of them: whatever came in while the last was written goes into one transaction.</summary>
/// <remarks>One that cannot be written keeps no other from being written.</remarks>
internal sealed class CheckBook(DeskEngine engine)
{
    /// <summary>The name of its acts in the audit log.</summary>
    private const string Act = "ask-payer";
    private const int Most = 200;

    /// <summary>One question and what came of it.</summary>
    /// <param name="Check">Which.</param>
    /// <param name="Exchanges">Kept whatever becomes of the question.</param>
    /// <param name="IsOurs">Whether it is still this one's to write: of whose lease ran out somebody else takes care, and one answer is enough.</param>
    /// <param name="Settle">Once for each attempt.</param>
    public sealed record Entry(EligibilityCheckId Check, IReadOnlyList<EligibilityExchange> Exchanges, Func<EligibilityCheck, bool> IsOurs,
        Func<EligibilityCheck, Page, Task> Settle);

    /// <summary>What all of a transaction share.</summary>
    public sealed class Page(Desk desk, IReadOnlyList<PayerContact> contacts)
    {
        private readonly Dictionary<PayerId, PayerContact> _contacts = contacts.ToDictionary(c => c.PayerId);

        public Desk Desk => desk;

        /// <returns>Null: it never failed to answer.</returns>
        public PayerContact? Contact(PayerId payer) => _contacts.GetValueOrDefault(payer);

        /// <summary>Its row, made where there is none: many may find out at the same moment, on several nodes.</summary>
        public async Task<PayerContact> MadeContactAsync(PayerId payer, CancellationToken ct)
        {
            if (Contact(payer) is { } known)
                return known;
            var batch = desk.Batch();
            batch.Write("INSERT INTO payer_contact (practice_id, payer_id, failures) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING", desk.Call.Practice, payer);
            await batch.RunAsync(ct);
            return _contacts[payer] = await desk.Db.Set<PayerContact>().FirstAsync(c => c.PayerId == payer, ct);
        }
    }

    private sealed record Waiting(Entry Entry, TaskCompletionSource Done);

    private sealed class Lane
    {
        public Queue<Waiting> Line { get; } = new();
        public bool IsWriting { get; set; }
    }

    private readonly ConcurrentDictionary<int, Lane> _lanes = new();

    /// <summary>Written and committed when the task ends.</summary>
    public Task WriteAsync(int practice, Entry entry, CancellationToken ct)
    {
        var (lane, mine) = (_lanes.GetOrAdd(practice, _ => new()), new Waiting(entry, new(TaskCreationOptions.RunContinuationsAsynchronously)));
        lock (lane.Line)
        {
            lane.Line.Enqueue(mine);
            if (lane.IsWriting)
                return mine.Done.Task;
            lane.IsWriting = true;
        }
        _ = WriteAllAsync(practice, lane, ct);
        return mine.Done.Task;
    }

    /// <summary>The same for many at once: all are tried, then the first that could not be written throws.</summary>
    public async Task WriteAsync(int practice, IReadOnlyList<Entry> entries, CancellationToken ct)
    {
        List<Task> all = [];
        foreach (var slice in entries.Chunk(Most))
        {
            List<Waiting> group = [.. slice.Select(e => new Waiting(e, new(TaskCreationOptions.RunContinuationsAsynchronously)))];
            await CommitAsync(practice, group, ct);
            all.AddRange(group.Select(w => w.Done.Task));
        }
        await Task.WhenAll(all);
    }

    private async Task WriteAllAsync(int practice, Lane lane, CancellationToken ct)
    {
        while (true)
        {
            List<Waiting> group = [];
            lock (lane.Line)
            {
                while (group.Count < Most && lane.Line.TryDequeue(out var next))
                    group.Add(next);
                if (group.Count == 0)
                {
                    lane.IsWriting = false;
                    return;
                }
            }
            await CommitAsync(practice, group, ct);
        }
    }

    private async Task CommitAsync(int practice, IReadOnlyList<Waiting> group, CancellationToken ct)
    {
        try
        {
            await engine.ActAsync(practice, Act, desk => SettleAsync(desk, group, ct), ct);
            foreach (var written in group)
                written.Done.SetResult();
        }
        catch (Exception failure) when (group is [_] || ct.IsCancellationRequested || failure is OutOfMemoryException)
        {
            foreach (var failed in group)
                failed.Done.SetException(failure);
        }
        catch (Exception spoilt) when (spoilt is not OutOfMemoryException)
        {
            foreach (var each in group)
                await CommitAsync(practice, [each], ct);
        }
    }

    private static async Task SettleAsync(Desk desk, IReadOnlyList<Waiting> group, CancellationToken ct)
    {
        List<EligibilityCheckId> ids = [.. group.Select(w => w.Entry.Check)];
        var rows = await desk.Db.Set<EligibilityCheck>().Where(c => ids.Contains(c.Id) && c.State == CheckState.Waiting).ToDictionaryAsync(c => c.Id, ct);
        List<PayerId> payers = [.. rows.Values.Select(r => r.PayerId).Distinct()];
        var page = new Page(desk, await desk.Db.Set<PayerContact>().Where(c => payers.Contains(c.PayerId)).ToListAsync(ct));
        foreach (var (entry, _) in group)
        {
            desk.Db.AddRange(entry.Exchanges);
            if (!rows.TryGetValue(entry.Check, out var row) || !entry.IsOurs(row))
                continue;
            await desk.OpenChartAsync(row.PatientId, ct);
            await entry.Settle(row, page);
            desk.Touch(CoverageTopics.Patient(row.PatientId));
        }
    }
}
