using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Portico.X12;

/// <summary>Reads the notation of <see cref="GuideTexts"/>.</summary>
/// <remarks>
/// <code>
/// guide 837 005010X222 | Professional claim       transaction, guide, name
/// loop 2010AA R1 | Billing provider               loop, required, once; indented by two per level
///   NM1 R1 RRRSS..RR 1=85 8=XX | ...              segment, usage of its elements (R, S, . not used), codes by element
///   REF S1&amp; RR 1=0B,1G                            one place for each code, each at most once
///   SV1 R1 R(RRSSSSS)RRR 1-1=HC,ER                components in brackets, codes by element-component
/// use 2000E                                       a loop that stands in more than one place
/// unit 2300                                       what a streaming reader hands out one by one
/// </code>
/// </remarks>
internal static class GuideParser
{
    public static Guide Parse(string text)
    {
        var lines = text.Split('\n').Where(l => !string.IsNullOrWhiteSpace(l)).ToList();
        var (head, guideName) = Named(lines[0]);
        Debug.Assert(head[0] == "guide", head[0]);
        var dictionary = StandardDictionary.For(head[2]);
        var root = new LoopSpec { Id = "ST", Name = guideName, Usage = Usage.Required, Max = 1 };
        var open = new Stack<(int Indent, LoopSpec Loop, List<LoopChild> Children)>();
        open.Push((-1, root, []));
        var (segments, loops, defined, units) = (new List<SegmentSpec>(), new List<LoopSpec> { root }, new Dictionary<string, LoopChild>(), new List<string>());
        (int Indent, LoopSpec Loop)? pending = null;
        foreach (var line in lines.Skip(1))
        {
            var indent = line.Length - line.TrimStart(' ').Length;
            var (words, name) = Named(line);
            if (words[0] == "unit")
            {
                units.Add(words[1]);
                continue;
            }
            if (pending is null)
                CloseTo(indent);
            if (words[0] == "loop")
            {
                var (usage, max, _) = Repeat(words[2]);
                pending = (indent, new() { Id = words[1], Name = name, Usage = usage, Max = max });
                loops.Add(pending.Value.Loop);
                continue;
            }
            if (words[0] == "use")
            {
                open.Peek().Children.Add(defined[words[1]]);
                continue;
            }
            foreach (var segment in Segments(words, name, dictionary))
            {
                segment.Index = segments.Count;
                segments.Add(segment);
                if (pending is { } loop)
                {
                    // The first segment begins the loop: the loop is a child where it stands, the segment is its own first.
                    var child = new LoopChild(segment.PackedId, segment, loop.Loop);
                    open.Peek().Children.Add(child);
                    defined[loop.Loop.Id] = child;
                    segment.Loop = loop.Loop;
                    if (segment.Id == "HL")
                        loop.Loop.Level = segment.Elements[2].Codes[0];
                    open.Push((loop.Indent, loop.Loop, []));
                    pending = null;
                    continue;
                }
                segment.Loop = open.Peek().Loop;
                open.Peek().Children.Add(new(segment.PackedId, segment, null));
            }
        }
        CloseTo(-1);
        var (_, last, children) = open.Pop();
        last.Seal(children);
        for (var i = 0; i < loops.Count; i++)
            loops[i].Index = i;
        Mark(root, units);
        RuleCheck.Mark(head[1], segments, loops);
        return new(head[2], head[1], head.Length > 3 ? head[3] : "", guideName, root, segments, loops);

        void CloseTo(int indent)
        {
            while (open.Peek().Indent >= indent && open.Count > 1)
            {
                var (_, loop, inner) = open.Pop();
                loop.Seal(inner);
            }
        }
    }

    private static bool Mark(LoopSpec loop, List<string> units)
    {
        loop.HasUnit = units.Contains(loop.Id);
        loop.IsUnit = loop.HasUnit;
        foreach (var child in loop.Children)
            loop.HasUnit |= child.Loop is { } inner && Mark(inner, units);
        return loop.HasUnit;
    }

    private static (string[] Words, string Name) Named(string line)
    {
        var bar = line.IndexOf('|', StringComparison.Ordinal);
        var words = (bar < 0 ? line : line[..bar]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (words, bar < 0 ? "" : line[(bar + 1)..].Trim());
    }

    private static (Usage Usage, int Max, bool Each) Repeat(string word)
    {
        var each = word.EndsWith('&');
        var count = word[1..].TrimEnd('&');
        return (word[0] == 'R' ? Usage.Required : Usage.Situational,
            count == ">" ? int.MaxValue : int.Parse(count, CultureInfo.InvariantCulture), each);
    }

    private static List<SegmentSpec> Segments(string[] words, string name, StandardDictionary dictionary)
    {
        var standard = dictionary.Segment(words[0]);
        var (usage, max, each) = Repeat(words[1]);
        var codes = words.Skip(3).Select(w => w.Split('=')).ToDictionary(w => w[0], w => w[1].Split(','));
        if (!each)
            return [Make(codes)];
        var key = standard.QualifierKey;
        return [.. codes[key].Select(code => Make(new(codes) { [key] = [code] }))];

        SegmentSpec Make(Dictionary<string, string[]> allowed)
        {
            var elements = Elements(words.Length > 2 ? words[2] : "", standard, allowed, dictionary);
            return new()
            {
                Id = words[0],
                Name = name.Length > 0 ? name : standard.Name,
                Usage = usage,
                Max = max,
                Elements = elements,
                Notes = standard.Notes,
                PackedId = SegmentId.Pack(words[0]),
                Parts = elements,
                Rules = [.. elements.Select(e => new ElementRule(e))],
                Conditions = [.. standard.Notes.Select(n => new Condition(n)).OrderBy(c => c.Lowest)],
                DateFormat = 1 + Array.FindIndex(elements, e => e.DataElement == 1250 && e.Usage != Usage.NotUsed),
                IdKind = 1 + Array.FindIndex(elements, e => e.DataElement == 66 && e.Usage != Usage.NotUsed && e.Codes.Contains("XX")),
                Qualifier = standard.Qualifier,
                QualifierCodes = standard.Qualifier > 0 && allowed.TryGetValue(standard.QualifierKey, out var own)
                    ? [.. own.Select(PackedCode.Of)]
                    : null,
            };
        }
    }

    private static ElementSpec[] Elements(string usages, StandardSegment standard, Dictionary<string, string[]> codes, StandardDictionary dictionary)
    {
        var elements = new List<ElementSpec>();
        var at = 0;
        foreach (var (number, word) in standard.Elements.Index())
        {
            var (usage, parts) = Next(usages, ref at);
            var (reference, repetitions) = word.Split('*') is [var r, var times] ? (r, int.Parse(times, CultureInfo.InvariantCulture)) : (word, 1);
            if (reference[0] != 'C')
            {
                elements.Add(dictionary.Element(reference, usage, repetitions, codes.GetValueOrDefault($"{number + 1}") ?? []));
                continue;
            }
            var inner = 0;
            var components = dictionary.Composite(reference).Select((e, i) => dictionary.Element(e,
                parts.Length == 0 ? Usage.Situational : Next(parts, ref inner).Usage, 1,
                codes.GetValueOrDefault($"{number + 1}-{i + 1}") ?? [])).ToArray();
            elements.Add(new()
            {
                DataElement = 0,
                Composite = reference,
                Name = dictionary.CompositeName(reference),
                Type = ElementType.Text,
                Min = 1,
                Max = int.MaxValue,
                Usage = usage,
                MaxRepetitions = repetitions,
                Codes = [],
                Components = components,
                Parts = components,
                HasDate = Array.Exists(components, c => c.DataElement == 1250 && c.Usage != Usage.NotUsed),
            });
        }
        if (at < usages.Length)
            throw new UnreachableException($"{standard.Id} {usages}: more usages than elements.");
        return [.. elements];
    }

    private static (Usage Usage, string Parts) Next(string usages, ref int at)
    {
        if (at >= usages.Length)
            return (Usage.NotUsed, "");
        var usage = usages[at++] switch
        {
            'R' => Usage.Required,
            'S' => Usage.Situational,
            '.' => Usage.NotUsed,
            var other => throw new UnreachableException($"{usages}: {other} is no usage."),
        };
        if (at >= usages.Length || usages[at] != '(')
            return (usage, "");
        var end = usages.IndexOf(')', at);
        var parts = usages[(at + 1)..end];
        at = end + 1;
        return (usage, parts);
    }
}

/// <summary>A short code as one integer: equal codes are equal numbers.</summary>
internal static class PackedCode
{
    public const int Longest = 8;

    public static ulong Of(string code) => Of(System.Text.Encoding.ASCII.GetBytes(code));

    /// <summary>The same for a value inside a text that goes on behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ReadOnlySpan<byte> text, int start, int length)
    {
        if (length > Longest)
            return 0;
        if (text.Length - start < Longest)
            return Of(text.Slice(start, length));
        var eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), start));
        // Shifts count modulo 64, so the whole word needs no mask and nothing needs a zero.
        return length == Longest ? eight : eight & ((1UL << (length * 8)) - 1);
    }

    /// <summary>True when each byte of a packed value is a digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsDigits(ulong packed, int length) => NoDigits(packed, length) == 0;

    /// <summary>The number that a packed value of digits is.</summary>
    /// <param name="digits">Each byte less the character 0, the first the lowest.</param>
    /// <param name="length">How many they are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Number(ulong digits, int length)
    {
        // Zeros before it; then tens and ones, hundreds, and ten thousands are put together side by side.
        var value = length == Longest ? digits : digits << ((Longest - length) * 8);
        value = value * 10 + (value >> 8);
        return (uint)((((value & 0x000000FF000000FFUL) * 0x000F424000000064UL) + ((value >> 16 & 0x000000FF000000FFUL) * 0x0000271000000001UL)) >> 32);
    }

    /// <summary>The top bit of each byte of a packed value that is no digit; behind one beyond ASCII, of others too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NoDigits(ulong packed, int length)
    {
        var digits = packed ^ (0x3030303030303030UL >> ((Longest - length) * 8));
        return ((digits + 0x7676767676767676UL) | digits) & 0x8080808080808080UL;
    }

    /// <returns>0 for what is empty or longer than eight: no code is either.</returns>
    public static ulong Of(ReadOnlySpan<byte> code)
    {
        // Two reads that may overlap are the whole of it.
        ref var first = ref MemoryMarshal.GetReference(code);
        var length = code.Length;
        return length switch
        {
            0 or > Longest => 0,
            1 => first,
            < 4 => Unsafe.ReadUnaligned<ushort>(ref first)
                | (ulong)Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref first, length - 2)) << ((length - 2) * 8),
            _ => Unsafe.ReadUnaligned<uint>(ref first)
                | (ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, length - 4)) << ((length - 4) * 8),
        };
    }
}
