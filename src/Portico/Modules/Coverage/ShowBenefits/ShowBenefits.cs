using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Coverage.AskPayers;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Roads;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage;

/// <summary>What the payers say about one visit: state, figures with the segments they come from, and what waits. Opens the chart.</summary>
[AllowedTo(Roles.Care)]
public sealed class ShowBenefits(IVisits visits, ICoverage coverage, IPracticeDirectory directory, ExchangeBytes bytes)
    : Query<ShowBenefits.Request, ShowBenefits.Result>
{
    public sealed record Request(VisitId Visit);

    /// <param name="Policies">What the visit bills, in order. Empty: nothing, or there is no such visit.</param>
    /// <param name="Zone">Of the visit's location: instants are shown on its wall.</param>
    public sealed record Result(IReadOnlyList<Line> Policies, string Zone, DateOnly On, bool MayAsk);

    /// <param name="Reading">What the payer's answer says. Null: none came, or a later word stands instead.</param>
    /// <param name="AskedFor">The day that the payer was asked for, where it is not the visit's. Null: it is.</param>
    /// <param name="Statement">What a person wrote down of the payer's word. Null: nothing.</param>
    /// <param name="Faults">Why it cannot be asked, in words that say what to do.</param>
    /// <param name="HasRoad">Whether it can be asked from here at all.</param>
    public sealed record Line(PolicyId Policy, string Payer, PolicyStanding Standing, BenefitReading? Reading, DateOnly? AskedFor,
        Word? Statement, IReadOnlyList<string> Faults, bool HasRoad)
    {
        /// <summary>When the question goes out with others. Null: it does not, or it is out already.</summary>
        public Instant? WithBatchAt { get; init; }
        /// <summary>When the answer came that <see cref="Reading"/> is of. Null: none did.</summary>
        public Instant? AnsweredAt { get; init; }
        /// <summary>It is with the payer in a batch.</summary>
        public bool IsInBatch { get; init; }
        /// <summary>The payer's spelling of the patient's name, which it is asked under. Null: ours.</summary>
        public string? SpeltAs { get; init; }
    }

    /// <param name="Representative">Null for a site.</param>
    /// <param name="Copay">Null: not asked, which is not zero.</param>
    /// <param name="NeedsAuthorization">Null: not asked.</param>
    /// <param name="Note">Null: nothing else was said.</param>
    public sealed record Word(StatementWay Way, string? Representative, string Reference, DateOnly ExpiresOn, Money? Copay, bool? NeedsAuthorization, string? Note, Instant At);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.FindAsync(desk, request.Visit, ct) is not { } visit)
            return new([], "Etc/UTC", default, false);
        await desk.OpenChartAsync(visit.PatientId, ct);
        var billed = await coverage.BilledAsync(desk, visit.Id, ct);
        var standings = await coverage.StandingsAsync(desk, [.. billed.Select(p => new PolicyUse(p.Id, visit.Id, visit.ProviderId))], visit.Date, ct);
        var payers = (await directory.EveryPayerAsync(desk, ct)).ToDictionary(p => p.Id, p => p.Name);
        List<Line> lines = [];
        foreach (var policy in billed)
        {
            var line = await LineAsync(desk, visit, policy, payers.GetValueOrDefault(policy.PayerId, "Unknown payer"), standings[new(policy.Id, visit.Id, visit.ProviderId)], ct);
            var id = policy.Id;
            var waiting = line.Standing.State != Standing.Waiting ? null : await desk.Db.Set<EligibilityCheck>().AsNoTracking()
                .Where(c => c.PolicyId == id && c.VisitId == visit.Id && c.OnDate == visit.Date && c.State == CheckState.Waiting && c.IsByBatch).FirstOrDefaultAsync(ct);
            lines.Add(line with
            {
                WithBatchAt = waiting is { BatchId: null } ? waiting.DueAt : null, IsInBatch = waiting is { BatchId: not null },
                SpeltAs = policy.PayersFamily is { } family ? string.Join(", ", new[] { family, policy.PayersGiven }.Where(n => !string.IsNullOrEmpty(n))) : null,
            });
        }
        return new(lines, (await directory.LocationAsync(desk, visit.LocationId, ct)).Zone, visit.Date, (desk.Roles & (Roles.Desk | Roles.Biller)) != 0);
    }

    private async Task<Line> LineAsync(Desk desk, VisitRow visit, PolicyRow policy, string payer, PolicyStanding standing, CancellationToken ct)
    {
        var (id, on, payerId) = (policy.Id, visit.Date, policy.PayerId);
        var check = await Readings.AnswerAsync(desk, id, visit, ct);
        var word = await desk.Db.Set<CoverageStatement>().AsNoTracking().Where(s => s.PolicyId == id && s.OnDate <= on && s.ExpiresOn >= on)
            .OrderByDescending(s => s.At).FirstOrDefaultAsync(ct);
        var hasRoad = (await Asking.RoadsAsync(desk, [payerId], ct)).Contains(payerId);
        var isFor = word?.IsFor(visit.Id, visit.ProviderId) == true;
        var told = word is null || word.At <= check?.AnsweredAt ? null : new Word(word.Way, word.Representative, word.Reference, word.ExpiresOn,
            isFor && word.CopayCents is { } cents ? new Money(cents) : null, isFor ? word.NeedsAuthorization : null, word.Note, word.At);
        if (check is null)
            return new(id, payer, standing, null, null, told, hasRoad && told is null ? await FaultsAsync(desk, standing, policy, visit, payer, ct) : [], hasRoad);
        return new(id, payer, standing, await Readings.OfAsync(desk, check, bytes, ct), check.AskedDate == on ? null : check.AskedDate, told,
            await SinceAsync(desk, check, payer, ct), hasRoad)
        {
            AnsweredAt = check.AnsweredAt,
        };
    }

    // A question after the answer that nobody could or would answer: the answer before counts, and this says why it is no newer.
    private static async Task<IReadOnlyList<string>> SinceAsync(Desk desk, EligibilityCheck answer, string payer, CancellationToken ct)
    {
        var (policy, visit, on, at) = (answer.PolicyId, answer.VisitId, answer.OnDate, answer.AnsweredAt);
        var code = await desk.Db.Set<EligibilityCheck>().AsNoTracking().Where(c => c.PolicyId == policy && c.VisitId == visit && c.OnDate == on
            && c.State == CheckState.CannotAsk && c.AnsweredAt > at).OrderByDescending(c => c.AnsweredAt).Select(c => c.Fault).FirstOrDefaultAsync(ct);
        return code is not null && CheckFaults.Say(code, payer) is { } words ? [words] : [];
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(Desk desk, PolicyStanding standing, PolicyRow policy, VisitRow visit, string payer, CancellationToken ct)
    {
        if (standing.State is not (Standing.CannotAsk or Standing.NotVerified))
            return [];
        var faults = await Asking.FaultsAsync(desk, policy.Id, visit.Id, ct);
        if (faults.Count > 0 || standing.State == Standing.NotVerified)
            return faults;
        var (id, on) = (policy.Id, visit.Date);
        var code = await desk.Db.Set<EligibilityCheck>().AsNoTracking().Where(c => c.PolicyId == id && c.VisitId == visit.Id && c.OnDate == on && c.State == CheckState.CannotAsk)
            .OrderByDescending(c => c.Id).Select(c => c.Fault).FirstOrDefaultAsync(ct);
        return code is not null && CheckFaults.Say(code, payer) is { } words ? [words] : ["What was wrong is mended: ask again."];
    }
}
