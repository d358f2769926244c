using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Patients;

public sealed class ChartGuardTests
{
    [Theory, ClassData(typeof(BothStores))]
    public async Task Ones_own_record_is_refused_outright(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Synthetic", "Own", new DateOnly(1980, 5, 1));
        var me = desk.CallAs(Roles.FrontDesk);
        await desk.WriteAsync(d =>
        {
            d.Db.Add(new StaffLink { UserId = me.User, PatientId = patient, Tie = StaffTie.Own });
            return Task.CompletedTask;
        });
        (await Should.ThrowAsync<CallRejectedException>(() => CheckAsync(desk, me, patient))).Code.ShouldBe("patients.own-record");
        await CheckAsync(desk, desk.CallAs(Roles.Supervisor), patient);
    }

    internal static async Task CheckAsync(TestDesk desk, Call call, PatientId patient)
    {
        await using var transaction = await desk.Store.ReadAsync(TestDesk.Practice, TestContext.Current.CancellationToken);
        var attempt = new Desk(transaction.Db, call, Roles.FrontDesk, desk.Get<Portico.Platform.Clock.PracticeClock>().Now,
            desk.Get<IChartGuard>(), writes: false);
        await attempt.OpenChartAsync(patient, TestContext.Current.CancellationToken);
    }
}

/// <summary>Synthetic people for tests.</summary>
internal static class People
{
    public static async Task<PatientId> AddAsync(TestDesk desk, string family, string given, DateOnly? birthDate,
        string? phone = null, Sex sex = Sex.Female)
    {
        var id = Id.New<PatientId>();
        await desk.WriteAsync(d => desk.Get<IPatients>().AddAsync(d, id,
            new NewPatient { Family = family, Given = given, BirthDate = birthDate, Sex = sex, Phone = phone },
            TestContext.Current.CancellationToken));
        return id;
    }
}
