using System.Globalization;
using CsCheck;

namespace Portico.Tests.Kit;

/// <summary>Random acts against a plain model, in practices that each begin anew.</summary>
/// <remarks>PORTICO_MODEL_STEPS says how many acts. PORTICO_MODEL_SEED is the number of the first practice: a practice's acts follow
/// from its number alone, so a long run can be made in pieces. Without it every run is another one; the number is printed.</remarks>
internal static class ModelRuns
{
    /// <summary>A million acts in one practice would be held, and searched, until the last of them: it begins anew after so many.</summary>
    private const int Longest = 1000;

    /// <param name="act">One act.</param>
    /// <param name="usual">How many acts the test suite does.</param>
    /// <param name="practice">Does the acts in a practice of its own and compares. Called for several practices at a time.</param>
    /// <returns>How many acts were done: no fewer than were asked for.</returns>
    public static async Task<int> RunAsync<TAct>(Gen<TAct> act, int usual, Func<TAct[], Task> practice)
    {
        var asked = Setting("PORTICO_MODEL_STEPS") is > 0 and { } steps ? steps : usual;
        var practices = (asked + Longest - 1) / Longest;
        var length = (asked + practices - 1) / practices;
        var first = Setting("PORTICO_MODEL_SEED") ?? Random.Shared.Next(1_000_000, int.MaxValue - practices);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"practices {first} to {first + practices - 1}, {length} acts each"));
        await Parallel.ForAsync(first, first + practices, TestContext.Current.CancellationToken, async (number, _) =>
        {
            var acts = act.Array[length];
            var random = new PCG((uint)number, (ulong)number);
            var seed = random.ToString();
            try
            {
                await practice(acts.Generate(random, null, out var _));
            }
            catch (Exception failure)
            {
                // From the same seed CsCheck does the same acts again, and says how few of them are enough to fail.
                await acts.SampleAsync(practice, seed: seed, iter: 1, threads: 1);
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                    $"Practice {number} failed once, and not when its acts were done again."), failure);
            }
        });
        return practices * length;
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
