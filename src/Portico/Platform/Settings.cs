using System.ComponentModel.DataAnnotations;
using System.Net;
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

    /// <summary>What opens the downtime sheets, 12 characters at least. Absent: they lie open, readable by their owner alone.</summary>
    public string? DowntimePassphrase { get; init; }

    /// <summary>An empty database is filled with the demo practice, unless somebody said no. An https origin says no as well.</summary>
    public bool MayMakeDemo { get; init; }

    /// <summary>Addresses and networks of the proxies in front, whose word on where a request came from is taken. Empty: nobody's.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

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
            MayMakeDemo = read("PORTICO_DEMO") != "0",
            Proxies = [.. (read("PORTICO_PROXIES") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Network)],
            Urls = read("PORTICO_URLS") ?? "http://localhost:5080",
            Origin = read("PORTICO_ORIGIN") ?? "http://localhost:5080",
            DowntimePassphrase = read("PORTICO_DOWNTIME_PASSPHRASE") is { Length: > 0 } passphrase ? passphrase : null,
            Checkpoints = Path.GetFullPath(read("PORTICO_CHECKPOINTS") ?? Path.Combine(data, "checkpoints")),
        };
        _ = settings.Address;
        _ = settings.OwnerAddress;
        if (settings.DowntimePassphrase is { Length: < 12 })
            throw new FormatException("PORTICO_DOWNTIME_PASSPHRASE has 12 characters at least.");
        if (!Uri.TryCreate(settings.Origin, UriKind.Absolute, out var origin)
            || (origin.Scheme != Uri.UriSchemeHttps && !origin.IsLoopback))
            throw new FormatException("PORTICO_ORIGIN is https, or http on localhost.");
        return settings;
    }

    private static IPNetwork Network(string text) => IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new FormatException("PORTICO_PROXIES lists addresses or networks between commas, such as 10.0.0.7, 192.168.4.0/24.");
}
