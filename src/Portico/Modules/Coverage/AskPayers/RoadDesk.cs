using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Coverage.Roads;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;
using Portico.X12;

namespace Portico.Modules.Coverage.AskPayers;

/// <summary>The practice's roads in use: which carries at the moment, what a question travels in, and the sending itself.</summary>
internal sealed class RoadDesk(RoadFactory factory, RoadSecrets secrets, DeskEngine engine, PracticeClock clock)
{
    private const int Block = 200;
    private readonly ConcurrentDictionary<(int Practice, RoadId Road, bool IsBatch), Lane> _lanes = new();

    /// <summary>What this process knows of a road, in real time and for batches each by itself: many take the one and refuse the other. Its health
    /// begins anew with new settings.</summary>
    private sealed class Lane
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public int Next { get; set; }
        public int End { get; set; }
        public RoadHealth Health { get; set; } = RoadHealth.Fresh;
        public (string, string?, string?, byte[]?) Settings { get; set; }
    }

    /// <summary>A payer's roads as they are tried now: those that carry or have rested, else the first.</summary>
    public IReadOnlyList<Asking.End> InOrder(int practice, IReadOnlyList<Asking.End> ends, bool isBatch = false)
    {
        var now = clock.Now;
        List<Asking.End> carry = [.. ends.Where(e => LaneOf(practice, e.Road, isBatch).Health.StateAt(now) is RoadState.Well or RoadState.OnTrial)];
        return carry.Count > 0 ? carry : [.. ends.Take(1)];
    }

    /// <summary>Whether another road is tried in the same breath: only where this one surely brought nothing to the payer.</summary>
    public static bool Changes(RoadResult.Failed failed) => failed.Kind is RoadFailure.Unreachable or RoadFailure.Unavailable
        or RoadFailure.Unauthorized or RoadFailure.Moved or RoadFailure.AnotherHostKey;

    /// <summary>What the next question on a road travels in, under a control number that nobody used.</summary>
    public async Task<InquiryEnvelope> EnvelopeAsync(int practice, Road road, CancellationToken ct) => new()
    {
        Header = new()
        {
            SenderQualifier = "ZZ", Sender = road.SenderId, ReceiverQualifier = "ZZ", Receiver = road.ReceiverId,
            ControlNumber = await ControlAsync(practice, road, ct), At = clock.Now.ToDateTimeUtc(), IsTest = road.IsTest,
        },
        // 9: an id of our own. Ten characters, which the guide demands.
        Originator = ("9" + string.Concat(road.SenderId.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit))).PadRight(10, '0')[..10],
    };

    public Task<RoadResult> AskAsync(int practice, Road road, ReadOnlyMemory<byte> interchange, CancellationToken ct) =>
        UseAsync(practice, road, false, settings => factory.RealTime(settings).AskAsync(new(Guid.CreateVersion7(), interchange), ct));

    /// <summary>One step of a batch.</summary>
    public Task<RoadResult> BatchAsync(int practice, Road road, Func<IBatchRoad, Task<RoadResult>> step) => UseAsync(practice, road, true, settings => step(factory.Batch(settings)));

    private async Task<RoadResult> UseAsync(int practice, Road road, bool isBatch, Func<RoadSettings, Task<RoadResult>> use)
    {
        var lane = LaneOf(practice, road, isBatch);
        if (lane.Health.StateAt(clock.Now) == RoadState.OnTrial)
            lane.Health = lane.Health.TriedAt(clock.Now);
        var result = await use(SettingsOf(road));
        lock (lane)
            lane.Health = lane.Health.After(result);
        return result;
    }

    private RoadSettings SettingsOf(Road road) => new()
    {
        Kind = road.Kind, Address = new Uri(road.Address), SenderId = road.SenderId, ReceiverId = road.ReceiverId, UserName = road.UserName,
        Secret = road.Secret is { } kept ? secrets.Unprotect(kept) : null, HostKeyFingerprint = road.Fingerprint,
    };

    private Lane LaneOf(int practice, Road road, bool isBatch = false)
    {
        var lane = _lanes.GetOrAdd((practice, road.Id, isBatch), _ => new());
        var settings = (road.Address, road.UserName, road.Fingerprint, road.Secret);
        lock (lane)
        {
            if (lane.Settings.Item1 != settings.Address || lane.Settings.Item2 != settings.UserName || lane.Settings.Item3 != settings.Fingerprint
                || !(lane.Settings.Item4 ?? []).AsSpan().SequenceEqual(settings.Secret))
                (lane.Settings, lane.Health) = (settings, RoadHealth.Fresh);
        }
        return lane;
    }

    // Numbers are taken from the road's row in blocks: those of a block that is left are never used.
    private async Task<int> ControlAsync(int practice, Road road, CancellationToken ct)
    {
        var (lane, id) = (LaneOf(practice, road), road.Id);
        await lane.Turn.WaitAsync(ct);
        try
        {
            if (lane.Next == lane.End)
            {
                // One statement, so that no two nodes take the same; and kept only once that is committed.
                var end = 0;
                await engine.ActAsync(practice, "take-control-numbers", async desk =>
                {
                    var batch = desk.Batch();
                    batch.Read("UPDATE road SET next_control = CASE WHEN next_control > $3 THEN 1 ELSE next_control END + $4 WHERE practice_id = $1 AND id = $2 RETURNING next_control",
                        async (reader, stop) => end = await reader.ReadAsync(stop) ? reader.GetInt32(0) : 0, practice, id, 999_999_999 - Block, Block);
                    await batch.RunAsync(ct);
                }, ct);
                (lane.Next, lane.End) = (end - Block, end);
            }
            return lane.Next++;
        }
        finally
        {
            lane.Turn.Release();
        }
    }
}
