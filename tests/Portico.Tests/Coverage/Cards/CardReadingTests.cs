using System.Text;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Cards;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Arrivals;
using Portico.Tests.Kit;

namespace Portico.Tests.Coverage.Cards;

/// <summary>What was read and confirmed, on both databases.</summary>
public sealed class CardReadingTests
{
    private static readonly byte[] s_picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Enumerable.Repeat((byte)0x41, 200)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly KeepCardReading.Entry[] s_fields =
    [
        new(CardFieldKind.MemberId, "XYO123456789", "XY0123456789", 60), new(CardFieldKind.GroupNumber, "77001", "77001", 95), new(CardFieldKind.RxBin, "610014", null, 91),
        new(CardFieldKind.PlanName, null, "Synthetic Gold", null),
    ];

    private static async Task<(PolicyId Policy, CardPictureId Picture)> PicturedAsync(OneDay day)
    {
        var policy = await day.PolicyAsync(await day.PatientAsync("Testpatient"));
        return (policy, (await day.Desk.Get<KeepCardPicture>().RunAsync(new(policy, CardSide.Front, s_picture), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<KeepCardPicture.Result.Kept>().Picture);
    }

    private static KeepCardReading.Request Read(CardPictureId picture, params KeepCardReading.Entry[] fields) => new(picture, "Tesseract", "5.3.0", false, 1, fields);

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_reading_is_kept_with_what_was_read_what_was_confirmed_and_how_sure_it_was(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (policy, picture) = await PicturedAsync(day);
        (await day.Desk.Get<KeepCardReading>().RunAsync(Read(picture, s_fields), day.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<KeepCardReading.Result.Kept>();

        var reading = (await day.Desk.Get<OpenCardReadings>().RunAsync(new(policy), day.Desk.CallAs(Roles.Biller), Ct)).Readings.ShouldHaveSingleItem();
        (reading.Picture, reading.Side, reading.Engine, reading.EngineVersion).ShouldBe((picture, CardSide.Front, "Tesseract", "5.3.0"));
        reading.Fields.OrderBy(f => f.Kind).Select(f => new KeepCardReading.Entry(f.Kind, f.Read, f.Confirmed, f.Percent)).ShouldBe(s_fields.OrderBy(f => f.Kind));
        var opened = await day.Desk.Get<OpenCardPicture>().RunAsync(new(picture), day.Desk.CallAs(Roles.FrontDesk), Ct);
        (opened.QuarterTurns, opened.IsWhole).ShouldBe((1, false));
        // The policy is a person's to change, on its own form.
        (await day.Desk.ReadAsync(d => d.Db.Set<Policy>().SingleAsync(p => p.Id == policy, Ct))).MemberId.ShouldStartWith("SYN");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_the_card_says_lies_encrypted(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (_, picture) = await PicturedAsync(day);
        await day.Desk.Get<KeepCardReading>().RunAsync(Read(picture, s_fields), day.Desk.CallAs(Roles.FrontDesk), Ct);
        var stored = await day.Desk.ReadAsync(d => d.Db.Set<CardReadingField>().AsNoTracking().ToListAsync(Ct));
        stored.Count.ShouldBe(s_fields.Length);
        foreach (var bytes in stored.SelectMany(f => new[] { f.Read, f.Confirmed }).OfType<byte[]>())
            bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("123456789")).ShouldBe(-1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_newest_reading_of_a_picture_stands_and_the_older_stays(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (policy, picture) = await PicturedAsync(day);
        foreach (var member in new[] { "SYN1001", "SYN1002" })
        {
            day.Desk.Time.Advance(TimeSpan.FromMinutes(1));
            await day.Desk.Get<KeepCardReading>().RunAsync(Read(picture, new KeepCardReading.Entry(CardFieldKind.MemberId, null, member, null)), day.Desk.CallAs(Roles.FrontDesk), Ct);
        }
        (await day.Desk.Get<OpenCardReadings>().RunAsync(new(policy), day.Desk.CallAs(Roles.FrontDesk), Ct)).Readings.ShouldHaveSingleItem()
            .Fields.ShouldHaveSingleItem().Confirmed.ShouldBe("SYN1002");
        (await day.Desk.ReadAsync(d => d.Db.Set<CardReading>().CountAsync(Ct))).ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_reading_changes_no_more(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (_, picture) = await PicturedAsync(day);
        await day.Desk.Get<KeepCardReading>().RunAsync(Read(picture, s_fields), day.Desk.CallAs(Roles.FrontDesk), Ct);
        await Should.ThrowAsync<Exception>(() => day.Desk.WriteAsync(async d => await d.Db.Set<CardReadingField>().ExecuteUpdateAsync(s => s.SetProperty(f => f.Percent, 1), Ct)));
        await Should.ThrowAsync<Exception>(() => day.Desk.WriteAsync(async d => await d.Db.Set<CardReading>().ExecuteDeleteAsync(Ct)));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_reading_of_no_picture_of_one_field_twice_or_of_a_payment_card_is_refused(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (_, picture) = await PicturedAsync(day);
        var keep = day.Desk.Get<KeepCardReading>();
        var call = day.Desk.CallAs(Roles.FrontDesk);
        (await keep.RunAsync(Read(Id.New<CardPictureId>(), s_fields), call, Ct)).ShouldBeOfType<KeepCardReading.Result.NoSuchPicture>();
        (await keep.RunAsync(Read(picture, s_fields[0], s_fields[0]), day.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBe(new KeepCardReading.Result.FieldTwice(CardFieldKind.MemberId));
        foreach (var bad in new[] { Read(picture), Read(picture, s_fields[0] with { Confirmed = "4111 1111 1111 1111" }), Read(picture, s_fields[0] with { Percent = 101 }), Read(picture, s_fields) with { QuarterTurns = 4 } })
            (await Should.ThrowAsync<CallRejectedException>(() => keep.RunAsync(bad, day.Desk.CallAs(Roles.FrontDesk), Ct))).Code.ShouldBe("call.bad-shape");
        (await Should.ThrowAsync<CallRejectedException>(() => keep.RunAsync(Read(picture, s_fields), day.Desk.CallAs(Roles.Clinician), Ct))).Kind.ShouldBe(RejectionKind.Denied);
    }
}
