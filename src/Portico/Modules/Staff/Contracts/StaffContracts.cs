using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.Contracts;

/// <summary>A member of this practice's staff, as others may show them.</summary>
public sealed class StaffMemberRow : ReadOnlyRow
{
    public UserId Id { get; init; }
    public required string DisplayName { get; init; }
    public bool IsActive { get; init; }
}

public interface IStaffDirectory
{
    Task<IReadOnlyList<StaffMemberRow>> MembersAsync(Desk desk, CancellationToken ct);

    /// <summary>The patient records that belong to this user or were named as family: their own record is refused outright.</summary>
    Task<string> DisplayNameAsync(Desk desk, UserId user, CancellationToken ct);
}
