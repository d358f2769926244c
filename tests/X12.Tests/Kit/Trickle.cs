namespace Portico.X12.Tests;

/// <summary>A stream that gives a few bytes at a time.</summary>
internal sealed class Trickle(byte[] bytes, int step) : MemoryStream(bytes)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(step, buffer.Length)]);
}
