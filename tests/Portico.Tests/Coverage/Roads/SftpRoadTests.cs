using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Portico.Modules.Coverage.Roads;

namespace Portico.Tests.Coverage.Roads;

/// <summary>Batches as files on an SFTP server, which stands before the box's folder.</summary>
public sealed class SftpRoadTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portico-road-").FullName;
    private readonly ServiceProvider _services = BoxRoad.Services(TimeProvider.System);
    private SshServer? _server;

    public async ValueTask InitializeAsync()
    {
        foreach (var name in new[] { "in", "out", "done" })
            Directory.CreateDirectory(Path.Combine(_folder, name));
        _server = await SshServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private SshServer Server => _server.ShouldNotBeNull();

    private RoadSettings Settings => new()
    {
        Kind = RoadKind.Sftp, Address = new(FormattableString.Invariant($"sftp://127.0.0.1:{Server.Port}{_folder}/")), UserName = Environment.UserName,
        Secret = new() { PrivateKey = Server.Key }, HostKeyFingerprint = Server.Fingerprint, MostBatchBytes = 50_000,
    };

    private IBatchRoad Road(RoadSettings settings) => _services.GetRequiredService<RoadFactory>().Batch(settings);

    private async Task<RoadResult.Failed> FailAsync(RoadSettings settings) =>
        (await Road(settings).SubmitAsync(BoxRoad.Message(BoxRoad.Receipt), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>();

    [Fact]
    public async Task A_batch_goes_there_and_its_answers_stay_until_they_are_stored()
    {
        await using var road = await BoxRoad.StartAsync(folder: _folder);
        await FileRoadCases.GoesThereAndBackAsync(road, Road(Settings), _folder);
    }

    [Fact]
    public Task A_file_is_judged_before_it_is_an_answer_and_another_one_is_not_removed() => FileRoadCases.JudgesFilesAsync(Road(Settings), _folder);

    [Fact]
    public async Task A_server_with_another_key_is_told_nothing_and_not_asked_again_by_itself()
    {
        var failed = await FailAsync(Settings with { HostKeyFingerprint = "SHA256:" + new string('A', 43) });
        (failed.Kind, failed.MayTryAgainFrom).ShouldBe((RoadFailure.AnotherHostKey, null));
        Directory.GetFiles(Path.Combine(_folder, "in")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_not_let_in_is_unauthorized()
    {
        foreach (var secret in new RoadSecret[]
        {
            new() { PrivateKey = Server.StrangersKey }, new() { Password = "synthetic" }, new() { PrivateKey = Server.LockedKey }, new() { PrivateKey = Server.LockedKey, Passphrase = "another" },
            new() { PrivateKey = "no key" },
        })
        {
            var failed = await FailAsync(Settings with { Secret = secret });
            (failed.Kind, failed.MayTryAgainFrom).ShouldBe((RoadFailure.Unauthorized, null));
        }
        (await Road(Settings with { Secret = new() { PrivateKey = Server.LockedKey, Passphrase = "synthetic" } }).SubmitAsync(BoxRoad.Message(BoxRoad.Receipt), BoxRoad.Ct))
            .ShouldBeOfType<RoadResult.Taken>();
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_unreachable_and_not_empty()
    {
        var settings = Settings with { QuestionsFolder = "nowhere", AnswersFolder = "neither" };
        (await FailAsync(settings)).Kind.ShouldBe(RoadFailure.Unreachable);
        (await Road(settings).ResultsAsync(Guid.CreateVersion7(), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.Unreachable);
    }

    [Fact]
    public async Task A_server_that_is_gone_or_none_is_unreachable()
    {
        var settings = Settings;
        await Server.StopAsync();
        var failed = await FailAsync(settings);
        (failed.Kind, failed.MayTryAgainFrom is not null).ShouldBe((RoadFailure.Unreachable, true));
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var speaking = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync(BoxRoad.Ct);
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), BoxRoad.Ct);
        }, BoxRoad.Ct);
        (await FailAsync(settings with { Address = new(FormattableString.Invariant($"sftp://127.0.0.1:{port}/")) })).Kind.ShouldBe(RoadFailure.Unreachable);
        await speaking;
    }
}
