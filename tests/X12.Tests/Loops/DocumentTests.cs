using System.Buffers;
using System.Text;
using CsCheck;

namespace Portico.X12.Tests;

public sealed class DocumentTests
{
    internal static string Written(Document document)
    {
        var output = new ArrayBufferWriter<byte>();
        document.Write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    [Theory, MemberData(nameof(EnvelopeCheckTests.Kinds), MemberType = typeof(EnvelopeCheckTests))]
    public void What_was_not_touched_is_written_byte_for_byte(string kind)
    {
        var text = "\uFEFF" + Sample.All[kind].Replace("~", "~\r\n  ", StringComparison.Ordinal) + "end";
        Written(Document.Read(Sample.Bytes(text))).ShouldBe(text);
    }

    [Fact]
    public void An_edit_changes_its_element_and_nothing_else()
    {
        var document = Document.Read(Sample.Bytes(Sample.Remittance.Replace("~", "~\r\n", StringComparison.Ordinal)));
        var claim = document.Transactions.Single().Root.Inner("2000").Inner("2100");
        claim.Tree.Set(claim.First, 7, "ICN2").ShouldBeNull();
        Written(document).ShouldBe(Sample.Remittance.Replace("~", "~\r\n", StringComparison.Ordinal).Replace("*ICN1*", "*ICN2*", StringComparison.Ordinal));
    }

    [Fact]
    public void Segments_added_and_removed_are_counted_in_se01()
    {
        var document = Document.Read(Sample.Bytes(Sample.Remittance));
        var tree = document.Transactions.Single();
        var claim = tree.Root.Inner("2000").Inner("2100");
        tree.InsertBehind(claim.Segment("NM1"u8), "REF", "EA", "MRN1").ShouldBeNull();
        tree.InsertBehind(claim.Segment("NM1"u8), "DTM", "050", "20261105").ShouldBeNull();
        tree.Remove(tree.Root.Segment("DTM"u8));
        var written = Written(document);
        written.ShouldContain("NM1*QC*1*ALDER*AVA****MI*SYN1~REF*EA*MRN1~DTM*050*20261105~SVC");
        Document.Read(Sample.Bytes(written)).Issues.Kept.ShouldBeEmpty();
    }

    [Fact]
    public void A_loop_is_removed_with_all_that_is_in_it()
    {
        var document = Document.Read(Sample.Bytes(Sample.Professional));
        var tree = document.Transactions.Single();
        tree.Remove(tree.Root.Inner("1000A"));
        Written(document).ShouldNotContain("NM1*41");
    }

    [Theory]
    [InlineData("A*B")]
    [InlineData("A~B")]
    public void A_delimiter_in_an_edit_is_refused_with_its_place(string value)
    {
        var document = Document.Read(Sample.Bytes(Sample.Remittance));
        var claim = document.Transactions.Single().Root.Inner("2000").Inner("2100");
        var issue = claim.Tree.Set(claim.First, 1, value).ShouldNotBeNull();
        (issue.SegmentId, issue.Place.Element, issue.Loop).ShouldBe(("CLP", (short)1, "2100"));
        Written(document).ShouldBe(Sample.Remittance);
    }

    [Fact]
    public void An_edit_of_another_tree_is_a_mistake_of_the_caller()
    {
        var (first, second) = (Document.Read(Sample.Bytes(Sample.Remittance)), Document.Read(Sample.Bytes(Sample.Remittance)));
        Should.Throw<ArgumentException>(() => first.Transactions.Single().Remove(second.Transactions.Single().Root.First));
    }

    /// <summary>Random values written through the writer come back as they were, whatever the delimiters.</summary>
    [Fact]
    public void What_is_written_is_read_back_equal()
    {
        var value = Gen.Char["ABCXYZ0123456789 .,-/'&()"].Array[0, 12].Select(c => new string(c).Trim());
        var segment = Gen.Select(Gen.OneOf(Gen.Const("NM1"), Gen.Const("REF"), Gen.Const("N3"), Gen.Const("ZZZ")), value.Array[0, 8]);
        var delimiters = Gen.OneOf(Gen.Const(Delimiters.Usual), Gen.Const(new Delimiters((byte)'|', (byte)'!', (byte)'>', (byte)'\n')), Gen.Const(new Delimiters(0x1D, 0x1F, 0x1E, 0x1C)));
        Gen.Select(segment.Array[0, 30], delimiters).Sample((segments, cut) =>
        {
            var output = new ArrayBufferWriter<byte>();
            var writer = new InterchangeWriter(output, cut);
            writer.BeginInterchange(Header);
            writer.BeginGroup("HP", "005010X221A1", "A", "B", Header.At, 7);
            writer.BeginTransaction("835", null);
            foreach (var (id, values) in segments)
            {
                writer.Segments.Begin(id);
                foreach (var v in values)
                    writer.Segments.Element(v);
                writer.Segments.End();
            }
            writer.EndTransaction();
            writer.EndGroup();
            writer.EndInterchange();
            writer.Segments.Issues.Count.ShouldBe(0);
            var document = Document.Read(output.WrittenMemory);
            document.Issues.Kept.ShouldNotContain(i => i.Kind.Level < IssueLevel.Segment);
            var tree = document.Transactions.Single();
            tree.SegmentCount.ShouldBe(segments.Length + 2);
            for (var i = 0; i < segments.Length; i++)
            {
                var (id, values) = segments[i];
                var read = tree.SegmentAt(i + 1);
                read.Text(0).ShouldBe(id);
                for (var element = 0; element < values.Length; element++)
                    read.Text(element + 1).ShouldBe(values[element]);
            }
        }, iter: 2000);
    }

    internal static InterchangeHeader Header { get; } = new()
    {
        SenderQualifier = "ZZ",
        Sender = "SYNTHETIC01",
        ReceiverQualifier = "ZZ",
        Receiver = "SYNTHETIC02",
        ControlNumber = 42,
        At = new(2026, 11, 20, 9, 5, 0),
        IsTest = true,
    };

    [Fact]
    public void A_delimiter_in_data_is_refused_with_its_place()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new InterchangeWriter(output, Delimiters.Usual);
        writer.BeginInterchange(Header);
        writer.BeginGroup("HC", "005010X222A1", "A", "B", Header.At, 1);
        writer.BeginTransaction("837", "005010X222A1");
        writer.Segments.Begin("NM1", "2010BA").Element("IL").Element("1").Element("O*HARA").End();
        var issue = writer.Segments.Issues.Kept.ShouldHaveSingleItem();
        (issue.Code, issue.SegmentId, issue.Loop).ShouldBe(("x12.element-character", "NM1", "2010BA"));
        (issue.Place.Interchange, issue.Place.Group, issue.Place.Transaction, issue.Place.Segment, issue.Place.Element).ShouldBe((1, 1, 1, 2, (short)3));
        Encoding.ASCII.GetString(output.WrittenSpan).ShouldEndWith("NM1*IL*1~");
    }

    [Fact]
    public void Components_and_repetitions_at_the_end_are_left_out_when_empty()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new SegmentWriter(output, Delimiters.Usual);
        writer.Begin("SV1").Composite("HC", "99213", null, null).Money(12345).Element("UN").Decimal(1.50m).Skip(2).Composite("1", "2").Element("").Repeated(["A", "B"]).Skip(3).End();
        Encoding.ASCII.GetString(output.WrittenSpan).ShouldBe("SV1*HC:99213*123.45*UN*1.5***1:2**A^B~");
    }

    [Theory]
    [InlineData("SIXTEEN-LETTERS!")]
    [InlineData("A*B")]
    public void A_sender_that_does_not_fit_the_isa_is_refused(string sender)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new InterchangeWriter(output, Delimiters.Usual);
        writer.BeginInterchange(Header with { Sender = sender });
        var issue = writer.Segments.Issues.Kept.ShouldHaveSingleItem();
        (issue.SegmentId, issue.Place.Element).ShouldBe(("ISA", (short)6));
        output.WrittenCount.ShouldBe(106);
    }
}
