namespace Portico.X12;

/// <summary>
/// What few segments say is kept in a record of its own, which most models do not have: there are many of them, and a place
/// that is empty costs as much as one that is not.
/// </summary>
internal static class Seldom<TRecord>
    where TRecord : class, IEquatable<TRecord>, new()
{
    private static readonly TRecord s_nothing = new();

    /// <returns>Null when it says nothing any more, so that equal models stay equal.</returns>
    public static TRecord? With<T>(TRecord? record, T value, Func<TRecord, T, TRecord> set)
    {
        if (record is null && value is null)
            return null;
        var changed = set(record ?? s_nothing, value);
        return changed.Equals(s_nothing) ? null : changed;
    }
}
