namespace Portico.Modules.Patients.Domain.Licences;

/// <summary>Why nothing was read.</summary>
public enum LicenceFault
{
    /// <summary>Nothing came, or both a text and a picture.</summary>
    Nothing,

    /// <summary>Another barcode, or any other text.</summary>
    NotALicence,

    /// <summary>The scanner leaves out what stands between the elements: nobody can tell where a name ends.</summary>
    RunTogether,

    /// <summary>A licence without a name: a part of it was lost on the way.</summary>
    Incomplete,

    /// <summary>Neither JPEG nor PNG nor WebP, or one that is broken.</summary>
    NotAPicture,

    /// <summary>More pixels than a photograph has.</summary>
    TooManyPixels,

    NoBarcode,

    /// <summary>Pictures are being read for too long, or too many at once.</summary>
    TookTooLong,
}
