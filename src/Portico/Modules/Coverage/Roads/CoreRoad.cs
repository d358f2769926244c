using System.Net;
using System.Net.Http.Headers;
using NodaTime;
using Portico.Platform.Clock;

namespace Portico.Modules.Coverage.Roads;

/// <summary>CAQH CORE connectivity over HTTP: one POST an exchange. Safe from any thread.</summary>
/// <remarks>Source: CAQH CORE Connectivity Rule vC2.2.0. Of what a payer says in words nothing goes further: it may name a patient.</remarks>
internal sealed class CoreRoad(RoadSettings settings, HttpClient http, PracticeClock clock) : IRoad, IBatchRoad
{
    private static readonly TimeSpan s_realTimeLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_batchLimit = TimeSpan.FromMinutes(5);

    public Task<RoadResult> AskAsync(RoadMessage question, CancellationToken ct) => SendAsync(CoreVerb.Ask, question, ct);

    public Task<RoadResult> SubmitAsync(RoadMessage batch, CancellationToken ct) => SendAsync(CoreVerb.Submit, batch, ct);

    public Task<RoadResult> AcknowledgementAsync(Guid submission, CancellationToken ct) => ExchangeAsync(CoreVerb.FetchAcknowledgement, submission, default, ct);

    public Task<RoadResult> ResultsAsync(Guid submission, CancellationToken ct) => ExchangeAsync(CoreVerb.FetchResults, submission, default, ct);

    public async Task<RoadResult> StoredAsync(RoadResult.Answered fetched, RoadMessage? receipt, CancellationToken ct) =>
        fetched.Content == RoadContent.Eligibility && receipt is not null
            ? await SendAsync(CoreVerb.AcknowledgeResults, receipt, ct)
            : new RoadResult.Taken { PayloadId = fetched.PayloadId, Asked = clock.Now, At = clock.Now };

    private Task<RoadResult> SendAsync(CoreVerb verb, RoadMessage message, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfZero(message.Payload.Length, nameof(message));
        return ExchangeAsync(verb, message.PayloadId, message.Payload, ct);
    }

    private async Task<RoadResult> ExchangeAsync(CoreVerb verb, Guid id, ReadOnlyMemory<byte> payload, CancellationToken ct)
    {
        var exchange = new Exchange(verb, id, clock.Now);
        // Over all of it, the body included: an answer that comes in drops is none.
        using var limit = new CancellationTokenSource(verb == CoreVerb.Ask ? s_realTimeLimit : s_batchLimit, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var question = new CoreQuestion(verb, id, payload, exchange.Asked);
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Address)
        {
            Content = settings.Kind == RoadKind.CoreSoap ? SoapEnvelope.Write(question, settings) : MimeEnvelope.Write(question, settings),
            Headers = { ExpectContinue = false },
        };
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            exchange = exchange with { Status = (int)response.StatusCode };
            var body = await ReadAsync(response.Content, verb == CoreVerb.Ask ? settings.MostRealTimeBytes : settings.MostBatchBytes, either.Token);
            return body is { } received ? Judge(exchange with { Received = received }, response) : Fail(exchange, RoadFailure.TooLarge);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Fail(exchange, RoadFailure.TimedOut);
        }
        catch (HttpRequestException broken)
        {
            return Fail(exchange, KindOf(broken.HttpRequestError));
        }
        catch (IOException)
        {
            return Fail(exchange, RoadFailure.BrokenOff);
        }
    }

    private static RoadFailure KindOf(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError => RoadFailure.Unreachable,
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => RoadFailure.Garbage,
        _ => RoadFailure.BrokenOff,
    };

    // Null where there is more than is read.
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, int most, CancellationToken ct)
    {
        if (content.Headers.ContentLength > most)
            return null;
        await using var stream = await content.ReadAsStreamAsync(ct);
        return await Bounded.ReadAsync(stream, most, ct);
    }

    private RoadResult Judge(Exchange exchange, HttpResponseMessage response)
    {
        if (response.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest || WentElsewhere(response))
            return Fail(exchange, RoadFailure.Moved);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired)
            return Fail(exchange, RoadFailure.Unauthorized);
        var reply = CoreEnvelope.Read(response.Content.Headers.ContentType, exchange.Received);
        if (reply is { IsError: true })
            return Refusal(exchange, reply, response);
        if (response.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests)
            return Fail(exchange, RoadFailure.Unavailable, retryAfter: RetryAfter(response.Headers.RetryAfter));
        if (!response.IsSuccessStatusCode)
            return Fail(exchange, RoadFailure.Refused);
        if (reply is null)
            return Fail(exchange, RoadFailure.Garbage);
        if (!Is(reply.SenderId, settings.AnswersAs ?? settings.ReceiverId) || !Is(reply.ReceiverId, settings.SenderId))
            return Fail(exchange, RoadFailure.AnotherParty);
        return CoreEnvelope.IsUndamaged(reply) ? Meaning(exchange, reply) : Fail(exchange, RoadFailure.BrokenOff);
    }

    // A client that follows redirects by itself has asked somebody else by now: what that one says is not used.
    private bool WentElsewhere(HttpResponseMessage response) =>
        response.RequestMessage?.RequestUri is { } asked && Uri.Compare(asked, settings.Address, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0;

    // Absent is not another.
    private static bool Is(string given, string wanted) => given.Length == 0 || given.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private RoadResult.Failed Refusal(Exchange exchange, CoreReply reply, HttpResponseMessage response)
    {
        var code = reply.ErrorCode.Length is > 0 and <= 60 && reply.ErrorCode.All(char.IsAsciiLetter) ? reply.ErrorCode : null;
        var isFetch = exchange.Verb is CoreVerb.FetchAcknowledgement or CoreVerb.FetchResults;
        return code switch
        {
            _ when "UnAuthorized".Equals(code, StringComparison.OrdinalIgnoreCase) => Fail(exchange, RoadFailure.Unauthorized, code),
            // Ours is always a UUID: what is wrong with it can only be that it was used.
            "PayloadIDIllegal" when !isFetch => Fail(exchange, RoadFailure.DuplicateId, code),
            "Receiver" or "Server" => Fail(exchange, RoadFailure.Unavailable, code, RetryAfter(response.Headers.RetryAfter)),
            _ => Fail(exchange, RoadFailure.Refused, code),
        };
    }

    private RoadResult Meaning(Exchange exchange, CoreReply reply)
    {
        var type = reply.PayloadType;
        if (exchange.Verb is CoreVerb.FetchAcknowledgement && type == "X12_005010_Response_NoBatchAckFile" || exchange.Verb is CoreVerb.FetchResults && type == "X12_005010_Response_NoBatchResultsFile")
            return new RoadResult.NothingYet { PayloadId = exchange.Id, Asked = exchange.Asked, At = clock.Now, HttpStatus = exchange.Status, Received = exchange.Received };
        if (exchange.Verb == CoreVerb.Submit && type == "X12_BatchReceiptConfirmation" || exchange.Verb == CoreVerb.AcknowledgeResults && type == "X12_Response_ConfirmReceiptReceived")
            return new RoadResult.Taken { PayloadId = exchange.Id, Asked = exchange.Asked, At = clock.Now, HttpStatus = exchange.Status, Received = exchange.Received };
        var content = ContentOf(type);
        if (content is null || exchange.Verb is CoreVerb.Submit or CoreVerb.AcknowledgeResults)
            return Fail(exchange, RoadFailure.Garbage);
        return Interchange.Look(reply.Payload.Span) switch
        {
            Wholeness.NotX12 => Fail(exchange, RoadFailure.Garbage),
            Wholeness.Cut => Fail(exchange, RoadFailure.BrokenOff),
            _ => new RoadResult.Answered(content.Value, type, reply.Payload, Guid.TryParse(reply.PayloadId, out var theirs) ? theirs : null)
            {
                PayloadId = exchange.Id, Asked = exchange.Asked, At = clock.Now, HttpStatus = exchange.Status, Received = exchange.Received,
            },
        };
    }

    // Companion guides differ in how they spell the TA1's type.
    private static RoadContent? ContentOf(string type) => type switch
    {
        CoreEnvelope.Eligibility => RoadContent.Eligibility,
        CoreEnvelope.Acknowledgement => RoadContent.Acknowledgement,
        "X12_TA1_Response_00501X231A1" or "X12_TA1_Response_005010X231A1" => RoadContent.InterchangeAcknowledgement,
        _ => null,
    };

    private Duration? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta is { } delta ? Duration.FromTimeSpan(delta) : header?.Date is { } date ? Instant.FromDateTimeOffset(date) - clock.Now : null;

    private RoadResult.Failed Fail(Exchange exchange, RoadFailure kind, string? code = null, Duration? retryAfter = null)
    {
        var at = clock.Now;
        return new(kind, code, RetryRule.From(kind, code, exchange.Verb is CoreVerb.Submit or CoreVerb.AcknowledgeResults, at, retryAfter))
        {
            PayloadId = exchange.Id, Asked = exchange.Asked, At = at, HttpStatus = exchange.Status, Received = exchange.Received,
        };
    }

    private sealed record Exchange(CoreVerb Verb, Guid Id, Instant Asked)
    {
        public int? Status { get; init; }

        public ReadOnlyMemory<byte> Received { get; init; }
    }
}

internal static class Bounded
{
    /// <returns>Null where there is more; the rest is not read.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, int most, CancellationToken ct)
    {
        var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, ct) is > 0 and var count)
        {
            if (whole.Length + count > most)
                return null;
            whole.Write(buffer, 0, count);
        }
        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }
}
