using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.DemoData;

/// <summary>Fills one day of one site. Running it again changes nothing: ids come from the site, the date and the slot.</summary>
internal sealed class DemoDay(ISchedule schedule, IVisits visits)
{
    private const int SlotMinutes = 30;

    // 08:00 to 11:30 and 13:00 to 16:30.
    private static readonly TimeOnly[] s_slots =
        [.. Enumerable.Range(0, 18).Select(i => new TimeOnly(8, 0).AddMinutes(i * SlotMinutes)).Where(t => t.Hour != 12)];

    /// <summary>What happened so far to one appointment of today.</summary>
    private enum Outcome { Booked, Confirmed, Cancelled, NoShow, Arrived, CheckedIn, Roomed, WithProvider, CheckedOut, Left }

    private sealed record Slot(AppointmentId Id, DemoHouse.Doctor Doctor, int Row, int Number, TimeOnly Time, PatientId Patient, DemoHouse.Kind Kind, bool IsThin);

    /// <summary>A few appointments a provider: those of days gone by were kept or missed, those of days to come are booked.</summary>
    public async Task FillThinlyAsync(DeskTransaction transaction, Func<Instant, Desk> deskAt, DemoHouse.Site site, DateOnly date,
        bool isPast, Instant now, CancellationToken ct)
    {
        var desk = deskAt(now);
        var booked = await BookedAsync(transaction.Db, site, date, ct);
        foreach (var slot in Slots(site, date).Where(s => s.IsThin))
        {
            var starts = PracticeClock.At(date, slot.Time, site.Zone);
            if (!booked.TryGetValue(slot.Id, out var known))
            {
                if (!await AddAsync(isPast ? deskAt(starts.Minus(Duration.FromDays(9))) : desk, slot, site, date, ct))
                    continue;
                if (!isPast && slot.Number % 3 == 0)
                    await schedule.SettleAsync(desk, slot.Id, AppointmentState.Confirmed, null, ct);
            }
            // Booked ahead on an earlier day, and nobody was at the demo when it came.
            else if (!isPast || known.Time != slot.Time || known.State is not (AppointmentState.Booked or AppointmentState.Confirmed))
                continue;
            if (isPast && slot.Number % 11 == 5)
                await schedule.SettleAsync(deskAt(starts.Plus(Duration.FromMinutes(20))), slot.Id, AppointmentState.NoShow, null, ct);
            else if (isPast)
                await SeeAsync(deskAt, slot, site, starts.Plus(Duration.FromMinutes(slot.Kind.Minutes)), Outcome.CheckedOut, ct);
            await desk.SaveAsync(ct);
            // A context grows slow with everything it has seen.
            transaction.Db.ChangeTracker.Clear();
        }
    }

    /// <summary>Ends a day that is over: whoever was still here went home in the evening, whoever never came is a no-show or was seen.</summary>
    /// <returns>How many visits it ended.</returns>
    public async Task<int> FinishAsync(DeskTransaction transaction, Func<Instant, Desk> deskAt, DemoHouse.Site site, DateOnly date, CancellationToken ct)
    {
        var db = transaction.Db;
        var booked = await BookedAsync(db, site, date, ct);
        var states = await db.Set<VisitRow>().Where(v => v.LocationId == site.Id && v.Date == date && v.AppointmentId != null)
            .ToDictionaryAsync(v => v.AppointmentId.GetValueOrDefault(), ct);
        var ended = 0;
        foreach (var slot in Slots(site, date))
        {
            // Moved or cancelled by somebody: that is theirs.
            if (!booked.TryGetValue(slot.Id, out var known) || known.Time != slot.Time || !states.TryGetValue(slot.Id, out var visit))
                continue;
            var ends = PracticeClock.At(date, slot.Time.AddMinutes(slot.Kind.Minutes), site.Zone);
            if (visit.State is VisitState.Arrived or VisitState.CheckedIn or VisitState.Roomed or VisitState.WithProvider)
                await SeeAsync(deskAt, slot, site, visit.Since.Plus(Duration.FromMinutes(40)), Outcome.CheckedOut, ct, from: visit.State);
            else if (known.State is not (AppointmentState.Booked or AppointmentState.Confirmed))
                continue;
            else if (slot.Number % 9 == 4)
                await schedule.SettleAsync(deskAt(ends), slot.Id, AppointmentState.NoShow, null, ct);
            else
                await SeeAsync(deskAt, slot, site, ends, Outcome.CheckedOut, ct);
            await deskAt(ends).SaveAsync(ct);
            db.ChangeTracker.Clear();
            ended++;
        }
        return ended;
    }

    private static Task<Dictionary<AppointmentId, AppointmentRow>> BookedAsync(DeskDb db, DemoHouse.Site site, DateOnly date, CancellationToken ct) =>
        db.Set<AppointmentRow>().Where(a => a.LocationId == site.Id && a.Date == date).ToDictionaryAsync(a => a.Id, ct);

    /// <summary>A full today in every state, as if the day were well under way whatever the clock says.</summary>
    /// <returns>False when somebody was already seen today: then nothing was done.</returns>
    public async Task<bool> FillTodayAsync(DeskTransaction transaction, Func<Instant, Desk> deskAt, DemoHouse.Site site, DateOnly today,
        Instant now, CancellationToken ct)
    {
        var db = transaction.Db;
        if (await db.Set<VisitRow>().AnyAsync(v => v.LocationId == site.Id && v.Date == today && v.State != VisitState.Expected, ct))
            return false;
        var booked = await BookedAsync(db, site, today, ct);
        List<Slot> there = [];
        foreach (var slot in Slots(site, today))
        {
            var known = booked.GetValueOrDefault(slot.Id);
            // Somebody moved or cancelled it: that is theirs now.
            if (known is { State: not (AppointmentState.Booked or AppointmentState.Confirmed) } || (known is not null && known.Time != slot.Time))
                continue;
            if (known is not null || await AddAsync(deskAt(now.Minus(Duration.FromDays(5))), slot, site, today, ct))
                there.Add(slot);
            db.ChangeTracker.Clear();
        }
        var wall = TimeOnly.FromDateTime(PracticeClock.Local(now, site.Zone));
        var position = wall < new TimeOnly(10, 30) ? new TimeOnly(10, 40) : wall > new TimeOnly(15, 0) ? new TimeOnly(15, 10) : wall;
        foreach (var (slot, outcome) in Story(there, position))
        {
            // As long ago as the day's story says, counted back from now: nothing lies in the future.
            var since = now.Minus(Duration.FromMinutes(Ago(slot, outcome, position)));
            await SettleAsync(deskAt, slot, site, outcome, since, ct);
            db.ChangeTracker.Clear();
        }
        return true;
    }

    private static IEnumerable<(Slot Slot, Outcome Outcome)> Story(IReadOnlyList<Slot> slots, TimeOnly position)
    {
        var past = slots.Where(s => s.Time.AddMinutes(SlotMinutes) <= position).OrderBy(s => s.Time).ThenBy(s => s.Row).ToList();
        for (var i = 0; i < past.Count; i++)
        {
            yield return (past[i], i switch
            {
                2 or 9 => Outcome.NoShow,
                4 => Outcome.Left,
                5 or 11 => Outcome.Cancelled,
                _ => Outcome.CheckedOut,
            });
        }
        Outcome[] now = [Outcome.WithProvider, Outcome.Roomed, Outcome.WithProvider, Outcome.CheckedIn];
        Outcome[] soon = [Outcome.Arrived, Outcome.CheckedIn, Outcome.Arrived, Outcome.Confirmed];
        foreach (var row in slots.GroupBy(s => s.Row))
        {
            var ahead = row.Where(s => s.Time.AddMinutes(SlotMinutes) > position).OrderBy(s => s.Time).ToList();
            for (var i = 0; i < ahead.Count; i++)
            {
                yield return (ahead[i], i switch
                {
                    0 => now[row.Key % 4],
                    1 => soon[row.Key % 4],
                    _ => (i + row.Key) % 7 == 6 ? Outcome.Cancelled : (i + row.Key) % 2 == 0 ? Outcome.Confirmed : Outcome.Booked,
                });
            }
        }
    }

    private static int Ago(Slot slot, Outcome outcome, TimeOnly position) => outcome switch
    {
        Outcome.Arrived => 4 + slot.Row * 5,
        Outcome.CheckedIn => 6 + slot.Row * 4,
        Outcome.Roomed => 9 + slot.Row,
        Outcome.WithProvider => 7 + slot.Row * 2,
        Outcome.Booked or Outcome.Confirmed => 24 * 60,
        Outcome.Cancelled => 18 * 60,
        _ => Math.Max(5, (int)(position - slot.Time).TotalMinutes - slot.Kind.Minutes),
    };

    private async Task<bool> AddAsync(Desk desk, Slot slot, DemoHouse.Site site, DateOnly date, CancellationToken ct)
    {
        // Somebody may have moved it to another day: that is theirs now.
        if (await schedule.FindAsync(desk, slot.Id, ct) is not null
            || !await schedule.TryAddAsync(desk, slot.Id, slot.Patient, slot.Doctor.Id, site.Id, slot.Kind.Id, date, slot.Time,
                slot.Kind.Minutes, null, ct))
            return false;
        await visits.ForAppointmentAsync(desk, slot.Id, ct);
        return true;
    }

    private async Task SettleAsync(Func<Instant, Desk> deskAt, Slot slot, DemoHouse.Site site, Outcome outcome, Instant since, CancellationToken ct)
    {
        switch (outcome)
        {
            case Outcome.Booked:
                break;
            case Outcome.Confirmed:
                await schedule.SettleAsync(deskAt(since), slot.Id, AppointmentState.Confirmed, null, ct);
                break;
            case Outcome.Cancelled:
                await schedule.SettleAsync(deskAt(since), slot.Id, AppointmentState.Cancelled, "Patient called: cannot come", ct);
                break;
            case Outcome.NoShow:
                await schedule.SettleAsync(deskAt(since), slot.Id, AppointmentState.NoShow, null, ct);
                break;
            default:
                await SeeAsync(deskAt, slot, site, since, outcome, ct);
                break;
        }
        await deskAt(since).SaveAsync(ct);
    }

    /// <summary>Takes a visit to a state, the last step at <paramref name="until"/> and each earlier one some minutes before.</summary>
    /// <param name="from">Where the visit is already.</param>
    private async Task SeeAsync(Func<Instant, Desk> deskAt, Slot slot, DemoHouse.Site site, Instant until, Outcome outcome, CancellationToken ct,
        VisitState from = VisitState.Expected)
    {
        VisitState[] steps = outcome switch
        {
            Outcome.Arrived => [VisitState.Arrived],
            Outcome.CheckedIn => [VisitState.Arrived, VisitState.CheckedIn],
            Outcome.Roomed => [VisitState.Arrived, VisitState.CheckedIn, VisitState.Roomed],
            Outcome.WithProvider => [VisitState.Arrived, VisitState.CheckedIn, VisitState.Roomed, VisitState.WithProvider],
            Outcome.Left => [VisitState.Arrived, VisitState.CheckedIn, VisitState.LeftWithoutBeingSeen],
            _ => [VisitState.Arrived, VisitState.CheckedIn, VisitState.Roomed, VisitState.WithProvider, VisitState.CheckedOut],
        };
        var visit = await visits.ForAppointmentAsync(deskAt(until), slot.Id, ct);
        for (var i = Array.IndexOf(steps, from) + 1; i < steps.Length; i++)
        {
            var desk = deskAt(until.Minus(Duration.FromMinutes(8 * (steps.Length - 1 - i))));
            if (i == 0 && from == VisitState.Expected)
                await schedule.SettleAsync(desk, slot.Id, AppointmentState.Kept, null, ct);
            await visits.ChangeAsync(desk, visit.Id, steps[i], steps[i] == VisitState.Roomed ? DemoHouse.Room(site, 1 + slot.Row) : null, ct);
            await desk.SaveAsync(ct);
        }
    }

    private static IEnumerable<Slot> Slots(DemoHouse.Site site, DateOnly date)
    {
        var siteNumber = DemoHouse.Sites.TakeWhile(s => s.Id != site.Id).Count();
        var doctors = DemoHouse.Doctors.Where(d => d.Site.Id == site.Id).ToList();
        for (var row = 0; row < doctors.Count; row++)
        {
            for (var i = 0; i < s_slots.Length; i++)
            {
                var dice = new DemoDice(string.Create(CultureInfo.InvariantCulture, $"{site.Name}/{date:yyyy-MM-dd}/{row}/{i}"));
                // 7 and the number of people share no divisor: nobody comes twice on one day.
                var person = (date.DayNumber * 211 + (siteNumber * 64 + row * 16 + i) * 7) % DemoPeople.Count;
                yield return new Slot(
                    DemoDice.Id<AppointmentId>(string.Create(CultureInfo.InvariantCulture, $"{site.Name}/{date:yyyy-MM-dd}/{row}/{i}")),
                    doctors[row], row, row * s_slots.Length + i, s_slots[i], DemoDice.Id<PatientId>(person.ToString(CultureInfo.InvariantCulture)),
                    DemoHouse.Kinds[dice.Below(DemoHouse.Kinds.Count - 1)], dice.Percent(18));
            }
        }
    }
}
