using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Serilog;
using Serilog.Events;
using Serilog.Formatting;

namespace Portico.Platform.Watch;

/// <summary>One JSON object a line, without what may carry a patient: an exception is its types and its frames, never its text.</summary>
internal sealed class QuietFormatter : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var stream = new MemoryStream(256);
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("at", logEvent.Timestamp.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("level", logEvent.Level.ToString());
            if (logEvent.Properties.TryGetValue("SourceContext", out var source) && source is ScalarValue { Value: string from })
                json.WriteString("from", from);
            json.WriteString("says", logEvent.RenderMessage(CultureInfo.InvariantCulture));
            if (Activity.Current is { } activity)
                json.WriteString("trace", activity.TraceId.ToString());
            if (logEvent.Exception is not null)
                WriteFailure(json, logEvent.Exception);
            json.WriteEndObject();
        }
        output.WriteLine(System.Text.Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }

    private static void WriteFailure(Utf8JsonWriter json, Exception exception)
    {
        json.WriteStartArray("failure");
        for (var e = exception; e is not null; e = e.InnerException)
        {
            json.WriteStringValue(e.GetType().FullName);
            foreach (var frame in new StackTrace(e, fNeedFileInfo: false).GetFrames().Take(20))
                json.WriteStringValue("  " + frame.GetMethod()?.DeclaringType?.FullName + "." + frame.GetMethod()?.Name);
        }
        json.WriteEndArray();
    }
}

public static class QuietLog
{
    /// <summary>Logs to the console without PHI: no addresses with queries, no statements, no exception texts.</summary>
    public static ILoggingBuilder AddQuietConsole(this ILoggingBuilder logging) =>
        // At Debug the hub writes out what it was told: every key typed into a page. No log may hear that, however loud it is set.
        logging.AddFilter("Microsoft.AspNetCore.SignalR", LogLevel.Information).AddSerilog(Configure(new LoggerConfiguration())
            .WriteTo.Console(new QuietFormatter(), standardErrorFromLevel: LogEventLevel.Verbose).CreateLogger(), dispose: true);

    /// <summary>What is said at all; the caller adds where to.</summary>
    internal static LoggerConfiguration Configure(LoggerConfiguration log) => log
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Warning)
        .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
        // It warns at every new key that keys lie unencrypted in the data folder: docs/admin.md says so once.
        .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogEventLevel.Error)
        .MinimumLevel.Override("Npgsql", LogEventLevel.Fatal)
        // EF repeats the database's own words, values included; whoever called it logs the failure's type.
        .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Fatal);
}
