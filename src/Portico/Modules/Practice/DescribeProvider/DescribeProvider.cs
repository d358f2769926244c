using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.DescribeProvider;

/// <summary>Says what a patient may ask for in a provider: sex, languages, an open panel, and the states of the licences.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class DescribeProvider : UseCase<DescribeProvider.Request, DescribeProvider.Result>
{
    /// <param name="Provider">Whom.</param>
    /// <param name="Sex">Null: not said.</param>
    /// <param name="IsPanelOpen">Takes patients who are new to the specialty.</param>
    /// <param name="Languages">BCP 47; all of them, in place of those that were there.</param>
    /// <param name="Licenses">All of them, in place of those that were there.</param>
    public sealed record Request(ProviderId Provider, ProviderSex? Sex, bool IsPanelOpen,
        IReadOnlyList<string> Languages, IReadOnlyList<License> Licenses) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Languages.Count > 20 || Licenses.Count > 60)
                yield return new ValidationResult("Give 20 languages and 60 licences at most.");
            if (!Languages.All(LanguageTag.IsOne))
                yield return new ValidationResult("Give languages by their tags, such as en, es or zh-Hans.");
            if (!Licenses.All(l => UsState.IsOne(l.State)))
                yield return new ValidationResult("Give states by their two letters, such as NY.");
            if (Licenses.Select(l => l.State.ToUpperInvariant()).Distinct().Count() < Licenses.Count)
                yield return new ValidationResult("Give each state once, with its last day.");
        }
    }

    /// <param name="State">Two letters.</param>
    /// <param name="ValidTo">The last day. Null: open.</param>
    public sealed record License(
        [property: StringLength(2, ErrorMessage = "Give states by their two letters, such as NY.")] string State, DateOnly? ValidTo);

    public abstract record Result
    {
        public sealed record Described : Result;

        public sealed record NotFound : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "practice.no-provider-to-describe";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await desk.Db.Set<Provider>().SingleOrDefaultAsync(p => p.Id == request.Provider, ct) is not { } provider)
            return new Result.NotFound();
        provider.Describe(request.Sex, request.IsPanelOpen);
        desk.Touch(PracticeTopics.Directory);
        await desk.Db.Set<ProviderLanguage>().Where(l => l.ProviderId == provider.Id).ExecuteDeleteAsync(ct);
        await desk.Db.Set<ProviderLicense>().Where(l => l.ProviderId == provider.Id).ExecuteDeleteAsync(ct);
        foreach (var language in request.Languages.Select(LanguageTag.Canonical).Distinct())
            desk.Db.Add(new ProviderLanguage { ProviderId = provider.Id, Language = language });
        foreach (var license in request.Licenses)
            desk.Db.Add(new ProviderLicense { ProviderId = provider.Id, State = license.State.ToUpperInvariant(), ValidTo = license.ValidTo });
        desk.Note("id", provider.Id.Value.ToString());
        return new Result.Described();
    }
}
