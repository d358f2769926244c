using System.Globalization;
using Portico.Bench;

// dotnet run -c Release --project bench -- NAME [--quick]: one figure a line, "name value unit".
var benches = typeof(IBench).Assembly.GetTypes()
    .Where(t => typeof(IBench).IsAssignableFrom(t) && t is { IsClass: true, IsAbstract: false })
    .Select(t => (IBench)(Activator.CreateInstance(t) ?? throw new InvalidOperationException(t.Name)))
    .OrderBy(b => b.Name, StringComparer.Ordinal).ToList();
var bench = benches.Find(b => args.Contains(b.Name, StringComparer.Ordinal));
if (bench is null)
{
    await Console.Error.WriteLineAsync($"Name a bench: {string.Join(", ", benches.Select(b => b.Name))}. --quick takes under a minute.");
    return 2;
}
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
await bench.RunAsync(new BenchRun(args.Contains("--quick", StringComparer.Ordinal), args), stop.Token);
return 0;

namespace Portico.Bench
{
    /// <summary>One bench, found by its type: a new one needs no other change.</summary>
    public interface IBench
    {
        /// <summary>What the command line calls it.</summary>
        string Name { get; }

        Task RunAsync(BenchRun run, CancellationToken ct);
    }

    /// <param name="Quick">Under a minute, at a smaller size.</param>
    /// <param name="Arguments">All of the command line, for a bench's own options.</param>
    public sealed record BenchRun(bool Quick, IReadOnlyList<string> Arguments)
    {
        /// <summary>The number after an option such as <c>--patients</c>; the default when it is not there.</summary>
        public int Number(string option, int otherwise) =>
            Arguments.SkipWhile(a => a != option).Skip(1).FirstOrDefault() is { } text
                ? int.Parse(text, CultureInfo.InvariantCulture)
                : otherwise;

        /// <summary>Whether a case is asked for: all are, unless <c>--only</c> names a part of the case's name.</summary>
        public bool Wants(string name) =>
            Arguments.SkipWhile(a => a != "--only").Skip(1).FirstOrDefault() is not { } part || name.Contains(part, StringComparison.Ordinal);

        public void Figure(string name, double value, string unit) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.###} {unit}"));

        public void Skipped(string name, string why) => Console.WriteLine($"{name} skipped {why}");
    }
}
