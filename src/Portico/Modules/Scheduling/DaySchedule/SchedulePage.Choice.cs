using System.Diagnostics;
using Portico.Modules.Scheduling.Contracts;
using Portico.Shell;
using ListResult = Portico.Modules.Scheduling.PutOnRescheduleList.PutOnRescheduleList.Result;
using ResizeResult = Portico.Modules.Scheduling.ResizeAppointment.ResizeAppointment.Result;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>Length, cut and paste, and acts on several visits at once.</summary>
public sealed partial class SchedulePage
{
    private readonly HashSet<AppointmentId> _chosen = [];
    private CutVisit? _cut;
    private BumpForm? _bump;
    private int _length;

    /// <summary>A visit on its way to another time, also on another day.</summary>
    private sealed record CutVisit(AppointmentId Id, int Version, string Name, int Minutes, DateOnly Date, TimeOnly Time);

    private (GridColumn Column, DaySchedule.Item Item)? FindShown(AppointmentId id)
    {
        foreach (var column in Shown)
        {
            if (column.Day.Items.FirstOrDefault(i => i.Id == id) is { } item)
                return (column, item);
        }
        return null;
    }

    private async Task ResizeOnGridAsync(AppointmentId id, int minutes)
    {
        if (FindShown(id) is not ({ }, { } item) || item.Minutes == minutes)
            return;
        await ActAsync(async () =>
        {
            await ResizeAsync(id, item.Version, minutes, item.Name);
            await LoadAsync(ReloadAsync);
        });
        StateHasChanged();
    }

    private Task ResizeOpenAsync() => ActAsync(async () =>
    {
        if (_open is not { } visit || _length == visit.Minutes)
            return;
        if (await ResizeAsync(visit.Id, visit.Version, _length, visit.Name))
            _open = null;
        else
            (_visitWarning, Problem) = (Problem, null);
        await LoadAsync(ReloadAsync);
    });

    private async Task<bool> ResizeAsync(AppointmentId id, int version, int minutes, string name)
    {
        var result = await SendAsync((id, version, minutes, "length"), call => Resize.RunAsync(new(id, version, minutes), call, Leaving));
        if (result is ResizeResult.Resized resized)
        {
            Said = $"Now {resized.Minutes} minutes, was {resized.WasMinutes}: {name}.";
            OfferUndo(() => UndoResizeAsync(id, resized.Version, resized.WasMinutes));
            return true;
        }
        Problem = result switch
        {
            ResizeResult.SlotTaken => "Somebody else is booked then: the visit is as long as it was.",
            ResizeResult.OutsideHours => "The session ends before that. A senior can move the visit with a reason.",
            ResizeResult.PatientOverlaps other => $"The patient has {await NameAsync(other.Other, other.Time, other.Minutes)} then: the visit is as long as it was.",
            ResizeResult.HasParts => "This visit has phases, rooms or a group of its own: its length follows from its visit type.",
            ResizeResult.Changed => SomeoneElse,
            ResizeResult.WrongState state => NotAhead(state.State),
            ResizeResult.Unknown => "The visit is no longer there. Load the page again.",
            _ => throw new UnreachableException(),
        };
        return false;
    }

    private async Task UndoResizeAsync(AppointmentId id, int version, int minutes)
    {
        // It stood there a moment ago, whatever else the patient has.
        var result = await SendAsync((id, version, "undo"), call => Resize.RunAsync(new(id, version, minutes, AcceptOverlap: true), call, Leaving));
        (Said, Problem) = result switch
        {
            ResizeResult.Resized back => ($"Back to {back.Minutes} minutes.", (string?)null),
            ResizeResult.SlotTaken => (null, "Someone else was booked meanwhile: the visit stays as it is."),
            _ => (null, SomeoneElse),
        };
        await LoadAsync(ReloadAsync);
    }

    private void CutOut(AppointmentId id)
    {
        if (FindShown(id) is ({ } column, { } item))
            _cut = new CutVisit(id, item.Version, item.Name, item.Minutes, column.Date, item.Time);
    }

    private async Task PasteAsync(GridColumn column, TimeOnly time)
    {
        if (_cut is not { } visit)
            return;
        await ActAsync(async () =>
        {
            var request = new MoveAppointment.MoveAppointment.Request(visit.Id, visit.Version, column.Day.Provider, column.Location, column.Date, time);
            var result = await SendAsync((visit.Id, visit.Version, column.Key, time), call => Move.RunAsync(request, call, Leaving));
            if (result is MoveAppointment.MoveAppointment.Result.Moved moved)
            {
                _cut = null;
                Said = $"Moved to {DeskText.Day(moved.Date)} at {DeskText.Time(moved.Time)}: {visit.Name}, was {DeskText.Day(visit.Date)} {DeskText.Time(visit.Time)}."
                    + Others(moved.Linked, isGone: false);
                OfferUndo(() => UndoMoveAsync(visit.Id, moved.Version));
            }
            else
            {
                Problem = await MoveProblemAsync(result);
            }
            await LoadAsync(ReloadAsync);
        });
    }

    private void Choose(IReadOnlyList<AppointmentId> visits, bool toggle)
    {
        if (visits.Count == 0)
        {
            _chosen.Clear();
            _cut = null;
            return;
        }
        foreach (var visit in visits)
        {
            if (!_chosen.Add(visit) && toggle)
                _chosen.Remove(visit);
        }
    }

    private void StartBumping() => _bump = new BumpForm();

    private Task BumpAsync() => ActAsync(async () =>
    {
        if (_bump is not { } form)
            return;
        if (string.IsNullOrWhiteSpace(form.Why))
        {
            form.Warning = "Say why: it is what the patients are told.";
            return;
        }
        List<PutOnRescheduleList.PutOnRescheduleList.Chosen> visits =
            [.. _chosen.Select(FindShown).OfType<(GridColumn, DaySchedule.Item Item)>().Select(f => new PutOnRescheduleList.PutOnRescheduleList.Chosen(f.Item.Id, f.Item.Version))];
        switch (await SendAsync(form, call => ToReschedule.RunAsync(new(visits, form.Why), call, Leaving), form.Why))
        {
            case ListResult.Listed listed:
                _bump = null;
                _chosen.Clear();
                Said = listed.Visits.Count == 1 ? "1 visit is on the reschedule list." : $"{listed.Visits.Count} visits are on the reschedule list.";
                OfferUndo(async () =>
                {
                    await SendAsync((form, "undo"), call => OffReschedule.RunAsync(new(listed.Visits), call, Leaving), form.Why);
                    Said = "Taken off the reschedule list again.";
                });
                break;
            case ListResult.Changed:
                form.Warning = "Someone else changed some of these visits meanwhile. Close this, look at them and choose again: none was put on the list.";
                break;
        }
        await LoadAsync(ReloadAsync);
    });

    /// <summary>Why the chosen visits cannot stay.</summary>
    private sealed class BumpForm
    {
        public string Why { get; set; } = "";

        /// <summary>Absent while nothing stands in the way.</summary>
        public string? Warning { get; set; }
    }
}
