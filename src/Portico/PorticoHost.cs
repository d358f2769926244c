using Microsoft.AspNetCore.DataProtection;
using Portico.DemoData;
using Portico.Modules.Arrivals;
using Portico.Modules.Coverage;
using Portico.Modules.Interop;
using Portico.Modules.Patients;
using Portico.Modules.Payments;
using Portico.Modules.Practice;
using Portico.Modules.Scheduling;
using Portico.Modules.Staff;
using Portico.Modules.Visits;
using Portico.Modules.Work;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Watch;
using Portico.Shell;

namespace Portico;

/// <summary>Puts the program together: once for the server, the commands and the tests alike.</summary>
public static class PorticoHost
{
    /// <param name="settings">Where the data is and who may reach it.</param>
    /// <param name="adjust">Tests turn the clock or add a sink here. Null: nothing.</param>
    public static WebApplication Build(Settings settings, Action<WebApplicationBuilder>? adjust)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(PorticoHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ClearProviders().AddQuietConsole();
        builder.Services.AddTelemetry(builder.Configuration);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        AddPortico(builder.Services, settings);
        adjust?.Invoke(builder);
        var app = builder.Build();
        MapPortico(app);
        return app;
    }

    /// <summary>What a command runs on: all services and a log, no web server.</summary>
    internal static ServiceProvider Services(Settings settings)
    {
        var services = new ServiceCollection();
        services.AddLogging(log => log.AddQuietConsole());
        return services.AddPortico(settings).BuildServiceProvider();
    }

    /// <summary>All services, without the web server: what the commands run on.</summary>
    public static IServiceCollection AddPortico(this IServiceCollection services, Settings settings)
    {
        Directory.CreateDirectory(settings.Data);
        services.AddDataProtection()
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.Data, "keys"))).SetApplicationName("Portico");
        return services.AddPlatform(settings)
            .AddPractice().AddStaff().AddPatients().AddWork().AddScheduling().AddVisits().AddCoverage().AddPayments()
            .AddArrivals().AddInterop().AddShell().AddDemo();
    }

    private static void MapPortico(WebApplication app)
    {
        app.UseProxiesInFront(app.Services.GetRequiredService<Settings>());
        app.UseDoors();
        app.UseShell();
        app.MapPlatform();
        app.MapPractice().MapStaff().MapPatients().MapWork().MapScheduling().MapVisits().MapCoverage().MapPayments()
            .MapArrivals().MapInterop();
        app.MapShell();
    }
}
