using System.Globalization;
using System.Text.RegularExpressions;
using Portico.Modules.Arrivals;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.DowntimeSheets;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

/// <summary>The sheet for the time without the program, its numbered forms, and what was written on them.</summary>
public sealed partial class DowntimeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [GeneratedRegex(@"Walk-in (\d{6})")]
    private static partial Regex WalkIn();

    [GeneratedRegex(@"Receipt (\d{6})")]
    private static partial Regex Receipt();

    private static async Task<string> SheetAsync(Clinic clinic) =>
        await File.ReadAllTextAsync((await clinic.Desk.Get<DowntimeSheets>().WriteAsync(TestDesk.Practice, Ct)).ShouldHaveSingleItem(), Ct);

    private static List<long> Numbers(Regex kind, string sheet) =>
        [.. kind.Matches(sheet).Select(m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_sheet_has_three_days_with_two_identifiers_and_the_alerts(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        await clinic.BookedAsync(new(9, 0), patient: 1, date: new(2026, 3, 10));
        await clinic.Desk.WriteAsync(d => clinic.Desk.Get<IPatients>().AddAlertAsync(d, clinic.Patients[0], "Needs <b>help</b> on the stairs", Ct));
        var sheet = await SheetAsync(clinic);
        sheet.ShouldContain("SYNTHETIC0, Testa<br>born 1-Jan-1980");
        sheet.ShouldContain("Needs &lt;b&gt;help&lt;/b&gt; on the stairs");
        sheet.ShouldNotContain("SYNTHETIC1");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_file_is_its_owners_alone_and_its_name_says_nothing(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        var file = (await clinic.Desk.Get<DowntimeSheets>().WriteAsync(TestDesk.Practice, Ct)).ShouldHaveSingleItem();
        Path.GetFileName(file).ShouldBe($"{clinic.Location.Value:N}.html");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(Path.GetDirectoryName(file).ShouldNotBeNull()).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_sealed_page_shows_nothing_without_its_passphrase()
    {
        using var seal = new SealedPage("correct horse battery");
        var page = seal.Seal("<p>SYNTHETIC0, Testa</p>", "Downtime sheet");
        page.ShouldNotContain("SYNTHETIC0");
        seal.Seal("<p>SYNTHETIC0, Testa</p>", "Downtime sheet").ShouldNotBe(page);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Numbers_stay_through_a_day_and_are_new_on_the_next(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var first = Numbers(WalkIn(), await SheetAsync(clinic));
        first.Count.ShouldBe(PaperForms.WalkIns);
        clinic.Desk.Time.Advance(TimeSpan.FromMinutes(15));
        Numbers(WalkIn(), await SheetAsync(clinic)).ShouldBe(first);
        clinic.Desk.Time.Advance(TimeSpan.FromHours(16));
        Numbers(WalkIn(), await SheetAsync(clinic)).Min().ShouldBeGreaterThan(first[^1]);
    }

    private static Task<EnterPaperWalkIn.Result> EnterAsync(Clinic clinic, long number, int patient = 0, TimeOnly? seen = null, TimeOnly? left = null, DateOnly? date = null) =>
        clinic.Desk.Get<EnterPaperWalkIn>().RunAsync(new(number, clinic.Patients[patient], new IdentityProof([Identifier.Name, Identifier.BirthDate]),
            clinic.Provider, clinic.Visit, date ?? new(2026, 3, 4), new(9, 13), seen, left, null), clinic.Desk.CallAs(Roles.FrontDesk), Ct);

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_walk_in_on_paper_is_entered_once_with_its_real_times(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var number = Numbers(WalkIn(), await SheetAsync(clinic))[0];
        clinic.Desk.Time.Advance(TimeSpan.FromHours(3));
        var entered = (await EnterAsync(clinic, number, seen: new(9, 40), left: new(10, 5))).ShouldBeOfType<EnterPaperWalkIn.Result.Entered>();
        var visit = (await clinic.Desk.ReadAsync(d => clinic.Desk.Get<IVisits>().FindAsync(d, entered.Visit, Ct))).ShouldNotBeNull();
        TimeOnly Wall(NodaTime.Instant at) => TimeOnly.FromDateTime(PracticeClock.Local(at, "America/New_York"));
        (visit.State, visit.IsWalkIn, Wall(visit.ArrivedAt.ShouldNotBeNull()), Wall(visit.Since)).ShouldBe((VisitState.CheckedOut, true, new(9, 13), new(10, 5)));
        (await clinic.RowAsync(entered.Appointment)).Time.ShouldBe(new TimeOnly(9, 10));
        (await EnterAsync(clinic, number, patient: 1)).ShouldBeOfType<EnterPaperWalkIn.Result.EnteredBefore>();
        Numbers(WalkIn(), await SheetAsync(clinic)).ShouldNotContain(number);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Times_that_lie_ahead_or_before_the_printing_are_refused(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var number = Numbers(WalkIn(), await SheetAsync(clinic))[0];
        (await EnterAsync(clinic, number)).ShouldBeOfType<EnterPaperWalkIn.Result.NotThen>();
        clinic.Desk.Time.Advance(TimeSpan.FromHours(3));
        (await EnterAsync(clinic, number, date: new(2026, 3, 3))).ShouldBeOfType<EnterPaperWalkIn.Result.NotThen>();
        (await EnterAsync(clinic, number + 1000)).ShouldBeOfType<EnterPaperWalkIn.Result.NoSuchForm>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_receipt_form_names_the_receipt_it_became_and_a_walk_in_form_never_does(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var sheet = await SheetAsync(clinic);
        var (receipt, walkIn) = (Numbers(Receipt(), sheet)[0], Numbers(WalkIn(), sheet)[0]);
        clinic.Desk.Time.Advance(TimeSpan.FromHours(3));
        var close = clinic.Desk.Get<ClosePaperForm>();
        var call = clinic.Desk.CallAs(Roles.FrontDesk);
        (await close.RunAsync(new(walkIn, "R-17", new(2026, 3, 4), new(9, 30)), call, Ct)).ShouldBeOfType<ClosePaperForm.Result.NoSuchForm>();
        (await close.RunAsync(new(walkIn, null, null, null), call, Ct)).ShouldBeOfType<ClosePaperForm.Result.Closed>();
        (await close.RunAsync(new(receipt, "R-17", new(2026, 3, 4), new(9, 30)), call, Ct)).ShouldBeOfType<ClosePaperForm.Result.Closed>();
        (await close.RunAsync(new(receipt, "R-18", new(2026, 3, 4), new(9, 30)), call, Ct)).ShouldBeOfType<ClosePaperForm.Result.EnteredBefore>()
            .Outcome.ShouldBe("receipt R-17, taken 4-Mar-2026 9:30 AM");
    }
}
