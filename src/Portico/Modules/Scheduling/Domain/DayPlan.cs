using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Clock;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>When patients may be booked with one provider at one place on one date, and which: the template with its exceptions and rules.</summary>
/// <remarks>It reaches into the night before and after: a visit of the date may end after midnight, in a session of the next day too.
/// Cells inside the plan are counted from an hour before midnight; those of its answers from midnight, which is cell 0.</remarks>
public sealed class DayPlan
{
    private const int Before = LocalDay.Window.Before;

    private readonly LocationId _location;
    private readonly IReadOnlyList<TemplateException> _exceptions;
    private readonly SessionTerms _terms;

    // Those of the date, those that came over midnight, and those of the next date that a visit can run into.
    private readonly List<Session> _near = [];
    private readonly DayBits _blocked;
    private readonly DayBits[] _lanes;
    private readonly bool _hasTerms;
    private readonly bool _hasBuffers;

    public LocalDay Day { get; }

    public DateOnly Date => Day.Date;

    /// <summary>IANA.</summary>
    public string Zone => Day.Zone;

    /// <summary>The cell in which the local day begins.</summary>
    public long FirstCell => Day.FirstCell;

    /// <summary>Those that touch the date, earliest first; blocks are not cut out.</summary>
    public IReadOnlyList<Session> Sessions { get; }

    public int Lanes => _lanes.Length;

    /// <summary>A session that touches the date. In wall time.</summary>
    /// <param name="Date">The day on which it begins.</param>
    /// <param name="Ends">Not after <paramref name="Starts"/>: on the day after.</param>
    /// <param name="Lanes">How many patients at once.</param>
    /// <param name="Template">Absent for an extra session.</param>
    public sealed record Session(DateOnly Date, TimeOnly Starts, TimeOnly Ends, int Lanes, SessionTemplate? Template)
    {
        /// <summary>The day on which it ends.</summary>
        public DateOnly EndDate => Ends > Starts ? Date : Date.AddDays(1);

        internal int From { get; init; }
        internal int End { get; init; }
        internal DayBits Open { get; init; }
        internal IReadOnlyList<SessionRule> Rules { get; init; } = [];
        internal IReadOnlyList<Kept> Slots { get; init; } = [];
    }

    internal sealed record Kept(ReservedSlot Slot, DateOnly Date, int From, int End);

    private DayPlan(LocalDay day, LocationId location, IEnumerable<SessionTemplate> templates, IEnumerable<TemplateException> exceptions,
        SessionTerms terms)
    {
        (Day, _location, _terms) = (day, location, terms);
        _exceptions = [.. exceptions.Where(e => e.LocationId is not { } only || only == location)];
        IReadOnlyList<SessionTemplate> here = [.. templates.Where(t => t.LocationId == location)];

        Add(day.Date.AddDays(-1), here, overnightOnly: true);
        Add(day.Date, here, overnightOnly: false);
        var midnight = day.Length + Before;
        Sessions = [.. _near.Where(s => s.From < midnight && s.End > Before).OrderBy(s => s.Date).ThenBy(s => s.Starts)];
        // A visit can only run into the next day's sessions out of one that lasts until then.
        if (_near.Exists(s => s.End >= midnight))
            Add(day.Date.AddDays(1), here, overnightOnly: false);

        _blocked = Blocks();
        _hasTerms = _near.Exists(s => s.Rules.Count > 0 || s.Slots.Count > 0 || s.Template is { LeadMinutes: > 0 } or { HorizonDays: not null });
        _hasBuffers = _near.Exists(s => s.Template is { BufferBefore: > 0 } or { BufferAfter: > 0 });
        _lanes = Stack(_near.Select(s => (s.Open, s.Lanes)));
    }

    /// <param name="date">The local date.</param>
    /// <param name="location">Where.</param>
    /// <param name="zone">The location's IANA zone.</param>
    /// <param name="templates">One provider's, all that count on the date or on the days beside it.</param>
    /// <param name="exceptions">The same provider's, of the same days.</param>
    /// <param name="terms">Rules, kept slots and holidays. Null: none.</param>
    /// <remarks>A time in a gap is the first one after it; a time that comes twice is the earlier one. So a session that begins
    /// at 02:30 on the day of the spring change begins at 03:00, and one from 01:00 to 02:00 in autumn lasts two hours.</remarks>
    public static DayPlan Of(DateOnly date, LocationId location, string zone,
        IEnumerable<SessionTemplate> templates, IEnumerable<TemplateException> exceptions, SessionTerms? terms = null) =>
        Of(LocalDay.Of(date, zone), location, templates, exceptions, terms ?? SessionTerms.None);

    /// <summary>The same for a day that many providers share.</summary>
    public static DayPlan Of(LocalDay day, LocationId location,
        IEnumerable<SessionTemplate> templates, IEnumerable<TemplateException> exceptions, SessionTerms terms) =>
        new(day, location, templates, exceptions, terms);

    private void Add(DateOnly date, IReadOnlyList<SessionTemplate> templates, bool overnightOnly)
    {
        var isOff = false;
        foreach (var exception in _exceptions)
        {
            if (!exception.CountsOn(date, _location))
                continue;
            isOff |= exception.Kind == ExceptionKind.DayOff;
            if (exception is { Kind: ExceptionKind.ExtraSession, Starts: { } starts, Ends: { } ends } && !(overnightOnly && ends > starts))
                Add(new Session(date, starts, ends, exception.Lanes, null));
        }
        if (isOff)
            return;
        foreach (var template in templates)
        {
            if (!(overnightOnly && template.Ends > template.Starts) && template.CountsOn(date))
                Add(new Session(date, template.Starts, template.Ends, template.Lanes, template));
        }
    }

    private void Add(Session session)
    {
        var from = Day.StartBit(session.Date, session.Starts) + Before;
        var end = Day.EndBit(session.EndDate, session.Ends) + Before;
        if (end <= 0 || from >= DayBits.Capacity)
            return;
        var open = default(DayBits);
        open.Fill(from, end, true);
        if (session.Template is { } template)
        {
            for (var date = session.Date; date <= session.EndDate; date = date.AddDays(1))
            {
                if (_terms.HolidayOn(date, _location) is not null)
                    open.Fill(Day.StartBit(date, TimeOnly.MinValue) + Before, Day.StartBit(date.AddDays(1), TimeOnly.MinValue) + Before, false);
            }
            if (open.IsEmpty)
                return;
            session = session with { Rules = [.. _terms.RulesOf(template.Id)], Slots = [.. _terms.SlotsOf(template.Id).Select(slot => Keep(session, slot))] };
        }
        _near.Add(session with { From = from, End = end, Open = open });
    }

    private Kept Keep(Session session, ReservedSlot slot)
    {
        var date = slot.Starts < session.Starts ? session.EndDate : session.Date;
        return new Kept(slot, date, Day.StartBit(date, slot.Starts) + Before,
            Day.EndBit(slot.Ends > slot.Starts ? date : date.AddDays(1), slot.Ends) + Before);
    }

    /// <summary>What of the date is taken out of the template, in wall time and cut to the date: for the grid and the sheet.</summary>
    /// <param name="Starts">Null: the whole day.</param>
    /// <param name="Ends">Null: the whole day. Midnight: its end.</param>
    public sealed record Away(TimeOnly? Starts, TimeOnly? Ends, string Reason);

    /// <summary>The holiday, days off and blocks of the date, the rest of a night's block too.</summary>
    public IReadOnlyList<Away> AwayTimes()
    {
        List<Away> away = [];
        if (_terms.HolidayOn(Date, _location) is { } holiday)
            away.Add(new(null, null, holiday.Name));
        var before = Date.AddDays(-1);
        foreach (var e in _exceptions)
        {
            if (e.Kind == ExceptionKind.DayOff && e.CountsOn(Date, _location))
                away.Add(new(null, null, e.Reason));
            if (e is not { Kind: ExceptionKind.Block, Starts: { } starts, Ends: { } ends })
                continue;
            var isOvernight = ends <= starts;
            if (isOvernight && ends > TimeOnly.MinValue && e.CountsOn(before, _location))
                away.Add(new(TimeOnly.MinValue, ends, e.Reason));
            if (e.CountsOn(Date, _location))
                away.Add(new(starts, isOvernight ? TimeOnly.MinValue : ends, e.Reason));
        }
        return away;
    }

    private DayBits Blocks()
    {
        var blocked = default(DayBits);
        foreach (var (_, from, end) in BlocksNear())
            blocked.Fill(from, end, true);
        return blocked;
    }

    private IEnumerable<(TemplateException Block, int From, int End)> BlocksNear()
    {
        for (var (date, last) = (Date.AddDays(-1), Date.AddDays(1)); date <= last; date = date.AddDays(1))
        {
            foreach (var block in _exceptions)
            {
                if (block is { Kind: ExceptionKind.Block, Starts: { } starts, Ends: { } ends } && block.CountsOn(date, _location))
                    yield return (block, Day.StartBit(date, starts) + Before, Day.EndBit(ends > starts ? date : date.AddDays(1), ends) + Before);
            }
        }
    }

    // Sessions at one time do not add up: the wider one has the narrower one's lanes too.
    private DayBits[] Stack(IEnumerable<(DayBits Open, int Lanes)> sessions)
    {
        DayBits[] lanes = [];
        foreach (var (open, count) in sessions)
        {
            if (count > lanes.Length)
                Array.Resize(ref lanes, count);
            for (var lane = 0; lane < count; lane++)
                lanes[lane] = lanes[lane].Or(open);
        }
        for (var lane = 0; lane < lanes.Length; lane++)
            lanes[lane] = lanes[lane].Without(_blocked);
        return lanes;
    }

    /// <summary>How long a visit of the day can be at most, in cells: whatever its kind, none longer finds a place beside what is taken.</summary>
    /// <param name="used">By lane, counted from an hour before midnight.</param>
    public int MostFree(IReadOnlyList<DayBits> used)
    {
        var most = 0;
        for (var lane = 0; lane < _lanes.Length; lane++)
            most = Math.Max(most, (lane < used.Count ? _lanes[lane].Without(used[lane]) : _lanes[lane]).LongestRun());
        return most;
    }

    private DayBits[] LanesFor(VisitAsk ask) => !_hasTerms ? _lanes : Stack(_near
        .Where(s => Objection(s, ask) is null)
        .Select(s => (OpenTo(s, ask), s.Lanes)));

    private DayBits OpenTo(Session session, VisitAsk ask)
    {
        var open = session.Open;
        if (session.Template is { LeadMinutes: > 0 } template)
            open.Fill(0, LeadBit(template, ask), false);
        foreach (var kept in session.Slots)
        {
            if (Release(kept, ask) is not null)
                open.Fill(kept.From, kept.End, false);
        }
        return open;
    }

    // A begun cell is over: what starts in it would start too early.
    private int LeadBit(SessionTemplate template, VisitAsk ask)
    {
        var earliest = ask.Now.Plus(Duration.FromMinutes(template.LeadMinutes));
        var cell = Cells.At(earliest);
        return (int)Math.Clamp(cell + (Cells.StartOf(cell) < earliest ? 1 : 0) - FirstCell + Before, 0, DayBits.Capacity);
    }

    // Null: open to this visit. A slot that is never released stays kept to its end.
    private Instant? Release(Kept kept, VisitAsk ask)
    {
        if (ask.Is(kept.Slot.Purpose))
            return null;
        Instant? release = kept.Slot.ReleaseHours > 0
            ? Cells.StartOf(FirstCell + kept.From - Before).Minus(Duration.FromHours(kept.Slot.ReleaseHours)) : null;
        if (kept.Slot.Purpose == SlotPurpose.SameDay)
        {
            var day = PracticeClock.At(kept.Date, TimeOnly.MinValue, Zone);
            release = release < day ? release : day;
        }
        return release is not { } at ? Instant.MaxValue : at > ask.Now ? at : null;
    }

    // What keeps the visit out of the whole session.
    private WhyNot? Objection(Session session, VisitAsk ask)
    {
        if (session.Template is { HorizonDays: { } days } && session.Date > DateOnly.FromDateTime(PracticeClock.Local(ask.Now, Zone)).AddDays(days))
            return new(WhyNotKind.TooFarAhead, FromDate: session.Date.AddDays(-days));
        var isAllowed = true;
        foreach (var rule in session.Rules)
        {
            if (rule.Kind == SessionRuleKind.Allow)
            {
                isAllowed = ask.Is(rule);
                if (isAllowed)
                    break;
            }
        }
        if (!isAllowed)
            return new(WhyNotKind.NotAllowed);
        foreach (var rule in session.Rules)
        {
            if (rule is { Kind: SessionRuleKind.Cap, Most: { } most } && ask.Is(rule)
                && most <= (ask.CapsTaken?.GetValueOrDefault((rule.CounterId, Cells.OfDay(session.Date))) ?? 0))
                return new(WhyNotKind.CapReached, Number: most);
        }
        return null;
    }

    /// <summary>Minutes of the date that can be booked by the hours alone: two lanes of an hour are two hours.</summary>
    public int OpenMinutes => _lanes.Sum(lane => lane.Set().Count(bit => bit >= Before && bit < Before + Day.Length)) * Cells.Minutes;

    /// <summary>How many lanes stand open during the whole span by the hours alone; 0 when a part of it lies outside the sessions.</summary>
    public int LanesFor(CellSpan span) => Open(_lanes, span);

    private int Open(DayBits[] lanes, CellSpan span)
    {
        var from = Bit(span);
        var open = 0;
        while (open < lanes.Length && lanes[open].HasAll(from, from + span.Count))
            open++;
        return open;
    }

    // Far from the day it is outside every session, and must not wrap around.
    private int Bit(CellSpan span) => (int)Math.Clamp(span.From - FirstCell + Before, -DayBits.Capacity, DayBits.Capacity);

    /// <summary>Whether a visit may stand in a span, whoever has its cells, and if not, why: booking, the finder and "why not?" ask it alike.</summary>
    /// <param name="span">The provider's part of the visit; it begins on this date.</param>
    /// <param name="ask">What, for whom and when it is asked.</param>
    public Verdict Judge(CellSpan span, VisitAsk ask)
    {
        var person = ask.Against(Date);
        var lanes = Open(LanesFor(ask), span);
        if (lanes > 0 && person.Count == 0)
            return new Verdict([], lanes, WithBuffers(span), CapsFor(span, ask));
        return new Verdict(lanes > 0 ? person : [.. person, .. Against(span, ask)], Open(_lanes, span), WithBuffers(span), CapsFor(span, ask));
    }

    // Why no lane is open throughout: what a senior could set aside one by one, so all of it.
    private HashSet<WhyNot> Against(CellSpan span, VisitAsk ask)
    {
        var (from, end) = (Bit(span), Bit(span) + span.Count);
        HashSet<WhyNot> reasons = [];
        if (Open(_lanes, span) == 0)
        {
            foreach (var (block, blockFrom, blockEnd) in BlocksNear())
            {
                if (blockFrom < end && from < blockEnd)
                    reasons.Add(new(WhyNotKind.Block, block.Reason, block.Starts, block.Ends));
            }
            if (!Covered().HasAll(from, end))
            {
                foreach (var date in DatesOf(span))
                {
                    if (_terms.HolidayOn(date, _location) is { } holiday)
                        reasons.Add(new(WhyNotKind.Holiday, holiday.Name));
                    if (_exceptions.FirstOrDefault(e => e.Kind == ExceptionKind.DayOff && e.CountsOn(date, _location)) is { } off)
                        reasons.Add(new(WhyNotKind.DayOff, off.Reason));
                }
                if (!reasons.Any(r => r.Kind is WhyNotKind.Holiday or WhyNotKind.DayOff))
                    reasons.Add(new(WhyNotKind.OutsideHours));
            }
        }
        foreach (var session in _near)
        {
            if (!session.Open.HasAny(from, end))
                continue;
            if (Objection(session, ask) is { } objection)
                reasons.Add(objection);
            if (session.Template is { LeadMinutes: > 0 } template && from < LeadBit(template, ask))
                reasons.Add(new(WhyNotKind.TooSoon, Number: template.LeadMinutes));
            foreach (var kept in session.Slots)
            {
                if (kept.From < end && from < kept.End && Release(kept, ask) is { } release)
                    reasons.Add(Of(kept.Slot, release));
            }
        }
        return reasons;
    }

    private WhyNot Of(ReservedSlot slot, Instant release)
    {
        DateTime? until = release == Instant.MaxValue ? null : PracticeClock.Local(release, Zone);
        return new(WhyNotKind.Kept, Starts: slot.Starts, Ends: slot.Ends, Purpose: slot.Purpose,
            FromDate: until is { } day ? DateOnly.FromDateTime(day) : null, FromTime: until is { } time ? TimeOnly.FromDateTime(time) : null);
    }

    private DayBits Covered()
    {
        var covered = default(DayBits);
        foreach (var session in _near)
            covered = covered.Or(session.Open);
        return covered;
    }

    private IEnumerable<DateOnly> DatesOf(CellSpan span)
    {
        yield return Date;
        if (Bit(span) + span.Count > Day.Length + Before)
            yield return Date.AddDays(1);
    }

    /// <summary>What a visit takes of the provider: its span and the buffers of the sessions that it begins or ends in. Outside them: the span.</summary>
    public CellSpan WithBuffers(CellSpan span)
    {
        if (!_hasBuffers)
            return span;
        var (before, after) = (BufferAt(Bit(span), t => t.BufferBefore), BufferAt(Bit(span) + span.Count - 1, t => t.BufferAfter));
        return new CellSpan(span.From - before, span.Count + before + after);
    }

    private int BufferAt(int bit, Func<SessionTemplate, int> minutes)
    {
        var most = 0;
        foreach (var session in _near)
        {
            if (session.Template is { } template && session.Open[bit])
                most = Math.Max(most, Cells.Count(minutes(template)));
        }
        return most;
    }

    /// <summary>The places that a visit in that span takes under the caps of its sessions.</summary>
    private List<CapPlace> CapsFor(CellSpan span, VisitAsk ask)
    {
        List<CapPlace> places = [];
        foreach (var session in _near)
        {
            if (session.Rules.Count == 0 || !session.Open.HasAny(Bit(span), Bit(span) + span.Count))
                continue;
            places.AddRange(session.Rules.Where(r => r.Kind == SessionRuleKind.Cap && ask.Is(r))
                .Select(r => new CapPlace(r.CounterId, Cells.OfDay(session.Date), r.Most ?? 0)));
        }
        return places;
    }

    /// <summary>Every counter of a cap near this date with its day: what is to be read before a visit is judged.</summary>
    public IEnumerable<(Guid Counter, long Day)> Counters => _near.SelectMany(s => s.Rules
        .Where(r => r.Kind == SessionRuleKind.Cap).Select(r => (r.CounterId, Cells.OfDay(s.Date))));

    /// <summary>Where a visit of <paramref name="cells"/> cells may begin on this date by the hours alone.</summary>
    /// <param name="cells">How long.</param>
    /// <param name="taken">The cells that are taken: (cell, lane). Those far from the date are ignored.</param>
    /// <returns>Start cells, counted from <see cref="FirstCell"/>.</returns>
    public DayBits Openings(int cells, IEnumerable<(long Cell, int Lane)> taken) => Openings(_lanes, cells, taken);

    /// <summary>Where a visit of <paramref name="cells"/> cells may begin on this date: where <see cref="Judge"/> allows it and its cells are free,
    /// those of the buffers too.</summary>
    /// <param name="ask">What, for whom and when it is asked.</param>
    /// <param name="cells">How long the provider is needed.</param>
    /// <param name="taken">The cells that are taken: (cell, lane). Those far from the date are ignored.</param>
    /// <returns>Start cells, counted from <see cref="FirstCell"/>.</returns>
    public DayBits Openings(VisitAsk ask, int cells, IEnumerable<(long Cell, int Lane)> taken) =>
        _near.Count == 0 || ask.Against(Date).Count > 0 ? default : Openings(LanesFor(ask), cells, taken);

    /// <summary>The same, where what is taken is known by lane: bits counted from an hour before midnight.</summary>
    public DayBits OpeningsBeside(VisitAsk ask, int cells, IReadOnlyList<DayBits> used) =>
        _near.Count == 0 || ask.Against(Date).Count > 0 ? default : Beside(LanesFor(ask), cells, used);

    private DayBits Openings(DayBits[] lanes, int cells, IEnumerable<(long Cell, int Lane)> taken)
    {
        var used = new DayBits[lanes.Length];
        foreach (var (cell, lane) in taken)
        {
            var bit = cell - FirstCell + Before;
            if (lane < used.Length && bit is >= 0 and < DayBits.Capacity)
                used[lane].Fill((int)bit, (int)bit + 1, true);
        }
        return Beside(lanes, cells, used);
    }

    private DayBits Beside(DayBits[] lanes, int cells, IReadOnlyList<DayBits> used)
    {
        var starts = default(DayBits);
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var taken = lane < used.Count ? used[lane] : default;
            var free = lanes[lane].Without(taken).StartsOf(cells);
            if (_hasBuffers)
                KeepBuffers(ref free, cells, taken);
            starts = starts.Or(free);
        }
        var ofDay = starts.Earlier(Before);
        ofDay.Fill(Day.Length, DayBits.Capacity, false);
        return ofDay;
    }

    private void KeepBuffers(ref DayBits starts, int cells, DayBits used)
    {
        foreach (var bit in starts.Set())
        {
            var span = WithBuffers(new CellSpan(FirstCell + bit - Before, cells));
            if (used.HasAny(Bit(span), Bit(span) + span.Count))
                starts.Fill(bit, bit + 1, false);
        }
    }

    /// <inheritdoc cref="LocalDay.WallTime"/>
    public TimeOnly? WallTime(int bit) => Day.WallTime(bit);
}
