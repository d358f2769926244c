using System.Text;

namespace Portico.X12.Tests;

public sealed class LoopReaderTests
{
    private static string Outline(Loop loop)
    {
        var text = new StringBuilder(loop.Id).Append('(');
        foreach (var node in loop.Children)
            text.Append(node.IsLoop ? Outline(node.Loop) : Encoding.ASCII.GetString(node.Segment.Id)).Append(' ');
        return text.ToString().TrimEnd() + ")";
    }

    private static LoopTree Tree(string text) => Document.Read(Sample.Bytes(text)).Transactions.First();

    private static string[] Codes(string text) => [.. Document.Read(Sample.Bytes(text)).Issues.Kept.Select(i => i.Code)];

    // The sample with its SE01 counted again.
    private static string Recounted(string text)
    {
        var (st, se) = (text.IndexOf("ST*", StringComparison.Ordinal), text.IndexOf("SE*", StringComparison.Ordinal));
        var count = text[st..se].Count(c => c == '~') + 1;
        var end = text.IndexOf('*', se + 3);
        return text[..(se + 3)] + count + text[end..];
    }

    private static string Changed(string text, string from, string to)
    {
        text.ShouldContain(from);
        return Recounted(text.Replace(from, to, StringComparison.Ordinal));
    }

    [Fact]
    public void A_claim_is_read_into_the_loops_of_its_guide() => Outline(Tree(Sample.Professional).Root).ShouldBe(
        "ST(ST BHT 1000A(NM1 PER) 1000B(NM1) 2000A(HL 2010AA(NM1 N3 N4 REF)"
        + " 2000B(HL SBR 2010BA(NM1 N3 N4 DMG) 2010BB(NM1) 2300(CLM HI 2400(LX SV1 DTP) 2400(LX SV1 DTP)))"
        + " 2000B(HL SBR 2010BA(NM1) 2010BB(NM1) 2000C(HL PAT 2010CA(NM1 N3 N4 DMG) 2300(CLM HI 2400(LX SV1 DTP))))) SE)");

    [Fact]
    public void What_stands_between_ls_and_le_belongs_to_its_benefit() => Outline(Tree(Sample.Eligibility).Root).ShouldBe(
        "ST(ST BHT 2000A(HL 2100A(NM1) 2000B(HL 2100B(NM1) 2000C(HL TRN 2100C(NM1 DMG DTP"
        + " 2110C(EB) 2110C(EB MSG) 2110C(EB) 2110C(EB LS 2120C(NM1) LE))))) SE)");

    [Theory]
    [InlineData("LS*2120~", "")]
    [InlineData("LE*2120~", "")]
    public void A_missing_ls_or_le_is_named_and_the_loop_stays_where_it_belongs(string from, string to)
    {
        var text = Changed(Sample.Eligibility, from, to);
        Codes(text).ShouldBe(["x12.loop-bracket"]);
        Outline(Tree(text).Root).ShouldContain("2120C(NM1)");
    }

    [Fact]
    public void Two_loops_within_one_ls_and_le_are_siblings() =>
        Outline(Tree(Changed(Sample.Eligibility, "LE*2120~", "NM1*PR*2*OTHER PLAN~LE*2120~")).Root).ShouldContain("LS 2120C(NM1) 2120C(NM1) LE");

    [Theory]
    [InlineData("HL*2*1*22", "HL*3*1*22", "x12.hl-number")]
    [InlineData("HL*2*1*22", "HL*2*9*22", "x12.hl-parent")]
    [InlineData("HL*2*1*22", "HL*2*2*22", "x12.hl-parent")]
    [InlineData("HL*4*3*23", "HL*4*4*23", "x12.hl-parent")]
    [InlineData("HL*4*3*23", "HL*4*1*23", "x12.hl-parent")]
    [InlineData("HL*2*1*22*0", "HL*2*1*22*1", "x12.hl-child")]
    [InlineData("HL*3*1*22*1", "HL*3*1*22*0", "x12.hl-child")]
    [InlineData("HL*4*3*23*0", "HL*4*3*99*0", "x12.hl-level")]
    [InlineData("HL*1**20", "HL*1*1*20", "x12.hl-parent")]
    public void A_damaged_level_is_named(string from, string to, string code) =>
        Codes(Changed(Sample.Professional, from, to)).ShouldContain(code);

    [Theory]
    [InlineData("HL*2*1*21", "HL*2*7*21", "x12.hl-parent")]
    [InlineData("HL*2*1*21", "HL*7*1*21", "x12.hl-number")]
    [InlineData("HL*3*2*22*0", "HL*3*2*22*1", "x12.hl-child")]
    public void Levels_are_followed_without_a_guide_too(string from, string to, string code) =>
        Codes(Changed(Sample.Eligibility, from, to).Replace("005010X279A1", "005010X999", StringComparison.Ordinal)).ShouldContain(code);

    [Theory]
    [InlineData("CLM*CLM1*150", "ZZZ*1~CLM*CLM1*150", "x12.segment-unknown")]
    [InlineData("HI*ABK:J069*ABF:R05~", "REF*F8*1~REF*F8*2~HI*ABK:J069*ABF:R05~", "x12.segment-repeat")]
    [InlineData("HI*ABK:J069*ABF:R05~", "", "x12.segment-missing")]
    [InlineData("HI*ABK:J069*ABF:R05~", "HI*ABK:J069*ABF:R05~REF*D9*1~", "x12.segment-order")]
    [InlineData("LX*2~SV1", "SV1", "x12.segment-repeat")]
    [InlineData("LX*1~SV1", "SV1", "x12.segment-missing")]
    [InlineData("NM1*PR*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~CLM*CLM1", "CLM*CLM1", "x12.loop-missing")]
    [InlineData("NM1*40*2", "NM1*XX*2", "x12.segment-unexpected")]
    [InlineData("BHT*0019*00", "BHT*0019*", "x12.element-missing")]
    [InlineData("BHT*0019*00", "BHT*0019*99", "x12.element-code")]
    [InlineData("CLM*CLM1*150*", "CLM*CLM1*150X*", "x12.element-character")]
    [InlineData("N4*SPRINGFIELD*IL*62701~DMG", "N4*SPRINGFIELD*ILL*62701~DMG", "x12.element-long")]
    [InlineData("DMG*D8*19800714*F", "DMG*D8*19801332*F", "x12.element-date")]
    [InlineData("NM1*IL*1*ALDER*AVA****MI*SYN1~", "NM1*IL*1*ALDER*AVA****MI~", "x12.element-conditional")]
    [InlineData("NM1*IL*1*ALDER*AVA****MI*SYN1~", "NM1*IL*1*ALDER*AVA***MR*MI*SYN1~", null)]
    [InlineData("NM1*IL*1*ALDER*AVA****MI*SYN1~", "NM1*IL*1*ALDER*AVA**MS**MI*SYN1~", "x12.element-not-used")]
    [InlineData("NM1*IL*1*ALDER*AVA", "NM1*IL*1*ALD:ER*AVA", "x12.element-character")]
    [InlineData("NM1*IL*1*ALDER*AVA", "NM1*IL*1*ALD\u0007ER*AVA", "x12.element-character")]
    [InlineData("NM1*IL*1*ALDER*AVA", "NM1*IL*1*ÄLDER*AVA", null)]
    [InlineData("SV1*HC:99213:25*", "SV1*HC:99213:25:::::::::*", "x12.element-components")]
    [InlineData("REF*EI*999999999~", "REF*EI*999999999*~", "x12.element-trailing")]
    [InlineData("N3*1 CLINIC WAY~", "N3*1 CLINIC WAY*SUITE*X~", "x12.element-too-many")]
    [InlineData("CLM*CLM1*150*", "CLM*CLM1*151*", "x12.claim-total")]
    [InlineData("11:B:1*Y*A*Y*Y~HI*ABK:J069*ABF", "11:B:7*Y*A*Y*Y~HI*ABK:J069*ABF", "x12.original-reference")]
    [InlineData("1:2~DTP", "1:3~DTP", "x12.diagnosis-pointer")]
    [InlineData("SBR*P*18*GRP1", "SBR*P**GRP1", "x12.patient-level")]
    [InlineData("HL*3*1*22*1~SBR*P**", "HL*3*1*22*1~SBR*P*18*", "x12.patient-level")]
    public void What_breaks_the_guide_is_named(string from, string to, string? code)
    {
        var codes = Codes(Changed(Sample.Professional, from, to));
        if (code is null)
            codes.ShouldBeEmpty();
        else
            codes.ShouldContain(code);
    }

    [Theory]
    [InlineData("BPR*I*100", "BPR*I*100.01", "x12.payment-balance")]
    [InlineData("WO:ICN0*20", "WO:ICN0*20.5", "x12.payment-balance")]
    [InlineData("CAS*PR*3*20", "CAS*PR*3*21", "x12.line-balance")]
    [InlineData("CLP*CLM1*1*200*120", "CLP*CLM1*1*200*110", "x12.claim-balance")]
    [InlineData("CLP*CLM1*1*200*", "CLP*CLM1*1*210*", "x12.lines-balance")]
    [InlineData("CLP*CLM1*1*", "CLP*CLM1*22*", "x12.reversal-sign")]
    public void A_remittance_that_does_not_add_up_is_named(string from, string to, string code) =>
        Codes(Changed(Sample.Remittance, from, to)).ShouldContain(code);

    [Fact]
    public void A_reversal_behind_its_correction_is_named()
    {
        var text = Changed(Sample.Remittance, "PLB*", "CLP*CLM1*22*-200*-120**12*ICN1~CAS*CO*45*-80~NM1*QC*1*ALDER~PLB*");
        Codes(Changed(text, "BPR*I*100*", "BPR*H*-20*")).ShouldBe(["x12.reversal-order"]);
    }

    [Fact]
    public void A_share_of_more_than_the_whole_is_named() =>
        Codes(Changed(Sample.Eligibility, "EB*A**30***27**.2~", "EB*A**30***27**20~")).ShouldBe(["x12.benefit-share"]);

    [Fact]
    public void A_person_without_an_answer_is_named()
    {
        var (from, to) = (Sample.Eligibility.IndexOf("EB*1", StringComparison.Ordinal), Sample.Eligibility.IndexOf("SE*", StringComparison.Ordinal));
        Codes(Recounted(Sample.Eligibility.Remove(from, to - from))).ShouldBe(["x12.benefit-missing"]);
    }

    [Fact]
    public void A_response_to_a_review_is_told_from_its_request_by_its_purpose()
    {
        Tree(Sample.ReviewResponse).Guide?.Name.ShouldBe("Services review response");
        Tree(Sample.ReviewRequest).Guide?.Name.ShouldBe("Services review request");
    }

    [Fact]
    public void An_issue_says_where_and_in_which_loop()
    {
        var text = Changed(Sample.Professional, "SV1*HC:87880*50", "SV1*HC:87880:2*50");
        var issue = Document.Read(Sample.Bytes(text)).Issues.Kept.ShouldHaveSingleItem();
        (issue.Code, issue.Loop, issue.SegmentId, issue.DataElement).ShouldBe(("x12.element-short", "2400", "SV1", 1339));
        (issue.Place.Element, issue.Place.Component).ShouldBe(((short)1, (short)3));
        issue.Text.ShouldNotContain("87880");
    }

    [Fact]
    public void Units_come_one_by_one_with_the_loops_above_them()
    {
        using var reader = new LoopReader(new SegmentReader(Sample.Bytes(Sample.Professional)), hasUnits: true);
        var claims = new List<string>();
        while (reader.Read())
        {
            if (reader.Part == LoopPart.Unit)
                claims.Add($"{reader.Unit.First.Text(1)} in {reader.Unit.Parent.Id} {reader.Unit.Parent.First.Text(1)}, {Outline(reader.Unit)}");
        }
        claims.ShouldBe([
            "CLM1 in 2000B 2, 2300(CLM HI 2400(LX SV1 DTP) 2400(LX SV1 DTP))",
            "CLM2 in 2000C 4, 2300(CLM HI 2400(LX SV1 DTP))"]);
    }

    [Theory, MemberData(nameof(EnvelopeCheckTests.Kinds), MemberType = typeof(EnvelopeCheckTests))]
    public async Task A_stream_that_is_waited_for_has_the_same_parts(string kind)
    {
        var input = Sample.Bytes(Sample.All[kind] + Sample.Remittance);
        using var now = new LoopReader(new SegmentReader(input), hasUnits: true);
        using var later = new LoopReader(new SegmentReader(new MemoryStream(input)), hasUnits: true);
        while (now.Read())
        {
            (await later.ReadAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
            (later.Part, later.Tree.SegmentCount, later.Segments.Offset).ShouldBe((now.Part, now.Tree.SegmentCount, now.Segments.Offset));
        }
        (await later.ReadAsync(TestContext.Current.CancellationToken)).ShouldBeFalse();
        later.Issues.Kept.ShouldBe(now.Issues.Kept);
    }

    [Fact]
    public void A_tree_of_units_does_not_grow()
    {
        using var made = new MemoryStream();
        Bench.X12Inputs.Professional(made, 2_000_000);
        using var reader = new LoopReader(new SegmentReader(made.ToArray()), hasUnits: true);
        var most = 0;
        while (reader.Read())
            most = Math.Max(most, reader.Tree.SegmentCount);
        reader.Issues.Kept.ShouldBeEmpty();
        most.ShouldBeLessThan(100);
    }

    [Theory, MemberData(nameof(EnvelopeCheckTests.Kinds), MemberType = typeof(EnvelopeCheckTests))]
    public void Units_and_whole_transactions_find_the_same_issues(string kind)
    {
        var damaged = Sample.Bytes(Sample.All[kind].Replace("SYN1", "SYN:1", StringComparison.Ordinal).Replace("*D8*", "*D9*", StringComparison.Ordinal));
        using var reader = new LoopReader(new SegmentReader(new Trickle(damaged, 5)), hasUnits: true);
        while (reader.Read())
        {
        }
        reader.Issues.Kept.ShouldBe(Document.Read(damaged).Issues.Kept);
    }

    [Fact]
    public void Every_place_of_a_tree_points_to_its_value()
    {
        var text = "\r\n" + Sample.Eligibility;
        var tree = Tree(text);
        for (var i = 0; i < tree.SegmentCount; i++)
        {
            var segment = tree.SegmentAt(i);
            for (var element = 0; element <= segment.Count; element++)
            {
                var place = segment.Place(element);
                text[(int)place.Offset..].ShouldStartWith(segment.Text(element));
                place.Segment.ShouldBe(i + 1);
            }
        }
        var eb = Enumerable.Range(0, tree.SegmentCount).Select(tree.SegmentAt).First(s => s.Text(3) == "98^UC");
        text[(int)eb.Place(3, 2).Offset..].ShouldStartWith("UC*HM");
    }
}
