using System.Diagnostics.Metrics;

namespace Portico.Platform.UseCases;

/// <summary>Counts by operation and outcome code: no id, no name.</summary>
public static class DeskMetrics
{
    public const string MeterName = "Portico.Desk";

    private static readonly Meter s_meter = new(MeterName);
    private static readonly Counter<long> s_ran = s_meter.CreateCounter<long>("portico.operations", "{call}",
        "Use cases run, by operation and outcome");

    internal static void Ran(string operation, string outcome) =>
        s_ran.Add(1, new("operation", operation), new("outcome", outcome));
}
