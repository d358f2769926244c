using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Store;

namespace Portico.Modules.Practice.Store;

internal sealed class PracticeMapping : IStoreMapping
{
    public void Map(ModelBuilder model, StoreKind store)
    {
        model.Entity<Location>(location =>
        {
            location.ToTable("location");
            location.HasKey(l => new { l.PracticeId, l.Id });
        });
        model.Entity<Provider>(provider =>
        {
            provider.ToTable("provider");
            provider.HasKey(p => new { p.PracticeId, p.Id });
        });
        model.Entity<Room>(room =>
        {
            room.ToTable("room");
            room.HasKey(r => new { r.PracticeId, r.Id });
            room.HasIndex(r => new { r.PracticeId, r.LocationId });
            room.HasOne<Location>().WithMany().HasForeignKey(r => new { r.PracticeId, r.LocationId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<VisitType>(type =>
        {
            type.ToTable("visit_type", table => table.HasCheckConstraint("ck_visit_type_minutes", "minutes BETWEEN 5 AND 480 AND minutes % 5 = 0"));
            type.HasKey(t => new { t.PracticeId, t.Id });
        });
        model.Entity<Payer>(payer =>
        {
            payer.ToTable("payer");
            payer.HasKey(p => new { p.PracticeId, p.Id });
        });

        model.Entity<LocationRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, name, zone, phone, zip, is_active FROM location");
        });
        model.Entity<ProviderRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, display_name, specialty, npi, is_active FROM provider");
        });
        model.Entity<RoomRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, location_id, name, is_active FROM room");
        });
        model.Entity<VisitTypeRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, name, minutes, tint, is_active FROM visit_type");
        });
        model.Entity<PayerRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, name, payer_code, is_active FROM payer");
        });
    }
}
