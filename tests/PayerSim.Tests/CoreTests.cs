using System.Text;
using static Portico.PayerSim.Tests.Envelopes;

namespace Portico.PayerSim.Tests;

/// <summary>Both envelopes of the connectivity rule, real time and batch.</summary>
public sealed class CoreTests
{
    private const string Response = "X12_271_Response_005010X279A1";
    private const string Acknowledgement = "X12_999_Response_005010X231A1";

    public enum Envelope { Mime, Soap, Mtom }

    private static Member Someone(PayerBox box) => box.Members.Of("SYN01").First(m => m.Case == "active");

    private static HttpContent Wrap(Envelope envelope, string message, Dictionary<string, string> fields, byte[]? payload) => envelope switch
    {
        Envelope.Mime => Mime(fields, payload),
        Envelope.Mtom => Mtom(message, fields, payload),
        _ => Soap(message, fields, payload is null ? null : fields["ProcessingMode"] == "Batch" ? Convert.ToBase64String(payload) : Encoding.UTF8.GetString(payload)),
    };

    private static async Task<Reply> RetrieveAsync(PayerBox box, Envelope envelope, string type, string message, string id, string empty)
    {
        for (var tries = 0; ; tries++)
        {
            var reply = await box.SendAsync(Wrap(envelope, message, Fields(type, "Batch", id), null));
            if (reply["PayloadType"] != empty || tries > 200)
                return reply;
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }

    private static Task<Reply> ResultsAsync(PayerBox box, Envelope envelope, string id) =>
        RetrieveAsync(box, envelope, "X12_005010_Request_Batch_Results_271", "COREEnvelopeBatchResultsRetrievalRequest", id, "X12_005010_Response_NoBatchResultsFile");

    private static Task<Reply> AcknowledgementAsync(PayerBox box, Envelope envelope, string id) =>
        RetrieveAsync(box, envelope, "X12_999_RetrievalRequest_005010X231A1", "COREEnvelopeBatchSubmissionAckRetrievalRequest", id, "X12_005010_Response_NoBatchAckFile");

    [Theory, InlineData(Envelope.Mime), InlineData(Envelope.Soap), InlineData(Envelope.Mtom)]
    public async Task A_question_in_real_time_is_answered_in_the_envelope_it_came_in(Envelope envelope)
    {
        await using var box = await Asking.BoxAsync();
        var fields = Fields(Inquiry, "RealTime");
        var reply = await box.SendAsync(Wrap(envelope, "COREEnvelopeRealTimeRequest", fields, Asking.About(Someone(box))));
        (reply.Status, reply["ErrorCode"], reply["ErrorMessage"], reply["PayloadType"], reply["ProcessingMode"]).ShouldBe((200, "Success", "", Response, "RealTime"));
        (reply["PayloadID"], reply["SenderID"], reply["ReceiverID"], reply["CORERuleVersion"], reply["TimeStamp"])
            .ShouldBe((fields["PayloadID"], "CLEARING", "CLINIC", "2.2.0", "2026-11-20T17:00:00Z"));
        if (envelope != Envelope.Mime)
            reply.Message.ShouldBe("COREEnvelopeRealTimeResponse");
        Asking.Clean(reply.Payload).Patient().Traces[0].Number.ShouldBe("TRACE1");
    }

    [Theory, InlineData(Envelope.Mime), InlineData(Envelope.Soap), InlineData(Envelope.Mtom)]
    public async Task A_270_that_breaks_the_guide_gets_its_999_in_real_time(Envelope envelope)
    {
        await using var box = await Asking.BoxAsync();
        var wrong = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(Asking.About(Someone(box))).Replace("EQ*30", "EQ*QQ", StringComparison.Ordinal));
        var reply = await box.SendAsync(Wrap(envelope, "COREEnvelopeRealTimeRequest", Fields(Inquiry, "RealTime"), wrong));
        (reply["ErrorCode"], reply["PayloadType"]).ShouldBe(("Success", Acknowledgement));
        Document.Read(reply.Payload).Transactions.Single().Guide?.Transaction.ShouldBe("999");
    }

    [Fact]
    public async Task A_broken_interchange_gets_its_ta1_in_real_time()
    {
        await using var box = await Asking.BoxAsync();
        var text = Encoding.ASCII.GetString(Asking.About(Someone(box)));
        var reply = await box.SendAsync(Mime(Fields(Inquiry, "RealTime"), Encoding.ASCII.GetBytes(text[..text.IndexOf("IEA", StringComparison.Ordinal)])));
        (reply["ErrorCode"], reply["PayloadType"]).ShouldBe(("Success", "X12_TA1_Response_00501X231A1"));
        Document.Read(reply.Payload).Interchanges.Single().Others.Single().Text(0).ShouldBe("TA1");
    }

    [Theory, InlineData(Envelope.Mime), InlineData(Envelope.Soap), InlineData(Envelope.Mtom)]
    public async Task A_batch_is_submitted_acknowledged_answered_and_its_answer_acknowledged(Envelope envelope)
    {
        await using var box = await Asking.BoxAsync();
        var everybody = box.Members.All;
        var payload = Asking.Interchange([.. everybody.GroupBy(m => m.Payer).Select(p => Asking.Inquiry(p.Key, [.. p.Select((m, i) => Asking.Person(m, $"{m.Payer}N{i}"))]))]);
        var fields = Batch(Fields(Inquiry, "Batch"), payload);
        var received = await box.SendAsync(Wrap(envelope, "COREEnvelopeBatchSubmission", fields, payload));
        (received["ErrorCode"], received["PayloadType"], received["ProcessingMode"]).ShouldBe(("Success", "X12_BatchReceiptConfirmation", "Batch"));

        var acknowledged = await AcknowledgementAsync(box, envelope, fields["PayloadID"]);
        (acknowledged["ErrorCode"], acknowledged["PayloadType"]).ShouldBe(("Success", Acknowledgement));
        GroupAcknowledgement.Read(Document.Read(acknowledged.Payload).Transactions.Single().Root).Verdict.ShouldBe(AcknowledgementVerdict.Accepted);

        var results = await ResultsAsync(box, envelope, fields["PayloadID"]);
        (results["ErrorCode"], results["PayloadType"], results["PayloadLength"]).ShouldBe(("Success", Response, results.Payload.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        results["CheckSum"].ShouldBe(Batch([], results.Payload)["CheckSum"], StringCompareShould.IgnoreCase);
        var answers = Asking.CleanAll(results.Payload).SelectMany(r => r.Answers).SelectMany(a => a.Dependents.Append(a)).Where(a => a.Traces.Count > 0).ToArray();
        answers.Length.ShouldBe(everybody.Count);

        var taken = Wrap(envelope, "COREEnvelopeBatchResultsAckSubmission", Batch(Fields("X12_999_SubmissionRequest_005010X231A1", "Batch"), acknowledged.Payload), acknowledged.Payload);
        (await box.SendAsync(taken))["PayloadType"].ShouldBe("X12_Response_ConfirmReceiptReceived");
    }

    [Fact]
    public async Task Of_a_batch_what_was_taken_in_is_answered_and_the_rest_is_named()
    {
        await using var box = await Asking.BoxAsync();
        var (one, other) = (box.Members.Of("SYN01")[0], box.Members.Of("SYN02")[0]);
        var payload = Asking.Interchange(Asking.Inquiry("SYN01", Asking.Person(one, "GOOD")), Asking.Inquiry("SYN02", Asking.Person(other, "WRONG", services: ["98"])));
        payload = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(payload).Replace("EQ*98", "EQ*QQ", StringComparison.Ordinal));
        var fields = Batch(Fields(Inquiry, "Batch"), payload);
        await box.SendAsync(Mime(fields, payload));
        Asking.Clean((await ResultsAsync(box, Envelope.Mime, fields["PayloadID"])).Payload).Patient().Traces[0].Number.ShouldBe("GOOD");
        var acknowledgement = GroupAcknowledgement.Read(Document.Read((await AcknowledgementAsync(box, Envelope.Mime, fields["PayloadID"])).Payload).Transactions.Single().Root);
        (acknowledgement.Verdict, acknowledgement.Received, acknowledgement.Accepted).ShouldBe((AcknowledgementVerdict.PartlyAccepted, 2, 1));
    }

    [Fact]
    public async Task Each_interchange_of_a_batch_is_answered_by_one_of_its_own()
    {
        await using var box = await Asking.BoxAsync();
        byte[] payload = [.. Asking.About(box.Members.Of("SYN01")[0], "FIRST"), .. Asking.About(box.Members.Of("SYN02")[0], "SECOND")];
        var fields = Batch(Fields(Inquiry, "Batch"), payload);
        await box.SendAsync(Mime(fields, payload));
        var results = Document.Read((await ResultsAsync(box, Envelope.Mime, fields["PayloadID"])).Payload);
        results.Interchanges.Count.ShouldBe(2);
        results.Transactions.Select(t => EligibilityResponse.Read(t).Patient().Traces[0].Number).ShouldBe(["FIRST", "SECOND"]);
    }

    [Fact]
    public async Task Results_are_not_there_before_their_time_and_can_be_fetched_again()
    {
        var clock = new Asking.FixedClock(Asking.Now);
        await using var box = await Asking.BoxAsync(Asking.Options with { Time = clock, BatchDelay = TimeSpan.FromHours(3) });
        var payload = Asking.About(Someone(box));
        var fields = Batch(Fields(Inquiry, "Batch"), payload);
        await box.SendAsync(Mime(fields, payload));
        // The acknowledgement does not wait, and says that the work is done.
        (await AcknowledgementAsync(box, Envelope.Mime, fields["PayloadID"]))["PayloadType"].ShouldBe(Acknowledgement);
        async Task<Reply> Now() => await box.SendAsync(Mime(Fields("X12_005010_Request_Batch_Results_271", "Batch", fields["PayloadID"]), null));
        var early = await Now();
        (early["ErrorCode"], early["PayloadType"], early.Payload.Length).ShouldBe(("Success", "X12_005010_Response_NoBatchResultsFile", 0));
        clock.Now += TimeSpan.FromHours(3);
        var first = (await Now()).Payload;
        first.Length.ShouldBeGreaterThan(0);
        (await Now()).Payload.ShouldBe(first);
    }

    [Fact]
    public async Task A_batch_of_somebody_else_is_not_there()
    {
        await using var box = await Asking.BoxAsync();
        var payload = Asking.About(Someone(box));
        var fields = Batch(Fields(Inquiry, "Batch"), payload);
        await box.SendAsync(Mime(fields, payload));
        await ResultsAsync(box, Envelope.Mime, fields["PayloadID"]);
        var other = Fields("X12_005010_Request_Batch_Results_271", "Batch", fields["PayloadID"]);
        other["SenderID"] = "SOMEBODYELSE";
        (await box.SendAsync(Mime(other, null)))["PayloadType"].ShouldBe("X12_005010_Response_NoBatchResultsFile");
    }

    [Theory]
    [InlineData("PayloadType", "", "PayloadTypeRequired")]
    [InlineData("PayloadType", "X12_835", "PayloadTypeIllegal")]
    [InlineData("ProcessingMode", "", "ProcessingModeRequired")]
    [InlineData("ProcessingMode", "Sometimes", "ProcessingModeIllegal")]
    [InlineData("PayloadID", "", "PayloadIDRequired")]
    [InlineData("PayloadID", "42", "PayloadIDIllegal")]
    [InlineData("TimeStamp", "", "TimeStampRequired")]
    [InlineData("TimeStamp", "yesterday", "TimeStampIllegal")]
    [InlineData("SenderID", "", "SenderIDRequired")]
    [InlineData("ReceiverID", "", "ReceiverIDRequired")]
    [InlineData("SenderID", "012345678901234567890123456789012345678901234567890", "SenderIDIllegal")]
    [InlineData("CORERuleVersion", "", "CORERuleVersionRequired")]
    [InlineData("CORERuleVersion", "1.1.0", "VersionMismatch")]
    [InlineData("Payload", "", "PayloadRequired")]
    [InlineData("Payload", "hello", "PayloadIllegal")]
    public async Task A_field_that_is_wrong_is_named_by_the_envelopes_own_error(string field, string value, string code)
    {
        await using var box = await Asking.BoxAsync();
        var (fields, payload) = (Fields(Inquiry, "RealTime"), Asking.About(Someone(box)));
        if (field == "Payload")
            payload = Encoding.ASCII.GetBytes(value);
        else
            fields[field] = value;
        var again = new Dictionary<string, string>(fields);
        if (field != "PayloadID")
            again["PayloadID"] = Guid.CreateVersion7().ToString();
        foreach (var content in new[] { Mime(fields, payload), Soap("COREEnvelopeRealTimeRequest", again, Encoding.ASCII.GetString(payload)) })
        {
            var reply = await box.SendAsync(content);
            (reply.Status, reply["ErrorCode"], reply["PayloadType"], reply.Payload.Length).ShouldBe((200, code, "CoreEnvelopeError", 0));
            reply["ErrorMessage"].ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData("PayloadLength", "", "PayloadLengthRequired")]
    [InlineData("PayloadLength", "1", "PayloadLengthIllegal")]
    [InlineData("CheckSum", "", "CheckSumRequired")]
    [InlineData("CheckSum", "00", "ChecksumMismatched")]
    public async Task A_batch_that_changed_on_the_way_is_not_taken(string field, string value, string code)
    {
        await using var box = await Asking.BoxAsync();
        var payload = Asking.About(Someone(box));
        var fields = Batch(Fields(Inquiry, "Batch"), payload);
        fields[field] = value;
        (await box.SendAsync(Mime(fields, payload)))["ErrorCode"].ShouldBe(code);
        (await box.SendAsync(Mtom("COREEnvelopeBatchSubmission", fields, payload)))["ErrorCode"].ShouldBe(code);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_in_both_envelopes()
    {
        await using var box = await Asking.BoxAsync();
        var payload = Asking.About(Someone(box));
        (await box.SendAsync(Mime(Fields(Inquiry, "RealTime"), payload, "wrong")))["ErrorCode"].ShouldBe("UnAuthorized");
        (await box.SendAsync(Soap("COREEnvelopeRealTimeRequest", Fields(Inquiry, "RealTime"), Encoding.ASCII.GetString(payload), "wrong")))["ErrorCode"].ShouldBe("UnAuthorized");
    }

    [Fact]
    public async Task A_payload_id_is_good_for_one_submission()
    {
        await using var box = await Asking.BoxAsync();
        var (fields, payload) = (Fields(Inquiry, "RealTime"), Asking.About(Someone(box)));
        (await box.SendAsync(Mime(fields, payload)))["ErrorCode"].ShouldBe("Success");
        (await box.SendAsync(Mime(fields, payload)))["ErrorCode"].ShouldBe("PayloadIDIllegal");
    }

    [Theory]
    [InlineData("<Envelope/>", 500, "VersionMismatch")]
    [InlineData("no xml", 400, "Sender")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>", 400, "Sender")]
    [InlineData("<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><other/></s:Body></s:Envelope>", 400, "Sender")]
    [InlineData("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>", 500, "VersionMismatch")]
    public async Task What_is_no_envelope_of_the_rule_gets_a_soap_fault(string body, int status, string code)
    {
        await using var box = await Asking.BoxAsync();
        using var client = box.Client();
        using var response = await client.PostAsync("core", new StringContent(body, Encoding.UTF8, "application/soap+xml"), TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(status);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldContain($"<env:Value>env:{code}</env:Value>");
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("multipart/form-data; boundary=x", 400)]
    [InlineData("multipart/form-data", 400)]
    [InlineData("multipart/related; boundary=x", 400)]
    public async Task A_body_of_another_kind_is_a_bad_request(string type, int status)
    {
        await using var box = await Asking.BoxAsync();
        using var client = box.Client();
        var content = new ByteArrayContent("hello"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type).ShouldBeTrue();
        using var response = await client.PostAsync("core", content, TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task An_attachment_that_did_not_come_is_a_fault_of_the_sender()
    {
        await using var box = await Asking.BoxAsync();
        var xml = Xml("COREEnvelopeRealTimeRequest", Fields(Inquiry, "RealTime"), "<Payload><x:Include xmlns:x=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:nowhere\"/></Payload>");
        using var client = box.Client();
        using var response = await client.PostAsync("core", new StringContent(xml, Encoding.UTF8, "application/soap+xml"), TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(400);
    }

    [Theory, InlineData(Envelope.Mime), InlineData(Envelope.Soap), InlineData(Envelope.Mtom)]
    public async Task A_damaged_envelope_is_answered_by_an_error_and_never_breaks_the_box(Envelope envelope)
    {
        await using var box = await Asking.BoxAsync();
        using var client = box.Client();
        var random = new Random(7);
        for (var i = 0; i < 150; i++)
        {
            var whole = Wrap(envelope, "COREEnvelopeRealTimeRequest", Fields(Inquiry, "RealTime"), Asking.About(Someone(box)));
            var body = await whole.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            for (var n = random.Next(1, 8); n > 0; n--)
                body[random.Next(body.Length)] = (byte)random.Next(256);
            var content = new ByteArrayContent(body, 0, random.Next(4) == 0 ? random.Next(body.Length) : body.Length);
            content.Headers.ContentType = whole.Headers.ContentType;
            using var response = await client.PostAsync("core", content, TestContext.Current.CancellationToken);
            // 500 is a SOAP fault of the version, never an accident: an accident has no body.
            ((int)response.StatusCode).ShouldBeOneOf(200, 400, 500);
            (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldNotBeEmpty($"case {i}");
        }
    }
}
