using Microsoft.EntityFrameworkCore;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Staff.Domain;
using Portico.Platform.Store;

namespace Portico.Modules.Staff.Store;

internal sealed class StaffMapping : IStoreMapping
{
    public void Map(ModelBuilder model, StoreKind store)
    {
        model.Entity<Membership>(membership =>
        {
            membership.ToTable("membership");
            membership.HasKey(m => new { m.PracticeId, m.UserId });
        });
        model.Entity<SignIn>(signIn =>
        {
            signIn.ToTable("sign_in");
            signIn.HasKey(s => new { s.PracticeId, s.Id });
            signIn.HasIndex(s => new { s.PracticeId, s.UserId });
            signIn.HasIndex(s => new { s.PracticeId, s.DeviceHash }).HasFilter("ended_at IS NULL");
            signIn.HasOne<Membership>().WithMany().HasForeignKey(s => new { s.PracticeId, s.UserId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<DeskRules>(rules =>
        {
            rules.ToTable("desk_rules");
            rules.HasKey(r => r.PracticeId);
        });
        model.Entity<Enrolment>(enrolment =>
        {
            enrolment.ToTable("enrolment");
            enrolment.HasKey(e => new { e.PracticeId, e.Id });
            enrolment.HasIndex(e => new { e.PracticeId, e.Hash }).IsUnique();
            enrolment.HasOne<Membership>().WithMany().HasForeignKey(e => new { e.PracticeId, e.UserId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ApiToken>(token =>
        {
            token.ToTable("api_token");
            token.HasKey(t => new { t.PracticeId, t.Id });
            token.HasIndex(t => new { t.PracticeId, t.Hash }).IsUnique();
            token.HasOne<Membership>().WithMany().HasForeignKey(t => new { t.PracticeId, t.UserId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<StaffMemberRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, user_id AS id, display_name, roles, is_active FROM membership");
        });
    }
}
