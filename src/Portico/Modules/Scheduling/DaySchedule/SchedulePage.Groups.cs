using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Shell;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>Groups, and visits that belong together.</summary>
public sealed partial class SchedulePage
{
    private bool _isOpeningGroup;
    private GroupVisitId? _group;
    private IReadOnlyList<VisitsToLink.VisitsToLink.Visit> _linkable = [];

    /// <summary>The group that a link leads to. Absent: none.</summary>
    [SupplyParameterFromQuery(Name = "group")] public Guid? GroupQuery { get; set; }

    private async Task GroupOpenedAsync(GroupVisitId group, string said)
    {
        // Whoever opens a group fills it next.
        (_isOpeningGroup, _group, Said) = (false, group, said);
        await LoadAsync(ReloadAsync);
    }

    private async Task GroupCancelledAsync(string said)
    {
        (_group, Said) = (null, said);
        await LoadAsync(ReloadAsync);
    }

    private void ShowGroup(GroupVisitId group)
    {
        SetChangeAside();
        _group = group;
    }

    private Task LoadLinkableAsync() => LoadAsync(async () =>
    {
        _linkable = [];
        if (_booking is { } form && _patient is { } patient)
        {
            _linkable = (await ToLink.RunAsync(new(patient.Id), await Caller.CallAsync(), Leaving)).Visits;
            if (!_linkable.Any(v => v.Appointment.Value == form.LinkedTo))
                form.LinkedTo = null;
        }
    });

    private void LinkTouched()
    {
        if (_booking is { } form)
            (form.AcceptOrder, form.Warning) = (false, null);
        BookingTouched();
    }

    private static string LinkWords(LinkedVisit linked) =>
        $"{(linked.IsFor ? "For it" : "Belongs to")}: {linked.VisitType}, {DeskText.Day(linked.Date)} at {DeskText.Time(linked.Time)}{OrderWords(linked)}";

    // How it is meant, and whether it is so.
    private static string OrderWords(LinkedVisit linked)
    {
        if (linked.Order is not { } order)
            return "";
        var word = (order, linked.IsFor) switch
        {
            (LinkOrder.SameDay, _) => "on the same day",
            (LinkOrder.Before, true) or (LinkOrder.After, false) => "before this one",
            (LinkOrder.After, true) or (LinkOrder.Before, false) => "after this one",
            _ => throw new UnreachableException(),
        };
        return linked.IsInOrder ? $", {word}" : $", no longer {word}: move one of them";
    }

    // What stands beside a visit that was moved or cancelled, for the sentence that says so.
    private static string Others(IReadOnlyList<LinkedVisit> linked, bool isGone) => linked.Count == 0 ? ""
        : string.Concat(linked.Select(l => $" {LinkWords(l)}.")) + (isGone ? " It still stands: look whether it is needed." : "");
}
