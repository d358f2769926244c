using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>A benefit as the desk must take it: with all that hangs on it, wherever in its loop the payer put that.</summary>
internal sealed class BenefitLine
{
    private readonly CitedSegments _segments;

    public BenefitLine(Benefit benefit, CitedSegments segments, DateOnly on)
    {
        (Benefit, _segments) = (benefit, segments);
        Services = [.. benefit.ServiceTypes.SelectMany(Codes).Distinct()];
        Parties = [.. benefit.Related, .. KeptParties()];
        Messages = [.. benefit.Messages, .. Kept("MSG").Select(e => string.Join(' ', e.Skip(1).Where(v => v.Length > 0)))];
        HasUnreadableDates = Kept("DTP").Any() || benefit.Dates.Any(d => d.Dates.First > d.Dates.Last);
        Dates = new LineDates(benefit.Dates);
        OnDate = HasUnreadableDates && !Dates.SaysSomething ? DateVerdict.NotSaid : Dates.Covers(on);
        Conditions = [.. Narrowed()];
    }

    public Benefit Benefit { get; }

    public string Kind => Benefit.Kind.Value;

    /// <summary>EB03, cut where senders cut it. Empty for a line of the plan as a whole.</summary>
    public IReadOnlyList<string> Services { get; }

    public IReadOnlyList<Party> Parties { get; }

    public IReadOnlyList<string> Messages { get; }

    public LineDates Dates { get; }

    public DateVerdict OnDate { get; }

    public bool HasUnreadableDates { get; }

    /// <summary>What limits the line to some visits beside its messages: a place, a procedure, a diagnosis, an admission.</summary>
    public IReadOnlyList<string> Conditions { get; }

    public bool IsForPlan => (Services.Count == 0 && Benefit.Procedure is null) || Services.Contains("30");

    public bool IsFor(string service) => Services.Contains(service);

    public bool IsMedicarePart => Benefit.InsuranceType is "MA" or "MB";

    public FigureScope Scope => Benefit.CoverageLevel switch
    {
        null => FigureScope.NotSaid,
        "IND" => FigureScope.Individual,
        "FAM" => FigureScope.Family,
        _ => FigureScope.Other,
    };

    // Original Medicare has no network: blank is all that it can say.
    public FigureNetwork Network => Benefit.InNetwork switch
    {
        BenefitAnswer.Yes => FigureNetwork.In,
        BenefitAnswer.No => FigureNetwork.Out,
        BenefitAnswer.DoesNotMatter => FigureNetwork.Both,
        _ => IsMedicarePart ? FigureNetwork.Both : FigureNetwork.NotSaid,
    };

    public string? Period => PlainWords.Period(Benefit.Period);

    public Citation Cite(Place? place = null) => _segments.Cite(place is { Segment: > 0 } own ? own : Benefit.Place, PlainWords.Of(this));

    /// <summary>An element of the EB as it was sent.</summary>
    public string Sent(int element) => _segments.At(Benefit.Place).Text(element);

    private IEnumerable<string> Narrowed()
    {
        foreach (var narrowing in Benefit.Narrowings)
            yield return narrowing.List switch
            {
                "ZZ" => $"place of service {narrowing.Code}",
                "BK" or "BF" or "ABK" or "ABF" => $"diagnosis {narrowing.Code}",
                _ => string.Join(' ', new[] { "only for", narrowing.List, narrowing.Code, narrowing.Text }.Where(v => v is not null)),
            };
        foreach (var kept in Kept("III"))
            yield return "only for " + string.Join(' ', kept.Skip(1).Where(v => v.Length > 0));
        if (Benefit.Procedure is { } procedure)
            yield return "procedure " + string.Join(' ', new[] { procedure.Code.Length > 0 ? procedure.Code : procedure.Kind, procedure.RangeEnd is null ? null : "to " + procedure.RangeEnd }
                .Concat(procedure.Modifiers).Where(v => v is not null));
        if (Benefit.DiagnosisPointers.Count > 0)
            yield return "for some diagnoses";
        foreach (var date in Benefit.Dates.Where(d => d.Kind is "435" or "096"))
            yield return $"one stay from {PlainWords.Date(date.Dates.First)}";
        if (HasUnreadableDates)
            yield return "its dates cannot be read";
        if (Benefit.Rejections.Count > 0)
            yield return $"the payer rejects the line: {Benefit.Rejections[0].Reason}";
    }

    private static IEnumerable<string> Codes(string sent)
    {
        // Some senders cut repetitions by another character than their ISA says, or before the version that has them.
        var code = "";
        foreach (var c in sent)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                code += c;
                continue;
            }
            if (code.Length > 0)
                yield return code;
            code = "";
        }
        if (code.Length > 0)
            yield return code;
    }

    private IEnumerable<string[]> Kept(string id) =>
        from kept in Benefit.Others.Concat(Benefit.Related.SelectMany(p => p.Others))
        from segment in kept.Segments
        let elements = segment.Split((char)kept.Delimiters.Element)
        where elements[0] == id
        select elements;

    // A second LS to LE is no loop of the guide, and payers send it.
    private IEnumerable<Party> KeptParties() => Kept("NM1").Select(nm1 => new Party
    {
        Named = new()
        {
            Place = Benefit.Place, Role = At(nm1, 1) ?? "", IsPerson = At(nm1, 2) == "1", Name = At(nm1, 3), Given = At(nm1, 4),
            IdKind = At(nm1, 8), Id = At(nm1, 9),
        },
    });

    private static string? At(string[] elements, int number) =>
        number < elements.Length && elements[number].Length > 0 ? elements[number] : null;
}
