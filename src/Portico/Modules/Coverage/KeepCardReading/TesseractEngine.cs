using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Portico.Modules.Coverage.Domain.Cards;

namespace Portico.Modules.Coverage;

/// <summary>What came of a run of the engine.</summary>
public abstract record EngineAnswer
{
    /// <param name="Words">Empty: it saw none.</param>
    public sealed record Words(IReadOnlyList<CardWord> Found) : EngineAnswer;

    public sealed record NotInstalled : EngineAnswer;

    public sealed record TookTooLong : EngineAnswer;

    /// <summary>It ended with an error, or wrote what is no table of words.</summary>
    public sealed record Failed : EngineAnswer;
}

/// <summary>Tesseract as a process of its own, when it is installed: a picture goes in, words come out, and nothing of either touches a disk.</summary>
/// <remarks>No shell; at most half of the processors at a time; killed with its children when it takes too long or the person leaves.</remarks>
public sealed class TesseractEngine(Func<string?> find, TimeSpan limit) : IDisposable
{
    private const int MostAnswer = 4 * 1024 * 1024;

    private readonly SemaphoreSlim _atOnce = new(Math.Max(1, Environment.ProcessorCount / 2));
    private (string Path, string Version)? _known;

    /// <summary>The program called <c>tesseract</c> in the first folder of PATH that has one.</summary>
    /// <returns>Null when it is not installed.</returns>
    public static string? OnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "tesseract.exe" : "tesseract")).FirstOrDefault(File.Exists);

    /// <summary>Its version, such as <c>5.3.0</c>.</summary>
    /// <returns>Null when it is not installed, or does not say so.</returns>
    public async Task<string?> VersionAsync(CancellationToken ct)
    {
        if (find() is not { } path)
            return null;
        if (_known is { } known && known.Path == path)
            return known.Version;
        var (code, said) = await RunAsync(path, ["--version"], [], ct);
        // Said to either of its outputs, by version: "tesseract 5.3.0".
        var words = said?.Split([' ', '\n', '\r'], 3, StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (code != 0 || words is not ["tesseract", { Length: > 0 and <= 40 } version, ..])
            return null;
        _known = (path, version);
        return version;
    }

    /// <summary>Reads a picture.</summary>
    /// <param name="picture">JPEG or PNG, upright.</param>
    /// <param name="isSparse">Words wherever they stand, rather than columns and lines.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<EngineAnswer> ReadAsync(byte[] picture, bool isSparse, CancellationToken ct)
    {
        if (find() is not { } path)
            return new EngineAnswer.NotInstalled();
        await _atOnce.WaitAsync(ct);
        try
        {
            // Three: columns and lines by itself. Eleven: as much text as there is, in no order.
            var (code, table) = await RunAsync(path, ["stdin", "stdout", "-l", "eng", "--dpi", "500", "--psm", isSparse ? "11" : "3", "tsv"], picture, ct);
            return (code, table) switch
            {
                (null, null) => new EngineAnswer.TookTooLong(),
                (0, { } words) when words.StartsWith("level\t", StringComparison.Ordinal) => new EngineAnswer.Words(TesseractTable.Read(words)),
                _ => new EngineAnswer.Failed(),
            };
        }
        finally
        {
            _atOnce.Release();
        }
    }

    /// <returns>How it ended and what it said; both null when it took too long, a code alone when it could not be started or said too much.</returns>
    private async Task<(int? Code, string? Said)> RunAsync(string path, string[] arguments, byte[] input, CancellationToken ct)
    {
        using var process = new Process();
        process.StartInfo = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, CreateNoWindow = true,
            StandardOutputEncoding = Encoding.UTF8, WorkingDirectory = Path.GetTempPath(),
        };
        // One card keeps one processor busy: the desk's pages need the others.
        process.StartInfo.Environment["OMP_THREAD_LIMIT"] = "1";
        try
        {
            process.Start();
        }
        catch (Exception failure) when (failure is Win32Exception or IOException)
        {
            return (-1, null);
        }
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        enough.CancelAfter(limit);
        try
        {
            var said = ReadAsync(process.StandardOutput.BaseStream, enough.Token);
            // What it complains of could name what it read: nobody keeps it.
            var complaints = process.StandardError.BaseStream.CopyToAsync(Stream.Null, enough.Token);
            await WriteAsync(process, input, enough.Token);
            // A pipe that a grandchild holds open is not waited for.
            var table = await said.WaitAsync(enough.Token);
            // What says too much may never end by itself.
            if (table is null)
                return (-1, null);
            await complaints.WaitAsync(enough.Token);
            await process.WaitForExitAsync(enough.Token);
            return (process.ExitCode, table);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (null, null);
        }
        finally
        {
            Kill(process);
        }
    }

    private static async Task WriteAsync(Process process, byte[] input, CancellationToken ct)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, ct);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It closed its ear before the end: its answer says why.
        }
    }

    private static async Task<string?> ReadAsync(Stream from, CancellationToken ct)
    {
        using var all = new MemoryStream();
        var part = new byte[64 * 1024];
        int count;
        while ((count = await from.ReadAsync(part, ct)) > 0)
        {
            if (all.Length + count > MostAnswer)
                return null;
            all.Write(part, 0, count);
        }
        return Encoding.UTF8.GetString(all.GetBuffer(), 0, (int)all.Length);
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself meanwhile.
        }
    }

    public void Dispose() => _atOnce.Dispose();
}
