using System.Diagnostics;
using System.Text.Json.Serialization;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
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

    private void StartBooking(ProviderId? provider, TimeOnly? time)
    {
        if (!MayBook)
            return;
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
            BookedResult.OutsideHours => "The provider has no session there then. Choose another time, or ask a senior to book it with a reason.",
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
        Said = $"Booked for {DeskText.Day(booked.Date)} at {DeskText.Time(booked.Time)}, {PlaceName(form.Location)}: {PatientNames.Full(patient)}."
            + (booked.Time == form.Time ? "" : " The clocks change then: this is the first time after the gap.");
        OfferUndo(() => UndoBookingAsync(booked.Appointment));
        await LoadAsync(() => DiscardDraftAsync(BookingDraft, ""));
        await LoadAsync(ReloadAsync);
    });

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

        [JsonIgnore] public bool IsTouched { get; set; }
        [JsonIgnore] public bool AcceptOverlap { get; set; }

        /// <summary>Absent while nothing stands in the way.</summary>
        [JsonIgnore] public string? Warning { get; set; }
    }
}
