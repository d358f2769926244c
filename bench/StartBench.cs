using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Portico.Bench;

/// <summary>From typing <c>./run</c> to the first 200 of /health/ready: once on an empty folder, then again and again on its data.</summary>
/// <remarks><c>--starts N</c>, 20 unless told. Everything is built before the first start is timed.</remarks>
internal sealed class StartBench : IBench
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    public string Name => "start";

    public async Task RunAsync(BenchRun run, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("portico-start-").FullName;
        try
        {
            using (var help = Process.Start(Program(folder, 0, "--help")) ?? throw new InvalidOperationException("./run did not start."))
            {
                await help.StandardOutput.ReadToEndAsync(ct);
                await help.WaitForExitAsync(ct);
            }
            run.Figure("start.sqlite.first", await StartAsync(folder, settles: true, ct), "ms");
            var again = new Durations();
            for (var i = run.Number("--starts", run.Quick ? 10 : 20); i > 0; i--)
                again.Add(TimeSpan.FromMilliseconds(await StartAsync(folder, settles: false, ct)));
            foreach (var (name, share) in new[] { ("p50", 0.5), ("p99", 0.99), ("max", 1.0) })
                run.Figure("start.sqlite.again." + name, again.Percentile(share), "ms");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <param name="folder">The data.</param>
    /// <param name="settles">Wait until the program rests before it is ended: the first start fills the demo's days meanwhile.</param>
    /// <param name="ct">Ends the program.</param>
    /// <returns>Milliseconds until it was ready.</returns>
    private static async Task<double> StartAsync(string folder, bool settles, CancellationToken ct)
    {
        var port = FreePort();
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(Program(folder, port, "serve")) ?? throw new InvalidOperationException("./run did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}"), Timeout = s_limit };
            while (!await IsReadyAsync(http, ct))
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(began) > s_limit)
                    throw new InvalidOperationException("The program did not become ready.");
                await Task.Delay(10, ct);
            }
            var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            for (var before = TimeSpan.FromMinutes(-1); settles && process.TotalProcessorTime - before > TimeSpan.FromMilliseconds(200);)
            {
                before = process.TotalProcessorTime;
                await Task.Delay(TimeSpan.FromSeconds(2), ct);
                process.Refresh();
            }
            return took;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), ct);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // The script itself where there is a shell; on Windows what its plain command starts.
    private static ProcessStartInfo Program(string folder, int port, string command)
    {
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("dotnet") : new ProcessStartInfo(Path.Combine(Root(), "run"));
        if (OperatingSystem.IsWindows())
            start.ArgumentList.Add(typeof(PorticoHost).Assembly.Location);
        start.ArgumentList.Add(command);
        start.RedirectStandardOutput = true;
        start.Environment["PORTICO_DATA"] = folder;
        start.Environment["PORTICO_URLS"] = start.Environment["PORTICO_ORIGIN"] =
            string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");
        return start;
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Portico.slnx")))
            at = at.Parent ?? throw new InvalidOperationException("The bench runs inside the repository.");
        return at.FullName;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
