namespace Portico.X12.Tests;

/// <summary>The small examples of docs/x12, read: what stands where.</summary>
public sealed class ExampleTests
{
    private static readonly DateOnly s_day = new(2026, 11, 20);

    private const string Above = """
        837
        BHT*0019*00*BATCH1*20261120*0905*CH~
        NM1*41*2*SYNTHETIC HOSPITAL*****46*SUBMIT1~PER*IC*BILLING DESK*TE*5555550101~
        NM1*40*2*SYNTHETIC CLEARING*****46*CLEAR1~
        HL*1**20*1~NM1*85*2*SYNTHETIC HOSPITAL*****XX*1234567893~N3*1 CLINIC WAY~N4*SPRINGFIELD*IL*627010000~REF*EI*999999999~
        HL*2*1*22*0~SBR*P*18*GRP1******CI~NM1*IL*1*ALDER*AVA****MI*SYN1~N3*100 ELM ST~N4*SPRINGFIELD*IL*62701~DMG*D8*19800714*F~
        NM1*PR*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~
        """;

    private static string Institutional => Sample.Interchange("HC", "005010X223A2", Above + """
        CLM*CLM1*1500***11:A:1**A*Y*Y~
        DTP*434*RD8*20261101-20261104~DTP*435*DT*202611010930~CL1*3*1*01~
        HI*ABK:J189:::::::Y~HI*ABF:E119:::::::Y~HI*BBR:0BH17EZ:D8:20261102~HI*BH:11:D8:20261030~HI*BE:80:::3~
        NM1*71*1*MAPLE*MORGAN****XX*1234567893~
        LX*1~SV2*0120**1500*DA*3~
        """);

    private static string Dental => Sample.Interchange("HC", "005010X224A2", Above + """
        CLM*CLM1*180***11:B:1*Y*A*Y*Y~
        LX*1~SV3*AD:D2392*180****1~TOO*JP*14*M:O~DTP*472*D8*20261101~
        """);

    private static LoopTree Clean(string text)
    {
        var document = Document.Read(Sample.Bytes(text));
        document.Issues.Kept.ShouldBeEmpty();
        return document.Transactions.Single();
    }

    [Fact]
    public void A_remittance_has_its_payment_its_trace_and_what_was_taken_back()
    {
        var remittance = Remittance.Read(Clean(Sample.Remittance));
        (remittance.Handling, remittance.Amount, remittance.Method, remittance.PaidOn, remittance.Trace.Number, remittance.Trace.Originator)
            .ShouldBe((PaymentHandling.RemittanceOnly, 10_000L, PaymentMethod.Ach, s_day, "EFT0000001", "1512345678"));
        remittance.To.ShouldBe(new BankAccount("01", "999988880", "DA", "98765"));
        (remittance.Payer.Named.Name, remittance.Payer.Contacts[0].Numbers[0].Value, remittance.Payee.Named.Id).ShouldBe(("SYNTHETIC HEALTH PLAN", "5555550100", "1234567893"));
        var back = remittance.ProviderAdjustments.ShouldHaveSingleItem();
        (back.Reason, back.Reference, back.Amount, back.FiscalYearEnd).ShouldBe((ProviderAdjustmentReason.Overpayment, "ICN0", 2_000L, new DateOnly(2026, 12, 31)));
        Sample.Remittance[(int)back.Place.Offset..].ShouldStartWith("WO:ICN0*20");
        remittance.Claims.ShouldHaveSingleItem().ClaimNumber.ShouldBe("CLM1");
        remittance.IsBalanced.ShouldBeTrue();
        remittance.From.ShouldNotBeNull().ToString().ShouldNotContain("123456");
    }

    [Fact]
    public void A_streamed_remittance_gives_its_claims_one_by_one_and_the_rest_at_its_end()
    {
        using var reader = new LoopReader(new SegmentReader(Sample.Bytes(Sample.Remittance)), hasUnits: true);
        var (claims, group, rest) = (new List<RemittanceClaim>(), default(RemittanceGroup), default(Remittance));
        while (reader.Read())
        {
            if (reader.Part == LoopPart.Unit)
                (group, rest) = (RemittanceGroup.Read(reader.Unit.Parent), Remittance.Read(reader.Tree));
            if (reader.Part == LoopPart.Unit)
                claims.Add(RemittanceClaim.Read(reader.Unit));
            if (reader.Part == LoopPart.Transaction)
                rest = Remittance.Read(reader.Tree);
        }
        claims.ShouldHaveSingleItem().Paid.ShouldBe(12_000);
        group.ShouldNotBeNull().Claims.ShouldHaveSingleItem().ClaimNumber.ShouldBe("CLM1");
        (rest.ShouldNotBeNull().Amount, rest.Payer.Named.Name, rest.Groups.Count, rest.ProviderAdjustments.Count).ShouldBe((10_000L, "SYNTHETIC HEALTH PLAN", 0, 1));
    }

    [Fact]
    public void An_inquiry_has_who_asks_whom_about_whom()
    {
        var inquiry = EligibilityInquiry.Read(Clean(Sample.Inquiry));
        var subscriber = inquiry.Subscribers.ShouldHaveSingleItem();
        (inquiry.Purpose, inquiry.Reference, inquiry.At, inquiry.Payers[0].Payer.Named.Id, inquiry.Payers[0].Providers[0].Provider.Named.Id)
            .ShouldBe(("13", "ASKED1", new DateTime(2026, 11, 20, 9, 5, 0), "SYN01", "1234567893"));
        (subscriber.Person.Named.Id, subscriber.Person.Born, subscriber.Traces[0].Number, subscriber.Dates[0].Dates).ShouldBe(("SYN1", new DateOnly(1980, 7, 14), "TRACE1", DateSpan.Of(s_day)));
        subscriber.Questions.ShouldHaveSingleItem().ServiceTypes.ShouldBe(["30", "98"]);
    }

    [Fact]
    public void A_payer_that_cannot_answer_at_all_says_why_without_any_person()
    {
        var text = Sample.Interchange("HB", "005010X279A1", """
            271
            BHT*0022*11*ASKED1*20261120*0905~
            HL*1**20*0~NM1*PR*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~AAA*Y**42*R~
            """);
        var response = EligibilityResponse.Read(Clean(text));
        response.Answers.ShouldBeEmpty();
        var rejection = response.Rejections.ShouldHaveSingleItem();
        (rejection.Loop, rejection.Reason, rejection.FollowUp).ShouldBe(("2100A", "42", "R"));
    }

    [Fact]
    public void A_status_question_and_its_answer_name_the_claim()
    {
        var asked = StatusInquiry.Read(Clean(Sample.StatusInquiry)).Claims.ShouldHaveSingleItem();
        (asked.Trace.Number, asked.ClaimNumber, asked.Charge, asked.Served).ShouldBe(("TRACE1", "CLM1", 15_000L, DateSpan.Of(new(2026, 11, 1))));
        var answer = StatusResponse.Read(Clean(Sample.Status)).Claims.ShouldHaveSingleItem();
        var status = answer.Statuses.ShouldHaveSingleItem();
        (answer.Trace.Number, answer.PayerClaimNumber, status.Codes[0].Category, status.Codes[0].Code, status.Charge, status.Paid, status.CheckNumber)
            .ShouldBe(("TRACE1", "ICN1", StatusCategory.Paid, "65", 15_000L, 12_000L, "EFT1"));
        (status.IsRejected, status.Codes[0].Category.IsFinal).ShouldBe((false, true));
    }

    [Theory]
    [InlineData("A2:20:PR", "WQ", false)]
    [InlineData("A3:21:PR", "U", true)]
    [InlineData("A7:21:PR", "U", true)]
    public void A_claim_acknowledgement_says_whether_the_claim_is_on_file(string code, string action, bool isRejected)
    {
        var text = Sample.ClaimAcknowledgement.Replace("STC*A2:20:PR*20261120*WQ", $"STC*{code}*20261120*{action}", StringComparison.Ordinal);
        var acknowledgement = ClaimAcknowledgement.Read(Clean(text));
        (acknowledgement.ReceivedOn, acknowledgement.Receiver.Verdict.ShouldNotBeNull().Trace.Number, acknowledgement.Receiver.Verdict.Quantities[0].Quantity).ShouldBe((s_day, "BATCH1", 1m));
        var claim = acknowledgement.Claims.ShouldHaveSingleItem();
        (claim.Trace.Number, claim.PayerClaimNumber, claim.Statuses[0].IsRejected).ShouldBe(("CLM1", "ICN1", isRejected));
    }

    [Fact]
    public void A_review_and_its_answer_meet_by_their_trace()
    {
        var asked = ReviewRequest.Read(Clean(Sample.ReviewRequest)).Events.ShouldHaveSingleItem();
        (asked.Subject.Category, asked.Subject.Kind, asked.Codes[0].Code, asked.Services[0].Procedure?.Code, asked.Services[0].Units)
            .ShouldBe((ReviewCategory.HealthServices, ReviewRequestKind.Initial, "M545", "97110", 12m));
        var answer = ReviewResponse.Read(Clean(Sample.ReviewResponse));
        var verdict = answer.Events.ShouldHaveSingleItem().Verdict.ShouldNotBeNull();
        (answer.Events.Single().Traces[0].Number, verdict.Decision, verdict.CertificationNumber).ShouldBe((asked.Traces[0].Number, ReviewDecision.Certified, "AUTH0001"));
        answer.Rejections.ShouldBeEmpty();
    }

    [Fact]
    public void A_review_that_could_not_be_looked_at_names_everything_that_is_wrong()
    {
        var text = Sample.ReviewResponse.Replace("HL*4*3*EV*0~", "", StringComparison.Ordinal);
        text = text[..text.IndexOf("TRN*2", StringComparison.Ordinal)].Replace("MI*SYN1~", "MI*SYN1~AAA*N**72*C~", StringComparison.Ordinal)
            .Replace("XX*1234567893~", "XX*1234567893~AAA*N**51*C~", StringComparison.Ordinal).Replace("HL*3*2*22*1", "HL*3*2*22*0", StringComparison.Ordinal)
            + "SE*11*0001~GE*1*1~IEA*1*000000001~";
        ReviewResponse.Read(Clean(text)).Rejections.Select(r => (r.Loop, r.Reason)).ShouldBe([("2010B", "51"), ("2010C", "72")]);
    }

    [Fact]
    public void A_hospital_claim_has_its_stay_its_codes_with_dates_and_amounts_and_lines_without_a_procedure()
    {
        var claim = InstitutionalBatch.Read(Clean(Institutional)).Claims.ShouldHaveSingleItem();
        (claim.ClaimNumber, claim.Charge, claim.PlaceOfService, claim.AdmissionType, claim.AdmissionSource, claim.PatientStatus, claim.IsBalanced)
            .ShouldBe(("CLM1", 150_000L, "11", "3", "1", "01", true));
        claim.Dates.ShouldHaveSingleItem().Dates.ShouldBe(new DateSpan(new(2026, 11, 1), new(2026, 11, 4)));
        claim.Diagnoses.Select(d => (d.Kind, d.Code, d.PresentOnAdmission)).ShouldBe([("ABK", "J189", "Y"), ("ABF", "E119", "Y")]);
        claim.Codes.Select(c => (c.List, c.Code, c.Dates?.First, c.Amount)).ShouldBe([
            ("BBR", "0BH17EZ", new DateOnly(2026, 11, 2), null), ("BH", "11", new DateOnly(2026, 10, 30), null), ("BE", "80", null, 300L)]);
        claim.Others.ShouldHaveSingleItem().ToString().ShouldBe("DTP*435*DT*202611010930");
        claim.Providers.ShouldHaveSingleItem().Named.Role.ShouldBe("71");
        var line = claim.Lines.ShouldHaveSingleItem();
        (line.RevenueCode, line.Procedure, line.Charge, line.UnitKind, line.Units).ShouldBe(("0120", null, 150_000L, "DA", 3m));
    }

    [Fact]
    public void A_dental_line_names_its_tooth_and_surfaces()
    {
        var line = DentalBatch.Read(Clean(Dental)).Claims.ShouldHaveSingleItem().Lines.ShouldHaveSingleItem();
        (line.ProcedureKind, line.Procedure, line.Charge, line.Units).ShouldBe(("AD", "D2392", 18_000L, 1m));
        var tooth = line.Teeth.ShouldHaveSingleItem();
        (tooth.Code, string.Concat(tooth.Surfaces)).ShouldBe(("14", "MO"));
        Dental[(int)tooth.Place.Offset..].ShouldStartWith("14*M:O");
    }

    [Fact]
    public void Claims_of_one_provider_share_it()
    {
        var claims = ProfessionalBatch.Read(Clean(Sample.Professional)).Claims;
        claims.Count.ShouldBe(2);
        claims[1].BillingProvider.ShouldBeSameAs(claims[0].BillingProvider);
    }
}
