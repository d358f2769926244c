using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Store;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage.Domain;

/// <summary>An insurance policy of one patient, as the card says it. Nothing here says that the payer agrees.</summary>
public sealed class Policy : TenantRow
{
    private Policy()
    {
    }

    public PolicyId Id { get; private init; }
    public PatientId PatientId { get; private init; }
    public PayerId PayerId { get; private set; }
    public string MemberId { get; private set; } = "";

    /// <summary>Absent on most Medicaid cards.</summary>
    public string? GroupNumber { get; private set; }
    public string? PlanName { get; private set; }
    public SubscriberRelation Relation { get; private set; }

    /// <summary>Absent when the patient is the subscriber.</summary>
    public string? SubscriberName { get; private set; }
    public DateOnly? SubscriberBirthDate { get; private set; }

    /// <summary>The patient's name as the payer spells it, which it is asked under. Absent: as we have it. Says nothing of the patient's own name.</summary>
    public string? PayersFamily { get; private set; }
    public string? PayersGiven { get; private set; }

    /// <summary>Absent: since before the practice knew.</summary>
    public DateOnly? ValidFrom { get; private set; }

    /// <summary>The last day it counts. Absent: open.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>Absent: unknown, which is not zero.</summary>
    public long? CardCopayCents { get; private set; }
    public int Version { get; private set; }

    /// <returns>Null when nothing is wrong.</returns>
    public static PolicyFault? FaultOf(NewPolicy policy) => policy switch
    {
        { MemberId: var id } when Clean(id) is null => PolicyFault.MemberIdMissing,
        { MemberId: var id, GroupNumber: var group }
            when CardNumbers.Of(id) == CardLikeness.Card || CardNumbers.Of(group) == CardLikeness.Card => PolicyFault.MemberIdIsCardNumber,
        { ValidFrom: { } from, ValidTo: { } to } when to < from => PolicyFault.DatesReversed,
        { Relation: not SubscriberRelation.Self, SubscriberName: var name } when Clean(name) is null => PolicyFault.SubscriberMissing,
        _ => null,
    };

    /// <exception cref="ArgumentException"><see cref="FaultOf"/> finds a fault.</exception>
    public static Policy Of(PolicyId id, PatientId patient, NewPolicy policy)
    {
        var made = new Policy { Id = id, PatientId = patient };
        made.Change(policy);
        return made;
    }

    /// <exception cref="ArgumentException"><see cref="FaultOf"/> finds a fault.</exception>
    public void Change(NewPolicy policy)
    {
        if (FaultOf(policy) is { } fault)
            throw new ArgumentException($"A policy with the fault {fault}.", nameof(policy));
        // Another payer's spelling, or another person's of the same payer, says nothing of this one's.
        if (PayerId != policy.Payer || MemberId != (Clean(policy.MemberId) ?? ""))
            (PayersFamily, PayersGiven) = (null, null);
        PayerId = policy.Payer;
        MemberId = Clean(policy.MemberId) ?? "";
        GroupNumber = Clean(policy.GroupNumber);
        PlanName = Clean(policy.PlanName);
        Relation = policy.Relation;
        var other = policy.Relation != SubscriberRelation.Self;
        SubscriberName = other ? Clean(policy.SubscriberName) : null;
        SubscriberBirthDate = other ? policy.SubscriberBirthDate : null;
        (ValidFrom, ValidTo) = (policy.ValidFrom, policy.ValidTo);
        CardCopayCents = policy.CardCopay?.Cents;
        Version++;
    }

    /// <summary>From now on the payer is asked under its own spelling of the patient's name, or again under ours.</summary>
    /// <param name="family">Null with <paramref name="given"/>: ours again.</param>
    /// <param name="given">Empty for a one-word name.</param>
    public void SpellAs(string? family, string? given)
    {
        (PayersFamily, PayersGiven) = (family, given);
        Version++;
    }

    /// <summary>Ends with this day. The row stays: visits of its time are billed to it.</summary>
    /// <returns>False when it begins after that day.</returns>
    public bool End(DateOnly lastDay)
    {
        if (ValidFrom > lastDay)
            return false;
        ValidTo = lastDay;
        Version++;
        return true;
    }

    // PostgreSQL refuses a NUL in text.
    internal static string? Clean(string? text) =>
        text?.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } cleaned ? cleaned : null;
}

/// <summary>Which side of an insurance card a picture shows.</summary>
public enum CardSide { Front, Back }

/// <summary>A picture of a card's side. The newest of a side is shown, older ones stay. The bytes are an encrypted file.</summary>
public sealed class CardPicture : TenantRow
{
    public CardPictureId Id { get; init; }
    public PolicyId PolicyId { get; init; }
    public CardSide Side { get; init; }

    /// <summary>By its first bytes, never by what the browser said.</summary>
    public required string ContentType { get; init; }
    public NodaTime.Instant At { get; init; }
}
