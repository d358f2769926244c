using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Clock;
using Portico.Shell;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>How much of the schedule is on the screen.</summary>
public enum ScheduleView { Day, Week, Month }

/// <summary>Day, week and month: the same location and provider, more or fewer days.</summary>
public sealed partial class SchedulePage
{
    private readonly HashSet<ProviderId> _providers = [];
    private IReadOnlyList<GridColumn>? _columns;
    private MonthLoad.MonthLoad.Result? _month;
    private ScheduleView _view;
    private bool _isEverywhere;

    [SupplyParameterFromQuery(Name = "view")] public string? ViewQuery { get; set; }
    [SupplyParameterFromQuery(Name = "provider")] public Guid? ProviderQuery { get; set; }

    private IEnumerable<GridColumn> Shown => (_columns ?? []).Where(c => _view != ScheduleView.Day || Only is not { } only || c.Day.Provider == only);

    private DateOnly Monday => _date.AddDays(-(((int)_date.DayOfWeek + 6) % 7));

    private string Zone => _setup?.Locations.FirstOrDefault(l => l.Id == _location)?.Zone ?? "UTC";

    private string Place => _isEverywhere ? "all locations" : PlaceName(_location.Value);

    private string GridTitle => _view == ScheduleView.Day ? $"Schedule of {DeskText.Day(_date)}" : $"Schedule of the week from {DeskText.Day(Monday)}";

    private string MonthTitle => _date.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    // Another one is another grid: it begins at its own top.
    private string Subject => $"{_view} {(_isEverywhere ? "" : _location.Value)} {(_view == ScheduleView.Day ? _date : Monday):yyyyMMdd} {string.Join(' ', _providers)}";

    private string PrintHref => _view == ScheduleView.Week
        ? $"/schedule/print/week?date={_date:yyyy-MM-dd}{(_isEverywhere ? "" : $"&location={_location.Value}")}{string.Concat(_providers.Select(p => $"&provider={p.Value}"))}"
        : $"/schedule/print?location={_location.Value}&date={_date:yyyy-MM-dd}";

    private string StepName => _view.ToString().ToLowerInvariant();

    private DateOnly Step(int by) => _view switch
    {
        ScheduleView.Day => _date.AddDays(by),
        ScheduleView.Week => _date.AddDays(by * 7),
        _ => _date.AddMonths(by),
    };

    private Task TurnAsync(ScheduleView view) => TurnAsync(view, _date);

    private Task TurnAsync(ScheduleView view, DateOnly date)
    {
        _view = view;
        if (view == ScheduleView.Day)
            _isEverywhere = false;
        return GoAsync(date);
    }

    private Task TickAsync(ProviderId provider, bool isShown)
    {
        if (isShown)
            _providers.Add(provider);
        else
            _providers.Remove(provider);
        return GoAsync(_date);
    }

    private async Task ReloadAsync()
    {
        var call = await Caller.CallAsync();
        switch (_view)
        {
            case ScheduleView.Day:
                var day = await Days.RunAsync(new(_location, _date), call, Leaving);
                _columns = [.. day.Columns.Select(c => new GridColumn(day.Location, day.Date, day.Zone, c, c.Name, c.Name, $"{c.Specialty} · {Count(c)}"))];
                break;
            case ScheduleView.Week:
                // Everywhere is asked of somebody: the first one until another is chosen.
                if (_isEverywhere && _providers.Count == 0 && _setup is { Providers: [var first, ..] })
                    _providers.Add(first.Id);
                var week = await Weeks.RunAsync(new(_isEverywhere ? null : _location, Monday, [.. _providers.Order(s_byId)]), call, Leaving);
                _columns = [.. week.Columns.Select(c => new GridColumn(c.Location, c.Date, c.Zone, c.Day, $"{c.Day.Name}, {DeskText.Day(c.Date)}",
                    c.Date.ToString("ddd d-MMM", CultureInfo.InvariantCulture) + (c.Zone == Zone ? "" : " · " + DeskText.Zone(c.Zone, PracticeClock.At(c.Date, new TimeOnly(12, 0), c.Zone))),
                    _isEverywhere ? $"{c.LocationName} · {c.Day.Name} · {Count(c.Day)}" : $"{c.Day.Name} · {Count(c.Day)}"))];
                break;
            default:
                _month = await Months.RunAsync(new(_isEverywhere ? null : _location, Only, _date), call, Leaving);
                break;
        }
        var standing = Shown.SelectMany(c => c.Day.Items).Where(i => BoardStates.IsAhead(i.State)).Select(i => i.Id).ToHashSet();
        if (_view != ScheduleView.Month)
            _chosen.IntersectWith(standing);
    }

    private static readonly Comparer<ProviderId> s_byId = Comparer<ProviderId>.Create((a, b) => a.Value.CompareTo(b.Value));

    private static string Count(DaySchedule.Column column) => (column.Items.Count + column.Groups.Sum(g => g.Taken)) is var count && count == 1 ? "1 visit" : $"{count} visits";

    /// <summary>The days whose changes this screen shows, as the live feed names them.</summary>
    private bool IsShown(string topic)
    {
        var parts = topic.Split('/');
        return parts is [_, var place, var day] && (_isEverywhere || place == _location.Value.ToString("N"))
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && _view switch
            {
                ScheduleView.Day => date == _date,
                ScheduleView.Week => date >= Monday && date < Monday.AddDays(7),
                _ => (date.Year, date.Month) == (_date.Year, _date.Month),
            };
    }
}
