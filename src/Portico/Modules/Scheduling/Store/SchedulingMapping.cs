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
            appointment.Ignore(a => a.Span);
        });
        model.Entity<AppointmentCell>(cell =>
        {
            cell.ToTable("appointment_cell");
            cell.HasKey(c => new { c.PracticeId, c.ResourceId, c.Cell, c.Lane });
            cell.HasOne<Appointment>().WithMany().HasForeignKey(c => new { c.PracticeId, c.AppointmentId })
                .OnDelete(DeleteBehavior.Cascade);
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
            template.HasKey(t => new { t.PracticeId, t.Id });
            template.HasIndex(t => new { t.PracticeId, t.ProviderId });
            template.HasIndex(t => new { t.PracticeId, t.LocationId });
        });
        model.Entity<TemplateException>(exception =>
        {
            exception.ToTable("template_exception");
            exception.HasKey(e => new { e.PracticeId, e.Id });
            exception.HasIndex(e => new { e.PracticeId, e.ProviderId, e.ToDate });
            exception.Property(e => e.Reason).HasMaxLength(500);
        });
        model.Entity<AppointmentRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, patient_id, provider_id, location_id, visit_type_id, date, time, minutes, " +
                "starts_at, ends_at, state, note, is_confidential, version FROM appointment");
        });
    }
}
