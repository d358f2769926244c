namespace Portico.X12;

/// <summary>Reads and writes the loops of a 999.</summary>
internal static class AcknowledgementModel
{
    // AK905 to AK909, IK502 to IK506.
    private const int MostErrors = 5;

    public static GroupAcknowledgement Group(Loop root)
    {
        var (ak1, ak9) = (root.Segment("AK1"u8), root.Segment("AK9"u8));
        var transactions = new List<TransactionAcknowledgement>();
        var others = new KeptList();
        foreach (var node in root.Children)
        {
            if (node.IsLoop && node.Loop.Id == "2000")
                transactions.Add(Transaction(node.Loop));
            else if (node.IsLoop || !(node.Segment == ak1 || node.Segment == ak9 || node.Segment.Is("ST"u8) || node.Segment.Is("SE"u8)))
                others.Add(node);
        }
        return new()
        {
            Place = root.First.Place(),
            AnsweredKind = ak1.Text(1),
            AnsweredControlNumber = ak1.Text(2),
            AnsweredGuide = Values.Text(ak1[3]),
            Transactions = transactions,
            Verdict = new(Values.Code(ak9[1])),
            Included = Number(ak9[2]) ?? 0,
            Received = Number(ak9[3]) ?? 0,
            Accepted = Number(ak9[4]) ?? 0,
            Errors = [.. Codes(ak9, 5).Select(c => new GroupErrorCode(c))],
            Others = others.All,
        };
    }

    public static TransactionAcknowledgement Transaction(Loop loop)
    {
        var (ak2, ik5) = (loop.Segment("AK2"u8), loop.Segment("IK5"u8));
        var segments = new List<SegmentError>();
        var others = new KeptList();
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
                segments.Add(Segment(node.Loop));
            else if (!(node.Segment == ak2 || node.Segment == ik5))
                others.Add(node.Segment);
        }
        return new()
        {
            Place = ak2.Place(),
            Transaction = Values.Code(ak2[1]),
            ControlNumber = ak2.Text(2),
            Guide = Values.Text(ak2[3]),
            Segments = segments,
            Verdict = new(Values.Code(ik5[1])),
            Errors = [.. Codes(ik5, 2).Select(c => new TransactionErrorCode(c))],
            Others = others.All,
        };
    }

    private static SegmentError Segment(Loop loop)
    {
        var (contexts, elements) = (new List<ErrorContext>(), new List<ElementError>());
        var others = new KeptList();
        var ik3 = loop.Segment("IK3"u8);
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
                elements.Add(Element(node.Loop));
            else if (node.Segment.Is("CTX"u8))
                contexts.Add(Context(node.Segment));
            else if (node.Segment != ik3)
                others.Add(node.Segment);
        }
        return new()
        {
            Place = ik3.Place(),
            SegmentId = Values.Code(ik3[1]),
            Position = Number(ik3[2]) ?? 0,
            Loop = Values.Text(ik3[3]),
            Code = new(Values.Code(ik3[4])),
            Contexts = contexts,
            Elements = elements,
            Others = others.All,
        };
    }

    private static ElementError Element(Loop loop)
    {
        var contexts = new List<ErrorContext>();
        var others = new KeptList();
        var ik4 = loop.Segment("IK4"u8);
        foreach (var node in loop.Children)
        {
            if (!node.IsLoop && node.Segment.Is("CTX"u8))
                contexts.Add(Context(node.Segment));
            else if (node.IsLoop || node.Segment != ik4)
                others.Add(node);
        }
        var position = ik4.Element(1);
        return new()
        {
            Place = ik4.Place(),
            Element = Number(position.Component(1)) ?? 0,
            Component = Number(position.Component(2)),
            Repetition = Number(position.Component(3)),
            DataElement = Values.Text(ik4[2]),
            Code = new(Values.Code(ik4[3])),
            Copy = Values.Text(ik4[4]),
            Contexts = contexts,
            Others = others.All,
        };
    }

    private static ErrorContext Context(LoopSegment ctx)
    {
        var name = ctx.Element(1);
        var position = ctx.Element(5);
        var data = ctx.Element(6);
        return new()
        {
            Place = ctx.Place(),
            Name = name.Text(1),
            Reference = Values.Text(name.Component(2)),
            SegmentId = Values.Text(ctx[2]),
            Position = Number(ctx[3]),
            Loop = Values.Text(ctx[4]),
            Element = Number(position.Component(1)),
            Component = Number(position.Component(2)),
            Repetition = Number(position.Component(3)),
            DataElement = Values.Text(data.Component(1)),
            InnerDataElement = Values.Text(data.Component(2)),
        };
    }

    public static void Write(GroupAcknowledgement group, LoopWriter writer)
    {
        writer.Segment("AK1").Element(group.AnsweredKind).Element(group.AnsweredControlNumber).Element(group.AnsweredGuide).End();
        foreach (var transaction in group.Transactions)
            Write(transaction, writer);
        var ak9 = writer.Segment("AK9").Element(group.Verdict.Value).Element(group.Included).Element(group.Received).Element(group.Accepted);
        foreach (var error in group.Errors.Take(MostErrors))
            ak9.Element(error.Value);
        ak9.End();
    }

    private static void Write(TransactionAcknowledgement transaction, LoopWriter writer)
    {
        writer.Open("2000");
        writer.Segment("AK2").Element(transaction.Transaction).Element(transaction.ControlNumber).Element(transaction.Guide).End();
        foreach (var segment in transaction.Segments)
        {
            writer.Open("2100");
            writer.Segment("IK3").Element(segment.SegmentId).Element(segment.Position).Element(segment.Loop).Element(segment.Code.Value).End();
            foreach (var context in segment.Contexts)
                Write(context, writer);
            writer.Kept(segment.Others);
            foreach (var element in segment.Elements)
                Write(element, writer);
            writer.Close();
        }
        var ik5 = writer.Segment("IK5").Element(transaction.Verdict.Value);
        foreach (var error in transaction.Errors.Take(MostErrors))
            ik5.Element(error.Value);
        ik5.End();
        writer.Kept(transaction.Others);
        writer.Close();
    }

    private static void Write(ElementError element, LoopWriter writer)
    {
        writer.Open("2110");
        writer.Segment("IK4").Composite(Text(element.Element), Text(element.Component), Text(element.Repetition))
            .Element(element.DataElement).Element(element.Code.Value).Element(element.Copy).End();
        foreach (var context in element.Contexts)
            Write(context, writer);
        writer.Kept(element.Others);
        writer.Close();
    }

    private static void Write(ErrorContext context, LoopWriter writer) => writer.Segment("CTX")
        .Composite(context.Name, context.Reference).Element(context.SegmentId).Element(context.Position).Element(context.Loop)
        .Composite(Text(context.Element), Text(context.Component), Text(context.Repetition))
        .Composite(context.DataElement, context.InnerDataElement).End();

    private static string? Text(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static int? Number(ReadOnlySpan<byte> text) => !text.IsEmpty && EnvelopeCheck.TryCount(text, out var number) ? number : null;

    private static List<string> Codes(LoopSegment segment, int from)
    {
        var codes = new List<string>(1);
        for (var element = from; element < from + MostErrors && element <= segment.Count; element++)
        {
            if (!segment[element].IsEmpty)
                codes.Add(Values.Code(segment[element]));
        }
        return codes;
    }
}
