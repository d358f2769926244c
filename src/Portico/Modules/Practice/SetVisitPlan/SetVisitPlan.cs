using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.SetVisitPlan;

/// <summary>Says how a visit of a type goes: its phases, what it takes beside the provider, and whose takes longer or shorter.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class SetVisitPlan : UseCase<SetVisitPlan.Request, SetVisitPlan.Result>
{
    /// <param name="VisitType">Which.</param>
    /// <param name="Phases">In order, all of them in place of those that were there. Empty: one phase, with the provider.</param>
    /// <param name="Needs">All of them, in place of those that were there.</param>
    /// <param name="Lengths">All of them, in place of those that were there.</param>
    public sealed record Request(VisitTypeId VisitType, IReadOnlyList<Phase> Phases, IReadOnlyList<Need> Needs, IReadOnlyList<Length> Lengths)
        : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Phases.Count > 9 || Needs.Count > 20 || Lengths.Count > 500)
                yield return new ValidationResult("Give 9 phases, 20 needs and 500 lengths at most.");
            if (Phases.Any(p => string.IsNullOrWhiteSpace(p.Name)))
                yield return new ValidationResult("Name each phase, in 60 characters at most.");
            if (Phases.Any(p => !Domain.VisitType.IsLength(p.Minutes)) || Lengths.Any(l => !Domain.VisitType.IsLength(l.Minutes)))
                yield return new ValidationResult("Use 5 to 480 minutes, in steps of 5.");
            if (Phases.Count > 0 && !Phases.Any(p => p.WithProvider))
                yield return new ValidationResult("The provider is there in one phase at least.");
            if (Phases.Count > 0 && Lengths.Count > 0)
                yield return new ValidationResult("A visit with phases takes as long as they do: leave the providers' own minutes empty.");
            if (Needs.Any(n => n.Phase < 0 || n.Phase > Phases.Count))
                yield return new ValidationResult("A need belongs to the whole visit or to one of its phases.");
            if (Needs.Any(n => n.Class == ResourceClass.Interpreter ? n.Kind.Length > 0 : string.IsNullOrWhiteSpace(n.Kind)))
                yield return new ValidationResult("Say which kind is needed; of an interpreter nothing, the patient's language decides.");
            if (Lengths.Select(l => l.Provider).Distinct().Count() < Lengths.Count)
                yield return new ValidationResult("Give each provider one length.");
        }
    }

    /// <param name="Minutes">A multiple of 5.</param>
    /// <param name="WithProvider">False: somebody else sees the patient, and the provider is free.</param>
    public sealed record Phase(
        [property: StringLength(60, ErrorMessage = "Name each phase, in 60 characters at most.")] string Name, int Minutes, bool WithProvider);

    /// <param name="Phase">From 1. 0: the whole visit.</param>
    /// <param name="Class">What.</param>
    /// <param name="Kind">Empty for an interpreter.</param>
    public sealed record Need(int Phase, ResourceClass Class,
        [property: StringLength(40, ErrorMessage = "Use 40 characters at most for the kind.")] string Kind);

    public sealed record Length(ProviderId Provider, int Minutes);

    public abstract record Result
    {
        public sealed record Planned : Result;

        /// <summary>No such visit type or provider.</summary>
        public sealed record NotFound : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "practice.no-visit-type-to-plan";
        }

        /// <summary>The phases of a visit last as long as the visit.</summary>
        /// <param name="VisitMinutes">As the visit type says.</param>
        public sealed record OtherLength(int VisitMinutes) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "practice.phases-of-other-length";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await desk.Db.Set<VisitType>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == request.VisitType, ct) is not { Id: var id } type)
            return new Result.NotFound();
        var providers = request.Lengths.Select(l => l.Provider).ToList();
        if (await desk.Db.Set<Provider>().CountAsync(p => providers.Contains(p.Id), ct) < providers.Count)
            return new Result.NotFound();
        if (request.Phases.Count > 0 && request.Phases.Sum(p => p.Minutes) != type.Minutes)
            return new Result.OtherLength(type.Minutes);
        desk.Touch(PracticeTopics.Directory);
        await desk.Db.Set<VisitNeed>().Where(n => n.VisitTypeId == id).ExecuteDeleteAsync(ct);
        await desk.Db.Set<VisitPhase>().Where(p => p.VisitTypeId == id).ExecuteDeleteAsync(ct);
        await desk.Db.Set<VisitLength>().Where(l => l.VisitTypeId == id).ExecuteDeleteAsync(ct);
        desk.Db.AddRange(request.Phases.Select((p, i) => new VisitPhase
        {
            VisitTypeId = id, Number = i + 1, Name = p.Name.Trim(), Minutes = p.Minutes, WithProvider = p.WithProvider,
        }));
        desk.Db.AddRange(request.Needs.Select((n, i) => new VisitNeed
        {
            VisitTypeId = id, Number = i + 1, Phase = n.Phase, Class = n.Class, Kind = n.Kind.Trim().ToLowerInvariant(),
        }));
        desk.Db.AddRange(request.Lengths.Select(l => new VisitLength { VisitTypeId = id, ProviderId = l.Provider, Minutes = l.Minutes }));
        desk.Note("id", id.Value.ToString());
        return new Result.Planned();
    }
}
