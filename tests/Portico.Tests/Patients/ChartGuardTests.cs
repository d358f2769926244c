using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Patients;

public sealed class ChartGuardTests
{
    [Theory, ClassData(typeof(BothStores))]
    public async Task Ones_own_record_is_refused_outright(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Synthetic", "Own", new DateOnly(1980, 5, 1));
        var me = desk.CallAs(Roles.FrontDesk);
        await desk.WriteAsync(d =>
        {
            d.Db.Add(new StaffLink { UserId = me.User, PatientId = patient, Tie = StaffTie.Own });
            return Task.CompletedTask;
        });
        (await Should.ThrowAsync<CallRejectedException>(() => CheckAsync(desk, me, patient))).Code.ShouldBe("patients.own-record");
        await CheckAsync(desk, desk.CallAs(Roles.Supervisor), patient);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_entry_of_a_refused_chart_says_whose_it_is(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await RestrictedAsync(desk);
        var ct = TestContext.Current.CancellationToken;
        await Should.ThrowAsync<CallRejectedException>(() => desk.Get<ShowPatient>().RunAsync(new(patient), desk.CallAs(Roles.FrontDesk), ct));
        await Should.ThrowAsync<CallRejectedException>(() => desk.Get<AddAlert>().RunAsync(new(patient, "Synthetic"), desk.CallAs(Roles.FrontDesk), ct));
        (await desk.ReadAsync(d => d.Db.Set<AuditEntryRow>().Where(e => e.PatientId == patient.Value).CountAsync(ct))).ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_restricted_chart_opens_with_a_reason_to_that_person_for_four_hours(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await RestrictedAsync(desk);
        var me = desk.CallAs(Roles.FrontDesk);
        (await Should.ThrowAsync<CallRejectedException>(() => CheckAsync(desk, me, patient))).Code.ShouldBe("patients.restricted");

        (await BreakAsync(desk, me, patient)).ShouldBeOfType<BreakGlass.Result.Opened>();
        await CheckAsync(desk, me, patient);
        (await Should.ThrowAsync<CallRejectedException>(() => CheckAsync(desk, desk.CallAs(Roles.Biller), patient)))
            .Code.ShouldBe("patients.restricted");

        desk.Time.Advance(TimeSpan.FromHours(4));
        (await Should.ThrowAsync<CallRejectedException>(() => CheckAsync(desk, me, patient))).Code.ShouldBe("patients.restricted");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task No_reason_opens_ones_own_record(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await RestrictedAsync(desk);
        var me = desk.CallAs(Roles.FrontDesk);
        await desk.WriteAsync(d =>
        {
            d.Db.Add(new StaffLink { UserId = me.User, PatientId = patient, Tie = StaffTie.Own });
            return Task.CompletedTask;
        });
        (await Should.ThrowAsync<CallRejectedException>(() => BreakAsync(desk, me, patient))).Code.ShouldBe("patients.own-record");
        (await desk.ReadAsync(d => d.Db.Set<BreakGlassGrant>().CountAsync())).ShouldBe(0);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_familys_chart_asks_for_a_reason_even_when_open_to_others(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Synthetic", "Cousin", null);
        var me = desk.CallAs(Roles.FrontDesk);
        await desk.WriteAsync(d =>
        {
            d.Db.Add(new StaffLink { UserId = me.User, PatientId = patient, Tie = StaffTie.Family });
            return Task.CompletedTask;
        });
        (await Should.ThrowAsync<CallRejectedException>(() => CheckAsync(desk, me, patient))).Code.ShouldBe("patients.restricted");
        await CheckAsync(desk, desk.CallAs(Roles.Supervisor), patient);
        await BreakAsync(desk, me, patient);
        await CheckAsync(desk, me, patient);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Breaking_the_glass_asks_a_supervisor_for_a_review(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await RestrictedAsync(desk);
        await BreakAsync(desk, desk.CallAs(Roles.FrontDesk), patient);
        (await desk.ReadAsync(d => d.Db.Set<OutboxRow>().Select(o => o.Handler).SingleAsync())).ShouldBe("work.AskForReview");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_chart_that_is_not_restricted_needs_no_reason(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Synthetic", "Open", null);
        (await BreakAsync(desk, desk.CallAs(Roles.FrontDesk), patient)).ShouldBeOfType<BreakGlass.Result.NotRestricted>();
    }

    internal static async Task<PatientId> RestrictedAsync(TestDesk desk)
    {
        var patient = await People.AddAsync(desk, "Synthetic", "Celebrity", new DateOnly(1980, 5, 1));
        await desk.WriteAsync(async d => (await d.Db.Set<Patient>().SingleAsync(p => p.Id == patient)).Restrict(RestrictionKind.Vip));
        return patient;
    }

    internal static Task<BreakGlass.Result> BreakAsync(TestDesk desk, Call call, PatientId patient) =>
        desk.Get<BreakGlass>().RunAsync(new(patient, "Synthetic emergency at the desk"), call, TestContext.Current.CancellationToken);

    internal static async Task CheckAsync(TestDesk desk, Call call, PatientId patient)
    {
        await using var transaction = await desk.Store.ReadAsync(TestDesk.Practice, TestContext.Current.CancellationToken);
        var attempt = new Desk(transaction.Db, call, Roles.FrontDesk, desk.Get<Portico.Platform.Clock.PracticeClock>().Now,
            desk.Get<IChartGuard>(), writes: false);
        await attempt.OpenChartAsync(patient, TestContext.Current.CancellationToken);
    }
}

/// <summary>Synthetic people for tests.</summary>
internal static class People
{
    /// <summary>A practice on the wall of Honolulu at 19:00 on 4-Mar-2026, when it is the 5th by UTC.</summary>
    public static async Task InHonoluluTheEveningBeforeAsync(this TestDesk desk)
    {
        await desk.WriteAsync(d =>
        {
            desk.Get<Portico.Modules.Practice.Contracts.IPracticeDirectory>().AddLocation(d, Id.New<Portico.Modules.Practice.Contracts.LocationId>(),
                "Synthetic Beach", "Pacific/Honolulu", null, null);
            return Task.CompletedTask;
        });
        desk.Time.SetUtcNow(new DateTimeOffset(2026, 3, 5, 5, 0, 0, TimeSpan.Zero));
    }

    public static async Task<PatientId> AddAsync(TestDesk desk, string family, string given, DateOnly? birthDate,
        string? phone = null, Sex sex = Sex.Female)
    {
        var id = Id.New<PatientId>();
        await desk.WriteAsync(d => desk.Get<IPatients>().AddAsync(d, id,
            new NewPatient { Family = family, Given = given, BirthDate = birthDate, Sex = sex, Phone = phone },
            TestContext.Current.CancellationToken));
        return id;
    }
}
