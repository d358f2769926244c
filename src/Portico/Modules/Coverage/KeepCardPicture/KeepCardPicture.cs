using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Store;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage;

/// <summary>Keeps a photograph of one side of an insurance card, encrypted. An older one of that side stays behind it.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class KeepCardPicture(PictureFiles files) : UseCase<KeepCardPicture.Request, KeepCardPicture.Result>
{
    public sealed record Request(
        PolicyId Policy,
        CardSide Side,
        [property: Required(ErrorMessage = "Choose a picture.")]
        [property: MinLength(64, ErrorMessage = "This file is empty: take the picture again.")]
        [property: MaxLength(PictureFormat.MostBytes, ErrorMessage = PictureFormat.TooLarge)]
        byte[] Bytes);

    public abstract record Result
    {
        public sealed record Kept(CardPictureId Picture) : Result;

        public sealed record NotAPicture : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "coverage.not-a-picture";
        }

        public sealed record NoSuchPolicy : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "coverage.no-policy-to-picture";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var policy = request.Policy;
        if (await desk.Db.Set<PolicyRow>().SingleOrDefaultAsync(p => p.Id == policy, ct) is not { } found)
            return new Result.NoSuchPolicy();
        await desk.OpenChartAsync(found.PatientId, ct);
        if (PictureFormat.Of(request.Bytes) is not { } type)
            return new Result.NotAPicture();
        var picture = new CardPicture
        {
            Id = Id.New<CardPictureId>(), PolicyId = policy, Side = request.Side, ContentType = type, At = desk.Now,
        };
        await files.WriteAsync(picture.Id, request.Bytes, ct);
        desk.Db.Add(picture);
        desk.Note("side", request.Side.ToString());
        desk.Touch(CoverageTopics.Patient(found.PatientId));
        return new Result.Kept(picture.Id);
    }
}
