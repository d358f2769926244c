using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portico.BrowserTests.Kit;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Platform;

/// <summary>What the program sends to a collector of telemetry, read from what really arrives there.</summary>
public sealed class OtlpTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_use_case_arrives_at_the_collector_as_a_span_and_a_count_without_the_patient()
    {
        await using var collector = await Collector.StartAsync();
        // A process as an administrator starts it: its variables alone say that it sends, where to, and how often.
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, isProcess: true, more: new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200", ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        });
        using (var api = await ApiClient.OpenAsync(desk, "frida"))
            (await api.PostTextAsync("register-patient", $$"""
                {"family":"{{Canary.Family}}","given":"{{Canary.Given}}","birthDate":"1931-11-17","phone":"{{Canary.PhoneTyped}}","payerName":"{{Canary.Payer}}"}
                """, "1")).Kind.ShouldBe("registered");
        await OutboxTests.Until(() => new[] { "/v1/traces", "/v1/metrics" }.All(p => collector.Words(p).Contains("register-patient")),
            TimeSpan.FromSeconds(20));

        collector.Words("/v1/traces").ShouldContain("register-patient");
        collector.Words("/v1/traces").ShouldContain("/api/{operation}");
        var metrics = collector.Words("/v1/metrics");
        metrics.ShouldContain("portico.operations");
        metrics.ShouldContain("register-patient");
        metrics.ShouldContain("done");
        Canary.In(string.Join(' ', collector.Words("/v1/traces").Concat(metrics))).ShouldBeEmpty();
    }

    /// <summary>A receiver of OTLP over HTTP with protobuf, on a loopback port.</summary>
    private sealed class Collector(WebApplication app) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, string Word)> _words = [];

        public string Address => app.Urls.Single();

        public IReadOnlyCollection<string> Words(string path) => [.. _words.Where(w => w.Path == path).Select(w => w.Word)];

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var app = builder.Build();
            var collector = new Collector(app);
            app.MapPost("/v1/{signal}", async (HttpRequest request) =>
            {
                request.ContentType.ShouldBe("application/x-protobuf");
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body, Ct);
                collector.Read(request.Path, body.ToArray());
                return Results.Bytes([], "application/x-protobuf");
            });
            await app.StartAsync(Ct);
            return collector;
        }

        /// <summary>Walks the wire format: what is length-delimited is a message, or else a string.</summary>
        private void Read(string path, ReadOnlySpan<byte> rest)
        {
            while (rest.Length > 0 && TryVarint(ref rest, out var tag))
            {
                switch (tag & 7)
                {
                    case 0 when TryVarint(ref rest, out _): break;
                    case 1 when rest.Length >= 8: rest = rest[8..]; break;
                    case 5 when rest.Length >= 4: rest = rest[4..]; break;
                    case 2 when TryVarint(ref rest, out var length) && length <= (ulong)rest.Length:
                        var inner = rest[..(int)length];
                        // A string may look like a message by chance: it is kept as both.
                        _words.Enqueue((path, Encoding.UTF8.GetString(inner)));
                        Read(path, inner);
                        rest = rest[(int)length..];
                        break;
                    default: return;
                }
            }
        }

        private static bool TryVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
        {
            value = 0;
            for (var n = 0; n < 10 && n < bytes.Length; n++)
            {
                value |= (ulong)(bytes[n] & 0x7F) << (7 * n);
                if ((bytes[n] & 0x80) == 0)
                {
                    bytes = bytes[(n + 1)..];
                    return true;
                }
            }
            return false;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
