namespace Portico.X12.Tests;

/// <summary>What the fuzzer and long streams found, each as the smallest input that shows it. A new one goes in here before it is mended.</summary>
public sealed class FoundTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(300)]
    public void An_interchange_cut_otherwise_is_seen_although_only_its_first_bytes_have_arrived(int piece)
    {
        // The terminator of the first stands inside the header of the second, which says at its end what it is cut by.
        const string Second = "ISA|00|       ~  |00|          |ZZ|SYNTHETIC01    |ZZ|SYNTHETIC02    |261120|0905|^|00501|000000002|0|T|>!IEA|0|000000002!";
        var input = Sample.Bytes(Sample.Remittance + Second);
        CodecLaws.Hold(input, piece);
        using var reader = new SegmentReader(new Trickle(input, piece));
        var last = "";
        while (reader.Read())
            last = reader.Current.ToString().Length > 0 ? reader.Current.ToString() : last;
        last.ShouldBe("IEA|0|000000002");
    }

    [Fact]
    public void An_interchange_of_more_than_two_gigabytes_is_read()
    {
        using var reader = new SegmentReader(Bench.X12Inputs.EndlessRemittance(2_200_000_000));
        var envelope = new EnvelopeCheck(new());
        while (reader.Read())
            envelope.Follow(reader);
        envelope.End(reader);
        envelope.Issues.Kept.ShouldBeEmpty();
        reader.Offset.ShouldBeGreaterThan(int.MaxValue);
    }

    [Fact]
    public void An_interchange_with_another_repetition_separator_is_not_checked_by_that_of_the_one_before()
    {
        var second = Sample.Eligibility.Replace("*^*00501*000000001*", "*!*00501*000000002*", StringComparison.Ordinal)
            .Replace("IEA*1*000000001", "IEA*1*000000002", StringComparison.Ordinal)
            .Replace("98^UC", "98!UC", StringComparison.Ordinal);
        string[] Codes(string name) => [.. Document.Read(Sample.Bytes(Sample.Acknowledgement + second.Replace("ALDER", name, StringComparison.Ordinal)))
            .Issues.Kept.Select(i => i.Code)];
        Codes("AL^DER").ShouldBeEmpty();
        Codes("AL!DER").ShouldBe(["x12.element-character"]);
    }
}
