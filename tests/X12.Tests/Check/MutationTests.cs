using System.Buffers;
using System.Globalization;
using System.Text;

namespace Portico.X12.Tests;

/// <summary>
/// Damaged inputs: nothing is thrown, all bytes come back, and damage of counts, control numbers and levels is named. Each
/// mutation has a number and is the same every time. <c>PORTICO_X12_MUTATIONS</c> says which: <c>1000000</c> for the first
/// million, <c>200000-400000</c> for a part; the first 20,000 without it.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    // Elements begin behind their delimiter; the first is the id.
    private sealed record Piece(int RawStart, int Start, int End, int RawEnd, Delimiters Delimiters)
    {
        public bool Is(byte[] text, ReadOnlySpan<byte> id) =>
            text.AsSpan(Start, End - Start).StartsWith(id) && End - Start > id.Length && text[Start + id.Length] == Delimiters.Element;
    }

    private sealed record Input(string Name, byte[] Text, List<Piece> Segments, IssueLog Issues, bool HasGuide)
    {
        public bool IsClean => Issues.Errors == 0;
    }

    // Must: an issue of one of these kinds between the two places; any error when none is named; nothing when it is null.
    private readonly record struct Damaged(byte[] Text, IssueKind[]? Must = null, int From = 0, int To = int.MaxValue);

    private static readonly SearchValues<byte> s_delimiters = SearchValues.Create("*~:^|!>\n"u8);

    private static readonly (string Name, Func<Input, Random, IReadOnlyList<Input>, Damaged> Make)[] s_kinds =
    [
        ("truncated", (i, r, _) => Truncate(i, r)),
        ("a delimiter flipped", (i, r, _) => FlipDelimiter(i, r)),
        ("segments swapped", (i, r, _) => Swap(i, r)),
        ("a segment dropped", (i, r, _) => Drop(i, r)),
        ("a segment repeated", (i, r, _) => Repeat(i, r)),
        ("a wrong count", (i, r, _) => Trailer(i, r, 1)),
        ("a wrong control number", (i, r, _) => Trailer(i, r, 2)),
        ("a wrong level", (i, r, _) => Level(i, r)),
        ("a cycle of levels", (i, r, _) => Cycle(i, r)),
        ("a huge element", (i, r, _) => Grow(i, r)),
        ("random bytes", (i, r, _) => Scatter(i, r)),
        ("a slice", (i, r, _) => Slice(i, r)),
        ("two inputs in one", (i, r, all) => Splice(i, r, all)),
    ];

    [Fact]
    public void Damaged_inputs_are_read_without_a_throw_and_without_silent_damage()
    {
        var inputs = Inputs();
        var (first, end) = Range();
        var (made, silent) = (new int[s_kinds.Length], new int[s_kinds.Length]);
        for (var number = first; number < end; number++)
        {
            var random = new Random(number);
            var kind = random.Next(s_kinds.Length);
            var input = inputs[random.Next(inputs.Count)];
            var damaged = s_kinds[kind].Make(input, random, inputs);
            if (damaged.Text.AsSpan().SequenceEqual(input.Text))
                continue;
            var issues = Hold(damaged.Text, random, number);
            made[kind]++;
            if (damaged.Must is { } must && !Says(issues, must, damaged))
                throw new InvalidOperationException($"Mutation {number} of {input.Name}, {s_kinds[kind].Name}, was accepted silently.");
            if (input.IsClean && issues.Errors == 0)
                silent[kind]++;
            // What a damaged input left behind must not change what a whole one is.
            if (number % 1000 == 0)
                Hold(input.Text, random, number).Count.ShouldBe(input.Issues.Count, $"{input.Name} after mutation {number}");
        }
        output.WriteLine($"Mutations {first} to {end - 1} of {inputs.Count} inputs, {inputs.Count(i => i.IsClean)} of them clean.");
        for (var kind = 0; kind < s_kinds.Length; kind++)
            output.WriteLine($"{s_kinds[kind].Name}: {made[kind]}, of clean inputs without an error: {silent[kind]}");
    }

    private static (int First, int End) Range()
    {
        var text = Environment.GetEnvironmentVariable("PORTICO_X12_MUTATIONS") ?? "20000";
        var parts = text.Split('-').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return parts.Length > 1 ? (parts[0], parts[1]) : (0, parts[0]);
    }

    private static List<Input> Inputs()
    {
        var inputs = Sample.All.Select(s => Cut(s.Key, Encoding.ASCII.GetBytes(s.Value))).ToList();
        inputs.Add(Cut("a long 271", Bench.X12Inputs.Eligibility(7)));
        inputs.Add(Cut("a longer 835", Made(s => Bench.X12Inputs.Remittance(s, 3000))));
        inputs.Add(Cut("a longer 837P", Made(s => Bench.X12Inputs.Professional(s, 3000))));
        inputs.Add(Cut("an 837P in lines", Encoding.ASCII.GetBytes(Sample.Professional.Replace("~", "~\r\n", StringComparison.Ordinal))));
        inputs.Add(Cut("a 271 cut otherwise", Encoding.ASCII.GetBytes(Sample.Eligibility.Replace('*', '|').Replace('~', '\n').Replace(':', '>').Replace('^', '!'))));
        inputs.Add(Cut("two interchanges", Encoding.ASCII.GetBytes(Sample.Remittance + "\n" + Sample.Inquiry.Replace("000000001", "000000002", StringComparison.Ordinal))));
        inputs.ShouldAllBe(i => i.IsClean);
        foreach (var file in CorporaTests.FilesOrNone())
            inputs.Add(Cut(Path.GetFileName(file), File.ReadAllBytes(file)));
        return inputs;
    }

    private static byte[] Made(Action<Stream> make)
    {
        using var stream = new MemoryStream();
        make(stream);
        return stream.ToArray();
    }

    private static Input Cut(string name, byte[] text)
    {
        var segments = new List<Piece>();
        using var reader = new SegmentReader(text);
        while (reader.Read())
        {
            var (start, length) = ((int)reader.Offset, reader.Current.Bytes.Length);
            var rawStart = start - reader.LeadingLength;
            if (reader.Current.Kind == SegmentKind.Segment)
                segments.Add(new(rawStart, start, start + length, rawStart + reader.Raw.Length, reader.Delimiters));
        }
        var issues = CodecLaws.Hold(text, 100);
        return new(name, text, segments, issues, issues.Kept.All(i => i.Kind != IssueKind.GuideUnknown && i.Kind != IssueKind.GuideDiffers));
    }

    private static IssueLog Hold(byte[] damaged, Random random, int number)
    {
        try
        {
            return CodecLaws.Hold(damaged, random.Next(1, 300));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Mutation {number}: {e.Message}", e);
        }
    }

    private static bool Says(IssueLog issues, IssueKind[] must, Damaged damaged)
    {
        if (must.Length == 0)
            return issues.Errors > 0;
        foreach (var issue in issues.Kept)
        {
            if (must.Contains(issue.Kind) && issue.Place.Offset >= damaged.From && issue.Place.Offset <= damaged.To)
                return true;
        }
        return false;
    }

    private static IssueKind[]? AnyError(Input input) => input.IsClean ? [] : null;

    private static byte[] Replace(byte[] text, int from, int to, ReadOnlySpan<byte> by)
    {
        var changed = new byte[text.Length - (to - from) + by.Length];
        text.AsSpan(0, from).CopyTo(changed);
        by.CopyTo(changed.AsSpan(from));
        text.AsSpan(to).CopyTo(changed.AsSpan(from + by.Length));
        return changed;
    }

    private static Damaged Truncate(Input input, Random random)
    {
        var end = random.Next(input.Text.Length);
        // Between interchanges, and in the blanks behind the last one, nobody can tell.
        var last = input.Segments.FindLastIndex(p => p.Start < end);
        var isWhole = last >= 0 && input.Segments[last].RawEnd <= end && input.Segments[last].Is(input.Text, "IEA"u8);
        return new(input.Text[..end], isWhole ? null : AnyError(input));
    }

    private static Damaged FlipDelimiter(Input input, Random random)
    {
        var start = random.Next(input.Text.Length);
        var at = input.Text.AsSpan(start).IndexOfAny(s_delimiters);
        return at < 0 ? new(input.Text) : new(Replace(input.Text, start + at, start + at + 1, "*~:^|x\n"u8.Slice(random.Next(7), 1)));
    }

    private static Damaged Swap(Input input, Random random)
    {
        if (input.Segments.Count < 2)
            return new(input.Text);
        var (a, b) = (random.Next(input.Segments.Count), random.Next(input.Segments.Count));
        var (one, other) = (input.Segments[Math.Min(a, b)], input.Segments[Math.Max(a, b)]);
        if (a == b)
            return new(input.Text);
        var first = input.Text.AsSpan(one.RawStart..one.RawEnd);
        var second = input.Text.AsSpan(other.RawStart..other.RawEnd);
        return new(Replace(Replace(input.Text, other.RawStart, other.RawEnd, first), one.RawStart, one.RawEnd, second));
    }

    private static Damaged Drop(Input input, Random random)
    {
        if (input.Segments.Count == 0)
            return new(input.Text);
        var piece = input.Segments[random.Next(input.Segments.Count)];
        return new(Replace(input.Text, piece.RawStart, piece.RawEnd, []), AnyError(input));
    }

    private static Damaged Repeat(Input input, Random random)
    {
        if (input.Segments.Count == 0)
            return new(input.Text);
        var piece = input.Segments[random.Next(input.Segments.Count)];
        return new(Replace(input.Text, piece.RawEnd, piece.RawEnd, input.Text.AsSpan(piece.RawStart..piece.RawEnd)), AnyError(input));
    }

    private static Damaged Trailer(Input input, Random random, int element)
    {
        if (Pick(input, random, "SE"u8, "GE"u8, "IEA"u8) is not { } piece || !Find(input, piece, element, out var from, out var to))
            return new(input.Text);
        var old = Encoding.Latin1.GetString(input.Text.AsSpan(from, to - from));
        var value = Other(old, random);
        if (int.TryParse(old, CultureInfo.InvariantCulture, out var was) && int.TryParse(value, CultureInfo.InvariantCulture, out var now) && was == now)
            return new(input.Text);
        // Where it was wrong before, or belongs to nothing, the damage may put it right.
        var isTrailer = !input.Issues.Kept.Any(i => i.Place.Offset >= piece.Start && i.Place.Offset <= piece.End);
        IssueKind[] must = element == 1
            ? [IssueKind.SeCount, IssueKind.GeCount, IssueKind.IeaCount]
            : [IssueKind.SeControl, IssueKind.GeControl, IssueKind.IeaControl];
        return new(Replace(input.Text, from, to, Encoding.Latin1.GetBytes(value)), isTrailer ? must : null, piece.Start, piece.End + value.Length);
    }

    private static Damaged Level(Input input, Random random)
    {
        if (Pick(input, random, "HL"u8) is not { } piece || !Find(input, piece, random.Next(1, 5), out var from, out var to))
            return new(input.Text);
        var old = Encoding.Latin1.GetString(input.Text.AsSpan(from, to - from));
        var value = Other(old, random);
        if (value.TrimStart('0') == old.TrimStart('0'))
            return new(input.Text);
        return new(Replace(input.Text, from, to, Encoding.Latin1.GetBytes(value)), input.HasGuide ? AnyError(input) : null);
    }

    // Its own number for its parent's, or that of a level further down.
    private static Damaged Cycle(Input input, Random random)
    {
        if (Pick(input, random, "HL"u8) is not { } piece || Pick(input, random, "HL"u8) is not { } other || other.Start < piece.Start
            || !Find(input, piece, 2, out var from, out var to) || !Find(input, other, 1, out var otherFrom, out var otherTo))
            return new(input.Text);
        var number = input.Text.AsSpan(otherFrom, otherTo - otherFrom);
        // Another transaction counts from 1 again: its numbers may be right here.
        var isOne = !input.Segments.Any(p => p.Start > piece.Start && p.Start < other.Start && p.Is(input.Text, "ST"u8));
        return new(Replace(input.Text, from, to, number), isOne && !number.IsEmpty ? AnyError(input) : null);
    }

    private static Piece? Pick(Input input, Random random, ReadOnlySpan<byte> id, ReadOnlySpan<byte> or = default, ReadOnlySpan<byte> orElse = default)
    {
        var count = input.Segments.Count;
        var start = count == 0 ? 0 : random.Next(count);
        for (var i = 0; i < count; i++)
        {
            var piece = input.Segments[(start + i) % count];
            if (piece.Is(input.Text, id) || (!or.IsEmpty && piece.Is(input.Text, or)) || (!orElse.IsEmpty && piece.Is(input.Text, orElse)))
                return piece;
        }
        return null;
    }

    private static bool Find(Input input, Piece piece, int element, out int from, out int to)
    {
        (from, to) = (piece.Start, piece.End);
        for (var number = 0; number <= element; number++)
        {
            var end = input.Text.AsSpan(from, piece.End - from).IndexOf(piece.Delimiters.Element);
            to = end < 0 ? piece.End : from + end;
            if (number == element)
                return true;
            if (end < 0)
                return false;
            from = to + 1;
        }
        return false;
    }

    private static string Other(string old, Random random) =>
        random.Next(4) switch { 0 => "", 1 => "0", 2 => "999", _ => old + "1" };

    private static Damaged Grow(Input input, Random random)
    {
        var at = random.Next(input.Text.Length);
        var more = new byte[random.Next(1, 5000)];
        more.AsSpan().Fill((byte)random.Next('!', 'z'));
        return new(Replace(input.Text, at, at, more));
    }

    private static Damaged Scatter(Input input, Random random)
    {
        var changed = input.Text.ToArray();
        for (var n = random.Next(1, 20); n > 0; n--)
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
        return new(changed);
    }

    private static Damaged Slice(Input input, Random random)
    {
        var length = input.Text.Length;
        var (a, b) = (random.Next(length), random.Next(length));
        return new([.. input.Text[Math.Min(a, b)..Math.Max(a, b)], .. input.Text[random.Next(length)..]]);
    }

    private static Damaged Splice(Input input, Random random, IReadOnlyList<Input> all)
    {
        var other = all[random.Next(all.Count)].Text;
        return new([.. input.Text[..random.Next(input.Text.Length)], .. other[random.Next(other.Length)..]]);
    }
}
