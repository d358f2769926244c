using System.Diagnostics;
using Portico.X12;

namespace Portico.Bench;

/// <summary>The X12 codec against a floor that does the least possible work on the same bytes, alternately in one run.</summary>
/// <remarks><c>--stream MB</c> reads so much of a generated stream and prints the process's peak memory, nothing else.</remarks>
internal sealed class X12Bench : IBench
{
    public string Name => "x12";

    public Task RunAsync(BenchRun run, CancellationToken ct)
    {
        if (run.Number("--stream", 0) is > 0 and var megabytes)
        {
            Streamed(run, megabytes);
            return Task.CompletedTask;
        }
        var size = run.Quick ? 10_000_000 : 50_000_000;
        var remittance = Made(s => X12Inputs.Remittance(s, size));
        var professional = Made(s => X12Inputs.Professional(s, size));
        var answers = Enumerable.Range(0, run.Quick ? 4_000 : 20_000).Select(X12Inputs.Eligibility).ToArray();
        var rounds = run.Quick ? 3 : 7;
        Compare(run, "835", remittance.Length, rounds, () => Floor(remittance),
            ("segments", () => Segments(remittance)), ("checked", () => Loops(remittance, _ => 0)),
            ("typed", () => Loops(remittance, unit => RemittanceClaim.Read(unit).Paid)),
            ("whole", () => Loops(remittance, unit => RemittanceClaim.Read(unit).Lines.Count)));
        Compare(run, "837p", professional.Length, rounds, () => Floor(professional),
            ("segments", () => Segments(professional)), ("checked", () => Loops(professional, _ => 0)),
            ("typed", () => Loops(professional, unit => ProfessionalClaim.Read(unit).Charge)),
            ("whole", () => Loops(professional, unit => ProfessionalClaim.Read(unit).Lines.Count)));
        Compare(run, "271", answers.Sum(a => a.Length), rounds, () => answers.Sum(Floor),
            ("segments", () => answers.Sum(Segments)), ("checked", () => answers.Sum(a => Loops(a, _ => 0))),
            ("typed", () => answers.Sum(a => Loops(a, unit => EligibilityAnswer.Read(unit).Place.Segment))),
            ("whole", () => answers.Sum(a => Loops(a, unit => EligibilityAnswer.Read(unit).Benefits.Count))));
        return Task.CompletedTask;
    }

    // CPU time of the process: what the garbage collector does on other threads is counted too.
    private static void Compare(BenchRun run, string input, long bytes, int rounds, Func<long> floor, params (string Name, Func<long> Work)[] codecs)
    {
        var all = codecs.Prepend(("floor", floor)).ToArray();
        var best = all.ToDictionary(a => a.Item1, _ => double.MaxValue);
        var allocated = all.ToDictionary(a => a.Item1, _ => 0.0);
        for (var round = -1; round < rounds; round++)
        {
            foreach (var (name, work) in all)
            {
                GC.Collect();
                var before = GC.GetTotalAllocatedBytes(true);
                var started = Environment.CpuUsage.TotalTime;
                work();
                var took = (Environment.CpuUsage.TotalTime - started).TotalSeconds;
                allocated[name] = (double)(GC.GetTotalAllocatedBytes(true) - before) / bytes;
                if (round >= 0)
                    best[name] = Math.Min(best[name], took);
            }
        }
        foreach (var (name, _) in all)
        {
            run.Figure($"x12.{input}.{name}.per_second", bytes / best[name] / 1e6, "MB/s");
            run.Figure($"x12.{input}.{name}.allocated_per_byte", allocated[name], "B");
            if (name != "floor")
                run.Figure($"x12.{input}.{name}.ratio", best["floor"] / best[name], "x");
        }
    }

    private static long Floor(byte[] text) => X12Floor.Sum(text).Cents;

    // Level 1 with the envelope's checks and the paid total.
    private static long Segments(byte[] text)
    {
        using var reader = new SegmentReader(text);
        return Segments(reader);
    }

    private static long Segments(SegmentReader reader)
    {
        var envelope = new EnvelopeCheck(new());
        long total = 0;
        while (reader.Read())
        {
            envelope.Follow(reader);
            if (reader.Current.Is("CLP"u8) && Cents.TryRead(reader.Current[4], out var cents))
                total += cents;
        }
        envelope.End(reader);
        Clean(envelope.Issues);
        return total;
    }

    // Loop tree with every check, and a model of each unit: of typed a value or two are asked for, of whole everything is read.
    private static long Loops(byte[] text, Func<Loop, long> model)
    {
        using var reader = new LoopReader(new SegmentReader(text), hasUnits: true);
        return Loops(reader, model);
    }

    private static long Loops(LoopReader reader, Func<Loop, long> model)
    {
        long total = 0;
        while (reader.Read())
        {
            if (reader.Part == LoopPart.Unit)
                total += model(reader.Unit);
        }
        Clean(reader.Issues);
        return total;
    }

    private static void Clean(IssueLog issues)
    {
        if (issues.Count > 0)
            throw new InvalidOperationException($"The input is not clean: {issues.Kept[0]}");
    }

    private static byte[] Made(Action<Stream> make)
    {
        using var stream = new MemoryStream();
        make(stream);
        return stream.ToArray();
    }

    private static void Streamed(BenchRun run, int megabytes)
    {
        foreach (var (name, work) in new (string, Func<Stream, long>)[] { ("segments", StreamedSegments), ("typed", StreamedLoops) })
        {
            using var input = X12Inputs.EndlessRemittance(megabytes * 1_000_000L);
            var started = Environment.CpuUsage.TotalTime;
            work(input);
            run.Figure($"x12.stream.{megabytes}mb.{name}.seconds", (Environment.CpuUsage.TotalTime - started).TotalSeconds, "s");
            using var self = Process.GetCurrentProcess();
            run.Figure($"x12.stream.{megabytes}mb.{name}.peak_mb", self.PeakWorkingSet64 / 1e6, "MB");
        }
    }

    private static long StreamedSegments(Stream stream)
    {
        using var reader = new SegmentReader(stream);
        return Segments(reader);
    }

    private static long StreamedLoops(Stream stream)
    {
        using var reader = new LoopReader(new SegmentReader(stream), hasUnits: true);
        return Loops(reader, unit => RemittanceClaim.Read(unit).Paid);
    }
}
