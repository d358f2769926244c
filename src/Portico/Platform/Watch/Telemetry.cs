using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Portico.Platform.UseCases;

namespace Portico.Platform.Watch;

public static class Telemetry
{
    /// <summary>Sends metrics and traces where OTEL_EXPORTER_OTLP_ENDPOINT says; without it nothing is gathered.</summary>
    /// <remarks>The exporter reads its other OTEL_* settings from the same configuration.</remarks>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return services;
        services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("portico"))
            .WithMetrics(m => m.AddMeter(DeskMetrics.MeterName).AddAspNetCoreInstrumentation())
            .WithTracing(t => t.AddSource(DeskEngine.ActivityName).AddAspNetCoreInstrumentation(options =>
                // A calendar feed's address is its key: no trace holds it.
                options.Filter = http => !http.Request.Path.StartsWithSegments("/calendar", StringComparison.OrdinalIgnoreCase)))
            .UseOtlpExporter();
        return services;
    }
}
