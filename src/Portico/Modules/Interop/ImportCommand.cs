using System.CommandLine;
using Portico.Modules.Interop.ImportCsv;
using Portico.Modules.Interop.ImportFhir;
using Portico.Platform;
using Portico.Platform.Clock;
using Portico.Platform.Commands;
using Portico.Platform.Store;

namespace Portico.Modules.Interop;

internal sealed class ImportCommand : IModuleCommand
{
    public int Place => 4;

    public Command Make(CommandHost host)
    {
        var practice = new Option<int?>("--practice") { Description = "Into which practice. Needed only where there are several." };
        var zone = new Option<string>("--zone")
        {
            Description = "IANA zone of places that come without one.", DefaultValueFactory = _ => "America/New_York",
        };
        var bundles = new Argument<DirectoryInfo>("folder") { Description = "Folder of FHIR R4 bundles (*.json)." };
        var fhir = new Command("fhir", "Take the people and past visits of FHIR bundles.") { bundles, practice, zone };
        fhir.SetAction((parsed, ct) => RunAsync(host, parsed.GetRequiredValue(bundles), parsed.GetValue(practice), async (services, number, folder) =>
        {
            var where = parsed.GetRequiredValue(zone);
            if (!PracticeClock.IsZone(where))
                throw new FormatException("--zone is an IANA zone, such as America/Chicago.");
            return await services.GetRequiredService<FhirImport>().RunAsync(number, folder, where, Progress(), ct);
        }, ct));

        var tables = new Argument<DirectoryInfo>("folder") { Description = "Folder of another system's CSV files." };
        var map = new Option<FileInfo>("--map") { Description = "What stands in which column: see docs/import.md.", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would happen, and write nothing." };
        var csv = new Command("csv", "Take another system's patients, policies, appointments and balances.") { tables, map, dryRun, practice };
        csv.SetAction((parsed, ct) => RunAsync(host, parsed.GetRequiredValue(tables), parsed.GetValue(practice), async (services, number, folder) =>
        {
            var mapping = parsed.GetRequiredValue(map);
            if (!mapping.Exists)
                throw new FormatException("There is no such mapping file: docs/import.md says how to write one.");
            return await services.GetRequiredService<CsvImport>().RunAsync(number, folder, mapping.FullName,
                parsed.GetValue(dryRun), Progress(), ct);
        }, ct));
        return new Command("import", "Bring in what another system knows.") { fhir, csv };
    }

    private static ImportProgress Progress() => new(Console.Error, !Console.IsErrorRedirected);

    private static Task<int> RunAsync(CommandHost host, DirectoryInfo folder, int? practice,
        Func<IServiceProvider, int, string, Task<ImportReport>> import, CancellationToken ct) => host.RunWhenReadyAsync(async (services, token) =>
    {
        try
        {
            if (!folder.Exists)
                throw new FormatException("There is no such folder.");
            var number = await PracticeAsync(services, practice, token);
            var report = await import(services, number, folder.FullName);
            report.Say(Console.Out);
            var path = report.IsDryRun ? null : await report.KeepAsync(Path.Combine(host.Settings.Data, "imports"), token);
            Console.WriteLine(path is null ? "Dry run: nothing was written." : $"The report is in {path}");
            return report.IsWhole ? 0 : 2;
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 1;
        }
    }, ct);

    private static async Task<int> PracticeAsync(IServiceProvider services, int? asked, CancellationToken ct)
    {
        var all = await services.GetRequiredService<Practices>().AllAsync(ct);
        return (all.Count, asked) switch
        {
            (0, _) => throw new FormatException("There is no practice yet: run init first."),
            (_, { } number) when all.Any(p => p.Id == number) => number,
            (1, null) => all[0].Id,
            _ => throw new FormatException("Say which practice with --practice: " + string.Join(", ", all.Select(p => p.Id))),
        };
    }
}
