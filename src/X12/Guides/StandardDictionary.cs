using System.Globalization;

namespace Portico.X12;

/// <summary>A segment as the standard has it, whatever a guide makes of it.</summary>
/// <remarks>
/// Qualifier is the element whose code says what the segment is about, such as REF01, or 0; IsComposite when the code is its
/// first component, as in HI. Elements are references: a data element's number, or a composite's, with <c>*n</c> when it repeats.
/// </remarks>
internal sealed record StandardSegment(string Id, string Name, int Qualifier, bool IsComposite, string[] Elements, SyntaxNote[] Notes)
{
    public string QualifierKey => IsComposite ? $"{Qualifier}-1" : $"{Qualifier}";
}

/// <summary>Elements, composites and segments of one version of the standard.</summary>
internal sealed class StandardDictionary
{
    private static readonly Lazy<StandardDictionary> s_5010 = new(() => new(StandardTexts.Elements, "", StandardTexts.Composites, StandardTexts.Segments));
    private static readonly Lazy<StandardDictionary> s_4010 = new(() => new(StandardTexts.Elements, StandardTexts.Elements4010,
        StandardTexts.Composites, StandardTexts.Segments + "\n" + StandardTexts.Segments4010));

    private readonly Dictionary<string, (ElementType Type, int Min, int Max, string Name)> _elements = [];
    private readonly Dictionary<string, (string Name, string[] Elements)> _composites = [];
    private readonly Dictionary<string, StandardSegment> _segments = [];

    private StandardDictionary(string elements, string more, string composites, string segments)
    {
        foreach (var words in Lines(elements + "\n" + more))
            _elements[words[0]] = (Type(words[1]), Number(words[2]), Number(words[3]), string.Join(' ', words[4..]));
        foreach (var words in Lines(composites))
        {
            var bar = Array.IndexOf(words, "|");
            _composites[words[0]] = (string.Join(' ', words[(bar + 1)..]), words[1..bar]);
        }
        foreach (var words in Lines(segments))
        {
            // ID qualifier elements / notes | name
            var (slash, bar) = (Array.IndexOf(words, "/"), Array.IndexOf(words, "|"));
            var end = slash < 0 ? bar : slash;
            var notes = slash < 0 ? [] : words[(slash + 1)..bar].Select(Note).ToArray();
            _segments[words[0]] = new(words[0], string.Join(' ', words[(bar + 1)..]), Number(words[1].TrimEnd('c')),
                words[1].EndsWith('c'), words[2..end], notes);
        }
    }

    public static StandardDictionary For(string guide) =>
        guide.StartsWith("004010", StringComparison.Ordinal) ? s_4010.Value : s_5010.Value;

    public IEnumerable<StandardSegment> Segments => _segments.Values;

    public StandardSegment Segment(string id) => _segments[id];

    public StandardSegment? Find(string id) => _segments.GetValueOrDefault(id);

    public string[] Composite(string id) => _composites[id].Elements;

    public string CompositeName(string id) => _composites[id].Name;

    public ElementSpec Element(string reference, Usage usage, int repetitions, string[] codes)
    {
        var (type, min, max, name) = _elements[reference];
        return new()
        {
            DataElement = int.Parse(reference, CultureInfo.InvariantCulture),
            Name = name,
            Type = type,
            Min = min,
            Max = max,
            Usage = usage,
            MaxRepetitions = repetitions,
            Codes = codes,
            Components = [],
            Allowed = codes.Length == 0 ? null : new([.. codes.Select(PackedCode.Of)]),
        };
    }

    private static IEnumerable<string[]> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static SyntaxNote Note(string word) =>
        new(word[0], [.. Enumerable.Range(0, word.Length / 2).Select(i => Number(word.Substring(1 + 2 * i, 2)))]);

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private static ElementType Type(string word) => word switch
    {
        "AN" => ElementType.Text,
        "ID" => ElementType.Code,
        "N0" => ElementType.Integer,
        "R" => ElementType.Decimal,
        "DT" => ElementType.Date,
        "TM" => ElementType.Time,
        _ => throw new System.Diagnostics.UnreachableException(word),
    };
}
