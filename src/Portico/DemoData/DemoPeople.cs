using System.Globalization;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.DemoData;

/// <summary>About 2,000 people who do not exist, in households: the same ones in every demo.</summary>
internal sealed class DemoPeople(IPatients patients, ICoverage coverage, IPayments payments)
{
    internal const int Count = 2_000;

    /// <param name="Site">Where they go: the one near their home.</param>
    /// <param name="Household">People of one household share a family name, an address and a phone.</param>
    /// <param name="Head">Whose policy it is: the eldest of the household. Null: one's own.</param>
    internal sealed record Person(int Number, PatientId Id, DemoHouse.Site Site, int Household, NewPatient Registration, DemoHouse.Insurer? Insurer, string? Alert, Money Owes,
        NewPatient? Head)
    {
        /// <summary>Booked for the first time: the second half of the registration is asked at the check-in.</summary>
        public bool IsNew => !Registration.IsRegistrationComplete;

        public int AgeOn(DateOnly date)
        {
            var born = Registration.BirthDate ?? date;
            return date.Year - born.Year - (date < born.AddYears(date.Year - born.Year) ? 1 : 0);
        }
    }

    internal static PolicyId PolicyOf(PatientId patient) => DemoDice.Id<PolicyId>(patient.Value.ToString("N"));

    /// <summary>All of them, in the order of their numbers. The same for the same day.</summary>
    /// <param name="today">Ages are counted back from it.</param>
    internal static IReadOnlyList<Person> All(DateOnly today)
    {
        List<Person> people = new(Count);
        for (var household = 0; people.Count < Count; household++)
        {
            var dice = new DemoDice("household/" + household.ToString(CultureInfo.InvariantCulture));
            var site = dice.Of(DemoHouse.Sites);
            var home = new Home(dice.Of(DemoWords.Families), DemoWords.Street(dice), site,
                string.Create(CultureInfo.InvariantCulture, $"+1{site.AreaCode}55501{dice.Below(100):00}"),
                dice.Percent(92) ? dice.Of(DemoHouse.Insurers) : null);
            var eldest = 20 + dice.Below(70);
            NewPatient? head = null;
            for (var member = 1 + dice.Below(4); member > 0 && people.Count < Count; member--)
            {
                people.Add(Make(people.Count, household, home, ref eldest, dice, today, head));
                head ??= people[^1].Registration;
            }
        }
        return people;
    }

    /// <summary>Adds some of them; called in slices, because a context grows slow with everything it has seen.</summary>
    internal async Task AddAsync(Desk desk, IEnumerable<Person> people, CancellationToken ct)
    {
        foreach (var person in people)
        {
            await patients.AddAsync(desk, person.Id, person.Registration, ct);
            if (person.Alert is { } alert)
                await patients.AddAlertAsync(desk, person.Id, alert, ct);
            if (person.Insurer is { } insurer)
                await coverage.AddPolicyAsync(desk, PolicyOf(person.Id), person.Id, Card(person, insurer), ct);
            if (person.Owes > Money.Zero)
                await payments.BringForwardAsync(desk, await payments.PersonalAccountAsync(desk, person.Id, ct), person.Owes, "demo", ct);
        }
        await desk.SaveAsync(ct);
    }

    private sealed record Home(string Family, string Street, DemoHouse.Site Site, string Phone, DemoHouse.Insurer? Insurer);

    private static Person Make(int number, int household, Home home, ref int age, DemoDice dice, DateOnly today,
        NewPatient? head)
    {
        var sex = dice.Percent(51) ? Sex.Female : Sex.Male;
        var given = dice.Of(sex == Sex.Female ? DemoWords.Women : DemoWords.Men);
        var born = today.AddYears(-age).AddDays(-dice.Below(364));
        // The next member is a partner of about the age, or a child.
        age = dice.Percent(45) ? Math.Max(0, age - dice.Below(6)) : Math.Max(0, age - 22 - dice.Below(12));
        var registration = new NewPatient
        {
            Family = home.Family, Given = given, BirthDate = born, Sex = sex, Phone = home.Phone,
            Mrn = Mrn(number), Preferred = dice.Percent(4) ? given[..Math.Min(3, given.Length)] : null,
            Email = dice.Percent(60) ? string.Create(CultureInfo.InvariantCulture, $"synthetic.{number}@example.org") : null,
            Line1 = home.Street, City = home.Site.City, State = home.Site.State, Zip = home.Site.Zip,
            Identifier = ("urn:portico:demo", number.ToString(CultureInfo.InvariantCulture)),
            Races = [dice.Of(s_races)], Ethnicity = dice.Percent(80) ? "2186-5" : "2135-2",
            // Most are long known; some still owe the second half of their registration.
            IsRegistrationComplete = number % 8 != 3,
            Language = dice.Percent(84) ? "en" : dice.Of(s_languages),
            // A child's parent pays; the long known ones have said who.
            Guarantor = number % 8 != 3 && born > today.AddYears(-18) ? ($"Parent {home.Family}", Relation.Parent) : null,
            Restriction = number % 100 == 13 ? "VIP" : number % 100 == 57 ? "employee" : null,
        };
        return new Person(number, DemoDice.Id<PatientId>(number.ToString(CultureInfo.InvariantCulture)), home.Site, household, registration,
            home.Insurer, dice.Percent(7) ? dice.Of(DemoWords.Alerts) : null,
            dice.Percent(8) ? new Money(500 + dice.Below(400) * 50) : Money.Zero,
            // Government programs insure each person by themselves.
            home.Insurer is { CopayCents: > 0 } ? head : null);
    }

    /// <returns>Seven digits and a Luhn check digit, as the practice's own numbers have.</returns>
    private static string Mrn(int number)
    {
        var digits = (1_000_003 + number * 4_421).ToString(CultureInfo.InvariantCulture);
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 1 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
        }
        return digits + (char)('0' + (10 - sum % 10) % 10);
    }

    private static readonly string[] s_races = ["2106-3", "2106-3", "2106-3", "2054-5", "2028-9", "1002-5", "2076-8"];
    private static readonly string[] s_languages = ["es", "zh", "vi", "ar", "ru", "fr"];

    // The shape of an MBI, whose letters never are S, L, O, I, B or Z.
    private static string Mbi(Person person)
    {
        var number = person.Household * 256 + person.Id.Value.ToByteArray()[0];
        return string.Create(CultureInfo.InvariantCulture, $"{1 + number % 9}QY{number / 9 % 10}NT{number / 90 % 10}HX{number / 900 % 100:00}");
    }

    private static NewPolicy Card(Person person, DemoHouse.Insurer insurer) => new()
    {
        Payer = insurer.Id,
        // Letters first, so that no member id can be taken for the number of a payment card.
        MemberId = insurer.Code == DemoHouse.Medicare ? Mbi(person)
            : string.Create(CultureInfo.InvariantCulture, $"SYN{person.Household:0000}{person.Id.Value.ToByteArray()[0]:000}"),
        GroupNumber = string.Create(CultureInfo.InvariantCulture, $"G{person.Household % 40:000}"),
        Relation = person.Head is not { } head ? SubscriberRelation.Self
            : head.BirthDate?.AddYears(19) < person.Registration.BirthDate ? SubscriberRelation.Child : SubscriberRelation.Spouse,
        SubscriberName = person.Head is { } subscriber ? subscriber.Given + " " + subscriber.Family : null,
        SubscriberBirthDate = person.Head?.BirthDate,
        CardCopay = insurer.CopayCents is { } cents ? new Money(cents) : null,
    };
}
