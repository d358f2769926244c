using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Platform.Store;

namespace Portico.Modules.Coverage.Store;

internal sealed class CoverageMapping : IStoreMapping
{
    public void Map(ModelBuilder model, StoreKind store)
    {
        model.Entity<Policy>(policy =>
        {
            policy.ToTable("policy");
            policy.HasKey(p => new { p.PracticeId, p.Id });
            policy.HasIndex(p => new { p.PracticeId, p.PatientId });
            policy.Property(p => p.Version).IsConcurrencyToken();
        });
        model.Entity<CardPicture>(picture =>
        {
            picture.ToTable("card_picture");
            picture.HasKey(p => new { p.PracticeId, p.Id });
            picture.HasIndex(p => new { p.PracticeId, p.PolicyId, p.Side });
            picture.HasOne<Policy>().WithMany().HasForeignKey(p => new { p.PracticeId, p.PolicyId }).OnDelete(DeleteBehavior.Restrict);
            picture.IsAppendOnly();
        });
        model.Entity<PolicyRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, patient_id, payer_id, member_id, group_number, plan_name, relation, " +
                "subscriber_name, subscriber_birth_date, valid_from, valid_to, card_copay_cents, version FROM policy");
        });
    }
}
