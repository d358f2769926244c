using System.Globalization;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Interop.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Platform.Values;
using Row = Portico.Modules.Interop.ImportRow.ImportRow.Row;

namespace Portico.Modules.Interop.ImportCsv;

/// <summary>Reads one CSV row as the mapping says. Its problems name fields, never what stands in them.</summary>
internal sealed class RowReader(ImportMap.Table table, IReadOnlyDictionary<string, int> columns, CsvRow row)
{
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    public string Id => Needed("id");

    public Row Read(string kind) => kind switch
    {
        "patients" => new Row.Person(Text("family") ?? "", Text("given") ?? "", Text("preferred"), Date("birthDate"),
            Word("sex", Sex.Unknown), Text("phone"), Text("email"), Text("line1"), Text("city"), Text("state"), Text("zip"),
            Text("mrn"), Text("language")),
        "guarantors" => new Row.Guarantor(Needed("patient"), Needed("name")),
        "policies" => new Row.Policy(Needed("patient"), Needed("payer"), Needed("memberId"), Text("groupNumber"), Text("planName"),
            Word("relation", SubscriberRelation.Self), Text("subscriberName"), Date("subscriberBirthDate"), Date("validFrom"),
            Date("validTo"), Amount("copay")),
        "appointments" => new Row.Appointment(Needed("patient"), Needed("provider"), Needed("location"), Needed("visitType"),
            Date("date") ?? Missing<DateOnly>("date"), Time("time") ?? Missing<TimeOnly>("time"), Whole("minutes"), Text("note")),
        "balances" => new Row.Balance(Needed("patient"), Amount("amount") ?? Missing<Money>("amount")),
        "alerts" => new Row.Alert(Needed("patient"), Needed("text")),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private string? Text(string field)
    {
        if (!table.Fields.TryGetValue(field, out var from))
            return null;
        // PostgreSQL refuses NUL in text.
        var said = (from.Constant ?? row.Fields[columns[from.Column ?? ""]]).Replace("\0", "", StringComparison.Ordinal).Trim();
        if (said.Length == 0)
            return null;
        if (from.Values is null)
            return said;
        if (from.Values.TryGetValue(said, out var ours))
            return ours;
        _problems.Add($"The mapping has no word for what stands in {field}.");
        return null;
    }

    private string Needed(string field) => Text(field) ?? Missing<string>(field) ?? "";

    private T? Missing<T>(string field)
    {
        if (!_problems.Any(p => p.Contains(field, StringComparison.Ordinal)))
            _problems.Add($"{field} is empty.");
        return default;
    }

    private DateOnly? Date(string field) => Text(field) is not { } said ? null
        : DateOnly.TryParseExact(said, table.Fields[field].Format ?? "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date : Wrong<DateOnly?>(field, "is no date of the mapping's format");

    private TimeOnly? Time(string field) => Text(field) is not { } said ? null
        : TimeOnly.TryParseExact(said, table.Fields[field].Format ?? "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time : Wrong<TimeOnly?>(field, "is no time of the mapping's format");

    private Money? Amount(string field)
    {
        if (Text(field) is not { } said)
            return null;
        var negative = said.StartsWith('-') || (said.StartsWith('(') && said.EndsWith(')'));
        return Money.TryParse(said.Trim('-', '(', ')'), out var money) ? negative ? -money : money
            : Wrong<Money?>(field, "is no amount in dollars");
    }

    private int? Whole(string field) => Text(field) is not { } said ? null
        : int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 5 and <= 480 && number % 5 == 0
            ? number : Wrong<int?>(field, "is not 5 to 480 minutes in steps of 5");

    private TEnum Word<TEnum>(string field, TEnum unsaid) where TEnum : struct, Enum => Text(field) is not { } said ? unsaid
        : said.All(char.IsAsciiLetter) && Enum.TryParse<TEnum>(said, ignoreCase: true, out var word)
            ? word : Wrong<TEnum>(field, $"is none of {string.Join(", ", Enum.GetNames<TEnum>())}");

    private T? Wrong<T>(string field, string why)
    {
        _problems.Add($"{field} {why}.");
        return default;
    }
}
