using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Portico.Modules.Staff.Domain;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.Doors;

/// <summary>Turns a proven person into cookies: the one that names the sign-in, and the device's own.</summary>
internal sealed class Beginnings(FrontDoor door, Settings settings)
{
    private string DeviceCookie => settings.IsHttps() ? "__Host-portico-device" : "portico-device";

    /// <summary>A full sign-in. From now on this person may come back here with a PIN.</summary>
    public async Task BeginAsync(HttpContext http, Proven person, CancellationToken ct)
    {
        await LockPreviousAsync(http, ct);
        var device = person.Means == SignInMeans.Demo ? null : KnownDevice(http)?.Hash ?? NewDevice(http, person.Practice);
        var signIn = await door.BeginAsync(person, device, From(http), ct);
        await DeskCookie.SignInAsync(http, person.Practice, person.User, signIn, person.DisplayName);
    }

    /// <summary>Back to a sign-in that stands on this device.</summary>
    public async Task ResumeAsync(HttpContext http, Proven person, SignInId signIn, CancellationToken ct)
    {
        await LockPreviousAsync(http, ct, except: signIn);
        await DeskCookie.SignInAsync(http, person.Practice, person.User, signIn, person.DisplayName);
    }

    /// <summary>The practice and hash of this device's cookie; null when nobody signed in fully here.</summary>
    public (int Practice, byte[] Hash)? KnownDevice(HttpContext http) =>
        http.Request.Cookies[DeviceCookie]?.Split('.') is [var number, { Length: 43 } token]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var practice)
            ? (practice, HashOf(token))
            : null;

    public static string? From(HttpContext http) => http.Connection.RemoteIpAddress?.ToString();

    // Whoever had this browser before keeps their sign-in and drafts, behind their PIN.
    private async Task LockPreviousAsync(HttpContext http, CancellationToken ct, SignInId? except = null)
    {
        var before = await http.AuthenticateAsync(DeskCookie.Scheme);
        if (before.Principal is not { } person)
            return;
        var call = PorticoClaims.ToCall(person, Door.Screen);
        if (call.SignIn != except)
            await door.LockAsync(call, ct);
    }

    private byte[] NewDevice(HttpContext http, int practice)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        http.Response.Cookies.Append(DeviceCookie, string.Create(CultureInfo.InvariantCulture, $"{practice}.{token}"), new CookieOptions
        {
            HttpOnly = true, Secure = settings.IsHttps(), SameSite = SameSiteMode.Strict, Path = "/", MaxAge = TimeSpan.FromDays(400),
            IsEssential = true,
        });
        return HashOf(token);
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));
}

internal static class Origins
{
    public static bool IsHttps(this Settings settings) => settings.Origin.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
}
