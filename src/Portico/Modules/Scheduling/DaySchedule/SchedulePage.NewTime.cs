using Microsoft.AspNetCore.Components;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>A visit that is to have another time: the finder is filled in for it, and the opening that is chosen moves it.</summary>
public sealed partial class SchedulePage
{
    // Absent while nothing is to be moved.
    private AppointmentDetail.AppointmentDetail.Found? _seeking;

    /// <summary>The visit that is to have another time. Absent when the schedule was opened by itself.</summary>
    [SupplyParameterFromQuery(Name = "move")] public Guid? MoveQuery { get; set; }

    /// <summary>The row of the reschedule list that the call came from: there it goes on. Absent: it came from elsewhere.</summary>
    [SupplyParameterFromQuery(Name = "row")] public int? RowQuery { get; set; }

    // Somebody of the same specialty, at the same place: what the patient would have said.
    private string SeekingSpecialty => _seeking is { } visit && _setup?.Providers.FirstOrDefault(p => p.Id == visit.Provider) is { } provider ? provider.Specialty : "";

    private async Task SeekAsync(AppointmentId id)
    {
        await OpenAsync(id);
        if (_open is not { } visit)
            return;
        (_open, _patient, _booking) = (null, null, null);
        if (!BoardStates.IsAhead(visit.State))
        {
            Problem = "The visit was changed meanwhile: there is nothing left to move.";
            return;
        }
        (_seeking, _location, _finding) = (visit, visit.Location, true);
    }

    /// <summary>The visit is opened with that time filled in: one key moves it, or says what to ask first.</summary>
    private async Task OfferTimeAsync(ProviderId provider, LocationId location, DateOnly date, TimeOnly time)
    {
        if (_seeking is not { } visit)
            return;
        await OpenAsync(visit.Id);
        (_move.Provider, _move.Location, _move.Date, _move.Time) = (provider.Value.ToString(), location.Value, date, time);
        StateHasChanged();
        await HoldAsync();
        StateHasChanged();
    }

    /// <summary>It stays where it is, for now.</summary>
    private void StopSeeking()
    {
        if (RowQuery is { } row)
            Navigation.NavigateTo($"/schedule/reschedule?next={row}");
        else
            (_seeking, _finding) = (null, false);
    }

    /// <summary>It has another time, or is cancelled: back to the calls, or to the schedule.</summary>
    /// <returns>The page was left.</returns>
    private bool HasGoneBack(AppointmentId changed)
    {
        if (_seeking?.Id != changed)
            return false;
        (_seeking, _finding) = (null, false);
        if (RowQuery is not { } row)
            return false;
        Navigation.NavigateTo($"/schedule/reschedule?next={row}&done={changed.Value}");
        return true;
    }
}
