using Portico.Modules.Practice.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Practice.Domain;

/// <summary>A device, an interpreter or a nurse that a visit takes for itself. Rooms have a table of their own.</summary>
public sealed class Resource : TenantRow
{
    private Resource() { }

    public ResourceId Id { get; private init; }
    public ResourceClass Class { get; private init; }
    public string Kind { get; private set; } = "";

    /// <summary>Absent: serves every location, by phone or video.</summary>
    public LocationId? LocationId { get; private init; }
    public string Name { get; private set; } = "";
    public bool IsActive { get; private set; } = true;

    /// <exception cref="ArgumentException">A room: it is opened as one.</exception>
    public static Resource Add(ResourceId id, ResourceClass @class, string kind, LocationId? location, string name)
    {
        if (@class == ResourceClass.Room)
            throw new ArgumentException("A room is opened as a room.", nameof(@class));
        var resource = new Resource { Id = id, Class = @class, LocationId = location };
        resource.Change(kind, name);
        return resource;
    }

    /// <param name="kind">Kept in small letters, as a visit type asks for it; an interpreter's language as its tag is written.</param>
    /// <param name="name">As the desk calls it.</param>
    public void Change(string kind, string name) =>
        (Kind, Name) = (Class == ResourceClass.Interpreter ? LanguageTag.Canonical(kind.Trim()) : kind.Trim().ToLowerInvariant(), name.Trim());

    public void Use(bool inUse) => IsActive = inUse;
}

/// <summary>A language that a provider sees patients in.</summary>
public sealed class ProviderLanguage : TenantRow
{
    public ProviderId ProviderId { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }
}

/// <summary>A state in which a provider may see patients who are there.</summary>
public sealed class ProviderLicense : TenantRow
{
    public ProviderId ProviderId { get; init; }

    /// <summary>Two letters.</summary>
    public required string State { get; init; }

    /// <summary>The last day. Absent: open.</summary>
    public DateOnly? ValidTo { get; set; }
}

/// <summary>That a provider is in a payer's network: under a tax id, at a location, for a product, from a day on.</summary>
public sealed class Participation : TenantRow
{
    private Participation() { }

    public ParticipationId Id { get; private init; }
    public ProviderId ProviderId { get; private init; }

    /// <summary>Nine digits.</summary>
    public string Tin { get; private init; } = "";
    public LocationId LocationId { get; private init; }
    public PayerId PayerId { get; private init; }

    /// <summary>Empty: every product of the payer.</summary>
    public string Product { get; private init; } = "";
    public DateOnly ValidFrom { get; private init; }

    /// <summary>The last day. Absent: open. Before the first: it never counted.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <exception cref="ArgumentException">The tax id has not nine digits.</exception>
    public static Participation Begin(ParticipationId id, ProviderId provider, string tin, LocationId location, PayerId payer, string product,
        DateOnly from, DateOnly? to)
    {
        if (tin.Length != 9 || !tin.All(char.IsAsciiDigit))
            throw new ArgumentException("A tax id has nine digits.", nameof(tin));
        return new Participation
        {
            Id = id, ProviderId = provider, Tin = tin, LocationId = location, PayerId = payer, Product = product.Trim(), ValidFrom = from, ValidTo = to,
        };
    }

    public void EndAfter(DateOnly last) => ValidTo = last;
}

/// <summary>A day on which nobody sees patients.</summary>
public sealed class Holiday : TenantRow
{
    public HolidayId Id { get; init; }
    public DateOnly Date { get; init; }

    /// <summary>Absent: everywhere.</summary>
    public LocationId? LocationId { get; init; }
    public required string Name { get; init; }
}
