using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.FindOpenings;

/// <summary>Makes of a request what the search asks: who the patient is, when they are busy, which days are left.</summary>
internal static class Wishes
{
    private const int YearsUntilNew = 3;
    private static readonly OpeningFor s_anybody = new();

    /// <summary>What a search knows of a patient.</summary>
    private sealed class Person
    {
        public bool IsThere { get; set; }
        public DateOnly? BornOn { get; set; }
        public Sex Sex { get; set; }
        public List<BusySpan> Busy { get; } = [];
        public List<PatientPlan> Plans { get; } = [];
        public HashSet<string> SeenBy { get; } = new(StringComparer.OrdinalIgnoreCase);
    }

    /// <returns>Null when the visit type, a location, the patient or the other visit is not there or no longer in use.</returns>
    public static async Task<OpeningWish?> ReadAsync(Desk desk, SearchRules rules, IPatientPlans plans, FindOpenings.Request request, CancellationToken ct)
    {
        var who = request.Who ?? s_anybody;
        if (!rules.Types.TryGetValue(request.VisitType, out var type) || request.Locations?.All(rules.Locations.ContainsKey) == false)
            return null;
        VisitTypeRow? together = null;
        if (request.Together is { } companion && !rules.Types.TryGetValue(companion, out together))
            return null;
        var patientId = who.Patient;
        var (from, to) = (request.From, request.To);
        AppointmentRow? other = null;
        if (request.SameDayAs is { } same)
        {
            other = await desk.Db.Set<AppointmentRow>().SingleOrDefaultAsync(a => a.Id == same, ct);
            if (other is null)
                return null;
            await desk.OpenChartAsync(other.PatientId, ct);
            (from, to, patientId) = (other.Date, other.Date, patientId ?? other.PatientId);
        }
        Person? patient = null;
        if (patientId is { } id)
        {
            patient = await ReadAsync(desk, id, who.InNetwork ? plans : null, from, ct);
            if (!patient.IsThere)
                return null;
        }

        // The zones of the places differ by hours: yesterday's starts and those beyond the horizon are cut by their instants.
        var today = DateOnly.FromDateTime(PracticeClock.Local(desk.Now, "Etc/UTC")).AddDays(-1);
        var last = rules.Locations.Values.Select(l => l.Zone).Distinct().Select(z => BookingHorizon.Last(desk.Now, z)).DefaultIfEmpty(today).Max();
        var ask = new VisitAsk
        {
            Type = type, Now = desk.Now, IsNew = who.IsNew, BornOn = patient?.BornOn, Sex = patient?.Sex ?? Sex.Unknown, PatientState = who.PatientState,
        };
        return new OpeningWish
        {
            Ask = ask, Interpreter = who.Interpreter, From = from < today ? today : from, To = last < to ? last : to,
            Earliest = request.Earliest, Latest = request.Latest, Weekdays = (request.Weekdays ?? []).ToHashSet(),
            Providers = (request.Providers ?? []).ToHashSet(), Locations = (request.Locations ?? []).ToHashSet(),
            Specialty = Text(who.Specialty), Language = Text(who.Language), Sex = who.Sex, OnlyOpenPanels = who.OnlyOpenPanels,
            Networks = NetworksOf(who, patient, rules), Zip = Text(request.Zip), Order = request.Order, Busy = patient?.Busy ?? [],
            SeenBy = who.IsNew is null ? patient?.SeenBy : null, SameDayAs = other?.StartsAt,
            Together = together is null ? null : new VisitAsk { Type = together, Now = desk.Now },
            Series = Recurrence.Parse(request.Series), MostInTheWay = request.MostInTheWay,
        };
    }

    // The chart is opened with the same round trip: it throws where it is closed.
    private static async Task<Person> ReadAsync(Desk desk, PatientId id, IPatientPlans? plans, DateOnly date, CancellationToken ct)
    {
        var (person, batch, practice) = (new Person(), desk.Batch(), desk.Db.PracticeId);
        desk.OpenChart(id, batch);
        batch.Read("SELECT birth_date, sex FROM patient WHERE practice_id = $1 AND id = $2", async (reader, token) =>
        {
            if (await reader.ReadAsync(token))
                (person.IsThere, person.BornOn, person.Sex) = (true, reader.Maybe<DateOnly>(0), reader.Word<Sex>(1));
        }, practice, id);
        batch.Read("SELECT starts_at, ends_at FROM appointment WHERE practice_id = $1 AND patient_id = $2 AND ends_at > $3 " +
            "AND state NOT IN ('Cancelled', 'NoShow')", async (reader, token) =>
        {
            while (await reader.ReadAsync(token))
                person.Busy.Add(new(reader.Instant(0), reader.Instant(1)));
        }, practice, id, desk.Now);
        batch.Read("SELECT DISTINCT p.specialty FROM appointment a JOIN provider p ON p.practice_id = $1 AND p.id = a.provider_id " +
            "WHERE a.practice_id = $1 AND a.patient_id = $2 AND a.state = 'Kept' AND a.starts_at >= $3", async (reader, token) =>
        {
            while (await reader.ReadAsync(token))
                person.SeenBy.Add(reader.GetString(0));
        }, practice, id, desk.Now.Minus(Duration.FromDays(YearsUntilNew * 365.25)));
        plans?.Ask(batch, practice, id, date, person.Plans.Add);
        await batch.RunAsync(ct);
        return person;
    }

    // As a booking has it: of several policies one in the network is enough, and a payer of whom nothing is recorded is not judged.
    private static IReadOnlyList<WishedNetwork> NetworksOf(OpeningFor who, Person? patient, SearchRules rules)
    {
        if (who.Payer is { } payer)
            return [new WishedNetwork(payer, Text(who.Product), "")];
        if (patient is null)
            return [];
        return [.. patient.Plans.Where(p => rules.Networks.Contains(p.Payer)).Select(p => new WishedNetwork(p.Payer, Text(p.Product), p.PayerName))];
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
