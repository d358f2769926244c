namespace Portico.X12.Tests;

public sealed class ReadingTests
{
    private static List<T> Units<T>(string text, Func<Loop, T> read)
    {
        using var reader = new LoopReader(new SegmentReader(Sample.Bytes(text)), hasUnits: true);
        var units = new List<T>();
        while (reader.Read())
        {
            if (reader.Part == LoopPart.Unit)
                units.Add(read(reader.Unit));
        }
        return units;
    }

    [Fact]
    public void A_paid_claim_has_its_money_in_cents_and_its_lines()
    {
        var claim = Units(Sample.Remittance, RemittanceClaim.Read).ShouldHaveSingleItem();
        (claim.ClaimNumber, claim.Status, claim.Charge, claim.Paid, claim.PatientOwes, claim.PayerClaimNumber)
            .ShouldBe(("CLM1", RemittanceStatus.Primary, 20000L, 12000L, 2000L, "ICN1"));
        claim.Patient.ShouldNotBeNull().Name.ShouldBe("ALDER");
        var line = claim.Lines.ShouldHaveSingleItem();
        (line.Procedure, line.Charge, line.Paid, line.LineNumber, line.Served).ShouldBe(("99213", 20000L, 12000L, "1", new DateSpan(new(2026, 11, 1), new(2026, 11, 1))));
        line.Adjustments.Select(a => (a.Group, a.Reason, a.Amount)).ShouldBe([(AdjustmentGroup.Contract, "45", 6000L), (AdjustmentGroup.Patient, "3", 2000L)]);
        Sample.Remittance[(int)line.Adjustments[1].Place.Offset..].ShouldStartWith("3*20~");
    }

    [Fact]
    public void A_claim_names_everybody_and_points_to_its_diagnoses()
    {
        var claims = Units(Sample.Professional, ProfessionalClaim.Read);
        claims.Select(c => (c.ClaimNumber, c.Charge, c.Subscriber?.Named.Name, c.Patient?.Named.Given, c.PatientRelation))
            .ShouldBe([("CLM1", 15000L, "ALDER", null, null), ("CLM2", 8000L, "BIRCH", "CLEO", "19")]);
        claims[0].BillingProvider.ShouldNotBeNull().Named.Id.ShouldBe("1234567893");
        claims[0].Diagnoses.Select(d => d.Code).ShouldBe(["J069", "R05"]);
        claims[0].Lines.Select(l => (l.Procedure, l.Charge, string.Join(",", l.DiagnosisPointers), string.Join(",", l.Modifiers)))
            .ShouldBe([("99213", 10000L, "1,2", "25"), ("87880", 5000L, "1", "")]);
        claims[0].Subscriber.ShouldNotBeNull().Address.ShouldBe(new PostalAddress { Line1 = "100 ELM ST", City = "SPRINGFIELD", State = "IL", Zip = "62701" });
    }

    [Fact]
    public void A_benefit_cites_its_amount_and_keeps_what_narrows_it()
    {
        var answer = Units(Sample.Eligibility, EligibilityAnswer.Read).ShouldHaveSingleItem();
        (answer.Person?.Name, answer.Born, answer.Sex).ShouldBe(("ALDER", new DateOnly(1980, 7, 14), "F"));
        answer.Traces.Select(t => (t.Kind, t.Number, t.Originator)).ShouldBe([("2", "TRACE1", "1999999999")]);
        answer.Benefits[0].Kind.IsActive.ShouldBeTrue();
        var copay = answer.Benefits[1];
        (copay.Kind, copay.Amount, copay.Period, copay.InNetwork, copay.NeedsAuthorization)
            .ShouldBe((BenefitKind.Copay, 4000L, BenefitPeriod.Visit, BenefitAnswer.Yes, BenefitAnswer.NotSaid));
        copay.ServiceTypes.ShouldBe(["98", "UC"]);
        copay.Messages.ShouldBe(["PRIMARY CARE"]);
        Sample.Eligibility[(int)copay.AmountPlace.Offset..].ShouldStartWith("40*****Y");
        answer.Benefits[2].Share.ShouldBe(0.2m);
        answer.Benefits[3].Related.ShouldHaveSingleItem().Named.Name.ShouldBe("MAPLE");
    }

    [Fact]
    public void A_payer_that_cannot_answer_is_a_rejection_of_everybody_below()
    {
        var text = Sample.Eligibility.Replace("NM1*PR*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~", "NM1*PR*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~AAA*Y**42*R~", StringComparison.Ordinal);
        var rejection = Units(text, EligibilityAnswer.Read).Single().Rejections.ShouldHaveSingleItem();
        (rejection.Loop, rejection.Reason, rejection.FollowUp, rejection.IsRequestValid).ShouldBe(("2100A", "42", "R", true));
    }

    [Fact]
    public void A_citation_stays_what_it_was_when_its_benefit_is_put_elsewhere()
    {
        var copay = Units(Sample.Eligibility, EligibilityAnswer.Read).Single().Benefits[1];
        var place = copay.AmountPlace;
        (copay with { Place = default }).AmountPlace.ShouldBe(place);
        (copay with { AmountPlace = default }).AmountPlace.ShouldBe(default);
        var moved = copay with { AmountPlace = place with { Offset = 7 }, SharePlace = place };
        (moved.AmountPlace.Offset, moved.SharePlace, moved.Place).ShouldBe((7, place, copay.Place));
    }

    [Fact]
    public void An_amount_far_into_its_segment_is_cited_too()
    {
        var text = Sample.Eligibility.Replace("HM*SYNTHETIC PPO", "HM*" + new string('X', 70_000), StringComparison.Ordinal);
        var copay = Units(text, EligibilityAnswer.Read).Single().Benefits[1];
        text[(int)copay.AmountPlace.Offset..].ShouldStartWith("40*****Y");
        (copay.AmountPlace.Element, copay.SharePlace).ShouldBe(((short)7, default(Place)));
    }

    [Fact]
    public void What_was_said_and_is_taken_back_leaves_the_model_as_it_was()
    {
        var claim = Units(Sample.Remittance, RemittanceClaim.Read).Single();
        var changed = claim with { Drg = "470", Quantities = [QualifiedQuantity.Of("CA", 3)] };
        (changed.Drg, changed.Quantities.Single().Quantity, claim.Drg, claim.Quantities.Count).ShouldBe(("470", 3m, null, 0));
        changed.ShouldNotBe(claim);
        (changed with { Drg = null, Quantities = [] }).ShouldBe(claim);
    }
}
