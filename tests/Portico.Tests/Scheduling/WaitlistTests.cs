using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.AddToWaitlist;
using Portico.Modules.Scheduling.AnswerOffer;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.CancelAppointment;
using Portico.Modules.Scheduling.ChangeWaitlistEntry;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.MatchWaitlist;
using Portico.Modules.Scheduling.MoveAppointment;
using Portico.Modules.Scheduling.OfferFreedSlot;
using Portico.Modules.Scheduling.RemoveFromWaitlist;
using Portico.Modules.Scheduling.ShowWaitlist;
using Portico.Modules.Work.Domain;
using Portico.Platform.Access;
using Portico.Platform.Outbox;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

/// <summary>From "something earlier" to the earlier visit. The clinic is that of <see cref="Clinic"/>; it is Wednesday 9:00.</summary>
public sealed class WaitlistTests
{
    private static readonly TimeOnly s_ten = new(10, 0);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<WaitlistEntryId> WaitsAsync(Clinic clinic, int patient, AppointmentId? appointment = null, IReadOnlyList<ProviderId>? providers = null) =>
        (await clinic.Desk.Get<AddToWaitlist>().RunAsync(new(clinic.Patients[patient], clinic.Visit, new(2026, 3, 4), Providers: providers, Appointment: appointment),
            clinic.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<AddToWaitlist.Result.Added>().Entry;

    private static Task<OfferFreedSlot.Result> OfferAsync(Clinic clinic, params WaitlistEntryId[] entries) => clinic.Desk.Get<OfferFreedSlot>().RunAsync(
        new(entries, clinic.Provider, clinic.Location, Clinic.Thursday, s_ten, 20), clinic.Desk.CallAs(Roles.FrontDesk), Ct);

    private static async Task<IReadOnlyList<WaitlistOfferId>> OfferedAsync(Clinic clinic, params WaitlistEntryId[] entries) =>
        (await OfferAsync(clinic, entries)).ShouldBeOfType<OfferFreedSlot.Result.Offered>().Offers;

    private static Task<AnswerOffer.Result> AnswerAsync(Clinic clinic, WaitlistOfferId offer, bool isYes) =>
        clinic.Desk.Get<AnswerOffer>().RunAsync(new(offer, isYes), clinic.Desk.CallAs(Roles.FrontDesk), Ct);

    private static async Task CancelAsync(Clinic clinic, AppointmentId id) => (await clinic.Desk.Get<CancelAppointment>().RunAsync(new(id, 0, "ill"),
        clinic.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<CancelAppointment.Result.Cancelled>();

    private static async Task HearAsync(Clinic clinic)
    {
        while (await clinic.Desk.Get<OutboxWorker>().RunDueAsync(TestDesk.Practice, Ct) > 0)
        {
        }
    }

    private static Task<int> TasksAsync(Clinic clinic) => clinic.Desk.ReadAsync(d => d.Db.Set<WorkTask>().CountAsync(t => t.Kind == HearFreedSlot.Queue && t.DoneAt == null, Ct));

    private static Task<WaitlistEntry> EntryAsync(Clinic clinic, WaitlistEntryId id) => clinic.Desk.ReadAsync(d => d.Db.Set<WaitlistEntry>().SingleAsync(e => e.Id == id, Ct));

    private static Task<int> HeldCellsAsync(Clinic clinic) => clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().CountAsync(c => c.HoldId != null, Ct));

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cancelled_visit_is_offered_to_the_desk_when_somebody_waits(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var freed = await clinic.BookedAsync(s_ten);
        await WaitsAsync(clinic, 1);
        await CancelAsync(clinic, freed);
        await HearAsync(clinic);
        (await TasksAsync(clinic)).ShouldBe(1);
        var shown = await clinic.Desk.Get<ShowWaitlist>().RunAsync(new(clinic.Location), clinic.Desk.CallAs(Roles.FrontDesk), Ct);
        shown.Freed.ShouldHaveSingleItem().Appointment.ShouldBe(freed);
        shown.Entries.ShouldHaveSingleItem().Patient.ShouldBe(clinic.Patients[1]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_that_moves_away_frees_the_time_that_it_left(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var moved = await clinic.BookedAsync(s_ten);
        await WaitsAsync(clinic, 1);
        (await clinic.Desk.Get<MoveAppointment>().RunAsync(new(moved, 0, clinic.Provider, clinic.Location, new(2026, 3, 6), s_ten),
            clinic.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<MoveAppointment.Result.Moved>();
        await HearAsync(clinic);
        (await TasksAsync(clinic)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Nobody_is_told_of_a_time_that_suits_nobody_or_is_taken_again(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (first, second) = (await clinic.BookedAsync(s_ten), await clinic.BookedAsync(new(11, 0), patient: 2));
        await WaitsAsync(clinic, 1, providers: [clinic.Provider]);
        await CancelAsync(clinic, first);
        await clinic.BookedAsync(s_ten, patient: 0);
        await HearAsync(clinic);
        (await TasksAsync(clinic)).ShouldBe(0);
        var other = await clinic.BookedAsync(s_ten, patient: 2, provider: clinic.Other, date: new(2026, 3, 6));
        await CancelAsync(clinic, other);
        await HearAsync(clinic);
        (await TasksAsync(clinic)).ShouldBe(0);
        await CancelAsync(clinic, second);
        await HearAsync(clinic);
        (await TasksAsync(clinic)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_offered_time_is_nobody_elses_until_it_is_answered(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var offer = (await OfferedAsync(clinic, await WaitsAsync(clinic, 1))).ShouldHaveSingleItem();
        (await clinic.BookAsync(clinic.At(s_ten))).ShouldBeOfType<BookAppointment.Result.SlotTaken>();
        (await AnswerAsync(clinic, offer, isYes: false)).ShouldBeOfType<AnswerOffer.Result.Declined>();
        (await HeldCellsAsync(clinic)).ShouldBe(0);
        await clinic.BookedAsync(s_ten);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_yes_books_the_held_time(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var entry = await WaitsAsync(clinic, 1);
        var offer = (await OfferedAsync(clinic, entry))[0];
        var booked = (await AnswerAsync(clinic, offer, isYes: true)).ShouldBeOfType<AnswerOffer.Result.Booked>();
        (booked.Time, booked.WasMoved).ShouldBe((s_ten, false));
        (await clinic.RowAsync(booked.Appointment)).PatientId.ShouldBe(clinic.Patients[1]);
        var waited = await EntryAsync(clinic, entry);
        (waited.State, waited.Offers, waited.Accepted).ShouldBe((WaitlistState.Booked, 1, 1));
        (await HeldCellsAsync(clinic)).ShouldBe(0);
        (await clinic.BookAsync(clinic.At(s_ten))).ShouldBeOfType<BookAppointment.Result.SlotTaken>();
        (await AnswerAsync(clinic, offer, isYes: true)).ShouldBeOfType<AnswerOffer.Result.Over>().How.ShouldBe(OfferState.Accepted);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_yes_for_something_earlier_gives_the_later_time_up(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var later = await clinic.BookedAsync(s_ten, patient: 1, date: new(2026, 3, 20));
        var offer = (await OfferedAsync(clinic, await WaitsAsync(clinic, 1, later)))[0];
        var booked = (await AnswerAsync(clinic, offer, isYes: true)).ShouldBeOfType<AnswerOffer.Result.Booked>();
        (booked.Appointment, booked.Date, booked.WasMoved).ShouldBe((later, Clinic.Thursday, true));
        await clinic.BookedAsync(s_ten, patient: 0, date: new(2026, 3, 20));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_time_that_is_not_earlier_is_not_offered(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var entry = await WaitsAsync(clinic, 1, await clinic.BookedAsync(new(9, 0), patient: 1));
        (await OfferAsync(clinic, entry)).ShouldBeOfType<OfferFreedSlot.Result.DoesNotSuit>().Entry.ShouldBe(entry);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Of_several_who_say_yes_at_once_one_has_it(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind, patients: 4);
        WaitlistEntryId[] entries = [await WaitsAsync(clinic, 0), await WaitsAsync(clinic, 1), await WaitsAsync(clinic, 2), await WaitsAsync(clinic, 3)];
        var offers = await OfferedAsync(clinic, entries);
        var answers = await Task.WhenAll(offers.Select(o => Task.Run(() => AnswerAsync(clinic, o, isYes: true))));
        answers.OfType<AnswerOffer.Result.Booked>().ShouldHaveSingleItem();
        answers.OfType<AnswerOffer.Result.Over>().Count().ShouldBe(3);
        var states = await clinic.Desk.ReadAsync(d => d.Db.Set<WaitlistEntry>().Select(e => e.State).ToListAsync(Ct));
        states.Order().ShouldBe([WaitlistState.Waiting, WaitlistState.Waiting, WaitlistState.Waiting, WaitlistState.Booked]);
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().CountAsync(Ct))).ShouldBe(4);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_offer_that_nobody_answers_runs_out_and_frees_the_time(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var entry = await WaitsAsync(clinic, 1);
        var offer = (await OfferedAsync(clinic, entry))[0];
        await HearAsync(clinic);
        (await HeldCellsAsync(clinic)).ShouldBe(4);
        clinic.Desk.Time.Advance(TimeSpan.FromMinutes(16));
        (await AnswerAsync(clinic, offer, isYes: true)).ShouldBeOfType<AnswerOffer.Result.Over>().How.ShouldBe(OfferState.Expired);
        await HearAsync(clinic);
        (await HeldCellsAsync(clinic)).ShouldBe(0);
        (await EntryAsync(clinic, entry)).State.ShouldBe(WaitlistState.Waiting);
        await clinic.BookedAsync(s_ten);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_callers_list_says_whom_to_call_first_and_leaves_out_who_said_no(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var first = await WaitsAsync(clinic, 0);
        clinic.Desk.Time.Advance(TimeSpan.FromMinutes(1));
        await WaitsAsync(clinic, 1);
        async Task<IEnumerable<int>> ListAsync() => (await clinic.Desk.Get<MatchWaitlist>().RunAsync(
                new(clinic.Provider, clinic.Location, Clinic.Thursday, s_ten, 20), clinic.Desk.CallAs(Roles.FrontDesk), Ct))
            .Matches.Select(m => clinic.Patients.ToList().IndexOf(m.Patient));
        (await ListAsync()).ShouldBe([0, 1]);
        await AnswerAsync(clinic, (await OfferedAsync(clinic, first))[0], isYes: false);
        (await ListAsync()).ShouldBe([1]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Nobody_waits_twice_for_the_same_and_whoever_is_removed_may_wait_again(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var entry = await WaitsAsync(clinic, 1);
        (await clinic.Desk.Get<AddToWaitlist>().RunAsync(new(clinic.Patients[1], clinic.Visit, new(2026, 3, 4)), clinic.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<AddToWaitlist.Result.Waits>().Entry.ShouldBe(entry);
        await OfferedAsync(clinic, entry);
        (await clinic.Desk.Get<RemoveFromWaitlist>().RunAsync(new(entry, "found a visit elsewhere"), clinic.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<RemoveFromWaitlist.Result.Removed>();
        (await EntryAsync(clinic, entry)).State.ShouldBe(WaitlistState.Removed);
        (await HeldCellsAsync(clinic)).ShouldBe(0);
        await WaitsAsync(clinic, 1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Who_waits_may_change_what_they_want_and_keeps_their_place(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await WaitsAsync(clinic, 0, providers: [clinic.Provider]);
        var added = (await EntryAsync(clinic, id)).AddedAt;
        clinic.Desk.Time.Advance(TimeSpan.FromDays(1));
        var change = clinic.Desk.Get<ChangeWaitlistEntry>();
        (await change.RunAsync(new(id, 0, new(2026, 3, 6), new(2026, 3, 20), new(13, 0), Providers: [clinic.Other], Locations: [clinic.Location],
            NoticeMinutes: 45, Urgency: WaitlistUrgency.Urgent, Note: " after school "), clinic.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBe(new ChangeWaitlistEntry.Result.Changed(1));
        var line = (await clinic.Desk.Get<ShowWaitlist>().RunAsync(new(clinic.Location), clinic.Desk.CallAs(Roles.FrontDesk), Ct)).Entries.ShouldHaveSingleItem();
        (line.AddedAt, line.Version, line.From, line.Earliest, line.NoticeMinutes, line.Urgency, line.Note)
            .ShouldBe((added, 1, new DateOnly(2026, 3, 6), new TimeOnly(13, 0), 45, WaitlistUrgency.Urgent, "after school"));
        line.Providers.ShouldBe([clinic.Other]);
        line.Locations.ShouldBe([clinic.Location]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_change_of_an_entry_overruns_nobody_and_ends_with_the_waiting(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await WaitsAsync(clinic, 0);
        var (change, wish) = (clinic.Desk.Get<ChangeWaitlistEntry>(), new ChangeWaitlistEntry.Request(id, 0, new(2026, 3, 6)));
        Task<ChangeWaitlistEntry.Result> RunAsync(ChangeWaitlistEntry.Request request) => change.RunAsync(request, clinic.Desk.CallAs(Roles.FrontDesk), Ct);
        (await RunAsync(wish with { Providers = [Portico.Platform.Ids.Id.New<ProviderId>()] })).ShouldBeOfType<ChangeWaitlistEntry.Result.Unknown>();
        (await RunAsync(wish)).ShouldBeOfType<ChangeWaitlistEntry.Result.Changed>();
        (await RunAsync(wish with { NoticeMinutes = 0 })).ShouldBeOfType<ChangeWaitlistEntry.Result.ChangedMeanwhile>();
        (await clinic.Desk.Get<RemoveFromWaitlist>().RunAsync(new(id, "booked elsewhere"), clinic.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<RemoveFromWaitlist.Result.Removed>();
        (await RunAsync(wish with { Version = 2 })).ShouldBe(new ChangeWaitlistEntry.Result.Over(WaitlistState.Removed));
    }
}
