using System.Globalization;
using System.Text.Json;
using Portico.Modules.Coverage.Domain.Benefits;

namespace Portico.Modules.Coverage.ReadEligibility;

/// <summary>Reads the patient as the practice knows them from a JSON file, whatever casing and nesting its writer likes.</summary>
internal static class OursFile
{
    /// <returns>Null when it cannot be read, or has nothing to compare.</returns>
    public static OurPerson? Read(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file), new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return Of(json.RootElement);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or JsonException)
        {
            return null;
        }
    }

    internal static OurPerson? Of(JsonElement root)
    {
        var values = new Dictionary<string, string>();
        Flatten(root, values);
        var person = new OurPerson
        {
            Family = Find("family", "familyname", "lastname", "last", "surname"),
            Given = Find("given", "givenname", "firstname", "first"),
            Middle = Find("middle", "middlename", "middleinitial"),
            Suffix = Find("suffix"),
            BirthDate = Date(Find("birthdate", "dateofbirth", "dob", "born", "birthday")),
            Sex = Find("sex", "gender")?.ToUpperInvariant() is [var first and ('F' or 'M'), ..] ? first.ToString() : null,
            MemberId = Find("memberid", "membernumber", "subscriberid", "id"),
            GroupNumber = Find("groupnumber", "group", "groupid"),
            Line1 = Find("line1", "address1", "street", "addressline1", "line"),
            Line2 = Find("line2", "address2", "addressline2"),
            City = Find("city"),
            State = Find("state"),
            Zip = Find("zip", "zipcode", "postalcode"),
        };
        return person == new OurPerson() ? null : person;

        string? Find(params string[] names) => names.Select(n => values.GetValueOrDefault(n)).FirstOrDefault(v => !string.IsNullOrWhiteSpace(v))?.Trim();
    }

    private static void Flatten(JsonElement element, Dictionary<string, string> values, string name = "")
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    Flatten(property.Value, values, new string([.. property.Name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]));
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Flatten(item, values, name);
                break;
            case JsonValueKind.String or JsonValueKind.Number:
                values.TryAdd(name, element.ToString());
                break;
        }
    }

    private static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyyMMdd", "M/d/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
