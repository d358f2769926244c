using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Components;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Clock;
using Portico.Shell;
using BookedResult = Portico.Modules.Scheduling.BookAppointment.BookAppointment.Result;
using CancelResult = Portico.Modules.Scheduling.CancelAppointment.CancelAppointment.Result;
using ConfirmResult = Portico.Modules.Scheduling.ConfirmAppointment.ConfirmAppointment.Result;
using MissResult = Portico.Modules.Scheduling.MarkNoShow.MarkNoShow.Result;
using MoveResult = Portico.Modules.Scheduling.MoveAppointment.MoveAppointment.Result;
using UndoCancelResult = Portico.Modules.Scheduling.UndoCancel.UndoCancel.Result;
using UndoConfirmResult = Portico.Modules.Scheduling.UndoConfirm.UndoConfirm.Result;
using UndoMissResult = Portico.Modules.Scheduling.UndoNoShow.UndoNoShow.Result;
using UndoMoveResult = Portico.Modules.Scheduling.UndoMove.UndoMove.Result;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>The day of a location: look, book, move, cancel.</summary>
public sealed partial class SchedulePage
{
    private const string SomeoneElse = "Someone else changed this visit meanwhile. Look at it again, then decide.";

    private ScheduleSetup.Result? _setup;
    private DaySchedule.Result? _day;
    private ScheduleGrid? _grid;
    private LocationId _location;
    private DateOnly _date;
    private string _only = "";
    private PatientRow? _patient;
    private IDisposable? _heard;
    private bool _finding;
    private string _findType = "";
    private string _findProvider = "";
    private string _findTime = "";
    private DateOnly _findFrom;
    private IReadOnlyList<FindOpenings.FindOpenings.Opening>? _openings;
    private const string BookingDraft = "book-visit";
    private const string ChangeDraft = "change-visit";
    private BookingForm? _booking;
    private BookingForm? _offeredBooking;
    private Task _picking = Task.CompletedTask;
    private AppointmentDetail.AppointmentDetail.Found? _open;
    private MoveForm _move = new();
    private CancelForm? _cancel;
    private ChangeForm? _offeredChange;
    private string? _visitWarning;

    /// <summary>Whom to book. Absent when the schedule was opened by itself.</summary>
    [SupplyParameterFromQuery(Name = "patient")] public Guid? PatientQuery { get; set; }
    [SupplyParameterFromQuery(Name = "visitType")] public Guid? VisitTypeQuery { get; set; }
    [SupplyParameterFromQuery(Name = "location")] public Guid? LocationQuery { get; set; }
    [SupplyParameterFromQuery(Name = "date")] public string? DateQuery { get; set; }
    [SupplyParameterFromQuery(Name = "appointment")] public Guid? AppointmentQuery { get; set; }
    [SupplyParameterFromQuery(Name = "openings")] public string? OpeningsQuery { get; set; }
    [SupplyParameterFromQuery(Name = "book")] public string? BookQuery { get; set; }

    private ProviderId? Only => Guid.TryParse(_only, out var id) ? new ProviderId(id) : null;

    private string PrintHref => $"/schedule/print?location={_location.Value}&date={_date:yyyy-MM-dd}";

    private string LocationText
    {
        get => _location.Value.ToString();
        set
        {
            if (!Guid.TryParse(value, out var id) || id == _location.Value)
                return;
            _location = new LocationId(id);
            _ = InvokeAsync(() => GoAsync(_date));
        }
    }

    private DateOnly Date
    {
        get => _date;
        set
        {
            if (value.Year > 1900)
                _ = InvokeAsync(() => GoAsync(value));
        }
    }

    protected override Task OnInitializedAsync() => LoadAsync(async () =>
    {
        var patient = PatientQuery is { } id ? new PatientId(id) : (PatientId?)null;
        _setup = await Setup.RunAsync(new(patient), await Caller.CallAsync(), Leaving);
        _patient = _setup.Patient;
        if (_setup.Locations.Count == 0)
            return;
        var location = _setup.Locations.FirstOrDefault(l => l.Id.Value == LocationQuery) ?? _setup.Locations[0];
        _location = location.Id;
        var today = Clock.Today(location.Zone);
        _date = DateOnly.TryParseExact(DateQuery, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked : today;
        _findFrom = _date;
        _findType = (VisitTypeQuery ?? (_setup.VisitTypes is [var any, ..] ? any.Id.Value : null))?.ToString() ?? "";
        _finding = OpeningsQuery is not null || _patient is not null;
        if (AppointmentQuery is { } appointment)
            await OpenAsync(new AppointmentId(appointment));
        // A link to a visit leads to its day.
        if (_open is { } visit)
            (_location, _date) = (visit.Location, visit.Date);
        await GoAsync(_date);
        if (BookQuery is not null)
            StartBooking(null, null);
        if (_finding)
            await FindAsync();
        _offeredBooking = await LoadDraftAsync<BookingForm>(BookingDraft, "");
        _offeredChange = await LoadDraftAsync<ChangeForm>(ChangeDraft, "");
    });

    private async Task GoAsync(DateOnly date)
    {
        _date = date;
        _heard?.Dispose();
        await LoadAsync(ReloadAsync);
        var call = await Caller.CallAsync();
        _heard = Live.Listen(call.Practice, ScheduleTopics.Day(_location, date), topics => InvokeAsync(async () =>
        {
            if (Leaving.IsCancellationRequested)
                return;
            await LoadAsync(ReloadAsync);
            StateHasChanged();
        }));
        StateHasChanged();
    }

    private async Task ReloadAsync() => _day = await Days.RunAsync(new(_location, _date), await Caller.CallAsync(), Leaving);

    private async Task NowAsync()
    {
        if (_setup?.Locations.FirstOrDefault(l => l.Id == _location) is not { } location)
            return;
        var today = Clock.Today(location.Zone);
        if (today != _date)
            await GoAsync(today);
        if (_grid is not null)
            await _grid.ShowNowAsync();
    }

    private Task FindAsync() => LoadAsync(async () =>
    {
        if (!Guid.TryParse(_findType, out var type))
            return;
        var (earliest, latest) = _findTime switch
        {
            "morning" => ((TimeOnly?)null, (TimeOnly?)new TimeOnly(11, 55)),
            "afternoon" => (new TimeOnly(12, 0), null),
            _ => (null, null),
        };
        var found = await Openings.RunAsync(new(new VisitTypeId(type), _location, _findFrom, _findFrom.AddDays(60),
            Guid.TryParse(_findProvider, out var provider) ? [new ProviderId(provider)] : null, earliest, latest),
            await Caller.CallAsync(), Leaving);
        _openings = found.Openings;
    });

    private async Task TakeOpening(FindOpenings.FindOpenings.Opening opening)
    {
        if (opening.Date != _date)
            await GoAsync(opening.Date);
        StartBooking(opening.Provider, opening.Time);
        if (_booking is { } form)
            form.Type = _findType;
    }

    private void StartBooking(ProviderId? provider, TimeOnly? time)
    {
        var known = provider
            ?? (_day?.Columns is [var column, ..] ? column.Provider : _setup?.Providers is [var anyone, ..] ? anyone.Id : null);
        // Whoever was booked before is not meant again: the next caller is somebody else.
        _patient = _setup?.Patient;
        Problem = null;
        _booking = new BookingForm
        {
            Type = _findType, Provider = known?.Value.ToString() ?? "", Location = _location.Value, Date = _date, Time = time ?? new TimeOnly(9, 0),
        };
    }

    // Whoever types fast presses Enter before the chart is open: the booking waits for it.
    private Task PickPatientAsync(PatientId patient) => _picking = LoadAsync(async () =>
    {
        Problem = null;
        _patient = (await Setup.RunAsync(new(patient), await Caller.CallAsync(), Leaving)).Patient;
        BookingTouched();
    });

    private void SomeoneElseIsMeant()
    {
        _patient = null;
        BookingTouched();
    }

    private void BookingTouched()
    {
        if (_booking is not { } form)
            return;
        _offeredBooking = null;
        (form.Patient, form.Key, form.IsTouched) = (_patient?.Id.Value, KeyOf(form), true);
        TouchDraft(BookingDraft, "", () => form);
    }

    /// <summary>Closed by Esc or the cross, perhaps by mistake: what was typed is offered again at once.</summary>
    private void SetBookingAside()
    {
        if (_booking is { IsTouched: true } form)
            _offeredBooking = form;
        _booking = null;
    }

    private async Task ContinueBookingAsync()
    {
        if (_offeredBooking is not { } form)
            return;
        await LoadAsync(async () =>
        {
            if (form.Location != _location.Value || form.Date != _date)
            {
                _location = new LocationId(form.Location);
                await GoAsync(form.Date);
            }
            _patient = form.Patient is { } id
                ? (await Setup.RunAsync(new(new PatientId(id)), await Caller.CallAsync(), Leaving)).Patient : _setup?.Patient;
            (_booking, _offeredBooking) = (form, null);
            if (form.Key.Length > 0)
                Resume(form, form.Key);
        });
    }

    private async Task DiscardBookingAsync()
    {
        (_booking, _offeredBooking) = (null, null);
        await LoadAsync(() => DiscardDraftAsync(BookingDraft, ""));
    }

    private Task BookAsync() => ActAsync(async () =>
    {
        await _picking;
        if (_booking is not { } form)
            return;
        if (_patient is not { } patient || !Guid.TryParse(form.Type, out var type) || !Guid.TryParse(form.Provider, out var provider))
        {
            form.Warning = "Choose the patient, the visit type and the provider first.";
            return;
        }
        var request = new BookAppointment.BookAppointment.Request(patient.Id, new VisitTypeId(type), new ProviderId(provider),
            new LocationId(form.Location), form.Date, form.Time, form.Note, form.AcceptOverlap, form.IsConfidential);
        var result = await SendAsync(form, call => Book.RunAsync(request, call, Leaving), form.Reason);
        form.Warning = result switch
        {
            BookedResult.Booked => null,
            BookedResult.SlotTaken => "Someone took this time a moment ago. Choose another one.",
            BookedResult.OutsideHours => "The provider has no session then. Choose another time, or ask a senior to book it with a reason.",
            BookedResult.PatientOverlaps other => $"The patient already has {await NameAsync(other.Other, other.Time, other.Minutes)}. Ask, and book it anyway if both are meant.",
            BookedResult.InThePast => "This day is over. Choose today or a later day.",
            BookedResult.TooFarAhead => "That is more than three years ahead: check the year.",
            BookedResult.Unknown => "The patient, provider or visit type is no longer in use. Load the page again.",
            _ => throw new UnreachableException(),
        };
        form.AcceptOverlap = result is BookedResult.PatientOverlaps;
        form.AsksReason |= result is BookedResult.OutsideHours;
        if (result is not BookedResult.Booked booked)
        {
            BookingTouched();
            return;
        }
        (_booking, _openings, _patient, _finding) = (null, null, null, false);
        _setup = _setup is { } setup ? setup with { Patient = null } : null;
        Said = $"Booked for {DeskText.Day(booked.Date)} at {DeskText.Time(booked.Time)}: {PatientNames.Full(patient)}."
            + (booked.Time == form.Time ? "" : " The clocks change then: this is the first time after the gap.");
        OfferUndo(() => UndoBookingAsync(booked.Appointment));
        await LoadAsync(() => DiscardDraftAsync(BookingDraft, ""));
        await LoadAsync(ReloadAsync);
    });

    /// <summary>Names the visit that is in the way: whom the patient sees then, and for what.</summary>
    private async Task<string> NameAsync(AppointmentId other, TimeOnly time, int minutes)
    {
        var found = (await Details.RunAsync(new(other), await Caller.CallAsync(), Leaving)).Found;
        return found is null ? $"a visit at {DeskText.Time(time)} ({minutes} min)"
            : $"{found.VisitType} with {found.ProviderName} at {DeskText.Time(time)} ({minutes} min)";
    }

    // A booking is undone as the desk undoes it: cancelled, with a reason that everybody can read.
    private async Task UndoBookingAsync(AppointmentId booked)
    {
        var result = await SendAsync((booked, "undo"), call => Cancel.RunAsync(new(booked, 0, "Booked in error"), call, Leaving));
        (Said, Problem) = result is CancelResult.Cancelled ? ("The booking is taken back: the time is free again.", (string?)null) : (null, SomeoneElse);
        await LoadAsync(ReloadAsync);
    }

    private Task OpenAsync(AppointmentId id) => LoadAsync(async () =>
    {
        _open = (await Details.RunAsync(new(id), await Caller.CallAsync(), Leaving)).Found;
        (_visitWarning, _cancel, Problem) = (null, null, null);
        if (_open is { } visit)
            _move = new MoveForm { Provider = visit.Provider.Value.ToString(), Date = visit.Date, Time = visit.Time };
        StateHasChanged();
    });

    private void MoveTouched()
    {
        _move.IsTouched = true;
        ChangeTouched(() => new ChangeForm { Move = _move });
    }

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
    }

    private async Task ContinueChangeAsync()
    {
        if (_offeredChange is not { } form)
            return;
        _offeredChange = null;
        await OpenAsync(new AppointmentId(form.Appointment));
        if (_open is not { State: AppointmentState.Booked or AppointmentState.Confirmed })
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
        var request = new MoveAppointment.MoveAppointment.Request(visit.Id, visit.Version, new ProviderId(provider), visit.Location, form.Date,
            form.Time, form.Reason, form.AcceptOverlap);
        var result = await SendAsync(form, call => Move.RunAsync(request, call, Leaving), form.Reason);
        if (result is not MoveResult.Moved moved)
        {
            _visitWarning = await MoveProblemAsync(result);
            form.AcceptOverlap = result is MoveResult.PatientOverlaps;
            form.AsksReason |= result is MoveResult.OutsideHours;
            return;
        }
        await ChangedAsync($"Moved to {DeskText.Day(moved.Date)} at {DeskText.Time(moved.Time)}: {visit.Name}.",
            () => UndoMoveAsync(visit.Id, moved.Version));
    });

    private async Task<string> MoveProblemAsync(MoveResult result) => result switch
    {
        MoveResult.SlotTaken => "That time is taken: the visit stays where it was. Choose another one.",
        MoveResult.OutsideHours => "The provider has no session then. A senior may move it there with a reason.",
        MoveResult.PatientOverlaps other =>
            $"The patient already has {await NameAsync(other.Other, other.Time, other.Minutes)}. Ask, and move it anyway if both are meant.",
        MoveResult.InThePast => "That day is over. Choose today or a later day.",
        MoveResult.Changed => SomeoneElse,
        MoveResult.WrongState state => $"A visit that is {DayColumn.StateWord(state.State)} stays where it is.",
        MoveResult.Unknown => "The visit or the provider is no longer there. Load the page again.",
        _ => throw new UnreachableException(),
    };

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
            CancelResult.WrongState state => $"The visit is {DayColumn.StateWord(state.State)}.",
            CancelResult.Unknown => "The visit is no longer there.",
            _ => throw new UnreachableException(),
        };
        if (result is CancelResult.Cancelled cancelled)
            await ChangedAsync($"Cancelled: {visit.Name}, {DeskText.Day(visit.Date)} at {DeskText.Time(visit.Time)}.",
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
    private async Task ChangedAsync(string said, Func<Task> takeBack)
    {
        (_open, _cancel, Said) = (null, null, said);
        OfferUndo(takeBack);
        await LoadAsync(() => DiscardDraftAsync(ChangeDraft, ""));
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
        ChangeKind.Kept => "kept",
        ChangeKind.KeptUndone => "no longer kept",
        ChangeKind.MoveUndone => "move taken back",
        ChangeKind.ConfirmUndone => "confirmation taken back",
        ChangeKind.Concealed => "marked confidential",
        ChangeKind.Unconcealed => "no longer confidential",
        _ => throw new UnreachableException(),
    };

    protected override void Dispose(bool disposing)
    {
        _heard?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A booking that is being filled in; kept as a draft with its key, so that it is one booking whatever happens between.</summary>
    public sealed class BookingForm
    {
        /// <summary>Absent until chosen.</summary>
        public Guid? Patient { get; set; }
        public string Type { get; set; } = "";
        public string Provider { get; set; } = "";
        public Guid Location { get; set; }
        public DateOnly Date { get; set; }
        public TimeOnly Time { get; set; }
        public string? Note { get; set; }

        /// <summary>Why outside the provider's hours. Absent inside them.</summary>
        public string? Reason { get; set; }
        public bool AsksReason { get; set; }
        public string Key { get; set; } = "";

        [JsonIgnore] public bool IsTouched { get; set; }
        public bool IsConfidential { get; set; }

        [JsonIgnore] public bool AcceptOverlap { get; set; }

        /// <summary>Absent while nothing stands in the way.</summary>
        [JsonIgnore] public string? Warning { get; set; }
    }

    /// <summary>Where an open visit is to be moved.</summary>
    public sealed class MoveForm
    {
        public string Provider { get; set; } = "";
        public DateOnly Date { get; set; }
        public TimeOnly Time { get; set; }

        /// <summary>Why outside the provider's hours. Absent inside them.</summary>
        public string? Reason { get; set; }
        public bool AsksReason { get; set; }
        [JsonIgnore] public bool IsTouched { get; set; }
        [JsonIgnore] public bool AcceptOverlap { get; set; }
    }

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
