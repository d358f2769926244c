using System.Data.Common;
using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
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
            call = call with { Key = "own-" + Guid.CreateVersion7().ToString("N") };
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
        }
    }

    private async Task<(TResult Result, Left Left)> AttemptAsync<TRequest, TResult>(
        UseCase<TRequest, TResult> useCase, string name, TRequest request, byte[] hash, Call call, CancellationToken ct)
        where TRequest : class where TResult : class
    {
        var now = clock.Now;
        // The claim and the savepoint travel with the beginning: one round trip. Permission is decided before anything is
        // answered or read, and a denial takes the claim back with it.
        var (begun, claimed) = await store.WriteAsync(call.Practice, (db, command) => Claim(db, command, name, hash, call, now), ct);
        await using var transaction = begun;
        var db = transaction.Db;
        var desk = new Desk(db, call, await RolesAsync(useCase, db, call, ct), now, charts, writes: true);
        if (claimed == 0)
            return (await ReplayAsync<TResult>(db, name, hash, call, ct), default);
        var result = await useCase.AttemptAsync(request, desk, ct);
        if (result is IRefusal refused)
        {
            await transaction.BackToSavepointAsync(ct);
            await CloseAsync(db, desk, name, refused.Code, JsonSerializer.Serialize(result, DeskJson.Options), [], [], ct);
            await transaction.CommitAsync(ct);
            return (result, default);
        }
        await db.SaveChangesAsync(ct);
        var left = await CloseAsync(db, desk, name, "done", JsonSerializer.Serialize(result, DeskJson.Options),
            desk.Events, desk.Topics, ct);
        await transaction.CommitAsync(ct);
        return (result, left);
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
        var left = await CloseAsync(db, desk, handler, "done", null, desk.Events, desk.Topics, ct);
        await transaction.CommitAsync(ct);
        Tell(practice, left);
        DeskMetrics.Ran(handler, "done");
        return true;
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
                await using (var transaction = await store.ReadAsync(call.Practice, ct))
                {
                    desk = new Desk(transaction.Db, call, await RolesAsync(query, transaction.Db, call, ct), clock.Now, charts,
                        writes: false);
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

    private async Task<Roles> RolesAsync(Operation operation, DeskDb db, Call call, CancellationToken ct)
    {
        if (call.IsProgram)
            return Roles.All;
        var allowed = operation.GetType().GetCustomAttribute<AllowedToAttribute>() ?? new AllowedToAttribute(Roles.None);
        if (allowed.ByPersonOnly && call.Token is not null)
            throw CallRejectedException.Denied("access.person-only", "A person decides this at the screen: no token does it in their stead.");
        var roles = await access.RolesAsync(db, call, clock.Now, ct);
        if (roles == Roles.None)
            throw CallRejectedException.Denied("access.signed-out", "You are signed out here. Sign in again to go on.");
        if ((roles & allowed.Roles) == 0)
            throw CallRejectedException.Denied("access.not-your-role", "Your role does not include this. Ask a supervisor.");
        return roles;
    }

    private static void Claim(DeskDb db, DbCommand command, string useCase, byte[] hash, Call call, NodaTime.Instant now)
    {
        command.CommandText = "INSERT INTO call_key (practice_id, user_id, key, use_case, body_hash, at) " +
            "VALUES (@practice, @user, @key, @name, @hash, @now) ON CONFLICT DO NOTHING; SAVEPOINT " + DeskTransaction.Savepoint;
        Add(command, "practice", call.Practice);
        Add(command, "user", db.ToStore(call.User.Value));
        Add(command, "key", call.Key ?? throw new UnreachableException());
        Add(command, "name", useCase);
        Add(command, "hash", hash);
        Add(command, "now", now.ToUnixTimeTicks() / 10);
    }

    private static async Task<TResult> ReplayAsync<TResult>(
        DeskDb db, string useCase, byte[] hash, Call call, CancellationToken ct) where TResult : class
    {
        var key = call.Key;
        var user = call.User.Value;
        var first = await db.Set<CallKeyRow>().AsNoTracking()
            .SingleAsync(k => k.PracticeId == call.Practice && k.UserId == user && k.Key == key, ct);
        if (first.UseCase != useCase || !first.BodyHash.AsSpan().SequenceEqual(hash))
            throw new CallRejectedException(RejectionKind.KeyReused, "call.key-reused",
                "This idempotency key was used for another request. Make a new key for a new act.");
        return JsonSerializer.Deserialize<TResult>(first.Answer ?? throw new UnreachableException(), DeskJson.Options)
            ?? throw new UnreachableException();
    }

    /// <summary>Audit entry, events, live hint and stored answer: one round trip.</summary>
    private async Task<Left> CloseAsync(DeskDb db, Desk desk, string name, string outcome, string? answer,
        IReadOnlyList<(IEvent Event, NodaTime.Instant Due)> events, IReadOnlyCollection<string> topics, CancellationToken ct)
    {
        await using var command = Command(db, "");
        Add(command, "practice", db.PracticeId);
        Add(command, "user", db.ToStore(desk.Call.User.Value));
        if (answer is not null)
        {
            command.CommandText = "UPDATE call_key SET answer = @answer " +
                "WHERE practice_id = @practice AND user_id = @user AND key = @key; ";
            Add(command, "answer", answer);
            Add(command, "key", desk.Call.Key ?? throw new UnreachableException());
        }
        AddEntry(command, db, AuditEntry.Of(desk, name, outcome));
        var n = 0;
        foreach (var (@event, due) in events)
        {
            foreach (var handler in handlers.Of(@event.GetType()))
            {
                command.CommandText +=
                    "INSERT INTO outbox (practice_id, id, event, handler, body, due_at, attempts) VALUES " +
                    $"(@practice, @oi{n}, @oe{n}, @oh{n}, @ob{n}, @od{n}, 0); ";
                Add(command, $"oi{n}", db.ToStore(Guid.CreateVersion7()));
                Add(command, $"oe{n}", HandlerRegistry.NameOf(@event.GetType()));
                Add(command, $"oh{n}", HandlerRegistry.NameOf(handler));
                Add(command, $"ob{n}", JsonSerializer.Serialize(@event, @event.GetType(), DeskJson.Options));
                Add(command, $"od{n}", due.ToUnixTimeTicks() / 10);
                n++;
            }
        }
        var change = Guid.CreateVersion7();
        if (topics.Count > 0)
        {
            command.CommandText += "INSERT INTO live_change (practice_id, id, topics, at) VALUES (@practice, @li, @lt, @now); ";
            Add(command, "li", db.ToStore(change));
            Add(command, "lt", string.Join('\n', topics));
        }
        await command.ExecuteNonQueryAsync(ct);
        return new(change, topics, n);
    }

    private static void AddEntry(DbCommand command, DeskDb db, AuditEntry entry)
    {
        command.CommandText += "INSERT INTO audit_entry (practice_id, id, body, patient_id, user_id, at) " +
            "VALUES (@practice, @ai, @ab, @ap, @user, @now); ";
        Add(command, "ai", db.ToStore(entry.Id));
        Add(command, "ab", entry.Bytes());
        Add(command, "ap", entry.Patient is { } patient ? db.ToStore(patient) : DBNull.Value);
        Add(command, "now", entry.At.ToUnixTimeTicks() / 10);
        if (db.Kind == StoreKind.Postgres && entry.Patient is null)
            ((Npgsql.NpgsqlParameter)command.Parameters["ap"]).NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid;
    }

    private Task RecordDenialAsync(string name, Call call, CallRejectedException denial, CancellationToken ct) =>
        RecordAsync(call, AuditEntry.Of(call, clock.Now, name, denial.Code) with { Patient = denial.Chart }, ct);

    private Task RecordOpenedAsync(string name, Desk desk, CancellationToken ct) =>
        RecordAsync(desk.Call, AuditEntry.Of(desk, name, "read"), ct);

    internal async Task RecordAsync(Call call, AuditEntry entry, CancellationToken ct)
    {
        await using var transaction = await store.WriteAsync(call.Practice, ct);
        await using var command = Command(transaction.Db, "");
        Add(command, "practice", call.Practice);
        Add(command, "user", transaction.Db.ToStore(call.User.Value));
        AddEntry(command, transaction.Db, entry);
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static DbCommand Command(DeskDb db, string text)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = text;
        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Operation} runs again after attempt {Attempt}: {Failure}")]
    private static partial void LogAgain(ILogger log, string operation, int attempt, string failure);
}
