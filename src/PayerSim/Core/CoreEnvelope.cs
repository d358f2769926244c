using System.Globalization;
using System.Security.Cryptography;

namespace Portico.PayerSim;

/// <summary>What an envelope asks for.</summary>
internal enum CoreOperation
{
    RealTime,
    BatchSubmission,
    AcknowledgementRetrieval,
    ResultsRetrieval,
    ResultsAcknowledgement,
}

/// <summary>Payload types of the connectivity rule.</summary>
/// <remarks>Source: CAQH CORE Connectivity Rule vC2.2.0.</remarks>
internal static class PayloadTypes
{
    public const string Inquiry = "X12_270_Request_005010X279A1";
    public const string Response = "X12_271_Response_005010X279A1";
    public const string Acknowledgement = "X12_999_Response_005010X231A1";
    public const string InterchangeAcknowledgement = "X12_TA1_Response_00501X231A1";
    public const string BatchReceived = "X12_BatchReceiptConfirmation";
    public const string AcknowledgementRetrieval = "X12_999_RetrievalRequest_005010X231A1";
    public const string ResultsRetrieval = "X12_005010_Request_Batch_Results_271";
    public const string ResultsAcknowledgement = "X12_999_SubmissionRequest_005010X231A1";
    public const string ResultsAcknowledged = "X12_Response_ConfirmReceiptReceived";
    public const string NoAcknowledgement = "X12_005010_Response_NoBatchAckFile";
    public const string NoResults = "X12_005010_Response_NoBatchResultsFile";
    public const string Error = "CoreEnvelopeError";
}

/// <summary>The fields of a CORE envelope, as they were sent.</summary>
internal sealed record CoreRequest
{
    /// <summary>Null where the envelope itself does not say: its payload type does.</summary>
    public CoreOperation? Operation { get; init; }

    public string? PayloadType { get; init; }

    public string? ProcessingMode { get; init; }

    public string? PayloadId { get; init; }

    public string? PayloadLength { get; init; }

    public string? TimeStamp { get; init; }

    public string? SenderId { get; init; }

    public string? ReceiverId { get; init; }

    public string? RuleVersion { get; init; }

    public string? CheckSum { get; init; }

    public ReadOnlyMemory<byte> Payload { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>What is meant: the SOAP body's name says it, in MIME the payload type.</summary>
    public CoreOperation? Meant => Operation ?? PayloadType switch
    {
        PayloadTypes.Inquiry => ProcessingMode == "Batch" ? CoreOperation.BatchSubmission : CoreOperation.RealTime,
        PayloadTypes.AcknowledgementRetrieval => CoreOperation.AcknowledgementRetrieval,
        PayloadTypes.ResultsRetrieval => CoreOperation.ResultsRetrieval,
        PayloadTypes.ResultsAcknowledgement => CoreOperation.ResultsAcknowledgement,
        _ => null,
    };

    /// <summary>What is wrong with the fields, in the rule's words; null when nothing is.</summary>
    public CoreError? Check()
    {
        if (string.IsNullOrWhiteSpace(PayloadType))
            return CoreError.Required(nameof(PayloadType));
        if (Meant is not { } meant || PayloadType != TypeOf(meant))
            return CoreError.Illegal(nameof(PayloadType), "is none that is asked of this box this way");
        var mode = meant == CoreOperation.RealTime ? "RealTime" : "Batch";
        if (string.IsNullOrWhiteSpace(ProcessingMode))
            return CoreError.Required(nameof(ProcessingMode));
        if (ProcessingMode != mode)
            return CoreError.Illegal(nameof(ProcessingMode), $"has to be {mode}");
        if (string.IsNullOrWhiteSpace(PayloadId))
            return CoreError.Required("PayloadID");
        if (!Guid.TryParseExact(PayloadId, "D", out _))
            return CoreError.Illegal("PayloadID", "is no UUID of 36 characters");
        if (string.IsNullOrWhiteSpace(TimeStamp))
            return CoreError.Required(nameof(TimeStamp));
        if (!DateTimeOffset.TryParse(TimeStamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
            return CoreError.Illegal(nameof(TimeStamp), "is no time such as 2026-11-20T14:05:00Z");
        if (Party(SenderId, "SenderID") is { } sender)
            return sender;
        if (Party(ReceiverId, "ReceiverID") is { } receiver)
            return receiver;
        if (string.IsNullOrWhiteSpace(RuleVersion))
            return CoreError.Required("CORERuleVersion");
        if (RuleVersion != "2.2.0")
            return new("VersionMismatch", "This box speaks version 2.2.0 of the envelope.");
        return meant is CoreOperation.AcknowledgementRetrieval or CoreOperation.ResultsRetrieval ? null : CheckPayload(mode);
    }

    private CoreError? CheckPayload(string mode)
    {
        if (Payload.IsEmpty)
            return CoreError.Required(nameof(Payload));
        if (mode == "RealTime")
            return null;
        if (string.IsNullOrWhiteSpace(PayloadLength))
            return CoreError.Required(nameof(PayloadLength));
        if (PayloadLength != Payload.Length.ToString(CultureInfo.InvariantCulture))
            return CoreError.Illegal(nameof(PayloadLength), $"is not the {Payload.Length} bytes that came");
        if (string.IsNullOrWhiteSpace(CheckSum))
            return CoreError.Required(nameof(CheckSum));
        return CheckSum.Equals(SumOf(Payload.Span), StringComparison.OrdinalIgnoreCase) ? null
            : new("ChecksumMismatched", "CheckSum is not the SHA-1 of the payload that came, in hexadecimal.");
    }

    private static CoreError? Party(string? id, string field) =>
        string.IsNullOrWhiteSpace(id) ? CoreError.Required(field) : id.Length > 50 ? CoreError.Illegal(field, "is longer than 50 characters") : null;

    private static string TypeOf(CoreOperation operation) => operation switch
    {
        CoreOperation.AcknowledgementRetrieval => PayloadTypes.AcknowledgementRetrieval,
        CoreOperation.ResultsRetrieval => PayloadTypes.ResultsRetrieval,
        CoreOperation.ResultsAcknowledgement => PayloadTypes.ResultsAcknowledgement,
        _ => PayloadTypes.Inquiry,
    };

    // The rule asks for SHA-1: against damage on the way, not against forgery.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "The connectivity rule names the algorithm.")]
    public static string SumOf(ReadOnlySpan<byte> payload) => Convert.ToHexStringLower(SHA1.HashData(payload));
}

/// <summary>What is wrong with an envelope.</summary>
/// <param name="Code">Such as <c>PayloadTypeRequired</c>.</param>
/// <param name="Message">For a person to read.</param>
internal sealed record CoreError(string Code, string Message)
{
    public static CoreError Required(string field) => new(field + "Required", $"{field} is missing.");

    public static CoreError Illegal(string field, string why) => new(field + "Illegal", $"{field} {why}.");
}

/// <summary>What is sent back in an envelope.</summary>
internal sealed record CoreReply
{
    public required CoreOperation Operation { get; init; }

    public required string PayloadType { get; init; }

    public required string PayloadId { get; init; }

    public required string SenderId { get; init; }

    public required string ReceiverId { get; init; }

    public required DateTimeOffset At { get; init; }

    public ReadOnlyMemory<byte> Payload { get; init; }

    public string ErrorCode { get; init; } = "Success";

    public string ErrorMessage { get; init; } = "";

    public string ProcessingMode => Operation == CoreOperation.RealTime ? "RealTime" : "Batch";

    /// <summary>All but the payload, in the order of the rule's schema.</summary>
    public IEnumerable<(string Name, string Value)> Fields(bool isBeforePayload)
    {
        if (!isBeforePayload)
            return [("ErrorCode", ErrorCode), ("ErrorMessage", ErrorMessage)];
        var hasSum = Operation != CoreOperation.RealTime && !Payload.IsEmpty;
        IEnumerable<(string, string)> fields =
        [
            ("PayloadType", PayloadType), ("ProcessingMode", ProcessingMode), ("PayloadID", PayloadId),
            .. hasSum ? [("PayloadLength", Payload.Length.ToString(CultureInfo.InvariantCulture))] : Array.Empty<(string, string)>(),
            ("TimeStamp", At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            ("SenderID", SenderId), ("ReceiverID", ReceiverId), ("CORERuleVersion", "2.2.0"),
            .. hasSum ? [("CheckSum", CoreRequest.SumOf(Payload.Span))] : Array.Empty<(string, string)>(),
        ];
        return fields;
    }
}
