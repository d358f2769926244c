using System.ComponentModel.DataAnnotations;
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

namespace Portico.Modules.Arrivals;

/// <summary>Enters a walk-in that was written on a numbered form while the program was down, with the times that stand on it.</summary>
[AllowedTo(Roles.Desk)]
public sealed class EnterPaperWalkIn(IPaperForms forms, ISchedule schedule, IVisits visits, IPatients patients, IPracticeDirectory directory)
    : UseCase<EnterPaperWalkIn.Request, EnterPaperWalkIn.Result>
{
    /// <param name="Number">Printed on the form; entered once.</param>
    /// <param name="Proof">Two identifiers of the form that match the chart.</param>
    /// <param name="Date">On the wall where the form was printed, as are the times.</param>
    /// <param name="Seen">Null: nobody saw the patient yet.</param>
    /// <param name="Left">Null: they are still here. Only after they were seen.</param>
    /// <param name="Note">Null when nothing was written.</param>
    public sealed record Request(long Number, PatientId Patient, IdentityProof Proof, ProviderId Provider, VisitTypeId VisitType,
        DateOnly Date, TimeOnly Arrived, TimeOnly? Seen, TimeOnly? Left,
        [property: StringLength(200, ErrorMessage = "Say why they came in 200 characters at most.")] string? Note) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Seen < Arrived || Left < Seen || (Left is not null && Seen is null))
                yield return new ValidationResult("The patient arrives, is seen and leaves, in this order.");
        }
    }

    public abstract record Result
    {
        public sealed record Entered(VisitId Visit, AppointmentId Appointment) : Result;

        /// <summary>No walk-in form has that number.</summary>
        public sealed record NoSuchForm : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "arrivals.no-such-paper-form";
        }

        /// <summary>The form was entered before: each number once.</summary>
        public sealed record EnteredBefore(Instant At, string Outcome) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.paper-form-entered-before";
        }

        /// <summary>The times lie ahead, or before the form was printed.</summary>
        public sealed record NotThen : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.paper-form-not-then";
        }

        public sealed record IdentityNotProven : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.paper-form-not-identified";
        }

        /// <summary>No lane was left with this provider then.</summary>
        public sealed record NoLane : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.paper-form-no-lane";
        }

        /// <summary>The patient, provider or kind of visit is not one of this practice, or no longer in use.</summary>
        public sealed record NotFound : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "arrivals.paper-form-unknown-choice";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        if (await forms.FindAsync(desk, request.Number, ct) is not { Kind: PaperKind.WalkIn } form)
            return new Result.NoSuchForm();
        if (form is { EnteredAt: { } at, Outcome: { } outcome })
            return new Result.EnteredBefore(at, outcome);
        if (await patients.FindAsync(desk, request.Patient, ct) is not { } patient
            || await directory.VisitTypeAsync(desk, request.VisitType, ct) is not { IsActive: true } type
            || (await directory.ProvidersAsync(desk, ct)).All(p => p.Id != request.Provider))
            return new Result.NotFound();
        if (!request.Proof.Suffices(patient))
            return new Result.IdentityNotProven();
        var zone = (await directory.LocationAsync(desk, form.LocationId, ct)).Zone;
        Instant When(TimeOnly time) => PracticeClock.At(request.Date, time, zone);
        if (When(request.Left ?? request.Seen ?? request.Arrived) > desk.Now || request.Date < DateOnly.FromDateTime(PracticeClock.Local(form.PrintedAt, zone)))
            return new Result.NotThen();

        var appointment = Id.New<AppointmentId>();
        // The schedule's grid: who came at 10:13 stands from 10:10; the visit keeps the minute.
        var slot = new TimeOnly(request.Arrived.Hour, request.Arrived.Minute - request.Arrived.Minute % 5);
        if (await schedule.TryAddWalkInAsync(desk, appointment, request.Patient, request.Provider, form.LocationId, request.VisitType, request.Date,
                slot, type.Minutes, request.Note, ct) is null)
            return new Result.NoLane();
        var visit = await visits.ForAppointmentAsync(desk, appointment, ct);
        await visits.MarkWalkInAsync(desk, visit.Id, ct);
        await visits.ChangeAsync(desk, visit.Id, VisitState.Arrived, null, When(request.Arrived), ct);
        if (request.Seen is { } seen)
        {
            await visits.ChangeAsync(desk, visit.Id, VisitState.CheckedIn, null, When(request.Arrived), ct);
            await visits.ChangeAsync(desk, visit.Id, VisitState.WithProvider, null, When(seen), ct);
            if (request.Left is { } left)
                await visits.ChangeAsync(desk, visit.Id, VisitState.CheckedOut, null, When(left), ct);
        }
        await schedule.MarkKeptAsync(desk, appointment, kept: true, ct);
        if (!await forms.EnterAsync(desk, request.Number, visit.Id.Value, "walk-in entered", ct))
            return new Result.EnteredBefore(desk.Now, "walk-in entered");
        desk.Note("paper-form", request.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        desk.Note("matched", string.Join('+', request.Proof.Matched.Distinct().Order()));
        return new Result.Entered(visit.Id, appointment);
    }
}
