using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Interop;
using Portico.Modules.Interop.Domain;
using Portico.Modules.Interop.ImportFhir;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Interop;

public sealed class FhirImportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portico-fhir-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private const string Bundle = """
        {"resourceType":"Bundle","type":"transaction","entry":[
        {"fullUrl":"urn:uuid:p1","resource":{"resourceType":"Patient","id":"p1",
          "extension":[{"url":"http://hl7.org/fhir/us/core/StructureDefinition/us-core-race","extension":[
            {"url":"ombCategory","valueCoding":{"system":"urn:oid:2.16.840.1.113883.6.238","code":"2106-3","display":"White"}}]}],
          "identifier":[{"system":"urn:synthetic","value":"p-1"},{"system":"http://hl7.org/fhir/sid/us-ssn","value":"999-00-0000"}],
          "name":[{"use":"official","family":"Synthetic","given":["Ada","Test"]},{"use":"maiden","family":"Invented","given":["Ada"]}],
          "telecom":[{"system":"phone","value":"212-555-0101"}],"gender":"female","birthDate":"1980-02-03",
          "communication":[{"language":{"coding":[{"system":"urn:ietf:bcp:47","code":"es"}]}}]}},
        {"fullUrl":"urn:uuid:o1","resource":{"resourceType":"Organization","id":"o1","name":"Synthetic Clinic","telecom":[{"system":"phone","value":"2125550100"}]}},
        {"fullUrl":"urn:uuid:d1","resource":{"resourceType":"Practitioner","id":"d1","identifier":[{"system":"http://hl7.org/fhir/sid/us-npi","value":"140"}],"name":[{"family":"Made-up","given":["Del"],"prefix":["Dr."]}]}},
        {"fullUrl":"urn:uuid:e1","resource":{"resourceType":"Encounter","id":"e1","status":"finished","class":{"code":"AMB"},
          "subject":{"reference":"urn:uuid:p1"},"participant":[{"individual":{"reference":"urn:uuid:d1"}}],
          "period":{"start":"2019-05-06T09:30:00-04:00"},"serviceProvider":{"reference":"urn:uuid:o1"}}},
        {"fullUrl":"urn:uuid:e2","resource":{"resourceType":"Encounter","id":"e2","status":"finished","class":{"code":"AMB"},
          "subject":{"reference":"urn:uuid:nobody"},"period":{"start":"2019-05-06T09:30:00-04:00"},"serviceProvider":{"reference":"urn:uuid:o1"}}},
        {"fullUrl":"urn:uuid:c1","resource":{"resourceType":"Claim","id":"c1","status":"active","patient":{"reference":"urn:uuid:p1"},"insurance":[{"sequence":1,"focal":true,"coverage":{"display":"Invented Health"}}]}},
        {"fullUrl":"urn:uuid:c2","resource":{"resourceType":"Claim","id":"c2","status":"active","patient":{"reference":"urn:uuid:p1"},"insurance":[{"sequence":1,"focal":true,"coverage":{"display":"no_insurance"}}]}},
        {"fullUrl":"urn:uuid:x1","resource":{"resourceType":"Observation","id":"x1"}}]}
        """;

    private Task<ImportReport> ImportAsync(TestDesk desk, string? folder = null) =>
        desk.Get<FhirImport>().RunAsync(TestDesk.Practice, folder ?? _folder, "America/New_York", new ImportProgress(TextWriter.Null, false), Ct);

    private static (int Taken, int Here, int Left) Of(ImportReport report, string kind) =>
        report.Kinds.Single(k => k.Kind == kind) is var found ? (found.Taken, found.AlreadyHere, found.LeftOut.Sum(l => l.Count)) : default;

    private static Task<int[]> CountsAsync(TestDesk desk) => desk.ReadAsync<int[]>(async d =>
    [
        await d.Db.Set<PatientRow>().CountAsync(Ct), await d.Db.Set<VisitRow>().CountAsync(Ct), await d.Db.Set<PolicyRow>().CountAsync(Ct),
        await d.Db.Set<LocationRow>().CountAsync(Ct), await d.Db.Set<ProviderRow>().CountAsync(Ct), await d.Db.Set<PayerRow>().CountAsync(Ct),
        await d.Db.Set<ExternalKey>().CountAsync(Ct),
    ]);

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_bundle_comes_in_once_and_a_second_import_changes_nothing(StoreKind kind)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "one.json"), Bundle, Ct);
        await using var desk = await TestDesk.StartAsync(kind);
        var first = await ImportAsync(desk);
        first.BadFiles.ShouldBeEmpty();
        Of(first, "Patient").ShouldBe((1, 0, 0));
        Of(first, "Encounter").ShouldBe((1, 0, 1));
        Of(first, "Claim").ShouldBe((1, 0, 1));
        Of(first, "Observation").ShouldBe((0, 0, 1));
        var counts = await CountsAsync(desk);
        counts.ShouldBe([1, 1, 1, 1, 1, 1, 5]);
        var second = await ImportAsync(desk);
        Of(second, "Patient").ShouldBe((0, 1, 0));
        second.Kinds.Sum(k => k.Taken).ShouldBe(0);
        (await CountsAsync(desk)).ShouldBe(counts);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_bad_file_stops_neither_the_others_nor_itself_half_way(StoreKind kind)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "a-cut.json"), Bundle[..(Bundle.Length * 2 / 3)], Ct);
        await File.WriteAllTextAsync(Path.Combine(_folder, "b-other.json"), """{"resourceType":"Patient","id":"alone"}""", Ct);
        await File.WriteAllTextAsync(Path.Combine(_folder, "c-good.json"), Bundle, Ct);
        await using var desk = await TestDesk.StartAsync(kind);
        var report = await ImportAsync(desk);
        report.BadFiles.Select(b => b.Why).ShouldBe(["It is not JSON to its end.", "It is not a FHIR bundle."]);
        Of(report, "Patient").ShouldBe((1, 0, 0));
        (await CountsAsync(desk))[0].ShouldBe(1);
    }

    [Fact]
    public async Task A_file_is_never_named_by_its_name_because_names_hold_names()
    {
        var file = Path.Combine(_folder, "Ada_Synthetic_fc712d1f-5a2e-4407-9c55-a2a2bad623c2.json");
        await File.WriteAllTextAsync(file, "{", Ct);
        FhirImport.Mark(file, 1).ShouldBe("fc712d1f-5a2e-4407-9c55-a2a2bad623c2");
    }

    [Fact]
    public async Task A_social_security_number_is_not_kept()
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Bundle));
        var person = (await BundleReader.ReadAsync(stream, "America/New_York", Ct)).Request.Patients.ShouldHaveSingleItem();
        person.MoreKeys.ShouldBeEmpty();
        person.FormerFamily.ShouldBe("Invented");
        person.Races.ShouldBe(["2106-3"]);
        person.Language.ShouldBe("es");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_Synthea_people_come_in_with_their_past_visits_and_insurers(StoreKind kind)
    {
        var corpus = Corpus();
        Assert.SkipWhen(corpus is null, "../shared/corpora/fhir/synthea is not beside this repository.");
        await using var desk = await TestDesk.StartAsync(kind);
        var first = await ImportAsync(desk, corpus);
        first.BadFiles.ShouldBeEmpty();
        Of(first, "Patient").ShouldBe((20, 0, 0));
        Of(first, "Encounter").ShouldBe((182, 0, 0));
        var counts = await CountsAsync(desk);
        (await ImportAsync(desk, corpus)).Kinds.Sum(k => k.Taken).ShouldBe(0);
        (await CountsAsync(desk)).ShouldBe(counts);
    }

    private static string? Corpus()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var corpus = Path.Combine(folder.FullName, "shared", "corpora", "fhir", "synthea");
            if (Directory.Exists(corpus))
                return corpus;
        }
        return null;
    }
}
