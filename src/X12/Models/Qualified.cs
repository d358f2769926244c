namespace Portico.X12;

/// <summary>A reference with its meaning. REF.</summary>
/// <param name="Place">Of REF02.</param>
/// <param name="Kind">REF01, such as <c>6P</c> for a group number.</param>
/// <param name="Value">REF02.</param>
/// <param name="Description">REF03, such as a group's name.</param>
public readonly record struct QualifiedReference(Place Place, string Kind, string Value, string? Description)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static QualifiedReference Of(string kind, string value, string? description = null) => new(default, kind, value, description);

    internal static bool TryRead(LoopSegment segment, ref Gathered<QualifiedReference> into)
    {
        // REF04 says whose reference it is: without a property for it, the segment is kept whole.
        if (segment.Count > 3)
            return false;
        into.Add(new(segment.Place(2), Values.Code(segment[1]), segment.Text(2), Values.Text(segment[3])));
        return true;
    }

    internal void Write(LoopWriter writer) => writer.Segment("REF").Element(Kind).Element(Value).Element(Description).End();
}

/// <summary>A date with its meaning. DTP.</summary>
/// <param name="Place">Of the date.</param>
/// <param name="Kind">DTP01, such as <c>346</c> for the day the plan begins.</param>
/// <param name="Dates">A day or a period.</param>
public readonly record struct QualifiedDates(Place Place, string Kind, DateSpan Dates)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static QualifiedDates Of(string kind, DateSpan dates) => new(default, kind, dates);

    /// <summary>One day that was not read from anywhere.</summary>
    public static QualifiedDates Of(string kind, DateOnly day) => new(default, kind, new(day, day));

    internal static bool TryRead(LoopSegment dtp, ref Gathered<QualifiedDates> into)
    {
        if (dtp.Count > 3 || Values.Dates(dtp[2], dtp[3]) is not { } dates)
            return false;
        into.Add(new(dtp.Place(3), Values.Code(dtp[1]), dates));
        return true;
    }

    /// <returns>Null for another kind, and for what no span holds.</returns>
    internal static DateSpan? Of(LoopSegment dtp, ReadOnlySpan<byte> kind) =>
        dtp.Count == 3 && dtp[1].SequenceEqual(kind) ? Values.Dates(dtp[2], dtp[3]) : null;

    /// <returns>Null for another segment or kind, and for what is no day.</returns>
    internal static DateOnly? DayOf(LoopSegment dtp, ReadOnlySpan<byte> kind) =>
        dtp.PackedId == Ids.Dtp && dtp[2].SequenceEqual("D8"u8) ? Of(dtp, kind)?.First : null;

    internal void Write(LoopWriter writer) => Write(writer, Kind, Dates);

    internal static void Write(LoopWriter writer, string kind, DateOnly? day) => Write(writer, kind, day is { } one ? DateSpan.Of(one) : null);

    internal static void Write(LoopWriter writer, string kind, DateSpan? dates)
    {
        if (dates is not { } span)
            return;
        var isDay = span.First == span.Last;
        writer.Segment("DTP").Element(kind).Element(isDay ? "D8" : "RD8")
            .Element(isDay ? Values.DateText(span.First) : $"{Values.DateText(span.First)}-{Values.DateText(span.Last)}").End();
    }
}

/// <summary>An amount with its meaning. AMT.</summary>
/// <param name="Place">Of AMT02.</param>
/// <param name="Kind">AMT01, such as <c>F5</c> for what the patient has paid.</param>
/// <param name="Amount">In cents.</param>
public readonly record struct QualifiedAmount(Place Place, string Kind, long Amount)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static QualifiedAmount Of(string kind, long amount) => new(default, kind, amount);

    /// <returns>Null for another kind, and for what is no amount.</returns>
    internal static long? Of(LoopSegment amt, ReadOnlySpan<byte> kind) =>
        amt.Count == 2 && amt[1].SequenceEqual(kind) ? Values.Money(amt[2]) : null;

    internal static bool TryRead(LoopSegment amt, ref Gathered<QualifiedAmount> into)
    {
        if (amt.Count > 2 || Values.Money(amt[2]) is not { } amount)
            return false;
        into.Add(new(amt.Place(2), Values.Code(amt[1]), amount));
        return true;
    }

    internal void Write(LoopWriter writer) => writer.Segment("AMT").Element(Kind).Money(Amount).End();
}

/// <summary>A quantity with its meaning. QTY.</summary>
/// <param name="Place">Of QTY02.</param>
/// <param name="Kind">QTY01, such as <c>CA</c> for covered days.</param>
/// <param name="Quantity">What it counts is said by <paramref name="Kind"/>.</param>
public readonly record struct QualifiedQuantity(Place Place, string Kind, decimal Quantity)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static QualifiedQuantity Of(string kind, decimal quantity) => new(default, kind, quantity);

    internal static bool TryRead(LoopSegment qty, ref Gathered<QualifiedQuantity> into)
    {
        if (qty.Count > 2 || Values.Decimal(qty[2]) is not { } quantity)
            return false;
        into.Add(new(qty.Place(2), Values.Code(qty[1]), quantity));
        return true;
    }

    internal void Write(LoopWriter writer) => writer.Segment("QTY").Element(Kind).Decimal(Quantity).End();
}

/// <summary>Free text with its meaning. NTE.</summary>
/// <param name="Place">Of the segment.</param>
/// <param name="Kind">NTE01, such as <c>ADD</c> for additional information.</param>
/// <param name="Text">NTE02, up to 80 characters.</param>
public readonly record struct QualifiedNote(Place Place, string Kind, string Text)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static QualifiedNote Of(string kind, string text) => new(default, kind, text);

    internal void Write(LoopWriter writer) => writer.Segment("NTE").Element(Kind).Element(Text).End();
}

/// <summary>A number by which an answer finds its question. TRN.</summary>
/// <param name="Place">Of TRN02.</param>
/// <param name="Kind">TRN01: 1 for the sender's own, 2 for one of a question that comes back.</param>
/// <param name="Number">TRN02.</param>
/// <param name="Originator">TRN03: ten characters that say who gave the number, a 1 and a tax number as a rule.</param>
/// <param name="Supplement">TRN04.</param>
public readonly record struct TraceNumber(Place Place, string Kind, string Number, string? Originator, string? Supplement)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static TraceNumber Of(string kind, string number, string? originator = null, string? supplement = null) =>
        new(default, kind, number, originator, supplement);

    internal static TraceNumber Read(LoopSegment trn) =>
        new(trn.Place(2), Values.Code(trn[1]), trn.Text(2), Values.Text(trn[3]), Values.Text(trn[4]));

    internal void Write(LoopWriter writer) => writer.Segment("TRN").Element(Kind).Element(Number).Element(Originator).Element(Supplement).End();
}
