using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Staff.Domain;
using Portico.Modules.Work;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Audit;
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
    IPracticeDirectory practice, IStaffDirectory staff, ISchedule schedule, DemoPeople people, DemoDay days,
    DemoTill till, DemoStories stories, DemoRules rules, DemoAgenda agenda, AskForReview review) : IBeforeServing
{
    internal const int Number = 1;
    private const int DaysBehind = 10;
    private const int DaysAhead = 14;

    // Money was taken on this many of the days behind.
    private const int MoneyDays = 3;

    // So long after the last sign of a hand at a screen the demo goes on by itself.
    private static readonly Duration HandLeft = Duration.FromMinutes(20);

    /// <summary>A demo is made where its chooser can only be reached from this machine, never beside a practice, and never where
    /// the settings forbid it.</summary>
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
        await rules.SetAsync(Acts(transaction), today, now, ct);
        var all = DemoPeople.All(today);
        foreach (var slice in all.Chunk(8))
        {
            await people.AddAsync(DeskAt(db, now, DemoHouse.Members[0].Id), slice, ct);
            db.ChangeTracker.Clear();
        }
        await stories.TellAsync(Acts(transaction), all, today, now, ct);
        Record(db, now, "demo-made", ("patients", all.Count), ("members", DemoHouse.Members.Count));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Gives every site a today as far as its clock is, with its money; ends the days that are over and fills those around.
    /// Safe to run at any time.</summary>
    internal async Task FillAsync(CancellationToken ct)
    {
        var (people, cast) = await PeopleAsync(ct);
        var first = clock.Today(DemoHouse.Sites[0].Zone);
        var ended = await WriteAsync(t => agenda.EndCallsAsync(Acts(t), first, clock.Now, ct), ct);
        var counts = await TodayAsync(people, cast, isFull: true, ct);
        counts.Tasks = counts.Visits == 0 ? 0 : await WriteAsync(t => stories.FillQueuesAsync(Acts(t), first, clock.Now, ct), ct);
        foreach (var day in Enumerable.Range(-DaysBehind, DaysBehind + DaysAhead + 1).Where(d => d != 0).OrderBy(Math.Abs))
        {
            foreach (var site in DemoHouse.Sites)
            {
                var date = clock.Today(site.Zone).AddDays(day);
                counts.Visits += await WriteAsync(async t =>
                {
                    await days.BookAsync(Acts(t), site, date, people, isFull: false, clock.Now, ct);
                    return await days.FollowAsync(Acts(t), site, date, people, clock.Now, ct);
                }, ct);
            }
        }
        counts.Calendar = ended + await WriteAsync(async t =>
        {
            var made = await agenda.FillAsync(Acts(t), cast, first, clock.Now, ct);
            foreach (var site in DemoHouse.Sites)
                counts.Visits += await agenda.FollowAsync(Acts(t), site, cast, clock.Now, ct);
            return made;
        }, ct);
        // In the order of the days: a drawer that was left one evening is counted the next.
        for (var day = -MoneyDays; day < 0; day++)
        {
            foreach (var site in DemoHouse.Sites)
            {
                var date = clock.Today(site.Zone).AddDays(day);
                var taken = await WriteAsync(t => till.TakeAsync(Acts(t), site, date, people, isToday: false, clock.Now, ct), ct);
                counts.Tenders += taken;
                var isShort = taken > 0 && day == -2 && site == DemoHouse.Sites[0];
                if (await WriteAsync(t => till.CloseAsync(Acts(t), site, date, isShort, ct), ct))
                    counts.Closed++;
            }
        }
        await RecordAsync("demo-filled", counts, ct);
    }

    /// <summary>Takes today on: what the clock of each site has behind it since the last look.</summary>
    internal async Task FollowAsync(CancellationToken ct)
    {
        var (people, cast) = await PeopleAsync(ct);
        await RecordAsync("demo-followed", await TodayAsync(people, cast, isFull: false, ct), ct);
    }

    private async Task<Counts> TodayAsync(IReadOnlyList<DemoPeople.Person> people, DemoAgenda.Cast cast, bool isFull, CancellationToken ct)
    {
        var counts = new Counts();
        var isHeld = await IsSomebodyHereAsync(ct);
        foreach (var site in DemoHouse.Sites)
        {
            var today = clock.Today(site.Zone);
            // One short transaction each: on SQLite whoever writes makes the others wait.
            var visits = await WriteAsync(async t =>
            {
                if (isFull)
                    await days.BookAsync(Acts(t), site, today, people, isFull: true, clock.Now, ct);
                // While a hand is at a screen, a day that has begun stays as it is: nobody is moved from under it.
                if (isHeld && await DemoDay.HasBegunAsync(t.Db, site, today, ct))
                    return 0;
                return await days.FollowAsync(Acts(t), site, today, people, clock.Now, ct) + await agenda.FollowAsync(Acts(t), site, cast, clock.Now, ct);
            }, ct);
            var tenders = isHeld && visits == 0 ? 0 : await WriteAsync(t => till.TakeAsync(Acts(t), site, today, people, isToday: true, clock.Now, ct), ct);
            (counts.Visits, counts.Tenders) = (counts.Visits + visits, counts.Tenders + tenders);
            if (isFull || visits + tenders > 0)
                live.Published(Number, Guid.CreateVersion7(), [ScheduleTopics.Day(site.Id, today), PaymentTopics.Money(site.Id)]);
        }
        return counts;
    }

    /// <summary>The people of this demo: their ages were counted back from the day it was made.</summary>
    private async Task<(IReadOnlyList<DemoPeople.Person> People, DemoAgenda.Cast Cast)> PeopleAsync(CancellationToken ct)
    {
        await using var db = store.Open();
        var made = await db.Set<PracticeRow>().Where(p => p.Id == Number).Select(p => p.CreatedAt).SingleAsync(ct);
        var day = DateOnly.FromDateTime(PracticeClock.Local(made, DemoHouse.Sites[0].Zone));
        var people = DemoPeople.All(day);
        return (people, DemoAgenda.CastOf(people, day));
    }

    private async Task<bool> IsSomebodyHereAsync(CancellationToken ct)
    {
        await using var transaction = await store.ReadAsync(Number, ct);
        var lately = clock.Now - HandLeft;
        return await transaction.Db.Set<SignIn>().AnyAsync(s => s.EndedAt == null && s.LastSeenAt > lately, ct);
    }

    private Task RecordAsync(string act, Counts counts, CancellationToken ct) => counts.AreAny ? WriteAsync(async t =>
    {
        Record(t.Db, clock.Now, act, ("visits", counts.Visits), ("tenders", counts.Tenders), ("days-closed", counts.Closed), ("tasks", counts.Tasks),
            ("calendar", counts.Calendar));
        await t.Db.SaveChangesAsync(ct);
        return 0;
    }, ct) : Task.CompletedTask;

    private sealed class Counts
    {
        public int Visits { get; set; }
        public int Tenders { get; set; }
        public int Closed { get; set; }
        public int Tasks { get; set; }

        /// <summary>Acts that the calendar shows beside plain visits.</summary>
        public int Calendar { get; set; }
        public bool AreAny => Visits + Tenders + Closed + Tasks + Calendar > 0;
    }

    private async Task<T> WriteAsync<T>(Func<DeskTransaction, Task<T>> write, CancellationToken ct)
    {
        await using var transaction = await store.WriteAsync(Number, ct);
        var result = await write(transaction);
        await transaction.CommitAsync(ct);
        return result;
    }

    private DemoActs Acts(DeskTransaction transaction) => new(transaction, (who, at, reason) => DeskAt(transaction.Db, at, who.Id, reason), review);

    /// <summary>One entry for the whole run: what its people do in the story was done by the program, and the log says so.</summary>
    private static void Record(DeskDb db, Instant now, string act, params (string Name, int Count)[] counts)
    {
        var entry = AuditEntry.Of(Call.ByProgram(Number), now, act, "done") with
        {
            Facts = [.. counts.Select(c => KeyValuePair.Create(c.Name, c.Count.ToString(CultureInfo.InvariantCulture)))],
        };
        db.Add(new AuditEntryRow { Id = entry.Id, Body = entry.Bytes(), UserId = entry.User.Value, At = entry.At });
    }

    // What the demo tells happened at its own times, done by its own clerks.
    private Desk DeskAt(DeskDb db, Instant at, UserId clerk, string? reason = null) =>
        new(db, Call.ByProgram(Number) with { User = clerk, Reason = reason }, Roles.All, at, charts, writes: true);
}

/// <summary>Runs once the server is up and again when a new day begins somewhere, and follows the clock in between: a demo always has
/// a today.</summary>
internal sealed partial class DemoCalendar(DeskStore store, DemoPractice demo, PracticeClock clock, ILogger<DemoCalendar> log) : BackgroundService
{
    private const int LooksBetween = 5;
    private static readonly TimeSpan s_look = TimeSpan.FromMinutes(1);
    private int _looks;

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
        var dates = string.Join(' ', DemoHouse.Sites.Select(s => clock.Today(s.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        if (dates == filled && ++_looks % LooksBetween != 0)
            return filled;
        try
        {
            if (!await IsDemoAsync(ct))
                return dates;
            if (dates == filled)
                await demo.FollowAsync(ct);
            else
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

    /// <summary>Whether this is a demo in the demo's own house: one that somebody furnished otherwise has no day to fill.</summary>
    private async Task<bool> IsDemoAsync(CancellationToken ct)
    {
        await using var transaction = await store.ReadAsync(DemoPractice.Number, ct);
        var first = DemoHouse.Sites[0].Id;
        return await transaction.Db.Set<PracticeRow>().AnyAsync(p => p.Id == DemoPractice.Number && p.IsDemo, ct)
            && await transaction.Db.Set<LocationRow>().AnyAsync(l => l.Id == first, ct);
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
        services.AddSingleton<DemoTill>();
        services.AddSingleton<DemoStories>();
        services.AddSingleton<DemoRules>();
        services.AddSingleton<DemoAgenda>();
        services.AddSingleton<DemoPractice>();
        services.AddSingleton<IBeforeServing>(provider => provider.GetRequiredService<DemoPractice>());
        services.AddChore<DemoCalendar>();
        services.AddChore<DemoPayers>();
        return services;
    }
}
