using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Interop;
using Portico.Modules.Interop.Domain;
using Portico.Modules.Interop.ImportCsv;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.ShowAccounts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Tests.Kit;

namespace Portico.Tests.Interop;

public sealed class CsvImportTests
{
    internal static string Samples { get; } = Find();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<TestDesk> StartAsync(StoreKind kind)
    {
        var desk = await TestDesk.StartAsync(kind);
        await desk.WriteAsync(d =>
        {
            var practice = desk.Get<IPracticeDirectory>();
            practice.AddLocation(d, Id.New<LocationId>(), "Main", "America/New_York", null, null);
            practice.AddProvider(d, Id.New<ProviderId>(), "Dr. Synthetic", "Family medicine", null);
            practice.AddVisitType(d, Id.New<VisitTypeId>(), "Follow-up", 20, "blue");
            return Task.CompletedTask;
        });
        return desk;
    }

    private static Task<ImportReport> ImportAsync(TestDesk desk, bool isDryRun, string? folder = null) =>
        desk.Get<CsvImport>().RunAsync(TestDesk.Practice, folder ?? Samples, Path.Combine(Samples, "map.json"), isDryRun,
            new ImportProgress(TextWriter.Null, false), Ct);

    private static string Line(ImportReport report) =>
        string.Join(' ', report.Kinds.Select(k => $"{k.Kind}:{k.Taken}/{k.AlreadyHere}/{k.LeftOut.Sum(l => l.Count)}"));

    private static Task<(int Keys, int Patients)> CountsAsync(TestDesk desk) => desk.ReadAsync(async d =>
        (await d.Db.Set<ExternalKey>().CountAsync(Ct), await d.Db.Set<PatientRow>().CountAsync(Ct)));

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_dry_run_says_what_the_real_run_then_does_and_writes_nothing(StoreKind kind)
    {
        await using var desk = await StartAsync(kind);
        var rehearsal = await ImportAsync(desk, isDryRun: true);
        (await CountsAsync(desk)).ShouldBe((0, 0));
        var real = await ImportAsync(desk, isDryRun: false);
        Line(real).ShouldBe(Line(rehearsal));
        Line(real).ShouldBe("alerts:2/0/0 appointments:2/0/2 balances:2/0/0 guarantors:1/0/0 patients:3/0/1 policies:2/0/1");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Every_row_lands_on_its_own_patient(StoreKind kind)
    {
        await using var desk = await StartAsync(kind);
        await ImportAsync(desk, isDryRun: false);
        var (ada, ben, cruz) = (await PatientAsync(desk, "1001"), await PatientAsync(desk, "1002"), await PatientAsync(desk, "1003"));
        (ada.Family, ada.Given, ada.BirthDate, ada.Sex, ada.Phone).ShouldBe(("Synthetic", "Ada", new DateOnly(1980, 2, 3), Sex.Female, "+12125550101"));
        ada.Address.ShouldBe(new CompleteRegistration.Place("12 Fernbank Lane, Apt \"4\"", null, "Fernbrook", "NY", "10001"));
        (ben.Given, ben.BirthDate, ben.Sex).ShouldBe(("Ben", new DateOnly(2016, 11, 30), Sex.Male));
        (cruz.Family, cruz.BirthDate, cruz.Sex, cruz.Phone).ShouldBe(("Inventado", new DateOnly(1945, 7, 14), Sex.Other, "+12125550102"));
        ada.Alerts.Select(a => a.Text).ShouldBe(["Hard of hearing: face the patient"]);
        ben.Alerts.ShouldBeEmpty();
        cruz.Alerts.Select(a => a.Text).ShouldBe(["Brings a service dog"]);

        (await AccountAsync(desk, ada)).ShouldBe(("Ada Synthetic", Money.FromDollars(40), Money.Zero));
        (await AccountAsync(desk, ben)).ShouldBe(("Ada Synthetic", Money.Zero, Money.Zero));
        (await AccountAsync(desk, cruz)).ShouldBe(("Cruz Inventado", new Money(-1250), Money.Zero));

        var payer = (await desk.ReadAsync(d => d.Db.Set<PayerRow>().SingleAsync(Ct)));
        payer.Name.ShouldBe("Invented Health");
        (await PoliciesAsync(desk, ada)).ShouldBe([(payer.Id, "SYN1001", "G1", new DateOnly(2026, 1, 1), 2500)]);
        (await PoliciesAsync(desk, ben)).ShouldBeEmpty();
        (await PoliciesAsync(desk, cruz)).ShouldBe([(payer.Id, "SYN1003", null, null, null)]);

        var day = new DateOnly(2030, 1, 14);
        (await BookedAsync(desk, ada)).ShouldBe([("Dr. Synthetic", "Main", "Follow-up", day, new TimeOnly(9, 0), 20, "Bring the card\nand the list of medicines")]);
        (await BookedAsync(desk, ben)).ShouldBeEmpty();
        (await BookedAsync(desk, cruz)).ShouldBe([("Dr. Synthetic", "Main", "Follow-up", day, new TimeOnly(9, 30), 20, null)]);
    }

    private static async Task<ShowPatient.Chart> PatientAsync(TestDesk desk, string old)
    {
        var id = (await desk.ReadAsync(d => desk.Get<IPatients>().FindByIdentifierAsync(d, "urn:sample:old-practice", old, Ct))).ShouldNotBeNull();
        return (await desk.Get<ShowPatient>().RunAsync(new(id), Call.ByProgram(TestDesk.Practice), Ct)).Chart.ShouldNotBeNull();
    }

    private static async Task<(string Guarantor, Money Owed, Money Unapplied)> AccountAsync(TestDesk desk, ShowPatient.Chart patient)
    {
        var account = (await desk.Get<ShowAccounts>().RunAsync(new(patient.Patient), Call.ByProgram(TestDesk.Practice), Ct)).Accounts.ShouldHaveSingleItem();
        account.Details.Kind.ShouldBe(GuarantorKind.Personal);
        return (account.Details.GuarantorName, account.Owed, account.Unapplied);
    }

    private static Task<List<(PayerId, string, string?, DateOnly?, long?)>> PoliciesAsync(TestDesk desk, ShowPatient.Chart patient) => desk.ReadAsync(async d =>
        (await d.Db.Set<PolicyRow>().Where(p => p.PatientId == patient.Patient).ToListAsync(Ct))
            .Select(p => (p.PayerId, p.MemberId, p.GroupNumber, p.ValidFrom, p.CardCopayCents)).ToList());

    private static Task<List<(string, string, string, DateOnly, TimeOnly, int, string?)>> BookedAsync(TestDesk desk, ShowPatient.Chart patient) =>
        desk.ReadAsync(async d =>
        {
            var practice = desk.Get<IPracticeDirectory>();
            var (providers, places, types) = (await practice.ProvidersAsync(d, Ct), await practice.LocationsAsync(d, Ct), await practice.VisitTypesAsync(d, Ct));
            return (await d.Db.Set<AppointmentRow>().Where(a => a.PatientId == patient.Patient).ToListAsync(Ct))
                .Select(a => (providers.Single(p => p.Id == a.ProviderId).DisplayName, places.Single(p => p.Id == a.LocationId).Name,
                    types.Single(t => t.Id == a.VisitTypeId).Name, a.Date, a.Time, a.Minutes, a.Note?.ReplaceLineEndings("\n"))).ToList();
        });

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_second_import_changes_nothing(StoreKind kind)
    {
        await using var desk = await StartAsync(kind);
        await ImportAsync(desk, isDryRun: false);
        var before = await CountsAsync(desk);
        var again = await ImportAsync(desk, isDryRun: false);
        again.Kinds.Sum(k => k.Taken).ShouldBe(0);
        again.Kinds.Sum(k => k.AlreadyHere).ShouldBe(12);
        (await CountsAsync(desk)).ShouldBe(before);
    }

    /// <summary>What the old system promised stands: what it goes without is said, row by row.</summary>
    [Theory, ClassData(typeof(BothStores))]
    public async Task An_appointment_takes_what_it_needs_or_is_taken_with_a_warning(StoreKind kind)
    {
        await using var desk = await StartAsync(kind);
        await desk.WriteAsync(async d => d.Db.Add(new Portico.Modules.Practice.Domain.VisitNeed
        {
            VisitTypeId = (await d.Db.Set<VisitTypeRow>().SingleAsync(Ct)).Id, Number = 1, Phase = 0, Class = ResourceClass.Room, Kind = "exam",
        }));
        var said = (await ImportAsync(desk, isDryRun: true)).Kinds.Single(k => k.Kind == "appointments").Warnings.ShouldHaveSingleItem();
        (said.Why, said.Count, said.Which.Count).ShouldBe(("What the visit needs is not free then: room exam.", 2, 2));
        await desk.WriteAsync(async d => desk.Get<IPracticeDirectory>().AddRoom(d, Id.New<RoomId>(), (await d.Db.Set<LocationRow>().SingleAsync(Ct)).Id, "Room 1"));
        (await ImportAsync(desk, isDryRun: false)).Kinds.Single(k => k.Kind == "appointments").Warnings.ShouldBeEmpty();
        (await desk.ReadAsync(d => d.Db.Set<Portico.Modules.Scheduling.Domain.AppointmentPart>().CountAsync(p => p.Class == ResourceClass.Room, Ct))).ShouldBe(2);
    }

    [Fact]
    public async Task Refused_rows_wait_in_a_file_that_only_its_owner_reads()
    {
        await using var desk = await StartAsync(StoreKind.Sqlite);
        await ImportAsync(desk, isDryRun: false);
        var queue = Directory.GetDirectories(Path.Combine(desk.Settings.Data, "imports")).ShouldHaveSingleItem();
        var file = Path.Combine(queue, "patients.csv");
        (await File.ReadAllLinesAsync(file, Ct)).Length.ShouldBe(2);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("""{"system":"old","files":{"people":{"file":"a.csv","fields":{}}}}""", "people")]
    [InlineData("""{"system":"old","files":{"alerts":{"file":"a.csv","fields":{"id":{"column":"A"}}}}}""", "patient")]
    [InlineData("""{"system":"old","files":{"alerts":{"file":"../a.csv","fields":{"id":{"column":"A"},"patient":{"column":"B"},"text":{"column":"C"}}}}}""", "without a path")]
    [InlineData("""{"system":"old","filez":{}}""", "line 1")]
    public void A_mapping_that_cannot_be_followed_says_what_to_change(string json, string says) =>
        Should.Throw<FormatException>(() => ImportMap.Parse(json)).Message.ShouldContain(says);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var samples = Path.Combine(folder.FullName, "samples", "csv");
            if (Directory.Exists(samples))
                return samples;
        }
        throw new DirectoryNotFoundException("samples/csv");
    }
}
