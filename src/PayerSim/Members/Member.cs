namespace Portico.PayerSim;

/// <summary>How a member is related to the subscriber.</summary>
public enum MemberRelation
{
    /// <summary>The subscriber.</summary>
    Self,

    /// <summary>Their husband or wife.</summary>
    Spouse,

    /// <summary>Their child.</summary>
    Child,
}

/// <summary>Somebody whom a payer knows. Synthetic, as everybody here.</summary>
public sealed class Member
{
    /// <summary>The payer's id, as in NM109 of loop 2100A.</summary>
    public required string Payer { get; init; }

    /// <summary>On the card. A dependent without an id of their own has the subscriber's.</summary>
    public required string MemberId { get; init; }

    /// <summary>Family name, in capitals.</summary>
    public required string Family { get; init; }

    /// <summary>Given name, in capitals.</summary>
    public required string Given { get; init; }

    /// <summary>Birth date.</summary>
    public required DateOnly Born { get; init; }

    /// <summary>F or M.</summary>
    public required string Sex { get; init; }

    /// <summary>N301; absent where the payer says no address.</summary>
    public string? Street { get; init; }

    /// <summary>To the subscriber.</summary>
    public MemberRelation Relation { get; init; }

    /// <summary>Who the policy is issued to; null for the subscriber.</summary>
    public Member? Subscriber { get; init; }

    /// <summary>True for a dependent whom the payer wants asked about below the subscriber (loop 2000D).</summary>
    public bool IsAskedBelowSubscriber { get; init; }

    /// <summary>The plan, as EB05 says it.</summary>
    public required string Plan { get; init; }

    /// <summary>Absent where the payer has none.</summary>
    public string? GroupNumber { get; init; }

    /// <summary>What makes this member worth asking about, such as <c>terminated</c>.</summary>
    public required string Case { get; init; }

    /// <summary>What a right reader has to say.</summary>
    public required Truth Truth { get; init; }

    /// <summary>Other payers' members who are the same person: payer and member id.</summary>
    public IReadOnlyList<KnownElsewhere> AlsoAt { get; internal set; } = [];
}

/// <summary>The same person at another payer.</summary>
public sealed record KnownElsewhere(string Payer, string MemberId);

/// <summary>Somebody to be enrolled beside those of the seed, such as a demo's patient. They get the payer's usual plan.</summary>
public sealed record NewMember
{
    /// <summary>The payer's id.</summary>
    public required string Payer { get; init; }

    /// <summary>On the card; the subscriber's for a dependent without one.</summary>
    public required string MemberId { get; init; }

    /// <summary>Family name.</summary>
    public required string Family { get; init; }

    /// <summary>Given name.</summary>
    public required string Given { get; init; }

    /// <summary>Birth date.</summary>
    public required DateOnly Born { get; init; }

    /// <summary>F or M; U where the payer does not know.</summary>
    public string Sex { get; init; } = "U";

    /// <summary>To the subscriber, whom <see cref="SubscriberId"/> names.</summary>
    public MemberRelation Relation { get; init; }

    /// <summary>For a dependent: the subscriber's member id; they have to be enrolled first.</summary>
    public string? SubscriberId { get; init; }

    /// <summary>As the card has it; one of the box's own when absent.</summary>
    public string? GroupNumber { get; init; }

    /// <summary>The first day; the first of this year when absent.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day; none when absent.</summary>
    public DateOnly? To { get; init; }

    /// <summary>One of the payer's cases, such as <c>spend-down</c>; <c>active</c> when absent.</summary>
    public string? Case { get; init; }
}
