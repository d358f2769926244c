using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Patients;

/// <summary>The way to a chart that no search lists.</summary>
public sealed class OpenRestrictedChartTests
{
    private static readonly OpenRestrictedChart.Request s_asked = new()
    {
        Family = "synthetic", Given = "CELEBRITY", BirthDate = new DateOnly(1980, 5, 1), Reason = "The patient stands at the desk",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_whole_name_and_birth_date_open_it_with_a_reason_and_a_supervisor_is_asked(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await ChartGuardTests.RestrictedAsync(desk);
        (await RunAsync(desk, s_asked)).ShouldBeOfType<OpenRestrictedChart.Result.Opened>().Patient.ShouldBe(patient);
        await ChartGuardTests.CheckAsync(desk, desk.CallAs(Roles.FrontDesk), patient);
        (await desk.ReadAsync(d => d.Db.Set<OutboxRow>().Select(o => o.Handler).SingleAsync(Ct))).ShouldBe("work.AskForReview");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_MRN_stands_for_the_name(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await ChartGuardTests.RestrictedAsync(desk);
        var mrn = await desk.ReadAsync(d => d.Db.Set<PatientRow>().Select(p => p.Mrn).SingleAsync(Ct));
        (await RunAsync(desk, s_asked with { Family = null, Given = null, Mrn = mrn })).ShouldBeOfType<OpenRestrictedChart.Result.Opened>()
            .Patient.ShouldBe(patient);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Half_an_identity_is_answered_as_nobody(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await ChartGuardTests.RestrictedAsync(desk);
        await People.AddAsync(desk, "Synthetic", "Open", new DateOnly(1980, 5, 1));
        foreach (var half in new[]
                 {
                     s_asked with { Given = "Celebrit" }, s_asked with { Given = null }, s_asked with { BirthDate = new DateOnly(1980, 5, 2) },
                     s_asked with { Given = "Open" },
                 })
            (await RunAsync(desk, half)).ShouldBeOfType<OpenRestrictedChart.Result.NobodyFits>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Ones_own_record_stays_closed(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await ChartGuardTests.RestrictedAsync(desk);
        await desk.WriteAsync(d =>
        {
            d.Db.Add(new StaffLink { UserId = desk.CallAs(Roles.FrontDesk).User, PatientId = patient, Tie = StaffTie.Own });
            return Task.CompletedTask;
        });
        (await Should.ThrowAsync<CallRejectedException>(() => RunAsync(desk, s_asked))).Code.ShouldBe("patients.own-record");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Of_two_with_one_name_and_birth_date_the_MRN_decides(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await ChartGuardTests.RestrictedAsync(desk);
        await ChartGuardTests.RestrictedAsync(desk);
        (await RunAsync(desk, s_asked)).ShouldBeOfType<OpenRestrictedChart.Result.SeveralFit>();
    }

    private static Task<OpenRestrictedChart.Result> RunAsync(TestDesk desk, OpenRestrictedChart.Request request) =>
        desk.Get<OpenRestrictedChart>().RunAsync(request, desk.CallAs(Roles.FrontDesk), Ct);
}
