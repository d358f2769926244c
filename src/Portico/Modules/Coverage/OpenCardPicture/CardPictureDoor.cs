using System.Security.Claims;
using Portico.Modules.Coverage.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage;

/// <summary>Hands a card's picture to a signed-in person's browser: as a picture, to be kept nowhere.</summary>
internal static class CardPictureDoor
{
    /// <summary>As it was taken.</summary>
    public static Task<IResult> OpenAsync(Guid id, OpenCardPicture open, HttpContext http, ClaimsPrincipal person, CancellationToken ct) =>
        OpenAsync(id, open, null, http, person, ct);

    /// <summary>The card in it straightened, or the picture as it was taken where none is found.</summary>
    public static Task<IResult> OpenStraightAsync(Guid id, OpenCardPicture open, CardReader reader, HttpContext http, ClaimsPrincipal person, CancellationToken ct) =>
        OpenAsync(id, open, reader, http, person, ct);

    private static async Task<IResult> OpenAsync(Guid id, OpenCardPicture open, CardReader? reader, HttpContext http, ClaimsPrincipal person, CancellationToken ct)
    {
        OpenCardPicture.Result found;
        try
        {
            found = await open.RunAsync(new(new CardPictureId(id)), PorticoClaims.ToCall(person, Door.Screen), ct);
        }
        catch (CallRejectedException)
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        if (found is not { Bytes: { } bytes, ContentType: { } type })
            return Results.NotFound();
        if (reader is not null && await reader.StraightenAsync(bytes, new(found.QuarterTurns, found.IsWhole), ct) is { } straight)
            (bytes, type) = (straight.Picture, "image/jpeg");
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.ContentDisposition = "inline; filename=\"card." + type["image/".Length..] + "\"";
        return Results.Bytes(bytes, type);
    }
}
