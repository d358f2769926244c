namespace Portico.Modules.Coverage.Domain.Cards;

/// <summary>The words that cards set beside their values, and which field each announces.</summary>
internal static class CardLabels
{
    // Behind any of them may stand "No.", "#" or "Number". What announces no field of ours is here so that its value is nobody else's.
    private static readonly (CardFieldKind? Kind, string[] Phrases)[] s_phrases =
    [
        (CardFieldKind.MemberId, ["MEMBER ID", "MEMBERID", "MEMBER IDENTIFICATION", "ID", "IDENTIFICATION", "SUBSCRIBER ID", "SUBSCRIBER IDENTIFICATION", "ENROLLEE ID",
            "CARDHOLDER ID", "INSURED ID", "RECIPIENT ID", "MEDICAID ID", "MEDICARE ID", "PARTICIPANT ID", "BENEFICIARY ID", "MEMBER ID AND SUFFIX"]),
        (CardFieldKind.GroupNumber, ["GROUP", "GRP", "GROUP ID", "GROUP POLICY", "EMPLOYER GROUP"]),
        (CardFieldKind.PayerId, ["PAYER ID", "PAYOR ID", "PAYERID", "PAYORID", "EDI PAYER ID", "EDI PAYOR ID", "ELECTRONIC PAYER ID", "ELECTRONIC PAYOR ID", "EDI", "EDI ID",
            "ELECTRONIC CLAIMS ID", "ELECTRONIC CLAIMS PAYER ID", "EMDEON PAYER ID"]),
        (CardFieldKind.SubscriberName, ["SUBSCRIBER NAME", "SUBSCRIBER", "MEMBER NAME", "MEMBER", "NAME", "NAME NOMBRE", "CARDHOLDER", "CARDHOLDER NAME", "INSURED",
            "INSURED NAME", "ENROLLEE", "ENROLLEE NAME", "NAME OF BENEFICIARY", "BENEFICIARY"]),
        (CardFieldKind.Suffix, ["SUFFIX", "SFX", "PERSON CODE", "DEPENDENT CODE", "DEP CODE", "DEPENDENT", "DEP"]),
        (CardFieldKind.PlanName, ["PLAN", "PLAN NAME", "PLAN TYPE", "PRODUCT", "PRODUCT NAME", "BENEFIT PLAN"]),
        (CardFieldKind.EffectiveDate, ["EFFECTIVE DATE", "EFFECTIVE", "EFF DATE", "EFF", "COVERAGE EFFECTIVE", "COVERAGE EFFECTIVE DATE", "COVERAGE STARTS", "COVERAGE BEGINS",
            "COVERAGE DATE", "EFFECTIVE DATE OF COVERAGE", "MEMBER SINCE"]),
        (CardFieldKind.CopayOffice, ["PCP", "PRIMARY CARE", "PRIMARY CARE VISIT", "OFFICE", "OFFICE VISIT", "OV", "PCP VISIT", "PRIMARY"]),
        (CardFieldKind.CopaySpecialist, ["SPECIALIST", "SPEC", "SPECIALIST VISIT", "SPECIALTY", "SPECIALTY CARE"]),
        (CardFieldKind.CopayUrgentCare, ["URGENT CARE", "URGENT", "UC", "URGENT CARE VISIT"]),
        (CardFieldKind.CopayEmergency, ["EMERGENCY ROOM", "ER", "EMERGENCY", "ED", "ER VISIT", "EMERGENCY CARE"]),
        (CardFieldKind.RxBin, ["RX BIN", "RXBIN", "BIN"]),
        (CardFieldKind.RxPcn, ["RX PCN", "RXPCN", "PCN"]),
        (CardFieldKind.RxGroup, ["RX GROUP", "RXGROUP", "RX GRP", "RXGRP"]),
        (null, ["MEDICARE CLAIM", "POLICY", "CONTRACT", "PLAN CODE", "RX ID", "RXID", "ISSUER", "ISSUED", "DATE ISSUED", "ISSUE DATE", "DOB", "DATE OF BIRTH", "BIRTH DATE",
            "DEDUCTIBLE", "OUT OF POCKET", "PHONE", "FAX", "PCP NAME", "PCP PHONE", "COVERAGE", "RX", "GENERIC", "BRAND", "TIER", "HOSPITAL", "CUSTOMER SERVICE", "MEMBER SERVICES",
            "PROVIDER SERVICES", "PROVIDERS", "PHARMACISTS", "SUBMIT CLAIMS TO", "SEND CLAIMS TO", "MAIL CLAIMS TO", "CLAIMS", "CLAIMS ADDRESS", "MEDICAL CLAIMS",
            "NETWORK", "DENTAL", "VISION", "CARD ISSUED", "PART A", "PART B", "EMPLOYER", "EMPLOYER NAME", "GROUP NAME", "CMS", "NPI", "TAX ID", "PROVIDER ID", "ACCOUNT"]),
        // Both take a number's word behind them: "Medicare Number", "Member No."
        (CardFieldKind.MemberId, ["MEDICARE NUMBER", "MEDICARE NO", "MEMBER NUMBER", "MEMBER NO", "MEMBER #", "SUBSCRIBER NUMBER", "SUBSCRIBER NO", "SUBSCRIBER #",
            "CARDHOLDER NUMBER", "INSURED NUMBER", "ENROLLEE NUMBER", "BENEFICIARY NUMBER", "BENEFICIARY NO", "MEDICAID NUMBER", "MEDICAID NO"]),
        (CardFieldKind.Suffix, ["DEPENDENT NO", "DEPENDENT NUMBER", "DEP NO"]),
    ];

    private static readonly Dictionary<string, CardFieldKind?> s_byPhrase =
        s_phrases.SelectMany(p => p.Phrases.Select(phrase => (phrase, p.Kind))).ToDictionary(p => p.phrase, p => p.Kind);

    private static readonly int s_longest = s_byPhrase.Keys.Max(p => p.Count(c => c == ' ')) + 1;
    private static readonly HashSet<string> s_words = [.. s_byPhrase.Keys.SelectMany(p => p.Split(' '))];
    private static readonly string[] s_numberWords = ["#", "NO", "NUM", "NUMBER", "NBR", "NUMERO", "COPAY", "COPAYMENT", "CO-PAY", "VISIT"];

    /// <summary>Labels that stand in front of their values without a blank.</summary>
    public static readonly string[] Glued = ["MEMBERID", "RXBIN", "RXPCN", "RXGRP", "RXGROUP", "PAYERID", "PAYORID"];

    /// <summary>The label that begins at a word.</summary>
    /// <param name="words">Of one line, in the form of <see cref="Plain"/>.</param>
    /// <param name="from">Where it would begin.</param>
    /// <returns>How many words it has, 0 for none, and what it announces: null where that is no field.</returns>
    public static (int Words, CardFieldKind? Kind) At(IReadOnlyList<string> words, int from)
    {
        for (var length = Math.Min(s_longest, words.Count - from); length > 0; length--)
        {
            if (!s_byPhrase.TryGetValue(string.Join(' ', words.Skip(from).Take(length).Select(Known)), out var kind))
                continue;
            while (from + length < words.Count && s_numberWords.Contains(words[from + length]))
                length++;
            return (length, kind);
        }
        return default;
    }

    /// <summary>Capitals, without what stands before or behind.</summary>
    public static string Plain(string text) => text.Trim(':', '.', ',', ';', '(', ')', '*', '-', '=', '|', '_').ToUpperInvariant();

    // "M3MBER" and "Menber": a label is words that are known, so one letter of a longer one may be wrong. No value is treated so.
    private static string Known(string word)
    {
        if (s_words.Contains(word))
            return word;
        var letters = word.Replace('0', 'O').Replace('1', 'I').Replace("|", "I", StringComparison.Ordinal);
        if (s_words.Contains(letters) || word.Length < 5)
            return letters;
        return s_words.FirstOrDefault(w => w.Length == word.Length && w.Zip(word).Count(p => p.First != p.Second) == 1) ?? word;
    }
}
