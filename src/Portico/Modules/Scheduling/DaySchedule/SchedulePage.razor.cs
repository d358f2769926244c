using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Shell;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>The day of a location: look at it, find an opening, book, move, cancel.</summary>
public sealed partial class SchedulePage
{
    private const string SomeoneElse = "Someone else changed this visit meanwhile. Look at it again, then decide.";

    private ScheduleSetup.Result? _setup;
    private ScheduleGrid? _grid;
    private LocationId _location;
    private DateOnly _date;
    private string _only = "";
    private PatientRow? _patient;
    private IDisposable? _heard;

    /// <summary>Whom to book. Absent when the schedule was opened by itself.</summary>
    [SupplyParameterFromQuery(Name = "patient")] public Guid? PatientQuery { get; set; }
    [SupplyParameterFromQuery(Name = "visitType")] public Guid? VisitTypeQuery { get; set; }
    [SupplyParameterFromQuery(Name = "location")] public Guid? LocationQuery { get; set; }
    [SupplyParameterFromQuery(Name = "date")] public string? DateQuery { get; set; }
    [SupplyParameterFromQuery(Name = "appointment")] public Guid? AppointmentQuery { get; set; }
    [SupplyParameterFromQuery(Name = "openings")] public string? OpeningsQuery { get; set; }
    [SupplyParameterFromQuery(Name = "book")] public string? BookQuery { get; set; }

    private ProviderId? Only => Guid.TryParse(_only, out var id) ? new ProviderId(id) : null;

    // Whoever books moves, cancels and confirms too: one decision of the roles.
    private bool MayBook => May<BookAppointment.BookAppointment>();

    private bool MaySetHours => May<SetTemplate.SetTemplate>();

    private string LocationText
    {
        get => _isEverywhere ? "" : _location.Value.ToString();
        set
        {
            _isEverywhere = value.Length == 0 && _view != ScheduleView.Day;
            if (Guid.TryParse(value, out var id))
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
        var location = _setup.Locations.FirstOrDefault(l => l.Id.Value == LocationQuery) ?? _setup.Locations.FirstOrDefault(l => l.Id == _setup.Desk) ?? _setup.Locations[0];
        _location = location.Id;
        var today = Clock.Today(location.Zone);
        _date = DateOnly.TryParseExact(DateQuery, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked : today;
        _view = Enum.TryParse<ScheduleView>(ViewQuery, ignoreCase: true, out var view) ? view : ScheduleView.Day;
        if (ProviderQuery is { } shown)
            (_only, _) = (shown.ToString(), _providers.Add(new ProviderId(shown)));
        _findType = (VisitTypeQuery ?? (_setup.VisitTypes is [var any, ..] ? any.Id.Value : null))?.ToString() ?? "";
        _finding = OpeningsQuery is not null || _patient is not null;
        if (MoveQuery is { } move)
            await SeekAsync(new AppointmentId(move));
        if (AppointmentQuery is { } appointment)
            await OpenAsync(new AppointmentId(appointment));
        // A link to a visit leads to its day.
        if (_open is { } visit)
            (_location, _date) = (visit.Location, visit.Date);
        if (GroupQuery is { } group)
            _group = new GroupVisitId(group);
        await LoadGuidesAsync();
        await GoAsync(_date);
        if (BookQuery is not null)
            StartBooking(null, null);
        _offeredBooking = await LoadDraftAsync<BookingForm>(BookingDraft, "");
        _offeredChange = await LoadDraftAsync<ChangeForm>(ChangeDraft, "");
    });

    private async Task GoAsync(DateOnly date)
    {
        _date = date;
        _heard?.Dispose();
        await LoadAsync(ReloadAsync);
        var call = await Caller.CallAsync();
        _heard = Live.Listen(call.Practice, ScheduleTopics.Days, topics => InvokeAsync(async () =>
        {
            if (Leaving.IsCancellationRequested || !topics.Any(IsShown))
                return;
            await LoadAsync(ReloadAsync);
            StateHasChanged();
        }));
        StateHasChanged();
    }

    private string PlaceName(Guid location) => _setup?.Locations.FirstOrDefault(l => l.Id.Value == location)?.Name ?? "another location";

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

    /// <summary>Names the visit that is in the way: whom the patient sees then, and for what.</summary>
    private async Task<string> NameAsync(AppointmentId other, TimeOnly time, int minutes)
    {
        var found = (await Details.RunAsync(new(other), await Caller.CallAsync(), Leaving)).Found;
        return found is null ? $"a visit at {DeskText.Time(time)} ({minutes} min)"
            : $"{found.VisitType} with {found.ProviderName} at {DeskText.Time(time)} ({minutes} min)";
    }

    protected override void Dispose(bool disposing)
    {
        _heard?.Dispose();
        base.Dispose(disposing);
    }
}
