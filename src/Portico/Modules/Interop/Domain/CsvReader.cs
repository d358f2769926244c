using System.Text;

namespace Portico.Modules.Interop.Domain;

/// <param name="Number">Counted from 1 with the heading row, as spreadsheets count; an embedded line break does not add one.</param>
/// <param name="Fields">Unquoted. Empty when there is a problem.</param>
/// <param name="Raw">As it stands in the file, so that a refused row can be handed back untouched.</param>
/// <param name="Problem">Why it cannot be read. Null: it can.</param>
public sealed record CsvRow(int Number, IReadOnlyList<string> Fields, string Raw, string? Problem);

/// <summary>RFC 4180, and what exports do to it: CR, LF or CRLF, a byte order mark, quotes around line breaks.</summary>
/// <remarks>A row that breaks the rules is given with its problem, and reading goes on with the next line.</remarks>
public static class CsvReader
{
    /// <param name="text">The whole file, decoded.</param>
    /// <param name="separator">Usually a comma.</param>
    public static IEnumerable<CsvRow> Read(string text, char separator)
    {
        var at = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;
        for (var number = 1; at < text.Length;)
        {
            var (row, next) = ReadRow(text, at, separator, number);
            at = next;
            // An empty line at the end, or between, is no row.
            if (row.Raw.Length == 0)
                continue;
            number++;
            yield return row;
        }
    }

    /// <summary>One row as this reader reads it back.</summary>
    public static string Write(IEnumerable<string> fields, char separator) => string.Join(separator, fields.Select(field =>
        field.IndexOfAny([separator, '"', '\r', '\n']) >= 0 || field.Length != field.Trim().Length
            ? '"' + field.Replace("\"", "\"\"", StringComparison.Ordinal) + '"'
            : field));

    private static (CsvRow Row, int Next) ReadRow(string text, int start, char separator, int number)
    {
        List<string> fields = [];
        var field = new StringBuilder();
        var at = start;
        while (true)
        {
            field.Clear();
            if (at < text.Length && text[at] == '"')
            {
                var end = ReadQuoted(text, at + 1, field);
                // The rest of the file would be one field: only this line is given up.
                if (end < 0)
                    return Broken(text, start, number, "A quotation mark is opened and never closed.");
                at = end;
                if (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n'))
                    return Broken(text, start, number, "Text follows a closing quotation mark.");
            }
            else
            {
                while (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n'))
                {
                    if (text[at] == '"')
                        return Broken(text, start, number, "A quotation mark stands inside an unquoted field.");
                    field.Append(text[at++]);
                }
            }
            fields.Add(field.ToString());
            if (at < text.Length && text[at] == separator)
            {
                at++;
                continue;
            }
            return (new CsvRow(number, fields, text[start..at], null), AfterBreak(text, at));
        }
    }

    private static int ReadQuoted(string text, int at, StringBuilder field)
    {
        for (; at < text.Length; at++)
        {
            if (text[at] != '"')
                field.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"')
                field.Append(text[at++]);
            else
                return at + 1;
        }
        return -1;
    }

    private static (CsvRow Row, int Next) Broken(string text, int start, int number, string problem)
    {
        var end = text.AsSpan(start).IndexOfAny('\r', '\n');
        end = end < 0 ? text.Length : start + end;
        return (new CsvRow(number, [], text[start..end], problem), AfterBreak(text, end));
    }

    private static int AfterBreak(string text, int at)
    {
        if (at < text.Length && text[at] == '\r')
            at++;
        // CRLF is one break; so is a lone LF.
        return at < text.Length && text[at] == '\n' ? at + 1 : at;
    }
}
