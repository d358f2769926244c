using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
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
    private readonly Func<Task> _drop;

    private LiveDesk(WebApplication app, SlowLine? line, string origin, Func<Task> drop) =>
        (_app, Line, Origin, _drop) = (app, line, origin, drop);

    /// <summary>What the browser opens: the program itself, or the slow line before it.</summary>
    public string Origin { get; }

    /// <summary>Null unless the desk was started behind one.</summary>
    public SlowLine? Line { get; }

    public TinyPractice Practice { get; private set; } = new();

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="kind">The database to run on.</param>
    /// <param name="delay">One way; zero puts no line between the browser and the program.</param>
    /// <param name="isFirstStart">The database is empty, so that the program makes its own demo practice.</param>
    public static async Task<LiveDesk> StartAsync(StoreKind kind, TimeSpan delay = default, bool isFirstStart = false)
    {
        var (address, owner, drop) = await TestDesk.FreshDatabaseAsync(kind);
        var folder = Directory.CreateTempSubdirectory("portico-browser-").FullName;
        var port = FreePort();
        var front = delay == TimeSpan.Zero ? port : FreePort();
        var settings = Settings.FromEnvironment(name => name switch
        {
            "PORTICO_DATA" => folder,
            "PORTICO_DATABASE" => address,
            "PORTICO_DATABASE_OWNER" => owner,
            "PORTICO_DEMO" => isFirstStart ? "1" : null,
            "PORTICO_URLS" => $"http://localhost:{port}",
            "PORTICO_ORIGIN" => $"http://localhost:{front}",
            _ => null,
        });
        await using (var store = new DeskStore(StoreAddress.Parse(owner ?? address)))
        await using (var db = store.Open())
            await db.Database.ExecuteSqlRawAsync(isFirstStart ? "DELETE FROM practice" : kind == StoreKind.Sqlite
                ? "UPDATE practice SET is_demo = 1" : "UPDATE practice SET is_demo = true");
        var app = PorticoHost.Build(settings, builder => builder.Logging.SetMinimumLevel(LogLevel.Warning));
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
        await app.StartAsync();
        var line = delay == TimeSpan.Zero ? null : SlowLine.Start(front, port, delay);
        return new LiveDesk(app, line, $"http://localhost:{front}", async () =>
        {
            await drop();
            Directory.Delete(folder, recursive: true);
        }) { Practice = practice };
    }

    public Task WriteAsync(Func<Desk, Task> write) => WriteAsync(_app.Services, write);

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
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _drop();
    }
}
