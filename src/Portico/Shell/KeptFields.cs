using System.Security.Claims;
using Portico.Platform.Access;
using Portico.Platform.Drafts;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Shell;

/// <summary>What stood in a page's fields when its circuit was gone: kept for the moment until the page has come again.</summary>
/// <remarks>On the server, encrypted and the person's own as every draft, so that nothing of it stays in the browser.</remarks>
internal static class KeptFields
{
    private const string Form = "kept-fields";

    /// <param name="Id">Of the element.</param>
    /// <param name="Value">As it stood; "true" or "false" of a box.</param>
    internal sealed record Field(string Id, string Value);

    /// <param name="Page">The path, without its query.</param>
    internal sealed record KeepRequest(string Page, IReadOnlyList<Field> Fields);

    internal sealed record GiveBackRequest(string Page);

    private sealed record Kept(IReadOnlyList<Field> Fields);

    internal static async Task<IResult> KeepAsync(KeepRequest request, ClaimsPrincipal person, DraftStore drafts, CancellationToken ct)
    {
        if (request.Page.Length > 200 || request.Fields.Count > 200 || request.Fields.Any(f => f.Id.Length > 100 || f.Value.Length > 4000))
            return Results.BadRequest();
        var kept = new Kept([.. request.Fields.Where(f => !CardNumbers.AreIn(f.Value))]);
        await drafts.SaveAsync(PorticoClaims.ToCall(person, Door.Screen), Form, request.Page, kept, ct);
        return Results.NoContent();
    }

    /// <summary>Once: the second time there is nothing.</summary>
    internal static async Task<IReadOnlyList<Field>> GiveBackAsync(GiveBackRequest request, ClaimsPrincipal person, DraftStore drafts, CancellationToken ct)
    {
        var call = PorticoClaims.ToCall(person, Door.Screen);
        if (await drafts.LoadAsync<Kept>(call, Form, request.Page, ct) is not { } kept)
            return [];
        await drafts.DiscardAsync(call, Form, request.Page, ct);
        return kept.Fields;
    }
}
