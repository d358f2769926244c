using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Portico.Modules.Staff.Domain;

/// <summary>Six-digit codes of an authenticator app.</summary>
/// <remarks>Source: RFC 6238 with SHA-1 and 30-second steps, the only form that every app reads.</remarks>
public static class Totp
{
    private const int StepSeconds = 30;

    /// <summary>20 random bytes, the length RFC 4226 asks for.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    /// <param name="secret">Raw bytes.</param>
    /// <param name="code">As typed; spaces are let through.</param>
    /// <param name="now">Phones drift: the step before and the one after are taken too, no more.</param>
    /// <returns>The step that the code belongs to, so that it can be refused the second time; null when it fits none.</returns>
    public static long? Match(ReadOnlySpan<byte> secret, string code, Instant now)
    {
        var typed = code.Replace(" ", "", StringComparison.Ordinal);
        if (typed.Length != 6 || typed.Any(c => !char.IsAsciiDigit(c)))
            return null;
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? matched = null;
        // All three are computed whichever fits: the time taken says nothing.
        for (var step = current - 1; step <= current + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(typed), Encoding.ASCII.GetBytes(Code(secret, step))))
                matched = step;
        }
        return matched;
    }

    /// <summary>The code of an instant's step.</summary>
    public static string Code(ReadOnlySpan<byte> secret, Instant at) => Code(secret, at.ToUnixTimeSeconds() / StepSeconds);

    private static string Code(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238 as every app reads it; an HMAC does not rest on what is broken in SHA-1.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>What the QR code says. Issuer and name are shown in the app.</summary>
    public static string Address(ReadOnlySpan<byte> secret, string issuer, string signInName) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(signInName)}?secret={Base32(secret)}&issuer={Uri.EscapeDataString(issuer)}";

    /// <summary>The secret as people type it when they cannot scan.</summary>
    public static string Base32(ReadOnlySpan<byte> bytes)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var text = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var b in bytes)
        {
            (buffer, bits) = ((buffer << 8) | b, bits + 8);
            while (bits >= 5)
            {
                text.Append(alphabet[(buffer >> (bits - 5)) & 31]);
                bits -= 5;
            }
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0)
            text.Append(alphabet[(buffer << (5 - bits)) & 31]);
        return text.ToString();
    }
}
