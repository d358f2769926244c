using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.RemoveHoliday;

/// <summary>Makes a holiday an ordinary day again: the sessions of the template count. It bumps nobody.</summary>
[AllowedTo(Roles.Seniors | Roles.Administrator)]
public sealed class RemoveHoliday(IPracticeDirectory practice) : UseCase<RemoveHoliday.Request, RemoveHoliday.Result>
{
    /// <param name="Holiday">Which.</param>
    public sealed record Request(HolidayId Holiday);

    public abstract record Result
    {
        public sealed record Removed : Result;

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.holiday-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var row = await desk.Db.Set<HolidayRow>().SingleOrDefaultAsync(h => h.Id == request.Holiday, ct);
        if (row is null || !await practice.RemoveHolidayAsync(desk, row.Id, ct))
            return new Result.Unknown();
        foreach (var location in await practice.LocationsAsync(desk, ct))
        {
            if (row.LocationId is not { } only || only == location.Id)
                desk.Touch(ScheduleTopics.Day(location.Id, row.Date));
        }
        return new Result.Removed();
    }
}
