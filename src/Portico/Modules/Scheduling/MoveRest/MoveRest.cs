using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.MoveRest;

/// <summary>Moves a visit of a series and all later ones by as many days, to one time and provider: all of them or none.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class MoveRest(IWork work) : UseCase<MoveRest.Request, MoveRest.Result>
{
    /// <param name="Appointment">The first that moves.</param>
    /// <param name="Version">The one that was on the screen: a change by someone else in between is not overrun.</param>
    /// <param name="Provider">With whom now.</param>
    /// <param name="Location">Where now.</param>
    /// <param name="Date">Of the first. The others move by as many days.</param>
    /// <param name="Time">Of all, on the wall there; a multiple of 5 minutes.</param>
    /// <param name="Why">Null: nothing was said. Kept with each.</param>
    public sealed record Request(
        AppointmentId Appointment, int Version, ProviderId Provider, LocationId Location, DateOnly Date, [property: OnCell] TimeOnly Time,
        [property: StringLength(500, ErrorMessage = "Shorten the reason to 500 characters.")] string? Why = null) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Date.Year is < 1900 or > 9000)
                yield return new ValidationResult("Choose a date of this century.");
        }
    }

    public abstract record Result
    {
        /// <param name="Count">How many.</param>
        public sealed record Moved(int Count) : Result;

        /// <summary>Nothing moved.</summary>
        public sealed record Conflicts(IReadOnlyList<SeriesConflict> InTheWay) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.move-rest-conflicts";
        }

        /// <summary>Someone else changed it meanwhile: look again.</summary>
        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.move-rest-changed";
        }

        /// <summary>Kept, missed or cancelled; or no visit of a series.</summary>
        public sealed record WrongState(AppointmentState State) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.move-rest-state";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.move-rest-unknown";
        }
    }

    private static readonly Changing<Result> s_change = new(new Result.Unknown(), new Result.Changed(), state => new Result.WrongState(state));

    protected override Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct) =>
        s_change.RunAsync(desk, request.Appointment, request.Version, a => a is { IsAhead: true, SeriesId: not null },
            appointment => MoveAsync(appointment, request, desk, ct), ct);

    private async Task<Result> MoveAsync(Appointment first, Request request, Desk desk, CancellationToken ct)
    {
        var rest = await SeriesRest.FromAsync(desk, first, ct);
        var days = request.Date.DayNumber - first.Date.DayNumber;
        var slots = rest.Select(a => new SeriesSlot(a.Date.AddDays(days), request.Time)).ToList();
        var question = VisitQuestion.Of(first, request.Provider, request.Location, request.Date) with
        {
            ByProvider = request.Provider != first.ProviderId,
        };
        if (await SeriesCase.ReadAsync(desk, question, slots, [.. rest.Select(a => a.Id)], ct) is not { } visits)
            return new Result.Unknown();
        // Their old cells are in nobody's way; a refusal brings them back.
        foreach (var appointment in rest)
            await CellGuard.FreeAsync(desk.Db, appointment, ct);
        var (fit, conflicts) = await visits.CheckAsync(slots, [.. rest.Select(a => a.Id)], ct);
        if (conflicts.Count > 0)
            return new Result.Conflicts(conflicts);

        var left = rest.Select(a => (a.LocationId, a.Date)).ToList();
        foreach (var (appointment, item) in rest.Zip(fit))
            desk.Db.Add(appointment.Move(item.Place, desk.Call.User, desk.Now, request.Why?.Trim() ?? desk.Call.Reason));
        try
        {
            await desk.SaveAsync(ct);
        }
        catch (DbUpdateException failure) when (Race.WasLost(desk.Db, failure))
        {
            return new Result.Changed();
        }
        var (_, missing) = await CellGuard.TakeAsync(desk, [.. fit.SelectMany(i => i.Wanted)], null, (batch, claims) =>
        {
            var byVisit = claims.ToLookup(c => c.Wanted.Owner);
            foreach (var item in fit)
                CellGuard.ReplaceParts(batch, desk.Db, item.Id, visits.Plan.IsProviderAlone ? [] : [.. byVisit[CellOwner.Of(item.Id)]]);
        }, ct);
        if (missing is not null)
        {
            var lost = fit.Select(i => CellOwner.Of(i.Id)).ToList().IndexOf(missing.Owner);
            return new Result.Conflicts([new SeriesConflict(lost + 1, slots[lost], SeriesCase.ProblemOf(missing), null, [])]);
        }
        foreach (var (appointment, (location, date)) in rest.Zip(left))
        {
            await Bumps.DoneAsync(desk, work, appointment.Id, "moved", ct);
            desk.Raise(new AppointmentMoved(appointment.Id, appointment.PatientId, date, appointment.Date));
            desk.Touch(ScheduleTopics.Day(location, date));
            desk.Touch(ScheduleTopics.Day(appointment.LocationId, appointment.Date));
        }
        return new Result.Moved(rest.Count);
    }
}
