using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Visits.Contracts;

namespace Portico.Modules.Coverage.Domain.Inquiries;

/// <summary>Whose turn a policy is at a visit.</summary>
public enum FilingTurn
{
    /// <summary>Several count on the day and nobody has said which is billed first.</summary>
    Open,
    Primary,
    Secondary,
    Tertiary,

    /// <summary>Behind the third.</summary>
    Later,
}

/// <summary>A policy to ask about for a visit.</summary>
/// <param name="Policy">As the card says it.</param>
/// <param name="Turn">Its turn.</param>
public sealed record PolicyToAsk(PolicyRow Policy, FilingTurn Turn);

/// <summary>Which of a patient's policies are asked about for a visit: all that are billed, and not the first alone.</summary>
public static class PoliciesToAsk
{
    /// <param name="policies">The patient's, in any order, ended ones too.</param>
    /// <param name="filingOrder">The visit's: the first is billed first. Empty: nobody has chosen.</param>
    /// <param name="on">The day of the visit.</param>
    /// <returns>By the filing order. Without one all that count on the day, the one that has counted longest first, each with an open turn
    /// where there are several: the newest card is not the primary one, and neither is any other until somebody says so.</returns>
    /// <remarks>A policy of the filing order that does not count on the day is given too: the desk has to hear that it has ended, and it keeps
    /// the turns of those behind it.</remarks>
    public static IReadOnlyList<PolicyToAsk> Of(IReadOnlyCollection<PolicyRow> policies, IReadOnlyList<PolicyId> filingOrder, DateOnly on)
    {
        if (filingOrder.Count > 0)
            return [.. filingOrder.Distinct().Join(policies, id => id, p => p.Id, (_, policy) => policy).Select((p, i) => new PolicyToAsk(p, Turn(i)))];
        List<PolicyRow> counting = [.. policies.Where(p => p.CountsOn(on)).OrderBy(p => p.ValidFrom ?? DateOnly.MinValue).ThenBy(p => p.Id.Value)];
        return [.. counting.Select(p => new PolicyToAsk(p, counting.Count == 1 ? FilingTurn.Primary : FilingTurn.Open))];
    }

    private static FilingTurn Turn(int place) => place switch { 0 => FilingTurn.Primary, 1 => FilingTurn.Secondary, 2 => FilingTurn.Tertiary, _ => FilingTurn.Later };
}
