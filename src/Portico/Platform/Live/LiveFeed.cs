using System.Collections.Concurrent;

namespace Portico.Platform.Live;

/// <summary>Tells open screens which rows a commit touched, on this node at once and on the others within a second.</summary>
public sealed class LiveFeed
{
    private readonly ConcurrentDictionary<long, (int Practice, string Prefix, Action<IReadOnlyCollection<string>> Heard)> _screens = new();

    private readonly ConcurrentDictionary<long, (int Practice, Action<IReadOnlyCollection<string>> Heard)> _memories = new();

    // What was delivered already: a change is heard from its own commit, from a NOTIFY and from the poll.
    private readonly ConcurrentDictionary<Guid, byte> _known = new();
    private long _last;

    /// <summary>Raised on this node after each of its own commits that touched something, with its practice.</summary>
    internal event Action<int>? PublishedHere;

    /// <summary>The practices that a screen of this node shows, or that it remembers something of.</summary>
    internal IReadOnlyList<int> Watched => [.. _screens.Values.Select(s => s.Practice).Concat(_memories.Values.Select(m => m.Practice)).Distinct()];

    /// <summary>Listens to every topic that begins with <paramref name="prefix"/>. Dispose to stop: a forgotten one leaks a circuit.</summary>
    /// <param name="practice">Only this practice's changes are heard.</param>
    /// <param name="prefix">Such as <c>schedule/LOCATION/2026-11-23</c>; empty hears all.</param>
    /// <param name="heard">Called on a pool thread with the topics that matched; a component goes on with InvokeAsync.</param>
    public IDisposable Listen(int practice, string prefix, Action<IReadOnlyCollection<string>> heard)
    {
        var id = Interlocked.Increment(ref _last);
        _screens[id] = (practice, prefix, heard);
        return new Listening(this, id);
    }

    /// <summary>Hears every topic before whoever made the change has its answer: for what is remembered and must be forgotten then.
    /// Dispose to stop.</summary>
    /// <param name="practice">Only this practice's changes are heard.</param>
    /// <param name="heard">Called on the thread that committed: notes what it heard and comes back.</param>
    public IDisposable Remember(int practice, Action<IReadOnlyCollection<string>> heard)
    {
        var id = Interlocked.Increment(ref _last);
        _memories[id] = (practice, heard);
        return new Listening(this, id);
    }

    internal void Published(int practice, Guid change, IReadOnlyCollection<string> topics)
    {
        Deliver(practice, change, topics);
        PublishedHere?.Invoke(practice);
    }

    /// <summary>Hands out what another node, or this one, committed: each change once.</summary>
    internal void Deliver(int practice, Guid change, IReadOnlyCollection<string> topics)
    {
        if (!_known.TryAdd(change, 0))
            return;
        foreach (var memory in _memories.Values)
        {
            if (memory.Practice == practice)
                memory.Heard(topics);
        }
        foreach (var screen in _screens.Values)
        {
            if (screen.Practice != practice)
                continue;
            var matched = topics.Where(t => t.StartsWith(screen.Prefix, StringComparison.Ordinal)).ToList();
            if (matched.Count > 0)
                ThreadPool.QueueUserWorkItem(_ => screen.Heard(matched));
        }
    }

    /// <summary>Forgets changes older than any poll looks back.</summary>
    internal void Forget(Guid before)
    {
        foreach (var change in _known.Keys)
        {
            if (change < before)
                _known.TryRemove(change, out _);
        }
    }

    private sealed class Listening(LiveFeed feed, long id) : IDisposable
    {
        public void Dispose()
        {
            feed._screens.TryRemove(id, out _);
            feed._memories.TryRemove(id, out _);
        }
    }
}
