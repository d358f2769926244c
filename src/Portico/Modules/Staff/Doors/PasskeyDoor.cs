using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portico.Modules.Staff.Domain;
using Portico.Modules.Staff.Store;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.Doors;

/// <summary>Passkeys: adding one, and signing in with one. A passkey with user verification is both factors at once.</summary>
internal sealed class PasskeyDoor(
    DeskStore store, FrontDoor door, Beginnings beginnings, IDataProtectionProvider protection, Settings settings, IServiceProvider services,
    ILogger<UserManager<DeskUser>> log)
{
    // A cross-device passkey takes a minute of looking for the phone.
    private static readonly TimeSpan s_lasts = TimeSpan.FromMinutes(5);
    private const int MostBytes = 64 << 10;

    private readonly ITimeLimitedDataProtector _state = protection.CreateProtector("Portico.Staff.Passkey").ToTimeLimitedDataProtector();
    private readonly IOptions<IdentityPasskeyOptions> _options = Options.Create(new IdentityPasskeyOptions
    {
        ServerDomain = new Uri(settings.Origin).Host,
        UserVerificationRequirement = "required",
        ResidentKeyRequirement = "required",
        ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && IsOurs(context.Origin, settings)),
    });

    private string Cookie => settings.IsHttps() ? "__Host-portico-passkey" : "portico-passkey";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/passkeys/options", (HttpContext http, PasskeyDoor passkeys) => passkeys.CreationOptionsAsync(http))
            .RequireAuthorization(Policies.Staff);
        routes.MapPost("/passkeys", (HttpContext http, PasskeyDoor passkeys) => passkeys.AddAsync(http)).RequireAuthorization(Policies.Staff);
        routes.MapPost("/sign-in/passkey/options", (HttpContext http, PasskeyDoor passkeys) => passkeys.RequestOptionsAsync(http)).AllowAnonymous();
        routes.MapPost("/sign-in/passkey", (HttpContext http, PasskeyDoor passkeys) => passkeys.SignInAsync(http)).AllowAnonymous();
    }

    /// <returns>Credential in base64url and the instant it was added, the oldest first.</returns>
    public async Task<IReadOnlyList<(string Credential, DateTimeOffset AddedAt)>> OfAsync(UserId user, CancellationToken ct)
    {
        await using var db = store.Open();
        return [.. (await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(p => p.UserId == user.Value).ToListAsync(ct))
            .Select(p => (Base64Url.EncodeToString(p.CredentialId), p.Data.CreatedAt)).OrderBy(p => p.CreatedAt)];
    }

    private async Task<IResult> CreationOptionsAsync(HttpContext http)
    {
        var call = PorticoClaims.ToCall(http.User, Door.Screen);
        await using var db = store.Open();
        var user = await db.Set<DeskUser>().AsNoTracking().SingleAsync(u => u.Id == call.User.Value, http.RequestAborted);
        var options = await Handler(db).MakeCreationOptionsAsync(new PasskeyUserEntity
        {
            Id = user.Id.ToString(), Name = user.UserName ?? "", DisplayName = user.UserName ?? "",
        }, http);
        Keep(http, options.AttestationState);
        return Results.Text(options.CreationOptionsJson, "application/json");
    }

    private async Task<IResult> AddAsync(HttpContext http)
    {
        var call = PorticoClaims.ToCall(http.User, Door.Screen) with { From = Beginnings.From(http) };
        var json = await BodyAsync(http);
        await using (var transaction = await store.WriteAsync(0, http.RequestAborted))
        {
            using var users = Users(transaction.Db);
            var result = await new PasskeyHandler<DeskUser>(users, _options).PerformAttestationAsync(new PasskeyAttestationContext
            {
                HttpContext = http, CredentialJson = json, AttestationState = Kept(http),
            });
            if (!result.Succeeded || result.UserEntity.Id != call.User.Value.ToString()
                || await users.FindByIdAsync(result.UserEntity.Id) is not { } user
                || !(await users.AddOrUpdatePasskeyAsync(user, result.Passkey)).Succeeded)
                return Results.BadRequest();
            await transaction.CommitAsync(http.RequestAborted);
        }
        await door.RecordAsync(call.Practice, call.User, call.SignIn, "add-passkey", "done", call.From, http.RequestAborted);
        return Results.NoContent();
    }

    private async Task<IResult> RequestOptionsAsync(HttpContext http)
    {
        await using var db = store.Open();
        // Nobody is named: which accounts exist is told to nobody, the device offers its own.
        var options = await Handler(db).MakeRequestOptionsAsync(null, http);
        Keep(http, options.AssertionState);
        return Results.Text(options.RequestOptionsJson, "application/json");
    }

    private async Task<IResult> SignInAsync(HttpContext http)
    {
        var ct = http.RequestAborted;
        var json = await BodyAsync(http);
        DeskUser user;
        await using (var transaction = await store.WriteAsync(0, ct))
        {
            using var users = Users(transaction.Db);
            var result = await new PasskeyHandler<DeskUser>(users, _options).PerformAssertionAsync(new PasskeyAssertionContext
            {
                HttpContext = http, CredentialJson = json, AssertionState = Kept(http),
            });
            if (!result.Succeeded)
                return Results.Unauthorized();
            // Keeps the new count, by which a copied key is found out.
            if (!(await users.AddOrUpdatePasskeyAsync(result.User, result.Passkey)).Succeeded)
                return Results.Unauthorized();
            await transaction.CommitAsync(ct);
            user = result.User;
        }
        var id = new UserId(user.Id);
        string? displayName;
        await using (var reading = await store.ReadAsync(user.HomePractice, ct))
            displayName = await reading.Db.Set<Membership>().Where(m => m.UserId == id && m.IsActive).Select(m => m.DisplayName).SingleOrDefaultAsync(ct);
        if (displayName is null)
            return Results.Unauthorized();
        await beginnings.BeginAsync(http, new Proven(user.HomePractice, id, displayName, SignInMeans.Passkey), ct);
        return Results.NoContent();
    }

    // The challenge rides in a protected cookie: no table to sweep, and one browser's answer serves no other.
    private void Keep(HttpContext http, string? state) => http.Response.Cookies.Append(Cookie, _state.Protect(state ?? "", s_lasts), new CookieOptions
    {
        HttpOnly = true, Secure = settings.IsHttps(), SameSite = SameSiteMode.Strict, Path = "/", MaxAge = s_lasts, IsEssential = true,
    });

    private string? Kept(HttpContext http)
    {
        http.Response.Cookies.Delete(Cookie, new CookieOptions { Secure = settings.IsHttps(), Path = "/" });
        try
        {
            return http.Request.Cookies[Cookie] is { } kept ? _state.Unprotect(kept) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private static async Task<string> BodyAsync(HttpContext http)
    {
        var buffer = new byte[MostBytes];
        var read = await http.Request.Body.ReadAtLeastAsync(buffer, MostBytes, throwOnEndOfStream: false, http.RequestAborted);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }

    private PasskeyHandler<DeskUser> Handler(DeskDb db) => new(Users(db), _options);

    private UserManager<DeskUser> Users(DeskDb db) => new(new UserOnlyStore<DeskUser, DeskDb, Guid>(db), Options.Create(new IdentityOptions()),
        new PasswordHasher<DeskUser>(), [], [], new UpperInvariantLookupNormalizer(), new IdentityErrorDescriber(), services, log);

    private static bool IsOurs(string origin, Settings settings) =>
        string.Equals(origin, settings.Origin.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
