namespace Portico.X12;

/// <summary>The answer to a functional group: a 999. It says what could be read, not what will be paid.</summary>
/// <remarks>
/// <para>P and E are no rejections: what has to be sent again are the transactions whose own verdict is a rejection.
/// Silence is no acceptance.</para>
/// <para>Source: 005010X231A1.</para>
/// </remarks>
public sealed record GroupAcknowledgement : TransactionModel
{
    /// <inheritdoc/>
    public override string TransactionId => "999";

    /// <inheritdoc/>
    public override string GroupKind => "FA";

    /// <inheritdoc/>
    public override string Guide => "005010X231A1";

    /// <summary>AK101: GS01 of the group that it answers, such as <c>HC</c>.</summary>
    public required string AnsweredKind { get; init; }

    /// <summary>AK102: GS06 of that group.</summary>
    public required string AnsweredControlNumber { get; init; }

    /// <summary>AK103: GS08 of that group, such as <c>005010X222A1</c>.</summary>
    public string? AnsweredGuide { get; init; }

    /// <summary>Loop 2000, in the order sent. A group that is rejected as a whole may name none.</summary>
    public IReadOnlyList<TransactionAcknowledgement> Transactions { get; init; } = [];

    /// <summary>AK901.</summary>
    public required AcknowledgementVerdict Verdict { get; init; }

    /// <summary>AK902: how many transactions GE01 said there were.</summary>
    public required int Included { get; init; }

    /// <summary>AK903: how many arrived.</summary>
    public required int Received { get; init; }

    /// <summary>AK904: how many were taken in, those with errors too.</summary>
    public required int Accepted { get; init; }

    /// <summary>AK905 to AK909, five at most: what is wrong with the group itself.</summary>
    public IReadOnlyList<GroupErrorCode> Errors { get; init; } = [];

    /// <summary>Reads a whole 999.</summary>
    /// <param name="transaction">The root of a tree. One that was read with units holds no <see cref="Transactions"/>: those are the units.</param>
    public static GroupAcknowledgement Read(Loop transaction) => AcknowledgementModel.Group(transaction);

    private protected override void Write(LoopWriter writer) => AcknowledgementModel.Write(this, writer);
}

/// <summary>What became of one transaction of an answered group. Loop 2000.</summary>
/// <remarks>Source: 005010X231A1, AK2 to IK5.</remarks>
public sealed record TransactionAcknowledgement
{
    /// <summary>Where its AK2 stands; nowhere for one that was not read.</summary>
    public Place Place { get; init; }

    /// <summary>AK201: ST01 of the transaction, such as <c>837</c>.</summary>
    public required string Transaction { get; init; }

    /// <summary>AK202: ST02.</summary>
    public required string ControlNumber { get; init; }

    /// <summary>AK203: ST03.</summary>
    public string? Guide { get; init; }

    /// <summary>Loop 2100: what is wrong inside, in the order of the segments.</summary>
    public IReadOnlyList<SegmentError> Segments { get; init; } = [];

    /// <summary>IK501.</summary>
    public required AcknowledgementVerdict Verdict { get; init; }

    /// <summary>IK502 to IK506, five at most.</summary>
    public IReadOnlyList<TransactionErrorCode> Errors { get; init; } = [];

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get; init; } = [];

    /// <summary>Reads a loop 2000 of a 999.</summary>
    /// <param name="loop">As a unit of a <see cref="LoopReader"/>, or from a <see cref="Document"/>. It is not kept.</param>
    public static TransactionAcknowledgement Read(Loop loop) => AcknowledgementModel.Transaction(loop);
}

/// <summary>What is wrong with one segment. Loop 2100.</summary>
/// <remarks>Source: 005010X231A1, IK3 and its CTX.</remarks>
public sealed record SegmentError
{
    /// <summary>Where its IK3 stands; nowhere for one that was not read.</summary>
    public Place Place { get; init; }

    /// <summary>IK301. Of a missing segment, its id.</summary>
    public required string SegmentId { get; init; }

    /// <summary>IK302: counted from ST = 1, as <see cref="X12.Place.Segment"/> counts.</summary>
    public required int Position { get; init; }

    /// <summary>IK303: four characters at most, so that 2010AA and 2010AB are both 2010.</summary>
    public string? Loop { get; init; }

    /// <summary>IK304.</summary>
    public required SegmentErrorCode Code { get; init; }

    /// <summary>CTX: whose claim it is, and what called for the segment.</summary>
    public IReadOnlyList<ErrorContext> Contexts { get; init; } = [];

    /// <summary>Loop 2110: what is wrong with its elements.</summary>
    public IReadOnlyList<ElementError> Elements { get; init; } = [];

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get; init; } = [];
}

/// <summary>What is wrong with one element. Loop 2110.</summary>
/// <remarks>Source: 005010X231A1, IK4 and its CTX.</remarks>
public sealed record ElementError
{
    /// <summary>Where its IK4 stands; nowhere for one that was not read.</summary>
    public Place Place { get; init; }

    /// <summary>IK401-1: counted from 1.</summary>
    public required int Element { get; init; }

    /// <summary>IK401-2: counted from 1; null for the element as a whole.</summary>
    public int? Component { get; init; }

    /// <summary>IK401-3: counted from 1; null where it does not repeat.</summary>
    public int? Repetition { get; init; }

    /// <summary>IK402: X12's number of the data element.</summary>
    public string? DataElement { get; init; }

    /// <summary>IK403.</summary>
    public required ElementErrorCode Code { get; init; }

    /// <summary>IK404: the value as it came, 99 characters at most. It may be about a patient: never log it.</summary>
    public string? Copy { get; init; }

    /// <summary>CTX.</summary>
    public IReadOnlyList<ErrorContext> Contexts { get; init; } = [];

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get; init; } = [];
}

/// <summary>What an error belongs to, or what brought it about. CTX.</summary>
/// <remarks>Source: 005010X231A1, CTX of 2100 and 2110.</remarks>
public sealed record ErrorContext
{
    /// <summary><see cref="Name"/> of a context that says what called for a segment or forbade it.</summary>
    public const string SituationalTrigger = "SITUATIONAL TRIGGER";

    /// <summary>Where it stands; nowhere for one that was not read.</summary>
    public Place Place { get; init; }

    /// <summary>CTX01-1: <see cref="SituationalTrigger"/>, or an element that names the business at hand, such as <c>CLM01</c> or <c>TRN02</c>.</summary>
    public required string Name { get; init; }

    /// <summary>CTX01-2: that element's value, such as the claim number.</summary>
    public string? Reference { get; init; }

    /// <summary>CTX02: the segment that brought it about.</summary>
    public string? SegmentId { get; init; }

    /// <summary>CTX03: where that stands, counted from ST = 1.</summary>
    public int? Position { get; init; }

    /// <summary>CTX04: its loop, four characters at most.</summary>
    public string? Loop { get; init; }

    /// <summary>CTX05-1: its element, counted from 1.</summary>
    public int? Element { get; init; }

    /// <summary>CTX05-2: its component, counted from 1.</summary>
    public int? Component { get; init; }

    /// <summary>CTX05-3: its repetition, counted from 1.</summary>
    public int? Repetition { get; init; }

    /// <summary>CTX06-1: X12's number of the data element, or of the composite, such as <c>C023</c>.</summary>
    public string? DataElement { get; init; }

    /// <summary>CTX06-2: the data element inside the composite.</summary>
    public string? InnerDataElement { get; init; }
}
