using System.Text;
using CsCheck;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Domain.Inquiries;

namespace Portico.Tests.Coverage;

/// <summary>What a payer's acknowledgement of a batch refuses, and that no bytes break what cuts its answers.</summary>
public sealed class BatchPieceTests
{
    private static readonly WrittenInquiries s_sent = InquiryWriter.Batch(
        [Asking.Made(Asking.Self), Asking.Made(Asking.Child with { Trace = "T2" }), Asking.Made(Asking.Self with { Trace = "T3" })], Asking.Envelope, 1);

    private static byte[] Wrapped(string inside) => Encoding.Latin1.GetBytes(
        "ISA*00*          *00*          *ZZ*CLEARING       *ZZ*CLINIC         *261120*0905*^*00501*000000007*0*T*:~" + inside + "IEA*1*000000007~");

    private static byte[] Acknowledged(string transactions, string group) => Wrapped(
        $"GS*FA*CLEARING*CLINIC*20261120*0905*7*X*005010X231A1~ST*999*0001*005010X231A1~AK1*HS*42*005010X279A1~{transactions}{group}SE*9*0001~GE*1*7~");

    [Theory]
    [InlineData("AK2*270*0001*005010X279A1~IK5*A~AK2*270*0002*005010X279A1~IK5*R*5~AK2*270*0003*005010X279A1~IK5*E*5~", "AK9*P*3*3*2~", "T2")]
    [InlineData("", "AK9*R*3*3*0~", "T1,T2,T3")]
    [InlineData("AK2*270*0002*005010X279A1~IK5*R*5~", "AK9*R*3*3*0~", "T1,T2,T3")]
    [InlineData("", "AK9*A*3*3*3~", "")]
    public void What_a_999_refuses_is_known_by_its_trace(string transactions, string group, string refused) =>
        BatchRefusals.Read(Acknowledged(transactions, group), s_sent.Bytes).Order().ShouldBe(refused.Split(',', StringSplitOptions.RemoveEmptyEntries));

    [Theory, InlineData("R", 3), InlineData("E", 0), InlineData("A", 0)]
    public void A_TA1_refuses_all_or_nothing(string verdict, int refused) =>
        BatchRefusals.Read(Wrapped($"TA1*000000042*261120*0905*{verdict}*000~"), s_sent.Bytes).Count.ShouldBe(refused);

    [Fact]
    public void A_payer_that_refuses_above_the_person_answers_the_one_question_of_its_transaction_set()
    {
        var pieces = BatchAnswers.Cut(Wrapped("GS*HB*CLEARING*CLINIC*20261120*0905*7*X*005010X279A1~ST*271*0001*005010X279A1~BHT*0022*11*T2*20261120*0905~"
            + "HL*1**20*1~AAA*Y**42*R~NM1*PR*2*BLUEWATER HEALTH PLAN*****PI*SYN01~SE*6*0001~GE*1*7~"));
        Encoding.Latin1.GetString(pieces["T2"].Span).ShouldContain("AAA*Y**42*R~");
        pieces.Count.ShouldBe(1);
    }

    [Fact]
    public void A_subscriber_who_is_refused_without_a_trace_answers_the_one_question_of_its_transaction_set()
    {
        var pieces = BatchAnswers.Cut(Wrapped("GS*HB*CLEARING*CLINIC*20261120*0905*7*X*005010X279A1~ST*271*0001*005010X279A1~BHT*0022*11*T2*20261120*0905~"
            + "HL*1**20*1~NM1*PR*2*BLUEWATER HEALTH PLAN*****PI*SYN01~HL*2*1*21*1~NM1*1P*2*SYNTHETIC CLINIC*****XX*1234567893~HL*3*2*22*0~NM1*IL*1*TESTPATIENT~AAA*N**75*C~SE*10*0001~GE*1*7~"));
        pieces.Keys.ShouldBe(["T2"]);
    }

    [Fact]
    public void No_bytes_break_it()
    {
        var sent = s_sent.Bytes.ToArray();
        Gen.Select(Gen.Int[0, sent.Length - 1], Gen.Byte, Gen.Int[0, sent.Length]).Array[1, 6].Sample(changes =>
        {
            var bytes = sent.ToArray();
            foreach (var (at, to, _) in changes)
                bytes[at] = to;
            var cut = bytes.AsMemory(0, changes[0].Item3);
            _ = BatchAnswers.Cut(cut);
            _ = BatchRefusals.Read(cut, bytes);
        }, iter: 2_000);
    }
}
