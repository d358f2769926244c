using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Platform;

public sealed class DeskEngineTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_same_key_and_body_give_the_first_answer_again(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, Probes.Add);
        var call = desk.CallAs(Roles.FrontDesk, "k1");
        var first = await desk.Get<TakeProbe>().RunAsync(new("a"), call, Ct);
        var again = await desk.Get<TakeProbe>().RunAsync(new("a"), call, Ct);
        again.ShouldBe(first);
        desk.Get<Behaviour>().Attempts.ShouldBe(1);
        (await desk.OutcomesAsync()).ShouldBe(["done"]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Sixteen_twins_at_once_are_one_act_with_one_answer(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, Probes.Add);
        var call = desk.CallAs(Roles.FrontDesk, "k1");
        var answers = await Task.WhenAll(Enumerable.Range(0, 16)
            .Select(_ => Task.Run(() => desk.Get<TakeProbe>().RunAsync(new("a"), call, Ct), Ct)));
        answers.Distinct().Count().ShouldBe(1);
        desk.Get<Behaviour>().Attempts.ShouldBe(1);
        (await desk.CountAsync("a")).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_same_key_with_another_body_is_refused(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, Probes.Add);
        var call = desk.CallAs(Roles.FrontDesk, "k1");
        await desk.Get<TakeProbe>().RunAsync(new("a"), call, Ct);
        var rejected = await Should.ThrowAsync<CallRejectedException>(() => desk.Get<TakeProbe>().RunAsync(new("b"), call, Ct));
        rejected.Kind.ShouldBe(RejectionKind.KeyReused);
        (await desk.CountAsync("b")).ShouldBe(0);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_refusal_keeps_its_entry_and_answer_and_nothing_else(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, Probes.Add);
        desk.Get<Behaviour>().Refuse = true;
        var call = desk.CallAs(Roles.FrontDesk, "k1");
        (await desk.Get<TakeProbe>().RunAsync(new("a"), call, Ct)).ShouldBeOfType<TakeProbe.Result.Refused>();
        desk.Get<Behaviour>().Refuse = false;
        (await desk.Get<TakeProbe>().RunAsync(new("a"), call, Ct)).ShouldBeOfType<TakeProbe.Result.Refused>();
        (await desk.CountAsync("a")).ShouldBe(0);
        (await desk.ReadAsync(d => d.Db.Set<OutboxRow>().CountAsync(Ct))).ShouldBe(0);
        (await desk.OutcomesAsync()).ShouldBe(["tests.refused"]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_denial_commits_its_entry_alone(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, Probes.Add);
        var rejected = await Should.ThrowAsync<CallRejectedException>(
            () => desk.Get<TakeProbe>().RunAsync(new("a"), desk.CallAs(Roles.Auditor, "k1"), Ct));
        rejected.Kind.ShouldBe(RejectionKind.Denied);
        (await desk.CountAsync("a")).ShouldBe(0);
        (await desk.ReadAsync(d => d.Db.Set<CallKeyRow>().CountAsync(Ct))).ShouldBe(0);
        (await desk.OutcomesAsync()).ShouldBe(["access.not-your-role"]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_replay_is_denied_to_one_who_lost_the_role(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, Probes.Add);
        var call = desk.CallAs(Roles.FrontDesk, "k1");
        await desk.Get<TakeProbe>().RunAsync(new("a"), call, Ct);
        desk.Access.Revoke(call.User);
        var rejected = await Should.ThrowAsync<CallRejectedException>(() => desk.Get<TakeProbe>().RunAsync(new("a"), call, Ct));
        rejected.Code.ShouldBe("access.signed-out");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_deadlock_runs_the_whole_attempt_again(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, Probes.Add);
        var left = 2;
        desk.Get<Behaviour>().Fail = _ => left-- <= 0 ? null : kind == StoreKind.Postgres
            ? new PostgresException("deadlock", "ERROR", "ERROR", "40P01") : new SqliteException("busy", 5);
        (await desk.Get<TakeProbe>().RunAsync(new("a"), desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<TakeProbe.Result.Taken>();
        desk.Get<Behaviour>().Attempts.ShouldBe(3);
        (await desk.CountAsync("a")).ShouldBe(1);
        (await desk.OutcomesAsync()).ShouldBe(["done"]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_bug_leaves_nothing_behind_and_the_key_free(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, Probes.Add);
        var call = desk.CallAs(Roles.FrontDesk, "k1");
        desk.Get<Behaviour>().Fail = _ => new InvalidOperationException("bug");
        await Should.ThrowAsync<InvalidOperationException>(() => desk.Get<TakeProbe>().RunAsync(new("a"), call, Ct));
        (await desk.CountAsync("a")).ShouldBe(0);
        desk.Get<Behaviour>().Fail = _ => null;
        (await desk.Get<TakeProbe>().RunAsync(new("a"), call, Ct)).ShouldBeOfType<TakeProbe.Result.Taken>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_badly_shaped_request_reaches_no_table(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, Probes.Add);
        var rejected = await Should.ThrowAsync<CallRejectedException>(
            () => desk.Get<TakeProbe>().RunAsync(new(""), desk.CallAs(Roles.FrontDesk), Ct));
        rejected.Message.ShouldBe("Name the probe.");
        (await desk.OutcomesAsync()).ShouldBeEmpty();
    }
}
