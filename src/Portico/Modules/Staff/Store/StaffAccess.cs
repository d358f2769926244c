using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
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
        "LEFT JOIN sign_in s ON s.practice_id = m.practice_id AND s.id = @signIn AND s.user_id = m.user_id " +
        "LEFT JOIN desk_rules r ON r.practice_id = m.practice_id " +
        "WHERE m.practice_id = @practice AND m.user_id = @user AND m.is_active";

    public async Task<Roles> RolesAsync(DeskDb db, Call call, Instant now, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = Sql;
        Add(command, "practice", call.Practice);
        Add(command, "user", db.ToStore(call.User.Value));
        Add(command, "signIn", db.ToStore(call.SignIn?.Value ?? Guid.Empty));
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
            return Roles.None;
        var roles = Enum.Parse<Roles>(reader.GetString(0));
        if (call.SignIn is null)
            // A token was checked at its own door; a screen always rests on a sign-in.
            return call.Door == Door.Screen ? Roles.None : roles;
        if (reader.IsDBNull(1) || !reader.IsDBNull(3) || !reader.IsDBNull(4))
            return Roles.None;
        var idle = Duration.FromMinutes(reader.IsDBNull(5) ? DeskRules.UsualIdleMinutes : reader.GetInt32(5));
        return now - At(reader, 1) < SignIn.Longest && now - At(reader, 2) <= idle + s_slack ? roles : Roles.None;
    }

    private static Instant At(DbDataReader reader, int column) => Instant.FromUnixTimeTicks(reader.GetInt64(column) * 10);

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
