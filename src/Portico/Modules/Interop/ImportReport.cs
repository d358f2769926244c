using System.Text.Json;
using NodaTime;
using Portico.Modules.Interop.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Interop;

/// <param name="Mark">Which file: an id out of its name, or its place and the beginning of its SHA-256. Never the name: names hold names.</param>
/// <param name="Why">A sentence without anything that was read.</param>
public sealed record BadFile(string Mark, string Why);

/// <summary>What an import did: counts, ids and reasons, and nothing about a person.</summary>
public sealed record ImportReport(
    string What, Instant At, bool IsDryRun, int Files, IReadOnlyList<KindTally> Kinds, IReadOnlyList<BadFile> BadFiles)
{
    private static readonly JsonSerializerOptions s_indented = new(DeskJson.Options) { WriteIndented = true };

    /// <summary>Every file that could be read was taken, and none could not.</summary>
    public bool IsWhole => BadFiles.Count == 0;

    /// <param name="folder">Made when it is not there.</param>
    /// <returns>The report's path.</returns>
    public async Task<string> KeepAsync(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{What}-{Stamp}.json");
        await File.WriteAllBytesAsync(path, JsonSerializer.SerializeToUtf8Bytes(this, s_indented), ct);
        return path;
    }

    /// <summary>For file names: <c>20260304-140000</c>.</summary>
    public string Stamp => At.ToString("yyyyMMdd-HHmmss", System.Globalization.CultureInfo.InvariantCulture);

    public void Say(TextWriter to)
    {
        to.WriteLine($"{"",-22}{"taken",8}{"changed",9}{"here",8}{"left out",10}");
        foreach (var kind in Kinds)
        {
            to.WriteLine($"{kind.Kind,-22}{kind.Taken,8}{kind.Changed,9}{kind.AlreadyHere,8}{kind.LeftOut.Sum(l => l.Count),10}");
            foreach (var left in kind.LeftOut)
                to.WriteLine($"  {left.Count} left out: {left.Why}{Which(left)}");
            foreach (var warning in kind.Warnings)
                to.WriteLine($"  {warning.Count} taken, to be looked at: {warning.Why}{Which(warning)}");
        }
        foreach (var bad in BadFiles)
            to.WriteLine($"File {bad.Mark} was left out whole: {bad.Why}");
    }

    private static string Which(LeftOut left) => left.Which.Count switch
    {
        0 => "",
        <= 10 => $" ({string.Join(", ", left.Which)})",
        _ => $" ({string.Join(", ", left.Which.Take(10))}, … in the report)",
    };
}

/// <summary>A bar on a terminal, one line in ten per cent elsewhere.</summary>
public sealed class ImportProgress(TextWriter to, bool isTerminal)
{
    private int _said = -1;

    public void At(int done, int all)
    {
        if (all == 0)
            return;
        var percent = done * 100 / all;
        if (isTerminal)
        {
            var filled = percent * 30 / 100;
            to.Write($"\r[{new string('#', filled)}{new string('.', 30 - filled)}] {percent,3} %  {done} of {all}");
            if (done == all)
                to.WriteLine();
        }
        else if (percent / 10 > _said)
        {
            _said = percent / 10;
            to.WriteLine($"{done} of {all}");
        }
    }
}
