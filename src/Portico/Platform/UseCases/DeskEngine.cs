using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portico.Platform.Access;
using Portico.Platform.Audit;
using Portico.Platform.Clock;
using Portico.Platform.Live;
using Portico.Platform.Outbox;
using Portico.Platform.Store;

namespace Portico.Platform.UseCases;

/// <summary>Runs every use case and query: the order of steps is written here and nowhere else.</summary>
public sealed partial class DeskEngine(
    DeskStore store, PracticeClock clock, IAccess access, IChartGuard charts, LiveFeed live, SeenCharts seen,
    HandlerRegistry handlers, OutboxBell bell, ILogger<DeskEngine> log)
{
    private const int MostAttempts = 6;
    internal const string ActivityName = "Portico.Desk";
    private static readonly ActivitySource s_activities = new(ActivityName);

    internal async Task<TResult> RunAsync<TRequest, TResult>(
        UseCase<TRequest, TResult> useCase, TRequest request, Call call, CancellationToken ct)
        where TRequest : class where TResult : class
    {
        var name = OperationRegistry.NameOf(useCase.GetType());
        using var activity = s_activities.StartActivity(name);
        RequestShape.Check(request, call);
        var body = JsonSerializer.SerializeToUtf8Bytes(request, DeskJson.Options);
        var hash = SHA256.HashData(body);
        if (call.Key is { Length: > 200 })
            throw CallRejectedException.Invalid("call.key-too-long", "An idempotency key has 200 characters at most.");
        if (call.Key is null)
            call = call with { Key = OwnKey + Guid.CreateVersion7().ToString("N") };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (result, left) = await AttemptAsync(useCase, name, request, hash, call, ct);
                Tell(call.Practice, left);
                DeskMetrics.Ran(name, result is IRefusal refusal ? refusal.Code : "done");
                return result;
            }
            catch (CallRejectedException denial) when (denial.Kind == RejectionKind.Denied)
            {
                await RecordDenialAsync(name, call, denial, ct);
                DeskMetrics.Ran(name, denial.Code);
                throw;
            }
            catch (Exception failure) when (failure is not CallRejectedException && attempt < MostAttempts
                                            && IsTransient(failure) && !ct.IsCancellationRequested)
            {
                LogAgain(log, name, attempt, failure.GetType().Name);
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 << attempt)), ct);
            }
            catch (Exception failure) when (failure is DbException or DbUpdateException)
            {
                // A twin that ran beside this one wrote the same rows first: then its answer is this call's too.
                if (await FirstAsync(call, ct) is { } first)
                    return Replay<TResult>(first, name, hash);
                throw;
            }
        }
    }

    private async Task<(TResult Result, Left Left)> AttemptAsync<TRequest, TResult>(
        UseCase<TRequest, TResult> useCase, string name, TRequest request, byte[] hash, Call call, CancellationToken ct)
        where TRequest : class where TResult : class
    {
        var now = clock.Now;
        var roles = Roles.None;
        FirstAnswer? first = null;
        Desk desk;
        TResult result;
        // Who may, and whether the key was used before, travel with the beginning: one round trip. Permission decides first.
        await using (var transaction = await store.WriteAsync(call.Practice, begin =>
                     {
                         AskRoles(useCase.GetType(), begin, call, now, held => roles = held);
                         AskFirst(begin, call, answer => first = answer);
                     }, ct))
        {
            if (first is not null)
                return (Replay<TResult>(first, name, hash), default);
            desk = new Desk(transaction.Db, call, roles, now, charts, writes: true);
            result = await useCase.AttemptAsync(request, desk, ct);
            if (result is not IRefusal)
            {
                await transaction.Db.SaveChangesAsync(ct);
                var close = desk.Batch();
                AddAnswer(close, call, name, hash, result, now);
                var left = Close(close, desk, name, "done", desk.Events, desk.Topics);
                try
                {
                    await transaction.CommitAsync(close, ct);
                    return (result, left);
                }
                catch (Exception late) when (transaction.Db.IsKeyTaken(late, "call_key"))
                {
                    // A twin with the same key committed while this one ran: everything here goes back, and its answer counts.
                }
            }
        }
        return result is IRefusal refused
            ? await RefuseAsync(desk, name, hash, result, refused.Code, ct)
            : (await ReplayAsync<TResult>(name, hash, call, ct), default);
    }

    /// <summary>Keeps a refusal, after all that its act did was rolled back: the audit entry, and the answer for whoever repeats the call.</summary>
    private async Task<(TResult Result, Left Left)> RefuseAsync<TResult>(
        Desk desk, string name, byte[] hash, TResult result, string code, CancellationToken ct) where TResult : class
    {
        await using (var transaction = await store.WriteAsync(desk.Call.Practice, ct))
        {
            var close = new DeskBatch(transaction.Db);
            AddAnswer(close, desk.Call, name, hash, result, desk.Now);
            Close(close, desk, name, code, [], []);
            try
            {
                await transaction.CommitAsync(close, ct);
                return (result, default);
            }
            catch (Exception late) when (transaction.Db.IsKeyTaken(late, "call_key"))
            {
                // As above: the twin was first.
            }
        }
        return (await ReplayAsync<TResult>(name, hash, desk.Call, ct), default);
    }

    /// <summary>Runs the handler of one leased message; the mark that it ran commits with what it did.</summary>
    /// <returns>False when the message is done, or another worker's by now: then nothing was changed.</returns>
    internal async Task<bool> HearAsync(
        int practice, Guid message, string worker, string handler, Func<Desk, Task> hear, CancellationToken ct)
    {
        using var activity = s_activities.StartActivity(handler);
        await using var transaction = await store.WriteAsync(practice, ct);
        var db = transaction.Db;
        var desk = new Desk(db, Call.ByProgram(practice, Door.Job, message.ToString("N")), Roles.All, clock.Now, charts, writes: true);
        var now = desk.Now;
        // The mark comes first: its row lock makes a worker whose lease ran out wait here, and then see that it is late.
        var marked = await db.Set<OutboxRow>().Where(m => m.Id == message && m.LeasedBy == worker && m.DoneAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.DoneAt, now), ct);
        if (marked == 0)
            return false;
        await hear(desk);
        await db.SaveChangesAsync(ct);
        var close = desk.Batch();
        var left = Close(close, desk, handler, "done", desk.Events, desk.Topics);
        await transaction.CommitAsync(close, ct);
        Tell(practice, left);
        DeskMetrics.Ran(handler, "done");
        return true;
    }

    /// <summary>Runs an act of the program itself that neither a message nor a person asked for: audited, told and tried again like any other.</summary>
    /// <param name="practice">In which.</param>
    /// <param name="name">What the audit entry calls it.</param>
    /// <param name="act">Once for each attempt.</param>
    /// <param name="ct">Stops before the commit.</param>
    internal async Task ActAsync(int practice, string name, Func<Desk, Task> act, CancellationToken ct)
    {
        using var activity = s_activities.StartActivity(name);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await store.WriteAsync(practice, ct);
                var desk = new Desk(transaction.Db, Call.ByProgram(practice), Roles.All, clock.Now, charts, writes: true);
                await act(desk);
                await transaction.Db.SaveChangesAsync(ct);
                var close = desk.Batch();
                var left = Close(close, desk, name, "done", desk.Events, desk.Topics);
                await transaction.CommitAsync(close, ct);
                Tell(practice, left);
                DeskMetrics.Ran(name, "done");
                return;
            }
            catch (Exception failure) when (attempt < MostAttempts && IsTransient(failure) && !ct.IsCancellationRequested)
            {
                LogAgain(log, name, attempt, failure.GetType().Name);
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 << attempt)), ct);
            }
        }
    }

    /// <summary>What a commit left for others: a change for open screens, messages for the outbox.</summary>
    private readonly record struct Left(Guid Change, IReadOnlyCollection<string>? Topics, int Messages);

    private void Tell(int practice, Left left)
    {
        if (left.Topics is { Count: > 0 } topics)
            live.Published(practice, left.Change, topics);
        if (left.Messages > 0)
            bell.Ring();
    }

    internal async Task<TResult> AskAsync<TRequest, TResult>(
        Query<TRequest, TResult> query, TRequest request, Call call, CancellationToken ct)
        where TRequest : class where TResult : class
    {
        var name = OperationRegistry.NameOf(query.GetType());
        using var activity = s_activities.StartActivity(name);
        RequestShape.Check(request, call);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Desk desk;
                TResult result;
                var (now, roles) = (clock.Now, Roles.None);
                await using (var transaction = await store.ReadAsync(call.Practice,
                                 begin => AskRoles(query.GetType(), begin, call, now, held => roles = held), ct))
                {
                    desk = new Desk(transaction.Db, call, roles, now, charts, writes: false);
                    result = await query.AttemptAsync(request, desk, ct);
                }
                if (desk.Opened.Count > 0 && !call.IsProgram)
                    await RecordOpenedAsync(name, desk, ct);
                if (!call.IsProgram)
                    seen.Add(call, desk.SeenInList);
                return result;
            }
            catch (CallRejectedException denial) when (denial.Kind == RejectionKind.Denied)
            {
                await RecordDenialAsync(name, call, denial, ct);
                throw;
            }
            catch (Exception failure) when (failure is not CallRejectedException && attempt < MostAttempts
                                            && IsTransient(failure) && !ct.IsCancellationRequested)
            {
                LogAgain(log, name, attempt, failure.GetType().Name);
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 << attempt)), ct);
            }
        }
    }

    private bool IsTransient(Exception failure)
    {
        using var db = store.Open();
        return db.IsTransient(failure) || (failure.InnerException is { } inner && db.IsTransient(inner));
    }

    /// <summary>Whether the caller's roles include an operation, before anything is asked of it. A no leaves its audit entry.</summary>
    internal async Task<bool> MayRunAsync(Type operation, Call call, CancellationToken ct)
    {
        try
        {
            var now = clock.Now;
            await using var transaction = await store.ReadAsync(call.Practice, begin => AskRoles(operation, begin, call, now, _ => { }), ct);
            return true;
        }
        catch (CallRejectedException denial) when (denial.Kind == RejectionKind.Denied)
        {
            await RecordDenialAsync(OperationRegistry.NameOf(operation), call, denial, ct);
            return false;
        }
    }

    // Throws, when the batch runs, if the caller may not.
    private void AskRoles(Type operation, DeskBatch batch, Call call, NodaTime.Instant now, Action<Roles> answer)
    {
        if (call.IsProgram)
        {
            answer(Roles.All);
            return;
        }
        var allowed = AllowedTo(operation);
        if (allowed.ByPersonOnly && call.Token is not null)
            throw CallRejectedException.Denied("access.person-only", "A person decides this at the screen: no token does it in their stead.");
        access.Ask(batch, call, now, held =>
        {
            if (held == Roles.None)
                throw CallRejectedException.Denied("access.signed-out", "You are signed out here. Sign in again to go on.");
            if ((held & allowed.Roles) == 0)
                throw CallRejectedException.Denied("access.not-your-role", "Your role does not include this. Ask a supervisor.");
            answer(held);
        });
    }

    private static readonly ConcurrentDictionary<Type, AllowedToAttribute> s_allowedTo = new();

    private static AllowedToAttribute AllowedTo(Type operation) => s_allowedTo.GetOrAdd(operation,
        type => type.GetCustomAttribute<AllowedToAttribute>() ?? new AllowedToAttribute(Roles.None));

    /// <summary>What a key was used for, and what was answered.</summary>
    private sealed record FirstAnswer(string UseCase, byte[] BodyHash, string Answer);

    private static void AskFirst(DeskBatch batch, Call call, Action<FirstAnswer> answer)
    {
        // Twins wait for each other here, before the act; a key that this engine made has none. SQLite has one writer.
        if (batch.HasRowLocks && call.Key?.StartsWith(OwnKey, StringComparison.Ordinal) == false)
            batch.Read("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", (_, _) => Task.CompletedTask,
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{call.Practice}/{call.User.Value}/{call.Key}"));
        batch.Read("SELECT use_case, body_hash, answer FROM call_key WHERE practice_id = $1 AND user_id = $2 AND key = $3",
            async (reader, ct) =>
            {
                if (await reader.ReadAsync(ct))
                    answer(new(reader.GetString(0), reader.GetFieldValue<byte[]>(1), reader.GetString(2)));
            }, call.Practice, call.User, call.Key);
    }

    private const string OwnKey = "own-";

    // The key is the row's primary key: of two concurrent twins one commits it, and the other is told so.
    private static void AddAnswer<TResult>(
        DeskBatch batch, Call call, string useCase, byte[] hash, TResult result, NodaTime.Instant now) => batch.Write(
        "INSERT INTO call_key (practice_id, user_id, key, use_case, body_hash, answer, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        call.Practice, call.User, call.Key, useCase, hash, JsonSerializer.Serialize(result, DeskJson.Options), now);

    private async Task<FirstAnswer?> FirstAsync(Call call, CancellationToken ct)
    {
        FirstAnswer? first = null;
        await using var transaction = await store.ReadAsync(call.Practice, begin => AskFirst(begin, call, answer => first = answer), ct);
        return first;
    }

    private async Task<TResult> ReplayAsync<TResult>(string useCase, byte[] hash, Call call, CancellationToken ct) where TResult : class =>
        Replay<TResult>(await FirstAsync(call, ct) ?? throw new UnreachableException("A key that was taken is committed."), useCase, hash);

    private static TResult Replay<TResult>(FirstAnswer first, string useCase, byte[] hash) where TResult : class
    {
        if (first.UseCase != useCase || !first.BodyHash.AsSpan().SequenceEqual(hash))
            throw new CallRejectedException(RejectionKind.KeyReused, "call.key-reused",
                "This idempotency key was used for another request. Make a new key for a new act.");
        return JsonSerializer.Deserialize<TResult>(first.Answer, DeskJson.Options) ?? throw new UnreachableException();
    }

    /// <summary>Audit entry, events and live hint.</summary>
    private Left Close(DeskBatch batch, Desk desk, string name, string outcome,
        IReadOnlyList<(IEvent Event, NodaTime.Instant Due)> events, IReadOnlyCollection<string> topics)
    {
        AddEntry(batch, desk.Call, AuditEntry.Of(desk, name, outcome));
        var messages = 0;
        foreach (var (@event, due) in events)
        {
            foreach (var handler in handlers.Of(@event.GetType()))
            {
                batch.Write("INSERT INTO outbox (practice_id, id, event, handler, body, due_at, attempts) VALUES ($1, $2, $3, $4, $5, $6, 0)",
                    desk.Call.Practice, Guid.CreateVersion7(), HandlerRegistry.NameOf(@event.GetType()), HandlerRegistry.NameOf(handler),
                    JsonSerializer.Serialize(@event, @event.GetType(), DeskJson.Options), due);
                messages++;
            }
        }
        var change = Guid.CreateVersion7();
        if (topics.Count > 0)
            batch.Write("INSERT INTO live_change (practice_id, id, topics, at) VALUES ($1, $2, $3, $4)",
                desk.Call.Practice, change, string.Join('\n', topics), desk.Now);
        return new(change, topics, messages);
    }

    private static void AddEntry(DeskBatch batch, Call call, AuditEntry entry) => batch.Write(
        "INSERT INTO audit_entry (practice_id, id, body, patient_id, user_id, at) VALUES ($1, $2, $3, $4, $5, $6)",
        call.Practice, entry.Id, entry.Bytes(), entry.Patient, call.User, entry.At);

    private Task RecordDenialAsync(string name, Call call, CallRejectedException denial, CancellationToken ct) =>
        RecordAsync(call, AuditEntry.Of(call, clock.Now, name, denial.Code) with { Patient = denial.Chart }, ct);

    private Task RecordOpenedAsync(string name, Desk desk, CancellationToken ct) =>
        RecordAsync(desk.Call, AuditEntry.Of(desk, name, "read"), ct);

    internal async Task RecordAsync(Call call, AuditEntry entry, CancellationToken ct)
    {
        await using var transaction = await store.WriteAsync(call.Practice, begin => AddEntry(begin, call, entry), ct);
        await transaction.CommitAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Operation} runs again after attempt {Attempt}: {Failure}")]
    private static partial void LogAgain(ILogger log, string operation, int attempt, string failure);
}
