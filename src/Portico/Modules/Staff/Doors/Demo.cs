using System.Net;
using Microsoft.EntityFrameworkCore;
using Portico.Platform.Store;

namespace Portico.Modules.Staff.Doors;

/// <summary>Whether a visitor may choose a person to be: in a demo practice, from this very machine.</summary>
internal sealed class Demo(DeskStore store)
{
    private int? _practice;

    /// <returns>The demo practice; null in a real one.</returns>
    /// <remarks>The mark is written once, when the database is made, so a demo that was seen stays one; before that nothing is kept.</remarks>
    public async Task<int?> PracticeAsync(CancellationToken ct)
    {
        if (_practice is null)
        {
            await using var db = store.Open();
            _practice = await db.Set<PracticeRow>().Where(p => p.IsDemo).OrderBy(p => p.Id).Select(p => (int?)p.Id).FirstOrDefaultAsync(ct);
        }
        return _practice;
    }

    /// <summary>Both ends are this machine: a page elsewhere that points its own name at 127.0.0.1 is refused.</summary>
    public static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
        && !http.Request.Headers.ContainsKey("X-Forwarded-For");

    public async Task<int?> OpenToAsync(HttpContext http) => IsLocal(http) ? await PracticeAsync(http.RequestAborted) : null;
}
