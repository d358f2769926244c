using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
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

/// <summary>Takes in someone who was not booked, registered by the same act when they are new: an appointment now, and the patient is here.</summary>
[AllowedTo(Roles.Desk)]
public sealed class TakeWalkIn(ISchedule schedule, IVisits visits, IPatients patients, IPracticeDirectory directory)
    : UseCase<TakeWalkIn.Request, TakeWalkIn.Result>
{
    /// <param name="Patient">Null: someone new, whom <paramref name="Person"/> describes.</param>
    /// <param name="Person">Null: someone on file. Otherwise registered by this same act, or not at all.</param>
    /// <param name="Proof">Two identifiers of someone on file. Null for someone new: nothing is on file to match.</param>
    /// <param name="Note">Why they came, in a few words. Null when nothing was said.</param>
    /// <param name="BesideBooking">They have another visit today, or at this very time, and this is not that one.</param>
    /// <param name="AcceptOutsideSession">The provider has no session there now, and will see them all the same.</param>
    public sealed record Request(
        PatientId? Patient,
        NewPerson? Person,
        LocationId Location,
        ProviderId Provider,
        VisitTypeId VisitType,
        IdentityProof? Proof,
        [property: StringLength(200, ErrorMessage = "Say why they came in 200 characters at most.")] string? Note,
        bool BesideBooking,
        bool AcceptOutsideSession = false) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Patient is null == Person is null)
                yield return new("Say who is here: someone on file, or someone new.");
            if (Patient is not null && Proof is null)
                yield return new("Say which two identifiers match.");
        }
    }

    public abstract record Result
    {
        /// <param name="NotFree">What the visit needs and what is not free now: <c>room exam</c>. Null: it has all.</param>
        public sealed record Taken(VisitId Visit, AppointmentId Appointment, TimeOnly Time, PatientId Patient, string? NotFree) : Result;

        /// <summary>Someone like this is on file: whoever is sure that it is someone new says so.</summary>
        public sealed record LikelyTheSame(IReadOnlyList<LikelyPatient> Candidates) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.walk-in-likely-the-same";
        }

        /// <param name="Field">Which: <c>name</c>, <c>bornInFuture</c>, <c>bornTooLongAgo</c>, <c>newborn</c>, <c>newbornTaken</c> or <c>phone</c>.</param>
        public sealed record PersonNotUsable(string Field) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.walk-in-person-not-usable";
        }

        /// <summary>They have a visit at that time, or one that is still to come today, wherever it is: it may be the one they came for.
        /// Ask, and take them again with <c>BesideBooking</c>.</summary>
        /// <param name="Time">On the wall of its own location.</param>
        public sealed record BookedToday(AppointmentId Appointment, TimeOnly Time, LocationId Location, ProviderId Provider) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.booked-today";
        }

        /// <summary>The provider has no session there now. Ask, and take them again with <c>AcceptOutsideSession</c>.</summary>
        public sealed record OutsideSession : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.walk-in-outside-session";
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

        /// <summary>The patient, provider, place or kind of visit is not one of this practice, or no longer in use.</summary>
        public sealed record NotFound : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "arrivals.walk-in-unknown-choice";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await directory.VisitTypeAsync(desk, request.VisitType, ct) is not { IsActive: true } type
            || (await directory.ProvidersAsync(desk, ct)).All(p => p.Id != request.Provider)
            || (await directory.LocationsAsync(desk, ct)).SingleOrDefault(l => l.Id == request.Location) is not { } location)
            return new Result.NotFound();
        var wall = PracticeClock.Local(desk.Now, location.Zone);
        var (today, time) = (DateOnly.FromDateTime(wall), FiveMinutes(wall));
        var isOutside = (await schedule.InSessionAsync(desk, [location], ct)).All(s => s.Provider != request.Provider);
        if (isOutside && !request.AcceptOutsideSession)
            return new Result.OutsideSession();
        PatientId patient;
        if (request.Patient is { } known)
        {
            await desk.OpenChartAsync(known, ct);
            if (await patients.FindAsync(desk, known, ct) is not { } row)
                return new Result.NotFound();
            if (request.Proof?.Suffices(row) != true)
                return new Result.IdentityNotProven();
            desk.Note("matched", string.Join('+', request.Proof.Matched.Distinct().Order()));
            if (!request.BesideBooking && await OtherVisitAsync(desk, known, location.Zone, type.Minutes, ct) is { } other)
                return new Result.BookedToday(other.Id, other.Time, other.LocationId, other.ProviderId);
            patient = known;
        }
        else
        {
            switch (await patients.RegisterAsync(desk, request.Person ?? throw new UnreachableException(), ct))
            {
                case Registering.Registered registered: patient = registered.Patient; break;
                case Registering.LikelyTheSame likely: return new Result.LikelyTheSame(likely.Candidates);
                case Registering.NameMissing: return new Result.PersonNotUsable("name");
                case Registering.BornInFuture: return new Result.PersonNotUsable("bornInFuture");
                case Registering.BornTooLongAgo: return new Result.PersonNotUsable("bornTooLongAgo");
                case Registering.NewbornIncomplete: return new Result.PersonNotUsable("newborn");
                case Registering.NewbornTaken: return new Result.PersonNotUsable("newbornTaken");
                case Registering.PhoneUnusable: return new Result.PersonNotUsable("phone");
                default: throw new UnreachableException();
            }
        }

        var appointment = Id.New<AppointmentId>();
        if (await schedule.TryAddWalkInAsync(desk, appointment, patient, request.Provider, request.Location,
                request.VisitType, today, time, type.Minutes, request.Note, ct) is not { } added)
            return new Result.NoLane();
        var visit = await visits.ForAppointmentAsync(desk, appointment, ct);
        await visits.MarkWalkInAsync(desk, visit.Id, ct);
        await visits.ChangeAsync(desk, visit.Id, VisitState.Arrived, null, ct);
        await schedule.MarkKeptAsync(desk, appointment, kept: true, ct);
        if (isOutside)
            desk.Note("outside-session", "true");
        return new Result.Taken(visit.Id, appointment, time, patient, added.NotFree);
    }

    // Whoever was here already today and comes back is not asked; whoever sits with another provider at this moment is.
    private static Task<AppointmentRow?> OtherVisitAsync(Desk desk, PatientId patient, string zone, int minutes, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(PracticeClock.Local(desk.Now, zone));
        var (starts, ends) = (desk.Now, desk.Now.Plus(Duration.FromMinutes(minutes)));
        var (morning, night) = (PracticeClock.At(today, TimeOnly.MinValue, zone), PracticeClock.At(today.AddDays(1), TimeOnly.MinValue, zone));
        return desk.Db.Set<AppointmentRow>().Where(a => a.PatientId == patient
                && a.State != AppointmentState.Cancelled && a.State != AppointmentState.NoShow
                && ((a.StartsAt < ends && a.EndsAt > starts)
                    || (a.State != AppointmentState.Kept && a.StartsAt >= morning && a.StartsAt < night)))
            .OrderBy(a => a.StartsAt).FirstOrDefaultAsync(ct);
    }

    // The schedule's grid: a walk-in at 10:13 takes its place from 10:10.
    private static TimeOnly FiveMinutes(DateTime wall) => new(wall.Hour, wall.Minute - wall.Minute % 5);
}
