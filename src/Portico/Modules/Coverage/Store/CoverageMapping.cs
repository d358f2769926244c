using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Cards;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Domain.Verification;
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
        model.Entity<CardReading>(reading =>
        {
            reading.ToTable("card_reading");
            reading.HasKey(r => new { r.PracticeId, r.Id });
            reading.HasIndex(r => new { r.PracticeId, r.PictureId });
            reading.HasOne<CardPicture>().WithMany().HasForeignKey(r => new { r.PracticeId, r.PictureId }).OnDelete(DeleteBehavior.Restrict);
            reading.IsAppendOnly();
        });
        model.Entity<CardReadingField>(field =>
        {
            field.ToTable("card_reading_field");
            field.HasKey(f => new { f.PracticeId, f.ReadingId, f.Kind });
            field.HasOne<CardReading>().WithMany().HasForeignKey(f => new { f.PracticeId, f.ReadingId }).OnDelete(DeleteBehavior.Restrict);
            field.IsAppendOnly();
        });
        model.Entity<EligibilityCheck>(check =>
        {
            check.ToTable("eligibility_check");
            check.HasKey(c => new { c.PracticeId, c.Id });
            check.HasOne<Policy>().WithMany().HasForeignKey(c => new { c.PracticeId, c.PolicyId }).OnDelete(DeleteBehavior.Restrict);
            check.HasIndex(c => new { c.PracticeId, c.PolicyId, c.OnDate });
            check.HasIndex(c => new { c.PracticeId, c.OnDate });
            check.HasIndex(c => new { c.PracticeId, c.DueAt }).HasFilter("state = 'Waiting'");
            // What waits is asked once, whoever wants it and however often.
            check.HasIndex(c => new { c.PracticeId, c.PolicyId, c.VisitId, c.OnDate, c.ServiceTypes }).IsUnique().HasFilter("state = 'Waiting'")
                .HasDatabaseName("ux_eligibility_check_waiting");
            check.HasIndex(c => new { c.PracticeId, c.BatchId }).HasFilter("batch_id IS NOT NULL");
            check.Ignore(c => c.Services);
            check.Ignore(c => c.Trace);
        });
        model.Entity<EligibilityExchange>(exchange =>
        {
            exchange.ToTable("eligibility_exchange");
            exchange.HasKey(e => new { e.PracticeId, e.Id });
            exchange.HasOne<EligibilityCheck>().WithMany().HasForeignKey(e => new { e.PracticeId, e.CheckId }).OnDelete(DeleteBehavior.Restrict);
            exchange.HasOne<Road>().WithMany().HasForeignKey(e => new { e.PracticeId, e.RoadId }).OnDelete(DeleteBehavior.Restrict);
            exchange.HasIndex(e => new { e.PracticeId, e.CheckId });
            exchange.IsAppendOnly();
        });
        model.Entity<EligibilityBatch>(batch =>
        {
            batch.ToTable("eligibility_batch");
            batch.HasKey(b => new { b.PracticeId, b.Id });
            batch.HasOne<Road>().WithMany().HasForeignKey(b => new { b.PracticeId, b.RoadId }).OnDelete(DeleteBehavior.Restrict);
            batch.HasIndex(b => new { b.PracticeId, b.RoadId, b.CreatedAt });
            batch.HasIndex(b => new { b.PracticeId, b.DueAt }).HasFilter("state IN ('Made', 'Sent')");
            batch.Ignore(b => b.IsOpen);
        });
        model.Entity<Road>(road =>
        {
            road.ToTable("road");
            road.HasKey(r => new { r.PracticeId, r.Id });
        });
        model.Entity<PayerRoad>(end =>
        {
            end.ToTable("payer_road");
            end.HasKey(e => new { e.PracticeId, e.PayerId, e.RoadId });
            end.HasOne<Road>().WithMany().HasForeignKey(e => new { e.PracticeId, e.RoadId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<PayerAsking>(asking =>
        {
            asking.ToTable("payer_asking");
            asking.HasKey(a => new { a.PracticeId, a.PayerId });
        });
        model.Entity<PayerContact>(contact =>
        {
            contact.ToTable("payer_contact");
            contact.HasKey(c => new { c.PracticeId, c.PayerId });
        });
        model.Entity<VisitServices>(services =>
        {
            services.ToTable("visit_services");
            services.HasKey(s => new { s.PracticeId, s.Id });
            services.HasIndex(s => new { s.PracticeId, s.VisitTypeId, s.PayerId }).IsUnique().HasFilter("payer_id IS NOT NULL");
            services.HasIndex(s => new { s.PracticeId, s.VisitTypeId }).IsUnique().HasFilter("payer_id IS NULL").HasDatabaseName("ux_visit_services_every_payer");
        });
        model.Entity<CoverageStatement>(statement =>
        {
            statement.ToTable("coverage_statement");
            statement.HasKey(s => new { s.PracticeId, s.Id });
            statement.HasOne<Policy>().WithMany().HasForeignKey(s => new { s.PracticeId, s.PolicyId }).OnDelete(DeleteBehavior.Restrict);
            statement.HasIndex(s => new { s.PracticeId, s.PolicyId });
            statement.IsAppendOnly();
        });
        model.Entity<VerificationTick>(tick =>
        {
            tick.ToTable("verification_tick");
            tick.HasKey(t => new { t.PracticeId, t.Id });
            tick.HasOne<Policy>().WithMany().HasForeignKey(t => new { t.PracticeId, t.PolicyId }).OnDelete(DeleteBehavior.Restrict);
            tick.HasIndex(t => new { t.PracticeId, t.VisitId });
            tick.IsAppendOnly();
        });
        model.Entity<BenefitDecision>(decision =>
        {
            decision.ToTable("benefit_decision");
            decision.HasKey(d => new { d.PracticeId, d.Id });
            decision.HasIndex(d => new { d.PracticeId, d.PayerId });
            decision.Ignore(d => d.Counts);
        });
        model.Entity<PolicyRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, patient_id, payer_id, member_id, group_number, plan_name, relation, " +
                "subscriber_name, subscriber_birth_date, payers_family, payers_given, valid_from, valid_to, card_copay_cents, version FROM policy");
        });
    }
}
