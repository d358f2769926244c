using System.ComponentModel.DataAnnotations;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.HoldSlot;

/// <summary>Keeps a slot while the caller is still speaking: five minutes, renewed while the form is open, twenty at most.</summary>
/// <remarks>It takes what the visit would take. Whether the patient may have the visit is asked when it is booked.</remarks>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class HoldSlot : UseCase<HoldSlot.Request, HoldSlot.Result>
{
    /// <param name="VisitType">Says how long and what it takes.</param>
    /// <param name="Provider">With whom.</param>
    /// <param name="Location">Where: its zone says what the time means.</param>
    /// <param name="Date">On the wall there.</param>
    /// <param name="Time">On the wall there; a multiple of 5 minutes.</param>
    /// <param name="Patient">Null while the caller is not yet found.</param>
    /// <param name="Interpreter">The language of an interpreter, BCP 47. Null: none is needed.</param>
    /// <param name="IsLater">Of a time that comes twice on its date, the later one.</param>
    /// <param name="InsteadOf">The caller's own hold that this one replaces. Null: none.</param>
    /// <param name="Minutes">How long, for a visit that is as long as it is already. Null: as the visit type says.</param>
    public sealed record Request(
        VisitTypeId VisitType, ProviderId Provider, LocationId Location, DateOnly Date, [property: OnCell] TimeOnly Time,
        PatientId? Patient = null,
        [property: StringLength(35, ErrorMessage = "Choose a language from the list.")] string? Interpreter = null,
        bool IsLater = false, HoldId? InsteadOf = null,
        [property: Range(5, 720, ErrorMessage = "A visit lasts 5 minutes to 12 hours."), OnCell(ErrorMessage = "A visit takes whole steps of 5 minutes.")]
        int? Minutes = null);

    public abstract record Result
    {
        /// <param name="Until">When it ends, unless it is renewed before.</param>
        public sealed record Held(HoldId Hold, DateOnly Date, TimeOnly Time, int Minutes, Instant Until) : Result;

        /// <summary>Somebody has it, or is about to: choose another time. A hold that was to be replaced stays.</summary>
        public sealed record SlotTaken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.hold-slot-taken";
        }

        /// <summary>No session then, or the day is over or beyond the horizon: nothing to hold.</summary>
        public sealed record NotOpen(IReadOnlyList<WhyNot> Why) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.hold-not-open";
        }

        /// <summary>No such patient, visit type, provider or location, or no longer in use.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.hold-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var visit = await VisitCase.ReadAsync(desk, new(request.Patient, request.VisitType, request.Provider, request.Location, request.Date)
        {
            Interpreter = request.Interpreter, AsksOthers = false, Minutes = request.Minutes,
        }, ct);
        if (visit.Found is not { } found)
            return new Result.Unknown();
        if (request.Date > BookingHorizon.Last(desk.Now, found.Zone))
            return new Result.NotOpen([]);
        var place = new Place(request.Provider, request.Location, request.Date, request.Time, visit.Plan.Minutes, found.Zone, request.IsLater);
        if (place.Date < DateOnly.FromDateTime(PracticeClock.Local(desk.Now, found.Zone)))
            return new Result.NotOpen([]);
        var verdict = visit.Judge(place, desk.Now);
        if (verdict.Lanes == 0)
            return new Result.NotOpen(verdict.Reasons);

        var hold = SlotHold.Take(Id.New<HoldId>(), place, request.VisitType, request.Patient, desk.Call.User, desk.Now, desk.Now + SlotHold.Lasts);
        var replaced = request.InsteadOf is { } old && await Holds.LockAsync(desk, old, ct) ? CellOwner.Of(old) : (CellOwner?)null;
        var owner = CellOwner.Of(hold.Id);
        desk.Db.Add(hold);
        await desk.SaveAsync(ct);
        if ((await CellGuard.TakeAsync(desk, visit.Wanted(owner, place, verdict, verdict.Lanes), replaced, null, ct)).Claims is null)
            return new Result.SlotTaken();
        if (request.InsteadOf is { } ended && replaced is not null)
            await Holds.DropAsync(desk, ended, ct);
        await Holds.ForgetAsync(desk, ct);
        desk.Touch(ScheduleTopics.Day(place.Location, place.Date));
        return new Result.Held(hold.Id, place.Date, place.Time, place.Minutes, hold.ExpiresAt);
    }
}
