using System.Text.RegularExpressions;

namespace Portico.Modules.Coverage.Domain.Inquiries;

/// <summary>What a payer's member ids look like, to catch a mistyped one at the desk.</summary>
/// <remarks>Immutable; safe from any thread.</remarks>
public sealed class MemberIdShape
{
    // No letter of an MBI is S, L, O, I, B or Z: they are taken for digits.
    private const string Letter = "[AC-HJKMNP-RT-Y]";
    private const string LetterOrDigit = "[0-9AC-HJKMNP-RT-Y]";

    private readonly Regex? _pattern;

    private MemberIdShape(Regex? pattern, string words, InquiryFault fault) => (_pattern, Words, Fault) = (pattern, words, fault);

    /// <summary>Nothing is known of them.</summary>
    public static MemberIdShape Any { get; } = new(null, "", InquiryFault.MemberIdShape);

    /// <summary>Medicare's: eleven characters, letters at 2, 5, 8 and 9, letter or digit at 3 and 6, digits elsewhere, the first no zero.</summary>
    /// <remarks>Source: CMS, Understanding the Medicare Beneficiary Identifier (MBI) format.</remarks>
    public static MemberIdShape Mbi { get; } = new(
        Compile($"[1-9]{Letter}{LetterOrDigit}[0-9]{Letter}{LetterOrDigit}[0-9]{Letter}{Letter}[0-9][0-9]"), "11 letters and digits", InquiryFault.MemberIdNotMbi);

    /// <summary>In the desk's words, such as <c>three letters and nine digits</c>.</summary>
    public string Words { get; }

    /// <summary>What one that does not fit is.</summary>
    internal InquiryFault Fault { get; }

    /// <summary>One that a practice has set.</summary>
    /// <param name="pattern">A regular expression over the whole id, as it is sent: <c>[A-Z]{3}[0-9]{9}</c>.</param>
    /// <param name="words">What fits, for the desk.</param>
    /// <returns>Null when the pattern cannot be read, or looks back or ahead: it must take no longer than the id is long.</returns>
    public static MemberIdShape? TryOf(string pattern, string words)
    {
        try
        {
            return new(Compile(pattern), words, InquiryFault.MemberIdShape);
        }
        catch (Exception unreadable) when (unreadable is RegexParseException or NotSupportedException)
        {
            return null;
        }
    }

    /// <param name="id">As it is sent: capitals, without blanks.</param>
    public bool Fits(string id) => _pattern?.IsMatch(id) ?? true;

    private static Regex Compile(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
