using System.Diagnostics;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Roads;

namespace Portico.Modules.Coverage.AskPayers;

/// <summary>Why a question got no answer, in words that say what to do. The codes stand in its row.</summary>
internal static class CheckFaults
{
    /// <summary>Why a batch stands still or was given up, for whoever keeps the roads.</summary>
    /// <param name="code">As in its row.</param>
    /// <param name="state">Where it stands.</param>
    public static string SayOfBatch(string code, BatchState state)
    {
        var what = code switch
        {
            "NoAnswer" => "No answers came in time.",
            "NoRoad" => "Its road is gone or out of use.",
            "LeftOut" => "Some questions were left out.",
            _ when Enum.TryParse<RoadFailure>(code, out var failure) => RoadWords.What(failure),
            _ => throw new UnreachableException(),
        };
        return what + state switch
        {
            BatchState.Made or BatchState.Sent => " It is tried again by itself.",
            BatchState.Answered => " They are asked again.",
            _ => " Its questions are asked again, in real time where the payer has such a road.",
        };
    }

    /// <param name="code">As in the row.</param>
    /// <param name="payer">The payer's name.</param>
    /// <returns>Null for a code that is said otherwise: what keeps it from being asked is found in the facts of the moment.</returns>
    public static string? Say(string code, string payer) => code switch
    {
        "NoRoad" => $"No road leads to {payer} any more: ask the administrator, or call the payer.",
        "CannotBeWritten" => "The question cannot be written: tell the administrator; call the payer meanwhile.",
        "FormatRefused" => $"{payer} refuses the form of our question: tell the administrator; call the payer meanwhile.",
        "AnotherAnswer" => $"{payer} answers another question each time it is asked: call it.",
        "AnotherPatient" => $"{payer} answers about another person each time it is asked: compare member id, name and birth date with the card, or call.",
        "LeftOut" => $"{payer} leaves this out of its answers each time: call it.",
        "PayerHolds" => $"{payer} cannot answer, and asks not to be asked again soon: call it before the visit.",
        "PayerBusy" => $"{payer} cannot answer at the moment: call it if the patient is here.",
        _ when Enum.TryParse<RoadFailure>(code, out var failure) => failure switch
        {
            RoadFailure.Unauthorized => $"Our user name or password for {payer} is not accepted: tell the administrator; call the payer meanwhile.",
            RoadFailure.Moved or RoadFailure.AnotherHostKey => $"The road to {payer} is no longer the agreed one: tell the administrator; call the payer meanwhile.",
            _ => $"{payer} could not be asked: call it, or ask again.",
        },
        _ => null,
    };
}
