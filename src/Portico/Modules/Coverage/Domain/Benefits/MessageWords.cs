using System.Globalization;
using System.Text.RegularExpressions;
using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>Whether a message leaves its line's figure as it is, or may narrow it to some visits.</summary>
/// <remarks>
/// A message is free text. Only one whose every word is known to narrow nothing leaves a figure alone; any other makes the
/// figure one of several that may be meant.
/// </remarks>
internal static partial class MessageWords
{
    // No word that turns a sentence round (not, only, waived), says of what state an amount is (met, applied) or who pays it.
    private static readonly HashSet<string> s_harmless = new(StringComparer.Ordinal)
    {
        "A", "ALL", "AMOUNT", "AMOUNTS", "AN", "AND", "APPLICABLE", "APPLIES", "APPLY", "ARE", "AS", "BENEFIT", "BENEFITS", "BY", "CO", "COINS",
        "COINSURANCE", "COPAY", "COPAYMENT", "COPAYMENTS", "COPAYS", "COUNTS", "COVERAGE", "COVERED", "DED", "DEDUCTIBLE", "DOLLAR", "DOLLARS",
        "EACH", "EVERY", "FOR", "HEALTH", "INSURANCE", "IS", "ITS", "MEDICAL", "MEMBER", "OF", "OOP", "PATIENT", "PER", "PERCENT", "PLAN",
        "POCKET", "PROVIDER", "PROVIDERS", "RESPONSIBILITY", "SERVICE", "SERVICES", "SHARE", "STANDARD", "STATED", "SUBJECT", "THE", "THIS", "TO", "TOWARD", "TOWARDS",
        "VISIT", "VISITS", "WITH",
    };

    private static readonly HashSet<string> s_ofAccounts = new(StringComparer.Ordinal)
    {
        "ANNUAL", "CALENDAR", "LIMIT", "LIMITS", "MAX", "MAXIMUM", "PERIOD", "TOTAL", "YEAR", "YEARLY",
    };

    // What names a service does not narrow a line of that service.
    private static readonly Dictionary<string, string[]> s_ofService = new()
    {
        ["98"] = ["OFFICE", "PHYSICIAN", "PHYSICIANS", "PROFESSIONAL", "DOCTOR"],
        ["UC"] = ["URGENT", "CARE"],
        ["86"] = ["EMERGENCY", "ROOM", "ER"],
        ["33"] = ["CHIROPRACTIC", "CHIROPRACTOR", "CARE"],
        ["MH"] = ["MENTAL"],
        ["PT"] = ["PHYSICAL", "THERAPY"],
        ["AD"] = ["OCCUPATIONAL", "THERAPY"],
        ["AF"] = ["SPEECH", "THERAPY"],
        ["5"] = ["LAB", "LABORATORY"],
        ["4"] = ["XRAY"],
        ["AL"] = ["VISION"],
        ["35"] = ["DENTAL"],
        ["88"] = ["PHARMACY"],
        ["48"] = ["HOSPITAL", "INPATIENT"],
        ["50"] = ["HOSPITAL", "OUTPATIENT"],
    };

    /// <param name="text">The message.</param>
    /// <param name="line">The line it hangs on.</param>
    /// <param name="service">The service type that is asked about.</param>
    public static bool LeavesAlone(string text, BenefitLine line, string service)
    {
        var words = text.ToUpperInvariant().Trim();
        if (words.Length == 0)
            return true;
        words = DeductibleAside().Replace(words, " ");
        words = OutOfPocket().Replace(words, " ");
        words = Disclaimer().Replace(words, " ");
        if (!AgreesOnNetwork(ref words, line.Benefit.InNetwork) || !AgreesOnScope(ref words, line.Scope))
            return false;
        if (line.Benefit.Period is { Value: "29" or "33" })
            words = Remaining().Replace(words, " ");
        foreach (Match number in Amount().Matches(words))
        {
            if (!IsTheAmount(number.Groups[1].Value, line.Benefit))
                return false;
        }
        words = Amount().Replace(words, " ");
        var own = s_ofService.GetValueOrDefault(service, []);
        var isAccount = line.Kind is "C" or "F" or "G";
        return Word().Matches(words).All(w => s_harmless.Contains(w.Value) || own.Contains(w.Value) || (isAccount && s_ofAccounts.Contains(w.Value)));
    }

    private static bool AgreesOnNetwork(ref string words, BenefitAnswer network)
    {
        var (isOut, isIn) = (OutOfNetwork().IsMatch(words), InNetwork().IsMatch(OutOfNetwork().Replace(words, " ")));
        words = InNetwork().Replace(OutOfNetwork().Replace(words, " "), " ");
        return !(isOut && network is not (BenefitAnswer.No or BenefitAnswer.DoesNotMatter))
            && !(isIn && network is not (BenefitAnswer.Yes or BenefitAnswer.DoesNotMatter));
    }

    private static bool AgreesOnScope(ref string words, FigureScope scope)
    {
        var (isFamily, isOne) = (Family().IsMatch(words), Individual().IsMatch(words));
        words = Individual().Replace(Family().Replace(words, " "), " ");
        return !(isFamily && scope != FigureScope.Family) && !(isOne && scope != FigureScope.Individual);
    }

    private static bool IsTheAmount(string digits, Benefit benefit) =>
        decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
        && ((benefit.Amount is { } cents && number * 100 == cents) || (benefit.Share is { } share && number == share * 100) || benefit.Quantity == number);

    [GeneratedRegex(@"\b(DEDUCTIBLE|DED) (IS |HAS BEEN )?(WAIVED|DOES NOT APPLY|NOT APPLICABLE|APPLIES)\b|\b(NO|AFTER( THE)?|BEFORE( THE)?) (DEDUCTIBLE|DED)\b|\bNOT SUBJECT TO( THE)? (DEDUCTIBLE|DED)\b")]
    private static partial Regex DeductibleAside();

    [GeneratedRegex(@"\bOUT[- ]OF[- ]POCKET\b|\b(DOES NOT )?(INCLUDED|INCLUDE|INCLUDES|EXCLUDED|APPLIES|APPLY|COUNTS|COUNT) (IN|TO|TOWARD|TOWARDS|FROM) (THE )?OOP\b|\bCO-PAY\b")]
    private static partial Regex OutOfPocket();

    [GeneratedRegex(@"\b((THIS|IT|ELIGIBILITY|INFORMATION) )?((IS|ARE) )?NOT A GUARANTEE( OF (PAYMENT|COVERAGE|BENEFITS))?\b|\bSUBJECT TO CHANGE\b")]
    private static partial Regex Disclaimer();

    [GeneratedRegex(@"\b(OUT[- ]OF[- ]NETWORK|NON[- ]?NETWORK|OUT[- ]NETWORK|OON|NON[- ]?PAR(TICIPATING)?( PROVIDERS?)?)\b")]
    private static partial Regex OutOfNetwork();

    [GeneratedRegex(@"\b(IN[- ]NETWORK|NETWORK PROVIDERS?|INN|PARTICIPATING PROVIDERS?)\b")]
    private static partial Regex InNetwork();

    [GeneratedRegex(@"\b(FAMILY|FAM)\b(?! PLANNING)")]
    private static partial Regex Family();

    [GeneratedRegex(@"\b(INDIVIDUAL|IND)\b")]
    private static partial Regex Individual();

    [GeneratedRegex(@"\b(REMAINING|REMAINS|LEFT|BALANCE)\b")]
    private static partial Regex Remaining();

    [GeneratedRegex(@"\$? ?\b(\d[\d,]*(?:\.\d+)?)\b ?%?")]
    private static partial Regex Amount();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
