using Microsoft.AspNetCore.HttpOverrides;

namespace Portico.Platform.Access;

/// <summary>Takes the visitor's address and scheme from the proxies that the settings name, and from nobody else.</summary>
public static class ProxiesInFront
{
    /// <summary>Comes before everything that asks where a request is from.</summary>
    public static IApplicationBuilder UseProxiesInFront(this IApplicationBuilder app, Settings settings)
    {
        if (settings.Proxies.Count == 0)
            return app;
        // One hop a named proxy: the first address that is none of them is the visitor's.
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.Proxies)
            options.KnownIPNetworks.Add(network);
        return app.UseForwardedHeaders(options);
    }
}
