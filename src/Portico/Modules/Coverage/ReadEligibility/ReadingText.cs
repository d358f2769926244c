using System.Globalization;
using System.Text;
using Portico.Modules.Coverage.Domain.Benefits;

namespace Portico.Modules.Coverage.ReadEligibility;

/// <summary>Writes a reading for a person at a terminal: the sentence first, then the figures, each with its segment.</summary>
internal static class ReadingText
{
    public static void Write(Stream output, BenefitReading reading, BenefitQuestion question)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(false), 1 << 12, leaveOpen: true);
        Say(text, 0, reading.Sentence);
        if (!reading.IsAnswer)
            return;
        Say(text, 0, "");
        Say(text, 0, $"State on {question.On:yyyy-MM-dd}: {ReadingJson.Word(reading.State)}");
        Say(text, 0, reading.AsOf is { } asOf ? $"As of: {asOf.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}" : "As of: the answer does not say");
        Remarks(text, "Why", reading.Why);
        Remarks(text, "Collect nothing", reading.CollectNothing);
        Say(text, 0, "Figures");
        foreach (var figure in reading.Figures)
            Write(text, figure);
        Say(text, 0, $"Authorization: {Answer(reading.Authorization)}");
        Remarks(text, null, reading.Authorization.Candidates);
        Remarks(text, "Authorizations on file", reading.Authorization.Numbers);
        Say(text, 0, $"Primary care provider: {reading.PrimaryCare.Name ?? Word(reading.PrimaryCare.Status)}");
        if (reading.PrimaryCare.Status == FigureStatus.Ambiguous)
            Remarks(text, null, reading.PrimaryCare.Candidates);
        foreach (var payer in reading.OtherPayers)
        {
            Say(text, 0, $"Other payer ({payer.Order}): {payer.Name ?? "not named"}{(payer.Phone is null ? "" : $", {payer.Phone}")}");
            Cite(text, payer.Source);
        }
        foreach (var action in reading.Actions)
        {
            Say(text, 0, $"Refused ({action.Code} at {action.Level}): {action.Meaning}. {action.Act}.");
            Cite(text, action.Source);
        }
        foreach (var difference in reading.Differences)
        {
            Say(text, 0, $"Differs, {difference.Field}: ours {difference.Ours}, the payer's {difference.Payers}");
            Cite(text, difference.Source);
        }
        Remarks(text, "Messages", reading.Messages);
        Say(text, 0, "");
    }

    private static void Write(StreamWriter text, Figure figure)
    {
        var of = new[]
        {
            figure.ServiceTypes.Count > 0 ? string.Join(", ", figure.ServiceTypes) : null, ReadingJson.Word(figure.Scope), figure.Period,
            figure.Network == FigureNetwork.NotSaid ? null : $"network {ReadingJson.Word(figure.Network)}", figure.IsDerived ? "computed" : null,
        }.Where(w => w is not null);
        var name = $"{ReadingJson.Word(figure.Kind)}{(figure.Measure == FigureMeasure.Each ? "" : " " + Word(figure.Measure))} ({string.Join(", ", of)})";
        Say(text, 1, $"{name}: {(figure.Status == FigureStatus.Stated ? FigureWords.Value(figure.Cents, figure.Fraction, figure.Count, figure.Unit) : Word(figure.Status))}{(figure.Why is null ? "" : $": {figure.Why}")}");
        foreach (var source in figure.Sources)
            Cite(text, source);
        foreach (var candidate in figure.Candidates)
        {
            Say(text, 2, $"perhaps {FigureWords.Value(candidate.Cents, candidate.Fraction, candidate.Count, figure.Unit)}{(candidate.Doubts.Count == 0 ? "" : $": {string.Join("; ", candidate.Doubts)}")}");
            Cite(text, candidate.Source);
        }
    }

    private static string Answer(AuthorizationNeed need) => need.IsRequired switch
    {
        true => "needed",
        false => "not needed",
        _ => Word(need.Status),
    };

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static void Remarks(StreamWriter text, string? head, IReadOnlyList<Remark> remarks)
    {
        if (remarks.Count > 0 && head is not null)
            Say(text, 0, head);
        foreach (var remark in remarks)
        {
            Say(text, 1, remark.Text);
            if (remark.Source is { } source)
                Cite(text, source);
        }
    }

    private static void Cite(StreamWriter text, Citation source)
    {
        var element = source.Place.Element > 0 ? $", element {source.Place.Element}" : "";
        Say(text, 3, $"segment {source.Place.Segment}{element}: {source.Text}");
        Say(text, 3, $"  {source.Words}");
    }

    // What came from outside must not steer the terminal.
    private static void Say(StreamWriter text, int depth, string line)
    {
        text.Write(new string(' ', depth * 2));
        text.WriteLine(line.Any(char.IsControl) ? string.Concat(line.Select(c => char.IsControl(c) ? '?' : c)) : line);
    }
}
