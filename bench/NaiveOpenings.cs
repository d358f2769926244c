using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.FindOpenings;
using Portico.Platform.Clock;

namespace Portico.Bench;

/// <summary>The same search as one would write it first: every five minutes of every day of everybody, each asked in wall time whether a session
/// holds it, nothing takes it out and no cell of it is taken. Knows neither bitmaps nor plans.</summary>
internal sealed class NaiveOpenings
{
    private readonly OpeningsData _data;
    private readonly Func<Guid, long, bool> _isTaken;
    private readonly ILookup<(ProviderId, LocationId, DayOfWeek), OpeningsData.Hours> _hours;
    private readonly ILookup<ProviderId, OpeningsData.Away> _away;
    private readonly Dictionary<(string, DateOnly), long> _noons = [];
    private readonly List<(OpeningsData.Doctor Doctor, OpeningsData.Place Place)> _pairs;

    /// <param name="isTaken">Whether a cell of a provider is somebody's.</param>
    public NaiveOpenings(OpeningsData data, Func<Guid, long, bool> isTaken)
    {
        (_data, _isTaken) = (data, isTaken);
        _hours = data.Sessions.ToLookup(s => (s.Doctor.Id, s.Place.Id, s.Weekday));
        _away = data.Exceptions.ToLookup(e => e.Doctor.Id);
        _pairs = [.. data.Sessions.Select(s => (s.Doctor, s.Place)).Distinct()];
    }

    public sealed record Hit(ProviderId Provider, LocationId Location, DateOnly Date, TimeOnly Time);

    public IReadOnlyList<Hit> Find(FindOpenings.Request request, Instant now)
    {
        var minutes = _data.Types.First(t => t.Id == request.VisitType).Minutes;
        var who = request.Who ?? new OpeningFor();
        var places = _data.Places.ToDictionary(p => p.Id);
        var pairs = _pairs.Where(p => (request.Providers is not { Count: > 0 } some || some.Contains(p.Doctor.Id))
            && (request.Locations is not { Count: > 0 } where || where.Contains(p.Place.Id))
            && (who.Specialty is null || who.Specialty == p.Doctor.Specialty) && (who.Language is null || p.Doctor.Languages.Contains(who.Language))
            && (who.Sex is null || who.Sex == p.Doctor.Sex) && (!who.OnlyOpenPanels || p.Doctor.IsPanelOpen) && (who.IsNew != true || p.Doctor.IsPanelOpen)).ToList();
        var map = ZipMap.Of(_data.Places.Select(p => (p.Zip, p.North, p.East)));
        var groups = request.Order == OpeningOrder.Nearest
            ? pairs.GroupBy(p => map.Between(request.Zip, p.Place.Zip).Rank).OrderBy(g => g.Key).Select(g => g.ToList()) : [pairs];
        List<Hit> found = [];
        foreach (var group in groups)
        {
            for (var date = request.From; date <= request.To && found.Count < request.Count; date = date.AddDays(1))
            {
                if (request.Weekdays is { Count: > 0 } weekdays && !weekdays.Contains(date.DayOfWeek))
                    continue;
                var day = date;
                found.AddRange(group.SelectMany(p => On(p.Doctor, p.Place, day, minutes))
                    .Where(h => PracticeClock.At(h.Hit.Date, h.Hit.Time, places[h.Hit.Location].Zone) >= now
                        && (request.Earliest is not { } earliest || h.Hit.Time >= earliest) && (request.Latest is not { } latest || h.Hit.Time <= latest))
                    .OrderBy(h => PracticeClock.At(h.Hit.Date, h.Hit.Time, places[h.Hit.Location].Zone))
                    .ThenBy(h => map.Between(request.Zip, places[h.Hit.Location].Zip))
                    .ThenBy(h => !h.LeavesNoGap)
                    .ThenBy(h => _data.Doctors.First(d => d.Id == h.Hit.Provider).Name, StringComparer.Ordinal)
                    .ThenBy(h => h.Hit.Provider.Value).ThenBy(h => h.Hit.Location.Value)
                    .Select(h => h.Hit).Take(request.Count - found.Count));
            }
        }
        return found;
    }

    private IEnumerable<(Hit Hit, bool LeavesNoGap)> On(OpeningsData.Doctor doctor, OpeningsData.Place place, DateOnly date, int minutes)
    {
        var away = _away[doctor.Id].Where(e => e.From <= date && date <= e.To).ToList();
        if (away.Any(e => e.Starts is null))
            yield break;
        var sessions = _hours[(doctor.Id, place.Id, date.DayOfWeek)].ToList();
        if (sessions.Count == 0)
            yield break;
        bool Fits(TimeOnly time) => IsFree(doctor, place, date, time, minutes, sessions, away);
        for (var at = 0; at < 24 * 60; at += Cells.Minutes)
        {
            var time = TimeOnly.MinValue.AddMinutes(at);
            if (!Fits(time))
                continue;
            var before = at > 0 && Fits(time.AddMinutes(-Cells.Minutes));
            var after = at + Cells.Minutes < 24 * 60 && Fits(time.AddMinutes(Cells.Minutes));
            if (at % 15 == 0 || !before)
                yield return (new Hit(doctor.Id, place.Id, date, time), !before || !after);
        }
    }

    // The clocks of the data's places change at night: from noon on either side a session's wall time counts evenly.
    private long CellOf(OpeningsData.Place place, DateOnly date, TimeOnly at)
    {
        if (!_noons.TryGetValue((place.Zone, date), out var noon))
            _noons[(place.Zone, date)] = noon = Cells.At(PracticeClock.At(date, new(12, 0), place.Zone));
        return noon + ((int)at.ToTimeSpan().TotalMinutes - 12 * 60) / Cells.Minutes;
    }

    private bool IsFree(OpeningsData.Doctor doctor, OpeningsData.Place place, DateOnly date, TimeOnly time, int minutes,
        List<OpeningsData.Hours> sessions, List<OpeningsData.Away> away)
    {
        for (var minute = 0; minute < minutes; minute += Cells.Minutes)
        {
            if (time.ToTimeSpan().TotalMinutes + minute >= 24 * 60)
                return false;
            var at = time.AddMinutes(minute);
            if (!sessions.Any(s => s.Starts <= at && at < s.Ends) || away.Any(e => e.Starts <= at && at < e.Ends)
                || _isTaken(doctor.Id.Value, CellOf(place, date, at)))
                return false;
        }
        return true;
    }
}
