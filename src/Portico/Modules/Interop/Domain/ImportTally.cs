namespace Portico.Modules.Interop.Domain;

/// <summary>What became of one kind of record. Counts, codes and the source's own ids: nothing about a person.</summary>
public sealed class ImportTally
{
    private readonly SortedDictionary<string, KindTally> _kinds = new(StringComparer.Ordinal);

    public IReadOnlyList<KindTally> Kinds => [.. _kinds.Values];

    public void Taken(string kind) => Change(kind, t => t with { Taken = t.Taken + 1 });
    public void Changed(string kind) => Change(kind, t => t with { Changed = t.Changed + 1 });
    public void AlreadyHere(string kind) => Change(kind, t => t with { AlreadyHere = t.AlreadyHere + 1 });

    /// <param name="kind">The kind of record.</param>
    /// <param name="why">A sentence of ours, never a value that was read.</param>
    /// <param name="which">The record's id or row number at the source. Null: one of many not worth naming.</param>
    public void LeftOut(string kind, string why, string? which) =>
        Change(kind, t => t with { LeftOut = [.. t.LeftOut.Where(l => l.Why != why), With(t.LeftOut.FirstOrDefault(l => l.Why == why), why, which)] });

    /// <param name="kind">The kind of record.</param>
    /// <param name="what">A sentence of ours about a record that was taken.</param>
    /// <param name="which">The record's id or row number at the source.</param>
    public void Warned(string kind, string what, string which) =>
        Change(kind, t => t with { Warnings = [.. t.Warnings.Where(w => w.Why != what), With(t.Warnings.FirstOrDefault(w => w.Why == what), what, which)] });

    public void Add(IEnumerable<KindTally> other)
    {
        foreach (var more in other)
        {
            Change(more.Kind, t => t with
            {
                Taken = t.Taken + more.Taken, Changed = t.Changed + more.Changed, AlreadyHere = t.AlreadyHere + more.AlreadyHere,
                LeftOut = Together(t.LeftOut, more.LeftOut), Warnings = Together(t.Warnings, more.Warnings),
            });
        }
    }

    private static IReadOnlyList<LeftOut> Together(IReadOnlyList<LeftOut> one, IReadOnlyList<LeftOut> other) => [.. one.Concat(other).GroupBy(l => l.Why)
        .Select(g => new LeftOut(g.Key, g.Sum(l => l.Count), [.. g.SelectMany(l => l.Which).Take(MostNamed)]))];

    private const int MostNamed = 200;

    private static LeftOut With(LeftOut? before, string why, string? which)
    {
        before ??= new LeftOut(why, 0, []);
        return before with
        {
            Count = before.Count + 1,
            Which = which is null || before.Which.Count >= MostNamed ? before.Which : [.. before.Which, which],
        };
    }

    private void Change(string kind, Func<KindTally, KindTally> change) =>
        _kinds[kind] = change(_kinds.GetValueOrDefault(kind) ?? new KindTally(kind, 0, 0, 0, []));
}

/// <param name="Kind">A FHIR resource type or a kind of CSV row.</param>
/// <param name="Taken">New here.</param>
/// <param name="Changed">Known, and brought up to what the source says now.</param>
/// <param name="AlreadyHere">Known, and left as it is.</param>
/// <param name="LeftOut">Not taken, by reason.</param>
public sealed record KindTally(string Kind, int Taken, int Changed, int AlreadyHere, IReadOnlyList<LeftOut> LeftOut)
{
    /// <summary>Taken all the same, and a person should look: by what about them.</summary>
    public IReadOnlyList<LeftOut> Warnings { get; init; } = [];
}

/// <param name="Why">A sentence.</param>
/// <param name="Count">How many.</param>
/// <param name="Which">Ids or row numbers at the source, the first 200.</param>
public sealed record LeftOut(string Why, int Count, IReadOnlyList<string> Which);
