using System.ComponentModel.DataAnnotations;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.AddHoliday;

/// <summary>Makes a date one on which nobody sees patients, at a location or everywhere. Extra sessions stay.</summary>
[AllowedTo(Roles.Seniors | Roles.Administrator)]
public sealed class AddHoliday(IPracticeDirectory practice, IWork work) : UseCase<AddHoliday.Request, AddHoliday.Result>
{
    /// <param name="Date">The day.</param>
    /// <param name="Location">Null: everywhere.</param>
    /// <param name="Name">Shown on the schedule.</param>
    /// <param name="AcceptBumps">The visits that lose their session were looked at; each becomes a task.</param>
    public sealed record Request(DateOnly Date, LocationId? Location,
        [property: Required(ErrorMessage = "Give the holiday's name."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string Name,
        bool AcceptBumps = false) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Date.Year is < 2000 or > 2200)
                yield return new ValidationResult("Choose a date of this century.");
        }
    }

    public abstract record Result
    {
        /// <param name="Holiday">The new one.</param>
        /// <param name="Bumped">How many visits went to the reschedule list.</param>
        public sealed record Added(HolidayId Holiday, int Bumped) : Result;

        /// <summary>Nothing was changed: these visits would lose their session. Look, and send it again with <c>AcceptBumps</c>.</summary>
        public sealed record WouldBump(IReadOnlyList<Bump> Visits) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.holiday-bumps-visits";
        }

        /// <summary>No such location.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.holiday-nowhere";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var locations = await practice.LocationsAsync(desk, ct);
        if (request.Location is { } at && !locations.Any(l => l.Id == at))
            return new Result.Unknown();
        var added = new HolidayRow { Id = Id.New<HolidayId>(), Date = request.Date, LocationId = request.Location, Name = request.Name.Trim() };
        var bumps = await Bumps.OnDayAsync(desk, practice, request.Location, request.Date, plans => plans.With(added, without: null), ct);
        if (bumps.Count > 0 && !request.AcceptBumps)
            return new Result.WouldBump(bumps);
        practice.AddHoliday(desk, added.Id, added.Date, added.LocationId, added.Name);
        Bumps.Open(desk, work, bumps, added.Name, "nobody sees patients");
        foreach (var location in locations.Where(l => request.Location is not { } only || only == l.Id))
            desk.Touch(ScheduleTopics.Day(location.Id, request.Date));
        return new Result.Added(added.Id, bumps.Count);
    }
}
