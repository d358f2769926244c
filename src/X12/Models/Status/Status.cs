namespace Portico.X12;

/// <summary>One verdict on a claim or line. STC01, STC10 or STC11.</summary>
/// <param name="Place">Of the composite.</param>
/// <param name="Category">Component 1: accepted, rejected, pending, paid and so on.</param>
/// <param name="Code">Component 2: a claim status code, a list of others (507).</param>
/// <param name="Entity">Component 3: whom it is about, such as <c>PR</c> for the payer.</param>
/// <param name="List">Component 4: <c>RX</c> where the code is of pharmacies.</param>
/// <remarks>Source: 005010X212 and 005010X214 STC, composite C043.</remarks>
public readonly record struct StatusCode(Place Place, StatusCategory Category, string Code, string? Entity, string? List)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static StatusCode Of(StatusCategory category, string code, string? entity = null) => new(default, category, code, entity, null);
}

/// <summary>What is said of a claim, line, provider or batch. STC.</summary>
/// <remarks>Amounts in cents. Source: 005010X212 and 005010X214 STC.</remarks>
public sealed record ClaimStatus
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }

    /// <summary>STC01, STC10 and STC11: one to three; all of them are meant.</summary>
    public required IReadOnlyList<StatusCode> Codes { get; init; }

    /// <summary>STC02: since when.</summary>
    public DateOnly? On { get; init; }

    /// <summary>STC03, of a claim acknowledgment.</summary>
    public StatusAction? Action { get; init; }

    /// <summary>STC04: charged.</summary>
    public long? Charge { get; init; }

    /// <summary>STC05: paid.</summary>
    public long? Paid { get; init; }

    /// <summary>STC06: when it was decided.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>STC07: how it was paid.</summary>
    public PaymentMethod? Method { get; init; }

    /// <summary>STC08: when it was paid.</summary>
    public DateOnly? PaidOn { get; init; }

    /// <summary>STC09: check or transfer number.</summary>
    public string? CheckNumber { get; init; }

    /// <summary>STC12: free text.</summary>
    public string? Text { get; init; }

    /// <summary>True when one of the codes says that the claim was not taken: none is on file.</summary>
    public bool IsRejected => Codes.Any(c => c.Category.IsRejected) || Action == StatusAction.Rejected;
}

/// <summary>A service line that is asked about or answered. Loop 2210 of a 276, 2220 of a 277.</summary>
/// <remarks>Amounts in cents. Source: 005010X212 2210D, 2220D; 005010X214 2220D.</remarks>
public sealed record StatusLine
{
    /// <summary>Of its SVC.</summary>
    public Place Place { get; init; }

    /// <summary>SVC01.</summary>
    public required ProcedureCode Procedure { get; init; }

    /// <summary>SVC02.</summary>
    public required long Charge { get; init; }

    /// <summary>SVC03, of a 277.</summary>
    public long? Paid { get; init; }

    /// <summary>SVC04.</summary>
    public string? RevenueCode { get; init; }

    /// <summary>SVC07.</summary>
    public decimal? Units { get; init; }

    /// <summary>STC, of an answer.</summary>
    public IReadOnlyList<ClaimStatus> Statuses { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>REF FJ: the line number of the claim.</summary>
    public string? LineNumber { get; init; }

    /// <summary>REF of other kinds.</summary>
    public IReadOnlyList<QualifiedReference> References { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>DTP 472.</summary>
    public DateSpan? Served { get; init; }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>A claim that is asked about or answered. Loop 2200D or 2200E.</summary>
/// <remarks>Amounts in cents. Source: 005010X212 2200D, 2200E; 005010X214 2200D.</remarks>
public sealed record StatusClaim
{
    /// <summary>Of its TRN.</summary>
    public Place Place { get; init; }

    /// <summary>
    /// TRN: our number of the question (kind 1), which comes back with kind 2. In a claim acknowledgment it is CLM01 of the claim.
    /// </summary>
    public required TraceNumber Trace { get; init; }

    /// <summary>STC, of an answer.</summary>
    public IReadOnlyList<ClaimStatus> Statuses { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>REF EJ: CLM01 of the claim, in question and answer.</summary>
    public string? ClaimNumber { get; init; }

    /// <summary>REF 1K: the payer's number of the claim.</summary>
    public string? PayerClaimNumber { get; init; }

    /// <summary>REF D9 of the clearinghouse.</summary>
    public string? ClearinghouseNumber { get; init; }

    /// <summary>REF of other kinds, such as <c>BLT</c> for an institution's type of bill.</summary>
    public IReadOnlyList<QualifiedReference> References { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>AMT T3 of a question: what was charged.</summary>
    public long? Charge { get; init; }

    /// <summary>DTP 472.</summary>
    public DateSpan? Served { get; init; }

    /// <summary>In the order sent.</summary>
    public IReadOnlyList<StatusLine> Lines { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>Somebody whose claims are asked about or answered. Loop 2000D, or 2000E of a dependent; PT of a claim acknowledgment.</summary>
/// <remarks>Source: 005010X212 2000D, 2000E; 005010X214 2000D.</remarks>
public sealed record StatusPerson
{
    /// <summary>Of the HL segment.</summary>
    public Place Place { get; init; }

    /// <summary>NM1: role IL for the subscriber, QC for a dependent or the patient of an acknowledgment.</summary>
    public required NamedParty Person { get; init; }

    /// <summary>DMG02.</summary>
    public DateOnly? Born { get; init; }

    /// <summary>DMG03, as sent.</summary>
    public string? Sex { get; init; }

    /// <summary>Loop 2200D or 2200E, in the order sent.</summary>
    public IReadOnlyList<StatusClaim> Claims { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>Loop 2000E, below a subscriber.</summary>
    public IReadOnlyList<StatusPerson> Dependents { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>What is said to somebody as a whole, in place of single claims. Loop 2200B or 2200C.</summary>
/// <remarks>Source: 005010X212 2200B, 2200C; 005010X214 2200B, 2200C.</remarks>
public sealed record StatusVerdict
{
    /// <summary>Of its TRN.</summary>
    public Place Place { get; init; }

    /// <summary>TRN; in a claim acknowledgment BHT03 of the claims.</summary>
    public required TraceNumber Trace { get; init; }

    /// <summary>STC.</summary>
    public IReadOnlyList<ClaimStatus> Statuses { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>REF.</summary>
    public IReadOnlyList<QualifiedReference> References { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>QTY: claims accepted (90 of the batch, QA of a provider) and rejected (AA, QC).</summary>
    public IReadOnlyList<QualifiedQuantity> Quantities { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>AMT: charges accepted (YU) and rejected (YY).</summary>
    public IReadOnlyList<QualifiedAmount> Amounts { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>A provider whose claims are asked about or answered. Loop 2000C.</summary>
/// <remarks>Source: 005010X212 2000C; 005010X214 2000C.</remarks>
public sealed record StatusProvider
{
    /// <summary>Of the HL segment.</summary>
    public Place Place { get; init; }

    /// <summary>Loop 2100C: one, or two where the service provider is not the billing provider.</summary>
    public required IReadOnlyList<Party> Providers { get; init; }

    /// <summary>Loop 2200C, of an answer.</summary>
    public StatusVerdict? Verdict { get; init; }

    /// <summary>Loop 2000D, in the order sent.</summary>
    public IReadOnlyList<StatusPerson> People { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>Who asks or asked. Loop 2000B.</summary>
/// <remarks>Source: 005010X212 2000B; 005010X214 2000B.</remarks>
public sealed record StatusReceiver
{
    /// <summary>Of the HL segment.</summary>
    public Place Place { get; init; }

    /// <summary>Loop 2100B: role 41.</summary>
    public required Party Receiver { get; init; }

    /// <summary>Loop 2200B, of an answer.</summary>
    public StatusVerdict? Verdict { get; init; }

    /// <summary>Loop 2000C, in the order sent.</summary>
    public IReadOnlyList<StatusProvider> Providers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>A payer that is asked or answers. Loop 2000A.</summary>
/// <remarks>Source: 005010X212 2000A.</remarks>
public sealed record StatusPayer
{
    /// <summary>Of the HL segment.</summary>
    public Place Place { get; init; }

    /// <summary>Loop 2100A: role PR.</summary>
    public required Party Payer { get; init; }

    /// <summary>Loop 2000B, in the order sent.</summary>
    public IReadOnlyList<StatusReceiver> Receivers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>A 276 or a 277: where is a claim?</summary>
/// <remarks>Source: 005010X212.</remarks>
public abstract record StatusConversation : Conversation
{
    private protected StatusConversation()
    {
    }

    /// <inheritdoc/>
    public sealed override string Guide => "005010X212";

    /// <summary>Loop 2000A, in the order sent.</summary>
    public IReadOnlyList<StatusPayer> Payers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>All people, in the order sent; dependents are in their subscribers.</summary>
    public IEnumerable<StatusPerson> People => Payers.SelectMany(p => p.Receivers).SelectMany(r => r.Providers).SelectMany(p => p.People);

    /// <summary>All claims of subscribers and dependents, in the order sent.</summary>
    public IEnumerable<StatusClaim> Claims => People.SelectMany(p => p.Claims.Concat(p.Dependents.SelectMany(d => d.Claims)));

    private protected sealed override string Structure => "0010";

    private protected sealed override void WriteLevels(LoopWriter writer) => StatusModel.Write(writer, this);
}

/// <summary>A 276: where are these claims?</summary>
/// <remarks>Source: 005010X212.</remarks>
public sealed record StatusInquiry : StatusConversation
{
    /// <inheritdoc/>
    public override string TransactionId => "276";

    /// <inheritdoc/>
    public override string GroupKind => "HR";

    /// <summary>Reads a 276.</summary>
    /// <param name="transaction">Of a <see cref="Document"/>.</param>
    public static StatusInquiry Read(LoopTree transaction)
    {
        var (bht, payers, others) = StatusModel.Levels(transaction.Root);
        return new()
        {
            Place = bht.Place, Purpose = bht.Purpose, Reference = bht.Reference, At = bht.At, Kind = bht.Kind,
            Payers = payers, Others = others,
        };
    }
}

/// <summary>A 277: there they are.</summary>
/// <remarks>Source: 005010X212.</remarks>
public sealed record StatusResponse : StatusConversation
{
    /// <inheritdoc/>
    public override string TransactionId => "277";

    /// <inheritdoc/>
    public override string GroupKind => "HN";

    /// <summary>Reads a 277 of 005010X212.</summary>
    /// <param name="transaction">Of a <see cref="Document"/>.</param>
    public static StatusResponse Read(LoopTree transaction)
    {
        var (bht, payers, others) = StatusModel.Levels(transaction.Root);
        return new()
        {
            Place = bht.Place, Purpose = bht.Purpose, Reference = bht.Reference, At = bht.At, Kind = bht.Kind,
            Payers = payers, Others = others,
        };
    }
}

/// <summary>A 277CA: which claims of an 837 were taken in.</summary>
/// <remarks>A rejected claim is not on file, and the time to file it runs on. Source: 005010X214.</remarks>
public sealed record ClaimAcknowledgement : Conversation
{
    /// <inheritdoc/>
    public override string TransactionId => "277";

    /// <inheritdoc/>
    public override string GroupKind => "HN";

    /// <inheritdoc/>
    public override string Guide => "005010X214";

    /// <summary>Of the HL segment of loop 2000A.</summary>
    public Place SourcePlace { get; init; }

    /// <summary>Loop 2100A: the payer (PR) or clearinghouse (AY) that answers.</summary>
    public required Party Source { get; init; }

    /// <summary>TRN of loop 2200A: its own number of this answer.</summary>
    public required TraceNumber SourceTrace { get; init; }

    /// <summary>DTP 050: when the claims came in. Proof of timely filing.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>DTP 009: when they were looked at.</summary>
    public DateOnly? ProcessedOn { get; init; }

    /// <summary>Loop 2000B: who sent the claims, with the verdict on the batch.</summary>
    public required StatusReceiver Receiver { get; init; }

    /// <summary>Of loops 2000A and 2200A, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> SourceOthers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>All claims, in the order sent; <see cref="StatusClaim.Trace"/> has CLM01.</summary>
    public IEnumerable<StatusClaim> Claims => Receiver.Providers.SelectMany(p => p.People).SelectMany(p => p.Claims);

    private protected override string Structure => "0085";

    /// <summary>Reads a 277 of 005010X214.</summary>
    /// <param name="transaction">Of a <see cref="Document"/>.</param>
    public static ClaimAcknowledgement Read(LoopTree transaction) => StatusModel.Acknowledgment(transaction.Root);

    private protected override void WriteLevels(LoopWriter writer) => StatusModel.Write(writer, this);
}
