namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>How the visit stands to the plan's network. It comes from the practice's participation, never from an answer.</summary>
public enum WantedNetwork
{
    /// <summary>Nobody has said: a figure counts only where it is the same in and out.</summary>
    Unknown,

    /// <summary>The provider is in the network.</summary>
    In,

    /// <summary>The provider is not.</summary>
    Out,
}

/// <summary>What the desk wants to know of an answer (271).</summary>
public sealed record BenefitQuestion
{
    /// <summary>The date of service.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The day that the payer was asked for, where it answers for none as late as <see cref="On"/>. Absent: for that day.</summary>
    public DateOnly? Asked { get; init; }

    /// <summary>X12's service type codes of the visit, such as <c>98</c>; the first is the one to collect for.</summary>
    public required IReadOnlyList<string> ServiceTypes { get; init; }

    public WantedNetwork Network { get; init; }

    /// <summary>TRN02 that was asked with. Absent: any answer counts. An answer to another trace is none.</summary>
    public string? Trace { get; init; }

    /// <summary>The patient as the practice knows them. Absent: nothing is compared.</summary>
    public OurPerson? Ours { get; init; }
}

/// <summary>The patient as the practice knows them. What is absent is not compared.</summary>
public sealed record OurPerson
{
    public string? Family { get; init; }
    public string? Given { get; init; }
    public string? Middle { get; init; }
    public string? Suffix { get; init; }
    public DateOnly? BirthDate { get; init; }

    /// <summary>F or M, as the policy has it; anything else is not compared.</summary>
    public string? Sex { get; init; }
    public string? MemberId { get; init; }

    /// <summary>The policy is somebody else's: a brother or a sister is on it as well.</summary>
    public bool IsDependent { get; init; }
    public string? GroupNumber { get; init; }
    public string? Line1 { get; init; }
    public string? Line2 { get; init; }
    public string? City { get; init; }
    public string? State { get; init; }
    public string? Zip { get; init; }
}
