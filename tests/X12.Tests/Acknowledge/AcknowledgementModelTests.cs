using System.Buffers;
using CsCheck;

namespace Portico.X12.Tests;

/// <summary>999 and TA1 as records, read and written.</summary>
public sealed class AcknowledgementModelTests
{
    private static readonly Gen<string> s_text = Gen.String[Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-. "], 1, 30].Select(t => t.Trim()).Where(t => t.Length > 0);
    private static readonly Gen<int?> s_small = Gen.OneOf(Gen.Const((int?)null), Gen.Int[1, 99].Select(i => (int?)i));
    private static readonly Gen<string> s_segment = Of("CLM", "NM1", "N3", "HL", "REF");

    private static Gen<string> Of(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<string?> Maybe(Gen<string> gen) => Gen.OneOf(Gen.Const((string?)null), gen.Select(t => (string?)t));

    private static Gen<T[]> Some<T>(Gen<T> gen) => gen.Array[0, 3];

    private static readonly Gen<ErrorContext> s_context =
        Gen.Select(s_text, Maybe(s_text), Maybe(s_segment), s_small, Maybe(Gen.Const("2010")), s_small, Maybe(Of("1325", "C023")), Maybe(Gen.Const("1325")))
            .Select((name, reference, segment, position, loop, element, data, inner) => new ErrorContext
            {
                Name = name, Reference = reference, SegmentId = segment, Position = position, Loop = loop, Element = element,
                Component = element, Repetition = element, DataElement = data, InnerDataElement = data is null ? null : inner,
            });

    private static readonly Gen<ElementError> s_element =
        Gen.Select(Gen.Int[1, 99], s_small, Maybe(Of("782", "67")), Of("1", "7", "I12"), Maybe(s_text), Some(s_context))
            .Select((element, component, data, code, copy, contexts) => new ElementError
            {
                Element = element, Component = component, Repetition = component, DataElement = data, Code = new(code), Copy = copy, Contexts = contexts,
            });

    private static readonly Gen<SegmentError> s_segmentError =
        Gen.Select(s_segment, Gen.Int[1, 999_999], Maybe(Gen.Const("2300")), Of("3", "8", "I6"), Some(s_context), Some(s_element))
            .Select((id, position, loop, code, contexts, elements) => new SegmentError
            {
                SegmentId = id, Position = position, Loop = loop, Code = new(code), Contexts = contexts, Elements = elements,
            });

    private static readonly Gen<TransactionAcknowledgement> s_transaction =
        Gen.Select(Of("837", "835"), Gen.Int[1, 9999], Maybe(Gen.Const("005010X222A1")), Some(s_segmentError), Of("A", "E", "R"), Some(Of("4", "5", "I5")))
            .Select((id, control, guide, segments, verdict, errors) => new TransactionAcknowledgement
            {
                Transaction = id, ControlNumber = $"{control:0000}", Guide = guide, Segments = segments, Verdict = new(verdict),
                Errors = [.. errors.Select(e => new TransactionErrorCode(e))],
            });

    private static readonly Gen<GroupAcknowledgement> s_group =
        Gen.Select(Of("HC", "HP"), Gen.Int[1, 999_999_999], Maybe(Gen.Const("005010X222A1")), Some(s_transaction), Of("A", "E", "P", "R"), Gen.Int[0, 999_999], Some(Of("4", "5")))
            .Select((kind, control, guide, transactions, verdict, count, errors) => new GroupAcknowledgement
            {
                AnsweredKind = kind, AnsweredControlNumber = $"{control}", AnsweredGuide = guide, Transactions = transactions, Verdict = new(verdict),
                Included = count, Received = count, Accepted = count, Errors = [.. errors.Select(e => new GroupErrorCode(e))],
            });

    [Fact]
    public void Any_999_comes_back_as_it_was_written() => s_group.Sample(group =>
    {
        var output = new ArrayBufferWriter<byte>();
        var reply = new InterchangeReply { SenderQualifier = "ZZ", Sender = "A1", ReceiverQualifier = "ZZ", Receiver = "B1", Groups = [new("A1", "B1", group)] };
        reply.Write(output, 1, new DateTime(2026, 11, 20, 9, 5, 0)).Kept.ShouldBeEmpty();
        var read = GroupAcknowledgement.Read(Document.Read(output.WrittenMemory).Transactions.Single().Root);
        Plain.Text(read).ShouldBe(Plain.Text(group));
    });

    [Fact]
    public void Any_TA1_comes_back_as_it_was_written() => Gen.Select(Gen.Int[0, 999_999_999], Gen.Int[0, 36_500], Gen.Int[0, 1439], Of("A", "E", "R"), Gen.Int[0, 31])
        .Sample((control, day, minute, verdict, note) =>
        {
            var model = new InterchangeAcknowledgement
            {
                ControlNumber = $"{control:000000000}", Date = new DateOnly(2000, 1, 1).AddDays(day), Time = TimeOnly.MinValue.AddMinutes(minute),
                Verdict = new(verdict), Note = new($"{note:000}"),
            };
            var output = new ArrayBufferWriter<byte>();
            var reply = new InterchangeReply { SenderQualifier = "ZZ", Sender = "A1", ReceiverQualifier = "ZZ", Receiver = "B1", Interchange = model };
            reply.Write(output, 1, new DateTime(2026, 11, 20, 9, 5, 0)).Kept.ShouldBeEmpty();
            var read = InterchangeAcknowledgement.Read(Document.Read(output.WrittenMemory).Interchanges.Single().Others.Single());
            Plain.Text(read).ShouldBe(Plain.Text(model));
        });

    [Fact]
    public void A_999_that_we_receive_says_what_was_rejected_and_where()
    {
        var tree = Document.Read(Sample.Bytes(Sample.Acknowledgement)).Transactions.Single();
        var group = GroupAcknowledgement.Read(tree.Root);
        (group.AnsweredKind, group.AnsweredControlNumber, group.Verdict, group.Accepted).ShouldBe(("HC", "1", AcknowledgementVerdict.PartlyAccepted, 1));
        group.Transactions.Select(t => (t.ControlNumber, t.Verdict.IsRejected)).ShouldBe([("0001", true), ("0002", false)]);
        var segment = group.Transactions[0].Segments.Single();
        (segment.SegmentId, segment.Position, segment.Loop, segment.Code).ShouldBe(("CLM", 22, "2300", SegmentErrorCode.ElementsInError));
        var element = segment.Elements.Single();
        (element.Element, element.DataElement, element.Code, element.Place.Segment).ShouldBe((2, "782", ElementErrorCode.TooLong, 5));
    }

    [Fact]
    public void What_a_999_has_beyond_the_guide_is_kept_and_written_back()
    {
        var input = Damage.Count(Sample.Acknowledgement.Replace("~IK4*2*782*5~", "~ZZ1*A~IK4*2*782*5~ZZ2*B~", StringComparison.Ordinal).Replace("~AK9*", "~ZZ3*C:D~AK9*", StringComparison.Ordinal));
        var group = GroupAcknowledgement.Read(Document.Read(Sample.Bytes(input)).Transactions.Single().Root);
        var output = new ArrayBufferWriter<byte>();
        var reply = new InterchangeReply { SenderQualifier = "ZZ", Sender = "A1", ReceiverQualifier = "ZZ", Receiver = "B1", Groups = [new("A1", "B1", group)] };
        reply.Write(output, 1, new DateTime(2026, 11, 20, 9, 5, 0)).Kept.ShouldBeEmpty();
        var written = System.Text.Encoding.ASCII.GetString(output.WrittenSpan);
        foreach (var kept in new[] { "~ZZ1*A~", "~ZZ2*B~", "~ZZ3*C:D~" })
            written.ShouldContain(kept);
    }

    [Fact]
    public void A_streamed_999_hands_out_its_transactions_one_by_one()
    {
        using var reader = new LoopReader(new SegmentReader(Sample.Bytes(Sample.Acknowledgement)), hasUnits: true);
        var verdicts = new List<string>();
        while (reader.Read())
        {
            if (reader.Part == LoopPart.Unit)
                verdicts.Add(TransactionAcknowledgement.Read(reader.Unit).Verdict.Value);
        }
        verdicts.ShouldBe(["R", "A"]);
    }

    [Fact]
    public void A_TA1_is_read_where_a_reader_stands_on_it_and_nothing_else_is()
    {
        var input = Sample.Professional[..Sample.Professional.IndexOf("GS*", StringComparison.Ordinal)] + "TA1*000000009*261120*0905*R*021~IEA*0*000000001~";
        using var reader = new SegmentReader(Sample.Bytes(input));
        var read = new List<InterchangeAcknowledgement?>();
        while (reader.Read())
            read.Add(InterchangeAcknowledgement.Read(reader));
        read.OfType<InterchangeAcknowledgement>().Single().ShouldBe(new()
        {
            Place = new(1, 0, 0, 2, 106), ControlNumber = "000000009", Date = new(2026, 11, 20), Time = new(9, 5),
            Verdict = InterchangeVerdict.Rejected, Note = InterchangeNoteCode.CountDiffers,
        });
    }
}
