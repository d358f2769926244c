using System.Globalization;
using System.Security.Cryptography;

namespace Portico.X12;

/// <summary>Makes a copy of an input that has the same shape and other people in it: for tests, support and training.</summary>
/// <remarks>
/// <para>Names, ids, group, claim and trace numbers, contacts, addresses and ZIPs are replaced, the same value by the same
/// replacement wherever it stands; all dates are shifted by one number of whole weeks, times of day stay; free text is blanked.
/// Codes, amounts, counts and the control numbers of the envelope stay, so that the copy adds up and checks as the input does.
/// Every value keeps its length, so every issue keeps its place. What the dictionary does not know is replaced whole.</para>
/// <para>This is no certificate: amounts, codes, states and rare procedures may still tell who somebody is. <see cref="Notice"/>
/// says so, and belongs in front of whoever gets the copy. Who has the key can tell whether a value they know was in the input:
/// throw it away.</para>
/// <para>Reads piece by piece; memory does not grow with the input. Not safe from several threads at once.</para>
/// </remarks>
public sealed class Redactor
{
    /// <summary>A key has at least this many bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>What must be said with every copy.</summary>
    public const string Notice =
        "This copy is not certified as de-identified (45 CFR 164.514): amounts, codes, states and the order of events stay. Treat it as patients' data until somebody who may decide has looked at it.";

    // One to nine years, by whole weeks: a Monday stays a Monday.
    private const int LeastWeeks = 52;
    private const int MostWeeks = 468;

    private static readonly string[] s_contexts =
        [ErrorContext.SituationalTrigger, "CLM01", "TRN02", "NM109", "ENT01", "PATIENT NAME NM109", "SUBSCRIBER NAME NM109", "SUBSCRIBER NUMBER REF02"];

    private readonly Pseudonyms _pseudonyms;
    private readonly int _days;
    private byte[] _piece = new byte[1024];
    private RedactionRules _rules = RedactionRules.For("005010"u8);
    private RedactionRules _groupRules = RedactionRules.For("005010"u8);

    /// <summary>Begins a run: the same key gives the same replacements.</summary>
    /// <param name="key">Secret, of <see cref="KeyLength"/> bytes or more. See <see cref="NewKey"/>.</param>
    public Redactor(ReadOnlySpan<byte> key)
    {
        if (key.Length < KeyLength)
            throw new ArgumentException($"A key has at least {KeyLength} bytes.", nameof(key));
        _pseudonyms = new(key.ToArray());
        _days = -7 * (LeastWeeks + _pseudonyms.Number(MostWeeks - LeastWeeks));
    }

    /// <summary>A key that nobody knows.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyLength);

    /// <summary>Copies an input of any number of interchanges.</summary>
    /// <param name="input">Read from where it stands, and left open.</param>
    /// <param name="output">Gets as many bytes as the input has.</param>
    /// <remarks>Errors of the streams come through.</remarks>
    public void Redact(Stream input, Stream output)
    {
        using var reader = new SegmentReader(input, leaveOpen: true);
        while (reader.Read())
            output.Write(Piece(reader));
    }

    private ReadOnlySpan<byte> Piece(SegmentReader reader)
    {
        var raw = reader.Raw;
        if (_piece.Length < raw.Length)
            _piece = new byte[Math.Max(raw.Length, _piece.Length * 2)];
        var piece = _piece.AsSpan(0, raw.Length);
        raw.CopyTo(piece);
        var segment = reader.Current;
        if (segment.Kind == SegmentKind.Skipped)
            Blank(piece[Delimiters.Blanks(piece)..]);
        else
            Replace(segment, piece[reader.LeadingLength..], reader.Id);
        return piece;
    }

    private void Replace(Segment segment, Span<byte> piece, uint id)
    {
        // ST03 decides over GS08, as it does about the grammar.
        if (id == SegmentId.Isa)
            _rules = _groupRules = RedactionRules.For("005010"u8);
        else if (id == SegmentId.Gs)
            _rules = _groupRules = RedactionRules.For(segment[8]);
        else if (id == SegmentId.St)
            _rules = segment[3].IsEmpty ? _groupRules : RedactionRules.For(segment[3]);
        var rules = _rules.Find(id);
        if (id == 0 || !IsId(segment.Id))
            _pseudonyms.Id(piece[..segment.Id.Length]);
        var (isIsa, delimiters) = (id == SegmentId.Isa, segment.Delimiters);
        for (var number = 1; number <= segment.Count; number++)
        {
            var value = segment[number];
            if (value.IsEmpty)
                continue;
            var into = piece.Slice(segment.OffsetOf(number), value.Length);
            var own = rules is not null && number <= rules.Length ? rules[number - 1] : null;
            // ISA11 and ISA16 are the delimiters themselves.
            if (isIsa)
                One(into, value, [], own is null ? RedactionRule.Unknown : own[0]);
            else
                Element(into, value, segment[number - 1], own, delimiters);
        }
    }

    private void Element(Span<byte> into, ReadOnlySpan<byte> value, ReadOnlySpan<byte> before, RedactionRule[]? rules, Delimiters delimiters)
    {
        var (start, component) = (0, 0);
        for (var i = 0; i <= value.Length; i++)
        {
            var isRepetition = i < value.Length && delimiters.Repetition is { } separator && value[i] == separator;
            if (i < value.Length && !isRepetition && value[i] != delimiters.Component)
                continue;
            var part = value[start..i];
            var rule = rules is null ? RedactionRule.Unknown : rules.Length == 1 ? rules[0] : component < rules.Length ? rules[component] : RedactionRule.Unknown;
            if (!part.IsEmpty)
                One(into[start..i], part, before, rule);
            before = part;
            component = isRepetition ? 0 : component + 1;
            start = i + 1;
        }
    }

    private void One(Span<byte> into, ReadOnlySpan<byte> value, ReadOnlySpan<byte> before, RedactionRule rule)
    {
        switch (rule.What)
        {
            case Redaction.Keep when value.Length <= rule.Longest:
            case Redaction.KeepNumber when ElementCheck.IsDecimal(value, out _):
            case Redaction.KeepSpecialty when value.Length <= rule.Longest && (before.SequenceEqual("PXC"u8) || before.SequenceEqual("ZZ"u8)):
            case Redaction.KeepContext when s_contexts.Contains(Bytewise.Text(value)):
                break;
            // What begins with digits counts as them in part: the levels of HL.
            case Redaction.KeepDigits when value.Length <= rule.Longest:
                BlankLetters(into);
                break;
            case Redaction.Words:
                _pseudonyms.Words(into);
                break;
            case Redaction.Contact:
                _pseudonyms.Contact(into);
                break;
            case Redaction.Text:
                if (value.ContainsAnyExcept((byte)' '))
                    into.Fill((byte)'X');
                break;
            case Redaction.Date:
                ShiftOrSpoil(into);
                break;
            case Redaction.Period:
                Period(into, before);
                break;
            case Redaction.Unknown when value.Length == 8 && value[0] is (byte)'1' or (byte)'2' && ElementCheck.IsDate(value):
                Shift(into);
                break;
            default:
                _pseudonyms.Id(into);
                break;
        }
    }

    private void Period(Span<byte> value, ReadOnlySpan<byte> format)
    {
        if (format.SequenceEqual("TM"u8) && value.Length <= 8 && IsDigits(value))
            return;
        if (value.Length == 17 && value[8] == '-')
        {
            ShiftOrSpoil(value[..8]);
            ShiftOrSpoil(value[9..]);
        }
        else if (value.Length is 12 or 14 && ElementCheck.IsDate(value[..8]) && IsDigits(value[8..]))
        {
            Shift(value[..8]);
        }
        else
        {
            ShiftOrSpoil(value);
        }
    }

    // What is no date stays none, and does not tell what it was.
    private void ShiftOrSpoil(Span<byte> value)
    {
        if (ElementCheck.IsDate(value))
        {
            Shift(value);
            return;
        }
        foreach (ref var b in value)
            b = char.IsAsciiDigit((char)b) ? (byte)'9' : char.IsAsciiLetter((char)b) || b >= 0x80 ? (byte)'X' : b;
    }

    private void Shift(Span<byte> date)
    {
        Span<char> text = stackalloc char[8];
        for (var i = 0; i < date.Length; i++)
            text[8 - date.Length + i] = (char)date[i];
        if (date.Length == 6)
            "20".CopyTo(text);
        var day = DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture);
        var number = day.DayNumber + _days;
        // A date from the beginning of time goes the other way.
        var shifted = DateOnly.FromDayNumber(number >= 0 ? number : day.DayNumber - _days);
        shifted.TryFormat(text, out _, "yyyyMMdd", CultureInfo.InvariantCulture);
        for (var i = 0; i < date.Length; i++)
            date[i] = (byte)text[8 - date.Length + i];
    }

    // Bytes between segments: what cuts stays, so that it is cut the same.
    private static void Blank(Span<byte> text)
    {
        foreach (ref var b in text)
        {
            if (char.IsAsciiDigit((char)b))
                b = (byte)'X';
        }
        BlankLetters(text);
    }

    private static void BlankLetters(Span<byte> text)
    {
        foreach (ref var b in text)
        {
            if (char.IsAsciiLetter((char)b) || b >= 0x80)
                b = (byte)'X';
        }
    }

    private static bool IsDigits(ReadOnlySpan<byte> value) => !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool IsId(ReadOnlySpan<byte> id)
    {
        foreach (var b in id)
        {
            if (!char.IsAsciiLetterOrDigit((char)b))
                return false;
        }
        return id.Length is 2 or 3;
    }
}
