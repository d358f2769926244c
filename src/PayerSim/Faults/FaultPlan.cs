namespace Portico.PayerSim;

/// <summary>What goes wrong with one exchange as such.</summary>
/// <param name="Delay">Before the answer.</param>
/// <param name="Delayed">The rule that says so.</param>
/// <param name="Ends">What happens in the answer's place; null where it is sent.</param>
/// <param name="Trickle">How it is sent, where that is slow.</param>
internal readonly record struct TransportFault(TimeSpan Delay, FaultRule? Delayed, FaultRule? Ends, FaultRule? Trickle)
{
    public IEnumerable<FaultRule> All => new[] { Delayed, Ends, Trickle }.OfType<FaultRule>();
}

/// <summary>The faults of a box, in the order they were asked for. Safe from any thread.</summary>
/// <remarks>
/// A rule draws its cases by number: with one client at a time a run repeats exactly, with many the same numbers of cases are hit
/// while who asks in that moment is up to the network.
/// </remarks>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly int _seed;
    private List<Active> _active = [];
    private int _lastId;

    private sealed class Active(FaultRule rule, ulong chance)
    {
        public FaultRule Rule => rule;

        public ulong Chance => chance;

        public ulong Drawn { get; set; }

        public int Left { get; set; } = rule.Count ?? int.MaxValue;
    }

    internal FaultPlan(TimeProvider time, int seed) => (_time, _seed) = (time, seed);

    /// <summary>The rules, with the ids they were given.</summary>
    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (_lock)
                return [.. _active.Select(a => a.Rule)];
        }
    }

    /// <summary>Adds a rule behind the others.</summary>
    /// <returns>The rule with its id.</returns>
    /// <exception cref="ArgumentException">The rule is none: <see cref="FaultRule.Problem"/> says why.</exception>
    public FaultRule Add(FaultRule rule)
    {
        if (rule.Problem() is { } problem)
            throw new ArgumentException(problem, nameof(rule));
        lock (_lock)
        {
            var added = rule with { Id = ++_lastId };
            // What a rule is decides its cases, not when it came: taken out and put in again, it hits the same.
            var chance = Dice.Of(_seed, FormattableString.Invariant($"{rule.Seed}/{rule.Kind}/{rule.Payer}/{rule.Level}/{rule.Code}")).Next();
            _active = [.. _active, new(added, chance)];
            return added;
        }
    }

    /// <summary>Takes a rule out.</summary>
    /// <returns>False where there is none of this id.</returns>
    public bool Remove(int id)
    {
        lock (_lock)
        {
            var count = _active.Count;
            _active = [.. _active.Where(a => a.Rule.Id != id)];
            return _active.Count < count;
        }
    }

    /// <summary>Takes all rules out: from now on everything is answered at once and rightly.</summary>
    public void Clear()
    {
        lock (_lock)
            _active = [];
    }

    /// <summary>In place of all rules, <see cref="DefaultFaults"/>.</summary>
    public void UseDefaults()
    {
        Clear();
        foreach (var rule in DefaultFaults.Rules)
            Add(rule);
    }

    /// <summary>The first rule of a kind that fires for a payer now.</summary>
    internal FaultRule? Draw(string payer, FaultKind kind, Func<FaultRule, bool>? where = null)
    {
        lock (_lock)
        {
            foreach (var active in _active)
            {
                if (active.Rule.Kind == kind && where?.Invoke(active.Rule) != false && Fires(active, payer, out _))
                    return active.Rule;
            }
        }
        return null;
    }

    /// <summary>What goes wrong with an exchange of a payer.</summary>
    internal TransportFault DrawTransport(string payer)
    {
        var fault = default(TransportFault);
        lock (_lock)
        {
            foreach (var active in _active)
            {
                switch (active.Rule.Kind)
                {
                    case FaultKind.Delay when fault.Delayed is null && Fires(active, payer, out var dice):
                        fault = fault with { Delayed = active.Rule, Delay = Length(active.Rule, dice) };
                        break;
                    case FaultKind.Trickle when fault.Trickle is null && Fires(active, payer, out _):
                        fault = fault with { Trickle = active.Rule };
                        break;
                    case FaultKind.Timeout or FaultKind.Error500 or FaultKind.Error503 or FaultKind.Reset or FaultKind.HalfBody or FaultKind.Garbage
                        when fault.Ends is null && Fires(active, payer, out _):
                    case FaultKind.Maintenance when active.Rule.Status is not null && fault.Ends is null && Fires(active, payer, out _):
                        fault = fault with { Ends = active.Rule };
                        break;
                }
            }
        }
        return fault;
    }

    private bool Fires(Active active, string payer, out Dice dice)
    {
        var rule = active.Rule;
        dice = new(0);
        if (rule.Payer != "*" && rule.Payer != payer || active.Left == 0 || rule.Kind == FaultKind.Maintenance && !IsOpen(rule))
            return false;
        dice = new(active.Chance ^ ++active.Drawn * 0xD1342543DE82EF95);
        if (rule.Share is { } share && dice.Share() >= share)
            return false;
        active.Left--;
        return true;
    }

    private bool IsOpen(FaultRule rule)
    {
        var now = _time.GetUtcNow();
        if (now < rule.From || now >= rule.Until)
            return false;
        if (rule is not { DailyFrom: { } from, DailyUntil: { } until })
            return true;
        return TimeOnly.FromTimeSpan(now.UtcDateTime.TimeOfDay).IsBetween(from, until);
    }

    internal static TimeSpan Length(FaultRule rule, Dice dice)
    {
        var milliseconds = rule.Distribution switch
        {
            DelayDistribution.Uniform => rule.Milliseconds + dice.Share() * (rule.MaxMilliseconds - rule.Milliseconds),
            // Box and Muller: two even chances make a normal one.
            DelayDistribution.Lognormal => rule.Milliseconds * Math.Exp(rule.Sigma * Math.Sqrt(-2 * Math.Log(1 - dice.Share())) * Math.Cos(2 * Math.PI * dice.Share())),
            _ => rule.Milliseconds,
        };
        return TimeSpan.FromMilliseconds(Math.Min(milliseconds, 600_000));
    }
}
