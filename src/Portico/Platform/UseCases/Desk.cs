using NodaTime;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.Platform.UseCases;

/// <summary>One attempt's own context, clock, caller and events. Lives as long as the attempt; never kept.</summary>
public sealed class Desk
{
    private readonly IChartGuard _charts;
    private readonly List<(IEvent Event, Instant Due)> _events = [];
    private readonly SortedSet<string> _topics = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, string>> _facts = [];
    private readonly List<Guid> _opened = [];
    private readonly List<Guid> _seen = [];

    internal Desk(DeskDb db, Call call, Roles roles, Instant now, IChartGuard charts, bool writes)
    {
        (Db, Call, Roles, Now, _charts, Writes) = (db, call, roles, now, charts, writes);
    }

    public DeskDb Db { get; }
    public Call Call { get; }
    public Roles Roles { get; }

    /// <summary>The instant of this attempt: one for all its rows.</summary>
    public Instant Now { get; }

    internal bool Writes { get; }
    internal IReadOnlyList<(IEvent Event, Instant Due)> Events => _events;
    internal IReadOnlyCollection<string> Topics => Db.Saved.Count == 0 ? _topics : [.. _topics.Union(Db.Saved)];
    internal IReadOnlyList<KeyValuePair<string, string>> Facts => _facts;
    internal IReadOnlyList<Guid> Opened => _opened;
    internal IReadOnlyList<Guid> SeenInList => _seen;

    /// <summary>Says whose chart this act is about. Every act on a patient calls it, before it reads or changes anything.</summary>
    /// <exception cref="CallRejectedException">The caller's own record, or a restricted one without a reason.</exception>
    public async Task OpenChartAsync(IId patient, CancellationToken ct)
    {
        var batch = Batch();
        OpenChart(patient, batch);
        await batch.RunAsync(ct);
    }

    /// <summary>The same, asked in one round trip with what the act reads. The batch throws where the chart is closed.</summary>
    public void OpenChart(IId patient, DeskBatch batch)
    {
        if (_opened.Contains(patient.Value))
            return;
        if (Call.IsProgram)
            _opened.Add(patient.Value);
        else
            _charts.Ask(batch, this, patient.Value, () => _opened.Add(patient.Value));
    }

    /// <summary>Statements of this attempt's transaction that travel together.</summary>
    public DeskBatch Batch() => new(Db);

    /// <summary>Says that a patient's name was shown in a list. Recorded in batches.</summary>
    public void Saw(IId patient) => _seen.Add(patient.Value);

    /// <summary>Publishes an event with this transaction; its handlers run after the commit, at least once, acted on once.</summary>
    public void Raise(IEvent @event) => _events.Add((@event, Now));

    /// <summary>The same, not before <paramref name="due"/>.</summary>
    public void Raise(IEvent @event, Instant due) => _events.Add((@event, due));

    /// <summary>Names what changed, for the screens that show it: <c>schedule/LOCATION/2026-11-23</c>. Ids and dates only.</summary>
    public void Touch(string topic) => _topics.Add(topic);

    /// <summary>A fact for the audit entry: <c>Note("from", "Booked")</c>.</summary>
    public void Note(string name, string value) => _facts.Add(new(name, value));

    /// <summary>Sends what is tracked to the database now, so that a broken constraint can be answered as a refusal.</summary>
    public Task SaveAsync(CancellationToken ct) => Db.SaveChangesAsync(ct);
}

/// <summary>Something that happened, published by the module that owns it. A record of ids, dates and codes: no PHI.</summary>
public interface IEvent;

/// <summary>Hears one kind of event. Runs in a desk of its own; the mark that it ran commits with what it did.</summary>
public interface IHandle<in TEvent> where TEvent : IEvent
{
    Task HandleAsync(TEvent heard, Desk desk, CancellationToken ct);
}

/// <summary>Decides whether the caller may open a chart. The Patients module answers.</summary>
public interface IChartGuard
{
    /// <summary>Adds the question to a batch. Running it calls <paramref name="opened"/>, or throws
    /// <see cref="CallRejectedException"/>: not this chart, or not without a reason.</summary>
    void Ask(DeskBatch batch, Desk desk, Guid patient, Action opened);
}

/// <summary>Knows who holds which role, and whether a sign-in still stands. The Staff module answers.</summary>
public interface IAccess
{
    /// <summary>Adds the question to a batch. Running it answers with the roles that the caller holds in the practice at this
    /// moment; none when the sign-in was ended.</summary>
    void Ask(DeskBatch batch, Call call, Instant now, Action<Roles> answer);
}
