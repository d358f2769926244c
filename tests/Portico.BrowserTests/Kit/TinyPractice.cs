using Microsoft.Extensions.DependencyInjection;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.BrowserTests.Kit;

/// <summary>One location, one provider who is there all day every day, two visit types, a payer, the desk's people and one patient.</summary>
public sealed class TinyPractice
{
    /// <summary>Where it is neither late nor early while the tests run: a visit that would go on past midnight cannot be taken.</summary>
    public static readonly string Zone = new[] { "America/New_York", "America/Los_Angeles", "Pacific/Honolulu" }
        .First(z => PracticeClock.Local(new PracticeClock(TimeProvider.System).Now, z).Hour is >= 4 and < 22);
    public const string Provider = "Dr. Synthia Alpha";
    public const string FrontDesk = "Frida Front";
    public const string Supervisor = "Sula Super";
    public const string Administrator = "Adam Admin";
    public const string Auditor = "Otto Audit";
    public const string Biller = "Bea Biller";

    public LocationId Location { get; } = Id.New<LocationId>();
    public ProviderId ProviderId { get; } = Id.New<ProviderId>();
    public VisitTypeId FollowUp { get; } = Id.New<VisitTypeId>();
    public PatientId Known { get; } = Id.New<PatientId>();

    internal async Task SeedAsync(Desk desk, IServiceProvider services)
    {
        var ct = TestContext.Current.CancellationToken;
        var practice = services.GetRequiredService<IPracticeDirectory>();
        practice.AddLocation(desk, Location, "Main Street", Zone, "+16075550100", "13850");
        practice.AddProvider(desk, ProviderId, Provider, "Family medicine", "1234567893");
        practice.AddRoom(desk, Id.New<RoomId>(), Location, "Room 1");
        practice.AddRoom(desk, Id.New<RoomId>(), Location, "Room 2");
        practice.AddVisitType(desk, FollowUp, "Follow-up", 15, "leaf");
        practice.AddVisitType(desk, Id.New<VisitTypeId>(), "New patient", 30, "sky");
        practice.AddPayer(desk, Id.New<PayerId>(), "Synthetic Health", "SYN01");
        await desk.SaveAsync(ct);

        var staff = services.GetRequiredService<IStaffDirectory>();
        staff.AddMember(desk, Id.New<UserId>(), "frida", FrontDesk, Roles.FrontDesk);
        staff.AddMember(desk, Id.New<UserId>(), "sula", Supervisor, Roles.Supervisor | Roles.SeniorFrontDesk);
        staff.AddMember(desk, Id.New<UserId>(), "adam", Administrator, Roles.Administrator);
        staff.AddMember(desk, Id.New<UserId>(), "otto", Auditor, Roles.Auditor);
        staff.AddMember(desk, Id.New<UserId>(), "bea", Biller, Roles.Biller);

        var schedule = services.GetRequiredService<ISchedule>();
        var today = services.GetRequiredService<PracticeClock>().Today(Zone);
        foreach (var weekday in Enum.GetValues<DayOfWeek>())
            schedule.AddSession(desk, Id.New<SessionTemplateId>(), ProviderId, Location, weekday, new TimeOnly(0, 0), new TimeOnly(23, 45),
                today.AddDays(-7), null, 1);
        await desk.SaveAsync(ct);

        await services.GetRequiredService<IPatients>().AddAsync(desk, Known, new NewPatient
        {
            Family = "Testpatient", Given = "Odette", BirthDate = new DateOnly(1945, 7, 14), Sex = Sex.Female,
            Phone = "+16075550142", Line1 = "1 Sample Street", City = "Vestal", State = "NY", Zip = "13850",
        }, ct);
    }
}
