namespace Portico.PayerSim;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>The answer comes later: <see cref="FaultRule.Distribution"/>.</summary>
    Delay,

    /// <summary>The answer never comes; the connection stays open.</summary>
    Timeout,

    /// <summary>HTTP 500.</summary>
    Error500,

    /// <summary>HTTP 503 with Retry-After.</summary>
    Error503,

    /// <summary>The connection is reset before a byte of the answer.</summary>
    Reset,

    /// <summary>The answer ends in the middle, and the connection with it.</summary>
    HalfBody,

    /// <summary>HTTP 200 and bytes that mean nothing.</summary>
    Garbage,

    /// <summary>The answer comes in drops: <see cref="FaultRule.BytesPerSecond"/>.</summary>
    Trickle,

    /// <summary>The answer is about somebody else of the same payer.</summary>
    OtherPatient,

    /// <summary>The payer refuses: <see cref="FaultRule.Level"/> and <see cref="FaultRule.Code"/>.</summary>
    Aaa,

    /// <summary>In a batch the same answer comes twice.</summary>
    Duplicate,

    /// <summary>For a time, the payer answers nothing.</summary>
    Maintenance,
}

/// <summary>How delays are distributed.</summary>
public enum DelayDistribution
{
    /// <summary>Always <see cref="FaultRule.Milliseconds"/>.</summary>
    Fixed,

    /// <summary>Anything from <see cref="FaultRule.Milliseconds"/> to <see cref="FaultRule.MaxMilliseconds"/>, all alike.</summary>
    Uniform,

    /// <summary>Half are shorter than <see cref="FaultRule.Milliseconds"/>, and a few much longer: <see cref="FaultRule.Sigma"/>.</summary>
    Lognormal,
}

/// <summary>One thing that goes wrong on purpose, at one payer or at all, always, in a share of the cases or the next few times.</summary>
/// <remarks>
/// Delays, errors and broken answers happen to an exchange; <see cref="FaultKind.Aaa"/>, <see cref="FaultKind.OtherPatient"/> and
/// <see cref="FaultKind.Duplicate"/> to a person (or, by their level, to a payer or provider) inside a message.
/// </remarks>
public sealed record FaultRule
{
    /// <summary>Given by the box.</summary>
    public int Id { get; init; }

    /// <summary>A payer's id, or <c>*</c> for all.</summary>
    public string Payer { get; init; } = "*";

    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>0 to 1: in this share of the cases. Always when absent.</summary>
    public double? Share { get; init; }

    /// <summary>So many times, and then no more. Without end when absent.</summary>
    public int? Count { get; init; }

    /// <summary>Decides which cases are in the share, and how long each delay is: the n-th case of a rule is always the same.</summary>
    public int Seed { get; init; }

    /// <summary>Of a delay.</summary>
    public DelayDistribution Distribution { get; init; }

    /// <summary>Of a delay: the length, the shortest length or the median.</summary>
    public double Milliseconds { get; init; }

    /// <summary>Of a uniform delay: the longest.</summary>
    public double MaxMilliseconds { get; init; }

    /// <summary>Of a lognormal delay: the standard deviation of the logarithm.</summary>
    public double Sigma { get; init; } = 0.5;

    /// <summary>Of a trickle.</summary>
    public int BytesPerSecond { get; init; } = 200;

    /// <summary>Of an AAA: <c>2000A</c>, <c>2100A</c>, <c>2100B</c>, <c>2100C</c>, <c>2100D</c>, <c>2110C</c> or <c>2110D</c>.</summary>
    public string? Level { get; init; }

    /// <summary>AAA03.</summary>
    public string? Code { get; init; }

    /// <summary>AAA04.</summary>
    public string? FollowUp { get; init; }

    /// <summary>Of another patient's answer: it carries the asker's trace number all the same.</summary>
    public bool KeepsTrace { get; init; }

    /// <summary>Of maintenance: 503 for the HTTP status; absent for a 271 with AAA 42 of the payer.</summary>
    public int? Status { get; init; }

    /// <summary>Of maintenance: not before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Of maintenance: not from then on.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Of maintenance every day: it begins, in UTC.</summary>
    public TimeOnly? DailyFrom { get; init; }

    /// <summary>Of maintenance every day: it ends, in UTC; before the beginning where it goes past midnight.</summary>
    public TimeOnly? DailyUntil { get; init; }

    /// <summary>What is wrong with the rule itself; null when nothing is.</summary>
    public string? Problem()
    {
        if (Payer != "*" && MemberDirectory.Payers.All(p => p.Id != Payer))
            return "The payer is none of the box's; * is all of them.";
        if (!Enum.IsDefined(Kind) || !Enum.IsDefined(Distribution))
            return "There is no such kind of fault or distribution.";
        if (Share is < 0 or > 1 or double.NaN)
            return "A share is from 0 to 1.";
        if (Count is < 1)
            return "A count is at least 1.";
        var most = Distribution == DelayDistribution.Uniform ? MaxMilliseconds : Milliseconds;
        if (Kind == FaultKind.Delay && !(Milliseconds >= 0 && most >= Milliseconds && most <= 600_000 && Sigma is >= 0 and <= 5))
            return "A delay is from 0 to 600,000 ms, its longest not below its shortest, and sigma from 0 to 5.";
        if (Kind == FaultKind.Trickle && BytesPerSecond is < 1 or > 1_000_000)
            return "A trickle is from 1 to 1,000,000 bytes a second.";
        if (Kind == FaultKind.Aaa)
            return AaaProblem();
        if (Kind == FaultKind.Maintenance && (Status is not (null or 503) || DailyFrom is null != DailyUntil is null))
            return "Maintenance has status 503 or none, and a daily window has both ends.";
        return null;
    }

    private static readonly Dictionary<string, string[]> s_codes = new()
    {
        ["2000A"] = ["04", "41", "42", "79"],
        ["2100A"] = ["04", "41", "42", "79", "80", "T4"],
        ["2100B"] = ["15", "41", "43", "44", "45", "46", "47", "48", "50", "51", "79", "97", "T4"],
        ["2100C"] = ["15", "35", "42", "43", "45", "47", "48", "49", "51", "52", "56", "57", "58", "60", "61", "62", "63", "71", "72", "73", "74", "75", "76", "78"],
        ["2100D"] = ["15", "35", "42", "43", "45", "47", "48", "49", "51", "52", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "67", "68", "71", "77"],
        ["2110C"] = ["15", "33", "52", "53", "54", "55", "56", "57", "60", "61", "62", "63", "69", "70", "98", "AA", "AE", "AF", "AG", "AO", "CI", "E8", "IA", "MA"],
        ["2110D"] = ["15", "33", "52", "53", "54", "55", "56", "57", "60", "61", "62", "63", "69", "70", "98", "AA", "AE", "AF", "AG", "AO", "CI", "E8", "IA", "MA"],
    };

    /// <summary>Levels and the codes that the guide has for them (005010X279A1 AAA03).</summary>
    public static IReadOnlyDictionary<string, string[]> AaaCodes => s_codes;

    // P (send the original again) is known above the provider alone, S not on a single benefit.
    private string? AaaProblem()
    {
        if (Level is null || !s_codes.TryGetValue(Level, out var codes))
            return "An AAA needs a level: 2000A, 2100A, 2100B, 2100C, 2100D, 2110C or 2110D.";
        if (Code is null || !codes.Contains(Code))
            return $"The guide has none of this code at {Level}. It has {string.Join(' ', codes)}.";
        var follow = FollowUp ?? "R";
        var isKnown = follow switch
        {
            "C" or "N" or "R" or "W" or "X" or "Y" => true,
            "P" => Level is "2000A" or "2100A",
            "S" => !Level.StartsWith("2110", StringComparison.Ordinal),
            _ => false,
        };
        return isKnown ? null : "AAA04 is C, N, R, W, X or Y; P at 2000A and 2100A, S down to the person.";
    }
}
