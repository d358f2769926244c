using System.ComponentModel.DataAnnotations;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Arrivals;

/// <summary>Says what came of a numbered form that is not a walk-in to enter: the payment of a receipt was taken into the program, or
/// the form stayed empty.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class ClosePaperForm(IPaperForms forms, IPracticeDirectory directory) : UseCase<ClosePaperForm.Request, ClosePaperForm.Result>
{
    /// <param name="Number">Printed on the form; closed once.</param>
    /// <param name="Receipt">The number of the receipt that the program gave. Null: the form stayed empty.</param>
    /// <param name="Date">When the money was taken, on the wall where the form was printed. Null for an empty form.</param>
    /// <param name="Time">The same. Null for an empty form.</param>
    public sealed record Request(long Number,
        [property: StringLength(20), RegularExpression("^[0-9A-Za-z-]{1,20}$", ErrorMessage = "A receipt's number has letters, digits and dashes.")] string? Receipt,
        DateOnly? Date, TimeOnly? Time) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Receipt is null != Date is null || Date is null != Time is null)
                yield return new ValidationResult("A receipt has its number and the time when the money was taken.");
        }
    }

    public abstract record Result
    {
        public sealed record Closed : Result;

        /// <summary>No form has that number; or it is a walk-in's, which is entered with its patient.</summary>
        public sealed record NoSuchForm : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "arrivals.no-such-receipt-form";
        }

        public sealed record EnteredBefore(Instant At, string Outcome) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.receipt-form-entered-before";
        }

        /// <summary>The time lies ahead, or before the form was printed.</summary>
        public sealed record NotThen : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.receipt-form-not-then";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await forms.FindAsync(desk, request.Number, ct) is not { } form || (request.Receipt is not null && form.Kind != PaperKind.Receipt))
            return new Result.NoSuchForm();
        if (form is { EnteredAt: { } at, Outcome: { } before })
            return new Result.EnteredBefore(at, before);
        var outcome = "stayed empty";
        if (request is { Receipt: { } receipt, Date: { } date, Time: { } time })
        {
            var zone = (await directory.LocationAsync(desk, form.LocationId, ct)).Zone;
            var taken = PracticeClock.At(date, time, zone);
            if (taken > desk.Now || date < DateOnly.FromDateTime(PracticeClock.Local(form.PrintedAt, zone)))
                return new Result.NotThen();
            outcome = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"receipt {receipt}, taken {date:d-MMM-yyyy} {time:h:mm tt}");
        }
        if (!await forms.EnterAsync(desk, request.Number, null, outcome, ct))
            return new Result.EnteredBefore(desk.Now, outcome);
        desk.Note("paper-form", request.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new Result.Closed();
    }
}
