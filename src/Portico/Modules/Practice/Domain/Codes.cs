namespace Portico.Modules.Practice.Domain;

/// <summary>Tags of languages, by their shape: <c>en</c>, <c>zh-Hans</c>, <c>es-MX</c>.</summary>
/// <remarks>Source: BCP 47 (RFC 5646): language of two or three letters, then a script of four and a region of two.</remarks>
public static class LanguageTag
{
    public static bool IsOne(string? tag)
    {
        var parts = (tag ?? "").Split('-');
        return parts[0].Length is 2 or 3 && parts.Length <= 3 && parts.All(p => p.Length > 0 && p.All(char.IsAsciiLetter))
            && parts[1..].All(p => p.Length is 2 or 4);
    }

    /// <summary>In the usual case: language small, script with a capital, region in capitals.</summary>
    public static string Canonical(string tag) => string.Join('-', tag.Split('-').Select((part, i) =>
        i == 0 ? part.ToLowerInvariant() : part.Length == 2 ? part.ToUpperInvariant() : char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant()));
}

/// <summary>States, districts and territories by their postal code.</summary>
public static class UsState
{
    public static bool IsOne(string? state) => state is { Length: 2 } && state.All(char.IsAsciiLetter);
}
