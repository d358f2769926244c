using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.AddException;
using Portico.Modules.Scheduling.DaySchedule;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.EndTemplate;
using Portico.Modules.Scheduling.FindOpenings;
using Portico.Modules.Scheduling.RemoveException;
using Portico.Modules.Scheduling.SetTemplate;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

public sealed class OpeningTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<FindOpenings.Result> FindAsync(Clinic clinic, FindOpenings.Request request) =>
        clinic.Desk.Get<FindOpenings>().RunAsync(request, clinic.Desk.CallAs(Roles.FrontDesk), Ct);

    private static FindOpenings.Request Thursday(Clinic clinic) =>
        new(clinic.Visit, [clinic.Location], Clinic.Thursday, Clinic.Thursday, [clinic.Provider], Count: 200);

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_free_day_offers_every_quarter_of_an_hour_that_still_fits(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var found = await FindAsync(clinic, Thursday(clinic));
        found.Openings[0].Time.ShouldBe(new TimeOnly(9, 0));
        found.Openings[^1].Time.ShouldBe(new TimeOnly(16, 30));
        found.Openings.Count.ShouldBe(31);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_booked_slot_is_not_offered_and_the_end_of_it_is(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        var found = await FindAsync(clinic, Thursday(clinic));
        found.Openings.Take(2).Select(o => o.Time).ShouldBe([new TimeOnly(9, 20), new TimeOnly(9, 30)]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Nothing_is_offered_beyond_the_horizon_and_the_end_of_the_calendar_is_no_failure(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var last = BookingHorizon.Last(Instant.FromUtc(2026, 3, 4, 14, 0), "America/New_York");
        (await FindAsync(clinic, new(clinic.Visit, [clinic.Location], last.AddDays(-6), last.AddDays(30), [clinic.Provider], Count: 200)))
            .Openings.Max(o => o.Date).ShouldBe(new DateOnly(2029, 3, 2));
        (await FindAsync(clinic, new(clinic.Visit, [clinic.Location], DateOnly.MaxValue.AddDays(-3), DateOnly.MaxValue))).Openings.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_place_that_does_not_exist_is_not_found(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var nowhere = Portico.Platform.Ids.Id.New<LocationId>();
        (await FindAsync(clinic, Thursday(clinic) with { Locations = [nowhere] })).IsKnown.ShouldBeFalse();
        (await Should.ThrowAsync<CallRejectedException>(() => clinic.Desk.Get<DaySchedule>().RunAsync(
            new(nowhere, Clinic.Thursday), clinic.Desk.CallAs(Roles.FrontDesk), Ct))).Kind.ShouldBe(RejectionKind.NotFound);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_began_earlier_today_is_not_offered(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        clinic.Desk.Time.Advance(TimeSpan.FromHours(3));
        var found = await FindAsync(clinic, new(clinic.Visit, [clinic.Location], new(2026, 1, 1), new(2026, 3, 31), Count: 1));
        (found.Openings[0].Date, found.Openings[0].Time).ShouldBe((new DateOnly(2026, 3, 4), new TimeOnly(12, 0)));
        found.HasMore.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Time_of_day_and_weekday_narrow_the_search(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var found = await FindAsync(clinic, new(clinic.Visit, [clinic.Location], Clinic.Thursday, new(2026, 3, 31), [clinic.Provider],
            new(14, 0), new(14, 15), [DayOfWeek.Tuesday], 3));
        found.Openings.Select(o => (o.Date, o.Time)).ShouldBe([
            (new(2026, 3, 10), new(14, 0)), (new(2026, 3, 10), new(14, 15)), (new(2026, 3, 17), new(14, 0))]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_day_off_shows_whom_it_bumps_before_it_bumps_them(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        var (add, call) = (clinic.Desk.Get<AddException>(), clinic.Desk.CallAs(Roles.Supervisor));
        var dayOff = new AddException.Request(clinic.Provider, null, ExceptionKind.DayOff, Clinic.Thursday, Clinic.Thursday,
            null, null, "conference");
        (await add.RunAsync(dayOff, call, Ct)).ShouldBeOfType<AddException.Result.WouldBump>()
            .Visits.ShouldHaveSingleItem().Appointment.ShouldBe(id);
        (await FindAsync(clinic, Thursday(clinic))).Openings.ShouldNotBeEmpty();
        (await add.RunAsync(dayOff with { AcceptBumps = true }, clinic.Desk.CallAs(Roles.Supervisor), Ct))
            .ShouldBeOfType<AddException.Result.Added>().Bumped.ShouldBe(1);
        (await FindAsync(clinic, Thursday(clinic))).Openings.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_block_takes_its_time_out_and_removing_it_brings_it_back(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var added = (await clinic.Desk.Get<AddException>().RunAsync(new(clinic.Provider, clinic.Location, ExceptionKind.Block,
            Clinic.Thursday, Clinic.Thursday, new(9, 0), new(12, 0), "meeting"), clinic.Desk.CallAs(Roles.Supervisor), Ct))
            .ShouldBeOfType<AddException.Result.Added>();
        (await FindAsync(clinic, Thursday(clinic))).Openings[0].Time.ShouldBe(new TimeOnly(12, 0));
        await clinic.Desk.Get<RemoveException>().RunAsync(new(added.Exception), clinic.Desk.CallAs(Roles.Supervisor), Ct);
        (await FindAsync(clinic, Thursday(clinic))).Openings[0].Time.ShouldBe(new TimeOnly(9, 0));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_extra_session_offers_a_day_that_has_none(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var saturday = new DateOnly(2026, 3, 7);
        await clinic.Desk.Get<AddException>().RunAsync(new(clinic.Provider, clinic.Location, ExceptionKind.ExtraSession,
            saturday, saturday, new(10, 0), new(11, 0), "flu clinic"), clinic.Desk.CallAs(Roles.Supervisor), Ct);
        var found = await FindAsync(clinic, new(clinic.Visit, [clinic.Location], saturday, saturday));
        found.Openings.Select(o => o.Time).ShouldBe([new(10, 0), new(10, 15), new(10, 30)]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_shorter_session_in_place_of_another_bumps_only_those_it_no_longer_holds(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        var late = await clinic.BookedAsync(new(16, 0), patient: 1);
        var shorter = new SetTemplate.Request(clinic.Provider, clinic.Location, DayOfWeek.Thursday, new(9, 0), new(13, 0),
            Clinic.Thursday, Replaces: clinic.ThursdaySession);
        (await clinic.Desk.Get<SetTemplate>().RunAsync(shorter, clinic.Desk.CallAs(Roles.Supervisor), Ct))
            .ShouldBeOfType<SetTemplate.Result.WouldBump>().Visits.ShouldHaveSingleItem().Appointment.ShouldBe(late);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_ended_session_offers_nothing_after_its_last_day(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        (await clinic.Desk.Get<EndTemplate>().RunAsync(new(clinic.ThursdaySession, new(2026, 3, 4)),
            clinic.Desk.CallAs(Roles.Supervisor), Ct)).ShouldBeOfType<EndTemplate.Result.Ended>();
        (await FindAsync(clinic, Thursday(clinic))).Openings.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_day_lists_each_provider_with_who_is_booked(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        var day = await clinic.Desk.Get<DaySchedule>().RunAsync(new(clinic.Location, Clinic.Thursday),
            clinic.Desk.CallAs(Roles.FrontDesk), Ct);
        day.Columns.Select(c => (c.Name, c.Items.Count)).ShouldBe([("Dr. Artificial", 0), ("Dr. Synthetic", 1)]);
        day.Columns[1].Items[0].Name.ShouldBe("SYNTHETIC0, Testa");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Only_seniors_and_administrators_change_templates(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await Should.ThrowAsync<Portico.Platform.UseCases.CallRejectedException>(() => clinic.Desk.Get<EndTemplate>()
            .RunAsync(new(clinic.ThursdaySession, new(2026, 3, 4)), clinic.Desk.CallAs(Roles.FrontDesk), Ct));
    }
}
