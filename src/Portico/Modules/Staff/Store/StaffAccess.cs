using System.Data.Common;
using NodaTime;
using Portico.Modules.Staff.Domain;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.Store;

/// <summary>Membership and sign-in in one round trip, inside the attempt's own transaction: what was revoked is dead at once.</summary>
internal sealed class StaffAccess : IAccess
{
    // The screen reports a hand at most every half minute, so the server waits a little longer than the screen does.
    private static readonly Duration s_slack = Duration.FromMinutes(1);

    private const string Sql =
        "SELECT m.roles, s.started_at, s.last_seen_at, s.locked_at, s.ended_at, r.idle_minutes FROM membership m " +
        "LEFT JOIN sign_in s ON s.practice_id = m.practice_id AND s.id = $3 AND s.user_id = m.user_id " +
        "LEFT JOIN desk_rules r ON r.practice_id = m.practice_id " +
        "WHERE m.practice_id = $1 AND m.user_id = $2 AND m.is_active";

    public void Ask(DeskBatch batch, Call call, Instant now, Action<Roles> answer) => batch.Read(Sql,
        async (reader, ct) => answer(await reader.ReadAsync(ct) ? RolesOf(reader, call, now) : Roles.None),
        call.Practice, call.User, call.SignIn?.Value ?? Guid.Empty);

    private static Roles RolesOf(DbDataReader reader, Call call, Instant now)
    {
        var roles = reader.Word<Roles>(0);
        if (call.SignIn is null)
            // A token was checked at its own door; a screen always rests on a sign-in.
            return call.Door == Door.Screen ? Roles.None : roles;
        if (reader.IsDBNull(1) || !reader.IsDBNull(3) || !reader.IsDBNull(4))
            return Roles.None;
        var idle = Duration.FromMinutes(reader.IsDBNull(5) ? DeskRules.UsualIdleMinutes : reader.GetInt32(5));
        return now - reader.Instant(1) < SignIn.Longest && now - reader.Instant(2) <= idle + s_slack ? roles : Roles.None;
    }
}
