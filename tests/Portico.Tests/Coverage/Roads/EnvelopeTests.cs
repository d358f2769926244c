using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Portico.Modules.Coverage.Roads;

namespace Portico.Tests.Coverage.Roads;

/// <summary>Envelopes as bytes: what is written, and what is made of bytes that are almost one.</summary>
public sealed class EnvelopeTests
{
    private static readonly RoadSettings s_settings = new()
    {
        Kind = RoadKind.CoreSoap, Address = new("https://payer.example.test/core"), SenderId = "CLINIC", ReceiverId = "CLEARING", UserName = "a<b", Secret = new() { Password = "c&d" },
    };

    private static CoreReply? Form(string body, string boundary = "x") =>
        CoreEnvelope.Read(MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={boundary}"), Encoding.Latin1.GetBytes(body));

    [Fact]
    public void A_form_is_read_whatever_its_line_ends_the_order_and_the_case_of_its_names()
    {
        const string body = "preamble\r\n--x \r\nContent-Type: text/plain\r\nContent-Disposition: form-data; name=payloadid\r\n\r\nP1\r\n"
            + "--x\r\nContent-Disposition: form-data; name=\"Payload\"\r\n\r\nISA\r\n--xy\r\n --x\r\nIEA\r\n--x\r\nCONTENT-DISPOSITION: form-data; name=\"PAYLOADTYPE\"\r\n\r\nT\r\n--x--\r\nepilogue";
        foreach (var text in new[] { body, body.Replace("\r\n", "\n") })
        {
            var reply = Form(text).ShouldNotBeNull();
            (reply.PayloadId, reply.PayloadType, reply.ErrorCode).ShouldBe(("P1", "T", ""));
            Encoding.ASCII.GetString(reply.Payload.Span).ReplaceLineEndings("|").ShouldBe("ISA|--xy| --x|IEA");
        }
    }

    [Fact]
    public void A_part_in_base64_is_decoded_and_a_damaged_one_is_none()
    {
        static string Body(string content) => "--x\r\nContent-Disposition: form-data; name=\"PayloadType\"\r\n\r\nT\r\n--x\r\nContent-Disposition: form-data; name=\"Payload\"\r\n"
            + $"Content-Transfer-Encoding: Base64\r\n\r\n{content}\r\n--x--\r\n";
        Form(Body("SVNB\r\nKg==")).ShouldNotBeNull().Payload.ToArray().ShouldBe("ISA*"u8.ToArray());
        Form(Body("SVN")).ShouldBeNull();
    }

    [Theory, InlineData(RoadKind.CoreMime), InlineData(RoadKind.CoreSoap)]
    public async Task No_cut_and_no_damaged_byte_of_an_envelope_throws_and_no_cut_of_one_is_one(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        var (body, type) = (Array.Empty<byte>(), (MediaTypeHeaderValue?)null);
        var line = Line.Road(road.Settings(kind), async (_, send) =>
        {
            var response = await send();
            (body, type) = (await response.Content.ReadAsByteArrayAsync(BoxRoad.Ct), response.Content.Headers.ContentType);
            return response;
        });
        (await line.AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Answered>();
        CoreEnvelope.Read(type, body).ShouldNotBeNull();
        // The last two bytes are a line end after the end.
        for (var length = 0; length < body.Length - 2; length += 7)
            CoreEnvelope.Read(type, body.AsMemory(0, length)).ShouldBeNull();
        var seed = Environment.TickCount;
        var dice = new Random(seed);
        for (var round = 0; round < 2_000; round++)
        {
            var damaged = body.ToArray();
            for (var bytes = dice.Next(1, 4); bytes > 0; bytes--)
                damaged[dice.Next(damaged.Length)] = (byte)dice.Next(256);
            Should.NotThrow(() => CoreEnvelope.Read(type, damaged), $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public async Task What_is_special_in_xml_arrives_as_it_was_written_line_ends_and_passwords_too()
    {
        const string payload = "ISA*a>b*c&d*\u00e9\r*\r\n*\n\"'<]]>~";
        var question = new CoreQuestion(CoreVerb.Ask, Guid.CreateVersion7(), Encoding.UTF8.GetBytes(payload), Instant.FromUtc(2026, 11, 20, 17, 0));
        var written = XElement.Load(new MemoryStream(await SoapEnvelope.Write(question, s_settings).ReadAsByteArrayAsync(BoxRoad.Ct)), LoadOptions.PreserveWhitespace);
        string Of(string name) => written.Descendants().Single(e => e.Name.LocalName == name).Value;
        (Of("Payload"), Of("Username"), Of("Password"), Of("TimeStamp"), Of("PayloadID")).ShouldBe((payload, "a<b", "c&d", "2026-11-20T17:00:00Z", question.PayloadId.ToString()));
    }

    [Fact]
    public void A_payload_that_is_said_to_be_attached_and_is_not_makes_no_answer()
    {
        const string document = "<Envelope><Body><COREEnvelopeRealTimeResponse><PayloadType>T</PayloadType><Payload><Include href='cid:a%40b'/></Payload></COREEnvelopeRealTimeResponse></Body></Envelope>";
        static CoreReply? Read(string id) => CoreEnvelope.Read(MediaTypeHeaderValue.Parse("multipart/related; boundary=x; start=\"<root>\""),
            Encoding.ASCII.GetBytes($"--x\r\nContent-ID: <{id}>\r\n\r\nISA\r\n--x\r\nContent-ID: <root>\r\n\r\n{document}\r\n--x--"));
        Read("a@b").ShouldNotBeNull().Payload.ToArray().ShouldBe("ISA"u8.ToArray());
        Read("other").ShouldBeNull();
    }

    [Theory]
    [InlineData("ISA*00~IEA*1*1~", "Whole")]
    [InlineData("\r\n ISA|00~GS|x~IEA|1|1~\r\n", "Whole")]
    [InlineData("ISA*00~IEA*1*000000001", "Whole")]
    [InlineData("ISA*00~GS*IEA~", "Cut")]
    [InlineData("ISA", "NotX12")]
    [InlineData("", "NotX12")]
    [InlineData("<html>ISA*</html>", "NotX12")]
    public void X12_is_whole_when_its_last_segment_came(string text, string wholeness) => Interchange.Look(Encoding.ASCII.GetBytes(text)).ToString().ShouldBe(wholeness);

    [Fact]
    public async Task A_server_whose_certificate_nobody_vouches_for_is_told_nothing()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync(BoxRoad.Ct);
            await using var secure = new SslStream(client.GetStream());
            try
            {
                await secure.AuthenticateAsServerAsync(certificate);
                return await secure.ReadAsync(new byte[1_000], BoxRoad.Ct);
            }
            catch (Exception refused) when (refused is IOException or System.Security.Authentication.AuthenticationException)
            {
                return 0;
            }
        }, BoxRoad.Ct);
        await using var services = BoxRoad.Services(TimeProvider.System);
        var address = new Uri(FormattableString.Invariant($"https://localhost:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/core"));
        var road = services.GetRequiredService<RoadFactory>().RealTime(s_settings with { Address = address });
        (await road.AskAsync(BoxRoad.Message(BoxRoad.Receipt), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.Unreachable);
        (await serving).ShouldBe(0);
    }
}
