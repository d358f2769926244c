using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Platform;

public sealed class ApiTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_use_case_answers_with_its_case_and_replays_it(StoreKind kind)
    {
        await using var server = await Server.StartAsync(kind);
        var first = await server.PostAsync("take-probe", """{"name":"a"}""", "k1");
        var again = await server.PostAsync("take-probe", """{"name":"a"}""", "k1");
        first.Status.ShouldBe(HttpStatusCode.OK);
        first.Body.GetProperty("kind").GetString().ShouldBe("taken");
        again.Body.ToString().ShouldBe(first.Body.ToString());
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_same_key_with_another_body_is_422(StoreKind kind)
    {
        await using var server = await Server.StartAsync(kind);
        await server.PostAsync("take-probe", """{"name":"a"}""", "k1");
        var other = await server.PostAsync("take-probe", """{"name":"b"}""", "k1");
        other.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        other.Code.ShouldBe("call.key-reused");
    }

    [Fact]
    public async Task A_refusal_is_a_problem_with_its_code_and_its_case()
    {
        await using var server = await Server.StartAsync(StoreKind.Sqlite);
        server.Behaviour.Refuse = true;
        var refused = await server.PostAsync("take-probe", """{"name":"a"}""", "k1");
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Code.ShouldBe("tests.refused");
        refused.Body.GetProperty("result").GetProperty("kind").GetString().ShouldBe("refused");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_failure_is_a_problem_with_a_number_to_quote_and_nothing_of_its_text(StoreKind kind)
    {
        await using var server = await Server.StartAsync(kind);
        server.Behaviour.Fail = _ => new OverflowException("carries ZZCANARY");
        var failed = await server.PostAsync("take-probe", """{"name":"a"}""", "k1");
        failed.Status.ShouldBe(HttpStatusCode.InternalServerError);
        failed.Code.ShouldBe("call.failed");
        failed.Body.ToString().ShouldContain("quote ");
        failed.Body.ToString().ShouldNotContain("ZZCANARY");
    }

    [Theory]
    [InlineData("take-probe", """{"name":"a"}""", null, 400, "call.key-missing")]
    [InlineData("take-probe", """{"name":"ZZCANARY" """, "k", 400, "call.bad-json")]
    [InlineData("take-probe", """{"name":"a","surprise":"ZZCANARY"}""", "k", 400, "call.bad-json")]
    [InlineData("take-probe", """{"name":{"ZZCANARY":1}}""", "k", 400, "call.bad-json")]
    [InlineData("take-probe", "null", "k", 400, "call.bad-json")]
    [InlineData("take-probe", """{"name":""}""", "k", 400, "call.bad-shape")]
    [InlineData("take-nothing", "{}", "k", 404, "call.unknown-operation")]
    public async Task A_bad_call_says_what_is_wrong_without_repeating_it(string operation, string body, string? key, int status, string code)
    {
        await using var server = await Server.StartAsync(StoreKind.Sqlite);
        var answer = await server.PostAsync(operation, body, key);
        ((int)answer.Status).ShouldBe(status);
        answer.Code.ShouldBe(code);
        answer.Body.ToString().ShouldNotContain("ZZCANARY");
    }

    [Fact]
    public async Task A_token_without_the_role_is_403_and_no_token_is_401()
    {
        await using var server = await Server.StartAsync(StoreKind.Sqlite);
        (await server.PostAsync("take-probe", """{"name":"a"}""", "k", Roles.Auditor)).Code.ShouldBe("access.not-your-role");
        (await server.PostAsync("take-probe", """{"name":"a"}""", "k", Roles.None)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_flood_is_refused_before_it_is_read()
    {
        await using var server = await Server.StartAsync(StoreKind.Sqlite);
        var answer = await server.PostAsync("take-probe", "{\"name\":\"" + new string('a', 9 << 20) + "\"}", "k");
        ((int)answer.Status).ShouldBe(413);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Readiness_and_liveness_answer_anyone(StoreKind kind)
    {
        await using var server = await Server.StartAsync(kind);
        (await server.GetAsync("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        var ready = await server.GetAsync("/health/ready");
        ready.Status.ShouldBe(HttpStatusCode.OK);
        JsonDocument.Parse(ready.Text).RootElement.GetProperty("status").GetString().ShouldBe("ready");
    }

    [Fact]
    public async Task A_database_that_was_never_migrated_is_not_ready_and_says_so()
    {
        var path = Path.Combine(Path.GetTempPath(), "portico-empty-" + Guid.CreateVersion7().ToString("N") + ".db");
        await using var store = new DeskStore(new StoreAddress(StoreKind.Sqlite, path));
        (await new Readiness(store).ProblemsAsync(Ct)).ShouldNotBeEmpty();
        File.Delete(path);
    }

    [Fact]
    public void Every_operation_stands_in_the_document_with_its_answers()
    {
        var registry = new OperationRegistry(typeof(Settings).Assembly);
        using var document = JsonDocument.Parse(new Portico.Platform.Api.OpenApiDocument(registry).Bytes);
        var paths = document.RootElement.GetProperty("paths");
        paths.EnumerateObject().Select(p => p.Name).ShouldBe(registry.All.Select(o => "/api/" + o.Name));
        foreach (var entry in registry.All)
        {
            var post = paths.GetProperty("/api/" + entry.Name).GetProperty("post");
            post.GetProperty("parameters").EnumerateArray().Any(p => p.GetProperty("name").GetString() == "Idempotency-Key")
                .ShouldBe(!entry.IsQuery, entry.Name);
            foreach (var status in new[] { "200", "400", "403", "404", "409", "422" })
                post.GetProperty("responses").TryGetProperty(status, out _).ShouldBeTrue(entry.Name);
        }
    }

    [Fact]
    public void Every_reference_in_the_document_leads_somewhere_and_every_closed_result_has_its_kinds()
    {
        var registry = new OperationRegistry(typeof(Settings).Assembly);
        using var document = JsonDocument.Parse(new Portico.Platform.Api.OpenApiDocument(registry).Bytes);
        foreach (var reference in References(document.RootElement))
            Resolve(document.RootElement, reference).ShouldBeTrue(reference);
        foreach (var entry in registry.All)
        {
            var schema = document.RootElement.GetProperty("components").GetProperty("schemas")
                .GetProperty(entry.Type.Name + "Result").ToString();
            foreach (var (kind, _) in DeskJson.CasesOf(entry.Result))
                schema.ShouldContain($"\"{kind}\"", customMessage: entry.Name);
        }
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p =>
            p is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [p.Value.GetString() ?? ""] : References(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static bool Resolve(JsonElement root, string reference)
    {
        var at = root;
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (at.ValueKind == JsonValueKind.Array && int.TryParse(step, out var index) && index < at.GetArrayLength())
                at = at[index];
            else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at))
                return false;
        }
        return true;
    }

    /// <summary>The whole server on a free port, with the tests' own operation and a bearer scheme that names roles.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly TestDesk _desk;
        private readonly WebApplication _app;
        private readonly HttpClient _client;

        private Server(TestDesk desk, WebApplication app) =>
            (_desk, _app, _client) = (desk, app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });

        public Behaviour Behaviour => _app.Services.GetRequiredService<Behaviour>();

        public static async Task<Server> StartAsync(StoreKind kind)
        {
            var desk = await TestDesk.StartAsync(kind);
            var settings = Settings.FromEnvironment(name => name switch
            {
                "PORTICO_DATA" => desk.Settings.Data,
                "PORTICO_DATABASE" => desk.Settings.Database,
                "PORTICO_DATABASE_OWNER" => desk.Settings.DatabaseOwner,
                "PORTICO_URLS" => "http://127.0.0.1:0",
                _ => null,
            });
            var app = PorticoHost.Build(settings, builder =>
            {
                builder.Logging.ClearProviders();
                Probes.Add(builder.Services);
                builder.Services.AddSingleton(new OperationRegistry([typeof(TakeProbe)]));
                builder.Services.RemoveAll<IAccess>();
                builder.Services.AddSingleton<IAccess>(desk.Access);
                builder.Services.AddSingleton(desk.Access);
                builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, RoleTokens>("role", null);
                builder.Services.PostConfigure<AuthorizationOptions>(o => o.AddPolicy(Policies.Api,
                    p => p.AddAuthenticationSchemes("role").RequireAuthenticatedUser()));
            });
            await app.StartAsync(Ct);
            return new Server(desk, app);
        }

        public async Task<(HttpStatusCode Status, JsonElement Body, string? Code)> PostAsync(
            string operation, string body, string? key, Roles roles = Roles.FrontDesk)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/" + operation);
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            // What is refused by its length is refused before it is sent.
            request.Headers.ExpectContinue = body.Length > 1 << 20;
            if (roles != Roles.None)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", roles.ToString());
            if (key is not null)
                request.Headers.Add("Idempotency-Key", key);
            using var response = await _client.SendAsync(request, Ct);
            var text = await response.Content.ReadAsStringAsync(Ct);
            var json = text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
            return (response.StatusCode, json,
                json.ValueKind == JsonValueKind.Object && json.TryGetProperty("code", out var code) ? code.GetString() : null);
        }

        public async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
        {
            using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), Ct);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await _app.StopAsync(Ct);
            await _app.DisposeAsync();
            await _desk.DisposeAsync();
        }
    }

    private sealed class RoleTokens(
        IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TestAccess access)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)
                || !Enum.TryParse<Roles>(header.Parameter, out var roles))
                return Task.FromResult(AuthenticateResult.NoResult());
            var person = new ClaimsPrincipal(new ClaimsIdentity(
            [
                new(PorticoClaims.User, access.Person(roles).Value.ToString()), new(PorticoClaims.Practice, "1"),
            ], Scheme.Name));
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(person, Scheme.Name)));
        }
    }
}
