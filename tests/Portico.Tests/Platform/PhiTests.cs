using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Portico.BrowserTests.Kit;
using Portico.Modules.Arrivals;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Interop;
using Portico.Modules.Interop.ImportCsv;
using Portico.Modules.Interop.ImportFhir;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.TakePayment;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Tests.Kit;

namespace Portico.Tests.Platform;

/// <summary>A visit of a person whose every word is known, through the running program's JSON door, with everything that can go wrong.</summary>
public sealed class PhiTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly string s_born = Canary.Born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Theory, ClassData(typeof(BothStores))]
    public async Task No_line_address_trace_or_file_name_names_a_patient_whatever_fails(StoreKind kind)
    {
        using var watch = new PhiWatch();
        var mishap = new Mishap();
        await using var desk = await LiveDesk.StartAsync(kind, adjust: builder =>
        {
            watch.Join(builder);
            mishap.Join(builder);
        });
        using var frida = await ApiClient.OpenAsync(desk, "frida");
        await LiveAsync(desk, frida);
        await FailAsync(desk, frida, mishap);
        await ImportAsync(desk, watch);
        watch.HearNames(desk.Data);
        // The outbox and the sealer have their say too.
        await Task.Delay(1500, Ct);

        watch.All.Count(h => h.Where.StartsWith("log ", StringComparison.Ordinal)).ShouldBeGreaterThan(500);
        watch.All.ShouldContain(h => h.Where == "activity Portico.Desk" && h.Text.Contains("book-appointment", StringComparison.Ordinal));
        watch.All.ShouldContain(h => h.Where == "metric Portico.Desk");
        watch.All.ShouldContain(h => h.Where == "console" && h.Text.Contains("InvalidOperationException", StringComparison.Ordinal));
        watch.Leaks().ShouldBeEmpty();
    }

    /// <summary>From the registration to the copay by card.</summary>
    private static async Task LiveAsync(LiveDesk desk, ApiClient api)
    {
        var practice = desk.Practice;
        var today = desk.Get<PracticeClock>().Today(TinyPractice.Zone);
        var patient = (await TakenAsync(api, "register-patient", new RegisterPatient.Request
        {
            Family = Canary.Family, Given = Canary.Given, BirthDate = Canary.Born, Phone = Canary.PhoneTyped, PayerName = Canary.Payer, SureItIsNew = true,
        }, "registered")).Id("patient");
        foreach (var typed in new[] { "winterq mari", Canary.BornTyped, "0187", Canary.PhoneTyped, "wintrequill" })
            (await api.PostAsync("search-patients", new SearchPatients.Request(typed))).Status.ShouldBe(HttpStatusCode.OK);
        var licence = new SyntheticLicence { Family = Canary.Family, Given = Canary.Given, Born = Canary.Born, Street = Canary.Street, City = Canary.City };
        foreach (var read in new ReadLicence.Request[] { new(licence.ToString(), null), new(null, licence.Photograph()) })
            (await api.PostAsync("read-licence", read)).Kind.ShouldBe("read");
        var chart = (await desk.Get<ShowPatient>().RunAsync(new(new(patient)), Call.ByProgram(TestDesk.Practice), Ct)).Chart.ShouldNotBeNull();
        await TakenAsync(api, "complete-registration", new CompleteRegistration.Request
        {
            Patient = new(patient), Version = chart.Version, Family = Canary.Family, Given = Canary.Given, BirthDate = Canary.Born, Sex = Sex.Female,
            Address = new(Canary.Street, null, Canary.City, "NY", "13850"), Phones = [new(Canary.PhoneTyped, PhoneUse.Mobile, true, false)],
            Answers = [.. Enum.GetValues<Question>().Select(q => q == Question.Email
                ? new CompleteRegistration.Answered(q, AnswerState.Given, Canary.Email) : new(q, AnswerState.Declined, null))],
        }, "saved");
        var appointment = (await TakenAsync(api, "book-appointment", new BookAppointment.Request(new(patient), practice.FollowUp, practice.ProviderId,
            practice.Location, today, new(23, 30), Canary.Note), "booked")).Id("appointment");
        var visit = (await TakenAsync(api, "arrive-patient",
            new ArrivePatient.Request(new(appointment), new([Identifier.Name, Identifier.BirthDate])), "arrived")).Id("visit");
        var policy = (await TakenAsync(api, "add-policy", new AddPolicy.Request(new(patient), await PayerAsync(desk), Canary.MemberId, null, Canary.Payer,
            SubscriberRelation.Other, Canary.Banner, Canary.Born, null, null, Money.FromDollars(25)), "added")).Id("policy");
        await TakenAsync(api, "keep-card-picture", new KeepCardPicture.Request(new(policy), CardSide.Front, Png), "kept");
        await TakenAsync(api, "check-in-patient", new CheckInPatient.Request(new(visit), new(true, true, true, true)), "checked-in");
        await TakenAsync(api, "take-payment", new TakePayment.Request(practice.Location, TenderKind.Card, Money.FromDollars(25), null, Canary.Last4,
            Canary.Reference, [new(PaymentPurpose.Copay, new(visit), null, Money.FromDollars(25))]), "taken");
    }

    private static async Task FailAsync(LiveDesk desk, ApiClient api, Mishap mishap)
    {
        var again = $$"""{"family":"{{Canary.Family}}","given":"{{Canary.Given}}","birthDate":"{{s_born}}"}""";
        (await api.PostTextAsync("register-patient", again, "1")).Kind.ShouldBe("patients.likely-the-same");
        (await api.PostTextAsync("register-patient", again.Replace(s_born, "2999-11-17", StringComparison.Ordinal), "1")).Kind.ShouldBe("call.key-reused");
        (await api.PostTextAsync("register-patient", $$"""{"family":"{{Canary.Family + new string('x', 100)}}","given":"{{Canary.Given}}"}""", "2")).Kind
            .ShouldBe("call.bad-shape");
        foreach (var (n, bad) in new[]
        {
            $$"""{"family":"{{Canary.Family}}" """, $$"""{"{{Canary.Family}}":1}""", $$"""{"family":"a","given":"b","birthDate":"{{Canary.BornTyped}}"}""",
            $$"""{"family":{"{{Canary.Family}}":"{{Canary.Given}}"},"given":"a"}""", $$"""["{{Canary.Email}}"]""", Canary.Note,
        }.Index())
            (await api.PostTextAsync("register-patient", bad, $"bad {n}")).Kind.ShouldBe("call.bad-json");
        // What only the inner parts of a request get wrong, and a card's number among the words.
        var registration = new CompleteRegistration.Request
        {
            Patient = desk.Practice.Known, Version = 1, Family = Canary.Family, Given = Canary.Given, BirthDate = Canary.Born, Answers = [],
        };
        foreach (var wrong in new[]
        {
            registration with { Answers = [new(Question.Email, AnswerState.Given, Canary.Email + new string('x', 300))] },
            registration with { Address = new(Canary.Street + new string('x', 300), null, Canary.City, "NY", "13850") },
            registration with { Preferred = Canary.Given + " 4111 1111 1111 1111" },
        })
            (await api.PostAsync("complete-registration", wrong)).Kind.ShouldBe("call.bad-shape");
        foreach (var unreadable in new ReadLicence.Request[] { new($"{Canary.Family} {Canary.Given} {Canary.Street}", null), new(null, [.. new SyntheticLicence { Family = Canary.Family }.Photograph().Take(900)]) })
            (await api.PostAsync("read-licence", unreadable)).Kind.ShouldBe("patients.licence-unreadable");
        using (var admin = await ApiClient.OpenAsync(desk, "adam"))
            (await admin.PostTextAsync("register-patient", again, "3")).Status.ShouldBe(HttpStatusCode.Forbidden);

        foreach (var happens in Enum.GetValues<Mishap.What>().Where(w => w != Mishap.What.Nothing))
        {
            mishap.Next = happens;
            var show = $$"""{"patient":"{{desk.Practice.Known.Value}}","version":1,"family":"{{Canary.Family}}","given":"{{Canary.Given}}","answers":[]}""";
            var failed = await api.PostTextAsync("complete-registration", show, happens.ToString());
            failed.Status.ShouldBe(HttpStatusCode.InternalServerError, happens.ToString());
            Canary.In(failed.Text).ShouldBeEmpty();
            mishap.Next = Mishap.What.Nothing;
        }
    }

    private static async Task ImportAsync(LiveDesk desk, PhiWatch watch)
    {
        var folder = Directory.CreateTempSubdirectory("portico-test-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, $"{Canary.Family}_{Canary.Given}.json"),
            $$"""{"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Patient","name":[{"family":"{{Canary.Family}}" """, Ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "b.json"), $$"""
            {"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:p1","resource":{"resourceType":"Patient","id":"p1",
            "name":[{"family":"{{Canary.Family}}","given":["{{Canary.Given}}"]}],"birthDate":"{{Canary.BornTyped}}","gender":"{{Canary.Note}}"} }]}
            """, Ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "patients.csv"),
            $"NO,LAST,FIRST,DOB\n1,{Canary.Family},{Canary.Given},not {Canary.BornTyped}\n2,\"{Canary.Family},{Canary.Given}\n", Ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "map.json"), """
            {"system":"urn:synthetic","encoding":"utf-8","separator":",","files":{"patients":{"file":"patients.csv","fields":{"id":{"column":"NO"},
            "family":{"column":"LAST"},"given":{"column":"FIRST"},"birthDate":{"column":"DOB","format":"MM/dd/yyyy"}}}}}
            """, Ct);
        using var progress = new StringWriter();
        using var said = new StringWriter();
        var quiet = new ImportProgress(progress, false);
        foreach (var report in new[]
        {
            await desk.Get<FhirImport>().RunAsync(TestDesk.Practice, folder, TinyPractice.Zone, quiet, Ct),
            await desk.Get<CsvImport>().RunAsync(TestDesk.Practice, folder, Path.Combine(folder, "map.json"), false, quiet, Ct),
        })
        {
            (report.BadFiles.Count + report.Kinds.Sum(k => k.LeftOut.Sum(l => l.Count))).ShouldBeGreaterThan(0);
            report.Say(said);
            var path = await report.KeepAsync(Path.Combine(desk.Data, "imports"), Ct);
            watch.Hear("import report", await File.ReadAllTextAsync(path, Ct));
        }
        watch.Hear("import", said.ToString());
        watch.Hear("import progress", progress.ToString());
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<ApiClient.Answer> TakenAsync<T>(ApiClient api, string operation, T request, string kind) where T : class
    {
        var answer = await api.PostAsync(operation, request);
        answer.Status.ShouldBe(HttpStatusCode.OK, operation + " " + answer.Text);
        answer.Kind.ShouldBe(kind, operation);
        return answer;
    }

    private static async Task<PayerId> PayerAsync(LiveDesk desk)
    {
        await using var transaction = await desk.Get<DeskStore>().ReadAsync(TestDesk.Practice, Ct);
        return (await transaction.Db.Set<PayerRow>().FirstAsync(Ct)).Id;
    }

    private static byte[] Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[100]];

    [Fact]
    public void The_watch_hears_a_leak_wherever_it_happens()
    {
        using var watch = new PhiWatch();
        var builder = WebApplication.CreateBuilder();
        watch.Join(builder);
        var leak = builder.Build();
        var log = leak.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Portico.Leaking");
        using var source = new ActivitySource("Portico.Leaking");
        using var meter = new System.Diagnostics.Metrics.Meter("Portico.Leaking");
        var folder = Directory.CreateTempSubdirectory("portico-test-").FullName;

        void Hears(string what, Action leaks)
        {
            watch.Leaks().ShouldBeEmpty();
            leaks();
            var heard = watch.Leaks();
            heard.ShouldNotBeEmpty(what);
            heard.ShouldAllBe(h => h.Contains(what, StringComparison.Ordinal));
            watch.Forget();
        }

#pragma warning disable CA1848, CA2254, CA1727 // This log is wrong on purpose.
        Hears("family name", () => log.LogTrace("saved {name}", Canary.Banner));
        Hears("birth date", () => log.LogDebug("born {born}", Canary.Born));
        Hears("birth date", () => log.LogDebug("born 17-Nov-1931"));
        Hears("phone", () => log.LogInformation("called +16075550187"));
        Hears("given name", () =>
        {
            using (log.BeginScope(new Dictionary<string, object> { ["who"] = Canary.Given }))
                log.LogInformation("scoped");
        });
        Hears("email", () => log.LogWarning("wrote to {email}", Canary.Email));
        log.LogWarning("wrote to {email}", Canary.Email);
        watch.Leaks().ShouldContain(l => l.StartsWith("console:", StringComparison.Ordinal));
        watch.Forget();
#pragma warning restore CA1848, CA2254, CA1727
        Hears("city", () => watch.Hear("address", "GET /patients?q=Wimborne%76ille"));
        Hears("card's last 4", () => source.StartActivity("pay")?.AddTag("last4", Canary.Last4).Stop());
        Hears("member id", () => meter.CreateCounter<long>("leaks").Add(1, new KeyValuePair<string, object?>("member", Canary.MemberId)));
        Hears("street", () =>
        {
            try
            {
                throw new InvalidOperationException("no such street: " + Canary.Street);
            }
            catch (InvalidOperationException)
            {
                // It was thrown: that is enough.
            }
        });
        Hears("note", () =>
        {
            File.WriteAllText(Path.Combine(folder, Canary.Note + ".txt"), "");
            watch.HearNames(folder);
        });
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Makes the next opened chart fail, with the patient in the text of the failure.</summary>
    private sealed class Mishap : IChartGuard
    {
        public enum What { Nothing, Thrown, KeyTaken, ForeignKey, NotNull }

        private IChartGuard? _inner;

        public What Next { get; set; }

        public void Join(WebApplicationBuilder builder)
        {
            var known = builder.Services.Last(s => s.ServiceType == typeof(IChartGuard));
            builder.Services.Replace(ServiceDescriptor.Singleton<IChartGuard>(services =>
            {
                _inner = known.ImplementationFactory?.Invoke(services) as IChartGuard ?? known.ImplementationInstance as IChartGuard
                    ?? (IChartGuard)ActivatorUtilities.CreateInstance(services, known.ImplementationType ?? typeof(ChartGuard));
                return this;
            }));
        }

        public void Ask(DeskBatch batch, Desk desk, Guid patient, Action opened)
        {
            var practice = desk.Call.Practice;
            switch (Next)
            {
                case What.Thrown:
                    throw new InvalidOperationException($"{Canary.Thrown}: {Canary.Banner} {Canary.Email}",
                        new FormatException(Canary.Thrown + Canary.Note));
                case What.KeyTaken:
                    for (var n = 0; n < 2; n++)
                        batch.Write("INSERT INTO lease (practice_id, chore, holder, until) VALUES ($1, $2, $3, $4)",
                            practice, Canary.Family, Canary.Given, desk.Now);
                    opened();
                    break;
                case What.ForeignKey:
                    batch.Write("UPDATE patient SET practice_id = 77, family = $1 WHERE family = 'Testpatient'", Canary.Family);
                    opened();
                    break;
                case What.NotNull:
                    batch.Write("UPDATE patient SET mrn = NULL, family = $1 WHERE family = 'Testpatient'", Canary.Family);
                    opened();
                    break;
                default:
                    (_inner ?? throw new UnreachableException()).Ask(batch, desk, patient, opened);
                    break;
            }
        }
    }
}
