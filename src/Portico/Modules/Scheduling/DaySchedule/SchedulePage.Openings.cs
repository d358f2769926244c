using Portico.Modules.Scheduling.FindOpenings;
using Portico.Shell;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>What is done with an opening.</summary>
public sealed partial class SchedulePage
{
    private bool _finding;
    private string _findType = "";

    private async Task TakeOpening(OpeningsPanel.Taken taken)
    {
        var opening = taken.Opening;
        if (_seeking is not null)
        {
            await OfferTimeAsync(opening.Provider, opening.Location, opening.Date, opening.Time);
            return;
        }
        if (opening.Date != _date || opening.Location != _location)
        {
            _location = opening.Location;
            await GoAsync(opening.Date);
        }
        _findType = taken.VisitType;
        StartBooking(opening.Provider, opening.Time);
        if (_booking is { } form && taken.Times > 1)
            (form.Repeats, form.Times, form.EveryWeeks) = (true, taken.Times, taken.EveryWeeks);
        if (opening.Together is { } together)
            Said = $"The other of the family: {_setup?.Providers.FirstOrDefault(p => p.Id == together.Provider)?.DisplayName} at {DeskText.Time(together.Time)} is free too. Book that one next.";
    }
}
