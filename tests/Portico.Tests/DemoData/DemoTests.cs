using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portico.DemoData;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.ShowRescheduleList;
using Portico.Modules.Staff.Domain;
using Portico.Modules.Visits.Contracts;
using Portico.Modules.Work.Domain;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Audit;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.Values;
using Portico.Tests.Kit;

namespace Portico.Tests.DemoData;

[Collection(nameof(MadeDemo))]
public sealed class DemoTests(MadeDemo made)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_demo_has_its_people_and_a_today_under_way_at_every_site(StoreKind kind)
    {
        var desk = await made.OnAsync(kind);
        (await desk.ReadAsync(d => d.Db.Set<LocationRow>().CountAsync(l => l.IsActive, Ct))).ShouldBe(3);
        (await desk.ReadAsync(d => d.Db.Set<ProviderRow>().CountAsync(p => p.IsActive, Ct))).ShouldBe(12);
        (await desk.ReadAsync(d => d.Db.Set<PatientRow>().CountAsync(Ct))).ShouldBeInRange(1_900, 2_100);
        var visits = await desk.ReadAsync(d => d.Db.Set<VisitRow>().ToListAsync(Ct));
        var booked = await desk.ReadAsync(d => d.Db.Set<AppointmentRow>().ToListAsync(Ct));
        foreach (var site in DemoHouse.Sites)
        {
            var today = visits.Where(v => v.LocationId == site.Id && v.Date == TodayAt(desk, site)).Select(v => v.State).ToHashSet();
            today.ShouldContain(VisitState.Expected, site.Name);
            today.Overlaps([VisitState.Arrived, VisitState.CheckedIn, VisitState.Roomed, VisitState.WithProvider]).ShouldBeTrue(site.Name);
            today.ShouldContain(VisitState.CheckedOut, site.Name);
            today.ShouldContain(VisitState.LeftWithoutBeingSeen, site.Name);
            foreach (var state in Enum.GetValues<AppointmentState>())
                booked.ShouldContain(a => a.LocationId == site.Id && a.Date == TodayAt(desk, site) && a.State == state, $"{site.Name} {state}");
        }
        ShouldBeTrueToTheClock(desk, visits, booked);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Who_was_checked_in_has_a_complete_registration(StoreKind kind)
    {
        var desk = await made.OnAsync(kind);
        var missing = await desk.ReadAsync(async d =>
        {
            var seen = await d.Db.Set<VisitRow>().Where(v => v.State != VisitState.Expected && v.State != VisitState.Arrived)
                .Select(v => v.PatientId).Distinct().ToListAsync(Ct);
            return await desk.Get<IPatients>().MissingCountsAsync(d, seen, Ct);
        });
        missing.Where(m => m.Value > 0).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_demo_follows_the_clock_from_before_the_doors_open_until_after_they_close(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, practice: false);
        // 06:00 in New York.
        desk.Time.Advance(TimeSpan.FromHours(21));
        var demo = desk.Get<DemoPractice>();
        await demo.PrepareAsync(Ct);
        await demo.FillAsync(Ct);
        foreach (var site in DemoHouse.Sites)
            (await TodayOfAsync(desk, site)).ShouldAllBe(v => v.State == VisitState.Expected);
        (await AllAsync<Receipt>(desk)).ShouldAllBe(r => r.TakenAt <= desk.Get<PracticeClock>().Now);
        (await AllAsync<Drawer>(desk)).ShouldNotContain(d => d.Date == TodayAt(desk, DemoHouse.Sites[0]));

        // 12:00, 11:00 and 10:00: a server that was left running.
        desk.Time.Advance(TimeSpan.FromHours(6));
        await demo.FollowAsync(Ct);
        await LookAsync();
        foreach (var site in DemoHouse.Sites)
            (await AllAsync<Receipt>(desk)).ShouldContain(r => r.LocationId == site.Id && r.BusinessDate == TodayAt(desk, site), site.Name);
        var receipts = (await AllAsync<Receipt>(desk)).Count;
        await demo.FollowAsync(Ct);
        (await AllAsync<Receipt>(desk)).Count.ShouldBe(receipts);

        // 23:00, 22:00 and 21:00: the day is over in New York, and goes on in the evening further west.
        desk.Time.Advance(TimeSpan.FromHours(11));
        await demo.FollowAsync(Ct);
        await LookAsync();
        (await TodayOfAsync(desk, DemoHouse.Sites[0])).ShouldAllBe(v => v.State == VisitState.CheckedOut || v.State == VisitState.LeftWithoutBeingSeen
            || v.State == VisitState.Expected);
        (await TodayOfAsync(desk, DemoHouse.Sites[2])).ShouldContain(v => v.State == VisitState.Expected);

        async Task LookAsync() => ShouldBeTrueToTheClock(desk, await desk.ReadAsync(d => d.Db.Set<VisitRow>().ToListAsync(Ct)),
            await desk.ReadAsync(d => d.Db.Set<AppointmentRow>().ToListAsync(Ct)));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task While_a_hand_is_at_a_screen_the_demo_moves_nobody(StoreKind kind)
    {
        await using var desk = await made.CopyAsync(kind);
        var demo = desk.Get<DemoPractice>();
        await desk.WriteAsync(d =>
        {
            d.Db.Add(SignIn.Begin(Id.New<SignInId>(), DemoHouse.Of("riley").Id, SignInMeans.Demo, null, d.Now));
            return Task.CompletedTask;
        });
        var before = await TodayOfAsync(desk, DemoHouse.Sites[0]);
        desk.Time.Advance(TimeSpan.FromMinutes(15));
        await demo.FollowAsync(Ct);
        (await TodayOfAsync(desk, DemoHouse.Sites[0])).OrderBy(v => v.Id.Value).Select(v => (v.Id, v.State)).ShouldBe(before.OrderBy(v => v.Id.Value).Select(v => (v.Id, v.State)));
        desk.Time.Advance(TimeSpan.FromMinutes(15));
        await demo.FollowAsync(Ct);
        (await TodayOfAsync(desk, DemoHouse.Sites[0])).OrderBy(v => v.Id.Value).Select(v => (v.Id, v.State)).ShouldNotBe(before.OrderBy(v => v.Id.Value).Select(v => (v.Id, v.State)));
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
    public async Task A_demo_in_another_house_than_the_demos_own_is_left_alone_and_nothing_is_said_of_it(StoreKind kind)
    {
        LogLines lines = new();
        await using var desk = await TestDesk.StartAsync(kind, services => services.AddLogging(log => log.AddProvider(lines)), practice: false);
        await using (var owner = new DeskStore(desk.Settings.OwnerAddress))
        await using (var db = owner.Open())
        {
            db.Add(new PracticeRow { Id = DemoPractice.Number, Name = "Synthetic practice", IsDemo = true });
            await db.SaveChangesAsync(Ct);
        }
        using var calendar = ActivatorUtilities.CreateInstance<DemoCalendar>(desk.Services);
        await calendar.StartAsync(Ct);
        await Task.Delay(TimeSpan.FromSeconds(1), Ct);
        await calendar.StopAsync(Ct);
        lines.Said.ShouldBeEmpty();
        (await desk.ReadAsync(d => d.Db.Set<AppointmentRow>().CountAsync(Ct))).ShouldBe(0);
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Said { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Enqueue(formatter(state, exception));
        public void Dispose()
        {
        }
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_second_fill_changes_nothing(StoreKind kind)
    {
        var desk = await made.OnAsync(kind);
        var before = await CountsAsync();
        await desk.Get<DemoPractice>().FillAsync(Ct);
        (await CountsAsync()).ShouldBe(before);

        async Task<string> CountsAsync() => string.Join(' ', (await StatesAsync(desk)).OrderBy(s => s.Key).Select(s => $"{s.Key} {s.Value}"))
            + $" {(await AllAsync<Receipt>(desk)).Count} {(await AllAsync<WorkTask>(desk)).Count} {(await AllAsync<AuditEntryRow>(desk)).Count}";
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_next_morning_yesterday_is_over_and_closed_and_today_is_alive_again(StoreKind kind)
    {
        await using var desk = await made.CopyAsync(kind);
        var demo = desk.Get<DemoPractice>();
        desk.Time.Advance(TimeSpan.FromDays(1));
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
            visits.ShouldContain(v => v.LocationId == site.Id && v.Date == today && v.State >= VisitState.Arrived && v.State <= VisitState.WithProvider, site.Name);
        }
        await ShouldBeClosedYesterdayAsync(desk);
        (await AllAsync<PaymentApproval>(desk)).Count(a => a.State == ApprovalState.Pending).ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_series_runs_at_one_time_and_the_visit_of_the_holiday_stands_a_day_later(StoreKind kind)
    {
        var desk = await made.OnAsync(kind);
        var series = (await AllAsync<AppointmentSeries>(desk)).ShouldHaveSingleItem();
        var visits = (await AllAsync<Appointment>(desk)).Where(a => a.SeriesId == series.Id).OrderBy(a => a.SeriesNumber).ToList();
        visits.Select(v => v.SeriesNumber).ShouldBe(Enumerable.Range(1, 12).Select(n => (int?)n));
        visits.Select(v => v.Time).Distinct().ShouldHaveSingleItem();
        visits.Where(v => v.Date < TodayAt(desk, DemoHouse.Sites[1])).ShouldAllBe(v => v.State == AppointmentState.Kept);
        visits.Count(v => v.State == AppointmentState.Kept).ShouldBe(4);
        var holidays = await desk.ReadAsync(d => d.Db.Set<HolidayRow>().Select(h => h.Date).ToListAsync(Ct));
        var later = visits.Zip(visits.Skip(1)).Single(pair => pair.Second.Date.DayNumber - pair.First.Date.DayNumber == 8).Second;
        holidays.ShouldContain(later.Date.AddDays(-1));
        visits.ShouldAllBe(v => !holidays.Contains(v.Date));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_interpreter_was_booked_for_whoever_speaks_another_language_than_the_provider(StoreKind kind)
    {
        var desk = await made.OnAsync(kind);
        var visits = (await AllAsync<Appointment>(desk)).Where(a => a.InterpreterLanguage is not null).ToList();
        visits.Count.ShouldBe(2);
        var parts = await AllAsync<AppointmentPart>(desk);
        var speaks = (await AllAsync<PatientAnswer>(desk)).Where(a => a.Question == Question.Language).ToDictionary(a => a.PatientId, a => a.Value);
        foreach (var visit in visits)
        {
            speaks[visit.PatientId].ShouldBe(visit.InterpreterLanguage);
            parts.ShouldContain(p => p.AppointmentId == visit.Id && p.Class == ResourceClass.Interpreter);
            DemoHouse.Doctors.Single(d => d.Id == visit.ProviderId).Name.ShouldBe("Tom Bailey, PA");
        }
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Lab_work_was_booked_for_a_physical_before_it_and_a_visit_beside_another_one_says_why(StoreKind kind)
    {
        var desk = await made.OnAsync(kind);
        var visits = await AllAsync<Appointment>(desk);
        var lab = visits.Where(v => v.LinkedTo is not null).ShouldHaveSingleItem();
        var physical = visits.Single(v => v.Id == lab.LinkedTo);
        (physical.PatientId, physical.StartsAt > lab.EndsAt).ShouldBe((lab.PatientId, true));
        var beside = visits.Where(v => v.IsOverbooked).ShouldHaveSingleItem();
        beside.BookedWhy.ShouldNotBeNullOrEmpty();
        visits.ShouldContain(v => v.Id != beside.Id && v.ProviderId == beside.ProviderId && v.StartsAt < beside.EndsAt && beside.StartsAt < v.EndsAt && v.IsStanding);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_class_stands_in_the_calendar_with_three_patients_and_five_places_left(StoreKind kind)
    {
        var desk = await made.OnAsync(kind);
        var group = (await AllAsync<GroupVisit>(desk)).ShouldHaveSingleItem();
        group.Places.ShouldBe(8);
        var visits = (await AllAsync<Appointment>(desk)).Where(a => a.GroupVisitId == group.Id).ToList();
        visits.Count.ShouldBe(3);
        visits.ShouldAllBe(v => v.IsAhead && v.StartsAt == group.StartsAt);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task People_wait_for_an_earlier_time_and_one_of_them_is_asked_about_a_slot_that_is_held_for_them(StoreKind kind)
    {
        var desk = await made.OnAsync(kind);
        var now = desk.Get<PracticeClock>().Now;
        var entries = await AllAsync<WaitlistEntry>(desk);
        entries.Select(e => e.Urgency).Distinct().Count().ShouldBe(3);
        entries.ShouldContain(e => e.IsStandby);
        var visits = await AllAsync<Appointment>(desk);
        entries.Where(e => e.AppointmentId is not null).ShouldAllBe(e => visits.Any(v => v.Id == e.AppointmentId && v.PatientId == e.PatientId && v.IsAhead));
        var offer = (await AllAsync<WaitlistOffer>(desk)).ShouldHaveSingleItem();
        offer.IsOpenAt(now).ShouldBeTrue();
        entries.Single(e => e.Id == offer.EntryId).State.ShouldBe(WaitlistState.Offered);
        var holds = await AllAsync<SlotHold>(desk);
        holds.ShouldContain(h => h.Id == offer.HoldId && h.ExpiresAt == offer.ExpiresAt);
        holds.ShouldContain(h => h.Id != offer.HoldId && h.ExpiresAt < now);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Whoever_is_booked_with_somebody_who_will_be_away_is_on_the_reschedule_list(StoreKind kind)
    {
        var desk = await made.OnAsync(kind);
        var off = (await AllAsync<TemplateException>(desk)).ShouldHaveSingleItem();
        var lines = await desk.ReadAsync(d => desk.Get<ShowRescheduleList>().AttemptAsync(new(null), d, Ct));
        var bumped = (await AllAsync<Appointment>(desk)).Where(a => a.ProviderId == off.ProviderId && a.Date >= off.FromDate && a.Date <= off.ToDate && a.IsAhead).ToList();
        bumped.ShouldNotBeEmpty();
        lines.Lines.Select(l => l.Appointment.Value).Order().ShouldBe(bumped.Select(b => b.Id.Value).Order());
        lines.Lines.Where(l => l.Name != PatientNames.Masked).ShouldAllBe(l => l.Why == off.Reason);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task One_tree_leads_callers_approved_by_a_clinician_and_one_is_a_draft(StoreKind kind)
    {
        var trees = await AllAsync<DecisionTree>(await made.OnAsync(kind));
        trees.Select(t => t.State).Order().ShouldBe([TreeState.Draft, TreeState.Published]);
        var published = trees.Single(t => t.State == TreeState.Published);
        (published.ApprovedBy, published.EditedBy).ShouldBe((DemoHouse.Of("robin").Id, DemoHouse.Supervisor.Id));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_slot_is_kept_for_new_patients_and_one_payer_has_not_every_provider_in_its_network(StoreKind kind)
    {
        var desk = await made.OnAsync(kind);
        (await AllAsync<ReservedSlot>(desk)).ShouldContain(s => s.Purpose == SlotPurpose.NewPatient);
        var last = DemoHouse.Insurers[^1].Id;
        var network = (await desk.ReadAsync(d => d.Db.Set<ParticipationRow>().Where(p => p.PayerId == last).Select(p => p.ProviderId).ToListAsync(Ct))).ToHashSet();
        network.Count.ShouldBeInRange(1, DemoHouse.Doctors.Count - 1);
        var policies = (await desk.ReadAsync(d => d.Db.Set<PolicyRow>().Where(p => p.PayerId == last).Select(p => p.PatientId).ToListAsync(Ct))).ToHashSet();
        (await AllAsync<Appointment>(desk)).ShouldContain(a => policies.Contains(a.PatientId) && !network.Contains(a.ProviderId));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Days_later_what_is_over_was_kept_and_somebody_is_asked_and_somebody_is_to_be_called_again(StoreKind kind)
    {
        await using var desk = await made.CopyAsync(kind);
        var demo = desk.Get<DemoPractice>();
        var first = (await AllAsync<WaitlistOffer>(desk)).ShouldHaveSingleItem();
        var away = (await AllAsync<TemplateException>(desk)).ShouldHaveSingleItem();
        desk.Time.Advance(TimeSpan.FromDays(10));
        await demo.FillAsync(Ct);

        var (now, visits) = (desk.Get<PracticeClock>().Now, await AllAsync<Appointment>(desk));
        visits.Where(v => v.EndsAt < now - NodaTime.Duration.FromHours(1)).ShouldAllBe(v => !v.IsAhead);
        visits.Where(v => v.ProviderId == away.ProviderId && v.Date >= away.FromDate && v.Date <= away.ToDate)
            .ShouldAllBe(v => v.State == AppointmentState.Cancelled || v.Date > TodayAt(desk, DemoHouse.Sites[1]).AddDays(1));
        var offers = await AllAsync<WaitlistOffer>(desk);
        offers.Single(o => o.Id == first.Id).State.ShouldBe(OfferState.Expired);
        offers.ShouldContain(o => o.IsOpenAt(now));
        (await AllAsync<WorkTask>(desk)).ShouldContain(t => t.Kind == "reschedule" && t.IsOpen);
    }

    [Theory, InlineData("2026-01-01"), InlineData("2026-03-04"), InlineData("2027-07-31"), InlineData("2028-02-29")]
    public void The_calendar_finds_its_people_on_any_day_and_nobody_is_in_it_twice(string day)
    {
        var made = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var cast = DemoAgenda.CastOf(DemoPeople.All(made), made);
        cast.All.Count().ShouldBe(13);
        cast.All.Select(p => p.Household).Distinct().Count().ShouldBe(13);
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

    private static readonly DateOnly s_made = new(2026, 3, 4);
    private static readonly IReadOnlyList<DemoPeople.Person> s_people = DemoPeople.All(s_made);

    private static IEnumerable<(DemoHouse.Site Site, DateOnly Date, IReadOnlyList<DemoStory.Slot> Slots)> Days(int count) =>
        from site in DemoHouse.Sites
        from day in Enumerable.Range(0, count)
        let date = s_made.AddDays(day)
        select (site, date, DemoStory.Of(site, date, s_people));

    [Fact]
    public void What_somebody_comes_for_fits_their_age_their_sex_and_the_specialty()
    {
        foreach (var (site, date, slots) in Days(40))
        {
            slots.Select(s => s.Person.Id).Distinct().Count().ShouldBe(slots.Count, $"somebody comes twice to {site.Name} on {date}");
            foreach (var slot in slots)
            {
                var (age, specialty, kind) = (slot.Person.AgeOn(date), slot.Doctor.Specialty, slot.Kind.Name);
                slot.Person.Site.ShouldBe(site);
                (kind == "Well child" && age >= 18).ShouldBeFalse();
                (kind == "Annual physical" && age < 16).ShouldBeFalse();
                (specialty == "Pediatrics" && age >= 18).ShouldBeFalse();
                (specialty is "Internal medicine" or "Cardiology" && age < 18).ShouldBeFalse();
                (specialty == "Obstetrics and gynecology" && (slot.Person.Registration.Sex != Sex.Female || age < 16)).ShouldBeFalse();
                (kind == "New patient").ShouldBe(slot.Person.IsNew);
            }
        }
    }

    [Fact]
    public void The_steps_of_a_day_come_one_after_another_and_no_room_holds_two()
    {
        foreach (var (site, date, slots) in Days(40))
        {
            foreach (var slot in slots)
            {
                slot.Seen.Select(s => s.Minute).ShouldBe(slot.Seen.Select(s => s.Minute).Order(), $"{site.Name} {date} {slot.Time}");
                var starts = slot.Time.Hour * 60 + slot.Time.Minute;
                slot.Seen[^1].Minute.ShouldBeInRange(starts, 23 * 60);
                slot.GivesUpAt.ShouldBeInRange(starts, 23 * 60);
            }
            foreach (var doctor in slots.Where(s => s.Fate == DemoStory.Fate.Kept).GroupBy(s => s.Row))
            {
                foreach (var (one, next) in doctor.Zip(doctor.Skip(1)))
                    next.Seen[2].Minute.ShouldBeGreaterThanOrEqualTo(one.Seen[^1].Minute);
            }
        }
    }

    [Fact]
    public void At_any_hour_of_the_clock_somebody_is_still_to_come_somewhere()
    {
        for (var at = new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero); at.Day < 7; at = at.AddHours(1))
        {
            var now = NodaTime.Instant.FromDateTimeOffset(at);
            DemoHouse.Sites.ShouldContain(site => DemoStory.Of(site, DateOnly.FromDateTime(PracticeClock.Local(now, site.Zone)), s_people).Any(s =>
                s.Fate == DemoStory.Fate.Kept && PracticeClock.At(DateOnly.FromDateTime(PracticeClock.Local(now, site.Zone)), s.Time, site.Zone) > now), $"{at}");
        }
    }

    [Fact]
    public void While_the_doors_are_open_hardly_a_look_finds_nobody_here()
    {
        var (looks, empty) = (0, 0);
        foreach (var (_, _, slots) in Days(20))
        {
            for (var minute = 8 * 60 + 10; minute < 16 * 60 + 30; minute += 10)
            {
                // The desk eats.
                if (minute is > 11 * 60 + 45 and < 13 * 60 + 5)
                    continue;
                looks++;
                if (!slots.Any(s => s.Fate == DemoStory.Fate.Kept && s.Seen[0].Minute <= minute && minute < s.Seen[^1].Minute))
                    empty++;
            }
        }
        (empty * 50).ShouldBeLessThan(looks, $"{empty} of {looks} looks");
    }

    /// <summary>Nothing has happened that is still to come, and nothing is late that should have happened.</summary>
    private static void ShouldBeTrueToTheClock(TestDesk desk, List<VisitRow> visits, List<AppointmentRow> booked)
    {
        var now = desk.Get<PracticeClock>().Now;
        var minutes = NodaTime.Duration.FromMinutes(1);
        var states = visits.Where(v => v.AppointmentId is not null).ToDictionary(v => v.AppointmentId.GetValueOrDefault());
        visits.ShouldAllBe(v => v.Since <= now || v.State == VisitState.Expected);
        foreach (var appointment in booked)
        {
            var state = states[appointment.Id].State;
            if (state == VisitState.CheckedOut || appointment.State == AppointmentState.NoShow)
                appointment.StartsAt.ShouldBeLessThan(now);
            if (state is VisitState.Arrived or VisitState.CheckedIn or VisitState.Roomed or VisitState.WithProvider)
                appointment.StartsAt.ShouldBeInRange(now - minutes * 75, now + minutes * 40);
            if (appointment.State is AppointmentState.Booked or AppointmentState.Confirmed)
                appointment.StartsAt.ShouldBeGreaterThan(now - minutes * 45);
        }
    }

    private static Task<List<VisitRow>> TodayOfAsync(TestDesk desk, DemoHouse.Site site)
    {
        var today = TodayAt(desk, site);
        return desk.ReadAsync(d => d.Db.Set<VisitRow>().Where(v => v.LocationId == site.Id && v.Date == today).ToListAsync(Ct));
    }

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
