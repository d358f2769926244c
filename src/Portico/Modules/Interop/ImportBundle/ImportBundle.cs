using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Interop.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Interop.ImportBundle;

/// <summary>Takes what one bundle of another system says about people and their past visits: all of it or nothing.</summary>
/// <remarks>Whoever is already here stays as the desk knows them: an import adds, it never overwrites.</remarks>
[AllowedTo(Roles.Administrator)]
public sealed class ImportBundle(IPracticeDirectory practice, IPatients patients, IVisits visits, ICoverage coverage)
    : UseCase<ImportBundle.Request, ImportBundle.Result>
{
    /// <param name="Zone">IANA zone for places that come without one.</param>
    public sealed record Request(
        [property: Required(ErrorMessage = "Say which IANA zone the places are in."), StringLength(60)] string Zone,
        IReadOnlyList<Place> Places, IReadOnlyList<Practitioner> Practitioners, IReadOnlyList<Person> Patients,
        IReadOnlyList<PastVisit> Visits, IReadOnlyList<Insurance> Insurances);

    /// <summary>A record's name at its source.</summary>
    public sealed record Key([property: Opaque, StringLength(200)] string System, [property: Opaque, StringLength(200)] string Value);

    /// <param name="IsPayer">An insurer rather than a place where patients are seen.</param>
    public sealed record Place(
        Key Key, [property: StringLength(200)] string Name, [property: Identifier, StringLength(40)] string? Phone,
        [property: StringLength(20)] string? Zip, bool IsPayer);

    /// <param name="Npi">Absent unless it is ten digits with a right check digit.</param>
    public sealed record Practitioner(
        Key Key, [property: StringLength(200)] string DisplayName, [property: Identifier, StringLength(10)] string? Npi);

    public sealed record Person
    {
        public required Key Key { get; init; }
        public IReadOnlyList<Key> MoreKeys { get; init; } = [];

        [StringLength(200)]
        public required string Family { get; init; }

        [StringLength(200)]
        public required string Given { get; init; }

        [StringLength(200)]
        public string? FormerFamily { get; init; }
        public DateOnly? BirthDate { get; init; }
        public Sex Sex { get; init; }

        [Identifier, StringLength(40)]
        public string? Phone { get; init; }

        [StringLength(200)]
        public string? Email { get; init; }

        [StringLength(200)]
        public string? Line1 { get; init; }

        [StringLength(100)]
        public string? City { get; init; }

        [StringLength(40)]
        public string? State { get; init; }

        [StringLength(20)]
        public string? Zip { get; init; }
        public IReadOnlyList<string> Races { get; init; } = [];

        [StringLength(40)]
        public string? Ethnicity { get; init; }

        [StringLength(40)]
        public string? Language { get; init; }
        public bool IsDeceased { get; init; }
        public DateOnly? DeceasedOn { get; init; }
    }

    /// <param name="Practitioner">Absent when the source names nobody.</param>
    public sealed record PastVisit(Key Key, Key Patient, Key? Place, Key? Practitioner, Instant At);

    /// <param name="Kind">The resource type that named it.</param>
    /// <param name="Payer">The insurer's name as the source shows it.</param>
    public sealed record Insurance(
        [property: StringLength(40)] string Kind, [property: Opaque, StringLength(200)] string Id, Key Patient,
        [property: StringLength(200)] string Payer);

    public abstract record Result
    {
        public sealed record Done(IReadOnlyList<KindTally> Kinds) : Result;

        public sealed record UnknownZone : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "interop.unknown-zone";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (!Platform.Clock.PracticeClock.IsZone(request.Zone))
            return new Result.UnknownZone();
        var tally = new ImportTally();
        var known = await KnownAsync(request, desk, ct);
        AddPlaces(request, desk, known, tally);
        AddPractitioners(request, desk, known, tally);
        await desk.SaveAsync(ct);
        var people = await AddPeopleAsync(request, desk, tally, ct);
        await desk.SaveAsync(ct);
        await AddVisitsAsync(request, desk, known, people, tally, ct);
        await AddInsurancesAsync(request, desk, known, people, tally, ct);
        desk.Note("taken", string.Join(' ', tally.Kinds.Select(k => $"{k.Kind}:{k.Taken}")));
        return new Result.Done(tally.Kinds);
    }

    private static async Task<Dictionary<(string Kind, Key Key), Guid>> KnownAsync(Request request, Desk desk, CancellationToken ct)
    {
        var values = request.Places.Select(p => p.Key.Value).Concat(request.Practitioners.Select(p => p.Key.Value))
            .Concat(request.Visits.SelectMany(v => new[] { v.Key, v.Place, v.Practitioner }).OfType<Key>().Select(k => k.Value))
            .Concat(request.Insurances.Select(PolicyKey).Select(k => k.Value))
            .Concat(request.Insurances.Select(i => i.Payer)).Distinct().ToList();
        return (await desk.Db.Set<ExternalKey>().AsNoTracking().Where(k => values.Contains(k.Value)).ToListAsync(ct))
            .ToDictionary(k => (k.Kind, new Key(k.System, k.Value)), k => k.TargetId);
    }

    private static TId Remember<TId>(Desk desk, Dictionary<(string Kind, Key Key), Guid> known, string kind, Key key, TId id)
        where TId : struct, IId<TId>
    {
        known[(kind, key)] = id.Value;
        desk.Db.Add(new ExternalKey
        {
            Kind = kind, System = key.System, Value = key.Value, TargetId = id.Value, FirstSeenAt = desk.Now,
        });
        return id;
    }

    private void AddPlaces(Request request, Desk desk, Dictionary<(string, Key), Guid> known, ImportTally tally)
    {
        foreach (var place in request.Places)
        {
            if (known.ContainsKey(("Organization", place.Key)))
            {
                tally.AlreadyHere("Organization");
                continue;
            }
            if (place.IsPayer)
                practice.AddPayer(desk, Remember(desk, known, "Organization", place.Key, Id.New<PayerId>()), place.Name, null);
            else
                practice.AddLocation(desk, Remember(desk, known, "Organization", place.Key, Id.New<LocationId>()),
                    place.Name, request.Zone, place.Phone, place.Zip, isActive: false);
            tally.Taken("Organization");
        }
    }

    private void AddPractitioners(Request request, Desk desk, Dictionary<(string, Key), Guid> known, ImportTally tally)
    {
        foreach (var practitioner in request.Practitioners)
        {
            if (known.ContainsKey(("Practitioner", practitioner.Key)))
            {
                tally.AlreadyHere("Practitioner");
                continue;
            }
            practice.AddProvider(desk, Remember(desk, known, "Practitioner", practitioner.Key, Id.New<ProviderId>()),
                practitioner.DisplayName, "Not stated", practitioner.Npi, isActive: false);
            tally.Taken("Practitioner");
        }
    }

    private async Task<Dictionary<Key, PatientId>> AddPeopleAsync(Request request, Desk desk, ImportTally tally, CancellationToken ct)
    {
        Dictionary<Key, PatientId> people = [];
        foreach (var person in request.Patients)
        {
            if (await patients.FindByIdentifierAsync(desk, person.Key.System, person.Key.Value, ct) is { } here)
            {
                await desk.OpenChartAsync(here, ct);
                people[person.Key] = here;
                tally.AlreadyHere("Patient");
                continue;
            }
            people[person.Key] = await patients.AddAsync(desk, Id.New<PatientId>(), Registration(person), ct);
            await desk.OpenChartAsync(people[person.Key], ct);
            // The next one may be the same person under the same key: it has to be found.
            await desk.SaveAsync(ct);
            tally.Taken("Patient");
        }
        return people;
    }

    private static NewPatient Registration(Person person) => new()
    {
        Family = person.Family, Given = person.Given, FormerFamily = person.FormerFamily, BirthDate = person.BirthDate,
        Sex = person.Sex, Phone = person.Phone, Email = person.Email, Line1 = person.Line1, City = person.City,
        State = person.State, Zip = person.Zip, Races = person.Races, Ethnicity = person.Ethnicity,
        Language = person.Language, IsDeceased = person.IsDeceased, DeceasedOn = person.DeceasedOn,
        Identifier = (person.Key.System, person.Key.Value),
        MoreIdentifiers = [.. person.MoreKeys.Select(k => (k.System, k.Value))],
    };

    private async Task AddVisitsAsync(Request request, Desk desk, Dictionary<(string, Key), Guid> known,
        Dictionary<Key, PatientId> people, ImportTally tally, CancellationToken ct)
    {
        foreach (var visit in request.Visits)
        {
            if (known.ContainsKey(("Encounter", visit.Key)))
                tally.AlreadyHere("Encounter");
            else if (!people.TryGetValue(visit.Patient, out var patient))
                tally.LeftOut("Encounter", "Its patient is not in the file, or was left out.", visit.Key.Value);
            else if (visit.Place is not { } place || !known.TryGetValue(("Organization", place), out var location))
                tally.LeftOut("Encounter", "It names no place that is in the file.", visit.Key.Value);
            else if (visit.At > desk.Now)
                tally.LeftOut("Encounter", "It has not happened yet: book it as an appointment.", visit.Key.Value);
            else
            {
                ProviderId? provider = visit.Practitioner is { } by && known.TryGetValue(("Practitioner", by), out var id)
                    ? new ProviderId(id)
                    : null;
                await visits.AddPastAsync(desk, Remember(desk, known, "Encounter", visit.Key, Id.New<VisitId>()), patient,
                    new LocationId(location), provider, visit.At, ct);
                tally.Taken("Encounter");
            }
        }
    }

    private async Task AddInsurancesAsync(Request request, Desk desk, Dictionary<(string, Key), Guid> known,
        Dictionary<Key, PatientId> people, ImportTally tally, CancellationToken ct)
    {
        foreach (var insurance in request.Insurances)
        {
            if (!people.TryGetValue(insurance.Patient, out var patient))
            {
                tally.LeftOut(insurance.Kind, "Its patient is not in the file, or was left out.", insurance.Id);
                continue;
            }
            var policy = PolicyKey(insurance);
            if (known.ContainsKey(("Coverage", policy)))
            {
                tally.AlreadyHere(insurance.Kind);
                continue;
            }
            var payerKey = new Key("payer-name", insurance.Payer);
            if (!known.TryGetValue(("Payer", payerKey), out var payer))
            {
                var named = Remember(desk, known, "Payer", payerKey, Id.New<PayerId>());
                practice.AddPayer(desk, named, insurance.Payer, null);
                await desk.SaveAsync(ct);
                payer = named.Value;
            }
            await coverage.AddPolicyAsync(desk, Remember(desk, known, "Coverage", policy, Id.New<PolicyId>()), patient,
                new NewPolicy { Payer = new PayerId(payer), MemberId = "unknown" }, ct);
            tally.Taken(insurance.Kind);
        }
    }

    // A claim names the insurer alone, so one person and one insurer's name are one policy.
    private static Key PolicyKey(Insurance insurance) =>
        new(insurance.Patient.System, insurance.Patient.Value + "|" + insurance.Payer);
}
