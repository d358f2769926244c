using Microsoft.Extensions.DependencyInjection;
using Portico.Modules.Coverage.Roads;
using Portico.PayerSim;

namespace Portico.Tests.Coverage.Roads;

/// <summary>Batches as files in a folder of this machine.</summary>
public sealed class FolderRoadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portico-road-").FullName;
    private readonly ServiceProvider _services = BoxRoad.Services(TimeProvider.System);

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private RoadSettings Settings => new() { Kind = RoadKind.Folder, Address = new(_folder + "/"), MostBatchBytes = 50_000 };

    private IBatchRoad Road => _services.GetRequiredService<RoadFactory>().Batch(Settings);

    private void MakeFolders()
    {
        foreach (var name in new[] { "in", "out", "done" })
            Directory.CreateDirectory(Path.Combine(_folder, name));
    }

    [Fact]
    public async Task A_batch_goes_there_and_its_answers_stay_until_they_are_stored()
    {
        await using var road = await BoxRoad.StartAsync(folder: _folder);
        await FileRoadCases.GoesThereAndBackAsync(road, Road, _folder);
    }

    [Fact]
    public async Task A_file_is_judged_before_it_is_an_answer_and_another_one_is_not_removed()
    {
        MakeFolders();
        await FileRoadCases.JudgesFilesAsync(Road, _folder);
    }

    [Theory]
    [InlineData(FaultKind.HalfBody, RoadFailure.BrokenOff)]
    [InlineData(FaultKind.Garbage, RoadFailure.Garbage)]
    public async Task A_broken_file_of_the_payer_is_no_answer(FaultKind fault, RoadFailure failure)
    {
        await using var road = await BoxRoad.StartAsync(folder: _folder);
        road.Box.Faults.Add(new() { Kind = fault });
        var batch = BoxRoad.Message(road.Question);
        await Road.SubmitAsync(batch, BoxRoad.Ct);
        (await FileRoadCases.WaitAsync(() => Road.ResultsAsync(batch.PayloadId, BoxRoad.Ct))).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(failure);
    }

    [Fact]
    public async Task A_broken_interchange_is_acknowledged_by_a_TA1()
    {
        await using var road = await BoxRoad.StartAsync(folder: _folder);
        var batch = BoxRoad.Message(road.Question[..^20]);
        await Road.SubmitAsync(batch, BoxRoad.Ct);
        (await FileRoadCases.WaitAsync(() => Road.AcknowledgementAsync(batch.PayloadId, BoxRoad.Ct)))
            .ShouldBeOfType<RoadResult.Answered>().Content.ShouldBe(RoadContent.InterchangeAcknowledgement);
    }

    [Fact]
    public async Task A_file_has_its_name_only_when_it_is_whole_and_what_a_killed_try_left_is_in_nobodys_way()
    {
        MakeFolders();
        var batch = BoxRoad.Message(BoxRoad.Receipt);
        var name = batch.PayloadId.ToString("N") + ".270";
        var half = Path.Combine(_folder, "in", $".{name}.part");
        await File.WriteAllBytesAsync(half, new byte[5_000], BoxRoad.Ct);
        (await Road.SubmitAsync(batch, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Taken>();
        Directory.GetFiles(Path.Combine(_folder, "in")).Select(Path.GetFileName).ShouldBe([name]);
        (await File.ReadAllBytesAsync(Path.Combine(_folder, "in", name), BoxRoad.Ct)).ShouldBe(BoxRoad.Receipt);
        (await Road.SubmitAsync(batch, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.DuplicateId);
    }

    [Fact]
    public async Task A_share_that_is_not_mounted_is_unreachable_and_not_empty()
    {
        foreach (var result in new[]
        {
            await Road.SubmitAsync(BoxRoad.Message(BoxRoad.Receipt), BoxRoad.Ct), await Road.ResultsAsync(Guid.CreateVersion7(), BoxRoad.Ct),
            await Road.AcknowledgementAsync(Guid.CreateVersion7(), BoxRoad.Ct),
        })
        {
            var failed = result.ShouldBeOfType<RoadResult.Failed>();
            (failed.Kind, failed.MayTryAgainFrom is not null).ShouldBe((RoadFailure.Unreachable, true));
        }
    }
}
