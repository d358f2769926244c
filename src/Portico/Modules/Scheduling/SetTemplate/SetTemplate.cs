using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.SetTemplate;

/// <summary>Gives a provider a weekly session, in place of another from a date on when one is named.</summary>
[AllowedTo(Roles.Seniors | Roles.Administrator)]
public sealed class SetTemplate(IPracticeDirectory practice, IWork work) : UseCase<SetTemplate.Request, SetTemplate.Result>
{
    /// <param name="Provider">Whose.</param>
    /// <param name="Location">Where.</param>
    /// <param name="Weekday">On which day.</param>
    /// <param name="Starts">Wall time, on a whole 5 minutes.</param>
    /// <param name="Ends">Wall time, later the same day.</param>
    /// <param name="ValidFrom">The first day it counts.</param>
    /// <param name="ValidTo">The last. Null: open.</param>
    /// <param name="Lanes">How many patients at once.</param>
    /// <param name="Replaces">Ends the day before. Null: none.</param>
    /// <param name="AcceptBumps">The visits that lose their session were looked at; each becomes a task.</param>
    public sealed record Request(
        ProviderId Provider, LocationId Location, DayOfWeek Weekday,
        [property: OnCell] TimeOnly Starts, [property: OnCell] TimeOnly Ends, DateOnly ValidFrom, DateOnly? ValidTo = null,
        [property: Range(1, 8, ErrorMessage = "A session takes 1 to 8 patients at once.")] int Lanes = 1,
        SessionTemplateId? Replaces = null, bool AcceptBumps = false) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Ends <= Starts)
                yield return new ValidationResult("Choose an end after the start, on the same day.");
            if (ValidTo < ValidFrom)
                yield return new ValidationResult("Choose a last day on or after the first.");
        }
    }

    public abstract record Result
    {
        /// <param name="Template">The new session.</param>
        /// <param name="Bumped">How many visits went to the reschedule list.</param>
        public sealed record Set(SessionTemplateId Template, int Bumped) : Result;

        /// <summary>Nothing was changed: these visits would lose their session. Look, and send it again with <c>AcceptBumps</c>.</summary>
        public sealed record WouldBump(IReadOnlyList<Bump> Visits) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.template-bumps-visits";
        }

        /// <summary>No such provider, location or session to replace.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.template-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (!(await practice.ProvidersAsync(desk, ct)).Any(p => p.Id == request.Provider)
            || !(await practice.LocationsAsync(desk, ct)).Any(l => l.Id == request.Location))
            return new Result.Unknown();
        var added = SessionTemplate.Weekly(Id.New<SessionTemplateId>(), request.Provider, request.Location, request.Weekday,
            request.Starts, request.Ends, request.ValidFrom, request.ValidTo, request.Lanes);
        IReadOnlyList<Bump> bumps = [];
        if (request.Replaces is { } id)
        {
            var old = await desk.Db.Set<SessionTemplate>().SingleOrDefaultAsync(t => t.Id == id, ct);
            if (old is null || old.ProviderId != request.Provider)
                return new Result.Unknown();
            bumps = await Bumps.FindAsync(desk, practice, request.Provider, old.LocationId, request.ValidFrom, to: null,
                plans => plans.With(old, request.ValidFrom, added), ct);
            if (bumps.Count > 0 && !request.AcceptBumps)
                return new Result.WouldBump(bumps);
            old.EndAfter(request.ValidFrom.AddDays(-1));
        }
        desk.Db.Add(added);
        Bumps.Open(desk, work, bumps);
        return new Result.Set(added.Id, bumps.Count);
    }
}
