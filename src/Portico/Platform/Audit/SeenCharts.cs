using System.Collections.Concurrent;
using Portico.Platform.UseCases;

namespace Portico.Platform.Audit;

/// <summary>Whose names were shown to whom in a list: gathered here, written a few seconds later as one entry a person.</summary>
public sealed class SeenCharts
{
    private readonly ConcurrentDictionary<(int Practice, Guid User, Guid Patient), Call> _seen = new();

    internal void Add(Call call, IEnumerable<Guid> patients)
    {
        foreach (var patient in patients)
            _seen.TryAdd((call.Practice, call.User.Value, patient), call);
    }

    internal IReadOnlyList<(Call Call, IReadOnlyList<Guid> Patients)> Take()
    {
        List<(Call Call, Guid Patient)> taken = [];
        foreach (var key in _seen.Keys)
        {
            if (_seen.TryRemove(key, out var call))
                taken.Add((call, key.Patient));
        }
        return [.. taken.GroupBy(t => (t.Call.Practice, t.Call.User))
            .Select(g => (g.First().Call, (IReadOnlyList<Guid>)[.. g.Select(t => t.Patient)]))];
    }
}
