using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Roads;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage;

/// <summary>Adds a road to payers, or changes one. The secret is never shown again.</summary>
[AllowedTo(Roles.Administrator, ByPersonOnly = true)]
public sealed class SetRoad(RoadSecrets secrets) : UseCase<SetRoad.Request, SetRoad.Result>
{
    /// <param name="Road">Null: a new one.</param>
    /// <param name="Name">What the practice calls it.</param>
    /// <param name="Kind">What it is made of.</param>
    /// <param name="Address">An https address, a folder as file:///, or sftp://host/folder.</param>
    /// <param name="SenderId">Ours: also ISA06.</param>
    /// <param name="ReceiverId">The other end's: also ISA08.</param>
    /// <param name="UserName">Null where none is asked for.</param>
    /// <param name="Password">Null: it stays as it is, as long as the road leads to the same server.</param>
    /// <param name="PrivateKey">Of SFTP. Null: it stays as it is, as long as the road leads to the same server.</param>
    /// <param name="Fingerprint">Of the SFTP server's key. Null on other roads.</param>
    /// <param name="IsTest">ISA15 is T.</param>
    /// <param name="IsActive">False: nothing goes this way.</param>
    public sealed record Request(RoadId? Road,
        [property: Required(ErrorMessage = "Name the road."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string Name,
        RoadKind Kind,
        [property: Required(ErrorMessage = "Type the address."), StringLength(300, ErrorMessage = "Use 300 characters at most for the address.")] string Address,
        [property: Required(ErrorMessage = "Type our id on this road."), StringLength(15, ErrorMessage = "Our id has 15 characters at most.")] string SenderId,
        [property: Required(ErrorMessage = "Type the other end's id."), StringLength(15, ErrorMessage = "The other end's id has 15 characters at most.")] string ReceiverId,
        [property: StringLength(100, ErrorMessage = "Use 100 characters at most for the user name.")] string? UserName,
        [property: StringLength(200, ErrorMessage = "Use 200 characters at most for the password.")] string? Password,
        [property: StringLength(10000, ErrorMessage = "Use 10,000 characters at most for the key.")] string? PrivateKey,
        [property: StringLength(60, ErrorMessage = "A fingerprint has 50 characters.")] string? Fingerprint, bool IsTest, bool IsActive)
    {
        // Nothing of it in a log.
        public override string ToString() => nameof(SetRoad);
    }

    public abstract record Result
    {
        public sealed record Set(RoadId Road) : Result;

        /// <param name="Problem">What to set right, a sentence.</param>
        public sealed record NotUsable(string Problem) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "coverage.road-not-usable";
        }

        /// <summary>It leads to another end than before: what proves who we are to the one is not shown to the other unasked.</summary>
        public sealed record SecretAgain : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "coverage.road-secret-again";
        }

        public sealed record NoSuchRoad : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "coverage.no-such-road";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        Road? road = null;
        if (request.Road is { } id && (road = await desk.Db.Set<Road>().FirstOrDefaultAsync(r => r.Id == id, ct)) is null)
            return new Result.NoSuchRoad();
        if (!Uri.TryCreate(request.Address.Trim(), UriKind.Absolute, out var address))
            return new Result.NotUsable("The address is a whole one, such as https://payer.example/core.");
        var isGiven = request.Password is not null || request.PrivateKey is not null;
        var leadsElsewhere = road is not null && LeadsElsewhere(road, request.Kind, address, Policy.Clean(request.Fingerprint));
        // A folder of this machine asks for none.
        if (leadsElsewhere && road?.Secret is not null && !isGiven && request.Kind != RoadKind.Folder)
            return new Result.SecretAgain();
        var secret = road?.Secret is { } kept && !leadsElsewhere ? secrets.Unprotect(kept) : null;
        if (isGiven)
        {
            var before = secret ?? new();
            secret = before with
            {
                Password = request.Password is { } password ? Policy.Clean(password) : before.Password,
                PrivateKey = request.PrivateKey is { } key ? Policy.Clean(key) : before.PrivateKey,
            };
        }
        var settings = new RoadSettings
        {
            Kind = request.Kind, Address = address, SenderId = request.SenderId, ReceiverId = request.ReceiverId,
            UserName = Policy.Clean(request.UserName), Secret = secret, HostKeyFingerprint = Policy.Clean(request.Fingerprint),
        };
        if (settings.Problem() is { } problem)
            return new Result.NotUsable(problem);
        if (road is not null)
            await GoOnAsync(desk, road.Id, ct);
        else
            desk.Db.Add(road = new Road { Id = Id.New<RoadId>(), Name = "", Address = "", SenderId = "", ReceiverId = "" });
        (road.Name, road.Kind, road.Address) = (request.Name.Trim(), request.Kind, address.ToString());
        (road.SenderId, road.ReceiverId, road.UserName, road.Fingerprint) = (settings.SenderId, settings.ReceiverId, settings.UserName, settings.HostKeyFingerprint);
        (road.Secret, road.IsTest, road.IsActive) = (secret is null ? null : secrets.Protect(secret), request.IsTest, request.IsActive);
        desk.Touch(CoverageTopics.Roads);
        return new Result.Set(road.Id);
    }

    // Another path on the same server keeps what it knows us by.
    private static bool LeadsElsewhere(Road road, RoadKind kind, Uri address, string? fingerprint) => road.Kind != kind || road.Fingerprint != fingerprint
        || Uri.Compare(new Uri(road.Address), address, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0;

    /// <summary>What the road held up because it was stopped waits no longer: somebody saw to it.</summary>
    private static async Task GoOnAsync(Desk desk, RoadId road, CancellationToken ct)
    {
        var now = desk.Now;
        List<string?> stops = [.. Enum.GetValues<RoadFailure>().Where(RoadHealth.Stops).Select(f => f.ToString())];
        await desk.Db.Set<EligibilityBatch>().Where(b => b.RoadId == road && (b.State == BatchState.Made || b.State == BatchState.Sent) && b.DueAt > now && stops.Contains(b.Fault))
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.DueAt, now), ct);
        var payers = await desk.Db.Set<PayerRoad>().Where(e => e.RoadId == road).Select(e => e.PayerId).ToListAsync(ct);
        await desk.Db.Set<EligibilityCheck>().Where(c => c.State == CheckState.Waiting && c.BatchId == null && c.DueAt > now && payers.Contains(c.PayerId) && stops.Contains(c.Fault))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.DueAt, now), ct);
        desk.Touch(CoverageTopics.Queue);
    }
}
