using System.Diagnostics;
using System.Text.Json.Serialization;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Shell;
using MoveResult = Portico.Modules.Scheduling.MoveAppointment.MoveAppointment.Result;
using UndoMoveResult = Portico.Modules.Scheduling.UndoMove.UndoMove.Result;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>Moving a visit: dropped on the grid, or by the form.</summary>
public sealed partial class SchedulePage
{
    private MoveForm _move = new();

    private async Task MoveTouchedAsync()
    {
        _move.IsTouched = true;
        ChangeTouched(() => new ChangeForm { Move = _move });
        if (_seeking is not null)
            await HoldAsync();
    }

    private async Task MoveOnGridAsync(AppointmentId id, GridColumn to, TimeOnly time)
    {
        if (FindShown(id) is not ({ } from, { } item) || (from.Key == to.Key && item.Time == time))
            return;
        await ActAsync(async () =>
        {
            // The gesture is what was dropped where: dropped there again before an answer, it is the same move.
            var result = await SendAsync((id, item.Version, to.Key, time),
                call => Move.RunAsync(new(id, item.Version, to.Day.Provider, to.Location, to.Date, time), call, Leaving));
            if (result is MoveResult.Moved moved)
            {
                Said = from.Date == to.Date ? $"Moved to {DeskText.Time(moved.Time)}: {item.Name}, was {DeskText.Time(item.Time)}."
                    : $"Moved to {DeskText.Day(moved.Date)} at {DeskText.Time(moved.Time)}: {item.Name}, was {DeskText.Day(from.Date)} {DeskText.Time(item.Time)}.";
                Said += Others(moved.Linked, isGone: false);
                OfferUndo(() => UndoMoveAsync(id, moved.Version));
            }
            else
            {
                Problem = await MoveProblemAsync(result)
                    + (result is MoveResult.PatientOverlaps or MoveResult.PatientTravels or MoveResult.OutOfNetwork or MoveResult.TimeComesTwice
                    or MoveResult.OutsideHours or MoveResult.AgainstPlan ? " Open it and use “Move to…”." : "");
            }
            await LoadAsync(ReloadAsync);
        });
        StateHasChanged();
    }

    private Task MoveToAsync() => ActAsync(async () =>
    {
        await SettledAsync();
        if (_open is not { } visit || !Guid.TryParse(_move.Provider, out var provider))
            return;
        var form = _move;
        var request = new MoveAppointment.MoveAppointment.Request(visit.Id, visit.Version, new ProviderId(provider), new LocationId(form.Location), form.Date,
            form.Time, form.Reason, form.AcceptOverlap, null, form.IsLater, form.AcceptOutOfNetwork, form.Overbook,
            _hold);
        var result = await SendAsync(form, call => Move.RunAsync(request, call, Leaving), form.Reason);
        if (result is not MoveResult.Moved moved)
        {
            _visitWarning = await MoveProblemAsync(result);
            form.AcceptOverlap = result is MoveResult.PatientOverlaps or MoveResult.PatientTravels
                || (form.AcceptOverlap && result is MoveResult.OutOfNetwork or MoveResult.TimeComesTwice);
            form.AcceptOutOfNetwork |= result is MoveResult.OutOfNetwork;
            form.OffersOverbook |= result is MoveResult.SlotTaken && MaySetHours;
            form.AsksWhich |= result is MoveResult.TimeComesTwice;
            form.AsksReason |= result is MoveResult.OutsideHours or MoveResult.AgainstPlan;
            return;
        }
        _hold = null;
        await ChangedAsync($"Moved to {DeskText.Day(moved.Date)} at {DeskText.Time(moved.Time)}, {PlaceName(form.Location)}: {visit.Name}."
            + Others(moved.Linked, isGone: false), () => UndoMoveAsync(visit.Id, moved.Version));
    });

    private async Task<string> MoveProblemAsync(MoveResult result) => result switch
    {
        MoveResult.SlotTaken => "That time is taken: the visit stays where it was. Choose another one.",
        MoveResult.NothingFree need => WhatToDo.About(need.What, need.OfKind) + " The visit stays where it was.",
        MoveResult.OutsideHours { Why: [{ Kind: WhyNotKind.OutsideHours }] } => "The provider has no session there then. A senior may move it there with a reason.",
        MoveResult.OutsideHours outside => WhatToDo.About(outside.Why),
        MoveResult.AgainstPlan against => WhatToDo.About(against.Why),
        MoveResult.NotForPatient never => WhatToDo.About(never.Why),
        MoveResult.TimeComesTwice => "The clocks go back that night and this time comes twice. Ask which one is meant, and choose it below.",
        MoveResult.PatientTravels far =>
            $"The patient has {await NameAsync(far.Other, far.Time, far.Minutes)} at another location, and cannot get from one to the other in time. Ask, and move it anyway if both are meant.",
        MoveResult.OutOfNetwork outside =>
            $"The provider is not in the network of {outside.PayerName} there on that day. Tell the patient what that costs, and move it anyway if they agree.",
        MoveResult.InGroup => "A place in a group: it goes with the group. Cancel it, and book another one.",
        MoveResult.PatientOverlaps other =>
            $"The patient already has {await NameAsync(other.Other, other.Time, other.Minutes)}. Ask, and move it anyway if both are meant.",
        MoveResult.TooFarAhead => "That is more than three years ahead: check the year.",
        MoveResult.InThePast => "That day is over. Choose today or a later day.",
        MoveResult.Changed => SomeoneElse,
        MoveResult.WrongState state => NotAhead(state.State),
        MoveResult.Unknown => "The visit or the provider is no longer there. Load the page again.",
        _ => throw new UnreachableException(),
    };

    private static string NotAhead(AppointmentState state) => state == AppointmentState.Kept
        ? "The patient came already: the visit stays as it is."
        : $"The visit is {BoardStates.Word(BoardStates.Of(state)).ToLowerInvariant()}: it stays as it is.";

    private async Task UndoMoveAsync(AppointmentId id, int version)
    {
        var result = await SendAsync((id, version, "undo"), call => UndoMove.RunAsync(new(id, version), call, Leaving));
        (Said, Problem) = result switch
        {
            UndoMoveResult.MovedBack back => ($"Back to {DeskText.Day(back.Date)} at {DeskText.Time(back.Time)}.", (string?)null),
            UndoMoveResult.SlotTaken => (null, "Someone else was booked there meanwhile: the visit stays where it was moved to."),
            UndoMoveResult.InGroup => (null, "A place in a group: move the group back."),
            UndoMoveResult.Changed or UndoMoveResult.WrongState => (null, SomeoneElse),
            UndoMoveResult.Unknown => (null, "The visit is no longer there."),
            _ => throw new UnreachableException(),
        };
        await LoadAsync(ReloadAsync);
    }

    /// <summary>Where an open visit is to be moved.</summary>
    public sealed class MoveForm
    {
        public Guid Location { get; set; }
        public string Provider { get; set; } = "";
        public DateOnly Date { get; set; }
        public TimeOnly Time { get; set; }

        /// <summary>Why outside the provider's hours. Absent inside them.</summary>
        public string? Reason { get; set; }
        public bool AsksReason { get; set; }

        /// <summary>Which of two equal times: <c>earlier</c> or <c>later</c>. Empty until asked.</summary>
        public string Which { get; set; } = "";

        [JsonIgnore] public bool? IsLater => Which.Length == 0 ? null : Which == "later";
        public bool Overbook { get; set; }

        [JsonIgnore] public bool AsksWhich { get; set; }
        [JsonIgnore] public bool OffersOverbook { get; set; }
        [JsonIgnore] public bool AcceptOutOfNetwork { get; set; }
        [JsonIgnore] public bool IsTouched { get; set; }
        [JsonIgnore] public bool AcceptOverlap { get; set; }
    }
}
