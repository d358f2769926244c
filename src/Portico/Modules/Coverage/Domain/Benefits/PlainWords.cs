using System.Globalization;
using Portico.Platform.Values;
using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>The desk's own words for codes. X12's descriptions are theirs, and are not here.</summary>
internal static class PlainWords
{
    private static readonly Dictionary<string, string> s_services = new()
    {
        ["1"] = "medical care", ["2"] = "surgery", ["3"] = "consultation", ["4"] = "X-ray", ["5"] = "laboratory", ["6"] = "radiation therapy",
        ["7"] = "anesthesia", ["12"] = "equipment to buy", ["18"] = "equipment to rent", ["20"] = "second opinion", ["23"] = "dental diagnosis",
        ["30"] = "the plan as a whole", ["33"] = "chiropractic", ["35"] = "dental", ["41"] = "preventive dental", ["42"] = "home health",
        ["45"] = "hospice", ["47"] = "hospital", ["48"] = "hospital, staying", ["50"] = "hospital, outpatient", ["51"] = "emergency, accident",
        ["52"] = "emergency, medical", ["60"] = "benefits in general", ["62"] = "MRI or CT", ["67"] = "smoking cessation", ["68"] = "well baby",
        ["69"] = "maternity", ["73"] = "diagnostic medical", ["76"] = "dialysis", ["78"] = "chemotherapy", ["80"] = "immunization",
        ["81"] = "routine physical", ["82"] = "family planning", ["86"] = "emergency", ["88"] = "pharmacy", ["93"] = "podiatry",
        ["96"] = "physician's services", ["98"] = "office visit", ["99"] = "physician, staying", ["A0"] = "physician, outpatient",
        ["A3"] = "physician at home", ["A4"] = "psychiatric", ["A6"] = "psychotherapy", ["A7"] = "psychiatric, staying",
        ["A8"] = "psychiatric, outpatient", ["AD"] = "occupational therapy", ["AE"] = "physical medicine", ["AF"] = "speech therapy",
        ["AG"] = "skilled nursing", ["AI"] = "substance abuse", ["AL"] = "vision", ["AM"] = "eyeglasses", ["BB"] = "partial stay, psychiatric",
        ["BG"] = "cardiac rehabilitation", ["BH"] = "pediatric", ["BT"] = "gynecology", ["BU"] = "obstetrics", ["BV"] = "obstetrics and gynecology",
        ["BY"] = "office visit, sick", ["BZ"] = "office visit, well", ["CE"] = "mental health provider, staying",
        ["CF"] = "mental health provider, outpatient", ["CG"] = "mental health facility, staying", ["CH"] = "mental health facility, outpatient",
        ["DM"] = "medical equipment", ["MH"] = "mental health", ["PT"] = "physical therapy", ["UC"] = "urgent care",
    };

    private static readonly Dictionary<string, string> s_kinds = new()
    {
        ["1"] = "Active", ["2"] = "Active, full risk capitation", ["3"] = "Active, services capitated",
        ["4"] = "Active, services capitated to the primary care provider", ["5"] = "Active, under investigation", ["6"] = "Inactive",
        ["7"] = "Inactive, an update is awaited", ["8"] = "Inactive, under investigation", ["A"] = "Coinsurance", ["B"] = "Copay",
        ["C"] = "Deductible", ["CB"] = "Basis of coverage", ["D"] = "Described", ["E"] = "Excluded", ["F"] = "Limit", ["G"] = "Out-of-pocket maximum",
        ["H"] = "Unlimited", ["I"] = "Not covered", ["J"] = "Cost containment", ["K"] = "Reserve", ["L"] = "Primary care provider",
        ["M"] = "Preexisting condition", ["MC"] = "Managed care coordinator", ["N"] = "Restricted to the provider named",
        ["P"] = "Disclaimer", ["Q"] = "Second opinion needed", ["R"] = "Another payer", ["T"] = "Card reported lost or stolen", ["U"] = "Ask somebody else",
        ["V"] = "The payer cannot say", ["W"] = "Another source of data", ["X"] = "Health care facility", ["Y"] = "Spend-down",
    };

    private static readonly Dictionary<string, (string Code, string Words)> s_periods = new()
    {
        ["6"] = ("hour", "each hour"), ["7"] = ("day", "each day"), ["13"] = ("24-hours", "each 24 hours"), ["21"] = ("years", "for years"),
        ["22"] = ("service-year", "a service year"), ["23"] = ("calendar-year", "a calendar year"), ["24"] = ("year-to-date", "used this year"),
        ["25"] = ("contract", "the contract's year"), ["26"] = ("episode", "each episode"), ["27"] = ("visit", "each visit"),
        ["28"] = ("outlier", "outlier"), ["29"] = ("remaining", "remaining"), ["30"] = ("exceeded", "exceeded"), ["31"] = ("not-exceeded", "not exceeded"),
        ["32"] = ("lifetime", "a lifetime"), ["33"] = ("lifetime-remaining", "remaining of a lifetime"), ["34"] = ("month", "each month"),
        ["35"] = ("week", "each week"), ["36"] = ("admission", "each admission"),
    };

    private static readonly Dictionary<string, string> s_units = new()
    {
        ["VS"] = "visits", ["DY"] = "days", ["HS"] = "hours", ["MN"] = "months", ["YY"] = "years", ["99"] = "used", ["P6"] = "services",
        ["CA"] = "covered", ["CE"] = "covered, estimated", ["LA"] = "reserve days", ["LE"] = "reserve days, estimated", ["D3"] = "coinsurance days",
        ["DB"] = "pints of blood", ["8H"] = "minimum", ["M2"] = "maximum", ["QA"] = "approved", ["S7"] = "oldest age", ["S8"] = "youngest age",
    };

    private static readonly Dictionary<string, string> s_levels = new()
    {
        ["IND"] = "individual", ["FAM"] = "family", ["EMP"] = "employee only", ["ESP"] = "employee and spouse", ["ECH"] = "employee and children",
        ["CHD"] = "children only", ["DEP"] = "dependents only", ["SPO"] = "spouse only", ["SPC"] = "spouse and children",
    };

    private static readonly Dictionary<string, string> s_insurance = new()
    {
        ["12"] = "working aged with a group plan", ["13"] = "kidney disease with a group plan", ["14"] = "no-fault or auto", ["15"] = "workers' compensation",
        ["16"] = "public health service", ["41"] = "black lung", ["42"] = "veterans", ["43"] = "disabled with a group plan", ["47"] = "other liability",
        ["AP"] = "auto", ["C1"] = "commercial", ["GP"] = "group", ["HM"] = "HMO", ["HN"] = "Medicare HMO", ["HS"] = "special low-income Medicare",
        ["IN"] = "indemnity", ["IP"] = "individual", ["LC"] = "long-term care", ["LD"] = "long-term policy", ["MA"] = "Medicare Part A", ["MB"] = "Medicare Part B",
        ["MC"] = "Medicaid", ["MI"] = "Medigap", ["MP"] = "Medicare, first payer", ["OT"] = "other", ["PR"] = "PPO", ["PS"] = "point of service",
        ["QM"] = "qualified Medicare beneficiary", ["SP"] = "supplemental", ["WC"] = "workers' compensation",
    };

    public static string Service(string code) => s_services.TryGetValue(code, out var words) ? $"{words} ({code})" : $"service type {code}";

    public static string? Insurance(string? code) => code is null ? null : s_insurance.GetValueOrDefault(code, $"insurance type {code}");

    /// <summary>EB06 as the figures have it; what is none of the known codes is kept.</summary>
    public static string? Period(BenefitPeriod? period) =>
        period is not { Value: { Length: > 0 } code } ? null : s_periods.TryGetValue(code, out var known) ? known.Code : code;

    public static string Unit(string? code) => code is null ? "units" : s_units.GetValueOrDefault(code, $"units {code}");

    public static string Dollars(long cents) => new Money(cents).ToString();

    public static string Percent(decimal fraction) => (fraction * 100).ToString("0.####", CultureInfo.InvariantCulture) + " %";

    public static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Date(DateOnly date) => date.ToString("d-MMM-yyyy", CultureInfo.InvariantCulture);

    /// <summary>A benefit line as one would say it.</summary>
    public static string Of(BenefitLine line)
    {
        var benefit = line.Benefit;
        var words = new List<string>();
        var head = s_kinds.GetValueOrDefault(benefit.Kind.Value, $"Benefit {benefit.Kind.Value}");
        if (benefit.Amount is { } cents)
            head += " " + Dollars(cents);
        if (benefit.Share is { } share)
            head += " " + Percent(share);
        if (benefit.Quantity is { } quantity)
            head += $" {Number(quantity)} {Unit(benefit.QuantityKind)}";
        words.Add(head);
        if (benefit.Period is { } period)
            words.Add(s_periods.TryGetValue(period.Value, out var known) ? known.Words : $"period {period.Value}");
        if (line.Services.Count > 0)
            words.Add(string.Join(", ", line.Services.Select(Service)));
        if (benefit.CoverageLevel is { } level)
            words.Add(s_levels.GetValueOrDefault(level, $"coverage level {level}"));
        words.Add(benefit.InNetwork switch
        {
            BenefitAnswer.Yes => "in network",
            BenefitAnswer.No => "out of network",
            BenefitAnswer.DoesNotMatter => "in and out of network",
            BenefitAnswer.Unknown => "network: the payer does not know",
            _ => "network not said",
        });
        if (benefit.NeedsAuthorization != BenefitAnswer.NotSaid)
            words.Add(benefit.NeedsAuthorization switch
            {
                BenefitAnswer.Yes => "authorization needed",
                BenefitAnswer.No => "no authorization needed",
                _ => "the payer does not know whether an authorization is needed",
            });
        if (Insurance(benefit.InsuranceType) is { } insurance)
            words.Add(insurance);
        if (benefit.Plan is { } plan)
            words.Add("plan " + plan);
        words.AddRange(benefit.Deliveries.Where(d => d.Quantity is not null).Select(d => $"{Number(d.Quantity ?? 0)} {Unit(d.QuantityKind)}"));
        words.AddRange(benefit.Dates.Select(d => d.Dates.First == d.Dates.Last
            ? $"date {d.Kind}: {Date(d.Dates.First)}" : $"date {d.Kind}: {Date(d.Dates.First)} to {Date(d.Dates.Last)}"));
        words.AddRange(line.Conditions);
        words.AddRange(line.Messages.Select(m => $"message \"{m}\""));
        return string.Join("; ", words);
    }
}
