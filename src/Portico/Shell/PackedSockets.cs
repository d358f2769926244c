using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Features;

namespace Portico.Shell;

/// <summary>Accepts a circuit's socket with compression, as the framework's own hub does: a full board is a quarter on the wire.</summary>
/// <remarks>Secrets beside chosen text in one packed stream can be guessed by who makes the browser send and sees the lengths; so no
/// other site may frame a page (the doorkeeper's <c>frame-ancestors</c>), and the socket asks for the sign-in.</remarks>
internal sealed class PackedSockets(IHttpWebSocketFeature inner) : IHttpWebSocketFeature
{
    public bool IsWebSocketRequest => inner.IsWebSocketRequest;

    public Task<WebSocket> AcceptAsync(WebSocketAcceptContext context)
    {
        context.DangerousEnableCompression = true;
        return inner.AcceptAsync(context);
    }

    /// <summary>Puts it before an endpoint whose own pipeline makes the sockets.</summary>
    public static void Before(EndpointBuilder endpoint, IApplicationBuilder pipeline)
    {
        var answer = endpoint.RequestDelegate ?? throw new InvalidOperationException("The hub's endpoint answers nothing.");
        pipeline.UseWebSockets();
        pipeline.Use((context, next) =>
        {
            if (context.Features.Get<IHttpWebSocketFeature>() is { IsWebSocketRequest: true } sockets)
                context.Features.Set<IHttpWebSocketFeature>(new PackedSockets(sockets));
            return next(context);
        });
        pipeline.Run(answer);
        endpoint.RequestDelegate = pipeline.Build();
    }
}
