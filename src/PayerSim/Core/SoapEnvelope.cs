using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Net.Http.Headers;

namespace Portico.PayerSim;

/// <summary>The envelope as SOAP 1.2, its payload inline or by MTOM.</summary>
/// <remarks>Source: CAQH CORE Connectivity Rule vC2.2.0, SOAP and WSDL; W3C SOAP 1.2, MTOM and XOP; OASIS WS-Security UsernameToken.</remarks>
internal static class SoapEnvelope
{
    private static readonly XNamespace s_soap = "http://www.w3.org/2003/05/soap-envelope";
    private static readonly XNamespace s_core = "http://www.caqh.org/SOAP/WSDL/CORERule2.2.0.xsd";
    private static readonly XNamespace s_xop = "http://www.w3.org/2004/08/xop/include";

    private static readonly Dictionary<CoreOperation, (string Request, string Response, string Action)> s_names = new()
    {
        [CoreOperation.RealTime] = ("COREEnvelopeRealTimeRequest", "COREEnvelopeRealTimeResponse", "RealTimeTransaction"),
        [CoreOperation.BatchSubmission] = ("COREEnvelopeBatchSubmission", "COREEnvelopeBatchSubmissionResponse", "BatchSubmitTransaction"),
        [CoreOperation.AcknowledgementRetrieval] =
            ("COREEnvelopeBatchSubmissionAckRetrievalRequest", "COREEnvelopeBatchSubmissionAckRetrievalResponse", "BatchSubmitAckRetrievalTransaction"),
        [CoreOperation.ResultsRetrieval] = ("COREEnvelopeBatchResultsRetrievalRequest", "COREEnvelopeBatchResultsRetrievalResponse", "BatchResultsRetrievalTransaction"),
        [CoreOperation.ResultsAcknowledgement] = ("COREEnvelopeBatchResultsAckSubmission", "COREEnvelopeBatchResultsAckSubmissionResponse", "BatchResultsAckSubmitTransaction"),
    };

    /// <param name="Code">Of SOAP: Sender, Receiver or VersionMismatch.</param>
    /// <param name="Reason">For a person to read.</param>
    internal sealed record Fault(string Code, string Reason);

    /// <returns>A request, or the fault that says why there is none.</returns>
    public static async Task<(CoreRequest? Request, Fault? Fault)> ReadAsync(MediaTypeHeaderValue type, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        IReadOnlyList<MimePart> attached = [];
        if (type.MediaType.Equals("multipart/related", StringComparison.OrdinalIgnoreCase))
        {
            if (await MimePart.ReadAsync(type, body, ct) is not { Count: > 0 } parts)
                return (null, new("Sender", "The multipart body cannot be read."));
            var start = HeaderUtilities.RemoveQuotes(type.Parameters.FirstOrDefault(p => p.Name.Equals("start", StringComparison.OrdinalIgnoreCase))?.Value ?? default).Value?.Trim('<', '>');
            (attached, body) = (parts, (parts.FirstOrDefault(p => start is not null && p.Id == start) ?? parts[0]).Content);
        }
        XElement root;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            root = XElement.Load(reader);
        }
        catch (XmlException)
        {
            return (null, new("Sender", "The body is no well-formed XML, or has a document type."));
        }
        if (root.Name.LocalName == "Envelope" && root.Name.Namespace != s_soap)
            return (null, new("VersionMismatch", "The envelope is not SOAP 1.2."));
        if (root.Name != s_soap + "Envelope" || root.Element(s_soap + "Body")?.Elements().FirstOrDefault() is not { } message)
            return (null, new("Sender", "The body is no SOAP envelope with a message."));
        var operation = s_names.Where(n => s_core + n.Value.Request == message.Name).Select(n => (CoreOperation?)n.Key).FirstOrDefault();
        return operation is null ? (null, new("Sender", "The message is none of the rule's.")) : Request(root, message, operation.Value, attached);
    }

    private static (CoreRequest?, Fault?) Request(XElement root, XElement message, CoreOperation operation, IReadOnlyList<MimePart> attached)
    {
        string? Text(string name) => message.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value.Trim();
        ReadOnlyMemory<byte> content = default;
        if (message.Elements().FirstOrDefault(e => e.Name.LocalName == "Payload") is { } payload)
        {
            if (payload.Element(s_xop + "Include") is { } include)
            {
                var id = Uri.UnescapeDataString(include.Attribute("href")?.Value is { } href && href.StartsWith("cid:", StringComparison.Ordinal) ? href[4..] : "");
                if (attached.FirstOrDefault(p => p.Id == id) is not { } part)
                    return (null, new("Sender", "The payload names a part that did not come."));
                content = part.Content;
            }
            else
            {
                content = Inline(payload.Value, operation);
            }
        }
        var token = root.Element(s_soap + "Header")?.Descendants().FirstOrDefault(e => e.Name.LocalName == "UsernameToken");
        return (new()
        {
            Operation = operation,
            PayloadType = Text("PayloadType"), ProcessingMode = Text("ProcessingMode"), PayloadId = Text("PayloadID"), PayloadLength = Text("PayloadLength"),
            TimeStamp = Text("TimeStamp"), SenderId = Text("SenderID"), ReceiverId = Text("ReceiverID"), RuleVersion = Text("CORERuleVersion"),
            CheckSum = Text("CheckSum"), Payload = content,
            UserName = token?.Elements().FirstOrDefault(e => e.Name.LocalName == "Username")?.Value.Trim(),
            Password = token?.Elements().FirstOrDefault(e => e.Name.LocalName == "Password")?.Value.Trim(),
        }, null);
    }

    // A batch's payload is base64 in the schema; clients that write it as text are understood as well.
    private static byte[] Inline(string text, CoreOperation operation)
    {
        var plain = text.Trim();
        if (operation != CoreOperation.RealTime && !plain.StartsWith("ISA", StringComparison.Ordinal))
        {
            var bytes = new byte[plain.Length];
            if (Convert.TryFromBase64String(plain, bytes, out var count))
                return bytes[..count];
        }
        return Encoding.UTF8.GetBytes(plain);
    }

    /// <param name="reply">What to say.</param>
    /// <param name="asMtom">The payload in a part of its own.</param>
    public static (string ContentType, byte[] Body) Write(CoreReply reply, bool asMtom)
    {
        const string attachment = "payload@payerbox";
        var names = s_names[reply.Operation];
        var message = new XElement(s_core + names.Response, new XAttribute(XNamespace.Xmlns + "core", s_core.NamespaceName), Elements(reply, isBeforePayload: true));
        if (!reply.Payload.IsEmpty)
        {
            object payload = asMtom ? new XElement(s_xop + "Include", new XAttribute("href", "cid:" + attachment))
                : reply.Operation == CoreOperation.RealTime ? Encoding.UTF8.GetString(reply.Payload.Span) : Convert.ToBase64String(reply.Payload.Span);
            message.Add(new XElement("Payload", payload));
        }
        message.Add(Elements(reply, isBeforePayload: false));
        var envelope = Bytes(message);
        if (!asMtom)
            return ($"application/soap+xml; charset=utf-8; action=\"{names.Action}\"", envelope);
        var boundary = MimePart.Boundary(reply.Payload.Span);
        var output = new MemoryStream(envelope.Length + reply.Payload.Length + 1_024);
        MimePart.Write(output, boundary, "Content-Type: application/xop+xml; charset=utf-8; type=\"application/soap+xml\"\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <root@payerbox>", envelope);
        if (!reply.Payload.IsEmpty)
            MimePart.Write(output, boundary, $"Content-Type: application/edi-x12\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <{attachment}>", reply.Payload.Span);
        MimePart.End(output, boundary);
        return ($"multipart/related; type=\"application/xop+xml\"; start=\"<root@payerbox>\"; start-info=\"application/soap+xml\"; action=\"{names.Action}\"; boundary={boundary}", output.ToArray());
    }

    public static (string ContentType, byte[] Body) Write(Fault fault) => ("application/soap+xml; charset=utf-8", Bytes(new XElement(s_soap + "Fault",
        new XElement(s_soap + "Code", new XElement(s_soap + "Value", "env:" + fault.Code)),
        new XElement(s_soap + "Reason", new XElement(s_soap + "Text", new XAttribute(XNamespace.Xml + "lang", "en"), fault.Reason)))));

    private static IEnumerable<XElement> Elements(CoreReply reply, bool isBeforePayload) => reply.Fields(isBeforePayload).Select(f => new XElement(f.Name, f.Value));

    private static byte[] Bytes(XElement content)
    {
        var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output, new() { Encoding = new UTF8Encoding(false) }))
        {
            new XDocument(new XElement(s_soap + "Envelope", new XAttribute(XNamespace.Xmlns + "env", s_soap.NamespaceName), new XElement(s_soap + "Body", content))).Save(writer);
        }
        return output.ToArray();
    }
}
