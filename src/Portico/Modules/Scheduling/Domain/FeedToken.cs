using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>What a calendar feed's address holds: shown once, kept as its hash.</summary>
/// <param name="Text"><c>cal_PRACTICE_RANDOM</c>: it names the practice, because row-level security hides every other one.</param>
/// <param name="Hash">SHA-256 in hex. 256 random bits need no slow hash.</param>
public sealed record FeedToken(string Text, string Hash)
{
    private const string Prefix = "cal";

    public static FeedToken New(int practice)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Prefix}_{practice}_{RandomNumberGenerator.GetHexString(64, lowercase: true)}");
        return new(text, Convert.ToHexStringLower(HashOf(text)));
    }

    /// <summary>Reads what a calendar program showed. False: it has not the form, whatever the database holds.</summary>
    public static bool TryRead(string text, out int practice, out byte[] hash)
    {
        (practice, hash) = (0, []);
        if (text.Split('_') is not [Prefix, var number, { Length: 64 }]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out practice))
            return false;
        hash = HashOf(text);
        return true;
    }

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
