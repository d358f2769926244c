using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Patients;

/// <summary>Opens the restricted chart of someone who was identified in full: birth date, and the whole name or the MRN. No search lists
/// it; whoever asks gives the reason first, and a supervisor reads it.</summary>
[AllowedTo(BreakGlass.Openers, ByPersonOnly = true)]
public sealed class OpenRestrictedChart : UseCase<OpenRestrictedChart.Request, OpenRestrictedChart.Result>
{
    public sealed record Request : IValidatableObject
    {
        [MaxLength(100, ErrorMessage = "The family name has 100 characters at most.")]
        public string? Family { get; init; }

        /// <summary>As the law or the person says it; the first of several will do.</summary>
        [MaxLength(100, ErrorMessage = "The given name has 100 characters at most.")]
        public string? Given { get; init; }

        public required DateOnly BirthDate { get; init; }

        /// <summary>Instead of the name. Null: identified by name.</summary>
        [Identifier, MaxLength(20, ErrorMessage = "An MRN has 20 characters at most.")]
        public string? Mrn { get; init; }

        [Required(ErrorMessage = "Say why you open this chart.")]
        [MinLength(10, ErrorMessage = "Say why you open this chart, in a few words.")]
        [MaxLength(500, ErrorMessage = "The reason has 500 characters at most.")]
        public required string Reason { get; init; }

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (string.IsNullOrWhiteSpace(Family) && string.IsNullOrWhiteSpace(Given) && string.IsNullOrWhiteSpace(Mrn))
                yield return new("Type the whole name or the MRN, beside the birth date.");
        }
    }

    public abstract record Result
    {
        public sealed record Opened(PatientId Patient, Instant Until) : Result;

        /// <summary>No restricted chart, or none of exactly that name and birth date: which of the two is not told.</summary>
        public sealed record NobodyFits : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "patients.no-restricted-chart-fits";
        }

        /// <summary>Two of one name and birth date: the MRN tells them apart.</summary>
        public sealed record SeveralFit : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "patients.several-restricted-charts-fit";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var (born, user) = (request.BirthDate, desk.Call.User);
        var mrn = Words.CleanOrNull(request.Mrn);
        // By the tokens, as a search does: the patients of one day, or of one number.
        var token = mrn is null ? SearchTokens.Born(born) : SearchTokens.Mrn(mrn);
        var ids = await desk.Db.Set<PatientToken>().Where(t => t.Token == token).Select(t => t.PatientId).ToListAsync(ct);
        var linked = desk.Db.Set<StaffLink>().Where(l => l.UserId == user).Select(l => l.PatientId);
        var closed = await desk.Db.Set<PatientRow>()
            .Where(p => ids.Contains(p.Id) && p.BirthDate == born && (p.IsRestricted || linked.Contains(p.Id))).ToListAsync(ct);
        var fits = closed.Where(p => mrn is not null || IsNamed(p, request)).ToList();
        if (fits.Count == 0)
            return new Result.NobodyFits();
        if (fits is not [var patient])
            return new Result.SeveralFit();
        var grant = await BreakGlass.GrantAsync(desk, patient.Id, request.Reason, ct);
        return new Result.Opened(patient.Id, grant.Until);
    }

    private static bool IsNamed(PatientRow patient, Request request)
    {
        var given = Folded(request.Given);
        return Folded(request.Family) == Folded(patient.Family)
            && (given == Folded(patient.Given)
                || given.Length > 0 && (given == Folded(patient.Given.Split(' ')[0]) || given == Folded(patient.Preferred)));
    }

    private static string Folded(string? name) => Words.Fold(Words.Clean(name ?? ""));
}
