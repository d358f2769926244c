using Portico.Modules.Coverage.Domain.Benefits;
using static Portico.Tests.Coverage.WrittenAnswer;

namespace Portico.Tests.Coverage;

/// <summary>Hard cases by hand: what a policy is on a date, and what the desk is told to do.</summary>
public sealed class StateRuleTests
{
    private const string Copay = "EB*B**98***27*40*****Y";

    private static PolicyState State(string lines, BenefitQuestion? question = null, string payer = "SYNTHETIC PLAN", string at = "20261120") =>
        Read(lines, question, payer: payer, at: at).State;

    [Fact]
    public void No_benefits_say_nothing() => State("").ShouldBe(PolicyState.Unknown);

    [Fact]
    public void A_payer_that_cannot_say_says_nothing() => State("EB*V**30").ShouldBe(PolicyState.Unknown);

    [Fact]
    public void Benefits_without_a_status_are_of_unknown_coverage() => State(Copay).ShouldBe(PolicyState.Unknown);

    [Theory]
    [InlineData("6")]
    [InlineData("7")]
    [InlineData("8")]
    public void Inactive_is_inactive_and_states_no_figure(string code)
    {
        var reading = Read($"EB*{code}**30\n{Copay}");
        reading.State.ShouldBe(PolicyState.Inactive);
        ShouldBeOpen(Find(reading, FigureKind.Copay), 40_00);
        reading.Sentence.ShouldStartWith("Do not bill SYNTHETIC PLAN for 1-Dec-2026: ");
    }

    [Fact]
    public void A_plan_that_ended_the_day_before_is_inactive()
    {
        var reading = Read($"DTP*346*D8*20240101\nDTP*347*D8*20261130\nEB*1**30\n{Copay}");
        reading.State.ShouldBe(PolicyState.Inactive);
        reading.Why[0].Text.ShouldBe("The plan ended on 30-Nov-2026");
    }

    [Fact]
    public void A_plan_that_ends_on_the_day_is_active() => State("DTP*347*D8*20261201\nEB*1**30").ShouldBe(PolicyState.Active);

    [Fact]
    public void A_plan_that_begins_the_day_after_is_inactive() => State("DTP*346*D8*20261202\nEB*1**30").ShouldBe(PolicyState.Inactive);

    [Fact]
    public void A_lines_own_dates_go_before_the_persons() =>
        State("DTP*346*D8*20240101\nEB*1**30\nDTP*291*RD8*20260101-20260630").ShouldBe(PolicyState.Inactive);

    [Fact]
    public void A_plan_year_that_runs_out_before_the_visit_is_no_end() =>
        State("DTP*291*RD8*20260101-20261231\nEB*1**30", Asked(on: "2027-01-10")).ShouldBe(PolicyState.Unknown);

    [Fact]
    public void An_answer_of_a_later_day_says_nothing_of_an_earlier_one() =>
        State("DTP*291*D8*20261205\nEB*1**30").ShouldBe(PolicyState.Unknown);

    [Fact]
    public void A_time_without_coverage_that_is_over_does_not_count() =>
        State("EB*1**30\nEB*6\nDTP*307*RD8*20250901-20250930").ShouldBe(PolicyState.Active);

    [Fact]
    public void Inactive_with_an_end_after_the_visit_contradicts_itself() => State("EB*6**30\nDTP*347*D8*20261215").ShouldBe(PolicyState.Unknown);

    [Fact]
    public void Active_and_inactive_of_one_plan_contradict_each_other() => State("EB*1**30\nEB*6**30").ShouldBe(PolicyState.Unknown);

    [Fact]
    public void An_inactive_plan_beside_an_active_one_does_not_count() =>
        State("EB*6**30**SYNTHETIC OLD\nEB*1**30**SYNTHETIC NEW").ShouldBe(PolicyState.Active);

    [Fact]
    public void Inactive_dental_says_nothing_of_an_office_visit() => State("EB*1**30\nEB*6**35").ShouldBe(PolicyState.Active);

    [Fact]
    public void Inactive_for_the_service_alone_is_not_for_this_service() => State("EB*1**30\nEB*6**98").ShouldBe(PolicyState.NotForService);

    [Fact]
    public void Active_for_other_services_says_nothing_of_this_one() => State("EB*1**48^50").ShouldBe(PolicyState.Unknown);

    [Fact]
    public void A_dental_plan_is_not_for_an_office_visit() => State("EB*1**35").ShouldBe(PolicyState.NotForService);

    [Fact]
    public void Family_planning_only_is_not_for_an_office_visit()
    {
        State("EB*1**30*MC*FAMILY PLANNING").ShouldBe(PolicyState.NotForService);
        State("EB*1**30*MC\nMSG*LIMITED TO FAMILY PLANNING SERVICES").ShouldBe(PolicyState.NotForService);
        State("EB*1**30*MC*FAMILY PLANNING", Asked("82")).ShouldBe(PolicyState.Active);
        State("EB*1**30*MC\nMSG*FAMILY PLANNING NEEDS NO REFERRAL").ShouldBe(PolicyState.Active);
    }

    [Fact]
    public void Emergency_only_and_a_premium_only_are_not_for_an_office_visit()
    {
        State("EB*1**30*MC\nMSG*EMERGENCY SERVICES ONLY").ShouldBe(PolicyState.NotForService);
        State("EB*1**30*MC*SLMB").ShouldBe(PolicyState.NotForService);
    }

    [Fact]
    public void A_service_that_the_payer_excludes_is_not_for_this_service()
    {
        State("EB*1**30\nEB*I**98").ShouldBe(PolicyState.NotForService);
        State("EB*1**30\nEB*I**98*********N").ShouldBe(PolicyState.Active);
        State("EB*1**30\nEB*I**98\nMSG*COSMETIC SURGERY").ShouldBe(PolicyState.Active);
    }

    [Fact]
    public void Medicare_Part_A_alone_does_not_pay_an_office_visit()
    {
        State("EB*1**30*MA").ShouldBe(PolicyState.NotForService);
        State("EB*1**30*MA\nEB*1**30*MB\nDTP*307*RD8*20100101-20200101").ShouldBe(PolicyState.NotForService);
        State("EB*1**30*MA\nEB*1**30*MB").ShouldBe(PolicyState.Active);
        State("EB*1**30*MB", Asked("48")).ShouldBe(PolicyState.NotForService);
    }

    [Fact]
    public void Medicare_Advantage_is_billed_instead_of_Medicare()
    {
        var reading = Read("EB*1**30*MA\nEB*1**30*MB\nEB*R**30*HN\nREF*18*H0000\nDTP*290*D8*20260101\nLS*2120\nNM1*PRP*2*SYNTHETIC ADVANTAGE\nLE*2120");
        reading.State.ShouldBe(PolicyState.BillElsewhere);
        reading.Sentence.ShouldStartWith("Do not bill SYNTHETIC PLAN for this visit: Medicare Advantage: bill SYNTHETIC ADVANTAGE");
    }

    [Fact]
    public void Medicare_Advantage_that_has_ended_does_not_count() =>
        State("EB*1**30*MA\nEB*1**30*MB\nEB*R**30*HN\nDTP*290*RD8*20200101-20241231").ShouldBe(PolicyState.Active);

    [Fact]
    public void A_drug_plan_beside_Medicare_changes_nothing() => State("EB*1**30*MA\nEB*1**30*MB\nEB*R**88*OT\nLS*2120\nNM1*PRP*2*SYNTHETIC DRUGS\nLE*2120").ShouldBe(PolicyState.Active);

    [Fact]
    public void A_first_payer_before_Medicare_leaves_it_active_and_is_billed_first()
    {
        var reading = Read("EB*1**30*MA\nEB*1**30*MB\nEB*R**30*12\nLS*2120\nNM1*PRP*2*SYNTHETIC GROUP\nLE*2120");
        reading.State.ShouldBe(PolicyState.Active);
        reading.Sentence.ShouldContain("bill SYNTHETIC GROUP first");
    }

    [Fact]
    public void Part_Bs_deductible_has_no_network_and_Part_As_is_not_an_office_visits()
    {
        var reading = Read("EB*1**30*MA\nEB*1**30*MB\nEB*C*IND*30*MA**29*1676\nEB*C*IND*30*MB**29*12.5");
        ShouldBe(Find(reading, FigureKind.Deductible, FigureMeasure.Remaining, FigureScope.Individual), 12_50);
    }

    [Fact]
    public void A_hospice_that_is_elected_on_the_date_is_billed_instead()
    {
        const string hospice = "EB*1**30*MA\nEB*1**30*MB\nEB*X**45*MA**26\nDTP*292*RD8*";
        State(hospice + "20261001-20261230").ShouldBe(PolicyState.BillElsewhere);
        State(hospice + "20261001-20261115").ShouldBe(PolicyState.Active);
    }

    [Fact]
    public void A_hospice_benefit_is_no_hospice_election() => State("EB*1**30^45^98").ShouldBe(PolicyState.Active);

    [Fact]
    public void Medicaid_managed_care_is_billed_instead_of_Medicaid()
    {
        State("EB*1**30*MC\nEB*R**30*HM\nLS*2120\nNM1*PR*2*SYNTHETIC MCO\nLE*2120").ShouldBe(PolicyState.BillElsewhere);
        State("EB*1**30*MC\nMSG*ENROLLED IN MANAGED CARE").ShouldBe(PolicyState.BillElsewhere);
        State("EB*1**30*MC\nMSG*NOT ENROLLED IN MANAGED CARE").ShouldBe(PolicyState.Active);
    }

    [Fact]
    public void A_service_that_is_carved_out_goes_to_whom_the_payer_names() =>
        State("EB*1**30\nEB*U**MH\nLS*2120\nNM1*VN*2*SYNTHETIC BEHAVIORAL\nLE*2120", Asked("MH")).ShouldBe(PolicyState.BillElsewhere);

    [Fact]
    public void Whom_to_ask_about_another_service_changes_nothing() =>
        State("EB*1**30\nEB*U**MH\nLS*2120\nNM1*VN*2*SYNTHETIC BEHAVIORAL\nLE*2120").ShouldBe(PolicyState.Active);

    [Fact]
    public void A_spend_down_without_coverage_is_unknown_and_shown()
    {
        var reading = Read("EB*Y*IND*30*MC**29*250");
        reading.State.ShouldBe(PolicyState.Unknown);
        ShouldBe(Find(reading, FigureKind.SpendDown, FigureMeasure.Remaining), 250_00);
    }

    [Fact]
    public void Qualified_Medicare_beneficiaries_pay_nothing_and_the_desk_is_told_why()
    {
        var reading = Read("EB*1**30*MA\nEB*1**30*MB\nEB*1**30*QM\nEB*A**98*MB***.2");
        reading.State.ShouldBe(PolicyState.Active);
        reading.Sentence.ShouldStartWith("Collect nothing: qualified Medicare beneficiary");
    }

    [Fact]
    public void A_spend_down_that_is_not_met_is_not_for_this_service_yet()
    {
        State("EB*1**30*MC\nEB*Y*IND*30*MC**34*250").ShouldBe(PolicyState.NotForService);
        State("EB*1**30*MC\nEB*Y*IND*30*MC**29*0").ShouldBe(PolicyState.Active);
    }

    [Fact]
    public void Medicares_cost_sharing_alone_is_billed_after_Medicare_and_collects_nothing()
    {
        var reading = Read("EB*1**30*QM\nEB*R**30*MB\nLS*2120\nNM1*PRP*2*SYNTHETIC MEDICARE\nLE*2120", payer: "SYNTHETIC STATE MEDICAID");
        reading.State.ShouldBe(PolicyState.BillElsewhere);
        reading.Sentence.ShouldStartWith("Collect nothing: qualified Medicare beneficiary");
    }

    [Fact]
    public void Who_is_said_not_to_be_a_qualified_Medicare_beneficiary_is_none() => Read("EB*1**30*MC\nMSG*NOT QMB").CollectNothing.ShouldBeEmpty();

    [Fact]
    public void Workers_compensation_collects_nothing() => Read("EB*1**30*WC").CollectNothing.ShouldHaveSingleItem();

    [Fact]
    public void A_preventive_service_collects_nothing_only_where_the_payer_states_zero()
    {
        Read("EB*1**30\nEB*B**BZ***27*0*****Y", Asked("BZ")).CollectNothing.ShouldHaveSingleItem();
        Read("EB*1**30\nEB*B**BZ***27*0", Asked("BZ")).CollectNothing.ShouldBeEmpty();
        Read("EB*1**30\nEB*B**98***27*0*****Y").CollectNothing.ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_of_a_month_says_nothing_of_the_next_where_that_month_was_asked_about()
    {
        const string Month = "EB*1**30\nDTP*307*RD8*20261101-20261130";
        var asked = Asked(on: "2026-12-15");
        Read(Month, asked).State.ShouldBe(PolicyState.Inactive);
        Read(Month, asked with { Asked = new DateOnly(2026, 11, 30) }).State.ShouldBe(PolicyState.Unknown);
        // It ended within the month that was asked about: that it ended is what it says.
        Read("EB*1**30\nDTP*307*RD8*20261101-20261115", asked with { Asked = new DateOnly(2026, 11, 30) }).State.ShouldBe(PolicyState.Inactive);
    }

    [Theory]
    [InlineData($"EB*1**30**SYNTHETIC PPO\n{Copay}", "Collect $40.00: copay for office visit (98), SYNTHETIC PPO, as of 20-Nov-2026 9:05.")]
    [InlineData($"EB*1**30\n{Copay}\nMSG*PCP\nEB*B**98***27*60*****Y\nMSG*SPECIALIST", "Do not quote a copay: $40.00 or $60.00 may be meant for office visit (98)")]
    [InlineData("EB*1**30\nEB*B**98***27*0*****Y", "Collect nothing: the copay for office visit (98) is $0.00")]
    [InlineData("EB*1**30\nEB*A**98***27**.2****Y\nEB*C*IND*30***29*500*****Y", "Active without a copay: $500.00 of the deductible remain, coinsurance is 20 %")]
    [InlineData("EB*1**30", "Active, and the answer has no copay for office visit (98)")]
    [InlineData($"EB*1**30\n{Copay}\nEB*1**98********Y", "Collect $40.00: copay for office visit (98), SYNTHETIC PLAN, as of 20-Nov-2026 9:05; an authorization is needed.")]
    public void The_sentence_says_what_to_do(string lines, string sentence) => Read(lines).Sentence.ShouldStartWith(sentence);
}
