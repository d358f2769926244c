using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.AskPayers;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.CancelAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.MoveAppointment;
using Portico.Modules.Visits.Contracts;
using Portico.PayerSim;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Outbox;
using Portico.Platform.Store;
using Portico.Platform.Values;
using Portico.Tests.Arrivals;
using Portico.Tests.Kit;
using FigureKind = Portico.Modules.Coverage.Domain.Benefits.FigureKind;

namespace Portico.Tests.Coverage.Eligibility;

/// <summary>What is known counts for what it was asked for: this visit, this provider, this payer, this month, and no other.</summary>
public sealed class StandingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<List<EligibilityCheck>> ChecksAsync(Verified v) =>
        v.Desk.ReadAsync(d => d.Db.Set<EligibilityCheck>().AsNoTracking().OrderBy(c => c.Id).ToListAsync(Ct));

    /// <summary>A second visit of the same patient on the same day.</summary>
    private static async Task<VisitId> AgainAsync(Verified v, PatientId patient, ProviderId provider, TimeOnly time)
    {
        VisitId visit = default;
        await v.Desk.WriteAsync(async d =>
        {
            var appointment = Id.New<AppointmentId>();
            (await v.Desk.Get<ISchedule>().TryAddAsync(d, appointment, patient, provider, v.Day.Location, v.Day.VisitType, OneDay.Today, time, 20, null, Ct)).ShouldBeTrue();
            await d.SaveAsync(Ct);
            visit = (await v.Desk.Get<IVisits>().ForAppointmentAsync(d, appointment, Ct)).Id;
        });
        return visit;
    }

    /// <summary>Somebody whose network nobody has recorded.</summary>
    private static async Task<ProviderId> StrangerAsync(Verified v)
    {
        var provider = Id.New<ProviderId>();
        await v.Desk.WriteAsync(async d =>
        {
            v.Desk.Get<IPracticeDirectory>().AddProvider(d, provider, "Dr. Bo Synthetic", "Family medicine", "1245319599");
            await d.SaveAsync(Ct);
            foreach (var weekday in Enum.GetValues<DayOfWeek>())
                v.Desk.Get<ISchedule>().AddSession(d, Id.New<SessionTemplateId>(), provider, v.Day.Location, weekday, new(8, 0), new(18, 0), new(2026, 1, 1), null, 1);
        });
        return provider;
    }

    private static async Task RecordAsync(Verified v, VisitId visit, PolicyId policy, Money? copay, bool? authorization, bool? network) =>
        (await v.Desk.Get<RecordStatement>().RunAsync(new(visit, policy, StatementWay.Phone, "Synthetic Operator 4", "REF-77", PolicyState.Active, copay, authorization, network,
            null, null), v.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<RecordStatement.Result.Recorded>();

    [Fact]
    public void Whose_visit_it_is_comes_before_any_amount()
    {
        foreach (var state in new[] { Standing.BillElsewhere, Standing.NotForService, Standing.Inactive })
        {
            CoverageLines.CopayOf(new() { State = state, Copay = new Money(4_000), IsCopayDecided = true }, new Money(2_000)).ShouldBeNull();
            CoverageLines.CopayOf(new() { State = state, IsStale = true }, new Money(2_000)).ShouldBeNull();
        }
        CoverageLines.CopayOf(new() { State = Standing.Active, Copay = new Money(4_000) }, new Money(2_000)).ShouldBe(new Money(4_000));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_call_about_one_thing_leaves_what_the_answer_says_of_the_others(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync(copayCents: 9_900);
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        v.Desk.Time.Advance(TimeSpan.FromMinutes(10));
        await RecordAsync(v, visit, policy, copay: null, authorization: true, network: null);
        var line = await v.LineAsync(visit);
        (line.Standing.Copay, line.Standing.NeedsAuthorization).ShouldBe((new Money(2_500), true));
        (line.Statement, line.Reading).ShouldSatisfyAllConditions(l => l.Statement.ShouldNotBeNull(), l => l.Reading.ShouldNotBeNull());
        var money = await v.Day.MoneyAsync(visit);
        // Cited with the minute of the answer, not of the call.
        (money.CopayDue, money.CopaySource).ShouldBe((new Money(2_500), "Synthetic Mutual, verified 4-Mar-2026 9:00 AM"));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_was_told_of_one_visit_is_not_said_of_another_or_of_another_provider(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, patient) = await v.BookedAsync(copayCents: 9_900);
        var other = await AgainAsync(v, patient, await StrangerAsync(v), new(11, 0));
        await RecordAsync(v, visit, policy, new Money(6_000), authorization: true, network: true);
        var (told, untold) = ((await v.LineAsync(visit)).Standing, (await v.LineAsync(other)).Standing);
        (told.State, told.Copay, told.NeedsAuthorization).ShouldBe((Standing.Active, new Money(6_000), true));
        (untold.State, untold.Copay, untold.NeedsAuthorization).ShouldBe((Standing.Active, null, null));
        (await v.Day.MoneyAsync(other)).CopaySource.ShouldBe("Synthetic Mutual card");
        var lists = await v.Desk.ReadAsync(d => v.Desk.Get<VerificationBook>().ReadAsync(d, d.Db.Set<VisitRow>(), Ct));
        lists.Single(e => e.Visit.Id == visit).Lines.Single(l => l.Item == VerificationItem.Network).Source.ShouldBe(VerificationSource.Statement);
        lists.Single(e => e.Visit.Id == other).Lines.Single(l => l.Item == VerificationItem.Network).Source.ShouldNotBe(VerificationSource.Statement);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Two_visits_of_a_day_have_a_question_each_and_neither_is_lost_with_the_other(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, patient) = await v.BookedAsync();
        var other = await AgainAsync(v, patient, await StrangerAsync(v), new(11, 0));
        await v.AskAsync(visit, policy);
        (await v.AskAsync(other, policy)).ShouldBeOfType<CheckEligibility.Result.Asking>();
        var appointment = (await v.Desk.ReadAsync(d => d.Db.Set<VisitRow>().SingleAsync(r => r.Id == visit, Ct))).AppointmentId.ShouldNotBeNull();
        (await v.Desk.Get<CancelAppointment>().RunAsync(new(appointment, 0, "Synthetic"), v.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<CancelAppointment.Result.Cancelled>();
        await v.DrainAsync();
        (await ChecksAsync(v)).Select(c => (c.VisitId, c.State)).ShouldBe([(visit, CheckState.Dropped), (other, CheckState.Answered)]);
        (await v.LineAsync(other)).Standing.State.ShouldBe(Standing.Active);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_that_moves_to_a_provider_outside_the_network_no_longer_has_the_networks_copay(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync();
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        (await v.Day.MoneyAsync(visit)).CopayDue.ShouldBe(new Money(2_500));
        var appointment = (await v.Desk.ReadAsync(d => d.Db.Set<VisitRow>().SingleAsync(r => r.Id == visit, Ct))).AppointmentId.ShouldNotBeNull();
        (await v.Desk.Get<MoveAppointment>().RunAsync(new(appointment, 0, await StrangerAsync(v), v.Day.Location, OneDay.Today, new(11, 0), AcceptOutOfNetwork: true),
            v.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<MoveAppointment.Result.Moved>();
        await v.Desk.Get<OutboxWorker>().RunDueAsync(TestDesk.Practice, Ct);
        v.Asked.ShouldBe(1);
        var shown = (await v.LineAsync(visit)).Reading.ShouldNotBeNull().Figures.FirstOrDefault(f => f.Kind == FigureKind.Copay && f.Status == FigureStatus.Stated)?.Cents;
        var money = await v.Day.MoneyAsync(visit);
        money.CopayDue.ShouldNotBe(new Money(2_500));
        (money.CopayKnown ? money.CopayDue.Cents : (long?)null).ShouldBe(shown);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_policy_mended_while_the_payer_thinks_is_asked_again_by_itself(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, patient) = await v.BookedAsync();
        await v.AskAsync(visit, policy);
        var asked = (await v.Desk.Get<QuestionRun>().PrepareAsync(TestDesk.Practice, await ChecksAsync(v), Ct)).ShouldHaveSingleItem();
        var node = v.Desk.Get<Portico.Platform.Chores.Leases>().Node;
        await v.Desk.WriteAsync(async d => (await d.Db.Set<EligibilityCheck>().SingleAsync(Ct)).Lease(node, d.Now.Plus(NodaTime.Duration.FromMinutes(2))));
        var row = (await v.Desk.ReadAsync(d => v.Desk.Get<ICoverage>().PoliciesAsync(d, patient, Ct))).ShouldHaveSingleItem();
        (await v.Desk.Get<ChangePolicy>().RunAsync(new(row.Id, row.Version, row.PayerId, row.MemberId, "GROUP9", null, row.Relation, null, null, null, null, null),
            v.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<ChangePolicy.Result.Changed>();
        await v.Desk.Get<QuestionRun>().AskAsync(TestDesk.Practice, asked.Check, asked.Ready, Ct);
        (await ChecksAsync(v)).ShouldHaveSingleItem().State.ShouldBe(CheckState.Waiting);
        await v.DrainAsync();
        (await ChecksAsync(v)).ShouldHaveSingleItem().PolicyVersion.ShouldBe(row.Version + 1);
        (await v.LineAsync(visit)).Standing.IsStale.ShouldBeFalse();
        (await v.Desk.ReadAsync(d => d.Db.Set<EligibilityExchange>().CountAsync(Ct))).ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task After_a_refusal_the_desk_may_ask_again_at_once(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync(isEnrolled: false);
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        (await v.LineAsync(visit)).Standing.State.ShouldBe(Standing.Unknown);
        (await v.AskAsync(visit, policy)).ShouldBeOfType<CheckEligibility.Result.Asking>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_payer_that_will_not_be_asked_again_hides_nothing_that_it_said_before(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync();
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        v.Desk.Time.Advance(TimeSpan.FromMinutes(10));
        v.Box.Faults.Add(new() { Kind = FaultKind.Aaa, Level = "2100A", Code = "42", FollowUp = "N" });
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        var line = await v.LineAsync(visit);
        (line.Standing.State, line.Standing.Copay).ShouldBe((Standing.Active, new Money(2_500)));
        line.Faults.ShouldHaveSingleItem().ShouldContain("asks not to be asked again");
        v.Desk.Time.Advance(TimeSpan.FromHours(2));
        await v.DrainAsync();
        v.Asked.ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_payer_that_can_be_asked_from_now_on_is_asked_about_the_visits_ahead_at_once(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        using var ahead = ActivatorUtilities.CreateInstance<AskAhead>(v.Desk.Services);
        await ahead.StartAsync(Ct);
        // It has looked, and rests for ten minutes.
        await Verified.SeenAsync(async () => await v.Desk.ReadAsync(d => d.Db.Database.SqlQuery<int>($"SELECT COUNT(*) AS \"Value\" FROM lease WHERE chore = 'ask-ahead'").SingleAsync(Ct)) == 1);
        await Task.Delay(300, Ct);
        await v.BookedAsync("Soon", date: OneDay.Today.AddDays(2));
        await v.SetAsync(asking => asking);
        await Verified.SeenAsync(async () => (await ChecksAsync(v)).Count == 1);
        await ahead.StopAsync(Ct);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cancelled_visit_ahead_is_not_asked_about(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, _, _) = await v.BookedAsync("Soon", date: OneDay.Today.AddDays(2));
        var appointment = (await v.Desk.ReadAsync(d => d.Db.Set<VisitRow>().SingleAsync(r => r.Id == visit, Ct))).AppointmentId.ShouldNotBeNull();
        (await v.Desk.Get<CancelAppointment>().RunAsync(new(appointment, 0, "Synthetic"), v.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<CancelAppointment.Result.Cancelled>();
        var queued = -1;
        await v.Desk.WriteAsync(async d => queued = await v.Desk.Get<AskAhead>().QueueAsync(d, Ct));
        queued.ShouldBe(0);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_answer_of_last_month_is_old_once_the_payer_answers_for_the_visits_own(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync(date: new DateOnly(2026, 4, 1));
        // Until the first the answer of the month before is all that there can be.
        v.Desk.Time.SetUtcNow(new(2026, 3, 31, 20, 0, 0, TimeSpan.Zero));
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        (await ChecksAsync(v)).ShouldHaveSingleItem().AskedDate.ShouldBe(new DateOnly(2026, 3, 31));
        (await v.LineAsync(visit)).Standing.IsStale.ShouldBeFalse();
        v.Desk.Time.SetUtcNow(new(2026, 4, 1, 13, 0, 0, TimeSpan.Zero));
        (await v.LineAsync(visit)).Standing.IsStale.ShouldBeTrue();
        v.Desk.Time.Advance(TimeSpan.FromMinutes(10));
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        (await v.LineAsync(visit)).Standing.IsStale.ShouldBeFalse();
    }
}
