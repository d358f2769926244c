using System.Buffers.Binary;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain.Licences;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Tests.Kit;
using SkiaSharp;

namespace Portico.Tests.Patients.Licences;

/// <summary>Licences read at the desk: typed by a scanner, or out of a photograph.</summary>
public sealed class ReadLicenceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_scan_is_read_with_its_control_characters_and_leaves_nothing_behind(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var read = (await RunAsync(desk, new(new SyntheticLicence().ToString(), null))).ShouldBeOfType<ReadLicence.Result.Read>();
        (read.Licence.Family, read.IsExpired).ShouldBe(("Testpatient", false));
        (await desk.ReadAsync(d => d.Db.Set<AuditEntryRow>().Select(e => e.Body).ToListAsync(Ct))).Select(System.Text.Encoding.UTF8.GetString)
            .ShouldAllBe(e => !e.Contains("estpatient", StringComparison.OrdinalIgnoreCase));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_expired_licence_is_read_and_said(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var read = (await RunAsync(desk, new(new SyntheticLicence { Expires = new(2026, 3, 3) }.ToString(), null))).ShouldBeOfType<ReadLicence.Result.Read>();
        read.IsExpired.ShouldBeTrue();
        LicenceWords.Notes(read.Licence, read.IsExpired).ShouldContain(n => n.StartsWith("It expired on 3-Mar-2026", StringComparison.Ordinal));
        // On its last day it is valid.
        (await RunAsync(desk, new(new SyntheticLicence { Expires = new(2026, 3, 4) }.ToString(), null))).ShouldBeOfType<ReadLicence.Result.Read>().IsExpired.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_photograph_is_read_and_another_role_may_not(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        (await RunAsync(desk, new(null, new SyntheticLicence().Photograph()))).ShouldBeOfType<ReadLicence.Result.Read>().Licence.Given.ShouldBe("Odette Quill");
        (await Should.ThrowAsync<CallRejectedException>(() => desk.Get<ReadLicence>().RunAsync(new("x", null), desk.CallAs(Roles.Administrator), Ct)))
            .Kind.ShouldBe(RejectionKind.Denied);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Nothing_and_both_and_too_much_are_refused(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        (await RunAsync(desk, new(null, null))).ShouldBe(new ReadLicence.Result.Unreadable(LicenceFault.Nothing));
        (await RunAsync(desk, new("x", [1]))).ShouldBe(new ReadLicence.Result.Unreadable(LicenceFault.Nothing));
        (await RunAsync(desk, new("nothing", null))).ShouldBe(new ReadLicence.Result.Unreadable(LicenceFault.NotALicence));
        (await Should.ThrowAsync<CallRejectedException>(() => RunAsync(desk, new(null, new byte[PictureFormat.MostBytes + 1])))).Code.ShouldBe("call.bad-shape");
        (await Should.ThrowAsync<CallRejectedException>(() => RunAsync(desk, new(new string('A', LicenceText.MostChars + 1), null)))).Code.ShouldBe("call.bad-shape");
    }

    [Theory]
    [InlineData(3, 0, 0), InlineData(3, 90, 0), InlineData(3, 180, 0), InlineData(3, 270, 0), InlineData(3, 3, 0), InlineData(3, 7, 0), InlineData(3, -14, 0), InlineData(3, 97, 0),
        InlineData(1.6f, 0, 0), InlineData(9, 0, 0), InlineData(3, 0, 60), InlineData(4, 90, 40)]
    public async Task A_barcode_is_found_turned_small_large_and_noisy(float bar, int degrees, int noise)
    {
        var (text, fault) = await LicencePicture.ReadAsync(new SyntheticLicence().Photograph(bar: bar, degrees: degrees, noise: noise), LicencePicture.Longest * 5, Ct);
        fault.ShouldBeNull();
        text.ShouldBe(new SyntheticLicence().ToString());
    }

    [Theory, InlineData(SKEncodedImageFormat.Png), InlineData(SKEncodedImageFormat.Webp)]
    public async Task Other_formats_are_read_as_well(SKEncodedImageFormat format) =>
        (await LicencePicture.ReadAsync(new SyntheticLicence().Photograph(format: format), LicencePicture.Longest * 5, Ct)).Text.ShouldNotBeNull();

    [Fact]
    public async Task Letters_beyond_ascii_survive_the_barcode()
    {
        var (text, _) = await LicencePicture.ReadAsync(new SyntheticLicence { Family = "ÉPREUVE" }.Photograph(), LicencePicture.Longest * 5, Ct);
        LicenceText.Read(text.ShouldNotBeNull()).Licence.ShouldNotBeNull().Family.ShouldBe("Épreuve");
    }

    [Fact]
    public async Task A_picture_without_a_barcode_says_so()
    {
        using var noise = new SKBitmap(900, 600);
        var random = new Random(417);
        for (var y = 0; y < noise.Height; y++)
        {
            for (var x = 0; x < noise.Width; x++)
                noise.SetPixel(x, y, random.Next(2) == 0 ? SKColors.Black : SKColors.White);
        }
        (await LicencePicture.ReadAsync(noise.Encode(SKEncodedImageFormat.Png, 100).ToArray(), LicencePicture.Longest * 5, Ct)).ShouldBe((null, LicenceFault.NoBarcode));
    }

    [Fact]
    public async Task What_is_no_picture_or_a_broken_one_says_so()
    {
        (await LicencePicture.ReadAsync("%PDF-1.7"u8.ToArray(), LicencePicture.Longest, Ct)).ShouldBe((null, LicenceFault.NotAPicture));
        (await LicencePicture.ReadAsync([0xFF, 0xD8, 0xFF, 0xE0, .. new byte[200]], LicencePicture.Longest, Ct)).ShouldBe((null, LicenceFault.NotAPicture));
        var photograph = new SyntheticLicence().Photograph();
        for (var cut = 100; cut < photograph.Length; cut += photograph.Length / 8)
        {
            // What is left of a photograph may have the barcode in it.
            var (text, fault) = await LicencePicture.ReadAsync(photograph[..cut], LicencePicture.Longest, Ct);
            (text ?? fault.ToString()).ShouldBeOneOf(new SyntheticLicence().ToString(), nameof(LicenceFault.NoBarcode), nameof(LicenceFault.NotAPicture), nameof(LicenceFault.TookTooLong));
        }
    }

    /// <summary>A hundred bytes that say 60,000 by 60,000 pixels would be 14 GB of them.</summary>
    [Fact]
    public async Task A_picture_of_too_many_pixels_is_refused_by_its_header()
    {
        using var one = new SKBitmap(1, 1);
        var bomb = one.Encode(SKEncodedImageFormat.Png, 100).ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), 60_000);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), 60_000);
        BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(29), Crc(bomb.AsSpan(12, 17)));
        var began = Stopwatch.GetTimestamp();
        (await LicencePicture.ReadAsync(bomb, LicencePicture.Longest, Ct)).ShouldBe((null, LicenceFault.TooManyPixels));
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task What_takes_too_long_is_given_up() =>
        (await LicencePicture.ReadAsync(new SyntheticLicence().Photograph(), TimeSpan.Zero, Ct)).ShouldBe((null, LicenceFault.TookTooLong));

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_new_patient_has_the_address_and_the_document_without_its_number(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var done = (await desk.Get<RegisterPatient>().RunAsync(new()
        {
            Family = "Testpatient", Given = "Odette", BirthDate = new DateOnly(1945, 7, 14), Address = new("12 N Synthetic Way", "Apt 4B", "Mocktown", "New York", "13850"),
            Licence = new("NY", false, true, [LicencePart.BirthDate, LicencePart.FamilyName]),
        }, desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<RegisterPatient.Result.Registered>();
        var chart = (await desk.Get<ShowPatient>().RunAsync(new(done.Patient), desk.CallAs(Roles.FrontDesk), Ct)).Chart.ShouldNotBeNull();
        chart.Address.ShouldBe(new CompleteRegistration.Place("12 N Synthetic Way", "Apt 4B", "Mocktown", "NY", "13850"));
        chart.Missing.ShouldNotContain("address");
        chart.Timeline.ShouldContain(l => l.Text == "The driver's licence of New York was read, expired: it shows the family name and birth date as they stood here then");
        var audit = await AuditAsync(desk);
        audit.ShouldContain("drivers-licence NY expired");
        audit.ShouldContain("FamilyName BirthDate");
    }

    [Fact]
    public async Task An_address_of_a_new_patient_is_whole_or_not_there()
    {
        await using var desk = await TestDesk.StartAsync(StoreKind.Sqlite);
        (await Should.ThrowAsync<CallRejectedException>(() => desk.Get<RegisterPatient>().RunAsync(new()
        {
            Family = "Testpatient", Given = "Odette", Address = new("12 N Synthetic Way", null, "", "NY", "13850"),
        }, desk.CallAs(Roles.FrontDesk), Ct))).Message.ShouldBe("An address needs street, city, state and ZIP; leave all empty if it was not given.");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_change_of_name_and_birth_date_says_which_and_on_what_document(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testpatient", "Odette", new DateOnly(1945, 7, 15));
        (await desk.Get<CompleteRegistration>().RunAsync(new()
        {
            Patient = id, Version = 1, Family = "Testpatient-Muster", Given = "Odette", BirthDate = new(1945, 7, 14), Sex = Sex.Female, Answers = [],
            Licence = new("QC", true, false, [LicencePart.FamilyName, LicencePart.BirthDate]),
        }, desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<CompleteRegistration.Result.Saved>();
        var audit = await AuditAsync(desk);
        audit.ShouldContain("\"fact.changed\":\"FamilyName BirthDate\"");
        audit.ShouldContain("id-card QC");
        audit.ShouldNotContain("Muster");
        var chart = (await desk.Get<ShowPatient>().RunAsync(new(id), desk.CallAs(Roles.FrontDesk), Ct)).Chart.ShouldNotBeNull();
        chart.Timeline.ShouldContain(l => l.Text == "The ID card of Quebec was read: it shows the family name and birth date as they stood here then");
    }

    // Of a PNG's chunk: ISO 3309.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var part in bytes)
        {
            crc ^= part;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }
        return ~crc;
    }

    private static Task<ReadLicence.Result> RunAsync(TestDesk desk, ReadLicence.Request request) =>
        desk.Get<ReadLicence>().RunAsync(request, desk.CallAs(Roles.FrontDesk), Ct);

    private static async Task<string> AuditAsync(TestDesk desk) => string.Join('\n',
        (await desk.ReadAsync(d => d.Db.Set<AuditEntryRow>().Select(e => e.Body).ToListAsync(Ct))).Select(System.Text.Encoding.UTF8.GetString));
}
