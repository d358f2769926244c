using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Shell;

/// <summary>A page in the navigation and the command palette. Modules register theirs: the shell knows no module.</summary>
/// <param name="Keys">Two keys pressed one after the other, such as <c>g t</c>. Null: none.</param>
public sealed record NavItem(string Label, string Href, int Order, Roles Roles, string? Keys = null);

/// <summary>Something a person can start from the command palette, on a page of its own.</summary>
public sealed record PaletteAction(string Label, string Href, Roles Roles);

/// <param name="Label">What the list shows.</param>
/// <param name="Hint">A second, quieter part; empty when there is none.</param>
public sealed record PaletteHit(string Label, string Hint, string Href);

/// <summary>Finds things by what was typed: patients, later more.</summary>
public interface IPaletteSource
{
    Task<IReadOnlyList<PaletteHit>> FindAsync(string typed, Call call, CancellationToken ct);
}
