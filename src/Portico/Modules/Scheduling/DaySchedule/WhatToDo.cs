using System.Diagnostics;
using System.Globalization;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Shell;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>What the desk does about a refusal: each rule has its sentence.</summary>
internal static class WhatToDo
{
    private const string AskSenior = "or ask a senior to book it with a reason.";

    /// <summary>Of all that is against a visit, in one text.</summary>
    public static string About(IReadOnlyList<WhyNot> why) => why.Count == 0 ? About(new WhyNot(WhyNotKind.OutsideHours)) : string.Join(" ", why.Select(w => About(w)));

    public static string About(WhyNot why) => why.Kind switch
    {
        WhyNotKind.OutsideHours => "The provider has no session there then. Choose another time, " + AskSenior,
        WhyNotKind.DayOff or WhyNotKind.Holiday => $"{why.Say()}. Choose another day, {AskSenior}",
        WhyNotKind.Block => $"{why.Say()}. Choose a time outside it, {AskSenior}",
        WhyNotKind.NotAllowed => $"{why.Say()}. Find an opening for this visit type, {AskSenior}",
        WhyNotKind.CapReached => $"{why.Say()}. Choose another session or day, {AskSenior}",
        WhyNotKind.Kept => $"{why.Say()}. Choose another time, {AskSenior}",
        WhyNotKind.TooSoon => $"{why.Say()}. Choose a later time, {AskSenior}",
        WhyNotKind.TooFarAhead => $"{why.Say()}. Choose an earlier day, {AskSenior}",
        WhyNotKind.TooYoung or WhyNotKind.TooOld or WhyNotKind.OtherSex => $"{why.Say()}. Choose another visit type for this patient.",
        WhyNotKind.NewPatientsOnly => $"{why.Say()}, and this one was seen in the last three years. Choose a visit type for established patients.",
        WhyNotKind.EstablishedOnly => $"{why.Say()}, and nobody of the specialty saw this one in three years. Choose a visit type for new patients.",
        WhyNotKind.PanelClosed => $"{why.Say()}. Choose another provider, {AskSenior}",
        WhyNotKind.OtherSpecialty => $"{why.Say()}. Choose a provider of that specialty.",
        WhyNotKind.NoLicense => $"{why.Say()}. Choose a provider who is licensed there, or a visit on site.",
        _ => throw new UnreachableException(),
    };

    /// <summary>Of a resource that is not free.</summary>
    public static string About(ResourceClass what, string kind) => what switch
    {
        ResourceClass.Room => $"No {kind} room is free then. Choose another time or location.",
        ResourceClass.Device => $"No {kind} is free then. Choose another time or location.",
        ResourceClass.Interpreter => $"No interpreter for {Language(kind)} is free then. Choose another time.",
        ResourceClass.Nurse => "No nurse is free then. Choose another time.",
        _ => throw new UnreachableException(),
    };

    /// <summary>Of a visit of a series.</summary>
    public static string About(SeriesConflict conflict) => conflict.Problem switch
    {
        SeriesProblem.Taken => "The time is taken",
        SeriesProblem.NothingFree => "What the visit needs beside the provider is not free",
        SeriesProblem.PatientBusy => "The patient has another visit then",
        SeriesProblem.NotOpen => conflict.Why?.Say() ?? "The session has as many as it takes",
        SeriesProblem.InThePast => "The day is over",
        SeriesProblem.TooFarAhead => "More than three years ahead",
        _ => throw new UnreachableException(),
    };

    /// <summary>Of a visit that stands beside one of a series.</summary>
    public static string About(SeriesOther other) => other.Kind switch
    {
        SeriesOtherKind.TooFar => $"on {DeskText.Day(other.Slot.Date)} one at {DeskText.Time(other.Time)} at another location, too far away to get from one to the other",
        SeriesOtherKind.Same => $"on {DeskText.Day(other.Slot.Date)} one of the same type at {DeskText.Time(other.Time)}",
        _ => throw new UnreachableException(),
    };

    /// <returns><c>Spanish</c>; the tag itself where nobody knows it.</returns>
    public static string Language(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag).EnglishName;
        }
        catch (CultureNotFoundException)
        {
            return tag;
        }
    }
}
