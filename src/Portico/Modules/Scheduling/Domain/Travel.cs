using NodaTime;
using Portico.Modules.Practice.Contracts;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>How long a patient needs from a visit at one location to a visit at another.</summary>
/// <remarks>Two minutes a mile as the crow flies, between the middles of the two ZIP areas: thirty miles an hour, because roads are a third
/// longer than the line and cities are slow. Never under half an hour, for leaving, parking and arriving; that too where the
/// distance is not known.</remarks>
public static class Travel
{
    public const int MinutesPerMile = 2;

    /// <summary>Minutes.</summary>
    public const int Least = 30;

    /// <summary>Minutes, a whole number.</summary>
    public static int Minutes(ZipDistance distance) =>
        distance.Miles is { } miles ? Math.Max(Least, (int)Math.Ceiling(miles * MinutesPerMile)) : Least;

    public static Duration Between(ZipDistance distance) => Duration.FromMinutes(Minutes(distance));
}
