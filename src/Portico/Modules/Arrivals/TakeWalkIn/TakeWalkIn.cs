using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Arrivals;

/// <summary>Takes in a patient who was not booked: an appointment now, beside the booked ones, and the patient is here. One act.</summary>
[AllowedTo(Roles.Desk)]
public sealed class TakeWalkIn(ISchedule schedule, IVisits visits, IPatients patients, IPracticeDirectory directory)
    : UseCase<TakeWalkIn.Request, TakeWalkIn.Result>
{
    /// <param name="Note">Why they came, in a few words. Null when nothing was said.</param>
    /// <param name="BesideBooking">They have another visit today and this is not that one.</param>
    public sealed record Request(
        PatientId Patient,
        LocationId Location,
        ProviderId Provider,
        VisitTypeId VisitType,
        [property: Required(ErrorMessage = "Say which two identifiers match.")] IdentityProof Proof,
        [property: StringLength(200, ErrorMessage = "Say why they came in 200 characters at most.")] string? Note,
        bool BesideBooking);

    public abstract record Result
    {
        public sealed record Taken(VisitId Visit, AppointmentId Appointment, TimeOnly Time) : Result;

        /// <summary>They are booked here today: mark that visit as arrived instead.</summary>
        public sealed record BookedToday(AppointmentId Appointment, TimeOnly Time) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.booked-today";
        }

        public sealed record IdentityNotProven : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.walk-in-not-identified";
        }

        /// <summary>No lane is left with this provider now.</summary>
        public sealed record NoLane : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.no-walk-in-lane";
        }

        /// <summary>The patient, provider, place or kind of visit is not one of this practice.</summary>
        public sealed record NotFound : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "arrivals.walk-in-unknown-choice";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        if (await patients.FindAsync(desk, request.Patient, ct) is not { } patient
            || await directory.VisitTypeAsync(desk, request.VisitType, ct) is not { } type
            || (await directory.ProvidersAsync(desk, ct)).All(p => p.Id != request.Provider)
            || (await directory.LocationsAsync(desk, ct)).SingleOrDefault(l => l.Id == request.Location) is not { } location)
            return new Result.NotFound();
        if (!request.Proof.Suffices(patient))
            return new Result.IdentityNotProven();
        var wall = PracticeClock.Local(desk.Now, location.Zone);
        var (today, time) = (DateOnly.FromDateTime(wall), FiveMinutes(wall));
        if (!request.BesideBooking && await BookedTodayAsync(desk, request, today, ct) is { } booked)
            return new Result.BookedToday(booked.Id, booked.Time);

        var appointment = Id.New<AppointmentId>();
        if (!await schedule.TryAddWalkInAsync(desk, appointment, request.Patient, request.Provider, request.Location,
                request.VisitType, today, time, type.Minutes, request.Note, ct))
            return new Result.NoLane();
        var visit = await visits.ForAppointmentAsync(desk, appointment, ct);
        desk.Note("matched", string.Join('+', request.Proof.Matched.Distinct().Order()));
        await visits.MarkWalkInAsync(desk, visit.Id, ct);
        await visits.ChangeAsync(desk, visit.Id, VisitState.Arrived, null, ct);
        await schedule.MarkKeptAsync(desk, appointment, kept: true, ct);
        return new Result.Taken(visit.Id, appointment, time);
    }

    private static async Task<AppointmentRow?> BookedTodayAsync(Desk desk, Request request, DateOnly today, CancellationToken ct)
    {
        var (patient, location) = (request.Patient, request.Location);
        return await desk.Db.Set<AppointmentRow>()
            .Where(a => a.PatientId == patient && a.LocationId == location && a.Date == today
                && (a.State == AppointmentState.Booked || a.State == AppointmentState.Confirmed))
            .OrderBy(a => a.Time).FirstOrDefaultAsync(ct);
    }

    // The schedule's grid: a walk-in at 10:13 takes its place from 10:10.
    private static TimeOnly FiveMinutes(DateTime wall) => new(wall.Hour, wall.Minute - wall.Minute % 5);
}
