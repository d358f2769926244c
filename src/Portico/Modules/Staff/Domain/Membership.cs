using Portico.Platform.Access;
using Portico.Platform.Store;

namespace Portico.Modules.Staff.Domain;

/// <summary>What a person is in one practice. Never deleted: what they did keeps their name.</summary>
public sealed class Membership : TenantRow
{
    private Membership() { }

    public UserId UserId { get; private init; }

    /// <summary>What colleagues see.</summary>
    public string DisplayName { get; private set; } = "";
    public Roles Roles { get; private set; }
    public bool IsActive { get; private set; } = true;

    public static Membership Of(UserId user, string displayName, Roles roles)
    {
        var membership = new Membership { UserId = user };
        membership.Change(displayName, roles);
        return membership;
    }

    /// <exception cref="ArgumentException">No role: someone without any is deactivated instead.</exception>
    public void Change(string displayName, Roles roles)
    {
        if (roles == Roles.None)
            throw new ArgumentException("A member has a role.", nameof(roles));
        (DisplayName, Roles) = (displayName.Trim(), roles);
    }

    public void Deactivate() => IsActive = false;

    public void Reactivate() => IsActive = true;
}
