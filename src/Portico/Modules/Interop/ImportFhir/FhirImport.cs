using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portico.Modules.Interop.Domain;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;
using Bundled = Portico.Modules.Interop.ImportBundle.ImportBundle;

namespace Portico.Modules.Interop.ImportFhir;

/// <summary>Takes every bundle of a folder, one file at a time: each whole or not at all.</summary>
public sealed partial class FhirImport(Bundled importBundle, PracticeClock clock, ILogger<FhirImport> log)
{
    /// <param name="practice">Into which practice.</param>
    /// <param name="folder">Its <c>*.json</c> files are read, not its subfolders.</param>
    /// <param name="zone">IANA zone of places that come without one.</param>
    /// <param name="progress">Told after each file.</param>
    /// <param name="ct">Stops between files.</param>
    public async Task<ImportReport> RunAsync(int practice, string folder, string zone, ImportProgress progress, CancellationToken ct)
    {
        var files = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).ToList();
        var tally = new ImportTally();
        List<BadFile> bad = [];
        for (var i = 0; i < files.Count; i++)
        {
            if (await TakeAsync(practice, files[i], zone, tally, ct) is { } why)
                bad.Add(new(Mark(files[i], i + 1), why));
            progress.At(i + 1, files.Count);
        }
        return new("fhir", clock.Now, false, files.Count, tally.Kinds, bad);
    }

    /// <returns>Why the file was left out; null when it was taken.</returns>
    private async Task<string?> TakeAsync(int practice, string file, string zone, ImportTally tally, CancellationToken ct)
    {
        try
        {
            BundleReader.Contents read;
            await using (var stream = File.OpenRead(file))
                read = await BundleReader.ReadAsync(stream, zone, ct);
            if (await importBundle.RunAsync(read.Request, Call.ByProgram(practice, Door.CommandLine), ct) is not Bundled.Result.Done done)
                return "The zone of its places is not known.";
            tally.Add(read.Tally.Kinds);
            tally.Add(done.Kinds);
            return null;
        }
        catch (JsonException)
        {
            return "It is not JSON to its end.";
        }
        catch (FormatException format)
        {
            return format.Message;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "It cannot be read.";
        }
        catch (Exception other) when (other is not OperationCanceledException)
        {
            // Whatever one file breaks, the others still have to come in; nothing of this one was kept.
            LogLeftOut(log, other.GetType().Name);
            return $"It could not be stored ({other.GetType().Name}).";
        }
    }

    /// <summary>Enough to find the file again, without the names that file names carry.</summary>
    internal static string Mark(string file, int place)
    {
        if (Uuid().Match(Path.GetFileName(file)) is { Success: true } id)
            return id.Value;
        var hash = "";
        try
        {
            using var stream = File.OpenRead(file);
            hash = ", SHA-256 " + Convert.ToHexStringLower(SHA256.HashData(stream))[..12];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            hash = ", unreadable";
        }
        return string.Create(CultureInfo.InvariantCulture, $"number {place}{hash}");
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file was left out: {Failure}")]
    private static partial void LogLeftOut(ILogger log, string failure);
}
