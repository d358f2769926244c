using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Portico.Platform.X12Commands;

namespace Portico.Tests.Platform;

/// <summary>portico x12: what it prints, where, and how it ends.</summary>
public sealed class X12CommandTests
{
    private const string Claim = """
        BHT*0019*00*BATCH1*20261120*0905*CH
        NM1*41*2*SYNTHETIC CLINIC*****46*SUBMIT1
        PER*IC*BILLING DESK*TE*5555550101
        NM1*40*2*SYNTHETIC CLEARING*****46*CLEAR1
        HL*1**20*1
        NM1*85*2*SYNTHETIC CLINIC*****XX*1234567893
        N3*1 CLINIC WAY
        N4*SPRINGFIELD*IL*627010000
        REF*EI*999999999
        HL*2*1*22*0
        SBR*P*18*GRP1******CI
        NM1*IL*1*ALDER*AVA****MI*SYN1
        N3*100 ELM ST
        N4*SPRINGFIELD*IL*62701
        DMG*D8*19800714*F
        NM1*PR*2*SYNTHETIC HEALTH PLAN*****PI*SYN01
        CLM*CLM1*150***11:B:1*Y*A*Y*Y
        HI*ABK:J069
        LX*1
        SV1*HC:99213*150*UN*1***1
        DTP*472*D8*20261101
        """;

    private static string Input(string body = Claim, int transactions = 1)
    {
        var segments = body.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var text = new StringBuilder("ISA*00*          *00*          *ZZ*SYNTHETIC01    *ZZ*SYNTHETIC02    *261120*0905*^*00501*000000001*0*T*:~"
            + "GS*HC*SYNTHETIC01*SYNTHETIC02*20261120*0905*1*X*005010X222A1~");
        for (var i = 1; i <= transactions; i++)
            text.Append(CultureInfo.InvariantCulture, $"ST*837*{i:0000}*005010X222A1~{string.Concat(segments.Select(s => s + "~"))}SE*{segments.Length + 2}*{i:0000}~");
        return text.Append(CultureInfo.InvariantCulture, $"GE*{transactions}*1~IEA*1*000000001~").ToString();
    }

    private static string Wrong => Input(Claim.Replace("CLM*CLM1*150", "CLM*CLM1*151", StringComparison.Ordinal));

    private sealed record Outcome(int Exit, string Said, string Error);

    private static Outcome Run(string input, bool isTerminal, params string[] args)
    {
        var (output, error) = (new MemoryStream(), new StringWriter());
        var console = new X12Console(() => new MemoryStream(Encoding.UTF8.GetBytes(input)), output, error, isTerminal, IsTyped: false, new DateTime(2026, 11, 20, 9, 30, 0));
        var exit = X12Command.Make(() => console).Parse(args).Invoke();
        return new(exit, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    private static Outcome Run(string input, params string[] args) => Run(input, isTerminal: false, args);

    [Fact]
    public void A_clean_file_exits_0_and_says_so()
    {
        var outcome = Run(Input(), "check");
        (outcome.Exit, outcome.Said.TrimEnd(), outcome.Error).ShouldBe((0, "Clean: 1 transaction.", ""));
    }

    [Fact]
    public void Issues_are_one_a_line_with_their_place_and_exit_1()
    {
        var outcome = Run(Wrong, "check", "-");
        outcome.Exit.ShouldBe(1);
        var lines = outcome.Said.Split(Environment.NewLine);
        lines[0].ShouldStartWith("Error x12.claim-total at interchange 1, group 1, transaction 1, segment 18, element 2, byte ");
        lines[1].ShouldBe("1 issue in 1 transaction: 1 error, 0 warnings.");
    }

    [Fact]
    public void Json_is_one_object_an_issue_and_nothing_else()
    {
        var outcome = Run(Wrong, "check", "--json");
        outcome.Exit.ShouldBe(1);
        using var issue = JsonDocument.Parse(outcome.Said.TrimEnd('\n'));
        var at = Wrong.IndexOf("151*", StringComparison.Ordinal);
        var root = issue.RootElement;
        (root.GetProperty("code").GetString(), root.GetProperty("severity").GetString(), root.GetProperty("interchange").GetInt32(),
            root.GetProperty("transaction").GetInt32(), root.GetProperty("segment").GetInt32(), root.GetProperty("element").GetInt32(), root.GetProperty("offset").GetInt32())
            .ShouldBe(("x12.claim-total", "error", 1, 1, 18, 2, at));
        root.GetProperty("text").GetString().ShouldNotBeNullOrEmpty();
        Run(Input(), "check", "--json").Said.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("check")]
    [InlineData("show")]
    [InlineData("json")]
    [InlineData("ack")]
    public void What_is_no_interchange_exits_2(string command) => Run("This is a letter.", command).Exit.ShouldBe(2);

    [Theory]
    [InlineData("check")]
    [InlineData("show")]
    [InlineData("json")]
    [InlineData("ack")]
    [InlineData("redact")]
    public void A_file_that_is_not_there_exits_2_and_is_not_named_again(string command)
    {
        var outcome = Run("", command, "/nowhere/ALDER-AVA.837");
        outcome.Exit.ShouldBe(2);
        outcome.Error.ShouldContain("There is no such file.");
        outcome.Error.ShouldNotContain("ALDER");
    }

    [Fact]
    public void A_file_is_read_as_standard_input_is()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Wrong);
            Run("", "check", file).ShouldBe(Run(Wrong, "check"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Show_is_a_tree_in_plain_words_with_colours_for_a_terminal_alone()
    {
        var outcome = Run(Wrong, "show");
        outcome.Said.ShouldContain("2010BA Subscriber");
        outcome.Said.ShouldContain("last name or organization ALDER");
        outcome.Said.ShouldContain("! Error x12.claim-total at CLM02");
        outcome.Said.ShouldNotContain('\e');
        var pager = Environment.GetEnvironmentVariable("PAGER");
        try
        {
            // Straight to the terminal.
            Environment.SetEnvironmentVariable("PAGER", "");
            Run(Wrong, isTerminal: true, "show").Said.ShouldContain("\e[31m! Error x12.claim-total\e[0m");
        }
        finally
        {
            Environment.SetEnvironmentVariable("PAGER", pager);
        }
    }

    [Fact]
    public void Ack_writes_what_to_send_and_says_on_the_side_what_it_is()
    {
        var good = Run(Input(), "ack", "--control-number", "42");
        good.Exit.ShouldBe(0);
        good.Said.ShouldContain("*000000042*0*T*:~GS*FA*SYNTHETIC02*SYNTHETIC01*20261120*0930*1*X*005010X231A1~");
        good.Said.ShouldContain("~IK5*A~AK9*A*1*1*1~");
        var bad = Run(Wrong, "ack");
        bad.Exit.ShouldBe(1);
        bad.Said.ShouldContain("~IK3*CLM*18*2300*8~CTX*CLM01:CLM1~IK4*2*782*I12*151~IK5*R*I5~AK9*R*1*1*0~");
        bad.Error.TrimEnd().ShouldBe("Group 1: 999 R, 0 of 1 transaction taken in.");
        var again = Run(bad.Said, "ack");
        (again.Exit, again.Said).ShouldBe((0, ""));
        again.Error.ShouldContain("acknowledgements are not acknowledged");
    }

    [Fact]
    public void A_control_number_of_ten_digits_is_refused() => Run(Input(), "ack", "--control-number", "1000000000").Exit.ShouldNotBe(0);

    [Fact]
    public void Json_is_one_document()
    {
        using var json = JsonDocument.Parse(Run(Input(), "json").Said);
        json.RootElement.GetProperty("content")[0].GetProperty("content")[0].GetProperty("content")[0].GetProperty("id").GetString().ShouldBe("837");
    }

    [Fact]
    public void Redact_says_first_that_nothing_is_certified_and_leaves_nobody()
    {
        var outcome = Run(Input(), "redact");
        outcome.Error.ShouldStartWith("This copy is not certified as de-identified");
        outcome.Said.Length.ShouldBe(Input().Length);
        foreach (var value in new[] { "ALDER", "SYN1", "CLM1", "GRP1", "19800714", "20261101", "62701", "5555550101", "BILLING DESK" })
            outcome.Said.ShouldNotContain(value);
        Run(outcome.Said, "check").Exit.ShouldBe(0);
    }

    [Fact]
    public void Two_runs_with_one_key_fit_together_and_two_without_do_not()
    {
        var key = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(key, [.. Enumerable.Range(1, 32).Select(i => (byte)i)]);
            Run(Input(), "redact", "--key", key).Said.ShouldBe(Run(Input(), "redact", "--key", key).Said);
            Run(Input(), "redact").Said.ShouldNotBe(Run(Input(), "redact").Said);
            File.WriteAllBytes(key, [1, 2, 3]);
            var outcome = Run(Input(), "redact", "--key", key);
            (outcome.Exit, outcome.Said).ShouldBe((2, ""));
        }
        finally
        {
            File.Delete(key);
        }
    }

    [Theory]
    [InlineData("show")]
    [InlineData("json")]
    [InlineData("redact")]
    [InlineData("ack")]
    [InlineData("check")]
    public void A_reader_that_went_away_ends_it_quietly(string command)
    {
        var error = new StringWriter();
        var console = new X12Console(() => new MemoryStream(Encoding.UTF8.GetBytes(Wrong)), new ClosedPipe(), error, false, false, DateTime.UnixEpoch);
        X12Command.Make(() => console).Parse([command]).Invoke().ShouldBeLessThan(2);
        error.ToString().ShouldNotContain("Exception");
    }

    private sealed class ClosedPipe : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Broken pipe");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");
    }

    [Theory]
    [InlineData("show")]
    [InlineData("check")]
    [InlineData("ack")]
    [InlineData("json")]
    [InlineData("redact")]
    public void Help_of_each_has_an_example(string command) =>
        X12Command.Make(() => throw new InvalidOperationException("Help opens nothing.")).Subcommands
            .Single(c => c.Name == command).Description.ShouldNotBeNull().ShouldContain($"portico x12 {command}");

    [Fact]
    public async Task As_a_program_it_reads_standard_input_and_ends_with_the_code()
    {
        var clean = await RunProgramAsync(Input(), "check");
        clean.ShouldBe((0, "Clean: 1 transaction."));
        (await RunProgramAsync(Wrong, "check")).Exit.ShouldBe(1);
        (await RunProgramAsync("no", "check")).Exit.ShouldBe(2);
    }

    private static async Task<(int Exit, string Said)> RunProgramAsync(string input, string command)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "portico.dll"), "x12", command })
            start.ArgumentList.Add(argument);
        using var program = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        await program.StandardInput.WriteAsync(input.AsMemory(), TestContext.Current.CancellationToken);
        program.StandardInput.Close();
        var said = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (program.ExitCode, said.Trim());
    }
}
