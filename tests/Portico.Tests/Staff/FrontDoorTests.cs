using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Staff;
using Portico.Modules.Staff.ChangeMember;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Staff.DeactivateMember;
using Portico.Modules.Staff.Domain;
using Portico.Modules.Staff.Doors;
using Portico.Modules.Staff.EndSignIns;
using Portico.Modules.Staff.InviteMember;
using Portico.Modules.Staff.IssueToken;
using Portico.Modules.Staff.ReissueLink;
using Portico.Modules.Staff.RemovePasskeys;
using Portico.Modules.Staff.Store;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Staff;

public sealed class FrontDoorTests
{
    private const string Name = "synthetic.desk";
    private const string Password = "teal kettle forty";
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Codes_are_those_of_the_standard()
    {
        // RFC 6238, appendix B, the SHA-1 rows cut to six digits.
        var secret = "12345678901234567890"u8.ToArray();
        Totp.Code(secret, Instant.FromUnixTimeSeconds(59)).ShouldBe("287082");
        Totp.Code(secret, Instant.FromUnixTimeSeconds(1111111109)).ShouldBe("081804");
        Totp.Code(secret, Instant.FromUnixTimeSeconds(20000000000)).ShouldBe("353130");
        Totp.Base32(secret).ShouldBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    [Fact]
    public void A_code_of_two_steps_ago_is_refused()
    {
        var secret = Totp.NewSecret();
        var now = Instant.FromUtc(2026, 3, 4, 14, 0);
        Totp.Match(secret, Totp.Code(secret, now - Duration.FromSeconds(30)), now).ShouldNotBeNull();
        Totp.Match(secret, Totp.Code(secret, now - Duration.FromSeconds(60)), now).ShouldBeNull();
    }

    [Theory]
    [InlineData("short12", false)]
    [InlineData("password123", false)]
    [InlineData("aaaaaaaabbb", false)]
    [InlineData("abcdefghij", false)]
    [InlineData("my synthetic.desk", false)]
    [InlineData("teal kettle", true)]
    public void A_password_is_long_and_not_the_first_guess(string password, bool good) =>
        (PasswordRule.ProblemWith(password, Name, secondFactor: true) is null).ShouldBe(good);

    [Fact]
    public void A_password_alone_has_fifteen_characters() =>
        PasswordRule.ProblemWith("teal kettle", Name, secondFactor: false).ShouldNotBeNull();

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_link_enrols_once(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var link = await InviteAsync(desk);
        var door = desk.Get<FrontDoor>();
        var code = Totp.Code((await door.OpenLinkAsync(link, Ct)).ShouldNotBeNull().Secret, Now(desk));
        var enrolled = (await door.EnrolAsync(link, Password, code, null, Ct)).ShouldNotBeNull();
        enrolled.RecoveryCodes.Distinct().Count().ShouldBe(10);
        (await door.OpenLinkAsync(link, Ct)).ShouldBeNull();
        desk.Time.Advance(TimeSpan.FromSeconds(30));
        (await door.EnrolAsync(link, "another password", code, null, Ct)).ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_link_of_last_week_enrols_nobody(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var link = await InviteAsync(desk);
        desk.Time.Advance(TimeSpan.FromHours(49));
        (await desk.Get<FrontDoor>().OpenLinkAsync(link, Ct)).ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Two_who_use_a_link_at_once_are_one_too_many(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var link = await InviteAsync(desk);
        var door = desk.Get<FrontDoor>();
        var code = Totp.Code((await door.OpenLinkAsync(link, Ct)).ShouldNotBeNull().Secret, Now(desk));
        var both = await Task.WhenAll(door.EnrolAsync(link, Password, code, null, Ct), door.EnrolAsync(link, Password, code, null, Ct));
        both.Count(e => e is not null).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Password_and_code_open_and_the_same_code_does_not_open_twice(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var (_, secret, _) = await EnrolledAsync(desk);
        var door = desk.Get<FrontDoor>();
        var code = Totp.Code(secret, Now(desk));
        var proven = (await door.WithPasswordAsync(" Synthetic.DESK ", Password, code, null, Ct)).ShouldNotBeNull();
        proven.Means.ShouldBe(SignInMeans.PasswordAndCode);
        (await door.WithPasswordAsync(Name, Password, code, null, Ct)).ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_password_alone_opens_nothing(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await EnrolledAsync(desk);
        (await desk.Get<FrontDoor>().WithPasswordAsync(Name, Password, "", null, Ct)).ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Enrolling_anew_removes_the_passkeys_and_tokens_of_before(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var (person, _, _) = await EnrolledAsync(desk);
        await GivePasskeyAsync(desk, person.User, [1]);
        await desk.Get<IssueToken>().RunAsync(new(person.User, "synthetic", new string('a', 64), 1), Call.ByProgram(TestDesk.Practice), Ct);
        var link = OneTimeSecret.New(OneTimeSecret.LinkPrefix, TestDesk.Practice);
        await desk.Get<ReissueLink>().RunAsync(new(person.User, link.Hash), desk.CallAs(Roles.Administrator), Ct);
        var secret = (await desk.Get<FrontDoor>().OpenLinkAsync(link.Text, Ct)).ShouldNotBeNull().Secret;
        (await desk.Get<FrontDoor>().EnrolAsync(link.Text, Password, Totp.Code(secret, Now(desk)), null, Ct)).ShouldNotBeNull();
        (await PasskeysAsync(desk)).ShouldBe(0);
        (await desk.ReadAsync(d => d.Db.Set<ApiToken>().CountAsync(t => t.RevokedAt == null, Ct))).ShouldBe(0);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_passkey_is_removed_by_its_owner_and_all_of_them_by_an_administrator(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var (person, _, _) = await EnrolledAsync(desk);
        var (owner, other) = (new Call { Practice = TestDesk.Practice, User = desk.Access.Add(Roles.Auditor), Door = Door.Screen }, desk.CallAs(Roles.FrontDesk));
        await desk.WriteAsync(d =>
        {
            desk.Get<IStaffDirectory>().AddMember(d, owner.User, "synthetic.owner", "Owner, Synthetic", Roles.Auditor);
            return Task.CompletedTask;
        });
        foreach (var credential in new byte[] { 1, 2, 3 })
            await GivePasskeyAsync(desk, owner.User, [credential]);
        await GivePasskeyAsync(desk, person.User, [9]);
        var remove = desk.Get<RemovePasskey>();
        (await remove.RunAsync(new("AQ"), other, Ct)).ShouldBeOfType<RemovePasskey.Result.NotYours>();
        (await remove.RunAsync(new("AQ"), owner, Ct)).ShouldBeOfType<RemovePasskey.Result.Removed>();
        (await PasskeysAsync(desk)).ShouldBe(3);
        (await desk.Get<RemovePasskeysOf>().RunAsync(new(owner.User), desk.CallAs(Roles.Administrator), Ct))
            .ShouldBe(new RemovePasskeysOf.Result.Removed(2));
        (await PasskeysAsync(desk)).ShouldBe(1);
    }

    private static async Task GivePasskeyAsync(TestDesk desk, UserId user, byte[] credential)
    {
        await using var db = desk.Store.Open();
        db.Add(new IdentityUserPasskey<Guid>
        {
            UserId = user.Value, CredentialId = credential,
            Data = new IdentityPasskeyData { PublicKey = [], AttestationObject = [], ClientDataJson = [] },
        });
        await db.SaveChangesAsync(Ct);
    }

    private static async Task<int> PasskeysAsync(TestDesk desk)
    {
        await using var db = desk.Store.Open();
        return await db.Set<IdentityUserPasskey<Guid>>().CountAsync(Ct);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_recovery_code_opens_once(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var (_, _, codes) = await EnrolledAsync(desk);
        var door = desk.Get<FrontDoor>();
        (await door.WithPasswordAsync(Name, Password, codes[3].ToUpperInvariant(), null, Ct)).ShouldNotBeNull();
        (await door.WithPasswordAsync(Name, Password, codes[3], null, Ct)).ShouldBeNull();
        (await door.WithPasswordAsync(Name, Password, codes[4], null, Ct)).ShouldNotBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Five_wrong_tries_at_once_lock_even_the_right_one_out_for_a_quarter_of_an_hour(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var (_, secret, _) = await EnrolledAsync(desk);
        var door = desk.Get<FrontDoor>();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(n => door.WithPasswordAsync(Name, "wrong password " + n, "000000", null, Ct)));
        (await door.WithPasswordAsync(Name, Password, Totp.Code(secret, Now(desk)), null, Ct)).ShouldBeNull();
        desk.Time.Advance(TimeSpan.FromMinutes(15));
        (await door.WithPasswordAsync(Name, Password, Totp.Code(secret, Now(desk)), null, Ct)).ShouldNotBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_pin_brings_back_its_owner_on_this_device_alone(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var (person, _, _) = await EnrolledAsync(desk);
        var (door, here) = (desk.Get<FrontDoor>(), new byte[] { 1 });
        var call = await SignedInAsync(desk, person, here);
        await door.SetPinAsync(call, "482915", Ct);
        await door.LockAsync(call, Ct);
        (await HoldsAsync(desk, call)).ShouldBe(Roles.None);

        (await door.PeopleAsync(TestDesk.Practice, here, Ct)).Single().HasPin.ShouldBeTrue();
        (await door.PeopleAsync(TestDesk.Practice, [2], Ct)).ShouldBeEmpty();
        (await door.WithPinAsync(TestDesk.Practice, [2], Of(call), "482915", null, Ct)).ShouldBeNull();
        (await door.WithPinAsync(TestDesk.Practice, here, Of(call), "482915", null, Ct)).ShouldNotBeNull();
        (await HoldsAsync(desk, call)).ShouldBe(Roles.FrontDesk);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Five_wrong_pins_at_once_end_the_sign_in(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var (person, _, _) = await EnrolledAsync(desk);
        var (door, here) = (desk.Get<FrontDoor>(), new byte[] { 1 });
        var call = await SignedInAsync(desk, person, here);
        await door.SetPinAsync(call, "482915", Ct);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => door.WithPinAsync(TestDesk.Practice, here, Of(call), "111222", null, Ct)));
        (await door.WithPinAsync(TestDesk.Practice, here, Of(call), "482915", null, Ct)).ShouldBeNull();
        (await door.PeopleAsync(TestDesk.Practice, here, Ct)).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_pin_carries_no_longer_than_a_shift(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var (person, _, _) = await EnrolledAsync(desk);
        var (door, here) = (desk.Get<FrontDoor>(), new byte[] { 1 });
        var call = await SignedInAsync(desk, person, here);
        await door.SetPinAsync(call, "482915", Ct);
        desk.Time.Advance(SignIn.Longest.ToTimeSpan());
        (await door.WithPinAsync(TestDesk.Practice, here, Of(call), "482915", null, Ct)).ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Signing_out_everywhere_ends_every_device_at_once(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var (person, _, _) = await EnrolledAsync(desk);
        var (one, two) = (await SignedInAsync(desk, person, [1]), await SignedInAsync(desk, person, [2]));
        await desk.Get<EndSignInsOf>().RunAsync(new(person.User), desk.CallAs(Roles.Supervisor), Ct);
        (await HoldsAsync(desk, one)).ShouldBe(Roles.None);
        (await HoldsAsync(desk, two)).ShouldBe(Roles.None);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Someone_deactivated_holds_nothing_and_their_password_opens_nothing(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var (person, secret, _) = await EnrolledAsync(desk);
        var call = await SignedInAsync(desk, person, [1]);
        await desk.Get<DeactivateMember>().RunAsync(new(person.User), desk.CallAs(Roles.Administrator), Ct);
        (await HoldsAsync(desk, call)).ShouldBe(Roles.None);
        (await desk.Get<FrontDoor>().WithPasswordAsync(Name, Password, Totp.Code(secret, Now(desk)), null, Ct)).ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Nobody_changes_their_own_roles(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var call = desk.CallAs(Roles.Administrator);
        await desk.WriteAsync(d =>
        {
            desk.Get<IStaffDirectory>().AddMember(d, call.User, "synthetic.admin", "Admin, Synthetic", Roles.Administrator);
            return Task.CompletedTask;
        });
        (await desk.Get<ChangeMember>().RunAsync(new(call.User, "Admin, Synthetic", Roles.All), call, Ct))
            .ShouldBeOfType<ChangeMember.Result.OwnRoles>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Two_people_never_share_a_sign_in_name(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await InviteAsync(desk);
        var again = OneTimeSecret.New(OneTimeSecret.LinkPrefix, TestDesk.Practice);
        (await desk.Get<InviteMember>().RunAsync(new(Name.ToUpperInvariant(), "Other, Synthetic", Roles.Biller, again.Hash),
            desk.CallAs(Roles.Administrator), Ct)).ShouldBeOfType<InviteMember.Result.NameTaken>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Init_refuses_a_database_with_a_practice_and_prints_no_link(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        using var said = new StringWriter();
        using var problems = new StringWriter();
        (await InitCommand.RunAsync(desk.Get<IServiceProvider>(), desk.Settings, "Second Practice", "America/Chicago", "admin",
            said, problems, Ct)).ShouldBe(1);
        said.ToString().ShouldBeEmpty();
        problems.ToString().ShouldContain("already has a practice");
        await using (var db = desk.Store.Open())
            await db.Set<PracticeRow>().ExecuteUpdateAsync(s => s.SetProperty(p => p.IsDemo, true), Ct);
        await InitCommand.RunAsync(desk.Get<IServiceProvider>(), desk.Settings, "Second Practice", "America/Chicago", "admin", said, problems, Ct);
        problems.ToString().ShouldContain("holds the demo practice");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Init_starts_a_practice_with_a_link_that_enrols_its_administrator(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await using (var db = desk.Store.Open())
            await db.Set<PracticeRow>().ExecuteDeleteAsync(Ct);
        using var said = new StringWriter();
        (await InitCommand.RunAsync(desk.Get<IServiceProvider>(), desk.Settings, "Synthetic Practice", "America/Chicago", "admin",
            said, TextWriter.Null, Ct)).ShouldBe(0);
        var link = said.ToString().Split("link=")[1].Trim();
        (await desk.Get<FrontDoor>().OpenLinkAsync(link, Ct)).ShouldNotBeNull().SignInName.ShouldBe("admin");
    }

    internal static async Task<string> InviteAsync(TestDesk desk)
    {
        var link = OneTimeSecret.New(OneTimeSecret.LinkPrefix, TestDesk.Practice);
        (await desk.Get<InviteMember>().RunAsync(new(Name, "Desk, Synthetic", Roles.FrontDesk, link.Hash), desk.CallAs(Roles.Administrator), Ct))
            .ShouldBeOfType<InviteMember.Result.Invited>();
        return link.Text;
    }

    private static async Task<(Proven Person, byte[] Secret, IReadOnlyList<string> Codes)> EnrolledAsync(TestDesk desk)
    {
        var link = await InviteAsync(desk);
        var door = desk.Get<FrontDoor>();
        var secret = (await door.OpenLinkAsync(link, Ct)).ShouldNotBeNull().Secret;
        var (person, codes) = (await door.EnrolAsync(link, Password, Totp.Code(secret, Now(desk)), null, Ct)).ShouldNotBeNull();
        desk.Time.Advance(TimeSpan.FromSeconds(30));
        return (person, secret, codes);
    }

    private static async Task<Call> SignedInAsync(TestDesk desk, Proven person, byte[] device) => new()
    {
        Practice = TestDesk.Practice, User = person.User, Door = Door.Screen,
        SignIn = await desk.Get<FrontDoor>().BeginAsync(person, device, null, Ct),
    };

    private static SignInId Of(Call call) => call.SignIn.ShouldNotBeNull();

    private static Instant Now(TestDesk desk) => Instant.FromDateTimeOffset(desk.Time.GetUtcNow());

    private static Task<Roles> HoldsAsync(TestDesk desk, Call call) =>
        desk.ReadAsync(async d =>
        {
            var roles = Roles.None;
            var batch = d.Batch();
            new StaffAccess().Ask(batch, call, d.Now, held => roles = held);
            await batch.RunAsync(Ct);
            return roles;
        });
}
