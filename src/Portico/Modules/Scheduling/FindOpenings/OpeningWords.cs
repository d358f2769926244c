using System.Diagnostics;
using Portico.Modules.Scheduling.DaySchedule;
using Portico.Modules.Scheduling.Domain;

namespace Portico.Modules.Scheduling.FindOpenings;

/// <summary>How the desk says what speaks for an opening.</summary>
public static class OpeningWords
{
    public static string Say(IEnumerable<Because> because) => string.Join(" · ", because.Select(Say));

    public static string Say(Because because) => because.What switch
    {
        OpeningReason.Speaks => "speaks " + WhatToDo.Language(because.Text ?? ""),
        OpeningReason.Sex => (because.Text ?? "").ToLowerInvariant(),
        OpeningReason.Specialty => because.Text ?? "",
        OpeningReason.TakesNewPatients => "takes new patients",
        OpeningReason.InNetwork => because.Text is { } product ? $"in network for {product}" : "in network for all products",
        OpeningReason.Miles => because.Number switch { 0 => "less than a mile away", 1 => "1 mile away", var miles => $"{miles} miles away" },
        OpeningReason.SameArea => "in the same ZIP area, miles not known",
        OpeningReason.LeavesNoGap => "leaves no gap",
        OpeningReason.SameDay => because.Number is < 0 and var before ? $"{Length(-before)} before the other visit" : $"{Length(because.Number ?? 0)} after the other visit begins",
        OpeningReason.Together => "the other with " + because.Text,
        OpeningReason.WholeSeries => $"all {because.Number} visits are free",
        OpeningReason.MostOfSeries => $"{because.Number} visits are free, not on {because.Text}",
        OpeningReason.Takes => "with " + because.Text,
        _ => throw new UnreachableException(),
    };

    private static string Length(int minutes) => minutes switch
    {
        < 60 => $"{minutes} min",
        _ when minutes % 60 == 0 => $"{minutes / 60} h",
        _ => $"{minutes / 60} h {minutes % 60} min",
    };
}
