using Portico.Modules.Coverage.Domain.Benefits;
using Portico.X12;

namespace Portico.Tests.Coverage;

/// <summary>Changes to labelled answers whose effect on the labels is known.</summary>
internal static class AnswerMutations
{
    /// <param name="Name">What it does.</param>
    /// <param name="Change">Null where the answer has nothing to change.</param>
    public sealed record Mutation(string Name, Func<LabelledAnswer, Random, LabelledAnswer?> Change);

    private static readonly Dictionary<string, decimal> s_nothing = [];

    public static IReadOnlyList<Mutation> All { get; } =
    [
        // What makes no difference.
        new("lines in another order", (a, r) => a with { Lines = [.. a.Lines.OrderBy(_ => r.Next())] }),
        new("lines of another service", (a, r) => a with
        {
            Lines = [.. a.Lines, PayerStyles.Line("B", "IND", ["AM"], "27", r.Next(1, 90) * 100, network: BenefitAnswer.Yes), PayerStyles.Line("C", "IND", ["AM"], "29", 4_00, network: BenefitAnswer.Yes)],
        }),
        new("lines twice", (a, _) => a with { Lines = [.. a.Lines, .. a.Lines] }),
        new("lines of the other network", (a, r) => a with
        {
            Lines = [.. a.Lines, PayerStyles.Line("B", "IND", [a.Service], "27", r.Next(200, 300) * 100, network: Other(a)), PayerStyles.Line("G", "IND", ["30"], "29", 77_00, network: Other(a))],
        }),
        new("lines of last year", (a, r) => a with
        {
            Lines =
            [
                .. a.Lines, PayerStyles.Line("B", "IND", [a.Service], "27", r.Next(200, 300) * 100, network: Own(a)) with { Dates = [LastYear("292")] },
                PayerStyles.Line("C", "IND", ["30"], "29", 77_00, network: Own(a)) with { Dates = [LastYear("291")] },
            ],
        }),
        new("a plan that is not in force any more", (a, _) => a.State != PolicyState.Active ? null : a with
        {
            Lines = [.. a.Lines, PayerStyles.Line("6", null, ["30"], plan: "SYNTHETIC OLD") with { Dates = [QualifiedDates.Of("347", new DateOnly(2023, 12, 31))] }],
            There = a.Lines.Any(l => l.Kind.IsActive && l.Plan is not null) ? a.There : s_nothing,
            Allowed = a.Lines.Any(l => l.Kind.IsActive && l.Plan is not null) ? a.Allowed : Both(a),
            State = a.Lines.Any(l => l.Kind.IsActive && l.Plan is not null) ? a.State : PolicyState.Unknown,
        }),

        // What leaves a figure open.
        new("a second copay", (a, r) => Changed(a, "B", l => l with { Amount = l.Amount + 1_00 }, isAdded: true, "Copay")),
        new("a copay without a network", (a, _) => IsMedicare(a) ? null : Changed(a, "B", l => l with { InNetwork = BenefitAnswer.NotSaid }, isAdded: false, "Copay")),
        new("a copay for specialists", (a, _) => Changed(a, "B", l => l with { Messages = ["SPECIALIST"] }, isAdded: false, "Copay")),
        new("a copay in its plan's name", (a, _) => a.Lines.All(l => l.Kind.Value != "1" || l.Plan is null) ? null
            : Changed(a, "B", l => l with { Plan = "URGENT SPECIALIST TIER" }, isAdded: false, "Copay")),
        new("a copay for one place", (a, _) => Changed(a, "B", l => l with { Narrowings = [Narrowing.Of("ZZ", "22")] }, isAdded: false, "Copay")),
        new("a copay for three visits", (a, _) => Changed(a, "B", l => l with { QuantityKind = "VS", Quantity = 3 }, isAdded: false, "Copay")),
        new("a copay below zero", (a, _) => Changed(a, "B", l => l with { Amount = -20_00 }, isAdded: false, "Copay")),
        new("a share above one", (a, _) => Changed(a, "A", l => l with { Share = 20 }, isAdded: false, "Coinsurance")),
        new("a second share", (a, _) => Changed(a, "A", l => l with { Share = l.Share + 0.01m }, isAdded: true, "Coinsurance")),
        new("accounts of nobody in particular", (a, _) => IsMedicare(a) ? null : Accounts(a, l => l with { CoverageLevel = null })),
        new("accounts of several persons", (a, _) => Accounts(a, l => l with { CoverageLevel = "ESP" })),
        new("accounts of no period", (a, _) => Accounts(a, l => l with { Period = null })),
        new("accounts with a message of a pharmacy", (a, _) => Accounts(a, l => l with { Messages = ["PHARMACY"] })),
        new("what remains is left out", (a, _) =>
        {
            var lines = a.Lines.Where(l => l.Kind.Value is not ("C" or "G" or "F") || l.Period?.Value != "29").ToList();
            return lines.Count == a.Lines.Count ? null : a with
            {
                Lines = lines, There = a.There.Where(t => !t.Key.Contains("Remaining", StringComparison.Ordinal)).ToDictionary(),
                Allowed = a.Allowed.Where(t => t.Key == "Deductible.Remaining.Individual" || t.Key == "Copay").ToDictionary(),
            };
        }),
        new("a second plan", (a, _) => a.State != PolicyState.Active || a.Lines.All(l => l.Kind.Value != "1" || l.Plan is null) ? null : a with
        {
            Lines = [.. a.Lines, PayerStyles.Line("1", null, ["30"], plan: "UNHEARD OF PLAN")], There = s_nothing, Allowed = s_nothing,
        }),

        // What takes everything away.
        new("ended before the visit", (a, _) => a.State != PolicyState.Active || IsMedicare(a) ? null : a with
        {
            PersonDates = [QualifiedDates.Of("346", new DateOnly(2024, 1, 1)), QualifiedDates.Of("347", new DateOnly(2026, 11, 30))],
            State = PolicyState.Inactive, There = s_nothing, Allowed = s_nothing,
        }),
        new("begins after the visit", (a, _) => a.State != PolicyState.Active || IsMedicare(a) ? null : a with
        {
            PersonDates = [QualifiedDates.Of("346", new DateOnly(2026, 12, 2))], State = PolicyState.Inactive, There = s_nothing, Allowed = s_nothing,
        }),
        new("active and inactive at once", (a, _) => a.State != PolicyState.Active ? null : a with
        {
            Lines = [.. a.Lines, .. a.Lines.Where(l => l.Kind.Value == "1").Select(l => l with { Kind = new("6"), Dates = [] })],
            State = PolicyState.Unknown, There = s_nothing, Allowed = s_nothing,
        }),
        new("nobody like that", (a, _) => a with
        {
            Lines = [], Rejections = [Rejection.Of(a.IsDependent ? "2100D" : "2100C", true, "67", "C")], State = PolicyState.Unknown, There = s_nothing, Allowed = s_nothing,
        }),
        new("cut off", (a, r) => a with
        {
            Quirk = text => (a.Quirk?.Invoke(text) ?? text) is var whole ? whole[..(whole.IndexOf("~NM1*IL*", StringComparison.Ordinal) is var from
                ? r.Next(from + 20, whole.IndexOf("~SE*", StringComparison.Ordinal)) : 0)] : "",
            State = PolicyState.Unknown, There = s_nothing, Allowed = s_nothing,
        }),
        new("another trace", (a, _) => a with { Trace = "TRACE2", State = PolicyState.Unknown, There = s_nothing, Allowed = s_nothing }),
    ];

    private static bool IsMedicare(LabelledAnswer answer) => answer.Style == "medicare";

    private static Dictionary<string, decimal> Both(LabelledAnswer answer) => answer.There.Concat(answer.Allowed).ToDictionary();

    private static BenefitAnswer Own(LabelledAnswer answer) => answer.Network == WantedNetwork.In ? BenefitAnswer.Yes : BenefitAnswer.No;

    private static BenefitAnswer Other(LabelledAnswer answer) => answer.Network == WantedNetwork.In ? BenefitAnswer.No : BenefitAnswer.Yes;

    private static QualifiedDates LastYear(string kind) => QualifiedDates.Of(kind, new DateSpan(new(2025, 1, 1), new(2025, 12, 31)));

    private static bool IsOurs(LabelledAnswer answer, Benefit line) => line.ServiceTypes.Contains(answer.Service) && line.InNetwork != Other(answer);

    private static LabelledAnswer? Changed(LabelledAnswer answer, string kind, Func<Benefit, Benefit> change, bool isAdded, string open)
    {
        if (!answer.There.ContainsKey(open))
            return null;
        var lines = answer.Lines.Select(l => l.Kind.Value == kind && IsOurs(answer, l) && !isAdded ? change(l) : l).ToList();
        if (isAdded)
            lines.AddRange(answer.Lines.Where(l => l.Kind.Value == kind && IsOurs(answer, l)).Select(change));
        return answer with { Lines = lines, There = answer.There.Where(t => t.Key != open).ToDictionary() };
    }

    private static LabelledAnswer? Accounts(LabelledAnswer answer, Func<Benefit, Benefit> change)
    {
        if (!answer.There.Keys.Any(k => k.StartsWith("Deductible", StringComparison.Ordinal)))
            return null;
        return answer with
        {
            Lines = [.. answer.Lines.Select(l => l.Kind.Value is "C" ? change(l) : l)],
            There = answer.There.Where(t => !t.Key.StartsWith("Deductible", StringComparison.Ordinal)).ToDictionary(),
            Allowed = answer.Allowed.Where(t => !t.Key.StartsWith("Deductible", StringComparison.Ordinal)).ToDictionary(),
        };
    }
}
