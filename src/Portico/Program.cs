using System.CommandLine;
using Portico;
using Portico.Platform;
using Portico.Platform.Store;

var settings = Settings.FromEnvironment(Environment.GetEnvironmentVariable);

var serve = new Command("serve", "Serve the practice (the default).");
serve.SetAction(async (_, ct) =>
{
    await Schema.MigrateAsync(settings.OwnerAddress, settings.Address, ct);
    await using var app = PorticoHost.Build(settings, null);
    await app.RunAsync(ct);
});
var migrate = new Command("migrate", "Bring the database up to this program, as its owner.");
migrate.SetAction((_, ct) => Schema.MigrateAsync(settings.OwnerAddress, settings.Address, ct));

var root = new RootCommand("Portico: the front office of a medical practice.") { serve, migrate };
return await root.Parse(args.Length == 0 ? ["serve"] : args).InvokeAsync();
