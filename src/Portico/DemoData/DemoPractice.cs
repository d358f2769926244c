using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Commands;
using Portico.Platform.Live;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.DemoData;

/// <summary>Makes the demo practice in an empty database, and gives it a today whenever it has none.</summary>
/// <remarks>Part of the composition root: it speaks to the modules through their Contracts, in transactions of its own.</remarks>
internal sealed class DemoPractice(
    DeskStore store, Settings settings, PracticeClock clock, IChartGuard charts, LiveFeed live,
    IPracticeDirectory practice, IStaffDirectory staff, ISchedule schedule, DemoPeople people, DemoDay days) : IBeforeServing
{
    internal const int Number = 1;
    private const int DaysBehind = 10;
    private const int DaysAhead = 14;

    /// <summary>A demo is made where its chooser can only be reached from this machine, never beside a practice, and never in a
    /// database that somebody named without asking for it.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        if (!settings.MayMakeDemo || !IsForThisMachineAlone(settings.Origin))
            return;
        await using (var db = store.Open())
        {
            if (await db.Set<PracticeRow>().AnyAsync(ct))
                return;
        }
        await MakeAsync(ct);
    }

    internal static bool IsForThisMachineAlone(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.Scheme == Uri.UriSchemeHttp;

    /// <summary>One transaction: a demo is there whole or not at all.</summary>
    internal async Task MakeAsync(CancellationToken ct)
    {
        var now = clock.Now;
        var today = clock.Today(DemoHouse.Sites[0].Zone);
        await using var transaction = await store.WriteAsync(Number, ct);
        var db = transaction.Db;
        var desk = DeskAt(db, now, DemoHouse.Members[0].Id);
        db.Add(new PracticeRow { Id = Number, Name = "Portico demo practice", IsDemo = true, CreatedAt = now });
        await desk.SaveAsync(ct);
        DemoHouse.Furnish(practice, staff, schedule, desk, today.AddDays(-365));
        await desk.SaveAsync(ct);
        foreach (var slice in DemoPeople.All(today).Chunk(8))
        {
            await people.AddAsync(DeskAt(db, now, DemoHouse.Members[0].Id), slice, ct);
            db.ChangeTracker.Clear();
        }
        await transaction.CommitAsync(ct);
    }

    /// <summary>Gives every site a today, then the days around it, where they are missing. Safe to run at any time.</summary>
    internal async Task FillAsync(CancellationToken ct)
    {
        foreach (var site in DemoHouse.Sites)
        {
            var today = clock.Today(site.Zone);
            await using (var transaction = await store.WriteAsync(Number, ct))
            {
                if (!await days.FillTodayAsync(transaction, At(transaction.Db, site), site, today, clock.Now, ct))
                    continue;
                await transaction.CommitAsync(ct);
            }
            live.Published(Number, Guid.CreateVersion7(), [ScheduleTopics.Day(site.Id, today)]);
        }
        foreach (var day in Enumerable.Range(-DaysBehind, DaysBehind + DaysAhead + 1).Where(d => d != 0).OrderBy(Math.Abs))
        {
            foreach (var site in DemoHouse.Sites)
            {
                // One short transaction a day: on SQLite whoever writes makes the others wait.
                await using var transaction = await store.WriteAsync(Number, ct);
                await days.FillThinlyAsync(transaction, At(transaction.Db, site), site, clock.Today(site.Zone).AddDays(day),
                    day < 0, clock.Now, ct);
                await transaction.CommitAsync(ct);
            }
        }
    }

    private Func<Instant, Desk> At(DeskDb db, DemoHouse.Site site) => at => DeskAt(db, at, DemoHouse.Clerk(site).Id);

    // What the demo tells happened at its own times, done by its own clerks.
    private Desk DeskAt(DeskDb db, Instant at, UserId clerk) =>
        new(db, Call.ByProgram(Number) with { User = clerk }, Roles.All, at, charts, writes: true);
}

/// <summary>Runs once the server is up and again when a new day begins somewhere: a demo always has a today.</summary>
internal sealed partial class DemoCalendar(DeskStore store, DemoPractice demo, PracticeClock clock, ILogger<DemoCalendar> log) : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_look, clock.Time);
        try
        {
            var filled = "";
            do
                filled = await LookAsync(filled, stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops: that is no failure to report.
        }
    }

    /// <summary>Returns the days that are filled now.</summary>
    private async Task<string> LookAsync(string filled, CancellationToken ct)
    {
        var dates = string.Join(' ', DemoHouse.Sites.Select(s => clock.Today(s.Zone).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        if (dates == filled)
            return filled;
        try
        {
            if (await IsDemoAsync(ct))
                await demo.FillAsync(ct);
            return dates;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A database that is away now is asked again in a minute; the demo must not stop the server.
            LogFailed(log, failure.GetType().Name);
            return filled;
        }
    }

    private async Task<bool> IsDemoAsync(CancellationToken ct)
    {
        await using var db = store.Open();
        return await db.Set<PracticeRow>().AnyAsync(p => p.Id == DemoPractice.Number && p.IsDemo, ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The demo's day was not filled: {Failure}. It is tried again in a minute")]
    private static partial void LogFailed(ILogger log, string failure);
}

internal static class DemoServices
{
    internal static IServiceCollection AddDemo(this IServiceCollection services)
    {
        services.AddSingleton<DemoPeople>();
        services.AddSingleton<DemoDay>();
        services.AddSingleton<DemoPractice>();
        services.AddSingleton<IBeforeServing>(provider => provider.GetRequiredService<DemoPractice>());
        services.AddHostedService<DemoCalendar>();
        return services;
    }
}
