using Portico.Modules.Practice.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Practice.Domain;

/// <summary>A place patients come to. Never deleted: what happened there keeps its name.</summary>
public sealed class Location : TenantRow
{
    private Location() { }

    public LocationId Id { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>An IANA zone: the wall time of every appointment here.</summary>
    public string Zone { get; private set; } = "";

    /// <summary>Absent until the practice says what to print.</summary>
    public string? Phone { get; private set; }
    public string? Zip { get; private set; }

    /// <summary>Two letters. Absent until the practice says it.</summary>
    public string? State { get; private set; }
    public bool IsActive { get; private set; } = true;

    public static Location Open(LocationId id, string name, string zone, string? phone, string? zip)
    {
        var location = new Location { Id = id };
        location.Change(name, zone, phone, zip);
        return location;
    }

    public void Change(string name, string zone, string? phone, string? zip) =>
        (Name, Zone, Phone, Zip) = (name.Trim(), zone.Trim(), Text.OrNull(phone), Text.OrNull(zip));

    /// <param name="state">Two letters. Null: not said.</param>
    public void LiesIn(string? state) => State = Text.OrNull(state)?.ToUpperInvariant();

    public void Use(bool inUse) => IsActive = inUse;
}
