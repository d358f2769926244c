using System.ComponentModel.DataAnnotations;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.WeekSchedule;

/// <summary>Seven days of some providers, at one location or at all: their sessions and who is booked. Restricted names are masked.</summary>
[AllowedTo(Roles.Care)]
public sealed class WeekSchedule(IPracticeDirectory practice, IWhereabouts whereabouts) : Query<WeekSchedule.Request, WeekSchedule.Result>
{
    /// <summary>Days shown, from the first one on.</summary>
    public const int Days = 7;

    /// <param name="Location">Null: everywhere.</param>
    /// <param name="From">The first day; a Monday on the screen.</param>
    /// <param name="Providers">Empty: everyone. Everywhere is asked of one to six of them: more fit no screen.</param>
    public sealed record Request(LocationId? Location, DateOnly From,
        [property: MaxLength(50, ErrorMessage = "Choose 50 providers at most.")] IReadOnlyList<ProviderId> Providers) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (From.Year is < 1900 or > 9000)
                yield return new ValidationResult("Choose a date of this century.");
            if (Location is null && (Providers.Count == 0 || Providers.Count > 6))
                yield return new ValidationResult("Choose one to six providers, or a location.");
        }
    }

    /// <param name="Columns">By provider, then date, then location; a day without session and visit has none.</param>
    public sealed record Result(IReadOnlyList<Column> Columns);

    /// <param name="Zone">IANA: what this column's times mean.</param>
    public sealed record Column(LocationId Location, string LocationName, string Zone, DateOnly Date, DaySchedule.DaySchedule.Column Day);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        IReadOnlyList<LocationId> places = request.Location is { } one ? [one]
            : [.. (await practice.EveryLocationAsync(desk, ct)).OrderBy(l => l.Name, StringComparer.Ordinal).Select(l => l.Id)];
        List<Column> columns = [];
        foreach (var place in places)
        {
            var days = await OneDay.ReadAsync(desk, practice, whereabouts, place, request.From, request.From.AddDays(Days - 1), request.Providers, ct);
            columns.AddRange(from day in days
                             from column in day.Columns
                             select new Column(day.Location.Id, day.Location.Name, day.Location.Zone, day.Date,
                                 DaySchedule.DaySchedule.Shown(column, day.Date, day.Closed)));
        }
        // A stable sort: the locations stay in the order of their names.
        return new Result([.. columns.OrderBy(c => c.Day.Name, StringComparer.Ordinal).ThenBy(c => c.Day.Provider.Value).ThenBy(c => c.Date)]);
    }
}
