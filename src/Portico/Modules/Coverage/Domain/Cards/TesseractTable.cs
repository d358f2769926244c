using System.Globalization;

namespace Portico.Modules.Coverage.Domain.Cards;

/// <summary>The table that Tesseract writes: a line for each page, block, paragraph, line and word, with tabs between.</summary>
/// <remarks>Source: Tesseract 5, <c>TessBaseAPI::GetTSVText</c>: level, page, block, paragraph, line, word, left, top, width, height, confidence,
/// text.</remarks>
public static class TesseractTable
{
    private const string Word = "5";

    // A card has a hundred words; what has thousands is no card's.
    private const int Most = 2_000;

    /// <returns>The words in its order. Empty for what is no such table, or a table without a word.</returns>
    public static IReadOnlyList<CardWord> Read(string table)
    {
        List<CardWord> words = [];
        foreach (var line in table.AsSpan().EnumerateLines())
        {
            var cells = line.ToString().Split('\t');
            if (cells.Length < 12 || cells[0] != Word || words.Count == Most || Number(cells[6]) is not { } left || Number(cells[7]) is not { } top
                || Number(cells[8]) is not { } width || Number(cells[9]) is not { } height || width <= 0 || height <= 0
                || !double.TryParse(cells[10], NumberStyles.Float, CultureInfo.InvariantCulture, out var confidence) || confidence is not (>= 0 and <= 100))
                continue;
            var text = string.Concat(cells[11].Where(c => !char.IsControl(c) && !char.IsWhiteSpace(c)));
            if (text.Length is > 0 and <= 100)
                words.Add(new(text, confidence / 100, new(left, top, width, height)));
        }
        return words;
    }

    private static int? Number(string cell) =>
        int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 100_000 ? number : null;
}
