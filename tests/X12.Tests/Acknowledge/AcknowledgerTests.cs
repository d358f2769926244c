using System.Buffers;
using System.Text;

namespace Portico.X12.Tests;

/// <summary>What is sent back says exactly what the check found.</summary>
public sealed class AcknowledgerTests
{
    private static readonly DateTime s_at = new(2026, 11, 20, 9, 30, 0);

    private static IReadOnlyList<InterchangeReply> Answer(string input) => Acknowledger.Answer(Document.Read(Sample.Bytes(input)));

    private static IReadOnlyList<InterchangeReply> Stream(string input)
    {
        using var reader = new LoopReader(new SegmentReader(new MemoryStream(Sample.Bytes(input))), hasUnits: true);
        var acknowledger = new Acknowledger();
        while (reader.Read())
        {
            acknowledger.Follow(reader);
            reader.Issues.Take();
        }
        return acknowledger.Finish(reader);
    }

    private static string Written(InterchangeReply reply)
    {
        var output = new ArrayBufferWriter<byte>();
        reply.Write(output, 7, s_at).Kept.ShouldBeEmpty();
        return Encoding.ASCII.GetString(output.WrittenSpan);
    }

    // Between ST and SE of the first 999.
    private static string Inside(string input)
    {
        var text = Written(Answer(input).Single());
        return text[(text.IndexOf("AK1", StringComparison.Ordinal))..text.IndexOf("SE*", StringComparison.Ordinal)];
    }

    private static string TwoOfThem(string second) => Sample.Interchange("HC", "005010X222A1", Body(Sample.Professional), Body(second));

    private static string Body(string input)
    {
        var from = input.IndexOf("BHT", StringComparison.Ordinal);
        return "837" + input[from..input.IndexOf("SE*", StringComparison.Ordinal)];
    }

    [Fact]
    public void What_is_right_is_accepted_and_the_reply_goes_the_other_way()
    {
        Written(Answer(Sample.Professional).Single()).ShouldBe(
            "ISA*00*          *00*          *ZZ*SYNTHETIC02    *ZZ*SYNTHETIC01    *261120*0930*^*00501*000000007*0*T*:~"
            + "GS*FA*SYNTHETIC02*SYNTHETIC01*20261120*0930*1*X*005010X231A1~ST*999*0001*005010X231A1~"
            + "AK1*HC*1*005010X222A1~AK2*837*0001*005010X222A1~IK5*A~AK9*A*1*1*1~SE*6*0001~GE*1*1~IEA*1*000000007~");
    }

    [Fact]
    public void A_bad_transaction_is_rejected_with_its_segment_its_claim_and_its_element_and_the_good_one_is_taken_in()
    {
        var bad = Damage.Replace(Sample.Professional, "CLM*CLM2", "CLM*CLM2*ABC***11:B:1*Y*A*Y*Y");
        Inside(TwoOfThem(bad)).ShouldBe(
            "AK1*HC*1*005010X222A1~AK2*837*0001*005010X222A1~IK5*A~"
            + "AK2*837*0002*005010X222A1~IK3*CLM*36*2300*8~CTX*CLM01:CLM2~IK4*2*782*6*ABC~IK5*R*5~AK9*P*2*2*1~");
    }

    [Fact]
    public void A_replacement_without_the_original_number_names_what_calls_for_it()
    {
        Inside(Damage.Replace(Sample.Professional, "CLM*CLM1", "CLM*CLM1*150***11:B:7*Y*A*Y*Y")).ShouldContain(
            "~IK3*REF*18*2300*I6~CTX*SITUATIONAL TRIGGER*CLM*18*2300*5:3*1325~CTX*CLM01:CLM1~IK5*R*I5~AK9*R*1*1*0~");
    }

    [Fact]
    public void A_patient_level_that_must_not_be_there_names_the_subscriber_segment_that_forbids_it() =>
        Inside(Damage.Replace(Sample.Professional, "SBR*P**", "SBR*P*18*GRP1******CI"))
            .ShouldContain("~IK3*PAT*31*2000*I9~CTX*SITUATIONAL TRIGGER*SBR*27*2000*2*1069~");

    [Fact]
    public void A_missing_patient_level_is_a_missing_level() =>
        Inside(Damage.Replace(Sample.Professional, "SBR*P*18", "SBR*P**GRP1******CI")).ShouldContain("~IK3*HL*18*2300*I6~");

    [Fact]
    public void A_warning_alone_is_accepted_with_errors_noted() =>
        Inside(Damage.Replace(Sample.Professional, "NM1*85", "NM1*85*2*SYNTHETIC CLINIC*****XX*1234567890"))
            .ShouldBe("AK1*HC*1*005010X222A1~AK2*837*0001*005010X222A1~IK3*NM1*7*2010*8~IK4*9*67*I12*1234567890~IK5*E*I5~AK9*E*1*1*1~");

    [Fact]
    public void A_value_that_holds_the_replys_delimiters_is_not_copied()
    {
        var input = Sample.Professional.Replace('*', '|').Replace("NM1|41|2|SYNTHETIC CLINIC|||||46|SUBMIT1", "NM1|41|2|SYNTHETIC CLINIC|||||46|S*", StringComparison.Ordinal)
            .Replace("BHT|0019|00|BATCH1|20261120|0905|CH", "BHT|0019|00|BATCH1|20261120|0905|C*", StringComparison.Ordinal);
        Inside(input).ShouldContain("~IK3*BHT*2**8~IK4*6*640*7~");
    }

    [Fact]
    public void A_wrong_segment_count_is_the_transactions()
    {
        var input = Sample.Professional.Replace("~SE*", "~SE*9", StringComparison.Ordinal);
        Inside(input).ShouldBe("AK1*HC*1*005010X222A1~AK2*837*0001*005010X222A1~IK5*R*4~AK9*R*1*1*0~");
    }

    [Fact]
    public void A_wrong_transaction_count_rejects_the_group_and_says_nothing_good_of_what_is_in_it() =>
        Inside(Sample.Professional.Replace("~GE*1*1~", "~GE*2*1~", StringComparison.Ordinal)).ShouldBe("AK1*HC*1*005010X222A1~AK9*R*2*1*0*5~");

    [Theory]
    [InlineData("~IEA*1*000000001~", "~IEA*2*000000001~", "R*021")]
    [InlineData("~IEA*1*000000001~", "~IEA*1*000000002~", "R*001")]
    [InlineData("~IEA*1*000000001~", "~", "R*023")]
    [InlineData("*0*T*:~", "*0*X*:~", "E*024")]
    public void What_is_wrong_with_the_interchange_is_in_the_TA1_alone(string part, string by, string verdict)
    {
        var reply = Answer(Sample.Professional.Replace(part, by, StringComparison.Ordinal)).Single();
        var text = Written(reply);
        text.ShouldContain($"~TA1*000000001*261120*0905*{verdict}~");
        reply.Groups.Count.ShouldBe(verdict[0] == 'R' ? 0 : 1);
        if (verdict[0] == 'E')
            text.ShouldContain("~IK5*A~AK9*A*1*1*1~");
    }

    [Fact]
    public void A_TA1_is_given_when_it_is_asked_for()
    {
        var reply = Answer(Sample.Professional.Replace("*0*T*:~", "*1*T*:~", StringComparison.Ordinal)).Single();
        (reply.Interchange?.Verdict, reply.Interchange?.Note, reply.Groups.Count).ShouldBe((InterchangeVerdict.Accepted, InterchangeNoteCode.None, 1));
    }

    [Fact]
    public void Acknowledgements_are_never_acknowledged()
    {
        Answer(Sample.Acknowledgement.Replace("*0*T*:~", "*1*T*:~", StringComparison.Ordinal)).ShouldBeEmpty();
        Answer(Sample.Acknowledgement.Replace("~SE*", "~SE*9", StringComparison.Ordinal)).ShouldBeEmpty();
        // A 999 in the wrong group is one all the same.
        Answer(Sample.Acknowledgement.Replace("GS*FA", "GS*HC", StringComparison.Ordinal)).ShouldBeEmpty();
        var ta1 = Sample.Professional[..Sample.Professional.IndexOf("GS*", StringComparison.Ordinal)] + "TA1*000000001*261120*0905*R*021~IEA*0*000000001~";
        Answer(ta1.Replace("*0*T*:~", "*1*T*:~", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void What_nobody_looked_into_is_not_accepted()
    {
        var otherGuide = Sample.Professional.Replace("005010X222A1", "005010X299", StringComparison.Ordinal);
        Inside(otherGuide).ShouldContain("~IK5*R*I6~AK9*R*1*1*0~");
        Inside(Sample.Interchange("BE", "005010X220A1", "834 BGN*00*1*20261120~")).ShouldContain("~IK5*R*1~");
    }

    [Fact]
    public void Each_interchange_has_a_reply_of_its_own()
    {
        var replies = Stream(Sample.Professional + Sample.Remittance.Replace("000000001", "000000002", StringComparison.Ordinal));
        replies.Select(r => r.Groups.Single().Acknowledgement.AnsweredKind).ShouldBe(["HC", "HP"]);
        // The 835 has no ST03 to repeat.
        replies[1].Groups[0].Acknowledgement.Transactions.Single().Guide.ShouldBeNull();
    }

    [Fact]
    public void The_streamed_way_and_the_whole_way_say_the_same_of_damaged_inputs()
    {
        foreach (var input in Sample.All.Values)
        {
            for (var number = 0; number < 60; number++)
            {
                var damaged = Damage.Of(input, number);
                Verdicts(Stream(damaged)).ShouldBe(Verdicts(Answer(damaged)), $"damage {number} of {input[170..180]}: {damaged}");
            }
        }

        // A value that left with its unit cannot be copied: the rest is the same.
        static string Verdicts(IReadOnlyList<InterchangeReply> replies) => string.Join('\n', replies.Select(r => Plain.Text(r with
        {
            Groups = [.. r.Groups.Select(g => g with { Acknowledgement = g.Acknowledgement with { Transactions = [.. g.Acknowledgement.Transactions.Select(Bare)] } })],
        })));

        static TransactionAcknowledgement Bare(TransactionAcknowledgement t) => t with
        {
            Segments = [.. t.Segments.Select(s => s with { Contexts = [], Elements = [.. s.Elements.Select(e => e with { Copy = null })] })],
        };
    }

    [Fact]
    public void Every_reply_checks_clean_by_the_guide_of_the_999()
    {
        foreach (var input in Sample.All.Values)
        {
            for (var number = 0; number < 60; number++)
            {
                var damaged = Damage.Of(input, number);
                foreach (var reply in Stream(damaged))
                {
                    var text = Written(reply);
                    Document.Read(Sample.Bytes(text)).Issues.Kept.ShouldBeEmpty($"damage {number}: {damaged}\nreply: {text}");
                }
            }
        }
    }

    [Fact]
    public void No_error_is_accepted_and_nothing_right_is_rejected()
    {
        foreach (var input in Sample.All.Where(s => s.Key != "999").Select(s => s.Value))
        {
            for (var number = 0; number < 60; number++)
            {
                var damaged = Damage.Of(input, number);
                var issues = Document.Read(Sample.Bytes(damaged)).Issues;
                var isRight = issues.Errors == 0 && issues.Kept.All(i => i.Kind != IssueKind.GuideUnknown);
                Answer(damaged).All(r => r.IsAccepted).ShouldBe(isRight, $"damage {number}: {damaged}");
            }
        }
    }

    [Fact]
    public void A_thousand_errors_of_a_transaction_are_named_and_the_verdict_stands()
    {
        var lines = string.Concat(Enumerable.Range(2, 2000).Select(i => $"LX*{i}~SV1*HC:87880*5X*UN*1***1~DTP*472*D8*20261101~"));
        var input = Damage.Count(Sample.Professional.Replace("~LX*2~", "~" + lines + "LX*2~", StringComparison.Ordinal));
        var transaction = Stream(input).Single().Groups.Single().Acknowledgement.Transactions.Single();
        transaction.Verdict.ShouldBe(AcknowledgementVerdict.Rejected);
        transaction.Segments.Sum(s => Math.Max(1, s.Elements.Count)).ShouldBe(1000);
    }

    [Fact]
    public void More_issues_than_a_log_keeps_reject_what_was_not_seen()
    {
        // Twelve thousand warnings and errors fill the log before the second transaction, which has an error of its own.
        var lines = string.Concat(Enumerable.Range(2, 12_000).Select(i => $"LX*{i}~SV1*HC:87880*5X*UN*1***1~DTP*472*D8*20261101~"));
        var first = Damage.Count(Sample.Professional.Replace("~LX*2~", "~" + lines + "LX*2~", StringComparison.Ordinal));
        var second = Damage.Replace(Sample.Professional, "CLM*CLM2", "CLM*CLM2*ABC***11:B:1*Y*A*Y*Y");
        var group = Answer(Sample.Interchange("HC", "005010X222A1", Body(first), Body(second))).Single().Groups.Single().Acknowledgement;
        group.Transactions.Select(t => t.Verdict.Value).ShouldBe(["R", "R"]);
    }
}
