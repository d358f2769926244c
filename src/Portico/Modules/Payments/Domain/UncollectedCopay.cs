using NodaTime;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.Domain;

public readonly record struct UncollectedId(Guid Value) : IId<UncollectedId> { public static UncollectedId From(Guid value) => new(value); }

public enum UncollectedReason { NoMeansToday, BillMe, DisputesAmount, CopayUnknown, WaivedByPractice, Emergency, Other }

/// <summary>Why a visit's copay was not taken. The newest counts.</summary>
public sealed class UncollectedCopay : TenantRow
{
    public UncollectedId Id { get; init; }
    public VisitId VisitId { get; init; }
    public UncollectedReason Reason { get; init; }

    /// <summary>Absent unless the reason needs words.</summary>
    public string? Note { get; init; }

    /// <summary>What was left uncollected. Absent: the copay was not known.</summary>
    public Money? Amount { get; init; }
    public Instant At { get; init; }
    public UserId By { get; init; }

    /// <summary>The reason as a screen says it.</summary>
    public static string Say(UncollectedReason reason) => reason switch
    {
        UncollectedReason.NoMeansToday => "No means of payment today",
        UncollectedReason.BillMe => "Asked to be billed",
        UncollectedReason.DisputesAmount => "Disputes the amount",
        UncollectedReason.CopayUnknown => "Copay not known",
        UncollectedReason.WaivedByPractice => "Waived by the practice",
        UncollectedReason.Emergency => "Emergency",
        _ => "Other",
    };
}
