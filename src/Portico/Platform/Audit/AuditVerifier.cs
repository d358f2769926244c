using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Portico.Platform.Store;

namespace Portico.Platform.Audit;

/// <summary>What a practice's chain turned out to be.</summary>
/// <param name="Entries">How many links were followed and found good.</param>
/// <param name="Bad">The first thing that is wrong. Null: nothing is.</param>
/// <param name="VouchedTo">The last sequence that a good checkpoint covers; 0 without one.</param>
/// <param name="LastSequence">Where the chain ends.</param>
/// <param name="Unsealed">Entries that no link covers yet.</param>
internal sealed record AuditFindings(long Entries, BadEntry? Bad, long VouchedTo, long LastSequence, long Unsealed)
{
    /// <summary>What an attacker could still have changed unseen.</summary>
    public string Span => string.Create(CultureInfo.InvariantCulture, $"""
        {(VouchedTo == 0 ? "No checkpoint: a rewritten or cut chain would look whole."
            : LastSequence == VouchedTo ? $"Checkpoints cover sequence 1 to {VouchedTo}, which is all of it."
            : $"Checkpoints cover sequence 1 to {VouchedTo}; {VouchedTo + 1} to {LastSequence} could be cut unseen.")}
        {Unsealed} entries are not sealed yet and cannot be vouched for.
        """);
}

/// <param name="Sequence">Its place in the chain.</param>
/// <param name="Entry">Absent when the link itself is gone.</param>
/// <param name="What">What is wrong with it.</param>
internal sealed record BadEntry(long Sequence, Guid? Entry, string What);

/// <summary>Follows a practice's chain from its first link and stops at the first that is wrong.</summary>
internal sealed class AuditVerifier(DeskStore store, AuditCheckpoints checkpoints)
{
    public async Task<AuditFindings> VerifyAsync(int practice, CancellationToken ct)
    {
        var lines = checkpoints.Read(practice);
        var signed = lines.Select(l => l.Checkpoint).OfType<AuditCheckpoint>()
            .GroupBy(c => c.Sequence).ToDictionary(g => g.Key, g => g.ToList());
        var vouched = signed.Count == 0 ? 0 : signed.Keys.Max();

        await using var transaction = await store.ReadAsync(practice, ct);
        var db = transaction.Db;
        var unsealed = await db.Set<AuditEntryRow>().LongCountAsync(
            e => !db.Set<AuditSealRow>().Any(s => s.PracticeId == e.PracticeId && s.EntryId == e.Id), ct);
        var last = await db.Set<AuditSealRow>().MaxAsync(s => (long?)s.Sequence, ct) ?? 0;
        var links =
            from seal in db.Set<AuditSealRow>()
            join entry in db.Set<AuditEntryRow>() on new { seal.PracticeId, Id = seal.EntryId } equals new { entry.PracticeId, entry.Id }
                into entries
            from entry in entries.DefaultIfEmpty()
            orderby seal.Sequence
            select new { seal.Sequence, seal.EntryId, seal.Hash, Entry = entry };

        var (good, hash) = (0L, AuditChain.Start);
        BadEntry? bad = null;
        await foreach (var link in links.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (link.Sequence != good + 1)
            {
                bad = new(good + 1, null, "its link is gone");
                break;
            }
            if (link.Entry is null)
            {
                bad = new(link.Sequence, link.EntryId, "the entry was deleted");
                break;
            }
            hash = AuditChain.Next(hash, link.Sequence, link.EntryId, link.Entry.Body);
            if (!hash.AsSpan().SequenceEqual(link.Hash))
            {
                bad = new(link.Sequence, link.EntryId, "the entry was changed or put in another's place");
                break;
            }
            if (!Repeats(link.Entry))
            {
                bad = new(link.Sequence, link.EntryId, "its patient, person or time differs from what was sealed");
                break;
            }
            if (signed.TryGetValue(link.Sequence, out var points) && points.Any(p => p.Hash != Convert.ToHexString(hash)))
            {
                bad = new(link.Sequence, link.EntryId, "the chain differs from its signed checkpoint: it was made anew up to here");
                break;
            }
            good++;
        }
        if (bad is null && vouched > good)
            bad = new(good + 1, null, string.Create(CultureInfo.InvariantCulture,
                $"the tail was cut: a signed checkpoint saw sequence {vouched}"));
        if (bad is null && lines.FirstOrDefault(l => l.Checkpoint is null) is { Line: > 0 } line)
            bad = new(good, null, string.Create(CultureInfo.InvariantCulture,
                $"line {line.Line} of its checkpoint file is not signed by this practice's key"));
        return new(good, bad, vouched, last, unsealed);
    }

    // The columns beside the body exist for searching; hiding an entry from a chart's readers by changing them is an edit too.
    private static bool Repeats(AuditEntryRow row)
    {
        using var body = JsonDocument.Parse(row.Body);
        var root = body.RootElement;
        Guid? patient = root.TryGetProperty("patient", out var named) ? named.GetGuid() : null;
        return root.GetProperty("id").GetGuid() == row.Id && root.GetProperty("user").GetGuid() == row.UserId && patient == row.PatientId
            && InstantPattern.ExtendedIso.Parse(root.GetProperty("at").GetString() ?? "") is { Success: true } at && at.Value == row.At;
    }
}
