namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>What an answer makes of a policy on a date. "Stale" is not among them: the age of an answer is its keeper's to judge.</summary>
public enum PolicyState
{
    /// <summary>The answer does not say, contradicts itself, refuses or is none. Not the same as inactive.</summary>
    Unknown,
    Active,

    /// <summary>Active, and this visit goes to somebody else: Medicare Advantage, Medicaid managed care, hospice, a carve-out.</summary>
    BillElsewhere,

    /// <summary>Active, and not for this service: Part A only, family planning only, a service that the payer excludes.</summary>
    NotForService,
    Inactive,
}

/// <summary>One thing that the answer says, in the desk's words.</summary>
/// <param name="Text">A sentence without its full stop.</param>
/// <param name="Source">Absent where the reason is that something is missing.</param>
public sealed record Remark(string Text, Citation? Source);

/// <summary>A difference between the payer's data of the patient and ours. Nothing is overwritten by it.</summary>
/// <param name="Field">The name of the property of <see cref="OurPerson"/>, such as <c>birthDate</c>.</param>
/// <param name="Ours">As the practice has it.</param>
/// <param name="Payers">As the payer has it.</param>
/// <param name="Source">Where the payer says so.</param>
public sealed record Difference(string Field, string Ours, string Payers, Citation Source);

/// <summary>Somebody else who pays for this patient, or may.</summary>
public sealed record OtherPayer
{
    /// <summary>Absent where the payer knows of other coverage and does not say whose.</summary>
    public string? Name { get; init; }

    /// <summary>Its turn, such as <c>primary</c>; <c>other</c> where the answer does not say.</summary>
    public required string Order { get; init; }

    /// <summary>EB04 as sent.</summary>
    public string? InsuranceType { get; init; }
    public string? PayerId { get; init; }

    /// <summary>The patient's number there, as far as it is given.</summary>
    public string? PolicyNumber { get; init; }
    public string? Phone { get; init; }

    /// <summary>Absent: the answer gives no dates.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public required Citation Source { get; init; }
}

/// <summary>The primary care provider that the payer has.</summary>
/// <param name="Status">Ambiguous when several are named for the date: then there is no single name.</param>
/// <param name="Name">Absent unless stated.</param>
/// <param name="Npi">Absent unless stated and given as an NPI.</param>
/// <param name="Phone">Absent unless stated and given.</param>
/// <param name="Candidates">All that are named.</param>
public sealed record PrimaryCare(FigureStatus Status, string? Name, string? Npi, string? Phone, IReadOnlyList<Remark> Candidates);

/// <summary>Whether the payer wants an authorization or certification for the service. EB11.</summary>
/// <param name="Status">Ambiguous when lines of the service differ, or a message speaks of one.</param>
/// <param name="IsRequired">Null unless stated.</param>
/// <param name="Candidates">The lines that say something of it.</param>
/// <param name="Numbers">Authorizations and referrals that the payer has on file (REF G1, 9F).</param>
public sealed record AuthorizationNeed(FigureStatus Status, bool? IsRequired, IReadOnlyList<Remark> Candidates, IReadOnlyList<Remark> Numbers);

/// <summary>What the PSR does about a refusal to answer. AAA.</summary>
/// <param name="Code">AAA03 as sent.</param>
/// <param name="Level">The loop that it stands in, such as <c>2100C</c>.</param>
/// <param name="Meaning">What is wrong, in our words.</param>
/// <param name="Act">What to do. Never "not covered".</param>
/// <param name="Who">Whose task it is: <c>desk</c>, <c>billing</c>, or <c>system</c> where the question is asked again by itself.</param>
/// <param name="MayAskAgain">AAA04: false where the payer forbids the same question.</param>
/// <param name="Source">Where it stands.</param>
public sealed record RejectionAction(string Code, string Level, string Meaning, string Act, string Who, bool MayAskAgain, Citation Source);

/// <summary>What an answer says of one person on one date, for one visit.</summary>
public sealed record BenefitReading
{
    public required PolicyState State { get; init; }

    /// <summary>Why it is that state.</summary>
    public IReadOnlyList<Remark> Why { get; init; } = [];

    /// <summary>When the payer made the answer, in its wall time. Absent: it does not say. Figures are as of then.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>TRN02 that came back.</summary>
    public string? Trace { get; init; }
    public string? Payer { get; init; }

    /// <summary>EB05 of the active line.</summary>
    public string? Plan { get; init; }
    public IReadOnlyList<Figure> Figures { get; init; } = [];
    public required AuthorizationNeed Authorization { get; init; }
    public required PrimaryCare PrimaryCare { get; init; }
    public IReadOnlyList<OtherPayer> OtherPayers { get; init; } = [];

    /// <summary>What the payer says in words of the plan and of the visit's services.</summary>
    public IReadOnlyList<Remark> Messages { get; init; } = [];

    /// <summary>Reasons to take no money at the desk. None does not mean that money is to be taken.</summary>
    public IReadOnlyList<Remark> CollectNothing { get; init; } = [];
    public IReadOnlyList<Difference> Differences { get; init; } = [];
    public IReadOnlyList<RejectionAction> Actions { get; init; } = [];

    /// <summary>False when it answers another question, or nobody: then nothing else here counts.</summary>
    public bool IsAnswer { get; init; } = true;

    /// <summary>True when name and birth date or number are another person's: then it is attached to nobody.</summary>
    public bool IsAboutSomebodyElse { get; init; }

    /// <summary>What the desk does now.</summary>
    public string Sentence { get; init; } = "";
}
