using System.Collections.Concurrent;
using Portico.Platform.Live;

namespace Portico.Platform.Chores;

/// <summary>Wakes a chore before its rest is over. Rung often while it works, it wakes it once.</summary>
public class Bell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);
    private readonly ConcurrentDictionary<int, IDisposable> _listening = new();

    internal void Ring()
    {
        try
        {
            if (_rung.CurrentCount == 0)
                _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody rang at the same moment: one ring is enough.
        }
    }

    /// <summary>Rings whenever somebody touches a topic of a practice, on whatever node. Called again for the same practice, it listens on.</summary>
    internal void Listen(LiveFeed live, int practice, string topic) => _listening.GetOrAdd(practice, p => live.Listen(p, topic, _ => Ring()));

    /// <summary>Until it rings, <paramref name="most"/> at the longest.</summary>
    internal Task WaitAsync(TimeSpan most, CancellationToken ct) => _rung.WaitAsync(most, ct);

    public void Dispose()
    {
        foreach (var listener in _listening.Values)
            listener.Dispose();
        _rung.Dispose();
        GC.SuppressFinalize(this);
    }
}
