using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Shell;

/// <summary>A page in the navigation and the command palette. Modules register theirs: the shell knows no module.</summary>
/// <param name="Roles">All of them may open it.</param>
/// <param name="Keys">Two keys pressed one after the other, such as <c>g t</c>. Null: none.</param>
/// <param name="HomeOf">Who begins the day here.</param>
public sealed record NavItem(string Label, string Href, int Order, Roles Roles, string? Keys = null, Roles HomeOf = Roles.None)
{
    /// <returns>What a person finds in the navigation, in its order.</returns>
    public static IReadOnlyList<NavItem> Of(IEnumerable<NavItem> items, Roles held) =>
        [.. items.Where(i => (i.Roles & held) != 0).OrderBy(i => i.Order).ThenBy(i => i.Label, StringComparer.Ordinal)];

    /// <returns>Where a person begins: never a page that refuses them.</returns>
    public static string Home(IEnumerable<NavItem> items, Roles held)
    {
        var mine = Of(items, held);
        return mine.FirstOrDefault(i => (i.HomeOf & held) != 0)?.Href ?? (mine is [var first, ..] ? first.Href : "/help/keys");
    }
}

/// <summary>Something a person can start from the command palette, on a page of its own.</summary>
/// <param name="IfNothingFound">It is offered too when a search finds nothing.</param>
public sealed record PaletteAction(string Label, string Href, Roles Roles, bool IfNothingFound = false);

/// <param name="Label">What the list shows.</param>
/// <param name="Hint">A second, quieter part; empty when there is none.</param>
public sealed record PaletteHit(string Label, string Hint, string Href);

/// <param name="Hits">The best ones, best first.</param>
/// <param name="Count">In words, how many fit: <c>15 patients</c>, <c>more than 20 patients</c>.</param>
/// <param name="RestHref">A page whose search shows the others too. Null: all are here.</param>
public sealed record PaletteFound(IReadOnlyList<PaletteHit> Hits, string Count, string? RestHref);

/// <summary>Finds things by what was typed: patients, later more.</summary>
public interface IPaletteSource
{
    Task<PaletteFound> FindAsync(string typed, Call call, CancellationToken ct);
}
