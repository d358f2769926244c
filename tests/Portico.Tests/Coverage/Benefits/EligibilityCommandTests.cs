using System.Text;
using System.Text.Json;
using Portico.Modules.Coverage.ReadEligibility;
using Portico.Platform.X12Commands;

namespace Portico.Tests.Coverage;

/// <summary>portico eligibility read: what it prints, where, and how it ends.</summary>
public sealed class EligibilityCommandTests
{
    private const string Lines = "EB*1**30**SYNTHETIC PPO\nEB*B**98***27*40*****Y\nEB*A**98***27**.2****Y\nEB*C*IND*30***23*1500*****Y\nEB*F**98***23***VS*20**Y\nEB*F**98***29***VS*12**Y";

    private sealed record Outcome(int Exit, string Said, string Error)
    {
        public JsonElement Json => JsonDocument.Parse(Said).RootElement;
    }

    private static Outcome Run(byte[] input, params string[] args)
    {
        var (output, error) = (new MemoryStream(), new StringWriter());
        var console = new X12Console(() => new MemoryStream(input), output, error, IsTerminal: false, IsTyped: false, new DateTime(2026, 11, 20, 9, 30, 0));
        var exit = EligibilityCommand.Make(() => console).Parse(["read", "-", "--on", "2026-12-01", "--service", "98", "--network", "in", .. args]).Invoke();
        return new(exit, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    [Fact]
    public void Json_has_the_fields_of_the_guide()
    {
        var outcome = Run(WrittenAnswer.Bytes(Lines), "--json");
        (outcome.Exit, outcome.Error).ShouldBe((0, ""));
        outcome.Json.EnumerateObject().Select(p => p.Name).ShouldBe(["state", "sentence", "asOf", "isAnswer", "trace", "payer", "plan", "why", "figures", "auth", "pcp",
            "otherPayers", "messages", "collectNothing", "differences", "actions"]);
        outcome.Json.GetProperty("state").GetString().ShouldBe("active");
        outcome.Json.GetProperty("asOf").GetString().ShouldBe("2026-11-20T09:05:00");
    }

    [Fact]
    public void A_stated_figure_in_Json_has_value_and_segment_and_no_candidates()
    {
        var copay = Run(WrittenAnswer.Bytes(Lines), "--json").Json.GetProperty("figures")[0];
        copay.ToString().ShouldBe("""
            {"kind":"copay","measure":"each","services":["98"],"status":"stated","cents":4000,"scope":null,"period":"visit","network":"in","candidates":[],"segment":{"number":14,"element":7,"byte":499,"text":"EB*B**98***27*40*****Y","words":"Copay $40.00; each visit; office visit (98); in network"}}
            """);
    }

    [Fact]
    public void An_ambiguous_figure_in_Json_has_candidates_and_no_value()
    {
        var rest = Run(WrittenAnswer.Bytes(Lines), "--json").Json.GetProperty("figures").EnumerateArray()
            .First(f => f.GetProperty("kind").GetString() == "deductible" && f.GetProperty("measure").GetString() == "remaining");
        (rest.GetProperty("status").GetString(), rest.TryGetProperty("cents", out _), rest.GetProperty("segment").ValueKind).ShouldBe(("ambiguous", false, JsonValueKind.Null));
        rest.GetProperty("candidates")[0].GetProperty("cents").GetInt64().ShouldBe(1500_00);
    }

    [Fact]
    public void An_absent_figure_in_Json_has_neither()
    {
        var family = Run(WrittenAnswer.Bytes(Lines), "--json").Json.GetProperty("figures").EnumerateArray()
            .First(f => f.GetProperty("kind").GetString() == "out-of-pocket" && f.GetProperty("scope").GetString() == "family");
        (family.GetProperty("status").GetString(), family.TryGetProperty("cents", out _), family.GetProperty("candidates").GetArrayLength()).ShouldBe(("absent", false, 0));
    }

    [Fact]
    public void A_terminal_reads_the_sentence_first_and_each_figure_with_its_segment()
    {
        var outcome = Run(WrittenAnswer.Bytes(Lines));
        outcome.Said.ShouldStartWith("Collect $40.00: copay for office visit (98), SYNTHETIC PPO, as of 20-Nov-2026 9:05.");
        outcome.Said.ShouldContain("copay (98, visit, network in): $40.00");
        outcome.Said.ShouldContain("segment 14, element 7: EB*B**98***27*40*****Y");
    }

    [Fact]
    public void What_steers_a_terminal_is_not_printed() => Run(WrittenAnswer.Bytes("EB*1**30\nMSG*\e[31mRED")).Said.ShouldNotContain('\e');

    [Fact]
    public void Another_trace_is_no_answer_and_exits_1()
    {
        var outcome = Run(WrittenAnswer.Bytes(Lines), "--json", "--trace", "TRACE2");
        (outcome.Exit, outcome.Json.GetProperty("state").GetString(), outcome.Json.GetProperty("figures").GetArrayLength()).ShouldBe((1, "unknown", 0));
    }

    [Fact]
    public void The_right_trace_exits_0() => Run(WrittenAnswer.Bytes(Lines), "--json", "--trace", "TRACE1").Exit.ShouldBe(0);

    [Fact]
    public void Two_answers_are_two_lines_and_with_a_trace_one()
    {
        var two = WrittenAnswer.Bytes(Lines, WrittenAnswer.Subscriber.Replace("TRACE1", "TRACE2", StringComparison.Ordinal) + "\nEB*6**30\n"
            + WrittenAnswer.Subscriber.Replace("HL*3*", "HL*4*", StringComparison.Ordinal));
        Run(two, "--json").Said.TrimEnd().Split('\n').Length.ShouldBe(2);
        Run(two, "--json", "--trace", "TRACE2").Json.GetProperty("state").GetString().ShouldBe("inactive");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("<html>502 Bad Gateway</html>")]
    public void What_is_no_interchange_exits_2_with_a_sentence(string input)
    {
        var outcome = Run(Encoding.UTF8.GetBytes(input), "--json");
        (outcome.Exit, outcome.Said).ShouldBe((2, ""));
        outcome.Error.ShouldStartWith("There is no X12 interchange in it");
    }

    [Fact]
    public void An_interchange_without_an_answer_exits_1()
    {
        var outcome = Run(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(WrittenAnswer.Bytes(Lines)).Replace("ST*271*", "ST*277*", StringComparison.Ordinal)), "--json");
        (outcome.Exit, outcome.Error.TrimEnd()).ShouldBe((1, "There is no answer (271) in it."));
    }

    [Fact]
    public void A_file_that_is_not_there_exits_2()
    {
        var error = new StringWriter();
        var console = new X12Console(() => Stream.Null, new MemoryStream(), error, false, false, default);
        EligibilityCommand.Make(() => console).Parse(["read", "/nowhere/answer.271", "--on", "2026-12-01", "--service", "98"]).Invoke().ShouldBe(2);
        error.ToString().TrimEnd().ShouldBe("There is no such file.");
    }

    [Fact]
    public void What_differs_from_ours_is_printed_whatever_its_file_calls_it()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{"name":{"last_name":"Testpatient","given":["Adler"]},"dateOfBirth":"1980-07-14","gender":"female","member_id":"SYN100"}""");
            var differences = Run(WrittenAnswer.Bytes(Lines), "--json", "--ours", file).Json.GetProperty("differences");
            differences.EnumerateArray().Select(d => (d.GetProperty("field").GetString(), d.GetProperty("ours").GetString(), d.GetProperty("payers").GetString())).ShouldBe([("given", "Adler", "ALDER")]);
            File.WriteAllText(file, "{");
            Run(WrittenAnswer.Bytes(Lines), "--json", "--ours", file).Exit.ShouldBe(2);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
