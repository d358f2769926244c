using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.SetInstructions;

/// <summary>Writes what the desk reads to the patient when a visit of a type is booked, in one language. Empty: nothing is read.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class SetInstructions : UseCase<SetInstructions.Request, SetInstructions.Result>
{
    /// <param name="VisitType">Which.</param>
    /// <param name="Language">BCP 47.</param>
    /// <param name="Text">Null or empty: takes it away.</param>
    public sealed record Request(VisitTypeId VisitType,
        [property: StringLength(12, ErrorMessage = "Give the language by its tag, such as en, es or zh-Hans.")] string Language,
        [property: StringLength(2000, ErrorMessage = "Shorten the instructions to 2000 characters.")] string? Text) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (!LanguageTag.IsOne(Language))
                yield return new ValidationResult("Give the language by its tag, such as en, es or zh-Hans.");
        }
    }

    public abstract record Result
    {
        public sealed record Written : Result;

        public sealed record NotFound : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "practice.no-visit-type-to-instruct";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var (type, language) = (request.VisitType, LanguageTag.Canonical(request.Language));
        if (!await desk.Db.Set<VisitType>().AnyAsync(t => t.Id == type, ct))
            return new Result.NotFound();
        await desk.Db.Set<VisitInstruction>().Where(i => i.VisitTypeId == type && i.Language == language).ExecuteDeleteAsync(ct);
        if (!string.IsNullOrWhiteSpace(request.Text))
            desk.Db.Add(new VisitInstruction { VisitTypeId = type, Language = language, Text = request.Text.Trim() });
        desk.Note("id", type.Value.ToString());
        return new Result.Written();
    }
}
