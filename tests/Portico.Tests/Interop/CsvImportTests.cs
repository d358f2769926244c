using Microsoft.EntityFrameworkCore;
using Portico.Modules.Interop;
using Portico.Modules.Interop.Domain;
using Portico.Modules.Interop.ImportCsv;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Interop;

public sealed class CsvImportTests
{
    private static readonly string s_samples = Samples();

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
        desk.Get<CsvImport>().RunAsync(TestDesk.Practice, folder ?? s_samples, Path.Combine(s_samples, "map.json"), isDryRun,
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

    private static string Samples()
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
