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
public readonly record struct ResourceId(Guid Value) : IId<ResourceId> { public static ResourceId From(Guid value) => new(value); }
public readonly record struct HolidayId(Guid Value) : IId<HolidayId> { public static HolidayId From(Guid value) => new(value); }
public readonly record struct ParticipationId(Guid Value) : IId<ParticipationId> { public static ParticipationId From(Guid value) => new(value); }
public readonly record struct PayerId(Guid Value) : IId<PayerId> { public static PayerId From(Guid value) => new(value); }

/// <summary>What a patient may ask for in a provider.</summary>
public enum ProviderSex { Female, Male, Other }

/// <summary>What a visit takes beside its provider. A nurse or an assistant is one too: booked by the minute, not by name.</summary>
public enum ResourceClass { Room, Device, Interpreter, Nurse }

/// <summary>Where the patient is during the visit.</summary>
public enum VisitMode { OnSite, Telehealth }

/// <summary>Whom a visit type or a part of a session is for. New: nobody of the specialty has seen the patient for three years.</summary>
public enum ForPatients { Anyone, New, Established }

/// <summary>Whom a visit type is for.</summary>
public enum ForSex { Anyone, Female, Male }

/// <summary>A place patients come to. <c>Zone</c> is an IANA zone: wall time belongs to it.</summary>
public sealed class LocationRow : ReadOnlyRow
{
    public LocationId Id { get; init; }
    public required string Name { get; init; }
    public required string Zone { get; init; }
    public string? Phone { get; init; }
    public string? Zip { get; init; }

    /// <summary>Two letters. Absent until the practice says it.</summary>
    public string? State { get; init; }
    public bool IsActive { get; init; }
}

/// <summary>Someone patients are booked with. <c>DisplayName</c> is what the desk says: <c>Dr. Okafor</c>.</summary>
public sealed class ProviderRow : ReadOnlyRow
{
    public ProviderId Id { get; init; }
    public required string DisplayName { get; init; }
    public required string Specialty { get; init; }
    public string? Npi { get; init; }

    /// <summary>Absent until said.</summary>
    public ProviderSex? Sex { get; init; }

    /// <summary>Takes patients who are new to the specialty.</summary>
    public bool IsPanelOpen { get; init; }
    public bool IsActive { get; init; }
}

/// <summary>A language that a provider sees patients in, BCP 47.</summary>
public sealed class ProviderLanguageRow : ReadOnlyRow
{
    public ProviderId ProviderId { get; init; }
    public required string Language { get; init; }
}

/// <summary>A state in which a provider may see patients who are there, by video as well.</summary>
public sealed class ProviderLicenseRow : ReadOnlyRow
{
    public ProviderId ProviderId { get; init; }
    public required string State { get; init; }

    /// <summary>The last day. Absent: open.</summary>
    public DateOnly? ValidTo { get; init; }
}

/// <summary>A room, device, interpreter or nurse that a visit takes for itself.</summary>
public sealed class ResourceRow : ReadOnlyRow
{
    public ResourceId Id { get; init; }
    public ResourceClass Class { get; init; }

    /// <summary>What it can stand in for: <c>exam</c>, <c>ultrasound</c>; an interpreter's language, BCP 47.</summary>
    public required string Kind { get; init; }

    /// <summary>Absent: serves every location, by phone or video.</summary>
    public LocationId? LocationId { get; init; }
    public required string Name { get; init; }
    public bool IsActive { get; init; }
}

/// <summary>Whether a provider is in a payer's network, under which tax id, where and when.</summary>
public sealed class ParticipationRow : ReadOnlyRow
{
    public ParticipationId Id { get; init; }
    public ProviderId ProviderId { get; init; }

    /// <summary>Nine digits.</summary>
    public required string Tin { get; init; }
    public LocationId LocationId { get; init; }
    public PayerId PayerId { get; init; }

    /// <summary>Empty: every product of the payer.</summary>
    public required string Product { get; init; }
    public DateOnly ValidFrom { get; init; }

    /// <summary>The last day. Absent: open.</summary>
    public DateOnly? ValidTo { get; init; }
}

/// <summary>A day on which nobody sees patients.</summary>
public sealed class HolidayRow : ReadOnlyRow
{
    public HolidayId Id { get; init; }
    public DateOnly Date { get; init; }

    /// <summary>Absent: everywhere.</summary>
    public LocationId? LocationId { get; init; }
    public required string Name { get; init; }
}

public sealed class RoomRow : ReadOnlyRow
{
    public RoomId Id { get; init; }
    public LocationId LocationId { get; init; }
    public required string Name { get; init; }

    /// <summary>What it is fit for: <c>exam</c>, <c>procedure</c>.</summary>
    public required string Kind { get; init; }
    public bool IsActive { get; init; }
}

/// <summary>A kind of visit: how long, and how it is shown. <c>Tint</c> is a name of the house palette, never a bare colour.</summary>
public sealed class VisitTypeRow : ReadOnlyRow
{
    public VisitTypeId Id { get; init; }
    public required string Name { get; init; }
    public int Minutes { get; init; }
    public required string Tint { get; init; }
    public VisitMode Mode { get; init; }
    public ForPatients Patients { get; init; }
    public ForSex OnlyFor { get; init; }

    /// <summary>In months, on the day of the visit. Absent: from birth on.</summary>
    public int? MinAgeMonths { get; init; }

    /// <summary>In months, the last that counts. Absent: to any age.</summary>
    public int? MaxAgeMonths { get; init; }

    /// <summary>How long it takes with a patient who is new to the specialty. Absent: as with everybody.</summary>
    public int? NewPatientMinutes { get; init; }

    /// <summary>Only providers of this specialty offer it. Absent: all.</summary>
    public string? Specialty { get; init; }

    /// <summary>How many patients come at once. Absent: not a group visit.</summary>
    public int? GroupSize { get; init; }

    /// <summary>The visit after a hospital stay, which some slots are kept for.</summary>
    public bool IsHospitalFollowUp { get; init; }

    /// <summary>A cancellation later than this many hours before the start is a late one.</summary>
    public int LateCancelHours { get; init; }
    public bool IsActive { get; init; }

    /// <summary>Of a visit whose type is not known, or not told.</summary>
    public const string NoTint = "slate";
}

/// <summary>A part of a visit: the nurse ten minutes, then the provider thirty. A visit type without phases is one, with the provider.</summary>
public sealed class VisitPhaseRow : ReadOnlyRow
{
    public VisitTypeId VisitTypeId { get; init; }

    /// <summary>From 1, in order.</summary>
    public int Number { get; init; }
    public required string Name { get; init; }

    /// <summary>A multiple of 5.</summary>
    public int Minutes { get; init; }
    public bool WithProvider { get; init; }
}

/// <summary>What a visit type takes beside its provider.</summary>
public sealed class VisitNeedRow : ReadOnlyRow
{
    public VisitTypeId VisitTypeId { get; init; }
    public int Number { get; init; }

    /// <summary>The phase that needs it. 0: the whole visit.</summary>
    public int Phase { get; init; }
    public ResourceClass Class { get; init; }

    /// <summary>As in <see cref="ResourceRow.Kind"/>. Empty for an interpreter: of the patient's language, where one is needed.</summary>
    public required string Kind { get; init; }
}

/// <summary>How long one provider takes for a visit type, where it is not as long as with the others.</summary>
public sealed class VisitLengthRow : ReadOnlyRow
{
    public VisitTypeId VisitTypeId { get; init; }
    public ProviderId ProviderId { get; init; }
    public int Minutes { get; init; }
}

/// <summary>What the desk reads to the patient when this visit is booked, in one language (BCP 47).</summary>
public sealed class VisitInstructionRow : ReadOnlyRow
{
    public VisitTypeId VisitTypeId { get; init; }
    public required string Language { get; init; }
    public required string Text { get; init; }
}

/// <summary>An insurer as the practice knows it. <c>PayerCode</c> is the id on the card and on claims; absent until known.</summary>
public sealed class PayerRow : ReadOnlyRow
{
    public PayerId Id { get; init; }
    public required string Name { get; init; }
    public string? PayerCode { get; init; }
    public bool IsActive { get; init; }
}

/// <summary>What the live feed says when the practice's own directory changes.</summary>
public static class PracticeTopics
{
    /// <summary>Places, providers, rooms, visit types and what hangs on them.</summary>
    public const string Directory = "practice-directory";
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
    /// <param name="state">Two letters. Null: not said.</param>
    void AddLocation(Desk desk, LocationId id, string name, string zone, string? phone, string? zip, bool isActive = true, string? state = null);

    /// <param name="isActive">False for someone of imported past visits: nobody can book with them until the practice says so.</param>
    void AddProvider(Desk desk, ProviderId id, string displayName, string specialty, string? npi, bool isActive = true);

    /// <param name="kind">What it is fit for. Null: an exam room.</param>
    void AddRoom(Desk desk, RoomId id, LocationId location, string name, string? kind = null);

    /// <param name="class">Not a room.</param>
    /// <param name="kind">What it can stand in for; an interpreter's language, BCP 47.</param>
    /// <param name="location">Null: serves every location.</param>
    void AddResource(Desk desk, ResourceId id, ResourceClass @class, string kind, LocationId? location, string name);

    /// <param name="location">Null: everywhere.</param>
    void AddHoliday(Desk desk, HolidayId id, DateOnly date, LocationId? location, string name);

    /// <returns>False: there is none.</returns>
    Task<bool> RemoveHolidayAsync(Desk desk, HolidayId id, CancellationToken ct);
    void AddVisitType(Desk desk, VisitTypeId id, string name, int minutes, string tint);
    void AddPayer(Desk desk, PayerId id, string name, string? payerCode);
}

/// <summary>The wall time at a place means other instants from now on.</summary>
public sealed record LocationZoneChanged(LocationId Location) : IEvent;

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
