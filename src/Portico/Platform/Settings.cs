using System.ComponentModel.DataAnnotations;
using Portico.Platform.Store;

namespace Portico.Platform;

/// <summary>The program's settings, from PORTICO_* variables. Everything else is in the database.</summary>
public sealed class Settings
{
    /// <summary><c>sqlite:PATH</c> or <c>postgres:CONNECTION STRING</c>: the server's role.</summary>
    [Required]
    public required string Database { get; init; }

    /// <summary>The owner's connection on PostgreSQL, for <c>migrate</c> alone. Absent: the same as <see cref="Database"/>.</summary>
    public string? DatabaseOwner { get; init; }

    /// <summary>Folder for files and keys.</summary>
    [Required]
    public required string Data { get; init; }

    public required string Urls { get; init; }

    /// <summary>The one origin people use: fixes the passkey's relying party, the canonical host and all links.</summary>
    public required string Origin { get; init; }

    /// <summary>Folder for signed audit checkpoints: outside the database, better on another machine.</summary>
    public required string Checkpoints { get; init; }

    public StoreAddress Address => StoreAddress.Parse(Database);

    public StoreAddress OwnerAddress => StoreAddress.Parse(DatabaseOwner ?? Database);

    /// <exception cref="FormatException">A setting has the wrong form; the message says which.</exception>
    public static Settings FromEnvironment(Func<string, string?> read)
    {
        var data = Path.GetFullPath(read("PORTICO_DATA") ?? "data");
        var settings = new Settings
        {
            Data = data,
            Database = read("PORTICO_DATABASE") ?? "sqlite:" + Path.Combine(data, "portico.db"),
            DatabaseOwner = read("PORTICO_DATABASE_OWNER"),
            Urls = read("PORTICO_URLS") ?? "http://localhost:5080",
            Origin = read("PORTICO_ORIGIN") ?? "http://localhost:5080",
            Checkpoints = Path.GetFullPath(read("PORTICO_CHECKPOINTS") ?? Path.Combine(data, "checkpoints")),
        };
        _ = settings.Address;
        _ = settings.OwnerAddress;
        if (!Uri.TryCreate(settings.Origin, UriKind.Absolute, out var origin)
            || (origin.Scheme != Uri.UriSchemeHttps && !origin.IsLoopback))
            throw new FormatException("PORTICO_ORIGIN is https, or http on localhost.");
        return settings;
    }
}
