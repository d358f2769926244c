using System.Collections.Concurrent;

namespace Portico.Platform.Live;

/// <summary>Tells open screens which rows a commit touched, on this node at once and on the others within a second.</summary>
public sealed class LiveFeed
{
    private readonly ConcurrentDictionary<long, (int Practice, string Prefix, Action<IReadOnlyCollection<string>> Heard)> _screens = new();
    private long _last;

    /// <summary>Raised on this node after each of its own commits that touched something.</summary>
    internal event Action<int, IReadOnlyCollection<string>>? PublishedHere;

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

    internal void Published(int practice, IReadOnlyCollection<string> topics)
    {
        Deliver(practice, topics);
        PublishedHere?.Invoke(practice, topics);
    }

    /// <summary>Hands out what another node, or this one, committed.</summary>
    internal void Deliver(int practice, IReadOnlyCollection<string> topics)
    {
        foreach (var screen in _screens.Values)
        {
            if (screen.Practice != practice)
                continue;
            var matched = topics.Where(t => t.StartsWith(screen.Prefix, StringComparison.Ordinal)).ToList();
            if (matched.Count > 0)
                ThreadPool.QueueUserWorkItem(_ => screen.Heard(matched));
        }
    }

    private sealed class Listening(LiveFeed feed, long id) : IDisposable
    {
        public void Dispose() => feed._screens.TryRemove(id, out _);
    }
}
