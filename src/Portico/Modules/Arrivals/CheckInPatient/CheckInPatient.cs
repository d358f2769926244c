using System.ComponentModel.DataAnnotations;
using NodaTime;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Arrivals;

/// <summary>Finishes check-in: the checklist was gone through and registration lacks nothing.</summary>
[AllowedTo(Roles.Desk)]
public sealed class CheckInPatient(IVisits visits, IPatients patients, ICoverage coverage, IPayments payments)
    : UseCase<CheckInPatient.Request, CheckInPatient.Result>
{
    public sealed record Request(
        VisitId Visit,
        [property: Required(ErrorMessage = "Go through the checklist with the patient.")] Checklist Checklist);

    public abstract record Result
    {
        public sealed record CheckedIn(VisitId Visit, Instant At) : Result;

        /// <summary>Someone else was first. Nothing was changed.</summary>
        public sealed record AlreadyCheckedIn(VisitId Visit, VisitState State) : Result;

        public sealed record NotHereYet : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.not-here-yet";
        }

        public sealed record ChecklistOpen(IReadOnlyList<string> Items) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.checklist-open";
        }

        /// <summary>Each item needs an answer; "declined" and "unknown" are answers.</summary>
        public sealed record RegistrationMissing(IReadOnlyList<string> Items) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.registration-missing";
        }

        public sealed record NoSuchVisit : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "arrivals.no-visit-to-check-in";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.TakeAsync(desk, request.Visit, ct) is not { } visit)
            return new Result.NoSuchVisit();
        await desk.OpenChartAsync(visit.PatientId, ct);
        if (visit.State == VisitState.Expected)
            return new Result.NotHereYet();
        if (visit.State != VisitState.Arrived)
            return new Result.AlreadyCheckedIn(visit.Id, visit.State);
        List<string> open = [.. request.Checklist.Open];
        if (!request.Checklist.Consent && await patients.AccompanyingAsync(desk, visit.PatientId, ct) is not null)
            open.Add(Checklist.ConsentItem);
        if (open.Count > 0)
            return new Result.ChecklistOpen(open);
        if (await patients.MissingAsync(desk, visit.PatientId, ct) is { Count: > 0 } missing)
            return new Result.RegistrationMissing(missing);

        if (visit.GuarantorAccountId is null)
            await visits.SetGuarantorAsync(desk, visit.Id, await payments.PersonalAccountAsync(desk, visit.PatientId, ct), ct);
        desk.Db.Add(new CheckIn
        {
            Id = Id.New<CheckInId>(), VisitId = visit.Id, At = desk.Now, ById = desk.Call.User,
            CoverageLine = await coverage.StatusLineAsync(desk, visit.Id, ct),
        });
        await visits.ChangeAsync(desk, visit.Id, VisitState.CheckedIn, null, ct);
        return new Result.CheckedIn(visit.Id, desk.Now);
    }
}
