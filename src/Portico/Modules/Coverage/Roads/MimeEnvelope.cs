using System.Net.Http.Headers;
using System.Text;

namespace Portico.Modules.Coverage.Roads;

/// <summary>The envelope as form data.</summary>
/// <remarks>Source: CAQH CORE Connectivity Rule vC2.2.0, section 4.2.1 (HTTP MIME Multipart).</remarks>
internal static class MimeEnvelope
{
    public static ByteArrayContent Write(CoreQuestion question, RoadSettings settings)
    {
        // Made by chance: it occurs in no payload.
        var boundary = "portico-" + Guid.CreateVersion7().ToString("N");
        var body = new MemoryStream(question.Payload.Length + 2_048);
        foreach (var (name, value) in CoreEnvelope.Fields(question, settings))
            Add(name, Encoding.UTF8.GetBytes(value));
        Add("UserName", Encoding.UTF8.GetBytes(settings.UserName ?? ""));
        Add("Password", Encoding.UTF8.GetBytes(settings.Secret?.Password ?? ""));
        if (!question.Payload.IsEmpty)
            Add("Payload", question.Payload.Span);
        body.Write(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
        return new(body.GetBuffer(), 0, (int)body.Length) { Headers = { ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={boundary}") } };

        // Names in quotes, as the rule's examples have them: not every server reads them without.
        void Add(string name, ReadOnlySpan<byte> value)
        {
            body.Write(Encoding.ASCII.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n"));
            body.Write(value);
            body.Write("\r\n"u8);
        }
    }

    /// <returns>Null where the body is no form that names a payload type.</returns>
    public static CoreReply? Read(MediaTypeHeaderValue type, ReadOnlyMemory<byte> body)
    {
        if (Multipart.Read(type, body) is not { } parts || Text("PayloadType").Length == 0)
            return null;
        return new()
        {
            PayloadType = Text("PayloadType"), PayloadId = Text("PayloadID"), PayloadLength = Text("PayloadLength"), SenderId = Text("SenderID"),
            ReceiverId = Text("ReceiverID"), CheckSum = Text("CheckSum"), ErrorCode = Text("ErrorCode"), Payload = Find("Payload")?.Content ?? default,
        };

        string Text(string name) => Find(name)?.Text ?? "";
        Part? Find(string name) => parts.FirstOrDefault(p => name.Equals(p.Name, StringComparison.OrdinalIgnoreCase));
    }
}
