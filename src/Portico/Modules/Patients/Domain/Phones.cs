using PhoneNumbers;

namespace Portico.Modules.Patients.Domain;

/// <summary>Phone numbers: stored as E.164, typed in any way an American does.</summary>
public static class Phones
{
    private static readonly PhoneNumberUtil s_numbers = PhoneNumberUtil.GetInstance();

    /// <returns>E.164; null when it cannot be a phone number.</returns>
    public static string? ToE164(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        try
        {
            var number = s_numbers.Parse(typed, "US");
            return s_numbers.IsPossibleNumber(number) ? s_numbers.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary><c>(555) 010-0123</c> for the United States, else E.164.</summary>
    public static string ToShow(string e164) => National(e164) is { Length: 10 } digits && e164.StartsWith("+1", StringComparison.Ordinal)
        ? $"({digits[..3]}) {digits[3..6]}-{digits[6..]}"
        : e164;

    /// <summary>The digits without the country's +1; all digits of other countries.</summary>
    public static string National(string e164)
    {
        var digits = string.Concat(e164.Where(char.IsAsciiDigit));
        return digits.Length == 11 && digits[0] == '1' ? digits[1..] : digits;
    }
}
