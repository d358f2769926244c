using System.ComponentModel.DataAnnotations;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.AddException;

/// <summary>Makes some days of a provider different: a day off, a block of time, an extra session.</summary>
[AllowedTo(Roles.Seniors | Roles.Administrator)]
public sealed class AddException(IPracticeDirectory practice, IWork work) : UseCase<AddException.Request, AddException.Result>
{
    /// <param name="Provider">Whose.</param>
    /// <param name="Location">Null: at every location. An extra session needs one.</param>
    /// <param name="Exception">What kind.</param>
    /// <param name="From">The first day.</param>
    /// <param name="To">The last day.</param>
    /// <param name="Starts">Wall time. Null for a day off alone.</param>
    /// <param name="Ends">Wall time. Before the start: on the day after. Null for a day off alone.</param>
    /// <param name="Reason">Shown on the schedule.</param>
    /// <param name="Lanes">How many patients at once, in an extra session.</param>
    /// <param name="AcceptBumps">The visits that lose their session were looked at; each becomes a task.</param>
    public sealed record Request(
        ProviderId Provider, LocationId? Location, ExceptionKind Exception, DateOnly From, DateOnly To,
        [property: OnCell] TimeOnly? Starts, [property: OnCell] TimeOnly? Ends,
        [property: Required(ErrorMessage = "Say why: the desk will be asked.")]
        [property: StringLength(500, ErrorMessage = "Shorten the reason to 500 characters.")] string Reason,
        [property: Range(1, 8, ErrorMessage = "A session takes 1 to 8 patients at once.")] int Lanes = 1,
        bool AcceptBumps = false) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (To < From)
                yield return new ValidationResult("Choose a last day on or after the first.");
            if (To.DayNumber - From.DayNumber > 366)
                yield return new ValidationResult("Choose a year at most.");
            if (Exception != ExceptionKind.DayOff && (Starts is not { } starts || Ends is not { } ends || ends == starts))
                yield return new ValidationResult("Choose a start and another end; before the start, it ends the day after.");
            if (Exception == ExceptionKind.ExtraSession && Location is null)
                yield return new ValidationResult("Choose the location of the extra session.");
        }
    }

    public abstract record Result
    {
        /// <param name="Exception">The new one.</param>
        /// <param name="Bumped">How many visits went to the reschedule list.</param>
        public sealed record Added(TemplateExceptionId Exception, int Bumped) : Result;

        /// <summary>Nothing was changed: these visits would lose their session. Look, and send it again with <c>AcceptBumps</c>.</summary>
        public sealed record WouldBump(IReadOnlyList<Bump> Visits) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.exception-bumps-visits";
        }

        /// <summary>No such provider or location.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.exception-for-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (!(await practice.ProvidersAsync(desk, ct)).Any(p => p.Id == request.Provider)
            || (request.Location is { } at && !(await practice.LocationsAsync(desk, ct)).Any(l => l.Id == at)))
            return new Result.Unknown();
        var isDayOff = request.Exception == ExceptionKind.DayOff;
        var added = new TemplateException
        {
            Id = Id.New<TemplateExceptionId>(), ProviderId = request.Provider, LocationId = request.Location,
            Kind = request.Exception, FromDate = request.From, ToDate = request.To, Reason = request.Reason.Trim(),
            Starts = isDayOff ? null : request.Starts, Ends = isDayOff ? null : request.Ends, Lanes = request.Lanes,
        };
        var bumps = await Bumps.FindAsync(desk, practice, request.Provider, request.Location, request.From, request.To,
            plans => plans.With(without: null, added), ct);
        if (bumps.Count > 0 && !request.AcceptBumps)
            return new Result.WouldBump(bumps);
        desk.Db.Add(added);
        Bumps.Open(desk, work, bumps, added.Reason);
        await TouchAsync(desk, request, ct);
        return new Result.Added(added.Id, bumps.Count);
    }

    private async Task TouchAsync(Desk desk, Request request, CancellationToken ct)
    {
        // A month is what a screen may show; who looks further ahead loads it anew.
        var last = request.To.DayNumber - request.From.DayNumber > 31 ? request.From.AddDays(31) : request.To;
        foreach (var location in await practice.LocationsAsync(desk, ct))
        {
            if (request.Location is { } only && only != location.Id)
                continue;
            for (var date = request.From; date <= last; date = date.AddDays(1))
                desk.Touch(ScheduleTopics.Day(location.Id, date));
        }
    }
}
