using System.CommandLine;
using Portico.Platform.Backup;
using Portico.Platform.Clock;
using Portico.Platform.Store;

namespace Portico.Platform.Commands;

internal sealed class BackupCommand : IModuleCommand
{
    public int Place => 7;

    public Command Make(CommandHost host)
    {
        var file = new Argument<string>("file") { Description = "The archive to make; it must not exist." };
        var backup = new Command("backup", "Write a running practice into one archive: database, keys and files.") { file };
        backup.SetAction(async (parsed, ct) =>
        {
            var now = new PracticeClock(TimeProvider.System).Now;
            var problem = await BackupArchive.WriteAsync(host.Settings, parsed.GetRequiredValue(file), now, ct);
            if (problem is null && host.Settings.Address.Kind == StoreKind.Postgres)
                Console.WriteLine("The archive holds keys and files. The database is PostgreSQL's: run pg_dump as its owner.");
            return Say(problem, "Backed up. Keep it where you keep patients' records: it holds all of them.");
        });
        return backup;
    }

    internal static int Say(string? problem, string done)
    {
        (problem is null ? Console.Out : Console.Error).WriteLine(problem ?? done);
        return problem is null ? 0 : 1;
    }
}

internal sealed class RestoreCommand : IModuleCommand
{
    public int Place => 8;

    public Command Make(CommandHost host)
    {
        var file = new Argument<string>("file") { Description = "An archive that backup made." };
        var force = new Option<bool>("--force") { Description = "Replace what is there. Stop the server first." };
        var restore = new Command("restore", "Bring a practice back from its archive.") { file, force };
        restore.SetAction(async (parsed, ct) =>
        {
            var problem = await BackupArchive.RestoreAsync(host.Settings, parsed.GetRequiredValue(file), parsed.GetValue(force), ct);
            if (problem is null && host.Settings.Address.Kind == StoreKind.Postgres)
                Console.WriteLine("Keys and files are back. The database is PostgreSQL's: run pg_restore as its owner.");
            return BackupCommand.Say(problem, "Restored.");
        });
        return restore;
    }
}
