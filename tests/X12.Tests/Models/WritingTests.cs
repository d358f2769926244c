using System.Buffers;
using System.Text;
using CsCheck;

namespace Portico.X12.Tests;

/// <summary>What a practice makes and sends: clean by its guide, with the levels that the guide wants.</summary>
public sealed class WritingTests
{
    private static readonly InterchangeHeader s_header = new()
    {
        SenderQualifier = "ZZ", Sender = "SYNTHETIC01", ReceiverQualifier = "ZZ", Receiver = "SYNTHETIC02",
        ControlNumber = 1, At = new(2026, 11, 20, 9, 5, 0), IsTest = true,
    };

    private static readonly DateOnly s_day = new(2026, 11, 1);
    private static readonly string[] s_services = ["30", "98", "UC", "MH", "PT"];

    private static Party Somebody(string role, string name, string? given, string idKind, string id) => new()
    {
        Named = new() { Role = role, IsPerson = given is not null, Name = name, Given = given, IdKind = idKind, Id = id },
    };

    private static Party Payer => Somebody("PR", "SYNTHETIC HEALTH PLAN", null, "PI", "SYN01");

    private static Party Clinic(int number) => Somebody("85", "SYNTHETIC CLINIC " + "AB"[number], null, "XX", "1234567893") with
    {
        Address = new() { Line1 = "1 CLINIC WAY", City = "SPRINGFIELD", State = "IL", Zip = "627010000" },
        References = [QualifiedReference.Of("EI", "99999999" + number)],
        Taxonomy = "207Q00000X",
        ProviderRole = "BI",
    };

    private static Party Person(string role, int number, string given, bool hasMemberId)
    {
        var person = Somebody(role, "ALDER" + "XYZ"[number], given, "MI", "SYN" + number);
        return person with
        {
            Named = hasMemberId ? person.Named : person.Named with { IdKind = null, Id = null },
            Address = new() { Line1 = $"{number} ELM ST", City = "SPRINGFIELD", State = "IL", Zip = "62701" },
            Born = new(1980, 7, 14 + number),
            Sex = "F",
        };
    }

    private static ProfessionalClaim Claim(int clinic, int subscriber, bool isChild, int frequency, params int[] charges) => new()
    {
        ClaimNumber = $"CLM{clinic}{subscriber}{charges.Length}",
        Charge = charges.Sum(c => (long)c),
        PlaceOfService = "11",
        Frequency = frequency == 0 ? ClaimFrequency.Original : ClaimFrequency.Replacement,
        OriginalReference = frequency == 0 ? null : "ICN1",
        ProviderSignature = "Y",
        Assignment = "A",
        BenefitsAssigned = "Y",
        Release = "Y",
        BillingProvider = Clinic(clinic),
        Responsibility = Responsibility.Primary,
        GroupNumber = "GRP1",
        FilingIndicator = "CI",
        Subscriber = Person("IL", subscriber, "AVA", hasMemberId: true),
        Payer = Payer,
        PatientRelation = isChild ? "19" : null,
        Patient = isChild ? Person("QC", subscriber, "CLEO", hasMemberId: false) : null,
        Diagnoses = [Diagnosis.Principal("J069"), Diagnosis.Other("R05")],
        Providers = [Somebody("82", "MAPLE", "MORGAN", "XX", "1234567893")],
        Lines =
        [
            .. charges.Select((charge, i) => new ProfessionalLine
            {
                ProcedureKind = "HC", Procedure = $"9921{i + 1}", Modifiers = i == 0 ? ["25"] : [], Charge = charge, UnitKind = "UN", Units = i + 0.5m,
                DiagnosisPointers = [2, 1], Served = DateSpan.Of(s_day.AddDays(i)), LineNumber = $"L{i}",
            }),
        ],
    };

    private static ProfessionalBatch Batch(params IReadOnlyList<ProfessionalClaim> claims) => new()
    {
        Purpose = "00", Reference = "BATCH1", At = s_header.At, Kind = "CH",
        Submitter = Somebody("41", "SYNTHETIC CLINIC", null, "46", "SUBMIT1") with
        {
            Contacts = [new() { Kind = "IC", Name = "BILLING DESK", Numbers = [new("TE", "5555550101")] }],
        },
        Receiver = Somebody("40", "SYNTHETIC CLEARING", null, "46", "CLEAR1"),
        Claims = claims,
    };

    private static string Levels(string text) => string.Join(' ', text.Split('~').Where(s => s.StartsWith("HL*", StringComparison.Ordinal)).Select(s => s[3..]));

    private static void IsCleanAndEqual<T>(T model, Func<LoopTree, T> read)
        where T : TransactionModel
    {
        var text = RoundTripTests.Written(model);
        Document.Read(Sample.Bytes(text)).Issues.Kept.ShouldBeEmpty(text);
        Structure.Of(read(RoundTripTests.Tree(text))).ShouldBe(Structure.Of(model), text);
    }

    [Fact]
    public void Random_claims_are_clean_and_read_back_as_they_were() =>
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 1], Gen.Int[1, 900_000].Array[1, 4], Claim).Array[1, 8]
            .Sample(claims => IsCleanAndEqual(Batch(claims), ProfessionalBatch.Read), iter: 100, threads: 1);

    [Fact]
    public void Neighbours_share_levels_and_a_subscriber_who_is_the_patient_has_no_level_below()
    {
        var text = RoundTripTests.Written(Batch(
            Claim(0, 0, isChild: false, 0, 100), Claim(0, 0, isChild: false, 0, 100, 200), Claim(0, 0, isChild: true, 0, 100),
            Claim(0, 1, isChild: true, 0, 100), Claim(0, 1, isChild: true, 0, 200, 300), Claim(1, 1, isChild: false, 0, 100)));
        Levels(text).ShouldBe("1**20*1 2*1*22*0 3*1*22*1 4*3*23*0 5*1*22*1 6*5*23*0 7**20*1 8*7*22*0");
        text.Split('~').Where(s => s.StartsWith("SBR", StringComparison.Ordinal)).Select(s => s.Split('*')[2]).ShouldBe(["18", "", "", "18"]);
        text.Split("CLM*").Length.ShouldBe(7);
    }

    [Fact]
    public void A_level_takes_a_hundred_claims_and_the_next_one_opens_another()
    {
        var self = RoundTripTests.Written(Batch([.. Enumerable.Repeat(Claim(0, 0, isChild: false, 0, 100), 101)]));
        Levels(self).ShouldBe("1**20*1 2*1*22*0 3*1*22*0");
        var child = RoundTripTests.Written(Batch([.. Enumerable.Repeat(Claim(0, 0, isChild: true, 0, 100), 101)]));
        Levels(child).ShouldBe("1**20*1 2*1*22*1 3*2*23*0 4*2*23*0");
        Document.Read(Sample.Bytes(self)).Issues.Kept.ShouldBeEmpty();
        Document.Read(Sample.Bytes(child)).Issues.Kept.ShouldBeEmpty();
    }

    [Fact]
    public void A_secondary_claim_says_what_the_first_payer_did()
    {
        var claim = Claim(0, 0, isChild: false, 0, 10_000) with
        {
            Responsibility = Responsibility.Secondary,
            OtherInsurances =
            [
                new()
                {
                    Responsibility = Responsibility.Primary, Relation = "18", FilingIndicator = "CI",
                    Adjustments = [ClaimAdjustment.Of(AdjustmentGroup.Contract, "45", 2_000), ClaimAdjustment.Of(AdjustmentGroup.Patient, "3", 1_000)],
                    Amounts = [QualifiedAmount.Of("D", 7_000)], BenefitsAssigned = "Y", Release = "Y",
                    Insured = Somebody("IL", "ALDERX", "AVA", "MI", "OTHER1"), Payer = Somebody("PR", "SYNTHETIC OTHER PLAN", null, "PI", "SYN02"),
                    DecidedOn = s_day,
                },
            ],
        };
        var line = claim.Lines[0] with
        {
            Drug = new() { Kind = "N4", Code = "00000000000", Quantity = 1.5m, Unit = "ML" },
            Adjudications =
            [
                new()
                {
                    Payer = "SYN02", Paid = 7_000, Procedure = new() { Kind = "HC", Code = "99211", Modifiers = ["25"] }, Units = 1, On = s_day,
                    Adjustments = [ClaimAdjustment.Of(AdjustmentGroup.Contract, "45", 3_000)],
                },
            ],
        };
        IsCleanAndEqual(Batch(claim with { Lines = [line] }), ProfessionalBatch.Read);
    }

    private static Remittance Payment(params (int Charge, int Contract, int Patient)[] lines)
    {
        var claims = lines.Chunk(2).Select((chunk, number) => new RemittanceClaim
        {
            ClaimNumber = $"CLM{number}", Status = RemittanceStatus.Primary, FilingIndicator = "12", PayerClaimNumber = $"ICN{number}",
            Charge = chunk.Sum(l => (long)l.Charge + l.Contract + l.Patient), Paid = chunk.Sum(l => (long)l.Charge),
            PatientOwes = chunk.Sum(l => (long)l.Patient),
            Parties = [new() { Role = "QC", IsPerson = true, Name = "ALDER", Given = "AVA", IdKind = "MI", Id = "SYN1" }],
            Patient = new() { Role = "QC", IsPerson = true, Name = "ALDER", Given = "AVA", IdKind = "MI", Id = "SYN1" },
            Period = new(s_day, s_day.AddDays(3)),
            Outpatient = new() { Remarks = ["MA01"] },
            Lines =
            [
                .. chunk.Select((l, i) => new RemittanceLine
                {
                    ProcedureKind = "HC", Procedure = $"9921{i + 1}", Charge = (long)l.Charge + l.Contract + l.Patient, Paid = l.Charge, Units = 1,
                    Served = DateSpan.Of(s_day), LineNumber = $"L{i}", Allowed = (long)l.Charge + l.Patient, Remarks = ["N130"],
                    Adjustments =
                    [
                        ClaimAdjustment.Of(AdjustmentGroup.Contract, "45", l.Contract), ClaimAdjustment.Of(AdjustmentGroup.Patient, "3", l.Patient),
                    ],
                }),
            ],
        }).ToList();
        var back = Math.Min(5_00, claims.Sum(c => c.Paid));
        return new()
        {
            Handling = PaymentHandling.RemittanceOnly, Amount = claims.Sum(c => c.Paid) - back, Method = PaymentMethod.Ach, Format = "CCP",
            From = new("01", "999999992", "DA", "123456"), Originator = "1512345678", To = new("01", "999988880", "DA", "98765"), PaidOn = s_day,
            Trace = TraceNumber.Of("1", "EFT0000001", "1512345678"), ProducedOn = s_day,
            Payer = new()
            {
                Named = new() { Role = "PR", Name = "SYNTHETIC HEALTH PLAN" },
                Address = new() { Line1 = "1 PAYER PLAZA", City = "SPRINGFIELD", State = "IL", Zip = "627010000" },
                Contacts = [new() { Kind = "BL", Name = "TECHNICAL", Numbers = [new("TE", "5555550100")] }],
            },
            Payee = new() { Named = new() { Role = "PE", Name = "SYNTHETIC CLINIC", IdKind = "XX", Id = "1234567893" } },
            Groups = [new() { Number = "1", Claims = claims }],
            ProviderAdjustments = [ProviderAdjustment.Of("1234567893", new(2026, 12, 31), ProviderAdjustmentReason.Overpayment, "ICN0", back)],
        };
    }

    [Fact]
    public void Random_payments_add_up_to_the_cent_and_read_back_as_they_were() =>
        Gen.Select(Gen.Int[1, 90_000_000], Gen.Int[1, 90_000_000], Gen.Int[1, 900_000]).Array[1, 9].Sample(
            lines =>
            {
                var payment = Payment(lines);
                payment.IsBalanced.ShouldBeTrue();
                (payment with { Amount = payment.Amount + 1 }).IsBalanced.ShouldBeFalse();
                IsCleanAndEqual(payment, Remittance.Read);
            },
            iter: 100, threads: 1);

    [Fact]
    public void A_claim_that_is_a_cent_off_is_not_balanced()
    {
        var claim = Payment((100, 20, 3)).Claims.Single();
        claim.IsBalanced.ShouldBeTrue();
        (claim with { Paid = claim.Paid - 1 }).IsBalanced.ShouldBeFalse();
        (claim with { Lines = [claim.Lines[0] with { Paid = 99 }] }).IsBalanced.ShouldBeFalse();
    }

    private static InquiryPerson Asked(int number, bool isChild, string[] services)
    {
        InquiryQuestion[] questions = [new() { ServiceTypes = services }, new() { Procedure = new() { Kind = "HC", Code = "97110" } }];
        var child = new InquiryPerson
        {
            Person = Person("03", number, "CLEO", hasMemberId: false), Relationship = new() { IsSubscriber = false, Code = "19" },
            Traces = [TraceNumber.Of("1", $"TRACE{number}", "1999999999")], Dates = [QualifiedDates.Of("291", s_day)], Questions = questions,
        };
        return new()
        {
            Person = Person("IL", number, "AVA", hasMemberId: true),
            Traces = isChild ? [] : [TraceNumber.Of("1", $"TRACE{number}", "1999999999")],
            Dates = isChild ? [] : [QualifiedDates.Of("291", new DateSpan(s_day, s_day.AddDays(6)))],
            Diagnoses = isChild ? [] : [Diagnosis.Principal("M545")],
            Questions = isChild ? [] : questions,
            Dependents = isChild ? [child] : [],
        };
    }

    [Fact]
    public void Random_eligibility_questions_are_clean_and_read_back_as_they_were() =>
        Gen.Select(Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 4].Select(i => s_services[i]).Array[1, 5], Asked).Array[1, 5].Sample(
            people => IsCleanAndEqual(
                EligibilityInquiry.Of("ASKED1", s_header.At, Payer, Somebody("1P", "SYNTHETIC CLINIC", null, "XX", "1234567893"), people), EligibilityInquiry.Read),
            iter: 100, threads: 1);

    [Fact]
    public void Random_status_questions_are_clean_and_read_back_as_they_were() =>
        Gen.Select(Gen.Int[0, 2], Gen.Bool, Gen.Long[1, 90_000_000]).Array[1, 5].Sample(
            people => IsCleanAndEqual(
                new StatusInquiry
                {
                    Purpose = "13", Reference = "ASKED1", At = s_header.At,
                    Payers =
                    [
                        new()
                        {
                            Payer = Payer,
                            Receivers =
                            [
                                new()
                                {
                                    Receiver = Somebody("41", "SYNTHETIC CLINIC", null, "46", "SUBMIT1"),
                                    Providers = [new() { Providers = [Somebody("1P", "SYNTHETIC CLINIC", null, "XX", "1234567893")], People = [.. people.Select(p => Sought(p.Item1, p.Item2, p.Item3))] }],
                                },
                            ],
                        },
                    ],
                },
                StatusInquiry.Read),
            iter: 100, threads: 1);

    private static StatusPerson Sought(int number, bool isChild, long charge)
    {
        StatusClaim claim = new()
        {
            Trace = TraceNumber.Of("1", $"TRACE{number}"), ClaimNumber = $"CLM{number}", Charge = charge, Served = DateSpan.Of(s_day),
            Lines = [new() { Procedure = new() { Kind = "HC", Code = "99213" }, Charge = charge, Units = 1, Served = DateSpan.Of(s_day) }],
        };
        StatusPerson subscriber = new()
        {
            Person = new() { Role = "IL", IsPerson = true, Name = "ALDER", Given = "AVA", IdKind = "MI", Id = $"SYN{number}" },
        };
        return isChild
            ? subscriber with { Dependents = [new() { Person = new() { Role = "QC", IsPerson = true, Name = "ALDER", Given = "CLEO" }, Born = s_day, Sex = "F", Claims = [claim] }] }
            : subscriber with { Born = s_day, Sex = "F", Claims = [claim] };
    }

    [Fact]
    public void Random_review_requests_are_clean_and_read_back_as_they_were() =>
        Gen.Select(Gen.Int[0, 2], Gen.Bool, Gen.Int[1, 99]).Sample(
            (number, isChild, visits) =>
            {
                ReviewEvent asked = new()
                {
                    Traces = [TraceNumber.Of("1", "TRACE1", "9999999999")],
                    Subject = new() { Category = ReviewCategory.HealthServices, Kind = ReviewRequestKind.Initial, ServiceType = "PT", Facility = "11", FacilityKind = "B" },
                    Dates = [QualifiedDates.Of("AAH", new DateSpan(s_day, s_day.AddDays(60)))],
                    Codes = [ClaimCode.Of("ABK", "M545") with { Dates = DateSpan.Of(s_day) }],
                    Deliveries = [new() { QuantityKind = "VS", Quantity = visits }],
                    Services = [new() { Procedure = new() { Kind = "HC", Code = "97110" }, Charge = 15_000, UnitKind = "UN", Units = visits }],
                };
                IsCleanAndEqual(
                    new ReviewRequest
                    {
                        Purpose = "13", Reference = "ASKED1", At = s_header.At,
                        Reviewer = Somebody("X3", "SYNTHETIC HEALTH PLAN", null, "PI", "SYN01"),
                        Requester = Somebody("1P", "SYNTHETIC CLINIC", null, "XX", "1234567893"),
                        Subscriber = new() { Person = Person("IL", number, "AVA", hasMemberId: true), Events = isChild ? [] : [asked] },
                        Dependent = isChild ? new() { Person = Person("QC", number, "CLEO", hasMemberId: false), Events = [asked] } : null,
                    },
                    ReviewRequest.Read);
            },
            iter: 100, threads: 1);

    [Fact]
    public void A_delimiter_in_a_name_is_refused_and_cited_where_it_would_stand()
    {
        var claim = Claim(0, 0, isChild: false, 0, 100);
        var named = claim with { Subscriber = Somebody("IL", "AL*DER", "AVA", "MI", "SYN1") };
        var output = new ArrayBufferWriter<byte>();
        var issue = TransactionModel.WriteInterchange(output, s_header, [Batch(claim, named)]).Kept.ShouldHaveSingleItem();
        var text = Encoding.UTF8.GetString(output.WrittenSpan);
        (issue.Kind, issue.SegmentId, issue.Loop, issue.Place.Element, issue.Place.Transaction).ShouldBe((IssueKind.ElementCharacter, "NM1", "2010BA", (short)3, 1));
        text[..(int)issue.Place.Offset].ShouldEndWith("NM1*IL*1");
        text[text.IndexOf("ST*", StringComparison.Ordinal)..(int)issue.Place.Offset].Count(c => c == '~').ShouldBe(issue.Place.Segment - 1);
    }

    [Fact]
    public void What_a_model_does_not_know_is_written_where_the_guide_has_it_and_cut_by_the_writers_delimiters()
    {
        var read = ProfessionalBatch.Read(RoundTripTests.Tree(Sample.Professional
            .Replace("HI*ABK:J069*ABF:R05~", "K3*STATE DATA~HI*ABK:J069*ABF:R05~ZZZ*A:B^C~", StringComparison.Ordinal)
            .Replace("REF*EI*999999999~HL*2", "REF*EI*999999999~ZZY*1~HL*2", StringComparison.Ordinal)));
        read.Claims[0].Others.Select(o => o.ToString()).ShouldBe(["K3*STATE DATA", "ZZZ*A:B^C"]);
        read.Claims[0].BillingProvider.ShouldNotBeNull().Others.Select(o => o.ToString()).ShouldBe(["ZZY*1"]);
        var output = new ArrayBufferWriter<byte>();
        TransactionModel.WriteInterchange(output, s_header, [read], new((byte)'|', (byte)'!', (byte)'>', (byte)'\n')).Kept.ShouldBeEmpty();
        var text = Encoding.UTF8.GetString(output.WrittenSpan);
        text.ShouldContain("|Y|Y\nK3|STATE DATA\nHI|ABK>J069|ABF>R05\nZZZ|A>B!C\nLX|1\n");
        text.ShouldContain("REF|EI|999999999\nZZY|1\nHL|2");
    }

    [Fact]
    public void Transactions_of_one_kind_share_a_group_and_others_open_their_own()
    {
        var inquiry = EligibilityInquiry.Of("ASKED1", s_header.At, Payer, Somebody("1P", "SYNTHETIC CLINIC", null, "XX", "1234567893"), Asked(0, isChild: false, ["30"]));
        var text = RoundTripTests.Written(inquiry, inquiry with { Reference = "ASKED2" }, Batch(Claim(0, 0, isChild: false, 0, 100)));
        text.Split('~').Where(s => s[..Math.Min(3, s.Length)] is "GS*" or "ST*" or "GE*" or "IEA").Select(s => string.Join('*', s.Split('*')[..3])).ShouldBe(
            ["GS*HS*SYNTHETIC01", "ST*270*0001", "ST*270*0002", "GE*2*1", "GS*HC*SYNTHETIC01", "ST*837*0001", "GE*1*2", "IEA*2*000000001"]);
        Document.Read(Sample.Bytes(text)).Issues.Kept.ShouldBeEmpty();
    }

    [Fact]
    public void What_a_guide_has_no_loop_for_is_written_all_the_same_and_the_check_names_it()
    {
        var claim = Claim(0, 0, isChild: false, 0, 100);
        var text = RoundTripTests.Written(Batch(claim with { Providers = [.. claim.Providers, Somebody("P9", "ELM", "EVE", "XX", "1234567893")] }));
        text.ShouldContain("NM1*82*1*MAPLE*MORGAN****XX*1234567893~NM1*P9*1*ELM*EVE****XX*1234567893~LX*1~");
        Document.Read(Sample.Bytes(text)).Issues.Kept.ShouldAllBe(i => i.SegmentId == "NM1");
        Document.Read(Sample.Bytes(text)).Issues.Errors.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_composite_repeats_with_its_parts()
    {
        var output = new ArrayBufferWriter<byte>();
        new SegmentWriter(output, Delimiters.Usual).Begin("DMG").Skip(4).Composites([["A", null, "B"], ["", "C"], [null]]).Element("Z").End();
        Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe("DMG*****A::B^:C*Z~");
    }
}
