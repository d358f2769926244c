using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Bench;

/// <summary>A practice of its own on an empty database, without the web server; dropped at the end.</summary>
internal sealed class BenchDesk : IAsyncDisposable
{
    public const int Practice = 1;
    private const string Variable = "PORTICO_TEST_POSTGRES";

    private readonly ServiceProvider _services;
    private readonly Func<Task> _drop;

    private BenchDesk(ServiceProvider services, StoreKind kind, string loader, Func<Task> drop) =>
        (_services, Kind, Loader, _drop) = (services, kind, loader, drop);

    /// <summary>The settings that another process attaches with.</summary>
    public Settings Settings => Get<Settings>();

    public IServiceProvider Services => _services;

    /// <summary>A desk of this process on a database that another one made and will drop.</summary>
    public static BenchDesk Attach(string server, string folder)
    {
        var settings = Settings.FromEnvironment(variable => variable switch
        {
            "PORTICO_DATA" => folder,
            "PORTICO_DATABASE" => server,
            _ => null,
        });
        return new BenchDesk(Make(settings), settings.Address.Kind, "", () => Task.CompletedTask);
    }

    private static ServiceProvider Make(Settings settings)
    {
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning));
        services.AddPortico(settings);
        services.RemoveAll<IAccess>();
        services.AddSingleton<IAccess, EveryoneIsAllowed>();
        return services.BuildServiceProvider();
    }

    public StoreKind Kind { get; }

    /// <summary>A connection string that may write past row-level security: for loading in bulk.</summary>
    public string Loader { get; }

    /// <summary>How figures name the database.</summary>
    public string Database => Kind == StoreKind.Sqlite ? "sqlite" : "postgres";

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public Call CallAs(Guid user) => new() { Practice = Practice, User = new UserId(user), Door = Door.Api };

    /// <returns>Null where the database is not there: PostgreSQL's address is in PORTICO_TEST_POSTGRES.</returns>
    public static async Task<BenchDesk?> StartAsync(StoreKind kind)
    {
        var folder = Directory.CreateTempSubdirectory("portico-bench-").FullName;
        var (server, owner, loader, drop) = ("", "", "", (Func<Task>)(() => Task.CompletedTask));
        if (kind == StoreKind.Sqlite)
            (server, owner, loader) = ($"sqlite:{folder}/bench.db", $"sqlite:{folder}/bench.db", $"Data Source={folder}/bench.db");
        else
        {
            if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } admin)
                return null;
            var name = "portico_bench_" + Guid.CreateVersion7().ToString("N");
            foreach (var role in new[] { "portico_owner", "portico_server" })
                await ExecuteAsync(admin, $"DO $$ BEGIN CREATE ROLE {role} LOGIN PASSWORD 'synthetic'; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
            await ExecuteAsync(admin, $"CREATE DATABASE {name} OWNER portico_owner");
            string As(string role) => new NpgsqlConnectionStringBuilder(admin)
            {
                Username = role, Password = "synthetic", Database = name, MaxPoolSize = 60,
            }.ToString();
            (server, owner) = ("postgres:" + As("portico_server"), "postgres:" + As("portico_owner"));
            loader = new NpgsqlConnectionStringBuilder(admin) { Database = name }.ToString();
            drop = async () =>
            {
                NpgsqlConnection.ClearAllPools();
                await ExecuteAsync(admin, $"DROP DATABASE {name} WITH (FORCE)");
            };
        }
        var settings = Settings.FromEnvironment(variable => variable switch
        {
            "PORTICO_DATA" => folder,
            "PORTICO_DATABASE" => server,
            "PORTICO_DATABASE_OWNER" => owner,
            _ => null,
        });
        await Schema.MigrateAsync(settings.OwnerAddress, settings.Address, CancellationToken.None);
        await using (var store = new DeskStore(settings.OwnerAddress))
        await using (var db = store.Open())
        {
            db.Add(new PracticeRow { Id = Practice, Name = "Bench" });
            await db.SaveChangesAsync();
        }
        return new BenchDesk(Make(settings), kind, loader, async () =>
        {
            SqliteConnection.ClearAllPools();
            await drop();
            Directory.Delete(folder, recursive: true);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _drop();
    }

    private static async Task ExecuteAsync(string connection, string statement)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class EveryoneIsAllowed : IAccess
    {
        public void Ask(DeskBatch batch, Call call, NodaTime.Instant now, Action<Roles> answer) => answer(Roles.All);
    }
}

/// <summary>Durations of one kind of act, in milliseconds.</summary>
internal sealed class Durations
{
    private readonly List<double> _milliseconds = [];

    public void Add(TimeSpan duration) => _milliseconds.Add(duration.TotalMilliseconds);

    /// <param name="share">0.99: the value that 99 of 100 do not pass.</param>
    public double Percentile(double share)
    {
        _milliseconds.Sort();
        return _milliseconds.Count == 0 ? double.NaN : _milliseconds[(int)Math.Ceiling(share * _milliseconds.Count) - 1];
    }
}
