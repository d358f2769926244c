using System.Diagnostics;
using System.Text.Json.Serialization;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Shell;
using MoveResult = Portico.Modules.Scheduling.MoveAppointment.MoveAppointment.Result;
using UndoMoveResult = Portico.Modules.Scheduling.UndoMove.UndoMove.Result;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>Moving a visit: dropped on the grid, or by the form.</summary>
public sealed partial class SchedulePage
{
    private MoveForm _move = new();

    private void MoveTouched()
    {
        _move.IsTouched = true;
        ChangeTouched(() => new ChangeForm { Move = _move });
    }

    private async Task MoveOnGridAsync(AppointmentId id, ProviderId provider, TimeOnly time)
    {
        var column = _day?.Columns.FirstOrDefault(c => c.Items.Any(i => i.Id == id));
        if (column?.Items.FirstOrDefault(i => i.Id == id) is not { } item || (column.Provider == provider && item.Time == time))
            return;
        await ActAsync(async () =>
        {
            // The gesture is what was dropped where: dropped there again before an answer, it is the same move.
            var result = await SendAsync((id, item.Version, provider, time),
                call => Move.RunAsync(new(id, item.Version, provider, _location, _date, time), call, Leaving));
            if (result is MoveResult.Moved moved)
            {
                Said = $"Moved to {DeskText.Time(moved.Time)}: {item.Name}, was {DeskText.Time(item.Time)}.";
                OfferUndo(() => UndoMoveAsync(id, moved.Version));
            }
            else
            {
                Problem = await MoveProblemAsync(result)
                    + (result is MoveResult.PatientOverlaps or MoveResult.OutsideHours ? " Open it and use “Move to…”." : "");
            }
            await LoadAsync(ReloadAsync);
        });
        StateHasChanged();
    }

    private Task MoveToAsync() => ActAsync(async () =>
    {
        if (_open is not { } visit || !Guid.TryParse(_move.Provider, out var provider))
            return;
        var form = _move;
        var request = new MoveAppointment.MoveAppointment.Request(visit.Id, visit.Version, new ProviderId(provider), new LocationId(form.Location), form.Date,
            form.Time, form.Reason, form.AcceptOverlap);
        var result = await SendAsync(form, call => Move.RunAsync(request, call, Leaving), form.Reason);
        if (result is not MoveResult.Moved moved)
        {
            _visitWarning = await MoveProblemAsync(result);
            form.AcceptOverlap = result is MoveResult.PatientOverlaps;
            form.AsksReason |= result is MoveResult.OutsideHours;
            return;
        }
        await ChangedAsync($"Moved to {DeskText.Day(moved.Date)} at {DeskText.Time(moved.Time)}, {PlaceName(form.Location)}: {visit.Name}.",
            () => UndoMoveAsync(visit.Id, moved.Version));
    });

    private async Task<string> MoveProblemAsync(MoveResult result) => result switch
    {
        MoveResult.SlotTaken => "That time is taken: the visit stays where it was. Choose another one.",
        MoveResult.OutsideHours => "The provider has no session there then. A senior may move it there with a reason.",
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
        [JsonIgnore] public bool IsTouched { get; set; }
        [JsonIgnore] public bool AcceptOverlap { get; set; }
    }
}
