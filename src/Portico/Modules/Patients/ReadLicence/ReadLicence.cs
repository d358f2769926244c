using System.ComponentModel.DataAnnotations;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain.Licences;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Patients;

/// <summary>Reads the barcode of a driver's licence: what a scanner typed, or a photograph of the card's back. Nothing of either is kept.</summary>
[AllowedTo(Roles.Desk | Roles.Biller | Roles.Clinician)]
public sealed class ReadLicence(IPracticeDay day) : Query<ReadLicence.Request, ReadLicence.Result>
{
    /// <summary>One of the two.</summary>
    public sealed record Request(
        // A scanner's control characters are what parts its elements.
        [property: Opaque, MaxLength(LicenceText.MostChars, ErrorMessage = "This is more than a licence holds: scan the barcode on its back.")]
        string? Text,
        [property: MaxLength(PictureFormat.MostBytes, ErrorMessage = PictureFormat.TooLarge)]
        byte[]? Picture);

    public abstract record Result
    {
        /// <param name="IsExpired">Before today. It still says who somebody is.</param>
        public sealed record Read(Licence Licence, bool IsExpired) : Result;

        public sealed record Unreadable(LicenceFault Fault) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "patients.licence-unreadable";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (request is not ({ Text: not null, Picture: null } or { Text: null, Picture: not null }))
            return new Result.Unreadable(LicenceFault.Nothing);
        var (text, fault) = request.Picture is { } picture ? await LicencePicture.ReadAsync(picture, LicencePicture.Longest, ct) : (request.Text, null);
        if (text is null)
            return new Result.Unreadable(fault ?? LicenceFault.Nothing);
        return LicenceText.Read(text) switch
        {
            ({ } licence, _) => new Result.Read(licence, licence.ExpiresOn is { } last && last < await day.TodayAsync(desk, ct)),
            (_, var why) => new Result.Unreadable(why ?? LicenceFault.NotALicence),
        };
    }
}
