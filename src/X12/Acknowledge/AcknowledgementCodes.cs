namespace Portico.X12;

/// <summary>What becomes of a group or a transaction. AK901 and IK501.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X231A1, data elements 715 and 717. The default value is no code.</remarks>
public readonly record struct AcknowledgementVerdict(string Value)
{
    /// <summary>A: taken in, nothing was found.</summary>
    public static AcknowledgementVerdict Accepted { get; } = new("A");

    /// <summary>E: taken in, and something was found. No rejection.</summary>
    public static AcknowledgementVerdict AcceptedWithErrors { get; } = new("E");

    /// <summary>P, of a group alone: some of its transactions were taken in, the others not.</summary>
    public static AcknowledgementVerdict PartlyAccepted { get; } = new("P");

    /// <summary>R: nothing of it was taken in.</summary>
    public static AcknowledgementVerdict Rejected { get; } = new("R");

    /// <summary>True for A and E, and of a group for P: something was taken in.</summary>
    public bool IsTaken => Value is "A" or "E" or "P";

    /// <summary>True for R, and for M, W and X, which reject for the sake of security.</summary>
    public bool IsRejected => Value is "R" or "M" or "W" or "X";

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What is wrong with a group as a whole. AK905 to AK909.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X231A1, data element 716. The default value is no code.</remarks>
public readonly record struct GroupErrorCode(string Value)
{
    /// <summary>1: this kind of group is not taken here.</summary>
    public static GroupErrorCode KindNotSupported { get; } = new("1");

    /// <summary>2: this version is not taken here.</summary>
    public static GroupErrorCode VersionNotSupported { get; } = new("2");

    /// <summary>3: there is no GE.</summary>
    public static GroupErrorCode TrailerMissing { get; } = new("3");

    /// <summary>4: GE02 is not GS06.</summary>
    public static GroupErrorCode ControlNumberDiffers { get; } = new("4");

    /// <summary>5: GE01 is not the number of transactions.</summary>
    public static GroupErrorCode CountDiffers { get; } = new("5");

    /// <summary>6: GS06 is not a number of one to nine digits.</summary>
    public static GroupErrorCode ControlNumberMalformed { get; } = new("6");

    /// <summary>19: GS06 was used before.</summary>
    public static GroupErrorCode ControlNumberUsed { get; } = new("19");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What is wrong with a transaction as a whole. IK502 to IK506.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X231A1, data element 618. The default value is no code.</remarks>
public readonly record struct TransactionErrorCode(string Value)
{
    /// <summary>1: this transaction is not taken here.</summary>
    public static TransactionErrorCode NotSupported { get; } = new("1");

    /// <summary>2: there is no SE.</summary>
    public static TransactionErrorCode TrailerMissing { get; } = new("2");

    /// <summary>3: SE02 is not ST02.</summary>
    public static TransactionErrorCode ControlNumberDiffers { get; } = new("3");

    /// <summary>4: SE01 is not the number of segments.</summary>
    public static TransactionErrorCode CountDiffers { get; } = new("4");

    /// <summary>5: segments break the standard.</summary>
    public static TransactionErrorCode SegmentsInError { get; } = new("5");

    /// <summary>6: ST01 is missing or malformed.</summary>
    public static TransactionErrorCode IdMalformed { get; } = new("6");

    /// <summary>7: ST02 is missing or malformed.</summary>
    public static TransactionErrorCode ControlNumberMalformed { get; } = new("7");

    /// <summary>23: ST02 was used before in the group.</summary>
    public static TransactionErrorCode ControlNumberUsed { get; } = new("23");

    /// <summary>I5: segments break the guide.</summary>
    public static TransactionErrorCode GuideSegmentsInError { get; } = new("I5");

    /// <summary>I6: the guide is not taken here.</summary>
    public static TransactionErrorCode GuideNotSupported { get; } = new("I6");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What is wrong with a segment. IK304.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X231A1, data element 620. Codes with an I are about the guide, others about the standard. The default value is no code.</remarks>
public readonly record struct SegmentErrorCode(string Value)
{
    /// <summary>1: no segment has this id.</summary>
    public static SegmentErrorCode UnknownId { get; } = new("1");

    /// <summary>2: it has no place here.</summary>
    public static SegmentErrorCode Unexpected { get; } = new("2");

    /// <summary>3: it must be there, and is not.</summary>
    public static SegmentErrorCode Missing { get; } = new("3");

    /// <summary>4: its loop occurs too often.</summary>
    public static SegmentErrorCode LoopTooOften { get; } = new("4");

    /// <summary>5: it occurs too often.</summary>
    public static SegmentErrorCode TooOften { get; } = new("5");

    /// <summary>6: the transaction has no such segment.</summary>
    public static SegmentErrorCode NotInTransaction { get; } = new("6");

    /// <summary>7: it stands in the wrong order.</summary>
    public static SegmentErrorCode OutOfOrder { get; } = new("7");

    /// <summary>8: its elements are wrong; they follow.</summary>
    public static SegmentErrorCode ElementsInError { get; } = new("8");

    /// <summary>I4: the guide does not use it.</summary>
    public static SegmentErrorCode NotUsed { get; } = new("I4");

    /// <summary>I6: something else calls for it, and it is missing.</summary>
    public static SegmentErrorCode DependentMissing { get; } = new("I6");

    /// <summary>I7: its loop must be there, and is not.</summary>
    public static SegmentErrorCode LoopMissing { get; } = new("I7");

    /// <summary>I8: it occurs too seldom.</summary>
    public static SegmentErrorCode TooSeldom { get; } = new("I8");

    /// <summary>I9: something else forbids it.</summary>
    public static SegmentErrorCode DependentNotUsed { get; } = new("I9");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What is wrong with an element. IK403.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X231A1, data element 621. Codes with an I are about the guide, others about the standard. The default value is no code.</remarks>
public readonly record struct ElementErrorCode(string Value)
{
    /// <summary>1: it must be there, and is not.</summary>
    public static ElementErrorCode Missing { get; } = new("1");

    /// <summary>2: another element calls for it, and it is missing.</summary>
    public static ElementErrorCode ConditionalMissing { get; } = new("2");

    /// <summary>3: there are too many elements.</summary>
    public static ElementErrorCode TooMany { get; } = new("3");

    /// <summary>4: too short.</summary>
    public static ElementErrorCode TooShort { get; } = new("4");

    /// <summary>5: too long.</summary>
    public static ElementErrorCode TooLong { get; } = new("5");

    /// <summary>6: a character that its type does not allow.</summary>
    public static ElementErrorCode BadCharacter { get; } = new("6");

    /// <summary>7: not one of the allowed codes.</summary>
    public static ElementErrorCode BadCode { get; } = new("7");

    /// <summary>8: no date.</summary>
    public static ElementErrorCode BadDate { get; } = new("8");

    /// <summary>9: no time.</summary>
    public static ElementErrorCode BadTime { get; } = new("9");

    /// <summary>10: it excludes another element.</summary>
    public static ElementErrorCode Excluded { get; } = new("10");

    /// <summary>12: it repeats too often.</summary>
    public static ElementErrorCode TooManyRepetitions { get; } = new("12");

    /// <summary>13: it has too many components.</summary>
    public static ElementErrorCode TooManyComponents { get; } = new("13");

    /// <summary>I6: a code of the standard that the guide does not use.</summary>
    public static ElementErrorCode CodeNotUsed { get; } = new("I6");

    /// <summary>I9: something else calls for it, and it is missing.</summary>
    public static ElementErrorCode DependentMissing { get; } = new("I9");

    /// <summary>I10: the guide does not use it.</summary>
    public static ElementErrorCode NotUsed { get; } = new("I10");

    /// <summary>I11: it repeats too seldom.</summary>
    public static ElementErrorCode TooFewRepetitions { get; } = new("I11");

    /// <summary>I12: it has not the shape, or not the value, that the guide asks for: sums too.</summary>
    public static ElementErrorCode BadPattern { get; } = new("I12");

    /// <summary>I13: something else forbids it.</summary>
    public static ElementErrorCode DependentNotUsed { get; } = new("I13");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What becomes of an interchange. TA104.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: ASC X12.5, data element I17. The default value is no code.</remarks>
public readonly record struct InterchangeVerdict(string Value)
{
    /// <summary>A: taken in, nothing was found.</summary>
    public static InterchangeVerdict Accepted { get; } = new("A");

    /// <summary>E: taken in, and something was found. No rejection.</summary>
    public static InterchangeVerdict AcceptedWithErrors { get; } = new("E");

    /// <summary>R: nothing of it was taken in.</summary>
    public static InterchangeVerdict Rejected { get; } = new("R");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What is wrong with an interchange. TA105.</summary>
/// <param name="Value">Three digits, as sent; what is none of the known codes is kept.</param>
/// <remarks>Source: ASC X12.5, data element I18. The default value is no code.</remarks>
public readonly record struct InterchangeNoteCode(string Value)
{
    /// <summary>000: nothing.</summary>
    public static InterchangeNoteCode None { get; } = new("000");

    /// <summary>001: IEA02 is not ISA13.</summary>
    public static InterchangeNoteCode ControlNumberDiffers { get; } = new("001");

    /// <summary>021: IEA01 is not the number of groups.</summary>
    public static InterchangeNoteCode CountDiffers { get; } = new("021");

    /// <summary>022: segments of the envelope are missing, malformed or out of place.</summary>
    public static InterchangeNoteCode BadStructure { get; } = new("022");

    /// <summary>023: the input ends too early.</summary>
    public static InterchangeNoteCode EndsEarly { get; } = new("023");

    /// <summary>024: a value of the ISA or GS is invalid.</summary>
    public static InterchangeNoteCode BadContent { get; } = new("024");

    /// <summary>025: ISA13 was used before.</summary>
    public static InterchangeNoteCode ControlNumberUsed { get; } = new("025");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
