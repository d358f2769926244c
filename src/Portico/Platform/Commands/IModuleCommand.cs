using System.CommandLine;
using Portico.Platform.Store;
using Portico.Platform.Watch;

namespace Portico.Platform.Commands;

/// <summary>A command of the command line. One internal sealed class each, without parameters; found in the assembly.</summary>
public interface IModuleCommand
{
    /// <summary>Where it stands in <c>--help</c>; the name decides between equals.</summary>
    int Place => 100;

    /// <param name="host">Gives the services when the command runs, not before: <c>--help</c> opens no database.</param>
    Command Make(CommandHost host);
}

/// <summary>What a command runs on: the same services as the server's, made when it runs and gone when it ends.</summary>
/// <param name="settings">From the environment.</param>
/// <param name="services">Makes the services without a web server.</param>
/// <param name="server">Makes the whole server.</param>
public sealed class CommandHost(Settings settings, Func<ServiceProvider> services, Func<WebApplication> server)
{
    public Settings Settings { get; } = settings;

    internal WebApplication Server() => server();

    /// <summary>Runs over the services of a whole practice.</summary>
    /// <returns>The exit code: 0 when all went well.</returns>
    public async Task<int> RunAsync(Func<IServiceProvider, CancellationToken, Task<int>> run, CancellationToken ct)
    {
        await using var provider = services();
        return await run(provider, ct);
    }

    /// <summary>The same, over a database that answers and fits this program; otherwise says what is missing and gives 1.</summary>
    public Task<int> RunWhenReadyAsync(Func<IServiceProvider, CancellationToken, Task<int>> run, CancellationToken ct) =>
        RunAsync(async (services, stop) =>
        {
            var problems = await services.GetRequiredService<Readiness>().ProblemsAsync(stop);
            foreach (var problem in problems)
                await Console.Error.WriteLineAsync(problem);
            return problems.Count == 0 ? await run(services, stop) : 1;
        }, ct);

    /// <summary>Runs what was asked. A failure ends with 1 and a sentence; what an exception says may name a patient, so it is never shown.</summary>
    internal async Task<int> EndAsync(ParseResult asked)
    {
        try
        {
            return await asked.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            return 1;
        }
        catch (Exception away) when (Outage.IsOne(away))
        {
            await Console.Error.WriteLineAsync("The database does not answer: PORTICO_DATABASE says where it is.");
            return 1;
        }
        catch (Exception failed)
        {
            using var logging = LoggerFactory.Create(log => log.AddQuietConsole());
            var number = Failure.Keep(logging.CreateLogger<CommandHost>(), asked.CommandResult.Command.Name, failed);
            await Console.Error.WriteLineAsync($"It failed, and is told as {number}: the line above says where.");
            return 1;
        }
    }

    /// <summary>Every command of the program, in the order of <c>--help</c>.</summary>
    internal static IEnumerable<Command> All(CommandHost host) => typeof(IModuleCommand).Assembly.GetTypes()
        .Where(t => typeof(IModuleCommand).IsAssignableFrom(t) && t is { IsClass: true, IsAbstract: false })
        .Select(t => (IModuleCommand)(Activator.CreateInstance(t)
            ?? throw new InvalidOperationException(t.Name + " has no constructor without parameters.")))
        .Select(c => (c.Place, Command: c.Make(host)))
        .OrderBy(c => c.Place).ThenBy(c => c.Command.Name, StringComparer.Ordinal).Select(c => c.Command);
}
