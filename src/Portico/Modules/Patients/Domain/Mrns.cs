using System.Globalization;
using System.Security.Cryptography;
using Portico.Modules.Patients.Contracts;

namespace Portico.Modules.Patients.Domain;

/// <summary>Medical record numbers: 8 digits, the last a check digit (Luhn), so that a mistyped one is noticed.</summary>
/// <remarks>Drawn from the patient's id rather than counted: a counter's row would make every registration wait for every import.</remarks>
public static class Mrns
{
    /// <param name="id">Whose.</param>
    /// <param name="attempt">0; one more each time the number is already taken in the practice.</param>
    public static string Draw(PatientId id, int attempt)
    {
        Span<byte> input = stackalloc byte[20];
        id.Value.TryWriteBytes(input, bigEndian: true, out _);
        BitConverter.TryWriteBytes(input[16..], attempt);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(input, hash);
        var number = 1_000_000 + (int)(BitConverter.ToUInt64(hash) % 9_000_000);
        var digits = number.ToString(CultureInfo.InvariantCulture);
        return digits + CheckDigit(digits);
    }

    public static bool IsWellFormed(string mrn) =>
        mrn.Length == 8 && mrn.All(char.IsAsciiDigit) && CheckDigit(mrn[..7]) == mrn[7];

    private static char CheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            sum += i % 2 == 1 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9;
        }
        return (char)('0' + (10 - sum % 10) % 10);
    }
}
