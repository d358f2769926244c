namespace Portico.X12;

/// <summary>A diagnosis. HI with ABK, ABF, BK or BF.</summary>
/// <param name="Place">Of the code.</param>
/// <param name="Kind">The code list, such as <c>ABK</c> for the principal one in ICD-10 and <c>ABF</c> for another.</param>
/// <param name="Code">Without a point.</param>
public readonly record struct Diagnosis(Place Place, string Kind, string Code)
{
    /// <summary>HI01-9 of an institution: whether it was there at admission; null where it is not said.</summary>
    public string? PresentOnAdmission { get; init; }

    /// <summary>The principal one, in ICD-10.</summary>
    public static Diagnosis Principal(string code) => new(default, "ABK", code);

    /// <summary>Another one, in ICD-10.</summary>
    public static Diagnosis Other(string code) => new(default, "ABF", code);
}

/// <summary>A fact about a claim by a code list. HI with other lists than diagnoses.</summary>
/// <param name="Place">Of the code.</param>
/// <param name="List">
/// Such as <c>BG</c> (condition), <c>BH</c> (occurrence), <c>BI</c> (occurrence span), <c>BE</c> (value), <c>BBR</c> (principal
/// procedure), <c>BBQ</c> (other procedure), <c>BP</c> (anesthesia), <c>PR</c> (reason for the visit).
/// </param>
/// <param name="Code">Without a point.</param>
/// <remarks>Source: 005010X222A1 and 005010X223A2, 2300 HI, composite C022.</remarks>
public readonly record struct ClaimCode(Place Place, string List, string Code)
{
    /// <summary>Components 3 and 4: when it was done or happened.</summary>
    public DateSpan? Dates { get; init; }

    /// <summary>Component 5, in cents: what a value code is worth.</summary>
    public long? Amount { get; init; }

    /// <summary>Component 9: whether it was there at admission.</summary>
    public string? PresentOnAdmission { get; init; }

    /// <summary>One that was not read from anywhere.</summary>
    public static ClaimCode Of(string list, string code) => new(default, list, code);
}

/// <summary>Why somebody else may have to pay: an accident or work. CLM11.</summary>
/// <param name="Causes">CLM11-1 to -3: <c>AA</c> auto accident, <c>EM</c> employment, <c>OA</c> other accident.</param>
/// <param name="State">CLM11-4: where an auto accident was.</param>
/// <param name="Country">CLM11-5.</param>
public sealed record RelatedCauses(IReadOnlyList<string> Causes, string? State, string? Country);
