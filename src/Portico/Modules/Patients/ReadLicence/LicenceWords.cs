using System.Diagnostics;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain.Licences;
using Portico.Shell;

namespace Portico.Modules.Patients;

/// <summary>What the desk reads about a licence.</summary>
internal static class LicenceWords
{
    /// <returns><c>The driver's licence of New York</c>.</returns>
    public static string Card(bool isIdCard, string? issuer) =>
        (isIdCard ? "The ID card" : "The driver's licence") + (issuer is null ? "" : " of " + Issuers.Name(issuer));

    public static string Part(LicencePart part) => part switch
    {
        LicencePart.FamilyName => "family name",
        LicencePart.GivenNames => "given names",
        LicencePart.BirthDate => "birth date",
        LicencePart.Sex => "sex",
        LicencePart.Address => "address",
        _ => throw new UnreachableException(),
    };

    /// <returns><c>family name, birth date and sex</c>.</returns>
    public static string List(IReadOnlyList<LicencePart> parts) => parts.Count < 2 ? string.Concat(parts.Select(Part))
        : string.Join(", ", parts.SkipLast(1).Select(Part)) + " and " + Part(parts[^1]);

    /// <summary>What went wrong and what to do next.</summary>
    public static string Of(LicenceFault fault) => fault switch
    {
        LicenceFault.Nothing => "Nothing has come yet: put the cursor into the field, then scan the large barcode on the back of the card.",
        LicenceFault.NotALicence => "This is not the barcode of a licence: scan the large one on the back of the card, made of many small bars, or type what the card says.",
        LicenceFault.RunTogether => "The scanner leaves out the line breaks, so nobody can tell where a name ends. Photograph the back of the card instead; "
            + "whoever looks after the scanner can let it send Enter for line breaks.",
        LicenceFault.Incomplete => "Only a part of the barcode came: empty the field and scan again, more slowly. If it stays so, photograph the back of the card.",
        LicenceFault.NotAPicture => "This file is not a JPEG, PNG or WebP picture: take a photograph of the back of the card.",
        LicenceFault.TooManyPixels => "This picture is too large: take it with a lower resolution.",
        LicenceFault.NoBarcode => "No barcode was found in the picture: hold the card's back straight, near and in even light, and take it again. Or type what the card says.",
        LicenceFault.TookTooLong => "The barcode could not be read in time: take the picture again, with the barcode filling it. Or type what the card says.",
        _ => throw new UnreachableException(),
    };

    /// <summary>What a person must know of a licence beside what it fills in.</summary>
    public static IEnumerable<string> Notes(Licence licence, bool isExpired)
    {
        if (isExpired && licence.ExpiresOn is { } last)
            yield return $"It expired on {DeskText.Date(last)}. Who the person is still stands on it; ask whether the address is right.";
        if (licence.WholeName is { } whole)
            yield return $"It has the name in one piece: {whole}. Type the family name and the given names.";
        if (licence.IsFamilyCut || licence.IsGivenCut)
            yield return $"It cuts the {(licence.IsFamilyCut ? licence.IsGivenCut ? "names" : "family name" : "given names")} off: ask for the whole.";
        if (licence.Suffix is { } suffix)
            yield return $"It has {suffix} after the name, which is not filled in.";
        if (licence.BirthDate is null)
            yield return "Its birth date could not be read: type it.";
        if (licence.IsWithoutBreaks)
            yield return "The scanner sent no line breaks, so a word may have come into the wrong field: check each.";
    }
}
