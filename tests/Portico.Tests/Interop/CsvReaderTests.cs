using CsCheck;
using Portico.Modules.Interop.Domain;

namespace Portico.Tests.Interop;

public sealed class CsvReaderTests
{
    private static IReadOnlyList<CsvRow> Read(string text) => [.. CsvReader.Read(text, ',')];

    [Fact]
    public void Quotes_separators_and_line_breaks_inside_quotes_belong_to_the_field()
    {
        var row = Read("\"a,b\",\"say \"\"hi\"\"\",\"one\r\ntwo\"\r\n").ShouldHaveSingleItem();
        row.Fields.ShouldBe(["a,b", "say \"hi\"", "one\r\ntwo"]);
    }

    [Theory]
    [InlineData("a,b\r\nc,d\r\n")]
    [InlineData("a,b\nc,d")]
    [InlineData("a,b\rc,d\r")]
    [InlineData("\uFEFFa,b\n\nc,d\n\n")]
    public void Every_kind_of_line_break_and_a_byte_order_mark_read_the_same(string text) =>
        Read(text).Select(r => string.Join('|', r.Fields)).ShouldBe(["a|b", "c|d"]);

    [Fact]
    public void An_empty_last_field_is_a_field() => Read("a,\n").ShouldHaveSingleItem().Fields.ShouldBe(["a", ""]);

    [Theory]
    [InlineData("a,\"b\"c\nd,e\n", "Text follows a closing quotation mark.")]
    [InlineData("a,b\"c\nd,e\n", "A quotation mark stands inside an unquoted field.")]
    [InlineData("a,\"never closed\nd,e\n", "A quotation mark is opened and never closed.")]
    public void A_bad_row_is_given_with_its_problem_and_the_next_one_is_read(string text, string problem)
    {
        var rows = Read(text);
        rows[0].Problem.ShouldBe(problem);
        rows[0].Raw.ShouldStartWith("a,");
        rows[1].Fields.ShouldBe(["d", "e"]);
        rows[1].Number.ShouldBe(2);
    }

    [Fact]
    public void What_is_written_reads_back_equal() =>
        Gen.String[Gen.Char["ab ,\"\r\n\t;é"], 0, 8].Array[2, 5].Sample(fields =>
            CsvReader.Read(CsvReader.Write(fields, ',') + "\r\n", ',').Single().Fields.SequenceEqual(fields));
}
