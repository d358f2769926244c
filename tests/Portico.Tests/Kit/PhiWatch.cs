using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portico.Platform.Watch;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace Portico.Tests.Kit;

/// <summary>
/// Listens to everything that leaves the program beside its answers: every log line of every category at Trace, the lines as the
/// console prints them, addresses asked for and redirected to, activities and metrics with their tags, texts of exceptions.
/// </summary>
public sealed class PhiWatch : ILoggerProvider, ISupportExternalScope, IStartupFilter, ILogEventSink
{
    /// <summary>Where something was heard, and the text.</summary>
    public readonly record struct Heard(string Where, string Text);

    private readonly ConcurrentQueue<Heard> _heard = [];
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();
    private readonly QuietFormatter _printed = new();
    private IExternalScopeProvider? _scopes;

    public PhiWatch()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Hear("activity " + activity.Source.Name, string.Join(' ',
            [
                activity.OperationName, activity.DisplayName, activity.StatusDescription,
                .. activity.TagObjects.Select(t => $"{t.Key}={t.Value}"), .. activity.Baggage.Select(b => $"{b.Key}={b.Value}"),
                .. activity.Events.SelectMany(e => e.Tags.Select(t => $"{e.Name}.{t.Key}={t.Value}")),
            ])),
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<long>((i, _, tags, _) => Hear(i, tags));
        _meters.SetMeasurementEventCallback<int>((i, _, tags, _) => Hear(i, tags));
        _meters.SetMeasurementEventCallback<double>((i, _, tags, _) => Hear(i, tags));
        _meters.Start();
        AppDomain.CurrentDomain.FirstChanceException += HearException;
    }

    public IReadOnlyCollection<Heard> All => _heard;

    /// <summary>Joins a program that is being put together.</summary>
    public void Join(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(this);
        builder.Logging.AddSerilog(QuietLog.Configure(new LoggerConfiguration()).WriteTo.Sink(this).CreateLogger(), dispose: true);
        builder.Services.AddSingleton<IStartupFilter>(this);
    }

    public void Hear(string where, string text) => _heard.Enqueue(new(where, text));

    public void Forget() => _heard.Clear();

    /// <summary>Names of files and folders, never what stands in them.</summary>
    public void HearNames(string folder)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
            Hear("file name", Path.GetRelativePath(folder, path));
    }

    /// <summary>Every place where a word of the canary was heard: what, where, and the text around it.</summary>
    public IReadOnlyList<string> Leaks() =>
    [
        .. _heard.Select(h => (h, Found: Canary.In(h.Text))).Where(l => l.Found.Count > 0)
            .Select(l => $"{l.h.Where}: {string.Join(", ", l.Found)}: {(l.h.Text.Length > 400 ? l.h.Text[..400] : l.h.Text)}").Distinct(),
    ];

    private void Hear(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = instrument.Name;
        foreach (var tag in tags)
            text += $" {tag.Key}={tag.Value}";
        Hear("metric " + instrument.Meter.Name, text);
    }

    private void HearException(object? sender, FirstChanceExceptionEventArgs first)
    {
        // The text that a test threw on purpose is known to it; what the program makes of it is what counts. So it is with what a
        // reader of JSON or FHIR says of bad input: it repeats the input, and is caught at the door. Logged, it would be heard there.
        if (!first.Exception.Message.Contains(Canary.Thrown, StringComparison.Ordinal)
            && first.Exception is not System.Text.Json.JsonException && first.Exception.GetType().Name != "CodedValidationException")
            Hear("exception " + first.Exception.GetType().Name, first.Exception.Message);
    }

    void ILogEventSink.Emit(LogEvent logEvent)
    {
        using var line = new StringWriter();
        _printed.Format(logEvent, line);
        Hear("console", line.ToString());
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => new Category(this, categoryName);

    void ISupportExternalScope.SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    Action<IApplicationBuilder> IStartupFilter.Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, go) =>
        {
            Hear("address", $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} from {http.Request.Headers.Referer}");
            await go(http);
            if (http.Response.Headers.Location.ToString() is { Length: > 0 } onwards)
                Hear("redirect", onwards);
        });
        next(app);
    };

    public void Dispose()
    {
        AppDomain.CurrentDomain.FirstChanceException -= HearException;
        _activities.Dispose();
        _meters.Dispose();
    }

    private sealed class Category(PhiWatch watch, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => watch._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception);
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
                text += " | " + string.Join(' ', values.Select(v => $"{v.Key}={v.Value}"));
            List<string> scopes = [];
            watch._scopes?.ForEachScope((scope, to) => to.Add(scope is IEnumerable<KeyValuePair<string, object?>> pairs
                ? string.Join(' ', pairs.Select(p => $"{p.Key}={p.Value}")) : scope?.ToString() ?? ""), scopes);
            watch.Hear($"log {logLevel} {name}", text + " | " + string.Join(' ', scopes));
            // Texts of exceptions are heard where they are thrown; here only what the test threw could be new.
            if (exception?.ToString() is { } whole && !whole.Contains(Canary.Thrown, StringComparison.Ordinal))
                watch.Hear($"log {logLevel} {name}", whole);
        }
    }
}
