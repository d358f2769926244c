using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Tests.Kit;

/// <summary>A whole practice without its web server, on a database of its own: made from a template, dropped at the end.</summary>
public sealed class TestDesk : IAsyncDisposable
{
    public const int Practice = 1;
    private static readonly SemaphoreSlim s_once = new(1, 1);
    private static readonly Dictionary<StoreKind, string> s_templates = [];

    private readonly ServiceProvider _services;
    private readonly Func<Task> _drop;

    private TestDesk(ServiceProvider services, Settings settings, FakeTimeProvider time, TestAccess access, Func<Task> drop) =>
        (_services, Settings, Time, Access, _drop) = (services, settings, time, access, drop);

    public Settings Settings { get; }
    public FakeTimeProvider Time { get; }
    public TestAccess Access { get; }
    public DeskStore Store => Get<DeskStore>();

    internal IServiceProvider Services => _services;

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <param name="kind">The database to run on.</param>
    /// <param name="adjust">Replaces a service. Null: nothing.</param>
    /// <param name="practice">False: the database has its schema and no practice yet.</param>
    /// <param name="checkpoints">Where the audit log's checkpoints go. Null: into the data folder.</param>
    /// <param name="like">One that was stopped: the new one begins with its database and files, at its time. Null: with nothing.</param>
    public static async Task<TestDesk> StartAsync(
        StoreKind kind, Action<IServiceCollection>? adjust = null, bool practice = true, string? checkpoints = null, TestDesk? like = null)
    {
        var (address, owner, drop) = await FreshDatabaseAsync(kind, like: like);
        var folder = Directory.CreateTempSubdirectory("portico-test-").FullName;
        if (like is not null)
            CopyFiles(like.Settings.Data, folder);
        var settings = Settings.FromEnvironment(name => name switch
        {
            "PORTICO_DATA" => folder,
            "PORTICO_DATABASE" => address,
            "PORTICO_DATABASE_OWNER" => owner,
            "PORTICO_CHECKPOINTS" => checkpoints,
            _ => null,
        });
        var time = new FakeTimeProvider(like?.Time.GetUtcNow() ?? new DateTimeOffset(2026, 3, 4, 14, 0, 0, TimeSpan.Zero));
        var access = new TestAccess();
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning));
        services.AddPortico(settings);
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
        services.RemoveAll<IAccess>();
        services.AddSingleton<IAccess>(access);
        services.TryAddSingleton<IChartGuard, OpenCharts>();
        adjust?.Invoke(services);
        if (!practice && like is null)
        {
            await using var store = new DeskStore(settings.OwnerAddress);
            await using var db = store.Open();
            await db.Set<PracticeRow>().ExecuteDeleteAsync();
        }
        return new TestDesk(services.BuildServiceProvider(), settings, time, access, async () =>
        {
            await drop();
            Directory.Delete(folder, recursive: true);
        });
    }

    /// <summary>A call by a person who holds these roles.</summary>
    public Call CallAs(Roles roles, string? key = null, string? reason = null) => new()
    {
        Practice = Practice, User = Access.Person(roles), Door = Door.Screen, Key = key, Reason = reason,
    };

    /// <summary>Writes rows as the program itself does in an import.</summary>
    public async Task WriteAsync(Func<Desk, Task> write)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var transaction = await Store.WriteAsync(Practice, ct);
        var desk = new Desk(transaction.Db, Call.ByProgram(Practice), Roles.All,
            Get<Portico.Platform.Clock.PracticeClock>().Now, Get<IChartGuard>(), writes: true);
        await write(desk);
        await transaction.Db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    public async Task<T> ReadAsync<T>(Func<Desk, Task<T>> read)
    {
        await using var transaction = await Store.ReadAsync(Practice, TestContext.Current.CancellationToken);
        var desk = new Desk(transaction.Db, Call.ByProgram(Practice), Roles.All,
            Get<Portico.Platform.Clock.PracticeClock>().Now, Get<IChartGuard>(), writes: false);
        return await read(desk);
    }

    /// <summary>Ends the services and leaves the database: as a server does that is stopped.</summary>
    public async Task StopAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _drop();
    }

    /// <summary>What a command or another process beside this desk is started with.</summary>
    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?>
    {
        ["PORTICO_DATA"] = Settings.Data, ["PORTICO_DATABASE"] = Settings.Database, ["PORTICO_DATABASE_OWNER"] = Settings.DatabaseOwner,
        ["PORTICO_CHECKPOINTS"] = Settings.Checkpoints,
    };

    /// <summary>A new database with the schema and one practice, and how to drop it.</summary>
    /// <param name="kind">Where.</param>
    /// <param name="isBare">It has not even a schema yet.</param>
    /// <param name="like">Whose it copies. Null: nobody's.</param>
    internal static async Task<(string Server, string? Owner, Func<Task> Drop)> FreshDatabaseAsync(StoreKind kind, bool isBare = false, TestDesk? like = null)
    {
        var template = like is null ? await TemplateAsync(kind) : NameOf(like);
        var name = "portico_" + Guid.CreateVersion7().ToString("N");
        if (kind == StoreKind.Sqlite)
        {
            var path = Path.Combine(Path.GetTempPath(), name + ".db");
            if (!isBare)
                File.Copy(template, path);
            return ("sqlite:" + path, null, () =>
            {
                SqliteConnection.ClearAllPools();
                foreach (var file in new[] { path, path + "-wal", path + "-shm" })
                    File.Delete(file);
                return Task.CompletedTask;
            });
        }
        // Copying files costs half of writing every page of the template into the log first.
        await AdminAsync(isBare ? $"CREATE DATABASE {name} OWNER portico_owner" : $"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY");
        return ("postgres:" + As("portico_server", name), "postgres:" + As("portico_owner", name), async () =>
        {
            await AdminAsync($"DROP DATABASE {name} WITH (FORCE)");
        });
    }

    private static void CopyFiles(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? to);
            File.Copy(file, copy);
        }
    }

    private static string NameOf(TestDesk desk)
    {
        var address = StoreAddress.Parse(desk.Settings.Database);
        return address.Kind == StoreKind.Sqlite ? address.Connection
            : new NpgsqlConnectionStringBuilder(address.Connection).Database ?? throw new InvalidOperationException("The address names no database.");
    }

    private static async Task<string> TemplateAsync(StoreKind kind)
    {
        await s_once.WaitAsync();
        try
        {
            if (s_templates.TryGetValue(kind, out var known))
                return known;
            string template;
            if (kind == StoreKind.Sqlite)
            {
                template = Path.Combine(Path.GetTempPath(), $"portico-template-{Environment.ProcessId}.db");
                foreach (var file in new[] { template, template + "-wal", template + "-shm" })
                    File.Delete(file);
                await MakeAsync("sqlite:" + template, "sqlite:" + template);
                SqliteConnection.ClearAllPools();
            }
            else
            {
                template = $"portico_template_{Environment.ProcessId}";
                foreach (var role in new[] { "portico_owner", "portico_server" })
                    await AdminAsync($"DO $$ BEGIN CREATE ROLE {role} LOGIN PASSWORD 'synthetic'; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
                await AdminAsync($"DROP DATABASE IF EXISTS {template} WITH (FORCE)");
                await AdminAsync($"CREATE DATABASE {template} OWNER portico_owner");
                await MakeAsync("postgres:" + As("portico_owner", template), "postgres:" + As("portico_server", template));
                NpgsqlConnection.ClearAllPools();
            }
            return s_templates[kind] = template;
        }
        finally
        {
            s_once.Release();
        }
    }

    private static async Task MakeAsync(string owner, string server)
    {
        await Schema.MigrateAsync(StoreAddress.Parse(owner), StoreAddress.Parse(server), CancellationToken.None);
        await using var store = new DeskStore(StoreAddress.Parse(owner));
        await using var db = store.Open();
        db.Add(new PracticeRow { Id = Practice, Name = "Synthetic practice" });
        await db.SaveChangesAsync();
    }

    internal static string As(string role, string database) =>
        new NpgsqlConnectionStringBuilder(BothStores.Postgres ?? "") { Username = role, Password = "synthetic", Database = database, MaxPoolSize = 50 }
            .ToString();

    private static async Task AdminAsync(string statement)
    {
        await using var source = NpgsqlDataSource.Create(BothStores.Postgres ?? "");
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class OpenCharts : IChartGuard
    {
        public void Ask(DeskBatch batch, Desk desk, Guid patient, Action opened) => opened();
    }
}

/// <summary>Gives every set of roles a person of its own; roles can be taken away in mid-test.</summary>
public sealed class TestAccess : IAccess
{
    private readonly Dictionary<UserId, Roles> _people = [];

    public UserId Person(Roles roles)
    {
        lock (_people)
        {
            var known = _people.FirstOrDefault(p => p.Value == roles).Key;
            return known != default ? known : Add(roles);
        }
    }

    /// <summary>One more person with these roles: for "nobody approves their own".</summary>
    public UserId Add(Roles roles)
    {
        lock (_people)
        {
            var user = Portico.Platform.Ids.Id.New<UserId>();
            _people[user] = roles;
            return user;
        }
    }

    public Roles RolesOf(UserId user)
    {
        lock (_people)
            return _people.GetValueOrDefault(user);
    }

    public void Revoke(UserId user)
    {
        lock (_people)
            _people[user] = Roles.None;
    }

    public void Ask(DeskBatch batch, Call call, NodaTime.Instant now, Action<Roles> answer) => answer(RolesOf(call.User));
}
