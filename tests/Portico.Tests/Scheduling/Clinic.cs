using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

/// <summary>A synthetic clinic: one location in New York, two providers from 9 to 5, three patients. The clock stands at
/// Wednesday 4-Mar-2026, 9:00 there.</summary>
internal sealed class Clinic : IAsyncDisposable
{
    public static readonly DateOnly Thursday = new(2026, 3, 5);

    private Clinic(TestDesk desk) => Desk = desk;

    public TestDesk Desk { get; }
    public LocationId Location { get; } = Id.New<LocationId>();
    public ProviderId Provider { get; } = Id.New<ProviderId>();
    public ProviderId Other { get; } = Id.New<ProviderId>();
    public VisitTypeId Visit { get; } = Id.New<VisitTypeId>();
    public IReadOnlyList<PatientId> Patients { get; private set; } = [];
    public SessionTemplateId ThursdaySession { get; private set; }

    public static async Task<Clinic> OpenAsync(StoreKind kind, int patients = 3, int lanes = 1)
    {
        var clinic = new Clinic(await TestDesk.StartAsync(kind));
        await clinic.FillAsync(patients, lanes);
        return clinic;
    }

    private async Task FillAsync(int patients, int lanes)
    {
        var ct = TestContext.Current.CancellationToken;
        var practice = Desk.Get<IPracticeDirectory>();
        var schedule = Desk.Get<ISchedule>();
        await Desk.WriteAsync(async desk =>
        {
            practice.AddLocation(desk, Location, "Synthetic Main Street", "America/New_York", null, null);
            practice.AddProvider(desk, Provider, "Dr. Synthetic", "Family medicine", null);
            practice.AddProvider(desk, Other, "Dr. Artificial", "Family medicine", null);
            practice.AddVisitType(desk, Visit, "Follow-up", 20, "sky");
            await desk.SaveAsync(ct);
            foreach (var provider in new[] { Provider, Other })
            {
                for (var weekday = DayOfWeek.Monday; weekday <= DayOfWeek.Friday; weekday++)
                {
                    var id = Id.New<SessionTemplateId>();
                    if (provider == Provider && weekday == DayOfWeek.Thursday)
                        ThursdaySession = id;
                    schedule.AddSession(desk, id, provider, Location, weekday, new(9, 0), new(17, 0), new(2026, 1, 1), null, lanes);
                }
            }
            List<PatientId> made = [];
            for (var i = 0; i < patients; i++)
                made.Add(await Desk.Get<IPatients>().AddAsync(desk, Id.New<PatientId>(),
                    new NewPatient { Family = "Synthetic" + i, Given = "Testa", BirthDate = new(1980, 1, 1) }, ct));
            Patients = made;
        });
    }

    public BookAppointment.Request At(TimeOnly time, int patient = 0, DateOnly? date = null, ProviderId? provider = null) =>
        new(Patients[patient], Visit, provider ?? Provider, Location, date ?? Thursday, time);

    public Task<BookAppointment.Result> BookAsync(BookAppointment.Request request, Roles roles = Roles.FrontDesk, string? reason = null) =>
        Desk.Get<BookAppointment>().RunAsync(request, Desk.CallAs(roles, reason: reason), TestContext.Current.CancellationToken);

    /// <summary>Whatever else the patient has that day.</summary>
    public async Task<AppointmentId> BookedAsync(TimeOnly time, int patient = 0, DateOnly? date = null, ProviderId? provider = null) =>
        (await BookAsync(At(time, patient, date, provider) with { AcceptOverlap = true })).ShouldBeOfType<BookAppointment.Result.Booked>().Appointment;

    public async Task<AppointmentRow> RowAsync(AppointmentId id) =>
        (await Desk.ReadAsync(d => Desk.Get<ISchedule>().FindAsync(d, id, TestContext.Current.CancellationToken))).ShouldNotBeNull();

    public ValueTask DisposeAsync() => Desk.DisposeAsync();
}
