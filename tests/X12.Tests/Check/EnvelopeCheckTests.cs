namespace Portico.X12.Tests;

public sealed class EnvelopeCheckTests
{
    private static string[] Codes(string text) => [.. Document.Read(Sample.Bytes(text)).Issues.Kept.Select(i => i.Code)];

    public static TheoryData<string> Kinds => [.. Sample.All.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public void A_whole_sample_of_each_kind_is_clean(string kind) =>
        Document.Read(Sample.Bytes(Sample.All[kind])).Issues.Kept.ShouldBeEmpty();

    [Theory]
    [InlineData("SE*", "SE*1", "x12.se-count")]
    [InlineData("*0001~GE", "*0009~GE", "x12.se-control")]
    [InlineData("GE*1", "GE*2", "x12.ge-count")]
    [InlineData("GE*1*1~", "GE*1*7~", "x12.ge-control")]
    [InlineData("IEA*1*", "IEA*3*", "x12.iea-count")]
    [InlineData("IEA*1*000000001", "IEA*1*000000002", "x12.iea-control")]
    [InlineData("GE*1*1~", "", "x12.ge-missing")]
    [InlineData("IEA*1*000000001~", "", "x12.iea-missing")]
    [InlineData("GS*HP", "GS*HC", "x12.gs-kind")]
    [InlineData("ST*835*0001~", "", "x12.misplaced")]
    [InlineData("*T*:~", "*X*:~", "x12.isa-value")]
    [InlineData("SYNTHETIC01    *ZZ", "SYNTHETIC01*ZZ", "x12.isa-length")]
    [InlineData("IEA*1*000000001~", "IEA*1*000000001~ trailing text", "x12.misplaced")]
    [InlineData("IEA*1*000000001~", "IEA*1*000000001", "x12.unterminated")]
    [InlineData("LX*1~", "LX*1~~", "x12.segment-empty")]
    public void What_is_wrong_with_an_envelope_is_named(string from, string to, string code)
    {
        var text = Sample.Remittance.Replace(from, to, StringComparison.Ordinal);
        text.ShouldNotBe(Sample.Remittance);
        Codes(text).ShouldContain(code);
    }

    [Fact]
    public void A_transaction_without_its_se_is_named_and_the_next_one_read()
    {
        var text = Sample.Interchange("HP", "005010X221A1", "835 TRN*1*A*1512345678~", "835 TRN*1*B*1512345678~");
        var damaged = text.Replace("SE*3*0001~", "", StringComparison.Ordinal);
        var document = Document.Read(Sample.Bytes(damaged));
        document.Issues.Kept.Select(i => i.Code).ShouldContain("x12.se-missing");
        document.Transactions.Count().ShouldBe(2);
    }

    [Fact]
    public void A_control_number_used_twice_is_named_where_it_comes_again()
    {
        var text = Sample.Interchange("HP", "005010X221A1", "835 TRN*1*A*1512345678~", "835 TRN*1*B*1512345678~").Replace("*0002~", "*0001~", StringComparison.Ordinal);
        var issue = Document.Read(Sample.Bytes(text)).Issues.Kept.Single(i => i.Code == "x12.st-duplicate");
        (issue.Place.Transaction, issue.Place.Segment, issue.Place.Element).ShouldBe((2, 1, (short)2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("ISA*00*")]
    public void What_is_no_interchange_is_fatal(string text) =>
        Document.Read(Sample.Bytes(text)).Issues.Kept.ShouldContain(i => i.Code == "x12.no-interchange" && i.Severity == Severity.Fatal);

    [Fact]
    public void Control_numbers_that_count_up_take_no_room()
    {
        var numbers = new ControlNumbers();
        for (ulong i = 1; i < 100_000; i++)
            numbers.Add(i).ShouldBeTrue();
        numbers.Add(4711).ShouldBeFalse();
    }

    [Fact]
    public void A_check_that_has_ended_says_nothing_more_and_may_follow_another_input()
    {
        var check = new EnvelopeCheck(new());
        for (var i = 0; i < 2; i++)
        {
            using var reader = new SegmentReader(Sample.Bytes(Sample.Remittance));
            while (reader.Read())
                check.Follow(reader);
            check.End(reader);
            check.End(reader);
            check.Issues.Count.ShouldBe(0);
        }
    }

    [Fact]
    public void A_reader_that_is_disposed_of_shows_nothing_of_the_next_ones_input()
    {
        var first = new SegmentReader(Sample.Bytes(Sample.Remittance));
        first.Read().ShouldBeTrue();
        first.Dispose();
        using var second = new SegmentReader(Sample.Bytes(Sample.Professional));
        second.Read().ShouldBeTrue();
        (first.Read(), first.Current.Bytes.Length, first.Raw.Length, second.Current.Is("ISA"u8)).ShouldBe((false, 0, 0, true));
    }
}
