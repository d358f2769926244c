using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portico.Modules.Staff;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Staff.Doors;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Staff;

public sealed class DoorkeeperTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_carries_the_headers_and_script_is_ours_alone()
    {
        await using var server = await Server.StartAsync(demo: false);
        var answer = await server.Http.GetAsync(new Uri("/sign-in", UriKind.Relative), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
        policy.ShouldContain("script-src 'self';");
        policy.ShouldNotContain("unsafe-eval");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue();
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldNotContain("<script>");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/staff")]
    [InlineData("/patients")]
    [InlineData("/no-such-page")]
    public async Task Nobody_sees_a_page_without_signing_in(string page)
    {
        await using var server = await Server.StartAsync(demo: false);
        var answer = await server.Http.GetAsync(new Uri(page, UriKind.Relative), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location.ShouldNotBeNull().OriginalString.ShouldContain("/sign-in");
    }

    [Fact]
    public async Task A_change_or_a_socket_from_another_site_is_refused()
    {
        await using var server = await Server.StartAsync(demo: false);
        foreach (var (method, path) in new[] { (HttpMethod.Post, "/sign-in"), (HttpMethod.Get, "/_blazor"), (HttpMethod.Post, "/presence?hand=true") })
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Add("Origin", "https://elsewhere.example");
            (await server.Http.SendAsync(request, Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }
    }

    [Fact]
    public async Task The_chooser_is_there_in_a_demo_on_this_machine()
    {
        await using var server = await Server.StartAsync(demo: true);
        (await server.Http.GetAsync(new Uri("/choose", UriKind.Relative), Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_chooser_is_not_there_in_a_real_practice()
    {
        await using var server = await Server.StartAsync(demo: false);
        (await server.Http.GetAsync(new Uri("/choose", UriKind.Relative), Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("Host", "portico.example")]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    public async Task The_chooser_is_not_there_for_whoever_comes_from_elsewhere(string header, string value)
    {
        await using var server = await Server.StartAsync(demo: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/choose");
        request.Headers.TryAddWithoutValidation(header, value);
        (await server.Http.SendAsync(request, Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_list_of_passwords_is_stopped_and_passkeys_go_on()
    {
        await using var server = await Server.StartAsync(demo: false);
        HttpStatusCode last = default;
        for (var n = 0; n <= Doorkeeper.MostTriesAMinute; n++)
            last = (await server.Http.PostAsync(new Uri("/sign-in", UriKind.Relative), null, Ct)).StatusCode;
        last.ShouldBe(HttpStatusCode.TooManyRequests);
        (await server.Http.PostAsync(new Uri("/sign-in/passkey/options", UriKind.Relative), null, Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_opens_the_api_until_it_is_revoked_and_nothing_else()
    {
        await using var server = await Server.StartAsync(demo: false);
        using var said = new StringWriter();
        (await TokenCommand.RunAsync(server.Services, "synthetic.api", "test", 1, said, TextWriter.Null, Ct)).ShouldBe(0);
        var token = said.ToString().Trim();

        (await AskAsync(server, token)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(server, token[..^1] + (token[^1] == '0' ? '1' : '0'))).ShouldBe(HttpStatusCode.Unauthorized);
        using var page = new HttpRequestMessage(HttpMethod.Get, "/staff");
        page.Headers.Authorization = new("Bearer", token);
        (await server.Http.SendAsync(page, Ct)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        await using (var db = server.Services.GetRequiredService<DeskStore>().Open(TestDesk.Practice))
        {
            (await db.Set<Modules.Staff.Domain.ApiToken>().SingleAsync(Ct)).Revoke(NodaTime.Instant.FromUtc(2026, 1, 1, 0, 0));
            await db.SaveChangesAsync(Ct);
        }
        (await AskAsync(server, token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/today", "/today")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("https://elsewhere.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData(null, "/")]
    public void Signing_in_leads_to_a_page_of_this_program_alone(string? wanted, string leads) => DeskCookie.Local(wanted).ShouldBe(leads);

    private static async Task<HttpStatusCode> AskAsync(Server server, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/list-members")
        {
            Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", token);
        return (await server.Http.SendAsync(request, Ct)).StatusCode;
    }

    /// <summary>The whole program on a loopback port, over SQLite.</summary>
    private sealed class Server(WebApplication app, HttpClient http, Func<Task> drop) : IAsyncDisposable
    {
        public HttpClient Http => http;
        public IServiceProvider Services => app.Services;

        public static async Task<Server> StartAsync(bool demo)
        {
            var (address, _, drop) = await TestDesk.FreshDatabaseAsync(StoreKind.Sqlite);
            var folder = Directory.CreateTempSubdirectory("portico-test-").FullName;
            var app = PorticoHost.Build(Settings.FromEnvironment(name => name switch
            {
                "PORTICO_DATA" => folder,
                "PORTICO_DATABASE" => address,
                "PORTICO_URLS" => "http://127.0.0.1:0",
                _ => null,
            }), null);
            await using (var db = app.Services.GetRequiredService<DeskStore>().Open(TestDesk.Practice))
            {
                if (demo)
                    await db.Set<PracticeRow>().ExecuteUpdateAsync(s => s.SetProperty(p => p.IsDemo, true), Ct);
                var desk = new Desk(db, Call.ByProgram(TestDesk.Practice), Roles.All, NodaTime.Instant.FromUtc(2026, 3, 4, 14, 0),
                    app.Services.GetRequiredService<IChartGuard>(), writes: true);
                app.Services.GetRequiredService<IStaffDirectory>().AddMember(desk, Id.New<UserId>(), "synthetic.api", "Api, Synthetic", Roles.Administrator);
                await db.SaveChangesAsync(Ct);
            }
            await app.StartAsync(Ct);
            var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };
            return new(app, http, async () =>
            {
                await drop();
                Directory.Delete(folder, recursive: true);
            });
        }

        public async ValueTask DisposeAsync()
        {
            http.Dispose();
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
            await drop();
        }
    }
}
