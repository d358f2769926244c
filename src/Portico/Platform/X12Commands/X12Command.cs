using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portico.Platform.Commands;
using Portico.X12;

namespace Portico.Platform.X12Commands;

/// <summary>Looks at X12 files from the command line: no practice and no database is opened.</summary>
internal sealed class X12Command : IModuleCommand
{
    // 0: nothing is wrong. What reads them is a script: see docs/x12/README.md.
    private const int HasIssues = 1;
    private const int Unreadable = 2;

    private const string OfFile = "The file; - or nothing for standard input.";

    public int Place => 9;

    public Command Make(CommandHost host) => Make(X12Console.OfProcess);

    internal static Command Make(Func<X12Console> console) => new("x12", """
        Look at X12 files: claims, remittances, eligibility answers, acknowledgements.

        Examples:
          portico x12 show remittance.835
          portico x12 check --json claims.837 > issues.jsonl
          portico x12 ack --control-number 42 claims.837 > claims.999
          portico x12 json remittance.835 | jq '.content[].content[].content[].id'
          gunzip -c claims.837.gz | portico x12 redact > sample.837
        """)
    {
        Show(console), Check(console), Acknowledge(console), Json(console), Redact(console),
    };

    private static Argument<string?> File() => new("file") { Description = OfFile, Arity = ArgumentArity.ZeroOrOne };

    private static Command Show(Func<X12Console> console)
    {
        var file = File();
        var show = new Command("show", """
            Show what is in it as an indented tree with plain words, each issue below what it is about.

            Examples:
              portico x12 show remittance.835
              portico x12 show remittance.835 | grep CLP
            """) { file };
        show.SetAction(parsed => Run(console(), parsed.GetValue(file), (desk, input) => desk.Write(isPaged: true, output =>
        {
            using var text = Text(output);
            var isPlain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
            var issues = Outline.Write(input, text, desk.IsTerminal && !isPlain);
            return issues.IsFatal ? Unreadable : 0;
        })));
        return show;
    }

    private static Command Check(Func<X12Console> console)
    {
        var file = File();
        var json = new Option<bool>("--json") { Description = "One JSON object an issue, each on a line of its own." };
        var check = new Command("check", """
            Say what is wrong with it: one issue a line, with its place and what to do. Exit 0 clean, 1 issues, 2 unreadable.

            Examples:
              portico x12 check claims.837 && send claims.837
              portico x12 check --json claims.837 | jq -r 'select(.severity == "error") | .code' | sort | uniq -c
            """) { file, json };
        check.SetAction(parsed => Run(console(), parsed.GetValue(file), (desk, input) =>
        {
            var exit = 0;
            desk.Write(isPaged: false, output => exit = Check(input, output, parsed.GetValue(json)));
            return exit;
        }));
        return check;
    }

    private static int Check(Stream input, Stream output, bool isJson)
    {
        using var reader = new LoopReader(new SegmentReader(input, leaveOpen: true), hasUnits: true);
        using var text = Text(output);
        // Code and text hold nothing of the input but counts and amounts.
        using var json = new Utf8JsonWriter(output, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var (transactions, said) = (0L, 0L);
        while (reader.Read())
        {
            if (reader.Part == LoopPart.Transaction)
                transactions++;
            Say();
        }
        Say();
        var issues = reader.Issues;
        if (!isJson && issues.Count > said)
            text.WriteLine($"and {Count(issues.Count - said, "more issue")}.");
        if (!isJson)
            text.WriteLine(issues.Count == 0
                ? $"Clean: {Count(transactions, "transaction")}."
                : $"{Count(issues.Count, "issue")} in {Count(transactions, "transaction")}: {Count(issues.Errors, "error")}, {Count(issues.Count - issues.Errors, "warning")}.");
        return issues.IsFatal ? Unreadable : issues.Count > 0 ? HasIssues : 0;

        void Say()
        {
            foreach (var issue in reader.Issues.Take())
            {
                said++;
                if (isJson)
                {
                    OutlineJson.Write(json, issue);
                    json.Flush();
                    json.Reset();
                    output.WriteByte((byte)'\n');
                }
                else
                {
                    text.WriteLine(issue.ToString());
                }
            }
        }
    }

    private static Command Acknowledge(Func<X12Console> console)
    {
        var file = File();
        var number = new Option<int>("--control-number")
        {
            Description = "ISA13 of the first reply: a number that you have not used before.", DefaultValueFactory = _ => 1,
        };
        number.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 999_999_999)
                result.AddError("--control-number is a number of up to nine digits.");
        });
        var acknowledge = new Command("ack", """
            Write what to send back: a TA1 where the envelope needs one, and a 999 for each group. Exit 0 when all was taken
            in, 1 when a part of it was not, 2 unreadable. Acknowledgements are not acknowledged.

            Example:
              portico x12 ack --control-number 42 claims.837 > claims.999
            """) { file, number };
        acknowledge.SetAction(parsed => Run(console(), parsed.GetValue(file), (desk, input) =>
        {
            var exit = 0;
            desk.Write(isPaged: false, output => exit = Acknowledge(desk, input, output, parsed.GetValue(number)));
            return exit;
        }));
        return acknowledge;
    }

    private static int Acknowledge(X12Console desk, Stream input, Stream output, int number)
    {
        using var reader = new LoopReader(new SegmentReader(input, leaveOpen: true), hasUnits: true);
        var (acknowledger, buffer, exit, replies) = (new Acknowledger(), new ArrayBufferWriter<byte>(), 0, 0);
        while (reader.Read())
        {
            acknowledger.Follow(reader);
            reader.Issues.Take();
            foreach (var reply in acknowledger.Take())
                Send(reply);
        }
        foreach (var reply in acknowledger.Finish(reader))
            Send(reply);
        if (reader.Issues.IsFatal)
        {
            desk.Error.WriteLine("There is no interchange to answer: check says why.");
            return Unreadable;
        }
        if (replies == 0)
            desk.Error.WriteLine("There is nothing to answer: acknowledgements are not acknowledged.");
        return exit;

        void Send(InterchangeReply reply)
        {
            replies++;
            buffer.ResetWrittenCount();
            if (reply.Write(buffer, number, desk.Now) is { Count: > 0 } issues)
            {
                desk.Error.WriteLine($"A reply could not be written: {issues.Kept[0].Text}");
                exit = HasIssues;
                return;
            }
            output.Write(buffer.WrittenSpan);
            number = number == 999_999_999 ? 1 : number + 1;
            if (!reply.IsAccepted)
                exit = HasIssues;
            if (reply.Interchange is { } ta1)
                desk.Error.WriteLine($"Interchange {ta1.ControlNumber}: TA1 {ta1.Verdict} {ta1.Note}.");
            foreach (var group in reply.Groups.Select(g => g.Acknowledgement))
                desk.Error.WriteLine($"Group {group.AnsweredControlNumber}: 999 {group.Verdict}, {group.Accepted} of {Count(group.Received, "transaction")} taken in.");
        }
    }

    private static Command Json(Func<X12Console> console)
    {
        var file = File();
        var json = new Command("json", """
            Write it as one JSON document: interchanges, groups, transactions, loops, segments, with each issue where it belongs.
            Indented on a terminal, on one line for a program.

            Example:
              portico x12 json remittance.835 | jq '.. | objects | select(.segment == "CLP") | .elements.CLP01'
            """) { file };
        json.SetAction(parsed => Run(console(), parsed.GetValue(file), (desk, input) => desk.Write(isPaged: true, output =>
        {
            var issues = OutlineJson.Write(input, output, desk.IsTerminal);
            output.WriteByte((byte)'\n');
            return issues.IsFatal ? Unreadable : 0;
        })));
        return json;
    }

    private static Command Redact(Func<X12Console> console)
    {
        var file = File();
        var key = new Option<FileInfo?>("--key")
        {
            Description = "A file of 32 secret bytes or more: files redacted with the same key fit together. Without it every run has a key of its own.",
        };
        var redact = new Command("redact", """
            Write a copy of the same shape with other people in it: names, ids, numbers of groups, claims and traces, contacts,
            addresses and ZIPs are replaced, dates are shifted, free text is blanked. The copy is not certified as de-identified.

            Examples:
              portico x12 redact claims.837 > sample.837
              head -c 32 /dev/urandom > key; for f in claims.837 remittance.835; do portico x12 redact --key key $f > sample-$f; done
            """) { file, key };
        redact.SetAction(parsed => Run(console(), parsed.GetValue(file), (desk, input) =>
        {
            desk.Error.WriteLine(Redactor.Notice);
            var secret = parsed.GetValue(key) is { } kept ? Key(desk, kept) : Redactor.NewKey();
            return secret is null ? Unreadable : desk.Write(isPaged: false, output =>
            {
                new Redactor(secret).Redact(input, output);
                return 0;
            });
        }));
        return redact;
    }

    private static byte[]? Key(X12Console desk, FileInfo file)
    {
        try
        {
            if (file is { Exists: true, Length: >= Redactor.KeyLength and <= 1 << 20 })
                return System.IO.File.ReadAllBytes(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Said below: whatever it was, there is no key.
        }
        desk.Error.WriteLine($"--key names a file of {Redactor.KeyLength} bytes or more that can be read, such as one made from /dev/urandom.");
        return null;
    }

    private static int Run(X12Console desk, string? file, Func<X12Console, Stream, int> run)
    {
        Stream input;
        try
        {
            if (file is null or "-")
            {
                if (desk.IsTyped)
                    desk.Error.WriteLine("Reading what is typed: name a file, or send one in with <.");
                input = desk.Input();
            }
            else
            {
                input = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            desk.Error.WriteLine(e is FileNotFoundException or DirectoryNotFoundException ? "There is no such file." : "The file cannot be opened: is it a file, and may you read it?");
            return Unreadable;
        }
        try
        {
            using (input)
                return run(desk, input);
        }
        catch (IOException)
        {
            desk.Error.WriteLine("The input could not be read to its end.");
            return Unreadable;
        }
    }

    private static string Count(long number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    private static StreamWriter Text(Stream output) => new(output, new UTF8Encoding(false), 1 << 12, leaveOpen: true);
}
