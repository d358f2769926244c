using System.Text;
using CsCheck;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Patients.Contracts;
using Portico.X12;
using static Portico.Tests.Coverage.Asking;

namespace Portico.Tests.Coverage;

/// <summary>What is written reads back as what was asked, and the codec finds nothing to object to, whatever the facts are.</summary>
public sealed class InquiryWriterTests
{
    private static readonly Gen<string> s_name = Gen.Frequency<string>(
        (5, Gen.OneOf("Testpatient", "O'Brien", "de la Cruz", "Müller", "Smith-Jones", "Mary Ann", "Łucja", "Smith Jr.", "John Q", "")),
        (2, Gen.String[Gen.Char["abcXYZ'-.,*:^~>|&()\" éßø\t1"], 0, 40]), (1, Gen.String[0, 30]));

    private static readonly Gen<DateOnly?> s_day = Gen.Int[-800, 800].Select(d => Today.AddDays(d)).Nullable();

    private static readonly Gen<PolicyFacts> s_policy =
        from id in Gen.Frequency<string>((6, Gen.String[Gen.Char["ABC123-& "], 2, 20]), (1, Gen.String[0, 90]))
        from relation in Gen.Enum<SubscriberRelation>()
        from subscriber in Gen.Select(s_name, Gen.OneOf(" ", ", "), s_name, (a, b, c) => a + b + c)
        from born in Gen.Int[7000, 30000].Select(d => Today.AddDays(-d)).Nullable()
        from dates in Gen.Select(s_day, s_day)
        from isDated in Gen.Int[0, 3]
        from grouped in Gen.OneOf<string?>("G100", "a*b", null)
        select new PolicyFacts
        {
            MemberId = id, Relation = relation, SubscriberName = subscriber, SubscriberBirthDate = born, Group = grouped,
            ValidFrom = isDated == 0 ? dates.Item1 : null, ValidTo = isDated == 0 ? dates.Item2 : null,
        };

    private static readonly Gen<PayerRules> s_rules =
        from number in Gen.Int[1, 5]
        from flags in Gen.Bool.Array[7]
        from types in Gen.Enum<ServiceTypeRule>()
        from ahead in Gen.OneOf<int?>(null, 0, 1, 4)
        select new PayerRules
        {
            Name = $"Payer * {number}", Id = $"SYN0{number}", HasIdPerPerson = flags[0], HasDashesInIds = flags[1], NeedsBirthDate = flags[2], NeedsSubscriberName = flags[3],
            WantsSex = flags[4], WantsGroup = flags[5], ServiceTypes = types, MonthsAhead = ahead,
        };

    private static readonly Gen<InquiryFacts> s_facts =
        from policy in s_policy
        from rules in s_rules
        from names in Gen.Select(s_name, s_name, s_name.Null(), Gen.OneOf<string?>("Jr", "III.", null, ""))
        from born in Gen.Int[0, 30000].Select(d => Today.AddDays(-d)).Nullable()
        from sex in Gen.Enum<Sex>()
        from visit in Gen.Int[-100, 100]
        from specialty in Gen.OneOf<string?>("Cardiology", "Urgent care", "Chiropractic", "Optometry", "Radiology", "Substance abuse", "Orthodontics", "Gynecology", null)
        from provider in Gen.OneOf(new ProviderFacts("Synthetic Clinic: North", "1234567893", false), new ProviderFacts("Dr. Ana Okafor", "1234567893", true),
            new ProviderFacts("Ana Maria Okafor", "1999999984", true))
        from wanted in Gen.OneOf<string[]>([], ["98", "UC", "PT", "98"], ["30"])
        select Self with
        {
            Policy = policy, Payer = rules, Patient = new() { Family = names.Item1, Given = names.Item2, Middle = names.Item3, Suffix = names.Item4, BirthDate = born, Sex = sex },
            Visit = new(Today.AddDays(visit), null, specialty), Provider = provider, AskedFor = wanted,
        };

    [Fact]
    public void Whatever_the_facts_are_a_question_that_is_made_reads_back_equal_and_keeps_the_guide()
    {
        var made = 0;
        s_facts.Sample(facts =>
        {
            if (InquiryMaker.Make(facts) is not InquiryPlan.Ready plan)
                return;
            Interlocked.Increment(ref made);
            Check(facts, plan.Inquiry);
            var transaction = Read(InquiryWriter.Single(plan.Inquiry, Envelope)).ShouldHaveSingleItem();
            transaction.Reference.ShouldBe(plan.Inquiry.Trace);
            ShouldBe(transaction, plan.Inquiry);
        }, iter: 20_000);
        made.ShouldBeGreaterThan(2_000);
    }

    // What must hold of every question, said without the maker's own rules.
    private static void Check(InquiryFacts facts, Inquiry inquiry)
    {
        inquiry.On.ShouldBeLessThanOrEqualTo(facts.Visit.On);
        inquiry.On.ShouldBeGreaterThanOrEqualTo(facts.Policy.ValidFrom ?? DateOnly.MinValue);
        facts.Visit.On.ShouldBeLessThanOrEqualTo(facts.Policy.ValidTo ?? DateOnly.MaxValue);
        inquiry.On.ShouldBeLessThanOrEqualTo(facts.Payer.LastDate(Today));
        (inquiry.Dependent is null).ShouldBe(facts.Policy.Relation == SubscriberRelation.Self || facts.Payer.HasIdPerPerson);
        if (facts.Payer.ServiceTypes != ServiceTypeRule.PlanOnly && !facts.AskedFor.Contains("30"))
            inquiry.ServiceTypes.ShouldNotContain("30");
        Encoding.UTF8.GetByteCount(string.Concat(Segments(inquiry))).ShouldBe(string.Concat(Segments(inquiry)).Length);
    }

    private static void ShouldBe(EligibilityInquiry read, Inquiry asked)
    {
        var payer = read.Payers.ShouldHaveSingleItem();
        (payer.Payer.Named.Name, payer.Payer.Named.Id, payer.Payer.Named.IdKind).ShouldBe((asked.Payer.Name, asked.Payer.Id, asked.Payer.IdKind));
        var provider = payer.Providers.ShouldHaveSingleItem();
        var named = provider.Provider.Named;
        (named.Name, named.Given, named.Id, named.IsPerson).ShouldBe((asked.Provider.Name, asked.Provider.Given, asked.Provider.Npi, asked.Provider.IsPerson));
        ShouldBe(provider.Subscribers.ShouldHaveSingleItem(), asked);
    }

    private static void ShouldBe(InquiryPerson read, Inquiry asked)
    {
        var subscriber = read.Person;
        var of = asked.Subscriber;
        (subscriber.Named.Name, subscriber.Named.Given, subscriber.Named.Middle, subscriber.Named.Suffix, subscriber.Named.Id, subscriber.Born, subscriber.Sex)
            .ShouldBe((of.Family, of.Given, of.Middle, of.Suffix, of.MemberId, of.BirthDate, of.Sex));
        subscriber.References.Select(r => (r.Kind, r.Value)).ShouldBe(of.Group is { } group ? [("6P", group)] : []);
        var patient = read;
        if (asked.Dependent is { } below)
        {
            // Nothing is asked of the subscriber above.
            (read.Questions.Count, read.Traces.Count, read.Dates.Count).ShouldBe((0, 0, 0));
            patient = read.Dependents.ShouldHaveSingleItem();
            var person = patient.Person;
            (person.Named.Name, person.Named.Given, person.Named.Middle, person.Named.Suffix, person.Born, person.Sex)
                .ShouldBe((below.Family, below.Given, below.Middle, below.Suffix, below.BirthDate, below.Sex));
            patient.Relationship.ShouldNotBeNull().IsSubscriber.ShouldBeFalse();
        }
        patient.Dependents.ShouldBeEmpty();
        patient.Traces.ShouldHaveSingleItem().Number.ShouldBe(asked.Trace);
        patient.Dates.ShouldHaveSingleItem().Dates.First.ShouldBe(asked.On);
        patient.Questions.SelectMany(q => q.ServiceTypes).ShouldBe(asked.ServiceTypes);
        patient.Questions.Count.ShouldBe(asked.HasSegmentEach ? asked.ServiceTypes.Count : 1);
    }

    [Fact]
    public void A_batch_has_a_transaction_for_each_payer_and_provider_and_no_more_people_than_agreed()
    {
        var all = Enumerable.Range(0, 50).Select(i => Made(i % 2 == 0 ? Self : Child) with
        {
            Trace = $"T{i}", Payer = new($"PAYER {i % 3}", $"SYN0{i % 3}"), Provider = new("CLINIC", i % 5 == 0 ? "1999999984" : "1234567893"),
        }).ToList();
        var written = InquiryWriter.Batch(all, Envelope, 4);
        var transactions = Read(written);
        written.Inquiries.ShouldBe(all, ignoreOrder: true);
        transactions.Select(t => t.Reference).ShouldBeUnique();
        transactions.ShouldAllBe(t => t.Payers.Count == 1 && t.Payers[0].Providers.Count == 1 && t.Payers[0].Providers[0].Subscribers.Count <= 4);
        // 10 and 7 or so of each payer and provider: 3 sets of 4, or 1 and 2.
        transactions.Count.ShouldBe(all.GroupBy(i => (i.Payer.Id, i.Provider.Npi)).Sum(g => (g.Count() + 3) / 4));
        var read = transactions.SelectMany(t => t.Subscribers.Select(s => (Set: t.Payers[0], Person: s))).ToList();
        read.Count.ShouldBe(50);
        foreach (var (set, person) in read)
        {
            var trace = person.Traces.Concat(person.Dependents.SelectMany(d => d.Traces)).ShouldHaveSingleItem().Number;
            var asked = all.Single(i => i.Trace == trace);
            (set.Payer.Named.Id, set.Providers[0].Provider.Named.Id).ShouldBe((asked.Payer.Id, asked.Provider.Npi));
            ShouldBe(person, asked);
        }
    }

    [Fact]
    public void Each_receiver_gets_an_interchange_of_its_own()
    {
        var all = Enumerable.Range(0, 9).Select(i => Made(Self) with { Trace = $"T{i}", Payer = new("PAYER", $"SYN0{i % 3}") }).ToList();
        var other = Envelope with { Header = Envelope.Header with { Receiver = "OTHER", ControlNumber = 43 }, Delimiters = new((byte)'|', (byte)'>', (byte)'@', (byte)'\n') };
        var written = InquiryWriter.Batches(all, i => i.Payer.Id == "SYN01" ? other : Envelope, 100);
        written.Select(w => (w.Envelope.Header.Receiver, w.Inquiries.Count, Read(w).Count)).ShouldBe([("CLEARING", 6, 2), ("OTHER", 3, 1)]);
    }

    [Fact]
    public void Two_questions_with_one_trace_are_a_bug_and_so_is_a_batch_of_none()
    {
        Should.Throw<ArgumentException>(() => InquiryWriter.Batch([Made(Self), Made(Child)], Envelope, 10));
        Should.Throw<ArgumentException>(() => InquiryWriter.Batch([], Envelope, 10));
        Should.Throw<ArgumentException>(() => InquiryWriter.Batch([Made(Self)], Envelope, 0));
        Should.Throw<ArgumentException>(() => Envelope with { Originator = "12" });
    }

    [Fact]
    public void What_cannot_be_written_is_named_and_not_sent_half()
    {
        var byHand = Made(Self) with { Subscriber = new() { Family = "A*B", MemberId = "SYN1" } };
        InquiryWriter.Single(byHand, Envelope).Issues.ShouldNotBeEmpty();
        InquiryWriter.Single(Made(Self) with { ServiceTypes = ["QQ"] }, Envelope).Issues.ShouldNotBeEmpty();
        InquiryWriter.Single(Made(Self) with { Provider = new("CLINIC", "1234567890") }, Envelope).Issues.ShouldNotBeEmpty();
    }
}
