using System.Globalization;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.NoteNoAnswer;

/// <summary>Somebody on the reschedule list was called and did not answer: they come again after the others.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class NoteNoAnswer(IWork work, ISchedule schedule, IPracticeDirectory practice) : UseCase<NoteNoAnswer.Request, NoteNoAnswer.Result>
{
    /// <param name="Appointment">The visit that the call was about.</param>
    public sealed record Request(AppointmentId Appointment);

    public abstract record Result
    {
        public sealed record Noted : Result;

        /// <summary>It is on the list no longer: somebody else called, or it has a new time.</summary>
        public sealed record NotListed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.no-answer-not-listed";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await schedule.FindAsync(desk, request.Appointment, ct) is not { } visit)
            return new Result.NotListed();
        await desk.OpenChartAsync(visit.PatientId, ct);
        var wall = PracticeClock.Local(desk.Now, (await practice.LocationAsync(desk, visit.LocationId, ct)).Zone);
        return await Bumps.TriedAsync(desk, work, visit.Id, string.Create(CultureInfo.InvariantCulture, $"No answer {wall:d-MMM} at {wall:h:mm tt}"), ct)
            ? new Result.Noted() : new Result.NotListed();
    }
}
