using System.ComponentModel.DataAnnotations;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.OpenGroup;

/// <summary>Opens a visit that several patients have together. It takes its provider, room and whatever else it needs once; patients are added to it.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class OpenGroup : UseCase<OpenGroup.Request, OpenGroup.Result>
{
    /// <param name="VisitType">Says how long, what it takes and how many patients at most.</param>
    /// <param name="Provider">With whom.</param>
    /// <param name="Location">Where: its zone says what the time means.</param>
    /// <param name="Date">On the wall there.</param>
    /// <param name="Time">On the wall there; a multiple of 5 minutes.</param>
    /// <param name="Title">What the desk calls it: everybody at the desk reads it, so it names no patient.</param>
    /// <param name="Places">2 to 50, and no more than the visit type says.</param>
    /// <param name="Interpreter">The language of an interpreter, BCP 47. Null: none is needed.</param>
    /// <param name="IsLater">Of a time that comes twice on its date, whether the later one is meant. Null: not asked yet.</param>
    public sealed record Request(
        VisitTypeId VisitType, ProviderId Provider, LocationId Location, DateOnly Date,
        [property: OnCell] TimeOnly Time,
        [property: Required(ErrorMessage = "Give the group a title.")]
        [property: StringLength(100, ErrorMessage = "Shorten the title to 100 characters.")] string Title,
        [property: Range(2, GroupVisit.MostPlaces, ErrorMessage = "A group is 2 to 50 patients.")] int Places,
        [property: StringLength(35, ErrorMessage = "Choose a language from the list.")] string? Interpreter = null,
        bool? IsLater = null);

    public abstract record Result
    {
        /// <param name="Time">May differ from what was asked where the clocks skip an hour.</param>
        public sealed record Opened(GroupVisitId Group, DateOnly Date, TimeOnly Time, Instant StartsAt, int Minutes) : Result;

        /// <summary>One patient at a time has such a visit: its type says of no group.</summary>
        public sealed record NotForGroups : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-visit-type";
        }

        /// <summary>The visit type is for fewer.</summary>
        public sealed record TooManyPlaces(int Most) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-too-many-places";
        }

        public sealed record SlotTaken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.group-slot-taken";
        }

        /// <summary>No room, device, interpreter or nurse of that kind is free throughout.</summary>
        public sealed record NothingFree(ResourceClass What, string OfKind) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.group-nothing-free";
        }

        /// <summary>No session then, or none for such a visit. A senior opens it with a reason.</summary>
        public sealed record AgainstPlan(IReadOnlyList<WhyNot> Why) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-against-plan";
        }

        /// <summary>The provider may not give it: nobody can set that aside.</summary>
        public sealed record NotForProvider(IReadOnlyList<WhyNot> Why) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-not-for-provider";
        }

        /// <summary>The clocks go back then and the time comes twice. Ask which one is meant, and open it again with <c>IsLater</c>.</summary>
        public sealed record TimeComesTwice : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-time-comes-twice";
        }

        public sealed record InThePast : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-in-the-past";
        }

        /// <summary>Later than three years from today, as a booking.</summary>
        public sealed record TooFarAhead : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-too-far-ahead";
        }

        /// <summary>No such visit type, provider or location, or no longer in use.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.group-place-unknown";
        }
    }

    private static readonly Objections<Result> s_objections = new(why => new Result.NotForProvider(why), why => new Result.AgainstPlan(why),
        why => new Result.AgainstPlan(why), new Result.SlotTaken(), (what, kind) => new Result.NothingFree(what, kind));

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var visit = await VisitCase.ReadAsync(desk, new(null, request.VisitType, request.Provider, request.Location, request.Date)
        {
            Interpreter = request.Interpreter, AsksOthers = false,
        }, ct);
        if (visit.Found is not { } found)
            return new Result.Unknown();
        if (found.Type.GroupSize is not { } most)
            return new Result.NotForGroups();
        if (request.Places > most)
            return new Result.TooManyPlaces(most);
        if (request.Date > BookingHorizon.Last(desk.Now, found.Zone))
            return new Result.TooFarAhead();
        if (request.IsLater is null && PracticeClock.ComesTwice(request.Date, request.Time, found.Zone))
            return new Result.TimeComesTwice();
        var place = new Place(request.Provider, request.Location, request.Date, request.Time, visit.Plan.Minutes, found.Zone, request.IsLater == true);
        if (place.Date < DateOnly.FromDateTime(PracticeClock.Local(desk.Now, found.Zone)))
            return new Result.InThePast();
        var verdict = visit.Judge(place, desk.Now);
        if (s_objections.To(verdict, OutsideHours.MayBook(desk)) is { } refusal)
            return refusal;

        var group = GroupVisit.Open(Id.New<GroupVisitId>(), place, request.VisitType, request.Title.Trim(), request.Places, request.Interpreter,
            verdict.Allows ? null : desk.Call.Reason, desk.Call.User, desk.Now);
        desk.Db.Add(group);
        await desk.SaveAsync(ct);
        var wanted = visit.Wanted(CellOwner.Of(group.Id), place, verdict, Math.Max(1, verdict.Lanes), beyondCaps: !verdict.Allows);
        if ((await CellGuard.TakeAsync(desk, wanted, null, null, ct)).Missing is { } missing)
            return s_objections.To(missing);
        desk.Touch(ScheduleTopics.Day(group.LocationId, group.Date));
        desk.Note("group", group.Id.Value.ToString());
        if (!verdict.Allows)
            desk.Note(verdict.Lanes == 0 ? "outside-hours" : "against-plan", "true");
        return new Result.Opened(group.Id, group.Date, group.Time, group.StartsAt, group.Minutes);
    }
}
