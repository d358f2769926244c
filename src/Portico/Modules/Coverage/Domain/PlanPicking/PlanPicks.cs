using Portico.Modules.Practice.Contracts;

namespace Portico.Modules.Coverage.Domain.PlanPicking;

/// <summary>What an insurance card says, as it was read or typed. What is absent proposes nothing.</summary>
public sealed record CardWords
{
    /// <summary>The payer's id for electronic claims.</summary>
    public string? PayerId { get; init; }
    public string? MemberId { get; init; }

    /// <summary>The insurer's or the plan's name.</summary>
    public string? Name { get; init; }

    /// <summary>Where paper claims are sent, in one text.</summary>
    public string? ClaimsAddress { get; init; }
}

/// <summary>A payer of the practice, with all that a card may call it by.</summary>
/// <param name="Payer">Whose row it is.</param>
/// <param name="Name">As the desk says it.</param>
/// <param name="Ids">Ids that cards and claims have for it: the practice's own first.</param>
/// <param name="OtherNames">Such as <c>UHC</c>.</param>
/// <param name="ClaimsAddresses">In one text each.</param>
public sealed record KnownPayer(PayerId Payer, string Name, IReadOnlyList<string> Ids, IReadOnlyList<string> OtherNames, IReadOnlyList<string> ClaimsAddresses);

/// <summary>Which plan the first three characters of a Blue plan's member id stand for.</summary>
/// <param name="Prefix">Three letters or digits.</param>
/// <param name="PlanName">Whose members have it.</param>
/// <param name="PayerCode">The plan's payer id. Absent: the plan is found by its name.</param>
public sealed record PlanPrefix(string Prefix, string PlanName, string? PayerCode = null);

/// <summary>Why a payer is proposed, the surest first.</summary>
public enum PickReason
{
    PayerId,

    /// <summary>But for leading zeros, or a letter that looks like a digit.</summary>
    PayerIdVariant,
    Prefix,
    ClaimsAddress,
    Name,

    /// <summary>One name begins with the other: a product of a payer often has a payer id of its own.</summary>
    NameBegins,
}

/// <summary>A reason and what it rests on, in the desk's words.</summary>
/// <param name="Kind">How sure it is.</param>
/// <param name="Text">A sentence without its full stop.</param>
public sealed record PickedBy(PickReason Kind, string Text);

/// <summary>A payer that the card may mean.</summary>
/// <param name="Payer">The practice's.</param>
/// <param name="PlanName">What the prefix table calls the plan. Absent: another reason found it.</param>
/// <param name="Reasons">At least one, the surest first.</param>
public sealed record PlanProposal(KnownPayer Payer, string? PlanName, IReadOnlyList<PickedBy> Reasons);

/// <summary>What a card proposes. A person picks: none of it is a decision, not even a single proposal.</summary>
/// <param name="Proposals">The likeliest first. Empty: the card says nothing that the practice knows.</param>
/// <param name="Doubts">What speaks against picking by the order alone, each a sentence that says what to compare.</param>
public sealed record PlanPicks(IReadOnlyList<PlanProposal> Proposals, IReadOnlyList<string> Doubts);
