using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Practice;

public sealed class PracticeDirectoryTests
{
    [Theory, ClassData(typeof(BothStores))]
    public async Task What_was_added_is_listed_by_name_and_adding_it_again_changes_nothing(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var ct = TestContext.Current.CancellationToken;
        var directory = desk.Get<IPracticeDirectory>();
        var (north, south) = (Id.New<LocationId>(), Id.New<LocationId>());
        for (var time = 0; time < 2; time++)
            await desk.WriteAsync(d =>
            {
                directory.AddLocation(d, south, "South Test Clinic", "America/Chicago", null, null);
                directory.AddLocation(d, north, "North Test Clinic", "America/New_York", "555-0100", "02139");
                directory.AddRoom(d, Id.From<RoomId>(north.Value), north, "Room 1");
                directory.AddRoom(d, Id.From<RoomId>(north.Value), north, "Room again");
                directory.AddProvider(d, Id.From<ProviderId>(north.Value), "Dr. Testperson", "Family medicine", null);
                directory.AddVisitType(d, Id.From<VisitTypeId>(north.Value), "Follow-up", 20, "blue");
                directory.AddPayer(d, Id.From<PayerId>(north.Value), "Synthetic Mutual", "SYN01");
                return Task.CompletedTask;
            });

        (await desk.ReadAsync(d => directory.LocationsAsync(d, ct))).Select(l => l.Name).ShouldBe(["North Test Clinic", "South Test Clinic"]);
        (await desk.ReadAsync(d => directory.RoomsAsync(d, north, ct))).Select(r => r.Name).ShouldBe(["Room 1"]);
        (await desk.ReadAsync(d => directory.RoomsAsync(d, south, ct))).ShouldBeEmpty();
        (await desk.ReadAsync(d => directory.ProvidersAsync(d, ct))).Single().DisplayName.ShouldBe("Dr. Testperson");
        (await desk.ReadAsync(d => directory.VisitTypesAsync(d, ct))).Single().Minutes.ShouldBe(20);
        (await desk.ReadAsync(d => directory.PayersAsync(d, ct))).Single().PayerCode.ShouldBe("SYN01");
        (await desk.ReadAsync(d => directory.LocationAsync(d, north, ct))).Zone.ShouldBe("America/New_York");
    }

    [Theory]
    [InlineData("1234567893", true)]
    [InlineData("1234567890", false)]
    [InlineData("123456789", false)]
    [InlineData("12345678٣3", false)]
    public void An_npi_is_told_by_its_check_digit(string npi, bool valid) => Provider.IsNpi(npi).ShouldBe(valid);
}
