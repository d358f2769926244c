using Microsoft.EntityFrameworkCore;
using Portico.Modules.Arrivals;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Modules.Scheduling.AppointmentDetail;
using Portico.Modules.Scheduling.CancelAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.DaySchedule;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Arrivals;

/// <summary>The board, the grid, the open visit and the sheet say the same of a visit, and the sheet serves alone when the system is down.</summary>
public sealed class OneVocabularyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_grid_the_visit_and_the_sheet_say_of_it_what_the_board_says(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var appointment = await day.BookAsync(await day.PatientAsync("Followed"), OneDay.Today, new(9, 20));
        await SaidAsync(day, appointment, BoardState.Booked);
        var visit = (await day.ArriveAsync(appointment)).ShouldBeOfType<ArrivePatient.Result.Arrived>().Visit;
        await SaidAsync(day, appointment, BoardState.Arrived);
        foreach (var (step, says) in new[]
        {
            (VisitState.CheckedIn, BoardState.CheckedIn), (VisitState.Roomed, BoardState.Roomed), (VisitState.WithProvider, BoardState.WithProvider),
            (VisitState.CheckedOut, BoardState.CheckedOut),
        })
        {
            await day.BringAsync(visit, step);
            await SaidAsync(day, appointment, says);
        }
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_sheet_has_two_identifiers_a_phone_and_the_room(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, patient) = await day.HereAsync("Sheet");
        await day.BringAsync(visit, VisitState.CheckedIn, VisitState.Roomed);
        var row = (await day.Desk.ReadAsync(d => day.Desk.Get<IPatients>().FindAsync(d, patient, Ct))).ShouldNotBeNull();
        var line = (await SheetAsync(day)).Pages.ShouldHaveSingleItem().Lines.ShouldHaveSingleItem();
        (line.Name, line.BirthDate, line.Mrn, line.Phone, line.VisitType, line.Room)
            .ShouldBe(("SHEET, Synthetic", new DateOnly(1980, 5, 1), row.Mrn, "+12025550143", "Office visit", "Room 1"));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Of_a_restricted_patient_the_sheet_says_the_time_alone(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var famous = await day.PatientAsync("Famous");
        await day.BookAsync(famous, OneDay.Today, new(10, 0));
        await day.Desk.WriteAsync(async d => (await d.Db.Set<Patient>().SingleAsync(p => p.Id == famous, Ct)).Restrict(RestrictionKind.Vip));
        var line = (await SheetAsync(day)).Pages.ShouldHaveSingleItem().Lines.ShouldHaveSingleItem();
        (line.Time, line.Name, line.BirthDate, line.Mrn, line.Phone, line.VisitType)
            .ShouldBe((new TimeOnly(10, 0), "Restricted patient", null, "", null, ""));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cancelled_visit_is_on_no_sheet(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var appointment = await day.BookAsync(await day.PatientAsync("Away"), OneDay.Today, new(10, 0));
        (await day.Desk.Get<CancelAppointment>().RunAsync(new(appointment, 0, "no ride"), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<CancelAppointment.Result.Cancelled>();
        (await SheetAsync(day)).Pages.ShouldHaveSingleItem().Lines.ShouldBeEmpty();
    }

    [Fact]
    public void Every_state_has_a_sign_of_its_own() =>
        Enum.GetValues<BoardState>().Select(BoardStates.Sign).Distinct().Count().ShouldBe(Enum.GetValues<BoardState>().Length);

    private static async Task SaidAsync(OneDay day, AppointmentId appointment, BoardState says)
    {
        var call = day.Desk.CallAs(Roles.FrontDesk);
        var grid = await day.Desk.Get<DaySchedule>().RunAsync(new(day.Location, OneDay.Today), call, Ct);
        var open = await day.Desk.Get<AppointmentDetail>().RunAsync(new(appointment), call, Ct);
        (grid.Columns.ShouldHaveSingleItem().Items.ShouldHaveSingleItem().State, open.Found.ShouldNotBeNull().State,
            (await SheetAsync(day)).Pages.ShouldHaveSingleItem().Lines.ShouldHaveSingleItem().State, (await day.BoardAsync()).Rows.ShouldHaveSingleItem().State)
            .ShouldBe((says, says, says, says));
    }

    private static async Task<DaySheet.Sheet> SheetAsync(OneDay day) =>
        (await day.Desk.Get<DaySheet>().RunAsync(new(day.Location, OneDay.Today), day.Desk.CallAs(Roles.FrontDesk), Ct)).Sheet.ShouldNotBeNull();
}
