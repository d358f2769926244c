using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Patients;

public sealed class RegisterPatientTests
{
    [Theory, ClassData(typeof(BothStores))]
    public async Task A_name_of_nothing_visible_is_no_name(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var ct = TestContext.Current.CancellationToken;
        (await desk.Get<RegisterPatient>().RunAsync(new() { Family = "\u200b", Given = "\u2060\u3164" }, desk.CallAs(Roles.FrontDesk), ct))
            .ShouldBeOfType<RegisterPatient.Result.NameMissing>();
    }

    [Theory]
    [InlineData("Test\u202eson", "Testson")]
    [InlineData("\u200bJo\u00adan\u2066", "Joan")]
    [InlineData("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937")]
    public void What_turns_or_hides_a_name_is_left_out_of_it(string typed, string kept) => Words.Clean(typed).ShouldBe(kept);

    private static readonly DateOnly s_born = new(1945, 7, 14);

    [Theory, ClassData(typeof(BothStores))]
    public async Task Someone_new_is_registered_and_found(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var done = (await RunAsync(desk, Person("Testsmith", "Joan"))).ShouldBeOfType<RegisterPatient.Result.Registered>();
        var row = await desk.ReadAsync(d => desk.Get<IPatients>().FindAsync(d, done.Patient, TestContext.Current.CancellationToken));
        row.ShouldNotBeNull();
        PatientNames.Full(row).ShouldBe("TESTSMITH, Joan");
        row.Phone.ShouldBe("+15550104567");
        row.Mrn.ShouldBe(done.Mrn);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Likely_the_same_person_is_shown_before_a_second_record_is_made(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var first = (await RunAsync(desk, Person("Testsmith", "Joan"))).ShouldBeOfType<RegisterPatient.Result.Registered>();
        foreach (var again in new[]
                 {
                     Person("Testsmith", "Joan"), Person("Testsmyth", "Joan"), Person("Joan", "Testsmith"),
                     Person("Testsmith", "Jo") with { Phone = null }, Person("Testsmith", "Joan") with { BirthDate = null },
                     Person("Testsmiht", "Joan") with { BirthDate = new DateOnly(1945, 7, 15) },
                 })
            (await RunAsync(desk, again)).ShouldBeOfType<RegisterPatient.Result.LikelyTheSame>()
                .Candidates.ShouldHaveSingleItem().Patient.ShouldBe(first.Patient);
        (await RunAsync(desk, Person("Testsmith", "Joan") with { SureItIsNew = true }))
            .ShouldBeOfType<RegisterPatient.Result.Registered>().Patient.ShouldNotBe(first.Patient);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Another_person_of_the_household_is_no_warning(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await RunAsync(desk, Person("Testsmith", "Joan"));
        (await RunAsync(desk, Person("Testsmith", "Albert") with { BirthDate = new DateOnly(1971, 2, 3), Sex = Sex.Male }))
            .ShouldBeOfType<RegisterPatient.Result.Registered>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Unnamed_twins_are_two_people(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var newborn = Person("Testsmith", "") with { BirthDate = new DateOnly(2026, 3, 4), IsUnnamedNewborn = true, TwinLetter = "A" };
        var first = (await RunAsync(desk, newborn)).ShouldBeOfType<RegisterPatient.Result.Registered>();
        var second = (await RunAsync(desk, newborn with { TwinLetter = "B", SureItIsNew = true }))
            .ShouldBeOfType<RegisterPatient.Result.Registered>();
        var row = await desk.ReadAsync(d => desk.Get<IPatients>().FindAsync(d, second.Patient, TestContext.Current.CancellationToken));
        row.ShouldNotBeNull();
        PatientNames.Full(row).ShouldBe("TESTSMITH, Baby Girl B of");
        second.Patient.ShouldNotBe(first.Patient);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_record_without_any_name_is_refused(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        (await RunAsync(desk, Person(" ", ""))).ShouldBeOfType<RegisterPatient.Result.NameMissing>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Nobody_is_born_tomorrow(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        (await RunAsync(desk, Person("Testsmith", "Joan") with { BirthDate = new DateOnly(2026, 3, 6) }))
            .ShouldBeOfType<RegisterPatient.Result.BornInFuture>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_phone_that_cannot_be_one_is_refused(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        (await RunAsync(desk, Person("Testsmith", "Joan") with { Phone = "12" })).ShouldBeOfType<RegisterPatient.Result.PhoneUnusable>();
    }

    internal static RegisterPatient.Request Person(string family, string given) => new()
    {
        Family = family, Given = given, BirthDate = s_born, Sex = Sex.Female, Phone = "(555) 010-4567", PayerName = "Synthetic Health",
    };

    private static Task<RegisterPatient.Result> RunAsync(TestDesk desk, RegisterPatient.Request request) =>
        desk.Get<RegisterPatient>().RunAsync(request, desk.CallAs(Roles.FrontDesk), TestContext.Current.CancellationToken);
}
