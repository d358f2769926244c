using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NodaTime;
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
    private readonly ConcurrentDictionary<Way, Lane> _lanes = new();
    private readonly ConcurrentDictionary<(int Practice, RoadId Road), Numbers> _numbers = new();

    /// <summary>A road with the settings that a question found, in real time and for batches each by itself: many take the one and refuse the
    /// other. New settings are another way, and what is still under way by the old ones says nothing of it.</summary>
    private sealed record Way(int Practice, RoadId Road, bool IsBatch, RoadKind Kind, string Address, string SenderId, string ReceiverId, string? UserName,
        string? Fingerprint, string Secret);

    /// <summary>What this process knows of a way.</summary>
    private sealed class Lane
    {
        public RoadHealth Health { get; set; } = RoadHealth.Fresh;
    }

    /// <summary>The block of control numbers that this process took last.</summary>
    private sealed class Numbers
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public int Next { get; set; }
        public int End { get; set; }
    }

    /// <summary>Why nothing goes by any of some roads.</summary>
    /// <param name="Why">What stopped the one that is tried first again.</param>
    /// <param name="Until">When one question tries it.</param>
    public sealed record Stop(RoadFailure Why, Instant Until);

    /// <summary>A payer's roads as they are tried now: those that carry or have rested, else the first that merely rests.</summary>
    /// <returns>Empty: nothing but new settings mends any of them, and <see cref="StopOf"/> says until when nothing is sent.</returns>
    public IReadOnlyList<Asking.End> InOrder(int practice, IReadOnlyList<Asking.End> ends, bool isBatch = false)
    {
        var now = clock.Now;
        List<(Asking.End End, RoadState State)> all = [.. ends.Select(e => (e, LaneOf(practice, e.Road, isBatch).Health.StateAt(now)))];
        List<Asking.End> carry = [.. all.Where(a => a.State is RoadState.Well or RoadState.OnTrial).Select(a => a.End)];
        return carry.Count > 0 ? carry : [.. all.Where(a => a.State != RoadState.Stopped).Select(a => a.End).Take(1)];
    }

    /// <returns>Null: one of them may be used now, or merely rests.</returns>
    public Stop? StopOf(int practice, IEnumerable<Road> among, bool isBatch = false)
    {
        var now = clock.Now;
        Stop? first = null;
        foreach (var road in among)
        {
            var health = LaneOf(practice, road, isBatch).Health;
            if (health.StateAt(now) != RoadState.Stopped || health is not { StoppedBy: { } why, OpensAt: { } until })
                return null;
            if (first is null || until < first.Until)
                first = new(why, until);
        }
        return first;
    }

    /// <summary>Right before a question goes by a road: of all that find it rested or stopped long enough, one tries it.</summary>
    /// <returns>False: it is stopped, or another question is trying just that. Nothing is to be sent.</returns>
    public bool Takes(int practice, Road road) => Takes(LaneOf(practice, road));

    private bool Takes(Lane lane)
    {
        lock (lane)
        {
            var now = clock.Now;
            var state = lane.Health.StateAt(now);
            if (state == RoadState.OnTrial)
                lane.Health = lane.Health.TriedAt(now);
            return state != RoadState.Stopped;
        }
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
        _ = Takes(lane);
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

    // Saved again, a secret is encrypted anew: so whoever saves a road opens it, on every node, also where nothing else was changed.
    private Lane LaneOf(int practice, Road road, bool isBatch = false) =>
        _lanes.GetOrAdd(new(practice, road.Id, isBatch, road.Kind, road.Address, road.SenderId, road.ReceiverId, road.UserName, road.Fingerprint,
            Convert.ToBase64String(road.Secret ?? [])), _ => new());

    // Numbers are taken from the road's row in blocks: those of a block that is left are never used.
    private async Task<int> ControlAsync(int practice, Road road, CancellationToken ct)
    {
        var (mine, id) = (_numbers.GetOrAdd((practice, road.Id), _ => new()), road.Id);
        await mine.Turn.WaitAsync(ct);
        try
        {
            if (mine.Next == mine.End)
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
                (mine.Next, mine.End) = (end - Block, end);
            }
            return mine.Next++;
        }
        finally
        {
            mine.Turn.Release();
        }
    }
}
