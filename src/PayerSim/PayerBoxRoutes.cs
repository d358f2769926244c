using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Portico.PayerSim;

/// <summary>The doors of a payer box.</summary>
public static class PayerBoxRoutes
{
    internal const int MostBytes = 256 * 1024 * 1024;

    /// <summary>Maps a box into an application: <c>/core</c>, <c>/x12</c>, <c>/members</c>, <c>/payers</c>, <c>/control</c> and <c>/api</c>.</summary>
    /// <param name="routes">Such as a group with a prefix.</param>
    /// <param name="box">Whose doors they are.</param>
    public static void MapPayerBox(this IEndpointRouteBuilder routes, PayerBox box)
    {
        routes.MapPost("/core", context => CoreAsync(context, box));
        routes.MapPost("/x12", context => X12Async(context, box));
        ControlApi.Map(routes, box);
        ControlPage.Map(routes, box);
    }

    private static async Task CoreAsync(HttpContext context, PayerBox box)
    {
        var (at, started) = (box.Options.Time.GetUtcNow(), box.Options.Time.GetTimestamp());
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type))
        {
            await NoEnvelopeAsync(context);
            return;
        }
        var body = await BodyAsync(context);
        var kind = type.MediaType.ToString().ToLowerInvariant();
        var exchange = new Exchange { At = at, Road = kind == "multipart/form-data" ? "mime" : "soap", Result = "Sender", BytesIn = body.Length };
        CoreRequest? request;
        if (kind == "multipart/form-data")
        {
            request = await MimeEnvelope.ReadAsync(type, body, context.RequestAborted);
            if (request is null)
            {
                await SendAsync(context, box, exchange, started, "", [], body, new(400, "text/plain", "The multipart body cannot be read."u8.ToArray()));
                return;
            }
        }
        else if (kind is "application/soap+xml" or "text/xml" or "application/xml" or "multipart/related")
        {
            (request, var fault) = await SoapEnvelope.ReadAsync(type, body, context.RequestAborted);
            if (request is null)
            {
                var (faultType, faultBody) = SoapEnvelope.Write(fault!);
                await SendAsync(context, box, exchange with { Result = fault!.Code }, started, "", [], body, new(fault.Code == "Sender" ? 400 : 500, faultType, faultBody));
                return;
            }
        }
        else
        {
            await NoEnvelopeAsync(context);
            return;
        }
        var (reply, answered) = await box.Core.HandleAsync(request);
        exchange = exchange with
        {
            Operation = request.Meant?.ToString(), PayloadId = request.PayloadId, SenderId = request.SenderId,
            Payers = answered?.Payers ?? [], Traces = [.. (answered?.Traces ?? []).Take(100)], People = answered?.People ?? 0,
            Result = reply.ErrorCode != "Success" ? reply.ErrorCode : reply.PayloadType,
        };
        // As it was asked: who sent MTOM, or says that it reads it, gets it.
        var asMtom = kind == "multipart/related" || context.Request.Headers.Accept.ToString().Contains("multipart/related", StringComparison.OrdinalIgnoreCase);
        var (contentType, content) = exchange.Road == "mime" ? MimeEnvelope.Write(reply) : SoapEnvelope.Write(reply, asMtom);
        await SendAsync(context, box, exchange, started, answered?.Payer ?? "", answered?.Faults ?? [], body, new(200, contentType, content));
    }

    private static async Task X12Async(HttpContext context, PayerBox box)
    {
        var (at, started) = (box.Options.Time.GetUtcNow(), box.Options.Time.GetTimestamp());
        var body = await BodyAsync(context);
        var answered = box.Clearinghouse.RealTime(body);
        var exchange = new Exchange
        {
            At = at, Road = "x12", Operation = "RealTime", Payers = answered.Payers, Traces = [.. answered.Traces.Take(100)], People = answered.People,
            Result = answered.Outcome.ToString(), BytesIn = body.Length,
        };
        var reply = answered.Reply.IsEmpty
            ? new HttpReply(400, "text/plain", "There is no 270 of 005010X279A1 in it."u8.ToArray())
            : new(200, "application/edi-x12", answered.Reply);
        await SendAsync(context, box, exchange, started, answered.Payer, answered.Faults, body, reply);
    }

    private static async Task SendAsync(
        HttpContext context, PayerBox box, Exchange exchange, long started, string payer, IReadOnlyList<FaultRule> fired, ReadOnlyMemory<byte> request, HttpReply reply)
    {
        var fault = box.Faults.DrawTransport(payer);
        var status = 0;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, box.Stopping);
        try
        {
            status = await Sender.SendAsync(context, reply, fault, box.Options.Time, ends.Token);
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or the box is stopping: there is nobody to tell.
            context.Abort();
        }
        finally
        {
            box.Log.Add(exchange with
            {
                Status = status, BytesOut = reply.Body.Length, Milliseconds = box.Options.Time.GetElapsedTime(started).TotalMilliseconds,
                Faults = [.. fired.Concat(fault.All).Select(r => new ExchangeFault(r.Id, r.Kind))],
            }, request, reply.Body);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpContext context)
    {
        var body = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 4_096, MostBytes));
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static Task NoEnvelopeAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync("The envelope is SOAP (application/soap+xml, multipart/related) or MIME (multipart/form-data).", context.RequestAborted);
    }
}
