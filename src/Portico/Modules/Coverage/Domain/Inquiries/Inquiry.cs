using Portico.Modules.Coverage.Domain.Benefits;

namespace Portico.Modules.Coverage.Domain.Inquiries;

/// <summary>How a dependent is related to the subscriber. INS02 of loop 2100D: 01, 19, 34.</summary>
public enum DependentRelation
{
    Spouse,
    Child,

    /// <summary>Another adult, and whoever is neither.</summary>
    Other,
}

/// <summary>Who asks. Loop 2100B, role 1P.</summary>
/// <param name="Name">Family name of a person, else the organization's.</param>
/// <param name="Npi">Ten digits, the last a check digit.</param>
/// <param name="Given">Absent for an organization, and for a person of whom only the family name is known.</param>
/// <param name="IsPerson">NM102: a person, or an organization.</param>
public sealed record AskingProvider(string Name, string Npi, string? Given = null, bool IsPerson = false);

/// <summary>Who is asked. Loop 2100A, role PR.</summary>
/// <param name="Name">As the practice has it; the id identifies.</param>
/// <param name="Id">NM109, as the receiver knows this payer.</param>
/// <param name="IdKind">NM108: PI for a payer id, XV for CMS's plan id.</param>
public sealed record AskedPayer(string Name, string Id, string IdKind = "PI");

/// <summary>Who the policy is issued to, or a patient whom the payer knows by an id of their own. Loop 2100C.</summary>
public sealed record AskedSubscriber
{
    /// <summary>Absent for one above a dependent whose name cannot be split surely: the member id identifies.</summary>
    public string? Family { get; init; }

    /// <summary>Absent for a one-word name.</summary>
    public string? Given { get; init; }
    public string? Middle { get; init; }

    /// <summary>Such as <c>JR</c>.</summary>
    public string? Suffix { get; init; }

    /// <summary>NM109 with NM108 = MI.</summary>
    public required string MemberId { get; init; }

    /// <summary>REF 6P. Absent unless the payer wants it.</summary>
    public string? Group { get; init; }

    /// <summary>Absent while unknown.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>F or M. Absent where it is neither, and unless the payer wants it.</summary>
    public string? Sex { get; init; }
}

/// <summary>A patient who is covered through the subscriber. Loop 2100D.</summary>
public sealed record AskedDependent
{
    public required string Family { get; init; }

    /// <summary>Absent for a one-word name, and for a newborn without one yet.</summary>
    public string? Given { get; init; }
    public string? Middle { get; init; }
    public string? Suffix { get; init; }

    /// <summary>What a payer finds dependents by.</summary>
    public required DateOnly BirthDate { get; init; }

    /// <summary>As of the subscriber.</summary>
    public string? Sex { get; init; }
    public required DependentRelation Relation { get; init; }
}

/// <summary>What is asked of one policy for one visit: one person, one date, some service types.</summary>
/// <remarks>
/// Texts are as they are sent: capitals of X12's basic character set, which <see cref="InquiryMaker"/> makes. Source: 005010X279A1, 270.
/// </remarks>
public sealed record Inquiry
{
    /// <summary>TRN02: what the answer is found by. 1 to 30 capitals, digits and dashes, never used twice.</summary>
    /// <exception cref="ArgumentException">It has another shape.</exception>
    public required string Trace
    {
        get;
        init => field = IsTrace(value) ? value : throw new ArgumentException("A trace has 1 to 30 capitals, digits and dashes.", nameof(value));
    }

    public required AskingProvider Provider { get; init; }
    public required AskedPayer Payer { get; init; }
    public required AskedSubscriber Subscriber { get; init; }

    /// <summary>The patient, where they are not asked about as the subscriber.</summary>
    public AskedDependent? Dependent { get; init; }

    /// <summary>The date that is asked about: the visit's, or the latest before it that the payer answers for.</summary>
    public required DateOnly On { get; init; }

    /// <summary>EQ01, in the order of the visit's need.</summary>
    public required IReadOnlyList<string> ServiceTypes { get; init; }

    /// <summary>True for an EQ segment to each service type, false for one that has them all.</summary>
    public bool HasSegmentEach { get; init; }

    /// <summary>What the visit wants to know, the one to collect for first: where the payer answers for the plan as a whole alone, these
    /// are not what was asked.</summary>
    public required IReadOnlyList<string> Wanted { get; init; }

    /// <summary>The question to read the answer with.</summary>
    /// <param name="network">How the visit stands to the plan's network.</param>
    /// <param name="ours">The patient as the practice knows them. Null: nothing is compared.</param>
    public BenefitQuestion ToRead(WantedNetwork network, OurPerson? ours) => new() { On = On, ServiceTypes = Wanted, Network = network, Trace = Trace, Ours = ours };

    private static bool IsTrace(string text) => text.Length is >= 1 and <= 30 && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '-');
}
