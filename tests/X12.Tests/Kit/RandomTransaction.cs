using System.Globalization;
using System.Text;

namespace Portico.X12.Tests;

/// <summary>Random transactions that a guide allows: every segment and element it has comes up sooner or later.</summary>
/// <remarks>Numbers are written the short way and lists have no gaps, as models write them. Sums do not add up.</remarks>
internal sealed class RandomTransaction(Guide guide, int seed)
{
    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private int _levels;
    private bool _isPatientLevel;

    public static string Of(Guide guide, string kind, string version, int seed) =>
        Sample.Interchange(kind, version, guide.Transaction + "\n" + new RandomTransaction(guide, seed).Body());

    private string Body()
    {
        Children(guide.Root, 0);
        return _text.ToString();
    }

    private void Children(LoopSpec loop, int parentLevel)
    {
        var bracketed = loop.LsSlot >= 0 && Chance(40);
        foreach (var child in loop.Children)
        {
            if (child.Segment.Id is "ST" or "SE")
                continue;
            var count = Count(loop, child, bracketed);
            for (var i = 1; i <= count; i++)
            {
                if (child.Loop is { } inner)
                    Inner(inner, child.Segment, parentLevel, i);
                else
                    Segment(child.Segment, i);
            }
        }
    }

    private int Count(LoopSpec loop, LoopChild child, bool bracketed)
    {
        if (child.Segment.Id is "LS" or "LE" || (child.Loop is not null && loop.LsSlot >= 0 && child.Slot == loop.LsSlot + 1))
            return bracketed ? 1 : 0;
        // Claims stand below the subscriber, or below the patient, and somewhere they must stand.
        if (guide.Transaction == "837" && child.Loop?.Id == "2300")
            return loop.Id == "2000B" && _isPatientLevel ? 0 : 1 + _random.Next(2);
        if (guide.Transaction == "837" && child.Loop?.Id == "2000C")
            return _isPatientLevel ? 1 + _random.Next(2) : 0;
        // A level that says it has lower ones has some.
        if (child.Loop?.Id == "2000E" && guide.Transaction == "278" && guide.Variant.Length == 0)
            return 1 + _random.Next(2);
        var some = Math.Min(child.Max, 1 + _random.Next(2));
        // What stands under a level is seen only where the level is.
        var chance = child.Loop is null ? 35 : child.Loop.Level is null ? 25 : 70;
        return child.IsRequired || Chance(chance) ? some : 0;
    }

    private void Inner(LoopSpec loop, SegmentSpec first, int parentLevel, int number)
    {
        if (first.Id != "HL")
        {
            Segment(first, number);
            Children(loop, parentLevel);
            return;
        }
        if (loop.Id == "2000B")
            _isPatientLevel = guide.Transaction == "837" && Chance(50);
        var level = ++_levels;
        var at = _text.Length;
        Children(loop, level);
        var hasLower = _levels > level ? 1 : 0;
        _text.Insert(at, $"HL*{level}*{(parentLevel == 0 ? "" : parentLevel.ToString(CultureInfo.InvariantCulture))}*{loop.Level}*{hasLower}~\n");
    }

    private void Segment(SegmentSpec spec, int number)
    {
        for (var attempt = 0; ; attempt++)
        {
            var values = Elements(spec, number, attempt);
            uint present = 0;
            for (var i = 0; i < values.Count; i++)
                present |= values[i].Length > 0 ? 2u << i : 0;
            if (!spec.Conditions.All(c => c.Holds(present)) || present == 0)
                continue;
            while (values[^1].Length == 0)
                values.RemoveAt(values.Count - 1);
            _text.Append(spec.Id).Append('*').AppendJoin('*', values).Append("~\n");
            return;
        }
    }

    private List<string> Elements(SegmentSpec spec, int number, int attempt)
    {
        var (values, format) = (new List<string>(), "");
        foreach (var (index, element) in spec.Elements.Index())
        {
            // The element that tells places apart is always there.
            var isThere = element.Usage == Usage.Required || index + 1 == spec.Qualifier
                || (element.Usage == Usage.Situational && (Chance(50) || attempt > 50));
            if (spec.Id == "SBR" && spec.Loop.Id == "2000B" && index == 1)
                values.Add(_isPatientLevel ? "" : "18");
            else if (spec.Id == "LX")
                values.Add(number.ToString(CultureInfo.InvariantCulture));
            else if (!isThere)
                values.Add("");
            else if (spec.Id == "HI" && index > 0 && element.Components[0].Codes.Count == 0)
                values.Add(values[0].Split(':')[0] + ":" + Composite(element).Split(':', 2)[1]);
            else if (element.Components.Count > 0)
                values.Add(Composite(element));
            else
                values.Add(string.Join('^', Enumerable.Range(0, 1 + _random.Next(Math.Min(element.MaxRepetitions, 3))).Select(_ => Value(element, ref format))));
        }
        return values;
    }

    private string Composite(ElementSpec composite)
    {
        var (values, format) = (new List<string>(), "");
        foreach (var part in composite.Components)
        {
            var isThere = part.Usage == Usage.Required || (part.Usage == Usage.Situational && Chance(40));
            var isAfterGap = part.Usage == Usage.Situational && values.Count > 0 && values[^1].Length == 0
                && composite.Components[values.Count - 1] is { Usage: Usage.Situational } before && before.DataElement == part.DataElement;
            // A date comes with its format.
            if (part.DataElement == 1251 && part.Usage == Usage.Situational)
                isThere = format.Length > 0;
            values.Add(isThere && !isAfterGap ? Value(part, ref format) : "");
        }
        while (values.Count > 1 && values[^1].Length == 0)
            values.RemoveAt(values.Count - 1);
        return string.Join(':', values);
    }

    private string Value(ElementSpec element, ref string format)
    {
        if (element.DataElement == 1250)
            return format = element.Codes.Count > 0 ? Any(element.Codes) : Any(["D8", "RD8"]);
        if (element.Codes.Count > 0)
            return Any(element.Codes);
        return element.DataElement switch
        {
            1251 => Formatted(format),
            782 => Money(),
            // A share is no more than the whole.
            954 => (_random.Next(0, 101) / 100m).ToString("0.##", CultureInfo.InvariantCulture),
            _ => element.Type switch
            {
                ElementType.Date => Date(),
                ElementType.Time => Time(),
                ElementType.Integer => Digits(element),
                ElementType.Decimal => Decimal(element),
                _ => Letters(element),
            },
        };
    }

    private string Formatted(string format) => format switch
    {
        "RD8" => $"2025{Date()[4..]}-{Date()}",
        "DT" => Date() + Time(),
        "TM" => Time(),
        _ => Date(),
    };

    private string Digits(ElementSpec element)
    {
        var length = Math.Max(element.Min, 1 + _random.Next(Math.Min(element.Max, 2)));
        return _random.Next((int)Math.Pow(10, length - 1), (int)Math.Pow(10, length)).ToString(CultureInfo.InvariantCulture);
    }

    private string Decimal(ElementSpec element)
    {
        if (element.Min > 1)
            return string.Concat(Enumerable.Repeat("7", element.Min));
        return element.Max > 3 && Chance(40)
            ? (_random.Next(1, 1000) / 10m).ToString("0.#", CultureInfo.InvariantCulture)
            : _random.Next(1, 100).ToString(CultureInfo.InvariantCulture);
    }

    private string Money() => (_random.Next(-5_000, 100_000) / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    private string Date() => new DateOnly(2026, 1, 1).AddDays(_random.Next(365)).ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private string Time() => $"{_random.Next(24):00}{_random.Next(60):00}";

    private string Letters(ElementSpec element)
    {
        var length = Math.Max(element.Min, 1 + _random.Next(Math.Min(element.Max, 10)));
        return string.Concat(Enumerable.Range(0, length).Select(_ => (char)('A' + _random.Next(26))));
    }

    private string Any(IReadOnlyList<string> codes) => codes[_random.Next(codes.Count)];

    private bool Chance(int percent) => _random.Next(100) < percent;
}
