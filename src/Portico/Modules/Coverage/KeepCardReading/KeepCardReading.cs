using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Cards;
using Portico.Modules.Coverage.Store;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage;

/// <summary>Keeps what was read from a card's picture beside what a person confirmed of it. Changes no policy: a person does that.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class KeepCardReading(CardTexts texts) : UseCase<KeepCardReading.Request, KeepCardReading.Result>
{
    /// <param name="Picture">Kept before.</param>
    /// <param name="Engine">What read it.</param>
    /// <param name="EngineVersion">Empty where a person read it.</param>
    /// <param name="IsWhole">The picture was read as it is.</param>
    /// <param name="QuarterTurns">Clockwise.</param>
    /// <param name="Fields">Each kind once.</param>
    public sealed record Request(
        CardPictureId Picture,
        [property: Required(ErrorMessage = "Say what read the card."), StringLength(50)] string Engine,
        [property: StringLength(50)] string EngineVersion,
        bool IsWhole,
        [property: Range(0, 3)] int QuarterTurns,
        [property: MinLength(1, ErrorMessage = "A reading has a field at least."), MaxLength(40)] IReadOnlyList<Entry> Fields);

    /// <param name="Kind">Which.</param>
    /// <param name="Read">As the engine read it. Null: it found none.</param>
    /// <param name="Confirmed">As a person compared it with the card. Null: nobody did.</param>
    /// <param name="Percent">The engine's confidence. Null: it found none.</param>
    public sealed record Entry(
        CardFieldKind Kind,
        [property: Identifier, StringLength(200)] string? Read,
        [property: Identifier, StringLength(200)] string? Confirmed,
        [property: Range(0, 100)] int? Percent);

    public abstract record Result
    {
        public sealed record Kept(CardReadingId Reading) : Result;

        public sealed record FieldTwice(CardFieldKind Field) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "coverage.card-field-twice";
        }

        public sealed record NoSuchPicture : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "coverage.no-picture-to-read";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var picture = request.Picture;
        var patient = await (
            from kept in desk.Db.Set<CardPicture>()
            join policy in desk.Db.Set<PolicyRow>() on new { kept.PracticeId, Id = kept.PolicyId } equals new { policy.PracticeId, policy.Id }
            where kept.Id == picture
            select (Patients.Contracts.PatientId?)policy.PatientId).SingleOrDefaultAsync(ct);
        if (patient is not { } whose)
            return new Result.NoSuchPicture();
        await desk.OpenChartAsync(whose, ct);
        if (request.Fields.GroupBy(f => f.Kind).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new Result.FieldTwice(twice.Key);
        var reading = new CardReading
        {
            Id = Id.New<CardReadingId>(), PictureId = picture, Engine = request.Engine, EngineVersion = request.EngineVersion,
            IsWhole = request.IsWhole, QuarterTurns = request.QuarterTurns, By = desk.Call.User, At = desk.Now,
        };
        desk.Db.Add(reading);
        foreach (var field in request.Fields)
        {
            desk.Db.Add(new CardReadingField
            {
                ReadingId = reading.Id, Kind = field.Kind, Read = texts.Protect(Policy.Clean(field.Read)), Confirmed = texts.Protect(Policy.Clean(field.Confirmed)),
                Percent = field.Percent,
            });
        }
        desk.Note("engine", request.Engine);
        desk.Note("fields", request.Fields.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        desk.Note("confirmed", request.Fields.Count(f => f.Confirmed is not null).ToString(System.Globalization.CultureInfo.InvariantCulture));
        desk.Touch(CoverageTopics.Patient(whose));
        return new Result.Kept(reading.Id);
    }
}
