using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Portico.PayerSim;

/// <summary>What is to be sent, and whose faults it suffers.</summary>
/// <param name="Reply">In an envelope.</param>
/// <param name="Answered">What is in it; null for an error of the envelope and where there is nothing yet.</param>
internal sealed record CoreAnswer(CoreReply Reply, Answered? Answered);

/// <summary>Does what envelopes ask for. Safe from any thread.</summary>
internal sealed class CoreDesk(Clearinghouse clearinghouse, PayerBoxOptions options)
{
    private const int MostIds = 200_000;
    private const int MostBatches = 500;

    private readonly ConcurrentDictionary<string, byte> _used = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentQueue<string> _order = new();
    private readonly ConcurrentDictionary<(string Sender, string Id), Batch> _batches = new();

    private readonly ConcurrentQueue<(string Sender, string Id)> _batchOrder = new();

    private sealed record Batch(Task<Answered> Work, DateTimeOffset Ready);

    public async Task<CoreAnswer> HandleAsync(CoreRequest request)
    {
        if (!IsAuthorized(request))
            return Error(request, new("UnAuthorized", "User name and password are not those of this box."));
        if (request.Check() is { } error)
            return Error(request, error);
        return request.Meant switch
        {
            CoreOperation.AcknowledgementRetrieval => await RetrieveAsync(request, isResults: false),
            CoreOperation.ResultsRetrieval => await RetrieveAsync(request, isResults: true),
            _ when !IsNew(request.PayloadId!) => Error(request, CoreError.Illegal("PayloadID", "was used before: every submission has one of its own")),
            CoreOperation.RealTime => RealTime(request),
            CoreOperation.BatchSubmission => Submit(request),
            _ => new(Reply(request, PayloadTypes.ResultsAcknowledged), null),
        };
    }

    private CoreAnswer RealTime(CoreRequest request)
    {
        var answered = clearinghouse.RealTime(request.Payload);
        return answered.Outcome switch
        {
            Outcome.Eligibility => new(Reply(request, PayloadTypes.Response) with { Payload = answered.Reply }, answered),
            Outcome.Acknowledgement => new(Reply(request, PayloadTypes.Acknowledgement) with { Payload = answered.Reply }, answered),
            Outcome.InterchangeAcknowledgement => new(Reply(request, PayloadTypes.InterchangeAcknowledgement) with { Payload = answered.Reply }, answered),
            _ => Error(request, Unreadable(answered.Outcome)),
        };
    }

    private static CoreError Unreadable(Outcome outcome) => CoreError.Illegal("Payload", outcome == Outcome.NotX12 ? "has no ISA segment that can be read" : "has no 270 of 005010X279A1");

    private CoreAnswer Submit(CoreRequest request)
    {
        // In the background, as a payer does: what is wrong inside is said by the acknowledgement, not by this answer.
        var batch = new Batch(Task.Run(() => clearinghouse.Batch(request.Payload)), options.Time.GetUtcNow() + options.BatchDelay);
        var key = (request.SenderId!, request.PayloadId!.ToUpperInvariant());
        _batches[key] = batch;
        _batchOrder.Enqueue(key);
        if (_batchOrder.Count > MostBatches && _batchOrder.TryDequeue(out var oldest))
            _batches.TryRemove(oldest, out _);
        return new(Reply(request, PayloadTypes.BatchReceived), null);
    }

    private async Task<CoreAnswer> RetrieveAsync(CoreRequest request, bool isResults)
    {
        var nothing = new CoreAnswer(Reply(request, isResults ? PayloadTypes.NoResults : PayloadTypes.NoAcknowledgement), null);
        if (!_batches.TryGetValue((request.SenderId!, request.PayloadId!.ToUpperInvariant()), out var batch) || !batch.Work.IsCompletedSuccessfully)
            return nothing;
        var answered = await batch.Work;
        if (!isResults)
        {
            if (answered.Acknowledgement.IsEmpty)
                return Error(request, Unreadable(answered.Outcome));
            var type = answered.Outcome == Outcome.InterchangeAcknowledgement ? PayloadTypes.InterchangeAcknowledgement : PayloadTypes.Acknowledgement;
            return new(Reply(request, type) with { Payload = answered.Acknowledgement }, answered);
        }
        if (answered.Outcome != Outcome.Eligibility || options.Time.GetUtcNow() < batch.Ready)
            return nothing;
        return new(Reply(request, PayloadTypes.Response) with { Payload = answered.Reply }, answered);
    }

    private bool IsAuthorized(CoreRequest request) => Same(request.UserName, options.UserName) & Same(request.Password, options.Password);

    private static bool Same(string? given, string wanted) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(wanted)));

    private bool IsNew(string id)
    {
        if (!_used.TryAdd(id, 0))
            return false;
        _order.Enqueue(id);
        if (_order.Count > MostIds && _order.TryDequeue(out var oldest))
            _used.TryRemove(oldest, out _);
        return true;
    }

    private CoreAnswer Error(CoreRequest request, CoreError error) =>
        new(Reply(request, PayloadTypes.Error) with { ErrorCode = error.Code, ErrorMessage = error.Message }, null);

    // Who sent is now who receives; what was missing stays empty.
    private CoreReply Reply(CoreRequest request, string type) => new()
    {
        Operation = request.Meant ?? (request.ProcessingMode == "Batch" ? CoreOperation.BatchSubmission : CoreOperation.RealTime), PayloadType = type,
        PayloadId = request.PayloadId ?? "", SenderId = request.ReceiverId ?? "", ReceiverId = request.SenderId ?? "", At = options.Time.GetUtcNow(),
    };
}
