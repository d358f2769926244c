using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Portico.Platform;
using Portico.Platform.Access;

namespace Portico.Tests.Platform;

public sealed class ProxiesInFrontTests
{
    [Theory]
    [InlineData(null, "127.0.0.1 http")]
    [InlineData("10.0.0.7", "127.0.0.1 http")]
    [InlineData("127.0.0.1", "192.0.2.7 https")]
    [InlineData("198.51.100.0/24, 127.0.0.0/8", "192.0.2.7 https")]
    public async Task A_forwarded_address_is_believed_from_a_named_proxy_alone(string? proxies, string seen)
    {
        var settings = Settings.FromEnvironment(name => name == "PORTICO_PROXIES" ? proxies : null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.UseProxiesInFront(settings);
        app.MapGet("/", (HttpContext http) => $"{http.Connection.RemoteIpAddress} {http.Request.Scheme}");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        (await client.GetStringAsync("/", TestContext.Current.CancellationToken)).ShouldBe(seen);
    }

    [Fact]
    public void What_is_no_address_is_refused_at_the_start() =>
        Should.Throw<FormatException>(() => Settings.FromEnvironment(name => name == "PORTICO_PROXIES" ? "our proxy" : null));
}
