using System.Diagnostics;
using System.Text.Json.Serialization;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Shell;
using BookedResult = Portico.Modules.Scheduling.BookAppointment.BookAppointment.Result;
using CancelResult = Portico.Modules.Scheduling.CancelAppointment.CancelAppointment.Result;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>The form that books a visit.</summary>
public sealed partial class SchedulePage
{
    private const string BookingDraft = "book-visit";

    private BookingForm? _booking;
    private BookingForm? _offeredBooking;
    private Task _picking = Task.CompletedTask;

    /// <summary>A free time was picked: its column says with whom, where and on which day. While a visit looks for another time, it is meant.</summary>
    private async Task StartBookingAtAsync(GridColumn column, TimeOnly time)
    {
        if (_seeking is not null)
        {
            await OfferTimeAsync(column.Day.Provider, column.Location, column.Date, time);
            return;
        }
        StartBooking(column.Day.Provider, time);
        if (_booking is { } form)
            (form.Location, form.Date) = (column.Location.Value, column.Date);
    }

    private void StartBooking(ProviderId? provider, TimeOnly? time)
    {
        if (!MayBook)
            return;
        var known = provider
            ?? (Shown.FirstOrDefault() is { } column ? column.Day.Provider : _setup?.Providers is [var anyone, ..] ? anyone.Id : null);
        // Whoever was booked before is not meant again: the next caller is somebody else.
        _patient = _setup?.Patient;
        (Problem, _isNurses) = (null, false);
        _booking = new BookingForm
        {
            Type = _findType, Provider = known?.Value.ToString() ?? "", Location = _location.Value, Date = _date, Time = time ?? new TimeOnly(9, 0),
        };
        _ = InvokeAsync(LoadLinkableAsync);
        // A time that was only the form's own is not kept from others.
        if (time is not null)
            _ = InvokeAsync(HoldAsync);
    }

    // Whoever types fast presses Enter before the chart is open: the booking waits for it.
    private Task PickPatientAsync(PatientId patient) => _picking = LoadAsync(async () =>
    {
        Problem = null;
        _patient = (await Setup.RunAsync(new(patient), await Caller.CallAsync(), Leaving)).Patient;
        await LoadLinkableAsync();
        BookingTouched();
    });

    private void SomeoneElseIsMeant()
    {
        (_patient, _linkable) = (null, []);
        if (_booking is { } form)
            form.LinkedTo = null;
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
        _ = InvokeAsync(LetGoAsync);
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
            await LoadLinkableAsync();
            if (form.Key.Length > 0)
                Resume(form, form.Key);
        });
    }

    private async Task DiscardBookingAsync()
    {
        (_booking, _offeredBooking) = (null, null);
        await LetGoAsync();
        await LoadAsync(() => DiscardDraftAsync(BookingDraft, ""));
    }

    private Task BookAsync() => ActAsync(async () =>
    {
        await _picking;
        await SettledAsync();
        if (_booking is not { } form || _isNurses)
            return;
        if (_patient is not { } patient || !Guid.TryParse(form.Type, out var type) || !Guid.TryParse(form.Provider, out var provider))
        {
            form.Warning = "Choose the patient, the visit type and the provider first.";
            return;
        }
        if (form.Repeats)
        {
            await BookSeriesAsync(form, patient, new VisitTypeId(type), new ProviderId(provider));
            return;
        }
        var request = new BookAppointment.BookAppointment.Request(patient.Id, new VisitTypeId(type), new ProviderId(provider),
            new LocationId(form.Location), form.Date, form.Time, form.Note, form.AcceptOverlap, form.IsConfidential, form.Hold is { } held ? new HoldId(held) : null, form.IsLater,
            form.IsSelfPay, form.Interpreter, form.PatientState, form.AcceptOutOfNetwork, form.Overbook,
            form.LinkedTo is { } linked ? new AppointmentId(linked) : null, form.LinkedTo is null ? null : form.Order, form.AcceptOrder);
        var result = await SendAsync(form, call => Book.RunAsync(request, call, Leaving), form.Reason);
        form.Warning = result switch
        {
            BookedResult.Booked => null,
            BookedResult.SlotTaken => "Someone took this time a moment ago. Choose another one.",
            BookedResult.NothingFree need => WhatToDo.About(need.What, need.OfKind),
            BookedResult.OutsideHours outside => WhatToDo.About(outside.Why),
            BookedResult.AgainstPlan against => WhatToDo.About(against.Why),
            BookedResult.NotForPatient never => WhatToDo.About(never.Why),
            BookedResult.StateNeeded => "A visit by video: ask in which state the patient will be.",
            BookedResult.TimeComesTwice => "The clocks go back that night and this time comes twice. Ask which one is meant, and choose it below.",
            BookedResult.PatientTravels far => $"The patient has {await NameAsync(far.Other, far.Time, far.Minutes)} at another location, and cannot get from one to the other in time. Ask, and book it anyway if both are meant.",
            BookedResult.PatientHasSame same => $"The patient already has {await NameAsync(same.Other, same.Time, same.Minutes)} that day. Ask, and book it anyway if both are meant.",
            BookedResult.OutOfNetwork outside => $"The provider is not in the network of {outside.PayerName} there on that day. Tell the patient what that costs, and book it anyway if they agree.",
            BookedResult.PatientOverlaps other => $"The patient already has {await NameAsync(other.Other, other.Time, other.Minutes)}. Ask, and book it anyway if both are meant.",
            BookedResult.OutOfOrder order => await OrderProblemAsync(order),
            BookedResult.InThePast => "This day is over. Choose today or a later day.",
            BookedResult.TooFarAhead => "That is more than three years ahead: check the year.",
            BookedResult.Unknown => "The patient, provider or visit type is no longer in use. Load the page again.",
            _ => throw new UnreachableException(),
        };
        form.AcceptOverlap = result is BookedResult.PatientOverlaps or BookedResult.PatientTravels or BookedResult.PatientHasSame
            || (form.AcceptOverlap && result is BookedResult.OutOfNetwork or BookedResult.TimeComesTwice or BookedResult.OutOfOrder);
        form.AcceptOrder |= result is BookedResult.OutOfOrder;
        form.AcceptOutOfNetwork |= result is BookedResult.OutOfNetwork;
        form.OffersOverbook |= result is BookedResult.SlotTaken && MaySetHours;
        form.AsksState |= result is BookedResult.StateNeeded;
        form.AsksWhich |= result is BookedResult.TimeComesTwice;
        form.AsksReason |= result is BookedResult.OutsideHours or BookedResult.AgainstPlan;
        if (result is not BookedResult.Booked booked)
        {
            BookingTouched();
            return;
        }
        // Its cells are the visit's now.
        _hold = null;
        await BookedAsync($"Booked for {DeskText.Day(booked.Date)} at {DeskText.Time(booked.Time)}, {PlaceName(form.Location)}: {PatientNames.Full(patient)}."
            + (booked.Time == form.Time ? "" : " The clocks change then: this is the first time after the gap.")
            + (form.IsLater is { } later && form.AsksWhich ? later ? " The later of the two is meant." : " The earlier of the two is meant." : "")
            + (booked.IsOverbooked ? " It stands beside another visit." : "")
            + (booked.Needs.Count == 0 ? "" : $" Still needed: {string.Join(", ", booked.Needs)}."));
        OfferUndo(() => UndoBookingAsync(booked.Appointment));
    });

    private async Task<string> OrderProblemAsync(BookedResult.OutOfOrder problem)
    {
        var other = (await Details.RunAsync(new(problem.Other), await Caller.CallAsync(), Leaving)).Found;
        var name = other is null ? "the visit that it belongs to" : $"{other.VisitType} on {DeskText.Day(other.Date)} at {DeskText.Time(other.Time)}";
        return problem.Order switch
        {
            LinkOrder.Before => $"This visit would not be over before {name}. Choose an earlier time, or book it anyway if that is meant.",
            LinkOrder.After => $"This visit would begin before {name} is over. Choose a later time, or book it anyway if that is meant.",
            LinkOrder.SameDay => $"This visit would not be on the day of {name}. Choose that day, or book it anyway if that is meant.",
            _ => throw new UnreachableException(),
        };
    }

    private async Task BookedAsync(string said)
    {
        (_booking, _patient, _finding) = (null, null, false);
        _setup = _setup is { } setup ? setup with { Patient = null } : null;
        Said = said;
        await LetGoAsync();
        await LoadAsync(() => DiscardDraftAsync(BookingDraft, ""));
        await LoadAsync(ReloadAsync);
    }

    // A booking is undone as the desk undoes it: cancelled, with a reason that everybody can read.
    private async Task UndoBookingAsync(AppointmentId booked)
    {
        var result = await SendAsync((booked, "undo"), call => Cancel.RunAsync(new(booked, 0, "Booked in error"), call, Leaving));
        (Said, Problem) = result is CancelResult.Cancelled ? ("The booking is taken back: the time is free again.", (string?)null) : (null, SomeoneElse);
        await LoadAsync(ReloadAsync);
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

        public bool IsConfidential { get; set; }

        /// <summary>The hold that it is booked from: kept with the form, so that it is the same call when it is sent again. Absent: none.</summary>
        public Guid? Hold { get; set; }

        /// <summary>The patient pays.</summary>
        public bool IsSelfPay { get; set; }

        /// <summary>The interpreter's language. Absent: none is needed.</summary>
        public string? Interpreter
        {
            get;
            set => field = string.IsNullOrEmpty(value) ? null : value;
        }

        /// <summary>Where the patient will be during a visit by video. Absent until asked.</summary>
        public string? PatientState
        {
            get;
            set => field = string.IsNullOrWhiteSpace(value) ? null : value.Trim().ToUpperInvariant();
        }

        /// <summary>Which of two equal times: <c>earlier</c> or <c>later</c>. Empty until asked.</summary>
        public string Which { get; set; } = "";

        [JsonIgnore] public bool? IsLater => Which.Length == 0 ? null : Which == "later";
        public bool Overbook { get; set; }

        /// <summary>The visit that it belongs to. Absent: none.</summary>
        public Guid? LinkedTo { get; set; }

        /// <summary>How it stands to that one. Absent: at any time.</summary>
        public LinkOrder? Order { get; set; } = LinkOrder.Before;

        [JsonIgnore]
        public string LinkedText
        {
            get => LinkedTo?.ToString() ?? "";
            set => LinkedTo = Guid.TryParse(value, out var id) ? id : null;
        }

        [JsonIgnore]
        public string OrderText
        {
            get => Order?.ToString() ?? "";
            set => Order = Enum.TryParse<LinkOrder>(value, out var order) ? order : null;
        }

        [JsonIgnore] public bool AcceptOrder { get; set; }

        /// <summary>A series: every so many weeks, so many times.</summary>
        public bool Repeats { get; set; }
        public int EveryWeeks { get; set; } = 1;
        public int Times { get; set; } = 12;

        [JsonIgnore] public bool AsksState { get; set; }
        [JsonIgnore] public bool AsksWhich { get; set; }
        [JsonIgnore] public bool OffersOverbook { get; set; }
        [JsonIgnore] public bool AcceptOutOfNetwork { get; set; }

        /// <summary>The visits that the conflicts are numbered by.</summary>
        [JsonIgnore] public IReadOnlyList<SeriesSlot> Asked { get; set; } = [];
        [JsonIgnore] public IReadOnlyList<SeriesConflict> Conflicts { get; set; } = [];

        /// <summary>What was chosen for each that was in the way, by its number.</summary>
        [JsonIgnore] public IReadOnlyDictionary<int, string> Chosen { get; set; } = new Dictionary<int, string>();

        [JsonIgnore] public bool IsTouched { get; set; }
        [JsonIgnore] public bool AcceptOverlap { get; set; }

        /// <summary>Absent while nothing stands in the way.</summary>
        [JsonIgnore] public string? Warning { get; set; }
    }
}
