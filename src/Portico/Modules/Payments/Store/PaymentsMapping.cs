using Microsoft.EntityFrameworkCore;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Platform.Store;

namespace Portico.Modules.Payments.Store;

internal sealed class PaymentsMapping : IStoreMapping
{
    public void Map(ModelBuilder model, StoreKind store)
    {
        MapLedger(model);
        model.Entity<GuarantorAccount>(account =>
        {
            account.ToTable("guarantor_account");
            account.HasKey(a => new { a.PracticeId, a.Id });
            account.HasIndex(a => new { a.PracticeId, a.PatientId });
            account.Property(a => a.Version).IsConcurrencyToken();
            account.Ignore(a => a.IsThePersonalOne);
        });
        model.Entity<GuarantorAccountRow>(row =>
        {
            row.HasNoKey();
            row.ToSqlQuery("SELECT practice_id, id, patient_id, kind, guarantor_name, closed_at FROM guarantor_account");
        });
        model.Entity<Receipt>(receipt =>
        {
            receipt.ToTable("receipt", t => t.HasCheckConstraint("ck_receipt_total", "total > 0"));
            receipt.HasKey(r => new { r.PracticeId, r.Id });
            receipt.HasIndex(r => new { r.PracticeId, r.LocationId, r.BusinessDate });
            receipt.HasOne<Drawer>().WithMany().HasForeignKey(r => new { r.PracticeId, r.DrawerId }).OnDelete(DeleteBehavior.Restrict);
            receipt.HasOne<BusinessDay>().WithMany().HasForeignKey(r => new { r.PracticeId, r.LocationId, r.BusinessDate })
                .OnDelete(DeleteBehavior.Restrict);
            receipt.IsAppendOnly();
        });
        model.Entity<Drawer>(drawer =>
        {
            drawer.ToTable("drawer", t => t.HasCheckConstraint("ck_drawer_float", "float >= 0"));
            drawer.HasKey(d => new { d.PracticeId, d.Id });
            drawer.HasIndex(d => new { d.PracticeId, d.UserId, d.LocationId, d.Date }).IsUnique().HasFilter("state = 'Open'");
            drawer.HasIndex(d => new { d.PracticeId, d.LocationId, d.Date });
        });
        model.Entity<UncollectedCopay>(uncollected =>
        {
            uncollected.ToTable("uncollected_copay");
            uncollected.HasKey(u => new { u.PracticeId, u.Id });
            uncollected.HasIndex(u => new { u.PracticeId, u.VisitId, u.At });
            uncollected.IsAppendOnly();
        });
        model.Entity<CardBatch>(batch =>
        {
            batch.ToTable("card_batch");
            batch.HasKey(b => new { b.PracticeId, b.Id });
            batch.HasIndex(b => new { b.PracticeId, b.LocationId, b.Date });
            batch.IsAppendOnly();
        });
        model.Entity<PaymentApproval>(approval =>
        {
            approval.ToTable("payment_approval", t => t.HasCheckConstraint("ck_payment_approval_second_person",
                "decided_by IS NULL OR (decided_by <> requested_by AND decided_by <> concerned_user)"));
            approval.HasKey(a => new { a.PracticeId, a.Id });
            approval.HasIndex(a => new { a.PracticeId, a.State });
            approval.HasIndex(a => new { a.PracticeId, a.ReceiptId });
            approval.HasOne<Receipt>().WithMany().HasForeignKey(a => new { a.PracticeId, a.ReceiptId }).OnDelete(DeleteBehavior.Restrict);
            approval.HasOne<Drawer>().WithMany().HasForeignKey(a => new { a.PracticeId, a.DrawerId }).OnDelete(DeleteBehavior.Restrict);
            approval.HasOne<CardBatch>().WithMany().HasForeignKey(a => new { a.PracticeId, a.CardBatchId }).OnDelete(DeleteBehavior.Restrict);
            approval.HasOne<LedgerTransfer>().WithMany().HasForeignKey(a => new { a.PracticeId, a.TransactionId, a.Line })
                .OnDelete(DeleteBehavior.Restrict);
        });
    }

    private static void MapLedger(ModelBuilder model)
    {
        model.Entity<LedgerAccount>(account =>
        {
            account.ToTable("ledger_account");
            account.HasKey(a => new { a.PracticeId, a.Id });
            account.HasIndex(a => new { a.PracticeId, a.Kind, a.Owner }).IsUnique();
        });
        model.Entity<BusinessDay>(day =>
        {
            day.ToTable("business_day");
            day.HasKey(d => new { d.PracticeId, d.LocationId, d.Date });
        });
        model.Entity<LedgerTransfer>(transfer =>
        {
            transfer.ToTable("ledger_transfer", t =>
            {
                t.HasCheckConstraint("ck_ledger_transfer_cents", "cents > 0");
                t.HasCheckConstraint("ck_ledger_transfer_two_accounts", "debit_account <> credit_account");
                t.HasCheckConstraint("ck_ledger_transfer_reverses", "(reverses_transaction IS NULL) = (reverses_line IS NULL)");
            });
            transfer.HasKey(t => new { t.PracticeId, t.TransactionId, t.Line });
            transfer.HasOne<LedgerAccount>().WithMany().HasForeignKey(t => new { t.PracticeId, t.DebitAccount }).OnDelete(DeleteBehavior.Restrict);
            transfer.HasOne<LedgerAccount>().WithMany().HasForeignKey(t => new { t.PracticeId, t.CreditAccount }).OnDelete(DeleteBehavior.Restrict);
            transfer.HasOne<BusinessDay>().WithMany().HasForeignKey(t => new { t.PracticeId, t.LocationId, t.BusinessDate })
                .OnDelete(DeleteBehavior.Restrict);
            transfer.HasOne<Receipt>().WithMany().HasForeignKey(t => new { t.PracticeId, t.ReceiptId }).OnDelete(DeleteBehavior.Restrict);
            // The cents are part of the key: what takes a transfer back takes back all of it, once.
            transfer.HasOne<LedgerTransfer>().WithMany()
                .HasForeignKey(t => new { t.PracticeId, t.ReversesTransaction, t.ReversesLine, t.Cents })
                .HasPrincipalKey(t => new { t.PracticeId, t.TransactionId, t.Line, t.Cents }).OnDelete(DeleteBehavior.Restrict);
            transfer.HasIndex(t => new { t.PracticeId, t.ReversesTransaction, t.ReversesLine }).IsUnique();
            transfer.HasIndex(t => new { t.PracticeId, t.VisitId });
            transfer.HasIndex(t => new { t.PracticeId, t.PatientId, t.PostedAt });
            transfer.IsAppendOnly();
        });
    }
}
