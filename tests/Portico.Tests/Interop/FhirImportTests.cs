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

    internal const string Bundle = """
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
        {"fullUrl":"urn:uuid:d2","resource":{"resourceType":"Practitioner","id":"d2","identifier":[{"system":"http://hl7.org/fhir/sid/us-npi","value":"1234567893"}],"name":[{"family":"Nobody","given":["Nell"]}]}},
        {"fullUrl":"urn:uuid:o2","resource":{"resourceType":"Organization","id":"o2","name":"Synthetic Insurer","type":[{"coding":[{"code":"ins"}]}]}},
        {"fullUrl":"urn:uuid:e1","resource":{"resourceType":"Encounter","id":"e1","status":"finished","class":{"code":"AMB"},
          "subject":{"reference":"urn:uuid:p1"},"participant":[{"individual":{"reference":"urn:uuid:d1"}}],
          "period":{"start":"2019-05-06T09:30:00-04:00"},"serviceProvider":{"reference":"urn:uuid:o1"}}},
        {"fullUrl":"urn:uuid:e2","resource":{"resourceType":"Encounter","id":"e2","status":"finished","class":{"code":"AMB"},
          "subject":{"reference":"urn:uuid:nobody"},"period":{"start":"2019-05-06T09:30:00-04:00"},"serviceProvider":{"reference":"urn:uuid:o1"}}},
        {"fullUrl":"urn:uuid:c1","resource":{"resourceType":"Claim","id":"c1","status":"active","patient":{"reference":"urn:uuid:p1"},"insurance":[{"sequence":1,"focal":true,"coverage":{"display":"Invented Health"}}]}},
        {"fullUrl":"urn:uuid:c2","resource":{"resourceType":"Claim","id":"c2","status":"active","patient":{"reference":"urn:uuid:p1"},"insurance":[{"sequence":1,"focal":true,"coverage":{"display":"no_insurance"}}]}},
        {"fullUrl":"urn:uuid:b1","resource":{"resourceType":"ExplanationOfBenefit","id":"b1","status":"active","patient":{"reference":"urn:uuid:p1"},
          "contained":[{"resourceType":"Coverage","id":"cov","status":"active","payor":[{"display":"Contained Mutual"}]}],
          "insurance":[{"focal":true,"coverage":{"reference":"#cov"}}]}},
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
        Of(first, "ExplanationOfBenefit").ShouldBe((1, 0, 0));
        Of(first, "Organization").ShouldBe((2, 0, 0));
        Of(first, "Practitioner").ShouldBe((2, 0, 0));
        Of(first, "Observation").ShouldBe((0, 0, 1));
        var counts = await CountsAsync(desk);
        counts.ShouldBe([1, 1, 2, 1, 2, 3, 9]);
        var second = await ImportAsync(desk);
        Of(second, "Patient").ShouldBe((0, 1, 0));
        second.Kinds.Sum(k => k.Taken).ShouldBe(0);
        (await CountsAsync(desk)).ShouldBe(counts);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_a_bundle_names_becomes_a_place_people_to_be_seen_by_insurers_and_policies(StoreKind kind)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "one.json"), Bundle, Ct);
        await using var desk = await TestDesk.StartAsync(kind);
        await ImportAsync(desk);
        var place = await desk.ReadAsync(d => d.Db.Set<LocationRow>().SingleAsync(Ct));
        (place.Name, place.Zone, place.Phone, place.IsActive).ShouldBe(("Synthetic Clinic", "America/New_York", "2125550100", false));
        var providers = await desk.ReadAsync(d => d.Db.Set<ProviderRow>().OrderBy(p => p.DisplayName).ToListAsync(Ct));
        providers.Select(p => (p.DisplayName, p.Npi, p.IsActive)).ShouldBe([("Dr. Del Made-up", null, false), ("Nell Nobody", "1234567893", false)]);
        var payers = await desk.ReadAsync(d => d.Db.Set<PayerRow>().ToDictionaryAsync(p => p.Id, p => p.Name, Ct));
        payers.Values.Order(StringComparer.Ordinal).ShouldBe(["Contained Mutual", "Invented Health", "Synthetic Insurer"]);

        var patient = await desk.ReadAsync(d => d.Db.Set<PatientRow>().SingleAsync(Ct));
        (patient.Family, patient.Given, patient.BirthDate, patient.Sex, patient.Phone)
            .ShouldBe(("Synthetic", "Ada Test", new DateOnly(1980, 2, 3), Sex.Female, "+12125550101"));
        var policies = await desk.ReadAsync(d => d.Db.Set<PolicyRow>().ToListAsync(Ct));
        policies.Select(p => (p.PatientId, payers[p.PayerId], p.MemberId)).OrderBy(p => p.Item2, StringComparer.Ordinal)
            .ShouldBe([(patient.Id, "Contained Mutual", "unknown"), (patient.Id, "Invented Health", "unknown")]);
        var visit = await desk.ReadAsync(d => d.Db.Set<VisitRow>().SingleAsync(Ct));
        (visit.PatientId, visit.LocationId, visit.ProviderId, visit.Date, visit.State)
            .ShouldBe((patient.Id, place.Id, providers[0].Id, new DateOnly(2019, 5, 6), VisitState.CheckedOut));
        visit.Since.ShouldBe(NodaTime.Instant.FromUtc(2019, 5, 6, 13, 30));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_file_whose_last_visit_cannot_be_stored_leaves_nothing_of_itself_and_the_next_one_comes_in(StoreKind kind)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.json"), Bundle.Replace("e1", "e-refused", StringComparison.Ordinal), Ct);
        await using var desk = await TestDesk.StartAsync(kind);
        await RefuseAsync(desk, "e-refused");
        var report = await ImportAsync(desk);
        report.BadFiles.ShouldHaveSingleItem().Why.ShouldBe("It could not be stored (DbUpdateException).");
        report.Kinds.Sum(k => k.Taken).ShouldBe(0);
        (await CountsAsync(desk)).ShouldBe([0, 0, 0, 0, 0, 0, 0]);
        await File.WriteAllTextAsync(Path.Combine(_folder, "b.json"), Bundle, Ct);
        Of(await ImportAsync(desk), "Encounter").ShouldBe((1, 0, 1));
        (await CountsAsync(desk)).ShouldBe([1, 1, 2, 1, 2, 3, 9]);
    }

    /// <summary>The database itself refuses one row, after all that stands before it in the file was written.</summary>
    private static async Task RefuseAsync(TestDesk desk, string value)
    {
        await using var store = new DeskStore(desk.Settings.OwnerAddress);
        await using var db = store.Open();
        await db.Database.ExecuteSqlRawAsync(store.Address.Kind == StoreKind.Postgres
            ? $"ALTER TABLE external_key ADD CONSTRAINT refused CHECK (value <> '{value}')"
            : $"CREATE TRIGGER refused BEFORE INSERT ON external_key WHEN NEW.value = '{value}' BEGIN SELECT RAISE(ABORT, 'refused'); END", Ct);
    }

    [Fact]
    public async Task A_terminal_shows_a_bar_and_a_log_one_line_in_ten_per_cent()
    {
        foreach (var name in new[] { "a.json", "b.json", "c.json" })
            await File.WriteAllTextAsync(Path.Combine(_folder, name), "{", Ct);
        await using var desk = await TestDesk.StartAsync(StoreKind.Sqlite);
        await using StringWriter terminal = new() { NewLine = "\n" }, file = new() { NewLine = "\n" };
        await desk.Get<FhirImport>().RunAsync(TestDesk.Practice, _folder, "America/New_York", new ImportProgress(terminal, isTerminal: true), Ct);
        terminal.ToString().ShouldBe("\r[#########.....................]  33 %  1 of 3\r[###################...........]  66 %  2 of 3"
            + "\r[##############################] 100 %  3 of 3\n");
        ImportProgress log = new(file, isTerminal: false);
        for (var done = 1; done <= 1000; done++)
            log.At(done, 1000);
        file.ToString().ShouldBe("1 of 1000\n" + string.Concat(Enumerable.Range(1, 10).Select(n => $"{n}00 of 1000\n")));
    }

    [Fact]
    public async Task The_report_says_a_kind_a_line_and_beneath_it_what_was_left_out_which_and_why()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "Ada_Synthetic_fc712d1f-5a2e-4407-9c55-a2a2bad623c2.json"), Bundle, Ct);
        await File.WriteAllTextAsync(Path.Combine(_folder, "cut.json"), "{", Ct);
        await using var desk = await TestDesk.StartAsync(StoreKind.Sqlite);
        var report = await ImportAsync(desk);
        await using StringWriter said = new() { NewLine = "\n" };
        report.Say(said);
        said.ToString().ShouldBe("""
                                     taken  changed    here  left out
            Claim                        1        0       0         1
              1 left out: It names no insurer. (c2)
            Encounter                    1        0       0         1
              1 left out: It is not finished, or says no start or no patient. (e2)
            ExplanationOfBenefit         1        0       0         0
            Observation                  0        0       0         1
              1 left out: The front office does not keep this type.
            Organization                 2        0       0         0
            Patient                      1        0       0         0
            Practitioner                 2        0       0         0
            File number 2, SHA-256 021fb596db81 was left out whole: It is not JSON to its end.

            """.ReplaceLineEndings("\n"));
        var kept = await File.ReadAllTextAsync(await report.KeepAsync(Path.Combine(desk.Settings.Data, "imports"), Ct), Ct);
        kept.ShouldContain("It names no insurer.");
        kept.ShouldNotContain("Ada");
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
        var corpus = Corpora.Folder("fhir/synthea");
        Assert.SkipWhen(corpus is null, "../shared/corpora/fhir/synthea is not beside this repository.");
        await using var desk = await TestDesk.StartAsync(kind);
        var first = await ImportAsync(desk, corpus);
        first.BadFiles.ShouldBeEmpty();
        Of(first, "Patient").ShouldBe((20, 0, 0));
        Of(first, "Encounter").ShouldBe((182, 0, 0));
        var counts = await CountsAsync(desk);
        counts[..6].ShouldBe([20, 182, 20, 102, 21, 2]);
        (await desk.ReadAsync(d => d.Db.Set<PayerRow>().Select(p => p.Name).Order().ToListAsync(Ct)))
            .ShouldBe(["Medicaid", "Private insurance (insurer not named)"]);
        // Four encounters of the source name nobody who saw the patient.
        (await desk.ReadAsync(d => d.Db.Set<VisitRow>().CountAsync(v => v.ProviderId == null, Ct))).ShouldBe(4);
        (await ImportAsync(desk, corpus)).Kinds.Sum(k => k.Taken).ShouldBe(0);
        (await CountsAsync(desk)).ShouldBe(counts);
    }
}
