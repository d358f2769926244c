namespace Portico.X12;

/// <content>Writing.</content>
internal static partial class RemittanceModel
{
    public static void Write(LoopWriter writer, Remittance remittance)
    {
        var bpr = writer.Segment("BPR").Element(remittance.Handling.Value).Money(remittance.Amount).Element(remittance.IsDebit ? "D" : "C")
            .Element(remittance.Method.Value).Element(remittance.Format);
        BankAccount.Write(bpr, remittance.From).Element(remittance.Originator).Element(remittance.OriginatorSupplement);
        BankAccount.Write(bpr, remittance.To).Element(remittance.PaidOn).End();
        remittance.Trace.Write(writer);
        writer.Segment("CUR").Element(remittance.Currency is null ? null : "PR").Element(remittance.Currency).End();
        foreach (var reference in remittance.References)
            reference.Write(writer);
        Date(writer, "405", remittance.ProducedOn);
        // What was kept may belong before the loops, and falls into its place as they are written.
        writer.Kept(remittance.Others);
        WriteParty(writer, "1000A", remittance.Payer);
        WriteParty(writer, "1000B", remittance.Payee);
        foreach (var group in remittance.Groups)
            Write(writer, group);
        Write(writer, remittance.ProviderAdjustments);
    }

    private static void WriteParty(LoopWriter writer, string loop, Party party)
    {
        writer.Open(loop);
        party.Named.WriteN1(writer);
        party.WriteDetails(writer);
        writer.Close();
    }

    private static void Write(LoopWriter writer, RemittanceGroup group)
    {
        writer.Open("2000");
        writer.Segment("LX").Element(group.Number).End();
        if (group.Summary is { } ts3)
        {
            writer.Segment("TS3").Element(ts3.Provider).Element(ts3.Facility).Element(ts3.FiscalYearEnd).Decimal(ts3.Claims).Money(ts3.Charge)
                .Skip(7).Money(ts3.PaidBefore).Skip().Money(ts3.NotLaboratory).Skip().Money(ts3.Reportable).Money(ts3.Payable).Skip()
                .Money(ts3.Professional).Money(ts3.PatientLiabilityMet).Money(ts3.PatientReimbursed).Decimal(ts3.InterimClaims)
                .Money(ts3.InterimAdjustment).End();
        }
        if (group.Inpatient is { } ts2)
        {
            writer.Segment("TS2").Money(ts2.Drg).Money(ts2.Federal).Money(ts2.Hospital).Money(ts2.DisproportionateShare).Money(ts2.Capital)
                .Money(ts2.Education).Decimal(ts2.OutlierDays).Money(ts2.DayOutlier).Money(ts2.CostOutlier).Decimal(ts2.AverageStay)
                .Decimal(ts2.Discharges).Decimal(ts2.CostReportDays).Decimal(ts2.CoveredDays).Decimal(ts2.NotCoveredDays)
                .Money(ts2.SecondaryPassThrough).Decimal(ts2.AverageWeight).Money(ts2.CapitalFederalDrg).Money(ts2.CapitalHospitalDrg)
                .Money(ts2.ShareDrg).End();
        }
        writer.Kept(group.Others);
        foreach (var claim in group.Claims)
            Write(writer, claim);
        writer.Close();
    }

    private static void Write(LoopWriter writer, RemittanceClaim claim)
    {
        writer.Open("2100");
        writer.Segment("CLP").Element(claim.ClaimNumber).Element(claim.Status.Value).Money(claim.Charge).Money(claim.Paid).Money(claim.PatientOwes)
            .Element(claim.FilingIndicator).Element(claim.PayerClaimNumber).Element(claim.Facility).Element(claim.Frequency).Skip()
            .Element(claim.Drg).Decimal(claim.DrgWeight).Decimal(claim.DischargeFraction).Element(claim.Answer).End();
        ClaimAdjustment.Write(writer, claim.Adjustments);
        // The patient is one of the parties where it was read; where a claim was made, naming it once is enough.
        if (claim.Patient is { } patient && !claim.Parties.Contains(patient))
            patient.WriteNm1(writer);
        foreach (var party in claim.Parties)
            party.WriteNm1(writer);
        claim.Inpatient?.Write(writer);
        claim.Outpatient?.Write(writer);
        foreach (var reference in claim.References)
            reference.Write(writer);
        if (claim.Period is { } period)
        {
            Date(writer, "232", period.First);
            if (period.Last != period.First)
                Date(writer, "233", period.Last);
        }
        Date(writer, "036", claim.CoverageExpired);
        Date(writer, "050", claim.Received);
        foreach (var contact in claim.Contacts)
            contact.Write(writer);
        foreach (var amount in claim.Amounts)
            amount.Write(writer);
        foreach (var quantity in claim.Quantities)
            quantity.Write(writer);
        writer.Kept(claim.Others);
        foreach (var line in claim.Lines)
            Write(writer, line);
        writer.Close();
    }

    private static void Write(LoopWriter writer, RemittanceLine line)
    {
        writer.Open("2110");
        var svc = writer.Segment("SVC");
        ProcedureCode.Write(svc, line.ProcedureKind, line.Procedure, line.Modifiers, line.ProcedureDescription, line.ProcedureRangeEnd)
            .Money(line.Charge).Money(line.Paid).Element(line.RevenueCode).Decimal(line.Units);
        ProcedureCode.Write(svc, line.Billed).Decimal(line.BilledUnits).End();
        if (line.Served is { } served)
        {
            Date(writer, served.First == served.Last ? "472" : "150", served.First);
            if (served.First != served.Last)
                Date(writer, "151", served.Last);
        }
        ClaimAdjustment.Write(writer, line.Adjustments);
        foreach (var reference in line.References)
            reference.Write(writer);
        writer.Segment("REF").Element(line.LineNumber is null ? null : "6R").Element(line.LineNumber).End();
        if (line.Allowed is { } allowed)
            QualifiedAmount.Of("B6", allowed).Write(writer);
        foreach (var amount in line.Amounts)
            amount.Write(writer);
        foreach (var quantity in line.Quantities)
            quantity.Write(writer);
        foreach (var remark in line.Remarks)
            writer.Segment("LQ").Element("HE").Element(remark).End();
        writer.Kept(line.Others);
        writer.Close();
    }

    private static void Date(LoopWriter writer, string kind, DateOnly? date)
    {
        if (date is { } day)
            writer.Segment("DTM").Element(kind).Element(day).End();
    }

    // A PLB holds six pairs of one provider and year.
    private static void Write(LoopWriter writer, IReadOnlyList<ProviderAdjustment> adjustments)
    {
        for (var from = 0; from < adjustments.Count;)
        {
            var first = adjustments[from];
            var plb = writer.Segment("PLB").Element(first.Provider).Element(first.FiscalYearEnd);
            for (var count = 0; count < 6 && from < adjustments.Count; count++, from++)
            {
                var next = adjustments[from];
                if (next.Provider != first.Provider || next.FiscalYearEnd != first.FiscalYearEnd)
                    break;
                plb.Composite(next.Reason.Value, next.Reference).Money(next.Amount);
            }
            plb.End();
        }
    }
}
