using System.Diagnostics;
using System.Globalization;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Shell;
using CancelRestResult = Portico.Modules.Scheduling.CancelRest.CancelRest.Result;
using MoveRestResult = Portico.Modules.Scheduling.MoveRest.MoveRest.Result;
using SeriesResult = Portico.Modules.Scheduling.BookSeries.BookSeries.Result;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>Visits that are booked together, and what is done from one of them on.</summary>
public sealed partial class SchedulePage
{
    private const string LeftOut = "-";

    private async Task BookSeriesAsync(BookingForm form, PatientRow patient, VisitTypeId type, ProviderId provider)
    {
        var wanted = Chosen(form);
        if (wanted.Count < 2)
        {
            form.Warning = "A series has 2 visits at least: keep more of them, or book a single visit.";
            return;
        }
        // The first visit takes the time that is held for it.
        await LetGoAsync();
        var result = await SendAsync(form, call => Series.RunAsync(new(patient.Id, type, provider, new LocationId(form.Location), wanted,
            form.EveryWeeks, form.Note, form.Interpreter, form.IsSelfPay, form.PatientState, form.AcceptOverlap, form.AcceptOutOfNetwork), call, Leaving), form.Reason);
        form.AcceptOverlap = result is SeriesResult.PatientHasOthers || (form.AcceptOverlap && result is SeriesResult.OutOfNetwork);
        form.AcceptOutOfNetwork |= result is SeriesResult.OutOfNetwork;
        switch (result)
        {
            case SeriesResult.Booked booked:
                await BookedAsync($"Booked {booked.Appointments.Count} visits from {DeskText.Day(wanted[0].Date)} to {DeskText.Day(wanted[^1].Date)} at {DeskText.Time(form.Time)}: {PatientNames.Full(patient)}.");
                return;
            case SeriesResult.Conflicts conflicts:
                form.Asked = wanted;
                form.Conflicts = conflicts.InTheWay;
                form.Chosen = conflicts.InTheWay.ToDictionary(c => c.Number, c => c.Near is [var near, ..] ? Text(near) : LeftOut);
                form.Warning = $"{conflicts.InTheWay.Count} of {wanted.Count} visits cannot stand as they are. Nothing is booked yet: choose for each, then book.";
                break;
            case SeriesResult.PatientHasOthers others:
                form.Warning = $"The patient has other visits beside {Count(others.Others.Count, "visit")} of the series: {string.Join("; ", others.Others.Select(WhatToDo.About))}. Ask, and book it anyway if they are meant.";
                break;
            case SeriesResult.OutOfNetwork outside:
                form.Warning = $"The provider is not in the network of {outside.PayerName} there on {Count(outside.Dates.Count, "day")} of the series, first {DeskText.Day(outside.Dates[0])}. Tell the patient what that costs, and book it anyway if they agree.";
                break;
            case SeriesResult.StateNeeded:
                (form.AsksState, form.Warning) = (true, "A visit by video: ask in which state the patient will be.");
                break;
            case SeriesResult.Unknown:
                form.Warning = "The patient, provider or visit type is no longer in use. Load the page again.";
                break;
            default:
                throw new UnreachableException();
        }
        BookingTouched();
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    // As first asked, or with what was chosen for those that were in the way.
    private static IReadOnlyList<SeriesSlot> Chosen(BookingForm form) => form.Conflicts.Count == 0
        ? SeriesSlot.Weekly(form.Date, form.Time, form.EveryWeeks, form.Times)
        : [.. form.Asked.Select((slot, i) => form.Chosen.TryGetValue(i + 1, out var chosen) ? Slot(chosen) : slot).OfType<SeriesSlot>()
            .Distinct().OrderBy(s => s.Date).ThenBy(s => s.Time)];

    private static string Text(SeriesSlot slot) => string.Create(CultureInfo.InvariantCulture, $"{slot.Date:yyyy-MM-dd} {slot.Time:HH:mm}");

    private static SeriesSlot? Slot(string text) => text == LeftOut ? null
        : new SeriesSlot(DateOnly.ParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture), TimeOnly.ParseExact(text[11..], "HH:mm", CultureInfo.InvariantCulture));

    // Another first day or rhythm: what was chosen for the old ones no longer fits.
    private void SeriesTouched()
    {
        if (_booking is { } form)
            (form.Conflicts, form.Chosen, form.Warning, form.AcceptOverlap, form.AcceptOutOfNetwork) = ([], new Dictionary<int, string>(), null, false, false);
        BookingTouched();
    }

    private Task MoveRestAsync() => ActAsync(async () =>
    {
        if (_open is not { } visit || !Guid.TryParse(_move.Provider, out var provider))
            return;
        // As with a new series: the first visit takes the time that is held for it.
        await SettledAsync();
        await LetGoAsync();
        var form = _move;
        var result = await SendAsync(form, call => MoveRest.RunAsync(new(visit.Id, visit.Version, new ProviderId(provider), new LocationId(form.Location),
            form.Date, form.Time, form.Reason), call, Leaving), form.Reason);
        _visitWarning = result switch
        {
            MoveRestResult.Moved => null,
            MoveRestResult.Conflicts conflicts => "Nothing was moved. " + string.Join(" ", conflicts.InTheWay.Select(c =>
                $"{DeskText.Day(c.Slot.Date)}: {WhatToDo.About(c)}.")) + " Choose another time, or move those visits one by one.",
            MoveRestResult.Changed => SomeoneElse,
            MoveRestResult.WrongState state => NotAhead(state.State),
            MoveRestResult.Unknown => "The visit or the provider is no longer there. Load the page again.",
            _ => throw new UnreachableException(),
        };
        if (result is MoveRestResult.Moved moved)
            await ChangedAsync($"Moved {moved.Count} visits of the series: {visit.Name}.", null);
    });

    private Task CancelRestAsync() => ActAsync(async () =>
    {
        if (_open is not { } visit || _cancel is not { } form)
            return;
        if (string.IsNullOrWhiteSpace(form.Reason))
        {
            _visitWarning = "Say why the visits are cancelled.";
            return;
        }
        var result = await SendAsync(form, call => CancelRest.RunAsync(new(visit.Id, visit.Version, form.Reason), call, Leaving));
        _visitWarning = result switch
        {
            CancelRestResult.Cancelled => null,
            CancelRestResult.Changed => SomeoneElse,
            CancelRestResult.WrongState state => NotAhead(state.State),
            CancelRestResult.Unknown => "The visit is no longer there.",
            _ => throw new UnreachableException(),
        };
        if (result is CancelRestResult.Cancelled cancelled)
            await ChangedAsync($"Cancelled {cancelled.Count} visits of the series: {visit.Name}.", null);
    });
}
