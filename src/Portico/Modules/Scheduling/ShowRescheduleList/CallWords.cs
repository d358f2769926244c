using System.Diagnostics;
using Portico.Modules.Scheduling.DaySchedule;
using Portico.Modules.Scheduling.Domain;

namespace Portico.Modules.Scheduling.ShowRescheduleList;

/// <summary>Why somebody is called before others, in the desk's words.</summary>
internal static class CallWords
{
    public static string Say(CallPoint point) => point.What switch
    {
        CallReason.MayBeOnTheWay => "begins within 3 hours: may be on the way",
        CallReason.IsToday => "today",
        CallReason.IsTomorrow => "tomorrow",
        CallReason.AskedForEarlier => "waits for an earlier time",
        CallReason.HasLinked => point.Amount == 1 ? "another visit was booked for it" : $"{point.Amount} visits were booked for it",
        CallReason.HasInterpreter => $"an interpreter is booked: {WhatToDo.Language(point.Language ?? "")}",
        CallReason.WasConfirmed => "counts on it: confirmed",
        CallReason.IsInSeries => $"visit {point.Amount} of a series",
        _ => throw new UnreachableException(),
    };
}
