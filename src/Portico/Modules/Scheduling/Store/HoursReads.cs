using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Store;

namespace Portico.Modules.Scheduling.Store;

/// <summary>The hours of one provider, or of everyone, at one place over some dates, read beside other questions in the same round trip.</summary>
internal sealed class HoursReads
{
    private readonly List<SessionTemplate> _sessions = [];
    private readonly List<TemplateException> _exceptions = [];
    private readonly List<SessionRule> _rules = [];
    private readonly List<ReservedSlot> _slots = [];
    private readonly List<HolidayRow> _holidays = [];

    public IReadOnlyList<SessionTemplate> Sessions => _sessions;
    public IReadOnlyList<TemplateException> Exceptions => _exceptions;
    public SessionTerms Terms => new(_rules, _slots, _holidays);

    private const string FromSessions = "FROM session_template t WHERE t.practice_id = $1 AND t.location_id = $2 " +
        "AND t.valid_from <= $4 AND (t.valid_to IS NULL OR t.valid_to >= $3)";

    /// <param name="batch">Of the attempt.</param>
    /// <param name="practice">Whose.</param>
    /// <param name="provider">Held before, for a booking: see <see cref="ProviderHours"/>. Null: everyone at the place.</param>
    /// <param name="location">Where.</param>
    /// <param name="from">The first local date.</param>
    /// <param name="to">The last local date.</param>
    public void Add(DeskBatch batch, int practice, ProviderId? provider, LocationId location, DateOnly from, DateOnly to)
    {
        // Sessions cross midnight: those of the night before and of the next day count too. At the ends of the calendar no day follows.
        from = from == DateOnly.MinValue ? from : from.AddDays(-1);
        to = to == DateOnly.MaxValue ? to : to.AddDays(1);
        object?[] of = provider is { } only ? [practice, location, from, to, only] : [practice, location, from, to];
        var (sessions, exceptions) = provider is null ? (FromSessions, "") : (FromSessions + " AND t.provider_id = $5", " AND provider_id = $5");
        batch.Read("SELECT t.id, t.weekday, t.starts, t.ends, t.valid_from, t.valid_to, t.lanes, t.rule, t.buffer_before, t.buffer_after, " +
            "t.lead_minutes, t.horizon_days, t.provider_id " + sessions,
            async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
                    _sessions.Add(new SessionTemplate
                    {
                        Id = new SessionTemplateId(reader.Id(0)), ProviderId = new ProviderId(reader.Id(12)), LocationId = location,
                        Weekday = reader.Word<DayOfWeek>(1), Starts = reader.GetFieldValue<TimeOnly>(2), Ends = reader.GetFieldValue<TimeOnly>(3),
                        ValidFrom = reader.GetFieldValue<DateOnly>(4), Lanes = reader.GetInt32(6),
                        Rule = reader.IsDBNull(7) ? null : reader.GetString(7), BufferBefore = reader.GetInt32(8), BufferAfter = reader.GetInt32(9),
                        LeadMinutes = reader.GetInt32(10), HorizonDays = reader.Maybe<int>(11),
                    }.EndingOn(reader.Maybe<DateOnly>(5)));
            }, of);
        batch.Read("SELECT id, location_id, kind, from_date, to_date, starts, ends, lanes, reason, provider_id FROM template_exception " +
            "WHERE practice_id = $1 AND (location_id IS NULL OR location_id = $2) AND to_date >= $3 AND from_date <= $4" + exceptions,
            async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
                    _exceptions.Add(new TemplateException
                    {
                        Id = new TemplateExceptionId(reader.Id(0)), ProviderId = new ProviderId(reader.Id(9)),
                        LocationId = reader.IsDBNull(1) ? null : new LocationId(reader.Id(1)), Kind = reader.Word<ExceptionKind>(2),
                        FromDate = reader.GetFieldValue<DateOnly>(3), ToDate = reader.GetFieldValue<DateOnly>(4),
                        Starts = reader.Maybe<TimeOnly>(5), Ends = reader.Maybe<TimeOnly>(6), Lanes = reader.GetInt32(7),
                        Reason = reader.GetString(8),
                    });
            }, of);
        batch.Read("SELECT r.template_id, r.number, r.kind, r.visit_type_id, r.patients, r.most, r.counter_id FROM session_rule r " +
            "WHERE r.practice_id = $1 AND r.template_id IN (SELECT t.id " + sessions + ")",
            async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
                    _rules.Add(new SessionRule
                    {
                        TemplateId = new SessionTemplateId(reader.Id(0)), Number = reader.GetInt32(1), Kind = reader.Word<SessionRuleKind>(2),
                        VisitTypeId = reader.IsDBNull(3) ? null : new VisitTypeId(reader.Id(3)), Patients = reader.Word<ForPatients>(4),
                        Most = reader.Maybe<int>(5), CounterId = reader.Id(6),
                    });
            }, of);
        batch.Read("SELECT s.template_id, s.number, s.starts, s.ends, s.purpose, s.release_hours FROM reserved_slot s " +
            "WHERE s.practice_id = $1 AND s.template_id IN (SELECT t.id " + sessions + ")",
            async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
                    _slots.Add(new ReservedSlot
                    {
                        TemplateId = new SessionTemplateId(reader.Id(0)), Number = reader.GetInt32(1), Starts = reader.GetFieldValue<TimeOnly>(2),
                        Ends = reader.GetFieldValue<TimeOnly>(3), Purpose = reader.Word<SlotPurpose>(4), ReleaseHours = reader.GetInt32(5),
                    });
            }, of);
        batch.Read("SELECT id, date, location_id, name FROM holiday WHERE practice_id = $1 AND (location_id IS NULL OR location_id = $2) " +
            "AND date >= $3 AND date <= $4",
            async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
                    _holidays.Add(new HolidayRow
                    {
                        Id = new HolidayId(reader.Id(0)), Date = reader.GetFieldValue<DateOnly>(1),
                        LocationId = reader.IsDBNull(2) ? null : new LocationId(reader.Id(2)), Name = reader.GetString(3),
                    });
            }, practice, location, from, to);
    }

    public DayPlan PlanOf(DateOnly date, LocationId location, string zone) =>
        DayPlan.Of(date, location, zone, _sessions, _exceptions, Terms);
}
