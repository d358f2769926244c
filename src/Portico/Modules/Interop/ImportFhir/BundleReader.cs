using System.Globalization;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using NodaTime.Text;
using Portico.Modules.Interop.Domain;
using Portico.Modules.Patients.Contracts;
using Bundled = Portico.Modules.Interop.ImportBundle.ImportBundle;

namespace Portico.Modules.Interop.ImportFhir;

/// <summary>Reads one R4 bundle into what the front office keeps. Pure: it touches no database. Thread-safe.</summary>
/// <remarks>
/// Lenient: a resource with an unknown code or a missing element is still read, and what it lacks stays unknown.
/// Only the resource types that are kept are parsed; the others are counted.
/// </remarks>
public static class BundleReader
{
    private const string UsCore = "http://hl7.org/fhir/us/core/StructureDefinition/";
    private const string Npi = "http://hl7.org/fhir/sid/us-npi";
    private const string Ssn = "http://hl7.org/fhir/sid/us-ssn";
    private static readonly FhirJsonDeserializer s_lenient =
        new(new DeserializerSettings().UsingMode(DeserializationMode.Recoverable, null));
    private static readonly string[] s_kept = ["Claim", "Encounter", "ExplanationOfBenefit", "Organization", "Patient", "Practitioner"];

    /// <summary>What was read, and what was not and why.</summary>
    public sealed record Contents(Bundled.Request Request, ImportTally Tally);

    /// <param name="json">UTF-8, one bundle.</param>
    /// <param name="zone">IANA zone of places that come without one.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <exception cref="JsonException">Not JSON to its end.</exception>
    /// <exception cref="FormatException">JSON, but not a bundle. The message is a sentence without PHI.</exception>
    public static async Task<Contents> ReadAsync(Stream json, string zone, CancellationToken ct)
    {
        // The whole file first: a cut tail must show before anything of it is taken.
        using var document = await JsonDocument.ParseAsync(json, cancellationToken: ct);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || Text(root, "resourceType") != "Bundle")
            throw new FormatException("It is not a FHIR bundle.");
        if (!root.TryGetProperty("entry", out var entries) || entries.ValueKind != JsonValueKind.Array)
            throw new FormatException("The bundle has no entries.");
        var tally = new ImportTally();
        List<(string FullUrl, Resource Resource)> resources = [];
        foreach (var entry in entries.EnumerateArray())
            Parse(entry, resources, tally);
        return new(Collect(resources, zone, tally), tally);
    }

    private static void Parse(JsonElement entry, List<(string, Resource)> resources, ImportTally tally)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("resource", out var element)
            || Text(element, "resourceType") is not { Length: > 0 } type)
        {
            tally.LeftOut("Unknown", "The entry holds no resource.", null);
            return;
        }
        var kind = IsName(type) ? type : "Unknown";
        if (!s_kept.Contains(kind))
        {
            tally.LeftOut(kind, "The front office does not keep this type.", null);
            return;
        }
        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(element));
        // False says that something was wrong; with this mode the rest of the resource is still there.
        _ = s_lenient.TryDeserializeResource(ref reader, out var resource, out _);
        if (resource is null)
            tally.LeftOut(kind, "It cannot be read as this type.", Text(element, "id"));
        else
            resources.Add((Text(entry, "fullUrl") ?? "urn:uuid:" + resource.Id, resource));
    }

    private static Bundled.Request Collect(List<(string FullUrl, Resource Resource)> resources, string zone, ImportTally tally)
    {
        Dictionary<string, Bundled.Key> keys = [];
        foreach (var (url, resource) in resources)
        {
            var key = KeyOf(resource);
            keys[url] = key;
            keys[resource.TypeName + "/" + resource.Id] = key;
        }
        List<Bundled.Place> places = [];
        List<Bundled.Practitioner> practitioners = [];
        List<Bundled.Person> people = [];
        List<Bundled.PastVisit> visits = [];
        List<Bundled.Insurance> insurances = [];
        HashSet<(string, Bundled.Key)> seen = [];
        foreach (var (_, resource) in resources)
        {
            var key = KeyOf(resource);
            if (!seen.Add((resource.TypeName, key)))
            {
                tally.LeftOut(resource.TypeName, "The file holds it twice.", resource.Id);
                continue;
            }
            switch (resource)
            {
                case Organization { Name: { Length: > 0 } name } organization:
                    places.Add(new(key, Clean(name), organization.Telecom.FirstOrDefault(IsPhone)?.Value,
                        organization.Address.FirstOrDefault()?.PostalCode,
                        organization.Type.SelectMany(t => t.Coding).Any(c => c.Code is "pay" or "ins")));
                    break;
                case Organization:
                    tally.LeftOut("Organization", "It has no name.", resource.Id);
                    break;
                case Practitioner practitioner:
                    practitioners.Add(new(key, Display(practitioner.Name.FirstOrDefault()),
                        practitioner.Identifier.FirstOrDefault(i => i.System == Npi)?.Value is { } npi && IsNpi(npi) ? npi : null));
                    break;
                case Patient patient:
                    people.Add(Person(patient, key));
                    break;
                case Encounter encounter:
                    if (Visit(encounter, key, keys) is { } visit)
                        visits.Add(visit);
                    else
                        tally.LeftOut("Encounter", "It is not finished, or says no start or no patient.", resource.Id);
                    break;
                case Claim claim:
                    AddInsurances(insurances, claim, claim.Patient, claim.Insurance.Select(i => i.Coverage), keys, tally);
                    break;
                case ExplanationOfBenefit benefit:
                    AddInsurances(insurances, benefit, benefit.Patient, benefit.Insurance.Select(i => i.Coverage), keys, tally);
                    break;
            }
        }
        return new(zone, places, practitioners, people, visits, insurances);
    }

    private static Bundled.Person Person(Patient patient, Bundled.Key key)
    {
        var name = patient.Name.FirstOrDefault(n => n.Use == HumanName.NameUse.Official) ?? patient.Name.FirstOrDefault();
        var home = patient.Address.FirstOrDefault();
        var deceased = patient.Deceased as FhirDateTime;
        return new Bundled.Person
        {
            Key = key,
            MoreKeys = [.. patient.Identifier.Where(IsWorthKeeping).Select(i => new Bundled.Key(Clean(i.System), Clean(i.Value)))
                .Where(k => k != key).Distinct()],
            Family = Clean(name?.Family), Given = Clean(string.Join(' ', name?.Given ?? [])),
            FormerFamily = patient.Name.FirstOrDefault(n => n.Use is HumanName.NameUse.Maiden or HumanName.NameUse.Old)?.Family is
                { Length: > 0 } former ? Clean(former) : null,
            BirthDate = Day(patient.BirthDate),
            Sex = patient.Gender switch
            {
                AdministrativeGender.Female => Sex.Female,
                AdministrativeGender.Male => Sex.Male,
                AdministrativeGender.Other => Sex.Other,
                _ => Sex.Unknown,
            },
            Phone = Phone(patient.Telecom.FirstOrDefault(IsPhone)?.Value),
            Email = patient.Telecom.FirstOrDefault(t => t.System == ContactPoint.ContactPointSystem.Email)?.Value,
            Line1 = home?.Line.FirstOrDefault(), City = home?.City, State = UsStates.Code(home?.State), Zip = home?.PostalCode,
            Races = Categories(patient, "us-core-race"),
            Ethnicity = Categories(patient, "us-core-ethnicity") is [var ethnicity, ..] ? ethnicity : null,
            Language = patient.Communication.Select(c => c.Language?.Coding.FirstOrDefault()?.Code).FirstOrDefault(c => c is { Length: > 0 }),
            IsDeceased = deceased is not null || patient.Deceased is FhirBoolean { Value: true },
            DeceasedOn = Day(deceased?.Value is { Length: >= 10 } at ? at[..10] : null),
        };
    }

    private static Bundled.PastVisit? Visit(Encounter encounter, Bundled.Key key, Dictionary<string, Bundled.Key> keys)
    {
        if (encounter.Status != Encounter.EncounterStatus.Finished || Moment(encounter.Period?.Start) is not { } start
            || Resolve(encounter.Subject, keys) is not { } patient)
            return null;
        return new(key, patient, Resolve(encounter.ServiceProvider, keys),
            encounter.Participant.Select(p => Resolve(p.Individual, keys)).FirstOrDefault(p => p is not null), start);
    }

    private static void AddInsurances(List<Bundled.Insurance> insurances, Resource from, ResourceReference? patient,
        IEnumerable<ResourceReference?> coverages, Dictionary<string, Bundled.Key> keys, ImportTally tally)
    {
        if (Resolve(patient, keys) is not { } whose)
        {
            tally.LeftOut(from.TypeName, "It names no patient of this file.", from.Id);
            return;
        }
        var payer = coverages.Select(c => c?.Display ?? Payor(from, c)).Select(Clean).FirstOrDefault(d => d.Length > 0);
        if (payer is null or "no_insurance" or "NO_INSURANCE")
            tally.LeftOut(from.TypeName, "It names no insurer.", from.Id);
        else
            insurances.Add(new(from.TypeName, from.Id ?? "", whose, PayerName(payer)));
    }

    // An explanation of benefit often carries its coverage inside itself, and only there the payer's name.
    private static string? Payor(Resource from, ResourceReference? coverage) =>
        (from as DomainResource)?.Contained.OfType<Hl7.Fhir.Model.Coverage>()
            .FirstOrDefault(c => "#" + c.Id == coverage?.Reference)?.Payor.FirstOrDefault()?.Display;

    private static string PayerName(string said) => said switch
    {
        "private" => "Private insurance (insurer not named)",
        "medicaid" => "Medicaid",
        "medicare" => "Medicare",
        _ => said,
    };

    private static Bundled.Key KeyOf(Resource resource)
    {
        var identifier = resource switch
        {
            Patient patient => patient.Identifier.FirstOrDefault(IsWorthKeeping),
            Practitioner practitioner => practitioner.Identifier.FirstOrDefault(IsWorthKeeping),
            Organization organization => organization.Identifier.FirstOrDefault(IsWorthKeeping),
            Encounter encounter => encounter.Identifier.FirstOrDefault(IsWorthKeeping),
            _ => null,
        };
        return identifier is null
            ? new("urn:uuid", resource.Id ?? "")
            : new(Clean(identifier.System), Clean(identifier.Value));
    }

    // Nobody at a desk needs a social security number to find a person, and what is not kept cannot leak.
    private static bool IsWorthKeeping(Identifier identifier) =>
        identifier is { System.Length: > 0, Value.Length: > 0 } && identifier.System != Ssn;

    private static Bundled.Key? Resolve(ResourceReference? reference, Dictionary<string, Bundled.Key> keys)
    {
        if (reference?.Reference is not { Length: > 0 } target)
            return null;
        if (keys.TryGetValue(target, out var key))
            return key;
        // A conditional reference: Organization?identifier=SYSTEM|VALUE.
        var at = target.IndexOf("?identifier=", StringComparison.Ordinal);
        var parts = at < 0 ? [] : Uri.UnescapeDataString(target[(at + 12)..]).Split('|', 2);
        return parts.Length == 2 ? new(parts[0], parts[1]) : null;
    }

    private static IReadOnlyList<string> Categories(Patient patient, string extension) =>
        [.. patient.Extension.Where(e => e.Url == UsCore + extension).SelectMany(e => e.Extension)
            .Where(e => e.Url == "ombCategory").Select(e => (e.Value as Coding)?.Code).OfType<string>().Distinct()];

    private static string Display(HumanName? name) => name is null
        ? "Unnamed"
        : Clean(string.Join(' ', name.Prefix.Take(1).Concat(name.Given.Take(1)).Append(name.Family)));

    private static bool IsPhone(ContactPoint contact) => contact.System == ContactPoint.ContactPointSystem.Phone;

    /// <returns>E.164; null when it is no North American number of ten digits.</returns>
    private static string? Phone(string? said)
    {
        var digits = string.Concat((said ?? "").Where(char.IsAsciiDigit));
        if (digits.Length == 11 && digits[0] == '1')
            digits = digits[1..];
        return digits.Length == 10 ? "+1" + digits : null;
    }

    private static DateOnly? Day(string? said) =>
        DateOnly.TryParseExact(said, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static NodaTime.Instant? Moment(string? said) =>
        OffsetDateTimePattern.Rfc3339.Parse(said ?? "") is { Success: true } parsed ? parsed.Value.ToInstant() : null;

    /// <summary>Ten digits whose last is the Luhn check digit over 80840 and the first nine.</summary>
    internal static bool IsNpi(string said)
    {
        if (said.Length != 10 || !said.All(char.IsAsciiDigit))
            return false;
        var sum = 24;
        for (var i = 0; i < 10; i++)
        {
            var digit = said[i] - '0';
            if (i % 2 == 0)
                digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }

    // PostgreSQL refuses NUL in text.
    private static string Clean(string? said) => (said ?? "").Replace("\0", "", StringComparison.Ordinal).Trim();

    private static bool IsName(string type) => type.Length <= 40 && type.All(char.IsAsciiLetter);

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
