using System.Net.Http.Headers;
using System.Text;
using System.Text.Unicode;
using System.Xml;
using System.Xml.Linq;

namespace Portico.Modules.Coverage.Roads;

/// <summary>The envelope as SOAP 1.2: written with the payload inline, read with it inline or attached by MTOM.</summary>
/// <remarks>Source: CAQH CORE Connectivity Rule vC2.2.0, section 4.2.2 (SOAP and WSDL) with CORERule2.2.0.xsd; OASIS WS-Security UsernameToken
/// profile 1.0; W3C SOAP 1.2, MTOM, XOP.</remarks>
internal static class SoapEnvelope
{
    private const string PasswordText = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";

    private static readonly XNamespace s_soap = "http://www.w3.org/2003/05/soap-envelope";
    private static readonly XNamespace s_rule = "http://www.caqh.org/SOAP/WSDL/CORERule2.2.0.xsd";
    private static readonly XNamespace s_security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    /// <exception cref="ArgumentException">In real time the payload has a character that XML cannot carry.</exception>
    public static ByteArrayContent Write(CoreQuestion question, RoadSettings settings)
    {
        var (name, action) = MessageOf(question.Verb);
        var message = new XElement(s_rule + name, new XAttribute(XNamespace.Xmlns + "ns1", s_rule.NamespaceName),
            CoreEnvelope.Fields(question, settings).Select(f => new XElement(f.Name, f.Value)));
        if (!question.Payload.IsEmpty)
            message.Add(new XElement("Payload", question.Verb == CoreVerb.Ask ? Text(question.Payload.Span) : Convert.ToBase64String(question.Payload.Span)));
        var token = new XElement(s_security + "UsernameToken", new XElement(s_security + "Username", settings.UserName ?? ""),
            new XElement(s_security + "Password", new XAttribute("Type", PasswordText), settings.Secret?.Password ?? ""));
        var envelope = new XElement(s_soap + "Envelope", new XAttribute(XNamespace.Xmlns + "soapenv", s_soap.NamespaceName),
            new XElement(s_soap + "Header", new XElement(s_security + "Security", new XAttribute(XNamespace.Xmlns + "wsse", s_security.NamespaceName),
                new XAttribute(s_soap + "mustUnderstand", "true"), token)),
            new XElement(s_soap + "Body", message));
        var body = new MemoryStream(question.Payload.Length * 4 / 3 + 4_096);
        // A reader of XML makes LF of every CR that is not written as an entity, and CR may be a segment's end.
        using (var writer = XmlWriter.Create(body, new() { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize }))
            envelope.Save(writer);
        return new(body.GetBuffer(), 0, (int)body.Length)
        {
            Headers = { ContentType = MediaTypeHeaderValue.Parse($"application/soap+xml; charset=utf-8; action=\"{action}\"") },
        };
    }

    /// <summary>Of a body that is one document.</summary>
    /// <returns>Null where it is no SOAP envelope with a message of the rule or a fault.</returns>
    public static CoreReply? Read(ReadOnlyMemory<byte> body) => Read(body, []);

    /// <summary>Of a body whose first or named part is the document, and others the payload.</summary>
    /// <returns>Null where it is no such body.</returns>
    public static CoreReply? Read(MediaTypeHeaderValue type, ReadOnlyMemory<byte> body)
    {
        if (Multipart.Read(type, body) is not [var first, ..] parts)
            return null;
        var start = Multipart.Parameter(type, "start")?.Trim('<', '>');
        return Read((parts.FirstOrDefault(p => start is not null && p.Id == start) ?? first).Content, parts);
    }

    private static CoreReply? Read(ReadOnlyMemory<byte> document, IReadOnlyList<Part> attached)
    {
        XElement root;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(document.ToArray()), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            root = XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
        // By local names: what is in which namespace differs between payers.
        if (root.Name.LocalName != "Envelope" || Child(root, "Body")?.Elements().FirstOrDefault() is not { } message)
            return null;
        if (message.Name.LocalName == "Fault")
            return new() { PayloadType = "CoreEnvelopeError", ErrorCode = FaultCode(message) };
        if (!message.Name.LocalName.StartsWith("COREEnvelope", StringComparison.OrdinalIgnoreCase) || Payload(message, attached) is not { } payload)
            return null;
        string Field(string name) => Child(message, name)?.Value.Trim() ?? "";
        return new()
        {
            PayloadType = Field("PayloadType"), PayloadId = Field("PayloadID"), PayloadLength = Field("PayloadLength"), SenderId = Field("SenderID"),
            ReceiverId = Field("ReceiverID"), CheckSum = Field("CheckSum"), ErrorCode = Field("ErrorCode"), Payload = payload,
        };
    }

    // Null where the payload is said to be in a part that did not come, or cannot be decoded.
    private static ReadOnlyMemory<byte>? Payload(XElement message, IReadOnlyList<Part> attached)
    {
        if (Child(message, "Payload") is not { } payload)
            return ReadOnlyMemory<byte>.Empty;
        if (Child(payload, "Include")?.Attribute("href")?.Value is { } reference)
        {
            var id = reference.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(reference[4..]) : reference;
            return attached.FirstOrDefault(p => p.Id == id)?.Content;
        }
        var text = payload.Value.Trim();
        // The schema has text in real time and base64 in batch; payers mix them up, and X12 begins like no base64 of X12 does.
        if (text.Length == 0 || text.StartsWith("ISA", StringComparison.Ordinal))
            return Encoding.UTF8.GetBytes(text);
        var decoded = new byte[text.Length];
        return Convert.TryFromBase64String(text, decoded, out var count) ? decoded.AsMemory(0, count) : null;
    }

    // The code without its prefix: Sender, Receiver, VersionMismatch. One of WS-Security's own says more, and stands below.
    private static string FaultCode(XElement fault)
    {
        var codes = fault.Descendants().Where(e => e.Name.LocalName is "Value" or "faultcode").Select(e => e.Value.Trim().Split(':')[^1]).ToList();
        return codes.Any(c => c is "FailedAuthentication" or "InvalidSecurityToken" or "InvalidSecurity") ? "UnAuthorized" : codes.FirstOrDefault() ?? "Receiver";
    }

    private static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    private static string Text(ReadOnlySpan<byte> payload)
    {
        var text = Utf8.IsValid(payload) ? Encoding.UTF8.GetString(payload) : null;
        // Of a pair that stands for one character each half alone is none of XML's.
        return text is not null && text.All(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))
            ? text : throw new ArgumentException("The payload has a character that XML cannot carry.", nameof(payload));
    }

    private static (string Message, string Action) MessageOf(CoreVerb verb) => verb switch
    {
        CoreVerb.Submit => ("COREEnvelopeBatchSubmission", "BatchSubmitTransaction"),
        CoreVerb.FetchAcknowledgement => ("COREEnvelopeBatchSubmissionAckRetrievalRequest", "BatchSubmitAckRetrievalTransaction"),
        CoreVerb.FetchResults => ("COREEnvelopeBatchResultsRetrievalRequest", "BatchResultsRetrievalTransaction"),
        CoreVerb.AcknowledgeResults => ("COREEnvelopeBatchResultsAckSubmission", "BatchResultsAckSubmitTransaction"),
        _ => ("COREEnvelopeRealTimeRequest", "RealTimeTransaction"),
    };
}
