using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Eligibility;

/// <summary>Which questions of a batch the receiver refuses to read, by its 999 or TA1. Source: 005010X231A1.</summary>
public static class BatchRefusals
{
    /// <param name="acknowledgement">The interchange that came.</param>
    /// <param name="sent">The interchange that it answers.</param>
    /// <returns>BHT03 of the transaction sets that are refused: of sets with one question, its trace.</returns>
    public static IReadOnlySet<string> Read(ReadOnlyMemory<byte> acknowledgement, ReadOnlyMemory<byte> sent)
    {
        var document = Document.Read(acknowledgement);
        var references = References(sent);
        var isRefusedWhole = document.Interchanges.SelectMany(i => i.Others).Select(InterchangeAcknowledgement.Read)
            .Any(t => t is not null && t.Verdict == InterchangeVerdict.Rejected);
        HashSet<string> refused = [];
        foreach (var group in document.Transactions.Where(t => t.Root.First.Text(1) == "999").Select(t => GroupAcknowledgement.Read(t.Root)))
        {
            // A group that is refused as a whole names those alone that have errors of their own.
            isRefusedWhole |= group.Verdict.IsRejected;
            foreach (var transaction in group.Transactions.Where(t => t.Verdict.IsRejected))
            {
                if (references.TryGetValue(transaction.ControlNumber.Trim(), out var reference))
                    refused.Add(reference);
            }
        }
        return isRefusedWhole ? references.Values.ToHashSet() : refused;
    }

    private static Dictionary<string, string> References(ReadOnlyMemory<byte> sent)
    {
        Dictionary<string, string> references = [];
        var set = "";
        using var reader = new SegmentReader(sent);
        while (reader.Read())
        {
            if (reader.Current.Is("ST"u8))
                set = reader.Current.Text(2).Trim();
            else if (reader.Current.Is("BHT"u8))
                references[set] = reader.Current.Text(3).Trim();
        }
        return references;
    }
}
