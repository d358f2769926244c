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

    /// <summary>What it is fit for: a visit type asks for a kind, not for a room.</summary>
    public string Kind { get; private set; } = Exam;
    public bool IsActive { get; private set; } = true;

    /// <summary>The kind of a room of which nothing else was said.</summary>
    public const string Exam = "exam";

    public static Room Open(RoomId id, LocationId location, string name) =>
        new() { Id = id, LocationId = location, Name = name.Trim() };

    public void FitFor(string kind) => Kind = Text.OrNull(kind)?.ToLowerInvariant() ?? Exam;

    public void Rename(string name) => Name = name.Trim();

    public void Use(bool inUse) => IsActive = inUse;
}
