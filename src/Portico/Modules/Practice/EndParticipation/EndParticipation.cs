using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.EndParticipation;

/// <summary>Ends that a provider is in a payer's network, after a day. It stays on record for the visits before.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class EndParticipation : UseCase<EndParticipation.Request, EndParticipation.Result>
{
    /// <param name="Participation">Which.</param>
    /// <param name="LastDay">The last day it counts. Before its first: it never did.</param>
    public sealed record Request(ParticipationId Participation, DateOnly LastDay);

    public abstract record Result
    {
        public sealed record Ended : Result;

        public sealed record NotFound : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "practice.no-such-participation";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await desk.Db.Set<Participation>().SingleOrDefaultAsync(p => p.Id == request.Participation, ct) is not { } participation)
            return new Result.NotFound();
        participation.EndAfter(request.LastDay);
        desk.Note("id", participation.Id.Value.ToString());
        return new Result.Ended();
    }
}
