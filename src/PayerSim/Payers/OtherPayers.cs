using System.Globalization;
using static Portico.PayerSim.Facts;
using static Portico.PayerSim.FigureNetwork;

namespace Portico.PayerSim;

/// <summary>Government programs, and dental and vision. Every plan and figure is made up, Medicare's too.</summary>
internal static class OtherPayers
{
    // The letters that a Medicare number may have: none that looks like a digit.
    private const string MbiLetters = "ACDEFGHJKMNPQRTUVWXY";

    public static IReadOnlyList<Payer> All => [Riverstone, Medicare, Medicaid, Harborline];

    private static Payer Riverstone { get; } = new()
    {
        Id = "SYN08", Name = "RIVERSTONE ADVANTAGE", Plan = "RIVERSTONE MEDICARE ADVANTAGE", InsuranceType = "HN", HasIdPerPerson = true, HasGroups = false,
        Style = "Medicare Advantage: the plan to bill for people whom Medicare says are enrolled here; individual amounts alone",
        MakeId = (dice, number) => string.Create(CultureInfo.InvariantCulture, $"RSA{number:0000}{dice.Below(1000):000}"), Ages = (65, 90),
        Cover = of => new()
        {
            From = of.From, To = of.To, Covered = Medical,
            Figures =
            [
                Copay(1_000, In, "98") with { OnlyWhen = "PRIMARY CARE" }, Copay(3_500, In, "98") with { OnlyWhen = "SPECIALIST" },
                Copay(5_500, In, "UC"), Copay(12_000, In, "86"),
                Sum(FigureKind.OutOfPocket, FigureScope.Individual, In, 670_000, of) with { MetCents = null },
            ],
            PrimaryCare = MemberNames.Provider(of.Dice),
        },
    };

    private static Payer Medicare { get; } = new()
    {
        Id = "SYN09", Name = "MEDICARE (SYNTHETIC)", Plan = "MEDICARE", HasIdPerPerson = true, HasGroups = false, NamesPlan = false, HasParts = true,
        Style = "Medicare: MBI; Parts A and B; who is in a Medicare Advantage plan, who has Part A alone, and qualified Medicare beneficiaries",
        MakeId = (dice, _) => Mbi(dice), IsIdShape = IsMbi, Dates = DateStyle.EligibilitySpan, MonthsBack = 48, MonthsAhead = 4, Ages = (65, 95),
        Cases = ["medicare-advantage", "part-a-only", "qmb", "hospice"],
        Cover = of =>
        {
            var b = new[]
            {
                Sum(FigureKind.Deductible, FigureScope.Individual, Any, 26_000, of) with { Part = "MB", MetCents = null },
                Share(0.2m, Any, "98", "UC", "86", "MH") with { Part = "MB" },
            };
            var a = new Figure
            {
                Kind = FigureKind.Deductible, Services = ["48"], Scope = FigureScope.Individual, Network = Any, Period = FigurePeriod.ServiceYear,
                Cents = 168_000, Part = "MA",
            };
            var plain = new Truth { From = of.From, To = of.To, Covered = ["48", "98", "UC", "86", "MH"], Figures = [a, .. b] };
            return of.Case switch
            {
                "medicare-advantage" => plain with
                {
                    State = CoverageState.Elsewhere, Why = "Enrolled in a Medicare Advantage plan, which is to be billed", Figures = [],
                    OtherPayers = [new("PRP", "RIVERSTONE ADVANTAGE", null, "SYN08", "5555550108", ["30"], InsuranceType: "HN")],
                    Messages = ["MEDICARE ADVANTAGE ENROLLMENT - BILL THE PLAN"],
                },
                "part-a-only" => plain with { State = CoverageState.Limited, Why = "Part A alone: no doctor's visits", Covered = ["48"], NotCovered = ["98"], Figures = [a] },
                "qmb" => plain with
                {
                    Figures = [a with { Cents = 0, Part = "QM" }, b[0] with { Cents = 0, RemainingCents = 0, Part = "QM" }, b[1] with { Fraction = 0m, Part = "QM" }],
                    CollectNothing = "Qualified Medicare beneficiary: no cost sharing may be billed",
                },
                "hospice" => plain with
                {
                    Why = "In hospice: what treats the terminal illness is billed to the hospice",
                    CarvedOut = [new("1P", "SYNTHETIC HOSPICE", null, MemberNames.Npi(of.Dice), "5555550145", ["45"])],
                },
                _ => plain,
            };
        },
    };

    private static Payer Medicaid { get; } = new()
    {
        Id = "SYN10", Name = "STATE MEDICAID (SYNTHETIC)", Plan = "MEDICAID", InsuranceType = "MC", HasIdPerPerson = true, HasGroups = false,
        Style = "Medicaid: spend-down, managed care, Medicare's cost sharing alone, family planning alone; other delimiters; network never said",
        MakeId = (dice, number) => string.Create(CultureInfo.InvariantCulture, $"{number:0000}{dice.Below(100_000):00000}M"),
        Dates = DateStyle.PlanSpan, MonthsBack = 12, Delimiters = new((byte)'*', (byte)'>', (byte)'|', (byte)'~'), FindsByName = true,
        Cases = ["spend-down", "managed-care", "qmb", "family-planning"],
        Cover = of =>
        {
            var plain = new Truth { From = of.From, To = of.To, Covered = [.. Medical, "35", "AL"], Figures = [Copay(0, NotSaid, "98"), Copay(300, NotSaid, "88")] };
            return of.Case switch
            {
                "spend-down" => plain with
                {
                    State = CoverageState.Limited, Why = "Covered once the month's spend-down is met",
                    Figures =
                    [
                        .. plain.Figures,
                        new()
                        {
                            Kind = FigureKind.SpendDown, Services = ["30"], Scope = FigureScope.Individual, Period = FigurePeriod.Month,
                            Cents = 20_000 + of.Dice.Below(200) * 100,
                        },
                    ],
                },
                "managed-care" => plain with
                {
                    State = CoverageState.Elsewhere, Why = "Enrolled in a managed care plan, which is to be billed", Figures = [],
                    OtherPayers = [new("PRP", "SYNTHETIC COMMUNITY PLAN", null, "SYNMC", "5555550110", ["30"], InsuranceType: "HM")],
                    PrimaryCare = MemberNames.Provider(of.Dice), Messages = ["BILL MANAGED CARE PLAN"],
                },
                "qmb" => plain with
                {
                    State = CoverageState.Limited, Why = "Medicare's cost sharing alone", Covered = [], Figures = [],
                    CollectNothing = "Qualified Medicare beneficiary: no cost sharing may be billed",
                    OtherPayers = [new("PRP", "MEDICARE (SYNTHETIC)", null, "SYN09", "5555550109", ["30"], InsuranceType: "MB")],
                },
                "family-planning" => plain with
                {
                    State = CoverageState.Limited, Why = "Family planning alone", Covered = ["82"], NotCovered = ["98", "UC"], Figures = [],
                    Messages = ["FAMILY PLANNING SERVICES ONLY"],
                },
                _ => plain,
            };
        },
    };

    private static Payer Harborline { get; } = new()
    {
        Id = "SYN11", Name = "HARBORLINE SELECT", Plan = "HARBORLINE DENTAL VISION", InsuranceType = "DEN", RepeatsServices = true,
        Style = "Dental and vision: classes of services, yearly and lifetime maximum, place of service (III), procedures (EB13), no medical services",
        MakeId = (dice, number) => string.Create(CultureInfo.InvariantCulture, $"HLS{number:0000}{dice.Below(1000):000}"), Dates = DateStyle.EligibilityBeginEnd,
        Cover = of =>
        {
            var left = 150_000 - Math.Min(150_000, of.Spent / 2);
            return new()
            {
                From = of.From, To = of.To, State = CoverageState.Limited, Why = "Dental and vision alone",
                Covered = ["35", "23", "25", "36", "38", "41", "AL"], NotCovered = ["98", "UC", "48"],
                Figures =
                [
                    Share(0m, In, "23", "41"), Share(0.2m, In, "25"), Share(0.5m, In, "36", "38"),
                    Copay(1_000, In, "AL") with { PlaceOfService = "11" }, Copay(2_500, In, "AL") with { PlaceOfService = "22" },
                    new() { Kind = FigureKind.Coinsurance, Services = [], Network = In, Fraction = 0.25m, Procedure = "D2392" },
                    .. Sums(FigureKind.Deductible, In, 5_000, 15_000, of).Without(met: true).Select(f => f with { Services = ["35"] }),
                    Most("35", FigurePeriod.CalendarYear, 150_000, left), Most("38", FigurePeriod.Lifetime, 100_000, 100_000),
                    Visits(2, of.Dice.Below(3), In, "41"),
                ],
            };
        },
    };

    private static Figure Most(string service, FigurePeriod period, long cents, long remaining) => new()
    {
        Kind = FigureKind.Maximum, Services = [service], Scope = FigureScope.Individual, Network = In, Period = period, Cents = cents, RemainingCents = remaining,
    };

    internal static string Mbi(Dice dice)
    {
        char Letter() => MbiLetters[dice.Below(MbiLetters.Length)];
        char Digit() => (char)('0' + dice.Below(10));
        char Either() => dice.Below(2) == 0 ? Letter() : Digit();
        return new([(char)('1' + dice.Below(9)), Letter(), Either(), Digit(), Letter(), Either(), Digit(), Letter(), Letter(), Digit(), Digit()]);
    }

    /// <remarks>Source: CMS, Understanding the MBI format.</remarks>
    internal static bool IsMbi(string id)
    {
        if (id.Length != 11 || id[0] == '0')
            return false;
        for (var i = 0; i < id.Length; i++)
        {
            var fits = i switch
            {
                0 or 3 or 6 or 9 or 10 => char.IsAsciiDigit(id[i]),
                1 or 4 or 7 or 8 => MbiLetters.Contains(id[i]),
                _ => char.IsAsciiDigit(id[i]) || MbiLetters.Contains(id[i]),
            };
            if (!fits)
                return false;
        }
        return true;
    }
}
