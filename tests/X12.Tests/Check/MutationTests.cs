using System.Buffers;
using System.Globalization;
using System.Text;

namespace Portico.X12.Tests;

/// <summary>
/// Damaged inputs: nothing is thrown, all bytes come back, and damage of counts, control numbers and levels is named. So many
/// as <c>PORTICO_X12_MUTATIONS</c> says, 20,000 without it; each has a number, and with it is the same every time.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private static readonly string[] s_kinds =
    [
        "truncate", "flip a delimiter", "swap segments", "drop a segment", "repeat a segment", "wrong count", "wrong control number",
        "level cycle", "huge element", "random bytes", "random slice",
    ];

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("PORTICO_X12_MUTATIONS"), CultureInfo.InvariantCulture, out var count) ? count : 20_000;

    [Fact]
    public void Damaged_inputs_are_read_without_a_throw_and_silent_damage()
    {
        var inputs = Sample.All.Values.Select(t => Encoding.ASCII.GetBytes(t)).ToList();
        inputs.Add(Bench.X12Inputs.Eligibility(7));
        var clean = inputs.Count;
        if (CorporaFiles() is { } files)
            inputs.AddRange(files.Select(File.ReadAllBytes));
        var silent = new Dictionary<string, int>();
        for (var number = 0; number < Count; number++)
        {
            var random = new Random(number);
            var kind = random.Next(s_kinds.Length);
            var from = random.Next(kind is >= 3 and <= 7 ? clean : inputs.Count);
            var damaged = Damage(inputs[from], kind, random);
            var issues = Read(damaged, number, random);
            if (from < clean && kind is >= 3 and <= 7 && !damaged.AsSpan().SequenceEqual(inputs[from]))
                issues.Errors.ShouldBeGreaterThan(0, $"mutation {number}: {s_kinds[kind]} was accepted silently");
            if (from < clean && issues.Errors == 0 && !damaged.AsSpan().SequenceEqual(inputs[from]))
                silent[s_kinds[kind]] = silent.GetValueOrDefault(s_kinds[kind]) + 1;
        }
        output.WriteLine($"{Count} mutations; without an error, of those that need not have one: {string.Join(", ", silent.Select(s => $"{s.Key} {s.Value}"))}");
    }

    private static IReadOnlyList<string>? CorporaFiles()
    {
        try
        {
            return CorporaTests.Files();
        }
        catch (Exception e) when (e.Message.Contains("corpora", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private static IssueLog Read(byte[] damaged, int number, Random random)
    {
        try
        {
            var document = Document.Read(damaged);
            var written = new ArrayBufferWriter<byte>();
            document.Write(written);
            written.WrittenSpan.SequenceEqual(damaged).ShouldBeTrue($"mutation {number} does not come back byte for byte");
            // The streaming way finds the same.
            using var reader = new LoopReader(new SegmentReader(new Trickle(damaged, random.Next(1, 300))), hasUnits: true);
            while (reader.Read())
            {
            }
            reader.Issues.Kept.Select(i => (i.Code, i.Place)).ShouldBe(document.Issues.Kept.Select(i => (i.Code, i.Place)), $"mutation {number}");
            return document.Issues;
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            throw new InvalidOperationException($"mutation {number} threw", e);
        }
    }

    private static byte[] Damage(byte[] input, int kind, Random random)
    {
        var text = Encoding.Latin1.GetString(input);
        return Encoding.Latin1.GetBytes(s_kinds[kind] switch
        {
            "truncate" => text[..random.Next(text.Length)],
            "flip a delimiter" => FlipDelimiter(text, random),
            "swap segments" => Segments(text, random, (s, i, j) => (s[i], s[j]) = (s[j], s[i])),
            "drop a segment" => Segments(text, random, (s, i, _) => s.RemoveAt(i)),
            "repeat a segment" => Segments(text, random, (s, i, _) => s.Insert(i, s[i])),
            "wrong count" => Change(text, random, ["SE*", "GE*", "IEA*"], 1),
            "wrong control number" => Change(text, random, ["SE*", "GE*", "IEA*"], 2),
            "level cycle" => Change(text, random, ["HL*"], random.Next(1, 3)),
            "huge element" => text.Insert(random.Next(text.Length), new string((char)random.Next('!', 'z'), random.Next(1, 5000))),
            "random bytes" => Scatter(text, random),
            _ => Slice(text, random),
        });
    }

    private static string FlipDelimiter(string text, Random random)
    {
        var places = Enumerable.Range(0, text.Length).Where(i => "*~:^".Contains(text[i], StringComparison.Ordinal)).ToArray();
        if (places.Length == 0)
            return text;
        var at = places[random.Next(places.Length)];
        return text[..at] + "*~:^|x\n"[random.Next(7)] + text[(at + 1)..];
    }

    private static string Segments(string text, Random random, Action<List<string>, int, int> change)
    {
        var segments = text.Split('~').ToList();
        if (segments.Count < 4)
            return text;
        // Behind the last terminator is no segment.
        change(segments, random.Next(segments.Count - 1), random.Next(segments.Count - 1));
        return string.Join('~', segments);
    }

    private static string Change(string text, Random random, string[] ids, int element)
    {
        var segments = text.Split('~');
        var places = Enumerable.Range(0, segments.Length).Where(i => ids.Any(id => segments[i].StartsWith(id, StringComparison.Ordinal))).ToArray();
        if (places.Length == 0)
            return text;
        var at = places[random.Next(places.Length)];
        var elements = segments[at].Split('*');
        if (element < elements.Length)
            elements[element] = random.Next(4) switch { 0 => "", 1 => "0", 2 => "999", _ => elements[element] + "1" };
        segments[at] = string.Join('*', elements);
        return string.Join('~', segments);
    }

    private static string Scatter(string text, Random random)
    {
        var changed = text.ToCharArray();
        for (var n = random.Next(1, 20); n > 0; n--)
            changed[random.Next(changed.Length)] = (char)random.Next(256);
        return new(changed);
    }

    private static string Slice(string text, Random random)
    {
        var (a, b) = (random.Next(text.Length), random.Next(text.Length));
        return text[Math.Min(a, b)..Math.Max(a, b)] + text[random.Next(text.Length)..];
    }

    /// <summary>Sixteen times the input takes about sixteen times as long, whatever it is made of.</summary>
    [Theory]
    [InlineData("one element", "x")]
    [InlineData("empty elements", "*")]
    [InlineData("empty segments", "~")]
    [InlineData("components", ":")]
    [InlineData("repetitions", "^")]
    [InlineData("line ends", "\n")]
    [InlineData("headers", "ISA*")]
    [InlineData("other headers", "ISA|00|          |00|          |ZZ|SYNTHETIC01    |ZZ|SYNTHETIC02    |261120|0905|^|00501|000000001|0|T|:!ISA*00*          *00*          *ZZ*SYNTHETIC01    *ZZ*SYNTHETIC02    *261120*0905*^*00501*000000001*0*T*:~")]
    [InlineData("levels", "HL*1**20*1~")]
    [InlineData("deeper levels", "HL*2*1*22*1~HL*3*2*23*1~")]
    [InlineData("claims", "CLP*1*1*1*1~")]
    [InlineData("names", "NM1*PR*2*X~")]
    [InlineData("transactions", "ST*835*0001~")]
    [InlineData("groups", "GS*HP~")]
    [InlineData("adjustments", "CAS*PR*1*1*1*1*1*1*1*1~")]
    public void Time_is_linear_in_the_input(string what, string part)
    {
        var head = Sample.Remittance[..Sample.Remittance.IndexOf("CLP*", StringComparison.Ordinal)];
        TimeSpan Took(int bytes)
        {
            var text = Encoding.ASCII.GetBytes(head + string.Concat(Enumerable.Repeat(part, bytes / part.Length)));
            var best = TimeSpan.MaxValue;
            for (var round = 0; round < 3; round++)
            {
                var started = Environment.CpuUsage.TotalTime;
                using var reader = new LoopReader(new SegmentReader(new MemoryStream(text)), hasUnits: true);
                while (reader.Read())
                {
                }
                var took = Environment.CpuUsage.TotalTime - started;
                best = took < best ? took : best;
            }
            return best;
        }

        Took(64 * 1024);
        var (small, large) = (Took(1 << 20), Took(16 << 20));
        output.WriteLine($"{what}: 1 MB {small.TotalMilliseconds:0.0} ms, 16 MB {large.TotalMilliseconds:0.0} ms");
        large.TotalMilliseconds.ShouldBeLessThan(Math.Max(2, small.TotalMilliseconds) * 16 * 4);
    }
}
