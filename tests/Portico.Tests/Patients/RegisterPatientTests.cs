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
    private static readonly RegisterPatient.Request s_newborn = Person("Testsmith", "Joan") with
    {
        BirthDate = new DateOnly(2026, 3, 4), IsUnnamedNewborn = true,
    };

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
        var newborn = s_newborn with { TwinLetter = "A" };
        var first = (await RunAsync(desk, newborn)).ShouldBeOfType<RegisterPatient.Result.Registered>();
        var second = (await RunAsync(desk, newborn with { TwinLetter = "B", SureItIsNew = true }))
            .ShouldBeOfType<RegisterPatient.Result.Registered>();
        var row = await desk.ReadAsync(d => desk.Get<IPatients>().FindAsync(d, second.Patient, TestContext.Current.CancellationToken));
        row.ShouldNotBeNull();
        PatientNames.Full(row).ShouldBe("TESTSMITH, Joan Baby Girl B");
        second.Patient.ShouldNotBe(first.Patient);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Two_newborns_never_share_a_name_however_sure_the_desk_is(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        (await RunAsync(desk, s_newborn)).ShouldBeOfType<RegisterPatient.Result.Registered>();
        (await RunAsync(desk, s_newborn with { SureItIsNew = true })).ShouldBeOfType<RegisterPatient.Result.NewbornTaken>();
        (await RunAsync(desk, s_newborn with { SureItIsNew = true, Sex = Sex.Male })).ShouldBeOfType<RegisterPatient.Result.Registered>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_newborn_needs_the_mothers_given_name_the_birth_date_and_the_sex(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        foreach (var lacking in new[] { s_newborn with { Given = " " }, s_newborn with { BirthDate = null }, s_newborn with { Sex = Sex.Unknown } })
            (await RunAsync(desk, lacking)).ShouldBeOfType<RegisterPatient.Result.NewbornIncomplete>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Nobody_was_born_more_than_130_years_ago(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        (await RunAsync(desk, Person("Testsmith", "Joan") with { BirthDate = new DateOnly(1850, 2, 3) }))
            .ShouldBeOfType<RegisterPatient.Result.BornTooLongAgo>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Tomorrow_is_the_practices_own(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await desk.InHonoluluTheEveningBeforeAsync();
        (await RunAsync(desk, s_newborn with { BirthDate = new DateOnly(2026, 3, 5) })).ShouldBeOfType<RegisterPatient.Result.BornInFuture>();
        (await RunAsync(desk, s_newborn)).ShouldBeOfType<RegisterPatient.Result.Registered>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_warning_list_shows_a_masked_chart_only_to_whom_typed_the_whole_identity(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var known = (await RunAsync(desk, Person("Testsmith", "Joan"))).ShouldBeOfType<RegisterPatient.Result.Registered>().Patient;
        await desk.Get<RestrictPatient>().RunAsync(new(known, RestrictionKind.Vip, "Synthetic reason"), desk.CallAs(Roles.Supervisor),
            TestContext.Current.CancellationToken);
        (await RunAsync(desk, Person("Testsmith", "Joan"))).ShouldBeOfType<RegisterPatient.Result.LikelyTheSame>()
            .Candidates.ShouldHaveSingleItem().ShouldBe(new LikelyPatient(known, "Restricted patient", null, "", null, 100));
        (await RunAsync(desk, Person("Testsmyth", "Joan") with { BirthDate = null, Phone = null }))
            .ShouldBeOfType<RegisterPatient.Result.Registered>();
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
        (await RunAsync(desk, Person("Testsmith", "Joan") with { BirthDate = new DateOnly(2026, 3, 5) }))
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
