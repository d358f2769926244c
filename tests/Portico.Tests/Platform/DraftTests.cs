using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portico.Platform.Access;
using Portico.Platform.Chores;
using Portico.Platform.Drafts;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Platform;

public sealed class DraftTests
{
    private sealed record Form(string Name);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_form_half_filled_comes_back_after_the_server_was_killed(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var call = desk.CallAs(Roles.FrontDesk);
        await desk.Get<DraftStore>().SaveAsync(call, "form", "subject", new Form("Half"), Ct);
        await using var next = new ServiceCollection().AddLogging().AddPortico(desk.Settings).BuildServiceProvider();
        (await next.GetRequiredService<DraftStore>().LoadAsync<Form>(call, "form", "subject", Ct)).ShouldBe(new Form("Half"));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_draft_is_its_owners_alone(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var owner = desk.CallAs(Roles.FrontDesk);
        await desk.Get<DraftStore>().SaveAsync(owner, "form", "", new Form("Mine"), Ct);
        (await desk.Get<DraftStore>().LoadAsync<Form>(desk.CallAs(Roles.Supervisor), "form", "", Ct)).ShouldBeNull();
        (await desk.Get<DraftStore>().LoadAsync<Form>(owner with { Practice = 2 }, "form", "", Ct)).ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_is_stored_cannot_be_read_without_the_keys(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await desk.Get<DraftStore>().SaveAsync(desk.CallAs(Roles.FrontDesk), "form", "", new Form("ZZCANARY"), Ct);
        var body = await desk.ReadAsync(d => d.Db.Set<DraftRow>().Select(r => r.Body).SingleAsync(Ct));
        Encoding.Latin1.GetString(body).ShouldNotContain("ZZCANARY");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_sent_form_leaves_no_draft(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var call = desk.CallAs(Roles.FrontDesk);
        await desk.Get<DraftStore>().SaveAsync(call, "form", "", new Form("One"), Ct);
        await desk.Get<DraftStore>().SaveAsync(call, "form", "", new Form("Two"), Ct);
        await desk.Get<DraftStore>().DiscardAsync(call, "form", "", Ct);
        (await desk.Get<DraftStore>().LoadAsync<Form>(call, "form", "", Ct)).ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_sweeper_takes_what_has_served_and_leaves_the_rest(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, Probes.Add);
        var call = desk.CallAs(Roles.FrontDesk, "old");
        await desk.Get<DraftStore>().SaveAsync(call, "old", "", new Form("x"), Ct);
        await desk.Get<TakeProbe>().RunAsync(new("old"), call, Ct);
        desk.Time.Advance(TimeSpan.FromDays(8));
        await desk.Get<DraftStore>().SaveAsync(call, "new", "", new Form("x"), Ct);
        await desk.Get<TakeProbe>().RunAsync(new("new"), call with { Key = "new" }, Ct);
        await desk.Get<Sweeper>().SweepAsync(TestDesk.Practice, Ct);
        (await desk.ReadAsync(d => d.Db.Set<DraftRow>().Select(r => r.Form).ToListAsync(Ct))).ShouldBe(["new"]);
        (await desk.ReadAsync(d => d.Db.Set<CallKeyRow>().Select(r => r.Key).ToListAsync(Ct))).ShouldBe(["new"]);
        (await desk.ReadAsync(d => d.Db.Set<LiveChangeRow>().Select(r => r.Topics).ToListAsync(Ct))).ShouldBe(["probe/new"]);
        // Still waiting for its handler: age alone removes nothing.
        (await desk.ReadAsync(d => d.Db.Set<OutboxRow>().CountAsync(Ct))).ShouldBe(2);
    }
}
