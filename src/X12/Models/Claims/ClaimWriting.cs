namespace Portico.X12;

/// <summary>Writes the levels of an 837 from claims that know everybody by themselves.</summary>
internal static class ClaimWriting
{
    // So many claims may stand in one level.
    private const int MostClaims = 100;

    /// <summary>Neighbours whose billing provider, subscriber or patient come to the same bytes share that level.</summary>
    public static void Write(LoopWriter writer, IEnumerable<Claim> claims)
    {
        byte[]? billing = null, subscriber = null, patient = null;
        var count = 0;
        foreach (var claim in claims)
        {
            var nextBilling = writer.Render("2000A", w => Billing(w, claim));
            var nextSubscriber = writer.Render("2000B", w => Subscriber(w, claim));
            var nextPatient = claim.HasPatientLevel ? writer.Render("2000C", w => Patient(w, claim)) : null;
            var isSameBilling = billing is not null && billing.AsSpan().SequenceEqual(nextBilling);
            var isFull = count == MostClaims;
            var isSameSubscriber = isSameBilling && subscriber.AsSpan().SequenceEqual(nextSubscriber) && !(isFull && patient is null);
            var isSamePatient = isSameSubscriber && !isFull && (patient is null) == (nextPatient is null) && patient.AsSpan().SequenceEqual(nextPatient);
            if (!isSamePatient && patient is not null)
                writer.Close();
            if (!isSameSubscriber && subscriber is not null)
                writer.Close();
            if (!isSameBilling && billing is not null)
                writer.Close();
            if (!isSameBilling)
            {
                writer.Level("2000A", "20", hasLower: true);
                Billing(writer, claim);
            }
            if (!isSameSubscriber)
            {
                writer.Level("2000B", "22", claim.HasPatientLevel);
                Subscriber(writer, claim);
            }
            if (!isSamePatient && claim.HasPatientLevel)
            {
                writer.Level("2000C", "23", hasLower: false);
                Patient(writer, claim);
            }
            count = isSamePatient ? count + 1 : 1;
            (billing, subscriber, patient) = (nextBilling, nextSubscriber, nextPatient);
            Body(writer, claim);
        }
        foreach (var open in new[] { patient, subscriber, billing })
        {
            if (open is not null)
                writer.Close();
        }
    }

    private static void Billing(LoopWriter writer, Claim claim)
    {
        var provider = claim.BillingProvider;
        if (provider?.Taxonomy is { } taxonomy)
            writer.Segment("PRV").Element(provider.ProviderRole ?? "BI").Element("PXC").Element(taxonomy).End();
        writer.Kept(claim.BillingOthers);
        if (provider is not null)
            (provider with { ProviderRole = null, Taxonomy = null }).Write(writer, "2010AA");
        claim.PayTo?.Write(writer, "2010AB");
        claim.PayToPlan?.Write(writer, "2010AC");
    }

    private static void Subscriber(LoopWriter writer, Claim claim)
    {
        writer.Segment("SBR").Element(claim.Responsibility?.Value).Element(claim.HasPatientLevel ? null : "18").Element(claim.GroupNumber)
            .Element(claim.GroupName).Element(claim.InsuranceType).Element(claim.Coordination).Skip(2).Element(claim.FilingIndicator).End();
        if (!claim.HasPatientLevel)
            Pat(writer, claim);
        writer.Kept(claim.SubscriberOthers);
        claim.Subscriber?.Write(writer, "2010BA");
        claim.Payer?.Write(writer, "2010BB");
    }

    private static void Patient(LoopWriter writer, Claim claim)
    {
        Pat(writer, claim);
        writer.Kept(claim.PatientOthers);
        claim.Patient?.Write(writer, "2010CA");
    }

    private static void Pat(LoopWriter writer, Claim claim) => writer.Segment("PAT").Element(claim.PatientRelation).Element(claim.PatientLocation).Skip()
        .Element(claim.StudentStatus).Element(claim.PatientDied is null ? null : "D8").Element(claim.PatientDied)
        .Element(claim.PatientWeight is null ? null : "01").Decimal(claim.PatientWeight).Element(claim.Pregnant).End();

    private static void Body(LoopWriter writer, Claim claim)
    {
        writer.Open("2300");
        var clm = writer.Segment("CLM").Element(claim.ClaimNumber).Money(claim.Charge).Skip(2)
            .Composite(claim.PlaceOfService, claim is InstitutionalClaim ? "A" : "B", claim.Frequency?.Value)
            .Element(claim.ProviderSignature).Element(claim.Assignment).Element(claim.BenefitsAssigned).Element(claim.Release).Element(claim.PatientSignature);
        Causes(clm, claim.RelatedCauses).Element(claim.SpecialProgram).Skip(6).Element(claim.SubmissionReason).Element(claim.DelayReason).End();
        foreach (var dates in claim.Dates)
            dates.Write(writer);
        if (claim is InstitutionalClaim stay)
            writer.Segment("CL1").Element(stay.AdmissionType).Element(stay.AdmissionSource).Element(stay.PatientStatus).End();
        foreach (var amount in claim.Amounts)
            amount.Write(writer);
        Reference(writer, "F8", claim.OriginalReference);
        Reference(writer, "D9", claim.ClearinghouseNumber);
        Reference(writer, "G1", claim.PriorAuthorization);
        foreach (var reference in claim.References)
            reference.Write(writer);
        foreach (var note in claim.Notes)
            note.Write(writer);
        Diagnoses(writer, claim.Diagnoses, claim is InstitutionalClaim);
        Codes(writer, claim.Codes);
        writer.Kept(claim.Others);
        foreach (var provider in claim.Providers)
            provider.WriteByRole(writer);
        foreach (var insurance in claim.OtherInsurances)
            Insurance(writer, insurance);
        var number = 0;
        foreach (var line in claim.AllLines)
            Line(writer, line, ++number);
        writer.Close();
    }

    internal static SegmentWriter Causes(SegmentWriter segment, RelatedCauses? related) => related is null
        ? segment.Skip()
        : segment.Composite(At(related.Causes, 0), At(related.Causes, 1), At(related.Causes, 2), related.State, related.Country);

    private static void Reference(LoopWriter writer, string kind, string? value) =>
        writer.Segment("REF").Element(value is null ? null : kind).Element(value).End();

    /// <param name="writer">In the loop they belong to.</param>
    /// <param name="diagnoses">Twelve stand in one segment.</param>
    /// <param name="isPrincipalAlone">True for an institution, where the principal one has a segment of its own.</param>
    internal static void Diagnoses(LoopWriter writer, IReadOnlyList<Diagnosis> diagnoses, bool isPrincipalAlone = false)
    {
        for (var from = 0; from < diagnoses.Count;)
        {
            var most = isPrincipalAlone && diagnoses[from].Kind is ("ABK" or "BK") ? 1 : 12;
            var hi = writer.Segment("HI");
            for (var count = 0; count < most && from < diagnoses.Count; count++, from++)
            {
                var diagnosis = diagnoses[from];
                hi.Composite(diagnosis.Kind, diagnosis.Code, null, null, null, null, null, null, diagnosis.PresentOnAdmission);
            }
            hi.End();
        }
    }

    // Each family of lists has a segment of its own.
    private static void Codes(LoopWriter writer, IReadOnlyList<ClaimCode> codes)
    {
        for (var from = 0; from < codes.Count;)
        {
            var to = from + 1;
            while (to < codes.Count && to < from + 12 && Family(codes[to].List) == Family(codes[from].List))
                to++;
            Hi(writer, codes, from, to);
            from = to;
        }
    }

    /// <summary>All codes alike, twelve in a segment.</summary>
    internal static void AllCodes(LoopWriter writer, IReadOnlyList<ClaimCode> codes)
    {
        for (var from = 0; from < codes.Count; from += 12)
            Hi(writer, codes, from, Math.Min(from + 12, codes.Count));
    }

    private static void Hi(LoopWriter writer, IReadOnlyList<ClaimCode> codes, int from, int to)
    {
        var hi = writer.Segment("HI");
        for (var i = from; i < to; i++)
        {
            var (code, dates) = (codes[i], codes[i].Dates);
            var isDay = dates is { } span && span.First == span.Last;
            hi.Composite(code.List, code.Code, dates is null ? null : isDay ? "D8" : "RD8",
                dates is { } d ? isDay ? Values.DateText(d.First) : $"{Values.DateText(d.First)}-{Values.DateText(d.Last)}" : null,
                code.Amount is { } amount ? Cents.Text(amount) : null, null, null, null, code.PresentOnAdmission);
        }
        hi.End();
    }

    // Lists whose codes stand in one segment.
    private static string Family(string list) => list switch
    {
        "BO" => "BP",
        "BR" or "CAH" => "BBR",
        "BQ" => "BBQ",
        "APR" => "PR",
        "ABN" => "BN",
        _ => list,
    };

    private static void Insurance(LoopWriter writer, OtherInsurance insurance)
    {
        writer.Open("2320");
        writer.Segment("SBR").Element(insurance.Responsibility.Value).Element(insurance.Relation).Element(insurance.GroupNumber)
            .Element(insurance.GroupName).Element(insurance.InsuranceType).Element(insurance.Coordination).Skip(2).Element(insurance.FilingIndicator).End();
        ClaimAdjustment.Write(writer, insurance.Adjustments);
        foreach (var amount in insurance.Amounts)
            amount.Write(writer);
        writer.Segment("OI").Skip(2).Element(insurance.BenefitsAssigned).Element(insurance.Signature).Skip().Element(insurance.Release).End();
        insurance.Inpatient?.Write(writer);
        insurance.Outpatient?.Write(writer);
        writer.Kept(insurance.Others);
        insurance.Insured?.Write(writer, "2330A");
        if (insurance.Payer is { } payer)
        {
            writer.Open("2330B");
            payer.Write(writer);
            QualifiedDates.Write(writer, "573", insurance.DecidedOn);
            writer.Close();
        }
        foreach (var provider in insurance.Providers)
            provider.WriteByRole(writer);
        writer.Close();
    }

    private static void Line(LoopWriter writer, ClaimLine line, int number)
    {
        writer.Open("2400");
        writer.Segment("LX").Element(number).End();
        switch (line)
        {
            case ProfessionalLine professional:
                Professional(writer, professional);
                break;
            case InstitutionalLine institutional:
                Procedure(writer.Segment("SV2").Element(institutional.RevenueCode), line).Money(line.Charge).Element(institutional.UnitKind)
                    .Decimal(line.Units).Skip().Money(institutional.NotCovered).End();
                break;
            case DentalLine dental:
                Dental(writer, dental);
                break;
        }
        QualifiedDates.Write(writer, "472", line.Served);
        foreach (var dates in line.Dates)
            dates.Write(writer);
        foreach (var quantity in line.Quantities)
            quantity.Write(writer);
        Reference(writer, "6R", line.LineNumber);
        foreach (var reference in line.References)
            reference.Write(writer);
        foreach (var amount in line.Amounts)
            amount.Write(writer);
        foreach (var note in line.Notes)
            note.Write(writer);
        writer.Kept(line.Others);
        if (line.Drug is { } drug)
            WriteDrug(writer, drug);
        foreach (var provider in line.Providers)
            provider.WriteByRole(writer);
        foreach (var adjudication in line.Adjudications)
            Adjudication(writer, adjudication);
        writer.Close();
    }

    private static SegmentWriter Procedure(SegmentWriter segment, ClaimLine line) => line.ProcedureKind is null && line.Procedure is null
        ? segment.Skip()
        : ProcedureCode.Write(segment, line.ProcedureKind ?? "", line.Procedure ?? "", line.Modifiers, line.ProcedureDescription, null);

    private static void Professional(LoopWriter writer, ProfessionalLine line) => Pointers(
            Procedure(writer.Segment("SV1"), line).Money(line.Charge).Element(line.UnitKind).Decimal(line.Units).Element(line.PlaceOfService).Skip(),
            line.DiagnosisPointers)
        .Skip().Element(line.Emergency).Skip().Element(line.Screening).Element(line.FamilyPlanning).Skip(2).Element(line.CopayStatus).End();

    private static void Dental(LoopWriter writer, DentalLine line)
    {
        var sv3 = Procedure(writer.Segment("SV3"), line).Money(line.Charge).Element(line.PlaceOfService)
            .Composite(At(line.OralCavities, 0), At(line.OralCavities, 1), At(line.OralCavities, 2), At(line.OralCavities, 3), At(line.OralCavities, 4))
            .Element(line.Prosthesis).Decimal(line.Units).Skip(4);
        Pointers(sv3, line.DiagnosisPointers).End();
        foreach (var tooth in line.Teeth)
        {
            writer.Segment("TOO").Element("JP").Element(tooth.Code)
                .Composite(At(tooth.Surfaces, 0), At(tooth.Surfaces, 1), At(tooth.Surfaces, 2), At(tooth.Surfaces, 3), At(tooth.Surfaces, 4)).End();
        }
    }

    internal static SegmentWriter Pointers(SegmentWriter segment, IReadOnlyList<int> pointers)
    {
        return segment.Composite(Pointer(0), Pointer(1), Pointer(2), Pointer(3));

        string? Pointer(int index) =>
            index < pointers.Count ? pointers[index].ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    private static void WriteDrug(LoopWriter writer, Drug drug)
    {
        writer.Open("2410");
        writer.Segment("LIN").Skip().Element(drug.Kind).Element(drug.Code).End();
        writer.Segment("CTP").Skip(3).Decimal(drug.Quantity).Element(drug.Unit).End();
        foreach (var reference in drug.References)
            reference.Write(writer);
        writer.Kept(drug.Others);
        writer.Close();
    }

    private static void Adjudication(LoopWriter writer, LineAdjudication adjudication)
    {
        writer.Open("2430");
        ProcedureCode.Write(writer.Segment("SVD").Element(adjudication.Payer).Money(adjudication.Paid), adjudication.Procedure)
            .Element(adjudication.RevenueCode).Decimal(adjudication.Units).Element(adjudication.BundledWith).End();
        ClaimAdjustment.Write(writer, adjudication.Adjustments);
        QualifiedDates.Write(writer, "573", adjudication.On);
        if (adjudication.Remaining is { } remaining)
            QualifiedAmount.Of("EAF", remaining).Write(writer);
        writer.Kept(adjudication.Others);
        writer.Close();
    }

    private static string? At(IReadOnlyList<string> values, int index) => index < values.Count ? values[index] : null;
}
