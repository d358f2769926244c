namespace Portico.PayerSim;

/// <summary>A mix that a practice meets in an ordinary week. The figures are this project's assumption, not a measurement.</summary>
/// <remarks>
/// CAQH CORE asks for an answer within 20 s to nine of ten questions, and for a system that is up most of the week; the mix is
/// well inside. Slow answers are lognormal, as queues make them: half within 0.9 s, 95 % within 2.9 s, 99 % within 4.7 s.
/// </remarks>
public static class DefaultFaults
{
    /// <summary>Each in its share of the exchanges or persons; about 3 of 100 questions get no answer that can be used.</summary>
    public static IReadOnlyList<FaultRule> Rules { get; } =
    [
        new() { Kind = FaultKind.Delay, Distribution = DelayDistribution.Lognormal, Milliseconds = 900, Sigma = 0.71 },
        new() { Kind = FaultKind.Timeout, Share = 0.004 },
        new() { Kind = FaultKind.Error503, Share = 0.004 },
        new() { Kind = FaultKind.Error500, Share = 0.002 },
        new() { Kind = FaultKind.Reset, Share = 0.002 },
        new() { Kind = FaultKind.HalfBody, Share = 0.0005 },
        new() { Kind = FaultKind.Garbage, Share = 0.0005 },
        new() { Kind = FaultKind.Trickle, Share = 0.002, BytesPerSecond = 400 },
        new() { Kind = FaultKind.Aaa, Share = 0.012, Level = "2100A", Code = "42", FollowUp = "R" },
        new() { Kind = FaultKind.Aaa, Share = 0.002, Level = "2100C", Code = "42", FollowUp = "R" },
        new() { Kind = FaultKind.OtherPatient, Share = 0.0002 },
        new() { Kind = FaultKind.Duplicate, Share = 0.001 },
        new() { Kind = FaultKind.Maintenance, Payer = "SYN10", DailyFrom = new(5, 0), DailyUntil = new(9, 0) },
        new() { Kind = FaultKind.Maintenance, Payer = "SYN09", DailyFrom = new(6, 0), DailyUntil = new(7, 0), Status = 503 },
    ];
}
