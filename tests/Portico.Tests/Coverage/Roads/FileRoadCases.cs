using System.Text;
using Portico.Modules.Coverage.Roads;
using Portico.PayerSim;

namespace Portico.Tests.Coverage.Roads;

/// <summary>What holds for every road of files, whether the folder is here or on an SFTP server.</summary>
internal static class FileRoadCases
{
    public static async Task<RoadResult> WaitAsync(Func<Task<RoadResult>> fetch)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if (await fetch() is not RoadResult.NothingYet and var result)
                return result;
            await Task.Delay(30, BoxRoad.Ct);
        }
        return await fetch();
    }

    /// <summary>A batch goes there and its answers come back, stay until they are said to be stored, and are gone then.</summary>
    public static async Task GoesThereAndBackAsync(BoxRoad road, IBatchRoad line, string folder)
    {
        IReadOnlyList<Member> people = [.. road.Box.Members.Of("SYN01").Where(m => m.Subscriber is null).Take(6)];
        var batch = BoxRoad.Message(BoxRoad.QuestionAbout(people));
        (await line.ResultsAsync(batch.PayloadId, BoxRoad.Ct)).ShouldBeOfType<RoadResult.NothingYet>();
        (await line.SubmitAsync(batch, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Taken>();
        var results = await WaitAsync(() => line.ResultsAsync(batch.PayloadId, BoxRoad.Ct));
        BoxRoad.MembersIn(results).ShouldBe([.. people.Select(p => p.MemberId)]);
        var acknowledged = (await WaitAsync(() => line.AcknowledgementAsync(batch.PayloadId, BoxRoad.Ct))).ShouldBeOfType<RoadResult.Answered>();
        acknowledged.Content.ShouldBe(RoadContent.Acknowledgement);

        // Killed here, the next one finds all of it again, and the same.
        var again = (await line.ResultsAsync(batch.PayloadId, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Answered>();
        again.Payload.ToArray().ShouldBe(results.ShouldBeOfType<RoadResult.Answered>().Payload.ToArray());
        // Killed before it was known that the batch was taken, the next one does not send it twice.
        (await line.SubmitAsync(batch, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.DuplicateId);

        for (var times = 0; times < 2; times++)
            (await line.StoredAsync(again, BoxRoad.Message(BoxRoad.Receipt), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Taken>();
        (await line.ResultsAsync(batch.PayloadId, BoxRoad.Ct)).ShouldBeOfType<RoadResult.NothingYet>();
        (await line.AcknowledgementAsync(batch.PayloadId, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Answered>();
        await line.StoredAsync(acknowledged, null, BoxRoad.Ct);
        Directory.GetFiles(Path.Combine(folder, "out")).ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(folder, "in")).ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(folder, "done")).Select(Path.GetFileName).ShouldBe([batch.PayloadId.ToString("N") + ".270"]);
    }

    /// <summary>A file of answers that is cut, means nothing, is too long or has changed since it was stored.</summary>
    public static async Task JudgesFilesAsync(IBatchRoad line, string folder)
    {
        var id = Guid.CreateVersion7();
        var path = Path.Combine(folder, "out", id.ToString("N") + ".270.271");
        await File.WriteAllBytesAsync(path, BoxRoad.Receipt[..^20], BoxRoad.Ct);
        var failed = (await line.ResultsAsync(id, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>();
        (failed.Kind, failed.MayTryAgainFrom is not null).ShouldBe((RoadFailure.BrokenOff, true));
        await File.WriteAllBytesAsync(path, [1, 2, 3], BoxRoad.Ct);
        (await line.ResultsAsync(id, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.Garbage);
        await File.WriteAllBytesAsync(path, new byte[100_000], BoxRoad.Ct);
        (await line.ResultsAsync(id, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.TooLarge);
        await File.WriteAllBytesAsync(path, BoxRoad.Receipt, BoxRoad.Ct);
        var answered = (await line.ResultsAsync(id, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Answered>();
        var other = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(BoxRoad.Receipt).Replace("20261120", "20261121"));
        await File.WriteAllBytesAsync(path, other, BoxRoad.Ct);
        (await line.StoredAsync(answered, null, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Taken>();
        (await line.ResultsAsync(id, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Answered>().Payload.ToArray().ShouldBe(other);
    }
}
