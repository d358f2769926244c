using System.CommandLine;
using Portico;
using Portico.Platform;
using Portico.Platform.Commands;

Settings settings;
try
{
    settings = Settings.FromEnvironment(Environment.GetEnvironmentVariable);
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 1;
}
var host = new CommandHost(settings, () => PorticoHost.Services(settings), () => PorticoHost.Build(settings, null));

var root = new RootCommand("Portico: the front office of a medical practice.");
foreach (var command in CommandHost.All(host))
    root.Add(command);
return await host.EndAsync(root.Parse(args.Length == 0 ? ["serve"] : args));
