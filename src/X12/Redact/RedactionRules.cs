namespace Portico.X12;

/// <summary>What is done to a value.</summary>
internal enum Redaction : byte
{
    /// <summary>Kept when it has no more characters than a value of its kind; else an id.</summary>
    Keep,

    /// <summary>Its digits are kept when it has no more characters than that, its letters blanked; else an id.</summary>
    KeepDigits,

    /// <summary>Kept when it is a decimal number; else an id.</summary>
    KeepNumber,

    /// <summary>Kept when the element before says that it is a provider's specialty; else an id.</summary>
    KeepSpecialty,

    /// <summary>Kept when it is a name that CTX has; else an id.</summary>
    KeepContext,

    /// <summary>A number of somebody or something: replaced by another of its shape.</summary>
    Id,

    /// <summary>Names and addresses: words by words.</summary>
    Words,

    /// <summary>Phone numbers and other ways to reach somebody.</summary>
    Contact,

    /// <summary>Free text: blanked.</summary>
    Text,

    /// <summary>A date of six or eight digits: shifted.</summary>
    Date,

    /// <summary>A date or period in the format that the element before it says: shifted.</summary>
    Period,

    /// <summary>What the dictionary does not know: an id, or a date when it looks like one.</summary>
    Unknown,
}

/// <summary>What is done to one value, and how long it may be to be kept.</summary>
internal readonly record struct RedactionRule(Redaction What, int Longest = 0)
{
    public static RedactionRule Unknown { get; } = new(Redaction.Unknown);
}

/// <summary>What is done to each element of each segment, by what the dictionary says of it: nothing is kept by default.</summary>
internal sealed class RedactionRules
{
    private static readonly Lazy<RedactionRules> s_5010 = new(() => new(StandardDictionary.For("005010")));
    private static readonly Lazy<RedactionRules> s_4010 = new(() => new(StandardDictionary.For("004010")));

    // Text elements by number. What is not here is an id.
    private static readonly Dictionary<int, RedactionRule> s_texts = new()
    {
        [19] = new(Redaction.Words),
        [93] = new(Redaction.Words),
        [166] = new(Redaction.Words),
        [1035] = new(Redaction.Words),
        [1036] = new(Redaction.Words),
        [1037] = new(Redaction.Words),
        [1038] = new(Redaction.Words),
        [1039] = new(Redaction.Words),
        [1204] = new(Redaction.Words),
        [364] = new(Redaction.Contact),
        [61] = new(Redaction.Text),
        [352] = new(Redaction.Text),
        [449] = new(Redaction.Text),
        [724] = new(Redaction.Text),
        [933] = new(Redaction.Text),
        [1251] = new(Redaction.Period),
        // Codes and numbers of the message itself. Procedures, drugs and revenue codes have eleven characters at most.
        [234] = new(Redaction.Keep, 11),
        [1271] = new(Redaction.Keep, 10),
        [1331] = new(Redaction.Keep, 2),
        [1339] = new(Redaction.Keep, 2),
        [1341] = new(Redaction.Keep, 2),
        [447] = new(Redaction.Keep, 6),
        [480] = new(Redaction.Keep, 35),
        [725] = new(Redaction.Keep, 4),
        [1705] = new(Redaction.Keep, 35),
        [329] = new(Redaction.Keep, 9),
        [628] = new(Redaction.KeepDigits, 12),
        [734] = new(Redaction.KeepDigits, 12),
        [9999] = new(Redaction.KeepContext),
    };

    // Elements that say something else in one segment than in others.
    private static readonly Dictionary<(string, int), RedactionRule> s_special = new()
    {
        [("PER", 2)] = new(Redaction.Text),
        [("PRV", 3)] = new(Redaction.KeepSpecialty, 10),
        [("DN2", 1)] = new(Redaction.Keep, 2),
        [("FRM", 1)] = new(Redaction.Keep, 4),
        // Remark codes.
        [("MIA", 5)] = new(Redaction.Keep, 5),
        [("MIA", 20)] = new(Redaction.Keep, 5),
        [("MIA", 21)] = new(Redaction.Keep, 5),
        [("MIA", 22)] = new(Redaction.Keep, 5),
        [("MIA", 23)] = new(Redaction.Keep, 5),
        [("MOA", 3)] = new(Redaction.Keep, 5),
        [("MOA", 4)] = new(Redaction.Keep, 5),
        [("MOA", 5)] = new(Redaction.Keep, 5),
        [("MOA", 6)] = new(Redaction.Keep, 5),
        [("MOA", 7)] = new(Redaction.Keep, 5),
    };

    // Outside of what the dictionary has.
    private static readonly Dictionary<string, RedactionRule[]> s_envelope = new()
    {
        ["ISA"] =
        [
            new(Redaction.Keep, 2), new(Redaction.Text), new(Redaction.Keep, 2), new(Redaction.Text), new(Redaction.Keep, 2), new(Redaction.Id),
            new(Redaction.Keep, 2), new(Redaction.Id), new(Redaction.Date), new(Redaction.KeepDigits, 6), new(Redaction.Keep, 1), new(Redaction.Keep, 5),
            new(Redaction.Keep, 9), new(Redaction.Keep, 1), new(Redaction.Keep, 1), new(Redaction.Keep, 1),
        ],
        ["GS"] =
        [
            new(Redaction.Keep, 2), new(Redaction.Id), new(Redaction.Id), new(Redaction.Date), new(Redaction.KeepDigits, 8), new(Redaction.Keep, 9),
            new(Redaction.Keep, 2), new(Redaction.Keep, 35),
        ],
        ["ST"] = [new(Redaction.Keep, 3), new(Redaction.Keep, 9), new(Redaction.Keep, 35)],
        ["GE"] = [new(Redaction.Keep, 9), new(Redaction.Keep, 9)],
        ["IEA"] = [new(Redaction.Keep, 9), new(Redaction.Keep, 9)],
        ["TA1"] = [new(Redaction.Keep, 9), new(Redaction.Date), new(Redaction.KeepDigits, 8), new(Redaction.Keep, 1), new(Redaction.Keep, 3)],
    };

    private readonly Dictionary<uint, RedactionRule[][]> _segments = [];

    private RedactionRules(StandardDictionary dictionary)
    {
        foreach (var segment in dictionary.Segments)
            _segments[SegmentId.Pack(segment.Id)] = [.. segment.Elements.Select((word, i) => Rules(dictionary, segment.Id, i + 1, word.Split('*')[0]))];
        foreach (var (id, rules) in s_envelope)
            _segments[SegmentId.Pack(id)] = [.. rules.Select(r => new[] { r })];
    }

    public static RedactionRules For(ReadOnlySpan<byte> version) => version.StartsWith("004010"u8) ? s_4010.Value : s_5010.Value;

    /// <returns>A rule for each component of each element; null for a segment that nobody knows.</returns>
    public RedactionRule[][]? Find(uint id) => _segments.GetValueOrDefault(id);

    private static RedactionRule[] Rules(StandardDictionary dictionary, string segment, int number, string reference) =>
        reference[0] == 'C' ? [.. dictionary.Composite(reference).Select(e => Rule(dictionary, segment, 0, e))] : [Rule(dictionary, segment, number, reference)];

    private static RedactionRule Rule(StandardDictionary dictionary, string segment, int number, string reference)
    {
        if (s_special.TryGetValue((segment, number), out var special))
            return special;
        var element = dictionary.Element(reference, Usage.Situational, 1, []);
        return element.Type switch
        {
            // The one code that says where somebody lives.
            ElementType.Code => element.DataElement == 116 ? new(Redaction.Id) : new(Redaction.Keep, element.Max),
            ElementType.Date => new(Redaction.Date),
            ElementType.Time => new(Redaction.KeepDigits, element.Max),
            ElementType.Integer or ElementType.Decimal => new(Redaction.KeepNumber),
            _ => s_texts.GetValueOrDefault(element.DataElement, new(Redaction.Id)),
        };
    }
}
