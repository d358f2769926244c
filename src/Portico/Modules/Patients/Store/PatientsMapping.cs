using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Store;

namespace Portico.Modules.Patients.Store;

internal sealed class PatientsMapping : IStoreMapping
{
    public void Map(ModelBuilder model, StoreKind store)
    {
        model.Entity<Patient>(patient =>
        {
            patient.ToTable("patient");
            patient.HasKey(p => new { p.PracticeId, p.Id });
            patient.HasIndex(p => new { p.PracticeId, p.Mrn }).IsUnique();
        });
        model.Entity<PatientRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, mrn, family, given, preferred, birth_date, sex, is_restricted, phone FROM patient");
        });
        // No foreign key and no second index: tokens are the largest table, and are replaced only together with their patient.
        model.Entity<PatientToken>(token =>
        {
            token.ToTable("patient_token");
            token.HasKey(t => new { t.PracticeId, t.Token, t.PatientId });
            token.IsWithoutRowId();
            ByBytes(token.Property(t => t.Token), store);
        });
        model.Entity<NameWord>(word =>
        {
            word.ToTable("name_word");
            word.HasKey(w => new { w.PracticeId, w.Key, w.Word });
            word.IsWithoutRowId();
            ByBytes(word.Property(w => w.Key), store);
            ByBytes(word.Property(w => w.Word), store);
        });
        model.Entity<PatientIdentifier>(identifier =>
        {
            identifier.ToTable("patient_identifier");
            identifier.HasKey(i => new { i.PracticeId, i.System, i.Value });
            OfPatient<PatientIdentifier>(identifier);
        });
        model.Entity<PatientAlert>(alert =>
        {
            alert.ToTable("patient_alert");
            alert.HasKey(a => new { a.PracticeId, a.Id });
            OfPatient<PatientAlert>(alert);
        });
        model.Entity<TimelineLine>(line =>
        {
            line.ToTable("patient_timeline");
            line.HasKey(l => new { l.PracticeId, l.Id });
            line.HasIndex(l => new { l.PracticeId, l.PatientId, l.At });
            OfPatient<TimelineLine>(line);
        });
        model.Entity<PatientAnswer>(answer =>
        {
            answer.ToTable("patient_answer");
            answer.HasKey(a => new { a.PracticeId, a.PatientId, a.Question });
            OfPatient<PatientAnswer>(answer);
        });
        model.Entity<PatientPhone>(phone =>
        {
            phone.ToTable("patient_phone");
            phone.HasKey(p => new { p.PracticeId, p.PatientId, p.Number });
            OfPatient<PatientPhone>(phone);
        });
        model.Entity<PatientAddress>(address =>
        {
            address.ToTable("patient_address");
            address.HasKey(a => new { a.PracticeId, a.PatientId, a.IsConfidential });
            OfPatient<PatientAddress>(address);
        });
        model.Entity<PatientRelation>(relation =>
        {
            relation.ToTable("patient_relation");
            relation.HasKey(r => new { r.PracticeId, r.Id });
            OfPatient<PatientRelation>(relation);
        });
        model.Entity<CallerRecord>(caller =>
        {
            caller.ToTable("patient_caller");
            caller.HasKey(c => new { c.PracticeId, c.Id });
            caller.HasIndex(c => new { c.PracticeId, c.PatientId, c.At });
            caller.IsAppendOnly();
            OfPatient<CallerRecord>(caller);
        });
        model.Entity<CallEnd>(end =>
        {
            end.ToTable("patient_call_end");
            end.HasKey(e => new { e.PracticeId, e.CallerId });
            end.HasOne<CallerRecord>().WithMany().HasForeignKey(e => new { e.PracticeId, e.CallerId }).OnDelete(DeleteBehavior.Restrict);
            end.IsAppendOnly();
            OfPatient<CallEnd>(end);
        });
        model.Entity<CallRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT c.practice_id, c.id, c.patient_id, c.at, c.by AS user_id, c.caller_name, c.relation, c.may_hear FROM patient_caller c " +
                "WHERE NOT EXISTS (SELECT 1 FROM patient_call_end e WHERE e.practice_id = c.practice_id AND e.caller_id = c.id)");
        });
        model.Entity<PatientConsent>(consent =>
        {
            consent.ToTable("patient_consent");
            consent.HasKey(c => new { c.PracticeId, c.Id });
            consent.IsAppendOnly();
            OfPatient<PatientConsent>(consent);
        });
        model.Entity<RestrictionChange>(change =>
        {
            change.ToTable("patient_restriction");
            change.HasKey(c => new { c.PracticeId, c.Id });
            change.HasIndex(c => new { c.PracticeId, c.PatientId, c.At });
            change.IsAppendOnly();
            OfPatient<RestrictionChange>(change);
        });
        model.Entity<StaffLink>(link =>
        {
            link.ToTable("patient_staff_link");
            link.HasKey(l => new { l.PracticeId, l.UserId, l.PatientId });
            OfPatient<StaffLink>(link);
        });
        model.Entity<BreakGlassGrant>(grant =>
        {
            grant.ToTable("break_glass");
            grant.HasKey(g => new { g.PracticeId, g.Id });
            grant.HasIndex(g => new { g.PracticeId, g.UserId, g.PatientId, g.Until });
            grant.IsAppendOnly();
            OfPatient<BreakGlassGrant>(grant);
        });
        model.Entity<PatientZipRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, patient_id, zip FROM patient_address WHERE NOT is_confidential");
        });
        model.Entity<BreakGlassRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, user_id, patient_id, reason, at, until FROM break_glass");
        });
    }

    // Ranges over tokens compare bytes on both databases; a linguistic collation would neither fit nor use the index.
    private static void ByBytes(Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<string> column, StoreKind store)
    {
        if (store == StoreKind.Postgres)
            column.UseCollation("C");
    }

    private static void OfPatient<T>(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> entity) where T : TenantRow =>
        entity.HasOne<Patient>().WithMany().HasForeignKey(nameof(TenantRow.PracticeId), "PatientId")
            .OnDelete(DeleteBehavior.Restrict);
}
