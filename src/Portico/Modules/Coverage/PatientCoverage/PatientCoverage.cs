using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage;

/// <summary>A patient's policies with their card pictures, and the payers to choose from. Opens the chart.</summary>
[AllowedTo(Roles.Care)]
public sealed class PatientCoverage(ICoverage coverage, IPracticeDirectory directory, IPracticeDay day) : Query<PatientCoverage.Request, PatientCoverage.Result>
{
    /// <param name="Patient">Whose.</param>
    /// <param name="On">The day that is asked about: a visit's. Null: today.</param>
    public sealed record Request(PatientId Patient, DateOnly? On = null);

    /// <param name="Policies">As they are filed: those that count today in the order in which a visit would bill them, then those to come,
    /// then those that ended.</param>
    /// <param name="Today">At the practice.</param>
    /// <param name="MayChange">Whoever asks may add, change and end policies.</param>
    public sealed record Result(IReadOnlyList<Line> Policies, IReadOnlyList<PayerRow> Payers, DateOnly Today, bool MayChange);

    /// <param name="Standing">What the payer said of it for the day that is asked about.</param>
    /// <param name="Front">Null while none was taken.</param>
    /// <param name="Back">Null while none was taken.</param>
    public sealed record Line(PolicyRow Policy, string Payer, Money? CardCopay, PolicyStanding Standing, CardPictureId? Front, CardPictureId? Back);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        var patient = request.Patient;
        var payers = await directory.PayersAsync(desk, ct);
        var names = (await directory.EveryPayerAsync(desk, ct)).ToDictionary(p => p.Id, p => p.Name);
        var pictures = await (
            from picture in desk.Db.Set<CardPicture>().AsNoTracking()
            join policy in desk.Db.Set<PolicyRow>() on new { picture.PracticeId, Id = picture.PolicyId } equals new { policy.PracticeId, policy.Id }
            where policy.PatientId == patient
            orderby picture.Id descending
            select new { picture.Id, picture.PolicyId, picture.Side }).ToListAsync(ct);
        var today = await day.TodayAsync(desk, ct);
        var policies = (await coverage.PoliciesAsync(desk, patient, ct)).OrderBy(p => p.CountsOn(today) ? 0 : p.ValidTo < today ? 2 : 1).ToList();
        var standings = await coverage.StandingsAsync(desk, [.. policies.Select(p => new PolicyUse(p.Id))], request.On ?? today, ct);
        return new([.. policies.Select(p => new Line(p,
            names.GetValueOrDefault(p.PayerId, "Unknown payer"), p.CardCopayCents is { } cents ? new Money(cents) : null, standings[new(p.Id)],
            Newest(p.Id, CardSide.Front), Newest(p.Id, CardSide.Back)))], payers, today, (desk.Roles & (Roles.Desk | Roles.Biller)) != 0);

        CardPictureId? Newest(PolicyId policy, CardSide side) =>
            pictures.Where(p => p.PolicyId == policy && p.Side == side).Select(p => (CardPictureId?)p.Id).FirstOrDefault();
    }
}
