using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.Values;
using Portico.Tests.Kit;
using Portico.Tests.Patients;
using static Portico.Tests.Screens.Room;

namespace Portico.Tests.Screens;

/// <summary>What a licence does to the forms, without a browser.</summary>
public sealed class LicenceScreensTests
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_was_typed_stays_when_the_person_keeps_it_and_the_rest_is_filled(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await using var room = new Room(desk, desk.CallAs(Roles.FrontDesk));
        var page = room.Render<RegisterPatientPage>();
        await ReadyAsync(page);
        await page.InvokeAsync(() => page.Find("#given").InputAsync("Odette"));
        await ScanAsync(page, new SyntheticLicence().ToString());
        await SeenAsync(page, "choose for each");
        await ClickAsync(page, "Fill the form");
        await SeenAsync(page, "Choose first what is right: given names.");
        await page.InvokeAsync(() => page.FindAll("input[name=licence-GivenNames]")[1].ChangeAsync(true));
        await ClickAsync(page, "Fill the form");
        await SeenAsync(page, "Left as it was: given names.");
        (Value(page, "#family"), Value(page, "#given"), Value(page, "#born")).ShouldBe(("Testpatient", "Odette", "14-Jul-1945"));
        Value(page, "#address-city").ShouldBe("Mocktown");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Closing_fills_in_nothing(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await using var room = new Room(desk, desk.CallAs(Roles.FrontDesk));
        var page = room.Render<RegisterPatientPage>();
        await ReadyAsync(page);
        await page.InvokeAsync(() => page.Find("#given").InputAsync("Amelia"));
        await ScanAsync(page, new SyntheticLicence().ToString());
        await ClickAsync(page, "Close and fill in nothing");
        page.FindAll("dialog").ShouldBeEmpty();
        (Value(page, "#family"), Value(page, "#given")).ShouldBe(("", "Amelia"));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_mothers_licence_names_an_unnamed_newborn_and_is_not_the_childs_birth_date_or_document(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await using var room = new Room(desk, desk.CallAs(Roles.FrontDesk));
        var page = room.Render<RegisterPatientPage>();
        await ReadyAsync(page);
        await page.InvokeAsync(() => page.Find("input[type=checkbox]").ChangeAsync(true));
        await page.InvokeAsync(() => page.Find("#born").InputAsync("3/3/2026"));
        await page.InvokeAsync(() => page.Find("#sex").ChangeAsync("Male"));
        await ScanAsync(page, new SyntheticLicence { Middle = "NONE" }.ToString());
        await SeenAsync(page, "family name, given names and address filled in.");
        Value(page, "#born").ShouldBe("3/3/2026");
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        await page.WaitForAssertionAsync(() => room.Services.GetRequiredService<NavigationManager>().Uri.ShouldContain("/patients/"), TimeSpan.FromSeconds(20));
        var found = (await desk.Get<SearchPatients>().RunAsync(new("testpatient"), desk.CallAs(Roles.FrontDesk), Ct)).Hits.ShouldHaveSingleItem();
        var chart = (await desk.Get<ShowPatient>().RunAsync(new(found.Patient), desk.CallAs(Roles.FrontDesk), Ct)).Chart.ShouldNotBeNull();
        (chart.Given, chart.Address?.City).ShouldBe(("Odette Baby Boy", "Mocktown"));
        chart.Timeline.ShouldNotContain(l => l.Text.Contains("licence", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_known_patients_photograph_shows_the_differences_and_somebody_elses_card_is_warned_of(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testpatient", "Amelia", new DateOnly(1990, 1, 2), sex: Sex.Female);
        await using var room = new Room(desk, desk.CallAs(Roles.FrontDesk));
        var page = room.Render<RegistrationPanel>(p => p.Add(x => x.Patient, id));
        await ClickAsync(page, "Scan a licence");
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(new SyntheticLicence().Photograph(), "back.jpg", contentType: "image/jpeg"));
        await SeenAsync(page, "somebody else's licence");
        page.FindAll("dialog fieldset legend").Select(l => l.TextContent).ShouldBe(["Given names", "Birth date"]);
        page.Markup.ShouldContain("Keep what is on file: <strong");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task At_check_in_what_a_licence_changed_is_seen_before_it_is_saved_and_a_declined_address_is_asked(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testpatient", "Odette", new DateOnly(1945, 7, 14));
        (await desk.Get<CompleteRegistration>().RunAsync(CompleteRegistrationTests.Filled(id) with
        {
            Family = "Testpatient", Given = "Odette", BirthDate = new(1945, 7, 14), Sex = Sex.Female, Answers = [new(Question.Address, AnswerState.Declined, null)],
        }, desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<CompleteRegistration.Result.Saved>();
        await using var room = new Room(desk, desk.CallAs(Roles.FrontDesk));
        var page = room.Render<RegistrationPanel>(p => p.Add(x => x.Patient, id).Add(x => x.OnlyMissing, true));
        await ReadyAsync(page);
        page.FindAll("#given").ShouldBeEmpty();
        await ScanAsync(page, new SyntheticLicence().ToString());
        await SeenAsync(page, "the answer that it is declined or unknown");
        foreach (var part in new[] { LicencePart.GivenNames, LicencePart.Address })
            await page.InvokeAsync(() => page.Find($"input[name=licence-{part}]").ChangeAsync(true));
        await ClickAsync(page, "Fill the form");
        await SeenAsync(page, "given names and address filled in. Look it over and save.");
        (Value(page, "#given"), Value(page, "#address-zip")).ShouldBe(("Odette Quill", "13850"));
        await ClickAsync(page, "Save");
        await SeenAsync(page, "Still to ask");
        (await desk.Get<ShowPatient>().RunAsync(new(id), desk.CallAs(Roles.FrontDesk), Ct)).Chart.ShouldNotBeNull().Address?.City.ShouldBe("Mocktown");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_scan_without_the_dialog_registers_nobody(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await using var room = new Room(desk, desk.CallAs(Roles.FrontDesk));
        var page = room.Render<RegisterPatientPage>();
        await ReadyAsync(page);
        await page.InvokeAsync(() => page.Find("#family").InputAsync("@"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        await SeenAsync(page, "A scan went into this form");
        (await desk.Get<SearchPatients>().RunAsync(new("@"), desk.CallAs(Roles.FrontDesk), Ct)).Hits.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("@", true), InlineData(" @ANSI 636001", true), InlineData("ansi 636001", true), InlineData("Testpatient", false), InlineData("", false), InlineData("Ansible", false)]
    public void A_scan_is_told_from_a_name(string typed, bool isScan) => PatientText.IsScan("Odette", typed).ShouldBe(isScan);

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_cannot_be_read_says_what_to_do_and_the_field_is_there_for_the_next_scan(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await using var room = new Room(desk, desk.CallAs(Roles.FrontDesk));
        var page = room.Render<RegisterPatientPage>();
        await ScanAsync(page, "036000291452");
        await SeenAsync(page, "This is not the barcode of a licence: scan the large one on the back");
        await page.InvokeAsync(() => page.Find("#licence-scan").ChangeAsync(new SyntheticLicence { Expires = new(2020, 3, 3) }.ToString()));
        await SeenAsync(page, "It expired on 3-Mar-2020.");
        page.FindAll("dialog").ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_picture_that_is_too_large_is_refused_before_it_is_sent(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await using var room = new Room(desk, desk.CallAs(Roles.FrontDesk));
        var page = room.Render<RegisterPatientPage>();
        await ReadyAsync(page);
        await ClickAsync(page, "Scan a licence");
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(new byte[PictureFormat.MostBytes + 1], "back.jpg"));
        await SeenAsync(page, "A picture has 6 MB at most");
    }

    private static async Task ScanAsync(IRenderedComponent<IComponent> page, string text)
    {
        await ReadyAsync(page);
        await ClickAsync(page, "Scan a licence");
        await FoundAsync(page, "#licence-scan");
        await page.InvokeAsync(() => page.Find("#licence-scan").ChangeAsync(text));
    }

    // What is typed before the practice's date is known cannot be held against a licence.
    private static Task ReadyAsync(IRenderedComponent<IComponent> page) => FoundAsync(page, "button[aria-haspopup=dialog]:not([disabled])");

    private static string? Value(IRenderedComponent<IComponent> page, string field) => page.Find(field).GetAttribute("value");
}
