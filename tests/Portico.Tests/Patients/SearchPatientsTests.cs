using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Patients;

public sealed class SearchPatientsTests
{
    [Theory, ClassData(typeof(BothStores))]
    public async Task Every_kind_of_search_finds_the_one_meant(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var joan = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14), "555-010-4567");
        await People.AddAsync(desk, "Mockerby", "Albert", new DateOnly(1980, 1, 2), "555-010-9999");
        var mrn = await desk.ReadAsync(d => d.Db.Set<PatientRow>().Where(p => p.Id == joan).Select(p => p.Mrn)
            .SingleAsync(TestContext.Current.CancellationToken));
        foreach (var text in new[]
                 {
                     "testsmith", "jo tests", "tests jo", "TESTSMITH, Joan", "testsmith j", "7/14/45", "14 Jul 1945", "jo 1945",
                     "testsmith 7/14/1945", "(555) 010-4567", "4567", "0104567", "55501045", mrn, mrn[..5], "mrn " + mrn,
                     "testsmyth", "testsmiht", "testsmth joan", "jaon testsmith", "joan 4567", "testsmih 1945",
                 })
            (await SearchAsync(desk, text)).Hits.Select(h => h.Patient).ShouldBe([joan], customMessage: text);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Only_names_that_fit_every_word_are_found(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        (await SearchAsync(desk, "testsmith albert")).Hits.ShouldBeEmpty();
        (await SearchAsync(desk, "testsmith 1946")).Hits.ShouldBeEmpty();
        (await SearchAsync(desk, "testsmith 7/15/1945")).Hits.ShouldBeEmpty();
        (await SearchAsync(desk, "%")).Hits.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task One_word_names_accents_and_other_scripts_are_found(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var oneWord = await People.AddAsync(desk, "", "Mononym", new DateOnly(1990, 1, 1));
        var accented = await People.AddAsync(desk, "Tëstnér", "Zoë", null);
        var greek = await People.AddAsync(desk, "Δοκιμή", "Άννα", null);
        (await SearchAsync(desk, "monon")).Hits.ShouldHaveSingleItem().Patient.ShouldBe(oneWord);
        (await SearchAsync(desk, "testner zoe")).Hits.ShouldHaveSingleItem().Patient.ShouldBe(accented);
        (await SearchAsync(desk, "δοκιμη")).Hits.ShouldHaveSingleItem().Patient.ShouldBe(greek);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_fits_as_typed_stands_before_what_sounds_alike(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var alike = await People.AddAsync(desk, "Testsmyth", "Ann", null);
        var typed = await People.AddAsync(desk, "Testsmith", "Ann", null);
        (await SearchAsync(desk, "testsmith")).Hits.Select(h => h.Patient).ShouldBe([typed, alike]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task No_search_confirms_that_a_restricted_patient_is_one(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var (_, mrn) = await RestrictedAsync(desk);
        foreach (var text in new[] { "testsmith", "joan testsmith 7/14/1945", "7/14/1945", mrn, "4567", "testsmyth" })
            (await SearchAsync(desk, text)).Hits.ShouldBeEmpty(customMessage: text);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Those_who_restrict_charts_find_them_masked(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var (id, _) = await RestrictedAsync(desk);
        (await SearchAsync(desk, "testsmith", Roles.Supervisor)).Hits.ShouldHaveSingleItem()
            .ShouldBe(new SearchPatients.Hit(id, "Restricted patient", null, null, "", null, true));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Whoever_gave_a_reason_finds_the_chart_while_it_is_open_to_them(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var (id, mrn) = await RestrictedAsync(desk);
        await ChartGuardTests.BreakAsync(desk, desk.CallAs(Roles.FrontDesk), id);
        var hit = (await SearchAsync(desk, "testsmith")).Hits.ShouldHaveSingleItem();
        (hit.Name, hit.Mrn, hit.IsRestricted).ShouldBe(("TESTSMITH, Joan", mrn, true));
        desk.Time.Advance(TimeSpan.FromHours(4));
        (await SearchAsync(desk, "testsmith")).Hits.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Ones_own_record_is_in_no_search_of_ones_own_restricted_or_not(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14), "555-010-4567");
        await desk.WriteAsync(d =>
        {
            d.Db.Add(new StaffLink { UserId = desk.CallAs(Roles.Supervisor).User, PatientId = id, Tie = StaffTie.Own });
            return Task.CompletedTask;
        });
        (await SearchAsync(desk, "testsmith", Roles.Supervisor)).Hits.ShouldBeEmpty();
        (await SearchAsync(desk, "testsmith")).Hits.ShouldHaveSingleItem().Patient.ShouldBe(id);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_birth_date_is_read_against_the_practices_own_day(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await desk.InHonoluluTheEveningBeforeAsync();
        await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1926, 3, 5));
        // By UTC it is 5 March 2026 already, and the two digits would mean today.
        (await SearchAsync(desk, "testsmith 3/5/26")).Hits.ShouldHaveSingleItem();
    }

    private static async Task<(PatientId Patient, string Mrn)> RestrictedAsync(TestDesk desk)
    {
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14), "555-010-4567");
        var mrn = await desk.ReadAsync(d => d.Db.Set<PatientRow>().Where(p => p.Id == id).Select(p => p.Mrn).SingleAsync());
        await desk.WriteAsync(async d => (await d.Db.Set<Patient>().SingleAsync(p => p.Id == id)).Restrict(RestrictionKind.Vip));
        return (id, mrn);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task More_than_fit_a_screen_are_announced(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await desk.WriteAsync(async d =>
        {
            for (var i = 0; i < 22; i++)
                await desk.Get<IPatients>().AddAsync(d, Portico.Platform.Ids.Id.New<PatientId>(),
                    new NewPatient { Family = "Testsmith", Given = "N" + (char)('a' + i) }, TestContext.Current.CancellationToken);
        });
        var result = await SearchAsync(desk, "testsmith");
        result.Hits.Count.ShouldBe(20);
        result.HasMore.ShouldBeTrue();
    }

    private static Task<SearchPatients.Result> SearchAsync(TestDesk desk, string text, Roles roles = Roles.FrontDesk) =>
        desk.Get<SearchPatients>().RunAsync(new(text), desk.CallAs(roles), TestContext.Current.CancellationToken);
}
