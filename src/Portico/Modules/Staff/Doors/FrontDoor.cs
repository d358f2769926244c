using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Staff.Domain;
using Portico.Modules.Staff.Store;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Audit;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.Doors;

/// <summary>Someone who proved who they are, in the practice that their sign-in leads to.</summary>
internal sealed record Proven(int Practice, UserId User, string DisplayName, SignInMeans Means);

/// <summary>Someone with a standing sign-in on a device: what its lock screen offers.</summary>
internal sealed record OnThisDevice(SignInId SignIn, UserId User, string DisplayName, bool HasPin);

/// <summary>The ways in: password with a code, PIN on a known device, and the link that sets them.</summary>
/// <remarks>
/// No use cases: nobody is signed in yet, and what a use case is told is hashed and kept for replay, which a PIN would not survive.
/// Hashing happens outside transactions, because SQLite has one writer; what counts is judged again inside one.
/// </remarks>
internal sealed class FrontDoor(DeskStore store, PracticeClock clock, Seals seals, Practices practices, DeskEngine engine)
{
    /// <summary>One sentence for every reason, so that it tells nobody which part was right.</summary>
    public const string NotSignedIn =
        "That did not work. Check name, password and code. After five wrong tries in a row, wait 15 minutes or use a passkey.";

    /// <param name="code">From the app, or a recovery code. Demanded always: a password alone opens nothing.</param>
    /// <returns>Null for every reason alike.</returns>
    public async Task<Proven?> WithPasswordAsync(string name, string password, string code, string? from, CancellationToken ct)
    {
        var normalized = StaffDirectory.Normalize(name);
        DeskUser? known;
        await using (var db = store.Open())
            known = await db.Set<DeskUser>().AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedUserName == normalized, ct);
        var isPassword = seals.IsPassword(known?.PasswordHash, password);
        if (known is null)
        {
            // The same work as for someone known: an entry in the first practice's record.
            if (await practices.AllAsync(ct) is [var first, ..])
                await RecordAsync(first.Id, default, null, "sign-in", "staff.not-signed-in", from, ct);
            return null;
        }
        var proven = await JudgeAsync(known, isPassword, code, ct);
        if (proven is null)
            await RecordAsync(known.HomePractice, new UserId(known.Id), null, "sign-in", "staff.not-signed-in", from, ct);
        return proven;
    }

    private async Task<Proven?> JudgeAsync(DeskUser known, bool isPassword, string code, CancellationToken ct)
    {
        await using var transaction = await store.WriteAsync(known.HomePractice, ct);
        var db = transaction.Db;
        var user = await HoldUserAsync(db, known.Id, ct);
        var now = clock.Now;
        if (user.IsLocked(now))
            return null;
        var means = isPassword ? await SecondFactorAsync(db, user, code, now, ct) : null;
        var member = await db.Set<Membership>().SingleOrDefaultAsync(m => m.UserId == new UserId(user.Id) && m.IsActive, ct);
        if (means is null)
            user.Failed(now);
        else
            user.Succeeded();
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return means is { } by && member is not null ? new Proven(known.HomePractice, new UserId(user.Id), member.DisplayName, by) : null;
    }

    private async Task<SignInMeans?> SecondFactorAsync(DeskDb db, DeskUser user, string code, Instant now, CancellationToken ct)
    {
        if (user.TotpSecret is { } sealedSecret && seals.OpenTotp(sealedSecret) is { } secret
            && Totp.Match(secret, code, now) is { } step && step > user.TotpLastStep)
        {
            user.TotpLastStep = step;
            return SignInMeans.PasswordAndCode;
        }
        var hash = HashOfRecoveryCode(code);
        var row = await db.Set<RecoveryCodeRow>().SingleOrDefaultAsync(c => c.UserId == user.Id && c.Hash == hash && c.UsedAt == null, ct);
        if (row is null)
            return null;
        row.UsedAt = now;
        return SignInMeans.PasswordAndRecoveryCode;
    }

    /// <summary>Those whose full sign-in on this device still stands.</summary>
    public async Task<IReadOnlyList<OnThisDevice>> PeopleAsync(int practice, byte[] device, CancellationToken ct)
    {
        await using var transaction = await store.ReadAsync(practice, ct);
        var db = transaction.Db;
        var earliest = clock.Now - SignIn.Longest;
        var signIns = await (from s in db.Set<SignIn>()
                             join m in db.Set<Membership>() on new { s.PracticeId, s.UserId } equals new { m.PracticeId, m.UserId }
                             where s.DeviceHash == device && s.EndedAt == null && s.StartedAt > earliest && m.IsActive
                             orderby s.StartedAt descending
                             select new { s.Id, s.UserId, m.DisplayName }).ToListAsync(ct);
        var users = signIns.Select(s => s.UserId.Value).ToList();
        var withPin = await db.Set<DeskUser>().Where(u => users.Contains(u.Id) && u.PinHash != null).Select(u => u.Id).ToListAsync(ct);
        return [.. signIns.DistinctBy(s => s.UserId).OrderBy(s => s.DisplayName, StringComparer.Ordinal)
            .Select(s => new OnThisDevice(s.Id, s.UserId, s.DisplayName, withPin.Contains(s.UserId.Value)))];
    }

    /// <summary>Comes back to a standing sign-in of this device, or switches to another person's.</summary>
    /// <returns>The person; null when the PIN is wrong, or the sign-in no longer stands. Five wrong ones end it.</returns>
    public async Task<Proven?> WithPinAsync(int practice, byte[] device, SignInId signIn, string pin, string? from, CancellationToken ct)
    {
        string? sealedPin;
        UserId user;
        await using (var reading = await store.ReadAsync(practice, ct))
        {
            if (await reading.Db.Set<SignIn>().SingleOrDefaultAsync(s => s.Id == signIn && s.DeviceHash == device, ct) is not { } found)
                return null;
            user = found.UserId;
            sealedPin = await reading.Db.Set<DeskUser>().Where(u => u.Id == user.Value).Select(u => u.PinHash).SingleAsync(ct);
        }
        var isPin = seals.IsPin(sealedPin, pin);
        var proven = await UnlockAsync(practice, signIn, user, isPin, ct);
        await RecordAsync(practice, user, signIn, "unlock", proven is null ? "staff.wrong-pin" : "done", from, ct);
        return proven;
    }

    private async Task<Proven?> UnlockAsync(int practice, SignInId id, UserId user, bool isPin, CancellationToken ct)
    {
        await using var transaction = await store.WriteAsync(practice, ct);
        var db = transaction.Db;
        var now = clock.Now;
        var signIn = await HoldSignInAsync(db, id, ct);
        var member = await db.Set<Membership>().SingleOrDefaultAsync(m => m.UserId == user && m.IsActive, ct);
        if (!signIn.Stands(now) || member is null)
            return null;
        if (isPin)
            signIn.Unlock(now);
        else
            signIn.WrongPin(now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return isPin ? new Proven(practice, user, member.DisplayName, signIn.Means) : null;
    }

    /// <summary>Who a link is for and what its QR code says. Null: no such link, used, replaced or too old, all alike.</summary>
    public async Task<(string SignInName, string DisplayName, byte[] Secret)?> OpenLinkAsync(string? link, CancellationToken ct)
    {
        if (!OneTimeSecret.TryRead(link, OneTimeSecret.LinkPrefix, out var practice, out var hash))
            return null;
        await using var transaction = await store.ReadAsync(practice, ct);
        var db = transaction.Db;
        var enrolment = await db.Set<Enrolment>().SingleOrDefaultAsync(e => e.Hash == hash, ct);
        if (enrolment?.IsOpen(clock.Now) != true || seals.OpenTotp(enrolment.TotpSecret) is not { } secret)
            return null;
        var user = enrolment.UserId;
        var member = await db.Set<Membership>().SingleOrDefaultAsync(m => m.UserId == user && m.IsActive, ct);
        var name = await db.Set<DeskUser>().Where(u => u.Id == user.Value).Select(u => u.UserName).SingleAsync(ct);
        return member is null ? null : (name ?? "", member.DisplayName, secret);
    }

    /// <summary>Sets password and app by a link, once; whatever opened before opens no more: sign-ins, PIN, recovery codes, passkeys, tokens.</summary>
    /// <param name="password">Already judged by <see cref="PasswordRule"/>.</param>
    /// <param name="code">Shows that the app has the secret.</param>
    /// <returns>The person and their new recovery codes; null when the link or the code does not fit.</returns>
    public async Task<(Proven Person, IReadOnlyList<string> RecoveryCodes)?> EnrolAsync(
        string? link, string password, string code, string? from, CancellationToken ct)
    {
        if (!OneTimeSecret.TryRead(link, OneTimeSecret.LinkPrefix, out var practice, out var hash))
            return null;
        var passwordHash = seals.HashPassword(password);
        Proven person;
        List<string> codes = [];
        await using (var transaction = await store.WriteAsync(practice, ct))
        {
            var db = transaction.Db;
            var now = clock.Now;
            var enrolment = await db.Set<Enrolment>().SingleOrDefaultAsync(e => e.Hash == hash, ct);
            if (enrolment is null)
                return null;
            var user = await HoldUserAsync(db, enrolment.UserId.Value, ct);
            // Read again now that the person's row is held: of two who use the link at once, one comes too late.
            await db.Entry(enrolment).ReloadAsync(ct);
            var id = enrolment.UserId;
            var member = await db.Set<Membership>().SingleOrDefaultAsync(m => m.UserId == id && m.IsActive, ct);
            if (!enrolment.IsOpen(now) || member is null || seals.OpenTotp(enrolment.TotpSecret) is not { } secret
                || Totp.Match(secret, code, now) is not { } step)
                return null;
            enrolment.Close(now);
            user.Enrol(passwordHash, enrolment.TotpSecret, step);
            await EndAllAsync(db, id, now, ct);
            await db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == user.Id).ExecuteDeleteAsync(ct);
            foreach (var token in await db.Set<ApiToken>().Where(t => t.UserId == id && t.RevokedAt == null).ToListAsync(ct))
                token.Revoke(now);
            await db.Set<RecoveryCodeRow>().Where(c => c.UserId == user.Id).ExecuteDeleteAsync(ct);
            for (var n = 0; n < 10; n++)
            {
                var text = Totp.Base32(RandomNumberGenerator.GetBytes(10)).ToLowerInvariant();
                codes.Add(string.Join('-', text.Chunk(4).Select(c => new string(c))));
                db.Add(new RecoveryCodeRow { Id = Guid.CreateVersion7(), UserId = user.Id, Hash = HashOfRecoveryCode(codes[^1]) });
            }
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            person = new(practice, id, member.DisplayName, SignInMeans.PasswordAndCode);
        }
        await RecordAsync(practice, person.User, null, "enrol", "done", from, ct);
        return (person, codes);
    }

    /// <summary>Sets the PIN that brings its owner back on devices where they signed in fully.</summary>
    /// <param name="pin">Six digits, judged by <see cref="PinRule"/>.</param>
    public async Task SetPinAsync(Call call, string pin, CancellationToken ct)
    {
        var sealedPin = seals.SealPin(pin);
        await using (var transaction = await store.WriteAsync(call.Practice, ct))
        {
            (await HoldUserAsync(transaction.Db, call.User.Value, ct)).PinHash = sealedPin;
            await transaction.Db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        await RecordAsync(call.Practice, call.User, call.SignIn, "set-pin", "done", call.From, ct);
    }

    /// <summary>Begins a full sign-in's row.</summary>
    public async Task<SignInId> BeginAsync(Proven person, byte[]? device, string? from, CancellationToken ct)
    {
        var signIn = SignIn.Begin(Id.New<SignInId>(), person.User, person.Means, device, clock.Now);
        await using (var transaction = await store.WriteAsync(person.Practice, ct))
        {
            if (device is not null)
            {
                // One standing sign-in a person and device: the older ones have served.
                var (user, now) = (person.User, clock.Now);
                foreach (var older in await transaction.Db.Set<SignIn>()
                             .Where(s => s.UserId == user && s.DeviceHash == device && s.EndedAt == null).ToListAsync(ct))
                    older.End(now);
            }
            transaction.Db.Add(signIn);
            await transaction.Db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        await RecordAsync(person.Practice, person.User, signIn.Id, "sign-in", person.Means.ToString(), from, ct);
        return signIn.Id;
    }

    public async Task<int> IdleMinutesAsync(int practice, CancellationToken ct)
    {
        await using var transaction = await store.ReadAsync(practice, ct);
        return (await transaction.Db.Set<DeskRules>().SingleOrDefaultAsync(ct) ?? new DeskRules()).IdleMinutes;
    }

    /// <summary>A hand at the screen.</summary>
    public Task SeenAsync(Call call, CancellationToken ct) => ChangeAsync(call, null, (signIn, now) => signIn.Seen(now), ct);

    public Task LockAsync(Call call, CancellationToken ct) => ChangeAsync(call, "lock", (signIn, now) => signIn.Lock(now), ct);

    public Task EndAsync(Call call, CancellationToken ct) => ChangeAsync(call, "sign-out", (signIn, now) => signIn.End(now), ct);

    private async Task ChangeAsync(Call call, string? act, Action<SignIn, Instant> change, CancellationToken ct)
    {
        if (call.SignIn is not { } id)
            return;
        await using (var transaction = await store.WriteAsync(call.Practice, ct))
        {
            if (await transaction.Db.Set<SignIn>().SingleOrDefaultAsync(s => s.Id == id && s.UserId == call.User, ct) is not { } signIn)
                return;
            change(signIn, clock.Now);
            await transaction.Db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        if (act is not null)
            await RecordAsync(call.Practice, call.User, id, act, "done", call.From, ct);
    }

    internal static async Task EndAllAsync(DeskDb db, UserId user, Instant now, CancellationToken ct)
    {
        foreach (var signIn in await db.Set<SignIn>().Where(s => s.UserId == user && s.EndedAt == null).ToListAsync(ct))
            signIn.End(now);
    }

    /// <summary>What stands here is no use case and leaves the same entry behind.</summary>
    public Task RecordAsync(
        int practice, UserId user, SignInId? signIn, string act, string outcome, string? from, CancellationToken ct)
    {
        var call = new Call { Practice = practice, User = user, Door = Door.Screen, SignIn = signIn, From = from };
        return engine.RecordAsync(call, AuditEntry.Of(call, clock.Now, act, outcome), ct);
    }

    private static byte[] HashOfRecoveryCode(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(
        new string([.. code.Where(char.IsAsciiLetterOrDigit)]).ToLowerInvariant()));

    // Tries that come at once are counted one after another: on SQLite by its one writer, on PostgreSQL by the row.
    internal static async Task<DeskUser> HoldUserAsync(DeskDb db, Guid id, CancellationToken ct)
    {
        var key = db.ToStore(id);
        var users = db.Set<DeskUser>();
        return (await (db.Kind == StoreKind.Postgres
            ? users.FromSql($"SELECT * FROM desk_user WHERE id = {key} FOR UPDATE")
            : users.FromSql($"SELECT * FROM desk_user WHERE id = {key}")).ToListAsync(ct)).Single();
    }

    private static async Task<SignIn> HoldSignInAsync(DeskDb db, SignInId id, CancellationToken ct)
    {
        var (practice, key) = (db.PracticeId, db.ToStore(id.Value));
        var signIns = db.Set<SignIn>();
        return (await (db.Kind == StoreKind.Postgres
            ? signIns.FromSql($"SELECT * FROM sign_in WHERE practice_id = {practice} AND id = {key} FOR UPDATE")
            : signIns.FromSql($"SELECT * FROM sign_in WHERE practice_id = {practice} AND id = {key}")).ToListAsync(ct)).Single();
    }
}
