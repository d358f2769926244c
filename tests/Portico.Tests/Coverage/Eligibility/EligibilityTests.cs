using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.AskPayers;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Visits.Contracts;
using Portico.PayerSim;
using Portico.Platform.Access;
using Portico.Platform.Outbox;
using Portico.Platform.Store;
using Portico.Platform.Values;
using Portico.Tests.Arrivals;
using Portico.Tests.Kit;
using FigureKind = Portico.Modules.Coverage.Domain.Benefits.FigureKind;

namespace Portico.Tests.Coverage.Eligibility;

/// <summary>From the desk's press to the payer in a box and back, on both databases.</summary>
public sealed class EligibilityTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<List<EligibilityCheck>> ChecksAsync(Verified v) =>
        v.Desk.ReadAsync(d => d.Db.Set<EligibilityCheck>().AsNoTracking().OrderBy(c => c.Id).ToListAsync(Ct));

    private static Task<List<EligibilityExchange>> ExchangesAsync(Verified v) =>
        v.Desk.ReadAsync(d => d.Db.Set<EligibilityExchange>().AsNoTracking().OrderBy(c => c.Id).ToListAsync(Ct));

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_payers_copay_stands_at_the_visit_the_board_and_the_till_with_the_segment_that_says_it(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync(copayCents: 9_900);
        (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.NotVerified);
        (await v.AskAsync(visit, policy)).ShouldBeOfType<CheckEligibility.Result.Asking>();
        (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Waiting);
        (await v.Day.SheetAsync(visit)).CoverageLine.ShouldBe("Synthetic Mutual · being verified");

        await v.DrainAsync();

        var line = await v.LineAsync(visit);
        line.Standing.State.ShouldBe(Standing.Active);
        line.Standing.IsStale.ShouldBeFalse();
        var copay = line.Reading.ShouldNotBeNull().Figures.Single(f => f.Kind == FigureKind.Copay);
        (copay.Status, copay.Cents).ShouldBe((FigureStatus.Stated, 2_500L));
        copay.Sources.ShouldHaveSingleItem().Text.ShouldStartWith("EB*B*");
        (await v.Day.SheetAsync(visit)).CoverageLine.ShouldBe("Synthetic Mutual · active");
        var row = (await v.Day.BoardAsync()).Rows.Single(r => r.Visit == visit);
        (row.Coverage, row.CopayOpen).ShouldBe(("Synthetic Mutual · active", new Money(2_500)));
        var money = await v.Day.MoneyAsync(visit);
        (money.CopayDue, money.CopaySource).ShouldBe((new Money(2_500), "Synthetic Mutual, verified 4-Mar-2026 9:00 AM"));
        v.Asked.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_raw_bytes_of_an_exchange_are_kept_and_cannot_be_read_without_the_key(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync("Quillfeather");
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        var exchange = (await ExchangesAsync(v)).ShouldHaveSingleItem();
        exchange.Outcome.ShouldBe("Answered");
        var bytes = v.Desk.Get<Portico.Modules.Coverage.Roads.ExchangeBytes>();
        System.Text.Encoding.Latin1.GetString(bytes.Unprotect(exchange.Sent.ShouldNotBeNull())).ShouldContain("QUILLFEATHER");
        System.Text.Encoding.Latin1.GetString(bytes.Unprotect(exchange.Received.ShouldNotBeNull())).ShouldContain("QUILLFEATHER");
        System.Text.Encoding.Latin1.GetString(exchange.Sent.ShouldNotBeNull()).ShouldNotContain("QUILLFEATHER");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Asked_twice_while_it_waits_and_right_after_the_answer_the_payer_hears_it_once(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync();
        await v.AskAsync(visit, policy);
        (await v.AskAsync(visit, policy)).ShouldBeOfType<CheckEligibility.Result.AsksAlready>();
        await v.DrainAsync();
        (await v.AskAsync(visit, policy)).ShouldBeOfType<CheckEligibility.Result.JustAnswered>();
        await v.DrainAsync();
        v.Asked.ShouldBe(1);
        v.Desk.Time.Advance(TimeSpan.FromMinutes(6));
        (await v.AskAsync(visit, policy)).ShouldBeOfType<CheckEligibility.Result.Asking>();
        await v.DrainAsync();
        v.Asked.ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Of_two_who_ask_at_the_same_moment_one_question_comes(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync();
        var said = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => v.AskAsync(visit, policy)));
        said.Count(s => s is CheckEligibility.Result.Asking).ShouldBe(1);
        said.Count(s => s is CheckEligibility.Result.AsksAlready or CheckEligibility.Result.AskedMeanwhile).ShouldBe(7);
        (await ChecksAsync(v)).ShouldHaveSingleItem();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_policy_that_the_payer_ended_is_inactive_and_the_cards_copay_is_no_longer_asked_for(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync(to: new(2026, 1, 31), copayCents: 4_000);
        (await v.Day.MoneyAsync(visit)).CopayDue.ShouldBe(new Money(4_000));
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Inactive);
        (await v.Day.MoneyAsync(visit)).CopayKnown.ShouldBeFalse();
        (await v.Day.SheetAsync(visit)).CoverageLine.ShouldBe("Synthetic Mutual · not active");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Somebody_whom_the_payer_does_not_find_is_unknown_with_what_to_do_and_never_not_covered(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync(isEnrolled: false);
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        var line = await v.LineAsync(visit);
        line.Standing.State.ShouldBe(Standing.Unknown);
        line.Reading.ShouldNotBeNull().Actions.ShouldHaveSingleItem().Code.ShouldBe("75");
        (await v.Day.SheetAsync(visit)).CoverageLine.ShouldBe("Synthetic Mutual · payer does not say");
    }

    public static TheoryData<StoreKind, FaultKind> Faults
    {
        get
        {
            var data = new TheoryData<StoreKind, FaultKind>();
            foreach (var kind in Enum.GetValues<StoreKind>())
            {
                foreach (var fault in new[] { FaultKind.Error500, FaultKind.Reset, FaultKind.HalfBody, FaultKind.Garbage, FaultKind.Maintenance })
                    data.Add(kind, fault);
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task What_a_payer_cannot_answer_says_since_when_and_is_asked_again_once_it_can(StoreKind kind, FaultKind fault)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync();
        v.Box.Faults.Add(new() { Kind = fault, Status = fault == FaultKind.Maintenance ? 503 : null });
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        var line = await v.LineAsync(visit);
        line.Standing.State.ShouldBe(Standing.Waiting);
        line.Standing.AwaySince.ShouldNotBeNull();
        line.Reading.ShouldBeNull();
        (await v.Day.SheetAsync(visit)).CoverageLine.ShouldBe("Synthetic Mutual · payer does not answer");
        // Not before 90 seconds have passed, whoever wants to.
        v.Desk.Time.Advance(TimeSpan.FromSeconds(80));
        await v.DrainAsync();
        v.Asked.ShouldBe(1);
        v.Box.Faults.Clear();
        v.Desk.Time.Advance(TimeSpan.FromMinutes(20));
        await v.DrainAsync();
        (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Active);
        v.Asked.ShouldBe(2);
        (await ExchangesAsync(v)).Count.ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Another_patients_answer_is_attached_to_nobody_even_under_our_trace(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync();
        v.Box.Faults.Add(new() { Kind = FaultKind.OtherPatient, KeepsTrace = true });
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        var line = await v.LineAsync(visit);
        (line.Standing.State, line.Reading, line.Standing.Copay).ShouldBe((Standing.Waiting, null, null));
        (await ChecksAsync(v)).ShouldHaveSingleItem().ExchangeId.ShouldBeNull();
        v.Box.Faults.Clear();
        v.Desk.Time.Advance(TimeSpan.FromMinutes(20));
        await v.DrainAsync();
        (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Active);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Fourteen_days_without_the_payer_lose_nothing_and_ask_nothing_twice_when_it_returns(StoreKind kind)
    {
        const int booked = 12;
        await using var v = await Verified.StartAsync(kind);
        List<VisitId> visits = [];
        v.Box.Faults.Add(new() { Kind = FaultKind.Error500 });
        for (var n = 0; n < booked; n++)
        {
            var (visit, policy, _) = await v.BookedAsync($"Longwait{(char)('a' + n)}", new TimeOnly(8, 0).AddMinutes(20 * n), date: OneDay.Today.AddDays(14));
            visits.Add(visit);
            await v.AskAsync(visit, policy);
        }
        for (var hour = 0; hour < 14 * 24; hour++)
        {
            await v.DrainAsync();
            v.Desk.Time.Advance(TimeSpan.FromHours(1));
        }
        // One question at a time found out that it is away.
        var inVain = v.Asked;
        inVain.ShouldBeInRange(14 * 24 - 1, 14 * 24 + booked);
        v.Box.Faults.Clear();
        await v.DrainAsync();
        await v.DrainAsync();
        (v.Asked - inVain).ShouldBe(booked);
        foreach (var visit in visits)
            (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Active);
        // The one who waited longest first.
        var order = v.Box.Log.All.OrderBy(e => e.Number).Skip((int)inVain).SelectMany(e => e.Traces).ToList();
        order[0].ShouldBe((await ChecksAsync(v))[0].Trace);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Where_the_first_road_is_down_the_second_is_taken_in_the_same_breath(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync();
        // Nobody listens there.
        await v.RoadAsync(1, address: new Uri("http://127.0.0.1:9/core"));
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Active);
        (await ExchangesAsync(v)).Select(e => e.Outcome).ShouldBe(["Unreachable", "Answered"]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task With_every_road_down_each_try_is_kept_and_the_question_waits_on(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync();
        v.Box.Faults.Add(new() { Kind = FaultKind.Error500 });
        await v.RoadAsync(1, address: new Uri("http://127.0.0.1:9/core"));
        await v.AskAsync(visit, policy);
        // Long enough for both roads to rest, and to be tried again one by one.
        for (var turn = 0; turn < 8; turn++)
        {
            await v.DrainAsync();
            (await ChecksAsync(v)).ShouldHaveSingleItem().LeasedBy.ShouldBeNull();
            v.Desk.Time.Advance(TimeSpan.FromMinutes(16));
        }
        (await ExchangesAsync(v)).Count.ShouldBeGreaterThanOrEqualTo(8);
        v.Box.Faults.Clear();
        await v.DrainAsync();
        (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Active);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Many_that_find_a_payer_away_at_the_same_moment_count_as_one_and_none_is_lost(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        v.Box.Faults.Add(new() { Kind = FaultKind.Error500 });
        List<VisitId> visits = [];
        for (var n = 0; n < 10; n++)
        {
            var (visit, policy, _) = await v.BookedAsync($"Atonce{(char)('a' + n)}", new TimeOnly(8, 0).AddMinutes(20 * n));
            visits.Add(visit);
            await v.AskAsync(visit, policy);
        }
        await v.DrainAsync();
        (await ExchangesAsync(v)).Count.ShouldBe(10);
        v.Box.Faults.Clear();
        v.Desk.Time.Advance(TimeSpan.FromSeconds(91));
        await v.DrainAsync();
        foreach (var visit in visits)
            (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Active);
        v.Asked.ShouldBe(20);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task One_lost_answer_among_others_is_no_outage_and_holds_nobody_else_back(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync("Unlucky", new(8, 0));
        v.Box.Faults.Add(new() { Kind = FaultKind.Error500, Count = 1 });
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        var (next, other, _) = await v.BookedAsync("Lucky", new(9, 0));
        await v.AskAsync(next, other);
        await v.DrainAsync();
        (await v.LineAsync(next)).Standing.State.ShouldBe(Standing.Active);
        (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Waiting);
        v.Desk.Time.Advance(TimeSpan.FromSeconds(91));
        await v.DrainAsync();
        (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Active);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_cannot_be_written_keeps_nothing_else_of_its_transaction_from_being_written(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        List<EligibilityCheckId> checks = [];
        for (var n = 0; n < 5; n++)
        {
            var (visit, policy, _) = await v.BookedAsync($"Together{(char)('a' + n)}", new TimeOnly(8, 0).AddMinutes(20 * n));
            await v.AskAsync(visit, policy);
        }
        checks.AddRange((await ChecksAsync(v)).Select(c => c.Id));
        var book = v.Desk.Get<CheckBook>();
        var written = book.WriteAsync(TestDesk.Practice, [.. checks.Select((id, n) => new CheckBook.Entry(id, [], _ => true, (row, page) =>
        {
            if (n == 2)
                throw new InvalidOperationException("This one cannot be written.");
            row.Drop(page.Desk.Now);
            return Task.CompletedTask;
        }))], Ct);
        await Should.ThrowAsync<InvalidOperationException>(written);
        (await ChecksAsync(v)).Select(c => c.State).ShouldBe([CheckState.Dropped, CheckState.Dropped, CheckState.Waiting, CheckState.Dropped, CheckState.Dropped]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_payer_that_says_for_two_days_that_it_cannot_answer_now_is_asked_until_it_can(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync();
        v.Box.Faults.Add(new() { Kind = FaultKind.Maintenance });
        await v.AskAsync(visit, policy);
        for (var turn = 0; turn < 48; turn++)
        {
            await v.DrainAsync();
            (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Waiting);
            v.Desk.Time.Advance(TimeSpan.FromHours(1));
        }
        v.Box.Faults.Clear();
        await v.DrainAsync();
        (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Active);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_road_that_is_out_of_use_is_none_to_ask_by(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync();
        var admin = v.Desk.CallAs(Roles.Administrator);
        var road = (await v.Desk.Get<ShowRoads>().RunAsync(new(), admin, Ct)).Roads.ShouldHaveSingleItem();
        await v.Desk.Get<SetRoad>().RunAsync(new(road.Id, road.Name, road.Kind, road.Address, road.SenderId, road.ReceiverId,
            road.UserName, null, null, null, false, IsActive: false), admin, Ct);
        (await v.AskAsync(visit, policy)).ShouldBeOfType<CheckEligibility.Result.NoRoad>();
        (await v.LineAsync(visit)).HasRoad.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_password_that_is_not_accepted_is_said_and_not_tried_again_by_itself(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync();
        var admin = v.Desk.CallAs(Roles.Administrator);
        var road = (await v.Desk.Get<ShowRoads>().RunAsync(new(), admin, Ct)).Roads.ShouldHaveSingleItem();
        await v.Desk.Get<SetRoad>().RunAsync(new(road.Id, road.Name, road.Kind, road.Address, road.SenderId, road.ReceiverId, "portico", "wrong", null, null, false, true), admin, Ct);
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        var line = await v.LineAsync(visit);
        line.Standing.State.ShouldBe(Standing.CannotAsk);
        line.Faults.ShouldHaveSingleItem().ShouldContain("password");
        v.Desk.Time.Advance(TimeSpan.FromDays(1));
        await v.DrainAsync();
        v.Asked.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_is_missing_is_said_before_anything_is_sent(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var patient = await v.Day.PatientAsync("Nonpi");
        var policy = await v.Day.PolicyAsync(patient);
        var appointment = await v.Day.BookAsync(patient, OneDay.Today, new(11, 0));
        VisitId visit = default;
        await v.Desk.WriteAsync(async d => visit = (await v.Desk.Get<IVisits>().ForAppointmentAsync(d, appointment, Ct)).Id);
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        var line = await v.LineAsync(visit);
        line.Standing.State.ShouldBe(Standing.CannotAsk);
        line.Faults.ShouldHaveSingleItem().ShouldContain("NPI of Dr. Synthetic");
        v.Asked.ShouldBe(0);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_the_payer_says_on_the_phone_is_a_source_until_it_expires(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync();
        var clerk = v.Desk.CallAs(Roles.FrontDesk);
        (await v.Desk.Get<RecordStatement>().RunAsync(new(visit, policy, StatementWay.Phone, "Synthetic Operator 4", "REF-77", PolicyState.Active, new Money(3_000),
            true, null, OneDay.Today.AddDays(-1), null), clerk, Ct)).ShouldBeOfType<RecordStatement.Result.ExpiresBefore>();
        (await v.Desk.Get<RecordStatement>().RunAsync(new(visit, policy, StatementWay.Phone, "Synthetic Operator 4", "REF-77", PolicyState.Active, new Money(3_000),
            true, null, null, null), clerk, Ct)).ShouldBeOfType<RecordStatement.Result.Recorded>().ExpiresOn.ShouldBe(new DateOnly(2026, 3, 31));
        var line = await v.LineAsync(visit);
        (line.Standing.State, line.Standing.Copay, line.Standing.NeedsAuthorization).ShouldBe((Standing.Active, new Money(3_000), true));
        line.Statement.ShouldNotBeNull().Reference.ShouldBe("REF-77");
        (await v.Day.MoneyAsync(visit)).CopayDue.ShouldBe(new Money(3_000));
        // A later answer of the payer itself counts more.
        v.Desk.Time.Advance(TimeSpan.FromMinutes(1));
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        (await v.Day.MoneyAsync(visit)).CopayDue.ShouldBe(new Money(2_500));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_changed_policy_makes_the_answer_old_and_asks_anew_by_itself(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, patient) = await v.BookedAsync();
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        var row = (await v.Desk.ReadAsync(d => v.Desk.Get<ICoverage>().PoliciesAsync(d, patient, Ct))).ShouldHaveSingleItem();
        (await v.Desk.Get<ChangePolicy>().RunAsync(new(row.Id, row.Version, row.PayerId, row.MemberId, "GROUP9", null, row.Relation, null, null, null, null, null),
            v.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<ChangePolicy.Result.Changed>();
        (await v.LineAsync(visit)).Standing.IsStale.ShouldBeTrue();
        (await v.Day.MoneyAsync(visit)).CopayKnown.ShouldBeFalse();
        await v.Desk.Get<OutboxWorker>().RunDueAsync(TestDesk.Practice, Ct);
        await v.DrainAsync();
        (await v.LineAsync(visit)).Standing.IsStale.ShouldBeFalse();
        v.Asked.ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_copay_that_the_payer_leaves_open_is_decided_approved_by_another_and_used_again_for_the_next_such_visit(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind, "SYN02");
        var (visit, policy, _) = await v.BookedAsync("First", copayCents: 9_900, plan: "Synthetic Choice");
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        var line = await v.LineAsync(visit);
        line.Standing.IsCopayOpen.ShouldBeTrue();
        (await v.Day.MoneyAsync(visit)).CopayKnown.ShouldBeFalse();
        var amounts = line.Reading.ShouldNotBeNull().Figures.First(f => f.Kind == FigureKind.Copay).Candidates.Select(c => new Money(c.Cents.GetValueOrDefault())).ToList();
        amounts.Count.ShouldBeGreaterThan(1);

        var (clerk, senior) = (v.Desk.CallAs(Roles.SeniorFrontDesk), v.Desk.CallAs(Roles.Supervisor));
        (await v.Desk.Get<DecideCopay>().RunAsync(new(visit, policy, new Money(77_77), "a guess"), clerk, Ct)).ShouldBeOfType<DecideCopay.Result.NotAmongThem>();
        var decision = (await v.Desk.Get<DecideCopay>().RunAsync(new(visit, policy, amounts[0], "the plan's booklet"), clerk, Ct)).ShouldBeOfType<DecideCopay.Result.Proposed>().Decision;
        (await v.Day.MoneyAsync(visit)).CopayKnown.ShouldBeFalse();
        (await v.Desk.Get<SettleDecision>().RunAsync(new(decision, true), clerk, Ct)).ShouldBeOfType<SettleDecision.Result.OwnDecision>();
        (await v.Desk.Get<SettleDecision>().RunAsync(new(decision, true), senior, Ct)).ShouldBeOfType<SettleDecision.Result.Approved>().Visits.ShouldBe(1);
        var money = await v.Day.MoneyAsync(visit);
        (money.CopayDue, money.CopaySource.ShouldNotBeNull()).ShouldBe((amounts[0], "Synthetic Mutual, verified 4-Mar-2026 9:00 AM, of several amounts this one is our decision"));

        var (next, nextPolicy, _) = await v.BookedAsync("Second", new TimeOnly(10, 0), plan: "Synthetic Choice");
        await v.AskAsync(next, nextPolicy);
        await v.DrainAsync();
        (await v.Day.MoneyAsync(next)).CopayDue.ShouldBe(amounts[0]);
        (await v.Desk.Get<SettleDecision>().RunAsync(new(decision, false), senior, Ct)).ShouldBeOfType<SettleDecision.Result.Ended>();
        (await v.Day.MoneyAsync(next)).CopayKnown.ShouldBeFalse();
        (await v.LineAsync(visit)).Standing.IsCopayOpen.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Visits_ahead_are_asked_about_two_days_before_and_not_twice(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        await v.BookedAsync("Ahead", date: OneDay.Today.AddDays(7));
        await v.BookedAsync("Soon", date: OneDay.Today.AddDays(2));
        (await QueuedAsync(v)).ShouldBe(1);
        await v.DrainAsync();
        (await QueuedAsync(v)).ShouldBe(0);
        v.Desk.Time.Advance(TimeSpan.FromDays(5));
        (await QueuedAsync(v)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_payers_spelling_is_taken_for_its_questions_alone_and_given_back(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, patient) = await v.BookedAsync("Testpatient", isEnrolled: false);
        var member = (await v.Desk.ReadAsync(d => v.Desk.Get<ICoverage>().PoliciesAsync(d, patient, Ct)))[0].MemberId;
        // The payer has another given name, as payers do for years.
        v.Box.Members.Enroll(new() { Payer = v.Payer, MemberId = member, Family = "Testpatient", Given = "Avalon", Born = new(1980, 7, 14), Sex = "F" }).ShouldNotBeNull();
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        var line = await v.LineAsync(visit);
        line.Reading.ShouldNotBeNull().Differences.Select(d => d.Field).ShouldBe(["given"]);
        var call = v.Desk.CallAs(Roles.FrontDesk);
        (await v.Desk.Get<SpellAsPayer>().RunAsync(new(visit, policy), call, Ct)).ShouldBeOfType<SpellAsPayer.Result.Spelt>();
        // Asked again by itself, under that name, and nothing differs any more. The patient's own name stays.
        await v.Desk.Get<OutboxWorker>().RunDueAsync(TestDesk.Practice, Ct);
        await v.DrainAsync();
        line = await v.LineAsync(visit);
        (line.SpeltAs, line.Standing.State, line.Standing.IsStale).ShouldBe(("Testpatient, AVALON", Standing.Active, false));
        line.Reading.ShouldNotBeNull().Differences.ShouldBeEmpty();
        var bytes = v.Desk.Get<Portico.Modules.Coverage.Roads.ExchangeBytes>();
        System.Text.Encoding.Latin1.GetString(bytes.Unprotect((await ExchangesAsync(v))[^1].Sent.ShouldNotBeNull())).ShouldContain("*TESTPATIENT*AVALON*");
        (await v.Desk.ReadAsync(d => v.Desk.Get<Portico.Modules.Patients.Contracts.IPatients>().FindAsync(d, patient, Ct))).ShouldNotBeNull().Given.ShouldBe("Ava");
        (await v.Desk.Get<SpellAsPayer>().RunAsync(new(visit, policy), call, Ct)).ShouldBeOfType<SpellAsPayer.Result.NothingToTake>();
        (await v.Desk.Get<SpellAsPayer>().RunAsync(new(visit, policy, IsOurs: true), call, Ct)).ShouldBeOfType<SpellAsPayer.Result.Spelt>();
        (await v.LineAsync(visit)).SpeltAs.ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_twins_name_is_no_spelling_of_the_patients(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, patient) = await v.BookedAsync("Testpatient", isEnrolled: false);
        var member = (await v.Desk.ReadAsync(d => v.Desk.Get<ICoverage>().PoliciesAsync(d, patient, Ct)))[0].MemberId;
        v.Box.Members.Enroll(new() { Payer = v.Payer, MemberId = member, Family = "Testpatient", Given = "Ida", Born = new(1980, 7, 14), Sex = "F" }).ShouldNotBeNull();
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        (await v.Desk.Get<SpellAsPayer>().RunAsync(new(visit, policy), v.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<SpellAsPayer.Result.AnotherPerson>();
        (await v.LineAsync(visit)).SpeltAs.ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_a_kind_of_visit_asks_for_is_the_practices_to_say_for_each_payer(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync();
        var admin = v.Desk.CallAs(Roles.Administrator);
        var set = v.Desk.Get<SetVisitServices>();
        (await set.RunAsync(new(v.Day.VisitType, null, "98"), admin, Ct)).ShouldBeOfType<SetVisitServices.Result.Set>();
        (await set.RunAsync(new(v.Day.VisitType, v.Day.Payer, "uc, 98"), admin, Ct)).ShouldBeOfType<SetVisitServices.Result.Set>();
        (await set.RunAsync(new(v.Day.VisitType, v.Day.Payer, "UC, office"), admin, Ct)).ShouldBeOfType<SetVisitServices.Result.NoServiceType>().Typed.ShouldBe("OFFICE");
        (await v.Desk.Get<ShowRoads>().RunAsync(new(), admin, Ct)).Services.Select(s => (s.PayerName, s.ServiceTypes)).ShouldBe([(null, "98"), ("Synthetic Mutual", "UC,98")]);
        await v.AskAsync(visit, policy);
        (await ChecksAsync(v)).ShouldHaveSingleItem().ServiceTypes.ShouldBe("UC,98");
        await set.RunAsync(new(v.Day.VisitType, v.Day.Payer, ""), admin, Ct);
        (await v.Desk.Get<ShowRoads>().RunAsync(new(), admin, Ct)).Services.ShouldHaveSingleItem().Payer.ShouldBeNull();
    }

    private static async Task<int> QueuedAsync(Verified v)
    {
        var queued = 0;
        await v.Desk.WriteAsync(async d => queued = await v.Desk.Get<AskAhead>().QueueAsync(d, Ct));
        return queued;
    }
}
