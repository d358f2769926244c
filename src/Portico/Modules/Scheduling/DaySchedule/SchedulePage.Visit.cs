using System.Diagnostics;
using System.Text.Json.Serialization;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Shell;
using CancelResult = Portico.Modules.Scheduling.CancelAppointment.CancelAppointment.Result;
using ConfirmResult = Portico.Modules.Scheduling.ConfirmAppointment.ConfirmAppointment.Result;
using MissResult = Portico.Modules.Scheduling.MarkNoShow.MarkNoShow.Result;
using UndoCancelResult = Portico.Modules.Scheduling.UndoCancel.UndoCancel.Result;
using UndoConfirmResult = Portico.Modules.Scheduling.UndoConfirm.UndoConfirm.Result;
using UndoMissResult = Portico.Modules.Scheduling.UndoNoShow.UndoNoShow.Result;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>The open visit: confirm it, cancel it, mark that nobody came, and take each back.</summary>
public sealed partial class SchedulePage
{
    private const string ChangeDraft = "change-visit";

    private AppointmentDetail.AppointmentDetail.Found? _open;

    private CancelForm? _cancel;
    private ChangeForm? _offeredChange;
    private string? _visitWarning;

    private Task OpenAsync(AppointmentId id) => LoadAsync(async () =>
    {
        _open = (await Details.RunAsync(new(id), await Caller.CallAsync(), Leaving)).Found;
        (_visitWarning, _cancel, Problem) = (null, null, null);
        if (_open is { } visit)
            (_length, _move) = (visit.Minutes, new MoveForm { Location = visit.Location.Value, Provider = visit.Provider.Value.ToString(), Date = visit.Date, Time = visit.Time });
        StateHasChanged();
    });

    private void CancelTouched() => ChangeTouched(() => new ChangeForm { Cancel = _cancel });

    private void ChangeTouched(Func<ChangeForm> form)
    {
        if (_open is not { } visit)
            return;
        _offeredChange = null;
        TouchDraft(ChangeDraft, "", () =>
        {
            var touched = form();
            touched.Appointment = visit.Id.Value;
            return touched;
        });
    }

    private void StartCancelling() => (_cancel, _visitWarning) = (new CancelForm(), null);

    private void SetChangeAside()
    {
        if (_open is { } visit && (_cancel is { } cancel ? cancel.Reason.Length > 0 : _move.IsTouched))
            _offeredChange = new ChangeForm { Appointment = visit.Id.Value, Move = _cancel is null ? _move : null, Cancel = _cancel };
        (_open, _cancel) = (null, null);
        _ = InvokeAsync(LetGoAsync);
    }

    private async Task ContinueChangeAsync()
    {
        if (_offeredChange is not { } form)
            return;
        _offeredChange = null;
        await OpenAsync(new AppointmentId(form.Appointment));
        if (_open is not { State: BoardState.Booked or BoardState.Confirmed })
        {
            Problem ??= "The visit was changed meanwhile: there is nothing left to move or cancel.";
            await LoadAsync(() => DiscardDraftAsync(ChangeDraft, ""));
            return;
        }
        (_move, _cancel) = (form.Move ?? _move, form.Cancel);
    }

    private async Task DiscardChangeAsync()
    {
        _offeredChange = null;
        await LoadAsync(() => DiscardDraftAsync(ChangeDraft, ""));
    }

    private Task CancelAsync() => ActAsync(async () =>
    {
        if (_open is not { } visit || _cancel is not { } form)
            return;
        if (string.IsNullOrWhiteSpace(form.Reason))
        {
            _visitWarning = "Say why the visit is cancelled.";
            return;
        }
        var result = await SendAsync(form, call => Cancel.RunAsync(new(visit.Id, visit.Version, form.Reason), call, Leaving));
        _visitWarning = result switch
        {
            CancelResult.Cancelled => null,
            CancelResult.Changed => SomeoneElse,
            CancelResult.WrongState state => NotAhead(state.State),
            CancelResult.Unknown => "The visit is no longer there.",
            _ => throw new UnreachableException(),
        };
        if (result is CancelResult.Cancelled cancelled)
            await ChangedAsync($"Cancelled{(cancelled.IsLate ? " late" : "")}: {visit.Name}, {DeskText.Day(visit.Date)} at {DeskText.Time(visit.Time)}."
                + Others(cancelled.Linked, isGone: true),
                () => UndoCancelAsync(visit.Id, cancelled.Version));
    });

    private async Task UndoCancelAsync(AppointmentId id, int version, bool acceptOverlap = false)
    {
        var result = await SendAsync((id, version, acceptOverlap, "undo"), call => UndoCancel.RunAsync(new(id, version, acceptOverlap), call, Leaving));
        if (result is UndoCancelResult.PatientOverlaps clash)
        {
            // Pressing again says that the patient knows.
            await ChangedAsync($"Still cancelled: the patient has another visit at {DeskText.Time(clash.Time)} then. Undo again if they know.",
                () => UndoCancelAsync(id, version, acceptOverlap: true));
            return;
        }
        (Said, Problem) = result switch
        {
            UndoCancelResult.Reinstated => ("The visit stands again.", (string?)null),
            UndoCancelResult.OutsideHours => (null, "The provider has no session then any more: find another opening, or ask a senior to reinstate it with a reason."),
            UndoCancelResult.NothingFree need => (null, WhatToDo.About(need.What, need.OfKind)),
            UndoCancelResult.GroupChanged => (null, "The group was moved or cancelled meanwhile, or has the patient again: look at the group."),
            UndoCancelResult.SlotTaken => (null, "Someone else was booked meanwhile: find another opening."),
            UndoCancelResult.Changed or UndoCancelResult.WrongState => (null, SomeoneElse),
            UndoCancelResult.Unknown => (null, "The visit is no longer there."),
            _ => throw new UnreachableException(),
        };
        await LoadAsync(ReloadAsync);
    }

    private Task ConfirmAsync() => ActAsync(async () =>
    {
        if (_open is not { } visit)
            return;
        var result = await SendAsync((visit.Id, visit.Version, "confirm"), call => Confirm.RunAsync(new(visit.Id, visit.Version), call, Leaving));
        if (result is ConfirmResult.Confirmed confirmed)
            await ChangedAsync($"Confirmed: {visit.Name}.", () => UndoConfirmAsync(visit.Id, confirmed.Version));
        else
            _visitWarning = SomeoneElse;
    });

    private async Task UndoConfirmAsync(AppointmentId id, int version)
    {
        var result = await SendAsync((id, version, "undo"), call => UndoConfirm.RunAsync(new(id, version), call, Leaving));
        (Said, Problem) = result is UndoConfirmResult.Undone ? ("The confirmation is taken back.", (string?)null) : (null, SomeoneElse);
        await LoadAsync(ReloadAsync);
    }

    private Task NoShowAsync() => ActAsync(async () =>
    {
        if (_open is not { } visit)
            return;
        var result = await SendAsync((visit.Id, visit.Version, "no-show"), call => NoShow.RunAsync(new(visit.Id, visit.Version), call, Leaving));
        if (result is MissResult.Missed missed)
            await ChangedAsync($"Marked as a no-show: {visit.Name}.", () => TakeNoShowBackAsync(visit.Id, missed.Version));
        else
            _visitWarning = result is MissResult.TooEarly ? "The visit has not begun yet." : SomeoneElse;
    });

    private Task UndoNoShowAsync() => ActAsync(async () =>
    {
        if (_open is not { } visit)
            return;
        await TakeNoShowBackAsync(visit.Id, visit.Version);
        if (Problem is null)
            _open = null;
    });

    private async Task TakeNoShowBackAsync(AppointmentId id, int version)
    {
        var result = await SendAsync((id, version, "undo"), call => UndoNoShow.RunAsync(new(id, version), call, Leaving));
        (Said, Problem) = result is UndoMissResult.Undone ? ("The no-show is taken back.", (string?)null) : (null, SomeoneElse);
        await LoadAsync(ReloadAsync);
    }

    /// <summary>The open visit was changed: says so, and how to take it back.</summary>
    private async Task ChangedAsync(string said, Func<Task>? takeBack)
    {
        var changed = _open?.Id;
        (_open, _cancel, Said) = (null, null, said);
        if (takeBack is not null)
            OfferUndo(takeBack);
        await LoadAsync(() => DiscardDraftAsync(ChangeDraft, ""));
        await LetGoAsync();
        if (changed is { } done && HasGoneBack(done))
            return;
        await LoadAsync(ReloadAsync);
    }

    private static string ChangeWord(ChangeKind kind) => kind switch
    {
        ChangeKind.Moved => "moved",
        ChangeKind.Confirmed => "confirmed",
        ChangeKind.Cancelled => "cancelled",
        ChangeKind.Reinstated => "cancellation taken back",
        ChangeKind.Missed => "marked as a no-show",
        ChangeKind.MissUndone => "no-show taken back",
        ChangeKind.Kept => "the patient came",
        ChangeKind.KeptUndone => "arrival taken back",
        ChangeKind.MoveUndone => "move taken back",
        ChangeKind.ConfirmUndone => "confirmation taken back",
        ChangeKind.Concealed => "marked confidential",
        ChangeKind.Unconcealed => "no longer confidential",
        ChangeKind.Resized => "length changed",
        _ => throw new UnreachableException(),
    };

    /// <summary>Why an open visit is to be cancelled.</summary>
    public sealed class CancelForm
    {
        public string Reason { get; set; } = "";
    }

    /// <summary>The draft of a change: a move or a cancellation of one visit.</summary>
    public sealed class ChangeForm
    {
        public Guid Appointment { get; set; }

        /// <summary>Absent while it is a cancellation.</summary>
        public MoveForm? Move { get; set; }

        /// <summary>Absent while it is a move.</summary>
        public CancelForm? Cancel { get; set; }
        [JsonIgnore] public bool IsCancel => Cancel is not null;
    }
}
