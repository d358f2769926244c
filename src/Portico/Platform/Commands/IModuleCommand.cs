using System.CommandLine;

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

    /// <summary>Every command of the program, in the order of <c>--help</c>.</summary>
    internal static IEnumerable<Command> All(CommandHost host) => typeof(IModuleCommand).Assembly.GetTypes()
        .Where(t => typeof(IModuleCommand).IsAssignableFrom(t) && t is { IsClass: true, IsAbstract: false })
        .Select(t => (IModuleCommand)(Activator.CreateInstance(t)
            ?? throw new InvalidOperationException(t.Name + " has no constructor without parameters.")))
        .Select(c => (c.Place, Command: c.Make(host)))
        .OrderBy(c => c.Place).ThenBy(c => c.Command.Name, StringComparer.Ordinal).Select(c => c.Command);
}
