using NodaTime;

namespace Portico.Modules.Coverage.Roads;

/// <summary>What is to be carried.</summary>
/// <param name="PayloadId">Ours, and new for every try: a payer refuses one that it has seen.</param>
/// <param name="Payload">ISA to IEA.</param>
public sealed record RoadMessage(Guid PayloadId, ReadOnlyMemory<byte> Payload);

/// <summary>What an answer holds.</summary>
public enum RoadContent
{
    /// <summary>A 271.</summary>
    Eligibility,

    /// <summary>A 999.</summary>
    Acknowledgement,

    /// <summary>A TA1.</summary>
    InterchangeAcknowledgement,
}

/// <summary>Why there is no answer.</summary>
public enum RoadFailure
{
    /// <summary>No connection: nothing was sent.</summary>
    Unreachable,

    /// <summary>The time was over before the answer was whole. Whether the question arrived is not known.</summary>
    TimedOut,

    /// <summary>The connection broke before the answer was whole, or what came is not what was sent.</summary>
    BrokenOff,

    /// <summary>Understood and refused: <see cref="RoadResult.Failed.ErrorCode"/> or the HTTP status says why.</summary>
    Refused,

    /// <summary>Our payload id was used before.</summary>
    DuplicateId,

    /// <summary>User name, password or key are not accepted.</summary>
    Unauthorized,

    /// <summary>Something came that is no envelope of the rule, or holds no X12.</summary>
    Garbage,

    /// <summary>A whole answer that says it is somebody else's, or for somebody else.</summary>
    AnotherParty,

    /// <summary>Maintenance, overload or a failure at the payer: HTTP 5xx, 408, 429.</summary>
    Unavailable,

    /// <summary>More came than is read.</summary>
    TooLarge,

    /// <summary>The payer sends us to another address. Nothing follows it there.</summary>
    Moved,

    /// <summary>The SFTP server showed another key than the agreed one: nothing was sent.</summary>
    AnotherHostKey,
}

/// <summary>What became of one try. In real time <see cref="Answered"/> or <see cref="Failed"/>.</summary>
/// <remarks>Printed, it holds ids, codes and times alone.</remarks>
public abstract record RoadResult
{
    private RoadResult()
    {
    }

    /// <summary>Ours. Of what was fetched, the submission's.</summary>
    public required Guid PayloadId { get; init; }

    public required Instant Asked { get; init; }

    /// <summary>When it was known.</summary>
    public required Instant At { get; init; }

    /// <summary>Null where none came, and on roads of files.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>What came, envelope included, for <see cref="ExchangeBytes"/>; empty where nothing did.</summary>
    public ReadOnlyMemory<byte> Received { get; init; }

    /// <summary>An answer that is whole, for us and from whom we asked. What it says is for others to read.</summary>
    /// <param name="Content">What is in it.</param>
    /// <param name="PayloadType">In the rule's words, also where files have none.</param>
    /// <param name="Payload">ISA to IEA.</param>
    /// <param name="TheirPayloadId">Null on roads of files, and where theirs is no UUID.</param>
    public sealed record Answered(RoadContent Content, string PayloadType, ReadOnlyMemory<byte> Payload, Guid? TheirPayloadId) : RoadResult;

    /// <summary>A batch or an acknowledgement arrived; what becomes of it is fetched later.</summary>
    public sealed record Taken : RoadResult;

    /// <summary>What was to be fetched is not there yet.</summary>
    public sealed record NothingYet : RoadResult;

    /// <param name="Kind">Why.</param>
    /// <param name="ErrorCode">The payer's, letters alone; null where it gave none.</param>
    /// <param name="MayTryAgainFrom">Not sooner, and with a new payload id. Null: not by itself, somebody has to change something first.</param>
    public sealed record Failed(RoadFailure Kind, string? ErrorCode, Instant? MayTryAgainFrom) : RoadResult
    {
        /// <summary>For the desk: what happened, and what to do.</summary>
        public string Words => RoadWords.Of(this);
    }
}
