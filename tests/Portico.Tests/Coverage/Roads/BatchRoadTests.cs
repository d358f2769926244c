using System.Text;
using Portico.Modules.Coverage.Roads;
using Portico.PayerSim;

namespace Portico.Tests.Coverage.Roads;

/// <summary>Batches over both envelopes: submitted, acknowledged, fetched, and acknowledged back.</summary>
public sealed class BatchRoadTests
{
    public static TheoryData<RoadKind> Kinds => [RoadKind.CoreMime, RoadKind.CoreSoap];

    private static IReadOnlyList<Member> People(BoxRoad road) => [.. road.Box.Members.Of("SYN01").Where(m => m.Subscriber is null).Take(6)];

    private static async Task<RoadResult> WaitAsync(Func<Task<RoadResult>> fetch)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (await fetch() is not RoadResult.NothingYet and var result)
                return result;
            await Task.Delay(20, BoxRoad.Ct);
        }
        return await fetch();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_batch_is_taken_acknowledged_and_answered_for_everybody_in_it(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        var (line, people) = (road.Batch(kind), People(road));
        var batch = BoxRoad.Message(BoxRoad.QuestionAbout(people));
        (await line.SubmitAsync(batch, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Taken>().PayloadId.ShouldBe(batch.PayloadId);
        var acknowledged = (await WaitAsync(() => line.AcknowledgementAsync(batch.PayloadId, BoxRoad.Ct))).ShouldBeOfType<RoadResult.Answered>();
        (acknowledged.Content, acknowledged.PayloadType).ShouldBe((RoadContent.Acknowledgement, "X12_999_Response_005010X231A1"));
        var results = await WaitAsync(() => line.ResultsAsync(batch.PayloadId, BoxRoad.Ct));
        BoxRoad.MembersIn(results).ShouldBe([.. people.Select(p => p.MemberId)]);
        results.PayloadId.ShouldBe(batch.PayloadId);
        // Whoever is killed before it stored them fetches them again.
        BoxRoad.MembersIn(await line.ResultsAsync(batch.PayloadId, BoxRoad.Ct)).Count.ShouldBe(people.Count);
        var receipt = BoxRoad.Message(BoxRoad.Receipt);
        (await line.StoredAsync(results.ShouldBeOfType<RoadResult.Answered>(), receipt, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Taken>().PayloadId.ShouldBe(receipt.PayloadId);
        (await line.StoredAsync(acknowledged, null, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Taken>();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_was_never_submitted_is_not_there_yet(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        (await road.Batch(kind).AcknowledgementAsync(Guid.CreateVersion7(), BoxRoad.Ct)).ShouldBeOfType<RoadResult.NothingYet>();
        (await road.Batch(kind).ResultsAsync(Guid.CreateVersion7(), BoxRoad.Ct)).ShouldBeOfType<RoadResult.NothingYet>();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_batch_that_the_payer_has_is_not_sent_again_by_itself(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        var batch = BoxRoad.Message(BoxRoad.QuestionAbout(People(road)));
        // The answer is lost, the batch is not.
        road.Box.Faults.Add(new() { Kind = FaultKind.Reset, Count = 1 });
        (await road.Batch(kind).SubmitAsync(batch, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.BrokenOff);
        var failed = (await road.Batch(kind).SubmitAsync(batch, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>();
        (failed.Kind, failed.MayTryAgainFrom).ShouldBe((RoadFailure.DuplicateId, null));
        failed.Words.ShouldBe("The payer already has this batch: its results are fetched, it is not sent again.");
        BoxRoad.MembersIn(await WaitAsync(() => road.Batch(kind).ResultsAsync(batch.PayloadId, BoxRoad.Ct))).Count.ShouldBe(People(road).Count);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_broken_interchange_is_acknowledged_by_a_TA1(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        var text = Encoding.ASCII.GetString(BoxRoad.QuestionAbout(People(road)));
        var batch = BoxRoad.Message(Encoding.ASCII.GetBytes(text.Replace("IEA*1*000000001", "IEA*1*000000009")));
        await road.Batch(kind).SubmitAsync(batch, BoxRoad.Ct);
        (await WaitAsync(() => road.Batch(kind).AcknowledgementAsync(batch.PayloadId, BoxRoad.Ct)))
            .ShouldBeOfType<RoadResult.Answered>().Content.ShouldBe(RoadContent.InterchangeAcknowledgement);
    }

    [Theory]
    [InlineData(FaultKind.Error500, RoadFailure.Unavailable)]
    [InlineData(FaultKind.Error503, RoadFailure.Unavailable)]
    [InlineData(FaultKind.Reset, RoadFailure.BrokenOff)]
    [InlineData(FaultKind.HalfBody, RoadFailure.BrokenOff)]
    [InlineData(FaultKind.Garbage, RoadFailure.Garbage)]
    public async Task A_fetch_that_breaks_is_a_failure_and_the_next_one_brings_everything(FaultKind fault, RoadFailure failure)
    {
        foreach (var kind in new[] { RoadKind.CoreMime, RoadKind.CoreSoap })
        {
            await using var road = await BoxRoad.StartAsync();
            var batch = BoxRoad.Message(BoxRoad.QuestionAbout(People(road)));
            await road.Batch(kind).SubmitAsync(batch, BoxRoad.Ct);
            await WaitAsync(() => road.Batch(kind).ResultsAsync(batch.PayloadId, BoxRoad.Ct));
            road.Box.Faults.Add(new() { Kind = fault, Count = 1 });
            (await road.Batch(kind).ResultsAsync(batch.PayloadId, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(failure);
            BoxRoad.MembersIn(await road.Batch(kind).ResultsAsync(batch.PayloadId, BoxRoad.Ct)).Count.ShouldBe(People(road).Count);
        }
    }

    [Fact]
    public async Task An_answer_that_comes_twice_in_the_batch_comes_twice_from_the_road()
    {
        await using var road = await BoxRoad.StartAsync();
        road.Box.Faults.Add(new() { Kind = FaultKind.Duplicate, Count = 1 });
        var batch = BoxRoad.Message(BoxRoad.QuestionAbout(People(road)));
        await road.Batch(RoadKind.CoreMime).SubmitAsync(batch, BoxRoad.Ct);
        BoxRoad.MembersIn(await WaitAsync(() => road.Batch(RoadKind.CoreMime).ResultsAsync(batch.PayloadId, BoxRoad.Ct))).Count.ShouldBe(People(road).Count + 1);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_was_damaged_on_the_way_is_found_by_its_sum_on_either_side(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        var batch = BoxRoad.Message(BoxRoad.QuestionAbout(People(road)));
        await road.Batch(kind).SubmitAsync(batch, BoxRoad.Ct);
        await WaitAsync(() => road.Batch(kind).ResultsAsync(batch.PayloadId, BoxRoad.Ct));
        var back = Line.Road(road.Settings(kind), async (_, send) => await DamagedAsync(await send()));
        (await back.ResultsAsync(batch.PayloadId, BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.BrokenOff);
        var there = Line.Road(road.Settings(kind), async (request, send) =>
        {
            request.Content = await DamagedAsync(request.Content.ShouldNotBeNull());
            return await send();
        });
        var failed = (await there.SubmitAsync(BoxRoad.Message(batch.Payload.ToArray()), BoxRoad.Ct)).ShouldBeOfType<RoadResult.Failed>();
        (failed.Kind, failed.ErrorCode).ShouldBe((RoadFailure.Refused, "ChecksumMismatched"));
        failed.MayTryAgainFrom.ShouldNotBeNull();
    }

    private static async Task<HttpResponseMessage> DamagedAsync(HttpResponseMessage response)
    {
        response.Content = await DamagedAsync(response.Content);
        return response;
    }

    // One byte of the payload, in the clear or in base64, and still as long.
    private static async Task<HttpContent> DamagedAsync(HttpContent content)
    {
        var text = Encoding.Latin1.GetString(await content.ReadAsByteArrayAsync(BoxRoad.Ct));
        var at = text.IndexOf("<Payload>", StringComparison.Ordinal);
        at = at < 0 ? text.IndexOf("005010X279A1*", text.IndexOf("name=\"Payload\"", StringComparison.Ordinal), StringComparison.Ordinal) : at + 200;
        at = at < 0 ? text.LastIndexOf("005010X279A1", StringComparison.Ordinal) : at;
        var damaged = text[..at] + (text[at] == 'Q' ? 'R' : 'Q') + text[(at + 1)..];
        return new ByteArrayContent(Encoding.Latin1.GetBytes(damaged)) { Headers = { ContentType = content.Headers.ContentType } };
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_wrong_password_is_unauthorized_for_every_verb(RoadKind kind)
    {
        await using var road = await BoxRoad.StartAsync();
        var line = road.Factory.Batch(road.Settings(kind) with { Secret = new() { Password = "another" } });
        foreach (var result in new[]
        {
            await line.SubmitAsync(BoxRoad.Message(road.Question), BoxRoad.Ct), await line.AcknowledgementAsync(Guid.CreateVersion7(), BoxRoad.Ct),
            await line.ResultsAsync(Guid.CreateVersion7(), BoxRoad.Ct),
        })
        {
            var failed = result.ShouldBeOfType<RoadResult.Failed>();
            (failed.Kind, failed.MayTryAgainFrom).ShouldBe((RoadFailure.Unauthorized, null));
        }
    }
}
