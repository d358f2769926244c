using System.Buffers;
using System.Globalization;

namespace Portico.X12;

/// <summary>Who sends an interchange to whom.</summary>
public sealed record InterchangeHeader
{
    /// <summary>ISA05, such as <c>ZZ</c> (agreed between the two) or <c>30</c> (tax number).</summary>
    public required string SenderQualifier { get; init; }

    /// <summary>ISA06, up to 15 characters.</summary>
    public required string Sender { get; init; }

    /// <summary>ISA07.</summary>
    public required string ReceiverQualifier { get; init; }

    /// <summary>ISA08, up to 15 characters.</summary>
    public required string Receiver { get; init; }

    /// <summary>ISA13: a number that this sender has not used before, 0 to 999,999,999.</summary>
    public required int ControlNumber { get; init; }

    /// <summary>ISA09 and ISA10, in the sender's wall time.</summary>
    public required DateTime At { get; init; }

    /// <summary>ISA14: true asks for a TA1.</summary>
    public bool WantsAcknowledgement { get; init; }

    /// <summary>ISA15: P when false, T when true.</summary>
    public bool IsTest { get; init; }

    /// <summary>ISA12: <c>00501</c>, or <c>00401</c>.</summary>
    public string Version { get; init; } = "00501";
}

/// <summary>Writes interchanges: envelopes, control numbers and counts are its business, the segments between the caller's.</summary>
/// <remarks>Not safe from several threads at once.</remarks>
/// <example>
/// <code>
/// var writer = new InterchangeWriter(output, Delimiters.Usual);
/// writer.BeginInterchange(header);
/// writer.BeginGroup("HS", "005010X279A1", sender, receiver, header.At, 1);
/// writer.BeginTransaction("270", "005010X279A1");
/// writer.Segments.Begin("BHT").Element("0022").Element("13").Element("REF1").Element(date).Element("0905").End();
/// writer.EndTransaction();
/// writer.EndGroup();
/// writer.EndInterchange();
/// if (writer.Segments.Issues.Count == 0) Send(output);
/// </code>
/// </example>
public sealed class InterchangeWriter(IBufferWriter<byte> output, Delimiters delimiters)
{
    private int _interchangeNumber;
    private int _groupNumber;
    private string _control = "";
    private int _groups;
    private int _transactions;

    /// <summary>Writes what stands between ST and SE.</summary>
    public SegmentWriter Segments { get; } = new(output, delimiters);

    /// <summary>Writes ISA.</summary>
    public void BeginInterchange(InterchangeHeader header)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)header.ControlNumber, 999_999_999u, nameof(header));
        Segments.Interchange++;
        (Segments.Group, Segments.Transaction) = (0, 0);
        (_interchangeNumber, _groups) = (header.ControlNumber, 0);
        var repetition = header.Version == "00501" ? ((char)(delimiters.Repetition ?? (byte)'U')).ToString() : "U";
        // ISA is the only segment of fixed length, and ISA11 and ISA16 hold delimiters.
        var isa = string.Create(CultureInfo.InvariantCulture, $"ISA|00|{"",10}|00|{"",10}|{Fixed(header.SenderQualifier, 2, 5)}|{Fixed(header.Sender, 15, 6)}|{Fixed(header.ReceiverQualifier, 2, 7)}|{Fixed(header.Receiver, 15, 8)}|{header.At:yyMMdd}|{header.At:HHmm}|")
            .Replace('|', (char)delimiters.Element);
        isa += string.Join((char)delimiters.Element, repetition, header.Version, header.ControlNumber.ToString("000000000", CultureInfo.InvariantCulture),
            header.WantsAcknowledgement ? "1" : "0", header.IsTest ? "T" : "P", ((char)delimiters.Component).ToString());
        Segments.Raw(isa);
    }

    /// <summary>Writes GS.</summary>
    /// <param name="kind">GS01, such as <c>HC</c>.</param>
    /// <param name="guide">GS08, such as <c>005010X222A1</c>.</param>
    /// <param name="sender">GS02.</param>
    /// <param name="receiver">GS03.</param>
    /// <param name="at">GS04 and GS05, in the sender's wall time.</param>
    /// <param name="controlNumber">GS06: unique in the interchange.</param>
    public void BeginGroup(string kind, string guide, string sender, string receiver, DateTime at, int controlNumber)
    {
        Segments.Group++;
        Segments.Transaction = 0;
        (_groupNumber, _transactions) = (controlNumber, 0);
        _groups++;
        Segments.Begin("GS").Element(kind).Element(sender).Element(receiver).Element(DateOnly.FromDateTime(at))
            .Element(at.ToString("HHmm", CultureInfo.InvariantCulture)).Element(controlNumber).Element("X").Element(guide).End();
    }

    /// <summary>Writes ST with the next control number of its group.</summary>
    /// <param name="transaction">ST01, such as <c>837</c>.</param>
    /// <param name="guide">ST03; null for the 835 and for 004010, which have none.</param>
    public void BeginTransaction(string transaction, string? guide)
    {
        Segments.Transaction++;
        _control = (++_transactions).ToString("0000", CultureInfo.InvariantCulture);
        Segments.Begin("ST").Element(transaction).Element(_control).Element(guide).End();
    }

    /// <summary>Writes SE with its count.</summary>
    public void EndTransaction() => Segments.Begin("SE").Element(Segments.SegmentsInTransaction + 1).Element(_control).End();

    /// <summary>Writes GE with its count.</summary>
    public void EndGroup()
    {
        Segments.Transaction = 0;
        Segments.Begin("GE").Element(_transactions).Element(_groupNumber).End();
    }

    /// <summary>Writes IEA with its count.</summary>
    public void EndInterchange()
    {
        Segments.Group = 0;
        Segments.Begin("IEA").Element(_groups).Element(_interchangeNumber.ToString("000000000", CultureInfo.InvariantCulture)).End();
    }

    // A value that does not fit is left out and named: half an id is somebody else's.
    private string Fixed(string value, int length, int element)
    {
        if (value.Length <= length && value.All(c => c is >= ' ' and < (char)0x7F && !delimiters.Contains((byte)c)))
            return value.PadRight(length);
        Segments.Issues.Add(IssueKind.IsaValue, new Place(Segments.Interchange, 0, 0, 1, Segments.Written, (short)element), "ISA",
            $"ISA{element:00} has room for {length} characters, none of them a delimiter: what was given does not fit, and was left out.");
        return new(' ', length);
    }
}
