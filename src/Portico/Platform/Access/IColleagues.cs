using Portico.Platform.UseCases;

namespace Portico.Platform.Access;

/// <summary>Who works in the practice, for the modules that stand below Staff. The Staff module answers.</summary>
public interface IColleagues
{
    /// <returns>Names by user, also of those who left; who was never a member here is left out.</returns>
    Task<IReadOnlyDictionary<UserId, string>> NamesAsync(Desk desk, IReadOnlyCollection<UserId> users, CancellationToken ct);

    /// <returns>True for an active member of the desk's practice.</returns>
    Task<bool> WorksHereAsync(Desk desk, UserId user, CancellationToken ct);
}
