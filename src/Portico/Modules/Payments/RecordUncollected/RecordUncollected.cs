using System.ComponentModel.DataAnnotations;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Store;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.RecordUncollected;

/// <summary>Says why a visit's copay was not taken. A visit is never just left unpaid.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class RecordUncollected(IVisits visits, IPayments payments, PaymentTargets targets, IPatients patients)
    : UseCase<RecordUncollected.Request, RecordUncollected.Result>
{
    /// <param name="Note">Present when the reason is <see cref="UncollectedReason.Other"/>; else as wished.</param>
    public sealed record Request(
        VisitId Visit,
        UncollectedReason Reason,
        [property: StringLength(300, ErrorMessage = "A note has 300 characters at most.")] string? Note) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Reason == UncollectedReason.Other && string.IsNullOrWhiteSpace(Note))
                yield return new("Say in a few words why it was not collected.");
        }
    }

    public abstract record Result
    {
        /// <param name="Left">What was left. Null: the copay is not known.</param>
        public sealed record Recorded(Money? Left) : Result;

        public sealed record NoSuchVisit : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.uncollected-no-visit";
        }

        public sealed record NothingLeft : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.uncollected-nothing-left";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.FindAsync(desk, request.Visit, ct) is not { } visit)
            return new Result.NoSuchVisit();
        await desk.OpenChartAsync(visit.PatientId, ct);
        var money = await payments.VisitMoneyAsync(desk, visit.Id, ct);
        if (money.CopayKnown && money.Paid >= money.CopayDue)
            return new Result.NothingLeft();
        Money? left = money.CopayKnown ? money.CopayDue - money.Paid : null;
        desk.Db.Add(new UncollectedCopay
        {
            Id = Id.New<UncollectedId>(), VisitId = visit.Id, Reason = request.Reason, Note = request.Note?.Trim(), Amount = left,
            At = desk.Now, By = desk.Call.User,
        });
        patients.AddToTimeline(desk, visit.PatientId, desk.Now, "copay-uncollected",
            $"Copay not collected: {UncollectedCopay.Say(request.Reason).ToLowerInvariant()}");
        targets.Announce(desk, [visit]);
        desk.Note("reason", request.Reason.ToString());
        return new Result.Recorded(left);
    }
}
