using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Cards;
using Portico.Modules.Coverage.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage;

/// <summary>Shows a photograph of an insurance card. Opens the chart: who looked is recorded.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class OpenCardPicture(PictureFiles files) : Query<OpenCardPicture.Request, OpenCardPicture.Result>
{
    public sealed record Request(CardPictureId Picture);

    /// <param name="Bytes">Null when there is no such picture.</param>
    /// <param name="ContentType">Null when there is no such picture.</param>
    /// <param name="QuarterTurns">Clockwise: how a person turned it when it was last read.</param>
    /// <param name="IsWhole">A person wanted the whole picture when it was last read, not the card that was found in it.</param>
    public sealed record Result(byte[]? Bytes, string? ContentType, int QuarterTurns = 0, bool IsWhole = false);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var id = request.Picture;
        var found = await (
            from picture in desk.Db.Set<CardPicture>().AsNoTracking()
            join policy in desk.Db.Set<PolicyRow>() on new { picture.PracticeId, Id = picture.PolicyId } equals new { policy.PracticeId, policy.Id }
            where picture.Id == id
            select new { picture.ContentType, policy.PatientId }).SingleOrDefaultAsync(ct);
        if (found is null)
            return new(null, null);
        await desk.OpenChartAsync(found.PatientId, ct);
        var read = await desk.Db.Set<CardReading>().AsNoTracking().Where(r => r.PictureId == id).OrderByDescending(r => r.Id)
            .Select(r => new { r.QuarterTurns, r.IsWhole }).FirstOrDefaultAsync(ct);
        return await files.ReadAsync(id, ct) is { } bytes ? new(bytes, found.ContentType, read?.QuarterTurns ?? 0, read?.IsWhole ?? false) : new(null, null);
    }
}
