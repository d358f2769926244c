using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Ids;

namespace Portico.Tests.Scheduling;

/// <summary>Whom a freed slot suits, and in which order. Thursday 5-Mar-2026, 10:00 for 30 minutes; it is the Wednesday before, 9:00.</summary>
public sealed class WaitlistMatchTests
{
    private static readonly Instant s_now = Instant.FromUtc(2026, 3, 4, 14, 0);
    private static readonly ProviderId s_provider = Id.New<ProviderId>();
    private static readonly LocationId s_location = Id.New<LocationId>();
    private static readonly FreedSlot s_slot = new(s_provider, "Family medicine", s_location, new(2026, 3, 5), new(10, 0), 30,
        Instant.FromUtc(2026, 3, 5, 15, 0), IsToday: false);

    private static WaitlistEntry Entry(Instant? added = null, WaitlistUrgency urgency = WaitlistUrgency.Routine, DateOnly? from = null, DateOnly? to = null,
        TimeOnly? earliest = null, TimeOnly? latest = null, IReadOnlyList<DayOfWeek>? weekdays = null, int notice = 60, bool standby = false) =>
        WaitlistEntry.Add(Id.New<WaitlistEntryId>(), Id.New<PatientId>(), Id.New<VisitTypeId>(), new(from ?? new(2026, 3, 1), to, earliest, latest,
            weekdays ?? [], notice, urgency, WaitlistContact.Call, standby, null), added ?? s_now.Minus(Duration.FromDays(9)), default);

    private static WaitingPatient Waiting(WaitlistEntry? entry = null, int minutes = 30, string? specialty = null, Instant? booked = null,
        double? miles = null, bool saidNo = false, Guid? provider = null, Guid? location = null) => new(entry ?? Entry(),
            provider is { } p ? new HashSet<Guid> { p } : [], location is { } l ? new HashSet<Guid> { l } : [], minutes, specialty, booked, miles, saidNo);

    private static bool Suits(WaitingPatient who) => WaitlistMatch.Suits(s_slot, who, s_now);

    [Fact]
    public void Whoever_asked_for_nothing_in_particular_is_suited() => Suits(Waiting()).ShouldBeTrue();

    public static TheoryData<string, WaitingPatient> Unsuited => new()
    {
        { "the visit is longer than the slot", Waiting(minutes: 35) },
        { "the provider does not offer it", Waiting(specialty: "Cardiology") },
        { "too early a day", Waiting(Entry(from: new(2026, 3, 6))) },
        { "too late a day", Waiting(Entry(to: new(2026, 3, 4))) },
        { "too early a time", Waiting(Entry(earliest: new(10, 5))) },
        { "too late a time", Waiting(Entry(latest: new(9, 55))) },
        { "another weekday", Waiting(Entry(weekdays: [DayOfWeek.Monday, DayOfWeek.Wednesday])) },
        { "another provider", Waiting(provider: Guid.CreateVersion7()) },
        { "another location", Waiting(location: Guid.CreateVersion7()) },
        { "too little notice", Waiting(Entry(notice: 25 * 60 + 5)) },
        { "not earlier than what is booked", Waiting(booked: s_slot.StartsAt) },
        { "already said no to it", Waiting(saidNo: true) },
    };

    [Theory, MemberData(nameof(Unsuited), DisableDiscoveryEnumeration = true)]
    public void It_suits_nobody_against_their_wish(string why, WaitingPatient who) => Suits(who).ShouldBeFalse(why);

    [Fact]
    public void Whoever_was_asked_already_is_not_asked_again()
    {
        var entry = Entry();
        entry.Ask();
        Suits(Waiting(entry)).ShouldBeFalse();
        entry.WaitOn();
        Suits(Waiting(entry)).ShouldBeTrue();
    }

    [Fact]
    public void Edges_of_the_wish_still_suit() => Suits(Waiting(Entry(from: new(2026, 3, 5), to: new(2026, 3, 5), earliest: new(10, 0), latest: new(10, 0),
        weekdays: [DayOfWeek.Thursday], notice: 25 * 60), specialty: "family MEDICINE", provider: s_provider.Value,
        location: s_location.Value, booked: s_slot.StartsAt.Plus(Duration.FromMinutes(5)))).ShouldBeTrue();

    private static void ShouldPrecede(WaitingPatient first, WaitingPatient second)
    {
        WaitlistMatch.Rank(s_slot, [second, first], s_now).Select(m => m.Who).ShouldBe([first, second]);
        WaitlistMatch.Rank(s_slot, [first, second], s_now).Select(m => m.Who).ShouldBe([first, second]);
    }

    [Fact]
    public void Urgency_goes_before_a_long_wait() => ShouldPrecede(Waiting(Entry(urgency: WaitlistUrgency.Urgent)),
        Waiting(Entry(added: s_now.Minus(Duration.FromDays(80)))));

    [Fact]
    public void Of_equals_whoever_waits_longer_comes_first() => ShouldPrecede(
        Waiting(Entry(added: s_now.Minus(Duration.FromDays(9)).Minus(Duration.FromSeconds(1)))), Waiting());

    [Fact]
    public void A_visit_that_fills_the_slot_comes_before_a_short_one() => ShouldPrecede(Waiting(minutes: 30), Waiting(minutes: 10));

    [Fact]
    public void The_near_come_before_the_unknown_and_those_before_the_far()
    {
        ShouldPrecede(Waiting(miles: 3), Waiting());
        ShouldPrecede(Waiting(), Waiting(miles: 60));
    }

    [Fact]
    public void Whoever_took_the_last_offer_comes_before_whoever_let_it_go()
    {
        var (taker, other) = (Entry(), Entry());
        foreach (var entry in new[] { taker, other })
            entry.Ask();
        other.WaitOn();
        taker.Take();
        var takerAgain = Entry();
        takerAgain.Ask();
        takerAgain.WaitOn();
        takerAgain.Ask();
        takerAgain.WaitOn();
        other.Offers.ShouldBe(1);
        taker.Accepted.ShouldBe(1);
        // One offer let go stands before two.
        ShouldPrecede(Waiting(other), Waiting(takerAgain));
    }

    [Fact]
    public void Standby_counts_on_the_day_itself_only()
    {
        var (standby, other) = (Waiting(Entry(standby: true)), Waiting(Entry(added: s_now.Minus(Duration.FromDays(30)))));
        ShouldPrecede(other, standby);
        WaitlistMatch.Rank(s_slot with { IsToday = true }, [other, standby], s_now)[0].Who.ShouldBe(standby);
    }

    [Fact]
    public void The_points_say_why()
    {
        var match = WaitlistMatch.Rank(s_slot, [Waiting(Entry(urgency: WaitlistUrgency.Soon), miles: 5, provider: s_provider.Value)], s_now).ShouldHaveSingleItem();
        match.Points.ShouldBe([new(MatchReason.Wait, 3, 9), new(MatchReason.Urgency, 20), new(MatchReason.Fit, 15, 30), new(MatchReason.AskedForProvider, 5),
            new(MatchReason.Distance, 10, 5), new(MatchReason.Accepts, 5, 0)], ignoreOrder: true);
        match.Score.ShouldBe(58);
    }
}
