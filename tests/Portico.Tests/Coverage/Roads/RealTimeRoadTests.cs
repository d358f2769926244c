using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using Portico.Modules.Coverage.Roads;
using Portico.PayerSim;
using Portico.X12;

namespace Portico.Tests.Coverage.Roads;

/// <summary>Questions in real time, over both envelopes, to a payer in a box that answers, refuses and breaks.</summary>
public sealed class RealTimeRoadTests
{
    private static readonly Duration s_wait = Duration.FromSeconds(90);

    public static TheoryData<RoadKind> Kinds => [RoadKind.CoreMime, RoadKind.CoreSoap];

    public static TheoryData<RoadKind, FaultKind, RoadFailure> Broken => [.. Kinds.SelectMany(kind => new (FaultKind Fault, RoadFailure Failure)[]
    {
        (FaultKind.Error500, RoadFailure.Unavailable), (FaultKind.Error503, RoadFailure.Unavailable), (FaultKind.Reset, RoadFailure.BrokenOff),
        (FaultKind.HalfBody, RoadFailure.BrokenOff), (FaultKind.Garbage, RoadFailure.Garbage),
    }.Select(f => (kind.Data, f.Fault, f.Failure)))];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_question_is_answered_by_the_271_of_that_member(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        var question = BoxRoad.Message(road.Question);
        var result = await road.RealTime(kind).AskAsync(question, BoxRoad.Ct);
        BoxRoad.MembersIn(result).ShouldBe([road.Someone.MemberId]);
        var answered = result.ShouldBeOfType<RoadResult.Answered>();
        (answered.PayloadId, answered.HttpStatus, answered.PayloadType).ShouldBe((question.PayloadId, 200, "X12_271_Response_005010X279A1"));
        answered.TheirPayloadId.ShouldNotBeNull();
        answered.At.ShouldBeGreaterThanOrEqualTo(answered.Asked);
        answered.Received.Length.ShouldBeGreaterThan(answered.Payload.Length);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Both_envelopes_bring_the_same_bytes_there_and_back(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        road.Box.Log.KeepsBodies = true;
        var answered = (await road.RealTime(kind).AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Answered>();
        using var client = new HttpClient { BaseAddress = road.Box.Address };
        using var plain = await client.PostAsync(new Uri("x12", UriKind.Relative), new ByteArrayContent(road.Question), BoxRoad.Ct);
        var (one, other) = (Document.Read(answered.Payload), Document.Read(await plain.Content.ReadAsByteArrayAsync(BoxRoad.Ct)));
        // Control numbers and times differ from answer to answer; the figures do not.
        static IEnumerable<string> Benefits(Document document) => EligibilityResponse.Read(document.Transactions.Single()).Answers.Single().Benefits
            .Select(b => $"{b.Kind.Value} {b.Amount} {b.Share} {string.Join('+', b.ServiceTypes)} {string.Join('+', b.Messages)}");
        Benefits(one).ShouldBe(Benefits(other));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_270_that_breaks_its_guide_is_answered_by_a_999_and_a_broken_interchange_by_a_TA1(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        var text = Encoding.ASCII.GetString(road.Question);
        var line = road.RealTime(kind);
        (await line.AskAsync(BoxRoad.Message(Encoding.ASCII.GetBytes(text.Replace("BHT*0022*13", "BHT*0022*99"))), BoxRoad.Ct))
            .ShouldBeOfType<RoadResult.Answered>().Content.ShouldBe(RoadContent.Acknowledgement);
        (await line.AskAsync(BoxRoad.Message(Encoding.ASCII.GetBytes(text.Replace("IEA*1*000000001", "IEA*1*000000009"))), BoxRoad.Ct))
            .ShouldBeOfType<RoadResult.Answered>().Content.ShouldBe(RoadContent.InterchangeAcknowledgement);
    }

    [Theory, MemberData(nameof(Broken))]
    public async Task A_fault_is_that_failure_and_the_next_try_may_come_after_90_seconds(RoadKind kind, FaultKind fault, RoadFailure failure)
    {
        await using var road = await BoxRoad.StartAsync();
        road.Box.Faults.Add(new() { Kind = fault, Count = 1 });
        var failed = (await road.RealTime(kind).AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>();
        failed.Kind.ShouldBe(failure);
        failed.MayTryAgainFrom.ShouldBe(failed.At + s_wait);
        failed.Words.ShouldEndWith("Portico asks again by itself.");
        (await road.RealTime(kind).AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Answered>();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_payer_that_says_nothing_is_given_up_after_20_seconds_and_not_before(RoadKind kind)
    {
        var time = new FakeTimeProvider(new(2026, 11, 20, 17, 0, 0, TimeSpan.Zero));
        await using var road = await BoxRoad.StartAsync(time);
        road.Box.Faults.Add(new() { Kind = FaultKind.Timeout });
        var asking = road.RealTime(kind).AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct);
        time.Advance(TimeSpan.FromSeconds(19.9));
        await Task.Delay(200, BoxRoad.Ct);
        asking.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.2));
        var failed = (await asking.WaitAsync(TimeSpan.FromSeconds(10), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>();
        (failed.Kind, failed.MayTryAgainFrom).ShouldBe((RoadFailure.TimedOut, failed.At + s_wait));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_answer_that_comes_in_drops_is_given_up_too(RoadKind kind)
    {
        var time = new FakeTimeProvider(new(2026, 11, 20, 17, 0, 0, TimeSpan.Zero));
        await using var road = await BoxRoad.StartAsync(time);
        road.Box.Faults.Add(new() { Kind = FaultKind.Trickle, BytesPerSecond = 50 });
        var asking = road.RealTime(kind).AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct);
        await Task.Delay(500, BoxRoad.Ct);
        time.Advance(TimeSpan.FromSeconds(20.1));
        (await asking.WaitAsync(TimeSpan.FromSeconds(10), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.TimedOut);
    }

    [Fact]
    public async Task A_slow_answer_within_the_limit_is_an_answer()
    {
        await using var road = await BoxRoad.StartAsync();
        road.Box.Faults.Add(new() { Kind = FaultKind.Delay, Milliseconds = 700 });
        var result = await road.RealTime(RoadKind.CoreMime).AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct);
        result.ShouldBeOfType<RoadResult.Answered>();
        (result.At - result.Asked).ShouldBeGreaterThan(Duration.FromMilliseconds(600));
    }

    [Fact]
    public async Task Whoever_waits_may_stop_waiting()
    {
        await using var road = await BoxRoad.StartAsync();
        road.Box.Faults.Add(new() { Kind = FaultKind.Timeout });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(BoxRoad.Ct);
        var asking = road.RealTime(RoadKind.CoreMime).AskAsync(BoxRoad.Message(road.Question), patience.Token);
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(asking);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_wrong_password_is_said_once_and_not_tried_again_by_itself(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        var settings = road.Settings(kind) with { Secret = new() { Password = "another" } };
        var failed = (await road.Factory.RealTime(settings).AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>();
        (failed.Kind, failed.ErrorCode, failed.MayTryAgainFrom).ShouldBe((RoadFailure.Unauthorized, "UnAuthorized", null));
        failed.Words.ShouldEndWith("tell the administrator.");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_payload_id_that_was_used_is_refused_and_a_new_one_is_answered(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        var (line, question) = (road.RealTime(kind), BoxRoad.Message(road.Question));
        await line.AskAsync(question, BoxRoad.Ct);
        var failed = (await line.AskAsync(question, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>();
        (failed.Kind, failed.ErrorCode, failed.MayTryAgainFrom).ShouldBe((RoadFailure.DuplicateId, "PayloadIDIllegal", failed.At + s_wait));
        (await line.AskAsync(question with { PayloadId = Guid.CreateVersion7() }, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Answered>();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_is_no_270_is_refused_with_the_payers_code_and_not_tried_again_by_itself(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        var failed = (await road.RealTime(kind).AskAsync(BoxRoad.Message("nothing"u8.ToArray()), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>();
        (failed.Kind, failed.ErrorCode, failed.MayTryAgainFrom).ShouldBe((RoadFailure.Refused, "PayloadIllegal", null));
        failed.Words.ShouldStartWith("The payer refused the message (PayloadIllegal).");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Maintenance_with_a_status_is_a_failure_and_without_one_the_payers_own_answer(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        road.Box.Faults.Add(new() { Kind = FaultKind.Maintenance, Status = 503 });
        (await road.RealTime(kind).AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.Unavailable);
        road.Box.Faults.Clear();
        road.Box.Faults.Add(new() { Kind = FaultKind.Maintenance });
        var answered = (await road.RealTime(kind).AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Answered>();
        EligibilityResponse.Read(Document.Read(answered.Payload).Transactions.Single()).Rejections.Single().Reason.ShouldBe("42");
    }

    [Theory]
    [InlineData("Retry-After: 30", 90)]
    [InlineData("Retry-After: 600", 600)]
    [InlineData("Retry-After: Fri, 20 Nov 2026 18:00:00 GMT", 3_600)]
    [InlineData("Retry-After: 999999999", 43_200)]
    [InlineData("Retry-After: soon", 90)]
    public async Task A_payer_may_ask_for_a_longer_wait_never_for_a_shorter_one(string header, int seconds)
    {
        await using var parrot = new Parrot(Parrot.Http("503 Service Unavailable", header + "\r\n"));
        await using var services = BoxRoad.Services(new FakeTimeProvider(new(2026, 11, 20, 17, 0, 0, TimeSpan.Zero)));
        var failed = (await AskAsync(services, parrot.Address)).ShouldBeOfType<RoadResult.Failed>();
        (failed.Kind, failed.HttpStatus).ShouldBe((RoadFailure.Unavailable, 503));
        failed.MayTryAgainFrom.ShouldBe(failed.At + Duration.FromSeconds(seconds));
    }

    public static TheoryData<string, string, string, RoadFailure> Elsewhere => new()
    {
        { "200 OK", "Content-Type: text/html\r\n", "<html>Sign in</html>", RoadFailure.Garbage },
        { "200 OK", "", "ISA*", RoadFailure.Garbage },
        { "200 OK", "Content-Type: multipart/form-data; boundary=x\r\n", "--x\r\n\r\nno field\r\n--x--\r\n", RoadFailure.Garbage },
        { "200 OK", "Content-Type: application/soap+xml\r\n", Entity, RoadFailure.Garbage },
        { "401 Unauthorized", "", "", RoadFailure.Unauthorized },
        { "403 Forbidden", "", "", RoadFailure.Unauthorized },
        { "404 Not Found", "", "", RoadFailure.Refused },
        { "429 Too Many Requests", "", "", RoadFailure.Unavailable },
        { "502 Bad Gateway", "Content-Type: text/html\r\n", "<html/>", RoadFailure.Unavailable },
        { "500 Internal Server Error", "Content-Type: application/soap+xml\r\n", Fault("Sender", "wsse:FailedAuthentication"), RoadFailure.Unauthorized },
        { "400 Bad Request", "Content-Type: application/soap+xml\r\n", Fault("Sender"), RoadFailure.Refused },
        { "500 Internal Server Error", "Content-Type: application/soap+xml\r\n", Fault("Receiver"), RoadFailure.Unavailable },
        { "500 Internal Server Error", "Content-Type: application/soap+xml\r\n", Fault("VersionMismatch"), RoadFailure.Refused },
    };

    // Where entities are read this is a refusal, and another one could fill the memory.
    private const string Entity = "<!DOCTYPE x [<!ENTITY y 'CoreEnvelopeError'>]><Envelope><Body><COREEnvelopeRealTimeResponse><PayloadType>&y;</PayloadType></COREEnvelopeRealTimeResponse></Body></Envelope>";

    private static string Fault(string code, string? below = null) =>
        $"<env:Envelope xmlns:env='http://www.w3.org/2003/05/soap-envelope'><env:Body><env:Fault><env:Code><env:Value>env:{code}</env:Value>"
        + (below is null ? "" : $"<env:Subcode><env:Value>{below}</env:Value></env:Subcode>") + "</env:Code></env:Fault></env:Body></env:Envelope>";

    [Theory, MemberData(nameof(Elsewhere))]
    public async Task What_another_server_says_is_never_an_answer(string status, string headers, string body, RoadFailure failure)
    {
        await using var parrot = new Parrot(Parrot.Http(status, headers, body));
        await using var services = BoxRoad.Services(TimeProvider.System);
        (await AskAsync(services, parrot.Address)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(failure);
    }

    [Fact]
    public async Task What_is_not_even_http_is_garbage()
    {
        await using var parrot = new Parrot("220 mail.example.test ESMTP\r\n"u8.ToArray());
        await using var services = BoxRoad.Services(TimeProvider.System);
        (await AskAsync(services, parrot.Address)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.Garbage);
    }

    [Theory]
    [InlineData("301 Moved Permanently")]
    [InlineData("307 Temporary Redirect")]
    [InlineData("308 Permanent Redirect")]
    public async Task A_redirect_is_not_followed(string status)
    {
        await using var other = new Parrot(Parrot.Http("200 OK", ""));
        await using var parrot = new Parrot(Parrot.Http(status, $"Location: {other.Address}\r\n"));
        await using var services = BoxRoad.Services(TimeProvider.System);
        var failed = (await AskAsync(services, parrot.Address)).ShouldBeOfType<RoadResult.Failed>();
        (failed.Kind, failed.MayTryAgainFrom).ShouldBe((RoadFailure.Moved, null));
        (parrot.Asked, other.Asked).ShouldBe((1, 0));
    }

    [Fact]
    public async Task A_client_that_follows_redirects_by_itself_brings_no_answer()
    {
        await using var road = await BoxRoad.StartAsync();
        await using var parrot = new Parrot(Parrot.Http("307 Temporary Redirect", $"Location: {new Uri(road.Box.Address.ShouldNotBeNull(), "core")}\r\n"));
        using var client = new HttpClient();
        var line = new CoreRoad(road.Settings(RoadKind.CoreMime) with { Address = parrot.Address }, client, new(TimeProvider.System));
        (await line.AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.Moved);
    }

    [Fact]
    public async Task Where_nobody_listens_nobody_is_reached()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/core"));
        listener.Stop();
        await using var services = BoxRoad.Services(TimeProvider.System);
        var failed = (await AskAsync(services, address)).ShouldBeOfType<RoadResult.Failed>();
        (failed.Kind, failed.HttpStatus, failed.MayTryAgainFrom).ShouldBe((RoadFailure.Unreachable, null, failed.At + s_wait));
        (await AskAsync(services, new("https://payer.invalid/core"))).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.Unreachable);
    }

    private static async Task<RoadResult> AskAsync(ServiceProvider services, Uri address)
    {
        var settings = new RoadSettings { Kind = RoadKind.CoreMime, Address = address, SenderId = "CLINIC", ReceiverId = "CLEARING", UserName = "u", Secret = new() { Password = "p" } };
        return await services.GetRequiredService<RoadFactory>().RealTime(settings).AskAsync(BoxRoad.Message(BoxRoad.Receipt), BoxRoad.Ct);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_answer_that_names_another_sender_or_another_receiver_is_not_used(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        foreach (var (said, instead) in new[] { ("CLEARING", "ELSEWHERE"), ("CLINIC", "ANOTHER") })
        {
            var line = Line.Road(road.Settings(kind), async (_, send) => await ChangedAsync(await send(), text => Swap(text, said, instead)));
            var failed = (await line.AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>();
            (failed.Kind, failed.MayTryAgainFrom).ShouldBe((RoadFailure.AnotherParty, null));
        }
        var known = Line.Road(road.Settings(kind) with { AnswersAs = "ELSEWHERE" }, async (_, send) => await ChangedAsync(await send(), text => Swap(text, "CLEARING", "ELSEWHERE")));
        (await known.AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Answered>();
    }

    // In the envelope alone: inside, ISA pads its ids, and GS has an asterisk before them.
    private static string Swap(string text, string said, string instead) => text.Replace($"\n{said}\r", $"\n{instead}\r").Replace($">{said}<", $">{instead}<");

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_payload_that_is_cut_in_a_whole_envelope_is_broken_off_and_an_empty_one_is_garbage(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        var cut = Line.Road(road.Settings(kind), async (_, send) => await ChangedAsync(await send(), text => text.Remove(text.IndexOf("~SE*", StringComparison.Ordinal), text.LastIndexOf('~') - text.IndexOf("~SE*", StringComparison.Ordinal))));
        (await cut.AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.BrokenOff);
        var empty = Line.Road(road.Settings(kind), async (_, send) => await ChangedAsync(await send(), text => text.Remove(text.IndexOf("ISA*", StringComparison.Ordinal), text.LastIndexOf('~') - text.IndexOf("ISA*", StringComparison.Ordinal))));
        (await empty.AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.Garbage);
    }

    private static async Task<HttpResponseMessage> ChangedAsync(HttpResponseMessage response, Func<string, string> change)
    {
        var type = response.Content.Headers.ContentType;
        var body = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync(BoxRoad.Ct));
        response.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(change(body))) { Headers = { ContentType = type } };
        return response;
    }

    [Fact]
    public async Task An_answer_by_MTOM_is_read()
    {
        await using var road = await BoxRoad.StartAsync();
        string? came = null;
        var line = Line.Road(road.Settings(RoadKind.CoreSoap), async (request, send) =>
        {
            request.Headers.Accept.ParseAdd("multipart/related");
            var response = await send();
            came = response.Content.Headers.ContentType?.MediaType;
            return response;
        });
        BoxRoad.MembersIn(await line.AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct)).ShouldBe([road.Someone.MemberId]);
        came.ShouldBe("multipart/related");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task More_than_the_bound_is_not_read(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        var failed = (await road.Factory.RealTime(road.Settings(kind) with { MostRealTimeBytes = 500 }).AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>();
        (failed.Kind, failed.MayTryAgainFrom, failed.Received.Length).ShouldBe((RoadFailure.TooLarge, null, 0));
        // The same without a length that could have warned.
        var line = Line.Road(road.Settings(kind) with { MostRealTimeBytes = 500 }, async (_, send) =>
        {
            var response = await send();
            var stream = new MemoryStream(await response.Content.ReadAsByteArrayAsync(BoxRoad.Ct));
            response.Content = new StreamContent(new Unsized(stream)) { Headers = { ContentType = response.Content.Headers.ContentType } };
            return response;
        });
        (await line.AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.TooLarge);
    }

    private sealed class Unsized(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    [Fact]
    public async Task A_payload_that_xml_cannot_carry_is_refused_before_anything_is_sent()
    {
        await using var road = await BoxRoad.StartAsync();
        foreach (var payload in new[] { "ISA\u001d"u8.ToArray(), [0x49, 0x53, 0x41, 0xFF] })
            await Should.ThrowAsync<ArgumentException>(() => road.RealTime(RoadKind.CoreSoap).AskAsync(BoxRoad.Message(payload), BoxRoad.Ct));
        await Should.ThrowAsync<ArgumentException>(() => road.RealTime(RoadKind.CoreMime).AskAsync(BoxRoad.Message([]), BoxRoad.Ct));
        road.Box.Log.Count.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Results_and_settings_print_no_secret_and_nothing_of_a_patient(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        var member = road.Someone;
        var answered = await road.RealTime(kind).AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct);
        var leaky = Line.Road(road.Settings(kind), async (_, send) => await ChangedAsync(await send(), text => text
            .Replace("\nSuccess\r", $"\n{member.MemberId} {member.Family}\r").Replace(">Success<", $">{member.MemberId} {member.Family}<")));
        var failed = (await leaky.AskAsync(BoxRoad.Message(road.Question), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>();
        (failed.Kind, failed.ErrorCode).ShouldBe((RoadFailure.Refused, null));
        foreach (var text in new[] { answered.ToString(), failed.ToString(), failed.Words, road.Settings(kind).ToString() })
        {
            text.ShouldNotContain(member.MemberId);
            text.ShouldNotContain(member.Family);
            text.ShouldNotContain("synthetic");
        }
    }
}
