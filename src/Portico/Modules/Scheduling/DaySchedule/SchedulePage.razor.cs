using System.Diagnostics;
using System.Globalization;
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
using UndoMissResult = Portico.Modules.Scheduling.UndoNoShow.UndoNoShow.Result;

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
    private bool _undoOverlap;
    private string _findType = "";
    private string _findProvider = "";
    private string _findTime = "";
    private DateOnly _findFrom;
    private IReadOnlyList<FindOpenings.FindOpenings.Opening>? _openings;
    private Slot? _booking;
    private AppointmentDetail.AppointmentDetail.Found? _open;
    private Slot _move = new();
    private string? _visitWarning;
    private string _cancelReason = "";
    private (AppointmentId Id, int Version)? _undo;

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
        _booking = new Slot
        {
            Type = _findType, Provider = known?.Value.ToString() ?? "", Date = _date, Time = time ?? new TimeOnly(9, 0), Key = NewKey(),
        };
    }

    private Task PickPatientAsync(PatientId patient) => LoadAsync(async () =>
    {
        Problem = null;
        _patient = (await Setup.RunAsync(new(patient), await Caller.CallAsync(), Leaving)).Patient;
    });

    private Task BookAsync() => ActAsync(async () =>
    {
        if (_booking is not { } form || _patient is not { } patient || !Guid.TryParse(form.Type, out var type)
            || !Guid.TryParse(form.Provider, out var provider))
            return;
        var result = await Book.RunAsync(new(patient.Id, new VisitTypeId(type), new ProviderId(provider), _location, form.Date, form.Time,
            form.Note, form.AcceptOverlap), await Caller.CallAsync(form.Key, form.Reason), Leaving);
        // Whatever is sent next is another act.
        form.Key = NewKey();
        form.Warning = result switch
        {
            BookedResult.Booked => null,
            BookedResult.SlotTaken => "Someone took this time a moment ago. Choose another one.",
            BookedResult.OutsideHours => "The provider has no session then. Choose another time, or ask a senior to book it with a reason.",
            BookedResult.PatientOverlaps other =>
                $"The patient already has a visit at {DeskText.Time(other.Time)} ({other.Minutes} min). Ask, and book it anyway if both are meant.",
            BookedResult.InThePast => "This day is over. Choose today or a later day.",
            BookedResult.TooFarAhead => "That is more than three years ahead: check the year.",
            BookedResult.Unknown => "The patient, provider or visit type is no longer in use. Load the page again.",
            _ => throw new UnreachableException(),
        };
        form.AcceptOverlap = result is BookedResult.PatientOverlaps;
        form.AsksReason |= result is BookedResult.OutsideHours;
        if (result is not BookedResult.Booked booked)
            return;
        _booking = null;
        _openings = null;
        Said = $"Booked for {DeskText.Day(booked.Date)} at {DeskText.Time(booked.Time)}."
            + (booked.Time == form.Time ? "" : " The clocks change then: this is the first time after the gap.");
        await ReloadAsync();
    });

    private Task OpenAsync(AppointmentId id) => LoadAsync(async () =>
    {
        _open = (await Details.RunAsync(new(id), await Caller.CallAsync(), Leaving)).Found;
        (_visitWarning, _cancelReason) = (null, "");
        if (_open is { } visit)
            _move = new Slot { Provider = visit.Provider.Value.ToString(), Date = visit.Date, Time = visit.Time, Key = NewKey() };
        StateHasChanged();
    });

    private async Task MoveOnGridAsync(AppointmentId id, ProviderId provider, TimeOnly time)
    {
        if (_day?.Columns.SelectMany(c => c.Items).FirstOrDefault(i => i.Id == id) is not { } item)
            return;
        await ActAsync(async () =>
        {
            var result = await Move.RunAsync(new(id, item.Version, provider, _location, _date, time), await Caller.CallAsync(NewKey()), Leaving);
            if (result is MoveResult.Moved moved)
                Said = $"Moved to {DeskText.Time(moved.Time)}.";
            else
                Problem = MoveProblem(result) + (result is MoveResult.PatientOverlaps or MoveResult.OutsideHours ? " Open it and use “Move to…”." : "");
            await ReloadAsync();
        });
        StateHasChanged();
    }

    private Task MoveToAsync() => ActAsync(async () =>
    {
        if (_open is not { } visit || !Guid.TryParse(_move.Provider, out var provider))
            return;
        var result = await Move.RunAsync(new(visit.Id, visit.Version, new ProviderId(provider), visit.Location, _move.Date, _move.Time,
            _move.Reason, _move.AcceptOverlap), await Caller.CallAsync(_move.Key, _move.Reason), Leaving);
        _move.Key = NewKey();
        if (result is not MoveResult.Moved moved)
        {
            _visitWarning = MoveProblem(result);
            _move.AcceptOverlap = result is MoveResult.PatientOverlaps;
            _move.AsksReason |= result is MoveResult.OutsideHours;
            return;
        }
        _open = null;
        Said = $"Moved to {DeskText.Day(moved.Date)} at {DeskText.Time(moved.Time)}.";
        await ReloadAsync();
    });

    private static string MoveProblem(MoveResult result) => result switch
    {
        MoveResult.SlotTaken => "That time is taken: the visit stays where it was. Choose another one.",
        MoveResult.OutsideHours => "The provider has no session then. A senior may move it there with a reason.",
        MoveResult.PatientOverlaps other =>
            $"The patient already has a visit at {DeskText.Time(other.Time)} ({other.Minutes} min). Ask, and move it anyway if both are meant.",
        MoveResult.InThePast => "That day is over. Choose today or a later day.",
        MoveResult.Changed => SomeoneElse,
        MoveResult.WrongState state => $"A visit that is {DayColumn.StateWord(state.State)} stays where it is.",
        MoveResult.Unknown => "The visit or the provider is no longer there. Load the page again.",
        _ => throw new UnreachableException(),
    };

    private Task CancelAsync() => ActAsync(async () =>
    {
        if (_open is not { } visit)
            return;
        if (string.IsNullOrWhiteSpace(_cancelReason))
        {
            _visitWarning = "Say why the visit is cancelled.";
            return;
        }
        var result = await Cancel.RunAsync(new(visit.Id, visit.Version, _cancelReason), await Caller.CallAsync(NewKey()), Leaving);
        _visitWarning = result switch
        {
            CancelResult.Cancelled => null,
            CancelResult.Changed => SomeoneElse,
            CancelResult.WrongState state => $"The visit is {DayColumn.StateWord(state.State)}.",
            CancelResult.Unknown => "The visit is no longer there.",
            _ => throw new UnreachableException(),
        };
        if (result is not CancelResult.Cancelled cancelled)
            return;
        (_open, _undo) = (null, (visit.Id, cancelled.Version));
        Said = $"Cancelled: {DeskText.Day(visit.Date)} at {DeskText.Time(visit.Time)}.";
        await ReloadAsync();
    });

    private Task UndoCancelAsync((AppointmentId Id, int Version) cancelled) => ActAsync(async () =>
    {
        // Asked once about another visit at that time, pressing again says that the patient knows.
        var (accept, _) = (_undoOverlap, _undoOverlap = false);
        _undo = null;
        var result = await UndoCancel.RunAsync(new(cancelled.Id, cancelled.Version, accept), await Caller.CallAsync(NewKey()), Leaving);
        (Said, Problem) = result switch
        {
            UndoCancelResult.Reinstated => ("The visit stands again.", (string?)null),
            UndoCancelResult.OutsideHours => (null, "The provider has no session then any more: find another opening, or ask a senior to reinstate it with a reason."),
            UndoCancelResult.PatientOverlaps other => (null, $"The patient has another visit at {other.Time:HH:mm} then. Undo again if they know, or leave it cancelled."),
            UndoCancelResult.SlotTaken => (null, "Someone else was booked meanwhile: find another opening."),
            UndoCancelResult.Changed or UndoCancelResult.WrongState => (null, SomeoneElse),
            UndoCancelResult.Unknown => (null, "The visit is no longer there."),
            _ => throw new UnreachableException(),
        };
        if (result is UndoCancelResult.PatientOverlaps)
            (_undo, _undoOverlap) = (cancelled, true);
        await ReloadAsync();
    });

    private Task ConfirmAsync() => ActAsync(async () =>
    {
        if (_open is not { } visit)
            return;
        var result = await Confirm.RunAsync(new(visit.Id, visit.Version), await Caller.CallAsync(NewKey()), Leaving);
        if (result is ConfirmResult.Confirmed)
            await DoneAsync("Confirmed.");
        else
            _visitWarning = SomeoneElse;
    });

    private Task NoShowAsync() => ActAsync(async () =>
    {
        if (_open is not { } visit)
            return;
        var result = await NoShow.RunAsync(new(visit.Id, visit.Version), await Caller.CallAsync(NewKey()), Leaving);
        if (result is MissResult.Missed)
            await DoneAsync("Marked as a no-show. Open it to undo.");
        else
            _visitWarning = result is MissResult.TooEarly ? "The visit has not begun yet." : SomeoneElse;
    });

    private Task UndoNoShowAsync() => ActAsync(async () =>
    {
        if (_open is not { } visit)
            return;
        var result = await UndoNoShow.RunAsync(new(visit.Id, visit.Version), await Caller.CallAsync(NewKey()), Leaving);
        if (result is UndoMissResult.Undone)
            await DoneAsync("The no-show is taken back.");
        else
            _visitWarning = SomeoneElse;
    });

    private async Task DoneAsync(string said)
    {
        (_open, Said) = (null, said);
        await ReloadAsync();
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
        _ => throw new UnreachableException(),
    };

    protected override void Dispose(bool disposing)
    {
        _heard?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>What the forms of a booking and a move hold while they are open.</summary>
    private sealed class Slot
    {
        public string Type { get; set; } = "";
        public string Provider { get; set; } = "";
        public DateOnly Date { get; set; }
        public TimeOnly Time { get; set; }
        public string? Note { get; set; }
        public string? Reason { get; set; }
        public bool AsksReason { get; set; }
        public bool AcceptOverlap { get; set; }
        public string Key { get; set; } = "";

        /// <summary>Absent while nothing stands in the way.</summary>
        public string? Warning { get; set; }
    }
}
