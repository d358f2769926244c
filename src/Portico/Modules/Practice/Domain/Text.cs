namespace Portico.Modules.Practice.Domain;

internal static class Text
{
    /// <summary>What was left empty is absent, not an empty text.</summary>
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
