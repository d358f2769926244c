using System.Diagnostics;
using System.Globalization;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;

namespace Portico.Modules.Scheduling.ProviderTemplates;

/// <summary>A session as it is being written on the screen: whole when it is sent.</summary>
public sealed class SessionDraft
{
    public enum Comes { Weekly, Monthly, ByRule }

    public string Location { get; set; } = "";
    public Comes How { get; set; }

    /// <summary>Every so many weeks.</summary>
    public int Weeks { get; set; } = 1;
    public DayOfWeek Weekday { get; set; } = DayOfWeek.Monday;

    /// <summary>Of the month; -1 is the last.</summary>
    public int Nth { get; set; } = 1;

    /// <summary>As RFC 5545 writes it.</summary>
    public string Rule { get; set; } = "FREQ=WEEKLY;BYDAY=MO,WE";
    public TimeOnly Starts { get; set; } = new(9, 0);
    public TimeOnly Ends { get; set; } = new(17, 0);
    public DateOnly From { get; set; }
    public DateOnly? To { get; set; }
    public int Lanes { get; set; } = 1;
    public int BufferBefore { get; set; }
    public int BufferAfter { get; set; }
    public int LeadMinutes { get; set; }
    public int? HorizonDays { get; set; }
    public List<LineDraft> Lines { get; } = [];
    public List<SlotDraft> Slots { get; } = [];

    public sealed class LineDraft
    {
        public SessionRuleKind What { get; set; } = SessionRuleKind.Cap;
        public string VisitType { get; set; } = "";
        public ForPatients Patients { get; set; }
        public int Most { get; set; } = 2;
    }

    public sealed class SlotDraft
    {
        public TimeOnly Starts { get; set; }
        public TimeOnly Ends { get; set; }
        public SlotPurpose Purpose { get; set; }
        public int ReleaseHours { get; set; } = 24;
    }

    /// <summary>To replace a session from a day on, as it is.</summary>
    public static SessionDraft Of(ProviderTemplates.Weekly session, DateOnly from)
    {
        var draft = new SessionDraft
        {
            Location = session.Location.Value.ToString(), Weekday = session.Weekday, Starts = session.Starts, Ends = session.Ends, From = from,
            To = session.ValidTo, Lanes = session.Lanes, BufferBefore = session.BufferBefore, BufferAfter = session.BufferAfter,
            LeadMinutes = session.LeadMinutes, HorizonDays = session.HorizonDays,
        };
        if (session.Rule is { } rule)
            (draft.How, draft.Rule) = (Comes.ByRule, rule);
        draft.Lines.AddRange(session.Rules.Select(r => new LineDraft
        {
            What = r.What, VisitType = r.VisitType?.Value.ToString() ?? "", Patients = r.Patients, Most = r.Most ?? 0,
        }));
        draft.Slots.AddRange(session.Slots.Select(s => new SlotDraft { Starts = s.Starts, Ends = s.Ends, Purpose = s.Purpose, ReleaseHours = s.ReleaseHours }));
        return draft;
    }

    /// <summary>Null: every week on the weekday, which needs none.</summary>
    public string? RuleText => How switch
    {
        Comes.Weekly when Weeks <= 1 => null,
        Comes.Weekly => string.Create(CultureInfo.InvariantCulture, $"FREQ=WEEKLY;INTERVAL={Weeks};BYDAY={Day}"),
        Comes.Monthly => string.Create(CultureInfo.InvariantCulture, $"FREQ=MONTHLY;BYDAY={Nth}{Day}"),
        Comes.ByRule => Rule.Trim().ToUpperInvariant(),
        _ => throw new UnreachableException(),
    };

    private string Day => Weekday.ToString()[..2].ToUpperInvariant();

    /// <summary>What the session would be, in words and with its first dates.</summary>
    public string Preview()
    {
        var rule = RuleText is { } text ? Recurrence.Parse(text) : Recurrence.Parse("FREQ=WEEKLY;BYDAY=" + Day);
        if (rule is null)
            return "The rule is not one that is understood here.";
        var last = To is { } to ? to : From.AddYears(2);
        var dates = rule.Dates(From, last).Take(4).ToList();
        return dates.Count == 0 ? "It falls on no day between the first and the last."
            : string.Create(CultureInfo.InvariantCulture, $"{rule.Say(From)}: {string.Join(", ", dates.Select(d => d.ToString("ddd d-MMM", CultureInfo.InvariantCulture)))}, …");
    }

    public SetTemplate.SetTemplate.Request ToRequest(ProviderId provider, SessionTemplateId? replaces, bool accept) => new(
        provider, new LocationId(Guid.Parse(Location)), Weekday, Starts, Ends, From, To, Lanes, replaces, accept, RuleText, BufferBefore, BufferAfter,
        LeadMinutes, HorizonDays,
        [.. Lines.Select(l => new SetTemplate.SetTemplate.Line(l.What, Guid.TryParse(l.VisitType, out var type) ? new VisitTypeId(type) : null, l.Patients,
            l.What == SessionRuleKind.Cap ? l.Most : null))],
        [.. Slots.Select(s => new SetTemplate.SetTemplate.Slot(s.Starts, s.Ends, s.Purpose, s.ReleaseHours))]);

    /// <returns>Null: anyone.</returns>
    public static string? Word(ForPatients patients) => patients switch
    {
        ForPatients.Anyone => null,
        ForPatients.New => "new patients",
        ForPatients.Established => "established patients",
        _ => throw new UnreachableException(),
    };

    public static string Word(SlotPurpose purpose) => purpose switch
    {
        SlotPurpose.NewPatient => "new patients",
        SlotPurpose.SameDay => "calls of the same day",
        SlotPurpose.HospitalFollowUp => "visits after a hospital stay",
        _ => throw new UnreachableException(),
    };
}
