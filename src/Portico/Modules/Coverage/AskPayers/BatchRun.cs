using System.Buffers;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Roads;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.X12;

namespace Portico.Modules.Coverage.AskPayers;

/// <summary>Questions that go out together: sent, acknowledged, answered and read, each step by itself, so that a kill loses and doubles none.</summary>
internal sealed partial class BatchRun(DeskStore store, DeskEngine engine, PracticeClock clock, IChartGuard charts, RoadDesk roads, CheckBook book,
    BatchMaker maker, QuestionRun questions, ExchangeBytes bytes, ILogger<BatchRun> log)
{
    // So many answers are read and written between two looks of others at the database.
    private const int Slice = 200;

    private static readonly Duration s_soonest = Duration.FromSeconds(90);

    // What a payer leaves out, or does not let us in for, is not tried every few minutes: it may cost each time, and lock us out.
    private static readonly Duration s_later = Duration.FromHours(1);
    private const int MostAttempts = 8;

    /// <summary>All that is due by one road: what is there goes on first, then new batches leave.</summary>
    public async Task RoadAsync(int practice, RoadId road, CancellationToken ct)
    {
        await StepAsync(practice, road, ct);
        while (await maker.MakeAsync(practice, road, ct))
            await StepAsync(practice, road, ct);
    }

    private async Task StepAsync(int practice, RoadId road, CancellationToken ct)
    {
        var now = clock.Now;
        List<EligibilityBatch> due;
        await using (var transaction = await store.ReadAsync(practice, ct))
            due = await BatchMaker.Open(transaction.Db).AsNoTracking().Where(b => b.RoadId == road && b.DueAt <= now).OrderBy(b => b.Id).ToListAsync(ct);
        foreach (var batch in due)
        {
            try
            {
                await StepAsync(practice, batch, ct);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException && !ct.IsCancellationRequested)
            {
                // One that cannot go on keeps no other from it, and is given up in its time.
                LogFailed(log, batch.Id.Value, failure.GetType().Name);
                // What the database alone is to blame for goes on once that is well: given up, what came would be asked, and paid, again.
                if (clock.Now >= batch.GivenUpAt && !IsTransient(failure))
                    await GiveUpAsync(practice, batch, "NoAnswer", clock.Now, ct);
                else
                    await ChangeAsync(practice, batch, row => row.LookAgain(null, clock.Now), ct);
            }
        }
    }

    private async Task StepAsync(int practice, EligibilityBatch batch, CancellationToken ct)
    {
        Road road;
        await using (var transaction = await store.ReadAsync(practice, ct))
            road = await transaction.Db.Set<Road>().AsNoTracking().FirstAsync(r => r.Id == batch.RoadId, ct);
        if (batch.Received is { } kept)
            await ReadAsync(practice, batch, road, bytes.Unprotect(kept), ct);
        else if (!road.IsActive && clock.Now >= batch.GivenUpAt)
            await GiveUpAsync(practice, batch, "NoRoad", clock.Now, ct);
        else if (!road.IsActive)
            await ChangeAsync(practice, batch, row => row.LookAgain("NoRoad", clock.Now), ct);
        else if (roads.StopOf(practice, [road], isBatch: true) is { } stop)
            await HoldAsync(practice, batch, stop, ct);
        else if (batch.State == BatchState.Made)
            await SendAsync(practice, batch, road, ct);
        else
            await FetchAsync(practice, batch, road, ct);
    }

    /// <summary>By a road that is stopped nothing is sent or fetched until it opens: each try in vain may lock us out.</summary>
    private async Task HoldAsync(int practice, EligibilityBatch batch, RoadDesk.Stop stop, CancellationToken ct)
    {
        if (clock.Now >= batch.GivenUpAt || batch.TriedAt is null && await HasOtherWayAsync(practice, batch, ct))
            await GiveUpAsync(practice, batch, stop.Why.ToString(), clock.Now + s_soonest, ct);
        else
            await ChangeAsync(practice, batch, row => row.TryAgain(stop.Why.ToString(), stop.Until), ct);
    }

    private async Task SendAsync(int practice, EligibilityBatch batch, Road road, CancellationToken ct)
    {
        var isFirst = batch.TriedAt is null;
        if (isFirst)
            await ChangeAsync(practice, batch, row => row.Trying(clock.Now), ct);
        switch (await roads.BatchAsync(practice, road, r => r.SubmitAsync(new(batch.PayloadId, bytes.Unprotect(batch.Sent)), ct)))
        {
            case RoadResult.Failed { Kind: RoadFailure.Refused } refused:
                await GiveUpAsync(practice, batch, refused.Kind.ToString(), clock.Now + s_soonest, ct);
                break;
            case RoadResult.Failed { Kind: not RoadFailure.DuplicateId } failed:
                // Only what no earlier try may have delivered leaves by another way at once; else the payer would be asked twice.
                var surelyNot = isFirst && failed.Kind is (RoadFailure.Unreachable or RoadFailure.Unauthorized or RoadFailure.Moved or RoadFailure.AnotherHostKey);
                if (clock.Now >= batch.GivenUpAt || surelyNot && await HasOtherWayAsync(practice, batch, ct))
                    await GiveUpAsync(practice, batch, failed.Kind.ToString(), clock.Now + s_soonest, ct);
                else
                    await ChangeAsync(practice, batch, row => row.TryAgain(failed.Kind.ToString(), failed.MayTryAgainFrom ?? clock.Now + s_later), ct);
                break;
            default:
                await ChangeAsync(practice, batch, row => row.Arrived(clock.Now), ct);
                break;
        }
    }

    /// <summary>Whether its questions can go by another road than the one that fails.</summary>
    private async Task<bool> HasOtherWayAsync(int practice, EligibilityBatch batch, CancellationToken ct)
    {
        await using var transaction = await store.ReadAsync(practice, ct);
        var desk = new Desk(transaction.Db, Call.ByProgram(practice), Roles.All, clock.Now, charts, writes: false);
        var payers = await OfBatch(transaction.Db, batch).Select(c => c.PayerId).Distinct().ToListAsync(ct);
        return (await Asking.RoadsAsync(desk, payers, ct)).SelectMany(e => e).Any(e => e.Road.Id != batch.RoadId);
    }

    private async Task FetchAsync(int practice, EligibilityBatch batch, Road road, CancellationToken ct)
    {
        if (batch.AcknowledgedAt is null && await roads.BatchAsync(practice, road, r => r.AcknowledgementAsync(batch.PayloadId, ct)) is RoadResult.Answered acknowledged)
        {
            await RefuseAsync(practice, batch, acknowledged.Payload, ct);
            await ChangeAsync(practice, batch, row => row.Acknowledged(clock.Now), ct);
            await roads.BatchAsync(practice, road, r => r.StoredAsync(acknowledged, null, ct));
        }
        // Of the password that was just refused the payer hears once.
        if (roads.StopOf(practice, [road], isBatch: true) is { } stop)
        {
            await HoldAsync(practice, batch, stop, ct);
            return;
        }
        switch (await roads.BatchAsync(practice, road, r => r.ResultsAsync(batch.PayloadId, ct)))
        {
            case RoadResult.Answered { Content: RoadContent.Eligibility } answered:
                await ChangeAsync(practice, batch, row => row.Came(bytes.Protect(answered.Payload.Span), clock.Now), ct);
                await ReadAsync(practice, batch, road, answered.Payload, ct);
                break;
            case not null when batch.Answers > 0 && (clock.Now >= batch.GivenUpAt || await LeftAsync(practice, batch, ct) == 0):
                await FinishAsync(practice, batch, ct);
                break;
            case var other when clock.Now >= batch.GivenUpAt || await LeftAsync(practice, batch, ct) == 0:
                await GiveUpAsync(practice, batch, other is RoadResult.Failed failed ? failed.Kind.ToString() : "NoAnswer", clock.Now, ct);
                break;
            case var other:
                await ChangeAsync(practice, batch, row => row.LookAgain((other as RoadResult.Failed)?.Kind.ToString(), clock.Now), ct);
                break;
        }
    }

    /// <summary>What the receiver did not take in is not asked again as it is.</summary>
    private async Task RefuseAsync(int practice, EligibilityBatch batch, ReadOnlyMemory<byte> acknowledgement, CancellationToken ct)
    {
        var refused = BatchRefusals.Read(acknowledgement, bytes.Unprotect(batch.Sent));
        if (refused.Count == 0)
            return;
        List<EligibilityCheck> checks;
        await using (var transaction = await store.ReadAsync(practice, ct))
            checks = await OfBatch(transaction.Db, batch).AsNoTracking().ToListAsync(ct);
        await book.WriteAsync(practice, [.. checks.Where(c => refused.Contains(c.Trace)).Select(check => new CheckBook.Entry(check.Id, [], row => row.BatchId == batch.Id, (row, page) =>
        {
            row.CannotBeAsked("FormatRefused", row.PolicyVersion, page.Desk.Now);
            return Task.CompletedTask;
        }))], ct);
    }

    /// <returns>How many have no answer yet.</returns>
    private async Task<int> LeftAsync(int practice, EligibilityBatch batch, CancellationToken ct)
    {
        await using var transaction = await store.ReadAsync(practice, ct);
        return await OfBatch(transaction.Db, batch).CountAsync(ct);
    }

    private static IQueryable<EligibilityCheck> OfBatch(DeskDb db, EligibilityBatch batch)
    {
        var id = (EligibilityBatchId?)batch.Id;
        return db.Set<EligibilityCheck>().Where(c => c.BatchId == id && c.State == CheckState.Waiting);
    }

    /// <summary>Reads the answers and writes them, as far as nobody did before; then the other end may forget them.</summary>
    private async Task ReadAsync(int practice, EligibilityBatch batch, Road road, ReadOnlyMemory<byte> received, CancellationToken ct)
    {
        var pieces = BatchAnswers.Cut(received);
        var all = await WaitingAsync(practice, batch, ct);
        var isWhole = true;
        foreach (var ids in all.Chunk(Slice))
            isWhole &= await FailureAsync(practice, batch, pieces, ids, ct) is null;
        if (!isWhole && await IsToBeReadAgainAsync(practice, batch, pieces, WithAnswer(all, pieces).Count(), ct))
        {
            // The payer keeps its answers until they stand here, and so do we: what is asked again is paid again.
            await ChangeAsync(practice, batch, row => row.LookAgain(null, clock.Now), ct);
            return;
        }
        var isByFiles = road.Kind is not (RoadKind.CoreMime or RoadKind.CoreSoap);
        var receipt = isByFiles ? null : await ReceiptAsync(practice, road, received, ct);
        var fetched = new RoadResult.Answered(RoadContent.Eligibility, CoreEnvelope.Eligibility, received, null) { PayloadId = batch.PayloadId, Asked = clock.Now, At = clock.Now };
        await roads.BatchAsync(practice, road, r => r.StoredAsync(fetched, receipt, ct));
        var left = await LeftAsync(practice, batch, ct);
        if (left > 0 && isByFiles && clock.Now < batch.GivenUpAt)
            await ChangeAsync(practice, batch, row => row.WaitForMore(batch.Questions - left, clock.Now), ct);
        else
            await FinishAsync(practice, batch, ct);
    }

    /// <returns>Those of its questions that have no answer yet.</returns>
    private async Task<IReadOnlyList<EligibilityCheckId>> WaitingAsync(int practice, EligibilityBatch batch, CancellationToken ct)
    {
        await using var transaction = await store.ReadAsync(practice, ct);
        return await OfBatch(transaction.Db, batch).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(ct);
    }

    private static IEnumerable<EligibilityCheckId> WithAnswer(IEnumerable<EligibilityCheckId> ids, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> pieces) =>
        ids.Where(id => pieces.ContainsKey(EligibilityCheck.TraceOf(id)));

    /// <summary>Reads and writes the answers to some questions. One that is written is passed over the next time.</summary>
    /// <returns>Null: each of them was written.</returns>
    private async Task<Exception?> FailureAsync(int practice, EligibilityBatch batch, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> pieces,
        EligibilityCheckId[] ids, CancellationToken ct)
    {
        try
        {
            IReadOnlyList<(EligibilityCheck Check, Asking.Ready? Ready)> prepared;
            await using (var transaction = await store.ReadAsync(practice, ct))
            {
                var checks = await OfBatch(transaction.Db, batch).AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(ct);
                prepared = await QuestionRun.PrepareAsync(new Desk(transaction.Db, Call.ByProgram(practice), Roles.All, clock.Now, charts, writes: false), checks, ct);
            }
            await book.WriteAsync(practice, [.. prepared.AsParallel().AsOrdered().Select(p => Answered(batch, p.Check, p.Ready, pieces)).OfType<CheckBook.Entry>()], ct);
            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && !ct.IsCancellationRequested)
        {
            LogFailed(log, batch.Id.Value, failure.GetType().Name);
            return failure;
        }
    }

    /// <summary>Tries what was not written once more, each by itself: what fails again while others succeed is left out, and asked again.</summary>
    /// <param name="practice">In which.</param>
    /// <param name="batch">Whose answers.</param>
    /// <param name="pieces">By trace.</param>
    /// <param name="count">How many there were to write.</param>
    /// <param name="ct">Stops.</param>
    /// <returns>True: not an answer is to blame but the moment.</returns>
    private async Task<bool> IsToBeReadAgainAsync(
        int practice, EligibilityBatch batch, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> pieces, int count, CancellationToken ct)
    {
        var spoilt = 0;
        foreach (var id in WithAnswer(await WaitingAsync(practice, batch, ct), pieces))
        {
            var failure = await FailureAsync(practice, batch, pieces, [id], ct);
            if (failure is not null && IsTransient(failure))
                return true;
            spoilt += failure is null ? 0 : 1;
        }
        // Where none at all can be written the answers are not known to be at fault, until it has gone on for too long.
        return spoilt > 0 && spoilt == count && clock.Now < batch.GivenUpAt;
    }

    private bool IsTransient(Exception failure)
    {
        using var db = store.Open();
        return db.IsTransient(failure) || failure.InnerException is { } inner && db.IsTransient(inner);
    }

    /// <summary>All that came is read: who is left out is asked again.</summary>
    private async Task FinishAsync(int practice, EligibilityBatch batch, CancellationToken ct)
    {
        var left = await ReleaseAsync(practice, batch, "LeftOut", clock.Now + s_later, ct);
        await ChangeAsync(practice, batch, row => row.Done(batch.Questions - left, left > 0 ? "LeftOut" : null, clock.Now), ct);
    }

    /// <returns>Null: the answers leave it out.</returns>
    private CheckBook.Entry? Answered(EligibilityBatch batch, EligibilityCheck check, Asking.Ready? ready, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> pieces)
    {
        if (ready is null)
            return new(check.Id, [], row => row.BatchId == batch.Id, (row, page) => { row.Drop(page.Desk.Now); return Task.CompletedTask; });
        if (!pieces.TryGetValue(check.Trace, out var piece))
            return null;
        var exchange = new EligibilityExchange
        {
            Id = Id.New<ExchangeId>(), CheckId = check.Id, RoadId = batch.RoadId, BatchId = batch.Id, PayloadId = batch.PayloadId, SentAt = batch.SentAt ?? batch.CreatedAt,
            Milliseconds = (int)Math.Min((clock.Now - (batch.SentAt ?? batch.CreatedAt)).TotalMilliseconds, int.MaxValue), Outcome = "Answered", Received = bytes.Protect(piece.Span),
        };
        // The policy was changed while the batch was out: what came is about the one before.
        if (ready.Policy.Version != check.PolicyVersion)
            return new(check.Id, [exchange], row => row.BatchId == batch.Id, (row, page) => { row.AskAnew(page.Desk.Now, !ready.Ends.Any(e => e.IsRealTime)); return Task.CompletedTask; });
        var reading = Readings.Read(piece, ready.Question);
        return new(check.Id, [exchange], row => row.BatchId == batch.Id, async (row, page) =>
        {
            await questions.KeepAsync(row, ready, reading, exchange.Id, check.AskedDate ?? check.OnDate, page.Desk, CancellationToken.None);
            QuestionRun.Touch(page.Desk, ready);
        });
    }

    /// <summary>The 999 that says what of the answers could be read. Null: there is nothing to say.</summary>
    private async Task<RoadMessage?> ReceiptAsync(int practice, Road road, ReadOnlyMemory<byte> received, CancellationToken ct)
    {
        using var reader = new LoopReader(new SegmentReader(received), hasUnits: false);
        var acknowledger = new Acknowledger();
        while (reader.Read())
            acknowledger.Follow(reader);
        if (acknowledger.Finish(reader) is not [var reply, ..])
            return null;
        var output = new ArrayBufferWriter<byte>();
        var header = (await roads.EnvelopeAsync(practice, road, ct)).Header;
        reply.Write(output, header.ControlNumber, header.At);
        return new(Guid.CreateVersion7(), output.WrittenMemory);
    }

    private async Task GiveUpAsync(int practice, EligibilityBatch batch, string fault, Instant again, CancellationToken ct)
    {
        await ReleaseAsync(practice, batch, fault, again, ct);
        await ChangeAsync(practice, batch, row => row.GiveUp(fault, clock.Now), ct);
    }

    /// <summary>What has no answer waits again: for real time where its payer has such a road, else for the next batch.</summary>
    /// <returns>How many.</returns>
    private async Task<int> ReleaseAsync(int practice, EligibilityBatch batch, string fault, Instant again, CancellationToken ct)
    {
        var released = 0;
        await engine.ActAsync(practice, BatchMaker.Act, async desk =>
        {
            released = 0;
            var id = (EligibilityBatchId?)batch.Id;
            var payers = await OfBatch(desk.Db, batch).Select(c => c.PayerId).Distinct().ToListAsync(ct);
            var ends = await Asking.RoadsAsync(desk, payers, ct);
            List<PayerId> atOnce = [.. payers.Where(p => ends[p].Any(e => e.IsRealTime))];
            var now = desk.Now;
            // A payer that leaves it out each time is not asked without end; one that is away is.
            if (fault == "LeftOut")
                released = await OfBatch(desk.Db, batch).Where(c => c.Attempts + 1 >= MostAttempts && !atOnce.Contains(c.PayerId)).ExecuteUpdateAsync(set => set
                    .SetProperty(c => c.State, CheckState.CannotAsk).SetProperty(c => c.AnsweredAt, now).SetProperty(c => c.Fault, fault)
                    .SetProperty(c => c.BatchId, (EligibilityBatchId?)null), ct);
            released += await OfBatch(desk.Db, batch).ExecuteUpdateAsync(set => set.SetProperty(c => c.BatchId, (EligibilityBatchId?)null).SetProperty(c => c.DueAt, again)
                .SetProperty(c => c.Fault, fault).SetProperty(c => c.AwaySince, c => c.AwaySince ?? now).SetProperty(c => c.Attempts, c => c.Attempts + 1)
                .SetProperty(c => c.IsByBatch, c => !atOnce.Contains(c.PayerId)), ct);
            if (released > 0)
                desk.Touch(CoverageTopics.Queue);
        }, ct);
        return released;
    }

    private Task ChangeAsync(int practice, EligibilityBatch batch, Action<EligibilityBatch> change, CancellationToken ct) => engine.ActAsync(practice, BatchMaker.Act, async desk =>
    {
        var id = batch.Id;
        change(await desk.Db.Set<EligibilityBatch>().FirstAsync(b => b.Id == id, ct));
        desk.Touch(CoverageTopics.Roads);
    }, ct);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Batch {Batch} cannot go on and is tried again: {Failure}")]
    private static partial void LogFailed(ILogger log, Guid batch, string failure);
}
