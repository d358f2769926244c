using System.Collections.Frozen;

namespace Portico.X12;

/// <summary>What can be wrong. Each kind has a code that never changes or is used again for something else.</summary>
/// <param name="Code">Such as <c>x12.se-count</c>.</param>
/// <param name="Severity">How much it weighs as a rule.</param>
/// <param name="Level">Which part of an acknowledgement says it.</param>
/// <param name="Acknowledgement">The code there: TA105, AK905, IK502, IK304 or IK403.</param>
/// <param name="Meaning">What it means, for the documentation.</param>
public sealed record IssueKind(string Code, Severity Severity, IssueLevel Level, string Acknowledgement, string Meaning)
{
    // Interchange. Acknowledgement is TA105.

    /// <summary>No ISA segment was found, or none that can be read.</summary>
    public static IssueKind NoInterchange { get; } = Fatal("x12.no-interchange", "022", "There is no ISA segment that can be read.");

    /// <summary>Bytes that belong to no interchange.</summary>
    public static IssueKind SkippedText { get; } = Of("x12.skipped-text", IssueLevel.Interchange, "022", "Text stands where no segment can be read.");

    /// <summary>An ISA has not its sixteen elements.</summary>
    public static IssueKind IsaElements { get; } = Of("x12.isa-elements", IssueLevel.Interchange, "022", "An ISA has not its sixteen elements.");

    /// <summary>ISA elements are not padded to their fixed length.</summary>
    public static IssueKind IsaLength { get; } = Warn("x12.isa-length", IssueLevel.Interchange, "022", "An ISA element has not its fixed length.");

    /// <summary>An ISA element has a value that the standard does not know.</summary>
    public static IssueKind IsaValue { get; } = Warn("x12.isa-value", IssueLevel.Interchange, "024", "An ISA element has a value that the standard does not know.");

    /// <summary>An interchange begins or the input ends before IEA.</summary>
    public static IssueKind IeaMissing { get; } = Of("x12.iea-missing", IssueLevel.Interchange, "023", "An interchange has no IEA.");

    /// <summary>IEA01 is not the number of groups.</summary>
    public static IssueKind IeaCount { get; } = Of("x12.iea-count", IssueLevel.Interchange, "021", "IEA01 is not the number of groups.");

    /// <summary>IEA02 is not ISA13.</summary>
    public static IssueKind IeaControl { get; } = Of("x12.iea-control", IssueLevel.Interchange, "001", "IEA02 is not the control number in ISA13.");

    /// <summary>Two interchanges of one input carry the same control number.</summary>
    public static IssueKind IsaDuplicate { get; } = Warn("x12.isa-duplicate", IssueLevel.Interchange, "025", "Two interchanges of the input have one control number.");

    /// <summary>A segment stands outside any group or interchange where it has no business.</summary>
    public static IssueKind Misplaced { get; } = Of("x12.misplaced", IssueLevel.Interchange, "022", "A segment stands outside a transaction, or a trailer has no header.");

    /// <summary>The last segment has no terminator.</summary>
    public static IssueKind Unterminated { get; } = Of("x12.unterminated", IssueLevel.Interchange, "023", "The input ends inside a segment.");

    /// <summary>A segment is longer than the reader allows.</summary>
    public static IssueKind SegmentTooLong { get; } = Of("x12.segment-too-long", IssueLevel.Segment, "8", "A segment is longer than the reader allows.");

    // Group. Acknowledgement is AK905.

    /// <summary>A group has no GE.</summary>
    public static IssueKind GeMissing { get; } = Of("x12.ge-missing", IssueLevel.Group, "3", "A group has no GE.");

    /// <summary>GE01 is not the number of transactions.</summary>
    public static IssueKind GeCount { get; } = Of("x12.ge-count", IssueLevel.Group, "5", "GE01 is not the number of transactions.");

    /// <summary>GE02 is not GS06.</summary>
    public static IssueKind GeControl { get; } = Of("x12.ge-control", IssueLevel.Group, "4", "GE02 is not the control number in GS06.");

    /// <summary>A GS element is missing or malformed.</summary>
    public static IssueKind GsValue { get; } = Of("x12.gs-value", IssueLevel.Group, "6", "A GS element is missing or malformed.");

    /// <summary>Two groups of an interchange carry the same control number.</summary>
    public static IssueKind GsDuplicate { get; } = Warn("x12.gs-duplicate", IssueLevel.Group, "19", "Two groups of an interchange have one control number.");

    /// <summary>GS01 does not fit the transactions in the group.</summary>
    public static IssueKind GsKind { get; } = Of("x12.gs-kind", IssueLevel.Group, "1", "GS01 does not fit the transactions of the group.");

    // Transaction. Acknowledgement is IK502.

    /// <summary>A transaction has no SE.</summary>
    public static IssueKind SeMissing { get; } = Of("x12.se-missing", IssueLevel.Transaction, "2", "A transaction has no SE.");

    /// <summary>SE01 is not the number of segments.</summary>
    public static IssueKind SeCount { get; } = Of("x12.se-count", IssueLevel.Transaction, "4", "SE01 is not the number of segments from ST to SE.");

    /// <summary>SE02 is not ST02.</summary>
    public static IssueKind SeControl { get; } = Of("x12.se-control", IssueLevel.Transaction, "3", "SE02 is not the control number in ST02.");

    /// <summary>ST01 or ST02 is missing or malformed.</summary>
    public static IssueKind StValue { get; } = Of("x12.st-value", IssueLevel.Transaction, "7", "ST01 or ST02 is missing or malformed.");

    /// <summary>Two transactions of a group carry the same control number.</summary>
    public static IssueKind StDuplicate { get; } = Of("x12.st-duplicate", IssueLevel.Transaction, "23", "Two transactions of a group have one control number.");

    /// <summary>The guide named by ST03 or GS08 is not one that this codec has a grammar for.</summary>
    public static IssueKind GuideUnknown { get; } = Warn("x12.guide-unknown", IssueLevel.Transaction, "I6", "No grammar for the guide: only the envelope was checked.");

    /// <summary>ST03 names another guide than GS08.</summary>
    public static IssueKind GuideDiffers { get; } = Of("x12.guide-differs", IssueLevel.Transaction, "I6", "ST03 names another guide than GS08.");

    // Segments. Acknowledgement is IK304.

    /// <summary>A terminator follows a terminator.</summary>
    public static IssueKind SegmentEmpty { get; } = Of("x12.segment-empty", IssueLevel.Segment, "1", "A segment has no id.");

    /// <summary>The segment id is not one of the guide's.</summary>
    public static IssueKind SegmentUnknown { get; } = Of("x12.segment-unknown", IssueLevel.Segment, "6", "The guide has no segment of this id.");

    /// <summary>The segment has no place here.</summary>
    public static IssueKind SegmentUnexpected { get; } = Of("x12.segment-unexpected", IssueLevel.Segment, "2", "The guide has no place for the segment here.");

    /// <summary>The segment belongs further up.</summary>
    public static IssueKind SegmentOrder { get; } = Of("x12.segment-order", IssueLevel.Segment, "7", "The segment belongs before the ones it follows.");

    /// <summary>A required segment is missing.</summary>
    public static IssueKind SegmentMissing { get; } = Of("x12.segment-missing", IssueLevel.Segment, "3", "A required segment is missing.");

    /// <summary>A segment occurs more often than the guide allows.</summary>
    public static IssueKind SegmentRepeat { get; } = Of("x12.segment-repeat", IssueLevel.Segment, "5", "A segment occurs more often than allowed.");

    /// <summary>A required loop is missing.</summary>
    public static IssueKind LoopMissing { get; } = Of("x12.loop-missing", IssueLevel.Segment, "I7", "A required loop is missing.");

    /// <summary>A loop occurs more often than the guide allows.</summary>
    public static IssueKind LoopRepeat { get; } = Of("x12.loop-repeat", IssueLevel.Segment, "4", "A loop occurs more often than allowed.");

    /// <summary>LS or LE around a loop is missing or does not fit its partner.</summary>
    public static IssueKind LoopBracket { get; } = Of("x12.loop-bracket", IssueLevel.Segment, "I6", "LS and LE do not come in pairs around their loop.");

    // HL hierarchy.

    /// <summary>HL01 is not one more than the one before.</summary>
    public static IssueKind HlNumber { get; } = Of("x12.hl-number", IssueLevel.Element, "7", "HL01 does not count on from 1.");

    /// <summary>HL02 names no level that is open here.</summary>
    public static IssueKind HlParent { get; } = Of("x12.hl-parent", IssueLevel.Element, "7", "HL02 names no level that is above this one.");

    /// <summary>HL03 is a level that cannot stand here.</summary>
    public static IssueKind HlLevel { get; } = Of("x12.hl-level", IssueLevel.Element, "7", "HL03 is a level that cannot stand here.");

    /// <summary>HL04 does not say whether lower levels follow.</summary>
    public static IssueKind HlChild { get; } = Of("x12.hl-child", IssueLevel.Element, "7", "HL04 does not fit the levels that follow.");

    // Elements. Acknowledgement is IK403.

    /// <summary>A required element is missing.</summary>
    public static IssueKind ElementMissing { get; } = Of("x12.element-missing", IssueLevel.Element, "1", "A required element is missing.");

    /// <summary>An element that another one calls for is missing.</summary>
    public static IssueKind ElementConditional { get; } = Of("x12.element-conditional", IssueLevel.Element, "2", "An element that another one calls for is missing.");

    /// <summary>Two elements exclude each other.</summary>
    public static IssueKind ElementExcluded { get; } = Of("x12.element-excluded", IssueLevel.Element, "10", "Two elements exclude each other.");

    /// <summary>The segment has more elements than the standard.</summary>
    public static IssueKind ElementTooMany { get; } = Of("x12.element-too-many", IssueLevel.Element, "3", "The segment has more elements than it may.");

    /// <summary>The guide does not use the element.</summary>
    public static IssueKind ElementNotUsed { get; } = Of("x12.element-not-used", IssueLevel.Element, "I10", "The guide does not use the element.");

    /// <summary>A value is shorter than the standard allows.</summary>
    public static IssueKind ElementShort { get; } = Of("x12.element-short", IssueLevel.Element, "4", "A value is too short.");

    /// <summary>A value is longer than the standard allows.</summary>
    public static IssueKind ElementLong { get; } = Of("x12.element-long", IssueLevel.Element, "5", "A value is too long.");

    /// <summary>A value has characters that its type does not allow.</summary>
    public static IssueKind ElementCharacter { get; } = Of("x12.element-character", IssueLevel.Element, "6", "A value has characters that its type does not allow.");

    /// <summary>A code is not one that the guide allows here.</summary>
    public static IssueKind ElementCode { get; } = Of("x12.element-code", IssueLevel.Element, "7", "A code is not one that the guide allows here.");

    /// <summary>A date is none.</summary>
    public static IssueKind ElementDate { get; } = Of("x12.element-date", IssueLevel.Element, "8", "A date is none.");

    /// <summary>A time is none.</summary>
    public static IssueKind ElementTime { get; } = Of("x12.element-time", IssueLevel.Element, "9", "A time is none.");

    /// <summary>An element repeats more often than it may.</summary>
    public static IssueKind ElementRepeat { get; } = Of("x12.element-repeat", IssueLevel.Element, "12", "An element repeats more often than it may.");

    /// <summary>An element has more components than it may.</summary>
    public static IssueKind ElementComponents { get; } = Of("x12.element-components", IssueLevel.Element, "13", "An element has more components than it may.");

    /// <summary>Trailing separators that the standard wants left out.</summary>
    public static IssueKind ElementTrailing { get; } = Warn("x12.element-trailing", IssueLevel.Element, "3", "Separators stand at the end of a segment where nothing follows.");

    /// <summary>An identifier's check digit or shape is wrong.</summary>
    public static IssueKind ElementIdentifier { get; } = Warn("x12.element-identifier", IssueLevel.Element, "I12", "An identifier has not the shape or check digit of its kind.");

    // Rules between segments.

    /// <summary>835: BPR02 is not what claims and provider adjustments come to.</summary>
    public static IssueKind PaymentBalance { get; } = Of("x12.payment-balance", IssueLevel.Element, "I12", "835: BPR02 is not the claims' payments less the provider adjustments.");

    /// <summary>835: CLP04 is not CLP03 less the adjustments.</summary>
    public static IssueKind ClaimBalance { get; } = Of("x12.claim-balance", IssueLevel.Element, "I12", "835: a claim's payment is not its charge less its adjustments.");

    /// <summary>835: SVC03 is not SVC02 less the adjustments.</summary>
    public static IssueKind LineBalance { get; } = Of("x12.line-balance", IssueLevel.Element, "I12", "835: a line's payment is not its charge less its adjustments.");

    /// <summary>835: the lines' charges are not the claim's.</summary>
    public static IssueKind LinesBalance { get; } = Of("x12.lines-balance", IssueLevel.Element, "I12", "835: the lines' charges or payments do not add up to the claim's.");

    /// <summary>835: CLP05 is not what the adjustments leave to the patient.</summary>
    public static IssueKind PatientBalance { get; } = Warn("x12.patient-balance", IssueLevel.Element, "I12", "835: CLP05 is not the sum of the adjustments of group PR.");

    /// <summary>835: a correction stands before its reversal.</summary>
    public static IssueKind ReversalOrder { get; } = Of("x12.reversal-order", IssueLevel.Segment, "7", "835: a reversal stands behind the correction that it makes room for.");

    /// <summary>835: a reversal whose amounts are not negative.</summary>
    public static IssueKind ReversalSign { get; } = Of("x12.reversal-sign", IssueLevel.Element, "I12", "835: a reversal does not take its amounts back.");

    /// <summary>837: CLM02 is not the sum of the lines.</summary>
    public static IssueKind ClaimTotal { get; } = Of("x12.claim-total", IssueLevel.Element, "I12", "837: CLM02 is not the sum of the lines' charges.");

    /// <summary>837: a replacement or void does not name the payer's claim.</summary>
    public static IssueKind OriginalReference { get; } = Of("x12.original-reference", IssueLevel.Segment, "I6", "837: frequency 7 or 8 without the payer's claim number in REF*F8.");

    /// <summary>837: a patient level under a subscriber who is the patient, or none where it is needed.</summary>
    public static IssueKind PatientLevel { get; } = Of("x12.patient-level", IssueLevel.Segment, "I9", "837: the patient level does not fit SBR02.");

    /// <summary>837: a line points to a diagnosis that the claim does not have.</summary>
    public static IssueKind DiagnosisPointer { get; } = Of("x12.diagnosis-pointer", IssueLevel.Element, "I12", "837: a line points to a diagnosis that the claim has not.");

    /// <summary>271: a share of cost that is no fraction.</summary>
    public static IssueKind BenefitShare { get; } = Of("x12.benefit-share", IssueLevel.Element, "I12", "271: EB08 is a fraction: 0.2 is 20 %.");

    /// <summary>271: neither a benefit nor a refusal for somebody asked about.</summary>
    public static IssueKind BenefitMissing { get; } = Warn("x12.benefit-missing", IssueLevel.Segment, "I6", "271: neither EB nor AAA answers for a person: coverage is unknown.");

    /// <summary>Every kind by its code.</summary>
    public static FrozenDictionary<string, IssueKind> All { get; } =
        typeof(IssueKind).GetProperties(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
            .Where(p => p.PropertyType == typeof(IssueKind))
            .Select(p => (IssueKind)(p.GetValue(null) ?? throw new InvalidOperationException(p.Name)))
            .ToFrozenDictionary(k => k.Code, StringComparer.Ordinal);

    private static IssueKind Of(string code, IssueLevel level, string acknowledgement, string meaning) =>
        new(code, Severity.Error, level, acknowledgement, meaning);

    private static IssueKind Warn(string code, IssueLevel level, string acknowledgement, string meaning) =>
        new(code, Severity.Warning, level, acknowledgement, meaning);

    private static IssueKind Fatal(string code, string acknowledgement, string meaning) =>
        new(code, Severity.Fatal, IssueLevel.Interchange, acknowledgement, meaning);
}
