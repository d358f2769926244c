using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Roads;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Coverage.Roads;

/// <summary>What proves to a payer who we are: kept as long as it is the same payer's, on both databases.</summary>
public sealed class SetRoadTests
{
    private const string Address = "sftp://payer.example.test/drop";
    private static readonly string s_print = "SHA256:" + new string('a', 43);
    private static readonly string s_otherPrint = "SHA256:" + new string('b', 43);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static SetRoad.Request Of(RoadId? road, string address = Address, RoadKind kind = RoadKind.Sftp, string? password = null, string? key = null, string? print = null) =>
        new(road, "Files", kind, address, "CLINIC", "CLEARING", "portico", password, key, print ?? s_print, false, true);

    private static Task<SetRoad.Result> SetAsync(TestDesk desk, SetRoad.Request wanted) => desk.Get<SetRoad>().RunAsync(wanted, desk.CallAs(Roles.Administrator), Ct);

    private static async Task<RoadId> StartedAsync(TestDesk desk)
    {
        var road = (await SetAsync(desk, Of(null, password: "before", key: "synthetic key"))).ShouldBeOfType<SetRoad.Result.Set>().Road;
        // No screen asks for it: it comes with an import.
        var locked = desk.Get<RoadSecrets>().Protect(new() { Password = "before", PrivateKey = "synthetic key", Passphrase = "synthetic lock" });
        await desk.WriteAsync(d => d.Db.Set<Road>().ExecuteUpdateAsync(set => set.SetProperty(r => r.Secret, locked), Ct));
        return road;
    }

    private static async Task<RoadSecret?> SecretAsync(TestDesk desk) =>
        (await desk.ReadAsync(d => d.Db.Set<Road>().AsNoTracking().SingleAsync(Ct))).Secret is { } kept ? desk.Get<RoadSecrets>().Unprotect(kept) : null;

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_new_password_leaves_the_key_as_it_is_and_a_new_key_the_password(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var road = await StartedAsync(desk);
        (await SetAsync(desk, Of(road, password: "after"))).ShouldBeOfType<SetRoad.Result.Set>();
        (await SecretAsync(desk)).ShouldBe(new RoadSecret { Password = "after", PrivateKey = "synthetic key", Passphrase = "synthetic lock" });
        (await SetAsync(desk, Of(road, key: "another key"))).ShouldBeOfType<SetRoad.Result.Set>();
        (await SecretAsync(desk)).ShouldBe(new RoadSecret { Password = "after", PrivateKey = "another key", Passphrase = "synthetic lock" });
        (await SetAsync(desk, Of(road))).ShouldBeOfType<SetRoad.Result.Set>();
        (await SecretAsync(desk)).ShouldBe(new RoadSecret { Password = "after", PrivateKey = "another key", Passphrase = "synthetic lock" });
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_road_that_leads_to_another_server_takes_no_secret_along_unasked(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var road = await StartedAsync(desk);
        foreach (var elsewhere in new[]
        {
            Of(road, "sftp://elsewhere.example.test/drop"), Of(road, "sftp://payer.example.test:2222/drop"), Of(road, print: s_otherPrint),
            Of(road, "https://payer.example.test/core", RoadKind.CoreMime),
        })
            (await SetAsync(desk, elsewhere)).ShouldBeOfType<SetRoad.Result.SecretAgain>();
        (await desk.ReadAsync(d => d.Db.Set<Road>().AsNoTracking().SingleAsync(Ct))).Address.ShouldBe(Address);
        // Of what was kept for the one before nothing goes with what is given anew.
        (await SetAsync(desk, Of(road, "sftp://elsewhere.example.test/drop", password: "after"))).ShouldBeOfType<SetRoad.Result.Set>();
        (await SecretAsync(desk)).ShouldBe(new RoadSecret { Password = "after" });
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Another_path_of_the_same_server_keeps_the_secret_and_a_folder_needs_none(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var road = await StartedAsync(desk);
        (await SetAsync(desk, Of(road, "sftp://payer.example.test/other"))).ShouldBeOfType<SetRoad.Result.Set>();
        (await SecretAsync(desk)).ShouldNotBeNull().PrivateKey.ShouldBe("synthetic key");
        (await SetAsync(desk, Of(road, "file:///drop", RoadKind.Folder))).ShouldBeOfType<SetRoad.Result.Set>();
        (await SecretAsync(desk)).ShouldBeNull();
    }
}
