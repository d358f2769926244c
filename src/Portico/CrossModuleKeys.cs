using Microsoft.EntityFrameworkCore;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Domain.Verification;
using Portico.Modules.Patients.Domain;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Practice.Domain;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Visits.Domain;
using Portico.Modules.Work.Domain;
using Portico.Platform.Store;

namespace Portico;

/// <summary>The foreign keys between modules: here, because no module may name another's tables.</summary>
/// <remarks>Mapped after the modules' own tables. All are Restrict: nothing that something hangs on can be deleted.</remarks>
internal sealed class CrossModuleKeys : IStoreMapping
{
    public void Map(ModelBuilder model, StoreKind store)
    {
        Key<Appointment, Patient>(model, nameof(Appointment.PatientId));
        Key<Appointment, Provider>(model, nameof(Appointment.ProviderId));
        Key<Appointment, Location>(model, nameof(Appointment.LocationId));
        Key<Appointment, VisitType>(model, nameof(Appointment.VisitTypeId));
        Key<SessionTemplate, Provider>(model, nameof(SessionTemplate.ProviderId));
        Key<SessionTemplate, Location>(model, nameof(SessionTemplate.LocationId));
        Key<TemplateException, Provider>(model, nameof(TemplateException.ProviderId));
        Key<TemplateException, Location>(model, nameof(TemplateException.LocationId));

        Key<SlotHold, Provider>(model, nameof(SlotHold.ProviderId));
        Key<SlotHold, Location>(model, nameof(SlotHold.LocationId));
        Key<SlotHold, VisitType>(model, nameof(SlotHold.VisitTypeId));
        Key<SlotHold, Patient>(model, nameof(SlotHold.PatientId));
        Key<AppointmentSeries, Patient>(model, nameof(AppointmentSeries.PatientId));
        Key<GroupVisit, Provider>(model, nameof(GroupVisit.ProviderId));
        Key<GroupVisit, Location>(model, nameof(GroupVisit.LocationId));
        Key<GroupVisit, VisitType>(model, nameof(GroupVisit.VisitTypeId));
        Key<SessionRule, VisitType>(model, nameof(SessionRule.VisitTypeId));
        Key<LocationZone, Location>(model, nameof(LocationZone.LocationId));
        Key<WaitlistEntry, Patient>(model, nameof(WaitlistEntry.PatientId));
        Key<WaitlistEntry, VisitType>(model, nameof(WaitlistEntry.VisitTypeId));
        Key<WaitlistOffer, Provider>(model, nameof(WaitlistOffer.ProviderId));
        Key<WaitlistOffer, Location>(model, nameof(WaitlistOffer.LocationId));
        Key<CalendarFeed, Provider>(model, nameof(CalendarFeed.ProviderId));
        Key<PaperForm, Location>(model, nameof(PaperForm.LocationId));

        Key<Visit, Patient>(model, nameof(Visit.PatientId));
        Key<Visit, Appointment>(model, nameof(Visit.AppointmentId));
        Key<Visit, Location>(model, nameof(Visit.LocationId));
        Key<Visit, Provider>(model, nameof(Visit.ProviderId));
        Key<Visit, Room>(model, nameof(Visit.RoomId));
        Key<Visit, GuarantorAccount>(model, nameof(Visit.GuarantorAccountId));
        Key<VisitPolicy, Policy>(model, nameof(VisitPolicy.PolicyId));
        Key<CheckIn, Visit>(model, nameof(CheckIn.VisitId));

        Key<Policy, Patient>(model, nameof(Policy.PatientId));
        Key<Policy, Payer>(model, nameof(Policy.PayerId));
        Key<EligibilityCheck, Patient>(model, nameof(EligibilityCheck.PatientId));
        Key<EligibilityCheck, Payer>(model, nameof(EligibilityCheck.PayerId));
        Key<EligibilityCheck, Visit>(model, nameof(EligibilityCheck.VisitId));
        Key<PayerRoad, Payer>(model, nameof(PayerRoad.PayerId));
        Key<PayerAsking, Payer>(model, nameof(PayerAsking.PayerId));
        Key<PayerContact, Payer>(model, nameof(PayerContact.PayerId));
        Key<VisitServices, VisitType>(model, nameof(VisitServices.VisitTypeId));
        Key<VisitServices, Payer>(model, nameof(VisitServices.PayerId));
        Key<CoverageStatement, Patient>(model, nameof(CoverageStatement.PatientId));
        Key<VerificationTick, Visit>(model, nameof(VerificationTick.VisitId));
        Key<BenefitDecision, Payer>(model, nameof(BenefitDecision.PayerId));
        Key<BenefitDecision, VisitType>(model, nameof(BenefitDecision.VisitTypeId));

        Key<GuarantorAccount, Patient>(model, nameof(GuarantorAccount.PatientId));
        Key<GuarantorAccount, Payer>(model, nameof(GuarantorAccount.Payer));
        Key<LedgerTransfer, Visit>(model, nameof(LedgerTransfer.VisitId));
        Key<LedgerTransfer, Patient>(model, nameof(LedgerTransfer.PatientId));
        Key<LedgerTransfer, Location>(model, nameof(LedgerTransfer.LocationId));
        Key<UncollectedCopay, Visit>(model, nameof(UncollectedCopay.VisitId));
        Key<BusinessDay, Location>(model, nameof(BusinessDay.LocationId));
        Key<Receipt, Location>(model, nameof(Receipt.LocationId));
        Key<Drawer, Location>(model, nameof(Drawer.LocationId));
        Key<CardBatch, Location>(model, nameof(CardBatch.LocationId));

        Key<WorkTask, Patient>(model, "PatientId");
    }

    private static void Key<TRow, TOther>(ModelBuilder model, string column) where TRow : TenantRow where TOther : TenantRow =>
        model.Entity<TRow>().HasOne<TOther>().WithMany().HasForeignKey(nameof(TenantRow.PracticeId), column)
            .OnDelete(DeleteBehavior.Restrict);
}
