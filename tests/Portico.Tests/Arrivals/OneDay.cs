using Portico.Modules.Arrivals;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.Values;
using Portico.Tests.Kit;

namespace Portico.Tests.Arrivals;

/// <summary>A synthetic practice on 4-Mar-2026, 09:00 on its wall: one location, room, payer and kind of visit, and one provider from 8 to 6.</summary>
internal sealed class OneDay : IAsyncDisposable
{
    public static readonly DateOnly Today = new(2026, 3, 4);
    public static readonly IdentityProof Proof = new([Identifier.Name, Identifier.BirthDate]);
    public static readonly Checklist AllSeen = new(true, true, true, true);

    private OneDay(TestDesk desk) => Desk = desk;

    public TestDesk Desk { get; }
    public LocationId Location { get; } = Id.New<LocationId>();
    public ProviderId Provider { get; } = Id.New<ProviderId>();
    public RoomId Room { get; } = Id.New<RoomId>();
    public VisitTypeId VisitType { get; } = Id.New<VisitTypeId>();
    public PayerId Payer { get; } = Id.New<PayerId>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<OneDay> StartAsync(StoreKind kind)
    {
        var day = new OneDay(await TestDesk.StartAsync(kind));
        await day.Desk.WriteAsync(async d =>
        {
            var directory = day.Desk.Get<IPracticeDirectory>();
            directory.AddLocation(d, day.Location, "Synthetic Main", "America/New_York", null, null);
            directory.AddProvider(d, day.Provider, "Dr. Synthetic", "Family medicine", null);
            directory.AddRoom(d, day.Room, day.Location, "Room 1");
            directory.AddVisitType(d, day.VisitType, "Office visit", 20, "sky");
            directory.AddPayer(d, day.Payer, "Synthetic Mutual", null);
            await d.SaveAsync(Ct);
            foreach (var weekday in Enum.GetValues<DayOfWeek>())
                day.Desk.Get<ISchedule>().AddSession(d, Id.New<SessionTemplateId>(), day.Provider, day.Location, weekday, new(8, 0), new(18, 0),
                    new(2026, 1, 1), null, 1);
        });
        return day;
    }

    public async Task<PatientId> PatientAsync(string family, DateOnly? born = null)
    {
        var id = Id.New<PatientId>();
        await Desk.WriteAsync(d => Desk.Get<IPatients>().AddAsync(d, id, new NewPatient
        {
            Family = family, Given = "Synthetic", BirthDate = born ?? new DateOnly(1980, 5, 1), Phone = "+12025550143",
        }, Ct));
        return id;
    }

    /// <param name="provider">Null: the day's one.</param>
    /// <param name="location">Null: the day's one.</param>
    public async Task<AppointmentId> BookAsync(PatientId patient, DateOnly date, TimeOnly time, ProviderId? provider = null, LocationId? location = null)
    {
        var id = Id.New<AppointmentId>();
        await Desk.WriteAsync(async d => (await Desk.Get<ISchedule>().TryAddAsync(d, id, patient, provider ?? Provider, location ?? Location, VisitType,
            date, time, 20, null, Ct)).ShouldBeTrue());
        return id;
    }

    /// <param name="payer">Null: the day's one.</param>
    public async Task<PolicyId> PolicyAsync(PatientId patient, long? copayCents = null, PayerId? payer = null)
    {
        var id = Id.New<PolicyId>();
        await Desk.WriteAsync(d => Desk.Get<ICoverage>().AddPolicyAsync(d, id, patient,
            new NewPolicy { Payer = payer ?? Payer, MemberId = "SYN" + id.Value.ToString("N")[^8..], CardCopay = copayCents is { } c ? new Money(c) : null }, Ct));
        return id;
    }

    public Task<ArrivePatient.Result> ArriveAsync(AppointmentId appointment, IdentityProof? proof = null) =>
        Desk.Get<ArrivePatient>().RunAsync(new(appointment, proof ?? Proof), Desk.CallAs(Roles.FrontDesk), Ct);

    /// <summary>Someone booked for 09:20 today who is here.</summary>
    public async Task<(VisitId Visit, AppointmentId Appointment, PatientId Patient)> HereAsync(string family = "Here", long? copayCents = null)
    {
        var patient = await PatientAsync(family);
        if (copayCents is { } copay)
            await PolicyAsync(patient, copay);
        var appointment = await BookAsync(patient, Today, new TimeOnly(9, 20));
        return ((await ArriveAsync(appointment)).ShouldBeOfType<ArrivePatient.Result.Arrived>().Visit, appointment, patient);
    }

    /// <summary>Moves a visit as its use cases would, for tests of what comes after.</summary>
    public Task BringAsync(VisitId visit, params VisitState[] states) => Desk.WriteAsync(async d =>
    {
        foreach (var state in states)
            await Desk.Get<IVisits>().ChangeAsync(d, visit, state, state == VisitState.Roomed ? Room : null, Ct);
    });

    public async Task<VisitRow> VisitAsync(VisitId visit) =>
        await Desk.ReadAsync(d => Desk.Get<IVisits>().FindAsync(d, visit, Ct)) ?? throw new InvalidOperationException("No such visit.");

    public Task<IReadOnlyList<VisitStep>> HistoryAsync(VisitId visit) =>
        Desk.ReadAsync(d => Desk.Get<IVisits>().HistoryAsync(d, visit, Ct));

    public Task<VisitMoney> MoneyAsync(VisitId visit) => Desk.ReadAsync(d => Desk.Get<IPayments>().VisitMoneyAsync(d, visit, Ct));

    public async Task<VisitSheet.Sheet> SheetAsync(VisitId visit) =>
        (await Desk.Get<VisitSheet>().RunAsync(new(visit), Desk.CallAs(Roles.FrontDesk), Ct)).Sheet.ShouldNotBeNull();

    public Task<TodayBoard.Result> BoardAsync(bool withCancelled = false) =>
        Desk.Get<TodayBoard>().RunAsync(new(null, Location, null, withCancelled), Desk.CallAs(Roles.FrontDesk), Ct);

    public ValueTask DisposeAsync() => Desk.DisposeAsync();
}
