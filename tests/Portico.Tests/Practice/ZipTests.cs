using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Modules.Practice.ImportZips;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Practice;

/// <summary>How far a place is. The codes and coordinates are made up: a degree of latitude is 69.1 miles.</summary>
public sealed class ZipTests
{
    private const string Gazetteer = "GEOID\tALAND\tAWATER\tALAND_SQMI\tAWATER_SQMI\tINTPTLAT\tINTPTLONG   \n00101\t1\t2\t3\t4\t40.000000\t-75.000000 \n00102\t1\t2\t3\t4\t41.000000\t-75.000000\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_gazetteer_is_read_with_tabs_and_with_bars()
    {
        foreach (var text in new[] { Gazetteer, Gazetteer.Replace('\t', '|') })
            ZipPlace.Read(text.Split('\n')).Select(z => (z.Zip, z.Latitude, z.Longitude)).ShouldBe([("00101", 40, -75), ("00102", 41, -75)]);
    }

    [Theory]
    [InlineData("GEOID\tINTPTLAT\n00101\t40", "first line")]
    [InlineData("GEOID\tINTPTLAT\tINTPTLONG\n0101\t40\t-75", "Line 2")]
    [InlineData("GEOID\tINTPTLAT\tINTPTLONG\n00101\t95\t-75", "Line 2")]
    [InlineData("GEOID\tINTPTLAT\tINTPTLONG\n00101\t40", "Line 2")]
    public void What_is_no_gazetteer_is_refused_with_the_line(string text, string said) =>
        Should.Throw<FormatException>(() => ZipPlace.Read(text.Split('\n')).ToList()).Message.ShouldContain(said);

    [Fact]
    public void Miles_are_measured_where_both_are_known_and_never_guessed()
    {
        var map = ZipMap.Of([("00101", 40, -75), ("00102", 41, -75), ("99901", 40, -74)]);
        map.Between("00101", "00102-1234").Miles.ShouldNotBeNull().ShouldBe(69.1, 0.1);
        map.Between("00101", "99901").Miles.ShouldNotBeNull().ShouldBe(52.9, 0.2);
        map.Between("00101", "00101").ShouldBe(new ZipDistance(0, true));
        map.Between("00101", "00103").ShouldBe(new ZipDistance(null, true));
        map.Between("00101", "99902").ShouldBe(new ZipDistance(null, false));
        map.Between(null, "00101").ShouldBe(default);
    }

    [Fact]
    public void The_unknown_is_farther_than_all_that_is_known()
    {
        ZipDistance[] sorted = [new(0, true), new(10, false), new(null, true), new(40, true), new(null, false)];
        sorted.Reverse().Order().ShouldBe(sorted);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_import_replaces_what_was_there_or_changes_nothing(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var import = desk.Get<ImportZips>();
        async Task<ZipDistance> MeasureAsync() => (await desk.ReadAsync(d => ZipMap.ReadAsync(d, ["00101", "00102"], Ct))).Between("00101", "00102");
        (await import.RunAsync(TestDesk.Practice, new StringReader(Gazetteer), Ct)).ShouldBe(2);
        (await MeasureAsync()).Miles.ShouldNotBeNull().ShouldBe(69.1, 0.1);
        await Should.ThrowAsync<FormatException>(() => import.RunAsync(TestDesk.Practice, new StringReader("nothing"), Ct));
        (await MeasureAsync()).Miles.ShouldNotBeNull();
        (await import.RunAsync(TestDesk.Practice, new StringReader(Gazetteer.Replace("00102", "00103", StringComparison.Ordinal)), Ct)).ShouldBe(2);
        (await MeasureAsync()).Miles.ShouldBeNull();
    }
}
