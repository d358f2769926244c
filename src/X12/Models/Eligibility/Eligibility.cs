using System.Diagnostics.CodeAnalysis;

namespace Portico.X12;

/// <summary>What a benefit line says. EB01.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X279A1 2110C EB01, data element 1390. The default value is no code.</remarks>
public readonly record struct BenefitKind(string Value)
{
    /// <summary>A: the patient pays a share; <see cref="Benefit.Share"/> is a fraction.</summary>
    public static BenefitKind Coinsurance { get; } = new("A");

    /// <summary>B: the patient pays an amount each time.</summary>
    public static BenefitKind Copay { get; } = new("B");

    /// <summary>C: the patient pays first.</summary>
    public static BenefitKind Deductible { get; } = new("C");

    /// <summary>F: limited.</summary>
    public static BenefitKind Limitation { get; } = new("F");

    /// <summary>G: the most that the patient pays.</summary>
    public static BenefitKind OutOfPocket { get; } = new("G");

    /// <summary>I: not covered.</summary>
    public static BenefitKind NotCovered { get; } = new("I");

    /// <summary>L: the primary care provider.</summary>
    public static BenefitKind PrimaryCareProvider { get; } = new("L");

    /// <summary>R: another payer.</summary>
    public static BenefitKind OtherPayer { get; } = new("R");

    /// <summary>U: ask the entity that is named.</summary>
    public static BenefitKind Contact { get; } = new("U");

    /// <summary>V: the payer cannot say.</summary>
    public static BenefitKind CannotProcess { get; } = new("V");

    /// <summary>True for 1 to 5: coverage is active.</summary>
    public bool IsActive => Value is "1" or "2" or "3" or "4" or "5";

    /// <summary>True for 6 to 8: coverage is not active.</summary>
    public bool IsInactive => Value is "6" or "7" or "8";

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The time that an amount is of. EB06.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X279A1 2110C EB06, data element 615. The default value is no code.</remarks>
public readonly record struct BenefitPeriod(string Value)
{
    /// <summary>22: a service year.</summary>
    public static BenefitPeriod ServiceYear { get; } = new("22");

    /// <summary>23: a calendar year.</summary>
    public static BenefitPeriod CalendarYear { get; } = new("23");

    /// <summary>24: used since the year began.</summary>
    public static BenefitPeriod YearToDate { get; } = new("24");

    /// <summary>25: the contract's year.</summary>
    public static BenefitPeriod Contract { get; } = new("25");

    /// <summary>27: each visit.</summary>
    public static BenefitPeriod Visit { get; } = new("27");

    /// <summary>29: what remains. 0 is met; absence says nothing.</summary>
    public static BenefitPeriod Remaining { get; } = new("29");

    /// <summary>32: a lifetime.</summary>
    public static BenefitPeriod Lifetime { get; } = new("32");

    /// <summary>33: what remains of a lifetime.</summary>
    public static BenefitPeriod LifetimeRemaining { get; } = new("33");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>An answer that may not be given. EB11 and EB12.</summary>
public enum BenefitAnswer
{
    /// <summary>Absent. Not yes.</summary>
    NotSaid,

    /// <summary>Y.</summary>
    Yes,

    /// <summary>N.</summary>
    No,

    /// <summary>U: the payer does not know.</summary>
    Unknown,

    /// <summary>W, for networks: it makes no difference.</summary>
    DoesNotMatter,
}

/// <summary>What narrows a benefit or a question. III.</summary>
/// <param name="Place">Of the segment.</param>
/// <param name="List">III01, such as <c>ZZ</c> for a place of service or <c>BK</c> for a diagnosis.</param>
/// <param name="Code">III02.</param>
/// <param name="Category">III03.</param>
/// <param name="Text">III04.</param>
/// <remarks>Source: 005010X279A1 2110C III of the question, 2115C of the answer.</remarks>
public readonly record struct Narrowing(Place Place, string? List, string? Code, string? Category, string? Text)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static Narrowing Of(string list, string code) => new(default, list, code, null, null);

    internal static Narrowing Read(LoopSegment iii) =>
        new(iii.Place(), Values.CodeOrNull(iii[1]), Values.CodeOrNull(iii[2]), Values.CodeOrNull(iii[3]), Values.Text(iii[4]));

    internal void Write(LoopWriter writer) => writer.Segment("III").Element(List).Element(Code).Element(Category).Element(Text).End();
}

/// <summary>One thing that a payer says of coverage. An EB segment with what hangs on it.</summary>
/// <remarks>
/// Money in cents, shares as fractions (0.2 is 20 %). A line with several service types says the same of each. Messages and
/// III narrow a line: two copays of one service type with different messages are two values. Source: 005010X279A1 2110C, 2110D.
/// </remarks>
public sealed record Benefit
{
    /// <summary>Of the EB segment.</summary>
    public Place Place
    {
        get;
        init
        {
            // Citations that follow from the old one stay what they are.
            if (AmountAt > 0 || ShareAt > 0)
                (AmountPlace, SharePlace) = (AmountPlace, SharePlace);
            field = value;
        }
    }

    /// <summary>EB01.</summary>
    public required BenefitKind Kind { get; init; }

    /// <summary>EB02: <c>IND</c>, <c>FAM</c> and so on. Never mix accumulators of different levels.</summary>
    public string? CoverageLevel { get; init; }

    /// <summary>EB03: each inherits the line. Empty where the line is not about services.</summary>
    public IReadOnlyList<string> ServiceTypes { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>EB04.</summary>
    public string? InsuranceType { get; init; }

    /// <summary>EB05.</summary>
    public string? Plan { get; init; }

    /// <summary>EB06.</summary>
    public BenefitPeriod? Period { get; init; }

    /// <summary>EB07, in cents. 0 is an amount; null is none.</summary>
    public long? Amount { get; init; }

    /// <summary>The citation of <see cref="Amount"/>.</summary>
    public Place AmountPlace { get => PlaceOf(AmountAt, 7, Rare?.Places?.Amount); init => (AmountAt, Rare) = (0, With(value, Rare?.Places?.Share ?? default)); }

    /// <summary>EB08 as a fraction.</summary>
    public decimal? Share { get => Rare?.Share; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { Share = v }); }

    /// <summary>The citation of <see cref="Share"/>.</summary>
    public Place SharePlace { get => PlaceOf(ShareAt, 8, Rare?.Places?.Share); init => (ShareAt, Rare) = (0, With(Rare?.Places?.Amount ?? default, value)); }

    /// <summary>EB09.</summary>
    public string? QuantityKind { get => Rare?.QuantityKind; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { QuantityKind = v }); }

    /// <summary>EB10.</summary>
    public decimal? Quantity { get => Rare?.Quantity; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { Quantity = v }); }

    /// <summary>EB11: authorization or certification needed.</summary>
    public BenefitAnswer NeedsAuthorization { get; init; }

    /// <summary>EB12: in the plan's network.</summary>
    public BenefitAnswer InNetwork { get; init; }

    /// <summary>EB13: the procedure that is meant.</summary>
    public ProcedureCode? Procedure { get => Rare?.Procedure; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { Procedure = v }); }

    /// <summary>EB14: positions in <see cref="EligibilityAnswer.Diagnoses"/>, counted from 1.</summary>
    public IReadOnlyList<int> DiagnosisPointers { get => Rare?.DiagnosisPointers ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { DiagnosisPointers = v }); }

    /// <summary>HSD: how often and how long.</summary>
    public IReadOnlyList<ServiceDelivery> Deliveries { get => Rare?.Deliveries ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Deliveries = v }); }

    /// <summary>DTP.</summary>
    public IReadOnlyList<QualifiedDates> Dates { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>REF.</summary>
    public IReadOnlyList<QualifiedReference> References { get => Rare?.References ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { References = v }); }

    /// <summary>MSG, in the order sent.</summary>
    public IReadOnlyList<string> Messages { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>III, such as a place of service.</summary>
    public IReadOnlyList<Narrowing> Narrowings { get => Rare?.Narrowings ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Narrowings = v }); }

    /// <summary>Loops 2120 between LS and LE: primary care provider, other payer, contact.</summary>
    public IReadOnlyList<Party> Related { get => Rare?.Related ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Related = v }); }

    /// <summary>AAA of the line.</summary>
    public IReadOnlyList<Rejection> Rejections { get => Rare?.Rejections ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Rejections = v }); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => Rare?.Others ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Others = v }); }

    // Bytes from the segment to the value; 0 where the value has no place or one of its own.
    internal ushort AmountAt { get; init; }

    internal ushort ShareAt { get; init; }

    private Place PlaceOf(ushort at, short element, Place? own) => at > 0 ? Place with { Offset = Place.Offset + at, Element = element } : own ?? default;

    private Rarities? With(Place amount, Place share) =>
        Seldom<Rarities>.With(Rare, amount == default && share == default ? null : new OwnPlaces(amount, share), (r, v) => r with { Places = v });

    internal sealed record OwnPlaces(Place Amount, Place Share);

    internal Rarities? Rare { get; init; }

    internal sealed record Rarities
    {
        public OwnPlaces? Places { get; init; }

        public decimal? Share { get; init; }

        public string? QuantityKind { get; init; }

        public decimal? Quantity { get; init; }

        public ProcedureCode? Procedure { get; init; }

        public IReadOnlyList<int>? DiagnosisPointers { get; init; }

        public IReadOnlyList<ServiceDelivery>? Deliveries { get; init; }

        public IReadOnlyList<QualifiedReference>? References { get; init; }

        public IReadOnlyList<Narrowing>? Narrowings { get; init; }

        public IReadOnlyList<Party>? Related { get; init; }

        public IReadOnlyList<Rejection>? Rejections { get; init; }

        public IReadOnlyList<KeptSegments>? Others { get; init; }
    }
}

/// <summary>What a payer says of one person. Loop 2000C, or 2000D of a dependent.</summary>
/// <remarks>
/// Identity is as the payer has it: show what differs, do not overwrite. One that a <see cref="LoopReader"/> gave keeps the bytes
/// of its loop until somebody asks for more than its place. Safe from any thread. Source: 005010X279A1.
/// </remarks>
public sealed record EligibilityAnswer
{
    private Content<EligibilityAnswerBody> _content;

    /// <summary>One that was not read from anywhere.</summary>
    public EligibilityAnswer() => _content = new(new EligibilityAnswerBody());

    [SetsRequiredMembers]
    internal EligibilityAnswer(LoopCopy copy) => _content = new(copy);

    [SetsRequiredMembers]
    internal EligibilityAnswer(EligibilityAnswerBody body) => _content = new(body);

    private EligibilityAnswer(EligibilityAnswer original) => _content = new(original.Body with { });

    /// <summary>Of the HL segment.</summary>
    public Place Place { get => _content.Copy is { } copy ? copy.Place : Body.Place; init => Body.Place = value; }

    /// <summary>True for loop 2000D.</summary>
    public bool IsDependent { get => Body.IsDependent; init => Body.IsDependent = value; }

    /// <summary>TRN: ours comes back with a kind of 2, and the originator we gave.</summary>
    public IReadOnlyList<TraceNumber> Traces { get => Body.Traces; init => Body.Traces = value; }

    /// <summary>NM1.</summary>
    public NamedParty? Person { get => Body.Person; init => Body.Person = value; }

    /// <summary>DMG02.</summary>
    public DateOnly? Born { get => Body.Born; init => Body.Born = value; }

    /// <summary>DMG03, as sent.</summary>
    public string? Sex { get => Body.Sex; init => Body.Sex = value; }

    /// <summary>N3 and N4.</summary>
    public PostalAddress? Address { get => Body.Address; init => Body.Address = value; }

    /// <summary>PRV01 of a provider that the person goes to.</summary>
    public string? ProviderRole { get => Body.ProviderRole; init => Body.ProviderRole = value; }

    /// <summary>PRV03.</summary>
    public string? Taxonomy { get => Body.Taxonomy; init => Body.Taxonomy = value; }

    /// <summary>INS.</summary>
    public Relationship? Relationship { get => Body.Relationship; init => Body.Relationship = value; }

    /// <summary>HI.</summary>
    public IReadOnlyList<Diagnosis> Diagnoses { get => Body.Diagnoses; init => Body.Diagnoses = value; }

    /// <summary>REF of the person, such as the group number.</summary>
    public IReadOnlyList<QualifiedReference> References { get => Body.References; init => Body.References = value; }

    /// <summary>DTP of the person, such as plan begin.</summary>
    public IReadOnlyList<QualifiedDates> Dates { get => Body.Dates; init => Body.Dates = value; }

    /// <summary>AAA of the payer, the provider and the person, not those of single benefits.</summary>
    public IReadOnlyList<Rejection> Rejections { get => Body.Rejections; init => Body.Rejections = value; }

    /// <summary>In the order sent. None says nothing: coverage is unknown.</summary>
    public IReadOnlyList<Benefit> Benefits { get => Body.Benefits; init => Body.Benefits = value; }

    /// <summary>Answers for dependents below this subscriber.</summary>
    public IReadOnlyList<EligibilityAnswer> Dependents { get => Body.Dependents; init => Body.Dependents = value; }

    /// <summary>Of loop 2100C or 2100D, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> PersonOthers { get => Body.PersonOthers; init => Body.PersonOthers = value; }

    /// <summary>Of the level, what has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => Body.Others; init => Body.Others = value; }

    /// <summary>Reads a loop 2000C or 2000D of a 271.</summary>
    /// <param name="person">As a unit of a <see cref="LoopReader"/>, or from a <see cref="Document"/>. It is not kept.</param>
    public static EligibilityAnswer Read(Loop person) => new(EligibilityModel.Copy(person));

    /// <inheritdoc/>
    public bool Equals(EligibilityAnswer? other) => ReferenceEquals(this, other) || (other is not null && Body.Equals(other.Body));

    /// <inheritdoc/>
    public override int GetHashCode() => Body.GetHashCode();

    private EligibilityAnswerBody Body => _content.Body(EligibilityModel.Answer);
}

/// <summary>A provider who asked, and the answers. Loop 2000B of a 271.</summary>
/// <remarks>Source: 005010X279A1 2000B.</remarks>
public sealed record ResponseProvider
{
    /// <summary>Of the HL segment.</summary>
    public Place Place { get; init; }

    /// <summary>Loop 2100B, with what the payer has against the provider.</summary>
    public required Party Provider { get; init; }

    /// <summary>Loop 2000C, in the order sent.</summary>
    public IReadOnlyList<EligibilityAnswer> Answers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>A payer that answers. Loop 2000A of a 271.</summary>
/// <remarks>Source: 005010X279A1 2000A.</remarks>
public sealed record ResponsePayer
{
    /// <summary>Of the HL segment.</summary>
    public Place Place { get; init; }

    /// <summary>Loop 2100A, with why the payer cannot answer.</summary>
    public required Party Payer { get; init; }

    /// <summary>AAA of the level: the question as a whole could not be taken.</summary>
    public IReadOnlyList<Rejection> Rejections { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>Loop 2000B, in the order sent. None where the payer could not answer at all.</summary>
    public IReadOnlyList<ResponseProvider> Providers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>A 271: what payers say of coverage.</summary>
/// <remarks>Source: 005010X279A1. Answers may be none, and then a rejection says why: coverage is unknown.</remarks>
public sealed record EligibilityResponse : Conversation
{
    /// <inheritdoc/>
    public override string TransactionId => "271";

    /// <inheritdoc/>
    public override string GroupKind => "HB";

    /// <inheritdoc/>
    public override string Guide => "005010X279A1";

    /// <summary>Loop 2000A, in the order sent.</summary>
    public IReadOnlyList<ResponsePayer> Payers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>All answers for subscribers, in the order sent; those for dependents are in them.</summary>
    public IEnumerable<EligibilityAnswer> Answers => Payers.SelectMany(p => p.Providers).SelectMany(p => p.Answers);

    /// <summary>Rejections of the question as a whole, of payers and of providers, which no answer needs to carry.</summary>
    public IEnumerable<Rejection> Rejections =>
        Payers.SelectMany(p => (IEnumerable<Rejection>)[.. p.Rejections, .. p.Payer.Rejections, .. p.Providers.SelectMany(r => r.Provider.Rejections)]);

    private protected override string Structure => "0022";

    /// <summary>Reads a 271.</summary>
    /// <param name="transaction">Of a <see cref="Document"/>.</param>
    public static EligibilityResponse Read(LoopTree transaction) => EligibilityModel.Response(transaction.Root);

    private protected override void WriteLevels(LoopWriter writer) => EligibilityModel.Write(writer, this);
}
