using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Staff.Domain;
using Portico.Modules.Staff.Store;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.ListMembers;

/// <summary>Everyone who works or worked here, with what stands of their access.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor | Roles.Auditor)]
public sealed class ListMembers(IPracticeDay day) : Query<ListMembers.Request, ListMembers.Result>
{
    public sealed record Request;

    /// <param name="IsEnrolled">Has set how to sign in.</param>
    /// <param name="SignIns">How many stand now, on however many devices.</param>
    public sealed record Member(UserId User, string SignInName, string DisplayName, Roles Roles, bool IsActive, bool IsEnrolled, int SignIns,
        int Passkeys);

    public sealed record Token(ApiTokenId Id, UserId User, string Name, Instant IssuedAt, Instant ExpiresAt);

    /// <param name="Tokens">Those that stand.</param>
    /// <param name="Zone">IANA: of the practice's own wall, for what belongs to no location.</param>
    public sealed record Result(IReadOnlyList<Member> Members, IReadOnlyList<Token> Tokens, int IdleMinutes, string Zone);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var db = desk.Db;
        var members = await db.Set<Membership>().OrderBy(m => m.DisplayName).ToListAsync(ct);
        var ids = members.Select(m => m.UserId.Value).ToList();
        var users = (await db.Set<DeskUser>().Where(u => ids.Contains(u.Id))
            .Select(u => new { u.Id, u.UserName, IsEnrolled = u.PasswordHash != null }).ToListAsync(ct)).ToDictionary(u => u.Id);
        var withPasskey = await db.Set<Microsoft.AspNetCore.Identity.IdentityUserPasskey<Guid>>()
            .Where(p => ids.Contains(p.UserId)).GroupBy(p => p.UserId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var earliest = desk.Now - SignIn.Longest;
        var standing = await db.Set<SignIn>().Where(s => s.EndedAt == null && s.StartedAt > earliest)
            .GroupBy(s => s.UserId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var now = desk.Now;
        var tokens = await db.Set<ApiToken>().Where(t => t.RevokedAt == null && t.ExpiresAt > now).OrderBy(t => t.Name)
            .Select(t => new Token(t.Id, t.UserId, t.Name, t.IssuedAt, t.ExpiresAt)).ToListAsync(ct);
        var rules = await db.Set<DeskRules>().SingleOrDefaultAsync(ct) ?? new DeskRules();
        return new([.. members.Select(m => new Member(m.UserId, users.GetValueOrDefault(m.UserId.Value)?.UserName ?? "", m.DisplayName, m.Roles,
            m.IsActive, users.GetValueOrDefault(m.UserId.Value)?.IsEnrolled == true || withPasskey.ContainsKey(m.UserId.Value),
            standing.GetValueOrDefault(m.UserId), withPasskey.GetValueOrDefault(m.UserId.Value)))], tokens, rules.IdleMinutes, await day.ZoneAsync(desk, ct));
    }
}
