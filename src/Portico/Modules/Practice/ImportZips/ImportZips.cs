using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Domain;
using Portico.Platform;
using Portico.Platform.Commands;
using Portico.Platform.Store;

namespace Portico.Modules.Practice.ImportZips;

/// <summary>Takes the coordinates of ZIP codes from a gazetteer file: the table is then what the file says.</summary>
public sealed class ImportZips(DeskStore store)
{
    private const int AtOnce = 500;

    /// <returns>How many ZIP codes there are now.</returns>
    /// <exception cref="FormatException">Not such a file; nothing was changed.</exception>
    public async Task<int> RunAsync(int practice, TextReader gazetteer, CancellationToken ct)
    {
        List<string> lines = [];
        while (await gazetteer.ReadLineAsync(ct) is { } line)
            lines.Add(line);
        List<ZipPlace> places = [.. ZipPlace.Read(lines)];
        if (places.Count == 0)
            throw new FormatException("There is no ZIP code in this file.");
        await using var transaction = await store.WriteAsync(practice, ct);
        await transaction.Db.Set<ZipPlace>().ExecuteDeleteAsync(ct);
        foreach (var some in places.Chunk(AtOnce))
        {
            transaction.Db.AddRange(some.AsEnumerable<object>());
            await transaction.Db.SaveChangesAsync(ct);
            transaction.Db.ChangeTracker.Clear();
        }
        await transaction.CommitAsync(ct);
        return places.Count;
    }
}

internal sealed class ImportZipsCommand : IModuleCommand
{
    public int Place => 5;

    public Command Make(CommandHost host)
    {
        var file = new Argument<FileInfo>("file") { Description = "Gazetteer of ZIP Code Tabulation Areas, as the US Census Bureau publishes it." };
        var practice = new Option<int?>("--practice") { Description = "Into which practice. Needed only where there are several." };
        var command = new Command("import-zips", "Take where ZIP codes lie, so that the nearest location is found.") { file, practice };
        command.SetAction((parsed, ct) => host.RunWhenReadyAsync(async (services, token) =>
        {
            var path = parsed.GetRequiredValue(file);
            var all = await services.GetRequiredService<Practices>().AllAsync(token);
            var asked = parsed.GetValue(practice) ?? (all is [var only] ? only.Id : null);
            if (!path.Exists || all.All(p => p.Id != asked))
            {
                await Console.Error.WriteLineAsync(path.Exists
                    ? "Say which practice with --practice: " + string.Join(", ", all.Select(p => p.Id)) : "There is no such file.");
                return 1;
            }
            try
            {
                using var reader = path.OpenText();
                var count = await services.GetRequiredService<ImportZips>().RunAsync(asked ?? 0, reader, token);
                Console.WriteLine($"{count} ZIP codes have coordinates now.");
                return 0;
            }
            catch (FormatException wrong)
            {
                await Console.Error.WriteLineAsync(wrong.Message);
                return 1;
            }
        }, ct));
        return command;
    }
}
