using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Portico.PayerSim;

/// <summary>One part of a multipart body.</summary>
/// <param name="Name">Of form data.</param>
/// <param name="Id">Content-ID, without its brackets.</param>
/// <param name="Content">As sent.</param>
internal sealed record MimePart(string? Name, string? Id, ReadOnlyMemory<byte> Content)
{
    public string Text => Encoding.UTF8.GetString(Content.Span).Trim();

    /// <returns>Null where the body is no multipart that can be read.</returns>
    public static async Task<IReadOnlyList<MimePart>?> ReadAsync(MediaTypeHeaderValue type, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200)
            return null;
        var parts = new List<MimePart>();
        try
        {
            var reader = new MultipartReader(boundary, new MemoryStream(body.ToArray(), writable: false)) { BodyLengthLimit = null };
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                var content = new MemoryStream();
                await section.Body.CopyToAsync(content, ct);
                var name = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) ? HeaderUtilities.RemoveQuotes(disposition.Name).Value : null;
                var id = section.Headers is { } headers && headers.TryGetValue("Content-ID", out var value) ? value.ToString().Trim().Trim('<', '>') : null;
                parts.Add(new(name, id, content.ToArray()));
            }
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or ArgumentException)
        {
            return null;
        }
        return parts;
    }

    public static void Write(MemoryStream output, string boundary, string headers, ReadOnlySpan<byte> content)
    {
        output.Write(Encoding.UTF8.GetBytes($"--{boundary}\r\n{headers}\r\n\r\n"));
        output.Write(content);
        output.Write("\r\n"u8);
    }

    public static void End(MemoryStream output, string boundary) => output.Write(Encoding.UTF8.GetBytes($"--{boundary}--\r\n"));

    /// <summary>A boundary that does not occur in the content.</summary>
    public static string Boundary(ReadOnlySpan<byte> content)
    {
        for (var number = 0; ; number++)
        {
            var boundary = FormattableString.Invariant($"payerbox-{number:0000000000}");
            if (content.IndexOf(Encoding.ASCII.GetBytes(boundary)) < 0)
                return boundary;
        }
    }
}
