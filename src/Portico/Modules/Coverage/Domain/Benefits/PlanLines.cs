using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>All that an answer says of one person, and what the desk asked: what every part of the reading looks at.</summary>
internal sealed class PlanLines
{
    // Facility services that Medicare's Part A pays; a physician's services are Part B's.
    private static readonly HashSet<string> s_partA = ["48", "49", "45", "AG", "AH", "BD", "BE"];
    private static readonly HashSet<string> s_eitherPart = ["30", "42", "47", "60", "A3"];

    public PlanLines(EligibilityAnswer answer, Party? payer, DateTime? asOf, CitedSegments segments, BenefitQuestion question)
    {
        (Answer, Payer, AsOf, Segments, Question) = (answer, payer, asOf, segments, question);
        All = [.. answer.Benefits.Select(b => new BenefitLine(b, segments, question.On))];
        PersonDates = new LineDates(answer.Dates);
        IsMedicare = All.Any(l => l.IsMedicarePart && l.Kind is not "R") || Named("MEDICARE", "CMS");
        IsMedicaid = All.Any(l => l.Benefit.InsuranceType == "MC" && l.Kind is not "R") || Named("MEDICAID");
    }

    public EligibilityAnswer Answer { get; }

    public Party? Payer { get; }

    public DateTime? AsOf { get; }

    public CitedSegments Segments { get; }

    public BenefitQuestion Question { get; }

    public IReadOnlyList<BenefitLine> All { get; }

    public LineDates PersonDates { get; }

    public bool IsMedicare { get; }

    public bool IsMedicaid { get; }

    /// <summary>Lines that count on the date of service, or do not say when they count.</summary>
    public IEnumerable<BenefitLine> OnDate => All.Where(l => l.OnDate is DateVerdict.Covered or DateVerdict.NotSaid);

    /// <summary>The names of the plans that are active as a whole; two make every figure that names one uncertain.</summary>
    public IReadOnlyList<string> Plans => field ??= [.. PlanNames().Distinct()];

    /// <summary>True where a Medicare line is of the part that does not pay the service.</summary>
    public static bool IsOfOtherPart(BenefitLine line, string service) => !s_eitherPart.Contains(service)
        && line.Benefit.InsuranceType == (IsPartA(service) ? "MB" : "MA");

    public static bool IsPartA(string service) => s_partA.Contains(service);

    public static bool IsEitherPart(string service) => s_eitherPart.Contains(service);

    /// <summary>False only where the line is of the network that the visit is not in.</summary>
    public bool MayBeOfNetwork(BenefitLine line) => Question.Network switch
    {
        WantedNetwork.In => line.Network != FigureNetwork.Out,
        WantedNetwork.Out => line.Network != FigureNetwork.In,
        _ => true,
    };

    /// <summary>True where the year turns between the answer and the visit, and the line does not say that it is of the visit's.</summary>
    public bool IsOfAnotherYear(BenefitLine line) => AsOf is { } said && said.Year != Question.On.Year
        && !line.Dates.HasSpanOver(Question.On) && line.Dates.Begin?.Year != Question.On.Year;

    /// <summary>The line's plan when it is one of those active; null when it names none.</summary>
    public string? PlanOf(BenefitLine line) => Key(line.Benefit.Plan) is { } name ? Plans.FirstOrDefault(p => IsSame(p, name)) : null;

    /// <summary>What EB05 says beyond the plan's name: some payers say there which visits a line is for.</summary>
    public string? SaidAsPlan(BenefitLine line)
    {
        if (Key(line.Benefit.Plan) is not { } name || Plans.Any(p => IsSame(p, name)))
            return null;
        // No active line names its plan: one name on all lines is the plan's.
        if (Plans.Count == 0 && All.Select(l => Key(l.Benefit.Plan)).OfType<string>().Distinct().Count() == 1)
            return null;
        return line.Benefit.Plan;
    }

    private List<BenefitLine> Whole => field ??= [.. OnDate.Where(l => l.Benefit.Kind.IsActive && l.IsForPlan && l.Benefit.InsuranceType is not "QM")];

    private IEnumerable<string> PlanNames() => Whole.Select(l => Key(l.Benefit.Plan)).OfType<string>();

    /// <summary>True when plan-level lines are of two kinds of insurance, and one of them does not name its plan.</summary>
    public bool HasSeveralInsurances => Whole.Any(l => l.Benefit.Plan is null && l.Benefit.InsuranceType is { } own && !l.IsMedicarePart
        && Whole.Any(o => o.Benefit.InsuranceType is { } other && other != own));

    private static string? Key(string? name) => name is null ? null
        : string.Join(' ', name.ToUpperInvariant().Split([' ', '-', '.', ',', '/'], StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } key ? key : null;

    private static bool IsSame(string left, string right) => left == right
        || left.StartsWith(right + " ", StringComparison.Ordinal) || right.StartsWith(left + " ", StringComparison.Ordinal);

    private bool Named(params string[] words) => Payer?.Named.Name?.ToUpperInvariant().Split(' ') is { } name && words.Any(name.Contains)
        && !name.Contains("ADVANTAGE");
}
