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
        foreach (var node in root.Children)
        {
            if (node.IsLoop)
                transactions.Add(Transaction(node.Loop));
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
        };
    }

    public static TransactionAcknowledgement Transaction(Loop loop)
    {
        var (ak2, ik5) = (loop.Segment("AK2"u8), loop.Segment("IK5"u8));
        var segments = new List<SegmentError>();
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
                segments.Add(Segment(node.Loop));
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
        };
    }

    private static SegmentError Segment(Loop loop)
    {
        var (contexts, elements) = (new List<ErrorContext>(), new List<ElementError>());
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
                elements.Add(Element(node.Loop));
            else if (node.Segment.Is("CTX"u8))
                contexts.Add(Context(node.Segment));
        }
        var ik3 = loop.Segment("IK3"u8);
        return new()
        {
            Place = ik3.Place(),
            SegmentId = Values.Code(ik3[1]),
            Position = Number(ik3[2]) ?? 0,
            Loop = Values.Text(ik3[3]),
            Code = new(Values.Code(ik3[4])),
            Contexts = contexts,
            Elements = elements,
        };
    }

    private static ElementError Element(Loop loop)
    {
        var contexts = new List<ErrorContext>();
        foreach (var node in loop.Children)
        {
            if (!node.IsLoop && node.Segment.Is("CTX"u8))
                contexts.Add(Context(node.Segment));
        }
        var ik4 = loop.Segment("IK4"u8);
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

    public static void Write(GroupAcknowledgement group, SegmentWriter writer)
    {
        writer.Begin("AK1").Element(group.AnsweredKind).Element(group.AnsweredControlNumber).Element(group.AnsweredGuide).End();
        foreach (var transaction in group.Transactions)
        {
            writer.Begin("AK2", "2000").Element(transaction.Transaction).Element(transaction.ControlNumber).Element(transaction.Guide).End();
            foreach (var segment in transaction.Segments)
                Write(segment, writer);
            writer.Begin("IK5", "2000").Element(transaction.Verdict.Value);
            foreach (var error in transaction.Errors.Take(MostErrors))
                writer.Element(error.Value);
            writer.End();
        }
        writer.Begin("AK9").Element(group.Verdict.Value).Element(group.Included).Element(group.Received).Element(group.Accepted);
        foreach (var error in group.Errors.Take(MostErrors))
            writer.Element(error.Value);
        writer.End();
    }

    private static void Write(SegmentError segment, SegmentWriter writer)
    {
        writer.Begin("IK3", "2100").Element(segment.SegmentId).Element(segment.Position).Element(segment.Loop).Element(segment.Code.Value).End();
        foreach (var context in segment.Contexts)
            Write(context, writer, "2100");
        foreach (var element in segment.Elements)
        {
            writer.Begin("IK4", "2110").Composite(Text(element.Element), Text(element.Component), Text(element.Repetition))
                .Element(element.DataElement).Element(element.Code.Value).Element(element.Copy).End();
            foreach (var context in element.Contexts)
                Write(context, writer, "2110");
        }
    }

    private static void Write(ErrorContext context, SegmentWriter writer, string loop) => writer.Begin("CTX", loop)
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
