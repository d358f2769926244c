using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.MoveGroup;

/// <summary>Moves a group with everybody in it: all of them or nobody. Who has another visit then is named first.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class MoveGroup(IWork work) : UseCase<MoveGroup.Request, MoveGroup.Result>
{
    /// <param name="Group">Which.</param>
    /// <param name="Version">The one that was on the screen: a change by someone else in between is not overrun.</param>
    /// <param name="Provider">With whom now.</param>
    /// <param name="Location">Where now.</param>
    /// <param name="Date">On the wall there.</param>
    /// <param name="Time">On the wall there; a multiple of 5 minutes.</param>
    /// <param name="Why">Null: nothing was said. Kept with each patient's visit.</param>
    /// <param name="AcceptOverlaps">Those who have another visit then were named.</param>
    /// <param name="IsLater">Of a time that comes twice on its date, whether the later one is meant. Null: not asked yet.</param>
    public sealed record Request(
        GroupVisitId Group, int Version, ProviderId Provider, LocationId Location, DateOnly Date,
        [property: OnCell] TimeOnly Time,
        [property: StringLength(500, ErrorMessage = "Shorten the reason to 500 characters.")] string? Why = null,
        bool AcceptOverlaps = false, bool? IsLater = null);

    public abstract record Result
    {
        /// <param name="Time">May differ from what was asked where the clocks skip an hour.</param>
        /// <param name="Patients">The visits that moved with it: each patient has to be told.</param>
        /// <param name="Overlapping">Of those, who has another visit then.</param>
        public sealed record Moved(int Version, DateOnly Date, TimeOnly Time, Instant StartsAt, IReadOnlyList<AppointmentId> Patients,
            IReadOnlyList<GroupOverlap> Overlapping) : Result;

        /// <summary>Some of them have another visit then, or one at another location within half an hour. Ask, and move it again with <c>AcceptOverlaps</c>.</summary>
        public sealed record PatientsOverlap(IReadOnlyList<GroupOverlap> Patients) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.group-move-patients-overlap";
        }

        /// <summary>The group stands where it stood.</summary>
        public sealed record SlotTaken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.group-move-slot-taken";
        }

        /// <summary>No room, device, interpreter or nurse of that kind is free throughout: the group stands where it stood.</summary>
        public sealed record NothingFree(ResourceClass What, string OfKind) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.group-move-nothing-free";
        }

        /// <summary>No session then, or none for such a visit. A senior moves it there with a reason.</summary>
        public sealed record AgainstPlan(IReadOnlyList<WhyNot> Why) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-move-against-plan";
        }

        /// <summary>The provider may not give it: nobody can set that aside.</summary>
        public sealed record NotForProvider(IReadOnlyList<WhyNot> Why) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-move-not-for-provider";
        }

        /// <summary>The clocks go back then and the time comes twice. Ask which one is meant, and move it again with <c>IsLater</c>.</summary>
        public sealed record TimeComesTwice : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-move-time-comes-twice";
        }

        /// <summary>Somebody in it came already, or was marked as a no-show.</summary>
        public sealed record HasBegun : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-move-has-begun";
        }

        public sealed record InThePast : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-move-in-the-past";
        }

        /// <summary>Later than three years from today, as a booking.</summary>
        public sealed record TooFarAhead : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-move-too-far-ahead";
        }

        /// <summary>Someone else changed it, or a visit in it, meanwhile: look again.</summary>
        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.group-move-changed";
        }

        public sealed record Cancelled : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-move-cancelled";
        }

        /// <summary>No such group, provider or location, or no longer in use.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.group-move-unknown";
        }
    }

    private static readonly Objections<Result> s_objections = new(why => new Result.NotForProvider(why), why => new Result.AgainstPlan(why),
        why => new Result.AgainstPlan(why), new Result.SlotTaken(), (what, kind) => new Result.NothingFree(what, kind));

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await Groups.LockAsync(desk, request.Group, ct) is not { } group)
            return new Result.Unknown();
        if (group.Version != request.Version)
            return new Result.Changed();
        if (group.IsCancelled)
            return new Result.Cancelled();
        var patients = await Groups.PatientsAsync(desk, group.Id, ct);
        if (patients.Exists(p => !p.IsAhead))
            return new Result.HasBegun();
        var visit = await VisitCase.ReadAsync(desk, new(null, group.VisitTypeId, request.Provider, request.Location, request.Date)
        {
            Interpreter = group.InterpreterLanguage, AsksOthers = false, Group = group.Id, Minutes = group.Minutes,
            ByProvider = request.Provider != group.ProviderId,
        }, ct);
        if (visit.Found is not { } found)
            return new Result.Unknown();
        if (request.Date > BookingHorizon.Last(desk.Now, found.Zone))
            return new Result.TooFarAhead();
        if (request.IsLater is null && PracticeClock.ComesTwice(request.Date, request.Time, found.Zone))
            return new Result.TimeComesTwice();
        var to = new Place(request.Provider, request.Location, request.Date, request.Time, visit.Plan.Minutes, found.Zone, request.IsLater == true);
        if (to.Date < DateOnly.FromDateTime(PracticeClock.Local(desk.Now, found.Zone)))
            return new Result.InThePast();
        var overlaps = await GroupOverlaps.FindAsync(desk, patients, to, found.Type, ct);
        if (overlaps.Count > 0 && !request.AcceptOverlaps)
            return new Result.PatientsOverlap(overlaps);
        var verdict = visit.Judge(to, desk.Now);
        if (s_objections.To(verdict, OutsideHours.MayBook(desk)) is { } refusal)
            return refusal;

        var (fromDate, fromLocation) = (group.Date, group.LocationId);
        if (!await WriteAsync(request, desk, group, patients, to, ct))
            return new Result.Changed();
        var wanted = visit.Wanted(CellOwner.Of(group.Id), to, verdict, Math.Max(1, verdict.Lanes), beyondCaps: !verdict.Allows);
        if ((await CellGuard.TakeAsync(desk, wanted, CellOwner.Of(group.Id), null, ct)).Missing is { } missing)
            return s_objections.To(missing);

        await Bumps.DoneAsync(desk, work, group, "moved", ct);
        foreach (var patient in patients)
        {
            await Bumps.DoneAsync(desk, work, patient.Id, "moved", ct);
            desk.Raise(new AppointmentMoved(patient.Id, patient.PatientId, fromDate, patient.Date));
        }
        desk.Touch(ScheduleTopics.Day(fromLocation, fromDate));
        desk.Touch(ScheduleTopics.Day(group.LocationId, group.Date));
        desk.Note("group", group.Id.Value.ToString());
        desk.Note("patients", patients.Count.ToString(CultureInfo.InvariantCulture));
        return new Result.Moved(group.Version, group.Date, group.Time, group.StartsAt, [.. patients.Select(p => p.Id)], overlaps);
    }

    // False: somebody changed one of the visits meanwhile.
    private static async Task<bool> WriteAsync(Request request, Desk desk, GroupVisit group, List<Appointment> patients, Place to, CancellationToken ct)
    {
        group.Move(to);
        foreach (var patient in patients)
        {
            desk.Saw(patient.PatientId);
            desk.Db.Add(patient.Move(to, desk.Call.User, desk.Now, request.Why?.Trim() ?? desk.Call.Reason));
        }
        try
        {
            await desk.SaveAsync(ct);
            return true;
        }
        catch (DbUpdateException failure) when (Race.WasLost(desk.Db, failure))
        {
            return false;
        }
    }
}
