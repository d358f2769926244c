using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portico.DemoData;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Modules.Work.Domain;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Audit;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.DemoData;

[Collection(nameof(MadeDemo))]
public sealed class DemoTests(MadeDemo made)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_demo_has_its_people_and_a_today_in_every_state_at_every_site(StoreKind kind)
    {
        var desk = await made.OnAsync(kind);
        (await desk.ReadAsync(d => d.Db.Set<LocationRow>().CountAsync(l => l.IsActive, Ct))).ShouldBe(3);
        (await desk.ReadAsync(d => d.Db.Set<ProviderRow>().CountAsync(p => p.IsActive, Ct))).ShouldBe(12);
        (await desk.ReadAsync(d => d.Db.Set<PatientRow>().CountAsync(Ct))).ShouldBeInRange(1_900, 2_100);
        var states = await StatesAsync(desk);
        foreach (var site in DemoHouse.Sites)
        {
            foreach (var state in Enum.GetValues<VisitState>())
                states.ShouldContainKey((site.Id.Value, state.ToString()));
            foreach (var state in new[] { AppointmentState.Booked, AppointmentState.Confirmed, AppointmentState.Cancelled, AppointmentState.NoShow })
                states.ShouldContainKey((site.Id.Value, state.ToString()));
        }
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Today_each_front_desk_has_an_open_drawer_and_took_cash_checks_and_cards_and_nothing_lies_ahead(StoreKind kind)
    {
        var desk = await made.OnAsync(kind);
        var (drawers, receipts) = (await AllAsync<Drawer>(desk), await AllAsync<Receipt>(desk));
        foreach (var site in DemoHouse.Sites)
        {
            var today = TodayAt(desk, site);
            drawers.ShouldContain(d => d.LocationId == site.Id && d.Date == today && d.UserId == DemoHouse.Clerk(site).Id
                && d.State == DrawerState.Open && d.Float > Portico.Platform.Values.Money.Zero);
            receipts.Where(r => r.LocationId == site.Id && r.BusinessDate == today).Select(r => r.Tender).Distinct().Count()
                .ShouldBe(3, site.Name);
        }
        receipts.ShouldAllBe(r => r.TakenAt <= desk.Get<PracticeClock>().Now);
        (await AllAsync<UncollectedCopay>(desk)).ShouldNotBeEmpty();
        var unapplied = (await AllAsync<LedgerAccount>(desk)).Where(a => a.Kind == LedgerAccountKind.Unapplied).Select(a => a.Id).ToHashSet();
        (await AllAsync<LedgerTransfer>(desk)).ShouldContain(t => unapplied.Contains(t.CreditAccount));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_void_and_a_refund_wait_for_somebody_else_and_a_difference_was_approved(StoreKind kind)
    {
        var approvals = await AllAsync<PaymentApproval>(await made.OnAsync(kind));
        approvals.Where(a => a.State == ApprovalState.Pending).Select(a => a.Kind).Order().ShouldBe([ApprovalKind.Void, ApprovalKind.Refund]);
        approvals.ShouldContain(a => a.Kind == ApprovalKind.DrawerDifference && a.State == ApprovalState.Approved
            && a.DecidedBy == DemoHouse.Supervisor.Id && a.Amount.Cents == -500);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Yesterday_is_closed_with_a_deposit_everywhere_but_for_one_forgotten_drawer(StoreKind kind)
    {
        var desk = await made.OnAsync(kind);
        await ShouldBeClosedYesterdayAsync(desk);
        (await AllAsync<BusinessDay>(desk)).Where(d => d.DepositTransaction is not null).Select(d => d.LocationId).Distinct().Count().ShouldBe(3);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Papers_are_of_every_kind(StoreKind kind)
    {
        var desk = await made.OnAsync(kind);
        var today = TodayAt(desk, DemoHouse.Sites[0]);
        var cast = DemoStories.CastOf(DemoPeople.All(today), today);
        var relations = await AllAsync<PatientRelation>(desk);
        relations.Where(r => r.PatientId == cast.TwoHomes.Id && !r.IsGuarantor).Select(r => r.MayConsent).Order().ShouldBe([false, true]);
        relations.ShouldContain(r => r.PatientId == cast.Teen.Id && !r.MayHear.HasFlag(MayHear.Confidential) && r.MayConsent);
        relations.ShouldContain(r => r.PatientId == cast.CalledFor.Id && r.MayHear == MayHear.Appointments);
        relations.ShouldContain(r => r.PatientId == cast.Elder.Id && r.Relation == Relation.Proxy);
        (await AllAsync<CallerRecord>(desk)).ShouldContain(c => c.PatientId == cast.CalledFor.Id && c.MayHear == MayHear.Appointments);

        var accounts = await AllAsync<GuarantorAccount>(desk);
        accounts.Select(a => a.Kind).Distinct().Count().ShouldBe(4);
        accounts.Where(a => GuarantorAccount.HasAccident(a.Kind)).ShouldAllBe(a => a.AccidentDate < today && a.ClaimNumber != null);
        var head = cast.Family[0].Registration;
        accounts.Count(a => a.GuarantorName == head.Given + " " + head.Family && cast.Family.Select(p => p.Id).Contains(a.PatientId))
            .ShouldBeGreaterThanOrEqualTo(cast.Family.Count - 1);

        var policies = (await desk.ReadAsync(d => d.Db.Set<PolicyRow>().ToListAsync(Ct))).Where(p => p.PatientId == cast.ManyPolicies.Id).ToList();
        policies.Count(p => p.CountsOn(today)).ShouldBeGreaterThanOrEqualTo(3);
        policies.ShouldContain(p => p.ValidTo < today);
        policies.ShouldContain(p => p.ValidFrom > today);
        (await AllAsync<CardPicture>(desk)).GroupBy(p => p.PolicyId).ShouldAllBe(g => g.Count() == 2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Charts_are_closed_for_each_reason_and_one_was_opened_with_one(StoreKind kind)
    {
        var desk = await made.OnAsync(kind);
        (await AllAsync<Patient>(desk)).Where(p => p.IsRestricted).Select(p => p.Restriction).Distinct().Count().ShouldBe(3);
        var grant = (await AllAsync<BreakGlassGrant>(desk)).ShouldHaveSingleItem();
        (await AllAsync<WorkTask>(desk)).ShouldContain(t => t.About == grant.Id.Value && t.IsOpen && t.ForRoles == Roles.Supervisor);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Every_role_has_something_to_do_with_a_date(StoreKind kind)
    {
        var tasks = await AllAsync<WorkTask>(await made.OnAsync(kind));
        foreach (var member in DemoHouse.Members)
            tasks.ShouldContain(t => t.IsOpen && t.Due != null && t.IsFor(member.Id, member.Roles), member.Name);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_the_program_wrote_for_its_people_is_one_audit_entry_a_run_and_the_chain_verifies(StoreKind kind)
    {
        var desk = await made.OnAsync(kind);
        (await AllAsync<AuditEntryRow>(desk)).Select(e => System.Text.Json.JsonDocument.Parse(e.Body).RootElement.GetProperty("act").GetString())
            .Order(StringComparer.Ordinal).ShouldBe(["demo-filled", "demo-made"]);
        await desk.Get<AuditSealer>().SealAsync(TestDesk.Practice, Ct);
        (await desk.Get<AuditVerifier>().VerifyAsync(TestDesk.Practice, Ct)).Bad.ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_demo_begun_after_midnight_has_its_money_today_and_a_second_fill_changes_nothing(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, practice: false);
        // 00:10 in New York, the evening before further west.
        desk.Time.AdjustTime(new DateTimeOffset(2026, 3, 5, 5, 10, 0, TimeSpan.Zero));
        var demo = desk.Get<DemoPractice>();
        await demo.PrepareAsync(Ct);
        await demo.FillAsync(Ct);
        var receipts = await AllAsync<Receipt>(desk);
        foreach (var site in DemoHouse.Sites)
            receipts.ShouldContain(r => r.LocationId == site.Id && r.BusinessDate == TodayAt(desk, site), site.Name);
        receipts.ShouldAllBe(r => r.TakenAt <= desk.Get<PracticeClock>().Now);

        var before = (await StatesAsync(desk), receipts.Count, (await AllAsync<WorkTask>(desk)).Count, (await AllAsync<AuditEntryRow>(desk)).Count);
        await demo.FillAsync(Ct);
        (await StatesAsync(desk)).ShouldBe(before.Item1);
        ((await AllAsync<Receipt>(desk)).Count, (await AllAsync<WorkTask>(desk)).Count, (await AllAsync<AuditEntryRow>(desk)).Count)
            .ShouldBe((before.Item2, before.Item3, before.Item4));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_next_morning_yesterday_is_over_and_closed_and_today_is_alive_again(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, practice: false);
        var demo = desk.Get<DemoPractice>();
        await demo.PrepareAsync(Ct);
        await demo.FillAsync(Ct);
        desk.Time.Advance(TimeSpan.FromHours(23));
        await demo.FillAsync(Ct);

        var visits = await desk.ReadAsync(d => d.Db.Set<VisitRow>().ToListAsync(Ct));
        var booked = await desk.ReadAsync(d => d.Db.Set<AppointmentRow>().ToListAsync(Ct));
        foreach (var site in DemoHouse.Sites)
        {
            var today = TodayAt(desk, site);
            visits.Where(v => v.LocationId == site.Id && v.Date < today).ShouldAllBe(v =>
                v.State == VisitState.Expected || v.State == VisitState.CheckedOut || v.State == VisitState.LeftWithoutBeingSeen);
            booked.Where(a => a.LocationId == site.Id && a.Date < today)
                .ShouldAllBe(a => a.State != AppointmentState.Booked && a.State != AppointmentState.Confirmed);
            visits.ShouldContain(v => v.LocationId == site.Id && v.Date == today && v.State == VisitState.WithProvider);
        }
        await ShouldBeClosedYesterdayAsync(desk);
        (await AllAsync<PaymentApproval>(desk)).Count(a => a.State == ApprovalState.Pending).ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_database_is_not_filled_with_the_demo_where_somebody_said_no(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, services => services.Replace(ServiceDescriptor.Singleton(
            Settings.FromEnvironment(name => name == "PORTICO_DEMO" ? "0" : null))), practice: false);
        await desk.Get<DemoPractice>().PrepareAsync(Ct);
        await using var db = desk.Store.Open();
        (await db.Set<PracticeRow>().AnyAsync(Ct)).ShouldBeFalse();
    }

    [Fact]
    public void A_demo_is_made_only_where_nobody_else_can_reach_its_chooser()
    {
        DemoPractice.IsForThisMachineAlone("http://localhost:5080").ShouldBeTrue();
        DemoPractice.IsForThisMachineAlone("https://portico.example.org").ShouldBeFalse();
    }

    [Fact]
    public void The_same_people_come_out_every_time() =>
        DemoPeople.All(new DateOnly(2026, 3, 4)).Select(p => (p.Id, p.Registration.Given, p.Registration.BirthDate, p.Owes))
            .ShouldBe(DemoPeople.All(new DateOnly(2026, 3, 4)).Select(p => (p.Id, p.Registration.Given, p.Registration.BirthDate, p.Owes)));

    [Theory, InlineData("2026-01-01"), InlineData("2026-03-04"), InlineData("2027-07-31"), InlineData("2028-02-29")]
    public void Every_story_finds_its_people_on_any_day_and_nobody_is_in_two(string day)
    {
        var today = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var cast = DemoStories.CastOf(DemoPeople.All(today), today);
        DemoPeople.Person[] all = [.. cast.Family, cast.TwoHomes, cast.Teen, cast.CalledFor, cast.Elder, cast.Worker, cast.Driver,
            cast.SelfPayer, cast.ManyPolicies, cast.Vip, cast.Employee, cast.StaffFamily];
        all.Select(p => p.Id).Distinct().Count().ShouldBe(all.Length);
    }

    [Fact]
    public void Everyone_in_the_demo_has_a_phone_that_no_real_person_can_have() =>
        DemoPeople.All(new DateOnly(2026, 3, 4)).ShouldAllBe(p => (p.Registration.Phone ?? "").Substring(5, 5) == "55501");

    [Fact]
    public void A_drawn_card_is_a_picture() => PictureFormat.Of(DemoCard.Draw(CardSide.Front)).ShouldBe("image/png");

    private static DateOnly TodayAt(TestDesk desk, DemoHouse.Site site) => desk.Get<PracticeClock>().Today(site.Zone);

    private static Task<List<T>> AllAsync<T>(TestDesk desk) where T : TenantRow => desk.ReadAsync(d => d.Db.Set<T>().ToListAsync(Ct));

    private static async Task ShouldBeClosedYesterdayAsync(TestDesk desk)
    {
        var days = await AllAsync<BusinessDay>(desk);
        foreach (var site in DemoHouse.Sites)
            days.ShouldContain(d => d.LocationId == site.Id && d.Date == TodayAt(desk, site).AddDays(-1) && d.State == BusinessDayState.Closed, site.Name);
        var left = (await AllAsync<Drawer>(desk)).Where(d => d.State != DrawerState.Closed
            && d.Date < TodayAt(desk, DemoHouse.Sites.Single(s => s.Id == d.LocationId))).ShouldHaveSingleItem();
        left.Date.ShouldBe(TodayAt(desk, DemoHouse.Sites[1]).AddDays(-1));
        left.UserId.ShouldBe(DemoHouse.Senior.Id);
    }

    private static Task<Dictionary<(Guid, string), int>> StatesAsync(TestDesk desk) => desk.ReadAsync(async d =>
    {
        var visits = await d.Db.Set<VisitRow>().ToListAsync(Ct);
        var appointments = await d.Db.Set<AppointmentRow>().ToListAsync(Ct);
        return visits.Select(v => (v.LocationId.Value, v.State.ToString())).Concat(appointments.Select(a => (a.LocationId.Value, a.State.ToString())))
            .GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count());
    });
}
