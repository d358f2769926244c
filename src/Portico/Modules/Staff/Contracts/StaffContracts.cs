using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.Contracts;

/// <summary>A member of this practice's staff, as others may show them.</summary>
public sealed class StaffMemberRow : ReadOnlyRow
{
    public UserId Id { get; init; }
    public required string DisplayName { get; init; }
    public Roles Roles { get; init; }
    public bool IsActive { get; init; }
}

public interface IStaffDirectory
{
    /// <returns>Everyone who works here now, in the order of names.</returns>
    Task<IReadOnlyList<StaffMemberRow>> MembersAsync(Desk desk, CancellationToken ct);

    /// <returns>The member's name, also of one who left; <c>Someone who left</c> for a user unknown to this practice.</returns>
    Task<string> DisplayNameAsync(Desk desk, UserId user, CancellationToken ct);

    /// <summary>Makes someone a member, with no way to sign in yet. The same id again changes nothing.</summary>
    /// <param name="desk">Of the practice that they join.</param>
    /// <param name="user">Chosen by the caller, so that a repeated import or demo writes the same person.</param>
    /// <param name="signInName">What they type to sign in; unique in the whole database, whatever its case.</param>
    /// <param name="displayName">What colleagues see.</param>
    /// <param name="roles">One or more.</param>
    void AddMember(Desk desk, UserId user, string signInName, string displayName, Roles roles);
}
