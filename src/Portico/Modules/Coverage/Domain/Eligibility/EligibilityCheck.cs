using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Coverage.Domain.Eligibility;

/// <summary>Where a question stands.</summary>
public enum CheckState
{
    /// <summary>Due now or later: nobody has answered it yet.</summary>
    Waiting,

    /// <summary>The payer answered: coverage, or a refusal that says what is wrong with the question.</summary>
    Answered,

    /// <summary>Something of ours has to be mended before it can be asked.</summary>
    CannotAsk,

    /// <summary>The visit or the policy it was for is no more what was to be asked: nobody waits for it.</summary>
    Dropped,
}

/// <summary>One question to a payer about one policy, for one day and its kinds of service. Stays, with what came of it.</summary>
/// <remarks>Of the questions that wait, no two are the same: the database keeps that.</remarks>
public sealed class EligibilityCheck : TenantRow
{
    private EligibilityCheck()
    {
    }

    public EligibilityCheckId Id { get; private init; }
    public PatientId PatientId { get; private init; }
    public PolicyId PolicyId { get; private init; }
    public PayerId PayerId { get; private init; }

    /// <summary>The policy as it stood when it was asked: an answer to an older one is stale.</summary>
    public int PolicyVersion { get; private set; }

    /// <summary>What it is for: another visit of that day has a question of its own, and perhaps another network.</summary>
    public VisitId? VisitId { get; private init; }

    /// <summary>The day of the visit.</summary>
    public DateOnly OnDate { get; private init; }

    /// <summary>The day that the payer was asked for, which may allow none as late. Absent until it was asked.</summary>
    public DateOnly? AskedDate { get; private set; }

    /// <summary>X12's service type codes with commas between; the first is the one to collect for.</summary>
    public string ServiceTypes { get; private init; } = "";
    public CheckReason Reason { get; private init; }
    public CheckState State { get; private set; }
    public Instant CreatedAt { get; private init; }

    /// <summary>When it is its turn.</summary>
    public Instant DueAt { get; private set; }
    public int Attempts { get; private set; }

    /// <summary>It goes out with others in a batch: nobody waits for it now, or its payer takes batches alone.</summary>
    public bool IsByBatch { get; private set; }

    /// <summary>The batch that it is in. Absent while it is in none.</summary>
    public EligibilityBatchId? BatchId { get; private set; }

    /// <summary>Which process asks at this moment, and until when it is taken to be alive.</summary>
    public string? LeasedBy { get; private set; }
    public Instant? LeasedUntil { get; private set; }

    /// <summary>The first try that nobody answered. Absent: none failed.</summary>
    public Instant? AwaySince { get; private set; }

    /// <summary>Why the last try failed, or why it cannot be asked: codes with commas between, never an answer's words.</summary>
    public string? Fault { get; private set; }

    public Instant? AnsweredAt { get; private set; }

    /// <summary>The exchange that brought the answer.</summary>
    public ExchangeId? ExchangeId { get; private set; }

    /// <summary>What the answer says, for lists. Its figures are read from the exchange each time.</summary>
    public PolicyState? Says { get; private set; }
    public long? CopayCents { get; private set; }
    public bool IsCopayOpen { get; private set; }

    /// <summary>EB05 of the active line. Absent: the payer names no plan.</summary>
    public string? Plan { get; private set; }

    /// <summary>The amounts that may be the copay, in cents with commas between. Absent unless the payer gives several.</summary>
    public string? CopayCandidates { get; private set; }

    /// <summary>The decision of ours that says which of them it is. Absent: none.</summary>
    public DecisionId? DecisionId { get; private set; }
    public bool CollectsNothing { get; private set; }
    public bool? NeedsAuthorization { get; private set; }

    public static EligibilityCheck Of(EligibilityCheckId id, PolicyRow policy, VisitId? visit, DateOnly on,
        IReadOnlyList<string> serviceTypes, CheckReason reason, Instant now, Instant due, bool isByBatch = false) => new()
    {
        IsByBatch = isByBatch,
        Id = id, PatientId = policy.PatientId, PolicyId = policy.Id, PayerId = policy.PayerId, PolicyVersion = policy.Version, VisitId = visit, OnDate = on,
        ServiceTypes = string.Join(',', serviceTypes), Reason = reason, CreatedAt = now, DueAt = due,
    };

    /// <summary>TRN02: 26 capitals and digits.</summary>
    public string Trace => TraceOf(Id);

    /// <summary>The id in 5 bits a character: a trace has 30 at most, and capitals alone.</summary>
    public static string TraceOf(EligibilityCheckId id)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = new System.Numerics.BigInteger(id.Value.ToByteArray(bigEndian: true), isUnsigned: true, isBigEndian: true);
        return string.Create(26, bits, static (trace, left) =>
        {
            for (var i = trace.Length - 1; i >= 0; i--)
            {
                trace[i] = alphabet[(int)(left & 31)];
                left >>= 5;
            }
        });
    }

    public IReadOnlyList<string> Services => ServiceTypes.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>One that waits for a later hour is wanted sooner.</summary>
    public void Hurry(Instant due)
    {
        if (State == CheckState.Waiting && due < DueAt && AwaySince is null)
            DueAt = due;
    }

    /// <summary>Somebody waits for it now: no batch is awaited, not even one that it is in.</summary>
    public void AskAtOnce(Instant now)
    {
        if (State != CheckState.Waiting || !IsByBatch)
            return;
        (IsByBatch, BatchId) = (false, null);
        DueAt = Instant.Min(DueAt, now);
    }

    /// <summary>What came is about the policy as it was before a change: it is asked anew.</summary>
    /// <param name="now">When that was seen.</param>
    /// <param name="isByBatch">Its payer takes batches alone.</param>
    public void AskAnew(Instant now, bool isByBatch) => (BatchId, IsByBatch, DueAt, LeasedBy, LeasedUntil) = (null, isByBatch, now, null, null);

    public void Lease(string node, Instant until) => (LeasedBy, LeasedUntil) = (node, until);

    /// <summary>Nobody answered: its turn comes again.</summary>
    public void Failed(string fault, int policyVersion, DateOnly asked, Instant at, Instant again)
    {
        (Fault, DueAt, AwaySince) = (fault, again, AwaySince ?? at);
        Tried(policyVersion, asked);
    }

    public void CannotBeAsked(string faults, int policyVersion, Instant at)
    {
        (State, Fault, AnsweredAt, PolicyVersion) = (CheckState.CannotAsk, faults, at, policyVersion);
        (LeasedBy, LeasedUntil, BatchId) = (null, null, null);
    }

    /// <summary>The payer answers for none of its days yet.</summary>
    public void Postpone(Instant due) => (DueAt, LeasedBy, LeasedUntil) = (due, null, null);

    /// <summary>No road carries it now: it waits, and was not tried.</summary>
    /// <param name="fault">The road's failure.</param>
    /// <param name="at">When that was seen.</param>
    /// <param name="until">When a road is tried again, unless somebody mends it before.</param>
    public void Hold(string fault, Instant at, Instant until) =>
        (Fault, AwaySince, DueAt, LeasedBy, LeasedUntil) = (fault, AwaySince ?? at, until, null, null);

    public void Drop(Instant at)
    {
        (State, AnsweredAt) = (CheckState.Dropped, at);
        (LeasedBy, LeasedUntil) = (null, null);
    }

    /// <param name="reading">What the answer makes of the policy on the visit's day.</param>
    /// <param name="exchange">Where its bytes are.</param>
    /// <param name="policyVersion">The policy as it was asked.</param>
    /// <param name="asked">The day that was asked for.</param>
    /// <param name="at">When it came.</param>
    public void Answered(BenefitReading reading, ExchangeId exchange, int policyVersion, DateOnly asked, Instant at)
    {
        (State, AnsweredAt, ExchangeId, Fault) = (CheckState.Answered, at, exchange, null);
        Read(reading);
        Tried(policyVersion, asked);
    }

    /// <summary>What an answer says by the facts of now: another provider of the visit may be outside the network.</summary>
    public void Read(BenefitReading reading)
    {
        Says = reading.State;
        var wanted = Services[0];
        // What another pays, or nobody, is no copay of this visit, however plainly it is said.
        var copay = reading.State != PolicyState.Active ? null
            : reading.Figures.FirstOrDefault(f => f.Kind == FigureKind.Copay && f.ServiceTypes.Contains(wanted));
        CopayCents = copay?.Status == FigureStatus.Stated ? copay.Cents : null;
        IsCopayOpen = copay?.Status == FigureStatus.Ambiguous;
        Plan = Policy.Clean(reading.Plan);
        CopayCandidates = IsCopayOpen && copay?.Candidates.Where(c => c.Cents is not null).Select(c => c.Cents).Distinct().ToList() is { Count: > 0 } amounts
            ? string.Join(',', amounts) : null;
        DecisionId = null;
        CollectsNothing = reading.CollectNothing.Count > 0;
        NeedsAuthorization = reading.Authorization.IsRequired;
    }

    public bool IsAmongCandidates(long cents) =>
        CopayCandidates?.Split(',').Contains(cents.ToString(System.Globalization.CultureInfo.InvariantCulture)) == true;

    /// <returns>False: the decided amount is none of those that this answer gives, so it says nothing of it.</returns>
    public bool Decide(BenefitDecision decision)
    {
        if (!IsAmongCandidates(decision.Cents))
            return false;
        (CopayCents, IsCopayOpen, DecisionId) = (decision.Cents, false, decision.Id);
        return true;
    }

    public void Undecide() => (CopayCents, IsCopayOpen, DecisionId) = (null, true, null);

    private void Tried(int policyVersion, DateOnly asked)
    {
        (PolicyVersion, AskedDate) = (policyVersion, asked);
        (LeasedBy, LeasedUntil, BatchId) = (null, null, null);
        Attempts++;
    }
}

/// <summary>One try: when, by which road, what came of it, and the bytes both ways. Inserted once.</summary>
public sealed class EligibilityExchange : TenantRow
{
    public ExchangeId Id { get; init; }
    public EligibilityCheckId CheckId { get; init; }
    public RoadId RoadId { get; init; }

    /// <summary>Of the envelope: each try has its own.</summary>
    public Guid PayloadId { get; init; }
    public Instant SentAt { get; init; }
    public int Milliseconds { get; init; }

    /// <summary><c>Answered</c>, or the kind of failure.</summary>
    public required string Outcome { get; init; }

    /// <summary>Absent where no answer of HTTP came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Compressed and encrypted. Absent for a question that went in a batch, which has it.</summary>
    public byte[]? Sent { get; init; }

    /// <summary>The batch that it went and came in. Absent in real time.</summary>
    public EligibilityBatchId? BatchId { get; init; }

    /// <summary>Compressed and encrypted: the interchange, or what came instead of one. Absent: nothing came.</summary>
    public byte[]? Received { get; init; }
}
