using System.Text;

namespace Portico.PayerSim.Tests;

/// <summary>Wrong questions are refused at the level that is wrong, by the code that says what is.</summary>
public sealed class RefusalTests
{
    private static async Task<(string Loop, string Reason)> AskAsync(string payer, Func<InquiryPerson, InquiryPerson> change, string kind = "active", string npi = Asking.Npi)
    {
        await using var box = await Asking.BoxAsync();
        var member = box.Members.Of(payer).Last(m => m.Case == kind);
        return (await box.AnswerAsync(Asking.Interchange(Asking.Inquiry(payer, npi, [change(Asking.Person(member))])))).Refusal();
    }

    private static InquiryPerson Named(InquiryPerson person, Func<NamedParty, NamedParty> change) => person with { Person = person.Person with { Named = change(person.Person.Named) } };

    private static InquiryPerson Below(InquiryPerson person, Func<InquiryPerson, InquiryPerson> change) => person with { Dependents = [change(person.Dependents[0])] };

    [Fact]
    public async Task An_unknown_member_id_is_a_subscriber_who_was_not_found() =>
        (await AskAsync("SYN01", p => Named(p, n => n with { Id = "BWH000000000" }))).ShouldBe(("2100C", "75"));

    [Fact]
    public async Task A_missing_member_id_is_named() => (await AskAsync("SYN01", p => Named(p, n => n with { Id = null, IdKind = null }))).ShouldBe(("2100C", "72"));

    [Fact]
    public async Task A_medicare_number_of_the_wrong_shape_is_named() => (await AskAsync("SYN09", p => Named(p, n => n with { Id = "1SO4TE5MK73" }))).ShouldBe(("2100C", "72"));

    [Fact]
    public async Task A_medicare_number_of_the_right_shape_that_nobody_has_is_not_found() => (await AskAsync("SYN09", p => Named(p, n => n with { Id = "1EG4TE5MK73" }))).ShouldBe(("2100C", "75"));

    [Fact]
    public async Task Another_birth_date_does_not_match() =>
        (await AskAsync("SYN01", p => p with { Person = p.Person with { Born = new(1950, 1, 1) } })).ShouldBe(("2100C", "71"));

    [Fact]
    public async Task A_missing_birth_date_is_named() => (await AskAsync("SYN01", p => p with { Person = p.Person with { Born = null, Sex = null } })).ShouldBe(("2100C", "58"));

    [Fact]
    public async Task Another_family_name_does_not_match() => (await AskAsync("SYN01", p => Named(p, n => n with { Name = "NOBODY" }))).ShouldBe(("2100C", "73"));

    [Theory]
    [InlineData("simulacra-o'test")]
    [InlineData("Simulacra Ó Test")]
    public async Task Names_are_compared_by_their_letters_alone(string family)
    {
        await using var box = await Asking.BoxAsync();
        var member = box.Members.Enroll(new() { Payer = "SYN01", MemberId = "SYN0001", Family = "SIMULACRA O TEST", Given = "AVA", Born = new(1980, 7, 14) }).ShouldNotBeNull();
        var asked = Named(Asking.Person(member), n => n with { Name = family.Replace('Ó', 'O') });
        (await box.AnswerAsync(Asking.Interchange(Asking.Inquiry("SYN01", asked)))).Patient().Person?.Name.ShouldBe("SIMULACRA O TEST");
    }

    [Fact]
    public async Task A_dependent_with_another_birth_date_does_not_match_at_their_own_level() =>
        (await AskAsync("SYN01", p => Below(p, d => d with { Person = d.Person with { Born = new(1950, 1, 1) } }), "family")).ShouldBe(("2100D", "71"));

    [Fact]
    public async Task A_dependent_whom_nobody_knows_is_a_patient_who_was_not_found() => (await AskAsync("SYN01",
        p => Below(p, d => d with { Person = d.Person with { Born = new(1950, 1, 1), Named = d.Person.Named with { Given = "NOBODY" } } }), "family")).ShouldBe(("2100D", "77"));

    [Fact]
    public async Task A_dependent_who_is_asked_about_as_the_subscriber_is_not_found_by_the_subscribers_id()
    {
        await using var box = await Asking.BoxAsync();
        var child = box.Members.Of("SYN01").Last(m => m.Case == "family");
        child.IsAskedBelowSubscriber.ShouldBeTrue();
        (await box.AnswerAsync(Asking.Interchange(Asking.Inquiry("SYN01", Asking.Subscriber(child))))).Refusal().ShouldBe(("2100C", "71"));
    }

    [Fact]
    public async Task Twins_are_told_apart_by_their_given_names()
    {
        await using var box = await Asking.BoxAsync();
        var head = box.Members.Of("SYN01").First(m => m.Case == "active");
        Member Twin(string given) => box.Members.Enroll(new()
        {
            Payer = "SYN01", MemberId = head.MemberId, Family = head.Family, Given = given, Born = new(2020, 5, 5), Relation = MemberRelation.Child,
        }).ShouldNotBeNull();
        var (one, other) = (Twin("ACORN"), Twin("BEECH"));
        foreach (var twin in new[] { one, other })
            (await box.AnswerAsync(Asking.About(twin))).Patient().Person?.Given.ShouldBe(twin.Given);
        var neither = Below(Asking.Person(one), d => Named(d, n => n with { Given = null }));
        (await box.AnswerAsync(Asking.Interchange(Asking.Inquiry("SYN01", neither)))).Refusal().ShouldBe(("2100D", "68"));
    }

    [Fact]
    public async Task A_payer_that_finds_by_name_needs_no_member_id()
    {
        await using var box = await Asking.BoxAsync();
        var member = box.Members.Of("SYN02").First(m => m.Case == "active");
        var asked = Named(Asking.Person(member), n => n with { Id = null, IdKind = null });
        (await box.AnswerAsync(Asking.Interchange(Asking.Inquiry("SYN02", asked)))).Patient().Person?.Id.ShouldBe(member.MemberId);
        var nobody = Named(asked, n => n with { Name = "NOBODY" });
        (await box.AnswerAsync(Asking.Interchange(Asking.Inquiry("SYN02", nobody)))).Refusal().ShouldBe(("2100C", "75"));
    }

    [Theory]
    [InlineData("SYN01", "2025-10-01", "62")] // Twelve months back.
    [InlineData("SYN01", "2026-12-01", "63")] // No further than this month.
    [InlineData("SYN09", "2027-04-01", "62")] // Four months ahead.
    [InlineData("SYN09", "2022-11-19", "62")] // Four years back.
    [InlineData("SYN09", "1900-01-01", "60")] // Before the birth.
    public async Task A_date_outside_of_what_the_payer_answers_is_refused(string payer, string on, string reason)
    {
        await using var box = await Asking.BoxAsync();
        var member = box.Members.Of(payer).First(m => m.Case == "active");
        (await box.AnswerAsync(Asking.About(member, on: DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture)))).Refusal().ShouldBe(("2100C", reason));
    }

    [Theory]
    [InlineData(Responder.UnknownNpi, "51")]
    [InlineData(Responder.IneligibleNpi, "50")]
    public async Task A_provider_who_may_not_ask_is_refused_at_their_level(string npi, string reason) => (await AskAsync("SYN01", p => p, npi: npi)).ShouldBe(("2100B", reason));

    [Fact]
    public async Task A_provider_whose_npi_cannot_be_one_is_refused_with_the_number_they_sent()
    {
        await using var box = await Asking.BoxAsync();
        var document = Document.Read(await box.AskAsync(Asking.Interchange(Asking.Inquiry("SYN01", "1234567890", [Asking.Person(box.Members.Of("SYN01")[0])]))));
        document.Issues.Kept.ShouldHaveSingleItem().Kind.ShouldBe(IssueKind.ElementIdentifier);
        EligibilityResponse.Read(document.Transactions.Single()).Refusal().ShouldBe(("2100B", "43"));
    }

    [Fact]
    public async Task A_payer_that_is_not_here_is_refused_at_its_level()
    {
        await using var box = await Asking.BoxAsync();
        var member = box.Members.Of("SYN01")[0];
        (await box.AnswerAsync(Asking.Interchange(Asking.Inquiry("SYN99", Asking.Person(member))))).Refusal().ShouldBe(("2100A", "79"));
    }

    [Fact]
    public async Task Two_persons_in_real_time_are_one_too_many()
    {
        await using var box = await Asking.BoxAsync();
        var people = box.Members.Of("SYN01").Where(m => m.Subscriber is null).Take(2).Select(m => Asking.Person(m)).ToArray();
        (await box.AnswerAsync(Asking.Interchange(Asking.Inquiry("SYN01", people)))).Refusal().ShouldBe(("2000A", "04"));
    }

    [Fact]
    public async Task The_asker_gets_back_what_they_asked_with_and_nothing_of_the_member_who_has_it_otherwise()
    {
        await using var box = await Asking.BoxAsync();
        var member = box.Members.Of("SYN01")[0];
        var asked = Asking.Person(member);
        asked = asked with { Person = asked.Person with { Born = new(1950, 1, 1) } };
        var patient = (await box.AnswerAsync(Asking.Interchange(Asking.Inquiry("SYN01", asked)))).Patient();
        (patient.Born, patient.Address, patient.Benefits.Count, patient.Traces.Single().Number).ShouldBe((new DateOnly(1950, 1, 1), null, 0, "TRACE1"));
    }

    [Fact]
    public async Task A_270_that_breaks_the_guide_gets_a_999_and_no_271()
    {
        await using var box = await Asking.BoxAsync();
        var text = Encoding.ASCII.GetString(Asking.About(box.Members.Of("SYN01")[0])).Replace("EQ*30", "EQ*QQ", StringComparison.Ordinal);
        var document = Document.Read(await box.AskAsync(Encoding.ASCII.GetBytes(text)));
        document.Issues.Kept.ShouldBeEmpty();
        var acknowledgement = GroupAcknowledgement.Read(document.Transactions.Single().Root);
        acknowledgement.Verdict.IsRejected.ShouldBeTrue();
        acknowledgement.Transactions.Single().Segments.Single().SegmentId.ShouldBe("EQ");
    }

    [Fact]
    public async Task An_interchange_that_does_not_end_gets_a_ta1()
    {
        await using var box = await Asking.BoxAsync();
        var text = Encoding.ASCII.GetString(Asking.About(box.Members.Of("SYN01")[0]));
        var document = Document.Read(await box.AskAsync(Encoding.ASCII.GetBytes(text[..text.IndexOf("IEA", StringComparison.Ordinal)])));
        var ta1 = InterchangeAcknowledgement.Read(document.Interchanges.Single().Others.Single()).ShouldNotBeNull();
        (ta1.Verdict, document.Transactions.Count()).ShouldBe((InterchangeVerdict.Rejected, 0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("ISA*00")]
    public async Task What_is_no_x12_is_a_bad_request(string body)
    {
        await using var box = await Asking.BoxAsync();
        using var response = await box.PostAsync(Encoding.ASCII.GetBytes(body));
        ((int)response.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Whatever_is_sent_is_answered()
    {
        await using var box = await Asking.BoxAsync();
        var sample = Asking.About(box.Members.Of("SYN01").First(m => m.Case == "active"));
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var damaged = (byte[])sample.Clone();
            for (var n = random.Next(1, 6); n > 0; n--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            using var response = await box.PostAsync(damaged);
            ((int)response.StatusCode).ShouldBeOneOf(200, 400);
            if (response.IsSuccessStatusCode)
            {
                var answer = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
                Document.Read(answer).Issues.Errors.ShouldBe(0, $"case {i}: {Encoding.Latin1.GetString(damaged)} {Encoding.Latin1.GetString(answer)}");
            }
        }
    }
}
