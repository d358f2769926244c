using System.Globalization;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>Puts a reading into the one sentence that says what to do.</summary>
internal static class DeskSentence
{
    public static string Of(BenefitReading reading, BenefitQuestion question)
    {
        if (!reading.IsAnswer)
            return "Ask again: this answers another question, and says nothing of this patient.";
        var asOf = reading.AsOf is { } at ? $", as of {at.ToString("d-MMM-yyyy H:mm", CultureInfo.InvariantCulture)}" : "";
        var payer = reading.Payer ?? "the payer";
        var why = reading.Why.Count > 0 ? reading.Why[0].Text : "the answer does not say";
        return reading.State switch
        {
            PolicyState.Inactive => $"Do not bill {payer} for {PlainWords.Date(question.On)}: {Lower(why)}{asOf}; ask the patient for other coverage.",
            PolicyState.BillElsewhere when reading.CollectNothing.Count > 0 => $"Collect nothing: {Lower(reading.CollectNothing[0].Text)}; {Lower(why)}{asOf}.",
            PolicyState.BillElsewhere => $"Do not bill {payer} for this visit: {why}{asOf}; ask for that card.",
            PolicyState.NotForService => $"Do not count on {payer} for this visit: {Lower(why)}{asOf}; tell the patient before the visit.",
            PolicyState.Unknown when reading.Actions.Count > 0 => $"Coverage is unknown: {Lower(reading.Actions[0].Meaning)}. {reading.Actions[0].Act}.",
            PolicyState.Unknown => $"Coverage is unknown: {Lower(why)}{asOf}; call {payer} before the visit.",
            _ => Active(reading, question, payer, asOf),
        };
    }

    private static string Active(BenefitReading reading, BenefitQuestion question, string payer, string asOf)
    {
        var from = $"{reading.Plan ?? payer}{asOf}";
        var more = More(reading);
        if (reading.CollectNothing.Count > 0)
            return $"Collect nothing: {Lower(reading.CollectNothing[0].Text)} ({from}){more}.";
        var service = question.ServiceTypes.Count > 0 ? question.ServiceTypes[0] : "30";
        var own = reading.Figures.Where(f => f.ServiceTypes.Contains(service)).ToList();
        var copay = own.FirstOrDefault(f => f.Kind == FigureKind.Copay && f.Status != FigureStatus.Absent);
        if (copay is { Status: FigureStatus.Stated, Cents: { } cents })
            return cents == 0 ? $"Collect nothing: the copay for {PlainWords.Service(service)} is $0.00 ({from}){more}."
                : $"Collect {PlainWords.Dollars(cents)}: copay for {PlainWords.Service(service)}, {from}{more}.";
        if (copay is { Status: FigureStatus.Ambiguous })
            return $"Do not quote a copay: {Candidates(copay)} may be meant for {PlainWords.Service(service)} ({from}); choose with a supervisor or call {payer}{more}.";
        var rest = own.FirstOrDefault(f => f is { Kind: FigureKind.Deductible, Measure: FigureMeasure.Remaining, Scope: FigureScope.Individual, Status: FigureStatus.Stated });
        var share = own.FirstOrDefault(f => f is { Kind: FigureKind.Coinsurance, Status: FigureStatus.Stated });
        var owed = new List<string>();
        if (rest is { Cents: { } left })
            owed.Add($"{PlainWords.Dollars(left)} of the deductible remain");
        if (share is { Fraction: { } fraction })
            owed.Add($"coinsurance is {PlainWords.Percent(fraction)}");
        return owed.Count > 0 ? $"Active without a copay: {string.Join(", ", owed)} ({from}); collect by an estimate{more}."
            : $"Active, and the answer has no copay for {PlainWords.Service(service)} ({from}): call {payer} or bill after the visit{more}.";
    }

    private static string Candidates(Figure figure)
    {
        var values = figure.Candidates.Where(c => c.Cents is not null).Select(c => PlainWords.Dollars(c.Cents ?? 0)).Distinct().ToList();
        return values.Count == 0 ? "an unreadable amount" : string.Join(" or ", values);
    }

    private static string More(BenefitReading reading)
    {
        var more = "";
        if (reading.OtherPayers.FirstOrDefault(p => p.Order == "primary") is { } first)
            more += $"; bill {first.Name ?? "the other payer"} first";
        else if (reading.OtherPayers.Count > 0)
            more += "; ask which coverage comes first";
        more += reading.Authorization switch
        {
            { Status: FigureStatus.Stated, IsRequired: true } => "; an authorization is needed",
            { Status: FigureStatus.Ambiguous } => "; an authorization may be needed",
            _ => "",
        };
        return reading.Actions.Count > 0 ? $"{more}; the payer also objects: {Lower(reading.Actions[0].Meaning)}" : more;
    }

    private static string Lower(string text) => text.Length > 1 && char.IsUpper(text[0]) && !char.IsUpper(text[1]) && !text.StartsWith("Medicare", StringComparison.Ordinal)
        ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
