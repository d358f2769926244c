using Bunit;
using NodaTime;
using Portico.Modules.Arrivals;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.Values;
using Portico.Tests.Kit;

namespace Portico.Tests.Arrivals;

/// <summary>Five lights, each with one sentence, and never more than is known.</summary>
public sealed class ReadinessTests
{
    private static readonly Instant s_nine = Instant.FromUtc(2026, 3, 4, 14, 0);

    private static readonly ReadinessFacts s_all = new()
    {
        Payer = "Synthetic Mutual", CopayOpen = Money.Zero, Standing = new() { State = Standing.Active, AsOf = s_nine, NeedsAuthorization = false },
    };

    private static ReadinessLight Of(ReadinessPart part, ReadinessFacts facts) => Readiness.Of(facts).Single(l => l.Part == part);

    [Fact]
    public void Every_part_has_one_light_in_its_order_with_a_sentence_that_ends()
    {
        ReadinessFacts[] many =
        [
            s_all, new(), new() { IsSelfPay = true }, new() { IsClaim = true }, s_all with { IsChosen = false },
            .. from state in Enum.GetValues<Standing>() from stale in new[] { true, false }
               select s_all with { CopayOpen = null, Standing = new() { State = state, IsStale = stale, AwaySince = s_nine } },
        ];
        foreach (var facts in many)
        {
            var lights = Readiness.Of(facts);
            lights.Select(l => l.Part).ShouldBe(Enum.GetValues<ReadinessPart>());
            lights.ShouldAllBe(l => l.Sentence.Length > 5 && l.Sentence.EndsWith('.'));
        }
    }

    [Theory]
    [InlineData(0, LightState.Ready, "The registration is complete.")]
    [InlineData(1, LightState.ToDo, "Complete the registration: 1 answer is missing.")]
    [InlineData(4, LightState.ToDo, "Complete the registration: 4 answers are missing.")]
    public void Registration_says_how_much_is_missing(int missing, LightState state, string sentence)
    {
        var light = Of(ReadinessPart.Registration, s_all with { Missing = missing });
        (light.State, light.Sentence).ShouldBe((state, sentence));
    }

    [Theory]
    [InlineData(Standing.Active, false, LightState.Ready)]
    [InlineData(Standing.Active, true, LightState.ToDo)]
    [InlineData(Standing.NotVerified, false, LightState.ToDo)]
    [InlineData(Standing.CannotAsk, false, LightState.ToDo)]
    [InlineData(Standing.Waiting, false, LightState.Unknown)]
    [InlineData(Standing.Unknown, false, LightState.Unknown)]
    [InlineData(Standing.Inactive, false, LightState.ToDo)]
    [InlineData(Standing.BillElsewhere, false, LightState.ToDo)]
    [InlineData(Standing.NotForService, false, LightState.ToDo)]
    public void Coverage_is_ready_only_on_the_payers_fresh_word(Standing standing, bool stale, LightState state) =>
        Of(ReadinessPart.Coverage, s_all with { Standing = new() { State = standing, IsStale = stale } }).State.ShouldBe(state);

    [Fact]
    public void Coverage_of_nobody_and_of_several_that_nobody_ordered_is_to_do()
    {
        Of(ReadinessPart.Coverage, s_all with { Payer = null }).Sentence.ShouldBe("Add the patient's coverage, or bill the visit as self-pay.");
        Of(ReadinessPart.Coverage, s_all with { IsChosen = false }).Sentence.ShouldBe("Choose which policy is billed first: several count on this day.");
    }

    [Fact]
    public void Who_bills_no_policy_needs_neither_coverage_nor_authorization()
    {
        foreach (var facts in new[] { s_all with { IsSelfPay = true }, s_all with { IsClaim = true } })
        {
            Of(ReadinessPart.Coverage, facts).State.ShouldBe(LightState.NotNeeded);
            Of(ReadinessPart.Authorization, facts).State.ShouldBe(LightState.NotNeeded);
        }
    }

    [Theory]
    [InlineData(true, false, LightState.ToDo)]
    [InlineData(true, true, LightState.Ready)]
    [InlineData(false, false, LightState.NotNeeded)]
    [InlineData(null, false, LightState.Unknown)]
    [InlineData(null, true, LightState.Ready)]
    public void Authorization_is_what_the_payer_says_until_a_person_ticks_it(bool? needed, bool ticked, LightState state) =>
        Of(ReadinessPart.Authorization, s_all with { IsAuthorized = ticked, Standing = new() { State = Standing.Active, NeedsAuthorization = needed } }).State.ShouldBe(state);

    [Fact]
    public void An_old_answer_says_nothing_of_the_authorization() =>
        Of(ReadinessPart.Authorization, s_all with { Standing = new() { State = Standing.Active, NeedsAuthorization = false, IsStale = true } }).State.ShouldBe(LightState.Unknown);

    [Theory]
    [InlineData(2_500L, 1_000L, LightState.ToDo, "Collect $35.00: $25.00 copay, and $10.00 from before.")]
    [InlineData(2_500L, 0L, LightState.ToDo, "Collect $25.00: copay.")]
    [InlineData(2_500L, -4_000L, LightState.ToDo, "Collect $25.00: copay.")]
    [InlineData(0L, 1_000L, LightState.ToDo, "Collect $10.00: open from before.")]
    [InlineData(null, 1_000L, LightState.ToDo, "Collect $10.00: open from before.")]
    [InlineData(0L, 0L, LightState.Ready, "Nothing is open.")]
    public void Balance_is_the_copay_and_what_is_open_from_before(long? copay, long owed, LightState state, string sentence)
    {
        var light = Of(ReadinessPart.Balance, s_all with { CopayOpen = copay is { } cents ? new Money(cents) : null, Owed = new Money(owed) });
        (light.State, light.Sentence).ShouldBe((state, sentence));
    }

    [Fact]
    public void A_copay_that_nobody_knows_is_unknown_and_never_nothing()
    {
        Of(ReadinessPart.Balance, s_all with { CopayOpen = null }).State.ShouldBe(LightState.Unknown);
        Of(ReadinessPart.Balance, s_all with { CopayOpen = null, IsSelfPay = true }).State.ShouldBe(LightState.Ready);
    }

    [Fact]
    public void The_row_says_the_lights_in_one_line_to_who_sees_it_and_to_who_hears_it()
    {
        using var context = new BunitContext();
        var row = new TodayBoard.Row(Id.New<AppointmentId>(), null, Id.New<PatientId>(), "SYNTHETIC, Ann", false, new DateOnly(1980, 5, 1), new TimeOnly(9, 0), 20,
            "Main", "America/New_York", "Dr. Synthetic", "Office visit", "sky", BoardState.Booked, s_nine, null, null, null, "Synthetic Mutual · active", null, 0, false, false,
            s_all with { CopayOpen = null });
        var shown = context.Render<BoardRow>(p => p.Add(r => r.Row, row));
        shown.Find("[aria-hidden=true].small").TextContent.ShouldBe("✓\u00a0Reg  ✓\u00a0Cov  –\u00a0Auth  –\u00a0Forms  ?\u00a0Bal");
        shown.FindAll(".sr-only").Select(s => s.TextContent).ShouldContain("Registration ready, Coverage ready, Authorization not needed, Forms not needed, Balance unknown.");
        shown.Render(p => p.Add(r => r.Row, row with { Facts = s_all with { CopayOpen = null } }));
        shown.RenderCount.ShouldBe(1);
        shown.Render(p => p.Add(r => r.Row, row with { State = BoardState.CheckedOut }));
        shown.Markup.ShouldNotContain("Forms");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_board_says_what_is_owed_from_before(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, patient) = await day.HereAsync(copayCents: 2_500);
        await day.Desk.WriteAsync(async d =>
        {
            var payments = day.Desk.Get<IPayments>();
            await payments.BringForwardAsync(d, await payments.PersonalAccountAsync(d, patient, Xunit.TestContext.Current.CancellationToken), new Money(1_000), "SYN-1",
                Xunit.TestContext.Current.CancellationToken);
        });
        var facts = (await day.BoardAsync()).Rows.Single(r => r.Visit == visit).Facts.ShouldNotBeNull();
        (facts.Owed, facts.CopayOpen, facts.Payer).ShouldBe((new Money(1_000), new Money(2_500), "Synthetic Mutual"));
        (await day.SheetAsync(visit)).Open.ShouldBe(new Money(1_000));
    }
}
