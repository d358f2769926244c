using Portico.Platform.Store;
using Portico.Tests.Interop;
using Portico.Tests.Kit;

namespace Portico.Tests.Platform;

/// <summary>The commands as processes: what they say and with which number they end, on either database.</summary>
public sealed class CommandTests
{
    /// <summary>A database, a data folder and the variables that name them.</summary>
    private sealed class Place(string server, string? owner, Func<Task> drop) : IAsyncDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("portico-command-").FullName;

        public static async Task<Place> MakeAsync(StoreKind kind, bool isBare)
        {
            var (server, owner, drop) = await TestDesk.FreshDatabaseAsync(kind, isBare);
            return new(server, owner, drop);
        }

        public string At(string name) => Path.Combine(_folder, name);

        public Dictionary<string, string?> Variables => new()
        {
            ["PORTICO_DATA"] = At("data"), ["PORTICO_DATABASE"] = server, ["PORTICO_DATABASE_OWNER"] = owner,
            ["PORTICO_URLS"] = "http://localhost:0", ["PORTICO_DEMO"] = "0",
        };

        public Task<PorticoCommand.Ended> RunAsync(params string[] words) => PorticoCommand.RunAsync(Variables, words);

        public Task<PorticoCommand.Ended> RunAsServerAsync(params string[] words) =>
            PorticoCommand.RunAsync(new Dictionary<string, string?>(Variables) { ["PORTICO_DATABASE_OWNER"] = null }, words);

        public async ValueTask DisposeAsync()
        {
            await drop();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task Init_begins_a_practice_once_and_a_token_is_made_for_who_works_there(StoreKind kind)
    {
        await using var place = await Place.MakeAsync(kind, isBare: true);
        string[] init = ["init", "--name", "Synthetic Family Medicine", "--zone", "America/Chicago", "--admin", "Alma Admin"];
        var begun = await place.RunAsync(init);
        begun.ShouldBeDone("Synthetic Family Medicine is ready. Within 48 hours Alma Admin opens this link once");
        begun.Said.ShouldContain("http://localhost:5080/enroll?link=");
        (await place.RunAsync(init)).ShouldBeRefused("This database already has a practice.");

        var token = await place.RunAsServerAsync("token", "--user", "alma admin", "--name", "laboratory");
        token.Exit.ShouldBe(0, token.Problems);
        token.Said.Trim().Split('\n').ShouldHaveSingleItem().Length.ShouldBeGreaterThan(40);
        if (kind == StoreKind.Sqlite)
            (await place.RunAsServerAsync("token", "--user", "nobody", "--name", "laboratory")).ShouldBeRefused("Nobody signs in with that name.");
        (await place.RunAsServerAsync("audit", "verify")).ShouldBeDone("Practice 1: 0 entries are as they were sealed.");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Without_a_schema_nothing_runs_and_the_owner_is_named_who_makes_it(StoreKind kind)
    {
        await using var place = await Place.MakeAsync(kind, isBare: true);
        var problem = kind == StoreKind.Sqlite ? "There is no database yet" : "run `portico migrate` as its owner";
        (await place.RunAsServerAsync("audit", "verify")).ShouldBeRefused(problem);
        // On SQLite the server owns its file and makes the schema itself.
        if (kind == StoreKind.Postgres)
            (await place.RunAsServerAsync("serve")).ShouldBeRefused("Not started: The database is not at this program's version: " + problem);
        (await place.RunAsync("migrate")).ShouldBeDone("The database fits this program.");
        (await place.RunAsServerAsync("import", "fhir", place.At("."))).ShouldBeRefused("There is no practice yet: run init first.");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_import_ends_with_0_when_all_was_read_and_with_2_when_a_file_was_not(StoreKind kind)
    {
        await using var place = await Place.MakeAsync(kind, isBare: false);
        var samples = CsvImportTests.Samples;
        var map = Path.Combine(samples, "map.json");
        var rehearsal = await place.RunAsServerAsync("import", "csv", samples, "--map", map, "--dry-run");
        rehearsal.ShouldBeDone("Dry run: nothing was written.");
        rehearsal.Problems.ShouldContain("16 of 16");
        (await place.RunAsServerAsync("import", "csv", samples, "--map", map)).ShouldBeDone("The report is in " + place.At("data"));

        var bundles = Directory.CreateDirectory(place.At("bundles")).FullName;
        await File.WriteAllTextAsync(Path.Combine(bundles, "a.json"), FhirImportTests.Bundle, Ct);
        var whole = await place.RunAsServerAsync("import", "fhir", bundles);
        whole.ShouldBeDone("The report is in ");
        whole.Said.ShouldContain("Patient                      1        0       0         0");
        await File.WriteAllTextAsync(Path.Combine(bundles, "b.json"), "{", Ct);
        var half = await place.RunAsServerAsync("import", "fhir", bundles);
        half.Exit.ShouldBe(2, half.Problems);
        half.Said.ShouldContain("was left out whole: It is not JSON to its end.");
    }

    [Fact]
    public async Task An_import_that_cannot_begin_ends_with_1_and_says_what_to_give()
    {
        await using var place = await Place.MakeAsync(StoreKind.Sqlite, isBare: false);
        (await place.RunAsync("import", "fhir", place.At("nowhere"))).ShouldBeRefused("There is no such folder.");
        (await place.RunAsync("import", "fhir", CsvImportTests.Samples, "--zone", "Mars/Base")).ShouldBeRefused("--zone is an IANA zone");
        (await place.RunAsync("import", "fhir", CsvImportTests.Samples, "--practice", "7")).ShouldBeRefused("Say which practice with --practice: 1");
        (await place.RunAsync("import", "csv", CsvImportTests.Samples, "--map", place.At("no.json"))).ShouldBeRefused("There is no such mapping file");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_backup_and_a_restore_end_with_0_once_and_with_1_where_something_is_there(StoreKind kind)
    {
        await using var place = await Place.MakeAsync(kind, isBare: false);
        await using var other = await Place.MakeAsync(kind, isBare: true);
        var archive = place.At("practice.portico-backup");
        // The data folder has a key of its own once somebody signs in; here a file stands for it.
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(place.At("data"), "files")).FullName, "kept"), "kept", Ct);
        var made = await place.RunAsServerAsync("backup", archive);
        made.ShouldBeDone("Backed up.");
        made.Said.Contains("run pg_dump as its owner", StringComparison.Ordinal).ShouldBe(kind == StoreKind.Postgres);
        (await other.RunAsync("restore", archive)).ShouldBeDone("Restored.");
        File.ReadAllText(Path.Combine(other.At("data"), "files", "kept")).ShouldBe("kept");
        if (kind == StoreKind.Postgres)
            return;
        (await place.RunAsServerAsync("backup", archive)).ShouldBeRefused("a backup never overwrites another");
        (await place.RunAsServerAsync("backup", Path.Combine(place.At("nowhere"), "x"))).ShouldBeRefused("There is no such folder");
        (await other.RunAsync("restore", archive)).ShouldBeRefused("Something is there already.");
        (await other.RunAsync("restore", archive, "--force")).ShouldBeDone("Restored.");
        (await other.RunAsync("restore", place.At("nowhere"), "--force")).ShouldBeRefused("There is no such backup file.");
        await File.WriteAllTextAsync(place.At("letter.txt"), "not an archive", Ct);
        (await other.RunAsync("restore", place.At("letter.txt"), "--force")).ShouldBeRefused("That file is not a backup of Portico");
    }

    [Fact]
    public async Task Help_lists_every_command()
    {
        var help = await PorticoCommand.RunAsync(new Dictionary<string, string?>(), "--help");
        help.Exit.ShouldBe(0);
        foreach (var command in new[] { "serve", "init", "migrate", "import", "audit", "backup", "restore", "token" })
            help.Said.ShouldContain("\n  " + command);
    }

    [Theory]
    [InlineData("--name", "init", "--zone", "America/Chicago", "--admin", "Alma")]
    [InlineData("Use an IANA name, such as America/Chicago.", "init", "--name", "Synthetic", "--zone", "Mars/Base", "--admin", "Alma")]
    [InlineData("--map", "import", "csv", ".")]
    [InlineData("serv", "serv")]
    public async Task A_command_that_lacks_a_word_says_which(string says, params string[] words)
    {
        await using var place = await Place.MakeAsync(StoreKind.Sqlite, isBare: true);
        var ended = await place.RunAsync(words);
        ended.Exit.ShouldBe(1);
        ended.Problems.ShouldContain(says);
    }

    [Theory]
    [InlineData("PORTICO_DATABASE", "oracle:somewhere", "PORTICO_DATABASE is sqlite:PATH or postgres:CONNECTION STRING.")]
    [InlineData("PORTICO_ORIGIN", "http://desk.example.org", "PORTICO_ORIGIN is https, or http on localhost.")]
    [InlineData("PORTICO_PROXIES", "everyone", "PORTICO_PROXIES lists addresses")]
    [InlineData("PORTICO_DATABASE", "postgres:Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2", "The database does not answer")]
    public async Task A_wrong_setting_is_named_in_a_sentence(string name, string value, string says)
    {
        await using var place = await Place.MakeAsync(StoreKind.Sqlite, isBare: true);
        (await PorticoCommand.RunAsync(new Dictionary<string, string?>(place.Variables) { [name] = value }, "migrate")).ShouldBeRefused(says);
    }
}
