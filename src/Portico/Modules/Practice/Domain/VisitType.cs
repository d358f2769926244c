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

    public void Use(bool inUse) => IsActive = inUse;

    public static bool IsLength(int minutes) => minutes is >= 5 and <= 480 && minutes % 5 == 0;
}
