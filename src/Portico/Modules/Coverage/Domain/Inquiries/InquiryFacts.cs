using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;

namespace Portico.Modules.Coverage.Domain.Inquiries;

/// <summary>How many service types a payer takes in one question.</summary>
public enum ServiceTypeRule
{
    /// <summary>All in one EQ segment.</summary>
    Together,

    /// <summary>All, with an EQ segment to each.</summary>
    SegmentEach,

    /// <summary>One alone: the first of the visit's. The others are asked in questions of their own.</summary>
    OneOnly,

    /// <summary>30, the plan as a whole, alone. The answer has what it has for the visit's own service types.</summary>
    PlanOnly,
}

/// <summary>A payer as it wants to be asked. What is not set is what CAQH CORE lets every payer be asked.</summary>
public sealed record PayerRules
{
    public required string Name { get; init; }

    /// <summary>As the receiver knows this payer. Empty while the practice does not have it.</summary>
    public required string Id { get; init; }

    /// <summary>NM108 of it.</summary>
    public string IdKind { get; init; } = "PI";

    public MemberIdShape MemberId { get; init; } = MemberIdShape.Any;

    /// <summary>True where dashes are part of its member ids; else they are print, and are not sent. Blanks never are.</summary>
    public bool HasDashesInIds { get; init; }

    /// <summary>True where each person of a family has a member id of their own: then whoever is the patient is asked about as a subscriber.</summary>
    public bool HasIdPerPerson { get; init; }

    /// <summary>Whether a subscriber is found only with a birth date. A dependent never is without one.</summary>
    public bool NeedsBirthDate { get; init; } = true;

    /// <summary>Whether a dependent is found only below a subscriber with a name.</summary>
    public bool NeedsSubscriberName { get; init; }

    /// <summary>Whether the sex is to be sent. Nobody is found better by it, and one that differs can be refused.</summary>
    public bool WantsSex { get; init; }

    /// <summary>Whether the group is to be sent. As for the sex.</summary>
    public bool WantsGroup { get; init; }

    public ServiceTypeRule ServiceTypes { get; init; }

    /// <summary>It answers for dates up to so many months ago.</summary>
    public int MonthsBack { get; init; } = 12;

    /// <summary>It answers for dates up to so many months ahead; 0: to the end of this month. Null: for today at the latest.</summary>
    public int? MonthsAhead { get; init; } = 0;

    /// <summary>The latest date that it answers for.</summary>
    public DateOnly LastDate(DateOnly today) => MonthsAhead switch
    {
        null => today,
        0 => new DateOnly(today.Year, today.Month, 1).AddMonths(1).AddDays(-1),
        { } months => today.AddMonths(months),
    };

    /// <summary>The first day on which it answers for a date.</summary>
    public DateOnly FirstDayToAskOf(DateOnly date)
    {
        switch (MonthsAhead)
        {
            case null:
                return date;
            case 0:
                return new(date.Year, date.Month, 1);
            case { } months:
                var day = date.AddMonths(-months);
                // The 31st has no day of its own in a shorter month.
                while (day.AddMonths(months) < date)
                    day = day.AddDays(1);
                return day;
        }
    }
}

/// <summary>A policy as the card says it.</summary>
public sealed record PolicyFacts
{
    public required string MemberId { get; init; }

    /// <summary>Absent on most Medicaid cards.</summary>
    public string? Group { get; init; }
    public SubscriberRelation Relation { get; init; }

    /// <summary>In one text, as the card has it. Absent when the patient is the subscriber.</summary>
    public string? SubscriberName { get; init; }
    public DateOnly? SubscriberBirthDate { get; init; }

    /// <summary>Absent: since before the practice knew.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The last day it counts. Absent: open.</summary>
    public DateOnly? ValidTo { get; init; }

    public static PolicyFacts Of(PolicyRow policy) => new()
    {
        MemberId = policy.MemberId, Group = policy.GroupNumber, Relation = policy.Relation, SubscriberName = policy.SubscriberName,
        SubscriberBirthDate = policy.SubscriberBirthDate, ValidFrom = policy.ValidFrom, ValidTo = policy.ValidTo,
    };
}

/// <summary>The patient as registration has them.</summary>
public sealed record PatientFacts
{
    /// <summary>Empty for a one-word name, never null.</summary>
    public required string Family { get; init; }
    public required string Given { get; init; }
    public string? Middle { get; init; }
    public string? Suffix { get; init; }
    public DateOnly? BirthDate { get; init; }
    public Sex Sex { get; init; }
}

/// <summary>The visit that coverage is asked for.</summary>
/// <param name="On">In the location's wall time.</param>
/// <param name="VisitType">Absent until chosen.</param>
/// <param name="Specialty">The provider's. Absent: unknown.</param>
public sealed record VisitFacts(DateOnly On, VisitTypeId? VisitType = null, string? Specialty = null);

/// <summary>Who asks, as the practice has them.</summary>
/// <param name="Name">As the desk says it: <c>Dr. Ana Okafor</c>, <c>Okafor, Ana</c>, or the organization's.</param>
/// <param name="Npi">Absent until known.</param>
/// <param name="IsPerson">A person, or an organization.</param>
public sealed record ProviderFacts(string Name, string? Npi, bool IsPerson);

/// <summary>All that a question is made of.</summary>
public sealed record InquiryFacts
{
    /// <inheritdoc cref="Inquiry.Trace"/>
    public required string Trace { get; init; }
    public required PolicyFacts Policy { get; init; }
    public required PatientFacts Patient { get; init; }
    public required VisitFacts Visit { get; init; }
    public required ProviderFacts Provider { get; init; }

    /// <summary>Of the policy's payer.</summary>
    public required PayerId PayerId { get; init; }
    public required PayerRules Payer { get; init; }
    public ServiceTypeMap ServiceTypes { get; init; } = ServiceTypeMap.Default;

    /// <summary>What somebody at the desk asks for instead of what the map has. Empty: the map decides.</summary>
    public IReadOnlyList<string> AskedFor { get; init; } = [];

    /// <summary>The day at the location.</summary>
    public required DateOnly Today { get; init; }
}
