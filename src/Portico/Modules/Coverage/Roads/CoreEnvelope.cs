using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using NodaTime;

namespace Portico.Modules.Coverage.Roads;

/// <summary>What an envelope asks for.</summary>
internal enum CoreVerb
{
    Ask,
    Submit,
    FetchAcknowledgement,
    FetchResults,
    AcknowledgeResults,
}

/// <summary>The envelope of the connectivity rule: what goes into one and what is found in one, whatever its form.</summary>
/// <remarks>Source: CAQH CORE Connectivity Rule vC2.2.0, section 4.4 (metadata and payload types).</remarks>
internal static class CoreEnvelope
{
    public const string Version = "2.2.0";
    public const string Eligibility = "X12_271_Response_005010X279A1";
    public const string Acknowledgement = "X12_999_Response_005010X231A1";
    public const string InterchangeAcknowledgement = "X12_TA1_Response_00501X231A1";

    /// <summary>The fields of a question in the order of the rule's schema, the payload not among them.</summary>
    public static IEnumerable<(string Name, string Value)> Fields(CoreQuestion question, RoadSettings settings)
    {
        var isSummed = question.Verb is CoreVerb.Submit or CoreVerb.AcknowledgeResults;
        yield return ("PayloadType", TypeOf(question.Verb));
        yield return ("ProcessingMode", question.Verb == CoreVerb.Ask ? "RealTime" : "Batch");
        yield return ("PayloadID", question.PayloadId.ToString("D"));
        if (isSummed)
            yield return ("PayloadLength", question.Payload.Length.ToString(CultureInfo.InvariantCulture));
        yield return ("TimeStamp", question.At.ToDateTimeUtc().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        yield return ("SenderID", settings.SenderId);
        yield return ("ReceiverID", settings.ReceiverId);
        yield return ("CORERuleVersion", Version);
        if (isSummed)
            yield return ("CheckSum", SumOf(question.Payload.Span));
    }

    /// <returns>Null where the body is no envelope, or breaks off inside.</returns>
    public static CoreReply? Read(MediaTypeHeaderValue? type, ReadOnlyMemory<byte> body)
    {
        var kind = type?.MediaType?.ToLowerInvariant();
        return (kind, type) switch
        {
            ("multipart/related", { } related) => SoapEnvelope.Read(related, body),
            ("application/soap+xml" or "text/xml" or "application/xml", _) => SoapEnvelope.Read(body),
            ({ } other, { } multipart) when other.StartsWith("multipart/", StringComparison.Ordinal) => MimeEnvelope.Read(multipart, body),
            _ => null,
        };
    }

    /// <summary>Whether length and sum, where the payer gave them, are those of what came.</summary>
    public static bool IsUndamaged(CoreReply reply) =>
        (string.IsNullOrEmpty(reply.PayloadLength) || reply.PayloadLength == reply.Payload.Length.ToString(CultureInfo.InvariantCulture))
        && (string.IsNullOrEmpty(reply.CheckSum) || reply.CheckSum.Equals(SumOf(reply.Payload.Span), StringComparison.OrdinalIgnoreCase));

    [SuppressMessage("Security", "CA5350", Justification = "The connectivity rule names SHA-1: against damage on the way, not against forgery.")]
    private static string SumOf(ReadOnlySpan<byte> payload) => Convert.ToHexStringLower(SHA1.HashData(payload));

    private static string TypeOf(CoreVerb verb) => verb switch
    {
        CoreVerb.FetchAcknowledgement => "X12_999_RetrievalRequest_005010X231A1",
        CoreVerb.FetchResults => "X12_005010_Request_Batch_Results_271",
        CoreVerb.AcknowledgeResults => "X12_999_SubmissionRequest_005010X231A1",
        _ => "X12_270_Request_005010X279A1",
    };
}

/// <param name="Verb">What is asked for.</param>
/// <param name="PayloadId">Of the submission where something of it is fetched.</param>
/// <param name="Payload">Empty where something is fetched.</param>
/// <param name="At">Now.</param>
internal sealed record CoreQuestion(CoreVerb Verb, Guid PayloadId, ReadOnlyMemory<byte> Payload, Instant At);

/// <summary>The fields of an answer, as they came; what did not come is empty.</summary>
internal sealed record CoreReply
{
    public string PayloadType { get; init; } = "";

    public string PayloadId { get; init; } = "";

    public string PayloadLength { get; init; } = "";

    public string SenderId { get; init; } = "";

    public string ReceiverId { get; init; } = "";

    public string CheckSum { get; init; } = "";

    /// <summary>Of the envelope, or of a SOAP fault.</summary>
    public string ErrorCode { get; init; } = "";

    public ReadOnlyMemory<byte> Payload { get; init; }

    public bool IsError => ErrorCode is not ("" or "Success") || PayloadType == "CoreEnvelopeError";
}
