using Microsoft.EntityFrameworkCore;
using Portico.Modules.Visits.Contracts;
using Portico.Modules.Visits.Domain;
using Portico.Platform.Store;

namespace Portico.Modules.Visits.Store;

internal sealed class VisitsMapping : IStoreMapping
{
    public void Map(ModelBuilder model, StoreKind store)
    {
        model.Entity<Visit>(visit =>
        {
            visit.ToTable("visit");
            visit.HasKey(v => new { v.PracticeId, v.Id });
            visit.Property(v => v.IsClaim).HasDefaultValue(false);
            // One visit an appointment, whoever makes it first: the desk or the event.
            visit.HasIndex(v => new { v.PracticeId, v.AppointmentId }).IsUnique().HasFilter("appointment_id IS NOT NULL");
            visit.HasIndex(v => new { v.PracticeId, v.Date, v.LocationId });
            visit.HasIndex(v => new { v.PracticeId, v.PatientId, v.Date });
        });
        model.Entity<VisitEvent>(step =>
        {
            step.ToTable("visit_event");
            step.HasKey(e => new { e.PracticeId, e.VisitId, e.Number });
            step.HasOne<Visit>().WithMany().HasForeignKey(e => new { e.PracticeId, e.VisitId }).OnDelete(DeleteBehavior.Restrict);
            step.Property(e => e.UndoneFor).HasMaxLength(200);
        });
        model.Entity<VisitPolicy>(place =>
        {
            place.ToTable("visit_policy");
            place.HasKey(p => new { p.PracticeId, p.VisitId, p.Rank });
            place.HasIndex(p => new { p.PracticeId, p.VisitId, p.PolicyId }).IsUnique();
            place.HasOne<Visit>().WithMany().HasForeignKey(p => new { p.PracticeId, p.VisitId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<VisitRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT v.practice_id, v.id, v.patient_id, v.appointment_id, v.location_id, v.provider_id, v.date, v.state, " +
                "v.since, v.arrived_at, v.room_id, v.guarantor_account_id, v.is_self_pay, v.is_claim, v.is_walk_in, " +
                "(a.is_confidential IS TRUE) AS is_confidential FROM visit v " +
                "LEFT JOIN appointment a ON a.practice_id = v.practice_id AND a.id = v.appointment_id");
        });
        model.Entity<VisitPolicyRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, visit_id, rank, policy_id FROM visit_policy");
        });
    }
}
