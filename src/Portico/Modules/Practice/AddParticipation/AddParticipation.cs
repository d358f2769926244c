using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Practice.AddParticipation;

/// <summary>Records that a provider is in a payer's network: under a tax id, at a location, for a product, from a day on.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class AddParticipation : UseCase<AddParticipation.Request, AddParticipation.Result>
{
    /// <param name="Provider">Who.</param>
    /// <param name="Tin">Nine digits.</param>
    /// <param name="Location">Where.</param>
    /// <param name="Payer">Whose network.</param>
    /// <param name="Product">Null or empty: every product of the payer.</param>
    /// <param name="ValidFrom">The first day.</param>
    /// <param name="ValidTo">The last. Null: open.</param>
    public sealed record Request(ProviderId Provider,
        [property: Identifier, StringLength(9, ErrorMessage = "A tax id has nine digits."), RegularExpression("[0-9]{9}", ErrorMessage = "A tax id has nine digits.")] string Tin,
        LocationId Location, PayerId Payer,
        [property: StringLength(100, ErrorMessage = "Use 100 characters at most for the product.")] string? Product,
        DateOnly ValidFrom, DateOnly? ValidTo = null) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (ValidTo < ValidFrom)
                yield return new ValidationResult("Choose a last day on or after the first.");
        }
    }

    public abstract record Result
    {
        public sealed record Added(ParticipationId Participation) : Result;

        /// <summary>No such provider, location or payer.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "practice.participation-unknown";
        }

        /// <summary>The same is recorded for some of these days already.</summary>
        public sealed record AlreadyIn(ParticipationId Participation) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "practice.participation-overlaps";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var (provider, location, payer, product) = (request.Provider, request.Location, request.Payer, request.Product?.Trim() ?? "");
        if (!await desk.Db.Set<Provider>().AnyAsync(p => p.Id == provider, ct) || !await desk.Db.Set<Location>().AnyAsync(l => l.Id == location, ct)
            || !await desk.Db.Set<Payer>().AnyAsync(p => p.Id == payer, ct))
            return new Result.Unknown();
        var (tin, from, to) = (request.Tin, request.ValidFrom, request.ValidTo ?? DateOnly.MaxValue);
        var same = await desk.Db.Set<Participation>().AsNoTracking().FirstOrDefaultAsync(p => p.ProviderId == provider && p.LocationId == location
            && p.PayerId == payer && p.Product == product && p.Tin == tin && p.ValidFrom <= to && (p.ValidTo == null || p.ValidTo >= from), ct);
        if (same is not null)
            return new Result.AlreadyIn(same.Id);
        var added = Participation.Begin(Id.New<ParticipationId>(), provider, tin, location, payer, product, from, request.ValidTo);
        desk.Db.Add(added);
        desk.Note("id", added.Id.Value.ToString());
        return new Result.Added(added.Id);
    }
}
