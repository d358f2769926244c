using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.DemoData;

/// <summary>The demo's places and the people who work there. Every name and number is made up.</summary>
internal static class DemoHouse
{
    internal sealed record Site(LocationId Id, string Name, string Zone, string Phone, string City, string State, string Zip, string AreaCode);

    /// <param name="HasEvening">Sees patients after the others went home.</param>
    internal sealed record Doctor(ProviderId Id, string Name, string Specialty, string Npi, Site Site, bool HasEvening);

    internal sealed record Kind(VisitTypeId Id, string Name, int Minutes, string Tint);

    /// <param name="CopayCents">What its cards say. Null: its cards say nothing.</param>
    internal sealed record Insurer(PayerId Id, string Name, string Code, long? CopayCents);

    internal sealed record Member(UserId Id, string SignIn, string Name, Roles Roles);

    internal static readonly IReadOnlyList<Site> Sites =
    [
        MakeSite("Harbor Street", "America/New_York", "+12125550100", "Fernbrook", "NY", "10001", "212"),
        MakeSite("Lakeside", "America/Chicago", "+13125550100", "Mallowfield", "IL", "60601", "312"),
        MakeSite("Foothills", "America/Denver", "+13035550100", "Larchridge", "CO", "80201", "303"),
    ];

    internal static readonly IReadOnlyList<Doctor> Doctors = MakeDoctors(
    [
        ("Dr. Okafor", "Family medicine"), ("Dr. Lindqvist", "Internal medicine"), ("Dr. Rao", "Pediatrics"), ("Ana Reyes, NP", "Family medicine"),
        ("Dr. Haddad", "Family medicine"), ("Dr. Nakamura", "Cardiology"), ("Dr. Weiss", "Internal medicine"), ("Tom Bailey, PA", "Family medicine"),
        ("Dr. Castillo", "Obstetrics and gynecology"), ("Dr. Mensah", "Family medicine"), ("Dr. Petrova", "Dermatology"), ("Joy Kim, NP", "Pediatrics"),
    ]);

    internal static readonly IReadOnlyList<Kind> Kinds =
    [
        MakeKind("Follow-up", 20, "blue"), MakeKind("New patient", 30, "violet"), MakeKind("Annual physical", 30, "green"),
        MakeKind("Sick visit", 20, "amber"), MakeKind("Well child", 30, "teal"), MakeKind("Procedure", 30, "rose"),
        MakeKind("Immunization", 10, "slate"), MakeKind("Walk-in", 20, "brown"),
    ];

    /// <summary>The code of the insurer whose cards carry an MBI.</summary>
    internal const string Medicare = "SYN09";

    internal static readonly IReadOnlyList<Insurer> Insurers =
    [
        MakeInsurer("Bluewater Health Plan", "SYN01", 2500), MakeInsurer("Northgate Mutual", "SYN02", 3000),
        MakeInsurer("Evergreen Care HMO", "SYN03", 2000), MakeInsurer("Summit Employers Trust", "SYN04", 4000),
        MakeInsurer("Prairie Health Cooperative", "SYN05", 3500), MakeInsurer("Beacon Family Plan", "SYN06", 1500),
        MakeInsurer("Cedar Point PPO", "SYN07", 4500), MakeInsurer("Riverstone Advantage", "SYN08", 1000),
        MakeInsurer("Medicare (demo)", Medicare, null), MakeInsurer("Medicaid (demo)", "SYN10", 0),
        MakeInsurer("Harborline Select", "SYN11", 5000), MakeInsurer("Granite State Workers Fund", "SYN12", null),
    ];

    internal static readonly IReadOnlyList<Member> Members =
    [
        MakeMember("riley", "Riley Fontaine", Roles.FrontDesk), MakeMember("sam", "Sam Whitfield", Roles.FrontDesk),
        MakeMember("jordan", "Jordan Ames", Roles.FrontDesk), MakeMember("dana", "Dana Osborne", Roles.SeniorFrontDesk),
        MakeMember("morgan", "Morgan Reyes", Roles.Supervisor), MakeMember("casey", "Casey Lindholm", Roles.Biller),
        MakeMember("robin", "Robin Achebe, RN", Roles.Clinician), MakeMember("alex", "Alex Marchetti", Roles.Administrator),
        MakeMember("quinn", "Quinn Sorensen", Roles.Auditor), MakeMember("taylor", "Taylor Brooks", Roles.Trainee),
    ];

    /// <summary>Who stands at the desk of a site.</summary>
    internal static Member Clerk(Site site) => Members[Sites.IndexOf(site)];

    internal static Member Senior => Of("dana");
    internal static Member Supervisor => Of("morgan");

    internal static Kind KindOf(string name) => Kinds.Single(k => k.Name == name);

    /// <param name="signIn">One of <see cref="Members"/>.</param>
    internal static Member Of(string signIn) => Members.Single(m => m.SignIn == signIn);

    internal static void Furnish(IPracticeDirectory practice, IStaffDirectory staff, ISchedule schedule, Desk desk, DateOnly since)
    {
        foreach (var site in Sites)
        {
            practice.AddLocation(desk, site.Id, site.Name, site.Zone, site.Phone, site.Zip, state: site.State);
            for (var room = 1; room <= 6; room++)
                practice.AddRoom(desk, Room(site, room), site.Id, $"Room {room}");
        }
        foreach (var doctor in Doctors)
            practice.AddProvider(desk, doctor.Id, doctor.Name, doctor.Specialty, doctor.Npi);
        foreach (var kind in Kinds)
            practice.AddVisitType(desk, kind.Id, kind.Name, kind.Minutes, kind.Tint);
        foreach (var insurer in Insurers)
            practice.AddPayer(desk, insurer.Id, insurer.Name, insurer.Code);
        foreach (var member in Members)
            staff.AddMember(desk, member.Id, member.SignIn, member.Name, member.Roles);
        // Open every day, so that a demo shown on a Sunday has a today as well; one at each site sees patients in the evening.
        foreach (var doctor in Doctors)
        {
            foreach (var weekday in Enum.GetValues<DayOfWeek>())
            {
                if (doctor.HasEvening)
                    schedule.AddSession(desk, DemoDice.Id<SessionTemplateId>($"{doctor.Name}/{weekday}/evening"), doctor.Id, doctor.Site.Id,
                        weekday, new TimeOnly(17, 30), new TimeOnly(22, 0), since, null, 1);
                schedule.AddSession(desk, DemoDice.Id<SessionTemplateId>($"{doctor.Name}/{weekday}/morning"), doctor.Id, doctor.Site.Id,
                    weekday, new TimeOnly(8, 0), new TimeOnly(12, 0), since, null, 1);
                schedule.AddSession(desk, DemoDice.Id<SessionTemplateId>($"{doctor.Name}/{weekday}/afternoon"), doctor.Id, doctor.Site.Id,
                    weekday, new TimeOnly(13, 0), new TimeOnly(17, 0), since, null, 1);
            }
        }
    }

    /// <param name="number">1 to 6.</param>
    internal static RoomId Room(Site site, int number) => DemoDice.Id<RoomId>($"{site.Name}/{number}");

    private static int IndexOf(this IReadOnlyList<Site> sites, Site site) => sites.TakeWhile(s => s.Id != site.Id).Count();

    private static Site MakeSite(string name, string zone, string phone, string city, string state, string zip, string areaCode) =>
        new(DemoDice.Id<LocationId>(name), name, zone, phone, city, state, zip, areaCode);

    private static IReadOnlyList<Doctor> MakeDoctors(IReadOnlyList<(string Name, string Specialty)> doctors) =>
        [.. doctors.Select((d, i) => new Doctor(DemoDice.Id<ProviderId>(d.Name), d.Name, d.Specialty, Npi(i), Sites[i / 4], i % 4 == 3))];

    private static Kind MakeKind(string name, int minutes, string tint) => new(DemoDice.Id<VisitTypeId>(name), name, minutes, tint);

    private static Insurer MakeInsurer(string name, string code, long? copayCents) => new(DemoDice.Id<PayerId>(name), name, code, copayCents);

    private static Member MakeMember(string signIn, string name, Roles roles) => new(DemoDice.Id<UserId>(signIn), signIn, name, roles);

    // The check digit is right; a number that begins with 100000 was never given to anyone.
    private static string Npi(int number)
    {
        var nine = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"1000000{number:00}");
        var sum = 24;
        for (var i = 0; i < 9; i++)
        {
            var digit = nine[i] - '0';
            if (i % 2 == 0)
                digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return nine + (char)('0' + (10 - sum % 10) % 10);
    }
}
