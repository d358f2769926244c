using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Practice.ChangeLocation;

/// <summary>Changes a place patients come to, or takes it out of use; what happened with it keeps its name.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class ChangeLocation(IEnumerable<IRestsOnDirectory> users) : UseCase<ChangeLocation.Request, ChangeLocation.Result>
{
    /// <param name="Location">Which.</param>
    /// <param name="Name">As the desk calls it.</param>
    /// <param name="Zone">IANA.</param>
    /// <param name="Phone">Null: not said.</param>
    /// <param name="Zip">Null: not said.</param>
    /// <param name="IsActive">Offered.</param>
    /// <param name="State">Two letters. Null: as it was.</param>
    public sealed record Request(
        LocationId Location,
        [property: Required(ErrorMessage = "Give a name."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string Name,
        [property: Required(ErrorMessage = "Give an IANA zone, such as America/Chicago."), StringLength(60, ErrorMessage = "Give an IANA zone, such as America/Chicago.")] string Zone,
        [property: Identifier, StringLength(30, ErrorMessage = "Use 30 characters at most for the phone.")] string? Phone,
        [property: StringLength(10, ErrorMessage = "Use 10 characters at most for the ZIP code.")] string? Zip,
        bool IsActive,
        [property: StringLength(2, MinimumLength = 2, ErrorMessage = "Give the state by its two letters, such as NY.")] string? State = null);

    public abstract record Result
    {
        public sealed record Changed : Result;

        /// <param name="What">What has to be moved or finished first, counted.</param>
        public sealed record InUse(IReadOnlyList<string> What) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "practice.location-in-use";
        }

        public sealed record NotFound : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "practice.no-such-location";
        }

        /// <summary>A zone that no clock knows.</summary>
        public sealed record NoSuchZone : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "practice.the-zone-is-unknown-changed";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (!PracticeClock.IsZone(request.Zone.Trim()))
            return new Result.NoSuchZone();
        if (await desk.Db.Set<Location>().SingleOrDefaultAsync(r => r.Id == request.Location, ct) is not { } location)
            return new Result.NotFound();
        if (location.IsActive && !request.IsActive)
        {
            List<string> what = [];
            foreach (var user in users)
                what.AddRange(await user.OnLocationAsync(desk, request.Location, ct));
            if (what.Count > 0)
                return new Result.InUse(what);
        }
        if (location.Zone != request.Zone.Trim())
            desk.Raise(new LocationZoneChanged(location.Id));
        location.Change(request.Name, request.Zone, request.Phone, request.Zip);
        if (request.State is not null)
            location.LiesIn(request.State);
        location.Use(request.IsActive);
        desk.Note("id", request.Location.Value.ToString());
        return new Result.Changed();
    }
}
