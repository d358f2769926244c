using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Store;

namespace Portico.Modules.Scheduling.Store;

internal sealed class SchedulingMapping : IStoreMapping
{
    public void Map(ModelBuilder model, StoreKind store)
    {
        model.Entity<Appointment>(appointment =>
        {
            appointment.ToTable("appointment");
            appointment.HasKey(a => new { a.PracticeId, a.Id });
            appointment.HasIndex(a => new { a.PracticeId, a.LocationId, a.Date });
            appointment.HasIndex(a => new { a.PracticeId, a.PatientId, a.StartsAt });
            appointment.Property(a => a.Note).HasMaxLength(500);
            appointment.Property(a => a.BookedWhy).HasMaxLength(500);
            appointment.Property(a => a.Version).IsConcurrencyToken();
            // Most visits belong to none of these: the indexes hold only those that do.
            appointment.HasIndex(a => new { a.PracticeId, a.SeriesId }).HasFilter("series_id IS NOT NULL");
            appointment.HasIndex(a => new { a.PracticeId, a.GroupVisitId }).HasFilter("group_visit_id IS NOT NULL");
            appointment.HasIndex(a => new { a.PracticeId, a.LinkedTo }).HasFilter("linked_to IS NOT NULL");
            appointment.HasOne<AppointmentSeries>().WithMany().HasForeignKey(a => new { a.PracticeId, a.SeriesId }).OnDelete(DeleteBehavior.Restrict);
            appointment.HasOne<GroupVisit>().WithMany().HasForeignKey(a => new { a.PracticeId, a.GroupVisitId }).OnDelete(DeleteBehavior.Restrict);
            appointment.HasOne<Appointment>().WithMany().HasForeignKey(a => new { a.PracticeId, a.LinkedTo }).OnDelete(DeleteBehavior.Restrict);
            appointment.Ignore(a => a.Span);
        });
        model.Entity<AppointmentCell>(cell =>
        {
            cell.ToTable("appointment_cell", table => table.HasCheckConstraint("ck_appointment_cell_owner",
                "(CASE WHEN appointment_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN hold_id IS NULL THEN 0 ELSE 1 END) + " +
                "(CASE WHEN group_visit_id IS NULL THEN 0 ELSE 1 END) = 1"));
            cell.HasKey(c => new { c.PracticeId, c.ResourceId, c.Cell, c.Lane });
            cell.HasOne<Appointment>().WithMany().HasForeignKey(c => new { c.PracticeId, c.AppointmentId })
                .OnDelete(DeleteBehavior.Cascade);
            // A hold that is over takes its cells with it.
            cell.HasOne<SlotHold>().WithMany().HasForeignKey(c => new { c.PracticeId, c.HoldId }).OnDelete(DeleteBehavior.Cascade);
            cell.HasOne<GroupVisit>().WithMany().HasForeignKey(c => new { c.PracticeId, c.GroupVisitId }).OnDelete(DeleteBehavior.Cascade);
            cell.HasIndex(c => new { c.PracticeId, c.HoldId }).HasFilter("hold_id IS NOT NULL");
            cell.HasIndex(c => new { c.PracticeId, c.GroupVisitId }).HasFilter("group_visit_id IS NOT NULL");
            cell.HasOneOwner();
            cell.IsWithoutRowId();
        });
        model.Entity<AppointmentChange>(change =>
        {
            change.ToTable("appointment_change");
            change.HasKey(c => new { c.PracticeId, c.AppointmentId, c.Number });
            change.HasOne<Appointment>().WithMany().HasForeignKey(c => new { c.PracticeId, c.AppointmentId })
                .OnDelete(DeleteBehavior.Restrict);
            change.Property(c => c.Reason).HasMaxLength(500);
            change.IsAppendOnly();
        });
        model.Entity<SessionTemplate>(template =>
        {
            template.ToTable("session_template");
            template.IsHeardAs(ScheduleTopics.Rules);
            template.HasKey(t => new { t.PracticeId, t.Id });
            template.HasIndex(t => new { t.PracticeId, t.ProviderId });
            template.HasIndex(t => new { t.PracticeId, t.LocationId });
        });
        model.Entity<TemplateException>(exception =>
        {
            exception.ToTable("template_exception");
            exception.IsHeardAs(ScheduleTopics.Rules);
            exception.HasKey(e => new { e.PracticeId, e.Id });
            exception.HasIndex(e => new { e.PracticeId, e.ProviderId, e.ToDate });
            exception.Property(e => e.Reason).HasMaxLength(500);
        });
        model.Entity<AppointmentPart>(part =>
        {
            part.ToTable("appointment_part");
            part.HasKey(p => new { p.PracticeId, p.AppointmentId, p.Number });
            part.HasOne<Appointment>().WithMany().HasForeignKey(p => new { p.PracticeId, p.AppointmentId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<SlotHold>(hold =>
        {
            hold.ToTable("slot_hold");
            hold.HasKey(h => new { h.PracticeId, h.Id });
            hold.HasIndex(h => new { h.PracticeId, h.ExpiresAt });
        });
        model.Entity<AppointmentSeries>(series =>
        {
            series.ToTable("appointment_series");
            series.HasKey(s => new { s.PracticeId, s.Id });
        });
        model.Entity<GroupVisit>(group =>
        {
            group.ToTable("group_visit");
            group.HasKey(g => new { g.PracticeId, g.Id });
            group.HasIndex(g => new { g.PracticeId, g.LocationId, g.Date });
            group.HasIndex(g => new { g.PracticeId, g.ProviderId, g.Date });
            group.Property(g => g.CancelledWhy).HasMaxLength(500);
            group.Property(g => g.OpenedWhy).HasMaxLength(500);
            group.Ignore(g => g.Span);
            group.Ignore(g => g.IsOpen);
            group.Property(g => g.Version).IsConcurrencyToken();
        });
        model.Entity<SessionRule>(rule =>
        {
            rule.ToTable("session_rule", table => table.HasCheckConstraint("ck_session_rule_most", "(kind = 'Cap') = (most IS NOT NULL)"));
            rule.IsHeardAs(ScheduleTopics.Rules);
            rule.HasKey(r => new { r.PracticeId, r.TemplateId, r.Number });
            rule.HasOne<SessionTemplate>().WithMany().HasForeignKey(r => new { r.PracticeId, r.TemplateId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ReservedSlot>(slot =>
        {
            slot.ToTable("reserved_slot");
            slot.IsHeardAs(ScheduleTopics.Rules);
            slot.HasKey(s => new { s.PracticeId, s.TemplateId, s.Number });
            slot.HasOne<SessionTemplate>().WithMany().HasForeignKey(s => new { s.PracticeId, s.TemplateId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ResourceBlock>(block =>
        {
            block.ToTable("resource_block");
            block.IsHeardAs(ScheduleTopics.Rules);
            block.HasKey(b => new { b.PracticeId, b.Id });
            block.HasIndex(b => new { b.PracticeId, b.ResourceId, b.EndsAt });
            block.Property(b => b.Reason).HasMaxLength(500);
        });
        model.Entity<LocationZone>(zone =>
        {
            zone.ToTable("location_zone");
            zone.HasKey(z => new { z.PracticeId, z.LocationId });
        });
        model.Entity<WaitlistEntry>(entry =>
        {
            entry.ToTable("waitlist_entry");
            entry.HasKey(e => new { e.PracticeId, e.Id });
            entry.HasIndex(e => new { e.PracticeId, e.State, e.VisitTypeId });
            entry.HasIndex(e => new { e.PracticeId, e.PatientId });
            entry.HasOne<Appointment>().WithMany().HasForeignKey(e => new { e.PracticeId, e.AppointmentId }).OnDelete(DeleteBehavior.Restrict);
            entry.Property(e => e.Note).HasMaxLength(500);
            entry.Property(e => e.Version).IsConcurrencyToken();
        });
        model.Entity<WaitlistWish>(wish =>
        {
            wish.ToTable("waitlist_wish");
            wish.HasKey(w => new { w.PracticeId, w.EntryId, w.Kind, w.WishedId });
            wish.HasOne<WaitlistEntry>().WithMany().HasForeignKey(w => new { w.PracticeId, w.EntryId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<WaitlistOffer>(offer =>
        {
            offer.ToTable("waitlist_offer");
            offer.HasKey(o => new { o.PracticeId, o.Id });
            offer.HasIndex(o => new { o.PracticeId, o.EntryId });
            offer.HasIndex(o => new { o.PracticeId, o.State, o.ExpiresAt });
            offer.HasOne<WaitlistEntry>().WithMany().HasForeignKey(o => new { o.PracticeId, o.EntryId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<DecisionTree>(tree =>
        {
            tree.ToTable("decision_tree");
            tree.HasKey(t => new { t.PracticeId, t.Id });
            tree.Property(t => t.Version).IsConcurrencyToken();
        });
        model.Entity<CalendarFeed>(feed =>
        {
            feed.ToTable("calendar_feed");
            feed.HasKey(f => new { f.PracticeId, f.Id });
            feed.HasIndex(f => new { f.PracticeId, f.TokenHash }).IsUnique();
        });
        model.Entity<PaperForm>(form =>
        {
            form.ToTable("paper_form");
            form.HasKey(f => new { f.PracticeId, f.Number });
        });
        model.Entity<AppointmentRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, patient_id, provider_id, location_id, visit_type_id, date, time, minutes, " +
                "starts_at, ends_at, state, note, is_confidential, group_visit_id, version FROM appointment");
        });
    }
}
