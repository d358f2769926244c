using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portico.Modules.Staff.Contracts;

/// <summary>A secret that is shown once and kept only as a hash: an enrolment link, an API token.</summary>
/// <param name="Text"><c>PREFIX_PRACTICE_RANDOM</c>: it names the practice, because row-level security hides every other one.</param>
/// <param name="Hash">SHA-256 in hex. 256 random bits need no slow hash.</param>
/// <remarks>Whoever asks for it makes it and sends the hash alone: what a use case is told and answers is kept for replay.</remarks>
public sealed record OneTimeSecret(string Text, string Hash)
{
    public const string LinkPrefix = "enrol";
    public const string TokenPrefix = "portico";

    public static OneTimeSecret New(string prefix, int practice)
    {
        var random = RandomNumberGenerator.GetHexString(64, lowercase: true);
        var text = string.Create(CultureInfo.InvariantCulture, $"{prefix}_{practice}_{random}");
        return new(text, HashOf(text));
    }

    /// <summary>Reads what a visitor showed. False: it has not the form, whatever the database holds.</summary>
    public static bool TryRead(string? text, string prefix, out int practice, out string hash)
    {
        (practice, hash) = (0, "");
        if (text?.Split('_') is not [var head, var number, { Length: 64 }] || head != prefix
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out practice))
            return false;
        hash = HashOf(text);
        return true;
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
