using System.Text;
using System.Text.Json;
using Ical.Net.CalendarComponents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.ListCalendarFeeds;
using Portico.Modules.Scheduling.MakeCalendarFeed;
using Portico.Modules.Scheduling.ReadCalendarFeed;
using Portico.Modules.Scheduling.RevokeCalendarFeed;
using Portico.Platform.Access;
using Portico.Platform.Audit;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

/// <summary>A provider's visits in somebody else's calendar program.</summary>
public sealed class CalendarFeedTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<(FeedToken Token, CalendarFeedId Feed)> MadeAsync(Clinic clinic, bool withNames = false)
    {
        var token = FeedToken.New(TestDesk.Practice);
        var made = await clinic.Desk.Get<MakeCalendarFeed>().RunAsync(new(clinic.Provider, token.Hash, withNames), clinic.Desk.CallAs(Roles.Supervisor), Ct);
        return (token, made.ShouldBeOfType<MakeCalendarFeed.Result.Made>().Feed);
    }

    private static Task<string?> ReadAsync(Clinic clinic, FeedToken token) => clinic.Desk.Get<CalendarFeedDoor>().ReadAsync(token.Text, "127.0.0.1", Ct);

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_feed_says_when_where_and_what_and_names_nobody(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        await clinic.BookedAsync(new(9, 0), patient: 1, provider: clinic.Other);
        var (token, _) = await MadeAsync(clinic);
        var text = (await ReadAsync(clinic, token)).ShouldNotBeNull();
        text.ToUpperInvariant().ShouldNotContain("SYNTHETIC0");
        var visit = Ical.Net.Calendar.Load(text).ShouldNotBeNull().Events.ShouldHaveSingleItem();
        (visit.Summary, visit.Location, visit.Uid).ShouldBe(("Follow-up", "Synthetic Main Street", $"{id.Value:N}@portico"));
        visit.DtStart.ShouldNotBeNull().AsUtc.ShouldBe(new DateTime(2026, 3, 5, 14, 0, 0, DateTimeKind.Utc));
        visit.DtStart.TzId.ShouldBe("America/New_York");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Names_are_said_where_a_supervisor_chose_so_and_never_of_a_confidential_visit(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        await clinic.BookAsync(clinic.At(new(10, 0), patient: 1) with { IsConfidential = true });
        var (token, _) = await MadeAsync(clinic, withNames: true);
        var events = Ical.Net.Calendar.Load((await ReadAsync(clinic, token)).ShouldNotBeNull()).ShouldNotBeNull().Events;
        events.Select(e => e.Summary).ShouldBe(["SYNTHETIC0, Testa: Follow-up", PatientNames.MaskedVisit], ignoreOrder: true);
    }

    /// <summary>Whoever made the feed answers for its readers; whom it names is in the record of seen charts, and nobody else is.</summary>
    [Theory, ClassData(typeof(BothStores))]
    public async Task Whom_a_feed_names_is_recorded_as_seen(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        await clinic.BookAsync(clinic.At(new(10, 0), patient: 1) with { IsConfidential = true });
        var (nameless, _) = await MadeAsync(clinic);
        await ReadAsync(clinic, nameless);
        (await SeenAsync(clinic)).ShouldBeEmpty();
        var (token, feed) = await MadeAsync(clinic, withNames: true);
        await ReadAsync(clinic, token);
        using var entry = JsonDocument.Parse((await SeenAsync(clinic)).ShouldHaveSingleItem());
        entry.RootElement.GetProperty("others").EnumerateArray().Select(o => o.GetGuid()).ShouldBe([clinic.Patients[0].Value]);
        entry.RootElement.GetProperty("token").GetGuid().ShouldBe(feed.Value);
        entry.RootElement.GetProperty("user").GetGuid().ShouldBe(clinic.Desk.Access.Person(Roles.Supervisor).Value);
        entry.RootElement.GetProperty("from").GetString().ShouldBe("127.0.0.1");
    }

    private static async Task<string[]> SeenAsync(Clinic clinic)
    {
        await clinic.Desk.Get<SeenChartsWriter>().WriteAsync(Ct);
        var entries = await clinic.Desk.ReadAsync(d => d.Db.Set<AuditEntryRow>().Select(e => e.Body).ToListAsync(Ct));
        return [.. entries.Select(Encoding.UTF8.GetString).Where(e => e.Contains("seen-in-list", StringComparison.Ordinal))];
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_clinician_makes_no_feed_that_names_patients(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        (await clinic.Desk.Get<MakeCalendarFeed>().RunAsync(new(clinic.Provider, FeedToken.New(1).Hash, WithNames: true), clinic.Desk.CallAs(Roles.Clinician), Ct))
            .ShouldBeOfType<MakeCalendarFeed.Result.NamesNotAllowed>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_revoked_feed_a_wrong_one_and_no_token_at_all_are_answered_alike(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (token, feed) = await MadeAsync(clinic);
        (await clinic.Desk.Get<RevokeCalendarFeed>().RunAsync(new(feed), clinic.Desk.CallAs(Roles.Supervisor), Ct)).ShouldBeOfType<RevokeCalendarFeed.Result.Revoked>();
        (await ReadAsync(clinic, token)).ShouldBeNull();
        (await ReadAsync(clinic, FeedToken.New(TestDesk.Practice))).ShouldBeNull();
        (await clinic.Desk.Get<CalendarFeedDoor>().ReadAsync("cal_1_short", null, Ct)).ShouldBeNull();
        (await clinic.Desk.Get<ListCalendarFeeds>().RunAsync(new(), clinic.Desk.CallAs(Roles.Supervisor), Ct)).Feeds.ShouldBeEmpty();
    }

    /// <summary>On the day of the autumn change the wall shows 1:30 twice: the feed means the instant that was booked.</summary>
    [Theory, ClassData(typeof(BothStores))]
    public async Task A_feed_keeps_every_instant_across_a_clock_change(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        clinic.Desk.Time.Advance(TimeSpan.FromDays(220));
        var sunday = new DateOnly(2026, 11, 1);
        foreach (var (hour, patient) in new[] { (0, 0), (1, 1), (2, 2) })
            await clinic.BookAsync(clinic.At(new(hour, 30), patient, sunday) with { IsLater = false }, Roles.SeniorFrontDesk, "night clinic");
        var (token, _) = await MadeAsync(clinic);
        var events = Ical.Net.Calendar.Load((await ReadAsync(clinic, token)).ShouldNotBeNull()).ShouldNotBeNull().Events;
        events.Select(e => e.DtStart.ShouldNotBeNull().AsUtc.TimeOfDay).Order().ShouldBe(
            [new TimeSpan(4, 30, 0), new TimeSpan(5, 30, 0), new TimeSpan(7, 30, 0)]);
    }
}
