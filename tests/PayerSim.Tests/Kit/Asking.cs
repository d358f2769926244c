using System.Buffers;
using System.Text;

namespace Portico.PayerSim.Tests;

/// <summary>Questions as a practice writes them, and answers read back.</summary>
internal static class Asking
{
    public const string Npi = "1234567893";

    public static readonly DateOnly Today = new(2026, 11, 20);

    // Noon in New York.
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 17, 0, 0, TimeSpan.Zero);

    public static PayerBoxOptions Options => new() { Today = Today, Time = new FixedClock(Now), BatchDelay = TimeSpan.Zero, FolderInterval = TimeSpan.FromMilliseconds(20) };

    public static Task<PayerBox> BoxAsync(PayerBoxOptions? options = null) => PayerBox.StartAsync(options ?? Options, TestContext.Current.CancellationToken);

    /// <summary>Tells one time, and waits by the real clock.</summary>
    public sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>What is asked about a member, in the loops that the payer wants.</summary>
    public static InquiryPerson Person(Member member, string trace = "TRACE1", DateOnly? on = null, IReadOnlyList<string>? services = null)
    {
        IReadOnlyList<TraceNumber> traces = [TraceNumber.Of("1", trace, "9SYNTHETIC")];
        IReadOnlyList<QualifiedDates> dates = on is { } day ? [QualifiedDates.Of("291", day)] : [];
        IReadOnlyList<InquiryQuestion> questions = [new() { ServiceTypes = services ?? ["30"] }];
        if (!member.IsAskedBelowSubscriber)
            return Subscriber(member) with { Traces = traces, Dates = dates, Questions = questions };
        var dependent = new InquiryPerson
        {
            Person = new() { Named = new() { Role = "03", IsPerson = true, Name = member.Family, Given = member.Given }, Born = member.Born, Sex = member.Sex == "U" ? null : member.Sex },
            Traces = traces, Dates = dates, Questions = questions,
        };
        return Subscriber(member.Subscriber.ShouldNotBeNull()) with { Dependents = [dependent] };
    }

    public static InquiryPerson Subscriber(Member member) => new()
    {
        Person = new()
        {
            Named = new() { Role = "IL", IsPerson = true, Name = member.Family, Given = member.Given, IdKind = "MI", Id = member.MemberId },
            // A question knows F and M alone.
            Born = member.Born, Sex = member.Sex == "U" ? null : member.Sex,
        },
    };

    public static EligibilityInquiry Inquiry(string payer, params IReadOnlyList<InquiryPerson> people) => Inquiry(payer, Npi, people);

    public static EligibilityInquiry Inquiry(string payer, string npi, IReadOnlyList<InquiryPerson> people) => EligibilityInquiry.Of(
        "ASKED1", Now.DateTime, new() { Named = new() { Role = "PR", Name = "SYNTHETIC PAYER", IdKind = "PI", Id = payer } },
        new() { Named = new() { Role = "1P", Name = "SYNTHETIC CLINIC", IdKind = "XX", Id = npi } }, people);

    public static byte[] Interchange(params IEnumerable<EligibilityInquiry> inquiries)
    {
        var output = new ArrayBufferWriter<byte>();
        TransactionModel.WriteInterchange(output, new()
        {
            SenderQualifier = "ZZ", Sender = "CLINIC", ReceiverQualifier = "ZZ", Receiver = "CLEARING", ControlNumber = 1, At = Now.DateTime, IsTest = true,
        }, inquiries).Kept.ShouldBeEmpty();
        return output.WrittenSpan.ToArray();
    }

    public static byte[] About(Member member, string trace = "TRACE1", DateOnly? on = null, params IReadOnlyList<string> services) =>
        Interchange(Inquiry(member.Payer, Person(member, trace, on, services.Count == 0 ? null : services)));

    public static HttpClient Client(this PayerBox box) => new() { BaseAddress = box.Address, Timeout = TimeSpan.FromSeconds(30) };

    public static async Task<HttpResponseMessage> PostAsync(this PayerBox box, byte[] x12, string path = "x12")
    {
        var client = box.Client();
        return await client.PostAsync(path, new ByteArrayContent(x12) { Headers = { { "Content-Type", "application/edi-x12" } } }, TestContext.Current.CancellationToken);
    }

    public static async Task<byte[]> AskAsync(this PayerBox box, byte[] x12)
    {
        using var response = await box.PostAsync(x12);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<EligibilityResponse> AnswerAsync(this PayerBox box, byte[] x12) => Clean(await box.AskAsync(x12));

    /// <summary>One 271 in which the codec's own check finds nothing, warnings neither.</summary>
    public static EligibilityResponse Clean(ReadOnlyMemory<byte> x12) => CleanAll(x12).ShouldHaveSingleItem();

    public static List<EligibilityResponse> CleanAll(ReadOnlyMemory<byte> x12)
    {
        var document = Document.Read(x12);
        document.Issues.Kept.ShouldBeEmpty(Encoding.UTF8.GetString(x12.Span));
        return [.. document.Transactions.Select(EligibilityResponse.Read)];
    }

    /// <summary>The patient's level: the dependent's where there is one.</summary>
    public static EligibilityAnswer Patient(this EligibilityResponse response)
    {
        var answer = response.Answers.ShouldHaveSingleItem();
        return answer.Dependents.Count == 0 ? answer : answer.Dependents.ShouldHaveSingleItem();
    }

    public static (string Loop, string Reason) Refusal(this EligibilityResponse response)
    {
        var all = response.Rejections.Concat(response.Answers.SelectMany(a => a.Rejections.Concat(a.Dependents.SelectMany(d => d.Rejections))))
            .Select(r => (r.Loop, r.Reason)).Distinct();
        return all.ShouldHaveSingleItem();
    }
}
