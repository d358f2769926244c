using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;

namespace Portico.Modules.Coverage.Roads;

/// <summary>One part of a multipart body.</summary>
/// <param name="Name">Of form data; null elsewhere.</param>
/// <param name="Id">Content-ID without its brackets; null where it has none.</param>
/// <param name="Content">Between the empty line and the next boundary.</param>
internal sealed record Part(string? Name, string? Id, ReadOnlyMemory<byte> Content)
{
    public string Text => Encoding.UTF8.GetString(Content.Span).Trim();
}

/// <summary>Takes multipart bodies apart.</summary>
/// <remarks>Source: RFC 2046, section 5.1.1. Lines that end in LF alone are read too.</remarks>
internal static class Multipart
{
    /// <returns>Null where there is no boundary, or the last one did not come.</returns>
    public static IReadOnlyList<Part>? Read(MediaTypeHeaderValue type, ReadOnlyMemory<byte> body)
    {
        var boundary = Parameter(type, "boundary");
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200 || !Ascii.IsValid(boundary))
            return null;
        var delimiter = Encoding.ASCII.GetBytes("--" + boundary);
        var parts = new List<Part>();
        var at = Next(body.Span, delimiter, 0);
        while (at >= 0)
        {
            at += delimiter.Length;
            if (body.Span[at..].StartsWith("--"u8))
                return parts;
            var line = body.Span[at..].IndexOf((byte)'\n');
            if (line < 0)
                return null;
            var begin = at + line + 1;
            at = Next(body.Span, delimiter, begin);
            if (at < 0 || Of(body[begin..Math.Max(begin, EndOf(body.Span, at))]) is not { } part)
                return null;
            parts.Add(part);
        }
        return null;
    }

    public static string? Parameter(MediaTypeHeaderValue type, string name) =>
        type.Parameters.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"');

    // A boundary begins a line, and nothing but two hyphens or white space follows it: "--ab" is no boundary of "--abc".
    private static int Next(ReadOnlySpan<byte> body, ReadOnlySpan<byte> delimiter, int from)
    {
        while (true)
        {
            var found = body[from..].IndexOf(delimiter);
            if (found < 0)
                return -1;
            var at = from + found;
            var after = body[(at + delimiter.Length)..];
            if ((at == 0 || body[at - 1] == '\n') && (after.StartsWith("--"u8) || after is [(byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t', ..]))
                return at;
            from = at + 1;
        }
    }

    // The line end before a boundary is the boundary's.
    private static int EndOf(ReadOnlySpan<byte> body, int boundary) => boundary >= 2 && body[boundary - 2] == '\r' ? boundary - 2 : boundary - 1;

    private static Part? Of(ReadOnlyMemory<byte> section)
    {
        string? name = null, id = null;
        var isBase64 = false;
        while (true)
        {
            var end = section.Span.IndexOf((byte)'\n');
            if (end < 0)
                return null;
            var line = Encoding.UTF8.GetString(section.Span[..end]).TrimEnd('\r');
            section = section[(end + 1)..];
            if (line.Length == 0)
                break;
            var colon = line.IndexOf(':');
            if (colon < 0)
                continue;
            var value = line[(colon + 1)..].Trim();
            switch (line[..colon].Trim().ToLowerInvariant())
            {
                case "content-disposition" when ContentDispositionHeaderValue.TryParse(value, out var disposition):
                    name = disposition.Name?.Trim('"');
                    break;
                case "content-id":
                    id = value.Trim('<', '>');
                    break;
                case "content-transfer-encoding":
                    isBase64 = value.Equals("base64", StringComparison.OrdinalIgnoreCase);
                    break;
            }
        }
        if (!isBase64)
            return new(name, id, section);
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(section.Length)];
        return Base64.DecodeFromUtf8(section.Span, decoded, out _, out var written) == System.Buffers.OperationStatus.Done
            ? new(name, id, decoded.AsMemory(0, written)) : null;
    }
}
