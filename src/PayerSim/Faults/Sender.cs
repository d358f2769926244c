using Microsoft.AspNetCore.Http;

namespace Portico.PayerSim;

/// <summary>An answer as it would be sent if nothing went wrong.</summary>
internal sealed record HttpReply(int Status, string ContentType, ReadOnlyMemory<byte> Body);

/// <summary>Sends answers, and breaks them on purpose.</summary>
internal static class Sender
{
    /// <returns>The status that was sent; 0 where none was.</returns>
    public static async Task<int> SendAsync(HttpContext context, HttpReply reply, TransportFault fault, TimeProvider time, CancellationToken ct)
    {
        if (fault.Delay > TimeSpan.Zero)
            await Task.Delay(fault.Delay, time, ct);
        switch (fault.Ends?.Kind)
        {
            case FaultKind.Timeout:
                await Task.Delay(Timeout.InfiniteTimeSpan, ct);
                return 0;
            case FaultKind.Reset:
                // The server ends an aborted connection in RST, not FIN: the client sees it reset, not closed.
                context.Abort();
                return 0;
            case FaultKind.Error500:
                return await SendAsync(context, new(500, "text/plain", "The payer's system failed."u8.ToArray()), null, ct);
            case FaultKind.Error503 or FaultKind.Maintenance:
                context.Response.Headers.RetryAfter = "90";
                return await SendAsync(context, new(503, "text/plain", "The payer's system is not available."u8.ToArray()), null, ct);
            case FaultKind.Garbage:
                return await SendAsync(context, reply with { Body = Garbage(reply.Body.Length, fault.Ends) }, fault.Trickle, ct);
            case FaultKind.HalfBody:
                context.Response.StatusCode = reply.Status;
                context.Response.ContentType = reply.ContentType;
                context.Response.ContentLength = reply.Body.Length;
                await context.Response.Body.WriteAsync(reply.Body[..(reply.Body.Length / 2)], ct);
                // The server sees that less came than was promised, sends what it has and closes; an abort might overtake it.
                return reply.Status;
            default:
                return await SendAsync(context, reply, fault.Trickle, ct);
        }
    }

    private static async Task<int> SendAsync(HttpContext context, HttpReply reply, FaultRule? trickle, CancellationToken ct)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        context.Response.ContentLength = reply.Body.Length;
        if (trickle is null)
        {
            await context.Response.Body.WriteAsync(reply.Body, ct);
            return reply.Status;
        }
        // Ten drops a second, or a byte at a time where it is slower.
        var drop = Math.Max(1, trickle.BytesPerSecond / 10);
        for (var at = 0; at < reply.Body.Length; at += drop)
        {
            await context.Response.Body.WriteAsync(reply.Body.Slice(at, Math.Min(drop, reply.Body.Length - at)), ct);
            await context.Response.Body.FlushAsync(ct);
            await Task.Delay(TimeSpan.FromSeconds((double)drop / trickle.BytesPerSecond), ct);
        }
        return reply.Status;
    }

    internal static byte[] Garbage(int length, FaultRule rule)
    {
        var bytes = new byte[Math.Max(64, length)];
        var dice = new Dice((ulong)rule.Seed + 1);
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)dice.Below(256);
        return bytes;
    }
}
