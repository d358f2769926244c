using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>What counts for sessions beside their hours: rules, kept slots, and the days on which nobody sees patients.</summary>
/// <remarks>Immutable; made once for any number of providers and days.</remarks>
public sealed class SessionTerms
{
    private readonly ILookup<SessionTemplateId, SessionRule> _rules;
    private readonly ILookup<SessionTemplateId, ReservedSlot> _slots;
    private readonly IReadOnlyList<HolidayRow> _holidays;

    public static SessionTerms None { get; } = new([], [], []);

    public SessionTerms(IEnumerable<SessionRule> rules, IEnumerable<ReservedSlot> slots, IEnumerable<HolidayRow> holidays)
    {
        _rules = rules.ToLookup(r => r.TemplateId);
        _slots = slots.ToLookup(s => s.TemplateId);
        _holidays = [.. holidays];
    }

    public IEnumerable<SessionRule> RulesOf(SessionTemplateId template) => _rules[template];

    public IEnumerable<ReservedSlot> SlotsOf(SessionTemplateId template) => _slots[template];

    /// <summary>Null: an ordinary day there.</summary>
    public HolidayRow? HolidayOn(DateOnly date, LocationId location)
    {
        foreach (var holiday in _holidays)
        {
            if (holiday.Date == date && (holiday.LocationId is not { } only || only == location))
                return holiday;
        }
        return null;
    }

    /// <summary>As they would be with one more holiday, or with one less. Null: none.</summary>
    public SessionTerms With(HolidayRow? added, HolidayId? without) => new(
        _rules.SelectMany(g => g), _slots.SelectMany(g => g),
        _holidays.Where(h => h.Id != without).Concat(added is null ? [] : [added]));

    /// <summary>As they would be with these for a template.</summary>
    public SessionTerms With(IEnumerable<SessionRule> rules, IEnumerable<ReservedSlot> slots) => new(
        _rules.SelectMany(g => g).Concat(rules), _slots.SelectMany(g => g).Concat(slots), _holidays);
}
