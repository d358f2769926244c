using System.Buffers;

namespace Portico.X12;

/// <summary>What a reader fills its buffer from.</summary>
internal abstract class SegmentSource
{
    /// <returns>How many bytes were put into the buffer; 0 at the end.</returns>
    public abstract int Read(Span<byte> into);

    public virtual ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken ct) => new(Read(into.Span));

    public virtual void Close()
    {
    }
}

internal sealed class StreamSource(Stream stream, bool leaveOpen) : SegmentSource
{
    public override int Read(Span<byte> into) => stream.Read(into);

    public override ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken ct) => stream.ReadAsync(into, ct);

    public override void Close()
    {
        if (!leaveOpen)
            stream.Dispose();
    }
}

internal sealed class SequenceSource(ReadOnlySequence<byte> sequence) : SegmentSource
{
    private ReadOnlySequence<byte> _left = sequence;

    public override int Read(Span<byte> into)
    {
        var part = _left.Slice(0, Math.Min(_left.Length, into.Length));
        part.CopyTo(into);
        _left = _left.Slice(part.End);
        return (int)part.Length;
    }
}
