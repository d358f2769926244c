using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace Portico.PayerSim;

/// <summary>A payer box by itself.</summary>
internal static class PayerSimProgram
{
    private const string Usage = """
        A clearinghouse and its payers, everything synthetic, to run eligibility code against.

          --port N          where it listens (5090)
          --seed N          decides members, plans and faults (7)
          --households N    policies of each payer (12)
          --today DATE      the day the members are made for, as 2026-11-20 (today)
          --faults default  begins with the default faults; without, nothing goes wrong
          --folder PATH     takes batches from PATH/in and answers in PATH/out
          --listen ADDRESS  another address than this machine's own (127.0.0.1)
          --user, --password  of the envelope (portico, synthetic)
        """;

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments.Contains("--help"))
        {
            Console.WriteLine(Usage);
            return 0;
        }
        var options = new PayerBoxOptions { Port = 5090 };
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length || With(options, arguments[i], arguments[i + 1]) is not { } changed)
            {
                await Console.Error.WriteLineAsync($"Not understood: {string.Join(' ', arguments.Skip(i).Take(2))}\n\n{Usage}");
                return 2;
            }
            options = changed;
        }
        PayerBox box;
        try
        {
            box = await PayerBox.StartAsync(options, CancellationToken.None);
        }
        catch (IOException taken)
        {
            await Console.Error.WriteLineAsync($"Could not start: {taken.Message}");
            return 1;
        }
        await using (box)
        {
            Console.WriteLine($"Payers at {box.Address}: ask at {box.Address}core or {box.Address}x12, members at {box.Address}members, faults at {box.Address}control");
            var stop = new TaskCompletionSource();
            void Stop(PosixSignalContext signal)
            {
                signal.Cancel = true;
                stop.TrySetResult();
            }
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            await stop.Task;
        }
        return 0;
    }

    private static PayerBoxOptions? With(PayerBoxOptions options, string name, string value)
    {
        var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return name switch
        {
            "--port" when isNumber && number <= 65_535 => options with { Port = number },
            "--seed" when isNumber => options with { Seed = number },
            "--households" when isNumber && number is >= 1 and <= 100_000 => options with { Households = number },
            "--today" when DateOnly.TryParseExact(value, "yyyy-MM-dd", out var day) => options with { Today = day },
            "--faults" when value is "default" => options with { HasDefaultFaults = true },
            "--folder" => options with { Folder = value },
            "--listen" when IPAddress.TryParse(value, out var address) => options with { Listen = address },
            "--user" => options with { UserName = value },
            "--password" => options with { Password = value },
            _ => null,
        };
    }
}
