using System.Globalization;
using Portico.Modules.Practice.Contracts;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>One column of the grid: a provider's day at one location.</summary>
/// <param name="Zone">IANA: what its times mean.</param>
/// <param name="Label">Names the column aloud: <c>Dr. Okafor</c>, in a week with the day.</param>
/// <param name="Head">Above the column.</param>
/// <param name="Sub">Below that, smaller.</param>
public sealed record GridColumn(LocationId Location, DateOnly Date, string Zone, DaySchedule.Column Day, string Label, string Head, string Sub)
{
    public string Key { get; } = string.Create(CultureInfo.InvariantCulture, $"{Day.Provider.Value:N}-{Date:yyyyMMdd}-{Location.Value:N}");
}
