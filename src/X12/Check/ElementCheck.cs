using System.Globalization;
using System.Numerics;

namespace Portico.X12;

/// <summary>Checks the elements of a segment against what a guide says of them.</summary>
internal sealed class ElementCheck
{
    // True for what a simple value cannot hold.
    private readonly bool[] _isBad = new bool[256];
    private Delimiters _delimiters;

    /// <summary>Where the issues go.</summary>
    public IssueLog Issues { get; set; } = new();

    public void Begin(Delimiters delimiters)
    {
        if (delimiters == _delimiters)
            return;
        _delimiters = delimiters;
        // Beyond ASCII is not in X12's character sets, but names come in UTF-8 and Latin-1 all the same: data, not damage.
        for (var i = 0; i < 256; i++)
            _isBad[i] = i is < 0x20 or 0x7F;
        _isBad[delimiters.Component] = true;
        if (delimiters.Repetition is { } repetition)
            _isBad[repetition] = true;
    }

    /// <param name="reader">Stands on the segment.</param>
    /// <param name="spec">What the guide says of it.</param>
    /// <param name="isInPlace">True when its qualifier is one of the spec's.</param>
    /// <remarks>It looks at the reader's buffers: the tree's were written a moment ago, and would have to be waited for.</remarks>
    public void Check(SegmentReader reader, SegmentSpec spec, bool isInPlace)
    {
        var ends = reader.EndsAndMore;
        var count = reader.EndCount - 1;
        var text = reader.Room;
        var shape = spec.Shape;
        shape.Measure(ends, count, out var present, out var odd);
        var hasSpecials = reader.HasSpecials;
        var looks = isInPlace ? shape.LooksInPlace : shape.Looks;
        if (hasSpecials)
            looks |= shape.Texts;
        var rules = spec.Rules;
        for (var left = odd | (present & looks) | (shape.Required & ~present); left != 0; left &= left - 1)
        {
            var number = BitOperations.TrailingZeroCount(left);
            var bit = left & (~left + 1);
            var start = ends[number - 1] + 1;
            if ((present & bit) == 0)
                Missing(reader, spec, number, 0, 0);
            else if ((odd & bit) != 0 || !IsPlain(text, start, ends[number] - start, in rules[number - 1], hasSpecials))
                Closer(reader, spec, number);
        }
        if (count > rules.Length)
            TooMany(reader, spec);
        if (count > 0 && ends[count] == ends[count - 1] + 1)
            Say(IssueKind.ElementTrailing, reader, spec, count, "Separators stand at the end of the segment with nothing behind them: leave them out.", 0, 0);
        if (spec.DateFormat > 0 && (present >> spec.DateFormat & 3) == 3)
            Formatted(reader, spec);
        if (spec.IdKind > 0 && (present >> spec.IdKind & 3) == 3)
            Identified(reader, spec);
        foreach (ref readonly var condition in spec.Conditions.AsSpan())
        {
            // They are in the order of their first element: the rest is about elements behind the last.
            if (condition.Lowest > present)
                break;
            if (!condition.Holds(present))
                Broken(reader, spec, condition.Note, present);
        }
    }

    /// <summary>A first look at a value of an allowed length.</summary>
    /// <returns>True when it is right; false when it deserves a closer look.</returns>
    private bool IsPlain(ReadOnlySpan<byte> text, int start, int length, in ElementRule rule, bool hasSpecials)
    {
        switch (rule.Look)
        {
            case ElementLook.Text:
                if (hasSpecials && IsBad(text.Slice(start, length)))
                    return false;
                return rule.Codes is not { } codes || codes.Contains(PackedCode.Of(text, start, length));
            case ElementLook.Digits:
                return length <= PackedCode.Longest && PackedCode.IsDigits(PackedCode.Of(text, start, length), length);
            case ElementLook.Decimal:
                return IsPlainDecimal(text, start, length) || IsDecimal(text.Slice(start, length), out _);
            case ElementLook.Date:
                return IsDate(text.Slice(start, length));
            case ElementLook.Time:
                return length <= PackedCode.Longest && PackedCode.IsDigits(PackedCode.Of(text, start, length), length)
                    && IsTime(text.Slice(start, length));
            case ElementLook.Composite:
                return IsPlainComposite(text, start, start + length, rule.Parts);
            case ElementLook.Repeated:
                return IsPlainRepeated(text, start, start + length, in rule);
            default:
                return false;
        }
    }

    // Digits with a point among them, or none: what nearly all amounts are.
    private static bool IsPlainDecimal(ReadOnlySpan<byte> text, int start, int length)
    {
        if (length is < 2 or > PackedCode.Longest)
            return length == 1 && char.IsAsciiDigit((char)text[start]);
        var others = PackedCode.NoDigits(PackedCode.Of(text, start, length), length);
        return others == 0 || ((others & (others - 1)) == 0 && text[start + (BitOperations.TrailingZeroCount(others) >> 3)] == '.');
    }

    private bool IsPlainComposite(ReadOnlySpan<byte> text, int start, int end, ElementRule[]? parts)
    {
        if (parts is null)
            return false;
        for (var i = 0; i < parts.Length; i++)
        {
            // Components are short: a search costs more than a look at each byte.
            var to = start;
            while (to < end && text[to] != _delimiters.Component)
                to++;
            ref readonly var rule = ref parts[i];
            var length = to - start;
            if (length == 0 ? rule.IsRequired
                : length < rule.Min || length > rule.Max || rule.IsDateFormat || !IsPlain(text, start, length, in rule, hasSpecials: true))
                return false;
            if (to < end)
            {
                start = to + 1;
                continue;
            }
            while (++i < parts.Length)
            {
                if (parts[i].IsRequired)
                    return false;
            }
            return true;
        }
        return false;
    }

    private bool IsPlainRepeated(ReadOnlySpan<byte> text, int start, int end, in ElementRule rule)
    {
        if (rule.Codes is not { } codes || _delimiters.Repetition is not { } separator)
            return false;
        for (var left = rule.Repetitions; left > 0; left--)
        {
            var to = start;
            while (to < end && text[to] != separator)
                to++;
            if (!codes.Contains(PackedCode.Of(text, start, to - start)))
                return false;
            if (to == end)
                return true;
            start = to + 1;
        }
        return false;
    }

    private void Closer(SegmentReader reader, SegmentSpec spec, int number)
    {
        var segment = reader.Current;
        var part = spec.Parts[number - 1];
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
        var separator = _delimiters.Component;
        var i = 0;
        var more = true;
        ReadOnlySpan<byte> format = default;
        while (more)
        {
            // Components are short: a search costs more than a look at each byte.
            var end = 0;
            while (end < value.Length && value[end] != separator)
                end++;
            if (end == value.Length)
                end = -1;
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
            else
            {
                Value(reader, spec, component, parts[i], number, repetition, i + 1);
            }
            if (composite.HasDate)
            {
                if (!format.IsEmpty && !component.IsEmpty && !IsFormatted(format, component))
                    Say(IssueKind.ElementDate, reader, spec, number, $"{Name(spec, number)}-{i + 1} is not what {Name(spec, number)}-{i} says: D8 is CCYYMMDD, RD8 is CCYYMMDD-CCYYMMDD with the earlier first, TM is HHMM.", repetition, i + 1);
                format = parts[i].DataElement == 1250 && parts[i].Usage != Usage.NotUsed ? component : default;
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
        var length = value.Length;
        var isNumber = part.Type is ElementType.Decimal or ElementType.Integer;
        if (isNumber)
        {
            if (!IsDecimal(value, out length) || (part.Type == ElementType.Integer && value.Contains((byte)'.')))
            {
                Say(IssueKind.ElementCharacter, reader, spec, number, $"{Name(spec, number, component)} ({part.Name}) is a number: digits, with a minus before and a point among them where they are needed.", repetition, component);
                return;
            }
        }
        else if (IsBad(value))
        {
            var holdsDelimiter = value.Contains(_delimiters.Component) || (_delimiters.Repetition is { } separator && value.Contains(separator));
            Say(IssueKind.ElementCharacter, reader, spec, number, holdsDelimiter
                ? $"{Name(spec, number, component)} ({part.Name}) is one value, and holds a separator of components or repetitions: use delimiters that the data does not have."
                : $"{Name(spec, number, component)} ({part.Name}) holds a control character: take it out.", repetition, component);
            return;
        }
        if (length < part.Min)
            Say(IssueKind.ElementShort, reader, spec, number, $"{Name(spec, number, component)} ({part.Name}) has {length} characters and needs {part.Min}.", repetition, component);
        else if (length > part.Max)
            Say(IssueKind.ElementLong, reader, spec, number, $"{Name(spec, number, component)} ({part.Name}) has {length} characters and may have {part.Max}.", repetition, component);
        else if (part.Type == ElementType.Date && !IsDate(value))
            Say(IssueKind.ElementDate, reader, spec, number, $"{Name(spec, number, component)} ({part.Name}) is a date, CCYYMMDD.", repetition, component);
        else if (part.Type == ElementType.Time && !IsTime(value))
            Say(IssueKind.ElementTime, reader, spec, number, $"{Name(spec, number, component)} ({part.Name}) is a time, HHMM or HHMMSS.", repetition, component);
        else if (part.Allowed?.Contains(PackedCode.Of(value)) == false)
            Say(IssueKind.ElementCode, reader, spec, number, $"{Name(spec, number, component)} ({part.Name}) must be {Listed(part)}.", repetition, component);
    }

    private static string Listed(ElementSpec part) => part.Codes.Count > 12
        ? $"one of the guide's {part.Codes.Count} codes, such as {string.Join(", ", part.Codes.Take(8))}"
        : part.Codes.Count == 1 ? part.Codes[0] : $"one of {string.Join(", ", part.Codes)}";

    private bool IsBad(ReadOnlySpan<byte> value)
    {
        foreach (var b in value)
        {
            if (_isBad[b])
                return true;
        }
        return false;
    }

    private void TooMany(SegmentReader reader, SegmentSpec spec)
    {
        var segment = reader.Current;
        for (var number = spec.Parts.Length + 1; number <= segment.Count; number++)
        {
            if (segment[number].IsEmpty)
                continue;
            Issues.Add(IssueKind.ElementTooMany, reader.Place(number), spec.Id,
                $"{spec.Id} has {spec.Parts.Length} elements at most, and this one {segment.Count}: leave out the others; perhaps data holds a separator.", spec.Loop.Id);
            return;
        }
    }

    private void Formatted(SegmentReader reader, SegmentSpec spec)
    {
        var segment = reader.Current;
        var format = segment[spec.DateFormat];
        if (!IsFormatted(format, segment[spec.DateFormat + 1]))
            Say(IssueKind.ElementDate, reader, spec, spec.DateFormat + 1, $"{Name(spec, spec.DateFormat + 1)} is not what {Name(spec, spec.DateFormat)} says: D8 is CCYYMMDD, RD8 is CCYYMMDD-CCYYMMDD with the earlier first, DT is CCYYMMDDHHMM, TM is HHMM.", 0, 0);
    }

    private static bool IsFormatted(ReadOnlySpan<byte> format, ReadOnlySpan<byte> value) => PackedCode.Of(format) switch
    {
        D8 => value.Length == 8 && IsDate(value),
        Rd8 => value.Length == 17 && value[8] == '-' && IsDate(value[..8]) && IsDate(value[9..]) && value[..8].SequenceCompareTo(value[9..]) <= 0,
        Dt => value.Length == 12 && IsDate(value[..8]) && IsTime(value[8..]),
        Tm => IsTime(value),
        _ => true,
    };

    private void Identified(SegmentReader reader, SegmentSpec spec)
    {
        var segment = reader.Current;
        if (segment[spec.IdKind].SequenceEqual("XX"u8) && !Npi.IsValid(segment[spec.IdKind + 1]))
            Say(IssueKind.ElementIdentifier, reader, spec, spec.IdKind + 1, $"{Name(spec, spec.IdKind + 1)} is not an NPI, as {Name(spec, spec.IdKind)} says: ten digits, the first 1 or 2, the last a check digit. Look the provider up in the NPI registry.", 0, 0);
    }

    private const ulong D8 = 'D' | (ulong)'8' << 8;
    private const ulong Rd8 = 'R' | (ulong)'D' << 8 | (ulong)'8' << 16;
    private const ulong Dt = 'D' | (ulong)'T' << 8;
    private const ulong Tm = 'T' | (ulong)'M' << 8;

    private void Broken(SegmentReader reader, SegmentSpec spec, SyntaxNote note, uint present)
    {
        var elements = note.Elements;
        var absent = elements.FirstOrDefault(e => (present >> e & 1) == 0);
        switch (note.Kind)
        {
            case 'P':
                Say(IssueKind.ElementConditional, reader, spec, absent, $"{Together(spec, elements)} come together or not at all: {Name(spec, absent)} is missing.", 0, 0);
                break;
            case 'R':
                Say(IssueKind.ElementConditional, reader, spec, elements[0], $"One of {Together(spec, elements)} is needed.", 0, 0);
                break;
            case 'C':
                Say(IssueKind.ElementConditional, reader, spec, absent, $"{Name(spec, elements[0])} needs {Name(spec, absent)} with it.", 0, 0);
                break;
            case 'L':
                Say(IssueKind.ElementConditional, reader, spec, elements[1], $"{Name(spec, elements[0])} needs one of {Together(spec, elements.Skip(1))} with it.", 0, 0);
                break;
            default:
                Say(IssueKind.ElementExcluded, reader, spec, elements[1], $"Only one of {Together(spec, elements)} may be there.", 0, 0);
                break;
        }
    }

    private static string Together(SegmentSpec spec, IEnumerable<int> elements) =>
        string.Join(", ", elements.Select(e => Name(spec, e)));

    private static string Name(SegmentSpec spec, int number) => string.Create(CultureInfo.InvariantCulture, $"{spec.Id}{number:00}");

    private static string Name(SegmentSpec spec, int number, int component) =>
        component > 0 ? $"{Name(spec, number)}-{component}" : Name(spec, number);

    private void Missing(SegmentReader reader, SegmentSpec spec, int number, int repetition, int component)
    {
        var part = spec.Parts[number - 1];
        var what = component > 0 ? part.Parts[component - 1].Name : part.Name;
        Say(IssueKind.ElementMissing, reader, spec, number, $"{Name(spec, number, component)} ({what}) is required in {spec.Id} ({spec.Name}) and missing: fill it in.", repetition, component);
    }

    private void Say(IssueKind kind, SegmentReader reader, SegmentSpec spec, int number, string text, int repetition, int component)
    {
        var part = number <= spec.Parts.Length && number > 0 ? spec.Parts[number - 1] : null;
        var dataElement = part is null ? 0 : component > 0 && component <= part.Parts.Length ? part.Parts[component - 1].DataElement : part.DataElement;
        var place = reader.Place(number) with { Repetition = (short)Math.Min(repetition, short.MaxValue), Component = (short)Math.Min(component, short.MaxValue) };
        Issues.Add(kind, place, spec.Id, text, spec.Loop.Id, dataElement);
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
        var packed = PackedCode.Of(value, 0, value.Length);
        if (!PackedCode.IsDigits(packed, value.Length))
            return false;
        if (value.Length == 6)
            packed = packed << 16 | '2' | (ulong)'0' << 8;
        // The bytes 0, 2, 4 and 6 become the two digits that begin there.
        var pairs = packed - 0x3030303030303030UL;
        pairs = pairs * 10 + (pairs >> 8);
        var (year, month, day) = ((int)(pairs & 0xFF) * 100 + (int)(pairs >> 16 & 0xFF), (int)(pairs >> 32 & 0xFF), (int)(pairs >> 48 & 0xFF));
        return year >= 1 && (uint)(month - 1) < 12 && day >= 1 && (day <= 28 || day <= DateTime.DaysInMonth(year, month));
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
