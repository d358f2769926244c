using System.Globalization;
using Portico.Platform.Store;

namespace Portico.Modules.Practice.Domain;

/// <summary>Where the middle of a ZIP code's area lies, as the practice imported it.</summary>
public sealed class ZipPlace : TenantRow
{
    /// <summary>Five digits.</summary>
    public required string Zip { get; init; }

    /// <summary>Degrees north.</summary>
    public double Latitude { get; init; }

    /// <summary>Degrees east.</summary>
    public double Longitude { get; init; }

    /// <summary>Reads a gazetteer of ZIP code areas: one line each, under a line of column names.</summary>
    /// <returns>One place a ZIP.</returns>
    /// <exception cref="FormatException">A column is missing, or a line is not of that form; says which line.</exception>
    /// <remarks>Source: US Census Bureau, Gazetteer Files, ZIP Code Tabulation Areas: columns GEOID, INTPTLAT and INTPTLONG, divided by
    /// tabs (by bars from 2025 on).</remarks>
    public static IEnumerable<ZipPlace> Read(IEnumerable<string> lines)
    {
        var (zip, latitude, longitude, divider) = (-1, -1, -1, '\t');
        var number = 0;
        HashSet<string> seen = [];
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (zip < 0)
            {
                divider = line.Contains('|', StringComparison.Ordinal) ? '|' : '\t';
                string[] names = [.. line.TrimStart('\uFEFF').Split(divider).Select(n => n.Trim().ToUpperInvariant())];
                (zip, latitude, longitude) = (Array.IndexOf(names, "GEOID"), Array.IndexOf(names, "INTPTLAT"), Array.IndexOf(names, "INTPTLONG"));
                if (Math.Min(zip, Math.Min(latitude, longitude)) < 0)
                    throw new FormatException("The first line names the columns: GEOID, INTPTLAT and INTPTLONG are needed.");
                continue;
            }
            var columns = line.Split(divider);
            if (columns.Length <= Math.Max(zip, Math.Max(latitude, longitude))
                || columns[zip].Trim() is not { Length: 5 } code || !code.All(char.IsAsciiDigit)
                || !double.TryParse(columns[latitude].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var north) || Math.Abs(north) > 90
                || !double.TryParse(columns[longitude].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var east) || Math.Abs(east) > 180)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Line {number} is not a ZIP code with its latitude and longitude."));
            if (seen.Add(code))
                yield return new ZipPlace { Zip = code, Latitude = north, Longitude = east };
        }
    }
}
