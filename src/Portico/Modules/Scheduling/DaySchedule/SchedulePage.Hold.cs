using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Clock;
using Portico.Shell;
using HeldResult = Portico.Modules.Scheduling.HoldSlot.HoldSlot.Result;
using RenewedResult = Portico.Modules.Scheduling.RenewHold.RenewHold.Result;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>The slot that a booking, or a visit's new time, keeps while the caller is still speaking.</summary>
public sealed partial class SchedulePage
{
    private static readonly TimeSpan s_renewEvery = TimeSpan.FromMinutes(2);

    private Task _holding = Task.CompletedTask;
    private int _asked;

    private HoldId? _hold;
    private Instant _heldUntil;
    private string? _holdProblem;

    private string HeldText => _setup?.Locations.FirstOrDefault(l => l.Id.Value == (_booking?.Location ?? _move.Location)) is { } location
        ? $"Held for you until {DeskText.Time(TimeOnly.FromDateTime(PracticeClock.Local(_heldUntil, location.Zone)))}." : "";

    // The form that a slot is held for: a booking, or a visit that is to have another time.
    private object? HeldFor => _booking ?? (object?)(_seeking is null || _open is null ? null : _move);

    private async Task SlotChangedAsync()
    {
        if (_booking is { } form)
            form.AcceptOrder = false;
        BookingTouched();
        await HoldAsync();
    }

    // A slot that cannot be held may still be booked: the refusal then says what to do.
    // One after the other, and only what is meant last: two at once would each be in the other's way, and one would stay behind.
    private Task HoldAsync()
    {
        var (before, mine) = (_holding, ++_asked);
        return _holding = LoadAsync(async () =>
        {
            await before;
            if (mine == _asked)
                await TakeHoldAsync();
        });
    }

    // Whoever presses Enter before the hold is there waits for it: booked beside it, the visit would be in its own way.
    private async Task SettledAsync()
    {
        while (!_holding.IsCompleted)
            await _holding;
    }

    private HoldSlot.HoldSlot.Request? SlotMeant() => (_booking, _open) switch
    {
        ({ } form, _) when Guid.TryParse(form.Type, out var type) && Guid.TryParse(form.Provider, out var provider) =>
            new(new VisitTypeId(type), new ProviderId(provider), new LocationId(form.Location), form.Date, form.Time, _patient?.Id, form.Interpreter,
                form.IsLater == true, _hold),
        (null, { } visit) when _seeking is not null && Guid.TryParse(_move.Provider, out var provider) =>
            new(visit.VisitTypeId, new ProviderId(provider), new LocationId(_move.Location), _move.Date, _move.Time, visit.Patient, visit.Interpreter,
                _move.IsLater == true, _hold, visit.Provider.Value == provider ? visit.Minutes : null),
        _ => null,
    };

    private async Task TakeHoldAsync()
    {
        if (SlotMeant() is not { } meant)
            return;
        var form = HeldFor;
        var result = await Hold.RunAsync(meant, await Caller.CallAsync(), Leaving);
        if (HeldFor != form)
        {
            // The form was closed meanwhile.
            _hold = (result as HeldResult.Held)?.Hold ?? _hold;
            await LetGoAsync();
            return;
        }
        if (result is not HeldResult.Held held)
        {
            await LetGoAsync();
            // A visit that moves by less than its length is itself in the way of the hold, and not of the move.
            _holdProblem = result is HeldResult.SlotTaken && _booking is not null ? "Somebody has this time, or is about to book it." : null;
            return;
        }
        (_hold, _heldUntil, _holdProblem) = (held.Hold, held.Until, null);
        if (_booking is { } booking)
            booking.Hold = held.Hold.Value;
        _ = RenewWhileOpenAsync(held.Hold);
    }

    private async Task RenewWhileOpenAsync(HoldId hold)
    {
        try
        {
            while (HeldFor is not null && _hold == hold)
            {
                await Task.Delay(s_renewEvery, Clock.Time, Leaving);
                if (HeldFor is null || _hold != hold)
                    return;
                var result = await Renew.RunAsync(new(hold), await Caller.CallAsync(), Leaving);
                if (result is RenewedResult.Renewed renewed)
                    _heldUntil = renewed.Until;
                else
                    (_hold, _holdProblem) = (null, "The hold is over: the time may be somebody else's by now.");
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page was left: the hold ends by itself.
        }
    }

    private Task LetGoAsync() => LoadAsync(async () =>
    {
        _holdProblem = null;
        if (_hold is not { } hold)
            return;
        _hold = null;
        await Release.RunAsync(new(hold), await Caller.CallAsync(), Leaving);
    });
}
