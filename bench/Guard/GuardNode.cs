using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portico.Modules.Staff;
using Portico.Platform;
using Portico.Platform.UseCases;

namespace Portico.Bench.Guard;

/// <summary>The whole program on a loopback port, over a database that others write to as well.</summary>
internal sealed class GuardNode : IAsyncDisposable
{
    private const int Clients = 4;
    private readonly WebApplication _app;
    private readonly Settings _settings;

    private GuardNode(WebApplication app, Settings settings) => (_app, _settings) = (app, settings);

    public IServiceProvider Services => _app.Services;

    /// <param name="server">As in PORTICO_DATABASE.</param>
    /// <param name="folder">As in PORTICO_DATA.</param>
    public static async Task<GuardNode> StartAsync(string server, string folder, CancellationToken ct)
    {
        var address = $"http://localhost:{FreePort()}";
        var settings = Settings.FromEnvironment(name => name switch
        {
            "PORTICO_DATA" => folder,
            "PORTICO_DATABASE" => server,
            "PORTICO_URLS" or "PORTICO_ORIGIN" => address,
            _ => null,
        });
        var app = PorticoHost.Build(settings, builder => builder.Logging.SetMinimumLevel(LogLevel.Warning));
        await app.StartAsync(ct);
        return new GuardNode(app, settings);
    }

    /// <summary>Four clients at once: two at the screens, one through the JSON API; the first of the first node imports as well.</summary>
    /// <param name="brief">The practice.</param>
    /// <param name="number">Of this node, from 0.</param>
    /// <param name="commands">Of all its clients together.</param>
    /// <param name="ct">Stops between commands.</param>
    public async Task<GuardReport> WorkAsync(GuardBrief brief, int number, int commands, CancellationToken ct)
    {
        List<GuardClient> clients = [];
        List<JsonDoor> doors = [];
        for (var n = 0; n < Clients; n++)
        {
            var member = (number * Clients) + n;
            IGuardDoor door = new OwnDoor(Services, new Call { Practice = GuardBrief.Practice, User = brief.Members[member], Door = Door.Api });
            if (n == Clients - 1)
            {
                doors.Add(await JsonDoor.OpenAsync(Services, _settings.Urls, GuardBrief.SignInOf(member), ct));
                door = doors[^1];
            }
            clients.Add(new GuardClient(Services, door, brief, new Random((brief.Seed * 31) + member),
                number == 0 && n == 0 ? Path.Combine(_settings.Data, "guard") : null));
        }
        await Task.WhenAll(clients.Select(c => Task.Run(() => c.RunAsync(commands / Clients, ct), ct)));
        foreach (var door in doors)
            door.Dispose();
        return new GuardReport([.. clients.SelectMany(c => c.Stays)], [.. clients.SelectMany(c => c.Denials)],
            clients.SelectMany(c => c.Met).GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.Sum(m => m.Value)), clients.Sum(c => c.LostHolds));
    }

    /// <summary>How many members a run of so many nodes needs.</summary>
    public static int MembersOf(int nodes) => nodes * Clients;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>The way that a client's commands take.</summary>
internal interface IGuardDoor
{
    Task<TResult> RunAsync<TUseCase, TRequest, TResult>(TRequest request, CancellationToken ct)
        where TUseCase : UseCase<TRequest, TResult> where TRequest : class where TResult : class;
}

/// <summary>As a page of the program does.</summary>
internal sealed class OwnDoor(IServiceProvider services, Call call) : IGuardDoor
{
    public Task<TResult> RunAsync<TUseCase, TRequest, TResult>(TRequest request, CancellationToken ct)
        where TUseCase : UseCase<TRequest, TResult> where TRequest : class where TResult : class =>
        services.GetRequiredService<TUseCase>().RunAsync(request, call, ct);
}

/// <summary><c>POST /api/{use-case}</c> with a token and keys.</summary>
internal sealed class JsonDoor : IGuardDoor, IDisposable
{
    private readonly HttpClient _http;

    private JsonDoor(HttpClient http) => _http = http;

    public static async Task<JsonDoor> OpenAsync(IServiceProvider services, string address, string signInName, CancellationToken ct)
    {
        using var said = new StringWriter();
        if (await TokenCommand.RunAsync(services, signInName, "guard", 1, said, TextWriter.Null, ct) != 0)
            throw new InvalidOperationException("No token was made.");
        var http = new HttpClient { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", said.ToString().Trim());
        return new JsonDoor(http);
    }

    public async Task<TResult> RunAsync<TUseCase, TRequest, TResult>(TRequest request, CancellationToken ct)
        where TUseCase : UseCase<TRequest, TResult> where TRequest : class where TResult : class
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/" + OperationRegistry.NameOf(typeof(TUseCase)))
        {
            Content = new StringContent(JsonSerializer.Serialize(request, DeskJson.Options), Encoding.UTF8, "application/json"),
        };
        message.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString("N"));
        using var answer = await _http.SendAsync(message, ct);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
        var result = answer.IsSuccessStatusCode ? body.RootElement
            : body.RootElement.TryGetProperty("result", out var refusal) ? refusal
            : throw new InvalidOperationException($"The API said {(int)answer.StatusCode} {body.RootElement.GetProperty("code").GetString()}.");
        return result.Deserialize<TResult>(DeskJson.Options) ?? throw new FormatException("The API said nothing.");
    }

    public void Dispose() => _http.Dispose();
}
