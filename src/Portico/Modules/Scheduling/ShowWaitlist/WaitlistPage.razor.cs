using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.DaySchedule;
using Portico.Modules.Scheduling.Domain;
using Portico.Shell;
using AddResult = Portico.Modules.Scheduling.AddToWaitlist.AddToWaitlist.Result;
using ChangeResult = Portico.Modules.Scheduling.ChangeWaitlistEntry.ChangeWaitlistEntry.Result;
using AnswerResult = Portico.Modules.Scheduling.AnswerOffer.AnswerOffer.Result;
using OfferResult = Portico.Modules.Scheduling.OfferFreedSlot.OfferFreedSlot.Result;
using RemoveResult = Portico.Modules.Scheduling.RemoveFromWaitlist.RemoveFromWaitlist.Result;

namespace Portico.Modules.Scheduling.ShowWaitlist;

/// <summary>Who waits for an earlier time, and to whom a freed one is offered.</summary>
public sealed partial class WaitlistPage
{
    // Of several providers or locations, which this form does not take apart.
    private const string AsBefore = "=";

    private readonly HashSet<WaitlistEntryId> _chosen = [];
    private ScheduleSetup.Result? _setup;
    private ShowWaitlist.Result? _shown;
    private IReadOnlyList<MatchWaitlist.MatchWaitlist.Match>? _matches;
    private PatientRow? _patient;
    private AppointmentDetail.AppointmentDetail.Found? _instead;
    private AddForm? _adding;
    private ShowWaitlist.Line? _changing;
    private ShowWaitlist.Line? _removing;
    private AppointmentId? _freedBy;
    private WaitlistOfferId? _overlaps;
    private string _at = "";
    private string _with = "";
    private string _reason = "";
    private DateOnly _on;
    private TimeOnly _time = new(9, 0);
    private int _minutes = 30;
    private int _lasts = 15;

    /// <summary>Whom to add. Absent when the page was opened by itself.</summary>
    [SupplyParameterFromQuery(Name = "patient")] public Guid? PatientQuery { get; set; }

    /// <summary>The visit that would be given up for an earlier one. Absent: none is.</summary>
    [SupplyParameterFromQuery(Name = "instead")] public Guid? InsteadQuery { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync(async () =>
        {
            _setup = await Setup.RunAsync(new(PatientQuery is { } id ? new PatientId(id) : null), await Caller.CallAsync(), Leaving);
            var location = _setup.Locations.FirstOrDefault(l => l.Id == _setup.Desk) ?? (_setup.Locations is [var any, ..] ? any : null);
            _at = location?.Id.Value.ToString() ?? "";
            _with = _setup.Providers is [var first, ..] ? first.Id.Value.ToString() : "";
            if (location is not null)
                _on = Clock.Today(location.Zone);
            await ReadAsync();
            if (InsteadQuery is { } later)
                _instead = (await Details.RunAsync(new(new AppointmentId(later)), await Caller.CallAsync(), Leaving)).Found;
            if (_setup.Patient is not null)
                StartAdding();
        });
        Listen((await Caller.CallAsync()).Practice, ScheduleTopics.Waitlist, ReadAsync);
    }

    private LocationId? Location => Guid.TryParse(_at, out var id) ? new LocationId(id) : null;

    private async Task ReadAsync() => _shown = await Show.RunAsync(new(Location), await Caller.CallAsync(), Leaving);

    private Task ElsewhereAsync() => LoadAsync(async () =>
    {
        (_matches, _freedBy) = (null, null);
        await ReadAsync();
    });

    private Task PickAsync(ShowWaitlist.Freed freed)
    {
        (_with, _on, _time, _minutes, _freedBy) = (freed.Provider.Value.ToString(), freed.Date, freed.Time, freed.Minutes, freed.Appointment);
        return FindAsync();
    }

    private Task MatchAsync()
    {
        _freedBy = null;
        return FindAsync();
    }

    private Task FindAsync() => LoadAsync(async () =>
    {
        if (Location is not { } at || !Guid.TryParse(_with, out var provider))
            return;
        _matches = (await Matches.RunAsync(new(new ProviderId(provider), at, _on, _time, _minutes), await Caller.CallAsync(), Leaving)).Matches;
        _chosen.Clear();
        if (_matches is [var best, ..])
            _chosen.Add(best.Entry);
    });

    private void Toggle(WaitlistEntryId entry)
    {
        if (!_chosen.Remove(entry))
            _chosen.Add(entry);
    }

    private static void Toggle(AddForm form, DayOfWeek day)
    {
        if (!form.Days.Remove(day))
            form.Days.Add(day);
    }

    private Task OfferAsync() => ActAsync(async () =>
    {
        if (Location is not { } at || !Guid.TryParse(_with, out var provider) || _matches is not { } matches)
            return;
        List<WaitlistEntryId> asked = [.. matches.Where(m => _chosen.Contains(m.Entry)).Select(m => m.Entry)];
        var result = await SendAsync(("offer", _with, _on, _time, string.Join(' ', asked.Select(a => a.Value))), call => Offer.RunAsync(
            new(asked, new ProviderId(provider), at, _on, _time, _minutes, _lasts, _freedBy), call, Leaving));
        (Said, Problem) = result switch
        {
            OfferResult.Offered offered => ($"Held until {DeskText.Time(offered.ExpiresAt, _shown?.Zone ?? "Etc/UTC")}. Call them, and say here what they answered.", (string?)null),
            OfferResult.SlotTaken => (null, "Someone took this time a moment ago. Choose another one."),
            OfferResult.OutsideHours => (null, "The provider has no session then, or the time is over. Choose another one."),
            OfferResult.DoesNotSuit => (null, "One of them was asked about another time meanwhile. Look at the list again."),
            OfferResult.Unknown => (null, "The provider, the location or an entry is no longer there. Load the page again."),
            _ => throw new UnreachableException(),
        };
        if (result is OfferResult.Offered)
            (_matches, _freedBy) = (null, null);
        await LoadAsync(ReadAsync);
    });

    private Task AnswerAsync(ShowWaitlist.OfferLine offer, bool isYes) => ActAsync(async () =>
    {
        var anyway = _overlaps == offer.Offer;
        var result = await SendAsync((offer.Offer, isYes, anyway), call => Answer.RunAsync(new(offer.Offer, isYes, anyway), call, Leaving));
        (Said, Problem) = result switch
        {
            AnswerResult.Booked booked => ($"{(booked.WasMoved ? "Moved to" : "Booked for")} {DeskText.Day(booked.Date)} at {DeskText.Time(booked.Time)}: {offer.Name}.", (string?)null),
            AnswerResult.Declined => ($"{offer.Name} waits on. The time can be offered to the next.", null),
            AnswerResult.Over { How: OfferState.Lost } => (null, "Somebody else said yes first. They wait on."),
            AnswerResult.Over => (null, "The time to answer is over, and the slot is no longer held. Offer it again if it is still free."),
            AnswerResult.PatientOverlaps other => (null, $"The patient has another visit at {DeskText.Time(other.Time)} ({other.Minutes} min). Ask, and book it anyway if both are meant."),
            AnswerResult.Unknown => (null, "This offer is no longer there. Load the page again."),
            _ => throw new UnreachableException(),
        };
        _overlaps = result is AnswerResult.PatientOverlaps ? offer.Offer : null;
        await LoadAsync(ReadAsync);
    });

    private void StartAdding()
    {
        (_patient, _changing, Problem) = (_setup?.Patient, null, null);
        _adding = new AddForm { Type = _setup?.VisitTypes is [var first, ..] ? first.Id.Value.ToString() : "", From = _on };
        // Of the visit that is there: the same kind, at the same place, before it.
        if (_instead is { } later && later.Patient == _patient?.Id)
            (_adding.Instead, _adding.Type, _adding.Location, _adding.To) = (later.Id, later.VisitTypeId.Value.ToString(), later.Location.Value.ToString(), later.Date);
    }

    private Task ChooseAsync(PatientId patient) => LoadAsync(async () =>
        _patient = (await Setup.RunAsync(new(patient), await Caller.CallAsync(), Leaving)).Patient);

    private void StartChanging(ShowWaitlist.Line line)
    {
        (_changing, Problem) = (line, null);
        _adding = new AddForm
        {
            From = line.From, To = line.To, Earliest = line.Earliest, Latest = line.Latest, NoticeHours = line.NoticeMinutes / 60m, Urgency = line.Urgency,
            Contact = line.Contact, IsStandby = line.IsStandby, Note = line.Note, Provider = Chosen([.. line.Providers.Select(p => p.Value)]),
            Location = Chosen([.. line.Locations.Select(l => l.Value)]),
        };
        _adding.Days.UnionWith(line.Weekdays);

        static string Chosen(IReadOnlyList<Guid> wished) => wished switch { [] => "", [var only] => only.ToString(), _ => AsBefore };
    }

    private Task SaveAsync() => _changing is { } line ? ChangeAsync(line) : AddAsync();

    private Task ChangeAsync(ShowWaitlist.Line line) => ActAsync(async () =>
    {
        if (_adding is not { } form)
            return;
        var result = await SendAsync(form, call => Change.RunAsync(new(line.Entry, line.Version, form.From, form.To, form.Earliest, form.Latest, [.. form.Days],
            form.Provider == AsBefore ? line.Providers : form.ProviderIds, form.Location == AsBefore ? line.Locations : form.LocationIds,
            form.NoticeMinutes, form.Urgency, form.Contact, form.IsStandby, form.Note), call, Leaving));
        (Said, Problem) = result switch
        {
            ChangeResult.Changed => ($"Changed what {line.Name} waits for. They keep their place.", (string?)null),
            ChangeResult.ChangedMeanwhile => (null, "Someone else changed this entry meanwhile. Close, look at it again, then decide."),
            ChangeResult.Over => (null, "They no longer wait: a visit was found, or they were taken off the list."),
            ChangeResult.Unknown => (null, "The entry, the provider or the location is no longer in use. Load the page again."),
            _ => throw new UnreachableException(),
        };
        if (result is ChangeResult.Changed)
            (_adding, _changing) = (null, null);
        await LoadAsync(ReadAsync);
    });

    private Task AddAsync() => ActAsync(async () =>
    {
        if (_adding is not { } form)
            return;
        if (_patient is not { } patient || !Guid.TryParse(form.Type, out var type))
        {
            Problem = "Choose the patient first.";
            return;
        }
        var result = await SendAsync(form, call => Add.RunAsync(new(patient.Id, new VisitTypeId(type), form.From, form.To, form.Earliest, form.Latest,
            [.. form.Days], form.ProviderIds, form.LocationIds, form.NoticeMinutes, form.Urgency, form.Contact, form.IsStandby, form.Instead, form.Note), call, Leaving));
        (Said, Problem) = result switch
        {
            AddResult.Added => ($"{PatientNames.Full(patient)} waits now.", (string?)null),
            AddResult.Waits => (null, "The patient waits for this visit already: see the list."),
            AddResult.NotTheirs => (null, "The visit that would be given up is over."),
            AddResult.Unknown => (null, "The patient, visit type, provider or location is no longer in use. Load the page again."),
            _ => throw new UnreachableException(),
        };
        if (result is AddResult.Added)
            (_adding, _instead) = (null, null);
        await LoadAsync(ReadAsync);
    });

    private void StartRemoving(ShowWaitlist.Line line) => (_removing, _reason, Problem) = (line, "", null);

    private Task RemoveAsync() => ActAsync(async () =>
    {
        if (_removing is not { } line)
            return;
        var result = await SendAsync((line.Entry, "remove"), call => Remove.RunAsync(new(line.Entry, _reason), call, Leaving));
        (Said, _removing) = result switch
        {
            RemoveResult.Removed => ($"{line.Name} no longer waits.", (ShowWaitlist.Line?)null),
            RemoveResult.Over or RemoveResult.Unknown => ("They were taken off the list before.", null),
            _ => throw new UnreachableException(),
        };
        await LoadAsync(ReadAsync);
    });

    private static string PhoneText(string? phone) => phone is null ? DeskText.NotKnown : PatientText.Phone(phone);

    private static string ContactWord(WaitlistContact contact) => contact switch
    {
        WaitlistContact.Call => "By phone call only",
        WaitlistContact.Text => "By text",
        WaitlistContact.Email => "By email",
        _ => throw new UnreachableException(),
    };

    private static string Word(MatchPoint point) => point.What switch
    {
        MatchReason.Urgency => "urgency",
        MatchReason.Standby => "on standby today",
        MatchReason.Wait => $"waits {point.Amount} days",
        MatchReason.Fit => $"uses {point.Amount} minutes of it",
        MatchReason.AskedForProvider => "asked for this provider",
        MatchReason.Distance => point.Amount is { } miles ? $"{miles} miles away" : "distance not known",
        MatchReason.Accepts => point.Amount is > 0 and var taken ? $"took {taken} before" : "no offer taken yet",
        _ => throw new UnreachableException(),
    };

    private static string WhenText(ShowWaitlist.Line line)
    {
        var days = line.To is { } last ? $"{DeskText.Date(line.From)} to {DeskText.Date(last)}" : $"from {DeskText.Date(line.From)}";
        var weekdays = line.Weekdays.Count == 0 ? "" : ", " + string.Join(" ", line.Weekdays.Select(d => d.ToString()[..3]));
        var hours = (line.Earliest, line.Latest) switch
        {
            ({ } a, { } b) => $", {DeskText.Time(a)} to {DeskText.Time(b)}",
            ({ } a, null) => $", from {DeskText.Time(a)}",
            (null, { } b) => $", until {DeskText.Time(b)}",
            _ => "",
        };
        var notice = line.NoticeMinutes >= 60 ? $"{line.NoticeMinutes / 60} h" : $"{line.NoticeMinutes} min";
        return $"{days}{weekdays}{hours}; {notice} of notice";
    }

    /// <summary>A patient who is being added, or what one who waits wants from now on.</summary>
    public sealed class AddForm
    {
        public string Type { get; set; } = "";

        /// <summary>The visit that is given up for an earlier one. Absent: none is.</summary>
        public AppointmentId? Instead { get; set; }

        /// <summary>Empty: anybody.</summary>
        public string Provider { get; set; } = "";

        /// <summary>Empty: anywhere.</summary>
        public string Location { get; set; } = "";
        public DateOnly From { get; set; }
        public DateOnly? To { get; set; }
        public TimeOnly? Earliest { get; set; }
        public TimeOnly? Latest { get; set; }
        public HashSet<DayOfWeek> Days { get; } = [];
        public decimal NoticeHours { get; set; } = 2;
        public WaitlistUrgency Urgency { get; set; }
        public WaitlistContact Contact { get; set; }
        public bool IsStandby { get; set; }
        public string? Note { get; set; }

        public int NoticeMinutes => (int)Math.Round(NoticeHours * 60);
        public IReadOnlyList<ProviderId>? ProviderIds => Guid.TryParse(Provider, out var provider) ? [new ProviderId(provider)] : null;
        public IReadOnlyList<LocationId>? LocationIds => Guid.TryParse(Location, out var location) ? [new LocationId(location)] : null;
    }
}
