using System.Buffers.Text;

namespace Portico.X12;

/// <summary>
/// Follows ISA, GS, ST and their trailers over any number of interchanges: control numbers, counts, order, and what stands
/// outside them. Costs nothing for the segments between.
/// </summary>
/// <remarks>
/// Call <see cref="Follow"/> for every piece that a <see cref="SegmentReader"/> finds, then <see cref="End"/>. Source: ASC X12.5
/// and X12.6; the shapes of the HIPAA guides' appendix on control segments.
/// </remarks>
public sealed class EnvelopeCheck(IssueLog issues)
{
    private EnvelopeWalk? _walk;
    private bool _isEnded;

    /// <summary>Where the issues go.</summary>
    public IssueLog Issues => issues;

    /// <summary>Looks at the piece that the reader stands on.</summary>
    public void Follow(SegmentReader reader)
    {
        var walk = _walk ??= Begin();
        if (!(reader.IsPlain && walk.IsInTransaction))
            walk.Follow(reader);
    }

    /// <summary>The input is at its end.</summary>
    /// <param name="reader">Whose <see cref="SegmentReader.Read"/> returned false.</param>
    public void End(SegmentReader reader)
    {
        if (_isEnded)
            return;
        (_walk ?? Begin()).End(reader);
        (_walk, _isEnded) = (null, true);
    }

    private EnvelopeWalk Begin()
    {
        _isEnded = false;
        return EnvelopeWalk.Rent(issues);
    }

    internal static bool TryCount(ReadOnlySpan<byte> text, out int number) =>
        Utf8Parser.TryParse(text, out number, out var used) && used == text.Length && text.Length <= 10 && number >= 0
            && char.IsAsciiDigit((char)text[0]);
}
