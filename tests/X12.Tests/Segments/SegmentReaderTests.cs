using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using CsCheck;

namespace Portico.X12.Tests;

public sealed class SegmentReaderTests
{
    private const string Isa = "ISA*00*          *00*          *ZZ*SYNTHETIC01    *ZZ*SYNTHETIC02    *261120*0905*^*00501*000000001*0*T*:";

    internal sealed record Piece(string Text, string Raw, SegmentKind Kind, Place Place, bool IsTerminated);

    internal static List<Piece> Pieces(SegmentReader reader)
    {
        var pieces = new List<Piece>();
        while (reader.Read())
            pieces.Add(PieceOf(reader));
        return pieces;
    }

    private static Piece PieceOf(SegmentReader reader) =>
        new(Encoding.Latin1.GetString(reader.Current.Bytes), Encoding.Latin1.GetString(reader.Raw), reader.Current.Kind, reader.Place(), reader.IsTerminated);

    private static List<Piece> Read(string text)
    {
        using var reader = new SegmentReader(Encoding.UTF8.GetBytes(text));
        return Pieces(reader);
    }

    private static string[] Ids(string text) =>
        [.. Read(text).Where(p => p.Kind == SegmentKind.Segment).Select(p => p.Text.Split('*', '|')[0])];

    [Fact]
    public void Segments_come_with_their_elements_and_places()
    {
        using var reader = new SegmentReader(Sample.Bytes(Sample.Remittance));
        while (reader.Read() && !reader.Current.Is("CLP"u8))
        {
        }
        reader.Current.Text(1).ShouldBe("CLM1");
        reader.Current.Count.ShouldBe(9);
        reader.Current[99].Length.ShouldBe(0);
        var place = reader.Place(4);
        (place.Interchange, place.Group, place.Transaction, place.Segment, place.Element).ShouldBe((1, 1, 1, 11, (short)4));
        Sample.Remittance[(int)place.Offset..].ShouldStartWith("120*20*12*ICN1");
    }

    [Fact]
    public void Repetitions_and_components_are_cut_on_demand()
    {
        using var reader = new SegmentReader(Encoding.ASCII.GetBytes(Isa + "~EB*B**98:x^UC:y:z~"));
        reader.Read();
        reader.Read();
        var element = reader.Current.Element(3);
        element.Repetitions.ShouldBe(2);
        element.Components.ShouldBe(2);
        element.Text(2).ShouldBe("x");
        element.Repetition(2).Text(3).ShouldBe("z");
        element.Repetition(3).Bytes.Length.ShouldBe(0);
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\r\n  ")]
    [InlineData("\uFEFF\n\t")]
    public void What_stands_before_the_isa_is_passed_over(string before) =>
        Ids(before + Isa + "~GS*HP~").ShouldBe(["ISA", "GS"]);

    [Theory]
    [InlineData("~")]
    [InlineData("~\n")]
    [InlineData("~\r\n")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("~\n\n   ")]
    public void Line_ends_and_indentation_behind_or_instead_of_a_terminator_are_no_data(string end)
    {
        var pieces = Read(Isa + end + "GS*HP*A" + end + "\n" + end[^1..].Replace("~", "", StringComparison.Ordinal) + "ST*835*0001" + end);
        pieces.Where(p => p.Kind == SegmentKind.Segment).Select(p => p.Text).ShouldBe([Isa, "GS*HP*A", "ST*835*0001"]);
    }

    [Fact]
    public void Each_interchange_has_delimiters_of_its_own()
    {
        var second = Isa.Replace('*', '|').Replace(':', '>') + "!GS|HB|B!ST|271|0001!";
        var pieces = Read(Isa + "~GS*HP*A~IEA*1*000000001~\r\n" + second + Isa + "~GS*HC~");
        pieces.Select(p => p.Text.Split('*', '|')[0]).ShouldBe(["ISA", "GS", "IEA", "ISA", "GS", "ST", "ISA", "GS"]);
        pieces[^1].Place.Interchange.ShouldBe(3);
    }

    [Fact]
    public void Text_around_interchanges_comes_as_skipped()
    {
        var pieces = Read("HTTP/1.1 200 OK\n\n" + Isa + "~IEA*0*000000001~\n");
        pieces.Select(p => p.Kind).ShouldBe([SegmentKind.Skipped, SegmentKind.Segment, SegmentKind.Segment, SegmentKind.Skipped]);
    }

    [Fact]
    public void An_end_inside_a_segment_is_told()
    {
        var pieces = Read(Isa + "~GS*HP*A");
        pieces[^1].Text.ShouldBe("GS*HP*A");
        pieces[^1].IsTerminated.ShouldBeFalse();
    }

    [Fact]
    public void A_segment_longer_than_allowed_comes_cut_and_the_next_ones_whole()
    {
        var text = Encoding.ASCII.GetBytes(Isa + "~NTE*ADD*" + new string('x', 300_000) + "~GS*HP*A~ST*835*0001~");
        using var reader = new SegmentReader(new MemoryStream(text), longestSegment: 100_000);
        var pieces = Pieces(reader);
        string.Concat(pieces.Select(p => p.Raw)).ShouldBe(Encoding.ASCII.GetString(text));
        pieces.Where(p => p is { Kind: SegmentKind.Segment, IsTerminated: true }).Select(p => p.Text[..2]).ShouldBe(["IS", "GS", "ST"]);
    }

    [Fact]
    public async Task A_pipe_a_stream_a_sequence_and_memory_read_alike()
    {
        var text = Sample.Bytes(Sample.Professional + "\n" + Sample.Eligibility);
        using var whole = new SegmentReader(text);
        var expected = Pieces(whole);
        using var stream = new SegmentReader(new MemoryStream(text));
        Pieces(stream).ShouldBe(expected);
        using var sequence = new SegmentReader(Sequence(text, 7));
        Pieces(sequence).ShouldBe(expected);
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(text, TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
        using var piped = new SegmentReader(pipe.Reader.AsStream());
        var pieces = new List<Piece>();
        while (await piped.ReadAsync(TestContext.Current.CancellationToken))
            pieces.Add(PieceOf(piped));
        pieces.ShouldBe(expected);
    }

    /// <summary>Whatever the bytes and however they arrive: the same pieces, and all of them together are the input.</summary>
    [Fact]
    public void All_pieces_together_are_the_input_however_it_arrives()
    {
        var alphabet = Gen.OneOf(Gen.Const(Isa + "~"), Gen.Const("IEA*1*000000001~"), Gen.Const("ST*835*0001~"), Gen.Const("\r\n"),
            Gen.Const("ISA|"), Gen.Const(Isa.Replace('*', '|').Replace(':', '>') + "\n"), Gen.Const("*"), Gen.Const("~"), Gen.Const("ISA"),
            Gen.Byte.Array[0, 40].Select(b => Encoding.Latin1.GetString(b)));
        Gen.Select(alphabet.Array[0, 30], Gen.Int[1, 700], Gen.Int[200, 5000]).Sample((parts, step, longest) =>
        {
            var text = Encoding.Latin1.GetBytes(string.Concat(parts));
            using var whole = new SegmentReader(text);
            var expected = Pieces(whole);
            string.Concat(expected.Select(p => p.Raw)).ShouldBe(Encoding.Latin1.GetString(text));
            using var trickling = new SegmentReader(new Trickle(text, step));
            // Skipped text may come in other portions: compare what is a segment.
            Pieces(trickling).Where(p => p.Kind == SegmentKind.Segment).ShouldBe(expected.Where(p => p.Kind == SegmentKind.Segment));
            using var bounded = new SegmentReader(new Trickle(text, step), longestSegment: longest);
            string.Concat(Pieces(bounded).Select(p => p.Raw)).ShouldBe(Encoding.Latin1.GetString(text));
        }, iter: 3000);
    }

    private static ReadOnlySequence<byte> Sequence(byte[] text, int step)
    {
        Portion? first = null, last = null;
        for (var at = 0; at < text.Length; at += step)
        {
            var memory = text.AsMemory(at, Math.Min(step, text.Length - at));
            last = last is null ? first = new(memory, 0) : last.Append(memory);
        }
        return first is null || last is null ? default : new(first, 0, last, last.Memory.Length);
    }

    private sealed class Portion : ReadOnlySequenceSegment<byte>
    {
        public Portion(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public Portion Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Portion(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
