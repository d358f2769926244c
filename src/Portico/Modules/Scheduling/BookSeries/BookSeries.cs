using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.BookSeries;

/// <summary>Books the visits of a series, all of them or none: what is in the way comes back with times that are free near it.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class BookSeries(IPatientPlans plans) : UseCase<BookSeries.Request, BookSeries.Result>
{
    public const int MostVisits = 52;

    /// <param name="Patient">Whose.</param>
    /// <param name="VisitType">Says how long and what each takes.</param>
    /// <param name="Provider">With whom.</param>
    /// <param name="Location">Where: its zone says what the times mean.</param>
    /// <param name="Visits">In order: 2 to 52. Where one was in the way, the caller puts another or leaves it out.</param>
    /// <param name="EveryWeeks">What was asked for: weeks from one to the next.</param>
    /// <param name="Note">Null: nothing was said. Of every visit.</param>
    /// <param name="Interpreter">The language of an interpreter, BCP 47. Null: none is needed.</param>
    /// <param name="IsSelfPay">The patient pays.</param>
    /// <param name="PatientState">Where the patient will be during visits by video, two letters. Null on site.</param>
    /// <param name="AcceptOthers">The patient's other visits are known: too far away, or of the same type that day.</param>
    /// <param name="AcceptOutOfNetwork">The patient's payer does not have the provider in its network, and the patient knows.</param>
    public sealed record Request(
        PatientId Patient, VisitTypeId VisitType, ProviderId Provider, LocationId Location,
        [property: MinLength(2, ErrorMessage = "A series has 2 visits at least."), MaxLength(MostVisits, ErrorMessage = "A series has 52 visits at most.")]
        IReadOnlyList<SeriesSlot> Visits,
        [property: Range(1, 12, ErrorMessage = "Choose 1 to 12 weeks.")] int EveryWeeks,
        [property: StringLength(500, ErrorMessage = "Shorten the note to 500 characters.")] string? Note = null,
        [property: StringLength(35, ErrorMessage = "Choose a language from the list.")] string? Interpreter = null,
        bool IsSelfPay = false,
        [property: StringLength(2, MinimumLength = 2, ErrorMessage = "A state has two letters.")] string? PatientState = null,
        bool AcceptOthers = false, bool AcceptOutOfNetwork = false) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Visits.Any(v => v.Date.Year is < 1900 or > 9000))
                yield return new ValidationResult("Choose dates of this century.");
            if (Visits.Zip(Visits.Skip(1)).Any(pair => (pair.First.Date, pair.First.Time).CompareTo((pair.Second.Date, pair.Second.Time)) >= 0))
                yield return new ValidationResult("Each visit of a series is later than the one before.");
        }
    }

    public abstract record Result
    {
        /// <param name="Appointments">In order.</param>
        public sealed record Booked(SeriesId Series, IReadOnlyList<AppointmentId> Appointments) : Result;

        /// <summary>Nothing is booked. Choose another time for each of these or leave it out, and book again.</summary>
        public sealed record Conflicts(IReadOnlyList<SeriesConflict> InTheWay) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.series-conflicts";
        }

        /// <summary>Other visits of the patient stand beside some of these. Ask once for all, and book again with <c>AcceptOthers</c>.</summary>
        public sealed record PatientHasOthers(IReadOnlyList<SeriesOther> Others) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.series-patient-has-others";
        }

        /// <summary>On these days the payer does not have the provider in its network there. Tell the patient, and book again with
        /// <c>AcceptOutOfNetwork</c>.</summary>
        public sealed record OutOfNetwork(PayerId Payer, string PayerName, IReadOnlyList<DateOnly> Dates) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.series-out-of-network";
        }

        /// <summary>A visit by video: ask where the patient will be.</summary>
        public sealed record StateNeeded : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.series-patient-state-needed";
        }

        /// <summary>No such patient, visit type, provider or location, or no longer in use.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.series-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var question = new VisitQuestion(request.Patient, request.VisitType, request.Provider, request.Location, request.Visits[0].Date)
        {
            Interpreter = request.Interpreter, PatientState = request.PatientState,
        };
        if (await SeriesCase.ReadAsync(desk, question, request.Visits, [], ct) is not { } visits)
            return new Result.Unknown();
        if (visits.Found.Type.Mode == VisitMode.Telehealth && request.PatientState is null)
            return new Result.StateNeeded();
        AppointmentId[] ids = [.. request.Visits.Select(_ => Id.New<AppointmentId>())];
        var (fit, conflicts) = await visits.CheckAsync(request.Visits, ids, ct);
        if (conflicts.Count > 0)
            return new Result.Conflicts(conflicts);
        var beside = visits.Beside(fit);
        if (beside.Count > 0 && !request.AcceptOthers)
            return new Result.PatientHasOthers(beside);
        var outside = request.IsSelfPay ? null : await visits.OutsideAsync(plans, fit, ct);
        if (outside is { } off && !request.AcceptOutOfNetwork)
            return new Result.OutOfNetwork(off.Payer.Payer, off.Payer.Name, off.Dates);

        var series = new AppointmentSeries
        {
            Id = Id.New<SeriesId>(), PatientId = request.Patient, BookedAt = desk.Now, BookedBy = desk.Call.User,
            Rule = string.Create(CultureInfo.InvariantCulture, $"FREQ=WEEKLY;INTERVAL={request.EveryWeeks};COUNT={request.Visits.Count}"),
        };
        desk.Db.Add(series);
        await desk.SaveAsync(ct);
        var note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim();
        var appointments = fit.Select((item, i) => Appointment.Book(item.Id, request.Patient, item.Place, request.VisitType, note, null, desk.Call.User,
            desk.Now, terms: new(visits.Found.IsNew == true && i == 0, request.IsSelfPay, request.PatientState?.ToUpperInvariant(), request.Interpreter,
                series.Id, i + 1))).ToList();
        var (_, missing) = await CellGuard.TakeAsync(desk, [.. fit.SelectMany(i => i.Wanted)], null, (batch, claims) =>
        {
            var byVisit = claims.ToLookup(c => c.Wanted.Owner);
            foreach (var appointment in appointments)
            {
                CellGuard.Insert(batch, desk.Db, appointment);
                if (!visits.Plan.IsProviderAlone)
                    CellGuard.InsertParts(batch, desk.Db, appointment.Id, [.. byVisit[CellOwner.Of(appointment.Id)]]);
            }
        }, ct, visits.Cells);
        if (missing is not null)
        {
            var lost = appointments.FindIndex(a => CellOwner.Of(a.Id) == missing.Owner);
            return new Result.Conflicts([new SeriesConflict(lost + 1, request.Visits[lost], SeriesCase.ProblemOf(missing), null, [])]);
        }
        foreach (var appointment in appointments)
        {
            desk.Raise(new AppointmentBooked(appointment.Id, appointment.PatientId, appointment.Date));
            desk.Touch(ScheduleTopics.Day(appointment.LocationId, appointment.Date));
        }
        if (request.IsSelfPay)
            desk.Raise(new SelfPayBooked(appointments[0].Id, request.Patient, appointments[0].Date, desk.Now));
        desk.Note("series", series.Id.Value.ToString());
        if (outside is { } payer)
            desk.Note("out-of-network", payer.Payer.Payer.Value.ToString());
        if (beside.Count > 0)
            desk.Note("beside", string.Join(' ', beside.Select(b => b.Other.Value).Distinct()));
        return new Result.Booked(series.Id, ids);
    }
}
