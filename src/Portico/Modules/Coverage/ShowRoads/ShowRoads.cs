using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Coverage.AskPayers;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Roads;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage;

/// <summary>The roads to payers, how each payer is asked, whether it answers, and how much waits for it.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor | Roles.Auditor)]
public sealed class ShowRoads(IPracticeDirectory directory, IPracticeDay day) : Query<ShowRoads.Request, ShowRoads.Result>
{
    public sealed record Request;

    /// <param name="Zone">Of the practice: instants are shown on its wall.</param>
    /// <param name="MaySetRoads">Whoever asks may change the roads themselves.</param>
    /// <param name="Batches">The newest first.</param>
    /// <param name="Services">What kinds of visit ask for; a kind without an entry goes by the provider's specialty.</param>
    public sealed record Result(IReadOnlyList<RoadLine> Roads, IReadOnlyList<PayerLine> Payers, IReadOnlyList<BatchLine> Batches, IReadOnlyList<ServicesLine> Services,
        IReadOnlyList<Choice> VisitTypes, string Zone, bool MaySetRoads);

    /// <summary>Something to choose from.</summary>
    public sealed record Choice(VisitTypeId Id, string Name);

    /// <param name="Payer">Null: every payer that has no entry of its own.</param>
    /// <param name="ServiceTypes">X12's codes with commas between, the one to collect for first.</param>
    public sealed record ServicesLine(VisitTypeId VisitType, string Name, PayerId? Payer, string? PayerName, string ServiceTypes);

    /// <param name="Answers">How many questions were answered; 0 until all are read.</param>
    /// <param name="SentAt">Null: not known to have arrived.</param>
    /// <param name="EndedAt">Null: it goes on.</param>
    /// <param name="Problem">What went wrong and what comes of it. Null: nothing.</param>
    public sealed record BatchLine(Guid Id, string Road, BatchState State, int Questions, int Answers, Instant MadeAt, Instant? SentAt, Instant? EndedAt, string? Problem);

    /// <param name="HasSecret">A password or a key is kept. It is never shown.</param>
    public sealed record RoadLine(RoadId Id, string Name, RoadKind Kind, string Address, string SenderId, string ReceiverId, string? UserName,
        bool HasSecret, string? Fingerprint, bool IsTest, bool IsActive);

    /// <param name="Ends">By which roads, the first first.</param>
    /// <param name="AwaySince">Since when it does not answer. Null: it does, or nobody asked.</param>
    /// <param name="NextTryAt">Null: at once.</param>
    /// <param name="Waiting">Questions that wait.</param>
    public sealed record PayerLine(PayerId Id, string Name, string? PayerCode, IReadOnlyList<SetPayerRoads.RoadEnd> Ends, SetPayerRoads.AskingForm Asking,
        Instant? AwaySince, Instant? NextTryAt, int Waiting);

    private const int MostBatches = 20;

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var roads = await desk.Db.Set<Road>().AsNoTracking().OrderBy(r => r.Name).ToListAsync(ct);
        var ends = (await desk.Db.Set<PayerRoad>().AsNoTracking().OrderBy(e => e.Rank).ToListAsync(ct)).ToLookup(e => e.PayerId);
        var asking = await desk.Db.Set<PayerAsking>().AsNoTracking().ToDictionaryAsync(a => a.PayerId, ct);
        var contacts = await desk.Db.Set<PayerContact>().AsNoTracking().ToDictionaryAsync(c => c.PayerId, ct);
        var waiting = await desk.Db.Set<EligibilityCheck>().Where(c => c.State == CheckState.Waiting).GroupBy(c => c.PayerId)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var batches = await desk.Db.Set<EligibilityBatch>().AsNoTracking().OrderByDescending(b => b.Id).Take(MostBatches)
            .Select(b => new { b.Id, b.RoadId, b.State, b.Questions, b.Answers, b.CreatedAt, b.SentAt, b.EndedAt, b.Fault }).ToListAsync(ct);
        var types = await directory.EveryVisitTypeAsync(desk, ct);
        var names = (await directory.EveryPayerAsync(desk, ct)).ToDictionary(p => p.Id, p => p.Name);
        var services = await desk.Db.Set<VisitServices>().AsNoTracking().ToListAsync(ct);
        return new([.. roads.Select(r => new RoadLine(r.Id, r.Name, r.Kind, r.Address, r.SenderId, r.ReceiverId, r.UserName, r.Secret is not null, r.Fingerprint, r.IsTest, r.IsActive))],
            [.. (await directory.PayersAsync(desk, ct)).Select(p => new PayerLine(p.Id, p.Name, p.PayerCode,
                [.. ends[p.Id].Select(e => new SetPayerRoads.RoadEnd(e.RoadId, e.EligibilityCode, e.ClaimsCode))],
                Form(asking.GetValueOrDefault(p.Id) ?? PayerAsking.Usual(p.Id)), contacts.GetValueOrDefault(p.Id)?.AwaySince,
                contacts.GetValueOrDefault(p.Id)?.NextTryAt, waiting.GetValueOrDefault(p.Id)))],
            [.. batches.Select(b => new BatchLine(b.Id.Value, roads.First(r => r.Id == b.RoadId).Name, b.State, b.Questions, b.Answers, b.CreatedAt, b.SentAt, b.EndedAt,
                b.Fault is { } fault ? CheckFaults.SayOfBatch(fault, b.State) : null))],
            [.. services.Select(s => new ServicesLine(s.VisitTypeId, types.First(t => t.Id == s.VisitTypeId).Name, s.PayerId, s.PayerId is { } of ? names.GetValueOrDefault(of) : null, s.ServiceTypes))
                .OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase).ThenBy(s => s.PayerName, StringComparer.OrdinalIgnoreCase)],
            [.. (await directory.VisitTypesAsync(desk, ct)).Select(t => new Choice(t.Id, t.Name))],
            await day.ZoneAsync(desk, ct), (desk.Roles & Roles.Administrator) != 0);
    }

    private static SetPayerRoads.AskingForm Form(PayerAsking a) => new(a.ByHandOnly, a.OnBooking, a.OnPolicyChange, a.OnMove, a.AtCheckIn, a.DaysBefore,
        a.OnFirstOfMonth, a.OnNewPlanYear, a.PlanYearMonth, a.GoodForHours, a.MonthsBack, a.MonthsAhead, a.HasIdPerPerson, a.NeedsBirthDate, a.ServiceTypes, a.HasMedicareIds, a.BatchHour);
}
