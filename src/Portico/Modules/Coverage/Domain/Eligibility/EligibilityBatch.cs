using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.Modules.Coverage.Domain.Eligibility;

public readonly record struct EligibilityBatchId(Guid Value) : IId<EligibilityBatchId> { public static EligibilityBatchId From(Guid value) => new(value); }

/// <summary>Where a batch stands.</summary>
public enum BatchState
{
    /// <summary>Written, and not known to have arrived.</summary>
    Made,

    /// <summary>It arrived: its answers are awaited, or being read.</summary>
    Sent,

    /// <summary>Its answers are read and stored.</summary>
    Answered,

    /// <summary>Given up: its questions are asked again, each by itself or in another batch.</summary>
    Failed,
}

/// <summary>Many questions in one interchange by one road, whose answers come later. Stays, with what came of it.</summary>
/// <remarks>All that has to be known after a kill stands here before it is sent and before it is said to be stored.</remarks>
public sealed class EligibilityBatch : TenantRow
{
    private static readonly Duration s_ofRealTime = Duration.FromHours(10);
    private static readonly Duration s_ofFiles = Duration.FromHours(72);

    // A payer that answers in several files lays them down within one evening.
    private static readonly Duration s_ofMore = Duration.FromHours(4);

    private EligibilityBatch()
    {
    }

    public EligibilityBatchId Id { get; private init; }
    public RoadId RoadId { get; private init; }

    /// <summary>The same in every try: one that arrived though nobody said so is refused the second time, and so is known to be there.</summary>
    public Guid PayloadId { get; private init; }
    public BatchState State { get; private set; }
    public Instant CreatedAt { get; private init; }

    /// <summary>The next step's time.</summary>
    public Instant DueAt { get; private set; }

    /// <summary>Until then answers are waited for: so that what is not answered overnight is asked in real time before the patients come, and
    /// files, which have no other way, outlast a long weekend.</summary>
    public Instant GivenUpAt { get; private set; }

    /// <summary>The first try to send it. From then on it may have arrived, whatever was heard of it. Absent: nobody tried.</summary>
    public Instant? TriedAt { get; private set; }

    /// <summary>Absent until it is known to have arrived.</summary>
    public Instant? SentAt { get; private set; }

    /// <summary>When the 999 or TA1 came. Absent: none did.</summary>
    public Instant? AcknowledgedAt { get; private set; }
    public Instant? EndedAt { get; private set; }
    public int Questions { get; private init; }

    /// <summary>How many of them were answered.</summary>
    public int Answers { get; private set; }

    /// <summary>Why the last step failed: a code, never an answer's words. Absent: it did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Compressed and encrypted.</summary>
    public byte[] Sent { get; private init; } = [];

    /// <summary>Compressed and encrypted: the interchange that is read now, or was read last. Absent until it came.</summary>
    public byte[]? Received { get; private set; }

    public bool IsOpen => State is BatchState.Made or BatchState.Sent;

    /// <param name="id">Ours.</param>
    /// <param name="road">By which.</param>
    /// <param name="answersAtOnce">The road could carry its questions in real time as well.</param>
    /// <param name="questions">How many.</param>
    /// <param name="sent">The interchange, compressed and encrypted.</param>
    /// <param name="now">When it is made.</param>
    public static EligibilityBatch Of(EligibilityBatchId id, RoadId road, bool answersAtOnce, int questions, byte[] sent, Instant now) => new()
    {
        Id = id, RoadId = road, PayloadId = Guid.CreateVersion7(), CreatedAt = now, DueAt = now, Questions = questions, Sent = sent,
        GivenUpAt = now + (answersAtOnce ? s_ofRealTime : s_ofFiles),
    };

    public void Trying(Instant at) => TriedAt ??= at;

    /// <summary>It is with the payer.</summary>
    public void Arrived(Instant at) => (State, SentAt, DueAt, Fault) = (BatchState.Sent, SentAt ?? at, at, null);

    public void Acknowledged(Instant at) => AcknowledgedAt = at;

    /// <summary>Nothing yet, or what came could not be fetched whole, or be kept.</summary>
    /// <param name="fault">Null: the payer has nothing yet, or the fault is ours.</param>
    /// <param name="at">When it was looked for.</param>
    public void LookAgain(string? fault, Instant at)
    {
        var since = at - (SentAt ?? CreatedAt);
        var pause = since < Duration.FromMinutes(1) ? Duration.FromSeconds(5) : since < Duration.FromMinutes(15) ? Duration.FromMinutes(1) : Duration.FromMinutes(10);
        (Fault, DueAt) = (fault, at + pause);
    }

    /// <summary>It could not be delivered for sure, or its road is stopped: once more then, under the same id.</summary>
    public void TryAgain(string fault, Instant due) => (Fault, DueAt) = (fault, due);

    /// <summary>The answers are here: from now on they are read from here, however often it takes.</summary>
    public void Came(byte[] received, Instant at) => (Received, DueAt, Fault) = (received, at, null);

    /// <summary>What came is read and leaves some out, of whom another file may still speak.</summary>
    /// <param name="answers">How many questions are answered by now.</param>
    /// <param name="at">When all of it was read.</param>
    public void WaitForMore(int answers, Instant at)
    {
        // From the first file on: the next makes it no longer.
        (Answers, Received, GivenUpAt) = (answers, null, Instant.Min(GivenUpAt, at + s_ofMore));
        LookAgain(null, at);
    }

    /// <param name="answers">How many questions were answered.</param>
    /// <param name="fault">Null: all.</param>
    /// <param name="at">When all were read.</param>
    public void Done(int answers, string? fault, Instant at) => (State, Answers, Fault, EndedAt) = (BatchState.Answered, answers, fault, at);

    public void GiveUp(string fault, Instant at) => (State, Fault, EndedAt) = (BatchState.Failed, fault, at);
}
