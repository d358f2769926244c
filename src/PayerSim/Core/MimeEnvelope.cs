using System.Text;
using Microsoft.Net.Http.Headers;

namespace Portico.PayerSim;

/// <summary>The envelope as multipart form data.</summary>
/// <remarks>Source: CAQH CORE Connectivity Rule vC2.2.0, HTTP MIME Multipart.</remarks>
internal static class MimeEnvelope
{
    /// <returns>Null where no envelope can be found.</returns>
    public static async Task<CoreRequest?> ReadAsync(MediaTypeHeaderValue type, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (await MimePart.ReadAsync(type, body, ct) is not { Count: > 0 } parts)
            return null;
        string? Text(string name) => Part(name)?.Text;
        MimePart? Part(string name) => parts.FirstOrDefault(p => name.Equals(p.Name, StringComparison.OrdinalIgnoreCase));
        return new()
        {
            PayloadType = Text("PayloadType"), ProcessingMode = Text("ProcessingMode"), PayloadId = Text("PayloadID"), PayloadLength = Text("PayloadLength"),
            TimeStamp = Text("TimeStamp"), SenderId = Text("SenderID"), ReceiverId = Text("ReceiverID"), RuleVersion = Text("CORERuleVersion"),
            CheckSum = Text("CheckSum"), Payload = Part("Payload")?.Content ?? default, UserName = Text("UserName"), Password = Text("Password"),
        };
    }

    public static (string ContentType, byte[] Body) Write(CoreReply reply)
    {
        var boundary = MimePart.Boundary(reply.Payload.Span);
        var output = new MemoryStream(reply.Payload.Length + 2_048);
        foreach (var (name, value) in reply.Fields(isBeforePayload: true))
            Field(name, Encoding.UTF8.GetBytes(value));
        if (!reply.Payload.IsEmpty)
            Field("Payload", reply.Payload.Span);
        foreach (var (name, value) in reply.Fields(isBeforePayload: false))
            Field(name, Encoding.UTF8.GetBytes(value));
        MimePart.End(output, boundary);
        return ($"multipart/form-data; boundary={boundary}", output.ToArray());

        void Field(string name, ReadOnlySpan<byte> value) => MimePart.Write(output, boundary, $"Content-Disposition: form-data; name=\"{name}\"", value);
    }
}
