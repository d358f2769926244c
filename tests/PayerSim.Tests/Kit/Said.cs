using System.Globalization;

namespace Portico.PayerSim.Tests;

/// <summary>Figures as lines of text, from an answer and from the truth by ways that share nothing.</summary>
internal static class Said
{
    public static List<string> Of(EligibilityAnswer answer)
    {
        var lines = new List<string>();
        foreach (var b in answer.Benefits.Where(b => b.Kind.Value is "A" or "B" or "C" or "F" or "G" or "Y"))
        {
            var value = b.Share is { } share ? share.ToString("0.##", CultureInfo.InvariantCulture)
                : b.Quantity is { } visits ? "x" + visits.ToString("0", CultureInfo.InvariantCulture) : b.Amount?.ToString(CultureInfo.InvariantCulture);
            foreach (var service in b.ServiceTypes.DefaultIfEmpty(b.Procedure?.Code ?? ""))
                lines.Add(Line(b.Kind.Value, service, b.CoverageLevel, b.InNetwork.ToString(), b.Period?.Value, value, b.Messages is [var message, ..] ? message : null, b.Narrowings.Select(n => n.Code).FirstOrDefault()));
        }
        return lines;
    }

    public static List<string> Of(Truth truth)
    {
        var lines = new List<string>();
        foreach (var f in truth.Figures)
        {
            var kind = f.Kind switch
            {
                FigureKind.Copay => "B", FigureKind.Coinsurance => "A", FigureKind.Deductible => "C", FigureKind.OutOfPocket => "G", FigureKind.SpendDown => "Y", _ => "F",
            };
            var network = f.Network switch { FigureNetwork.In => "Yes", FigureNetwork.Out => "No", FigureNetwork.Any => "DoesNotMatter", _ => "NotSaid" };
            var scope = f.Scope switch { FigureScope.Individual => "IND", FigureScope.Family => "FAM", _ => null };
            var (period, rest) = f.Period switch
            {
                FigurePeriod.Visit => ("27", ""), FigurePeriod.CalendarYear => ("23", "29"), FigurePeriod.ServiceYear => ("22", "29"), FigurePeriod.Month => ("34", ""),
                FigurePeriod.Lifetime => ("32", "33"), _ => ((string?)null, ""),
            };
            foreach (var service in f.Services.DefaultIfEmpty(f.Procedure ?? ""))
            {
                void Add(string? when, string? value) => lines.Add(Line(kind, service, scope, network, when, value, f.OnlyWhen, f.PlaceOfService));
                Add(period, f.Fraction?.ToString("0.##", CultureInfo.InvariantCulture) ?? (f.Visits is { } visits ? FormattableString.Invariant($"x{visits}") : f.Cents?.ToString(CultureInfo.InvariantCulture)));
                if (f.MetCents is { } met)
                    Add("24", met.ToString(CultureInfo.InvariantCulture));
                if (f.RemainingCents is { } remaining)
                    Add(rest, remaining.ToString(CultureInfo.InvariantCulture));
                if (f.VisitsRemaining is { } left)
                    Add(rest, FormattableString.Invariant($"x{left}"));
            }
        }
        return lines;
    }

    private static string Line(string kind, string service, string? scope, string network, string? period, string? value, string? when, string? place) =>
        string.Join('|', kind, service, scope, network, period, value, when, place);
}
