using NodaTime;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Practice.Contracts;

public readonly record struct LocationId(Guid Value) : IId<LocationId> { public static LocationId From(Guid value) => new(value); }
public readonly record struct ProviderId(Guid Value) : IId<ProviderId> { public static ProviderId From(Guid value) => new(value); }
public readonly record struct RoomId(Guid Value) : IId<RoomId> { public static RoomId From(Guid value) => new(value); }
public readonly record struct VisitTypeId(Guid Value) : IId<VisitTypeId> { public static VisitTypeId From(Guid value) => new(value); }
public readonly record struct PayerId(Guid Value) : IId<PayerId> { public static PayerId From(Guid value) => new(value); }

/// <summary>A place patients come to. <c>Zone</c> is an IANA zone: wall time belongs to it.</summary>
public sealed class LocationRow : ReadOnlyRow
{
    public LocationId Id { get; init; }
    public required string Name { get; init; }
    public required string Zone { get; init; }
    public string? Phone { get; init; }
    public string? Zip { get; init; }
    public bool IsActive { get; init; }
}

/// <summary>Someone patients are booked with. <c>DisplayName</c> is what the desk says: <c>Dr. Okafor</c>.</summary>
public sealed class ProviderRow : ReadOnlyRow
{
    public ProviderId Id { get; init; }
    public required string DisplayName { get; init; }
    public required string Specialty { get; init; }
    public string? Npi { get; init; }
    public bool IsActive { get; init; }
}

public sealed class RoomRow : ReadOnlyRow
{
    public RoomId Id { get; init; }
    public LocationId LocationId { get; init; }
    public required string Name { get; init; }
    public bool IsActive { get; init; }
}

/// <summary>A kind of visit: how long, and how it is shown. <c>Tint</c> is a name of the house palette, never a bare colour.</summary>
public sealed class VisitTypeRow : ReadOnlyRow
{
    public VisitTypeId Id { get; init; }
    public required string Name { get; init; }
    public int Minutes { get; init; }
    public required string Tint { get; init; }
    public bool IsActive { get; init; }

    /// <summary>Of a visit whose type is not known, or not told.</summary>
    public const string NoTint = "slate";
}

/// <summary>An insurer as the practice knows it. <c>PayerCode</c> is the id on the card and on claims; absent until known.</summary>
public sealed class PayerRow : ReadOnlyRow
{
    public PayerId Id { get; init; }
    public required string Name { get; init; }
    public string? PayerCode { get; init; }
    public bool IsActive { get; init; }
}

/// <summary>Where a desk stands: chosen once in its header, and kept by its browser.</summary>
public static class DeskLocation
{
    /// <param name="call">Whose desk.</param>
    /// <param name="inUse">The practice's locations in use.</param>
    /// <returns>The chosen one while it is in use, else the oldest. Null: the practice has none.</returns>
    public static LocationRow? Of(Call call, IEnumerable<LocationRow> inUse) =>
        inUse.OrderByDescending(l => l.Id.Value == call.DeskLocation).ThenBy(l => l.Id.Value).FirstOrDefault();
}

/// <summary>Reads and makes the practice's own directory. Small tables: read whole, never cached across calls.</summary>
/// <remarks>Lists hold what is in use, in the order of names: they are what a screen offers. <c>Every…</c> and one asked for by its
/// id are found in use or not: what happened with them keeps their names.</remarks>
public interface IPracticeDirectory
{
    Task<IReadOnlyList<LocationRow>> LocationsAsync(Desk desk, CancellationToken ct);
    Task<IReadOnlyList<ProviderRow>> ProvidersAsync(Desk desk, CancellationToken ct);
    Task<IReadOnlyList<RoomRow>> RoomsAsync(Desk desk, LocationId location, CancellationToken ct);
    Task<IReadOnlyList<VisitTypeRow>> VisitTypesAsync(Desk desk, CancellationToken ct);
    Task<IReadOnlyList<PayerRow>> PayersAsync(Desk desk, CancellationToken ct);

    Task<IReadOnlyList<LocationRow>> EveryLocationAsync(Desk desk, CancellationToken ct);
    Task<IReadOnlyList<ProviderRow>> EveryProviderAsync(Desk desk, CancellationToken ct);
    Task<IReadOnlyList<VisitTypeRow>> EveryVisitTypeAsync(Desk desk, CancellationToken ct);
    Task<IReadOnlyList<PayerRow>> EveryPayerAsync(Desk desk, CancellationToken ct);

    /// <exception cref="CallRejectedException">No such location in this practice.</exception>
    Task<LocationRow> LocationAsync(Desk desk, LocationId location, CancellationToken ct);
    Task<VisitTypeRow?> VisitTypeAsync(Desk desk, VisitTypeId visitType, CancellationToken ct);

    /// <summary>Used by imports, the demo and the set-up screens' use cases. The same id again changes nothing.</summary>
    /// <param name="isActive">False for a place of imported past visits: it keeps its name and is offered nowhere.</param>
    void AddLocation(Desk desk, LocationId id, string name, string zone, string? phone, string? zip, bool isActive = true);

    /// <param name="isActive">False for someone of imported past visits: nobody can book with them until the practice says so.</param>
    void AddProvider(Desk desk, ProviderId id, string displayName, string specialty, string? npi, bool isActive = true);
    void AddRoom(Desk desk, RoomId id, LocationId location, string name);
    void AddVisitType(Desk desk, VisitTypeId id, string name, int minutes, string tint);
    void AddPayer(Desk desk, PayerId id, string name, string? payerCode);
}

/// <summary>What still rests on a row of the directory. A location or a provider is not taken out of use before that is moved or
/// finished; a payer is, and what names it is told.</summary>
/// <remarks>Answered by the modules that use the directory, each for what it has.</remarks>
public interface IRestsOnDirectory
{
    /// <returns>Counted, in the desk's words: <c>12 visits ahead</c>. Empty: nothing does.</returns>
    Task<IReadOnlyList<string>> OnLocationAsync(Desk desk, LocationId location, CancellationToken ct) => Nothing;

    /// <returns>As for a location.</returns>
    Task<IReadOnlyList<string>> OnProviderAsync(Desk desk, ProviderId provider, CancellationToken ct) => Nothing;

    /// <returns>As for a location: <c>12 active policies</c>.</returns>
    Task<IReadOnlyList<string>> OnPayerAsync(Desk desk, PayerId payer, CancellationToken ct) => Nothing;

    private static Task<IReadOnlyList<string>> Nothing => Task.FromResult<IReadOnlyList<string>>([]);
}
