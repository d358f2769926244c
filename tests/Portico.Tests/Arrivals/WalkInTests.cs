using Microsoft.EntityFrameworkCore;
using Portico.Modules.Arrivals;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Arrivals;

/// <summary>A walk-in is one act, also by someone whom nobody knows yet.</summary>
public sealed class WalkInTests
{
    private static readonly NewPerson s_newcomer = new()
    {
        Family = "Newcomer", Given = "Ada", BirthDate = new DateOnly(1990, 2, 3), Sex = Sex.Female, Phone = "202 555 0177", PayerName = "Self-pay",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task Someone_new_is_registered_booked_and_here_by_one_act(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var taken = (await TakeAsync(day, s_newcomer)).ShouldBeOfType<TakeWalkIn.Result.Taken>();
        var patient = await PatientAsync(day, taken.Patient);
        patient.ShouldNotBeNull();
        PatientNames.Full(patient).ShouldBe("NEWCOMER, Ada");
        var visit = await day.VisitAsync(taken.Visit);
        (visit.PatientId, visit.State, visit.IsWalkIn).ShouldBe((taken.Patient, VisitState.Arrived, true));
        (await day.BoardAsync()).Rows.ShouldHaveSingleItem().Name.ShouldBe("NEWCOMER, Ada");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Someone_who_is_likely_on_file_is_shown_first_and_registered_once_the_desk_is_sure(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var known = (await TakeAsync(day, s_newcomer)).ShouldBeOfType<TakeWalkIn.Result.Taken>().Patient;
        (await TakeAsync(day, s_newcomer)).ShouldBeOfType<TakeWalkIn.Result.LikelyTheSame>()
            .Candidates.ShouldHaveSingleItem().Patient.ShouldBe(known);
        (await CountAsync(day)).ShouldBe(1);
        (await TakeAsync(day, s_newcomer with { SureItIsNew = true })).ShouldBeOfType<TakeWalkIn.Result.Taken>().Patient.ShouldNotBe(known);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_walk_in_without_a_lane_registers_nobody(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        TakeWalkIn.Result last;
        var taken = 0;
        do
            last = await TakeAsync(day, new NewPerson { Family = "Lane" + (char)('A' + taken++), Given = "Full", SureItIsNew = true });
        while (last is TakeWalkIn.Result.Taken && taken < 30);
        last.ShouldBeOfType<TakeWalkIn.Result.NoLane>();
        (await CountAsync(day)).ShouldBe(taken - 1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_same_press_again_registers_nobody_twice(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var first = await TakeAsync(day, s_newcomer, "one-press");
        (await TakeAsync(day, s_newcomer, "one-press")).ShouldBe(first);
        (await CountAsync(day)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_person_that_cannot_be_says_which_field(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        (await TakeAsync(day, s_newcomer with { Family = "", Given = " " })).ShouldBe(new TakeWalkIn.Result.PersonNotUsable("name"));
        (await TakeAsync(day, s_newcomer with { BirthDate = new DateOnly(2027, 1, 1) })).ShouldBe(new TakeWalkIn.Result.PersonNotUsable("birthDate"));
        (await TakeAsync(day, s_newcomer with { Phone = "12" })).ShouldBe(new TakeWalkIn.Result.PersonNotUsable("phone"));
        (await Should.ThrowAsync<CallRejectedException>(() => TakeAsync(day, s_newcomer with { Family = new string('x', 101) })))
            .Message.ShouldContain("family name");
        (await CountAsync(day)).ShouldBe(0);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Neither_someone_on_file_nor_someone_new_is_no_walk_in(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        (await Should.ThrowAsync<CallRejectedException>(() => TakeAsync(day, null))).Kind.ShouldBe(RejectionKind.Invalid);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_form_offers_first_who_sees_patients_there_today(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var away = Id.New<ProviderId>();
        await day.Desk.WriteAsync(d =>
        {
            day.Desk.Get<IPracticeDirectory>().AddProvider(d, away, "Dr. Away", "Family medicine", null);
            return Task.CompletedTask;
        });
        await day.BookAsync(await day.PatientAsync("Booked"), OneDay.Today, new TimeOnly(11, 0));
        (await day.Desk.Get<WalkInForm>().RunAsync(new(null), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .HereToday.ShouldBe([new WalkInForm.Place(day.Location, day.Provider)]);
    }

    private static Task<TakeWalkIn.Result> TakeAsync(OneDay day, NewPerson? person, string? key = null) => day.Desk.Get<TakeWalkIn>().RunAsync(
        new(null, person, day.Location, day.Provider, day.VisitType, null, null, false), day.Desk.CallAs(Roles.FrontDesk, key), Ct);

    private static Task<PatientRow?> PatientAsync(OneDay day, PatientId id) =>
        day.Desk.ReadAsync(d => day.Desk.Get<IPatients>().FindAsync(d, id, Ct));

    private static Task<int> CountAsync(OneDay day) => day.Desk.ReadAsync(d => d.Db.Set<PatientRow>().CountAsync(Ct));
}
