using System.Buffers;

namespace Portico.X12;

/// <summary>What is sent back for one interchange: a TA1, 999s, or both.</summary>
/// <remarks>Sender and receiver have changed places. Made by an <see cref="Acknowledger"/>.</remarks>
public sealed record InterchangeReply
{
    /// <summary>ISA05 of the reply.</summary>
    public required string SenderQualifier { get; init; }

    /// <summary>ISA06 of the reply: whom the interchange was for.</summary>
    public required string Sender { get; init; }

    /// <summary>ISA07 of the reply.</summary>
    public required string ReceiverQualifier { get; init; }

    /// <summary>ISA08 of the reply: who sent the interchange.</summary>
    public required string Receiver { get; init; }

    /// <summary>ISA15 of the reply, T when true: as in the interchange.</summary>
    public bool IsTest { get; init; }

    /// <summary>What the reply is cut by.</summary>
    public Delimiters Delimiters { get; init; } = Delimiters.Usual;

    /// <summary>The TA1; null where nothing is wrong with the envelope and ISA14 asked for none.</summary>
    public InterchangeAcknowledgement? Interchange { get; init; }

    /// <summary>A 999 for each group; none where the interchange is rejected as a whole.</summary>
    public IReadOnlyList<GroupReply> Groups { get; init; } = [];

    /// <summary>True when all of the interchange was taken in.</summary>
    public bool IsAccepted => Interchange?.Verdict != InterchangeVerdict.Rejected
        && Groups.All(g => g.Acknowledgement.Verdict == AcknowledgementVerdict.Accepted || g.Acknowledgement.Verdict == AcknowledgementVerdict.AcceptedWithErrors);

    /// <summary>Writes the reply, ISA to IEA.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="controlNumber">ISA13 of the reply: a number that its sender has not used before.</param>
    /// <param name="at">Now, in the sender's wall time.</param>
    /// <param name="firstGroup">GS06 of the first group; the next ones count on.</param>
    /// <returns>What could not be written. Send the output only when there is nothing.</returns>
    public IssueLog Write(IBufferWriter<byte> output, int controlNumber, DateTime at, int firstGroup = 1)
    {
        var writer = new InterchangeWriter(output, Delimiters);
        // ISA14 stays 0: an acknowledgement asks for none.
        writer.BeginInterchange(new()
        {
            SenderQualifier = SenderQualifier,
            Sender = Sender,
            ReceiverQualifier = ReceiverQualifier,
            Receiver = Receiver,
            ControlNumber = controlNumber,
            At = at,
            IsTest = IsTest,
        });
        Interchange?.Write(writer.Segments);
        foreach (var group in Groups)
        {
            writer.BeginGroup(group.Acknowledgement.GroupKind, group.Acknowledgement.Guide, group.Sender, group.Receiver, at, firstGroup++);
            group.Acknowledgement.Write(writer);
            writer.EndGroup();
        }
        writer.EndInterchange();
        return writer.Segments.Issues;
    }
}

/// <summary>A 999 and the application codes of its group.</summary>
/// <param name="Sender">GS02 of the reply: GS03 of the group that it answers.</param>
/// <param name="Receiver">GS03 of the reply: GS02 of that group.</param>
/// <param name="Acknowledgement">The 999.</param>
public sealed record GroupReply(string Sender, string Receiver, GroupAcknowledgement Acknowledgement);
