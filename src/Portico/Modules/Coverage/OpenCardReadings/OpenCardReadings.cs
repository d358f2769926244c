using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Cards;
using Portico.Modules.Coverage.Store;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage;

/// <summary>What was read from the pictures of a policy's card and confirmed: the newest reading of each picture. Opens the chart.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class OpenCardReadings(CardTexts texts, IColleagues colleagues, IPracticeDay day) : Query<OpenCardReadings.Request, OpenCardReadings.Result>
{
    public sealed record Request(PolicyId Policy);

    /// <param name="Readings">The newest first. Empty: no such policy, or none of its pictures was read.</param>
    /// <param name="Zone">Of their times.</param>
    public sealed record Result(IReadOnlyList<Reading> Readings, string Zone);

    /// <param name="By">Who compared it with the card.</param>
    public sealed record Reading(CardPictureId Picture, CardSide Side, string Engine, string EngineVersion, string By, Instant At, IReadOnlyList<Field> Fields);

    /// <param name="Read">Null: the engine found none.</param>
    /// <param name="Confirmed">Null: nobody compared it with the card.</param>
    /// <param name="Percent">The engine's confidence. Null: it found none.</param>
    public sealed record Field(CardFieldKind Kind, string? Read, string? Confirmed, int? Percent);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var zone = await day.ZoneAsync(desk, ct);
        var id = request.Policy;
        if (await desk.Db.Set<PolicyRow>().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } policy)
            return new([], zone);
        await desk.OpenChartAsync(policy.PatientId, ct);
        var readings = await (
            from reading in desk.Db.Set<CardReading>().AsNoTracking()
            join picture in desk.Db.Set<CardPicture>() on new { reading.PracticeId, Id = reading.PictureId } equals new { picture.PracticeId, picture.Id }
            where picture.PolicyId == id
            orderby reading.Id descending
            select new { Reading = reading, picture.Side }).ToListAsync(ct);
        var newest = readings.GroupBy(r => r.Reading.PictureId).Select(g => g.First()).ToList();
        var ids = newest.ConvertAll(r => r.Reading.Id);
        var fields = await desk.Db.Set<CardReadingField>().AsNoTracking().Where(f => ids.Contains(f.ReadingId)).ToListAsync(ct);
        var names = await colleagues.NamesAsync(desk, [.. newest.Select(r => r.Reading.By).Distinct()], ct);
        return new([.. newest.Select(r => new Reading(r.Reading.PictureId, r.Side, r.Reading.Engine, r.Reading.EngineVersion,
            names.GetValueOrDefault(r.Reading.By, "A former member of staff"), r.Reading.At,
            [.. fields.Where(f => f.ReadingId == r.Reading.Id).OrderBy(f => f.Kind)
                .Select(f => new Field(f.Kind, texts.Unprotect(f.Read), texts.Unprotect(f.Confirmed), f.Percent))]))], zone);
    }
}
