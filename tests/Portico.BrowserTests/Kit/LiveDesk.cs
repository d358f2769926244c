using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Commands;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.BrowserTests.Kit;

/// <summary>The whole program on a loopback port, over a database of its own with a tiny synthetic practice in it.</summary>
public sealed class LiveDesk : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<string, string?>? _serve;
    private readonly List<Process> _nodes = [];
    private readonly string _server;
    private readonly Func<Task> _drop;
    private Process? _process;

    private LiveDesk(WebApplication app, Dictionary<string, string?>? serve, SlowLine? line, string server, string origin, string data, Func<Task> drop) =>
        (_app, _serve, Line, _server, Origin, Data, _drop) = (app, serve, line, server, origin, data, drop);

    /// <summary>What the browser opens: the program itself, or the slow line before it.</summary>
    public string Origin { get; }

    /// <summary>The folder of its files and keys.</summary>
    public string Data { get; }

    /// <summary>Null unless the desk was started behind one.</summary>
    public SlowLine? Line { get; }

    public TinyPractice Practice { get; private set; } = new();

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="kind">The database to run on.</param>
    /// <param name="delay">One way; zero puts no line between the browser and the program.</param>
    /// <param name="isFirstStart">The database is empty, so that the program makes its own demo practice.</param>
    /// <param name="isProcess">The program runs in a process of its own, as <c>portico serve</c>, and can be killed.</param>
    /// <param name="keepsLineFor">How long a cut connection is kept. Null: as the program has it.</param>
    /// <param name="adjust">Listens in, or replaces a service. Null: nothing.</param>
    /// <param name="more">Further variables of the process. Null: none.</param>
    public static async Task<LiveDesk> StartAsync(StoreKind kind, TimeSpan delay = default, bool isFirstStart = false, bool isProcess = false,
        TimeSpan? keepsLineFor = null, Action<WebApplicationBuilder>? adjust = null, IReadOnlyDictionary<string, string>? more = null)
    {
        var (address, owner, drop) = await TestDesk.FreshDatabaseAsync(kind);
        var folder = Directory.CreateTempSubdirectory("portico-browser-").FullName;
        var port = FreePort();
        var front = delay == TimeSpan.Zero ? port : FreePort();
        var (server, origin) = ($"http://localhost:{port}", $"http://localhost:{front}");
        Dictionary<string, string?> variables = new()
        {
            ["PORTICO_DATA"] = folder, ["PORTICO_DATABASE"] = address, ["PORTICO_DATABASE_OWNER"] = owner,
            ["PORTICO_URLS"] = server, ["PORTICO_ORIGIN"] = origin,
        };
        foreach (var (name, value) in more ?? new Dictionary<string, string>())
            variables[name] = value;
        var settings = Settings.FromEnvironment(name => variables.GetValueOrDefault(name));
        await using (var store = new DeskStore(StoreAddress.Parse(owner ?? address)))
        await using (var db = store.Open())
            await db.Database.ExecuteSqlRawAsync(isFirstStart ? "DELETE FROM practice" : kind == StoreKind.Sqlite
                ? "UPDATE practice SET is_demo = 1" : "UPDATE practice SET is_demo = true");
        var app = PorticoHost.Build(settings, builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            if (keepsLineFor is { } kept)
                builder.Services.PostConfigure<ConnectionOptions>(connections => connections.DisconnectTimeout = kept);
            adjust?.Invoke(builder);
        });
        var practice = new TinyPractice();
        if (isFirstStart)
        {
            foreach (var first in app.Services.GetServices<IBeforeServing>())
                await first.PrepareAsync(TestContext.Current.CancellationToken);
        }
        else
        {
            await WriteAsync(app.Services, desk => practice.SeedAsync(desk, app.Services));
        }
        if (!isProcess)
            await app.StartAsync();
        var line = delay == TimeSpan.Zero ? null : SlowLine.Start(front, port, delay);
        var desk = new LiveDesk(app, isProcess ? variables : null, line, server, origin, folder, async () =>
        {
            await drop();
            Directory.Delete(folder, recursive: true);
        }) { Practice = practice };
        if (isProcess)
            await desk.StartAgainAsync();
        return desk;
    }

    /// <summary>Ends the program in mid-sentence: kill -9.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            throw new InvalidOperationException("This desk runs in the test's own process.");
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    /// <summary>What the process was started with: a command beside it takes the same.</summary>
    public IReadOnlyDictionary<string, string?> Variables => _serve ?? throw new InvalidOperationException("This desk runs in the test's own process.");

    /// <summary>Starts the program on the same data and port, and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        _process = Serve(Variables);
        await ReadyAsync(_server);
    }

    /// <summary>Starts one more process over the same database and files.</summary>
    /// <returns>Its address.</returns>
    public async Task<string> StartNodeAsync()
    {
        var address = $"http://localhost:{FreePort()}";
        _nodes.Add(Serve(new Dictionary<string, string?>(Variables) { ["PORTICO_URLS"] = address }));
        await ReadyAsync(address);
        return address;
    }

    private static async Task ReadyAsync(string server)
    {
        using var asking = new HttpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                if ((await asking.GetAsync(new Uri(server + "/health/ready"), limit.Token)).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100, limit.Token);
        }
    }

    private static Process Serve(IReadOnlyDictionary<string, string?> variables)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "portico.dll"), "serve"]);
        foreach (var (name, value) in variables)
        {
            if (value is not null)
                start.Environment[name] = value;
        }
        return Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
    }

    public Task WriteAsync(Func<Desk, Task> write) => WriteAsync(_app.Services, write);

    public async Task<T> ReadAsync<T>(Func<Desk, Task<T>> read)
    {
        await using var transaction = await Get<DeskStore>().ReadAsync(TestDesk.Practice, TestContext.Current.CancellationToken);
        return await read(new Desk(transaction.Db, Call.ByProgram(TestDesk.Practice), Roles.All,
            Get<PracticeClock>().Now, Get<IChartGuard>(), writes: false));
    }

    private static async Task WriteAsync(IServiceProvider services, Func<Desk, Task> write)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var transaction = await services.GetRequiredService<DeskStore>().WriteAsync(TestDesk.Practice, ct);
        var desk = new Desk(transaction.Db, Call.ByProgram(TestDesk.Practice), Roles.All,
            services.GetRequiredService<PracticeClock>().Now, services.GetRequiredService<IChartGuard>(), writes: true);
        await write(desk);
        await transaction.Db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (Line is not null)
            await Line.DisposeAsync();
        if (_process is not null)
            await KillAsync();
        foreach (var node in _nodes)
        {
            node.Kill();
            await node.WaitForExitAsync();
            node.Dispose();
        }
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _drop();
    }
}
