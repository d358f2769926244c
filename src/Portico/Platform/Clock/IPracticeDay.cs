using Portico.Platform.UseCases;

namespace Portico.Platform.Clock;

/// <summary>The date on the practice's own wall, for what belongs to no location: relations, ages, tasks. The Practice module answers.</summary>
public interface IPracticeDay
{
    /// <returns>Today at the first location in use, the oldest one; by UTC while the practice has none.</returns>
    Task<DateOnly> TodayAsync(Desk desk, CancellationToken ct);

    /// <returns>The IANA zone of that wall.</returns>
    Task<string> ZoneAsync(Desk desk, CancellationToken ct);
}
