using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.Ids;

namespace Portico.BrowserTests.Kit;

/// <summary>A Today board as long as the demo's: what a page transfers and holds grows with it.</summary>
internal static class FullBoard
{
    public const int Visits = 170;
    private static readonly string[] s_trees = ["Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fern", "Ginkgo", "Hazel", "Ilex", "Juniper", "Larch"];

    public static Task WriteAsync(LiveDesk desk) => desk.WriteAsync(async d =>
    {
        var ct = TestContext.Current.CancellationToken;
        var today = desk.Get<PracticeClock>().Today(TinyPractice.Zone);
        var other = Id.New<ProviderId>();
        desk.Get<IPracticeDirectory>().AddProvider(d, other, "Dr. Simulacra Beta", "Pediatrics", null);
        desk.Get<ISchedule>().AddSession(d, Id.New<SessionTemplateId>(), other, desk.Practice.Location, today.DayOfWeek,
            new(0, 0), new(23, 45), today, null, 1);
        await d.SaveAsync(ct);
        for (var n = 0; n < Visits; n++)
        {
            var patient = await desk.Get<IPatients>().AddAsync(d, Id.New<PatientId>(), new NewPatient
            {
                Family = "Synthetic" + s_trees[n % s_trees.Length] + n, Given = s_trees[n * 7 % s_trees.Length],
                BirthDate = new DateOnly(1940, 1, 1).AddDays(n * 97), Phone = $"+1607555{100 + n % 100:0000}",
            }, ct);
            (await desk.Get<ISchedule>().TryAddAsync(d, Id.New<AppointmentId>(), patient, n % 2 == 0 ? desk.Practice.ProviderId : other,
                desk.Practice.Location, desk.Practice.FollowUp, today, new TimeOnly(0, 0).AddMinutes(n / 2 * 15), 15, null, ct)).ShouldBeTrue();
        }
    });
}
