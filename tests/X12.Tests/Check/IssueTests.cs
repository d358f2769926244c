namespace Portico.X12.Tests;

/// <summary>Issues that the envelope's and the guides' tests do not come to.</summary>
public sealed class IssueTests
{
    private static string[] Codes(string text) => [.. Document.Read(Sample.Bytes(text)).Issues.Kept.Select(i => i.Code)];

    [Theory]
    [InlineData("ISA*00", "HELLO ISA*00", "x12.skipped-text")]
    [InlineData("IEA*1*000000001~", "IEA*1*000000001~ISA*00*X~", "x12.isa-elements")]
    [InlineData("GS*HP*SYNTHETIC01*", "GS*HP**", "x12.gs-value")]
    [InlineData("IEA*1*", "GS*HP*SYNTHETIC01*SYNTHETIC02*20261120*0905*1*X*005010X221A1~GE*0*1~IEA*2*", "x12.gs-duplicate")]
    [InlineData("*0001~", "*1~", "x12.st-value")]
    [InlineData("005010X221A1", "005010X999", "x12.guide-unknown")]
    [InlineData("N4*SPRINGFIELD*IL*627010000", "N4*SPRINGFIELD*IL*627010000****IL", "x12.element-excluded")]
    [InlineData("N1*PE*SYNTHETIC CLINIC*XX*1234567893~", "N1*PE*SYNTHETIC CLINIC*XX*1234567893~N1*PE*SYNTHETIC CLINIC*XX*1234567893~", "x12.loop-repeat")]
    public void What_is_wrong_with_a_remittance_is_named(string from, string to, string code)
    {
        Sample.Remittance.ShouldContain(from);
        Codes(Sample.Remittance.Replace(from, to, StringComparison.Ordinal)).ShouldContain(code);
    }

    [Fact]
    public void An_interchange_that_comes_twice_is_named() =>
        Codes(Sample.Remittance + Sample.Remittance).ShouldBe(["x12.isa-duplicate"]);

    [Fact]
    public void A_transaction_of_another_guide_than_its_group_is_named() =>
        Codes(Sample.Professional.Replace("ST*837*0001*005010X222A1", "ST*837*0001*005010X223A2", StringComparison.Ordinal)).ShouldContain("x12.guide-differs");

    [Fact]
    public void A_time_that_is_none_is_named() =>
        Codes(Sample.Professional.Replace("*0905*CH~", "*2561*CH~", StringComparison.Ordinal)).ShouldBe(["x12.element-time"]);

    [Theory]
    [InlineData("III***44~", null)]
    [InlineData("III*ZZ*11~", null)]
    [InlineData("III**11~", "x12.element-conditional")]
    [InlineData("III*XX*11~", "x12.segment-unexpected")]
    public void What_narrows_a_benefit_may_have_no_list_of_codes(string iii, string? code)
    {
        var codes = Codes(Sample.Eligibility.Replace("MSG*PRIMARY CARE~", "MSG*PRIMARY CARE~" + iii, StringComparison.Ordinal).Replace("SE*17*", "SE*18*", StringComparison.Ordinal));
        codes.Where(c => c != "x12.se-count").ShouldBe(code is null ? [] : [code]);
    }

    [Fact]
    public void What_the_patient_is_said_to_owe_is_compared_with_the_adjustments()
    {
        var issue = Document.Read(Sample.Bytes(Sample.Remittance.Replace("CLP*CLM1*1*200*120*20*", "CLP*CLM1*1*200*120*30*", StringComparison.Ordinal)))
            .Issues.Kept.ShouldHaveSingleItem();
        (issue.Code, issue.Severity, issue.Place.Element).ShouldBe(("x12.patient-balance", Severity.Warning, (short)5));
        Codes(Sample.Remittance.Replace("CLP*CLM1*1*200*120*20*", "CLP*CLM1*1*200*120**", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void More_repetitions_than_there_may_be_are_named() =>
        Codes(Sample.Eligibility.Replace("98^UC", string.Join('^', Enumerable.Repeat("98", 100)), StringComparison.Ordinal)).ShouldBe(["x12.element-repeat"]);

    [Fact]
    public void Of_repeated_codes_the_wrong_one_is_named_with_its_place()
    {
        var text = Sample.Eligibility.Replace("98^UC", "98^??^UC", StringComparison.Ordinal);
        var issue = Document.Read(Sample.Bytes(text)).Issues.Kept.ShouldHaveSingleItem();
        (issue.Code, issue.Place.Element, issue.Place.Repetition).ShouldBe(("x12.element-code", (short)3, (short)2));
    }

    [Fact]
    public void A_segment_longer_than_the_reader_allows_is_named_and_what_follows_is_read()
    {
        var text = Sample.Remittance.Replace("LX*1~", "LX*" + new string('1', 5000) + "~", StringComparison.Ordinal);
        using var reader = new LoopReader(new SegmentReader(new Trickle(Sample.Bytes(text), 100), longestSegment: 1000), hasUnits: true);
        var units = 0;
        while (reader.Read())
            units += reader.Part == LoopPart.Unit ? 1 : 0;
        reader.Issues.Kept.Select(i => i.Code).ShouldContain("x12.segment-too-long");
        units.ShouldBe(1);
    }

    [Fact]
    public void A_transaction_may_have_millions_of_segments()
    {
        var text = Sample.Remittance.Replace("SE*", "SE*1000000", StringComparison.Ordinal);
        Codes(text).ShouldBe(["x12.se-count"]);
    }
}
