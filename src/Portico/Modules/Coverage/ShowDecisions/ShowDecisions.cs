using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage;

/// <summary>Copays that people decided where payers give several: those that wait for a supervisor first.</summary>
[AllowedTo(Roles.Seniors)]
public sealed class ShowDecisions(IPracticeDirectory directory, IColleagues colleagues, IPracticeDay day) : Query<ShowDecisions.Request, ShowDecisions.Result>
{
    public sealed record Request;

    public sealed record Result(IReadOnlyList<Line> Lines, string Zone);

    /// <param name="Plan">Empty: the payer names none.</param>
    /// <param name="ApprovedBy">Null: it waits.</param>
    /// <param name="IsOwn">Whoever asks proposed it, and so cannot approve it.</param>
    public sealed record Line(DecisionId Id, string Payer, string Plan, string Specialty, string VisitType, Money Copay, string Why, string ProposedBy,
        Instant ProposedAt, string? ApprovedBy, Instant? ApprovedAt, bool IsOwn);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var payers = (await directory.EveryPayerAsync(desk, ct)).ToDictionary(p => p.Id, p => p.Name);
        var types = (await directory.EveryVisitTypeAsync(desk, ct)).ToDictionary(t => t.Id, t => t.Name);
        var decisions = await desk.Db.Set<BenefitDecision>().AsNoTracking().Where(d => d.EndedAt == null).OrderBy(d => d.ApprovedAt != null).ThenByDescending(d => d.ProposedAt).ToListAsync(ct);
        var names = await colleagues.NamesAsync(desk, [.. decisions.Select(d => d.ProposedBy).Concat(decisions.Select(d => d.ApprovedBy).OfType<UserId>()).Distinct()], ct);
        return new([.. decisions.Select(d => new Line(d.Id, payers.GetValueOrDefault(d.PayerId, "Unknown payer"), d.Plan, d.Specialty, types.GetValueOrDefault(d.VisitTypeId, ""),
            new Money(d.Cents), d.Why, names.GetValueOrDefault(d.ProposedBy, "A former member of staff"), d.ProposedAt,
            d.ApprovedBy is { } by ? names.GetValueOrDefault(by, "A former member of staff") : null, d.ApprovedAt, d.ProposedBy == desk.Call.User))],
            await day.ZoneAsync(desk, ct));
    }
}
