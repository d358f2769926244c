using System.Text;

namespace Portico.PayerSim.Tests;

/// <summary>Right questions get right answers.</summary>
public sealed class AnswerTests
{
    public static TheoryData<string> Payers => [.. MemberDirectory.Payers.Select(p => p.Id)];

    private static Member Case(PayerBox box, string payer, string kind) => box.Members.Of(payer).First(m => m.Case == kind && m.Subscriber is null);

    private static async Task<EligibilityAnswer> AskAsync(string payer, string kind, params string[] services)
    {
        await using var box = await Asking.BoxAsync();
        return (await box.AnswerAsync(Asking.About(Case(box, payer, kind), services: services))).Patient();
    }

    [Theory, MemberData(nameof(Payers))]
    public async Task Everybody_of_a_payer_is_answered_with_a_271_that_checks_clean(string payer)
    {
        await using var box = await Asking.BoxAsync();
        foreach (var member in box.Members.Of(payer))
        {
            var response = await box.AnswerAsync(Asking.About(member, "TRACE" + member.Given));
            var patient = response.Patient();
            response.Reference.ShouldBe("ASKED1");
            patient.Traces[0].ShouldBe(TraceNumber.Of("2", "TRACE" + member.Given, "9SYNTHETIC") with { Place = patient.Traces[0].Place });
            (patient.Person?.Name, patient.Person?.Given, patient.Born).ShouldBe((member.Family, member.Given, (DateOnly?)member.Born));
            patient.IsDependent.ShouldBe(member.IsAskedBelowSubscriber);
            patient.Benefits.ShouldNotBeEmpty();
        }
    }

    [Theory, MemberData(nameof(Payers))]
    public async Task An_answer_says_every_figure_that_is_true_of_the_member_and_no_other(string payer)
    {
        await using var box = await Asking.BoxAsync();
        foreach (var member in box.Members.Of(payer))
        {
            var patient = (await box.AnswerAsync(Asking.About(member))).Patient();
            var isActive = member.Truth.On(Asking.Today) != CoverageState.Inactive;
            var said = Said.Of(patient);
            var truth = isActive ? Said.Of(member.Truth) : [];
            said.Order(StringComparer.Ordinal).ShouldBe(truth.Order(StringComparer.Ordinal), $"{member.Payer} {member.Case} {member.Relation}");
            patient.Benefits.Any(b => b.Kind.IsActive).ShouldBe(isActive);
        }
    }

    [Theory, MemberData(nameof(Payers))]
    public async Task A_member_whose_coverage_ended_is_inactive_and_not_refused(string payer)
    {
        await using var box = await Asking.BoxAsync();
        var member = Case(box, payer, "terminated");
        var response = await box.AnswerAsync(Asking.About(member));
        response.Rejections.ShouldBeEmpty();
        var patient = response.Patient();
        patient.Rejections.ShouldBeEmpty();
        patient.Benefits.ShouldHaveSingleItem().Kind.ShouldBe(new BenefitKind("6"));
        patient.Dates.Max(d => d.Dates.Last).ShouldBe(member.Truth.To.ShouldNotBeNull());
    }

    [Fact]
    public async Task The_date_that_is_asked_about_decides_and_not_today()
    {
        await using var box = await Asking.BoxAsync();
        var member = Case(box, "SYN01", "terminated");
        var last = member.Truth.To.ShouldNotBeNull();
        (await box.AnswerAsync(Asking.About(member, on: last))).Patient().Benefits[0].Kind.IsActive.ShouldBeTrue();
        (await box.AnswerAsync(Asking.About(member, on: last.AddDays(1)))).Patient().Benefits[0].Kind.IsInactive.ShouldBeTrue();
    }

    [Fact]
    public async Task Somebody_whose_coverage_begins_next_month_is_not_covered_yet()
    {
        await using var box = await Asking.BoxAsync();
        var member = Case(box, "SYN04", "future");
        (await box.AnswerAsync(Asking.About(member))).Patient().Benefits.ShouldHaveSingleItem().Kind.IsInactive.ShouldBeTrue();
        (await box.AnswerAsync(Asking.About(member, on: new(2026, 12, 1)))).Patient().Benefits[0].Kind.IsActive.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_asked_about_is_answered_with_what_the_plan_has_as_a_whole()
    {
        var patient = await AskAsync("SYN01", "active", "UC");
        patient.Benefits.SelectMany(b => b.ServiceTypes).Distinct().Order().ShouldBe(["30", "UC"]);
        patient.Benefits.Single(b => b.Kind == BenefitKind.Copay).Amount.ShouldBe(6_000);
    }

    [Fact]
    public async Task A_service_that_a_payer_does_not_know_is_answered_as_the_plan_as_a_whole()
    {
        var (general, unknown) = (await AskAsync("SYN01", "active", "30"), await AskAsync("SYN01", "active", "BT"));
        Said.Of(unknown).ShouldBe(Said.Of(general));
    }

    [Fact]
    public async Task A_ppo_says_the_same_of_several_services_in_one_line()
    {
        var patient = await AskAsync("SYN01", "active");
        patient.Benefits.Single(b => b.Kind == BenefitKind.Copay && b.Amount == 2_500).ServiceTypes.ShouldBe(["98", "MH"]);
        patient.Benefits.Where(b => b.Kind == BenefitKind.Coinsurance).Select(b => (b.Share, b.InNetwork)).ShouldBe([(0.2m, BenefitAnswer.Yes), (0.4m, BenefitAnswer.No)]);
    }

    [Fact]
    public async Task Two_copays_of_one_service_are_told_apart_by_their_messages_alone()
    {
        var copays = (await AskAsync("SYN02", "active", "98")).Benefits.Where(b => b.Kind == BenefitKind.Copay).ToArray();
        copays.Select(b => (b.Amount, b.Messages.Single())).ShouldBe([(3_000, "PRIMARY CARE PHYSICIAN"), (5_500, "SPECIALIST")]);
        copays.Select(b => (b.InNetwork, b.Period, string.Join('^', b.ServiceTypes))).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_hmo_names_the_primary_care_provider_between_ls_and_le()
    {
        await using var box = await Asking.BoxAsync();
        var member = Case(box, "SYN03", "active");
        var bytes = await box.AskAsync(Asking.About(member));
        var line = Asking.Clean(bytes).Patient().Benefits.Single(b => b.Kind == BenefitKind.PrimaryCareProvider);
        var provider = line.Related.ShouldHaveSingleItem().Named;
        (provider.Role, provider.Id).ShouldBe(("P3", member.Truth.PrimaryCare?.Id));
        Encoding.ASCII.GetString(bytes).ShouldContain("~LS*2120~NM1*P3*1*");
        member.Truth.NeedsReferral.ShouldBeTrue();
        Asking.Clean(bytes).Patient().Benefits.SelectMany(b => b.Messages).ShouldContain(m => m.Contains("REFERRAL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_high_deductible_plan_says_base_met_and_remaining_of_person_and_family()
    {
        await using var box = await Asking.BoxAsync();
        var member = box.Members.Of("SYN04").First(m => m.Case == "family" && m.Relation == MemberRelation.Child);
        var lines = (await box.AnswerAsync(Asking.About(member))).Patient().Benefits.Where(b => b.Kind == BenefitKind.Deductible).ToArray();
        foreach (var level in new[] { "IND", "FAM" })
        {
            long Of(BenefitPeriod period) => lines.Single(b => b.CoverageLevel == level && b.Period == period).Amount.ShouldNotBeNull();
            (Of(BenefitPeriod.YearToDate) + Of(BenefitPeriod.Remaining)).ShouldBe(Of(BenefitPeriod.CalendarYear));
        }
        lines.Length.ShouldBe(6);
    }

    [Fact]
    public async Task A_deductible_that_is_met_has_a_remaining_amount_of_zero()
    {
        var lines = (await AskAsync("SYN04", "deductible-met")).Benefits;
        lines.Single(b => b.Kind == BenefitKind.Deductible && b.CoverageLevel == "IND" && b.Period == BenefitPeriod.Remaining).Amount.ShouldBe(0);
    }

    [Fact]
    public async Task A_carve_out_names_who_is_to_be_asked_and_is_not_covered_here()
    {
        var patient = await AskAsync("SYN05", "active", "MH");
        var line = patient.Benefits.Single(b => b.ServiceTypes.Contains("MH"));
        line.Kind.ShouldBe(BenefitKind.Contact);
        line.Related.ShouldHaveSingleItem().Named.Name.ShouldBe("SYNTHETIC BEHAVIORAL CARE");
    }

    [Theory]
    [InlineData("other-payer-first", "PRP", "SYN04")]
    [InlineData("other-payer-second", "SEP", "SYN02")]
    public async Task Another_payer_is_named_with_its_turn_and_knows_the_person_too(string kind, string role, string payer)
    {
        await using var box = await Asking.BoxAsync();
        var member = Case(box, "SYN06", kind);
        var line = (await box.AnswerAsync(Asking.About(member))).Patient().Benefits.Single(b => b.Kind == BenefitKind.OtherPayer);
        (line.Related.Single().Named.Role, line.Related.Single().Named.Id).ShouldBe((role, payer));
        var there = box.Members.Of(payer).Single(m => m.MemberId == line.References.Single().Value);
        (there.Family, there.Given, there.Born).ShouldBe((member.Family, member.Given, member.Born));
        (await box.AnswerAsync(Asking.About(there))).Patient().Benefits[0].Kind.IsActive.ShouldBeTrue();
    }

    [Fact]
    public async Task Copays_differ_by_the_place_of_service()
    {
        var copays = (await AskAsync("SYN07", "active", "98")).Benefits.Where(b => b.Kind == BenefitKind.Copay);
        copays.Select(b => (b.Amount, b.Narrowings.Single().List, b.Narrowings.Single().Code)).ShouldBe([(4_500, "ZZ", "11"), (9_500, "ZZ", "22")]);
    }

    [Theory]
    [InlineData("active", "MA,MB", false)]
    [InlineData("part-a-only", "MA", false)]
    [InlineData("medicare-advantage", "MA,MB", true)]
    [InlineData("qmb", "MA,MB,QM", false)]
    public async Task Medicare_is_active_by_its_parts_and_says_who_is_in_another_plan(string kind, string parts, bool isElsewhere)
    {
        var patient = await AskAsync("SYN09", kind);
        OtherPayers.IsMbi(patient.Person?.Id ?? "").ShouldBeTrue();
        string.Join(',', patient.Benefits.Where(b => b.Kind.IsActive).Select(b => b.InsuranceType)).ShouldBe(parts);
        patient.Benefits.Any(b => b.Kind == BenefitKind.OtherPayer && b.InsuranceType == "HN").ShouldBe(isElsewhere);
        if (kind == "qmb")
            patient.Benefits.Where(b => b.Kind == BenefitKind.Deductible).ShouldAllBe(b => b.Amount == 0);
    }

    [Fact]
    public async Task Medicaid_says_the_spend_down_and_is_not_simply_active()
    {
        await using var box = await Asking.BoxAsync();
        var member = Case(box, "SYN10", "spend-down");
        member.Truth.State.ShouldBe(CoverageState.Limited);
        var line = (await box.AnswerAsync(Asking.About(member))).Patient().Benefits.Single(b => b.Kind.Value == "Y");
        (line.Amount, line.Period).ShouldBe((member.Truth.Figures.Single(f => f.Kind == FigureKind.SpendDown).Cents, new BenefitPeriod("34")));
    }

    [Fact]
    public async Task Medicaid_names_the_managed_care_plan_that_is_to_be_billed()
    {
        var line = (await AskAsync("SYN10", "managed-care")).Benefits.Single(b => b.Kind == BenefitKind.OtherPayer);
        (line.InsuranceType, line.Related.Single().Named.Name).ShouldBe(("HM", "SYNTHETIC COMMUNITY PLAN"));
    }

    [Fact]
    public async Task Family_planning_alone_is_active_for_that_and_for_nothing_else()
    {
        var patient = await AskAsync("SYN10", "family-planning", "30");
        patient.Benefits.Where(b => b.Kind.IsActive).SelectMany(b => b.ServiceTypes).ShouldBe(["82"]);
        patient.Benefits.Where(b => b.Kind == BenefitKind.NotCovered).SelectMany(b => b.ServiceTypes).ShouldBe(["98", "UC"]);
    }

    [Fact]
    public async Task A_payer_may_cut_by_other_characters()
    {
        await using var box = await Asking.BoxAsync();
        var bytes = await box.AskAsync(Asking.About(Case(box, "SYN10", "active")));
        Delimiters.TryRead(bytes, out var delimiters).ShouldBeTrue();
        delimiters.ShouldBe(new Delimiters((byte)'*', (byte)'>', (byte)'|', (byte)'~'));
    }

    [Fact]
    public async Task A_value_of_the_question_that_the_payer_would_cut_is_sent_back_whole()
    {
        await using var box = await Asking.BoxAsync();
        var member = Case(box, "SYN10", "active");
        var patient = (await box.AnswerAsync(Asking.About(member, "A>B|C"))).Patient();
        patient.Traces[0].Number.ShouldBe("A>B|C");
    }

    [Fact]
    public async Task Dental_and_vision_have_maximums_procedures_and_no_office_visits()
    {
        var lines = (await AskAsync("SYN11", "active")).Benefits;
        lines.Where(b => b.Kind == BenefitKind.Limitation && b.Amount is not null).Select(b => b.Period?.Value).ShouldBe(["23", "29", "32", "33"]);
        lines.Single(b => b.Procedure is not null).Procedure.ShouldBe(new ProcedureCode { Kind = "AD", Code = "D2392" });
        lines.Single(b => b.Kind == BenefitKind.NotCovered).ServiceTypes.ShouldContain("98");
    }

    [Fact]
    public async Task A_given_name_that_the_payer_has_otherwise_is_found_and_marked()
    {
        await using var box = await Asking.BoxAsync();
        var member = Case(box, "SYN01", "active");
        var asked = Asking.Person(member);
        asked = asked with { Person = asked.Person with { Named = asked.Person.Named with { Given = "OTHERWISE" } } };
        var patient = (await box.AnswerAsync(Asking.Interchange(Asking.Inquiry("SYN01", asked)))).Patient();
        (patient.Person?.Given, patient.Relationship?.Change, patient.Relationship?.ChangeReason).ShouldBe((member.Given, "001", "25"));
    }

    [Fact]
    public async Task A_subscriber_who_is_asked_about_beside_dependents_is_answered_for_too()
    {
        await using var box = await Asking.BoxAsync();
        var family = box.Members.Of("SYN01").Where(m => m.Case == "family").Take(3).ToArray();
        var people = family.Skip(1).Select((m, i) => Asking.Person(m, FormattableString.Invariant($"D{i}")).Dependents[0]).ToArray();
        var question = Asking.Person(family[0], "S") with { Dependents = people };
        var answer = Asking.Clean(box.Clearinghouse.Batch(Asking.Interchange(Asking.Inquiry("SYN01", question))).Reply).Answers.ShouldHaveSingleItem();
        (answer.Traces[0].Number, answer.Person?.Given, answer.Benefits.Count > 0).ShouldBe(("S", family[0].Given, true));
        answer.Dependents.Select(d => (d.Traces[0].Number, d.Person?.Given, d.Benefits.Count > 0)).ShouldBe([("D0", family[1].Given, true), ("D1", family[2].Given, true)]);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_answer_byte_for_byte_and_another_seed_another()
    {
        async Task<List<string>> All(int seed)
        {
            await using var box = await Asking.BoxAsync(Asking.Options with { Seed = seed });
            var answers = new List<string>();
            foreach (var member in box.Members.All)
                answers.Add(Encoding.ASCII.GetString(await box.AskAsync(Asking.About(member))));
            return answers;
        }
        var first = await All(7);
        (await All(7)).ShouldBe(first);
        (await All(8)).ShouldNotBe(first);
    }

    [Fact]
    public async Task Thirty_two_clients_at_once_each_get_the_answer_to_their_own_question()
    {
        await using var box = await Asking.BoxAsync();
        var members = box.Members.All.Where(m => !m.IsAskedBelowSubscriber).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async client =>
        {
            using var http = box.Client();
            for (var i = 0; i < 20; i++)
            {
                var member = members[(client * 20 + i) % members.Length];
                var trace = FormattableString.Invariant($"C{client}N{i}");
                using var response = await http.PostAsync("x12", new ByteArrayContent(Asking.About(member, trace)), TestContext.Current.CancellationToken);
                var answer = Asking.Clean(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Patient();
                (answer.Traces[0].Number, answer.Person?.Id).ShouldBe((trace, member.MemberId));
            }
        }));
        box.Log.Count.ShouldBe(640);
    }
}
