using CsCheck;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Clock;
using Portico.Platform.Ids;

namespace Portico.Tests.Scheduling;

/// <summary>Whether a visit may stand somewhere: the one answer that booking, the finder and "why not?" share.</summary>
public sealed class JudgingTests
{
    private const string NewYork = "America/New_York";

    // A Wednesday.
    private static readonly DateOnly s_date = new(2026, 3, 4);
    private static readonly LocationId s_location = Id.New<LocationId>();
    private static readonly ProviderId s_provider = Id.New<ProviderId>();
    private static readonly VisitTypeRow s_type = new() { Id = Id.New<VisitTypeId>(), Name = "Visit", Tint = "blue", Minutes = 30 };
    private static readonly VisitAsk s_ask = new() { Type = s_type, Now = PracticeClock.At(s_date.AddDays(-7), new(12, 0), NewYork), IsNew = false };

    private static SessionTemplate Session(TimeOnly starts, TimeOnly ends, DateOnly? from = null, string? rule = null, int lanes = 1,
        int before = 0, int after = 0, int lead = 0, int? horizon = null) => new()
        {
            Id = Id.New<SessionTemplateId>(), ProviderId = s_provider, LocationId = s_location, Weekday = s_date.DayOfWeek, Starts = starts, Ends = ends,
            ValidFrom = from ?? s_date.AddDays(-28), Lanes = lanes, Rule = rule, BufferBefore = before, BufferAfter = after, LeadMinutes = lead,
            HorizonDays = horizon,
        };

    private static TemplateException Except(ExceptionKind kind, TimeOnly? starts = null, TimeOnly? ends = null, DateOnly? on = null) => new()
    {
        Id = Id.New<TemplateExceptionId>(), Kind = kind, FromDate = on ?? s_date, ToDate = on ?? s_date, Starts = starts, Ends = ends, Lanes = 1,
        LocationId = kind == ExceptionKind.ExtraSession ? s_location : null, Reason = "meeting",
    };

    private static SessionRule Allow(SessionTemplate session, VisitTypeId? type = null, ForPatients patients = ForPatients.Anyone, int number = 1) =>
        new() { TemplateId = session.Id, Number = number, Kind = SessionRuleKind.Allow, VisitTypeId = type, Patients = patients };

    private static SessionRule Cap(SessionTemplate session, int most, ForPatients patients = ForPatients.Anyone) =>
        new() { TemplateId = session.Id, Number = 9, Kind = SessionRuleKind.Cap, Patients = patients, Most = most, CounterId = Guid.CreateVersion7() };

    private static DayPlan Plan(SessionTemplate session, IEnumerable<TemplateException>? exceptions = null, DateOnly? date = null,
        IEnumerable<SessionRule>? rules = null, IEnumerable<ReservedSlot>? slots = null, IEnumerable<HolidayRow>? holidays = null) =>
        DayPlan.Of(date ?? s_date, s_location, NewYork, [session], exceptions ?? [], new SessionTerms(rules ?? [], slots ?? [], holidays ?? []));

    private static CellSpan At(TimeOnly time, int minutes = 30, DateOnly? date = null) =>
        CellSpan.Of(PracticeClock.At(date ?? s_date, time, NewYork), minutes);

    private static WhyNot[] Why(DayPlan plan, TimeOnly time, VisitAsk? ask = null, int minutes = 30) =>
        [.. plan.Judge(At(time, minutes, plan.Date), ask ?? s_ask).Reasons];

    private static readonly SessionTemplate s_morning = Session(new(8, 0), new(12, 0));

    [Fact]
    public void Inside_a_session_a_visit_may_stand_in_all_its_lanes()
    {
        var verdict = Plan(Session(new(8, 0), new(12, 0), lanes: 2)).Judge(At(new(9, 0)), s_ask);
        verdict.Allows.ShouldBeTrue();
        verdict.Lanes.ShouldBe(2);
        verdict.Taken.ShouldBe(At(new(9, 0)));
    }

    [Fact]
    public void Beyond_the_session_it_is_outside_the_hours() =>
        Why(Plan(s_morning), new(11, 45)).ShouldBe([new(WhyNotKind.OutsideHours)]);

    [Fact]
    public void A_day_off_says_its_reason() =>
        Why(Plan(s_morning, [Except(ExceptionKind.DayOff)]), new(9, 0)).ShouldBe([new(WhyNotKind.DayOff, "meeting")]);

    [Fact]
    public void A_block_says_from_when_to_when() =>
        Why(Plan(s_morning, [Except(ExceptionKind.Block, new(9, 0), new(10, 0))]), new(9, 45))
            .ShouldBe([new(WhyNotKind.Block, "meeting", new TimeOnly(9, 0), new TimeOnly(10, 0))]);

    [Fact]
    public void A_holiday_says_its_name_and_leaves_an_extra_session()
    {
        var holiday = new HolidayRow { Id = Id.New<HolidayId>(), Date = s_date, Name = "Founders' Day" };
        Why(Plan(s_morning, holidays: [holiday]), new(9, 0)).ShouldBe([new(WhyNotKind.Holiday, "Founders' Day")]);
        Why(Plan(s_morning, [Except(ExceptionKind.ExtraSession, new(8, 0), new(10, 0))], holidays: [holiday]), new(9, 0)).ShouldBeEmpty();
    }

    [Fact]
    public void A_holiday_of_another_place_is_an_ordinary_day() => Why(Plan(s_morning, holidays:
        [new HolidayRow { Id = Id.New<HolidayId>(), Date = s_date, Name = "Elsewhere", LocationId = Id.New<LocationId>() }]), new(9, 0)).ShouldBeEmpty();

    [Fact]
    public void A_session_for_other_visits_does_not_allow_this_one()
    {
        Why(Plan(s_morning, rules: [Allow(s_morning, Id.New<VisitTypeId>())]), new(9, 0)).ShouldBe([new(WhyNotKind.NotAllowed)]);
        Why(Plan(s_morning, rules: [Allow(s_morning, Id.New<VisitTypeId>()), Allow(s_morning, s_type.Id, number: 2)]), new(9, 0)).ShouldBeEmpty();
        Why(Plan(s_morning, rules: [Allow(s_morning, patients: ForPatients.New)]), new(9, 0)).ShouldBe([new(WhyNotKind.NotAllowed)]);
    }

    [Fact]
    public void A_full_cap_refuses_only_those_it_counts()
    {
        var cap = Cap(s_morning, 2, ForPatients.New);
        var plan = Plan(s_morning, rules: [cap]);
        var day = Cells.OfDay(s_date);
        var full = s_ask with { IsNew = true, CapsTaken = new Dictionary<(Guid, long), int> { [(cap.CounterId, day)] = 2 } };
        Why(plan, new(9, 0), full).ShouldBe([new(WhyNotKind.CapReached, Number: 2)]);
        Why(plan, new(9, 0), full with { IsNew = false }).ShouldBeEmpty();
        var free = s_ask with { IsNew = true, CapsTaken = new Dictionary<(Guid, long), int> { [(cap.CounterId, day)] = 1 } };
        plan.Judge(At(new(9, 0)), free).Caps.ShouldBe([new(cap.CounterId, day, 2)]);
        plan.Judge(At(new(9, 0)), free with { IsNew = false }).Caps.ShouldBeEmpty();
    }

    private static ReservedSlot Slot(SlotPurpose purpose, int hours) => new()
    {
        TemplateId = s_morning.Id, Number = 1, Starts = new(9, 0), Ends = new(10, 0), Purpose = purpose, ReleaseHours = hours,
    };

    [Fact]
    public void A_slot_kept_for_new_patients_is_released_in_time()
    {
        var plan = Plan(s_morning, slots: [Slot(SlotPurpose.NewPatient, 24)]);
        Why(plan, new(9, 30)).ShouldBe([new(WhyNotKind.Kept, Starts: new TimeOnly(9, 0), Ends: new TimeOnly(10, 0),
            FromDate: s_date.AddDays(-1), FromTime: new TimeOnly(9, 0), Purpose: SlotPurpose.NewPatient)]);
        Why(plan, new(9, 30), s_ask with { IsNew = true }).ShouldBeEmpty();
        Why(plan, new(10, 0)).ShouldBeEmpty();
        Why(plan, new(9, 30), s_ask with { Now = PracticeClock.At(s_date.AddDays(-1), new(9, 0), NewYork) }).ShouldBeEmpty();
        Why(plan, new(9, 30), s_ask with { Now = PracticeClock.At(s_date.AddDays(-1), new(8, 59), NewYork) }).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_slot_of_the_same_day_is_anybodys_on_that_day()
    {
        var plan = Plan(s_morning, slots: [Slot(SlotPurpose.SameDay, 0)]);
        Why(plan, new(9, 0), s_ask with { IsNew = true }).Single().Purpose.ShouldBe(SlotPurpose.SameDay);
        Why(plan, new(9, 0), s_ask with { Now = PracticeClock.At(s_date, new(0, 0), NewYork) }).ShouldBeEmpty();
    }

    [Fact]
    public void A_slot_that_is_never_released_says_no_date() =>
        Why(Plan(s_morning, slots: [Slot(SlotPurpose.HospitalFollowUp, 0)]), new(9, 0), s_ask with { Now = PracticeClock.At(s_date, new(8, 59), NewYork) })
            .Single().FromDate.ShouldBeNull();

    [Fact]
    public void Nothing_is_booked_within_the_lead_time()
    {
        var plan = Plan(Session(new(8, 0), new(12, 0), lead: 120));
        var now = PracticeClock.At(s_date, new(7, 2), NewYork);
        Why(plan, new(9, 0), s_ask with { Now = now }).ShouldBe([new(WhyNotKind.TooSoon, Number: 120)]);
        Why(plan, new(9, 5), s_ask with { Now = now }).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_booked_beyond_the_horizon_of_the_session()
    {
        Why(Plan(Session(new(8, 0), new(12, 0), horizon: 6)), new(9, 0)).ShouldBe([new(WhyNotKind.TooFarAhead, FromDate: s_date.AddDays(-6))]);
        Why(Plan(Session(new(8, 0), new(12, 0), horizon: 7)), new(9, 0)).ShouldBeEmpty();
    }

    [Fact]
    public void What_patient_provider_and_visit_type_say_is_judged_on_the_day_of_the_visit()
    {
        var strict = new VisitTypeRow
        {
            Id = s_type.Id, Name = "Visit", Tint = "blue", Minutes = 30, MinAgeMonths = 24, MaxAgeMonths = 36, OnlyFor = ForSex.Female,
            Patients = ForPatients.New, Specialty = "Pediatrics", Mode = VisitMode.Telehealth,
        };
        var provider = new ProviderRow { Id = s_provider, DisplayName = "Dr. A", Specialty = "Cardiology", IsPanelOpen = false };
        var ask = s_ask with { Type = strict, IsNew = null };
        WhyNotKind[] Kinds(VisitAsk asked) => [.. asked.Against(s_date).Select(r => r.Kind)];

        Kinds(ask).ShouldBeEmpty();
        Kinds(ask with { BornOn = s_date.AddMonths(-24).AddDays(1) }).ShouldBe([WhyNotKind.TooYoung]);
        Kinds(ask with { BornOn = s_date.AddMonths(-24) }).ShouldBeEmpty();
        Kinds(ask with { BornOn = s_date.AddMonths(-37).AddDays(1) }).ShouldBeEmpty();
        Kinds(ask with { BornOn = s_date.AddMonths(-37) }).ShouldBe([WhyNotKind.TooOld]);
        Kinds(ask with { Sex = Sex.Male }).ShouldBe([WhyNotKind.OtherSex]);
        Kinds(ask with { Sex = Sex.Unknown }).ShouldBeEmpty();
        Kinds(ask with { IsNew = false }).ShouldBe([WhyNotKind.NewPatientsOnly]);
        Kinds(ask with { IsNew = true, Provider = provider }).ShouldBe([WhyNotKind.PanelClosed, WhyNotKind.OtherSpecialty]);

        var licensed = new ProviderLicenseRow { ProviderId = s_provider, State = "NJ", ValidTo = s_date };
        var video = ask with { Provider = provider, PatientState = "nj", Licenses = [licensed] };
        Kinds(video).ShouldBe([WhyNotKind.OtherSpecialty]);
        Kinds(video with { PatientState = "CT" }).ShouldBe([WhyNotKind.OtherSpecialty, WhyNotKind.NoLicense]);
        video.Against(s_date.AddDays(1)).Select(r => r.Kind).ShouldBe([WhyNotKind.OtherSpecialty, WhyNotKind.NoLicense]);
    }

    [Fact]
    public void A_session_crosses_midnight_and_so_does_a_visit()
    {
        var night = Session(new(22, 0), new(6, 0));
        var evening = Plan(night);
        Why(evening, new(21, 45)).ShouldBe([new(WhyNotKind.OutsideHours)]);
        Why(evening, new(23, 50)).ShouldBeEmpty();
        Why(evening, new(0, 0)).ShouldBe([new(WhyNotKind.OutsideHours)]);
        var morning = Plan(night, date: s_date.AddDays(1));
        Why(morning, new(0, 0)).ShouldBeEmpty();
        Why(morning, new(5, 30)).ShouldBeEmpty();
        Why(morning, new(5, 45)).ShouldBe([new(WhyNotKind.OutsideHours)]);
        evening.Openings(6, []).Set().Select(evening.WallTime).Max().ShouldBe(new TimeOnly(23, 55));
        morning.Openings(6, []).Set().Count().ShouldBe((6 * 12) - 5);
    }

    [Fact]
    public void A_day_off_takes_the_night_that_begins_on_it_and_not_the_one_before()
    {
        var night = Session(new(22, 0), new(6, 0), rule: "FREQ=DAILY");
        var off = new[] { Except(ExceptionKind.DayOff) };
        Why(Plan(night, off), new(5, 0)).ShouldBeEmpty();
        Why(Plan(night, off), new(22, 0)).ShouldBe([new(WhyNotKind.DayOff, "meeting")]);
        Why(Plan(night, off, s_date.AddDays(1)), new(5, 0)).ShouldBe([new(WhyNotKind.OutsideHours)]);
    }

    [Fact]
    public void A_block_crosses_midnight()
    {
        var night = Session(new(22, 0), new(6, 0), rule: "FREQ=DAILY");
        var block = new[] { Except(ExceptionKind.Block, new(23, 0), new(1, 0)) };
        Why(Plan(night, block), new(23, 30)).Single().Kind.ShouldBe(WhyNotKind.Block);
        Why(Plan(night, block, s_date.AddDays(1)), new(0, 30)).Single().Kind.ShouldBe(WhyNotKind.Block);
        Why(Plan(night, block, s_date.AddDays(1)), new(1, 0)).ShouldBeEmpty();
        Plan(night, block, s_date.AddDays(1)).AwayTimes().ShouldBe([new(new TimeOnly(0, 0), new TimeOnly(1, 0), "meeting")]);
    }

    [Fact]
    public void A_rule_decides_on_which_days_there_is_a_session()
    {
        var biweekly = Session(new(8, 0), new(12, 0), s_date.AddDays(-7), "FREQ=WEEKLY;INTERVAL=2");
        Plan(biweekly).Sessions.ShouldBeEmpty();
        Plan(biweekly, date: s_date.AddDays(7)).Sessions.Count.ShouldBe(1);
    }

    [Fact]
    public void Buffers_stay_free_beside_each_visit_even_over_midnight()
    {
        var plan = Plan(Session(new(0, 0), new(4, 0), before: 10, after: 15));
        plan.Judge(At(new(1, 5)), s_ask).Taken.ShouldBe(new CellSpan(At(new(1, 5)).From - 2, 6 + 5));
        // 01:05 to 01:35 with its buffers; 23:55 of the day before is somebody's too.
        var taken = Enumerable.Range(0, 11).Select(i => (At(new(1, 5)).From - 2 + i, 0)).Append((plan.FirstCell - 1, 0));
        plan.Openings(s_ask, 6, taken).Set().Select(plan.WallTime).ShouldBe(
            [new(0, 10), .. Enumerable.Range(0, 19).Select(i => (TimeOnly?)new TimeOnly(2, 0).AddMinutes(5 * i))]);
    }

    [Fact]
    public void A_blocked_resource_has_no_openings_in_its_block()
    {
        var (day, room) = (LocalDay.Of(s_date, NewYork), Id.New<ResourceId>());
        var block = new ResourceBlock
        {
            ResourceId = room, Reason = "repair", StartsAt = PracticeClock.At(s_date, new(9, 2), NewYork), EndsAt = PracticeClock.At(s_date, new(10, 0), NewYork),
        };
        var plan = ResourcePlan.Of(day, room, [block]);
        plan.BlockIn(At(new(9, 0), 5)).ShouldBe(block);
        plan.BlockIn(At(new(10, 0))).ShouldBeNull();
        var starts = plan.Openings(6, [At(new(11, 0)).From]);
        starts[8 * 12 + 6].ShouldBeTrue();
        starts[8 * 12 + 7].ShouldBeFalse();
        starts[10 * 12].ShouldBeTrue();
        starts[10 * 12 + 7].ShouldBeFalse();
        ResourcePlan.Of(day, Id.New<ResourceId>(), [block]).BlockIn(At(new(9, 0))).ShouldBeNull();
    }

    [Fact]
    public void Every_reason_is_a_sentence() => Enum.GetValues<WhyNotKind>().ShouldAllBe(kind =>
        new WhyNot(kind, "x", new(9, 0), new(10, 0), s_date, new(9, 0), 2, SlotPurpose.SameDay).Say().Length > 5);

    private static readonly string[] s_zones = [NewYork, "Australia/Lord_Howe", "Pacific/Chatham", "Africa/Cairo", "America/Santiago", "Europe/London"];

    private static readonly Gen<string> s_anyZone = Gen.Int[0, 5].Select(i => s_zones[i]);

    private static readonly Gen<(TimeOnly Starts, TimeOnly Ends)> s_times = Gen.Select(Gen.Int[0, 287], Gen.Int[1, 150], (from, length) =>
        (TimeOnly.MinValue.AddMinutes(5 * from), TimeOnly.MinValue.AddMinutes(5 * ((from + length) % 288))));

    /// <summary>The openings are exactly the starts that the judge allows and whose cells, with their buffers, are free in a lane.</summary>
    [Fact]
    public void The_finder_and_the_judge_agree_on_every_start() =>
        Gen.Select(Gen.Select(s_anyZone, Gen.Int[0, 1460], Gen.Int[1, 20]),
            Gen.Select(s_times, Gen.Int[1, 2], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 300], Gen.Int[0, 3], s_times).Array[0, 3],
            Gen.Select(Gen.Int[0, 2].Select(i => (ExceptionKind)i), s_times, Gen.Int[-1, 1]).Array[0, 3],
            Gen.Select(Gen.Int[0, 400], Gen.Int[0, 1]).Array[0, 40],
            Gen.Select(Gen.Bool, Gen.Int[-30, 30], Gen.Bool, Gen.Int[0, 2])).Sample((where, sessions, exceptions, cells, ask) =>
        {
            var (zone, day, length) = where;
            var (isNew, hours, hasHoliday, capped) = ask;
            var date = new DateOnly(2025, 6, 1).AddDays(day);
            List<SessionRule> rules = [];
            List<ReservedSlot> slots = [];
            List<SessionTemplate> templates = [];
            foreach (var ((starts, ends), lanes, before, after, lead, rule, kept) in sessions)
            {
                var template = new SessionTemplate
                {
                    Id = Id.New<SessionTemplateId>(), LocationId = s_location, ProviderId = s_provider, Starts = starts, Ends = ends, Lanes = lanes,
                    ValidFrom = date.AddDays(-3), Rule = "FREQ=DAILY", BufferBefore = 5 * before, BufferAfter = 5 * after, LeadMinutes = lead,
                    HorizonDays = lead % 7 == 0 ? 1 : null,
                };
                templates.Add(template);
                if (rule == 1)
                    rules.Add(Allow(template, patients: ForPatients.New));
                if (rule == 2)
                    rules.Add(Cap(template, 1));
                if (rule == 3)
                    slots.Add(new ReservedSlot
                    {
                        TemplateId = template.Id, Number = 1, Starts = kept.Starts, Ends = kept.Ends, Purpose = SlotPurpose.NewPatient, ReleaseHours = 10,
                    });
            }
            var plan = DayPlan.Of(date, s_location, zone, templates, exceptions.Select(e => new TemplateException
            {
                Kind = e.Item1, FromDate = date.AddDays(e.Item3), ToDate = date.AddDays(e.Item3), Starts = e.Item2.Starts, Ends = e.Item2.Ends, Lanes = 1,
                LocationId = s_location, Reason = "x",
            }), new SessionTerms(rules, slots, hasHoliday ? [new HolidayRow { Date = date.AddDays(1), Name = "h" }] : []));
            var asked = s_ask with
            {
                IsNew = isNew, Now = PracticeClock.At(date, new(12, 0), zone).Plus(Duration.FromHours(hours)),
                CapsTaken = plan.Counters.Distinct().ToDictionary(c => c, _ => capped),
            };
            var taken = cells.Select(c => (Cell: plan.FirstCell - 12 + c.Item1, Lane: c.Item2)).ToHashSet();
            var openings = plan.Openings(asked, length, taken);
            for (var bit = 0; bit < plan.Day.Length; bit++)
            {
                var span = new CellSpan(plan.FirstCell + bit, length);
                var verdict = plan.Judge(span, asked);
                var isFree = verdict.Allows && Enumerable.Range(0, verdict.Lanes).Any(lane =>
                    Enumerable.Range(0, verdict.Taken.Count).All(i => !taken.Contains((verdict.Taken.From + i, lane))));
                if (openings[bit] != isFree)
                    return false;
            }
            return !openings.HasAny(plan.Day.Length, DayBits.Capacity);
        }, iter: 3000);

    /// <summary>Where the clocks do not change, cells are divided; where they do, they are asked for. Both say the same.</summary>
    [Fact]
    public void A_cell_of_a_day_is_the_cell_of_its_wall_time() =>
        Gen.Select(s_anyZone, Gen.Int[0, 3650], Gen.Int[-1, 1], Gen.Int[0, 287]).Sample((zone, day, beside, cell) =>
        {
            var date = new DateOnly(2024, 1, 1).AddDays(day);
            var local = LocalDay.Of(date, zone);
            var (other, time) = (date.AddDays(beside), TimeOnly.MinValue.AddMinutes(5 * cell));
            var bit = local.StartBit(other, time);
            var exact = Cells.At(PracticeClock.At(other, time, zone)) - local.FirstCell;
            if (exact is < -LocalDay.Window.Before or >= LocalDay.Window.After)
                return bit is < -LocalDay.Window.Before or >= LocalDay.Window.After;
            return bit == exact && (beside != 0 || local.WallTime(bit) == time
                || PracticeClock.Local(Cells.StartOf(local.FirstCell + bit), zone) != date.ToDateTime(time));
        }, iter: 20000);
}
