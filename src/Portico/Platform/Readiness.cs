using System.Data.Common;
using Portico.Platform.Store;

namespace Portico.Platform;

/// <summary>Whether this node can serve: the database answers and its schema fits this program.</summary>
public sealed class Readiness(DeskStore store)
{
    private bool _fits;

    /// <returns>One sentence a problem; none when ready. No PHI: an outsider may read them.</returns>
    public async Task<IReadOnlyList<string>> ProblemsAsync(CancellationToken ct)
    {
        try
        {
            // A typo in its place looks like this too: an empty database is not made by looking.
            if (store.Address.Kind == StoreKind.Sqlite && !File.Exists(store.Address.Connection))
                return ["There is no database yet where PORTICO_DATA or PORTICO_DATABASE says: `portico init` begins a practice."];
            await using var db = store.Open();
            if (!await Schema.AnswersAsync(db, ct))
                return ["The database does not answer."];
            // A schema never goes back, so one look at it is enough.
            _fits = _fits || await Schema.FitsAsync(db, store.Address, ct);
            return _fits ? [] : ["The database is not at this program's version: run `portico migrate` as its owner."];
        }
        catch (DbException)
        {
            return ["The database does not answer."];
        }
    }
}
