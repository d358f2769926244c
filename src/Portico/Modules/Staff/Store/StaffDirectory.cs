using Microsoft.EntityFrameworkCore;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Staff.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.Store;

internal sealed class StaffDirectory : IStaffDirectory, IColleagues
{
    public async Task<IReadOnlyList<StaffMemberRow>> MembersAsync(Desk desk, CancellationToken ct) =>
        await desk.Db.Set<StaffMemberRow>().Where(m => m.IsActive).OrderBy(m => m.DisplayName).ToListAsync(ct);

    public async Task<string> DisplayNameAsync(Desk desk, UserId user, CancellationToken ct) =>
        await desk.Db.Set<StaffMemberRow>().Where(m => m.Id == user).Select(m => m.DisplayName).SingleOrDefaultAsync(ct)
        ?? "Someone who left";

    public async Task<IReadOnlyDictionary<UserId, string>> NamesAsync(Desk desk, IReadOnlyCollection<UserId> users, CancellationToken ct)
    {
        var asked = users.Distinct().ToList();
        return await desk.Db.Set<StaffMemberRow>().Where(m => asked.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.DisplayName, ct);
    }

    public Task<bool> WorksHereAsync(Desk desk, UserId user, CancellationToken ct) =>
        desk.Db.Set<StaffMemberRow>().AnyAsync(m => m.Id == user && m.IsActive, ct);

    public void AddMember(Desk desk, UserId user, string signInName, string displayName, Roles roles)
    {
        if (desk.Db.Set<Membership>().Find(desk.Db.PracticeId, user) is not null)
            return;
        if (desk.Db.Set<DeskUser>().Find(user.Value) is null)
            desk.Db.Add(NewUser(user, signInName, desk.Db.PracticeId));
        var membership = Membership.Of(user, displayName, roles);
        membership.PracticeId = desk.Db.PracticeId;
        desk.Db.Add(membership);
    }

    private static DeskUser NewUser(UserId user, string signInName, int practice) => new()
    {
        Id = user.Value,
        UserName = signInName.Trim(),
        NormalizedUserName = Normalize(signInName),
        SecurityStamp = Guid.CreateVersion7().ToString("N"),
        HomePractice = practice,
    };

    /// <summary>Two spellings that Unicode holds for one, or that differ in case alone, are one name.</summary>
    internal static string Normalize(string signInName) => signInName.Trim().Normalize().ToUpperInvariant();
}
