using System.Diagnostics;

namespace Portico.Tests.Kit;

/// <summary>The program as a process of its own, as an administrator starts it.</summary>
internal static class PorticoCommand
{
    /// <param name="Exit">The exit code.</param>
    /// <param name="Said">Standard output.</param>
    /// <param name="Problems">Standard error.</param>
    public sealed record Ended(int Exit, string Said, string Problems)
    {
        /// <summary>A refusal is a sentence: no stack trace, no type of an exception.</summary>
        public void ShouldBeRefused(string sentence)
        {
            Exit.ShouldBe(1, Said + Problems);
            Problems.ShouldContain(sentence);
            Problems.ShouldNotContain("Exception");
            Problems.ShouldNotContain("   at ");
        }

        public void ShouldBeDone(string sentence)
        {
            Exit.ShouldBe(0, Said + Problems);
            Said.ShouldContain(sentence);
        }
    }

    /// <param name="variables">Its settings; it inherits none.</param>
    /// <param name="words">The command and its arguments.</param>
    public static async Task<Ended> RunAsync(IReadOnlyDictionary<string, string?> variables, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "portico.dll"), .. words])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(k => k.StartsWith("PORTICO_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(inherited);
        // A program that lives for a second gains nothing from being watched for what to optimise.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in variables)
        {
            if (value is not null)
                start.Environment[name] = value;
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        try
        {
            var (said, problems) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await said, await problems);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
