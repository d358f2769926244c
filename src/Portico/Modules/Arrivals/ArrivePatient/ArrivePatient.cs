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
using Portico.Platform.UseCases;

namespace Portico.Modules.Arrivals;

/// <summary>Marks a booked patient as here, after two identifiers were matched.</summary>
[AllowedTo(Roles.Desk)]
public sealed class ArrivePatient(ISchedule schedule, IVisits visits, IPatients patients, IPracticeDirectory directory)
    : UseCase<ArrivePatient.Request, ArrivePatient.Result>
{
    public sealed record Request(
        AppointmentId Appointment,
        [property: Required(ErrorMessage = "Say which two identifiers match.")] IdentityProof Proof);

    public abstract record Result
    {
        public sealed record Arrived(VisitId Visit, Instant At) : Result;

        /// <summary>Someone else was first. Nothing was changed.</summary>
        public sealed record AlreadyHere(VisitId Visit, VisitState State) : Result;

        public sealed record WrongDay(DateOnly Booked) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.wrong-day";
        }

        /// <summary>Cancelled, or marked as a no-show: the schedule has to take that back first.</summary>
        public sealed record NotExpected(AppointmentState State) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.not-expected";
        }

        public sealed record IdentityNotProven : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.identity-not-proven";
        }

        public sealed record NoSuchAppointment : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "arrivals.no-such-appointment";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await schedule.FindAsync(desk, request.Appointment, ct) is not { } appointment)
            return new Result.NoSuchAppointment();
        await desk.OpenChartAsync(appointment.PatientId, ct);
        if (await patients.FindAsync(desk, appointment.PatientId, ct) is not { } patient || !request.Proof.Suffices(patient))
            return new Result.IdentityNotProven();
        var zone = (await directory.LocationAsync(desk, appointment.LocationId, ct)).Zone;
        if (appointment.Date != DateOnly.FromDateTime(PracticeClock.Local(desk.Now, zone)))
            return new Result.WrongDay(appointment.Date);
        if (appointment.State is AppointmentState.Cancelled or AppointmentState.NoShow)
            return new Result.NotExpected(appointment.State);

        var made = await visits.ForAppointmentAsync(desk, appointment.Id, ct);
        if (await visits.TakeAsync(desk, made.Id, ct) is { State: not VisitState.Expected } here)
            return new Result.AlreadyHere(here.Id, here.State);
        desk.Note("matched", string.Join('+', request.Proof.Matched.Distinct().Order()));
        await visits.ChangeAsync(desk, made.Id, VisitState.Arrived, null, ct);
        try
        {
            if (await schedule.MarkKeptAsync(desk, appointment.Id, kept: true, ct))
            {
                await desk.SaveAsync(ct);
                return new Result.Arrived(made.Id, desk.Now);
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            // Cancelled between the look and the write.
        }
        return new Result.NotExpected(AppointmentState.Cancelled);
    }
}
