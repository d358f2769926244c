using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Patients.Contracts;
using static Portico.Tests.Coverage.Asking;

namespace Portico.Tests.Coverage;

/// <summary>What a question is made of, rule by rule, and the mistakes that other programs are known for.</summary>
public sealed class InquiryMakerTests
{
    [Fact]
    public void A_subscriber_is_asked_about_in_their_own_loop() => Segments(Made(Self)).ShouldBe(
    [
        "NM1*PR*2*BLUEWATER HEALTH PLAN*****PI*SYN01", "NM1*1P*2*SYNTHETIC CLINIC*****XX*1234567893",
        "TRN*1*T1*1999999999", "NM1*IL*1*TESTPATIENT*AVA****MI*SYN123456789", "DMG*D8*19800714", "DTP*291*D8*20261121", "EQ*98",
    ]);

    [Fact]
    public void A_dependent_is_asked_about_below_the_subscriber_and_never_as_one() => Segments(Made(Child)).ShouldBe(
    [
        "NM1*PR*2*BLUEWATER HEALTH PLAN*****PI*SYN01", "NM1*1P*2*SYNTHETIC CLINIC*****XX*1234567893",
        "NM1*IL*1*TESTPATIENT*AVA****MI*SYN123456789", "DMG*D8*19800714",
        "TRN*1*T1*1999999999", "NM1*03*1*TESTPATIENT*IDA", "DMG*D8*20150302", "INS*N*19", "DTP*291*D8*20261121", "EQ*98",
    ]);

    [Theory]
    [InlineData(SubscriberRelation.Spouse, "INS*N*01")]
    [InlineData(SubscriberRelation.Child, "INS*N*19")]
    [InlineData(SubscriberRelation.Other, "INS*N*34")]
    public void A_dependents_relation_is_sent(SubscriberRelation relation, string ins) =>
        Segments(Made(Child.With((PolicyFacts p) => p with { Relation = relation }))).ShouldContain(ins);

    [Fact]
    public void Where_each_person_has_an_id_of_their_own_a_child_is_asked_about_as_a_subscriber()
    {
        var inquiry = Made(Child.With((PayerRules r) => r with { HasIdPerPerson = true }));
        inquiry.Dependent.ShouldBeNull();
        (inquiry.Subscriber.Given, inquiry.Subscriber.BirthDate).ShouldBe(("IDA", new DateOnly(2015, 3, 2)));
    }

    [Fact]
    public void A_dependents_policy_without_the_subscribers_name_is_not_asked_about() =>
        Faults(Child.With((PolicyFacts p) => p with { SubscriberName = " " })).ShouldBe([InquiryFault.SubscriberMissing]);

    [Fact]
    public void A_subscribers_name_that_cannot_be_split_surely_is_left_out_and_said()
    {
        var facts = Child.With((PolicyFacts p) => p with { SubscriberName = "Maria Garcia Lopez" });
        var plan = Ready(facts);
        (plan.Inquiry.Subscriber.Family, plan.Inquiry.Subscriber.Given, plan.Inquiry.Subscriber.MemberId).ShouldBe((null, null, "SYN123456789"));
        plan.Notes.ShouldBe([InquiryNote.SubscriberUnnamed]);
        Segments(plan.Inquiry).ShouldContain("NM1*IL*1******MI*SYN123456789");
        InquiryWords.Say(plan.Notes[0], facts, plan).ShouldContain("\"Family, Given\"");
    }

    [Fact]
    public void A_payer_that_wants_the_subscribers_name_is_not_asked_with_a_guess() =>
        Faults(Child.With((PolicyFacts p) => p with { SubscriberName = "Maria Garcia Lopez" }).With((PayerRules r) => r with { NeedsSubscriberName = true }))
            .ShouldBe([InquiryFault.SubscriberUnclear]);

    [Fact]
    public void The_patients_family_name_says_how_the_subscribers_is_split()
    {
        var facts = Child.With((PolicyFacts p) => p with { SubscriberName = "María García López" }).With((PatientFacts p) => p with { Family = "Garcia Lopez" });
        Segments(Made(facts)).ShouldContain("NM1*IL*1*GARCIA LOPEZ*MARIA****MI*SYN123456789");
    }

    [Fact]
    public void Sex_and_group_are_sent_only_where_the_payer_wants_them()
    {
        var facts = Self.With((PolicyFacts p) => p with { Group = "G-100 200" });
        Segments(Made(facts)).ShouldAllBe(s => !s.StartsWith("REF") && s != "DMG*D8*19800714*F");
        var wanting = facts.With((PayerRules r) => r with { WantsSex = true, WantsGroup = true });
        Segments(Made(wanting)).ShouldContain("DMG*D8*19800714*F");
        Segments(Made(wanting)).ShouldContain("REF*6P*G-100 200");
        Segments(Made(wanting.With((PatientFacts p) => p with { Sex = Sex.Other }))).ShouldContain("DMG*D8*19800714");
    }

    [Fact]
    public void A_one_word_name_is_the_family_name_wherever_it_was_typed()
    {
        Made(Self.With((PatientFacts p) => p with { Family = "", Given = "Sukarno" })).Subscriber.ShouldSatisfyAllConditions(s => s.Family.ShouldBe("SUKARNO"), s => s.Given.ShouldBeNull());
        Made(Self.With((PatientFacts p) => p with { Family = "Sukarno", Given = "" })).Subscriber.ShouldSatisfyAllConditions(s => s.Family.ShouldBe("SUKARNO"), s => s.Given.ShouldBeNull());
    }

    [Theory]
    [InlineData("O'Brien", "Seán", "O'BRIEN", "SEAN", null, null)]
    [InlineData("de la Cruz", "Ana", "DE LA CRUZ", "ANA", null, null)]
    [InlineData("Müller-Weiß", "Zoë", "MULLER-WEISS", "ZOE", null, null)]
    [InlineData("Smith Jr.", "John Q.", "SMITH", "JOHN", "Q", "JR")]
    [InlineData("Smith", "Mary Ann", "SMITH", "MARY ANN", null, null)]
    [InlineData("D’Angelo", "Łucja", "D'ANGELO", "LUCJA", null, null)]
    [InlineData("Smith*Jones", "Ava:B~C^D", "SMITH JONES", "AVA B C", "D", null)]
    public void A_patients_name_is_sent_in_letters_that_every_payer_reads(string family, string given, string sentFamily, string sentGiven, string? middle, string? suffix)
    {
        var subscriber = Made(Self.With((PatientFacts p) => p with { Family = family, Given = given })).Subscriber;
        (subscriber.Family, subscriber.Given, subscriber.Middle, subscriber.Suffix).ShouldBe((sentFamily, sentGiven, middle, suffix));
    }

    [Fact]
    public void What_cannot_be_written_or_is_missing_is_said_and_nothing_is_sent()
    {
        Faults(Self.With((PatientFacts p) => p with { Family = "山田" })).ShouldBe([InquiryFault.NameUnwritable]);
        Faults(Self.With((PatientFacts p) => p with { Family = "", Given = " " })).ShouldBe([InquiryFault.NameMissing]);
        Faults(Self.With((PatientFacts p) => p with { Family = new('A', 61) })).ShouldBe([InquiryFault.NameTooLong]);
        Faults(Self.With((PatientFacts p) => p with { Given = new('A', 36) })).ShouldBe([InquiryFault.NameTooLong]);
        Faults(Child.With((PolicyFacts p) => p with { SubscriberName = "山田" })).ShouldBe([InquiryFault.SubscriberUnwritable]);
        Faults(Self.With((PatientFacts p) => p with { BirthDate = null })).ShouldBe([InquiryFault.BirthDateMissing]);
        Faults(Self.With((PatientFacts p) => p with { BirthDate = new(2026, 11, 22) })).ShouldBe([InquiryFault.BirthDateAfterVisit]);
        Faults(Self.With((PayerRules r) => r with { Id = " " })).ShouldBe([InquiryFault.PayerIdMissing]);
        Faults(Self with { AskedFor = ["98", "office"] }).ShouldBe([InquiryFault.ServiceTypeWrong]);
    }

    [Fact]
    public void A_birth_date_is_needed_where_the_payer_needs_it_and_of_every_dependent()
    {
        Made(Self.With((PatientFacts p) => p with { BirthDate = null }).With((PayerRules r) => r with { NeedsBirthDate = false })).Subscriber.BirthDate.ShouldBeNull();
        Faults(Child.With((PatientFacts p) => p with { BirthDate = null }).With((PayerRules r) => r with { NeedsBirthDate = false })).ShouldBe([InquiryFault.BirthDateMissing]);
        Made(Child.With((PolicyFacts p) => p with { SubscriberBirthDate = null })).Subscriber.BirthDate.ShouldBeNull();
    }

    [Fact]
    public void All_faults_are_found_at_once_and_each_says_what_to_do()
    {
        var facts = Self with
        {
            Policy = new() { MemberId = "" }, Patient = new() { Family = "", Given = "" }, Provider = new("Dr. Okafor", null, IsPerson: true),
            Payer = new() { Name = "Bluewater", Id = "" },
        };
        var faults = Faults(facts);
        faults.ShouldBe(
            [InquiryFault.PayerIdMissing, InquiryFault.NpiMissing, InquiryFault.MemberIdMissing, InquiryFault.NameMissing, InquiryFault.BirthDateMissing], ignoreOrder: true);
        faults.Where(f => InquiryWords.Who(f) == "billing").ShouldBe([InquiryFault.PayerIdMissing, InquiryFault.NpiMissing]);
        Enum.GetValues<InquiryFault>().Select(f => InquiryWords.Say(f, facts)).ShouldAllBe(s => s.EndsWith('.') && s.Length > 20);
    }

    [Theory]
    [InlineData("1234567890")]
    [InlineData("123456789")]
    [InlineData("3234567893")]
    [InlineData("12345A7893")]
    public void A_wrong_NPI_is_not_asked_with(string npi) =>
        Faults(Self with { Provider = Self.Provider with { Npi = npi } }).ShouldBe([InquiryFault.NpiWrong]);

    [Theory]
    [InlineData("Dr. Ana Okafor", "NM1*1P*1*OKAFOR*ANA****XX*1234567893")]
    [InlineData("Dr. Okafor", "NM1*1P*1*OKAFOR*****XX*1234567893")]
    [InlineData("Okafor, Ana, MD", "NM1*1P*1*OKAFOR*ANA****XX*1234567893")]
    [InlineData("Mary Ann Okafor", "NM1*1P*1*MARY ANN OKAFOR*****XX*1234567893")]
    public void A_person_who_asks_is_named_by_family_name(string name, string nm1) =>
        Segments(Made(Self with { Provider = new(name, "1234567893", IsPerson: true) })).ShouldContain(nm1);

    [Theory]
    [InlineData("1EG4-TE5-MK73", "1EG4TE5MK73")]
    [InlineData("1eg4 te5 mk73", "1EG4TE5MK73")]
    [InlineData("9AA9AA9AA99", "9AA9AA9AA99")]
    [InlineData("1E14T15MK73", "1E14T15MK73")]
    public void A_Medicare_number_is_sent_without_print(string typed, string sent) => Made(Medicare(typed)).Subscriber.MemberId.ShouldBe(sent);

    [Theory]
    [InlineData("0EG4TE5MK73")] // Begins with zero.
    [InlineData("1SG4TE5MK73")] // S, L, O, I, B and Z are never letters of it.
    [InlineData("1LG4TE5MK73")]
    [InlineData("1OG4TE5MK73")]
    [InlineData("1IG4TE5MK73")]
    [InlineData("1BG4TE5MK73")]
    [InlineData("1ZG4TE5MK73")]
    [InlineData("1EZ4TE5MK73")]
    [InlineData("1EG4TB5MK73")]
    [InlineData("1EG4TE5OK73")]
    [InlineData("1EG4TE5MI73")]
    [InlineData("1EGATE5MK73")] // A letter where a digit stands.
    [InlineData("1EG44E5MK73")] // A digit where a letter stands.
    [InlineData("1EG4TE5MK7")]
    [InlineData("1EG4TE5MK733")]
    [InlineData("123456789A")] // What Medicare had before.
    public void What_is_no_Medicare_number_is_not_asked_with(string typed) => Faults(Medicare(typed)).ShouldBe([InquiryFault.MemberIdNotMbi]);

    private static InquiryFacts Medicare(string id) =>
        Self.With((PolicyFacts p) => p with { MemberId = id }).With((PayerRules r) => r with { MemberId = MemberIdShape.Mbi });

    [Fact]
    public void A_payers_own_shape_of_member_ids_is_checked_and_said()
    {
        var shape = MemberIdShape.TryOf("[A-Z]{3}[0-9]{9}|X[0-9]", "three letters and nine digits").ShouldNotBeNull();
        var facts = Self.With((PayerRules r) => r with { MemberId = shape });
        Made(facts).Subscriber.MemberId.ShouldBe("SYN123456789");
        var wrong = facts.With((PolicyFacts p) => p with { MemberId = "SYN1234567890" });
        Faults(wrong).ShouldBe([InquiryFault.MemberIdShape]);
        InquiryWords.Say(InquiryFault.MemberIdShape, wrong).ShouldContain("three letters and nine digits");
        Faults(facts.With((PolicyFacts p) => p with { MemberId = "SX1" })).ShouldBe([InquiryFault.MemberIdShape]);
        MemberIdShape.TryOf("[", "").ShouldBeNull();
        MemberIdShape.TryOf("(?=a)a", "").ShouldBeNull();
    }

    [Fact]
    public void Dashes_of_a_member_id_are_print_unless_the_payer_says_otherwise()
    {
        var facts = Self.With((PolicyFacts p) => p with { MemberId = "syn 123–45" });
        Made(facts).Subscriber.MemberId.ShouldBe("SYN12345");
        Made(facts.With((PayerRules r) => r with { HasDashesInIds = true })).Subscriber.MemberId.ShouldBe("SYN123-45");
    }

    [Theory]
    [InlineData("SYN*123")]
    [InlineData("SYN:123")]
    [InlineData("SYN~123")]
    [InlineData("SYN^123")]
    [InlineData("SYN#123")]
    [InlineData("SYNÄ123")]
    [InlineData("S")]
    public void A_member_id_that_cannot_be_sent_whole_is_not_sent(string id) =>
        Faults(Self.With((PolicyFacts p) => p with { MemberId = id })).ShouldBe([InquiryFault.MemberIdUnwritable]);

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("T_1")]
    [InlineData("1234567890123456789012345678901")]
    public void A_trace_of_another_shape_is_a_bug(string trace) => Should.Throw<ArgumentException>(() => InquiryMaker.Make(Self with { Trace = trace }));

    // Dates.

    [Fact]
    public void A_policy_that_ended_before_the_visit_is_not_asked_about_as_if_it_were_open()
    {
        var ended = Self.With((PolicyFacts p) => p with { ValidTo = new(2026, 11, 20) });
        Faults(ended).ShouldBe([InquiryFault.PolicyEnded]);
        InquiryWords.Say(InquiryFault.PolicyEnded, ended).ShouldBe("This policy ended on 20-Nov-2026, before the visit: ask the patient for the new card.");
        Made(Self.With((PolicyFacts p) => p with { ValidTo = new(2026, 11, 21) })).On.ShouldBe(new(2026, 11, 21));
        // Far ahead, too: the date that is moved to would be one when it counts.
        Faults(Self.On(2027, 1, 15).With((PolicyFacts p) => p with { ValidTo = new(2026, 12, 31) })).ShouldBe([InquiryFault.PolicyEnded]);
    }

    [Fact]
    public void A_policy_that_begins_after_the_visit_is_not_asked_about()
    {
        Faults(Self.With((PolicyFacts p) => p with { ValidFrom = new(2026, 11, 22) })).ShouldBe([InquiryFault.PolicyNotBegun]);
        Made(Self.With((PolicyFacts p) => p with { ValidFrom = new(2026, 11, 21) })).On.ShouldBe(new(2026, 11, 21));
    }

    [Theory]
    [InlineData(0, "2026-11-30", "2026-11-30", null)]
    [InlineData(0, "2026-12-01", "2026-11-30", "2026-12-01")]
    [InlineData(0, "2027-02-15", "2026-11-30", "2027-02-01")]
    [InlineData(1, "2026-12-20", "2026-12-20", null)]
    [InlineData(1, "2026-12-21", "2026-12-20", "2026-11-21")]
    [InlineData(3, "2027-05-31", "2027-02-20", "2027-03-01")]
    [InlineData(null, "2026-11-20", "2026-11-20", null)]
    [InlineData(null, "2026-11-25", "2026-11-20", "2026-11-25")]
    public void A_visit_beyond_what_the_payer_answers_for_is_asked_about_on_the_latest_date_and_again_later(int? ahead, string visit, string on, string? again)
    {
        var facts = Self.With((PayerRules r) => r with { MonthsAhead = ahead }) with { Visit = new(DateOnly.Parse(visit)) };
        var plan = Ready(facts);
        plan.Inquiry.On.ShouldBe(DateOnly.Parse(on));
        plan.AskAgainOn.ShouldBe(again is null ? null : DateOnly.Parse(again));
        plan.Notes.ShouldBe(again is null ? [] : [InquiryNote.DateMoved]);
        if (plan.AskAgainOn is { } then)
        {
            Ready(facts with { Today = then }).Inquiry.On.ShouldBe(facts.Visit.On);
            Ready(facts with { Today = then.AddDays(-1) }).Inquiry.On.ShouldBeLessThan(facts.Visit.On);
            InquiryWords.Say(InquiryNote.DateMoved, facts, plan).ShouldContain("ask again from");
        }
    }

    [Fact]
    public void A_moved_date_is_never_before_the_policys_first_day()
    {
        var facts = Self.On(2027, 1, 15).With((PolicyFacts p) => p with { ValidFrom = new(2027, 1, 1) });
        var plan = InquiryMaker.Make(facts).ShouldBeOfType<InquiryPlan.Faulty>();
        (plan.Faults, plan.AskAgainOn).ShouldSatisfyAllConditions(p => p.Faults.ShouldBe([InquiryFault.AskedTooEarly]), p => p.AskAgainOn.ShouldBe(new DateOnly(2027, 1, 1)));
        InquiryWords.Say(InquiryFault.AskedTooEarly, facts).ShouldContain("1-Jan-2027");
        Made(facts with { Today = new(2027, 1, 1) }).On.ShouldBe(new(2027, 1, 15));
        Made(Self.On(2026, 12, 15).With((PolicyFacts p) => p with { ValidFrom = new(2026, 11, 30) })).On.ShouldBe(new(2026, 11, 30));
    }

    [Fact]
    public void A_visit_longer_ago_than_the_payer_answers_for_is_not_moved()
    {
        Made(Self.On(2025, 11, 20)).On.ShouldBe(new(2025, 11, 20));
        Faults(Self.On(2025, 11, 19)).ShouldBe([InquiryFault.AskedTooLate]);
        Made(Self.On(2025, 11, 19).With((PayerRules r) => r with { MonthsBack = 24 })).On.ShouldBe(new(2025, 11, 19));
    }

    // Service types.

    [Fact]
    public void It_asks_for_what_the_visit_is_and_not_for_30_always()
    {
        var facts = Self with { ServiceTypes = new([new(["PT", "98"], VisitType: Therapy)]), Visit = Self.Visit with { VisitType = Therapy } };
        Segments(Made(facts)).ShouldContain("EQ*PT^98");
        foreach (var specialty in new[] { null, "Family medicine", "Internal medicine", "Cardiology", "Pediatrics", "Dentistry", "Urgent care", "Psychiatry" })
            Made(Self with { Visit = Self.Visit with { Specialty = specialty } }).ServiceTypes.ShouldNotContain("30");
    }

    [Fact]
    public void A_payer_that_takes_one_service_type_is_asked_for_the_one_to_collect_for_and_the_rest_is_named()
    {
        var facts = (Self with { AskedFor = ["PT", "98", "98", "UC"] }).With((PayerRules r) => r with { ServiceTypes = ServiceTypeRule.OneOnly });
        var plan = Ready(facts);
        plan.Inquiry.ServiceTypes.ShouldBe(["PT"]);
        plan.NotAsked.ShouldBe(["98", "UC"]);
        plan.Notes.ShouldBe([InquiryNote.MoreToAsk]);
        InquiryWords.Say(InquiryNote.MoreToAsk, facts, plan).ShouldContain("office visit (98), urgent care (UC)");
        Ready(facts with { AskedFor = ["98"] }).NotAsked.ShouldBeEmpty();
    }

    [Fact]
    public void A_payer_that_takes_30_alone_is_asked_for_it_and_its_answer_is_read_for_the_visit()
    {
        var plan = Ready(Self.With((PayerRules r) => r with { ServiceTypes = ServiceTypeRule.PlanOnly }));
        Segments(plan.Inquiry).ShouldContain("EQ*30");
        plan.Inquiry.ToRead(Modules.Coverage.Domain.Benefits.WantedNetwork.In, null).ServiceTypes.ShouldBe(["98"]);
        plan.Notes.ShouldBe([InquiryNote.PlanAlone]);
        plan.NotAsked.ShouldBeEmpty();
    }

    [Fact]
    public void A_payer_that_wants_a_segment_to_each_service_type_gets_it() =>
        Segments(Made((Self with { AskedFor = ["PT", "98"] }).With((PayerRules r) => r with { ServiceTypes = ServiceTypeRule.SegmentEach })))
            .TakeLast(2).ShouldBe(["EQ*PT", "EQ*98"]);
}
