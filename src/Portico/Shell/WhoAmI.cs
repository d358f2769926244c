using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Shell;

/// <summary>Who sits here, for the frame around every page.</summary>
/// <param name="Name">As colleagues know the person.</param>
/// <param name="Roles">Decides which pages are offered; the use cases decide what is allowed.</param>
/// <param name="Practice">The practice's name.</param>
/// <param name="Places">Where a desk can stand, in the order of names: the header lets one be chosen.</param>
/// <param name="Here">Where this one stands: its zone is the screen's clock. Null: no location yet.</param>
public sealed record WhoIAm(string Name, Roles Roles, string Practice, IReadOnlyList<WhoIAm.Place> Places, WhoIAm.Place? Here)
{
    /// <param name="Zone">IANA.</param>
    public sealed record Place(Guid Id, string Name, string Zone);
}

/// <summary>Answers who sits here. A module that knows people does; without one every page is offered.</summary>
public interface IWhoAmI
{
    Task<WhoIAm?> FindAsync(Call call, CancellationToken ct);
}
