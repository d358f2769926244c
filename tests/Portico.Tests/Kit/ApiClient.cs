using System.Net;
using System.Text;
using System.Text.Json;
using Portico.BrowserTests.Kit;
using Portico.Modules.Staff;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Tests.Kit;

/// <summary>Another program that works the desk through <c>POST /api/{use-case}</c>, with a real bearer token.</summary>
internal sealed class ApiClient : IDisposable
{
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Text">The whole body.</param>
    public sealed record Answer(HttpStatusCode Status, string Text)
    {
        private JsonElement Root => JsonDocument.Parse(Text).RootElement;

        /// <summary>The case of a result; for a refusal the code of the problem.</summary>
        public string Kind => Root.GetProperty(Status == HttpStatusCode.OK ? "kind" : "code").GetString() ?? "";

        public Guid Id(string member) => Root.GetProperty(member).GetGuid();
    }

    private readonly HttpClient _http;

    private ApiClient(HttpClient http) => _http = http;

    /// <param name="desk">The running program.</param>
    /// <param name="signInName">The member as whom it acts.</param>
    /// <param name="node">The address of the node it talks to. Null: the desk's own.</param>
    public static async Task<ApiClient> OpenAsync(LiveDesk desk, string signInName, string? node = null)
    {
        using var said = new StringWriter();
        (await TokenCommand.RunAsync(desk.Get<IServiceProvider>(), signInName, "test", 1, said, TextWriter.Null,
            TestContext.Current.CancellationToken)).ShouldBe(0);
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64, AllowAutoRedirect = false }) { BaseAddress = new(node ?? desk.Origin) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", said.ToString().Trim());
        return new(http);
    }

    public Task<Answer> PostAsync<T>(string operation, T request, string? key = null) where T : class =>
        PostTextAsync(operation, JsonSerializer.Serialize(request, DeskJson.Options), key ?? Guid.CreateVersion7().ToString("N"));

    /// <param name="operation">Its name in the address.</param>
    /// <param name="body">As it is sent, right or wrong.</param>
    /// <param name="key">Empty for a query.</param>
    public async Task<Answer> PostTextAsync(string operation, string body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/" + operation)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (key.Length > 0)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new(answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => _http.Dispose();
}
