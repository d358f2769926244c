using System.Text;
using Portico.Modules.Coverage.Domain.Benefits;
using static Portico.Tests.Coverage.WrittenAnswer;

namespace Portico.Tests.Coverage;

/// <summary>Hard cases by hand: whose answer it is, refusals, whom it names, and what differs.</summary>
public sealed class AnswerRuleTests
{
    private const string Dependent = """
        HL*3*2*22*1
        NM1*IL*1*TESTPATIENT*ALDER****MI*SYN100
        HL*4*3*23*0
        TRN*2*TRACE1*1999999999
        NM1*03*1*TESTPATIENT*MAPLE
        DMG*D8*20150203*F
        INS*N*19
        """;

    private static readonly OurPerson s_ours = new()
    {
        Family = "Testpatient", Given = "Alder", BirthDate = new DateOnly(1980, 7, 14), Sex = "F", MemberId = "syn-100", City = "Springfield", State = "IL", Zip = "62701-0001",
        Line1 = "100 Elm St.",
    };

    [Fact]
    public void An_answer_to_another_trace_is_no_answer_and_states_nothing()
    {
        var reading = Read("EB*1**30\nEB*B**98***27*40*****Y", Asked() with { Trace = "TRACE2" });
        (reading.IsAnswer, reading.State, reading.Figures.Count).ShouldBe((false, PolicyState.Unknown, 0));
    }

    [Fact]
    public void An_answer_to_our_trace_is_one() => Read("EB*1**30", Asked() with { Trace = "TRACE1" }).State.ShouldBe(PolicyState.Active);

    [Fact]
    public void An_answer_that_repeats_no_trace_is_ours_where_it_names_our_patient_alone()
    {
        var untraced = Subscriber.Replace("TRN*2*TRACE1*1999999999\n", "", StringComparison.Ordinal);
        var asked = Asked() with { Trace = "TRACE1", Ours = s_ours };
        Read("EB*1**30", asked, untraced).State.ShouldBe(PolicyState.Active);
        // Another birth date, another name, nobody to compare with, or a second person: it could be anybody's.
        Read("EB*1**30", asked with { Ours = s_ours with { BirthDate = new DateOnly(1981, 7, 14) } }, untraced).IsAnswer.ShouldBeFalse();
        Read("EB*1**30", asked with { Ours = s_ours with { Given = "Ada" } }, untraced).IsAnswer.ShouldBeFalse();
        Read("EB*1**30", asked with { Ours = null }, untraced).IsAnswer.ShouldBeFalse();
        Read("EB*1**30", asked, untraced.Replace("\nDMG*D8*19800714*F", "", StringComparison.Ordinal)).IsAnswer.ShouldBeFalse();
        ReadAll(Bytes("EB*1**30", untraced + "\nEB*1**30\n" + untraced.Replace("HL*3*", "HL*4*", StringComparison.Ordinal)), asked).ShouldHaveSingleItem().IsAnswer.ShouldBeFalse();
    }

    [Theory]
    // The answer is about TESTPATIENT, ALDER, born 1980-07-14, SYN100.
    [InlineData("Testpatient", "Alder", "1980-07-15", "SYN100", false, false, "a birth date mistyped")]
    [InlineData("Married", "Alder", "1980-07-14", "SYN100", false, false, "a new family name")]
    [InlineData("Testpatient", "Al", "1980-07-14", "SYN100", false, false, "a short given name")]
    [InlineData("Testpatient", "Willow", "1980-07-14", "SYN100", false, false, "another given name of one who has the policy")]
    [InlineData("Testpatient", "Willow", "1980-07-14", "SYN100", true, true, "a twin on a parent's policy")]
    [InlineData("Testpatient", "Elder", "1980-07-14", "SYN100", true, false, "a letter mistyped on a parent's policy")]
    [InlineData("Other", "Alder", "1955-02-03", "SYN999", false, true, "another who has the given name")]
    [InlineData("Testpatient", "Alder", "1955-07-14", "SYN100", true, true, "a parent of the same name")]
    [InlineData("Other", "Willow", "1980-07-14", "SYN999", false, true, "two born on one day")]
    public void Whom_the_payer_speaks_of_is_told_by_names_and_birth_date_together(
        string family, string given, string born, string member, bool isDependent, bool isAnother, string why)
    {
        var ours = new OurPerson { Family = family, Given = given, BirthDate = DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture), MemberId = member, IsDependent = isDependent };
        Read("EB*1**30\nEB*B**98***27*40*****Y", Asked() with { Trace = "TRACE1", Ours = ours }).IsAboutSomebodyElse.ShouldBe(isAnother, why);
    }

    [Fact]
    public void The_trace_finds_its_person_among_several()
    {
        var several = Subscriber + "\nEB*1**30\nEB*B**98***27*40*****Y\n" + Subscriber.Replace("HL*3*", "HL*4*", StringComparison.Ordinal)
            .Replace("TRACE1", "TRACE2", StringComparison.Ordinal);
        var bytes = Bytes("EB*6**30", several);
        ReadAll(bytes, Asked()).Select(r => r.State).ShouldBe([PolicyState.Active, PolicyState.Inactive]);
        ReadAll(bytes, Asked() with { Trace = "TRACE2" }).ShouldHaveSingleItem().State.ShouldBe(PolicyState.Inactive);
    }

    [Fact]
    public void A_dependent_is_answered_about_and_the_subscriber_only_named()
    {
        var reading = Read("EB*1**30\nEB*B**98***27*40*****Y", Asked() with { Trace = "TRACE1" }, Dependent);
        (reading.State, Find(reading, FigureKind.Copay).Cents).ShouldBe((PolicyState.Active, 40_00));
    }

    [Fact]
    public void An_answer_about_the_subscriber_is_none_about_the_dependent()
    {
        var reading = Read("EB*1**30\nEB*B**98***27*40*****Y", Asked() with { Ours = s_ours with { Given = "Maple", BirthDate = new DateOnly(2015, 2, 3) } });
        reading.State.ShouldBe(PolicyState.Unknown);
        ShouldBeOpen(Find(reading, FigureKind.Copay), 40_00);
    }

    [Fact]
    public void An_answer_with_another_name_and_number_is_somebody_elses() =>
        Read("EB*1**30", Asked() with { Ours = s_ours with { Family = "Birch", Given = "Blake", MemberId = "SYN999" } }).State.ShouldBe(PolicyState.Unknown);

    [Fact]
    public void A_new_family_name_is_a_difference_and_still_our_patient() =>
        Read("EB*1**30", Asked() with { Ours = s_ours with { Family = "Birch", MemberId = "SYN999" } }).State.ShouldBe(PolicyState.Active);

    [Fact]
    public void A_date_of_death_before_the_visit_makes_coverage_unknown() => Read("DTP*442*D8*20261101\nEB*1**30").State.ShouldBe(PolicyState.Unknown);

    [Fact]
    public void A_premium_that_is_paid_to_before_the_visit_is_said() =>
        Read("DTP*343*D8*20261031\nEB*1**30").Messages.ShouldHaveSingleItem().Text.ShouldBe("The premium is paid to: 31-Oct-2026");

    [Fact]
    public void Of_two_persons_the_one_that_is_ours_is_read()
    {
        var both = Subscriber.Replace("*0\nTRN", "*1\nTRN", StringComparison.Ordinal) + "\nEB*1**30\nEB*B**98***27*90*****Y\nHL*4*3*23*0\nNM1*03*1*TESTPATIENT*MAPLE\nDMG*D8*20150203*F";
        var reading = ReadAll(Bytes("EB*1**30\nEB*B**98***27*40*****Y", both), Asked() with { Ours = s_ours with { Given = "Maple", BirthDate = new DateOnly(2015, 2, 3) } });
        Find(reading.ShouldHaveSingleItem(), FigureKind.Copay).Cents.ShouldBe(40_00);
    }

    [Fact]
    public void An_answer_that_is_cut_off_states_nothing()
    {
        var text = Encoding.UTF8.GetString(Bytes("EB*1**30\nEB*B**98***27*40*****Y\nEB*B**98***27*90*****Y"));
        var reading = ReadAll(Encoding.UTF8.GetBytes(text[..text.LastIndexOf("EB*", StringComparison.Ordinal)]), Asked()).ShouldHaveSingleItem();
        reading.State.ShouldBe(PolicyState.Unknown);
        ShouldBeOpen(Find(reading, FigureKind.Copay), 40_00);
    }

    [Fact]
    public void Benefits_where_no_guide_has_them_make_the_others_open()
    {
        var reading = Read("EB*1**30\nEB*B**98***27*40*****Y\nNM1*IL*1*TESTPATIENT*ALDER****MI*SYN100\nEB*B**98***27*90*****Y");
        Find(reading, FigureKind.Copay).Status.ShouldBe(FigureStatus.Ambiguous);
    }

    public static TheoryData<string> Refusals => ["04", "15", "33", "35", "41", "42", "43", "44", "45", "46", "47", "48", "49", "50", "51", "52", "53", "54", "55", "56", "57", "58",
        "60", "61", "62", "63", "64", "65", "66", "67", "68", "69", "70", "71", "72", "73", "74", "75", "76", "77", "78", "79", "80", "97", "98", "T4",
        "AA", "AE", "AF", "AG", "AO", "CI", "E8", "IA", "MA", "ZZ"];

    [Theory, MemberData(nameof(Refusals))]
    public void Every_refusal_leads_to_an_act_and_never_says_not_covered(string code)
    {
        var reading = Read("", person: Subscriber + $"\nAAA*N**{code}*C");
        var action = reading.Actions.ShouldHaveSingleItem();
        (action.Code, action.Level, reading.State).ShouldBe((code, "2100C", PolicyState.Unknown));
        action.Act.ShouldNotBeEmpty();
        reading.Sentence.ShouldContain(action.Act);
        (action.Meaning + action.Act + reading.Sentence).ToUpperInvariant().ShouldNotContain("NOT COVERED");
        reading.Sentence.ToUpperInvariant().ShouldNotContain("INACTIVE");
    }

    [Fact]
    public void A_refusal_before_the_persons_address_is_the_same() =>
        Read("", person: Subscriber.Replace("N3*", "AAA*Y**72*C\nN3*", StringComparison.Ordinal)).Actions.Select(a => (a.Code, a.Level)).ShouldBe([("72", "2100C")]);

    [Fact]
    public void Dates_behind_a_refusal_are_still_the_persons()
    {
        var reading = Read("DTP*347*D8*20261130\nEB*1**30\nEB*B**98***27*40*****Y", person: Subscriber + "\nAAA*Y**62*C");
        (reading.State, reading.Actions.Single().Code).ShouldBe((PolicyState.Inactive, "62"));
    }

    [Theory]
    [InlineData("42", "R", "system", true)]
    [InlineData("42", "N", "desk", false)]
    [InlineData("42", "Y", "system", false)]
    [InlineData("79", "C", "billing", true)]
    [InlineData("72", "C", "desk", true)]
    public void A_refusal_goes_to_whom_it_belongs(string code, string followUp, string who, bool mayAskAgain)
    {
        var action = Read("", person: Subscriber + $"\nAAA*Y**{code}*{followUp}").Actions.ShouldHaveSingleItem();
        (action.Who, action.MayAskAgain).ShouldBe((who, mayAskAgain));
    }

    [Fact]
    public void A_payer_that_refuses_above_the_person_is_unknown_coverage_even_with_a_trace()
    {
        var reading = Read("AAA*Y**42*R", Asked() with { Trace = "TRACE1" }, person: "", payer: "SYNTHETIC PLAN");
        (reading.State, reading.IsAnswer, reading.Actions.Single().Code).ShouldBe((PolicyState.Unknown, true, "42"));
    }

    [Fact]
    public void A_refusal_of_who_it_is_makes_what_stands_beside_it_open()
    {
        var reading = Read("EB*1**30\nEB*B**98***27*40*****Y", person: Subscriber + "\nAAA*Y**71*C");
        reading.State.ShouldBe(PolicyState.Unknown);
        ShouldBeOpen(Find(reading, FigureKind.Copay), 40_00);
    }

    [Fact]
    public void A_refusal_of_something_else_leaves_the_benefits_beside_it()
    {
        var reading = Read("EB*1**30\nAAA*Y**70*C\nEB*B**98***27*40*****Y");
        (reading.State, Find(reading, FigureKind.Copay).Cents, reading.Actions.Single().Code).ShouldBe((PolicyState.Active, 40_00, "70"));
    }

    [Fact]
    public void The_primary_care_provider_is_found_with_and_without_its_frame()
    {
        Read("EB*1**30\nEB*L\nLS*2120\nNM1*P3*1*MAPLE*MORGAN****XX*1234567893\nLE*2120").PrimaryCare.Npi.ShouldBe("1234567893");
        Read("EB*1**30\nEB*L\nNM1*P3*1*MAPLE*MORGAN****XX*1234567893").PrimaryCare.Name.ShouldBe("MORGAN MAPLE");
        Read("EB*1**30\nEB*B**98***27*40*****Y\nLS*2120\nNM1*P3*1*MAPLE*MORGAN\nLE*2120").PrimaryCare.Name.ShouldBe("MORGAN MAPLE");
    }

    [Fact]
    public void Two_primary_care_providers_are_candidates()
    {
        var care = Read("EB*1**30\nEB*L\nNM1*P3*1*MAPLE*MORGAN\nEB*L\nNM1*P3*1*BIRCH*BLAKE").PrimaryCare;
        (care.Status, care.Name, care.Candidates.Count).ShouldBe((FigureStatus.Ambiguous, null, 2));
    }

    [Fact]
    public void A_primary_care_provider_of_last_year_does_not_count() =>
        Read("EB*1**30\nEB*L\nDTP*295*RD8*20250101-20251231\nNM1*P3*1*BIRCH*BLAKE\nEB*L\nDTP*295*D8*20260101\nNM1*P3*1*MAPLE*MORGAN").PrimaryCare.Name.ShouldBe("MORGAN MAPLE");

    [Fact]
    public void A_second_frame_of_one_line_is_read_too()
    {
        var reading = Read("EB*1**30\nEB*R**30*C1\nLS*2120\nNM1*P3*1*MAPLE*MORGAN\nLE*2120\nLS*2120\nNM1*PRP*2*SYNTHETIC OTHER\nLE*2120");
        (reading.PrimaryCare.Name, reading.OtherPayers.Single().Name).ShouldBe(("MORGAN MAPLE", "SYNTHETIC OTHER"));
    }

    [Fact]
    public void Another_payer_has_its_order_number_dates_and_telephone()
    {
        var payer = Read("EB*1**30\nEB*R**30*C1\nREF*IG*POL9\nDTP*290*RD8*20260101-20261231\nLS*2120\nNM1*SEP*2*SYNTHETIC OTHER*****PI*SYN09\nPER*IC**TE*5555550100\nLE*2120").OtherPayers.ShouldHaveSingleItem();
        (payer.Name, payer.Order, payer.PayerId, payer.PolicyNumber, payer.Phone, payer.To).ShouldBe(("SYNTHETIC OTHER", "secondary", "SYN09", "POL9", "5555550100", new DateOnly(2026, 12, 31)));
    }

    [Fact]
    public void Another_payer_without_a_name_is_still_one() => Read("EB*1**30\nEB*R**30*C1").OtherPayers.ShouldHaveSingleItem().Name.ShouldBeNull();

    [Fact]
    public void Another_payer_of_the_past_does_not_count() => Read("EB*1**30\nEB*R**30*C1\nDTP*290*RD8*20200101-20201231").OtherPayers.ShouldBeEmpty();

    [Theory]
    [InlineData("EB*1**98********Y", FigureStatus.Stated, true)]
    [InlineData("EB*1**98********N", FigureStatus.Stated, false)]
    [InlineData("EB*1**98********U", FigureStatus.Ambiguous, null)]
    [InlineData("EB*1**98", FigureStatus.Absent, null)]
    [InlineData("EB*1**UC********Y", FigureStatus.Absent, null)]
    [InlineData("EB*1**98********Y\nEB*A**98***27**.2***N*Y", FigureStatus.Ambiguous, null)]
    [InlineData("EB*1**98********Y\nMSG*MRI ONLY", FigureStatus.Ambiguous, null)]
    [InlineData("EB*1**98\nMSG*PRIOR AUTHORIZATION REQUIRED", FigureStatus.Ambiguous, null)]
    [InlineData("EB*1**98********N\nMSG*PRECERTIFICATION REQUIRED", FigureStatus.Ambiguous, null)]
    [InlineData("EB*1**98********Y*N", FigureStatus.Absent, null)]
    public void Whether_an_authorization_is_needed_is_said_of_the_service_or_not_at_all(string lines, FigureStatus status, bool? isRequired)
    {
        var need = Read("EB*1**30\n" + lines).Authorization;
        (need.Status, need.IsRequired).ShouldBe((status, isRequired));
    }

    [Fact]
    public void A_referral_that_the_plan_as_a_whole_wants_may_be_needed() =>
        Read("EB*1**30\nMSG*REFERRAL REQUIRED FOR SPECIALISTS").Authorization.Status.ShouldBe(FigureStatus.Ambiguous);

    [Fact]
    public void What_is_written_differently_is_no_difference() => Read("EB*1**30", Asked() with { Ours = s_ours }).Differences.ShouldBeEmpty();

    [Fact]
    public void What_differs_is_shown_side_by_side_with_its_segment()
    {
        var differences = Read("EB*1**30", Asked() with { Ours = s_ours with { Family = "Birch", BirthDate = new DateOnly(1980, 7, 15), Sex = "M", MemberId = "SYN101", Zip = "62702" } }).Differences;
        differences.Select(d => (d.Field, d.Ours, d.Payers)).ShouldBe(
            [("family", "Birch", "TESTPATIENT"), ("birthDate", "1980-07-15", "1980-07-14"), ("sex", "M", "F"), ("memberId", "SYN101", "SYN100"), ("zip", "62702", "62701")]);
        differences.Select(d => d.Source.Text[..3]).ShouldBe(["NM1", "DMG", "DMG", "NM1", "N4*"]);
    }

    [Fact]
    public void What_one_side_leaves_open_is_no_difference() =>
        Read("EB*1**30", Asked() with { Ours = new() { Family = "Testpatient", Middle = "Quinn", GroupNumber = "G1" } }).Differences.ShouldBeEmpty();

    [Fact]
    public void An_initial_is_no_other_middle_name() => Read("EB*1**30", Asked() with { Ours = s_ours with { Middle = "Quinn" } },
        Subscriber.Replace("*ALDER****", "*ALDER*Q***", StringComparison.Ordinal)).Differences.ShouldBeEmpty();

    [Fact]
    public void The_members_number_of_a_dependent_is_the_subscribers() =>
        Read("EB*1**30", Asked() with { Ours = new() { Given = "Maple", MemberId = "SYN999" } }, Dependent).Differences.Select(d => d.Field).ShouldBe(["memberId"]);

    [Fact]
    public void An_answer_says_as_of_when_and_one_without_a_date_does_not()
    {
        Read("EB*1**30").AsOf.ShouldBe(new DateTime(2026, 11, 20, 9, 5, 0));
        Read("EB*1**30", at: "20261340").AsOf.ShouldBeNull();
    }

    [Fact]
    public void Messages_of_plan_and_service_are_shown_and_those_of_other_services_are_not() =>
        Read("EB*1**30\nMSG*PLAN NOTE\nEB*B**98***27*40*****Y\nMSG*VISIT NOTE\nEB*B**33***27*40*****Y\nMSG*OTHER NOTE").Messages.Select(m => m.Text).ShouldBe(["PLAN NOTE", "VISIT NOTE"]);
}
