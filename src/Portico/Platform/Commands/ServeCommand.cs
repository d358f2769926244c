using System.CommandLine;
using Portico.Platform.Clock;
using Portico.Platform.Store;

namespace Portico.Platform.Commands;

internal sealed class ServeCommand : IModuleCommand
{
    public int Place => 1;

    public Command Make(CommandHost host)
    {
        var serve = new Command("serve", "Serve the practice (the default).");
        serve.SetAction(async (_, ct) =>
        {
            var settings = host.Settings;
            // The program puts itself together while the database is looked at: together they are most of the start.
            var building = Task.Run(host.Server, ct);
            // A server that owns nothing cannot change the schema: it says what is missing instead.
            if (settings.Address.Kind == StoreKind.Sqlite || settings.DatabaseOwner is not null)
                await Schema.MigrateAsync(settings.OwnerAddress, settings.Address, ct);
            await using var app = await building;
            if (await app.Services.GetRequiredService<Readiness>().ProblemsAsync(ct) is [_, ..] problems)
            {
                foreach (var problem in problems)
                    await Console.Error.WriteLineAsync("Not started: " + problem);
                return 1;
            }
            foreach (var first in app.Services.GetServices<IBeforeServing>())
                await first.PrepareAsync(ct);
            await app.StartAsync(ct);
            await SayAsync(app, settings, ct);
            await app.WaitForShutdownAsync(ct);
            return 0;
        });
        return serve;
    }

    private static async Task SayAsync(WebApplication app, Settings settings, CancellationToken ct)
    {
        var problems = await app.Services.GetRequiredService<Readiness>().ProblemsAsync(ct);
        var names = problems.Count == 0
            ? string.Join(", ", (await app.Services.GetRequiredService<Practices>().AllAsync(ct)).Select(p => p.Name))
            : "";
        Console.WriteLine($"Portico serves {(names.Length > 0 ? names : "no practice yet")} at {settings.Origin}");
        foreach (var problem in problems)
            Console.WriteLine("Not ready: " + problem);
    }
}

internal sealed class MigrateCommand : IModuleCommand
{
    public int Place => 3;

    public Command Make(CommandHost host)
    {
        var from = new Option<string?>("--from")
        {
            Description = "sqlite:PATH of a practice to bring into this empty PostgreSQL database. Stop its server first.",
        };
        var migrate = new Command("migrate", "Bring the database up to this program, as its owner (PORTICO_DATABASE_OWNER).") { from };
        migrate.SetAction(async (parsed, ct) =>
        {
            var settings = host.Settings;
            await Schema.MigrateAsync(settings.OwnerAddress, settings.Address, ct);
            Console.WriteLine("The database fits this program.");
            if (parsed.GetValue(from) is not { } practice)
                return 0;
            var now = new PracticeClock(TimeProvider.System).Now;
            if (await PracticeMove.RunAsync(settings, practice, now, Console.Out, ct) is { } problem)
            {
                await Console.Error.WriteLineAsync(problem);
                return 1;
            }
            // What an auditor would ask first of rows that changed their house.
            return await host.RunWhenReadyAsync((services, stop) => AuditCommand.VerifyAsync(services, Console.Out, stop), ct);
        });
        return migrate;
    }
}
