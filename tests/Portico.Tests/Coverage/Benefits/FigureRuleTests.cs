using Portico.Modules.Coverage.Domain.Benefits;
using static Portico.Tests.Coverage.WrittenAnswer;

namespace Portico.Tests.Coverage;

/// <summary>Hard cases by hand: which figures an answer has, and which it only seems to have.</summary>
public sealed class FigureRuleTests
{
    private static Figure Copay(string lines, BenefitQuestion? question = null) => Find(Read("EB*1**30\n" + lines, question), FigureKind.Copay);

    private static Figure Deductible(string lines, FigureMeasure measure, FigureScope scope = FigureScope.Individual, string at = "20261120", BenefitQuestion? question = null) =>
        Find(Read("EB*1**30\n" + lines, question, at: at), FigureKind.Deductible, measure, scope);

    [Fact]
    public void A_copay_of_the_service_and_network_is_stated_with_its_segment_element_and_words()
    {
        var figure = Copay("EB*B*IND*98^UC***27*40*****Y");
        ShouldBe(figure, 40_00);
        var source = figure.Sources.ShouldHaveSingleItem();
        (source.Place.Segment, (int)source.Place.Element, source.Text).ShouldBe((14, 7, "EB*B*IND*98^UC***27*40*****Y"));
        source.Words.ShouldBe("Copay $40.00; each visit; office visit (98), urgent care (UC); individual; in network");
    }

    [Fact]
    public void A_copay_of_zero_is_an_amount() => ShouldBe(Copay("EB*B**98***27*0*****Y"), 0);

    [Fact]
    public void No_copay_line_is_absent_and_not_zero() => Copay("EB*A**98***27**.2****Y").Status.ShouldBe(FigureStatus.Absent);

    [Fact]
    public void Two_copays_that_a_message_alone_tells_apart_are_two_candidates() =>
        ShouldBeOpen(Copay("EB*B**98***27*20*****Y\nMSG*PRIMARY CARE\nEB*B**98***27*40*****Y\nMSG*SPECIALIST"), 20_00, 40_00);

    [Fact]
    public void One_copay_with_a_narrowing_message_is_not_everybodys() =>
        ShouldBeOpen(Copay("EB*B**98***27*20*****Y\nMSG*PRIMARY CARE ONLY"), 20_00);

    [Theory]
    [InlineData("COPAY APPLIES PER VISIT")]
    [InlineData("OFFICE VISIT COPAY")]
    [InlineData("$40.00 COPAY PER VISIT")]
    [InlineData("DEDUCTIBLE DOES NOT APPLY")]
    [InlineData("IN-NETWORK")]
    [InlineData("IN NETWORK PROVIDERS")]
    [InlineData("THIS IS NOT A GUARANTEE OF PAYMENT")]
    public void A_message_that_narrows_nothing_leaves_the_copay(string message) => ShouldBe(Copay($"EB*B**98***27*40*****Y\nMSG*{message}"), 40_00);

    [Theory]
    [InlineData("COPAY DOES NOT APPLY")]
    [InlineData("COPAY WAIVED")]
    [InlineData("$35 COPAY PER VISIT")]
    [InlineData("OUT OF NETWORK")]
    [InlineData("FAMILY COPAY")]
    [InlineData("COPAY MAXIMUM")]
    [InlineData("FIRST 3 VISITS")]
    [InlineData("MENTAL HEALTH VISIT")]
    [InlineData("PLAN PAYS")]
    public void A_message_that_turns_the_copay_round_or_narrows_it_leaves_it_open(string message) =>
        ShouldBeOpen(Copay($"EB*B**98***27*40*****Y\nMSG*{message}"), 40_00);

    [Fact]
    public void A_message_with_a_second_element_narrows_as_well() => ShouldBeOpen(Copay("EB*B**98***27*40*****Y\nMSG*SPECIALIST*SS*1"), 40_00);

    [Fact]
    public void A_message_behind_the_place_of_service_narrows_as_well() => ShouldBeOpen(Copay("EB*B**98***27*40*****Y\nIII*ZZ*11\nMSG*SPECIALIST"), 40_00);

    [Fact]
    public void A_message_between_LS_and_LE_narrows_as_well() =>
        ShouldBeOpen(Copay("EB*B**98***27*40*****Y\nLS*2120\nNM1*P3*1*MAPLE*MORGAN\nMSG*SPECIALIST\nLE*2120"), 40_00);

    [Fact]
    public void A_blank_network_is_not_in_network() => ShouldBeOpen(Copay("EB*B**98***27*40"), 40_00);

    [Fact]
    public void A_network_that_the_payer_does_not_know_is_not_in_network() => ShouldBeOpen(Copay("EB*B**98***27*40*****U"), 40_00);

    [Fact]
    public void A_network_that_makes_no_difference_is_in_and_out()
    {
        ShouldBe(Copay("EB*B**98***27*40*****W"), 40_00);
        Copay("EB*B**98***27*40*****W", Asked(network: WantedNetwork.Out)).Network.ShouldBe(FigureNetwork.Both);
    }

    [Fact]
    public void A_line_without_a_network_that_says_otherwise_leaves_the_stated_one_open() =>
        ShouldBeOpen(Copay("EB*B**98***27*40*****Y\nEB*B**98***27*30"), 40_00, 30_00);

    [Fact]
    public void A_line_without_a_network_that_says_the_same_confirms_it() => ShouldBe(Copay("EB*B**98***27*40*****Y\nEB*B**98***27*40"), 40_00);

    [Fact]
    public void Out_of_network_takes_the_other_line() =>
        ShouldBe(Copay("EB*B**98***27*40*****Y\nEB*B**98***27*90*****N", Asked(network: WantedNetwork.Out)), 90_00);

    [Fact]
    public void The_other_networks_copay_is_no_copay() => Copay("EB*B**98***27*90*****N").Status.ShouldBe(FigureStatus.Absent);

    [Fact]
    public void An_unknown_network_of_ours_takes_only_what_is_the_same_in_both()
    {
        var nobodySaid = Asked(network: WantedNetwork.Unknown);
        ShouldBe(Copay("EB*B**98***27*40*****Y\nEB*B**98***27*40*****N", nobodySaid), 40_00);
        ShouldBeOpen(Copay("EB*B**98***27*40*****Y\nEB*B**98***27*90*****N", nobodySaid), 40_00, 90_00);
        ShouldBeOpen(Copay("EB*B**98***27*40*****Y", nobodySaid), 40_00);
    }

    [Fact]
    public void A_copay_of_the_plan_as_a_whole_is_not_the_services() => ShouldBeOpen(Copay("EB*B**30***27*40*****Y"), 40_00);

    [Fact]
    public void A_copay_of_the_service_goes_before_the_plans() => ShouldBe(Copay("EB*B**30***27*40*****Y\nEB*B**98***27*25*****Y"), 25_00);

    [Fact]
    public void A_copay_of_sick_and_well_visits_is_not_one_of_office_visits() =>
        ShouldBeOpen(Copay("EB*B**BY***27*40*****Y\nEB*B**BZ***27*0*****Y"), 40_00, 0);

    [Fact]
    public void A_copay_of_another_service_is_none() => Copay("EB*B**UC^86***27*75*****Y").Status.ShouldBe(FigureStatus.Absent);

    [Fact]
    public void A_copay_for_one_place_of_service_is_open() =>
        ShouldBeOpen(Copay("EB*B**98***27*40*****Y\nIII*ZZ*11\nEB*B**98***27*90*****Y\nIII*ZZ*22"), 40_00, 90_00);

    [Fact]
    public void A_copay_of_a_procedure_is_not_the_services() => Copay("EB*B*****27*40*****Y*HC:99499").Status.ShouldBe(FigureStatus.Absent);

    [Fact]
    public void A_copay_of_a_service_and_a_procedure_is_open() => ShouldBeOpen(Copay("EB*B**98***27*40*****Y*HC:99499"), 40_00);

    [Fact]
    public void A_copay_for_some_visits_is_open() => ShouldBeOpen(Copay("EB*B**98***27*40**VS*3**Y"), 40_00);

    [Fact]
    public void A_copay_with_a_visit_limit_below_it_is_open() => ShouldBeOpen(Copay("EB*B**98***27*40*****Y\nHSD*VS*3"), 40_00);

    [Fact]
    public void Copays_of_a_visit_and_of_a_stay_are_two() => ShouldBeOpen(Copay("EB*B**98***27*40*****Y\nEB*B**98***36*250*****Y"), 40_00, 250_00);

    [Fact]
    public void A_copay_of_a_day_says_so() => Copay("EB*B**98***7*40*****Y").Period.ShouldBe("day");

    [Fact]
    public void A_copay_of_a_year_is_not_one_of_a_visit() => ShouldBeOpen(Copay("EB*B**98***23*400*****Y"), 400_00);

    [Fact]
    public void A_copay_that_is_no_number_is_open_and_has_no_value() => ShouldBeOpen(Copay("EB*B**98***27*$40*****Y"), [null]);

    [Fact]
    public void A_copay_that_cannot_be_read_makes_the_readable_one_open() =>
        ShouldBeOpen(Copay("EB*B**98***27*40*****Y\nEB*B**98***27*4O*****Y"), 40_00, null);

    [Fact]
    public void A_copay_below_zero_is_open() => ShouldBeOpen(Copay("EB*B**98***27*-40*****Y"), -40_00);

    [Fact]
    public void A_copay_of_last_year_does_not_count() =>
        ShouldBe(Copay("EB*B**98***27*20*****Y\nDTP*292*RD8*20250101-20251231\nEB*B**98***27*40*****Y\nDTP*292*RD8*20260101-20261231"), 40_00);

    [Fact]
    public void A_line_whose_dates_cannot_be_read_is_open() => ShouldBeOpen(Copay("EB*B**98***27*40*****Y\nDTP*292*RD8*20260101-20261331"), 40_00);

    [Fact]
    public void A_line_that_the_payer_rejects_is_open() => ShouldBeOpen(Copay("EB*B**98***27*40*****Y\nAAA*N**53*C"), 40_00);

    [Fact]
    public void A_copay_that_a_family_has_is_each_members_and_says_so()
    {
        var figure = Copay("EB*B*FAM*98***27*40*****Y");
        ShouldBe(figure, 40_00);
        figure.Scope.ShouldBe(FigureScope.Family);
    }

    [Fact]
    public void Copays_of_one_and_of_a_family_are_two_figures()
    {
        var copays = Read("EB*1**30\nEB*B*IND*98***27*40*****Y\nEB*B*FAM*98***27*80*****Y").Figures.Where(f => f.Kind == FigureKind.Copay);
        copays.Select(f => (f.Scope, f.Cents)).ShouldBe([(FigureScope.Individual, 40_00L), (FigureScope.Family, 80_00L)]);
    }

    [Fact]
    public void Copays_of_employee_and_dependents_are_candidates() =>
        ShouldBeOpen(Copay("EB*B*EMP*98***27*40*****Y\nEB*B*DEP*98***27*60*****Y"), 40_00, 60_00);

    [Fact]
    public void Two_active_plans_leave_the_copay_of_one_open() =>
        ShouldBeOpen(Find(Read("EB*1**30**SYNTHETIC GOLD\nEB*1**30**SYNTHETIC SILVER\nEB*B**98**SYNTHETIC GOLD*27*40*****Y"), FigureKind.Copay), 40_00);

    [Fact]
    public void Two_active_plans_with_one_copay_state_it() =>
        ShouldBe(Find(Read("EB*1**30**SYNTHETIC GOLD\nEB*1**30**SYNTHETIC SILVER\nEB*B**98**SYNTHETIC GOLD*27*40*****Y\nEB*B**98**SYNTHETIC SILVER*27*40*****Y"), FigureKind.Copay), 40_00);

    [Fact]
    public void A_plan_name_that_says_which_visits_is_a_message() =>
        ShouldBeOpen(Find(Read("EB*1**30**SYNTHETIC GOLD\nEB*B**98**SPECIALIST*27*40*****Y\nEB*B**98**PCP*27*20*****Y"), FigureKind.Copay), 40_00, 20_00);

    [Fact]
    public void Service_types_that_a_sender_cuts_by_something_else_are_read() => ShouldBe(Copay("EB*B**33>98>UC***27*40*****Y"), 40_00);

    [Fact]
    public void A_share_is_a_fraction()
    {
        var figure = Find(Read("EB*1**30\nEB*A**98***27**.2****Y"), FigureKind.Coinsurance);
        (figure.Status, figure.Fraction, figure.Cents).ShouldBe((FigureStatus.Stated, 0.2m, null));
    }

    [Fact]
    public void A_share_above_one_is_never_shown_as_one()
    {
        var figure = Find(Read("EB*1**30\nEB*A**98***27**20****Y"), FigureKind.Coinsurance);
        (figure.Status, figure.Fraction, figure.Candidates[0].Fraction).ShouldBe((FigureStatus.Ambiguous, null, null));
    }

    [Fact]
    public void An_amount_beside_a_share_is_open() => ShouldBeOpen(Copay("EB*B**98***27*40*.2****Y"), 40_00);

    [Fact]
    public void What_remains_of_the_plans_deductible_is_the_services_too() => ShouldBe(Deductible("EB*C*IND*30***29*500*****Y", FigureMeasure.Remaining), 500_00);

    [Fact]
    public void A_remaining_amount_of_zero_is_met() => ShouldBe(Deductible("EB*C*IND*30***29*0*****Y", FigureMeasure.Remaining), 0);

    [Fact]
    public void A_base_without_a_remaining_amount_leaves_what_remains_open()
    {
        const string lines = "EB*C*IND*30***23*1500*****Y";
        ShouldBe(Deductible(lines, FigureMeasure.Base), 1500_00);
        ShouldBeOpen(Deductible(lines, FigureMeasure.Remaining), 1500_00);
    }

    [Fact]
    public void A_deductible_that_the_answer_does_not_speak_of_is_absent() => Deductible("", FigureMeasure.Remaining).Status.ShouldBe(FigureStatus.Absent);

    [Fact]
    public void What_was_met_follows_from_base_and_remaining_and_cites_both()
    {
        var met = Deductible("EB*C*IND*30***23*1500*****Y\nEB*C*IND*30***29*500*****Y", FigureMeasure.Met);
        (met.Cents, met.IsDerived, met.Sources.Count).ShouldBe((1000_00, true, 2));
    }

    [Fact]
    public void More_remaining_than_there_is_leaves_it_open() =>
        ShouldBeOpen(Deductible("EB*C*IND*30***23*500*****Y\nEB*C*IND*30***29*1500*****Y", FigureMeasure.Remaining), 1500_00);

    [Fact]
    public void Met_and_remaining_that_do_not_add_up_are_open() =>
        ShouldBeOpen(Deductible("EB*C*IND*30***23*1500*****Y\nEB*C*IND*30***24*900*****Y\nEB*C*IND*30***29*500*****Y", FigureMeasure.Remaining), 500_00);

    [Fact]
    public void Individual_and_family_are_never_mixed()
    {
        const string lines = "EB*C*IND*30***29*500*****Y\nEB*C*FAM*30***29*1800*****Y";
        ShouldBe(Deductible(lines, FigureMeasure.Remaining), 500_00);
        ShouldBe(Deductible(lines, FigureMeasure.Remaining, FigureScope.Family), 1800_00);
    }

    [Fact]
    public void A_familys_amount_alone_is_not_the_individuals() =>
        Deductible("EB*C*FAM*30***29*1800*****Y", FigureMeasure.Remaining).Status.ShouldBe(FigureStatus.Absent);

    [Fact]
    public void An_amount_of_nobody_in_particular_is_open() => ShouldBeOpen(Deductible("EB*C**30***29*500*****Y", FigureMeasure.Remaining), 500_00);

    [Fact]
    public void An_amount_of_no_period_may_be_the_whole_or_the_rest() => ShouldBeOpen(Deductible("EB*C*IND*30****500*****Y", FigureMeasure.Remaining), 500_00);

    [Fact]
    public void A_deductible_of_the_service_goes_before_the_plans() =>
        ShouldBe(Deductible("EB*C*IND*30***29*500*****Y\nEB*C*IND*98***29*0*****Y", FigureMeasure.Remaining), 0);

    [Fact]
    public void The_plans_rest_is_not_taken_for_the_services_own_deductible() =>
        ShouldBeOpen(Deductible("EB*C*IND*98***23*200*****Y\nEB*C*IND*30***23*1500*****Y\nEB*C*IND*30***29*900*****Y", FigureMeasure.Remaining), 900_00);

    [Fact]
    public void A_deductible_of_the_pharmacy_is_not_the_visits() =>
        ShouldBe(Deductible("EB*C*IND*88***29*50*****Y\nEB*C*IND*30***29*500*****Y", FigureMeasure.Remaining), 500_00);

    [Fact]
    public void A_calendar_and_a_contract_year_of_different_amounts_are_open() =>
        ShouldBeOpen(Deductible("EB*C*IND*30***23*1500*****Y\nEB*C*IND*30***25*2000*****Y", FigureMeasure.Base), 1500_00, 2000_00);

    [Fact]
    public void A_deductible_of_each_stay_is_another_account()
    {
        const string lines = "EB*C*IND*30***23*1500*****Y\nEB*C*IND*30***36*250*****Y";
        ShouldBe(Deductible(lines, FigureMeasure.Base), 1500_00);
        Deductible(lines, FigureMeasure.Each).Period.ShouldBe("admission");
    }

    [Fact]
    public void What_remains_in_one_year_is_not_what_remains_in_the_next()
    {
        const string lines = "EB*C*IND*30***29*500*****Y";
        ShouldBeOpen(Deductible(lines, FigureMeasure.Remaining, at: "20261220", question: Asked(on: "2027-01-10")), 500_00);
        ShouldBe(Deductible(lines + "\nDTP*292*RD8*20270101-20271231", FigureMeasure.Remaining, at: "20261220", question: Asked(on: "2027-01-10")), 500_00);
    }

    [Fact]
    public void Visits_left_and_visits_in_all_are_two_figures()
    {
        var reading = Read("EB*1**30\nEB*F**98***23***VS*20**Y\nEB*F**98***29******Y\nHSD*VS*12");
        (Find(reading, FigureKind.Visits, FigureMeasure.Base).Count, Find(reading, FigureKind.Visits, FigureMeasure.Remaining).Count).ShouldBe((20, 12));
    }

    [Fact]
    public void Visits_in_all_without_visits_left_leave_what_is_left_open()
    {
        var left = Find(Read("EB*1**30\nEB*F**98***23***VS*20**Y"), FigureKind.Visits, FigureMeasure.Remaining);
        (left.Status, left.Count, left.Candidates[0].Count).ShouldBe((FigureStatus.Ambiguous, null, 20));
    }

    [Fact]
    public void Three_visits_a_week_are_a_pattern_and_no_limit() =>
        Find(Read("EB*1**30\nEB*F**98*********Y\nHSD*VS*3*WK**34*6"), FigureKind.Visits, FigureMeasure.Base).Status.ShouldBe(FigureStatus.Ambiguous);

    [Fact]
    public void Several_services_have_their_own_copays_and_one_deductible()
    {
        var reading = Read("EB*1**30\nEB*B**98***27*40*****Y\nEB*B**UC***27*75*****Y\nEB*C*IND*30***29*500*****Y", Asked("98,UC"));
        reading.Figures.Where(f => f.Kind == FigureKind.Copay).Select(f => (f.ServiceTypes[0], f.Cents)).ShouldBe([("98", 40_00L), ("UC", 75_00L)]);
        Find(reading, FigureKind.Deductible, FigureMeasure.Remaining).ServiceTypes.ShouldBe(["98", "UC"]);
    }
}
