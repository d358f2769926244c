using System.CommandLine;
using Portico.Platform.Audit;

namespace Portico.Platform.Commands;

internal sealed class AuditCommand : IModuleCommand
{
    public int Place => 6;

    public Command Make(CommandHost host)
    {
        var verify = new Command("verify", "Follow every practice's audit chain; exit 1 at the first bad entry.");
        verify.SetAction((_, ct) => host.RunWhenReadyAsync((services, stop) => VerifyAsync(services, Console.Out, stop), ct));
        return new Command("audit", "The audit log.") { verify };
    }

    internal static async Task<int> VerifyAsync(IServiceProvider services, TextWriter output, CancellationToken ct)
    {
        var exit = 0;
        foreach (var practice in await services.GetRequiredService<Practices>().AllAsync(ct))
        {
            var found = await services.GetRequiredService<AuditVerifier>().VerifyAsync(practice.Id, ct);
            if (found.Bad is { } bad)
            {
                exit = 1;
                output.WriteLine($"Practice {practice.Id}: BAD at sequence {bad.Sequence}, entry {bad.Entry?.ToString() ?? "unknown"}: {bad.What}.");
            }
            else
            {
                output.WriteLine($"Practice {practice.Id}: {found.Entries} entries are as they were sealed.");
            }
            output.WriteLine(found.Span);
        }
        return exit;
    }
}
