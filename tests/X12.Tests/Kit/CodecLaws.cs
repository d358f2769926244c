using System.Buffers;

namespace Portico.X12.Tests;

/// <summary>What holds for every input, whatever it is. The mutations and the fuzzer ask for the same.</summary>
internal static class CodecLaws
{
    /// <param name="input">Anything at all.</param>
    /// <param name="piece">The stream hands out this many bytes at a time.</param>
    /// <returns>What was found wrong with the input.</returns>
    /// <exception cref="InvalidOperationException">A law is broken; the text says which.</exception>
    public static IssueLog Hold(byte[] input, int piece)
    {
        var document = Document.Read(input);
        var written = new ArrayBufferWriter<byte>(input.Length + 1);
        document.Write(written);
        Demand(written.WrittenSpan.SequenceEqual(input), "what was read and not touched is written back byte for byte");
        using var reader = new LoopReader(new SegmentReader(new Trickle(input, piece)), hasUnits: true);
        while (reader.Read())
        {
            if (reader.Part == LoopPart.Unit)
                Model(reader);
        }
        var (streamed, whole) = (reader.Issues, document.Issues);
        var isSame = streamed.Count == whole.Count && streamed.Kept.Count == whole.Kept.Count;
        for (var i = 0; isSame && i < whole.Kept.Count; i++)
            isSame = streamed.Kept[i].Kind == whole.Kept[i].Kind && streamed.Kept[i].Place == whole.Kept[i].Place;
        Demand(isSame, "a stream has the same issues in the same places as the whole");
        foreach (var issue in whole.Kept)
            Demand(issue.Place.Offset >= 0 && issue.Place.Offset <= input.Length, "an issue's place is inside the input");
        return whole;
    }

    private static void Model(LoopReader reader)
    {
        switch (reader.Tree.Guide?.Transaction)
        {
            case "835":
                Demand(RemittanceClaim.Read(reader.Unit).Lines.Count >= 0, "a claim is read whole");
                break;
            case "837":
                Demand(ProfessionalClaim.Read(reader.Unit).Lines.Count >= 0, "a claim is read whole");
                break;
            case "271":
                Demand(EligibilityAnswer.Read(reader.Unit).Benefits.Count >= 0, "an answer is read whole");
                break;
        }
    }

    private static void Demand(bool holds, string law)
    {
        if (!holds)
            throw new InvalidOperationException($"This does not hold: {law}.");
    }
}
