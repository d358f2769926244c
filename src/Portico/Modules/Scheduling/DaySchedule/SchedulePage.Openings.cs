using Portico.Modules.Practice.Contracts;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>The next openings, and what is done with one.</summary>
public sealed partial class SchedulePage
{
    private bool _finding;
    private string _findType = "";
    private string _findProvider = "";
    private string _findTime = "";
    private DateOnly _findFrom;
    private IReadOnlyList<FindOpenings.FindOpenings.Opening>? _openings;

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
}
