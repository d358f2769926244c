using System.Security.Claims;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Shell;

/// <summary>Answers the command palette: what was typed travels in a body, never in a URL.</summary>
internal static class FindInPalette
{
    internal sealed record Request(string? Typed);

    /// <summary>What each source found, in its own order; sources in the order of their registration.</summary>
    internal static async Task<IReadOnlyList<PaletteFound>> FindAsync(
        Request request, ClaimsPrincipal person, IEnumerable<IPaletteSource> sources, CancellationToken ct)
    {
        var typed = request.Typed?.Trim() ?? "";
        if (typed.Length is < 2 or > 200)
            return [];
        var call = PorticoClaims.ToCall(person, Door.Screen);
        var found = new List<PaletteFound>();
        foreach (var source in sources)
        {
            try
            {
                found.Add(await source.FindAsync(typed, call, ct));
            }
            catch (CallRejectedException)
            {
                // A source that this person may not search finds nothing; its own audit entry says so.
            }
        }
        return found;
    }
}
