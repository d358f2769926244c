namespace Portico.X12;

/// <summary>Reads HI: diagnoses, and facts by other code lists.</summary>
internal static class ClaimCodeModel
{
    /// <returns>Null when the segment says more than diagnoses.</returns>
    public static IReadOnlyList<Diagnosis>? Diagnoses(LoopSegment hi)
    {
        var (diagnoses, codes) = (default(Gathered<Diagnosis>), default(Gathered<ClaimCode>));
        return Read(hi, ref diagnoses, ref codes) && codes.Count == 0 ? diagnoses.All : null;
    }

    /// <summary>All codes alike, diagnoses among them.</summary>
    /// <returns>False when a code says more than a property holds: the segment is kept instead.</returns>
    public static bool ReadAlike(LoopSegment segment, ref Gathered<ClaimCode> into)
    {
        var before = into.Count;
        var hi = segment.Peek();
        for (var number = 1; number <= hi.Count; number++)
        {
            var code = hi.Composite(number);
            if (code.Count == 0)
                continue;
            if (!IsPlain(code))
            {
                into.CutTo(before);
                return false;
            }
            into.Add(Code(segment, number, code));
        }
        return true;
    }

    /// <summary>Diagnoses and other lists: in one segment they stay together.</summary>
    /// <returns>False when a code says more than a property holds, or the two are mixed: the segment is kept instead.</returns>
    public static bool Read(LoopSegment segment, ref Gathered<Diagnosis> diagnoses, ref Gathered<ClaimCode> codes)
    {
        var hi = segment.Peek();
        if (!IsDiagnosis(hi.Composite(1)[1]))
            return !HasDiagnosis(hi) && ReadAlike(segment, ref codes);
        var before = diagnoses.Count;
        for (var number = 1; number <= hi.Count; number++)
        {
            var code = hi.Composite(number);
            if (code.Count == 0)
                continue;
            if (!IsDiagnosis(code[1]) || !IsPlain(code) || !code[3].IsEmpty || !code[5].IsEmpty)
            {
                diagnoses.CutTo(before);
                return false;
            }
            diagnoses.Add(new(segment.Place(number, 0, 2), Values.Code(code[1]), Values.Code(code[2]))
            {
                PresentOnAdmission = Values.CodeOrNull(code[9]),
            });
        }
        return true;
    }

    private static bool HasDiagnosis(Segment hi)
    {
        for (var number = 1; number <= hi.Count; number++)
        {
            if (IsDiagnosis(hi.Composite(number)[1]))
                return true;
        }
        return false;
    }

    private static ClaimCode Code(LoopSegment hi, int number, Composite code) =>
        new(hi.Place(number, 0, 2), Values.Code(code[1]), Values.Code(code[2]))
        {
            Dates = Values.Dates(code[3], code[4]),
            Amount = Values.Money(code[5]),
            PresentOnAdmission = Values.CodeOrNull(code[9]),
        };

    private static bool IsPlain(Composite code)
    {
        if (code.Count <= 2)
            return true;
        var hasDates = !code[3].IsEmpty || !code[4].IsEmpty;
        return Values.Dates(code[3], code[4]) is not null == hasDates && Values.Money(code[5]) is null == code[5].IsEmpty
            && code[6].IsEmpty && code[7].IsEmpty && code[8].IsEmpty && code.Count <= 9;
    }

    private static bool IsDiagnosis(ReadOnlySpan<byte> list) => PackedCode.Of(list) is Abk or Abf or Bk or Bf;

    private const ulong Bk = 'B' | (ulong)'K' << 8;
    private const ulong Bf = 'B' | (ulong)'F' << 8;
    private const ulong Abk = 'A' | (ulong)'B' << 8 | (ulong)'K' << 16;
    private const ulong Abf = 'A' | (ulong)'B' << 8 | (ulong)'F' << 16;
}
