using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Scheduling.MakeCalendarFeed;

/// <summary>Lets a calendar program read one provider's visits at an address that nobody can guess.</summary>
[AllowedTo(Roles.Seniors | Roles.Clinician, ByPersonOnly = true)]
public sealed class MakeCalendarFeed : UseCase<MakeCalendarFeed.Request, MakeCalendarFeed.Result>
{
    /// <param name="Provider">Whose visits.</param>
    /// <param name="Hash">Of the token that the caller made and shows once: SHA-256 in hex.</param>
    /// <param name="WithNames">Patients are named. A supervisor decides that.</param>
    public sealed record Request(ProviderId Provider,
        [property: Opaque, Required, StringLength(64), RegularExpression("^[0-9a-f]{64}$", ErrorMessage = "The token's hash is SHA-256 in hex.")] string Hash,
        bool WithNames);

    public abstract record Result
    {
        public sealed record Made(CalendarFeedId Feed) : Result;

        public sealed record NoSuchProvider : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.feed-no-provider";
        }

        /// <summary>Names leave the program with such a feed: a supervisor makes it.</summary>
        public sealed record NamesNotAllowed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.feed-names-not-allowed";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (!await desk.Db.Set<ProviderRow>().AnyAsync(p => p.Id == request.Provider && p.IsActive, ct))
            return new Result.NoSuchProvider();
        if (request.WithNames && (desk.Roles & Roles.Supervisor) == 0)
            return new Result.NamesNotAllowed();
        var id = Id.New<CalendarFeedId>();
        desk.Db.Add(new CalendarFeed
        {
            Id = id, ProviderId = request.Provider, TokenHash = Convert.FromHexString(request.Hash), WithNames = request.WithNames,
            MadeBy = desk.Call.User, MadeAt = desk.Now,
        });
        desk.Note("feed", id.Value.ToString());
        if (request.WithNames)
            desk.Note("with-names", "true");
        return new Result.Made(id);
    }
}
