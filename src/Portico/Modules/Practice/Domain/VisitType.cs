using Portico.Modules.Practice.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Practice.Domain;

/// <summary>A kind of visit: how long it takes and how the schedule shows it.</summary>
public sealed class VisitType : TenantRow
{
    /// <summary>The house palette: names, so that light and dark each choose a colour that can be read.</summary>
    public static IReadOnlyList<string> Tints { get; } = ["slate", "blue", "teal", "green", "amber", "rose", "violet", "brown"];

    private VisitType() { }

    public VisitTypeId Id { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>Minutes, a multiple of 5: the schedule's cells have that grain.</summary>
    public int Minutes { get; private set; }
    public string Tint { get; private set; } = "";
    public VisitMode Mode { get; private set; }
    public ForPatients Patients { get; private set; }
    public ForSex OnlyFor { get; private set; }

    /// <summary>In months, on the day of the visit. Absent: from birth on.</summary>
    public int? MinAgeMonths { get; private set; }

    /// <summary>In months, the last that counts. Absent: to any age.</summary>
    public int? MaxAgeMonths { get; private set; }

    /// <summary>With a patient who is new to the specialty. Absent: as with everybody.</summary>
    public int? NewPatientMinutes { get; private set; }

    /// <summary>Only providers of this specialty offer it. Absent: all.</summary>
    public string? Specialty { get; private set; }

    /// <summary>How many patients come at once. Absent: not a group visit.</summary>
    public int? GroupSize { get; private set; }

    /// <summary>The visit after a hospital stay, which some slots are kept for.</summary>
    public bool IsHospitalFollowUp { get; private set; }

    /// <summary>A cancellation later than this many hours before the start is a late one.</summary>
    public int LateCancelHours { get; private set; } = 24;
    public bool IsActive { get; private set; } = true;

    public static VisitType Offer(VisitTypeId id, string name, int minutes, string tint)
    {
        var type = new VisitType { Id = id };
        type.Change(name, minutes, tint);
        return type;
    }

    /// <exception cref="ArgumentOutOfRangeException">Not 5 to 480 minutes in steps of 5.</exception>
    public void Change(string name, int minutes, string tint)
    {
        if (!IsLength(minutes))
            throw new ArgumentOutOfRangeException(nameof(minutes), minutes, "A visit takes 5 to 480 minutes, in steps of 5.");
        (Name, Minutes, Tint) = (name.Trim(), minutes, tint);
    }

    /// <summary>What booking it asks and decides.</summary>
    /// <exception cref="ArgumentException">The rules cannot all be true.</exception>
    public void Rule(VisitRules rules)
    {
        if (rules.Problem is { } problem)
            throw new ArgumentException(problem, nameof(rules));
        (Mode, Patients, OnlyFor, MinAgeMonths, MaxAgeMonths) =
            (rules.Mode, rules.Patients, rules.OnlyFor, rules.MinAgeMonths, rules.MaxAgeMonths);
        (NewPatientMinutes, Specialty, GroupSize, IsHospitalFollowUp, LateCancelHours) =
            (rules.NewPatientMinutes, Text.OrNull(rules.Specialty), rules.GroupSize, rules.IsHospitalFollowUp, rules.LateCancelHours);
    }

    public void Use(bool inUse) => IsActive = inUse;

    public static bool IsLength(int minutes) => minutes is >= 5 and <= 480 && minutes % 5 == 0;
}
