using Portico.Modules.Arrivals;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.Values;
using Portico.Tests.Arrivals;
using Portico.Tests.Kit;

namespace Portico.Tests.Coverage;

public sealed class PolicyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static AddPolicy.Request Typed(PatientId patient, PayerId payer, string memberId) =>
        new(patient, payer, memberId, null, null, SubscriberRelation.Self, null, null, null, null, null);

    [Theory]
    [InlineData("SYN1234", null)]
    [InlineData(" ", PolicyFault.MemberIdMissing)]
    [InlineData("4111 1111 1111 1111", PolicyFault.MemberIdIsCardNumber)]
    public void A_member_id_is_judged_before_it_is_stored(string memberId, PolicyFault? fault) =>
        Policy.FaultOf(new NewPolicy { Payer = Id.New<PayerId>(), MemberId = memberId }).ShouldBe(fault);

    [Fact]
    public void A_policy_on_someone_elses_name_says_whose() => Policy.FaultOf(
        new NewPolicy { Payer = Id.New<PayerId>(), MemberId = "SYN1", Relation = SubscriberRelation.Child }).ShouldBe(PolicyFault.SubscriberMissing);

    [Fact]
    public void A_policy_that_ends_before_it_begins_is_no_policy() => Policy.FaultOf(new NewPolicy
    {
        Payer = Id.New<PayerId>(), MemberId = "SYN1", ValidFrom = new DateOnly(2026, 3, 2), ValidTo = new DateOnly(2026, 3, 1),
    }).ShouldBe(PolicyFault.DatesReversed);

    private static PolicyRow Seen(PolicyRow row, AddPolicy.Request typed) => new()
    {
        Id = row.Id, PatientId = typed.Patient, PayerId = typed.Payer, MemberId = typed.MemberId, GroupNumber = typed.GroupNumber,
        PlanName = typed.PlanName, Relation = typed.Relation, SubscriberName = typed.SubscriberName,
        SubscriberBirthDate = typed.SubscriberBirthDate, ValidFrom = typed.ValidFrom, ValidTo = typed.ValidTo,
        CardCopayCents = typed.CardCopay?.Cents, Version = row.Version, PracticeId = row.PracticeId,
    };

    private static async Task<PolicyRow> ReadAsync(OneDay day, PatientId patient) =>
        (await day.Desk.Get<PatientCoverage>().RunAsync(new(patient), day.Desk.CallAs(Roles.Biller), Ct)).Policies.ShouldHaveSingleItem().Policy;

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_policy_with_its_subscriber_relation_and_dates_reads_back_as_typed_and_as_changed(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (patient, other) = (await day.PatientAsync("Dependent"), Id.New<PayerId>());
        await day.Desk.WriteAsync(d =>
        {
            day.Desk.Get<IPracticeDirectory>().AddPayer(d, other, "Second Mutual", null);
            return Task.CompletedTask;
        });
        AddPolicy.Request typed = new(patient, day.Payer, "SYN1001", "G-20415", "Synthetic Gold", SubscriberRelation.Child, "Pat Synthetic",
            new DateOnly(1979, 2, 28), new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), new Money(3500));
        var desk = day.Desk.CallAs(Roles.FrontDesk);
        var added = (await day.Desk.Get<AddPolicy>().RunAsync(typed, desk, Ct)).ShouldBeOfType<AddPolicy.Result.Added>();
        var read = await ReadAsync(day, patient);
        read.ShouldBeEquivalentTo(Seen(read, typed));

        var changed = typed with
        {
            Payer = other, MemberId = "SYN1002", GroupNumber = null, PlanName = "Synthetic Silver", Relation = SubscriberRelation.Spouse,
            SubscriberName = "Sam Synthetic", SubscriberBirthDate = null, ValidFrom = new DateOnly(2026, 2, 1), ValidTo = null, CardCopay = null,
        };
        (await day.Desk.Get<ChangePolicy>().RunAsync(new(added.Policy, added.Version, changed.Payer, changed.MemberId, changed.GroupNumber,
            changed.PlanName, changed.Relation, changed.SubscriberName, changed.SubscriberBirthDate, changed.ValidFrom, changed.ValidTo,
            changed.CardCopay), desk, Ct)).ShouldBeOfType<ChangePolicy.Result.Changed>();
        read = await ReadAsync(day, patient);
        read.ShouldBeEquivalentTo(Seen(read, changed));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_policy_of_the_patients_own_names_no_other_subscriber(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var patient = await day.PatientAsync("Self");
        await day.Desk.Get<AddPolicy>().RunAsync(
            Typed(patient, day.Payer, "SYN1") with { SubscriberName = "Pat Synthetic", SubscriberBirthDate = new DateOnly(1979, 2, 28) },
            day.Desk.CallAs(Roles.FrontDesk), Ct);
        var read = await ReadAsync(day, patient);
        (read.Relation, read.SubscriberName, read.SubscriberBirthDate).ShouldBe((SubscriberRelation.Self, null, null));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_member_id_whose_check_digit_fits_is_kept_with_a_warning(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var patient = await day.PatientAsync("Luhn");
        (await day.Desk.Get<AddPolicy>().RunAsync(Typed(patient, day.Payer, "9999999999999995"), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<AddPolicy.Result.Added>().LooksLikeCard.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_same_open_policy_is_not_added_twice(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var patient = await day.PatientAsync("Same");
        var add = day.Desk.Get<AddPolicy>();
        var first = (await add.RunAsync(Typed(patient, day.Payer, "SYN77"), day.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<AddPolicy.Result.Added>();
        (await add.RunAsync(Typed(patient, day.Payer, " SYN77 "), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBe(new AddPolicy.Result.AlreadyThere(first.Policy));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_change_that_began_from_an_older_policy_is_refused(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var patient = await day.PatientAsync("Changed");
        var added = (await day.Desk.Get<AddPolicy>().RunAsync(Typed(patient, day.Payer, "SYN1"), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<AddPolicy.Result.Added>();
        ChangePolicy.Request Change(string member) => new(added.Policy, added.Version, day.Payer, member, null, null,
            SubscriberRelation.Self, null, null, null, null, null);
        var change = day.Desk.Get<ChangePolicy>();
        (await change.RunAsync(Change("SYN2"), day.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<ChangePolicy.Result.Changed>();
        (await change.RunAsync(Change("SYN3"), day.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<ChangePolicy.Result.ChangedMeanwhile>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_ended_policy_no_longer_covers_the_visit(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, patient) = await day.HereAsync();
        var policy = await day.PolicyAsync(patient);
        (await day.Desk.ReadAsync(d => day.Desk.Get<ICoverage>().StatusLineAsync(d, visit, Ct))).ShouldBe("Synthetic Mutual · not verified");
        (await day.Desk.Get<EndPolicy>().RunAsync(new(policy, 1, OneDay.Today.AddDays(-1)), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<EndPolicy.Result.Ended>();
        (await day.Desk.ReadAsync(d => day.Desk.Get<ICoverage>().StatusLineAsync(d, visit, Ct))).ShouldBe("No coverage recorded");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cards_picture_comes_back_as_it_was_and_lies_encrypted(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var policy = await day.PolicyAsync(await day.PatientAsync("Pictured"));
        byte[] picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Enumerable.Repeat((byte)0x41, 200)];
        var kept = (await day.Desk.Get<KeepCardPicture>().RunAsync(new(policy, CardSide.Front, picture), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<KeepCardPicture.Result.Kept>();
        var opened = await day.Desk.Get<OpenCardPicture>().RunAsync(new(kept.Picture), day.Desk.CallAs(Roles.FrontDesk), Ct);
        opened.ContentType.ShouldBe("image/png");
        opened.Bytes.ShouldBe(picture);
        var file = Directory.GetFiles(Path.Combine(day.Desk.Settings.Data, "files"), "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        (await File.ReadAllBytesAsync(file, Ct)).AsSpan().IndexOf(picture.AsSpan(8, 100)).ShouldBe(-1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_page_that_calls_itself_a_picture_is_refused(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var policy = await day.PolicyAsync(await day.PatientAsync("Page"));
        var page = System.Text.Encoding.ASCII.GetBytes("<html><script>synthetic()</script></html>".PadRight(100));
        (await day.Desk.Get<KeepCardPicture>().RunAsync(new(policy, CardSide.Front, page), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<KeepCardPicture.Result.NotAPicture>();
    }
}
