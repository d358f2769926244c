using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Patients.Contracts;
using Portico.PayerSim;
using Portico.X12;

namespace Portico.Tests.Coverage;

/// <summary>Everybody whom the payers in a box know is asked about by the maker and the writer, and found. The box and they share nothing but
/// the codec.</summary>
public sealed class InquiryBoxTests(ITestOutputHelper output)
{
    private static readonly DateOnly s_today = new(2026, 11, 20);

    // How the payers of the box want to be asked, from its README: rules of a payer are what a practice writes down of it.
    private static PayerRules Rules(string payer) => new()
    {
        Name = $"Synthetic payer {payer}", Id = payer, HasIdPerPerson = payer is "SYN03" or "SYN10", MemberId = payer == "SYN09" ? MemberIdShape.Mbi : MemberIdShape.Any,
        WantsSex = payer is "SYN02" or "SYN05", ServiceTypes = payer switch { "SYN04" => ServiceTypeRule.SegmentEach, "SYN11" => ServiceTypeRule.OneOnly, _ => ServiceTypeRule.Together },
    };

    // As a practice would have them: names in its own case, the subscriber in one text.
    private static InquiryFacts Facts(Member member, int number) => new()
    {
        Trace = $"BOX-{number}",
        Policy = new()
        {
            MemberId = member.MemberId.ToLowerInvariant(),
            Relation = member.Relation switch { MemberRelation.Self => SubscriberRelation.Self, MemberRelation.Spouse => SubscriberRelation.Spouse, _ => SubscriberRelation.Child },
            // The third has a second family name that the payer does not: it cannot be told, and is left out.
            SubscriberName = member.Subscriber is not { } s ? null : (number % 3) switch
            {
                0 => $"{Title(s.Given)} {Title(s.Family)}", 1 => $"{Title(s.Family)}, {Title(s.Given)}", _ => $"{Title(s.Given)} {Title(s.Family)} Lopez",
            },
            SubscriberBirthDate = member.Subscriber?.Born,
        },
        Patient = new() { Family = Title(member.Family), Given = Title(member.Given), BirthDate = member.Born, Sex = member.Sex == "F" ? Sex.Female : Sex.Male },
        Visit = new(s_today, null, number % 3 == 0 ? "Urgent care" : "Family medicine"),
        Provider = new("Dr. Ana Synthetic", "1234567893", IsPerson: true),
        PayerId = Asking.Payer, Payer = Rules(member.Payer), Today = s_today,
    };

    private static string Title(string name) => name[..1] + name[1..].ToLowerInvariant();

    private static async Task<PayerBox> BoxAsync(CancellationToken ct) => await PayerBox.StartAsync(new() { Today = s_today, BatchDelay = TimeSpan.Zero }, ct);

    private static List<(Member Member, Inquiry Inquiry)> Everybody(PayerBox box) =>
        [.. box.Members.All.Select((m, i) => (m, Asking.Made(Facts(m, i))))];

    [Fact]
    public async Task Everybody_of_the_directory_is_found_in_real_time()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var box = await BoxAsync(ct);
        using var client = new HttpClient { BaseAddress = box.Address };
        var (asked, refused) = (0, new List<string>());
        foreach (var (member, inquiry) in Everybody(box))
        {
            asked++;
            var written = InquiryWriter.Single(inquiry, Asking.Envelope);
            written.Issues.ShouldBeEmpty();
            using var answer = await client.PostAsync(new Uri("x12", UriKind.Relative), new ByteArrayContent(written.Bytes.ToArray()), ct);
            var transaction = Document.Read(await answer.Content.ReadAsByteArrayAsync(ct)).Transactions.ShouldHaveSingleItem();
            refused.AddRange(Wrong(transaction, member, inquiry));
        }
        output.WriteLine($"{asked} asked, {refused.Count} not found");
        Everybody(box).Select(e => (IsBelow: e.Inquiry.Dependent is not null, IsNamed: e.Inquiry.Subscriber.Family is not null)).Distinct()
            .ShouldBe([(false, true), (true, true), (true, false)], ignoreOrder: true);
        asked.ShouldBe(box.Members.All.Count);
        asked.ShouldBeGreaterThan(150);
        refused.ShouldBeEmpty();
    }

    [Fact]
    public async Task Everybody_of_the_directory_is_found_in_one_batch()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var box = await BoxAsync(ct);
        using var client = new HttpClient { BaseAddress = box.Address };
        var everybody = Everybody(box);
        var written = InquiryWriter.Batch(everybody.Select(e => e.Inquiry), Asking.Envelope, 20);
        written.Issues.ShouldBeEmpty();
        var id = Guid.CreateVersion7().ToString();
        _ = await SendAsync(client, "X12_270_Request_005010X279A1", id, written.Bytes.ToArray(), ct);
        var answers = await SendAsync(client, "X12_005010_Request_Batch_Results_271", id, null, ct);
        var answered = Document.Read(answers).Transactions.ToList();
        answered.Count.ShouldBe(everybody.GroupBy(e => e.Member.Payer).Sum(g => (g.Count() + 19) / 20));
        var refused = everybody.SelectMany(e => Wrong(answered.Single(t => Traces(t).Contains(e.Inquiry.Trace)), e.Member, e.Inquiry)).ToList();
        refused.ShouldBeEmpty();
        // Cut into an interchange each, every answer says the same, with the same segments behind it, and has nobody else in it.
        var pieces = BatchAnswers.Cut(answers);
        foreach (var (member, inquiry) in everybody)
        {
            var piece = Document.Read(pieces[inquiry.Trace]);
            var transaction = piece.Transactions.ShouldHaveSingleItem();
            Said(transaction, member, inquiry).ShouldBe(Said(answered.Single(t => Traces(t).Contains(inquiry.Trace)), member, inquiry));
            EligibilityResponse.Read(transaction).Answers.Count().ShouldBe(1);
        }
    }

    private static string Said(LoopTree transaction, Member member, Inquiry inquiry)
    {
        var ours = new OurPerson { Family = member.Family, Given = member.Given, BirthDate = member.Born, MemberId = member.MemberId };
        var reading = BenefitReader.Read(transaction, inquiry.ToRead(WantedNetwork.Unknown, ours)).Single(r => r.IsAnswer);
        return string.Join('\n', [reading.Sentence, .. reading.Figures.Select(f => $"{f.Kind} {f.Scope} {f.Network} {f.Status} {f.Cents} {string.Join('|', f.Sources.Select(c => c.Text))}"),
            .. reading.Differences.Select(d => d.Field.ToString())]);
    }

    private static IEnumerable<string> Traces(LoopTree transaction) => EligibilityResponse.Read(transaction).Answers.SelectMany(a => a.Dependents.Prepend(a)).SelectMany(a => a.Traces).Select(t => t.Number);

    // By the reader that the desk uses: the answer is to this question, refuses nothing and is about this person.
    private static IEnumerable<string> Wrong(LoopTree transaction, Member member, Inquiry inquiry)
    {
        var ours = new OurPerson { Family = member.Family, Given = member.Given, BirthDate = member.Born, MemberId = member.MemberId };
        var reading = BenefitReader.Read(transaction, inquiry.ToRead(WantedNetwork.Unknown, ours)).Single(r => r.IsAnswer);
        if (reading.Actions.Count > 0 || reading.Differences.Count > 0 || reading.Trace != inquiry.Trace)
            yield return $"{member.Payer} {member.Case} {member.Relation}: {string.Join(", ", reading.Actions.Select(a => a.Level + " " + a.Code))} {string.Join(", ", reading.Differences.Select(d => d.Field))}";
    }

    private static async Task<byte[]> SendAsync(HttpClient client, string type, string id, byte[]? payload, CancellationToken ct)
    {
        using var form = new MultipartFormDataContent();
        var fields = new Dictionary<string, string>
        {
            ["PayloadType"] = type, ["ProcessingMode"] = "Batch", ["PayloadID"] = id, ["TimeStamp"] = "2026-11-20T17:00:00Z", ["SenderID"] = "CLINIC",
            ["ReceiverID"] = "CLEARING", ["CORERuleVersion"] = "2.2.0", ["UserName"] = "portico", ["Password"] = "synthetic",
        };
        if (payload is not null)
        {
            fields["PayloadLength"] = $"{payload.Length}";
#pragma warning disable CA5350 // The rule's own algorithm.
            fields["CheckSum"] = Convert.ToHexString(SHA1.HashData(payload));
#pragma warning restore CA5350
            form.Add(new ByteArrayContent(payload), "Payload");
        }
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        for (var tries = 0; ; tries++)
        {
            using var response = await client.PostAsync(new Uri("core", UriKind.Relative), form, ct);
            var body = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync(ct));
            body.ShouldContain("Success");
            if (payload is not null)
                return [];
            if (body.IndexOf("ISA*", StringComparison.Ordinal) is >= 0 and var from)
                return Encoding.Latin1.GetBytes(body[from..(body.IndexOf('~', body.LastIndexOf("IEA*", StringComparison.Ordinal)) + 1)]);
            tries.ShouldBeLessThan(200);
            await Task.Delay(25, ct);
        }
    }
}
