using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Portico.PayerSim;

/// <summary>A clearinghouse and its payers in one process, to run eligibility code against.</summary>
/// <remarks>
/// Started by itself with <see cref="StartAsync"/>, or mapped into an application with <see cref="PayerBoxRoutes.MapPayerBox"/>.
/// Everybody and everything in it is synthetic. Safe from any thread.
/// </remarks>
/// <example>
/// <code>
/// await using var box = await PayerBox.StartAsync(new() { Seed = 7 }, ct);
/// var someone = box.Members.Of("SYN01")[0];
/// box.Faults.Add(new() { Kind = FaultKind.Timeout, Payer = "SYN01", Count = 1 });
/// await Ask(box.Address, someone);
/// </code>
/// </example>
public sealed class PayerBox : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _app;
    private Task _folder = Task.CompletedTask;

    /// <summary>Makes a box that nobody can reach yet: map it into an application, or use <see cref="StartAsync"/>.</summary>
    /// <exception cref="TimeZoneNotFoundException">The zone is none.</exception>
    public PayerBox(PayerBoxOptions options)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.Zone);
        Options = options;
        Members = new(options.Seed, options.Today ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(options.Time.GetUtcNow(), zone).DateTime), options.Households);
        Faults = new(options.Time, options.Seed);
        if (options.HasDefaultFaults)
            Faults.UseDefaults();
        Clearinghouse = new(Members, Faults, options.Time, zone);
        Core = new(Clearinghouse, options);
    }

    /// <summary>How it was started.</summary>
    public PayerBoxOptions Options { get; }

    /// <summary>Everybody whom the payers know, and what is true of them.</summary>
    public MemberDirectory Members { get; }

    /// <summary>What goes wrong on purpose.</summary>
    public FaultPlan Faults { get; }

    /// <summary>The last exchanges.</summary>
    public ExchangeLog Log { get; } = new();

    /// <summary>Where it listens, such as <c>http://127.0.0.1:5090/</c>; null where it was mapped into an application.</summary>
    public Uri? Address { get; private set; }

    internal Clearinghouse Clearinghouse { get; }

    internal CoreDesk Core { get; }

    internal CancellationToken Stopping => _stopping.Token;

    /// <summary>Starts a box that listens by itself, and watches its folder where it has one.</summary>
    /// <exception cref="IOException">The port is taken, or the folder cannot be made.</exception>
    public static async Task<PayerBox> StartAsync(PayerBoxOptions options, CancellationToken ct)
    {
        var box = new PayerBox(options);
        // Nothing of the process it runs in: no arguments, environment, log or configuration.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options.Listen, options.Port);
            kestrel.Limits.MaxRequestBodySize = PayerBoxRoutes.MostBytes;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        if (IPAddress.IsLoopback(options.Listen))
            app.Use(ThisMachineAlone);
        app.MapPayerBox(box);
        box._app = app;
        await app.StartAsync(ct);
        box.Address = new Uri(app.Urls.First());
        box.Watch();
        return box;
    }

    /// <summary>Watches the folder of the options. <see cref="StartAsync"/> does so by itself.</summary>
    public void Watch()
    {
        if (Options.Folder is { } path)
            _folder = new DropFolder(this, path).RunAsync(_stopping.Token);
    }

    /// <summary>Stops: who waits for an answer is cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _folder.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_app is not null)
            await _app.DisposeAsync();
        _stopping.Dispose();
    }

    // A page of another site must not reach the box by a name of its own that leads to this machine.
    private static Task ThisMachineAlone(HttpContext context, RequestDelegate next)
    {
        var host = context.Request.Host.Host;
        if (host is "localhost" || IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return Task.CompletedTask;
    }
}
