using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Interop.Domain;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Rows = Portico.Modules.Interop.ImportRow.ImportRow;

namespace Portico.Modules.Interop.ImportCsv;

/// <summary>Takes another system's CSV files row by row. A dry run is the same run, rolled back.</summary>
public sealed partial class CsvImport(
    Rows importRow, DeskStore store, PracticeClock clock, IChartGuard charts, Settings settings, ILogger<CsvImport> log)
{
    private sealed record Sheet(string Kind, ImportMap.Table Table, Dictionary<string, int> Columns, CsvRow Heading, IReadOnlyList<CsvRow> Rows);

    /// <param name="practice">Into which practice.</param>
    /// <param name="folder">Where the files are.</param>
    /// <param name="mapPath">The mapping file.</param>
    /// <param name="isDryRun">Says what would happen and writes nothing. On SQLite the practice waits while it runs.</param>
    /// <param name="progress">Told after each row.</param>
    /// <param name="ct">Stops between rows.</param>
    /// <exception cref="FormatException">The mapping cannot be followed.</exception>
    public async Task<ImportReport> RunAsync(
        int practice, string folder, string mapPath, bool isDryRun, ImportProgress progress, CancellationToken ct)
    {
        var map = ImportMap.Parse(await File.ReadAllTextAsync(mapPath, ct));
        List<BadFile> bad = [];
        List<Sheet> sheets = [];
        foreach (var (kind, _) in ImportMap.Kinds)
        {
            if (map.Files.TryGetValue(kind, out var table) && Open(map, kind, table, folder, bad) is { } sheet)
                sheets.Add(sheet);
        }
        var tally = new ImportTally();
        var at = clock.Now;
        // Two imports may begin in one moment.
        var queue = $"rejected-{at.ToString("yyyyMMdd-HHmmss", System.Globalization.CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
        await using var rehearsal = isDryRun ? await store.WriteAsync(practice, ct) : null;
        var (done, all) = (0, sheets.Sum(s => s.Rows.Count));
        foreach (var sheet in sheets)
        {
            List<(CsvRow Row, string Why)> refused = [];
            foreach (var row in sheet.Rows)
            {
                if (await TakeAsync(map, sheet, row, practice, rehearsal, tally, ct) is { } why)
                {
                    tally.LeftOut(sheet.Kind, why, Named(row));
                    refused.Add((row, why));
                }
                progress.At(++done, all);
            }
            if (refused.Count > 0 && !isDryRun)
                await KeepAsync(map, sheet, refused, queue, ct);
        }
        return new("csv", at, isDryRun, sheets.Count, tally.Kinds, bad);
    }

    private static Sheet? Open(ImportMap map, string kind, ImportMap.Table table, string folder, List<BadFile> bad)
    {
        string text;
        try
        {
            text = File.ReadAllText(Path.Combine(folder, table.File), EncodingOf(map));
        }
        catch (DecoderFallbackException)
        {
            bad.Add(new(kind, "It is not UTF-8: name its encoding in the mapping."));
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            bad.Add(new(kind, "It cannot be read."));
            return null;
        }
        var rows = CsvReader.Read(text, map.Separator[0]).ToList();
        if (rows is not [{ Problem: null } heading, ..])
        {
            bad.Add(new(kind, "It has no row of headings."));
            return null;
        }
        Dictionary<string, int> columns = new(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < heading.Fields.Count; i++)
            columns.TryAdd(heading.Fields[i].Trim(), i);
        if (table.Fields.Values.FirstOrDefault(f => f.Column is { } column && !columns.ContainsKey(column)) is { } missing)
        {
            bad.Add(new(kind, $"It has no column {missing.Column}."));
            return null;
        }
        return new(kind, table, columns, heading, rows[1..]);
    }

    private static Encoding EncodingOf(ImportMap map) => map.Encoding switch
    {
        "utf-8" => new UTF8Encoding(false, throwOnInvalidBytes: true),
        "latin1" => Encoding.Latin1,
        "utf-16" => Encoding.Unicode,
        _ => throw new FormatException("The mapping's encoding is utf-8, latin1 or utf-16."),
    };

    /// <returns>Why the row was refused; null when it was taken.</returns>
    private async Task<string?> TakeAsync(ImportMap map, Sheet sheet, CsvRow row, int practice, DeskTransaction? rehearsal,
        ImportTally tally, CancellationToken ct)
    {
        if (row.Problem is { } problem)
            return problem;
        if (row.Fields.Count != sheet.Heading.Fields.Count)
            return "It has more or fewer fields than the headings.";
        var reader = new RowReader(sheet.Table, sheet.Columns, row);
        var request = new Rows.Request(map.System, reader.Id, reader.Read(sheet.Kind));
        if (reader.Problems.Count > 0)
            return string.Join(' ', reader.Problems);
        try
        {
            var result = rehearsal is null
                ? await importRow.RunAsync(request, Call.ByProgram(practice, Door.CommandLine), ct)
                : await RehearseAsync(request, practice, rehearsal, ct);
            switch (result)
            {
                case Rows.Result.Added added:
                    tally.Taken(sheet.Kind);
                    foreach (var warning in Warnings(added))
                        tally.Warned(sheet.Kind, warning, Named(row));
                    return null;
                case Rows.Result.Unchanged:
                    tally.AlreadyHere(sheet.Kind);
                    return null;
                default:
                    return Sentence(result);
            }
        }
        catch (CallRejectedException rejected)
        {
            return rejected.Message;
        }
        catch (Exception other) when (rehearsal is null && other is not OperationCanceledException)
        {
            // One row must not stop the others; nothing of it was kept, and the row waits in the queue.
            LogRefused(log, sheet.Kind, row.Number, other.GetType().Name);
            return $"It could not be stored ({other.GetType().Name}).";
        }
        catch (Exception other) when (other is not OperationCanceledException)
        {
            await (rehearsal ?? throw new System.Diagnostics.UnreachableException()).BackAsync(ct);
            return $"It could not be stored ({other.GetType().Name}).";
        }
    }

    private async Task<Rows.Result> RehearseAsync(Rows.Request request, int practice, DeskTransaction rehearsal, CancellationToken ct)
    {
        await rehearsal.SaveAsync(ct);
        var desk = new Desk(rehearsal.Db, Call.ByProgram(practice, Door.CommandLine), Roles.All, clock.Now, charts, writes: true);
        var result = await importRow.AttemptAsync(request, desk, ct);
        if (result is IRefusal)
            await rehearsal.BackAsync(ct);
        else
            await desk.SaveAsync(ct);
        rehearsal.Db.ChangeTracker.Clear();
        return result;
    }

    private static string Named(CsvRow row) => "row " + row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // A promise of the old system is kept; what it goes without is found by a person.
    private static IEnumerable<string> Warnings(Rows.Result.Added added)
    {
        if (added.Visit?.NotFree is { } notFree)
            yield return $"What the visit needs is not free then: {notFree}.";
        if (added.Visit?.IsBeyondCap == true)
            yield return "It passes the cap of its session.";
        if (added.Visit?.IsWithoutBuffer == true)
            yield return "The minutes beside it that should stay free are not.";
    }

    private static string Sentence(Rows.Result result) => result switch
    {
        Rows.Result.ChangedThere => "It changed at the source since it was taken: change it at the desk.",
        Rows.Result.NoSuchPatient => "Its patient is not here under that id.",
        Rows.Result.NoSuchProvider => "No provider here has that name or NPI: add a word to the mapping.",
        Rows.Result.NoSuchLocation => "No location here has that name: add a word to the mapping.",
        Rows.Result.NoSuchVisitType => "No visit type here has that name: add a word to the mapping.",
        Rows.Result.NotAhead => "The appointment is not in the future.",
        Rows.Result.SlotTaken => "Somebody else has that time: book it at the desk.",
        Rows.Result.GuarantorThere => "The patient already has a personal account: change its guarantor at the desk.",
        Rows.Result.NothingOwed => "Nothing is owed.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Refused rows wait in a file of the same form, for their reason to be mended and to be tried again.</summary>
    private async Task KeepAsync(ImportMap map, Sheet sheet, List<(CsvRow Row, string Why)> refused, string queue, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(Path.Combine(settings.Data, "imports", queue)).FullName;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        // It holds what people told the practice: nobody else on this machine may read it.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await WriteAsync(Path.Combine(folder, sheet.Table.File), [sheet.Heading.Raw, .. refused.Select(r => r.Row.Raw)], options, EncodingOf(map), ct);
        await WriteAsync(Path.Combine(folder, sheet.Table.File + ".reasons.txt"),
            refused.Select(r => $"row {r.Row.Number}: {r.Why}"), options, EncodingOf(map), ct);
    }

    private static async Task WriteAsync(string path, IEnumerable<string> lines, FileStreamOptions options, Encoding encoding,
        CancellationToken ct)
    {
        await using var writer = new StreamWriter(path, encoding, options);
        foreach (var line in lines)
            await writer.WriteAsync((line + "\r\n").AsMemory(), ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A row of {Kind} was refused: row {Number}, {Failure}")]
    private static partial void LogRefused(ILogger log, string kind, int number, string failure);
}
