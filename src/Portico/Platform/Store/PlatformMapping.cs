using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Portico.Platform.Store;

/// <summary>A practice this database serves. Global: it is the list that all keys begin from.</summary>
public sealed class PracticeRow
{
    public int Id { get; init; }
    public required string Name { get; set; }

    /// <summary>Written once, when the database is made: only then may a visitor choose a person to be.</summary>
    public bool IsDemo { get; init; }
    public Instant CreatedAt { get; init; }
}

/// <summary>A shape of the schema that this database was brought to. Global.</summary>
public sealed class SchemaVersionRow
{
    /// <summary>SHA-256 of tables, columns and rules, in hex.</summary>
    public required string Fingerprint { get; init; }
}

/// <summary>A key that was used, the body it came with and the answer it got.</summary>
public sealed class CallKeyRow : TenantRow
{
    public Guid UserId { get; init; }
    public required string Key { get; init; }
    public required string UseCase { get; init; }
    public required byte[] BodyHash { get; init; }

    /// <summary>Absent only inside the transaction that claims it.</summary>
    public string? Answer { get; set; }
    public Instant At { get; init; }
}

/// <summary>Canonical bytes of who did what. Inserted once.</summary>
public sealed class AuditEntryRow : TenantRow
{
    public Guid Id { get; init; }
    public required byte[] Body { get; init; }

    /// <summary>Repeated from the body so that a chart's readers can be found; the body is what is sealed.</summary>
    public Guid? PatientId { get; init; }
    public Guid UserId { get; init; }
    public Instant At { get; init; }
}

/// <summary>The place of an entry in its practice's chain. Inserted once, by the sealer.</summary>
public sealed class AuditSealRow : TenantRow
{
    public long Sequence { get; init; }
    public Guid EntryId { get; init; }

    /// <summary>SHA-256 of the previous hash, the sequence, the entry's id and the entry's body.</summary>
    public required byte[] Hash { get; init; }
}

/// <summary>One event for one handler, waiting for its turn.</summary>
public sealed class OutboxRow : TenantRow
{
    public Guid Id { get; init; }
    public required string Event { get; init; }
    public required string Handler { get; init; }
    public required string Body { get; init; }
    public Instant DueAt { get; set; }
    public Instant? LeasedUntil { get; set; }
    public string? LeasedBy { get; set; }
    public int Attempts { get; set; }
    public Instant? DoneAt { get; set; }

    /// <summary>The kind of error, never its text: a text may carry PHI. Present once the message was parked.</summary>
    public string? ParkedFor { get; set; }
}

/// <summary>What a commit touched: a hint for open screens, thrown away within the hour.</summary>
public sealed class LiveChangeRow : TenantRow
{
    public Guid Id { get; init; }
    public required string Topics { get; init; }
    public Instant At { get; init; }
}

/// <summary>A form half filled. Encrypted; belongs to one person.</summary>
public sealed class DraftRow : TenantRow
{
    public Guid UserId { get; init; }
    public required string Form { get; init; }

    /// <summary>Whom or what the form is about; empty when it is about nothing yet.</summary>
    public required string Subject { get; init; }
    public required byte[] Body { get; set; }
    public Instant SavedAt { get; set; }
}

/// <summary>Which worker holds a practice's chore (sealing, sweeping) until when.</summary>
public sealed class LeaseRow : TenantRow
{
    public required string Chore { get; init; }
    public required string Holder { get; set; }
    public Instant Until { get; set; }
}

internal sealed class PlatformMapping : IStoreMapping
{
    public void Map(ModelBuilder model, StoreKind store)
    {
        model.Entity<PracticeRow>(practice =>
        {
            practice.ToTable("practice");
            practice.HasKey(p => p.Id);
        });
        model.Entity<SchemaVersionRow>(version =>
        {
            version.ToTable("schema_version");
            version.HasKey(v => v.Fingerprint);
        });
        model.Entity<CallKeyRow>(key =>
        {
            key.ToTable("call_key");
            key.HasKey(k => new { k.PracticeId, k.UserId, k.Key });
            key.HasIndex(k => new { k.PracticeId, k.At });
        });
        model.Entity<AuditEntryRow>(entry =>
        {
            entry.ToTable("audit_entry");
            entry.HasKey(e => new { e.PracticeId, e.Id });
            entry.HasIndex(e => new { e.PracticeId, e.PatientId, e.At });
            entry.IsAppendOnly();
        });
        model.Entity<AuditSealRow>(seal =>
        {
            seal.ToTable("audit_seal");
            seal.HasKey(s => new { s.PracticeId, s.Sequence });
            seal.HasIndex(s => new { s.PracticeId, s.EntryId }).IsUnique();
            seal.IsAppendOnly();
        });
        model.Entity<OutboxRow>(message =>
        {
            message.ToTable("outbox");
            message.HasKey(m => new { m.PracticeId, m.Id });
            message.HasIndex(m => new { m.PracticeId, m.DueAt }).HasFilter("done_at IS NULL AND parked_for IS NULL");
        });
        model.Entity<LiveChangeRow>(change =>
        {
            change.ToTable("live_change");
            change.HasKey(c => new { c.PracticeId, c.Id });
        });
        model.Entity<DraftRow>(draft =>
        {
            draft.ToTable("draft");
            draft.HasKey(d => new { d.PracticeId, d.UserId, d.Form, d.Subject });
        });
        model.Entity<LeaseRow>(lease =>
        {
            lease.ToTable("lease");
            lease.HasKey(l => new { l.PracticeId, l.Chore });
        });
    }
}
