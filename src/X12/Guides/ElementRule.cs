using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Portico.X12;

/// <summary>A set of short codes, in a table that is half empty: a look is a comparison or two.</summary>
internal sealed class CodeSet
{
    private readonly ulong[] _table;
    private readonly int _shift;

    public CodeSet(ulong[] codes)
    {
        var bits = 1;
        while (1 << bits < codes.Length * 2)
            bits++;
        (_table, _shift) = (new ulong[1 << bits], 64 - bits);
        foreach (var code in codes.Distinct())
        {
            var at = SlotOf(code);
            while (_table[at] != 0)
                at = (at + 1) & (_table.Length - 1);
            _table[at] = code;
        }
    }

    /// <param name="code">As <see cref="PackedCode"/> has it; 0 is no code.</param>
    public bool Contains(ulong code)
    {
        var table = _table;
        for (var at = SlotOf(code); ; at = (at + 1) & (table.Length - 1))
        {
            var found = table[at];
            if (found == code || found == 0)
                return found != 0;
        }
    }

    private int SlotOf(ulong code) => (int)(code * 0x9E3779B97F4A7C15UL >> _shift);
}

/// <summary>What the first look at a segment asks for: eight elements are measured at once.</summary>
/// <remarks>In the masks bit n stands for element n.</remarks>
internal sealed class SegmentShape
{
    private const int Lanes = 8;

    private readonly int[] _least;
    private readonly int[] _most;
    private readonly int _count;

    /// <param name="rules">Of its elements.</param>
    /// <param name="qualifier">The element whose code tells the segment's place; 0 for none.</param>
    public SegmentShape(ElementRule[] rules, int qualifier)
    {
        if (rules.Length > 31)
            throw new UnreachableException($"{rules.Length} elements do not fit into the masks.");
        _count = rules.Length;
        var padded = (rules.Length + Lanes - 1) / Lanes * Lanes;
        (_least, _most) = (new int[padded], new int[padded]);
        for (var i = 0; i < rules.Length; i++)
        {
            (_least[i], _most[i]) = (rules[i].Min, rules[i].Max);
            if (rules[i].IsRequired)
                Required |= 2u << i;
            if (rules[i] is { Look: ElementLook.Text, Codes: null })
                Texts |= 2u << i;
            else
                Looks |= 2u << i;
        }
        LooksInPlace = qualifier > 0 && rules[qualifier - 1].Look == ElementLook.Text ? Looks & ~(1u << qualifier) : Looks;
    }

    public uint Required { get; }

    /// <summary>Text of any kind: nothing but its length is of note, unless the segment holds special characters.</summary>
    public uint Texts { get; }

    /// <summary>All others.</summary>
    public uint Looks { get; }

    /// <summary>The same without the code that the segment was put into its place by.</summary>
    public uint LooksInPlace { get; }

    /// <summary>Which elements have a value, and which of them an unusual length.</summary>
    /// <param name="ends">The end of the id and of each element, and eight more of anything.</param>
    /// <param name="elements">How many elements there are.</param>
    /// <param name="present">Those of the guide that have a value.</param>
    /// <param name="odd">Those of them that are shorter or longer than the guide has them.</param>
    public void Measure(ReadOnlySpan<int> ends, int elements, out uint present, out uint odd)
    {
        var count = Math.Min(elements, _count);
        (present, odd) = (0, 0);
        if (ends.Length <= (count + Lanes - 1) / Lanes * Lanes)
            throw new UnreachableException("There is less room behind the last end than was promised.");
        ref var end = ref MemoryMarshal.GetReference(ends);
        ref var least = ref MemoryMarshal.GetArrayDataReference(_least);
        ref var most = ref MemoryMarshal.GetArrayDataReference(_most);
        for (var i = 0; i < count; i += Lanes)
        {
            var length = Vector256.LoadUnsafe(ref end, (nuint)i + 1) - Vector256.LoadUnsafe(ref end, (nuint)i) - Vector256<int>.One;
            var some = Vector256.GreaterThan(length, Vector256<int>.Zero);
            var unusual = Vector256.LessThan(length, Vector256.LoadUnsafe(ref least, (nuint)i))
                | Vector256.GreaterThan(length, Vector256.LoadUnsafe(ref most, (nuint)i));
            present |= some.ExtractMostSignificantBits() << i;
            odd |= (some & unusual).ExtractMostSignificantBits() << i;
        }
        var inside = (1u << count) - 1;
        (present, odd) = ((present & inside) << 1, (odd & inside) << 1);
    }
}

/// <summary>What the first look at a value asks for, packed so that a segment's elements lie side by side.</summary>
internal readonly struct ElementRule
{
    public ElementRule(ElementSpec spec)
    {
        Min = (ushort)Math.Min(spec.Min, ushort.MaxValue);
        Max = spec.Parts.Length > 0 || spec.MaxRepetitions > 1 ? ushort.MaxValue : (ushort)Math.Min(spec.Max, ushort.MaxValue);
        IsRequired = spec.Usage == Usage.Required;
        IsDateFormat = spec.DataElement == 1250;
        Codes = spec.Allowed;
        // One that holds a date always gets the closer look.
        Parts = spec.Parts.Length > 0 && !spec.HasDate ? [.. spec.Parts.Select(p => new ElementRule(p))] : null;
        Repetitions = spec.MaxRepetitions;
        Look = spec.Usage == Usage.NotUsed ? ElementLook.Never
            : spec.MaxRepetitions > 1 ? ElementLook.Repeated
            : spec.Parts.Length > 0 ? ElementLook.Composite
            : spec.Type switch
            {
                ElementType.Text or ElementType.Code => ElementLook.Text,
                ElementType.Integer => ElementLook.Digits,
                ElementType.Decimal => ElementLook.Decimal,
                ElementType.Date => ElementLook.Date,
                _ => ElementLook.Time,
            };
    }

    public CodeSet? Codes { get; }

    public ElementRule[]? Parts { get; }

    public int Repetitions { get; }

    public ushort Min { get; }

    public ushort Max { get; }

    public ElementLook Look { get; }

    public bool IsRequired { get; }

    /// <summary>It says in which format the next one is a date.</summary>
    public bool IsDateFormat { get; }
}

internal enum ElementLook : byte
{
    Never,
    Text,
    Composite,
    Repeated,
    Digits,
    Decimal,
    Date,
    Time,
}

/// <summary>A <see cref="SyntaxNote"/> over bits: bit n stands for element n.</summary>
internal readonly struct Condition
{
    private readonly char _kind;

    public Condition(SyntaxNote note)
    {
        (Note, _kind) = (note, note.Kind);
        First = 1u << note.Elements[0];
        foreach (var element in note.Elements)
            All |= 1u << element;
    }

    public SyntaxNote Note { get; }

    public uint First { get; }

    public uint All { get; }

    // R asks for something even where nothing is.
    public uint Lowest => _kind == 'R' ? 0 : All & (~All + 1);

    public bool Holds(uint present) => _kind switch
    {
        'P' => (present & All) == 0 || (present & All) == All,
        'R' => (present & All) != 0,
        'C' => (present & First) == 0 || (present & All) == All,
        'L' => (present & First) == 0 || (present & All & ~First) != 0,
        'E' => (present & All & ((present & All) - 1)) == 0,
        _ => true,
    };
}

/// <summary>Segments and loops that rules between segments look at; see <see cref="RuleCheck"/>.</summary>
internal enum RuleTrigger : byte
{
    None,
    Payment,
    ClaimPayment,
    ServicePayment,
    Adjustment,
    ProviderAdjustment,
    Subscriber,
    Patient,
    Claim,
    OriginalReference,
    Diagnoses,
    ServiceLine,
    Benefit,
    Refusal,
    Person,
}
