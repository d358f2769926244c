using System.Globalization;

namespace Portico.Tests.Kit;

/// <summary>How much a random run against a plain model does. PORTICO_MODEL_STEPS sets it.</summary>
internal static class ModelRuns
{
    /// <summary>A million acts in one practice would be held, and searched, until the last of them: it begins anew after so many.</summary>
    private const int Longest = 1000;

    /// <param name="usual">How many acts the test suite does.</param>
    /// <returns>How many samples, and how many acts each of them has: together no fewer than were asked for.</returns>
    public static (int Samples, int Length) Of(int usual)
    {
        var acts = int.TryParse(Environment.GetEnvironmentVariable("PORTICO_MODEL_STEPS"), CultureInfo.InvariantCulture, out var asked) && asked > 0
            ? asked : usual;
        var samples = (acts + Longest - 1) / Longest;
        return (samples, (acts + samples - 1) / samples);
    }
}
