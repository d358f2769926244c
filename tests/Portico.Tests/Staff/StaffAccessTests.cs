using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Payments.DecideApproval;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Staff.Domain;
using Portico.Modules.Staff.Doors;
using Portico.Modules.Staff.IssueToken;
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

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_screens_calls_say_where_they_come_from(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var user = desk.Access.Person(Roles.FrontDesk);
        var person = DeskCookie.Person(TestDesk.Practice, user, Id.New<SignInId>(), "Testperson, Synthetic");
        foreach (var from in new[] { "192.0.2.7", "192.0.2.8" })
        {
            var http = new DefaultHttpContext { RequestServices = desk.Services };
            http.Connection.RemoteIpAddress = System.Net.IPAddress.Parse(from);
            var request = new CookieValidatePrincipalContext(http,
                new AuthenticationScheme(DeskCookie.Scheme, null, typeof(CookieAuthenticationHandler)), new CookieAuthenticationOptions(),
                new AuthenticationTicket(person, DeskCookie.Scheme));
            await DeskCookie.CheckAsync(request);
            PorticoClaims.ToCall(request.Principal.ShouldNotBeNull(), Door.Screen).From.ShouldBe(from);
        }
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task No_token_decides_in_a_persons_stead_and_its_entry_says_which_token_it_was(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var token = Guid.CreateVersion7();
        var call = desk.CallAs(Roles.Supervisor | Roles.Administrator) with { Door = Door.Api, Token = token };
        (await Should.ThrowAsync<CallRejectedException>(() => desk.Get<DecideApproval>().RunAsync(
            new(Id.New<ApprovalId>(), true, null), call, Ct))).Code.ShouldBe("access.person-only");
        (await Should.ThrowAsync<CallRejectedException>(() => desk.Get<IssueToken>().RunAsync(
            new(call.User, "synthetic", new string('a', 64), 1), call, Ct))).Code.ShouldBe("access.person-only");
        var entries = await desk.ReadAsync(d => d.Db.Set<AuditEntryRow>().Select(e => e.Body).ToListAsync(Ct));
        entries.Count.ShouldBe(2);
        entries.ShouldAllBe(body => System.Text.Encoding.UTF8.GetString(body).Contains(token.ToString()));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_token_is_issued_for_oneself_or_for_a_member_who_never_signs_in(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var admin = desk.CallAs(Roles.Administrator);
        var (person, program) = (Id.New<UserId>(), Id.New<UserId>());
        await desk.WriteAsync(async d =>
        {
            foreach (var (user, name) in new[] { (admin.User, "synthetic.admin"), (person, "synthetic.person"), (program, "synthetic.program") })
                desk.Get<IStaffDirectory>().AddMember(d, user, name, "Testperson, Synthetic", Roles.Supervisor);
            await d.SaveAsync(Ct);
            (await d.Db.Set<DeskUser>().SingleAsync(u => u.Id == person.Value, Ct)).Enrol("synthetic", [1], 1);
        });
        (await IssueAsync(person)).ShouldBeOfType<IssueToken.Result.SomebodyElses>();
        (await IssueAsync(program)).ShouldBeOfType<IssueToken.Result.Issued>();
        (await IssueAsync(admin.User)).ShouldBeOfType<IssueToken.Result.Issued>();

        Task<IssueToken.Result> IssueAsync(UserId user) => desk.Get<IssueToken>().RunAsync(
            new(user, "synthetic", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(user.Value.ToByteArray())), 1), admin, Ct);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

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
