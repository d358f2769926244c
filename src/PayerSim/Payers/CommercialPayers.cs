using System.Globalization;
using static Portico.PayerSim.Facts;
using static Portico.PayerSim.FigureNetwork;

namespace Portico.PayerSim;

/// <summary>Employers' and families' plans. Every plan and figure is made up.</summary>
internal static class CommercialPayers
{
    public static IReadOnlyList<Payer> All => [Bluewater, Northgate, Evergreen, Summit, Prairie, Beacon, Cedar];

    private static Func<Dice, int, string> Id(string prefix) =>
        (dice, number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{100 + dice.Below(900)}{number:0000}{dice.Below(100):00}");

    private static Payer Bluewater { get; } = new()
    {
        Id = "SYN01", Name = "BLUEWATER HEALTH PLAN", Plan = "BLUEWATER PPO 1500", InsuranceType = "C1", RepeatsServices = true,
        Style = "PPO: several service types in one EB03, in and out of network, individual and family, base and remaining",
        MakeId = Id("BWH"),
        Cover = of => new()
        {
            From = of.From, To = of.To, Covered = [.. Medical, "35", "AL", "PT"],
            Figures =
            [
                Copay(2_500, In, "98", "MH"), Copay(6_000, In, "UC"), Copay(25_000, In, "86"),
                Share(0.2m, In, "47", "48", "50"), Share(0.4m, Out, "98", "UC", "47", "48", "50"),
                .. Sums(FigureKind.Deductible, In, 150_000, 300_000, of).Without(met: true),
                .. Sums(FigureKind.Deductible, Out, 300_000, 600_000, of with { Spent = 0, FamilySpent = 0 }).Without(met: true),
                .. Sums(FigureKind.OutOfPocket, In, 600_000, 1_200_000, of).Without(met: true),
                Visits(30, of.Dice.Below(20), In, "PT"),
            ],
            NeedAuthorization = ["48"],
        },
    };

    private static Payer Northgate { get; } = new()
    {
        Id = "SYN02", Name = "NORTHGATE MUTUAL", Plan = "NORTHGATE CHOICE", InsuranceType = "C1", FindsByName = true, NamesPlan = false,
        Style = "Two office copays that a message alone tells apart; coinsurance without a network; an EB for each service type",
        MakeId = Id("NGM"), Dates = DateStyle.EligibilityBeginEnd, MonthsBack = 24, MonthsAhead = 1,
        Cover = of => new()
        {
            From = of.From, To = of.To, Covered = Medical,
            Figures =
            [
                Copay(3_000, In, "98") with { OnlyWhen = "PRIMARY CARE PHYSICIAN" }, Copay(5_500, In, "98") with { OnlyWhen = "SPECIALIST" },
                Copay(7_500, In, "UC"), Copay(30_000, In, "86") with { OnlyWhen = "WAIVED IF ADMITTED" },
                Share(0.25m, NotSaid, "48", "50"),
                .. Sums(FigureKind.Deductible, In, 100_000, 200_000, of).Without(met: true),
                .. Sums(FigureKind.OutOfPocket, In, 500_000, 1_000_000, of).Without(met: true, remaining: true),
            ],
        },
    };

    private static Payer Evergreen { get; } = new()
    {
        Id = "SYN03", Name = "EVERGREEN CARE HMO", Plan = "EVERGREEN HMO 20", InsuranceType = "HM", HasIdPerPerson = true, GivesTrace = true,
        Style = "HMO: primary care provider between LS and LE, referral and authorization required, nothing out of network, an id for each person",
        MakeId = Id("EVG"), Dates = DateStyle.PlanSpan,
        Cover = of => new()
        {
            From = of.From, To = of.To, Covered = [.. Medical, "3", "62"],
            Figures =
            [
                Copay(2_000, In, "98"), Copay(4_000, In, "3"), Copay(5_000, In, "UC"), Copay(15_000, In, "86"), Copay(50_000, In, "48"),
                .. Sums(FigureKind.OutOfPocket, In, 350_000, 700_000, of).Without(met: true),
            ],
            NeedAuthorization = ["48", "62"], NeedsReferral = true, PrimaryCare = MemberNames.Provider(of.Dice),
            Messages = ["REFERRAL FROM PRIMARY CARE PROVIDER REQUIRED FOR SPECIALISTS"],
        },
    };

    private static Payer Summit { get; } = new()
    {
        Id = "SYN04", Name = "SUMMIT EMPLOYERS TRUST", Plan = "SUMMIT HDHP HSA", InsuranceType = "PR", RepeatsServices = true,
        Style = "High deductible: base, met and remaining, individual and family, no copays", Cases = ["deductible-met"],
        MakeId = Id("SET"), MonthsAhead = 3,
        Cover = of => new()
        {
            From = of.From, To = of.To, Covered = [.. Medical, "A9"],
            Figures =
            [
                Share(0.1m, In, "98", "UC", "86", "47", "48", "50", "MH"), Share(0.3m, Out, "98", "UC", "48", "50"),
                .. Sums(FigureKind.Deductible, In, 320_000, 640_000, of), .. Sums(FigureKind.OutOfPocket, In, 650_000, 1_300_000, of),
            ],
            Messages = ["HEALTH SAVINGS ACCOUNT PLAN"],
        },
    };

    private static Payer Prairie { get; } = new()
    {
        Id = "SYN05", Name = "PRAIRIE HEALTH COOPERATIVE", Plan = "PRAIRIE COOP SELECT", InsuranceType = "PR", RepeatsServices = true,
        Style = "Behavioral health is another company's; no remaining amounts; a copay whose message says for whom",
        MakeId = Id("PHC"), Dates = DateStyle.EligibilitySpan,
        Cover = of => new()
        {
            From = of.From, To = of.To, Covered = [.. Medical.Where(s => s != "MH"), "PT"],
            Figures =
            [
                Copay(3_500, In, "98"), Copay(0, In, "98") with { OnlyWhen = "PREVENTIVE VISIT" }, Copay(6_500, In, "UC"),
                Share(0.15m, In, "48", "50", "86"),
                .. Sums(FigureKind.Deductible, In, 75_000, 150_000, of).Without(met: true, remaining: true),
                Visits(20, of.Dice.Below(15), In, "PT"),
            ],
            CarvedOut = [new("VN", "SYNTHETIC BEHAVIORAL CARE", null, "SYNBH", "5555550144", ["MH"])],
        },
    };

    private static Payer Beacon { get; } = new()
    {
        Id = "SYN06", Name = "BEACON FAMILY PLAN", Plan = "BEACON FAMILY 15", InsuranceType = "C1",
        Style = "Coordination of benefits: other payers between LS and LE, first or second in turn, with the member's id there",
        MakeId = Id("BFP"), Cases = ["other-payer-first", "other-payer-second"],
        Cover = of => new()
        {
            From = of.From, To = of.To, Covered = Medical,
            Figures =
            [
                Copay(1_500, In, "98"), Copay(5_000, In, "UC"), Share(0.3m, Out, "98", "UC", "48", "50"),
                .. Sums(FigureKind.Deductible, In, 50_000, 100_000, of).Without(met: true),
                .. Sums(FigureKind.OutOfPocket, In, 400_000, 800_000, of).Without(met: true),
            ],
            OtherPayers = of.Case switch
            {
                "other-payer-first" => [new("PRP", "SUMMIT EMPLOYERS TRUST", null, "SYN04", "5555550104", ["30"], There("SET", of), "C1")],
                "other-payer-second" => [new("SEP", "NORTHGATE MUTUAL", null, "SYN02", "5555550102", ["30"], There("NGM", of), "C1")],
                _ => [],
            },
        },
    };

    private static string There(string prefix, Enrolment of) => string.Create(CultureInfo.InvariantCulture, $"{prefix}900{of.Dice.Below(10_000):0000}");

    private static Payer Cedar { get; } = new()
    {
        Id = "SYN07", Name = "CEDAR POINT PPO", Plan = "CEDAR POINT 45", InsuranceType = "PR",
        Style = "Copays by place of service (III): the office and the hospital's clinic differ",
        MakeId = Id("CPP"), Dates = DateStyle.PlanSpan, GivesTrace = true,
        Cover = of => new()
        {
            From = of.From, To = of.To, Covered = Medical,
            Figures =
            [
                Copay(4_500, In, "98") with { PlaceOfService = "11" }, Copay(9_500, In, "98") with { PlaceOfService = "22" },
                Copay(7_000, In, "UC") with { PlaceOfService = "20" }, Share(0.5m, Out, "98", "UC"),
                .. Sums(FigureKind.Deductible, In, 200_000, 400_000, of).Without(met: true),
                .. Sums(FigureKind.Deductible, Out, 400_000, 800_000, of with { Spent = 0, FamilySpent = 0 }).Without(met: true),
            ],
        },
    };
}
