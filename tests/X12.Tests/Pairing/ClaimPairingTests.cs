namespace Portico.X12.Tests;

/// <summary>Each claim finds what came back for it, and what finds no claim says why.</summary>
public sealed class ClaimPairingTests
{
    private static SentClaim Sent(string number, long charge = 15000, string frequency = "1", string? original = null, params PairingLine[] lines) =>
        new() { ClaimNumber = number, Charge = charge, Frequency = frequency, OriginalReference = original, Lines = lines };

    private static PaidClaim Paid(string number, string status = "1", long charge = 15000, long paid = 12000, string? icn = "ICN1", string remittance = "EFT1", params PairingLine[] lines) =>
        new() { Remittance = remittance, ClaimNumber = number, Status = new(status), Charge = charge, Paid = paid, PayerClaimNumber = icn, Lines = lines };

    private static AnsweredClaim Answered(string number, string category = "A2", string? icn = null, string action = "WQ") =>
        new() { ClaimNumber = number, Categories = [category], Action = action, PayerClaimNumber = icn };

    private static PairingLine Line(string? number, string? procedure = "HC:99213", long charge = 10000, long? paid = null, int day = 1) =>
        new() { LineNumber = number, Procedure = procedure, Charge = charge, Paid = paid, Served = new(2026, 11, day) };

    private static PairedClaim One(SentClaim claim, AnsweredClaim[] answers, params PaidClaim[] payments) =>
        ClaimPairing.Pair([claim], answers, payments).Claims.Single();

    [Fact]
    public void A_claim_finds_its_answer_and_its_payment_by_our_number_whatever_blanks_and_case_the_payer_makes_of_it()
    {
        var claim = One(Sent("Clm1"), [Answered("CLM1 ")], Paid(" clm1"));
        claim.Answers.Single().By.ShouldBe(PairedBy.ClaimNumber);
        claim.Payments.Single().By.ShouldBe(PairedBy.ClaimNumber);
        (claim.Standing, claim.Paid).ShouldBe((ClaimStanding.Decided, 12000));
    }

    [Theory]
    [InlineData(null, ClaimStanding.Unanswered)]
    [InlineData("A1", ClaimStanding.Received)]
    [InlineData("A2", ClaimStanding.Accepted)]
    [InlineData("A3", ClaimStanding.Rejected)]
    [InlineData("A6", ClaimStanding.Rejected)]
    [InlineData("A7", ClaimStanding.Rejected)]
    [InlineData("A8", ClaimStanding.Rejected)]
    public void Without_a_payment_a_claim_stands_where_its_acknowledgment_says(string? category, ClaimStanding standing) =>
        One(Sent("CLM1"), category is null ? [] : [Answered("CLM1", category)]).Standing.ShouldBe(standing);

    [Fact]
    public void A_rejecting_action_rejects_whatever_the_category_says() =>
        One(Sent("CLM1"), [Answered("CLM1", "A1", action: "U")]).Standing.ShouldBe(ClaimStanding.Rejected);

    [Fact]
    public void A_payment_with_the_payers_number_alone_is_found_when_an_answer_told_that_number()
    {
        var claim = One(Sent("CLM1"), [Answered("CLM1", icn: "ICN7")], Paid("0", icn: "ICN7"));
        claim.Payments.Single().By.ShouldBe(PairedBy.PayerClaimNumber);
    }

    [Fact]
    public void A_payment_whose_number_was_lost_is_found_by_line_numbers_that_one_claim_alone_has()
    {
        var pairs = ClaimPairing.Pair([Sent("CLM1", lines: [Line("L-100")]), Sent("CLM2", lines: [Line("L-200")])], [],
            [Paid("", lines: [Line("L-200")])]);
        pairs.Claims[1].Payments.Single().By.ShouldBe(PairedBy.LineNumber);
        pairs.Claims[0].Payments.ShouldBeEmpty();
    }

    [Fact]
    public void Counted_lines_say_nothing_of_a_claim()
    {
        var pairs = ClaimPairing.Pair([Sent("CLM1", lines: [Line("1")])], [], [Paid("CLM9", lines: [Line("1")])]);
        pairs.Payments.Single().Reason.ShouldBe(UnpairedReason.NumberUnknown);
    }

    [Theory]
    [InlineData("", UnpairedReason.NumberMissing)]
    [InlineData("000", UnpairedReason.NumberMissing)]
    [InlineData("CLM9", UnpairedReason.NumberUnknown)]
    public void What_finds_no_claim_says_why(string number, UnpairedReason reason)
    {
        var pairs = ClaimPairing.Pair([Sent("CLM1")], [Answered(number)], [Paid(number)]);
        (pairs.Answers.Single().Reason, pairs.Payments.Single().Reason).ShouldBe((reason, reason));
    }

    [Fact]
    public void One_number_for_two_claims_is_decided_by_the_amount_and_is_ambiguous_without()
    {
        var pairs = ClaimPairing.Pair([Sent("CLM1", 15000), Sent("CLM1", 9000)], [], [Paid("CLM1", charge: 9000), Paid("CLM1", charge: 400, icn: "ICN2")]);
        pairs.Claims.Select(c => c.Payments.Count).ShouldBe([0, 1]);
        pairs.Payments.Single().Reason.ShouldBe(UnpairedReason.Ambiguous);
        pairs.Claims.Select(c => c.IsRepeated).ShouldBe([false, true]);
    }

    [Fact]
    public void A_reversal_takes_back_the_payment_and_the_correction_holds()
    {
        var claim = One(Sent("CLM1"), [], Paid("CLM1"), Paid("CLM1", "22", -15000, -12000, remittance: "EFT2"), Paid("CLM1", paid: 9000, icn: "ICN2", remittance: "EFT2"));
        claim.Payments.Select(p => p.Role).ShouldBe([PaymentRole.Reversed, PaymentRole.Reversal, PaymentRole.Correction]);
        claim.Payments[1].TakesBack.ShouldBe(claim.Payments[0].Payment);
        (claim.Paid, claim.Standing).ShouldBe((9000, ClaimStanding.Decided));
    }

    [Fact]
    public void A_correction_before_its_reversal_holds_all_the_same()
    {
        var claim = One(Sent("CLM1"), [], Paid("CLM1"), Paid("CLM1", paid: 9000, icn: "ICN2", remittance: "EFT2"), Paid("CLM1", "22", -15000, -12000, remittance: "EFT2"));
        claim.Payments.Select(p => p.Role).ShouldBe([PaymentRole.Reversed, PaymentRole.Correction, PaymentRole.Reversal]);
    }

    [Fact]
    public void A_reversal_with_nothing_behind_it_leaves_the_claim_taken_back()
    {
        var claim = One(Sent("CLM1"), [], Paid("CLM1"), Paid("CLM1", "22", -15000, -12000, remittance: "EFT2"));
        (claim.Paid, claim.Standing).ShouldBe((0, ClaimStanding.TakenBack));
    }

    [Fact]
    public void A_reversal_of_a_payment_that_came_before_this_input_has_nothing_to_point_to()
    {
        var claim = One(Sent("CLM1"), [], Paid("CLM1", "22", -15000, -12000));
        claim.Payments.Single().ShouldSatisfyAllConditions(p => p.Role.ShouldBe(PaymentRole.Reversal), p => p.TakesBack.ShouldBeNull());
    }

    [Fact]
    public void The_same_claim_of_the_same_remittance_counts_once_and_of_another_twice()
    {
        var claim = One(Sent("CLM1"), [], Paid("CLM1"), Paid("CLM1"), Paid("CLM1", icn: "ICN2", remittance: "EFT2"));
        claim.Payments.Select(p => p.Role).ShouldBe([PaymentRole.Decision, PaymentRole.Duplicate, PaymentRole.Unexplained]);
        claim.Paid.ShouldBe(24000);
    }

    [Fact]
    public void A_claim_that_the_payer_split_is_whole_when_all_its_parts_came()
    {
        PaidClaim[] parts = [Paid("CLM1", charge: 10000, paid: 8000, icn: "A", lines: [Line("1")]), Paid("CLM1", charge: 5000, paid: 4000, icn: "B", lines: [Line("2")])];
        var sent = Sent("CLM1", lines: [Line("1"), Line("2", charge: 5000)]);
        var half = One(sent, [], parts[0]);
        (half.Standing, half.Payments[0].Role, half.Payments[0].Lines.Count).ShouldBe((ClaimStanding.PartlyDecided, PaymentRole.Part, 1));
        var whole = One(sent, [], parts);
        (whole.Standing, whole.Paid).ShouldBe((ClaimStanding.Decided, 12000));
        whole.Payments.ShouldAllBe(p => p.Role == PaymentRole.Part);
    }

    [Fact]
    public void The_next_payers_decision_is_no_second_one_of_the_first()
    {
        var claim = One(Sent("CLM1"), [], Paid("CLM1"), Paid("CLM1", "2", paid: 3000, icn: "X", remittance: "EFT9"));
        claim.Payments.Select(p => p.Role).ShouldBe([PaymentRole.Decision, PaymentRole.NextPayer]);
        claim.Paid.ShouldBe(15000);
    }

    [Fact]
    public void An_estimate_pays_nothing_and_a_denial_denies()
    {
        One(Sent("CLM1"), [], Paid("CLM1", "25")).Paid.ShouldBe(0);
        One(Sent("CLM1"), [], Paid("CLM1", "4", paid: 0)).Standing.ShouldBe(ClaimStanding.Denied);
    }

    [Fact]
    public void A_replacement_names_the_claim_before_it_and_gets_the_payments_of_its_own_number()
    {
        var pairs = ClaimPairing.Pair([Sent("CLM1"), Sent("CLM1", 14000, "7", "ICN1")], [Answered("CLM1", icn: "ICN0")],
            [Paid("CLM1", icn: "ICN1"), Paid("CLM1", "22", -15000, -12000, "ICN1", "EFT2"), Paid("CLM1", charge: 14000, icn: "ICN2", remittance: "EFT2")]);
        pairs.Claims[1].Replaces.ShouldBe(pairs.Claims[0].Claim);
        pairs.Claims[1].IsRepeated.ShouldBeFalse();
        pairs.Claims[0].Payments.Select(p => p.Role).ShouldBe([PaymentRole.Reversed, PaymentRole.Reversal]);
        pairs.Claims[1].Payments.Select(p => p.Role).ShouldBe([PaymentRole.Decision]);
    }

    [Fact]
    public void Lines_are_paired_by_number_then_by_what_they_say_and_the_rest_stands_alone()
    {
        PairingLine[] sent = [Line("A"), Line("B", charge: 5000), Line("C", "HC:87880", 2500), Line("D", "HC:36415", 700)];
        PairingLine[] paid = [Line("B", "HC:99214", 5000, 1), Line(null, "HC:87880", 2500, 2), Line(null, "HC:99999", 1, 3)];
        var pairs = ClaimPairing.PairLines(sent, paid);
        pairs.Select(p => (p.Sent?.LineNumber, p.Paid?.Paid, p.IsByNumber)).ShouldBe(
            [("B", 1L, true), ("C", 2L, false), (null, 3L, false), ("A", null, false), ("D", null, false)]);
    }

    [Fact]
    public void A_line_that_the_payer_split_is_paired_with_each_of_its_parts() =>
        ClaimPairing.PairLines([Line("A")], [Line("A", "HC:1", 6000), Line("A", "HC:2", 4000)]).ShouldAllBe(p => p.Sent != null && p.Sent.LineNumber == "A");

    [Fact]
    public void Two_lines_that_say_the_same_are_each_taken_once()
    {
        var pairs = ClaimPairing.PairLines([Line("A"), Line("B")], [Line(null, paid: 1), Line(null, paid: 2), Line(null, paid: 3)]);
        pairs.Select(p => p.Sent?.LineNumber).ShouldBe(["A", "B", null]);
    }

    [Fact]
    public void A_reversal_and_a_payer_that_leaves_the_day_out_find_their_lines() =>
        ClaimPairing.PairLines([Line("A")], [new() { Procedure = "HC:99213", Charge = -10000, Paid = -8000 }]).Single().Sent.ShouldNotBeNull();

    [Fact]
    public void Claims_answers_and_payments_are_read_from_their_loops()
    {
        var sent = Units(Sample.Professional).Select(SentClaim.Read).ToList();
        sent.Select(c => (c.ClaimNumber, c.Charge, c.Frequency, c.Lines.Count)).ShouldBe([("CLM1", 15000, "1", 2), ("CLM2", 8000, "1", 1)]);
        (sent[0].Lines[0].LineNumber, sent[0].Lines[0].Procedure, sent[0].Lines[0].Served).ShouldBe(("1", "HC:99213:25", new DateOnly(2026, 11, 1)));
        var paid = Units(Sample.Remittance).Select(PaidClaim.Read).Single();
        (paid.Remittance, paid.ClaimNumber, paid.PayerClaimNumber, paid.Paid).ShouldBe(("EFT0000001/1512345678/20261120", "CLM1", "ICN1", 12000));
        var answered = Units(Sample.ClaimAcknowledgement).Select(u => AnsweredClaim.Read(u.Inner("2200D"))).Single();
        (answered.ClaimNumber, answered.Action, answered.PayerClaimNumber, answered.IsAccepted).ShouldBe(("CLM1", "WQ", "ICN1", true));
        var pairs = ClaimPairing.Pair(sent, [answered], [paid]);
        pairs.Claims.Select(c => (c.Answers.Count, c.Payments.Count)).ShouldBe([(1, 1), (0, 0)]);
    }

    private static IEnumerable<Loop> Units(string input)
    {
        using var reader = new LoopReader(new SegmentReader(Sample.Bytes(input)), hasUnits: true);
        while (reader.Read())
        {
            if (reader.Part == LoopPart.Unit)
                yield return reader.Unit;
        }
    }
}
