using NodaTime;
using Portico.Modules.Practice.AddParticipation;
using Portico.Modules.Practice.AddResource;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.DescribeProvider;
using Portico.Modules.Practice.SetInstructions;
using Portico.Modules.Practice.SetVisitPlan;
using Portico.Modules.Practice.SetVisitRules;
using Portico.Modules.Scheduling.AddHoliday;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.SetTemplate;

namespace Portico.DemoData;

/// <summary>What booking asks in the demo: languages and licences, networks, who may have which visit and what it takes, a session with
/// caps and a kept slot, a holiday. Made by the acts of the people who would make it.</summary>
internal sealed class DemoRules(DescribeProvider describe, AddParticipation join, AddResource addResource, SetVisitRules rule, SetVisitPlan plan,
    SetInstructions write, SetTemplate setTemplate, AddHoliday addHoliday)
{
    // Made up: no tax id begins with 00.
    private const string Tin = "001000001";

    // By their place in the list of doctors.
    private static readonly IReadOnlyList<(ProviderSex Sex, string[] Languages)> s_people =
    [
        (ProviderSex.Female, ["en", "es"]), (ProviderSex.Male, ["en", "sv"]), (ProviderSex.Female, ["en", "hi"]), (ProviderSex.Female, ["en", "es"]),
        (ProviderSex.Male, ["en", "ar", "fr"]), (ProviderSex.Female, ["en", "ja"]), (ProviderSex.Male, ["en"]), (ProviderSex.Male, ["en"]),
        (ProviderSex.Female, ["en", "es"]), (ProviderSex.Male, ["en", "fr"]), (ProviderSex.Female, ["en", "ru"]), (ProviderSex.Female, ["en", "ko"]),
    ];

    /// <param name="acts">Of the transaction that makes the demo.</param>
    /// <param name="today">At the first site.</param>
    /// <param name="now">When it is made.</param>
    /// <param name="ct">Stops before the next act.</param>
    public async Task SetAsync(DemoActs acts, DateOnly today, Instant now, CancellationToken ct)
    {
        var boss = DemoHouse.Of("alex");
        foreach (var (doctor, i) in DemoHouse.Doctors.Select((d, i) => (d, i)))
        {
            await acts.DoAsync(describe, new(doctor.Id, s_people[i].Sex, doctor.Name != "Dr. Weiss", s_people[i].Languages,
                [new(doctor.Site.State, today.AddYears(2))]), boss, now, ct);
            // The last payer has a network of few: whoever is booked outside it is warned.
            foreach (var insurer in DemoHouse.Insurers.Where((_, n) => n != DemoHouse.Insurers.Count - 1 || i % 4 == 0))
                await acts.DoAsync(join, new(doctor.Id, Tin, doctor.Site.Id, insurer.Id, null, today.AddYears(-1)), boss, now, ct);
        }
        foreach (var site in DemoHouse.Sites)
        {
            await acts.DoAsync(addResource, new(ResourceClass.Device, "ultrasound", site.Id, $"Ultrasound {site.Name}"), boss, now, ct);
            await acts.DoAsync(addResource, new(ResourceClass.Nurse, "ma", site.Id, $"Medical assistant {site.Name}"), boss, now, ct);
        }
        await acts.DoAsync(addResource, new(ResourceClass.Interpreter, "es", null, "Spanish, by video"), boss, now, ct);
        await VisitsAsync(acts, boss, now, ct);
        // Evenings of every second Saturday for new patients above all, beside the hours that the demo's days are booked into.
        var okafor = DemoHouse.Doctors[0];
        await acts.DoAsync(setTemplate, new(okafor.Id, okafor.Site.Id, DayOfWeek.Saturday, new(18, 0), new(21, 0), today.AddDays(1),
            Rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", BufferAfter: 5, LeadMinutes: 120, HorizonDays: 180,
            Rules: [new(SessionRuleKind.Cap, Patients: ForPatients.New, Most: 4)],
            Slots: [new(new(18, 0), new(19, 0), SlotPurpose.NewPatient, 48)]), boss, now, ct);
        await acts.DoAsync(addHoliday, new(today.AddDays(70), null, "Founders' Day"), boss, now, ct);
    }

    private async Task VisitsAsync(DemoActs acts, DemoHouse.Member boss, Instant now, CancellationToken ct)
    {
        await acts.DoAsync(rule, new(DemoHouse.KindOf("New patient").Id, Patients: ForPatients.New), boss, now, ct);
        await acts.DoAsync(rule, new(DemoHouse.KindOf("Well child").Id, MaxAgeMonths: 18 * 12, Specialty: "Pediatrics"), boss, now, ct);
        await acts.DoAsync(rule, new(DemoHouse.KindOf("Follow-up").Id, NewPatientMinutes: 30), boss, now, ct);
        await acts.DoAsync(plan, new(DemoHouse.KindOf("Annual physical").Id, [new("Medical assistant", 10, false), new("Provider", 20, true)],
            [new(0, ResourceClass.Room, "exam"), new(1, ResourceClass.Nurse, "ma")], []), boss, now, ct);
        await acts.DoAsync(plan, new(DemoHouse.KindOf("Procedure").Id, [], [new(0, ResourceClass.Room, "exam"), new(0, ResourceClass.Device, "ultrasound")], []),
            boss, now, ct);
        await acts.DoAsync(write, new(DemoHouse.KindOf("Annual physical").Id, "en", "Please eat and drink nothing but water for eight hours before."), boss, now, ct);
        await acts.DoAsync(write, new(DemoHouse.KindOf("Annual physical").Id, "es", "Por favor, no coma ni beba nada salvo agua durante ocho horas antes."), boss, now, ct);
    }
}
