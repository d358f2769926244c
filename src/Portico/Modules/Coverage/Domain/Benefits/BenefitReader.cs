using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>Reads what an answer (271) says of a policy on a date, for one visit.</summary>
/// <remarks>
/// Every figure has a citation. Where the answer leaves open which value is meant, there are candidates and no single figure.
/// Never throws for bad input. Source: 005010X279A1 and 004010X092A1.
/// </remarks>
public static class BenefitReader
{
    /// <summary>Reads a transaction.</summary>
    /// <param name="transaction">A 271 of a <see cref="Document"/>.</param>
    /// <param name="question">What the desk wants to know.</param>
    /// <returns>
    /// One reading for each person that is answered about and fits the trace and our patient, in the order sent. When none does,
    /// one that says so.
    /// </returns>
    public static IReadOnlyList<BenefitReading> Read(LoopTree transaction, BenefitQuestion question)
    {
        var response = EligibilityResponse.Read(transaction);
        var segments = new CitedSegments(transaction);
        var people = People(response, segments).ToList();
        var flaw = Flaw(transaction, people);
        if (question.Trace is { } trace)
        {
            // A payer that refuses above the person has nobody to repeat the trace for.
            var isRefusedAbove = people.Count == 0 && response.Rejections.Any();
            // Some payers repeat no trace at all. Their answer is ours where it names one person, and that is surely our patient.
            var isUntraced = question.Ours is { } whom && people is [var only] && !only.Traces.Any() && DifferenceReader.IsSurelyOurs(only.Answer, whom);
            if (!isUntraced)
                people = [.. people.Where(p => p.Traces.Any(t => t.Number.Trim() == trace.Trim()))];
            if (people.Count == 0 && !isRefusedAbove)
                return [Nobody(response, segments, isAnswer: false)];
        }
        if (people.Count == 0)
            return [Nobody(response, segments, isAnswer: response.Rejections.Any())];
        if (question.Ours is { } ours && people.Where(p => !DifferenceReader.IsSomebodyElse(p.Answer, ours)).ToList() is { Count: > 0 } fitting)
            people = fitting;
        return [.. people.Select(p => Read(p, At(response), segments, question, flaw))];
    }

    private sealed record Person(EligibilityAnswer Answer, EligibilityAnswer? Subscriber, Party? Payer)
    {
        // The trace of a dependent's question may stand at the subscriber.
        public IEnumerable<TraceNumber> Traces => Answer.Traces.Count > 0 ? Answer.Traces : Subscriber?.Traces ?? [];
    }

    // What was lost may be the line that contradicts the one that is left.
    private static string? Flaw(LoopTree transaction, List<Person> people)
    {
        if (!transaction.Root.Segment("SE"u8).Exists)
            return "The answer is cut off";
        var lines = 0;
        for (var i = 0; i < transaction.SegmentCount; i++)
            lines += transaction.SegmentAt(i).Is("EB"u8) ? 1 : 0;
        return lines > people.Sum(p => p.Answer.Benefits.Count) ? "A part of the answer stands where no guide has it" : null;
    }

    private static DateTime? At(EligibilityResponse response) => response.At.Year > 1 ? response.At : null;

    // A subscriber above a dependent who is answered about is there to be named only.
    private static IEnumerable<Person> People(EligibilityResponse response, CitedSegments segments) =>
        from payer in response.Payers
        from provider in payer.Providers
        from subscriber in provider.Answers
        let top = InOrder(subscriber, segments)
        from person in (IEnumerable<Person>)[new(top, null, payer.Payer), .. top.Dependents.Select(d => new Person(InOrder(d, segments), top, payer.Payer))]
        where person.Answer.Benefits.Count > 0 || person.Answer.Dependents.Count == 0
        select person;

    // What payers send of a person behind its place is read as a benefit without its EB: it is the person's.
    private static EligibilityAnswer InOrder(EligibilityAnswer answer, CitedSegments segments)
    {
        if (answer.Benefits.All(b => segments.At(b.Place).Is("EB"u8)))
            return answer;
        var late = answer.Benefits.Where(b => !segments.At(b.Place).Is("EB"u8)).ToList();
        return answer with
        {
            Benefits = [.. answer.Benefits.Where(b => segments.At(b.Place).Is("EB"u8))],
            Dates = [.. answer.Dates, .. late.SelectMany(b => b.Dates)],
            References = [.. answer.References, .. late.SelectMany(b => b.References)],
            Rejections = [.. answer.Rejections, .. late.SelectMany(b => b.Rejections).Select(r => r with { Loop = answer.IsDependent ? "2100D" : "2100C" })],
        };
    }

    private static BenefitReading Nobody(EligibilityResponse response, CitedSegments segments, bool isAnswer)
    {
        var reading = new BenefitReading
        {
            State = PolicyState.Unknown,
            IsAnswer = isAnswer,
            AsOf = At(response),
            Payer = response.Payers.Select(p => p.Payer.Named.Name).FirstOrDefault(n => n is not null),
            Authorization = new(FigureStatus.Absent, null, [], []),
            PrimaryCare = new(FigureStatus.Absent, null, null, null, []),
            Actions = isAnswer ? [.. response.Rejections.Select(r => RejectionActions.Of(r, segments))] : [],
            Why = [new(isAnswer ? "The payer refuses to answer" : "The answer is to another question", null)],
        };
        return reading with { Sentence = DeskSentence.Of(reading, new() { On = default, ServiceTypes = [] }) };
    }

    private static BenefitReading Read(Person person, DateTime? at, CitedSegments segments, BenefitQuestion question, string? flaw)
    {
        var answer = person.Answer;
        var plan = new PlanLines(answer, person.Payer, at, segments, question);
        var verdict = new PolicyReader(plan).Read();
        IReadOnlyList<Rejection> rejections = [.. answer.Rejections, .. person.Subscriber?.Rejections ?? []];
        var isSomebodyElse = question.Ours is { } theirs && DifferenceReader.IsSomebodyElse(answer, theirs);
        var isRefused = rejections.Any(r => RejectionActions.IsOfIdentity(r) || r.Loop is "2000A" or "2100A" or "2100B");
        if (flaw is not null)
            verdict = new(PolicyState.Unknown, [new(flaw, null)], false, null);
        else if (isSomebodyElse)
            verdict = new(PolicyState.Unknown, [new("The answer is about somebody else: name and birth date or number differ", null)], false, null);
        else if (answer.Dates.FirstOrDefault(d => d.Kind == "442" && d.Dates.Last < question.On) is { Kind: not null } death)
            verdict = new(PolicyState.Unknown, [new("The payer has a date of death before the visit", segments.Cite(death.Place, "Date of death"))], false, null);
        else if (isRefused)
            verdict = new(PolicyState.Unknown, [new("The payer refuses to answer, whatever else it says", null)], false, null);
        IReadOnlyList<Figure> figures = new FigureReader(plan).Read();
        if (!verdict.HasFirmFigures)
            figures = [.. figures.Select(f => Loosened(f, verdict.Why[0].Text))];
        var others = new OthersReader(plan);
        var reading = new BenefitReading
        {
            State = verdict.State,
            IsAboutSomebodyElse = isSomebodyElse,
            Why = verdict.Why,
            AsOf = at,
            Trace = person.Traces.Select(t => t.Number).FirstOrDefault(),
            Payer = person.Payer?.Named.Name,
            Plan = verdict.Line?.Benefit.Plan,
            Figures = figures,
            Authorization = AuthorizationReader.Read(plan),
            PrimaryCare = others.PrimaryCare(),
            OtherPayers = others.Payers(),
            Messages = Messages(plan),
            CollectNothing = verdict.State is PolicyState.Active or PolicyState.BillElsewhere ? [.. CollectNothing.Read(plan, figures)] : [],
            Differences = question.Ours is { } ours ? DifferenceReader.Read(answer, person.Subscriber, ours, segments) : [],
            Actions = [.. rejections.Concat(answer.Benefits.SelectMany(b => b.Rejections)).Select(r => RejectionActions.Of(r, segments))],
        };
        return reading with { Sentence = DeskSentence.Of(reading, question) };
    }

    /// <summary>A figure of a plan that does not count for the visit, or may not: what the payer says is shown, and nothing is taken from it.</summary>
    private static Figure Loosened(Figure figure, string why) => figure.Status != FigureStatus.Stated ? figure : figure with
    {
        Status = FigureStatus.Ambiguous, Cents = null, Fraction = null, Count = null, Sources = [], Why = why, IsDerived = false,
        Candidates = [.. figure.Sources.Select(s => new FigureCandidate
        {
            Cents = figure.IsDerived ? null : figure.Cents, Fraction = figure.Fraction, Count = figure.Count, Scope = figure.Scope, Period = figure.Period,
            Network = figure.Network, Doubts = [why], Source = s,
        })],
    };

    private static List<Remark> Messages(PlanLines plan) =>
        [.. from date in plan.Answer.Dates
            where (date.Kind == "442" || date.Kind == "343") && date.Dates.Last < plan.Question.On
            let words = $"{(date.Kind == "442" ? "The payer has a date of death" : "The premium is paid to")}: {PlainWords.Date(date.Dates.Last)}"
            select new Remark(words, plan.Segments.Cite(date.Place, words)),
            .. from line in plan.OnDate
            where line.IsForPlan || line.Services.Count == 0 || plan.Question.ServiceTypes.Any(line.IsFor) || line.Benefit.Kind.Value is "R" or "L" or "U" or "V" or "Y"
            from message in line.Messages
            select new Remark(message, line.Cite())];
}
