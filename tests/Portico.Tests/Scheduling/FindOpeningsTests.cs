using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Modules.Scheduling.CancelAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.FindOpenings;
using Portico.Modules.Scheduling.WhyNotOffered;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

/// <summary>What a caller may wish beyond a day and a time. The clinic is that of <see cref="Clinic"/>: Dr. Synthetic and Dr. Artificial in New York,
/// and here also Dr. Faraway in Chicago.</summary>
public sealed class FindOpeningsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<FindOpenings.Result> FindAsync(Clinic clinic, FindOpenings.Request request) =>
        await clinic.Desk.Get<FindOpenings>().RunAsync(request, clinic.Desk.CallAs(Roles.FrontDesk), Ct);

    private static FindOpenings.Request Thursday(Clinic clinic, OpeningFor? who = null, int count = 1) =>
        new(clinic.Visit, null, Clinic.Thursday, Clinic.Thursday, Count: count, Who: who);

    private static async Task<WhyNotOffered.Answer> WhyNotAsync(Clinic clinic, FindOpenings.Request wish, TimeOnly time, ProviderId? provider = null) =>
        (await clinic.Desk.Get<WhyNotOffered>().RunAsync(new(wish, clinic.Location, Clinic.Thursday, time), clinic.Desk.CallAs(Roles.FrontDesk), Ct))
            .Answers.Single(a => a.Provider == (provider ?? clinic.Provider));

    /// <summary>One more provider, six hundred miles away and an hour behind.</summary>
    private static async Task<(ProviderId Provider, LocationId Location)> FarAwayAsync(Clinic clinic, bool withCoordinates = true)
    {
        var (provider, location) = (Id.New<ProviderId>(), Id.New<LocationId>());
        await clinic.Desk.WriteAsync(async desk =>
        {
            var practice = clinic.Desk.Get<IPracticeDirectory>();
            practice.AddLocation(desk, location, "Synthetic Lakeside", "America/Chicago", null, "99901");
            practice.AddProvider(desk, provider, "Dr. Faraway", "Cardiology", null);
            await desk.SaveAsync(Ct);
            clinic.Desk.Get<ISchedule>().AddSession(desk, Id.New<SessionTemplateId>(), provider, location, DayOfWeek.Thursday, new(8, 30), new(12, 0),
                new(2026, 1, 1), null, 1);
            if (withCoordinates)
                desk.Db.AddRange(new ZipPlace { Zip = "99901", Latitude = 41, Longitude = -75 }, new ZipPlace { Zip = "00101", Latitude = 40, Longitude = -75 });
        });
        return (provider, location);
    }

    private static Task SaveAsync(Clinic clinic, params object[] rows) => clinic.Desk.WriteAsync(desk =>
    {
        desk.Db.AddRange(rows);
        return Task.CompletedTask;
    });

    [Theory, ClassData(typeof(BothStores))]
    public async Task Openings_of_places_in_two_zones_come_in_the_order_of_their_instants(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var far = await FarAwayAsync(clinic);
        var found = (await FindAsync(clinic, Thursday(clinic, count: 5))).Openings;
        found.Select(o => (o.ProviderName, o.Time)).ShouldBe([("Dr. Artificial", new(9, 0)), ("Dr. Synthetic", new(9, 0)), ("Dr. Artificial", new(9, 15)),
            ("Dr. Synthetic", new(9, 15)), ("Dr. Faraway", new(8, 30))]);
        // 8:30 in Chicago is 9:30 in New York.
        (await FindAsync(clinic, Thursday(clinic, count: 7))).Openings.Single(o => o.Location == far.Location).StartsAt.ShouldBe(Instant.FromUtc(2026, 3, 5, 14, 30));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_nearest_place_comes_first_and_says_how_far_it_is(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var far = await FarAwayAsync(clinic);
        var opening = (await FindAsync(clinic, Thursday(clinic) with { Zip = "00101", Order = OpeningOrder.Nearest })).Openings[0];
        opening.Location.ShouldBe(far.Location);
        opening.Because.ShouldContain(new Because(OpeningReason.Miles, Number: 69));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Without_coordinates_the_same_ZIP_area_comes_first_and_no_miles_are_told(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var far = await FarAwayAsync(clinic, withCoordinates: false);
        var opening = (await FindAsync(clinic, Thursday(clinic) with { Zip = "99977", Order = OpeningOrder.Nearest })).Openings[0];
        opening.Location.ShouldBe(far.Location);
        opening.Because.Select(b => b.What).ShouldContain(OpeningReason.SameArea);
        opening.Because.Select(b => b.What).ShouldNotContain(OpeningReason.Miles);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Only_who_speaks_the_language_is_offered_and_the_opening_says_so(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await SaveAsync(clinic, new ProviderLanguage { ProviderId = clinic.Provider, Language = "es" });
        var opening = (await FindAsync(clinic, Thursday(clinic, new(Language: "es")))).Openings.ShouldHaveSingleItem();
        opening.Provider.ShouldBe(clinic.Provider);
        opening.Because.ShouldContain(new Because(OpeningReason.Speaks, "es"));
        (await WhyNotAsync(clinic, Thursday(clinic, new(Language: "es")), new(9, 0), clinic.Other)).Reasons.ShouldBe(["Does not see patients in es"]);
        (await FindAsync(clinic, Thursday(clinic, new(Language: "zh")))).Openings.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Specialty_and_sex_are_asked_of_the_provider(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var far = await FarAwayAsync(clinic);
        (await FindAsync(clinic, Thursday(clinic, new(Specialty: "cardiology")))).Openings.ShouldHaveSingleItem().Provider.ShouldBe(far.Provider);
        // Nobody's sex is known yet.
        (await FindAsync(clinic, Thursday(clinic, new(Sex: ProviderSex.Female)))).Openings.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Only_who_is_in_the_network_there_on_that_day_is_offered(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var payer = Id.New<PayerId>();
        await clinic.Desk.WriteAsync(async desk =>
        {
            clinic.Desk.Get<IPracticeDirectory>().AddPayer(desk, payer, "Synthetic Mutual", null);
            await desk.SaveAsync(Ct);
            desk.Db.Add(Participation.Begin(Id.New<ParticipationId>(), clinic.Provider, "000000001", clinic.Location, payer, "HMO", new(2026, 3, 12), null));
        });
        FindOpenings.Request Hmo(DateOnly date) => new(clinic.Visit, null, date, date, Count: 1, Who: new(Payer: payer, Product: "HMO"));
        (await FindAsync(clinic, Hmo(Clinic.Thursday))).Openings.ShouldBeEmpty();
        var opening = (await FindAsync(clinic, Hmo(new(2026, 3, 12)))).Openings.ShouldHaveSingleItem();
        (opening.Provider, opening.Because[0]).ShouldBe((clinic.Provider, new Because(OpeningReason.InNetwork, "HMO")));
        (await FindAsync(clinic, Hmo(new(2026, 3, 12)) with { Who = new(Payer: payer, Product: "PPO") })).Openings.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_patients_own_visits_are_in_the_way(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0), provider: clinic.Other);
        var wish = Thursday(clinic, new(clinic.Patients[0]));
        (await FindAsync(clinic, wish)).Openings.ShouldHaveSingleItem().Time.ShouldBe(new(9, 20));
        (await WhyNotAsync(clinic, wish, new(9, 0))).Reasons.ShouldBe(["The patient has another visit then"]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_on_the_same_day_as_another_is_looked_for_on_that_day_alone(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var other = await clinic.BookedAsync(new(10, 0), date: new(2026, 3, 12));
        var found = (await FindAsync(clinic, Thursday(clinic) with { SameDayAs = other, Earliest = new(10, 0) })).Openings.ShouldHaveSingleItem();
        (found.Date, found.Time).ShouldBe((new(2026, 3, 12), new(10, 20)));
        found.Because.ShouldContain(new Because(OpeningReason.SameDay, Number: 20));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_series_is_offered_where_all_of_it_is_free(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0), patient: 1, date: new(2026, 3, 19));
        var found = (await FindAsync(clinic, Thursday(clinic) with { Providers = [clinic.Provider], Series = "FREQ=WEEKLY;COUNT=3" })).Openings.ShouldHaveSingleItem();
        found.Time.ShouldBe(new(9, 30));
        found.Series.ShouldBe([new(2026, 3, 5), new(2026, 3, 12), new(2026, 3, 19)]);
        (await WhyNotAsync(clinic, Thursday(clinic) with { Series = "FREQ=WEEKLY;COUNT=3" }, new(9, 0))).Reasons.ShouldBe(["Not every visit of the series is free at that time"]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Two_of_a_family_are_seen_at_once_or_one_after_the_other(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var both = Thursday(clinic) with { Providers = [clinic.Provider], Together = clinic.Visit };
        var found = (await FindAsync(clinic, both)).Openings.ShouldHaveSingleItem();
        found.Together.ShouldBe(new FindOpenings.Companion(clinic.Other, new(9, 0)));
        await clinic.BookedAsync(new(9, 0), patient: 1, provider: clinic.Other);
        (await FindAsync(clinic, both)).Openings.ShouldHaveSingleItem().Together?.Time.ShouldBe(new(9, 20));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_that_needs_a_device_is_offered_when_one_is_free_and_says_which(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var device = Id.New<ResourceId>();
        await SaveAsync(clinic, Resource.Add(device, ResourceClass.Device, "ultrasound", clinic.Location, "Ultrasound 1"),
            new VisitNeed { VisitTypeId = clinic.Visit, Number = 1, Phase = 0, Class = ResourceClass.Device, Kind = "ultrasound" },
            new ResourceBlock { Id = Id.New<ResourceBlockId>(), ResourceId = device, StartsAt = Instant.FromUtc(2026, 3, 5, 13, 0), EndsAt = Instant.FromUtc(2026, 3, 5, 15, 0), Reason = "service" });
        var found = (await FindAsync(clinic, Thursday(clinic))).Openings.ShouldHaveSingleItem();
        found.Time.ShouldBe(new(10, 0));
        found.Because.ShouldContain(new Because(OpeningReason.Takes, "Ultrasound 1"));
        (await WhyNotAsync(clinic, Thursday(clinic), new(9, 0))).Reasons.ShouldBe(["No ultrasound device is free"]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Why_a_time_is_not_offered_is_answered(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        (await WhyNotAsync(clinic, Thursday(clinic), new(9, 10))).Reasons.ShouldBe(["Another visit or a hold has the time"]);
        (await WhyNotAsync(clinic, Thursday(clinic), new(7, 0))).Reasons.ShouldBe(["No session then"]);
        (await WhyNotAsync(clinic, Thursday(clinic) with { Earliest = new(12, 0) }, new(9, 30))).Reasons.ShouldBe(["It is not at the time of day that was asked for"]);
        (await WhyNotAsync(clinic, Thursday(clinic), new(9, 30))).IsFree.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_was_remembered_is_forgotten_by_the_act_that_changes_it(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var wish = Thursday(clinic) with { Providers = [clinic.Provider] };
        async Task<TimeOnly> FirstAsync()
        {
            var first = (await FindAsync(clinic, wish)).Openings.ShouldHaveSingleItem().Time;
            // A later look that finds nothing changed gives the same out of memory.
            clinic.Desk.Time.Advance(TimeSpan.FromSeconds(1));
            (await FindAsync(clinic, wish)).Openings.ShouldHaveSingleItem().Time.ShouldBe(first);
            return first;
        }
        (await FirstAsync()).ShouldBe(new(9, 0));
        var booked = await clinic.BookedAsync(new(9, 0));
        (await FirstAsync()).ShouldBe(new(9, 20));
        await clinic.Desk.Get<CancelAppointment>().RunAsync(new(booked, 0, "ill"), clinic.Desk.CallAs(Roles.FrontDesk), Ct);
        (await FirstAsync()).ShouldBe(new(9, 0));
        await clinic.Desk.Get<Portico.Modules.Scheduling.AddException.AddException>().RunAsync(new(clinic.Provider, clinic.Location, ExceptionKind.Block, Clinic.Thursday,
            Clinic.Thursday, new(9, 0), new(11, 0), "meeting"), clinic.Desk.CallAs(Roles.Supervisor), Ct);
        (await FirstAsync()).ShouldBe(new(11, 0));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_provider_at_two_places_is_seen_with_all_that_is_booked_at_both(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (saturday, last) = (new DateOnly(2026, 3, 7), new DateOnly(2026, 3, 13));
        var second = Id.New<LocationId>();
        await clinic.Desk.WriteAsync(async desk =>
        {
            clinic.Desk.Get<IPracticeDirectory>().AddLocation(desk, second, "Synthetic Hill", "America/New_York", null, null);
            await desk.SaveAsync(Ct);
            clinic.Desk.Get<ISchedule>().AddSession(desk, Id.New<SessionTemplateId>(), clinic.Provider, second, DayOfWeek.Saturday, new(9, 0), new(10, 0), saturday, saturday, 1);
        });
        await clinic.BookedAsync(new(9, 0));
        await clinic.BookedAsync(new(16, 0), date: last);
        var found = (await FindAsync(clinic, new(clinic.Visit, null, Clinic.Thursday, last, [clinic.Provider], Count: 200))).Openings;
        found.Select(o => (o.Date, o.Time)).ShouldNotContain((Clinic.Thursday, new(9, 0)));
        found.Select(o => (o.Date, o.Time)).ShouldContain((saturday, new(9, 0)));
        (await FindAsync(clinic, new(clinic.Visit, null, last, last, [clinic.Provider], new(15, 45), Count: 200))).Openings.Select(o => o.Time)
            .ShouldBe([new(16, 20), new(16, 30)]);
        (await FindAsync(clinic, new(clinic.Visit, null, Clinic.Thursday, last, [clinic.Provider], new(15, 45), Weekdays: [DayOfWeek.Friday], Count: 200))).Openings
            .Where(o => o.Date == last).Select(o => o.Time).ShouldBe([new(16, 20), new(16, 30)]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_another_node_took_a_moment_ago_is_not_offered(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var wish = Thursday(clinic) with { Providers = [clinic.Provider] };
        await clinic.BookedAsync(new(14, 0));
        clinic.Desk.Time.Advance(TimeSpan.FromSeconds(1));
        (await FindAsync(clinic, wish)).Openings.ShouldHaveSingleItem().Time.ShouldBe(new(9, 0));
        clinic.Desk.Time.Advance(TimeSpan.FromSeconds(1));
        // Nobody tells: five hours earlier, as another process would have booked it before its feed was heard.
        await clinic.Desk.WriteAsync(desk => desk.Batch().Write("UPDATE appointment_cell SET cell = cell - 60 WHERE practice_id = $1", TestDesk.Practice).RunAsync(Ct));
        (await FindAsync(clinic, wish)).Openings.ShouldHaveSingleItem().Time.ShouldBe(new(9, 20));
        // And it is remembered from now on.
        (await FindAsync(clinic, wish with { Latest = new(9, 15) })).Openings.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_series_may_have_some_of_its_visits_in_the_way_and_says_which(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0), patient: 1, date: new(2026, 3, 19));
        var wish = Thursday(clinic) with { Providers = [clinic.Provider], Series = "FREQ=WEEKLY;COUNT=4", MostInTheWay = 1 };
        var found = (await FindAsync(clinic, wish)).Openings.ShouldHaveSingleItem();
        (found.Time, found.Series.Count).ShouldBe((new(9, 0), 4));
        found.InTheWay.ShouldBe([new(2026, 3, 19)]);
        found.Because.ShouldContain(new Because(OpeningReason.MostOfSeries, "19-Mar-2026", 3));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_patients_own_payer_is_asked_and_one_of_whom_nothing_is_recorded_is_not(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var payer = Id.New<PayerId>();
        await clinic.Desk.WriteAsync(async desk =>
        {
            clinic.Desk.Get<IPracticeDirectory>().AddPayer(desk, payer, "Synthetic Mutual", null);
            await desk.SaveAsync(Ct);
            await clinic.Desk.Get<ICoverage>().AddPolicyAsync(desk, Id.New<PolicyId>(), clinic.Patients[0], new NewPolicy { Payer = payer, MemberId = "A1" }, Ct);
        });
        var wish = Thursday(clinic, new(clinic.Patients[0], InNetwork: true), count: 2);
        (await FindAsync(clinic, wish)).Networks.ShouldBeEmpty();
        await SaveAsync(clinic, Participation.Begin(Id.New<ParticipationId>(), clinic.Other, "000000001", clinic.Location, payer, "", new(2026, 1, 1), null));
        // Longer than a node remembers rules of which nobody told it.
        clinic.Desk.Time.Advance(TimeSpan.FromMinutes(11));
        var found = await FindAsync(clinic, wish);
        found.Networks.ShouldBe(["Synthetic Mutual"]);
        found.Openings.ShouldAllBe(o => o.Provider == clinic.Other);
        found.Openings[0].Because.ShouldContain(new Because(OpeningReason.InNetwork));
        (await WhyNotAsync(clinic, wish, new(9, 0))).Reasons.ShouldBe(["Is not in the payer's network there on that day"]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Whoever_takes_no_new_patients_is_not_offered_to_one(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.Desk.WriteAsync(desk => desk.Batch().Write("UPDATE provider SET is_panel_open = $3 WHERE practice_id = $1 AND id = $2",
            TestDesk.Practice, clinic.Other.Value, false).RunAsync(Ct));
        (await FindAsync(clinic, Thursday(clinic, new(OnlyOpenPanels: true), count: 2))).Openings.ShouldAllBe(o => o.Provider == clinic.Provider);
        (await FindAsync(clinic, Thursday(clinic, new(IsNew: true), count: 2))).Openings.ShouldAllBe(o => o.Provider == clinic.Provider);
        (await FindAsync(clinic, Thursday(clinic, count: 2))).Openings.Select(o => o.Provider).Distinct().Count().ShouldBe(2);
    }
}
