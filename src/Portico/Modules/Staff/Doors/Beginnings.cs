using System.Security.Cryptography;
using Portico.Modules.Staff.Domain;
using Portico.Platform.Access;
using Portico.Platform.Audit;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.Doors;

/// <summary>Begins sign-ins: the row, the audit entry and the cookies.</summary>
internal sealed class Beginnings(DeskStore store, PracticeClock clock, DeskEngine engine, Portico.Platform.Settings settings)
{
    public async Task BeginAsync(
        HttpContext http, int practice, UserId user, string displayName, SignInMeans means, CancellationToken ct)
    {
        var device = means == SignInMeans.Demo ? null : Device(http);
        var signIn = Domain.SignIn.Begin(Id.New<SignInId>(), user, means, device, clock.Now);
        await using (var transaction = await store.WriteAsync(practice, ct))
        {
            transaction.Db.Add(signIn);
            await transaction.Db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        await RecordAsync(http, practice, user, signIn.Id, "sign-in", means.ToString(), ct);
        await DeskCookie.SignInAsync(http, practice, user, signIn.Id, displayName);
    }

    /// <summary>Sign-ins are no use cases, because nobody is signed in yet; they leave the same entry behind.</summary>
    public Task RecordAsync(
        HttpContext http, int practice, UserId user, SignInId? signIn, string act, string outcome, CancellationToken ct)
    {
        var call = new Call
        {
            Practice = practice, User = user, Door = Door.Screen, SignIn = signIn,
            From = http.Connection.RemoteIpAddress?.ToString(),
        };
        return engine.RecordAsync(call, AuditEntry.Of(call, clock.Now, act, outcome), ct);
    }

    private string DeviceCookie => settings.IsHttps() ? "__Host-portico-device" : "portico-device";

    /// <summary>The hash of this device's cookie; null when it has none.</summary>
    public byte[]? KnownDevice(HttpContext http) =>
        http.Request.Cookies[DeviceCookie] is { Length: 43 } token ? SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token)) : null;

    private byte[] Device(HttpContext http)
    {
        if (KnownDevice(http) is { } known)
            return known;
        var token = System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        http.Response.Cookies.Append(DeviceCookie, token, new CookieOptions
        {
            HttpOnly = true, Secure = settings.IsHttps(), SameSite = SameSiteMode.Strict, Path = "/", MaxAge = TimeSpan.FromDays(400),
            IsEssential = true,
        });
        return SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token));
    }
}

internal static class Origins
{
    public static bool IsHttps(this Portico.Platform.Settings settings) =>
        settings.Origin.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
}
