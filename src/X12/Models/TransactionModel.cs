using System.Buffers;

namespace Portico.X12;

/// <summary>A whole transaction as a record: what can be read from a <see cref="LoopTree"/> and written between ST and SE.</summary>
public abstract record TransactionModel
{
    private protected TransactionModel()
    {
    }

    /// <summary>Where its ST stands; nowhere for one that was not read.</summary>
    public Place Place { get; init; }

    /// <summary>ST01, such as <c>837</c>.</summary>
    public abstract string TransactionId { get; }

    /// <summary>GS01 of the group it travels in, such as <c>HC</c>.</summary>
    public abstract string GroupKind { get; }

    /// <summary>GS08 of the group it travels in, such as <c>005010X222A1</c>.</summary>
    public abstract string Guide { get; }

    /// <summary>Segments and loops of the transaction itself that have no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }

    private protected virtual string Variant => "";

    /// <summary>Writes it with ST and SE into the group that the writer has open.</summary>
    /// <param name="writer">Its <c>Segments.Issues</c> name what could not be written.</param>
    public void Write(InterchangeWriter writer)
    {
        var guide = X12.Guide.Find(TransactionId, Guide, Variant) ?? throw new System.Diagnostics.UnreachableException(Guide);
        writer.BeginTransaction(TransactionId, TransactionId == "835" ? null : Guide);
        var loops = new LoopWriter(writer.Segments, guide);
        Write(loops);
        loops.Close();
        writer.EndTransaction();
    }

    /// <summary>Writes an interchange of these transactions, in one group for each run of one kind.</summary>
    /// <param name="output">Takes ISA to IEA.</param>
    /// <param name="header">Who to whom, and the interchange's number. GS02 and GS03 are its sender and receiver.</param>
    /// <param name="transactions">In the order they are written.</param>
    /// <param name="delimiters">What to cut by; <see cref="Delimiters.Usual"/> when null.</param>
    /// <param name="firstGroup">GS06 of the first group; the next ones count on.</param>
    /// <returns>What could not be written, with its place in the output. Send the output only when there is none.</returns>
    public static IssueLog WriteInterchange(
        IBufferWriter<byte> output, InterchangeHeader header, IEnumerable<TransactionModel> transactions, Delimiters? delimiters = null, int firstGroup = 1)
    {
        var writer = new InterchangeWriter(output, delimiters ?? Delimiters.Usual);
        writer.BeginInterchange(header);
        (string Kind, string Guide)? open = null;
        foreach (var transaction in transactions)
        {
            var group = (transaction.GroupKind, transaction.Guide);
            if (open != group)
            {
                if (open is not null)
                    writer.EndGroup();
                writer.BeginGroup(group.GroupKind, group.Guide, header.Sender, header.Receiver, header.At, firstGroup++);
                open = group;
            }
            transaction.Write(writer);
        }
        if (open is not null)
            writer.EndGroup();
        writer.EndInterchange();
        return writer.Segments.Issues;
    }

    private protected abstract void Write(LoopWriter writer);
}

/// <summary>A transaction that begins with BHT: all but the 835.</summary>
public abstract record Conversation : TransactionModel
{
    private protected Conversation()
    {
    }

    /// <summary>BHT02: what it is for, such as <c>13</c> for a request or <c>00</c> for an original.</summary>
    public required string Purpose { get; init; }

    /// <summary>BHT03: the sender's own number of it.</summary>
    public required string Reference { get; init; }

    /// <summary>BHT04 and BHT05, in the sender's wall time.</summary>
    public required DateTime At { get; init; }

    /// <summary>BHT06: the kind of conversation, such as <c>CH</c> for claims that ask for payment.</summary>
    public string? Kind { get; init; }

    private protected abstract string Structure { get; }

    private protected sealed override void Write(LoopWriter writer)
    {
        writer.Segment("BHT").Element(Structure).Element(Purpose).Element(Reference).Element(DateOnly.FromDateTime(At))
            .Element(Values.TimeText(TimeOnly.FromDateTime(At))).Element(Kind).End();
        writer.Kept(Others);
        WriteLevels(writer);
    }

    private protected abstract void WriteLevels(LoopWriter writer);
}

/// <summary>What every reader of a conversation needs first.</summary>
internal readonly record struct BeginningSegment(Place Place, string Purpose, string Reference, DateTime At, string? Kind)
{
    public static BeginningSegment Read(Loop root)
    {
        var bht = root.Segment("BHT"u8);
        var date = Values.Date(bht[4]) ?? DateOnly.MinValue;
        return new(root.First.Place(), Values.Code(bht[2]), bht.Text(3), date.ToDateTime(Values.Time(bht[5]) ?? TimeOnly.MinValue), Values.CodeOrNull(bht[6]));
    }
}
