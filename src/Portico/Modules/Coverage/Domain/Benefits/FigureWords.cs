namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>A figure in the desk's words: for the screen and for the terminal.</summary>
internal static class FigureWords
{
    /// <returns>Such as <c>Deductible, remaining</c>.</returns>
    public static string Name(Figure figure)
    {
        var kind = figure.Kind switch
        {
            FigureKind.Copay => "Copay",
            FigureKind.Coinsurance => "Coinsurance",
            FigureKind.Deductible => "Deductible",
            FigureKind.OutOfPocket => "Out-of-pocket maximum",
            FigureKind.Visits => "Visits",
            FigureKind.Limit => "Limit",
            _ => "Spend-down",
        };
        return figure.Measure == FigureMeasure.Each ? kind : $"{kind}, {Measure(figure.Measure)}";
    }

    /// <summary>For whom, for how long and in which network: what tells a figure from its neighbour.</summary>
    public static string Of(FigureScope scope, string? period, FigureNetwork network)
    {
        List<string> words = [];
        if (scope is FigureScope.Individual or FigureScope.Family)
            words.Add(scope == FigureScope.Family ? "family" : "individual");
        if (period is not null)
            words.Add(period.Replace('-', ' '));
        if (network != FigureNetwork.NotSaid)
            words.Add(network switch { FigureNetwork.In => "in network", FigureNetwork.Out => "out of network", _ => "in and out of network" });
        return string.Join(", ", words);
    }

    /// <returns>Such as <c>$40.00</c>, <c>20 %</c>, <c>30 visits</c>.</returns>
    public static string Value(long? cents, decimal? fraction, decimal? count, string? unit) =>
        cents is { } money ? PlainWords.Dollars(money) : fraction is { } share ? PlainWords.Percent(share)
            : count is { } number ? $"{PlainWords.Number(number)} {unit}" : "no readable value";

    private static string Measure(FigureMeasure measure) => measure switch { FigureMeasure.Base => "whole", FigureMeasure.Met => "met", _ => "remaining" };
}
