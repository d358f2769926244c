using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Portico.Modules.Patients.Contracts;

namespace Portico.Modules.Patients.Domain.Licences;

/// <summary>Reads the text of the barcode on the back of a driver's licence or an ID card, out of the barcode or as a scanner types it.</summary>
/// <remarks>Source: AAMVA DL/ID Card Design Standard, annex D, versions 00 to 10. An element is three letters and its value; it stands
/// at the beginning of a line. Offsets and lengths of the header's directory are passed over: many issuers count them wrong, and a scanner
/// that changes one control character moves them all. Of the header only the issuer and the kind of card are taken.</remarks>
public static partial class LicenceText
{
    /// <summary>A barcode of this kind holds 1,800 characters at most.</summary>
    public const int MostChars = 6000;

    private const int EnoughToBeRunTogether = 5;

    /// <summary>What an element's value looks like: where only blanks part them, a word of a name or a street may begin like one.</summary>
    private enum Shape { Free, Date, Letter, Digits, TwoLetters, ThreeLetters }

    // Those of one shape, and those of any that could begin a word (DAHLIA); no English word begins with DB, DC or DD.
    private static readonly Dictionary<string, Shape> s_known = new()
    {
        ["DAA"] = Shape.Free, ["DAB"] = Shape.Free, ["DAC"] = Shape.Free, ["DAD"] = Shape.Free, ["DAE"] = Shape.Free, ["DAG"] = Shape.Free,
        ["DAH"] = Shape.Free, ["DAI"] = Shape.Free, ["DAJ"] = Shape.TwoLetters, ["DAK"] = Shape.Free, ["DAQ"] = Shape.Free,
        ["DAU"] = Shape.Digits, ["DAW"] = Shape.Digits, ["DAX"] = Shape.Digits, ["DAY"] = Shape.ThreeLetters, ["DAZ"] = Shape.ThreeLetters,
        ["DBA"] = Shape.Date, ["DBB"] = Shape.Date, ["DBC"] = Shape.Letter, ["DBD"] = Shape.Date, ["DCG"] = Shape.ThreeLetters,
        ["DDE"] = Shape.Letter, ["DDF"] = Shape.Letter, ["DDG"] = Shape.Letter,
    };

    /// <returns>What it says, or why it says nothing; exactly one of the two. Any characters at all: nothing is thrown.</returns>
    public static (Licence? Licence, LicenceFault? Fault) Read(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return (null, LicenceFault.Nothing);
        if (text.Length > MostChars)
            return (null, LicenceFault.NotALicence);
        var tidy = Tidy(text);
        var header = Header().Match(tidy);
        // Caps Lock turns what a scanner types.
        if (!header.Success && Header().Match(tidy.ToUpperInvariant()) is { Success: true } shouted)
            (tidy, header) = (tidy.ToUpperInvariant(), shouted);
        var body = header.Success ? tidy[(header.Index + header.Length)..] : tidy;

        foreach (var isWithoutBreaks in new[] { false, true })
        {
            var elements = isWithoutBreaks ? BetweenBlanks(body) : OnLines(body);
            if (NamesSomebody(elements) && (header.Success || elements.ContainsKey("DBB")))
                return (Of(elements, header, body, isWithoutBreaks), null);
        }
        var begun = ElementBegins().Count(body);
        return (null, !header.Success && begun < EnoughToBeRunTogether ? LicenceFault.NotALicence
            : begun >= EnoughToBeRunTogether && OnLines(body).Count < EnoughToBeRunTogether ? LicenceFault.RunTogether
            : LicenceFault.Incomplete);
    }

    /// <summary>One kind of line break, blanks and what can be shown.</summary>
    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            // A scanner that types Alt and a number gets the old signs of code page 437 for control characters.
            if (c is '\r' or '\n' or '\t' or '\u001c' or '\u001d' or '\u001e' or '\u25d9' or '\u266a' or '\u25b2' or '\u2194' or '\u221f')
                tidy.Append('\n');
            else if (char.IsWhiteSpace(c))
                tidy.Append(' ');
            else if (!char.IsControl(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse) && c != '\ufffd')
                tidy.Append(c);
        }
        return tidy.ToString();
    }

    private static Dictionary<string, string> OnLines(string body)
    {
        Dictionary<string, string> elements = [];
        foreach (var line in body.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // The subfile's own name stands before its first element; a directory that could not be read stands before that.
            var element = Element().Match(line);
            if (!element.Success && elements.Count == 0)
                element = AfterDirectory().Match(line);
            if (element.Success)
                elements.TryAdd(element.Groups["id"].Value, element.Groups["value"].Value);
        }
        return Given(elements);
    }

    private static Dictionary<string, string> BetweenBlanks(string body)
    {
        var begins = WordThatMayBegin().Matches(body).Where(m => Begins(m.Groups["id"].Value, m.Groups["value"].Value)).ToList();
        var times = begins.CountBy(m => m.Groups["id"].Value).ToDictionary();
        Dictionary<string, string> elements = [];
        for (var i = 0; i < begins.Count; i++)
        {
            var id = begins[i].Groups["id"].Value;
            var until = i + 1 < begins.Count ? begins[i + 1].Index : body.Length;
            // Twice means that one of the two is a word of the value before it: neither is known then, nor where that value ends.
            if (times[id] > 1 || i + 1 < begins.Count && times[begins[i + 1].Groups["id"].Value] > 1)
                continue;
            var from = begins[i].Groups["value"].Index;
            elements.TryAdd(id, Subfile().Replace(body[from..until], ""));
        }
        return Given(elements);
    }

    private static bool Begins(string id, string value) => (s_known.TryGetValue(id, out var shape) ? shape : id[1] == 'A' ? (Shape?)null : Shape.Free) switch
    {
        Shape.Date => value.Length == 8 && value.All(char.IsAsciiDigit),
        Shape.Letter => value.Length == 1,
        Shape.Digits => value.Length > 0 && char.IsAsciiDigit(value[0]),
        Shape.TwoLetters => value.Length == 2,
        Shape.ThreeLetters => value.Length == 3,
        Shape.Free => true,
        _ => false,
    };

    /// <summary>Without those that say that there is nothing to say.</summary>
    private static Dictionary<string, string> Given(Dictionary<string, string> elements) => elements
        .Select(e => (e.Key, Value: Blanks().Replace(e.Value, " ").Trim(' ', ',')))
        .Where(e => e.Value.Length > 0 && e.Value.ToUpperInvariant() is not ("NONE" or "UNAVL" or "UNAVAIL" or "UNAVAILABLE" or "UNKNOWN" or "UNK" or "N/A"))
        .ToDictionary(e => e.Key, e => e.Value);

    private static bool NamesSomebody(Dictionary<string, string> elements) =>
        elements.ContainsKey("DCS") || elements.ContainsKey("DAA") || elements.ContainsKey("DAB") || elements.ContainsKey("DCT") || elements.ContainsKey("DAC");

    private static Licence Of(Dictionary<string, string> elements, Match header, string body, bool isWithoutBreaks)
    {
        string? Get(params ReadOnlySpan<string> ids)
        {
            foreach (var id in ids)
            {
                if (elements.TryGetValue(id, out var value))
                    return value;
            }
            return null;
        }

        var (family, given, suffix) = (Get("DCS", "DAB"), GivenNames(Get("DAC"), Get("DCT"), Get("DAD")), Get("DCU", "DAE"));
        string? whole = null;
        if (family is null && given.Length == 0 && Get("DAA") is { } name)
        {
            // Version 1: family, given, middle and suffix between commas.
            if (name.Split(',', StringSplitOptions.TrimEntries) is [var first, .. var rest] && rest.Length > 0)
                (family, given, suffix) = (first, string.Join(' ', rest.Take(2)).Trim(), suffix ?? rest.ElementAtOrDefault(2));
            else
                whole = name;
        }
        return new()
        {
            Family = PrintedWords.Of(family ?? ""), Given = PrintedWords.Of(given), WholeName = whole,
            Suffix = string.IsNullOrEmpty(suffix) ? null : PrintedWords.Of(suffix),
            IsFamilyCut = Get("DDE") == "T", IsGivenCut = Get("DDF") == "T" || Get("DDG") == "T",
            BirthDate = Date(Get("DBB")), ExpiresOn = Date(Get("DBA")),
            Sex = Get("DBC") switch { "1" or "M" or "m" => Sex.Male, "2" or "F" or "f" => Sex.Female, _ => Sex.Unknown },
            Address = Place(Get("DAG", "DAL"), Get("DAH", "DAM"), Get("DAI", "DAN"), Get("DAJ", "DAO"), Get("DAK", "DAP")),
            Issuer = Issuers.Code(header.Groups["issuer"].Value), IsWithoutBreaks = isWithoutBreaks,
            IsIdCard = (header.Groups["kind"].Captures is [var said, ..] ? said.Value : KindBefore().Match(body).Groups["kind"].Value) == "ID",
        };
    }

    // Of versions 2 and 3 all given names are one element, between commas or blanks.
    private static string GivenNames(string? first, string? all, string? middle) =>
        string.Join(' ', $"{first ?? all} {middle}".Split([' ', ','], StringSplitOptions.RemoveEmptyEntries));

    private static LicencePlace? Place(string? line1, string? line2, string? city, string? state, string? zip) =>
        line1 is null && city is null ? null : new(PrintedWords.Of(line1 ?? ""), line2 is null ? null : PrintedWords.Of(line2),
            PrintedWords.Of(city ?? ""), state?.ToUpperInvariant() ?? "", Zip(zip ?? ""));

    private static string Zip(string printed)
    {
        var bare = string.Concat(printed.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return bare.All(char.IsAsciiDigit) && bare.Length == 9 ? bare[5..] == "0000" ? bare[..5] : $"{bare[..5]}-{bare[5..]}"
            : bare.Length == 6 && char.IsLetter(bare[0]) ? $"{bare[..3]} {bare[3..]}" : bare;
    }

    /// <summary>Month first in the United States, year first in Canada and in version 1; issuers do as they like. No year is one of a month,
    /// so that the digits themselves tell.</summary>
    private static DateOnly? Date(string? digits)
    {
        if (digits is not { Length: 8 } || !digits.All(char.IsAsciiDigit))
            return null;
        var format = string.CompareOrdinal(digits[..2], "18") >= 0 ? "yyyyMMdd" : "MMddyyyy";
        return DateOnly.TryParseExact(digits, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year >= 1880 ? date : null;
    }

    // The file type, the issuer, the version and, since version 2, the jurisdiction's own, the number of subfiles; then where each is.
    [GeneratedRegex(@"(?:ANSI ?|AAMVA ?)(?<issuer>\d{6})\d{2}(?:\d{4}|\d{2})? ?(?:(?<kind>DL|ID)\d{8}|[A-Z]{2}\d{8})*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Header();

    [GeneratedRegex(@"^(?:DL|ID|EN)?(?<id>D[A-D][A-Z])(?<value>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Element();

    [GeneratedRegex(@"(?:DL|ID)(?<id>D[A-D][A-Z])(?<value>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex AfterDirectory();

    [GeneratedRegex(@"(?<=^|\s)(?:DL|ID)?(?<id>D[A-D][A-Z])(?<value>\S*)", RegexOptions.CultureInvariant)]
    private static partial Regex WordThatMayBegin();

    [GeneratedRegex(@"D[A-D][A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex ElementBegins();

    // The state's own part, which follows: its letter names the state.
    [GeneratedRegex(@"\sZ[A-Z]Z[A-Z]{2}.*$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Subfile();

    [GeneratedRegex(@"^\s*(?<kind>DL|ID)D[A-D][A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex KindBefore();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
