using Microsoft.EntityFrameworkCore;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.Contracts;

/// <summary>The middle of a ZIP code's area. Degrees north and east.</summary>
public sealed class ZipPlaceRow : ReadOnlyRow
{
    public required string Zip { get; init; }
    public double Latitude { get; init; }
    public double Longitude { get; init; }
}

/// <summary>How far a place is. Without coordinates only what the ZIP codes themselves say.</summary>
/// <param name="Miles">As the crow flies, between the middles of the two areas. Null: not known.</param>
/// <param name="IsSameArea">The first three digits are the same: one sorting center serves both.</param>
public readonly record struct ZipDistance(double? Miles, bool IsSameArea) : IComparable<ZipDistance>
{
    // What a ZIP3 area is across, most of the time: between the near that are measured and the far that are.
    private const double SameAreaMiles = 25;

    /// <summary>For ordering alone: the same area as 25 miles, the unknown behind all that is known.</summary>
    public double Rank => Miles ?? (IsSameArea ? SameAreaMiles : double.PositiveInfinity);

    public int CompareTo(ZipDistance other) => Rank.CompareTo(other.Rank);

    public static bool operator <(ZipDistance left, ZipDistance right) => left.CompareTo(right) < 0;

    public static bool operator >(ZipDistance left, ZipDistance right) => left.CompareTo(right) > 0;

    public static bool operator <=(ZipDistance left, ZipDistance right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ZipDistance left, ZipDistance right) => left.CompareTo(right) >= 0;
}

/// <summary>The coordinates of some ZIP codes, from what the practice imported.</summary>
public sealed class ZipMap
{
    private const double EarthMiles = 3958.8;
    private readonly IReadOnlyDictionary<string, (double North, double East)> _places;

    private ZipMap(IReadOnlyDictionary<string, (double North, double East)> places) => _places = places;

    /// <summary>Without coordinates.</summary>
    public static ZipMap Empty { get; } = new(new Dictionary<string, (double North, double East)>());

    public static ZipMap Of(IEnumerable<(string Zip, double North, double East)> places) =>
        new(places.ToDictionary(p => p.Zip, p => (p.North, p.East), StringComparer.Ordinal));

    /// <param name="desk">The attempt.</param>
    /// <param name="zips">Of any length; null ones are left out.</param>
    /// <param name="ct">Stops the reading.</param>
    public static async Task<ZipMap> ReadAsync(Desk desk, IEnumerable<string?> zips, CancellationToken ct)
    {
        var wanted = zips.Select(Five).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        if (wanted.Length == 0)
            return Empty;
        var rows = await desk.Db.Set<ZipPlaceRow>().Where(z => wanted.Contains(z.Zip)).ToListAsync(ct);
        return Of(rows.Select(r => (r.Zip, r.Latitude, r.Longitude)));
    }

    /// <param name="from">A ZIP or ZIP+4. Null: not known.</param>
    /// <param name="to">The same.</param>
    public ZipDistance Between(string? from, string? to)
    {
        if (Five(from) is not { } a || Five(to) is not { } b)
            return default;
        var isSameArea = string.CompareOrdinal(a, 0, b, 0, 3) == 0;
        if (a == b)
            return new(0, isSameArea);
        return _places.TryGetValue(a, out var one) && _places.TryGetValue(b, out var other) ? new(Miles(one, other), isSameArea) : new(null, isSameArea);
    }

    private static double Miles((double North, double East) a, (double North, double East) b)
    {
        static double Radians(double degrees) => degrees * Math.PI / 180;
        var (north, east) = (Math.Sin(Radians(b.North - a.North) / 2), Math.Sin(Radians(b.East - a.East) / 2));
        var chord = north * north + Math.Cos(Radians(a.North)) * Math.Cos(Radians(b.North)) * east * east;
        return 2 * EarthMiles * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
    }

    private static string? Five(string? zip) =>
        zip is not null && zip.Trim() is { Length: >= 5 } text && text.AsSpan(0, 5).IndexOfAnyExceptInRange('0', '9') < 0 ? text[..5] : null;
}
