namespace Portico.X12;

/// <summary>The other side cannot answer, and why. AAA.</summary>
/// <param name="Place">Of its AAA03.</param>
/// <param name="Loop">Where it stands, such as <c>2100C</c>: who or what is meant.</param>
/// <param name="IsRequestValid">AAA01.</param>
/// <param name="Reason">AAA03, as sent.</param>
/// <param name="FollowUp">AAA04, as sent: C correct and send again, N not allowed, P send the original again, R allowed, S, W, X, Y.</param>
/// <remarks>Never to be read as "not covered". Source: 005010X279A1 and 005010X217 AAA.</remarks>
public sealed record Rejection(Place Place, string Loop, bool IsRequestValid, string Reason, string FollowUp)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static Rejection Of(string loop, bool isRequestValid, string reason, string followUp) => new(default, loop, isRequestValid, reason, followUp);

    internal static Rejection Read(LoopSegment aaa) =>
        new(aaa.Place(3), aaa.Loop.Id, aaa[1].SequenceEqual("Y"u8), Values.Code(aaa[3]), Values.Code(aaa[4]));

    internal void Write(LoopWriter writer) =>
        writer.Segment("AAA").Element(IsRequestValid ? "Y" : "N").Skip().Element(Reason).Element(FollowUp).End();
}

/// <summary>How a person is related to the subscriber. INS.</summary>
/// <remarks>Source: 005010X279A1 2100C and 2100D, 005010X217 2010C and 2010D.</remarks>
public sealed record Relationship
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }

    /// <summary>INS01: true for the subscriber.</summary>
    public required bool IsSubscriber { get; init; }

    /// <summary>INS02: 18 for self, 01 for a spouse, 19 for a child, 34 for another adult.</summary>
    public required string Code { get; init; }

    /// <summary>INS03: 001 where the payer has changed who the person is.</summary>
    public string? Change { get; init; }

    /// <summary>INS04: what was changed.</summary>
    public string? ChangeReason { get; init; }

    /// <summary>INS08.</summary>
    public string? EmploymentStatus { get; init; }

    /// <summary>INS17: which one of a multiple birth.</summary>
    public string? BirthSequence { get; init; }

    internal static Relationship? Read(LoopSegment ins) => ins.Count > 17 ? null : new()
    {
        Place = ins.Place(),
        IsSubscriber = ins[1].SequenceEqual("Y"u8),
        Code = Values.Code(ins[2]),
        Change = Values.CodeOrNull(ins[3]),
        ChangeReason = Values.CodeOrNull(ins[4]),
        EmploymentStatus = Values.CodeOrNull(ins[8]),
        BirthSequence = Values.CodeOrNull(ins[17]),
    };

    internal void Write(LoopWriter writer) => writer.Segment("INS").Element(IsSubscriber ? "Y" : "N").Element(Code).Element(Change).Element(ChangeReason)
        .Skip(3).Element(EmploymentStatus).Skip(8).Element(BirthSequence).End();
}

/// <summary>How often and how long a service is given. HSD.</summary>
/// <remarks>Source: 005010X279A1 2110C, 005010X217 2000E and 2000F.</remarks>
public sealed record ServiceDelivery
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }

    /// <summary>HSD01: what is counted, such as <c>VS</c> for visits.</summary>
    public string? QuantityKind { get; init; }

    /// <summary>HSD02.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>HSD03: each what, such as <c>WK</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>HSD04: so many in each of those.</summary>
    public decimal? Modulus { get; init; }

    /// <summary>HSD05: the period it goes on for, such as 34 for months.</summary>
    public BenefitPeriod? Period { get; init; }

    /// <summary>HSD06: so many periods.</summary>
    public string? Periods { get; init; }

    /// <summary>HSD07: on which days.</summary>
    public string? Pattern { get; init; }

    /// <summary>HSD08: at what time of day.</summary>
    public string? Time { get; init; }

    internal static bool TryRead(LoopSegment hsd, ref Gathered<ServiceDelivery> into)
    {
        if (hsd.Count > 8 || Values.Decimal(hsd[2]) is null != hsd[2].IsEmpty || Values.Decimal(hsd[4]) is null != hsd[4].IsEmpty)
            return false;
        into.Add(new()
        {
            Place = hsd.Place(),
            QuantityKind = Values.CodeOrNull(hsd[1]),
            Quantity = Values.Decimal(hsd[2]),
            Unit = Values.CodeOrNull(hsd[3]),
            Modulus = Values.Decimal(hsd[4]),
            Period = hsd[5].IsEmpty ? null : new BenefitPeriod(Values.Code(hsd[5])),
            Periods = Values.CodeOrNull(hsd[6]),
            Pattern = Values.CodeOrNull(hsd[7]),
            Time = Values.CodeOrNull(hsd[8]),
        });
        return true;
    }

    internal void Write(LoopWriter writer) => writer.Segment("HSD").Element(QuantityKind).Decimal(Quantity).Element(Unit).Decimal(Modulus)
        .Element(Period?.Value).Element(Periods).Element(Pattern).Element(Time).End();
}

/// <summary>A service by its code. Composite C003.</summary>
/// <remarks>Source: SVC, SV1, SV2, SV3, SVD, EB and EQ of all guides.</remarks>
public sealed record ProcedureCode
{
    /// <summary>Component 1: the code list, such as <c>HC</c> for HCPCS and CPT or <c>AD</c> for dental codes.</summary>
    public required string Kind { get; init; }

    /// <summary>Component 2.</summary>
    public required string Code { get; init; }

    /// <summary>Components 3 to 6.</summary>
    public IReadOnlyList<string> Modifiers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>Component 7: words where the code says too little.</summary>
    public string? Description { get; init; }

    /// <summary>Component 8: the last code, where a range is meant.</summary>
    public string? RangeEnd { get; init; }

    internal static ProcedureCode? Read(Composite composite) => composite.Count == 0 ? null : new()
    {
        Kind = Values.Code(composite[1]),
        Code = Values.Code(composite[2]),
        Modifiers = ReadModifiers(composite),
        Description = Values.Text(composite[7]),
        RangeEnd = Values.Text(composite[8]),
    };

    internal static IReadOnlyList<string> ReadModifiers(Composite composite)
    {
        if (composite.Count == 3 && !composite[3].IsEmpty)
            return Values.OneCode(composite[3]);
        var modifiers = default(Gathered<string>);
        for (var i = 3; i <= 6 && composite[i] is { IsEmpty: false } modifier; i++)
            modifiers.Add(Values.Code(modifier));
        return modifiers.All;
    }

    internal static SegmentWriter Write(SegmentWriter segment, ProcedureCode? code) => code is null ? segment.Skip()
        : Write(segment, code.Kind, code.Code, code.Modifiers, code.Description, code.RangeEnd);

    internal static SegmentWriter Write(SegmentWriter segment, string kind, string code, IReadOnlyList<string> modifiers, string? description, string? rangeEnd) =>
        segment.Composite(kind, code, At(modifiers, 0), At(modifiers, 1), At(modifiers, 2), At(modifiers, 3), description, rangeEnd);

    private static string? At(IReadOnlyList<string> modifiers, int index) => index < modifiers.Count ? modifiers[index] : null;
}
