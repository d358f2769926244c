using NodaTime;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.Modules.Arrivals.Domain;

public readonly record struct CheckInId(Guid Value) : IId<CheckInId> { public static CheckInId From(Guid value) => new(value); }

/// <summary>What the desk went through with the patient. All of it, each time.</summary>
/// <param name="Demographics">Name, address, phones and contacts were read out and are right.</param>
/// <param name="Coverage">The card was seen, or the patient said that nothing changed.</param>
/// <param name="Forms">What had to be signed is signed, or nothing had to be.</param>
/// <param name="Balance">The patient was told what is open, or nothing is.</param>
/// <param name="Consent">Of a minor: who came along may do so, and whoever may consent did. Not asked of adults.</param>
public sealed record Checklist(bool Demographics, bool Coverage, bool Forms, bool Balance, bool Consent = false)
{
    /// <summary>The desk's word for <see cref="Consent"/> while it is open.</summary>
    public const string ConsentItem = "who may consent for the minor";

    /// <summary>What was not gone through yet, in the desk's words.</summary>
    public IReadOnlyList<string> Open =>
    [
        .. Demographics ? Array.Empty<string>() : ["demographics"], .. Coverage ? Array.Empty<string>() : ["coverage"],
        .. Forms ? Array.Empty<string>() : ["forms"], .. Balance ? Array.Empty<string>() : ["balance"],
    ];
}

/// <summary>That the checklist was gone through, when and by whom. An undone check-in keeps its row; the visit's history says so.</summary>
public sealed class CheckIn : TenantRow
{
    public CheckInId Id { get; init; }
    public VisitId VisitId { get; init; }
    public Instant At { get; init; }
    public UserId ById { get; init; }

    /// <summary>What the visit's coverage line said then.</summary>
    public required string CoverageLine { get; init; }
}
