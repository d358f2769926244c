using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.SetVisitRules;

/// <summary>Says who may have a visit of a type, and how.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class SetVisitRules : UseCase<SetVisitRules.Request, SetVisitRules.Result>
{
    /// <param name="VisitType">Which.</param>
    /// <param name="Mode">On site, or by video.</param>
    /// <param name="Patients">New or established ones alone, or anyone.</param>
    /// <param name="OnlyFor">One sex alone, or anyone.</param>
    /// <param name="MinAgeMonths">On the day of the visit. Null: from birth on.</param>
    /// <param name="MaxAgeMonths">The last month that counts. Null: to any age.</param>
    /// <param name="NewPatientMinutes">Null: as long as with everybody.</param>
    /// <param name="Specialty">Null: every provider offers it.</param>
    /// <param name="GroupSize">Null: not a group visit.</param>
    /// <param name="IsHospitalFollowUp">Slots may be kept for it.</param>
    /// <param name="LateCancelHours">A cancellation later than this before the start is a late one.</param>
    public sealed record Request(VisitTypeId VisitType, VisitMode Mode = VisitMode.OnSite, ForPatients Patients = ForPatients.Anyone,
        ForSex OnlyFor = ForSex.Anyone, int? MinAgeMonths = null, int? MaxAgeMonths = null, int? NewPatientMinutes = null,
        [property: StringLength(100, ErrorMessage = "Use 100 characters at most for the specialty.")] string? Specialty = null,
        int? GroupSize = null, bool IsHospitalFollowUp = false, int LateCancelHours = 24) : IValidatableObject
    {
        internal VisitRules Rules => new(Mode, Patients, OnlyFor, MinAgeMonths, MaxAgeMonths, NewPatientMinutes, Specialty, GroupSize,
            IsHospitalFollowUp, LateCancelHours);

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Rules.Problem is { } problem)
                yield return new ValidationResult(problem);
        }
    }

    public abstract record Result
    {
        public sealed record Ruled : Result;

        public sealed record NotFound : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "practice.no-visit-type-to-rule";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await desk.Db.Set<VisitType>().SingleOrDefaultAsync(t => t.Id == request.VisitType, ct) is not { } type)
            return new Result.NotFound();
        type.Rule(request.Rules);
        desk.Note("id", type.Id.Value.ToString());
        return new Result.Ruled();
    }
}
