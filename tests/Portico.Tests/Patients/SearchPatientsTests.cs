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
    public async Task A_restricted_patient_is_masked(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14), "555-010-4567");
        await desk.WriteAsync(async d => (await d.Db.Set<Patient>().SingleAsync(p => p.Id == id)).Restrict(RestrictionKind.Vip));
        var hit = (await SearchAsync(desk, "testsmith")).Hits.ShouldHaveSingleItem();
        hit.ShouldBe(new SearchPatients.Hit(id, "Restricted patient", null, null, "", null, true));
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

    private static Task<SearchPatients.Result> SearchAsync(TestDesk desk, string text) =>
        desk.Get<SearchPatients>().RunAsync(new(text), desk.CallAs(Roles.FrontDesk), TestContext.Current.CancellationToken);
}
