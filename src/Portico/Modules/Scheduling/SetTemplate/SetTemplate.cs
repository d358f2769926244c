using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.SetTemplate;

/// <summary>Gives a provider a session that comes again, in place of another from a date on when one is named.</summary>
[AllowedTo(Roles.Seniors | Roles.Administrator)]
public sealed class SetTemplate(IPracticeDirectory practice, IWork work) : UseCase<SetTemplate.Request, SetTemplate.Result>
{
    // A rule that counts its dates is kept with its last day instead; what lies beyond is nobody's plan.
    private const int YearsAhead = 10;

    /// <param name="Provider">Whose.</param>
    /// <param name="Location">Where.</param>
    /// <param name="Weekday">On which day, without a rule.</param>
    /// <param name="Starts">Wall time, on a whole 5 minutes.</param>
    /// <param name="Ends">Wall time. Before the start: on the day after.</param>
    /// <param name="ValidFrom">The first day it counts.</param>
    /// <param name="ValidTo">The last. Null: open.</param>
    /// <param name="Lanes">How many patients at once.</param>
    /// <param name="Replaces">Ends the day before. Null: none.</param>
    /// <param name="AcceptBumps">The visits that lose their session were looked at; each becomes a task.</param>
    /// <param name="Rule">As <see cref="Recurrence"/> reads it, counted from the first day. Null or empty: every week on the weekday.</param>
    /// <param name="BufferBefore">Minutes that stay free before each visit.</param>
    /// <param name="BufferAfter">Minutes that stay free after each visit.</param>
    /// <param name="LeadMinutes">Nothing is booked less than this ahead.</param>
    /// <param name="HorizonDays">Nothing is booked more than this ahead. Null: as far as the practice books.</param>
    /// <param name="Rules">What may be booked into it, and how much. Null: anything.</param>
    /// <param name="Slots">Kept for a purpose until they are released. Null: none.</param>
    public sealed record Request(
        ProviderId Provider, LocationId Location, DayOfWeek Weekday,
        [property: OnCell] TimeOnly Starts, [property: OnCell] TimeOnly Ends, DateOnly ValidFrom, DateOnly? ValidTo = null,
        [property: Range(1, 8, ErrorMessage = "A session takes 1 to 8 patients at once.")] int Lanes = 1,
        SessionTemplateId? Replaces = null, bool AcceptBumps = false,
        [property: StringLength(200, ErrorMessage = "Shorten the rule to 200 characters.")] string? Rule = null,
        int BufferBefore = 0, int BufferAfter = 0,
        [property: Range(0, 43200, ErrorMessage = "Lead time is 30 days at most.")] int LeadMinutes = 0,
        [property: Range(0, 1100, ErrorMessage = "The horizon is 0 to 1100 days.")] int? HorizonDays = null,
        IReadOnlyList<Line>? Rules = null, IReadOnlyList<Slot>? Slots = null) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Ends == Starts)
                yield return new ValidationResult("Choose an end other than the start; before it, the session ends the day after.");
            if (ValidTo < ValidFrom)
                yield return new ValidationResult("Choose a last day on or after the first.");
            if (!string.IsNullOrWhiteSpace(Rule) && Recurrence.Parse(Rule) is null)
                yield return new ValidationResult("The rule is not one that is understood here: days, weeks or months, such as FREQ=WEEKLY;INTERVAL=2;BYDAY=MO.");
            if (!IsBuffer(BufferBefore) || !IsBuffer(BufferAfter))
                yield return new ValidationResult("A buffer is 0 to 60 minutes, in steps of 5.");
            if (Rules?.Count > 40 || Slots?.Count > 40)
                yield return new ValidationResult("A session has 40 rules and 40 kept slots at most.");
            if (Rules?.Any(r => (r.Most is not null) != (r.What == SessionRuleKind.Cap) || r.Most is < 0 or > 99) == true)
                yield return new ValidationResult("A cap says how many, 0 to 99; what is allowed says no number.");
            if (Slots?.Any(s => !Lies(s)) == true)
                yield return new ValidationResult("A kept slot lies inside the session, on whole 5 minutes.");
            if (Slots?.Any(s => s.ReleaseHours is < 0 or > 720) == true)
                yield return new ValidationResult("A slot is released within 720 hours before it begins; 0 keeps it.");
        }

        private static bool IsBuffer(int minutes) => minutes is >= 0 and <= 60 && minutes % Cells.Minutes == 0;

        // Counted from the start of the session, round the clock.
        private bool Lies(Slot slot)
        {
            var (length, from, end) = (Ends - Starts, slot.Starts - Starts, slot.Ends - Starts);
            return end > from && end <= length && slot.Starts.Minute % Cells.Minutes == 0 && slot.Ends.Minute % Cells.Minutes == 0;
        }
    }

    /// <summary>What is allowed in the session, or how much of it.</summary>
    /// <param name="What">Allow: only what one of these lines names is booked. Cap: no more than <c>Most</c> in one session.</param>
    /// <param name="VisitType">Null: every visit type.</param>
    /// <param name="Patients">New to the specialty, established, or anyone.</param>
    /// <param name="Most">Of a cap. Null otherwise.</param>
    public sealed record Line(SessionRuleKind What, VisitTypeId? VisitType = null, ForPatients Patients = ForPatients.Anyone, int? Most = null);

    /// <param name="Starts">Wall time, inside the session.</param>
    /// <param name="Ends">Wall time, inside the session.</param>
    /// <param name="Purpose">For whom.</param>
    /// <param name="ReleaseHours">Before its start anybody may have it. 0: never before.</param>
    public sealed record Slot(TimeOnly Starts, TimeOnly Ends, SlotPurpose Purpose, int ReleaseHours);

    public abstract record Result
    {
        /// <param name="Template">The new session.</param>
        /// <param name="Bumped">How many visits went to the reschedule list.</param>
        public sealed record Set(SessionTemplateId Template, int Bumped) : Result;

        /// <summary>Nothing was changed: these visits would lose their session. Look, and send it again with <c>AcceptBumps</c>.</summary>
        public sealed record WouldBump(IReadOnlyList<Bump> Visits) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.template-bumps-visits";
        }

        /// <summary>No such provider, location, visit type or session to replace.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.template-unknown";
        }

        /// <summary>The rule falls on no day between the first and the last.</summary>
        public sealed record NeverCounts : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.template-never-counts";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (!(await practice.ProvidersAsync(desk, ct)).Any(p => p.Id == request.Provider)
            || !(await practice.LocationsAsync(desk, ct)).Any(l => l.Id == request.Location))
            return new Result.Unknown();
        var types = (await practice.EveryVisitTypeAsync(desk, ct)).Select(t => t.Id).ToHashSet();
        if (request.Rules?.Any(r => r.VisitType is { } type && !types.Contains(type)) == true)
            return new Result.Unknown();
        var added = Template(request);
        if (!CountsAtAll(added))
            return new Result.NeverCounts();
        SessionTemplate? old = null;
        List<SessionRule> before = [];
        if (request.Replaces is { } id)
        {
            old = await desk.Db.Set<SessionTemplate>().SingleOrDefaultAsync(t => t.Id == id, ct);
            if (old is null || old.ProviderId != request.Provider)
                return new Result.Unknown();
            before = await desk.Db.Set<SessionRule>().AsNoTracking().Where(r => r.TemplateId == id).ToListAsync(ct);
        }
        var (rules, slots) = (RulesOf(request, added.Id, before), SlotsOf(request, added.Id));
        IReadOnlyList<Bump> bumps = [];
        if (old is not null)
        {
            bumps = await Bumps.FindAsync(desk, practice, request.Provider, old.LocationId, request.ValidFrom, to: null,
                plans => plans.With(old, request.ValidFrom, added, rules, slots), ct);
            if (bumps.Count > 0 && !request.AcceptBumps)
                return new Result.WouldBump(bumps);
            old.EndAfter(request.ValidFrom.AddDays(-1));
        }
        desk.Db.Add(added);
        desk.Db.AddRange(rules);
        desk.Db.AddRange(slots);
        Bumps.Open(desk, work, bumps, "The provider's hours change");
        return new Result.Set(added.Id, bumps.Count);
    }

    /// <summary>The rule as it is kept: its own way of writing it, and a last day in place of a count. Null: every week on the weekday.</summary>
    internal static string? KeptRule(Request request) =>
        Recurrence.Parse(request.Rule)?.WithLastDay(request.ValidFrom, request.ValidFrom.AddYears(YearsAhead)).ToString();

    private static SessionTemplate Template(Request request) => new SessionTemplate
    {
        Id = Id.New<SessionTemplateId>(), ProviderId = request.Provider, LocationId = request.Location, Weekday = request.Weekday,
        Starts = request.Starts, Ends = request.Ends, ValidFrom = request.ValidFrom, Lanes = request.Lanes, Rule = KeptRule(request),
        BufferBefore = request.BufferBefore, BufferAfter = request.BufferAfter, LeadMinutes = request.LeadMinutes, HorizonDays = request.HorizonDays,
    }.EndingOn(request.ValidTo);

    private static bool CountsAtAll(SessionTemplate template)
    {
        var last = template.ValidFrom.AddYears(YearsAhead);
        last = template.ValidTo < last ? template.ValidTo.Value : last;
        for (var date = template.ValidFrom; date <= last; date = date.AddDays(1))
        {
            if (template.CountsOn(date))
                return true;
        }
        return false;
    }

    private static List<SessionRule> RulesOf(Request request, SessionTemplateId template, List<SessionRule> before)
    {
        List<SessionRule> rules = [];
        foreach (var line in request.Rules ?? [])
        {
            var rule = new SessionRule
            {
                TemplateId = template, Number = rules.Count + 1, Kind = line.What, VisitTypeId = line.VisitType, Patients = line.Patients, Most = line.Most,
                CounterId = Guid.CreateVersion7(),
            };
            rules.Add(before.Find(rule.CountsAs) is { CounterId: var counter } ? rule.CountingAt(counter) : rule);
        }
        return rules;
    }

    private static List<ReservedSlot> SlotsOf(Request request, SessionTemplateId template) => [.. (request.Slots ?? []).Select((s, i) => new ReservedSlot
    {
        TemplateId = template, Number = i + 1, Starts = s.Starts, Ends = s.Ends, Purpose = s.Purpose, ReleaseHours = s.ReleaseHours,
    })];
}
