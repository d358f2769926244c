using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portico.Modules.Interop.Domain;

/// <summary>What stands in which column of another system's files. Written by the person who moves the practice.</summary>
public sealed record ImportMap
{
    /// <summary>The old system's name: rows are known by it and their id.</summary>
    public required string System { get; init; }

    /// <summary><c>utf-8</c>, <c>latin1</c> or <c>utf-16</c>.</summary>
    public string Encoding { get; init; } = "utf-8";
    public string Separator { get; init; } = ",";

    /// <summary>By kind of row: <c>patients</c>, <c>guarantors</c>, <c>policies</c>, <c>appointments</c>, <c>balances</c>, <c>alerts</c>.</summary>
    public required IReadOnlyDictionary<string, Table> Files { get; init; }

    public sealed record Table
    {
        /// <summary>The file's name in the folder.</summary>
        public required string File { get; init; }
        public required IReadOnlyDictionary<string, Field> Fields { get; init; }
    }

    public sealed record Field
    {
        /// <summary>The heading of the column. Absent for a constant.</summary>
        public string? Column { get; init; }

        /// <summary>The same for every row. Absent for a column.</summary>
        public string? Constant { get; init; }

        /// <summary>Their word to ours. A word that is not listed is refused. Absent: as it stands.</summary>
        public IReadOnlyDictionary<string, string>? Values { get; init; }

        /// <summary>For dates and times: <c>MM/dd/yyyy</c>. Absent: <c>yyyy-MM-dd</c>, <c>HH:mm</c>.</summary>
        public string? Format { get; init; }
    }

    /// <summary>The kinds of rows in the order in which they come in, with their fields; a starred one must be there.</summary>
    public static IReadOnlyList<(string Kind, string[] Fields)> Kinds { get; } =
    [
        ("patients", ["id*", "family*", "given*", "preferred", "birthDate", "sex", "phone", "email", "line1", "city", "state", "zip", "mrn", "language"]),
        ("guarantors", ["id*", "patient*", "name*"]),
        ("policies", ["id*", "patient*", "payer*", "memberId*", "groupNumber", "planName", "relation", "subscriberName",
            "subscriberBirthDate", "validFrom", "validTo", "copay"]),
        ("appointments", ["id*", "patient*", "provider*", "location*", "visitType*", "date*", "time*", "minutes", "note"]),
        ("balances", ["id*", "patient*", "amount*"]),
        ("alerts", ["id*", "patient*", "text*"]),
    ];

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, RespectNullableAnnotations = true,
    };

    /// <exception cref="FormatException">The mapping cannot be followed; the message says what to change.</exception>
    public static ImportMap Parse(string json)
    {
        ImportMap map;
        try
        {
            map = JsonSerializer.Deserialize<ImportMap>(json, s_options) ?? throw new FormatException("The mapping file is empty.");
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"The mapping file is wrong at {wrong.Path ?? "its beginning"}, line {(wrong.LineNumber ?? 0) + 1}.", wrong);
        }
        if (map.Separator.Length != 1)
            throw new FormatException("The separator is one character.");
        foreach (var (kind, table) in map.Files)
        {
            var fields = Kinds.FirstOrDefault(k => k.Kind == kind).Fields
                ?? throw new FormatException($"The mapping names the files \"{kind}\": choose among {string.Join(", ", Kinds.Select(k => k.Kind))}.");
            if (table.Fields.Keys.FirstOrDefault(f => !fields.Any(k => k.TrimEnd('*') == f)) is { } unknown)
                throw new FormatException($"{kind} have no field \"{unknown}\".");
            if (fields.FirstOrDefault(f => f.EndsWith('*') && !table.Fields.ContainsKey(f.TrimEnd('*'))) is { } missing)
                throw new FormatException($"{kind} need the field \"{missing.TrimEnd('*')}\".");
            if (table.Fields.FirstOrDefault(f => f.Value.Column is null == f.Value.Constant is null) is { Key: { } both })
                throw new FormatException($"{kind}.{both} needs either a column or a constant.");
            if (Path.GetFileName(table.File) != table.File)
                throw new FormatException($"{kind}.file is a file of the folder, without a path.");
        }
        return map;
    }
}
