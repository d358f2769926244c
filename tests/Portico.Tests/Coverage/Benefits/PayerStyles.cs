using Portico.Modules.Coverage.Domain.Benefits;
using Portico.X12;

namespace Portico.Tests.Coverage;

/// <summary>Eight ways in which payers write a 271. Each says itself which of the truth can be known from what it wrote.</summary>
internal static class PayerStyles
{
    public const int Count = 8;

    public static LabelledAnswer Write(int style, int seed)
    {
        var random = new Random(seed);
        var truth = PlanTruth.Of(random);
        return style switch
        {
            0 => Careful(truth, random),
            1 => Repeating(truth, random),
            2 => ByMessage(truth, random),
            3 => Networkless(truth, random),
            4 => Narrowing(truth, random),
            5 => Medicare(truth, random),
            6 => Medicaid(truth, random),
            _ => Earlier(truth, random),
        };
    }

    public static Benefit Line(string kind, string? level, string[] services, string? period = null, long? cents = null, decimal? share = null,
        BenefitAnswer network = BenefitAnswer.NotSaid, string? plan = null, string? insurance = null, string? message = null,
        (string Kind, decimal Count)? quantity = null, BenefitAnswer authorization = BenefitAnswer.NotSaid) => new()
    {
        Kind = new(kind), CoverageLevel = level, ServiceTypes = services, InsuranceType = insurance, Plan = plan,
        Period = period is null ? null : new BenefitPeriod(period), Amount = cents, Share = share, InNetwork = network,
        NeedsAuthorization = authorization, QuantityKind = quantity?.Kind, Quantity = quantity?.Count, Messages = message is null ? [] : [message],
    };

    private static readonly BenefitAnswer s_yes = BenefitAnswer.Yes;
    private static readonly BenefitAnswer s_no = BenefitAnswer.No;

    private static WantedNetwork Network(PlanTruth truth) => truth.IsInNetwork ? WantedNetwork.In : WantedNetwork.Out;

    private static BenefitAnswer Ours(PlanTruth truth) => truth.IsInNetwork ? s_yes : s_no;

    private static BenefitAnswer Theirs(PlanTruth truth) => truth.IsInNetwork ? s_no : s_yes;

    private static IEnumerable<Benefit> Accounts(string kind, string level, PlanTruth.Account account, BenefitAnswer network, string whole = "23", string[]? services = null)
    {
        yield return Line(kind, level, services ?? ["30"], whole, account.Whole, network: network);
        yield return Line(kind, level, services ?? ["30"], "29", account.Left, network: network);
    }

    private static void Knows(LabelledAnswer answer, string name, PlanTruth.Account account)
    {
        var (kind, scope) = (name.Split('.')[0], name.Split('.')[1]);
        answer.There[$"{kind}.Base.{scope}"] = account.Whole;
        answer.There[$"{kind}.Remaining.{scope}"] = account.Left;
        answer.Allowed[$"{kind}.Met.{scope}"] = account.Whole - account.Left;
    }

    private static LabelledAnswer Answer(string style, PlanTruth truth, List<Benefit> lines) => new()
    {
        Style = style, Lines = lines, There = [], State = PolicyState.Active, Service = truth.Service, Network = Network(truth),
    };

    // Everything in its own line, both networks, individual and family.
    private static LabelledAnswer Careful(PlanTruth truth, Random random)
    {
        string[] own = [truth.Service];
        List<Benefit> lines =
        [
            Line("1", null, ["30"], insurance: "PR", plan: "SYNTHETIC PPO"),
            Line("1", null, own),
            Line("B", "IND", own, "27", truth.Copay, network: Ours(truth)),
            Line("B", "IND", own, "27", truth.OtherCopay, network: Theirs(truth)),
            Line("A", "IND", own, "27", share: truth.Share, network: Ours(truth)),
            Line("A", "IND", own, "27", share: truth.OtherShare, network: Theirs(truth)),
            .. Accounts("C", "IND", truth.Deductible, Ours(truth)),
            .. Accounts("C", "IND", truth.OtherDeductible, Theirs(truth)),
            .. Accounts("C", "FAM", truth.FamilyDeductible, Ours(truth)),
            .. Accounts("G", "IND", truth.OutOfPocket, Ours(truth)),
            Line("F", null, own, "23", quantity: ("VS", truth.Visits), network: Ours(truth)),
            Line("F", null, own, "29", quantity: ("VS", truth.VisitsLeft), network: Ours(truth)),
        ];
        var answer = Answer("careful", truth, lines) with { IsDependent = random.Next(3) == 0 };
        answer.There["Copay"] = truth.Copay;
        answer.There["Coinsurance"] = truth.Share;
        answer.There["Visits.Base"] = truth.Visits;
        answer.There["Visits.Remaining"] = truth.VisitsLeft;
        Knows(answer, "Deductible.Individual", truth.Deductible);
        Knows(answer, "Deductible.Family", truth.FamilyDeductible);
        Knows(answer, "OutOfPocket.Individual", truth.OutOfPocket);
        return answer;
    }

    // Many service types in one line, messages that narrow nothing, one deductible for in and out.
    private static LabelledAnswer Repeating(PlanTruth truth, Random random)
    {
        string[] many = ["1", "33", "35", "47", "86", "88", "98", "AL", "MH", "PT", "UC"];
        var hasNote = random.Next(2) == 0;
        List<Benefit> lines =
        [
            Line("1", "FAM", ["30"], insurance: "HM", plan: "SYNTHETIC HMO"),
            Line("L", null, []) with { Related = [new() { Named = new() { Role = "P3", IsPerson = true, Name = "MAPLE", Given = "MORGAN", IdKind = "XX", Id = "1234567893" } }] },
            Line("1", null, many),
            Line("B", null, many, "27", truth.Copay, network: Ours(truth), plan: "SYNTHETIC HMO", insurance: "HM", message: hasNote ? "COPAY APPLIES PER VISIT" : null),
            Line("B", null, many, "27", truth.OtherCopay, network: Theirs(truth), plan: "SYNTHETIC HMO", insurance: "HM"),
            .. Accounts("C", "IND", truth.Deductible, BenefitAnswer.DoesNotMatter, "22"),
            .. Accounts("G", "FAM", truth.OutOfPocket, BenefitAnswer.DoesNotMatter, "25"),
            Line("C", "IND", ["88"], "23", truth.Deductible.Whole + 7_00, network: BenefitAnswer.DoesNotMatter),
            Line("C", "IND", ["35"], "29", truth.Deductible.Left + 9_00, network: BenefitAnswer.DoesNotMatter),
        ];
        var answer = Answer("repeating", truth, lines);
        answer.There["Copay"] = truth.Copay;
        Knows(answer, "Deductible.Individual", truth.Deductible);
        Knows(answer, "OutOfPocket.Family", truth.OutOfPocket);
        return answer;
    }

    // Two copays of one service that a message alone tells apart.
    private static LabelledAnswer ByMessage(PlanTruth truth, Random random)
    {
        string[] own = [truth.Service];
        var pair = new[] { ("PRIMARY CARE PHYSICIAN", "SPECIALIST"), ("PCP", "ALL OTHER PROVIDERS"), ("TIER 1", "TIER 2"), ("TELEHEALTH", "IN PERSON") }[random.Next(4)];
        var isAlike = random.Next(4) == 0;
        List<Benefit> lines =
        [
            Line("1", null, ["30"], plan: "SYNTHETIC CHOICE"),
            Line("B", "IND", own, "27", truth.Copay, network: Ours(truth), message: pair.Item1),
            Line("B", "IND", own, "27", isAlike ? truth.Copay : truth.OtherCopay, network: Ours(truth), message: pair.Item2),
            Line("A", null, own, null, share: truth.Share, network: Ours(truth), message: "AFTER DEDUCTIBLE"),
            .. Accounts("C", "IND", truth.Deductible, Ours(truth)),
            Line("C", "FAM", ["30"], "23", truth.FamilyDeductible.Whole, network: Ours(truth)),
            Line("CB", null, ["30"], message: "BENEFITS ARE SUBJECT TO CHANGE"),
        ];
        var answer = Answer("by message", truth, lines);
        if (isAlike)
            answer.Allowed["Copay"] = truth.Copay;
        answer.There["Coinsurance"] = truth.Share;
        Knows(answer, "Deductible.Individual", truth.Deductible);
        answer.There["Deductible.Base.Family"] = truth.FamilyDeductible.Whole;
        return answer;
    }

    // The network is said of some lines only.
    private static LabelledAnswer Networkless(PlanTruth truth, Random random)
    {
        string[] own = [truth.Service];
        var blank = random.Next(2) == 0 ? BenefitAnswer.NotSaid : BenefitAnswer.Unknown;
        var isOosSaid = random.Next(2) == 0;
        List<Benefit> lines =
        [
            Line("1", "IND", ["30"], insurance: "HM", plan: "SYNTHETIC REGIONAL"),
            Line("B", "IND", own, "27", truth.Copay, network: blank),
            .. isOosSaid ? (Benefit[])[Line("B", "IND", own, "27", truth.OtherCopay, network: s_no)] : [],
            Line("A", "IND", own, share: truth.Share, network: BenefitAnswer.DoesNotMatter),
            .. Accounts("C", "IND", truth.Deductible, blank),
            .. Accounts("G", "IND", truth.OutOfPocket, Ours(truth)),
            Line("C", null, ["30"], "29", truth.FamilyDeductible.Left, network: Ours(truth)),
        ];
        var answer = Answer("networkless", truth, lines);
        answer.There["Coinsurance"] = truth.Share;
        Knows(answer, "OutOfPocket.Individual", truth.OutOfPocket);
        return answer;
    }

    // Places, procedures, stays, other years: lines that are right and not of this visit.
    private static LabelledAnswer Narrowing(PlanTruth truth, Random random)
    {
        string[] own = [truth.Service];
        var lastYear = new DateSpan(new(2025, 1, 1), new(2025, 12, 31));
        var thisYear = new DateSpan(new(2026, 1, 1), new(2026, 12, 31));
        var isPlaced = random.Next(2) == 0;
        List<Benefit> lines =
        [
            Line("1", null, ["30"], plan: "SYNTHETIC GROUP"),
            .. Accounts("C", "IND", truth.OtherDeductible, Ours(truth)).Select(b => b with { Dates = [QualifiedDates.Of("292", lastYear)] }),
            .. Accounts("C", "IND", truth.Deductible, Ours(truth)).Select(b => b with { Dates = [QualifiedDates.Of("292", thisYear)] }),
            .. Accounts("G", "FAM", truth.OutOfPocket, Ours(truth)),
            Line("A", "IND", own, share: truth.Share, network: Ours(truth)),
            Line("B", null, [], "27", truth.OtherCopay, network: Ours(truth)) with { Procedure = new() { Kind = "HC", Code = "99499" } },
        ];
        var copay = Line("B", "IND", own, "27", truth.Copay, network: Ours(truth));
        if (isPlaced)
            lines.AddRange([copay with { Narrowings = [Narrowing("11")] }, copay with { Amount = truth.OtherCopay, Narrowings = [Narrowing("22")] }]);
        else
            lines.Add(copay);
        var answer = Answer("narrowing", truth, lines);
        if (!isPlaced)
            answer.There["Copay"] = truth.Copay;
        answer.There["Coinsurance"] = truth.Share;
        Knows(answer, "Deductible.Individual", truth.Deductible);
        Knows(answer, "OutOfPocket.Family", truth.OutOfPocket);
        return answer;

        static Portico.X12.Narrowing Narrowing(string place) => Portico.X12.Narrowing.Of("ZZ", place);
    }

    // No networks, parts A and B, and perhaps somebody else to bill.
    private static LabelledAnswer Medicare(PlanTruth truth, Random random)
    {
        var variant = random.Next(7);
        var year = new DateSpan(new(2026, 1, 1), new(2026, 12, 31));
        List<Benefit> lines =
        [
            Line("1", "IND", ["30"], insurance: "MA") with { Dates = [QualifiedDates.Of("307", new DateOnly(2011, 4, 1))] },
            Line("C", "IND", ["30"], "26", 167_600, insurance: "MA"),
            Line("C", "IND", ["30"], "29", 167_600, insurance: "MA"),
        ];
        if (variant != 1)
            lines.AddRange(
            [
                Line("1", "IND", ["30"], insurance: "MB") with { Dates = [QualifiedDates.Of("307", new DateOnly(2011, 4, 1))] },
                Line("C", "IND", ["30"], "23", 25_700, insurance: "MB") with { Dates = [QualifiedDates.Of("292", year)] },
                Line("C", "IND", ["30"], "29", truth.Deductible.Left % 25_701, insurance: "MB") with { Dates = [QualifiedDates.Of("292", year)] },
                Line("A", "IND", ["98", "UC", "33", "MH", "PT"], "27", share: 0.2m, insurance: "MB"),
            ]);
        var answer = Answer("medicare", truth, lines) with { PayerName = "SYNTHETIC MEDICARE", PersonDates = [] };
        switch (variant)
        {
            case 0:
                lines.Add(Line("R", null, ["30"], insurance: random.Next(2) == 0 ? "HN" : "PR") with
                {
                    References = [QualifiedReference.Of("18", "H0000 001")], Dates = [QualifiedDates.Of("290", new DateOnly(2026, 1, 1))],
                    Related = [new() { Named = new() { Role = "PRP", Name = "SYNTHETIC ADVANTAGE" } }],
                });
                return answer with { State = PolicyState.BillElsewhere };
            case 1:
                return answer with { State = PolicyState.NotForService };
            case 2:
                lines.Add(Line("X", null, ["45"], "26", insurance: "MA") with { Dates = [QualifiedDates.Of("292", new DateSpan(new(2026, 10, 1), new(2026, 12, 29)))] });
                return answer with { State = PolicyState.BillElsewhere };
            case 3:
                // An Advantage plan that ended, a hospice of last year: neither counts.
                lines.Add(Line("R", null, ["30"], insurance: "HN") with { Dates = [QualifiedDates.Of("290", new DateSpan(new(2020, 1, 1), new(2024, 12, 31)))] });
                lines.Add(Line("X", null, ["45"], "26", insurance: "MA") with { Dates = [QualifiedDates.Of("292", new DateSpan(new(2025, 1, 1), new(2025, 3, 1)))] });
                break;
            case 4:
                lines.Add(Line("1", null, ["30"], insurance: "QM"));
                break;
            case 5:
                lines.Add(Line("R", null, ["30"], insurance: "12") with { Dates = [QualifiedDates.Of("290", new DateOnly(2020, 1, 1))], Related = [new() { Named = new() { Role = "PRP", Name = "SYNTHETIC GROUP PLAN" } }] });
                break;
        }
        Knows(answer, "Deductible.Individual", new(25_700, truth.Deductible.Left % 25_701));
        answer.There["Coinsurance"] = 0.2m;
        return answer;
    }

    private static LabelledAnswer Medicaid(PlanTruth truth, Random random)
    {
        string[] own = [truth.Service];
        List<Benefit> lines =
        [
            Line("1", "IND", ["30"], insurance: "MC", plan: "SYNTHETIC MEDICAID"),
            Line("B", "IND", own, "27", truth.Copay % 500, network: BenefitAnswer.DoesNotMatter, insurance: "MC"),
            Line("C", "IND", ["30"], "23", 0, network: BenefitAnswer.DoesNotMatter, insurance: "MC"),
        ];
        var answer = Answer("medicaid", truth, lines) with { PayerName = "SYNTHETIC STATE MEDICAID" };
        switch (random.Next(6))
        {
            case 0:
                lines.Add(Line("MC", null, ["30"], insurance: "HM") with { Related = [new() { Named = new() { Role = "PR", Name = "SYNTHETIC MANAGED CARE" } }] });
                return answer with { State = PolicyState.BillElsewhere };
            case 1:
                lines[0] = lines[0] with { Plan = "FAMILY PLANNING ONLY" };
                return answer with { State = PolicyState.NotForService };
            case 2:
                lines.Clear();
                lines.Add(Line("Y", "IND", ["30"], "29", truth.Deductible.Left, insurance: "MC"));
                answer.There["SpendDown.Remaining"] = truth.Deductible.Left;
                return answer with { State = PolicyState.Unknown };
            case 3:
                lines.Clear();
                lines.Add(Line("6", "IND", ["30"], insurance: "MC"));
                return answer with { State = PolicyState.Inactive };
            case 4:
                lines.Add(Line("U", null, ["MH"]) with { Related = [new() { Named = new() { Role = "VN", Name = "SYNTHETIC BEHAVIORAL" } }] });
                if (truth.Service == "MH")
                    lines.RemoveAt(1);
                if (truth.Service == "MH")
                    return answer with { State = PolicyState.BillElsewhere };
                break;
        }
        answer.There["Copay"] = truth.Copay % 500;
        answer.There["Deductible.Base.Individual"] = 0;
        answer.Allowed["Deductible.Remaining.Individual"] = 0;
        return answer;
    }

    // 4010, as some still send it: each service in a line of its own, some with no levels and no periods.
    private static LabelledAnswer Earlier(PlanTruth truth, Random random)
    {
        string[] own = [truth.Service];
        List<Benefit> lines =
        [
            Line("1", null, ["30"], plan: "SYNTHETIC CLASSIC"),
            Line("B", null, own, null, truth.Copay, network: Ours(truth), plan: "SYNTHETIC CLASSIC"),
            Line("B", null, own, null, truth.OtherCopay, network: Theirs(truth), plan: "SYNTHETIC CLASSIC"),
            Line("C", "IND", ["30"], null, truth.Deductible.Whole, network: Ours(truth)),
            Line("C", "IND", ["30"], "29", truth.Deductible.Left, network: Ours(truth)),
            Line("G", null, ["30"], "23", truth.OutOfPocket.Whole, network: Ours(truth)),
            Line("F", null, own, "23", network: Ours(truth)) with { Deliveries = [new() { QuantityKind = "VS", Quantity = truth.Visits }] },
        ];
        var answer = Answer("earlier", truth, lines) with { Quirk = LabelledAnswer.Earlier, IsDependent = random.Next(2) == 0 };
        answer.There["Copay"] = truth.Copay;
        answer.There["Deductible.Remaining.Individual"] = truth.Deductible.Left;
        answer.There["Visits.Base"] = truth.Visits;
        return answer;
    }
}
