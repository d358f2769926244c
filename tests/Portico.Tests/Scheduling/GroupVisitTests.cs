using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Modules.Scheduling.AddException;
using Portico.Modules.Scheduling.AddToGroup;
using Portico.Modules.Scheduling.AppointmentDetail;
using Portico.Modules.Scheduling.BlockResource;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.CancelAppointment;
using Portico.Modules.Scheduling.CancelGroup;
using Portico.Modules.Scheduling.CloseGroup;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.DaySchedule;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.DowntimeSheets;
using Portico.Modules.Scheduling.GroupDetail;
using Portico.Modules.Scheduling.KeepWallTime;
using Portico.Modules.Scheduling.MakeCalendarFeed;
using Portico.Modules.Scheduling.MonthLoad;
using Portico.Modules.Scheduling.MoveAppointment;
using Portico.Modules.Scheduling.MoveGroup;
using Portico.Modules.Scheduling.OpenGroup;
using Portico.Modules.Scheduling.ReadCalendarFeed;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Scheduling.UndoCancel;
using Portico.Modules.Scheduling.UndoMove;
using Portico.Modules.Work.Domain;
using Portico.Modules.Scheduling.ShowRescheduleList;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

/// <summary>A visit that several patients have together: one provider's time, one room, and places.</summary>
public sealed class GroupVisitTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<Clinic> OpenAsync(StoreKind kind, int patients = 4, VisitRules? rules = null)
    {
        var clinic = await Clinic.OpenAsync(kind, patients);
        await clinic.Desk.WriteAsync(async d =>
            (await d.Db.Set<VisitType>().AsTracking().SingleAsync(t => t.Id == clinic.Visit, Ct)).Rule(rules ?? new VisitRules(GroupSize: 8)));
        return clinic;
    }

    private static OpenGroup.Request At(Clinic clinic, TimeOnly time, int places = 3, DateOnly? date = null) =>
        new(clinic.Visit, clinic.Provider, clinic.Location, date ?? Clinic.Thursday, time, "Synthetic class", places);

    private static Task<OpenGroup.Result> TryOpenAsync(Clinic clinic, OpenGroup.Request request, Roles roles = Roles.FrontDesk, string? reason = null) =>
        clinic.Desk.Get<OpenGroup>().RunAsync(request, clinic.Desk.CallAs(roles, reason: reason), Ct);

    private static async Task<GroupVisitId> OpenedAsync(Clinic clinic, TimeOnly? time = null, int places = 3) =>
        (await TryOpenAsync(clinic, At(clinic, time ?? new(10, 0), places))).ShouldBeOfType<OpenGroup.Result.Opened>().Group;

    private static Task<AddToGroup.Result> AddAsync(Clinic clinic, GroupVisitId group, int patient, bool acceptOverlap = false, Roles roles = Roles.FrontDesk) =>
        clinic.Desk.Get<AddToGroup>().RunAsync(new(group, clinic.Patients[patient], AcceptOverlap: acceptOverlap), clinic.Desk.CallAs(roles), Ct);

    private static async Task<AppointmentId> AddedAsync(Clinic clinic, GroupVisitId group, int patient) =>
        (await AddAsync(clinic, group, patient)).ShouldBeOfType<AddToGroup.Result.Added>().Appointment;

    private static Task<MoveGroup.Result> MoveAsync(Clinic clinic, GroupVisitId group, int version, TimeOnly time, bool accept = false, DateOnly? date = null) =>
        clinic.Desk.Get<MoveGroup>().RunAsync(new(group, version, clinic.Provider, clinic.Location, date ?? Clinic.Thursday, time, AcceptOverlaps: accept),
            clinic.Desk.CallAs(Roles.FrontDesk), Ct);

    private static Task<List<AppointmentCell>> CellsAsync(Clinic clinic) => clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().AsNoTracking().ToListAsync(Ct));

    private static async Task<GroupDetail.Found> DetailAsync(Clinic clinic, GroupVisitId group) =>
        (await clinic.Desk.Get<GroupDetail>().RunAsync(new(group), clinic.Desk.CallAs(Roles.FrontDesk), Ct)).Found.ShouldNotBeNull();

    private static Task<CancelAppointment.Result> CancelOneAsync(Clinic clinic, AppointmentId id, int version = 0) =>
        clinic.Desk.Get<CancelAppointment>().RunAsync(new(id, version, "Synthetic"), clinic.Desk.CallAs(Roles.FrontDesk), Ct);

    private static Task<CancelGroup.Result> CancelAsync(Clinic clinic, GroupVisitId group, bool reschedule, int version = 0) =>
        clinic.Desk.Get<CancelGroup>().RunAsync(new(group, version, "Provider is ill", reschedule), clinic.Desk.CallAs(Roles.FrontDesk), Ct);

    private static Task<List<WorkTask>> TasksAsync(Clinic clinic) => clinic.Desk.ReadAsync(d => d.Db.Set<WorkTask>().AsNoTracking()
        .Where(t => t.Kind == "reschedule" && t.DoneAt == null).ToListAsync(Ct));

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_group_takes_its_provider_and_room_once_and_each_patient_a_place(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var room = Id.New<RoomId>();
        await clinic.Desk.WriteAsync(d =>
        {
            clinic.Desk.Get<IPracticeDirectory>().AddRoom(d, room, clinic.Location, "Room 1");
            d.Db.Add(new VisitNeed { VisitTypeId = clinic.Visit, Number = 1, Phase = 0, Class = ResourceClass.Room, Kind = Room.Exam });
            return Task.CompletedTask;
        });
        var group = await OpenedAsync(clinic);
        var ids = new[] { await AddedAsync(clinic, group, 0), await AddedAsync(clinic, group, 1) };
        var cells = await CellsAsync(clinic);
        cells.Where(c => c.GroupVisitId == group).GroupBy(c => c.ResourceId).ToDictionary(g => g.Key, g => g.Count())
            .ShouldBe(new Dictionary<Guid, int> { [clinic.Provider.Value] = 4, [room.Value] = 4 }, ignoreOrder: true);
        cells.Where(c => c.AppointmentId != null).Select(c => (c.ResourceId, c.Cell, c.Lane)).Order().ShouldBe([(group.Value, 0, 0), (group.Value, 0, 1)]);
        // Neither the provider nor the room is free for anybody else.
        (await clinic.BookAsync(clinic.At(new(10, 10), 2))).ShouldBeOfType<BookAppointment.Result.SlotTaken>();
        (await clinic.BookAsync(clinic.At(new(10, 10), 2, provider: clinic.Other))).ShouldBeOfType<BookAppointment.Result.NothingFree>();
        var row = await clinic.RowAsync(ids[0]);
        (row.GroupVisitId, row.Date, row.Time, row.Minutes, row.ProviderId).ShouldBe((group, Clinic.Thursday, new(10, 0), 20, clinic.Provider));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_group_is_opened_only_for_a_visit_type_of_groups_where_it_fits(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind, rules: new VisitRules());
        (await TryOpenAsync(clinic, At(clinic, new(10, 0)))).ShouldBeOfType<OpenGroup.Result.NotForGroups>();
        await clinic.Desk.WriteAsync(async d =>
            (await d.Db.Set<VisitType>().AsTracking().SingleAsync(t => t.Id == clinic.Visit, Ct)).Rule(new VisitRules(GroupSize: 4)));
        (await TryOpenAsync(clinic, At(clinic, new(10, 0), 5))).ShouldBe(new OpenGroup.Result.TooManyPlaces(4));
        (await TryOpenAsync(clinic, At(clinic, new(10, 0), date: Clinic.Thursday.AddDays(-7)))).ShouldBeOfType<OpenGroup.Result.InThePast>();
        (await TryOpenAsync(clinic, At(clinic, new(18, 0)))).ShouldBeOfType<OpenGroup.Result.AgainstPlan>();
        (await TryOpenAsync(clinic, At(clinic, new(18, 0)), Roles.Supervisor, "evening class")).ShouldBeOfType<OpenGroup.Result.Opened>();
        await clinic.BookedAsync(new(10, 10));
        (await TryOpenAsync(clinic, At(clinic, new(10, 0)))).ShouldBeOfType<OpenGroup.Result.SlotTaken>();
        // What lost has left nothing behind.
        (await clinic.Desk.ReadAsync(d => d.Db.Set<GroupVisit>().CountAsync(Ct))).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Sixteen_clients_at_a_group_of_eight_are_eight_added_and_eight_told_it_is_full(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind, patients: 16);
        var group = await OpenedAsync(clinic, places: 8);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => AddAsync(clinic, group, i))));
        answers.Count(a => a is AddToGroup.Result.Added).ShouldBe(8);
        answers.Count(a => a is AddToGroup.Result.Full).ShouldBe(8);
        (await CellsAsync(clinic)).Where(c => c.ResourceId == group.Value).Select(c => c.Lane).Order().ShouldBe(Enumerable.Range(0, 8));
        (await clinic.Desk.ReadAsync(d => d.Db.Set<Appointment>().CountAsync(a => a.GroupVisitId == group, Ct))).ShouldBe(8);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task One_patient_added_by_sixteen_clients_at_once_is_in_it_once(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var group = await OpenedAsync(clinic, places: 8);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => AddAsync(clinic, group, 0, acceptOverlap: true))));
        answers.Count(a => a is AddToGroup.Result.Added).ShouldBe(1);
        answers.Count(a => a is AddToGroup.Result.AlreadyIn).ShouldBe(15);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Nobody_is_left_behind_who_joins_while_the_group_moves(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind, patients: 8);
        var group = await OpenedAsync(clinic, places: 8);
        var adding = Enumerable.Range(0, 8).Select(i => Task.Run(() => AddAsync(clinic, group, i)));
        var moving = Enumerable.Range(0, 4).Select(i => Task.Run(() => MoveAsync(clinic, group, i, new TimeOnly(11, 0).AddMinutes(30 * i), accept: true)));
        await Task.WhenAll(adding.Cast<Task>().Concat(moving));
        var at = await DetailAsync(clinic, group);
        at.Patients.Count.ShouldBe(8);
        var rows = await Task.WhenAll(at.Patients.Select(p => clinic.RowAsync(p.Appointment)));
        rows.ShouldAllBe(r => r.Time == at.Time && r.StartsAt == at.StartsAt);
        (await CellsAsync(clinic)).Count(c => c.GroupVisitId == group).ShouldBe(4);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_patients_own_day_is_asked_about_as_for_any_visit(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var group = await OpenedAsync(clinic);
        var other = await clinic.BookedAsync(new(10, 10), provider: clinic.Other);
        (await AddAsync(clinic, group, 0)).ShouldBe(new AddToGroup.Result.PatientOverlaps(other, new(10, 10), 20));
        (await AddAsync(clinic, group, 0, acceptOverlap: true)).ShouldBeOfType<AddToGroup.Result.Added>();
        var same = await clinic.BookedAsync(new(14, 0), 1);
        (await AddAsync(clinic, group, 1)).ShouldBe(new AddToGroup.Result.PatientHasSame(same, new(14, 0), 20));
        (await AddAsync(clinic, group, 0, acceptOverlap: true)).ShouldBeOfType<AddToGroup.Result.AlreadyIn>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Who_the_visit_is_not_for_gets_no_place(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind, rules: new VisitRules(GroupSize: 8, MinAgeMonths: 12 * 60));
        var group = await OpenedAsync(clinic);
        (await AddAsync(clinic, group, 0, roles: Roles.Supervisor)).ShouldBeOfType<AddToGroup.Result.NotForPatient>().Why.ShouldHaveSingleItem().Kind.ShouldBe(WhyNotKind.TooYoung);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Taking_a_patient_out_frees_the_place_and_not_the_groups_time(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var group = await OpenedAsync(clinic, places: 2);
        var first = await AddedAsync(clinic, group, 0);
        await AddedAsync(clinic, group, 1);
        (await AddAsync(clinic, group, 2)).ShouldBe(new AddToGroup.Result.Full(2));
        (await CancelOneAsync(clinic, first)).ShouldBeOfType<CancelAppointment.Result.Cancelled>();
        (await clinic.BookAsync(clinic.At(new(10, 0), 3))).ShouldBeOfType<BookAppointment.Result.SlotTaken>();
        await AddedAsync(clinic, group, 2);
        // The place is somebody else's now.
        var undo = clinic.Desk.Get<UndoCancel>();
        (await undo.RunAsync(new(first, 1), clinic.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<UndoCancel.Result.SlotTaken>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cancellation_is_taken_back_into_the_same_place_while_the_group_stands_where_it_stood(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var group = await OpenedAsync(clinic);
        var first = await AddedAsync(clinic, group, 0);
        var (undo, call) = (clinic.Desk.Get<UndoCancel>(), clinic.Desk.CallAs(Roles.FrontDesk));
        await CancelOneAsync(clinic, first);
        (await undo.RunAsync(new(first, 1), call, Ct)).ShouldBeOfType<UndoCancel.Result.Reinstated>();
        (await CellsAsync(clinic)).Single(c => c.AppointmentId == first).ResourceId.ShouldBe(group.Value);
        await CancelOneAsync(clinic, first, 2);
        (await MoveAsync(clinic, group, 0, new(12, 0))).ShouldBeOfType<MoveGroup.Result.Moved>();
        (await undo.RunAsync(new(first, 3), call, Ct)).ShouldBeOfType<UndoCancel.Result.GroupChanged>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_group_moves_with_everybody_and_says_who_has_another_visit_then(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var group = await OpenedAsync(clinic);
        var ids = new[] { await AddedAsync(clinic, group, 0), await AddedAsync(clinic, group, 1) };
        var other = (await clinic.BookAsync(clinic.At(new(14, 10), 1, provider: clinic.Other) with { AcceptOverlap = true })).ShouldBeOfType<BookAppointment.Result.Booked>();
        var asked = (await MoveAsync(clinic, group, 0, new(14, 0))).ShouldBeOfType<MoveGroup.Result.PatientsOverlap>().Patients.ShouldHaveSingleItem();
        (asked.Appointment, asked.Other, asked.IsElsewhere).ShouldBe((ids[1], other.Appointment, false));
        (await clinic.RowAsync(ids[0])).Time.ShouldBe(new(10, 0));

        var moved = (await MoveAsync(clinic, group, 0, new(14, 0), accept: true)).ShouldBeOfType<MoveGroup.Result.Moved>();
        (moved.Patients.Count, moved.Overlapping.Count).ShouldBe((2, 1));
        (await Task.WhenAll(ids.Select(clinic.RowAsync))).ShouldAllBe(r => r.Time == new TimeOnly(14, 0));
        (await clinic.BookAsync(clinic.At(new(10, 0), 2))).ShouldBeOfType<BookAppointment.Result.Booked>();
        (await clinic.BookAsync(clinic.At(new(14, 0), 3))).ShouldBeOfType<BookAppointment.Result.SlotTaken>();
        (await MoveAsync(clinic, group, 0, new(15, 0))).ShouldBeOfType<MoveGroup.Result.Changed>();
        // Nor by a slot that somebody else has.
        (await MoveAsync(clinic, group, 1, new(9, 50), accept: true)).ShouldBeOfType<MoveGroup.Result.SlotTaken>();
        (await clinic.RowAsync(ids[0])).Time.ShouldBe(new(14, 0));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_place_is_not_moved_out_of_its_group(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var group = await OpenedAsync(clinic);
        var id = await AddedAsync(clinic, group, 0);
        var call = clinic.Desk.CallAs(Roles.FrontDesk);
        (await clinic.Desk.Get<MoveAppointment>().RunAsync(new(id, 0, clinic.Provider, clinic.Location, Clinic.Thursday, new(12, 0)), call, Ct))
            .ShouldBeOfType<MoveAppointment.Result.InGroup>();
        await MoveAsync(clinic, group, 0, new(13, 0));
        (await clinic.Desk.Get<UndoMove>().RunAsync(new(id, 1), call, Ct)).ShouldBeOfType<UndoMove.Result.InGroup>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_closed_group_takes_nobody_until_it_is_opened_again(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var (group, close, call) = (await OpenedAsync(clinic), clinic.Desk.Get<CloseGroup>(), clinic.Desk.CallAs(Roles.FrontDesk));
        (await close.RunAsync(new(group, 0, true), call, Ct)).ShouldBe(new CloseGroup.Result.Done(1));
        (await AddAsync(clinic, group, 0)).ShouldBe(new AddToGroup.Result.NotOpen(IsCancelled: false));
        (await close.RunAsync(new(group, 0, false), call, Ct)).ShouldBeOfType<CloseGroup.Result.Changed>();
        (await close.RunAsync(new(group, 1, false), call, Ct)).ShouldBe(new CloseGroup.Result.Done(2));
        await AddedAsync(clinic, group, 0);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cancelled_group_frees_its_time_and_cancels_each_visit_with_the_reason(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var group = await OpenedAsync(clinic);
        var ids = new[] { await AddedAsync(clinic, group, 0), await AddedAsync(clinic, group, 1) };
        (await CancelAsync(clinic, group, reschedule: false)).ShouldBeOfType<CancelGroup.Result.Cancelled>().Visits.ShouldBe(ids, ignoreOrder: true);
        (await Task.WhenAll(ids.Select(clinic.RowAsync))).ShouldAllBe(r => r.State == AppointmentState.Cancelled);
        (await CellsAsync(clinic)).ShouldBeEmpty();
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentChange>().Select(c => c.Reason).Distinct().ToListAsync(Ct))).ShouldBe(["Provider is ill"]);
        (await AddAsync(clinic, group, 2)).ShouldBe(new AddToGroup.Result.NotOpen(IsCancelled: true));
        (await CancelAsync(clinic, group, reschedule: false, version: 1)).ShouldBeOfType<CancelGroup.Result.AlreadyCancelled>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Put_on_the_reschedule_list_each_visit_stands_until_its_patient_has_a_new_time(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var group = await OpenedAsync(clinic);
        var ids = new[] { await AddedAsync(clinic, group, 0), await AddedAsync(clinic, group, 1) };
        await CancelAsync(clinic, group, reschedule: true);
        (await Task.WhenAll(ids.Select(clinic.RowAsync))).ShouldAllBe(r => r.State == AppointmentState.Booked);
        (await TasksAsync(clinic)).Select(t => t.About).ShouldBe(ids.Select(i => (Guid?)i.Value), ignoreOrder: true);
        // The provider's time is free, and a visit that is moved is a visit like any other.
        (await clinic.BookAsync(clinic.At(new(10, 0), 2))).ShouldBeOfType<BookAppointment.Result.Booked>();
        (await clinic.Desk.Get<MoveAppointment>().RunAsync(new(ids[0], 0, clinic.Provider, clinic.Location, Clinic.Thursday, new(12, 0)),
            clinic.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<MoveAppointment.Result.Moved>();
        (await clinic.RowAsync(ids[0])).GroupVisitId.ShouldBeNull();
        (await CellsAsync(clinic)).Count(c => c.AppointmentId == ids[0] && c.ResourceId == clinic.Provider.Value).ShouldBe(4);
        (await TasksAsync(clinic)).ShouldHaveSingleItem().About.ShouldBe(ids[1].Value);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_group_that_somebody_came_to_is_neither_moved_nor_cancelled(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var group = await OpenedAsync(clinic);
        var id = await AddedAsync(clinic, group, 0);
        await clinic.Desk.WriteAsync(d => clinic.Desk.Get<ISchedule>().MarkKeptAsync(d, id, true, Ct));
        (await MoveAsync(clinic, group, 0, new(12, 0))).ShouldBeOfType<MoveGroup.Result.HasBegun>();
        (await CancelAsync(clinic, group, reschedule: false)).ShouldBeOfType<CancelGroup.Result.HasBegun>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_day_off_bumps_the_group_and_everybody_in_it_and_moving_it_ends_the_calls(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var group = await OpenedAsync(clinic);
        var id = await AddedAsync(clinic, group, 0);
        var (add, call) = (clinic.Desk.Get<AddException>(), clinic.Desk.CallAs(Roles.Supervisor));
        var off = new AddException.Request(clinic.Provider, null, ExceptionKind.DayOff, Clinic.Thursday, Clinic.Thursday, null, null, "rest");
        (await add.RunAsync(off, call, Ct)).ShouldBeOfType<AddException.Result.WouldBump>().Visits.Select(v => (v.Group, v.Appointment))
            .ShouldBe([(group, null), (null, id)]);
        (await add.RunAsync(off with { AcceptBumps = true }, call, Ct)).ShouldBeOfType<AddException.Result.Added>().Bumped.ShouldBe(2);
        (await TasksAsync(clinic)).Select(t => t.About).ShouldBe([group.Value, id.Value], ignoreOrder: true);
        var listed = await clinic.Desk.Get<ShowRescheduleList>().RunAsync(new(null), clinic.Desk.CallAs(Roles.FrontDesk), Ct);
        listed.Groups.Select(g => (g.Group, g.Date, g.Why)).ShouldBe([(group, Clinic.Thursday, "rest")]);
        listed.Lines.Select(l => l.Appointment).ShouldBe([id]);
        (await MoveAsync(clinic, group, 0, new(10, 0), date: Clinic.Thursday.AddDays(1))).ShouldBeOfType<MoveGroup.Result.Moved>();
        (await TasksAsync(clinic)).ShouldBeEmpty();
        (await clinic.Desk.Get<ShowRescheduleList>().RunAsync(new(null), clinic.Desk.CallAs(Roles.FrontDesk), Ct)).Groups.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_blocked_room_bumps_the_group_that_has_it(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var room = Id.New<RoomId>();
        await clinic.Desk.WriteAsync(d =>
        {
            clinic.Desk.Get<IPracticeDirectory>().AddRoom(d, room, clinic.Location, "Room 1");
            d.Db.Add(new VisitNeed { VisitTypeId = clinic.Visit, Number = 1, Phase = 0, Class = ResourceClass.Room, Kind = Room.Exam });
            return Task.CompletedTask;
        });
        var group = await OpenedAsync(clinic);
        var id = await AddedAsync(clinic, group, 0);
        var (block, call) = (clinic.Desk.Get<BlockResource>(), clinic.Desk.CallAs(Roles.Supervisor));
        BlockResource.Request From(TimeOnly starts, TimeOnly ends) =>
            new(new ResourceId(room.Value), clinic.Location, Clinic.Thursday, starts, Clinic.Thursday, ends, "flooded");
        (await block.RunAsync(From(new(10, 15), new(11, 0)), call, Ct)).ShouldBeOfType<BlockResource.Result.WouldBump>().Visits
            .Select(v => (v.Group, v.Appointment)).ShouldBe([(group, null), (null, id)]);
        (await block.RunAsync(From(new(10, 20), new(11, 0)), call, Ct)).ShouldBeOfType<BlockResource.Result.Blocked>().Bumped.ShouldBe(0);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_day_shows_a_group_as_one_card_and_its_patients_on_the_sheets(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var group = await OpenedAsync(clinic);
        await AddedAsync(clinic, group, 0);
        await AddedAsync(clinic, group, 1);
        var call = clinic.Desk.CallAs(Roles.FrontDesk);
        var column = (await clinic.Desk.Get<DaySchedule>().RunAsync(new(clinic.Location, Clinic.Thursday), call, Ct)).Columns.Single(c => c.Provider == clinic.Provider);
        column.Items.ShouldBeEmpty();
        var card = column.Groups.ShouldHaveSingleItem();
        (card.Id, card.Title, card.Time, card.Taken, card.Places).ShouldBe((group, "Synthetic class", new(10, 0), 2, 3));
        var page = (await clinic.Desk.Get<DaySheet>().RunAsync(new(clinic.Location, Clinic.Thursday), call, Ct)).Sheet.ShouldNotBeNull().Pages.Single(p => p.Lines.Count > 0);
        page.Lines.Select(l => (l.Group, l.Time)).ShouldBe([("Synthetic class", new(10, 0)), ("Synthetic class", new(10, 0))]);
        var paper = await File.ReadAllTextAsync((await clinic.Desk.Get<DowntimeSheets>().WriteAsync(TestDesk.Practice, Ct)).ShouldHaveSingleItem(), Ct);
        paper.ShouldContain("group “Synthetic class”, 20 min: 2 of 3");
        paper.ShouldContain("SYNTHETIC1, Testa");
        (await clinic.Desk.Get<MonthLoad>().RunAsync(new(clinic.Location, clinic.Provider, Clinic.Thursday), call, Ct)).Days[Clinic.Thursday.Day - 1].BookedMinutes.ShouldBe(20);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_calendar_feed_has_one_event_for_a_group_and_names_nobody(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var group = await OpenedAsync(clinic);
        await AddedAsync(clinic, group, 0);
        await AddedAsync(clinic, group, 1);
        var token = FeedToken.New(TestDesk.Practice);
        await clinic.Desk.Get<MakeCalendarFeed>().RunAsync(new(clinic.Provider, token.Hash, WithNames: true), clinic.Desk.CallAs(Roles.Supervisor), Ct);
        var text = (await clinic.Desk.Get<CalendarFeedDoor>().ReadAsync(token.Text, from: null, Ct)).ShouldNotBeNull();
        Ical.Net.Calendar.Load(text).ShouldNotBeNull().Events.ShouldHaveSingleItem().Uid.ShouldBe($"{group.Value:N}@portico");
        text.ToUpperInvariant().ShouldNotContain("SYNTHETIC0");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_location_that_changes_its_zone_keeps_the_wall_time_of_a_group(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var group = await OpenedAsync(clinic);
        var id = await AddedAsync(clinic, group, 0);
        var before = await clinic.RowAsync(id);
        await clinic.Desk.WriteAsync(async d =>
        {
            (await d.Db.Set<Location>().AsTracking().SingleAsync(l => l.Id == clinic.Location, Ct)).Change("Synthetic Main Street", "America/Chicago", null, null);
            await d.SaveAsync(Ct);
            await clinic.Desk.Get<KeepWallTime>().HandleAsync(new LocationZoneChanged(clinic.Location), d, Ct);
        });
        var (after, at) = (await clinic.RowAsync(id), await DetailAsync(clinic, group));
        (after.Time, after.StartsAt).ShouldBe((before.Time, before.StartsAt + NodaTime.Duration.FromHours(1)));
        (at.Time, at.StartsAt).ShouldBe((after.Time, after.StartsAt));
        var cells = await CellsAsync(clinic);
        cells.Where(c => c.GroupVisitId == group).Min(c => c.Cell).ShouldBe(Cells.At(after.StartsAt));
        cells.Single(c => c.AppointmentId == id).Cell.ShouldBe(0);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_group_and_its_visit_know_each_other(StoreKind kind)
    {
        await using var clinic = await OpenAsync(kind);
        var group = await OpenedAsync(clinic);
        var id = await AddedAsync(clinic, group, 0);
        var found = (await clinic.Desk.Get<AppointmentDetail>().RunAsync(new(id), clinic.Desk.CallAs(Roles.FrontDesk), Ct)).Found.ShouldNotBeNull();
        (found.Group, found.GroupTitle).ShouldBe((group, "Synthetic class"));
        var shown = await DetailAsync(clinic, group);
        (shown.Taken, shown.Places).ShouldBe((1, 3));
        shown.Patients.ShouldHaveSingleItem().Name.ShouldBe("SYNTHETIC0, Testa");
    }
}
