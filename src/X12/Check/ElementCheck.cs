using System.Globalization;

namespace Portico.X12;

/// <summary>Checks the elements of a segment against what a guide says of them.</summary>
internal sealed class ElementCheck(IssueLog issues)
{
    // What a byte can be part of.
    private const byte Digit = 1;
    private const byte Printable = 2;
    private const byte Sign = 4;
    private const byte Point = 8;
    private const byte Bad = 16;

    private readonly byte[] _classes = new byte[256];
    private Delimiters _delimiters;

    public void Begin(Delimiters delimiters)
    {
        if (delimiters == _delimiters)
            return;
        _delimiters = delimiters;
        for (var i = 0; i < 256; i++)
        {
            // Beyond ASCII is not in X12's character sets, but names come in UTF-8 and Latin-1 all the same: data, not damage.
            _classes[i] = i is < 0x20 or 0x7F ? Bad : Printable;
            if (i is >= '0' and <= '9')
                _classes[i] |= Digit;
        }
        _classes['-'] |= Sign;
        _classes['.'] |= Point;
        _classes[delimiters.Component] |= Bad;
        if (delimiters.Repetition is { } repetition)
            _classes[repetition] |= Bad;
    }

    public void Check(SegmentReader reader, Segment segment, SegmentSpec spec)
    {
        var text = segment.WholeText;
        var ends = segment.Ends;
        var parts = spec.Parts;
        var count = Math.Min(ends.Length - 1, parts.Length);
        var start = ends[0] + 1;
        var i = 0;
        for (; i < count; i++)
        {
            var end = ends[i + 1];
            var part = parts[i];
            if (end == start)
            {
                if (part.Usage == Usage.Required)
                    Missing(reader, spec, i + 1, 0, 0);
            }
            else if (part.Usage == Usage.NotUsed || !IsPlain(text[start..end], part))
            {
                Closer(reader, segment, spec, i + 1, part);
            }
            start = end + 1;
        }
        for (; i < parts.Length; i++)
        {
            if (parts[i].Usage == Usage.Required)
                Missing(reader, spec, i + 1, 0, 0);
        }
        if (ends.Length - 1 > parts.Length)
            TooMany(reader, segment, spec);
        if (ends.Length > 1 && ends[^1] == ends[^2] + 1)
            Say(IssueKind.ElementTrailing, reader, spec, ends.Length - 1, "Separators stand at the end of the segment with nothing behind them: leave them out.", 0, 0);
        if (spec.Conditions.Length > 0)
            Conditions(reader, segment, spec);
    }

    /// <returns>True when a simple value is right at first sight; false when it deserves a closer look.</returns>
    private bool IsPlain(ReadOnlySpan<byte> value, ElementSpec part)
    {
        if (part.Parts.Length > 0)
            return false;
        if (value.Length < part.Min || value.Length > part.Max)
            return false;
        var classes = _classes.AsSpan();
        byte any = 0;
        byte all = 0xFF;
        foreach (var b in value)
        {
            var c = classes[b];
            any |= c;
            all &= c;
        }
        return part.Type switch
        {
            ElementType.Text => (any & Bad) == 0 && (part.PackedCodes is null || part.Allows(PackedCode.Of(value))),
            ElementType.Code => (any & Bad) == 0 && (part.PackedCodes is null || part.Allows(PackedCode.Of(value))),
            ElementType.Decimal => (all & Digit) != 0 || IsDecimal(value, out _),
            ElementType.Integer => (all & Digit) != 0,
            ElementType.Date => (all & Digit) != 0 && IsDate(value),
            _ => (all & Digit) != 0 && IsTime(value),
        };
    }

    private void Closer(SegmentReader reader, Segment segment, SegmentSpec spec, int number, ElementSpec part)
    {
        if (part.Usage == Usage.NotUsed)
        {
            Say(IssueKind.ElementNotUsed, reader, spec, number, $"The guide does not use {Name(spec, number)} ({part.Name}): leave it out.", 0, 0);
            return;
        }
        var element = segment[number];
        if (part.Parts.Length == 0 && part.MaxRepetitions == 1)
        {
            Value(reader, spec, element, part, number, 0, 0);
            return;
        }
        var repetition = 0;
        while (true)
        {
            repetition++;
            var end = _delimiters.Repetition is { } separator ? element.IndexOf(separator) : -1;
            var value = end < 0 ? element : element[..end];
            if (repetition > part.MaxRepetitions)
            {
                Say(IssueKind.ElementRepeat, reader, spec, number, $"{Name(spec, number)} may repeat {part.MaxRepetitions} times at most: leave out the others, or split the segment.", repetition, 0);
                return;
            }
            if (part.Parts.Length > 0)
                Composite(reader, spec, value, part, number, part.MaxRepetitions > 1 ? repetition : 0);
            else
                Value(reader, spec, value, part, number, repetition, 0);
            if (end < 0)
                return;
            element = element[(end + 1)..];
        }
    }

    private void Composite(SegmentReader reader, SegmentSpec spec, ReadOnlySpan<byte> value, ElementSpec composite, int number, int repetition)
    {
        var parts = composite.Parts;
        var i = 0;
        var more = true;
        while (more)
        {
            var end = value.IndexOf(_delimiters.Component);
            var component = end < 0 ? value : value[..end];
            if (i >= parts.Length)
            {
                Say(IssueKind.ElementComponents, reader, spec, number, $"{Name(spec, number)} has more than {parts.Length} components: leave out the others.", repetition, i + 1);
                return;
            }
            if (component.IsEmpty)
            {
                if (parts[i].Usage == Usage.Required)
                    Missing(reader, spec, number, repetition, i + 1);
            }
            else if (parts[i].Usage == Usage.NotUsed)
            {
                Say(IssueKind.ElementNotUsed, reader, spec, number, $"The guide does not use {Name(spec, number)}-{i + 1} ({parts[i].Name}): leave it out.", repetition, i + 1);
            }
            else if (!IsPlain(component, parts[i]))
            {
                Value(reader, spec, component, parts[i], number, repetition, i + 1);
            }
            i++;
            more = end >= 0;
            if (more)
                value = value[(end + 1)..];
        }
        for (; i < parts.Length; i++)
        {
            if (parts[i].Usage == Usage.Required)
                Missing(reader, spec, number, repetition, i + 1);
        }
    }

    private void Value(SegmentReader reader, SegmentSpec spec, ReadOnlySpan<byte> value, ElementSpec part, int number, int repetition, int component)
    {
        var name = component > 0 ? $"{Name(spec, number)}-{component}" : Name(spec, number);
        var length = value.Length;
        var isNumber = part.Type is ElementType.Decimal or ElementType.Integer;
        if (isNumber)
        {
            if (!IsDecimal(value, out length) || (part.Type == ElementType.Integer && value.Contains((byte)'.')))
            {
                Say(IssueKind.ElementCharacter, reader, spec, number, $"{name} ({part.Name}) is a number: digits, with a minus before and a point among them where they are needed.", repetition, component);
                return;
            }
        }
        else if (IsBad(value))
        {
            var holdsDelimiter = value.Contains(_delimiters.Component) || (_delimiters.Repetition is { } separator && value.Contains(separator));
            Say(IssueKind.ElementCharacter, reader, spec, number, holdsDelimiter
                ? $"{name} ({part.Name}) is one value, and holds a separator of components or repetitions: use delimiters that the data does not have."
                : $"{name} ({part.Name}) holds a control character: take it out.", repetition, component);
            return;
        }
        if (length < part.Min)
            Say(IssueKind.ElementShort, reader, spec, number, $"{name} ({part.Name}) has {length} characters and needs {part.Min}.", repetition, component);
        else if (length > part.Max)
            Say(IssueKind.ElementLong, reader, spec, number, $"{name} ({part.Name}) has {length} characters and may have {part.Max}.", repetition, component);
        else if (part.Type == ElementType.Date && !IsDate(value))
            Say(IssueKind.ElementDate, reader, spec, number, $"{name} ({part.Name}) is a date, CCYYMMDD.", repetition, component);
        else if (part.Type == ElementType.Time && !IsTime(value))
            Say(IssueKind.ElementTime, reader, spec, number, $"{name} ({part.Name}) is a time, HHMM or HHMMSS.", repetition, component);
        else if (part.PackedCodes is not null && !part.Allows(PackedCode.Of(value)))
            Say(IssueKind.ElementCode, reader, spec, number, $"{name} ({part.Name}) must be {Listed(part)}.", repetition, component);
    }

    private static string Listed(ElementSpec part) => part.Codes.Count > 12
        ? $"one of the guide's {part.Codes.Count} codes, such as {string.Join(", ", part.Codes.Take(8))}"
        : part.Codes.Count == 1 ? part.Codes[0] : $"one of {string.Join(", ", part.Codes)}";

    private bool IsBad(ReadOnlySpan<byte> value)
    {
        foreach (var b in value)
        {
            if ((_classes[b] & Bad) != 0)
                return true;
        }
        return false;
    }

    private void TooMany(SegmentReader reader, Segment segment, SegmentSpec spec)
    {
        for (var number = spec.Parts.Length + 1; number < segment.Ends.Length; number++)
        {
            if (segment[number].IsEmpty)
                continue;
            issues.Add(IssueKind.ElementTooMany, reader.Place(number), spec.Id,
                $"{spec.Id} has {spec.Parts.Length} elements at most, and this one {segment.Count}: leave out the others; perhaps data holds a separator.", spec.Loop.Id);
            return;
        }
    }

    private void Conditions(SegmentReader reader, Segment segment, SegmentSpec spec)
    {
        foreach (var note in spec.Conditions)
        {
            var elements = note.Elements;
            var present = 0;
            var absent = 0;
            for (var i = 0; i < elements.Count; i++)
            {
                if (!segment[elements[i]].IsEmpty)
                    present++;
                else if (absent == 0)
                    absent = elements[i];
            }
            if (present == elements.Count && note.Kind != 'E')
                continue;
            var hasFirst = !segment[elements[0]].IsEmpty;
            switch (note.Kind)
            {
                case 'P' when present > 0:
                    Say(IssueKind.ElementConditional, reader, spec, absent, $"{Together(spec, elements)} come together or not at all: {Name(spec, absent)} is missing.", 0, 0);
                    break;
                case 'R' when present == 0:
                    Say(IssueKind.ElementConditional, reader, spec, elements[0], $"One of {Together(spec, elements)} is needed.", 0, 0);
                    break;
                case 'C' when hasFirst:
                    Say(IssueKind.ElementConditional, reader, spec, absent, $"{Name(spec, elements[0])} needs {Name(spec, absent)} with it.", 0, 0);
                    break;
                case 'L' when hasFirst && present == 1:
                    Say(IssueKind.ElementConditional, reader, spec, elements[1], $"{Name(spec, elements[0])} needs one of {Together(spec, elements.Skip(1))} with it.", 0, 0);
                    break;
                case 'E' when present > 1:
                    Say(IssueKind.ElementExcluded, reader, spec, elements[1], $"Only one of {Together(spec, elements)} may be there.", 0, 0);
                    break;
            }
        }
    }

    private static string Together(SegmentSpec spec, IEnumerable<int> elements) =>
        string.Join(", ", elements.Select(e => Name(spec, e)));

    private static string Name(SegmentSpec spec, int number) => string.Create(CultureInfo.InvariantCulture, $"{spec.Id}{number:00}");

    private void Missing(SegmentReader reader, SegmentSpec spec, int number, int repetition, int component)
    {
        var part = spec.Parts[number - 1];
        var (name, what) = component > 0
            ? ($"{Name(spec, number)}-{component}", part.Parts[component - 1].Name)
            : (Name(spec, number), part.Name);
        Say(IssueKind.ElementMissing, reader, spec, number, $"{name} ({what}) is required in {spec.Id} ({spec.Name}) and missing: fill it in.", repetition, component);
    }

    private void Say(IssueKind kind, SegmentReader reader, SegmentSpec spec, int number, string text, int repetition, int component)
    {
        var part = number <= spec.Parts.Length && number > 0 ? spec.Parts[number - 1] : null;
        var dataElement = part is null ? 0 : component > 0 && component <= part.Parts.Length ? part.Parts[component - 1].DataElement : part.DataElement;
        var place = reader.Place(number) with { Repetition = (short)Math.Min(repetition, short.MaxValue), Component = (short)Math.Min(component, short.MaxValue) };
        issues.Add(kind, place, spec.Id, text, spec.Loop.Id, dataElement);
    }

    internal static bool IsDecimal(ReadOnlySpan<byte> value, out int digits)
    {
        digits = 0;
        var points = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var b = value[i];
            if (b is >= (byte)'0' and <= (byte)'9')
                digits++;
            else if (b == '.' && ++points == 1)
                continue;
            else if (b != '-' || i > 0)
                return false;
        }
        return digits > 0;
    }

    internal static bool IsDate(ReadOnlySpan<byte> value)
    {
        if (value.Length is not (6 or 8))
            return false;
        var shift = value.Length - 6;
        var (year, month, day) = (Two(value, shift), Two(value, shift + 2), Two(value, shift + 4));
        if (shift == 2)
            year += Two(value, 0) * 100;
        if (year == 0 && shift == 2)
            return false;
        return month is >= 1 and <= 12 && day >= 1 && (day <= 28 || day <= DateTime.DaysInMonth(Math.Max(1, shift == 0 ? 2000 + year : year), month));
    }

    internal static bool IsTime(ReadOnlySpan<byte> value) => value.Length is 4 or >= 6 and <= 8
        && Two(value, 0) < 24 && Two(value, 2) < 60 && (value.Length < 6 || Two(value, 4) < 60);

    // Each byte is a digit already; what is none gives a number that no date or time has.
    private static int Two(ReadOnlySpan<byte> value, int at)
    {
        var (tens, ones) = (value[at] - '0', value[at + 1] - '0');
        return (uint)tens > 9 || (uint)ones > 9 ? 999 : tens * 10 + ones;
    }
}
