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
            location.IsHeardAs(PracticeTopics.Directory);
            location.HasKey(l => new { l.PracticeId, l.Id });
        });
        model.Entity<Provider>(provider =>
        {
            provider.ToTable("provider");
            provider.IsHeardAs(PracticeTopics.Directory);
            provider.HasKey(p => new { p.PracticeId, p.Id });
        });
        model.Entity<Room>(room =>
        {
            room.ToTable("room");
            room.IsHeardAs(PracticeTopics.Directory);
            room.HasKey(r => new { r.PracticeId, r.Id });
            room.HasIndex(r => new { r.PracticeId, r.LocationId });
            room.HasOne<Location>().WithMany().HasForeignKey(r => new { r.PracticeId, r.LocationId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<VisitType>(type =>
        {
            type.ToTable("visit_type", table => table.HasCheckConstraint("ck_visit_type_minutes", "minutes BETWEEN 5 AND 480 AND minutes % 5 = 0"));
            type.IsHeardAs(PracticeTopics.Directory);
            type.HasKey(t => new { t.PracticeId, t.Id });
        });
        model.Entity<Payer>(payer =>
        {
            payer.ToTable("payer");
            payer.HasKey(p => new { p.PracticeId, p.Id });
        });

        model.Entity<Resource>(resource =>
        {
            resource.ToTable("resource", table => table.HasCheckConstraint("ck_resource_class", "class <> 'Room'"));
            resource.IsHeardAs(PracticeTopics.Directory);
            resource.HasKey(r => new { r.PracticeId, r.Id });
            resource.HasOne<Location>().WithMany().HasForeignKey(r => new { r.PracticeId, r.LocationId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ProviderLanguage>(language =>
        {
            language.ToTable("provider_language");
            language.IsHeardAs(PracticeTopics.Directory);
            language.HasKey(l => new { l.PracticeId, l.ProviderId, l.Language });
            language.HasOne<Provider>().WithMany().HasForeignKey(l => new { l.PracticeId, l.ProviderId }).OnDelete(DeleteBehavior.Restrict);
            language.IsWithoutRowId();
        });
        model.Entity<ProviderLicense>(license =>
        {
            license.ToTable("provider_license");
            license.IsHeardAs(PracticeTopics.Directory);
            license.HasKey(l => new { l.PracticeId, l.ProviderId, l.State });
            license.HasOne<Provider>().WithMany().HasForeignKey(l => new { l.PracticeId, l.ProviderId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Participation>(participation =>
        {
            participation.ToTable("participation");
            participation.IsHeardAs(PracticeTopics.Directory);
            participation.HasKey(p => new { p.PracticeId, p.Id });
            participation.HasIndex(p => new { p.PracticeId, p.PayerId, p.ProviderId });
            participation.HasOne<Provider>().WithMany().HasForeignKey(p => new { p.PracticeId, p.ProviderId }).OnDelete(DeleteBehavior.Restrict);
            participation.HasOne<Location>().WithMany().HasForeignKey(p => new { p.PracticeId, p.LocationId }).OnDelete(DeleteBehavior.Restrict);
            participation.HasOne<Payer>().WithMany().HasForeignKey(p => new { p.PracticeId, p.PayerId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Holiday>(holiday =>
        {
            holiday.ToTable("holiday");
            holiday.IsHeardAs(PracticeTopics.Directory);
            holiday.HasKey(h => new { h.PracticeId, h.Id });
            holiday.HasIndex(h => new { h.PracticeId, h.Date });
            holiday.HasOne<Location>().WithMany().HasForeignKey(h => new { h.PracticeId, h.LocationId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<VisitPhase>(phase =>
        {
            phase.ToTable("visit_phase", table => table.HasCheckConstraint("ck_visit_phase_minutes", "minutes BETWEEN 5 AND 480 AND minutes % 5 = 0"));
            phase.IsHeardAs(PracticeTopics.Directory);
            phase.HasKey(p => new { p.PracticeId, p.VisitTypeId, p.Number });
            phase.HasOne<VisitType>().WithMany().HasForeignKey(p => new { p.PracticeId, p.VisitTypeId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<VisitNeed>(need =>
        {
            need.ToTable("visit_need");
            need.IsHeardAs(PracticeTopics.Directory);
            need.HasKey(n => new { n.PracticeId, n.VisitTypeId, n.Number });
            need.HasOne<VisitType>().WithMany().HasForeignKey(n => new { n.PracticeId, n.VisitTypeId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<VisitLength>(length =>
        {
            length.ToTable("visit_length", table => table.HasCheckConstraint("ck_visit_length_minutes", "minutes BETWEEN 5 AND 480 AND minutes % 5 = 0"));
            length.IsHeardAs(PracticeTopics.Directory);
            length.HasKey(l => new { l.PracticeId, l.VisitTypeId, l.ProviderId });
            length.HasOne<VisitType>().WithMany().HasForeignKey(l => new { l.PracticeId, l.VisitTypeId }).OnDelete(DeleteBehavior.Restrict);
            length.HasOne<Provider>().WithMany().HasForeignKey(l => new { l.PracticeId, l.ProviderId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<VisitInstruction>(instruction =>
        {
            instruction.ToTable("visit_instruction");
            instruction.HasKey(i => new { i.PracticeId, i.VisitTypeId, i.Language });
            instruction.HasOne<VisitType>().WithMany().HasForeignKey(i => new { i.PracticeId, i.VisitTypeId }).OnDelete(DeleteBehavior.Restrict);
        });

        model.Entity<ZipPlace>(zip =>
        {
            zip.ToTable("zip_place");
            zip.IsHeardAs(PracticeTopics.Directory);
            zip.HasKey(z => new { z.PracticeId, z.Zip });
            zip.Property(z => z.Zip).HasMaxLength(5);
            zip.IsWithoutRowId();
        });

        model.Entity<LocationRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, name, zone, phone, zip, state, is_active FROM location");
        });
        model.Entity<ProviderRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, display_name, specialty, npi, sex, is_panel_open, is_active FROM provider");
        });
        model.Entity<RoomRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, location_id, name, kind, is_active FROM room");
        });
        model.Entity<VisitTypeRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, name, minutes, tint, mode, patients, only_for, min_age_months, max_age_months, " +
                "new_patient_minutes, specialty, group_size, is_hospital_follow_up, late_cancel_hours, is_active FROM visit_type");
        });
        model.Entity<PayerRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, name, payer_code, is_active FROM payer");
        });
        model.Entity<ZipPlaceRow>(row => Rows(row, "zip, latitude, longitude", "zip_place"));
        model.Entity<ProviderLanguageRow>(row => Rows(row, "provider_id, language", "provider_language"));
        model.Entity<ProviderLicenseRow>(row => Rows(row, "provider_id, state, valid_to", "provider_license"));
        model.Entity<ParticipationRow>(row => Rows(row, "id, provider_id, tin, location_id, payer_id, product, valid_from, valid_to", "participation"));
        model.Entity<HolidayRow>(row => Rows(row, "id, date, location_id, name", "holiday"));
        model.Entity<VisitPhaseRow>(row => Rows(row, "visit_type_id, number, name, minutes, with_provider", "visit_phase"));
        model.Entity<VisitNeedRow>(row => Rows(row, "visit_type_id, number, phase, class, kind", "visit_need"));
        model.Entity<VisitLengthRow>(row => Rows(row, "visit_type_id, provider_id, minutes", "visit_length"));
        model.Entity<VisitInstructionRow>(row => Rows(row, "visit_type_id, language, text", "visit_instruction"));
        model.Entity<ResourceRow>(row => Rows(row, "id, class, kind, location_id, name, is_active",
            "resource UNION ALL SELECT practice_id, id, 'Room', kind, location_id, name, is_active FROM room"));
    }

    private static void Rows<T>(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> row, string columns, string table)
        where T : ReadOnlyRow
    {
        row.HasNoKey();
        row.ToSqlQuery($"SELECT practice_id, {columns} FROM {table}");
    }
}
