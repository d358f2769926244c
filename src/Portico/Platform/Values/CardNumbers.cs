using System.Globalization;

namespace Portico.Platform.Values;

/// <summary>How much an identifier looks like a payment card's number.</summary>
public enum CardLikeness
{
    No,

    /// <summary>The check digit fits, the prefix is no card network's: some payers number members so. Warn and accept.</summary>
    CheckDigitOnly,

    /// <summary>Check digit, length and a card network's prefix: refuse.</summary>
    Card,
}

/// <summary>Finds payment card numbers, so that none is ever stored. Pure; knows no card but the rules of ISO/IEC 7812.</summary>
public static class CardNumbers
{
    private const int Fewest = 13;
    private const int Most = 19;

    /// <summary>Whether free text holds 13 to 19 digits with a right check digit, in one piece or in groups.</summary>
    /// <remarks>Groups may be parted by a space, a dash, a dot or a slash. In groups, as in a longer run of digits, only a
    /// card network's prefix counts: two dates or two phones in a row have a right check digit every tenth time.</remarks>
    public static bool AreIn(string? text)
    {
        foreach (var run in Runs(text ?? ""))
        {
            for (var first = 0; first < run.Count; first++)
            {
                var digits = "";
                for (var last = first; last < run.Count && digits.Length <= Most; last++)
                {
                    digits += run[last];
                    if (digits.Length is >= Fewest and <= Most && HasCheckDigit(digits)
                        && (first == last || (IsNetwork(digits) && !IsPhone(run, first))))
                        return true;
                }
            }
            if (run.Any(HidesCard))
                return true;
        }
        return false;
    }

    /// <summary>Judges a member id, a claim number or a reference as a whole: separators are left out.</summary>
    public static CardLikeness Of(string? identifier)
    {
        var digits = string.Concat(Runs(identifier ?? "").SelectMany(r => r));
        var others = (identifier ?? "").Any(char.IsLetter);
        if (others || digits.Length is < Fewest or > Most || !HasCheckDigit(digits))
            return AreNetworkCardsIn(identifier) ? CardLikeness.Card : CardLikeness.No;
        return IsNetwork(digits) ? CardLikeness.Card : CardLikeness.CheckDigitOnly;
    }

    /// <summary>Whether one of a request's identifiers has a payment card's check digit by chance or by mistake: kept, and looked at again.</summary>
    public static bool AreDoubtful(params ReadOnlySpan<string?> identifiers)
    {
        foreach (var identifier in identifiers)
        {
            if (Of(identifier) == CardLikeness.CheckDigitOnly)
                return true;
        }
        return false;
    }

    // No card is written 303-555-0199; two phones between which a single space stands are.
    private static bool IsPhone(List<string> run, int first) =>
        run.Count > first + 2 && (run[first].Length, run[first + 1].Length, run[first + 2].Length) == (3, 3, 4);

    // A card number written after a word or a letter is a card number still.
    private static bool AreNetworkCardsIn(string? identifier) => Runs(identifier ?? "").Any(run =>
        HidesCard(string.Concat(run)) || (string.Concat(run) is { Length: >= Fewest and <= Most } whole && HasCheckDigit(whole) && IsNetwork(whole)));

    private static bool HidesCard(string digits)
    {
        if (digits.Length <= Most)
            return false;
        for (var start = 0; start + Fewest <= digits.Length; start++)
        {
            for (var length = Fewest; length <= Most && start + length <= digits.Length; length++)
            {
                var window = digits.Substring(start, length);
                if (IsNetwork(window) && HasCheckDigit(window))
                    return true;
            }
        }
        return false;
    }

    /// <summary>Runs of digit groups with a single separator between them, in whatever script the digits are.</summary>
    private static List<List<string>> Runs(string text)
    {
        List<List<string>> runs = [];
        List<string> run = [];
        var group = "";
        var gap = 0;
        foreach (var c in text)
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(c);
            if (digit >= 0)
            {
                group += (char)('0' + digit);
                gap = 0;
                continue;
            }
            if (group.Length > 0)
                run.Add(group);
            group = "";
            gap++;
            if ((!IsSeparator(c) || gap > 1) && run.Count > 0)
            {
                runs.Add(run);
                run = [];
            }
        }
        if (group.Length > 0)
            run.Add(group);
        if (run.Count > 0)
            runs.Add(run);
        return runs;
    }

    private static bool IsSeparator(char c) =>
        c is '-' or '.' or '/' or '_' || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation;

    /// <summary>Luhn's formula. All zeros pass it and are no number.</summary>
    private static bool HasCheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
        }
        return sum > 0 && sum % 10 == 0;
    }

    private static bool IsNetwork(string digits)
    {
        var six = int.Parse(digits.AsSpan(0, 6), CultureInfo.InvariantCulture);
        var (two, three, four) = (six / 10_000, six / 1_000, six / 100);
        return digits.Length switch
        {
            13 => digits[0] == '4' || IsMaestro(four),
            14 => two is 36 or 38 or 39 || three is >= 300 and <= 305 || four is 3095 || IsMaestro(four),
            15 => two is 34 or 37 || IsMaestro(four),
            _ => digits[0] == '4' || two is >= 51 and <= 55 or 62 or 65 or 36 or 38 or 39
                || three is >= 644 and <= 649 or >= 300 and <= 305
                || four is 6011 or 3095 or >= 2221 and <= 2720 or >= 3528 and <= 3589 || IsMaestro(four),
        };
    }

    private static bool IsMaestro(int four) => four is 5018 or 5020 or 5038 or 5893 or 6304 or 6759 or 6761 or 6762 or 6763;
}

/// <summary>Marks a member id, a claim number, a reference, a phone or what is searched for: judged as a whole, by <see cref="CardNumbers.Of"/>.</summary>
/// <remarks>Every other text of a request is judged as words, by <see cref="CardNumbers.AreIn"/>.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdentifierAttribute : Attribute;

/// <summary>Marks what a machine made, such as a hash or another system's key: its digits mean nothing.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OpaqueAttribute : Attribute;
