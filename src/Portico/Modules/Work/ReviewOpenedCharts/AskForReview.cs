using Portico.Modules.Patients.Contracts;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Work;

/// <summary>Puts every restricted chart that was opened before a supervisor who did not open it.</summary>
public sealed class AskForReview(IWork work, IPracticeDay day) : IHandle<RestrictedChartOpened>
{
    public const string Queue = "break-glass-review";

    public async Task HandleAsync(RestrictedChartOpened heard, Desk desk, CancellationToken ct)
    {
        work.Open(desk, new NewTask(Queue, "Review why this restricted chart was opened.",
            (await day.TodayAsync(desk, ct)).AddDays(1), null, heard.Patient, Roles.Supervisor,
            heard.Grant.Value, heard.By));
    }
}
