using System.Net.Sockets;
using NodaTime;
using Portico.Platform.Clock;
using Renci.SshNet.Common;

namespace Portico.Modules.Coverage.Roads;

/// <summary>Batches as files: <c>NAME</c> is laid into one folder, <c>NAME.999</c>, <c>NAME.ta1</c> and <c>NAME.271</c> are found in another.</summary>
/// <remarks>Names are made of payload ids alone. Safe from any thread.</remarks>
internal sealed class FileRoad(RoadSettings settings, PracticeClock clock) : IBatchRoad
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private static readonly (string Ending, RoadContent Content, string PayloadType)[] s_acknowledgements =
    [
        (".999", RoadContent.Acknowledgement, CoreEnvelope.Acknowledgement),
        (".ta1", RoadContent.InterchangeAcknowledgement, CoreEnvelope.InterchangeAcknowledgement),
    ];

    private static readonly (string Ending, RoadContent Content, string PayloadType)[] s_results = [(".271", RoadContent.Eligibility, CoreEnvelope.Eligibility)];

    public Task<RoadResult> SubmitAsync(RoadMessage batch, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfZero(batch.Payload.Length, nameof(batch));
        return RunAsync(batch.PayloadId, isBatch: true, async (shelf, exchange, limit) =>
        {
            var name = NameOf(batch.PayloadId);
            if (await IsKnownAsync(shelf, name, limit))
                return Fail(exchange, RoadFailure.DuplicateId);
            // Under a name that whoever looks into the folder passes over, until it is whole.
            var uploading = (settings.QuestionsFolder, $".{name}.part");
            await shelf.WriteAsync(uploading, batch.Payload, limit);
            await shelf.RenameAsync(uploading, (settings.QuestionsFolder, name), limit);
            return new RoadResult.Taken { PayloadId = batch.PayloadId, Asked = exchange.Asked, At = clock.Now };
        }, ct);
    }

    public Task<RoadResult> AcknowledgementAsync(Guid submission, CancellationToken ct) => FetchAsync(submission, s_acknowledgements, ct);

    public Task<RoadResult> ResultsAsync(Guid submission, CancellationToken ct) => FetchAsync(submission, s_results, ct);

    public Task<RoadResult> StoredAsync(RoadResult.Answered fetched, RoadMessage? receipt, CancellationToken ct) =>
        RunAsync(fetched.PayloadId, isBatch: false, async (shelf, exchange, limit) =>
        {
            var ending = s_acknowledgements.Concat(s_results).First(e => e.Content == fetched.Content).Ending;
            var file = (settings.AnswersFolder, NameOf(fetched.PayloadId) + ending);
            var there = await shelf.ReadAsync(file, settings.MostBatchBytes, limit);
            // Another one that was laid there since is not what was stored: it stays, and is fetched next.
            if (there is { Bytes: { } bytes } && bytes.Span.SequenceEqual(fetched.Payload.Span))
                await shelf.DeleteAsync(file, limit);
            return new RoadResult.Taken { PayloadId = fetched.PayloadId, Asked = exchange.Asked, At = clock.Now };
        }, ct);

    private static string NameOf(Guid id) => id.ToString("N") + ".270";

    private async Task<bool> IsKnownAsync(Shelf shelf, string name, CancellationToken ct)
    {
        if (await shelf.ExistsAsync((settings.QuestionsFolder, name), ct))
            return true;
        foreach (var (ending, _, _) in s_acknowledgements.Concat(s_results))
        {
            if (await shelf.ExistsAsync((settings.AnswersFolder, name + ending), ct))
                return true;
        }
        return false;
    }

    private Task<RoadResult> FetchAsync(Guid submission, (string Ending, RoadContent Content, string PayloadType)[] endings, CancellationToken ct) =>
        RunAsync(submission, isBatch: false, async (shelf, exchange, limit) =>
        {
            foreach (var (ending, content, type) in endings)
            {
                if (await shelf.ReadAsync((settings.AnswersFolder, NameOf(submission) + ending), settings.MostBatchBytes, limit) is { } found)
                    return Judge(exchange, found, content, type);
            }
            return new RoadResult.NothingYet { PayloadId = submission, Asked = exchange.Asked, At = clock.Now };
        }, ct);

    private RoadResult Judge(Exchange exchange, Found found, RoadContent content, string type)
    {
        if (found.Bytes is not { } bytes)
            return Fail(exchange, RoadFailure.TooLarge);
        return Interchange.Look(bytes.Span) switch
        {
            Wholeness.NotX12 => Fail(exchange, RoadFailure.Garbage, bytes),
            // It may still be growing, where a payer writes it under its own name.
            Wholeness.Cut => Fail(exchange, RoadFailure.BrokenOff, bytes),
            _ => new RoadResult.Answered(content, type, bytes, null) { PayloadId = exchange.Id, Asked = exchange.Asked, At = clock.Now, Received = bytes },
        };
    }

    private async Task<RoadResult> RunAsync(Guid id, bool isBatch, Func<Shelf, Exchange, CancellationToken, Task<RoadResult>> work, CancellationToken ct)
    {
        var exchange = new Exchange(id, isBatch, clock.Now);
        using var limit = new CancellationTokenSource(s_limit, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var isOpen = false;
        try
        {
            using Shelf shelf = settings.Kind == RoadKind.Sftp ? await SftpShelf.OpenAsync(settings, either.Token) : new FolderShelf(settings);
            isOpen = true;
            return await work(shelf, exchange, either.Token);
        }
        catch (Exception broken) when (!ct.IsCancellationRequested && KindOf(broken, isOpen) is not null)
        {
            return Fail(exchange, KindOf(broken, isOpen) ?? RoadFailure.BrokenOff);
        }
    }

    private static RoadFailure? KindOf(Exception broken, bool isOpen) => broken switch
    {
        OperationCanceledException or SshOperationTimeoutException => RoadFailure.TimedOut,
        AnotherHostKeyException => RoadFailure.AnotherHostKey,
        SshAuthenticationException or SftpPermissionDeniedException or UnauthorizedAccessException => RoadFailure.Unauthorized,
        // A folder that is not there is a share that is not mounted, or a name that the payer changed.
        DirectoryNotFoundException or DriveNotFoundException or SftpPathNotFoundException or SocketException => RoadFailure.Unreachable,
        SshException or IOException or ObjectDisposedException => isOpen ? RoadFailure.BrokenOff : RoadFailure.Unreachable,
        _ => null,
    };

    private RoadResult.Failed Fail(Exchange exchange, RoadFailure kind, ReadOnlyMemory<byte> received = default)
    {
        var at = clock.Now;
        return new(kind, null, RetryRule.From(kind, null, exchange.IsBatch, at, null)) { PayloadId = exchange.Id, Asked = exchange.Asked, At = at, Received = received };
    }

    private sealed record Exchange(Guid Id, bool IsBatch, Instant Asked);
}
