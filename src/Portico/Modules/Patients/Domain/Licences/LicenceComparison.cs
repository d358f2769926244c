using Portico.Modules.Patients.Contracts;

namespace Portico.Modules.Patients.Domain.Licences;

/// <summary>How a part of the form stands to the licence.</summary>
public enum LicenceLine
{
    /// <summary>Both say the same, in whatever letters.</summary>
    Same,

    /// <summary>The form has nothing there.</summary>
    Fills,

    /// <summary>Both say something, and not the same: a person decides.</summary>
    Differs,
}

/// <summary>Holds a licence against what stands in a form.</summary>
public static class LicenceComparison
{
    /// <param name="stands">The form.</param>
    /// <param name="licence">The licence.</param>
    /// <param name="today">At the practice: a birth date is read against it.</param>
    /// <returns>The parts that the licence has, in the order of the form.</returns>
    public static IReadOnlyDictionary<LicencePart, LicenceLine> Of(LicenceForm stands, Licence licence, DateOnly today)
    {
        SortedDictionary<LicencePart, LicenceLine> lines = [];
        if (licence.Family.Length > 0)
            lines[LicencePart.FamilyName] = OfName(stands.Family, licence.Family, licence.IsFamilyCut);
        // A one-word name may stand in either field.
        if (licence.Given.Length > 0)
            lines[LicencePart.GivenNames] = OfName(stands.Given, licence.Given, licence.IsGivenCut);
        if (licence.BirthDate is { } born)
            lines[LicencePart.BirthDate] = string.IsNullOrWhiteSpace(stands.Born) ? LicenceLine.Fills
                : PatientText.ReadBirthDate(stands.Born, today).Date == born ? LicenceLine.Same : LicenceLine.Differs;
        if (licence.Sex != Sex.Unknown)
            lines[LicencePart.Sex] = stands.Sex == Sex.Unknown ? LicenceLine.Fills : stands.Sex == licence.Sex ? LicenceLine.Same : LicenceLine.Differs;
        if (licence.Address is { } place)
            lines[LicencePart.Address] = stands.IsAddressWithheld ? LicenceLine.Differs : stands.Address is not { } typed ? LicenceLine.Fills
                : IsSame(typed, place) ? LicenceLine.Same : LicenceLine.Differs;
        return lines;
    }

    /// <summary>Neither the name nor the birth date is this person's: the licence may be somebody else's.</summary>
    public static bool MayBeSomebodyElses(IReadOnlyDictionary<LicencePart, LicenceLine> lines) =>
        lines.GetValueOrDefault(LicencePart.BirthDate) == LicenceLine.Differs
        && (lines.GetValueOrDefault(LicencePart.FamilyName) == LicenceLine.Differs || lines.GetValueOrDefault(LicencePart.GivenNames) == LicenceLine.Differs);

    private static LicenceLine OfName(string typed, string printed, bool isCut)
    {
        var (left, right) = (Plain(typed), Plain(printed));
        return left.Length == 0 ? LicenceLine.Fills
            // The typed name is the whole of what the card cuts off.
            : left == right || isCut && left.StartsWith(right, StringComparison.Ordinal) ? LicenceLine.Same : LicenceLine.Differs;
    }

    private static bool IsSame(LicencePlace left, LicencePlace right) =>
        Plain($"{left.Line1} {left.Line2}") == Plain($"{right.Line1} {right.Line2}") && Plain(left.City) == Plain(right.City)
        && (UsStates.Code(left.State) ?? left.State.Trim()) == right.State && IsSameZip(left.Zip.Trim(), right.Zip);

    // Four more digits say the same place closer.
    private static bool IsSameZip(string left, string right) =>
        left == right || left.Length >= 5 && right.Length >= 5 && (left.Length == 5 || right.Length == 5) && left[..5] == right[..5];

    private static string Plain(string text) => string.Join(' ', Words.Split(Words.Fold(Words.Clean(text))));
}
