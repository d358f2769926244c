using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.Modules.Coverage.Domain.Eligibility;

public readonly record struct StatementId(Guid Value) : IId<StatementId> { public static StatementId From(Guid value) => new(value); }

/// <summary>How a payer's word came without a 271.</summary>
public enum StatementWay { Phone, Portal }

/// <summary>What a representative or a payer's own site said: a source as good as an answer, until it expires. Inserted once.</summary>
public sealed class CoverageStatement : TenantRow
{
    public StatementId Id { get; init; }
    public PatientId PatientId { get; init; }
    public PolicyId PolicyId { get; init; }

    /// <summary>The policy as it stood.</summary>
    public int PolicyVersion { get; init; }

    /// <summary>What it was asked for: copay and authorization were told of this visit alone.</summary>
    public VisitId VisitId { get; init; }

    /// <summary>Whom it was asked of: network and copay are of this provider. Absent: of nobody by name.</summary>
    public ProviderId? ProviderId { get; init; }
    public StatementWay Way { get; init; }

    /// <summary>Who said it. Absent for a site.</summary>
    public string? Representative { get; init; }

    /// <summary>The call's or the page's reference number.</summary>
    public required string Reference { get; init; }

    /// <summary>The day that it speaks of.</summary>
    public DateOnly OnDate { get; init; }

    /// <summary>The last day that it counts.</summary>
    public DateOnly ExpiresOn { get; init; }
    public PolicyState Says { get; init; }

    /// <summary>Absent: not asked, which is not zero.</summary>
    public long? CopayCents { get; init; }

    /// <summary>Absent: not asked.</summary>
    public bool? NeedsAuthorization { get; init; }

    /// <summary>Absent: not asked. A recorded word of the payer, unlike EB12, is a source for it.</summary>
    public bool? IsInNetwork { get; init; }
    public string? Note { get; init; }

    /// <summary>A picture of the page. Absent: none was taken.</summary>
    public CardPictureId? PictureId { get; init; }
    public UserId By { get; init; }
    public Instant At { get; init; }

    /// <summary>Whether what it says of copay and authorization was asked for this.</summary>
    /// <param name="visit">Null: nobody asks for one visit.</param>
    /// <param name="provider">Who sees the patient by now.</param>
    public bool IsFor(VisitId? visit, ProviderId? provider) => visit is not { } asked || (VisitId == asked && ProviderId == provider);

    /// <summary>Whether its word on the network counts: for the same provider, and of the policy as it is.</summary>
    public bool SaysNetwork(ProviderId? provider, int policyVersion) => IsInNetwork is not null && ProviderId == provider && PolicyVersion == policyVersion;
}

public readonly record struct DecisionId(Guid Value) : IId<DecisionId> { public static DecisionId From(Guid value) => new(value); }

/// <summary>What a person decided where a plan's answers are open: which of the candidates is the copay. Ours, and cited as ours.</summary>
/// <remarks>Counts once a supervisor approved it, for that plan, specialty and kind of visit.</remarks>
public sealed class BenefitDecision : TenantRow
{
    public DecisionId Id { get; init; }
    public PayerId PayerId { get; init; }

    /// <summary>EB05, or the card's plan where the payer names none.</summary>
    public required string Plan { get; init; }
    public required string Specialty { get; init; }
    public VisitTypeId VisitTypeId { get; init; }

    /// <summary>Which of the figures: its money must be among the candidates of an answer, else the decision does not fit it.</summary>
    public FigureKind Kind { get; init; }
    public long Cents { get; init; }

    /// <summary>Why: what the person went by.</summary>
    public required string Why { get; init; }
    public UserId ProposedBy { get; init; }
    public Instant ProposedAt { get; init; }

    /// <summary>Never who proposed it. Absent: waits for a supervisor.</summary>
    public UserId? ApprovedBy { get; private set; }
    public Instant? ApprovedAt { get; private set; }
    public Instant? EndedAt { get; private set; }

    public bool Counts => ApprovedAt is not null && EndedAt is null;

    /// <returns>False: nobody approves their own.</returns>
    public bool Approve(UserId by, Instant at)
    {
        if (by == ProposedBy || EndedAt is not null)
            return false;
        (ApprovedBy, ApprovedAt) = (by, at);
        return true;
    }

    public void End(Instant at) => EndedAt ??= at;
}
