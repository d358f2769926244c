using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Staff.Domain;
using Portico.Modules.Staff.Store;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Staff;

public sealed class StaffAccessTests
{
    [Theory, ClassData(typeof(BothStores))]
    public async Task A_member_signed_in_holds_their_roles(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var call = await SignedInAsync(desk, Roles.FrontDesk | Roles.Biller);
        (await RolesAsync(desk, call)).ShouldBe(Roles.FrontDesk | Roles.Biller);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_ended_sign_in_holds_nothing_at_once(StoreKind kind) =>
        await AfterAsync(kind, (signIn, _, now) => signIn.End(now));

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_locked_sign_in_holds_nothing(StoreKind kind) =>
        await AfterAsync(kind, (signIn, _, now) => signIn.Lock(now));

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_member_who_was_deactivated_holds_nothing_at_once(StoreKind kind) =>
        await AfterAsync(kind, (_, membership, _) => membership.Deactivate());

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_screen_left_alone_holds_nothing_until_a_hand_comes_back(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var call = await SignedInAsync(desk, Roles.FrontDesk);
        desk.Time.Advance(TimeSpan.FromMinutes(DeskRules.UsualIdleMinutes));
        (await RolesAsync(desk, call)).ShouldBe(Roles.FrontDesk);
        desk.Time.Advance(TimeSpan.FromMinutes(2));
        (await RolesAsync(desk, call)).ShouldBe(Roles.None);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_screen_without_a_sign_in_holds_nothing_and_another_persons_sign_in_helps_nobody(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var one = await SignedInAsync(desk, Roles.FrontDesk);
        var other = await SignedInAsync(desk, Roles.Supervisor);
        (await RolesAsync(desk, one with { SignIn = null })).ShouldBe(Roles.None);
        (await RolesAsync(desk, other with { SignIn = one.SignIn })).ShouldBe(Roles.None);
        (await RolesAsync(desk, one with { SignIn = null, Door = Door.Api })).ShouldBe(Roles.FrontDesk);
    }

    private static async Task AfterAsync(StoreKind kind, Action<SignIn, Membership, Instant> change)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var call = await SignedInAsync(desk, Roles.FrontDesk);
        (await RolesAsync(desk, call)).ShouldBe(Roles.FrontDesk);
        await desk.WriteAsync(async d => change(
            await d.Db.Set<SignIn>().SingleAsync(s => s.Id == call.SignIn), await d.Db.Set<Membership>().SingleAsync(), d.Now));
        (await RolesAsync(desk, call)).ShouldBe(Roles.None);
    }

    private static async Task<Call> SignedInAsync(TestDesk desk, Roles roles)
    {
        var (user, signIn) = (Id.New<UserId>(), Id.New<SignInId>());
        await desk.WriteAsync(d =>
        {
            desk.Get<IStaffDirectory>().AddMember(d, user, "synthetic-" + user.Value.ToString("N"), "Testperson, Synthetic", roles);
            d.Db.Add(SignIn.Begin(signIn, user, SignInMeans.Passkey, null, d.Now));
            return Task.CompletedTask;
        });
        return new() { Practice = TestDesk.Practice, User = user, SignIn = signIn, Door = Door.Screen };
    }

    private static Task<Roles> RolesAsync(TestDesk desk, Call call) =>
        desk.ReadAsync(async d =>
        {
            var roles = Roles.None;
            var batch = d.Batch();
            new StaffAccess().Ask(batch, call, d.Now, held => roles = held);
            await batch.RunAsync(TestContext.Current.CancellationToken);
            return roles;
        });
}
