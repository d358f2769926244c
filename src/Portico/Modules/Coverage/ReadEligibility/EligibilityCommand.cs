using System.CommandLine;
using System.Globalization;
using System.Text;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Platform.Commands;
using Portico.Platform.X12Commands;
using Portico.X12;

namespace Portico.Modules.Coverage.ReadEligibility;

/// <summary>Says what the screen would say for an answer (271) in a file: no practice and no database is opened.</summary>
internal sealed class EligibilityCommand : IModuleCommand
{
    // 0: read. What reads them is a script: see docs/eligibility-reading.md.
    private const int NoAnswer = 1;
    private const int Unreadable = 2;

    public int Place => 10;

    public Command Make(CommandHost host) => Make(X12Console.OfProcess);

    internal static Command Make(Func<X12Console> console) => new("eligibility", """
        Look at what payers answer about coverage.

        Example:
          portico eligibility read answer.271 --on 2026-12-01 --service 98 --network in
        """)
    {
        Read(console),
    };

    private static Command Read(Func<X12Console> console)
    {
        var file = new Argument<string>("file") { Description = "The file of the 271; - for standard input." };
        var on = new Option<DateOnly>("--on")
        {
            Description = "The date of service, such as 2026-12-01.", Required = true, CustomParser = result => Date(result.Tokens[0].Value, result.AddError),
        };
        var service = new Option<string[]>("--service")
        {
            Description = "The visit's service type, such as 98 for an office visit; several with commas. The first is the one to collect for.",
            Required = true, AllowMultipleArgumentsPerToken = true,
        };
        var network = new Option<WantedNetwork>("--network")
        {
            Description = "Whether the provider is in the plan's network: in, out or unknown.", DefaultValueFactory = _ => WantedNetwork.Unknown,
        };
        var trace = new Option<string?>("--trace") { Description = "TRN02 that was asked with: an answer to another one is none." };
        var ours = new Option<string?>("--ours") { Description = "A JSON file of the patient as the practice knows them, to compare." };
        var json = new Option<bool>("--json") { Description = "One JSON object for each person that is answered about, each on a line of its own." };
        var read = new Command("read", """
            Say what a 271 makes of a policy on a date, with the segment that each figure comes from.
            Exit 0 read, 1 nothing in it answers, 2 unreadable.

            Examples:
              portico eligibility read answer.271 --on 2026-12-01 --service 98 --network in
              portico eligibility read - --on 2026-12-01 --service 98 --network in --trace TRACE1 --json < answer.271 | jq .sentence
            """) { file, on, service, network, trace, ours, json };
        read.SetAction(parsed =>
        {
            var desk = console();
            var question = new BenefitQuestion
            {
                On = parsed.GetValue(on),
                ServiceTypes = [.. (parsed.GetValue(service) ?? []).SelectMany(s => s.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)).Select(s => s.ToUpperInvariant()).Distinct()],
                Network = parsed.GetValue(network),
                Trace = parsed.GetValue(trace),
            };
            if (parsed.GetValue(ours) is { } person)
            {
                if (OursFile.Read(person) is not { } known)
                {
                    desk.Error.WriteLine("--ours names a JSON file of one person: see docs/eligibility-reading.md.");
                    return Unreadable;
                }
                question = question with { Ours = known };
            }
            return Bytes(desk, parsed.GetRequiredValue(file)) is { } bytes ? Read(desk, bytes, question, parsed.GetValue(json)) : Unreadable;
        });
        return read;
    }

    private static int Read(X12Console desk, byte[] bytes, BenefitQuestion question, bool isJson)
    {
        var document = Document.Read(bytes);
        if (document.Issues.IsFatal && !document.Transactions.Any())
        {
            desk.Error.WriteLine("There is no X12 interchange in it: x12 check says why.");
            return Unreadable;
        }
        var readings = document.Transactions.Where(t => t.Root.First.Text(1) == "271").SelectMany(t => BenefitReader.Read(t, question)).ToList();
        if (readings.Count == 0)
            desk.Error.WriteLine("There is no answer (271) in it.");
        // Answers to others in the same file are nobody's business here.
        if (readings.Any(r => r.IsAnswer))
            readings.RemoveAll(r => !r.IsAnswer);
        else if (readings.Count > 1)
            readings.RemoveRange(1, readings.Count - 1);
        desk.Write(isPaged: !isJson, output =>
        {
            foreach (var reading in readings)
            {
                if (isJson)
                    ReadingJson.Write(output, reading);
                else
                    ReadingText.Write(output, reading, question);
            }
            return 0;
        });
        return readings.Any(r => r.IsAnswer) ? 0 : NoAnswer;
    }

    private static byte[]? Bytes(X12Console desk, string file)
    {
        try
        {
            if (file != "-")
                return File.ReadAllBytes(file);
            if (desk.IsTyped)
                desk.Error.WriteLine("Reading what is typed: name a file, or send one in with <.");
            using var input = desk.Input();
            using var copy = new MemoryStream();
            input.CopyTo(copy);
            return copy.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            desk.Error.WriteLine(e is FileNotFoundException or DirectoryNotFoundException ? "There is no such file." : "The file cannot be opened: is it a file, and may you read it?");
            return null;
        }
    }

    private static DateOnly Date(string text, Action<string> addError)
    {
        if (DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        addError("--on is a date such as 2026-12-01.");
        return default;
    }
}
