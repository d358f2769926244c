using Portico.Modules.Coverage;
using Portico.Modules.Coverage.AskPayers;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Coverage.Roads;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.AddParticipation;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.PayerSim;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.Values;
using Portico.Tests.Arrivals;
using Portico.Tests.Kit;

namespace Portico.Tests.Coverage.Eligibility;

/// <summary>The synthetic day with payers in a box at the end of a road, a provider with an NPI, and somebody whom the payer knows.</summary>
internal sealed class Verified : IAsyncDisposable
{
    private readonly string _folder;

    private Verified(OneDay day, PayerBox box, string payer, string folder) => (Day, Box, Payer, _folder) = (day, box, payer, folder);

    /// <summary>The box's own id of the practice's payer.</summary>
    public string Payer { get; }

    public OneDay Day { get; }
    public PayerBox Box { get; }
    public TestDesk Desk => Day.Desk;
    public ProviderId Provider { get; } = Id.New<ProviderId>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Verified> StartAsync(StoreKind kind, string payer = "SYN01")
    {
        var day = await OneDay.StartAsync(kind);
        var folder = Directory.CreateTempSubdirectory("portico-box-").FullName;
        var box = await PayerBox.StartAsync(new()
        {
            Seed = 7, Today = OneDay.Today, BatchDelay = TimeSpan.Zero, Folder = folder, FolderInterval = TimeSpan.FromMilliseconds(20),
        }, Ct);
        var made = new Verified(day, box, payer, folder);
        await day.Desk.WriteAsync(async d =>
        {
            day.Desk.Get<IPracticeDirectory>().AddProvider(d, made.Provider, "Dr. Ana Okafor", "Family medicine", "1234567893");
            await d.SaveAsync(Ct);
            foreach (var weekday in Enum.GetValues<DayOfWeek>())
                day.Desk.Get<ISchedule>().AddSession(d, Id.New<SessionTemplateId>(), made.Provider, day.Location, weekday, new(8, 0), new(18, 0), new(2026, 1, 1), null, 1);
        });
        // Whether the provider is in the network says the practice, never an answer.
        (await day.Desk.Get<AddParticipation>().RunAsync(new(made.Provider, "123456789", day.Location, day.Payer, null, new(2026, 1, 1)),
            day.Desk.CallAs(Roles.Administrator), Ct)).ShouldBeOfType<AddParticipation.Result.Added>();
        await made.RoadAsync(1);
        return made;
    }

    /// <summary>One more road to the payer, behind those that there are.</summary>
    /// <param name="rank">1 is tried first.</param>
    /// <param name="password">Another than the box's is refused.</param>
    public Task<RoadId> RoadAsync(int rank, string password = "synthetic", Uri? address = null) =>
        RoadAsync(rank, new(null, $"Box {rank}", RoadKind.CoreMime, (address ?? new Uri(Box.Address.ShouldNotBeNull(), "core")).ToString(), "PORTICO",
            "CLEARING", "portico", password, null, null, false, true));

    /// <summary>The payer's folders for batches.</summary>
    public Task<RoadId> FolderRoadAsync(int rank) => RoadAsync(rank, new(null, "Folder", RoadKind.Folder, new Uri(_folder).ToString(), "PORTICO", "CLEARING",
        null, null, null, null, false, true));

    private async Task<RoadId> RoadAsync(int rank, SetRoad.Request wanted)
    {
        var admin = Desk.CallAs(Roles.Administrator);
        var road = (await Desk.Get<SetRoad>().RunAsync(wanted, admin, Ct)).ShouldBeOfType<SetRoad.Result.Set>().Road;
        var payer = (await Desk.Get<ShowRoads>().RunAsync(new(), admin, Ct)).Payers.Single(p => p.Id == Day.Payer);
        List<SetPayerRoads.RoadEnd> ends = [.. payer.Ends];
        ends.Insert(rank - 1, new(road, Payer, null));
        (await Desk.Get<SetPayerRoads>().RunAsync(new(Day.Payer, ends, payer.Asking), admin, Ct)).ShouldBeOfType<SetPayerRoads.Result.Set>();
        return road;
    }

    /// <summary>Changes how the payer is asked, and by which roads.</summary>
    public async Task SetAsync(Func<SetPayerRoads.AskingForm, SetPayerRoads.AskingForm> asking, Func<IEnumerable<SetPayerRoads.RoadEnd>, IEnumerable<SetPayerRoads.RoadEnd>>? roads = null)
    {
        var admin = Desk.CallAs(Roles.Administrator);
        var payer = (await Desk.Get<ShowRoads>().RunAsync(new(), admin, Ct)).Payers.Single(p => p.Id == Day.Payer);
        (await Desk.Get<SetPayerRoads>().RunAsync(new(Day.Payer, [.. roads?.Invoke(payer.Ends) ?? payer.Ends], asking(payer.Asking)), admin, Ct))
            .ShouldBeOfType<SetPayerRoads.Result.Set>();
    }

    /// <summary>A patient with a policy that the payer has, booked with the provider.</summary>
    /// <param name="isEnrolled">False: the payer has nobody under the member id.</param>
    /// <param name="to">The last day of the enrolment. Null: open.</param>
    public async Task<(VisitId Visit, PolicyId Policy, PatientId Patient)> BookedAsync(
        string family = "Testpatient", TimeOnly? time = null, bool isEnrolled = true, DateOnly? date = null, DateOnly? to = null, long? copayCents = null, string? plan = null)
    {
        var (patient, policy, appointment) = (Id.New<PatientId>(), Id.New<PolicyId>(), Id.New<AppointmentId>());
        var member = "SYNTH" + policy.Value.ToString("N")[^7..].ToUpperInvariant();
        VisitId visit = default;
        await Desk.WriteAsync(async d =>
        {
            await Desk.Get<IPatients>().AddAsync(d, patient, new NewPatient { Family = family, Given = "Ava", BirthDate = new(1980, 7, 14), Sex = Sex.Female, Phone = "+12025550143" }, Ct);
            await Desk.Get<ICoverage>().AddPolicyAsync(d, policy, patient, new NewPolicy { Payer = Day.Payer, MemberId = member, PlanName = plan, CardCopay = copayCents is { } c ? new Money(c) : null }, Ct);
            await d.SaveAsync(Ct);
            (await Desk.Get<ISchedule>().TryAddAsync(d, appointment, patient, Provider, Day.Location, Day.VisitType, date ?? OneDay.Today, time ?? new(9, 20), 20, null, Ct)).ShouldBeTrue();
            await d.SaveAsync(Ct);
            visit = (await Desk.Get<IVisits>().ForAppointmentAsync(d, appointment, Ct)).Id;
        });
        if (isEnrolled)
            Box.Members.Enroll(new() { Payer = Payer, MemberId = member, Family = family, Given = "Ava", Born = new(1980, 7, 14), Sex = "F", To = to }).ShouldNotBeNull();
        return (visit, policy, patient);
    }

    public async Task<CheckEligibility.Result> AskAsync(VisitId visit, PolicyId policy) =>
        await Desk.Get<CheckEligibility>().RunAsync(new(visit, policy), Desk.CallAs(Roles.FrontDesk), Ct);

    /// <summary>Everything that is due is asked and kept.</summary>
    public Task DrainAsync() => Desk.Get<EligibilityWorker>().DrainAsync(TestDesk.Practice, Ct);

    /// <summary>Every step of a batch that is due.</summary>
    /// <param name="killed">In the middle of it.</param>
    public async Task BatchAsync(CancellationToken? killed = null)
    {
        var ct = killed ?? Ct;
        var plan = await Desk.Get<BatchMaker>().PlanAsync(TestDesk.Practice, ct);
        await Task.WhenAll(plan.Roads.Select(road => Desk.Get<BatchRun>().RoadAsync(TestDesk.Practice, road, ct)));
    }

    /// <summary>What others do by the machine's own clock.</summary>
    public static async Task SeenAsync(Func<Task<bool>> isThere)
    {
        for (var look = 0; look < 600 && !await isThere(); look++)
            await Task.Delay(50, Ct);
        (await isThere()).ShouldBeTrue();
    }

    public async Task<ShowBenefits.Line> LineAsync(VisitId visit) =>
        (await Desk.Get<ShowBenefits>().RunAsync(new(visit), Desk.CallAs(Roles.FrontDesk), Ct)).Policies[0];

    /// <summary>As a share that is not mounted.</summary>
    public void TakeFolderAway() => Directory.Move(Path.Combine(_folder, "in"), Path.Combine(_folder, "away"));

    public void BringFolderBack() => Directory.Move(Path.Combine(_folder, "away"), Path.Combine(_folder, "in"));

    /// <summary>Answers that lie in the payer's folder.</summary>
    public IReadOnlyList<string> FilesOut() => Directory.GetFiles(Path.Combine(_folder, "out"));

    /// <summary>How many questions reached the payers.</summary>
    public int Asked => (int)Box.Log.Count;

    public async ValueTask DisposeAsync()
    {
        await Box.DisposeAsync();
        await Day.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
