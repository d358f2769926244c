using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Store;
using Portico.Shell;
using AddResult = Portico.Modules.Scheduling.AddToGroup.AddToGroup.Result;
using CancelOneResult = Portico.Modules.Scheduling.CancelAppointment.CancelAppointment.Result;
using CancelResult = Portico.Modules.Scheduling.CancelGroup.CancelGroup.Result;
using CloseResult = Portico.Modules.Scheduling.CloseGroup.CloseGroup.Result;
using MoveResult = Portico.Modules.Scheduling.MoveGroup.MoveGroup.Result;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>A group: who is in it, who comes to it, and what is done with all of it.</summary>
public sealed partial class GroupPanel
{
    private const string SomeoneElse = "Someone else changed this group meanwhile. Look at it again, then decide.";

    private GroupDetail.GroupDetail.Found? _shown;
    private PatientRow? _patient;
    private AddForm _form = new();
    private MoveForm _to = new();
    private bool _isMoving;
    private bool _isCancelling;
    private string _why = "";
    private string? _cancelWarning;

    [Parameter, EditorRequired] public GroupVisitId Group { get; set; }
    [Parameter, EditorRequired] public required ScheduleSetup.Result Names { get; set; }

    /// <summary>A visit of somebody in it was asked for.</summary>
    [Parameter] public EventCallback<AppointmentId> OnVisit { get; set; }

    /// <summary>It was cancelled, and what is said about it.</summary>
    [Parameter] public EventCallback<string> OnCancelled { get; set; }

    private bool IsOpen => _shown is { IsClosed: false, IsCancelled: false } group && group.Taken < group.Places && group.Date >= Clock.Today(group.Zone);

    protected override Task OnInitializedAsync() => LoadAsync(async () =>
    {
        await ReloadAsync();
        if (_shown is { } group)
            Listen((await Caller.CallAsync()).Practice, ScheduleTopics.Day(group.Location, group.Date), ReloadAsync);
    });

    private async Task ReloadAsync() => _shown = (await Details.RunAsync(new(Group), await Caller.CallAsync(), Leaving)).Found;

    private Task PickAsync(PatientId patient) => LoadAsync(async () =>
    {
        (_form, Said, Problem) = (new AddForm(), null, null);
        _patient = (await Setup.RunAsync(new(patient), await Caller.CallAsync(), Leaving)).Patient;
    });

    private Task AddAsync() => ActAsync(async () =>
    {
        if (_patient is not { } patient || _shown is not { } group)
            return;
        var form = _form;
        var request = new AddToGroup.AddToGroup.Request(Group, patient.Id, form.Note, form.AcceptOverlap, form.IsConfidential, form.IsSelfPay,
            string.IsNullOrWhiteSpace(form.State) ? null : form.State.Trim(), form.AcceptOutOfNetwork);
        var result = await SendAsync(form, call => Add.RunAsync(request, call, Leaving), form.Reason);
        form.Warning = result switch
        {
            AddResult.Added => null,
            AddResult.Full full => $"All {full.Places} places are taken. Choose another group.",
            AddResult.NotOpen { IsCancelled: true } => "The group was cancelled meanwhile.",
            AddResult.NotOpen => "The group is closed: nobody else is added.",
            AddResult.AlreadyIn => "The patient is in this group already.",
            AddResult.NotForPatient never => WhatToDo.About(never.Why),
            AddResult.AgainstPlan against => WhatToDo.About(against.Why),
            AddResult.StateNeeded => "A visit by video: ask in which state the patient will be.",
            AddResult.PatientOverlaps other => $"The patient has another visit at {DeskText.Time(other.Time)} ({other.Minutes} min). Ask, and add them anyway if both are meant.",
            AddResult.PatientTravels far => $"The patient has a visit at {DeskText.Time(far.Time)} at another location, and cannot get from one to the other in time. Ask, and add them anyway if both are meant.",
            AddResult.PatientHasSame same => $"The patient has such a visit at {DeskText.Time(same.Time)} that day. Ask, and add them anyway if both are meant.",
            AddResult.OutOfNetwork outside => $"The provider is not in the network of {outside.PayerName} there on that day. Tell the patient what that costs, and add them anyway if they agree.",
            AddResult.Unknown => "The patient or the group is no longer there. Load the page again.",
            _ => throw new UnreachableException(),
        };
        form.AcceptOverlap = result is AddResult.PatientOverlaps or AddResult.PatientTravels or AddResult.PatientHasSame
            || (form.AcceptOverlap && result is AddResult.OutOfNetwork or AddResult.StateNeeded or AddResult.AgainstPlan);
        form.AcceptOutOfNetwork |= result is AddResult.OutOfNetwork;
        form.AsksReason |= result is AddResult.AgainstPlan;
        if (result is not AddResult.Added added)
            return;
        (_patient, _form) = (null, new AddForm());
        Said = $"Added: {PatientNames.Full(patient)}, {added.Taken} of {added.Places}."
            + (added.Needs.Count == 0 ? "" : $" Still needed: {string.Join(", ", added.Needs)}.");
        OfferUndo(() => UndoAddAsync(added.Appointment));
        await LoadAsync(ReloadAsync);
    });

    private async Task UndoAddAsync(AppointmentId added)
    {
        var result = await SendAsync((added, "undo"), call => CancelOne.RunAsync(new(added, 0, "Booked in error"), call, Leaving));
        (Said, Problem) = result is CancelOneResult.Cancelled ? ("Taken out of the group again: the place is free.", (string?)null) : (null, SomeoneElse);
        await LoadAsync(ReloadAsync);
    }

    private Task SetClosedAsync(bool isClosed) => ActAsync(() => CloseAsync(isClosed, offerUndo: true));

    private async Task CloseAsync(bool isClosed, bool offerUndo)
    {
        if (_shown is not { } group)
            return;
        var result = await SendAsync((Group, group.Version, isClosed), call => Close.RunAsync(new(Group, group.Version, isClosed), call, Leaving));
        (Said, Problem) = result is CloseResult.Done ? (isClosed ? "Closed: nobody else is added." : "The group takes patients again.", (string?)null) : (null, SomeoneElse);
        if (result is CloseResult.Done && offerUndo)
            OfferUndo(() => CloseAsync(!isClosed, offerUndo: false));
        await LoadAsync(ReloadAsync);
    }

    private void StartMoving()
    {
        (_isMoving, _isCancelling) = (!_isMoving, false);
        if (_shown is { } group)
            _to = new MoveForm { Location = group.Location.Value, Provider = group.Provider.Value.ToString(), Date = group.Date, Time = group.Time };
    }

    private Task MoveAsync() => ActAsync(async () =>
    {
        if (_shown is not { } group || !Guid.TryParse(_to.Provider, out var provider))
            return;
        var form = _to;
        var request = new MoveGroup.MoveGroup.Request(Group, group.Version, new ProviderId(provider), new LocationId(form.Location), form.Date, form.Time,
            string.IsNullOrWhiteSpace(form.Why) ? null : form.Why, form.Accept, form.Which.Length == 0 ? null : form.Which == "later");
        var result = await SendAsync(form, call => Move.RunAsync(request, call, Leaving), string.IsNullOrWhiteSpace(form.Why) ? null : form.Why);
        form.Warning = MoveWarning(result);
        form.Accept = result is MoveResult.PatientsOverlap || (form.Accept && result is MoveResult.TimeComesTwice or MoveResult.AgainstPlan);
        form.AsksWhich |= result is MoveResult.TimeComesTwice;
        form.AsksReason |= result is MoveResult.AgainstPlan;
        if (result is not MoveResult.Moved moved)
            return;
        _isMoving = false;
        Said = $"Moved to {DeskText.Day(moved.Date)} at {DeskText.Time(moved.Time)} with {Count(moved.Patients.Count)}."
            + (moved.Overlapping.Count == 0 ? "" : $" Also booked then: {Named(moved.Overlapping)}.") + (moved.Patients.Count == 0 ? "" : " Tell each of them.");
        OfferUndo(() => MoveBackAsync(group, moved.Version));
        await LoadAsync(ReloadAsync);
    });

    private static string? MoveWarning(MoveResult result) => result switch
    {
        MoveResult.Moved => null,
        MoveResult.PatientsOverlap some => $"{Named(some.Patients)}. Ask them, and move it anyway if they can.",
        MoveResult.SlotTaken => "That time is taken: the group stays where it was. Choose another one.",
        MoveResult.NothingFree need => WhatToDo.About(need.What, need.OfKind) + " The group stays where it was.",
        MoveResult.AgainstPlan against => WhatToDo.About(against.Why),
        MoveResult.NotForProvider never => WhatToDo.About(never.Why),
        MoveResult.TimeComesTwice => "The clocks go back that night and this time comes twice. Choose below which one is meant.",
        MoveResult.HasBegun => "Somebody in it came already, or was marked as a no-show: the group stays where it was.",
        MoveResult.InThePast => "That day is over. Choose today or a later day.",
        MoveResult.TooFarAhead => "That is more than three years ahead: check the year.",
        MoveResult.Changed => SomeoneElse,
        MoveResult.Cancelled => "The group was cancelled meanwhile.",
        MoveResult.Unknown => "The group or the provider is no longer there. Load the page again.",
        _ => throw new UnreachableException(),
    };

    // It stood there a moment ago, whatever else its patients have.
    private async Task MoveBackAsync(GroupDetail.GroupDetail.Found from, int version)
    {
        var request = new MoveGroup.MoveGroup.Request(Group, version, from.Provider, from.Location, from.Date, from.Time, AcceptOverlaps: true);
        var result = await SendAsync((Group, version, "undo"), call => Move.RunAsync(request, call, Leaving));
        (Said, Problem) = result is MoveResult.Moved back ? ($"Back to {DeskText.Day(back.Date)} at {DeskText.Time(back.Time)}.", (string?)null) : (null, MoveWarning(result));
        await LoadAsync(ReloadAsync);
    }

    private Task CancelAsync() => CancelWithAsync(reschedule: true);

    private Task CancelWithAsync(bool reschedule) => ActAsync(async () =>
    {
        if (_shown is not { } group)
            return;
        if (string.IsNullOrWhiteSpace(_why))
        {
            _cancelWarning = "Say why: it is what the patients are told.";
            return;
        }
        var result = await SendAsync((Group, group.Version, reschedule, _why), call => Cancel.RunAsync(new(Group, group.Version, _why, reschedule), call, Leaving));
        _cancelWarning = result switch
        {
            CancelResult.Cancelled => null,
            CancelResult.HasBegun => "Somebody in it came already: the group stands.",
            CancelResult.Changed => SomeoneElse,
            CancelResult.AlreadyCancelled => "The group was cancelled meanwhile.",
            CancelResult.Unknown => "The group is no longer there.",
            _ => throw new UnreachableException(),
        };
        if (result is CancelResult.Cancelled cancelled)
            await OnCancelled.InvokeAsync($"Cancelled “{group.Title}”."
                + (cancelled.Visits.Count == 0 ? "" : reschedule ? $" {Count(cancelled.Visits.Count)} on the reschedule list." : $" Cancelled with it: {Count(cancelled.Visits.Count)}."));
    });

    private static string Count(int patients) => patients == 1 ? "1 patient" : $"{patients} patients";

    private static string Named(IReadOnlyList<GroupOverlap> overlaps) => string.Join("; ", overlaps.Select(o => o.IsElsewhere
        ? $"{o.Name} has a visit at {DeskText.Time(o.Time)} at another location" : $"{o.Name} has another visit at {DeskText.Time(o.Time)} ({o.Minutes} min)"));

    /// <summary>Who is added, and how.</summary>
    private sealed class AddForm
    {
        public string? Note { get; set; }
        public bool IsConfidential { get; set; }
        public bool IsSelfPay { get; set; }
        public string? State { get; set; }

        /// <summary>Why in spite of a closed panel. Absent where it is open.</summary>
        public string? Reason { get; set; }
        public bool AsksReason { get; set; }
        public bool AcceptOverlap { get; set; }
        public bool AcceptOutOfNetwork { get; set; }

        /// <summary>Absent while nothing stands in the way.</summary>
        public string? Warning { get; set; }
    }

    /// <summary>Where the group is to be moved.</summary>
    private sealed class MoveForm
    {
        public Guid Location { get; set; }
        public string Provider { get; set; } = "";
        public DateOnly Date { get; set; }
        public TimeOnly Time { get; set; }
        public string? Why { get; set; }

        /// <summary>Which of two equal times: <c>earlier</c> or <c>later</c>. Empty until asked.</summary>
        public string Which { get; set; } = "";
        public bool AsksWhich { get; set; }
        public bool AsksReason { get; set; }
        public bool Accept { get; set; }

        /// <summary>Absent while nothing stands in the way.</summary>
        public string? Warning { get; set; }
    }
}
