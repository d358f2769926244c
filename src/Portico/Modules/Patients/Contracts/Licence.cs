namespace Portico.Modules.Patients.Contracts;

/// <summary>What the barcode of a driver's licence or an ID card says of its holder, as it is written here.</summary>
/// <remarks>The number of the licence is passed over: nothing at the desk needs it, and what was never read is in no draft and no log.</remarks>
public sealed record Licence
{
    /// <summary>Empty when the card has none, or has the name in one piece.</summary>
    public required string Family { get; init; }

    /// <summary>All given names between blanks. Empty likewise.</summary>
    public required string Given { get; init; }

    /// <summary>Such as <c>Jr</c>. Null: none. No field of ours holds it.</summary>
    public string? Suffix { get; init; }

    /// <summary>Cards of the year 2000 may have the name in one piece, without a comma: a person divides it. Null: it is divided.</summary>
    public string? WholeName { get; init; }

    /// <summary>The card says that the name was too long for it.</summary>
    public bool IsFamilyCut { get; init; }
    public bool IsGivenCut { get; init; }

    /// <summary>Null: not on the card, or no date of the calendar.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary><see cref="Sex.Unknown"/> when the card names neither.</summary>
    public Sex Sex { get; init; }

    /// <summary>Null: not on the card.</summary>
    public LicencePlace? Address { get; init; }

    /// <summary>The state or province that issued it, two capitals. Null: the header is lost, or names an issuer that is not known.</summary>
    public string? Issuer { get; init; }
    public bool IsIdCard { get; init; }

    /// <summary>The last day it is valid. Null: it has none, or it cannot be read.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Came from a scanner that leaves line breaks out: where one element ends and the next begins was told by blanks.</summary>
    public bool IsWithoutBreaks { get; init; }
}

/// <summary>An address as a licence has it.</summary>
/// <param name="Line1">Empty when the card has none, as every other part.</param>
/// <param name="Line2">Null: none.</param>
/// <param name="City">Such as <c>Vestal</c>.</param>
/// <param name="State">Two capitals.</param>
/// <param name="Zip"><c>13850</c>, <c>13850-1234</c> or <c>K1A 0B1</c>.</param>
public sealed record LicencePlace(string Line1, string? Line2, string City, string State, string Zip)
{
    /// <returns>As a form sends it; null when a part is missing.</returns>
    public NewAddress? ToNew() => Line1.Length > 0 && City.Length > 0 && State.Length > 0 && Zip.Length > 0 ? new(Line1, Line2, City, State, Zip) : null;

    /// <returns><c>12 N Main St, Vestal, NY 13850</c>.</returns>
    public override string ToString() =>
        string.Join(", ", new[] { Line1, Line2, City, $"{State} {Zip}".Trim() }.Where(p => !string.IsNullOrWhiteSpace(p)));
}

/// <summary>What stands in the form that a licence is held against.</summary>
/// <param name="Family">As typed; empty while nothing is.</param>
/// <param name="Given">Likewise.</param>
/// <param name="Born">As typed, in any usual form.</param>
/// <param name="Sex"><see cref="Sex.Unknown"/> while nothing is chosen.</param>
/// <param name="Address">Null while nothing is typed.</param>
/// <param name="IsAddressWithheld">The patient declined to say it, or does not know it.</param>
public sealed record LicenceForm(string Family, string Given, string Born, Sex Sex, LicencePlace? Address, bool IsAddressWithheld = false);
