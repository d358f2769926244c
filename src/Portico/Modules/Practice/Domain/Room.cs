using Portico.Modules.Practice.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Practice.Domain;

/// <summary>A room where a patient is seen; it stays at its location.</summary>
public sealed class Room : TenantRow
{
    private Room() { }

    public RoomId Id { get; private init; }
    public LocationId LocationId { get; private init; }
    public string Name { get; private set; } = "";
    public bool IsActive { get; private set; } = true;

    public static Room Open(RoomId id, LocationId location, string name) =>
        new() { Id = id, LocationId = location, Name = name.Trim() };

    public void Rename(string name) => Name = name.Trim();

    public void Use(bool inUse) => IsActive = inUse;
}
