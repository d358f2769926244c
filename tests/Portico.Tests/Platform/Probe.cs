using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Platform;

/// <summary>A use case of the tests: writes one lease row named by the request, and does what it is told besides.</summary>
[AllowedTo(Roles.FrontDesk)]
internal sealed class TakeProbe(Behaviour behaviour) : UseCase<TakeProbe.Request, TakeProbe.Result>
{
    public sealed record Request([property: Required(ErrorMessage = "Name the probe.")] string Name);

    public abstract record Result
    {
        public sealed record Taken(string Name, Guid Proof) : Result;

        public sealed record Refused : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "tests.refused";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        Interlocked.Increment(ref behaviour.Attempts);
        desk.Db.Add(new LeaseRow { Chore = request.Name, Holder = "probe", Until = desk.Now });
        await desk.SaveAsync(ct);
        desk.Raise(new ProbeTaken(request.Name));
        desk.Touch("probe/" + request.Name);
        if (behaviour.Fail(desk.Db) is { } failure)
            throw failure;
        return behaviour.Refuse ? new Result.Refused() : new Result.Taken(request.Name, Guid.CreateVersion7());
    }
}

internal sealed record ProbeTaken(string Name) : IEvent;

/// <summary>Writes that it heard; fails as often as it is told to.</summary>
internal sealed class HearProbe(Behaviour behaviour) : IHandle<ProbeTaken>
{
    public Task HandleAsync(ProbeTaken heard, Desk desk, CancellationToken ct)
    {
        Interlocked.Increment(ref behaviour.Heard);
        desk.Db.Add(new LeaseRow { Chore = "heard " + heard.Name, Holder = desk.Call.Key ?? "", Until = desk.Now });
        if (behaviour.DeafFor-- > 0)
            throw new InvalidOperationException("carries ZZCANARY");
        return Task.CompletedTask;
    }
}

internal sealed class Behaviour
{
    public int Attempts;
    public int Heard;
    public bool Refuse { get; set; }
    public int DeafFor { get; set; }
    public Func<DeskDb, Exception?> Fail { get; set; } = _ => null;
}

internal static class Probes
{
    /// <summary>The services with the operations and handlers of the test assembly beside the program's own.</summary>
    public static void Add(IServiceCollection services)
    {
        var behaviour = new Behaviour();
        services.AddSingleton(behaviour);
        services.AddSingleton<HearProbe>();
        services.AddSingleton(new HandlerRegistry(typeof(Probes).Assembly));
        services.AddSingleton(provider =>
        {
            var probe = new TakeProbe(behaviour);
            probe.Attach(provider.GetRequiredService<DeskEngine>());
            return probe;
        });
    }

    public static Task<int> CountAsync(this TestDesk desk, string chore) => desk.ReadAsync(
        d => d.Db.Set<LeaseRow>().CountAsync(l => l.Chore == chore, TestContext.Current.CancellationToken));

    public static Task<List<string>> OutcomesAsync(this TestDesk desk) => desk.ReadAsync(async d =>
    {
        var bodies = await d.Db.Set<AuditEntryRow>().OrderBy(e => e.Id).Select(e => e.Body).ToListAsync(TestContext.Current.CancellationToken);
        return bodies.Select(b => System.Text.Json.JsonDocument.Parse(b).RootElement.GetProperty("outcome").GetString() ?? "").ToList();
    });
}
