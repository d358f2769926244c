using System.Diagnostics;
using NodaTime;
using Portico.Platform.Values;
using Portico.Shell;

namespace Portico.Modules.Coverage.Contracts;

/// <summary>What is verified of a visit's coverage, in the order in which the desk does it.</summary>
public enum VerificationItem { Policy, CardPictures, Active, Network, PrimaryCare, Authorization, Copay, OtherCoverage }

/// <summary>Where an item stands.</summary>
public enum VerificationState
{
    Open,
    Done,

    /// <summary>Nobody can do it before a policy is on file.</summary>
    Later,
}

/// <summary>Who says that an item is done.</summary>
public enum VerificationSource { PayersAnswer, Statement, Card, Participation, Person }

/// <summary>One item of a visit's checklist.</summary>
/// <param name="Words">What is known, or one sentence that says what to do.</param>
/// <param name="Source">Null while open, and where the practice's own file is the source.</param>
/// <param name="At">When it became known. Null where nobody keeps that.</param>
/// <param name="By">The colleague who ticked it or wrote it down. Null: no person did.</param>
/// <param name="DaysBefore">How many days before the visit that was. Null with <paramref name="At"/>.</param>
/// <param name="IsForAPerson">Only a person can know it, and ticks it.</param>
public sealed record VerificationLine(VerificationItem Item, VerificationState State, string Words, VerificationSource? Source, Instant? At, string? By,
    int? DaysBefore, bool IsForAPerson);

/// <summary>The checklist in the desk's words.</summary>
public static class VerificationWords
{
    public static string Name(VerificationItem item) => item switch
    {
        VerificationItem.Policy => "Policy on file",
        VerificationItem.CardPictures => "Card, both sides",
        VerificationItem.Active => "Active on the day",
        VerificationItem.Network => "Network known",
        VerificationItem.PrimaryCare => "Primary care and referral",
        VerificationItem.Authorization => "Authorization",
        VerificationItem.Copay => "Copay known",
        VerificationItem.OtherCoverage => "Other coverage asked",
        _ => throw new UnreachableException(),
    };

    /// <summary>Who says it and when, such as <c>the payer's answer, 4-Mar-2026 9:00 AM, 5 days before the visit</c>. Null: nothing is known of it.</summary>
    /// <param name="line">An item that is done.</param>
    /// <param name="zone">Of the visit's location.</param>
    public static string? Source(VerificationLine line, string zone)
    {
        var who = line.Source switch
        {
            VerificationSource.PayersAnswer => "the payer's answer",
            VerificationSource.Statement => $"the payer's word, written down by {line.By}",
            VerificationSource.Card => "the card",
            VerificationSource.Participation => "the practice's participation",
            VerificationSource.Person => line.By,
            null => null,
            _ => throw new UnreachableException(),
        };
        return who is null || line is not { At: { } at, DaysBefore: { } days } ? who : $"{who}, {DeskText.DateAndTime(at, zone)}, {Before(days)}";
    }

    private static string Before(int days) => days switch
    {
        > 1 => $"{days} days before the visit",
        1 => "the day before the visit",
        0 => "on the day of the visit",
        _ => "after the visit",
    };
}
