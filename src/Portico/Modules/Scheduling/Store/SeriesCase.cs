using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Many visits of one patient with one provider at one place, read and judged together.</summary>
internal sealed class SeriesCase
{
    private const int Alternatives = 3;
    private const int DaysAround = 3;

    private readonly Desk _desk;
    private readonly VisitCase _visit;
    private readonly VisitCase.Named _found;
    private readonly VisitQuestion _question;
    private readonly DayPlans _plans;
    private readonly OtherVisits _others;
    private readonly DateOnly _today;

    private SeriesCase(Desk desk, VisitCase visit, VisitCase.Named found, VisitQuestion question, DayPlans plans, OtherVisits others)
    {
        (_desk, _visit, _found, _question, _plans, _others) = (desk, visit, found, question, plans, others);
        _today = DateOnly.FromDateTime(PracticeClock.Local(desk.Now, found.Zone));
    }

    /// <summary>One visit of the series, with what it wants.</summary>
    internal sealed record Item(SeriesSlot Slot, AppointmentId Id, Place Place, IReadOnlyList<Wanted> Wanted);

    public VisitCase.Named Found => _found;

    public VisitPlan Plan => _visit.Plan;

    /// <summary>The wanted cells as <see cref="CheckAsync"/> found them. Null before.</summary>
    public CellsRead? Cells { get; private set; }

    /// <param name="desk">The attempt.</param>
    /// <param name="question">Of the first visit.</param>
    /// <param name="slots">All of them.</param>
    /// <param name="moved">Visits that are moved: they are in nobody's way.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <returns>Null: patient, visit type, provider or location is not there or no longer in use.</returns>
    public static async Task<SeriesCase?> ReadAsync(
        Desk desk, VisitQuestion question, IReadOnlyList<SeriesSlot> slots, IReadOnlyCollection<AppointmentId> moved, CancellationToken ct)
    {
        var (first, last) = (slots.Min(s => s.Date).AddDays(-DaysAround), slots.Max(s => s.Date).AddDays(DaysAround));
        var visit = await VisitCase.ReadAsync(desk, question with { AsksOthers = false, From = first, Until = last }, ct);
        if (visit.Found is not { } found)
            return null;
        var plans = await DayPlans.ReadAsync(desk, question.Location, found.Zone, question.Provider, first, last, ct);
        var patient = question.Patient;
        var ids = moved.ToArray();
        var rows = await (from a in desk.Db.Set<AppointmentRow>()
                          join t in desk.Db.Set<VisitTypeRow>() on new { a.PracticeId, Id = a.VisitTypeId } equals new { t.PracticeId, t.Id }
                          join l in desk.Db.Set<LocationRow>() on new { a.PracticeId, Id = a.LocationId } equals new { l.PracticeId, l.Id }
                          where a.PatientId == patient && a.Date >= first && a.Date <= last
                              && a.State != AppointmentState.Cancelled && a.State != AppointmentState.NoShow && !ids.Contains(a.Id)
                          orderby a.StartsAt
                          select new { a.Id, a.Date, a.Time, a.Minutes, a.StartsAt, a.EndsAt, a.LocationId, l.Zip, a.VisitTypeId, t.Mode }).ToListAsync(ct);
        var map = rows.Exists(r => r.LocationId != question.Location) ? await ZipMap.ReadAsync(desk, [found.Zip, .. rows.Select(r => r.Zip)], ct) : ZipMap.Empty;
        var others = new OtherVisits(found.Type, found.Zip, map, [.. rows.Select(r => new StandingVisit(r.Id, r.Date, r.Time, r.Minutes, r.StartsAt, r.EndsAt,
            r.LocationId, r.Zip, r.VisitTypeId, r.Mode == VisitMode.OnSite))]);
        return new SeriesCase(desk, visit, found, question, plans, others);
    }

    /// <summary>Judges every visit and looks whether its cells are free.</summary>
    /// <param name="slots">When each is to stand.</param>
    /// <param name="ids">Whose cells each takes.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <returns>Those that fit, and those that do not with what is free near them. A hint until the cells decide.</returns>
    public async Task<(IReadOnlyList<Item> Fit, IReadOnlyList<SeriesConflict> Conflicts)> CheckAsync(
        IReadOnlyList<SeriesSlot> slots, IReadOnlyList<AppointmentId> ids, CancellationToken ct)
    {
        var items = slots.Select((slot, i) => (Number: i + 1, Judged: Judge(slot, ids[i]))).ToList();
        var cells = Cells = await CellGuard.ReadAsync(_desk, [.. items.SelectMany(i => i.Judged.Item?.Wanted ?? [])], null, ct);
        List<Item> fit = [];
        List<(int Number, SeriesSlot Slot, SeriesProblem Problem, WhyNot? Why)> bad = [];
        HashSet<TakenCell> ours = [];
        foreach (var (number, (slot, item, problem, why)) in items)
        {
            if (item is null)
            {
                bad.Add((number, slot, problem, why));
                continue;
            }
            if (Choose(item, cells, ours) is { } missing)
                bad.Add((number, slot, missing, null));
            else
                fit.Add(item);
        }
        List<SeriesConflict> conflicts = [];
        foreach (var (number, slot, problem, why) in bad)
            conflicts.Add(new SeriesConflict(number, slot, problem, why, await NearAsync(slot, [.. slots], ct)));
        return (fit, conflicts);
    }

    /// <summary>What the patient has beside the visits of the series: too far away to get from one to the other, or of the same type on the day.</summary>
    /// <param name="items">The visits of the series.</param>
    public IReadOnlyList<SeriesOther> Beside(IReadOnlyList<Item> items)
    {
        List<SeriesOther> found = [];
        for (var i = 0; i < items.Count; i++)
        {
            var (place, slot) = (items[i].Place, items[i].Slot);
            if (_others.TooFarFrom(place, place.Minutes) is { } far)
                found.Add(new(i + 1, slot, SeriesOtherKind.TooFar, far.Id, far.Time, far.Minutes));
            else if (_others.SameAs(place) is { } same)
                found.Add(new(i + 1, slot, SeriesOtherKind.Same, same.Id, same.Time, same.Minutes));
        }
        return found;
    }

    /// <summary>The visits of the series that lie outside the networks of the patient's payers, judged on each date as one visit is.</summary>
    /// <param name="plans">Knows the patient's payers.</param>
    /// <param name="items">The visits of the series.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <returns>Null: none does.</returns>
    public async Task<(VisitCase.OutsideNetwork Payer, IReadOnlyList<DateOnly> Dates)?> OutsideAsync(IPatientPlans plans, IReadOnlyList<Item> items, CancellationToken ct)
    {
        if (_question.Patient is not { } patient)
            return null;
        List<(DateOnly Date, PatientPlan Plan)> policies = [];
        var batch = _desk.Batch();
        foreach (var date in items.Select(i => i.Place.Date).Distinct())
            plans.Ask(batch, _desk.Db.PracticeId, patient, date, plan => policies.Add((date, plan)));
        await batch.RunAsync(ct);
        if (policies.Count == 0)
            return null;
        var payers = policies.Select(p => p.Plan.Payer).Distinct().ToList();
        var contracts = await _desk.Db.Set<ParticipationRow>().Where(c => payers.Contains(c.PayerId)).ToListAsync(ct);
        // A payer of whom the practice has recorded nothing is not judged; of several policies one in the network is enough.
        bool IsIn(DateOnly date, PatientPlan plan) => contracts.Exists(c => c.ProviderId == _question.Provider && c.LocationId == _question.Location
            && c.PayerId == plan.Payer && (c.Product.Length == 0 || c.Product == plan.Product) && c.ValidFrom <= date && !(c.ValidTo < date));
        var outside = policies.GroupBy(p => p.Date).Where(day => !day.Any(p => IsIn(p.Date, p.Plan)))
            .Select(day => (Date: day.Key, Plan: day.Select(p => p.Plan).FirstOrDefault(p => contracts.Exists(c => c.PayerId == p.Payer))))
            .Where(day => day.Plan is not null).OrderBy(day => day.Date).ToList();
        return outside is [{ Plan: { } first }, ..] ? (new(first.Payer, first.PayerName), [.. outside.Select(o => o.Date)]) : null;
    }

    private static SeriesProblem? Choose(Item item, CellsRead cells, HashSet<TakenCell> ours)
    {
        var (chosen, missing) = Claims.Choose(item.Wanted, c => cells.Taken.Contains(c) || ours.Contains(c));
        if (chosen is not null)
            ours.UnionWith(chosen.SelectMany(Claims.Cells));
        return missing is null ? null : ProblemOf(missing);
    }

    /// <summary>What a wish that was not met means for a visit of a series.</summary>
    public static SeriesProblem ProblemOf(Wanted missing) => missing.Of switch
    {
        WantedOf.Provider => SeriesProblem.Taken,
        WantedOf.Cap => SeriesProblem.NotOpen,
        _ => SeriesProblem.NothingFree,
    };

    private (SeriesSlot Slot, Item? Item, SeriesProblem Problem, WhyNot? Why) Judge(SeriesSlot slot, AppointmentId id)
    {
        var place = new Place(_question.Provider, _question.Location, slot.Date, slot.Time, _visit.Plan.Minutes, _found.Zone);
        if (place.Date < _today)
            return (slot, null, SeriesProblem.InThePast, null);
        if (place.Date > BookingHorizon.Last(_desk.Now, _found.Zone))
            return (slot, null, SeriesProblem.TooFarAhead, null);
        if (_others.OverlapWith(place, place.Minutes) is not null)
            return (slot, null, SeriesProblem.PatientBusy, null);
        var verdict = _visit.Judge(place, _desk.Now, _plans.Of(_question.Provider, place.Date));
        return verdict.Allows
            ? (slot, new Item(slot, id, place, _visit.Wanted(CellOwner.Of(id), place, verdict, verdict.Lanes)), default, null)
            : (slot, null, SeriesProblem.NotOpen, verdict.Reasons[0]);
    }

    // The same day first, then the same time on the days around it; never a day that the series uses already.
    private async Task<IReadOnlyList<SeriesSlot>> NearAsync(SeriesSlot slot, HashSet<SeriesSlot> used, CancellationToken ct)
    {
        var sameDay = Enumerable.Range(0, 24 * 4).Select(q => new SeriesSlot(slot.Date, TimeOnly.MinValue.AddMinutes(15 * q)))
            .Where(s => s.Time != slot.Time).OrderBy(s => Math.Abs((s.Time - slot.Time).TotalMinutes)).ThenBy(s => s.Time);
        var around = Enumerable.Range(1, DaysAround).SelectMany(d => new[] { slot.Date.AddDays(d), slot.Date.AddDays(-d) })
            .Select(date => slot with { Date = date });
        var open = around.Concat(sameDay).Where(s => !used.Contains(s)).Select(s => Judge(s, Id.New<AppointmentId>()).Item).OfType<Item>().Take(24).ToList();
        if (open.Count == 0)
            return [];
        var cells = await CellGuard.ReadAsync(_desk, [.. open.SelectMany(i => i.Wanted)], null, ct);
        return [.. open.Where(i => Claims.Choose(i.Wanted, cells.Taken.Contains).Chosen is not null).Take(Alternatives).Select(i => i.Slot)
            .OrderBy(s => s.Date).ThenBy(s => s.Time)];
    }
}

/// <summary>The later part of a series.</summary>
internal static class SeriesRest
{
    /// <summary>A visit and those after it that can still be changed, in order, tracked.</summary>
    public static async Task<IReadOnlyList<Appointment>> FromAsync(Desk desk, Appointment first, CancellationToken ct)
    {
        var (series, from) = (first.SeriesId, first.StartsAt);
        return await desk.Db.Set<Appointment>().AsTracking().Where(a => a.SeriesId == series && a.StartsAt >= from
            && (a.State == AppointmentState.Booked || a.State == AppointmentState.Confirmed)).OrderBy(a => a.StartsAt).ToListAsync(ct);
    }
}
