using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Portico.PayerSim.Tests;

/// <summary>CORE envelopes as a client writes them, by ways that share nothing with the box.</summary>
internal static class Envelopes
{
    public const string Inquiry = "X12_270_Request_005010X279A1";
    private const string Wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private const string Core = "http://www.caqh.org/SOAP/WSDL/CORERule2.2.0.xsd";

    /// <summary>What came back: fields by name, and the payload.</summary>
    public sealed record Reply(int Status, string Message, IReadOnlyDictionary<string, string> Fields, byte[] Payload)
    {
        public string this[string field] => Fields.TryGetValue(field, out var value) ? value : "";
    }

    public static Dictionary<string, string> Fields(string type, string mode, string? id = null) => new()
    {
        ["PayloadType"] = type, ["ProcessingMode"] = mode, ["PayloadID"] = id ?? Guid.CreateVersion7().ToString(), ["TimeStamp"] = "2026-11-20T17:00:00Z",
        ["SenderID"] = "CLINIC", ["ReceiverID"] = "CLEARING", ["CORERuleVersion"] = "2.2.0",
    };

    public static Dictionary<string, string> Batch(Dictionary<string, string> fields, byte[] payload)
    {
        fields["PayloadLength"] = payload.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
#pragma warning disable CA5350 // The rule's own algorithm.
        fields["CheckSum"] = Convert.ToHexString(SHA1.HashData(payload));
#pragma warning restore CA5350
        return fields;
    }

    public static HttpContent Mime(Dictionary<string, string> fields, byte[]? payload, string password = "synthetic")
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        form.Add(new StringContent("portico"), "UserName");
        form.Add(new StringContent(password), "Password");
        if (payload is not null)
            form.Add(new ByteArrayContent(payload), "Payload");
        return form;
    }

    public static string Xml(string message, Dictionary<string, string> fields, string? payload, string password = "synthetic", string soap = "http://www.w3.org/2003/05/soap-envelope") => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <s:Envelope xmlns:s="{soap}"><s:Header><wsse:Security xmlns:wsse="{Wsse}"><wsse:UsernameToken><wsse:Username>portico</wsse:Username><wsse:Password>{password}</wsse:Password></wsse:UsernameToken></wsse:Security></s:Header>
        <s:Body><c:{message} xmlns:c="{Core}">{string.Concat(fields.Select(f => $"<{f.Key}>{f.Value}</{f.Key}>"))}{payload}</c:{message}></s:Body></s:Envelope>
        """;

    public static HttpContent Soap(string message, Dictionary<string, string> fields, string? payload, string password = "synthetic", string soap = "http://www.w3.org/2003/05/soap-envelope") =>
        new StringContent(Xml(message, fields, payload is null ? null : $"<Payload><![CDATA[{payload}]]></Payload>", password, soap), Encoding.UTF8, "application/soap+xml");

    public static HttpContent Mtom(string message, Dictionary<string, string> fields, byte[]? payload)
    {
        var content = new MultipartContent("related", "part-of-a-test");
        var root = new StringContent(Xml(message, fields, payload is null ? null : "<Payload><xop:Include xmlns:xop=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:x12%40test\"/></Payload>"), Encoding.UTF8);
        root.Headers.ContentType = MediaTypeHeaderValue.Parse("application/xop+xml; charset=utf-8; type=\"application/soap+xml\"");
        root.Headers.Add("Content-ID", "<root@test>");
        if (payload is not null)
            content.Add(new ByteArrayContent(payload) { Headers = { { "Content-ID", "<x12@test>" } } });
        // The root need not be the first part: start says which it is.
        content.Add(root);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/related; type=\"application/xop+xml\"; start=\"<root@test>\"; start-info=\"application/soap+xml\"; boundary=part-of-a-test");
        return content;
    }

    public static async Task<Reply> SendAsync(this PayerBox box, HttpContent content)
    {
        using var client = box.Client();
        using var response = await client.PostAsync("core", content, TestContext.Current.CancellationToken);
        return await ReadAsync(response);
    }

    public static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        var (type, body, status) = (response.Content.Headers.ContentType, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), (int)response.StatusCode);
        if (type?.MediaType == "multipart/form-data")
        {
            var parts = Parts(body, type);
            return new(status, "", parts.Where(p => p.Name != "Payload").ToDictionary(p => p.Name, p => Encoding.UTF8.GetString(p.Content)), parts.Find(p => p.Name == "Payload").Content ?? []);
        }
        List<(string Name, byte[] Content)> attached = [];
        if (type?.MediaType == "multipart/related")
        {
            attached = Parts(body, type);
            body = attached[0].Content;
        }
        if (type?.MediaType is not ("multipart/related" or "application/soap+xml"))
            return new(status, Encoding.UTF8.GetString(body), new Dictionary<string, string>(), []);
        var message = XElement.Parse(Encoding.UTF8.GetString(body)).Elements().Single(e => e.Name.LocalName == "Body").Elements().Single();
        var payload = message.Elements().SingleOrDefault(e => e.Name.LocalName == "Payload");
        var bytes = payload is null ? [] : payload.HasElements ? attached.Single(a => "cid:" + a.Name.Trim('<', '>') == payload.Elements().Single().Attribute("href")?.Value).Content
            : payload.Value.StartsWith("ISA", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(payload.Value) : Convert.FromBase64String(payload.Value);
        return new(status, message.Name.LocalName, message.Elements().Where(e => e.Name.LocalName != "Payload").ToDictionary(e => e.Name.LocalName, e => e.Value), bytes);
    }

    private static List<(string Name, byte[] Content)> Parts(byte[] body, MediaTypeHeaderValue type)
    {
        var boundary = "--" + type.Parameters.Single(p => p.Name == "boundary").Value?.Trim('"');
        var text = Encoding.Latin1.GetString(body);
        text.ShouldEndWith(boundary + "--\r\n");
        return [.. text.Split(boundary + "\r\n").Skip(1).Select(part =>
        {
            var at = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var (headers, content) = (part[..at], part[(at + 4)..]);
            content = content[..content.LastIndexOf("\r\n", content.EndsWith("--\r\n", StringComparison.Ordinal) ? content.Length - 5 : content.Length - 1, StringComparison.Ordinal)];
            var name = headers.Contains("name=\"", StringComparison.Ordinal) ? headers.Split("name=\"")[1].Split('"')[0] : headers.Split("Content-ID: ")[1].Split("\r\n")[0];
            return (name, Encoding.Latin1.GetBytes(content));
        })];
    }
}
