using System.Globalization;
using System.Text;
using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>Compares who the payer says the patient is with whom we know. What either side leaves open is no difference.</summary>
internal static class DifferenceReader
{
    /// <param name="answer">The patient's own level.</param>
    /// <param name="subscriber">The level above, when the patient is a dependent.</param>
    /// <param name="ours">As the practice knows them.</param>
    /// <param name="segments">To cite from.</param>
    public static IReadOnlyList<Difference> Read(EligibilityAnswer answer, EligibilityAnswer? subscriber, OurPerson ours, CitedSegments segments)
    {
        var found = new List<Difference>();
        var (person, address) = (answer.Person, answer.Address);
        var nm1 = person?.Place ?? default;
        Compare("family", ours.Family, person?.Name, nm1 with { Element = 3 });
        if (!HasGivenAndMiddle(ours, person))
        {
            Compare("given", ours.Given, person?.Given, nm1 with { Element = 4 });
            CompareMiddle(nm1 with { Element = 5 });
        }
        Compare("suffix", ours.Suffix, person?.Suffix, nm1 with { Element = 7 });
        if (ours.BirthDate is { } birth && answer.Born is { } born && birth != born)
            Add("birthDate", Iso(birth), Iso(born), Segment(answer, "DMG", 2));
        if (ours.Sex is "F" or "M" && answer.Sex is "F" or "M" && ours.Sex != answer.Sex)
            Add("sex", ours.Sex, answer.Sex, Segment(answer, "DMG", 3));
        var member = person?.Id is not null && person.IdKind is "MI" or "II" ? person : subscriber?.Person;
        Compare("memberId", ours.MemberId, member?.IdKind is "MI" or "II" or null ? member?.Id : null, (member?.Place ?? default) with { Element = 9 });
        var group = answer.References.Concat(subscriber?.References ?? []).FirstOrDefault(r => r.Kind is "6P" or "1L");
        Compare("groupNumber", ours.GroupNumber, group.Value, group.Place);
        Compare("line1", ours.Line1, address?.Line1, Segment(answer, "N3", 1));
        Compare("line2", ours.Line2, address?.Line2, Segment(answer, "N3", 2));
        Compare("city", ours.City, address?.City, Segment(answer, "N4", 1));
        Compare("state", ours.State, address?.State, Segment(answer, "N4", 2));
        if (Plain(ours.Zip) is { } zip && Plain(address?.Zip) is { } payers && !zip.StartsWith(payers, StringComparison.Ordinal) && !payers.StartsWith(zip, StringComparison.Ordinal))
            Add("zip", ours.Zip ?? "", address?.Zip ?? "", Segment(answer, "N4", 3));
        return found;

        void Compare(string field, string? our, string? theirs, Place place)
        {
            if (Plain(our) is { } left && Plain(theirs) is { } right && left != right)
                Add(field, our ?? "", theirs ?? "", place);
        }

        // An initial is no other name than the one it begins.
        void CompareMiddle(Place place)
        {
            if (Plain(ours.Middle) is { } left && Plain(person?.Middle) is { } right && left != right
                && !((left.Length == 1 || right.Length == 1) && left[0] == right[0]))
                Add("middle", ours.Middle ?? "", person?.Middle ?? "", place);
        }

        void Add(string field, string our, string theirs, Place place) => found.Add(new(field, our, theirs, segments.Cite(place, $"The payer has {theirs}")));

        Place Segment(EligibilityAnswer of, string id, short element) => segments.Below(of.Place, id) with { Element = element };
    }

    // Nobody types a birth date so far off: a father and a son of one name are so far apart.
    private const int AnotherGeneration = 12;

    /// <summary>True when the answer is about somebody else: two of family name, given name and birth date differ, or one does and
    /// nothing else says that it is the patient, or it is the other twin or the parent of the same name.</summary>
    public static bool IsSomebodyElse(EligibilityAnswer answer, OurPerson ours)
    {
        var isOtherGiven = IsOther(ours.Given, answer.Person?.Given);
        var isOtherFamily = IsOther(ours.Family, answer.Person?.Name);
        var (birth, born) = (ours.BirthDate, answer.Born);
        var isOtherBirth = birth is not null && born is not null && birth != born;
        var differ = (isOtherGiven ? 1 : 0) + (isOtherFamily ? 1 : 0) + (isOtherBirth ? 1 : 0);
        if (differ == 0)
            return false;
        // Of those who share a plan the member id says nothing.
        var isSameNumber = !ours.IsDependent && IsSame(ours.MemberId, answer.Person?.Id);
        if (differ >= 2)
            return !(isOtherGiven && isOtherFamily && isSameNumber && birth is not null && birth == born);
        if (isOtherBirth)
            return Math.Abs(birth.GetValueOrDefault().Year - born.GetValueOrDefault().Year) >= AnotherGeneration;
        // A short name of the patient's own is no other person; on a parent's plan it may be a brother's or a sister's.
        if (isOtherGiven)
            return ours.IsDependent && !IsOneLetterOff(ours.Given, answer.Person?.Given);
        return birth is null || born is null ? Plain(answer.Person?.Given) is null && !isSameNumber : false;
    }

    // Jon and John, Sara and Zara: typed, not born.
    private static bool IsOneLetterOff(string? our, string? theirs)
    {
        if (Plain(our) is not { } left || Plain(theirs) is not { } right || Math.Abs(left.Length - right.Length) > 1)
            return false;
        var head = left.Zip(right).TakeWhile(p => p.First == p.Second).Count();
        var (restLeft, restRight) = (left[head..], right[head..]);
        return left.Length == right.Length ? restLeft[1..] == restRight[1..]
            : left.Length > right.Length ? restLeft[1..] == restRight : restRight[1..] == restLeft;
    }

    /// <summary>Both names and the birth date are said and are ours. A father and a son of one name share the member id as well.</summary>
    public static bool IsSurelyOurs(EligibilityAnswer answer, OurPerson ours) =>
        IsSame(ours.Given, answer.Person?.Given) && IsSame(ours.Family, answer.Person?.Name) && ours.BirthDate is { } birth && answer.Born == birth;

    private static bool IsSame(string? our, string? theirs) => Plain(our) is { Length: > 0 } left && Plain(theirs) is { Length: > 0 } right && left == right;

    // Short forms and names cut at a field's end begin alike.
    private static bool IsOther(string? our, string? theirs) => Plain(our) is { } left && Plain(theirs) is { } right
        && !left.StartsWith(right, StringComparison.Ordinal) && !right.StartsWith(left, StringComparison.Ordinal);

    // NM104 may hold the middle name or its initial as well.
    private static bool HasGivenAndMiddle(OurPerson ours, NamedParty? person) =>
        Plain(person?.Given) is { } given && person?.Middle is null && Plain(ours.Given) is { } left && ours.Middle is { Length: > 0 } middle
        && (given == left + Plain(middle) || given == left + Plain(middle[..1]));

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Case, accents and what stands between letters are how one writes, not who one is.
    private static string? Plain(string? text)
    {
        if (text is null)
            return null;
        var plain = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c))
                plain.Append(char.ToUpperInvariant(c));
        }
        return plain.Length == 0 ? null : plain.ToString();
    }
}
