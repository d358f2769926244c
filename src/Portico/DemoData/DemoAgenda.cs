using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.RecordUncollected;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.SetVisitRules;
using Portico.Modules.Scheduling.AddException;
using Portico.Modules.Scheduling.AddHoliday;
using Portico.Modules.Scheduling.AddToGroup;
using Portico.Modules.Scheduling.AddToWaitlist;
using Portico.Modules.Scheduling.ApproveTree;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.BookSeries;
using Portico.Modules.Scheduling.CancelAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.HoldSlot;
using Portico.Modules.Scheduling.OfferFreedSlot;
using Portico.Modules.Scheduling.OpenGroup;
using Portico.Modules.Scheduling.SaveTree;
using Portico.Modules.Scheduling.ShowRescheduleList;
using Portico.Modules.Scheduling.SubmitTree;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.Store;

namespace Portico.DemoData;

/// <summary>What a calendar has beside plain visits: a series, an interpreter, visits that belong together, a group, one beside another on purpose,
/// a hold that ran out, a waitlist with an open offer, a day off with its calls, guided booking. All of it over lunch, when the demo's
/// day has no visits of its own.</summary>
internal sealed class DemoAgenda(
    ISchedule schedule, IPracticeDirectory practice, IVisits visits, IPayments payments, BookAppointment book, BookSeries bookSeries, SetVisitRules rule,
    OpenGroup openGroup, AddToGroup addToGroup, HoldSlot hold,
    AddHoliday addHoliday, AddException addException, CancelAppointment cancel, ShowRescheduleList showList, AddToWaitlist wait, OfferFreedSlot offer,
    EndOffer endOffer, SaveTree saveTree, SubmitTree submitTree, ApproveTree approveTree, RecordUncollected recordUncollected)
{
    private const int SeriesWeeks = 12;

    // The series began so many days ago; of its visits this one would fall on the holiday.
    private const int SeriesBegan = 26;
    private const int HolidayVisit = 9;

    // Somebody is called about a visit so long before it; who was not reached by the evening before calls again.
    private const int AwayIn = 10;
    private const int AwayDays = 2;
    private const string AwayWhy = "At a conference";

    private static readonly TimeOnly s_noon = new(12, 0);
    private static readonly TimeOnly s_halfPast = new(12, 30);
    private static readonly DemoHouse.Kind s_physio = new(DemoDice.Id<VisitTypeId>("Physiotherapy"), "Physiotherapy", 30, "teal");
    private static readonly DemoHouse.Kind s_lab = new(DemoDice.Id<VisitTypeId>("Lab work"), "Lab work", 10, "slate");

    private static readonly DemoHouse.Kind s_class = new(DemoDice.Id<VisitTypeId>("Group class"), "Group class", 60, "amber");

    /// <summary>Who is in it: the same for the same people, and nobody twice.</summary>
    /// <param name="Pair">Two at one time: the second is put beside the first.</param>
    /// <param name="Waiting">The last one is asked about a freed slot.</param>
    /// <param name="Group">They have a visit together.</param>
    internal sealed record Cast(DemoPeople.Person Series, IReadOnlyList<DemoPeople.Person> NeedInterpreter, DemoPeople.Person Linked,
        IReadOnlyList<DemoPeople.Person> Pair, IReadOnlyList<DemoPeople.Person> Waiting, IReadOnlyList<DemoPeople.Person> Group)
    {
        public IEnumerable<DemoPeople.Person> All => [Series, .. NeedInterpreter, Linked, .. Pair, .. Waiting, .. Group];
    }

    /// <param name="made">The day that the demo was made: on another one somebody else would be of the age.</param>
    internal static Cast CastOf(IReadOnlyList<DemoPeople.Person> people, DateOnly made)
    {
        var story = DemoStories.CastOf(people, made);
        HashSet<int> used =
        [
            .. story.Family.Concat([story.TwoHomes, story.Teen, story.CalledFor, story.Elder, story.Worker, story.Driver, story.SelfPayer,
                story.ManyPolicies, story.Vip, story.Employee, story.StaffFamily]).Select(p => p.Household),
        ];
        IReadOnlyList<DemoPeople.Person> Some(int count, DemoHouse.Site site, Func<DemoPeople.Person, bool>? fits = null)
        {
            var some = people.Where(p => p.Site == site && !p.IsNew && p.Registration.Restriction is null && p.AgeOn(made) is > 20 and < 75
                && fits?.Invoke(p) != false && !used.Contains(p.Household)).DistinctBy(p => p.Household).Take(count).ToList();
            used.UnionWith(some.Select(p => p.Household));
            return some;
        }
        var (harbor, lakeside) = (DemoHouse.Sites[0], DemoHouse.Sites[1]);
        return new Cast(Some(1, lakeside)[0], Some(2, lakeside, p => p.Registration.Language == "es"), Some(1, harbor)[0], Some(2, harbor),
            [.. Some(1, lakeside), .. Some(3, harbor)], Some(3, DemoHouse.Sites[2]));
    }

    private static SessionTemplateId LunchOf(DemoHouse.Doctor doctor, DayOfWeek weekday) => DemoDice.Id<SessionTemplateId>($"{doctor.Name}/{weekday}/lunch");

    /// <summary>The provider of a site who sees patients over lunch.</summary>
    internal static DemoHouse.Doctor OverLunch(DemoHouse.Site site) => DemoHouse.Doctors.Single(d => d.Site == site && d.HasEvening);

    /// <summary>Makes what is missing. Running it again changes nothing; where a visitor stands in the way, it goes without.</summary>
    /// <param name="today">At the first site.</param>
    /// <returns>How many acts it took.</returns>
    public async Task<int> FillAsync(DemoActs acts, Cast cast, DateOnly today, Instant now, CancellationToken ct)
    {
        var (count, begun) = (0, LunchOf(OverLunch(DemoHouse.Sites[0]), DayOfWeek.Monday));
        if (!await acts.Db.Set<SessionTemplate>().AnyAsync(s => s.Id == begun, ct))
        {
            await OpenOverLunchAsync(acts, today, now, ct);
            count += await BookAsync(acts, cast, today, now, ct) + await GuideAsync(acts, now, ct);
        }
        return count + await WaitAsync(acts, cast, today, now, ct) + await BumpAsync(acts, today, now, ct);
    }

    /// <summary>Makes the steps of its visits that have their time behind them, and ends offers that ran out.</summary>
    /// <returns>How many it touched.</returns>
    public async Task<int> FollowAsync(DemoActs acts, DemoHouse.Site site, Cast cast, Instant now, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(PracticeClock.Local(now, site.Zone));
        var (doctor, clerk, patients) = (OverLunch(site).Id, DemoHouse.Clerk(site), cast.All.Select(p => p.Id).ToHashSet());
        // So long after the start the visit is over.
        var over = now.Minus(Duration.FromMinutes(30));
        var due = (await acts.Db.Set<AppointmentRow>().Where(a => a.ProviderId == doctor && a.StartsAt <= over
                && (a.State == AppointmentState.Booked || a.State == AppointmentState.Confirmed)).ToListAsync(ct))
            .Where(a => a.Time.Hour == s_noon.Hour && patients.Contains(a.PatientId)).OrderBy(a => a.StartsAt).ToList();
        foreach (var visit in due)
            await SeeAsync(acts, site, clerk, visit, isLate: visit.Date < today.AddDays(-1), ct);
        var ended = await acts.Db.Set<WaitlistOffer>().AsNoTracking()
            .Where(o => o.LocationId == site.Id && o.State == OfferState.Open && o.ExpiresAt <= now).ToListAsync(ct);
        foreach (var old in ended)
        {
            var desk = acts.At(clerk, now);
            await endOffer.HandleAsync(new WaitlistOfferRanOut(old.Id), desk, ct);
            await desk.SaveAsync(ct);
        }
        acts.Db.ChangeTracker.Clear();
        return due.Count + ended.Count;
    }

    /// <summary>Who sees nobody at a site on a day: off, or a holiday.</summary>
    internal static async Task<IReadOnlySet<ProviderId>> AwayAsync(DeskDb db, DemoHouse.Site site, DateOnly date, CancellationToken ct)
    {
        var at = site.Id;
        if (await db.Set<HolidayRow>().AnyAsync(h => h.Date == date && (h.LocationId == null || h.LocationId == at), ct))
            return DemoHouse.Doctors.Select(d => d.Id).ToHashSet();
        return (await db.Set<TemplateException>().AsNoTracking().Where(e => e.Kind == ExceptionKind.DayOff && e.FromDate <= date && e.ToDate >= date
            && (e.LocationId == null || e.LocationId == at)).Select(e => e.ProviderId).ToListAsync(ct)).ToHashSet();
    }

    private async Task OpenOverLunchAsync(DemoActs acts, DateOnly today, Instant now, CancellationToken ct)
    {
        var desk = acts.At(DemoHouse.Of("alex"), now);
        foreach (var kind in new[] { s_physio, s_lab, s_class })
            practice.AddVisitType(desk, kind.Id, kind.Name, kind.Minutes, kind.Tint);
        foreach (var doctor in DemoHouse.Sites.Select(OverLunch))
        {
            foreach (var weekday in Enum.GetValues<DayOfWeek>())
                schedule.AddSession(desk, LunchOf(doctor, weekday), doctor.Id, doctor.Site.Id, weekday, s_noon,
                    new TimeOnly(13, 0), today.AddDays(-365), null, 1);
        }
        await desk.SaveAsync(ct);
        acts.Db.ChangeTracker.Clear();
        await acts.DoAsync(rule, new(s_class.Id, GroupSize: 8), DemoHouse.Of("alex"), now, ct);
    }

    private async Task<int> BookAsync(DemoActs acts, Cast cast, DateOnly today, Instant now, CancellationToken ct)
    {
        var (harbor, lakeside, foothills) = (DemoHouse.Sites[0], DemoHouse.Sites[1], DemoHouse.Sites[2]);
        var began = today.AddDays(-SeriesBegan);
        var holiday = began.AddDays(7 * (HolidayVisit - 1));
        var count = 0;
        if (await acts.TryAsync(addHoliday, new(holiday, lakeside.Id, "Inventory day", AcceptBumps: true), DemoHouse.Of("alex"), now, ct) is not null)
            count++;
        // The visit that the holiday takes was put on the day after: its place in the series stays.
        List<SeriesSlot> slots = [.. Enumerable.Range(0, SeriesWeeks).Select(i => began.AddDays(7 * i))
            .Select(date => new SeriesSlot(date == holiday ? date.AddDays(1) : date, s_noon))];
        if (await acts.TryAsync(bookSeries, new(cast.Series.Id, s_physio.Id, OverLunch(lakeside).Id, lakeside.Id, slots, 1,
                "After the knee operation; the week of the inventory a day later"), DemoHouse.Clerk(lakeside), now.Minus(Duration.FromDays(SeriesBegan + 2)), ct)
            is BookSeries.Result.Booked series)
        {
            foreach (var visit in series.Appointments)
                await ExpectAsync(acts, lakeside, visit, now, ct);
            count++;
        }
        foreach (var (i, person) in cast.NeedInterpreter.Index())
            count += await BookAsync(lakeside, person, "Follow-up", today.AddDays(1 + 3 * i), s_halfPast, interpreter: "es") is null ? 0 : 1;
        var physical = await BookAsync(harbor, cast.Linked, "Annual physical", today.AddDays(6), s_noon);
        var lab = physical is null ? null : await BookAsync(harbor, cast.Linked, s_lab.Name, today.AddDays(5), s_noon, linkedTo: physical,
            note: "Before the physical: nothing but water for eight hours");
        await BookAsync(harbor, cast.Pair[0], "Follow-up", today.AddDays(2), s_noon);
        var beside = await BookAsync(harbor, cast.Pair[1], "Sick visit", today.AddDays(2), s_noon,
            overbookedWhy: "The provider asked for it: the dressing cannot wait");
        var ranOut = await acts.TryAsync(hold, new(DemoHouse.KindOf("Immunization").Id, OverLunch(foothills).Id, foothills.Id, today.AddDays(1), s_noon),
            DemoHouse.Clerk(foothills), now.Minus(Duration.FromMinutes(20)), ct);
        count += await GroupAsync(acts, cast, foothills, today.AddDays(4), now, ct);
        return count + new object?[] { physical, lab, beside, ranOut }.Count(o => o is not null);

        async Task<AppointmentId?> BookAsync(DemoHouse.Site site, DemoPeople.Person person, string kind, DateOnly date, TimeOnly time,
            string? interpreter = null, AppointmentId? linkedTo = null, string? overbookedWhy = null, string? note = null)
        {
            var type = kind == s_lab.Name ? s_lab : DemoHouse.KindOf(kind);
            var request = new BookAppointment.Request(person.Id, type.Id, OverLunch(site).Id, site.Id, date, time, note, AcceptOverlap: true,
                Interpreter: interpreter, AcceptOutOfNetwork: true, Overbook: overbookedWhy is not null, LinkedTo: linkedTo);
            var who = overbookedWhy is null ? DemoHouse.Clerk(site) : DemoHouse.Senior;
            if (await acts.TryAsync(book, request, who, now.Minus(Duration.FromDays(3)), ct, overbookedWhy) is not BookAppointment.Result.Booked booked)
                return null;
            await ExpectAsync(acts, site, booked.Appointment, now, ct);
            return booked.Appointment;
        }
    }

    /// <summary>A class with places left.</summary>
    private async Task<int> GroupAsync(DemoActs acts, Cast cast, DemoHouse.Site site, DateOnly date, Instant now, CancellationToken ct)
    {
        var (clerk, then) = (DemoHouse.Clerk(site), now.Minus(Duration.FromDays(3)));
        if (await acts.TryAsync(openGroup, new(s_class.Id, OverLunch(site).Id, site.Id, date, s_noon, "Eating well with diabetes", 8), clerk, then, ct)
            is not OpenGroup.Result.Opened opened)
            return 0;
        foreach (var person in cast.Group)
        {
            if (await acts.TryAsync(addToGroup, new(opened.Group, person.Id, AcceptOverlap: true, AcceptOutOfNetwork: true), clerk, then, ct)
                is AddToGroup.Result.Added added)
                await ExpectAsync(acts, site, added.Appointment, now, ct);
        }
        return 1;
    }

    private async Task ExpectAsync(DemoActs acts, DemoHouse.Site site, AppointmentId appointment, Instant now, CancellationToken ct)
    {
        await visits.ForAppointmentAsync(acts.At(DemoHouse.Clerk(site), now), appointment, ct);
        acts.Db.ChangeTracker.Clear();
    }

    /// <summary>The waitlist, and every day a slot that is offered to one of it.</summary>
    private async Task<int> WaitAsync(DemoActs acts, Cast cast, DateOnly today, Instant now, CancellationToken ct)
    {
        var (harbor, lakeside) = (DemoHouse.Sites[0], DemoHouse.Sites[1]);
        var (clerk, followUp, count) = (DemoHouse.Clerk(harbor), DemoHouse.KindOf("Follow-up").Id, 0);
        if (!await acts.Db.Set<WaitlistEntry>().AnyAsync(ct))
        {
            var later = (await acts.TryAsync(book, new(cast.Waiting[0].Id, followUp, OverLunch(lakeside).Id, lakeside.Id, today.AddDays(20), s_halfPast,
                AcceptOverlap: true, AcceptOutOfNetwork: true), DemoHouse.Clerk(lakeside), now.Minus(Duration.FromDays(5)), ct) as BookAppointment.Result.Booked)?.Appointment;
            if (later is { } visit)
                await ExpectAsync(acts, lakeside, visit, now, ct);
            AddToWaitlist.Request[] waiting =
            [
                new(cast.Waiting[0].Id, followUp, today, today.AddDays(19), Urgency: WaitlistUrgency.Soon, Contact: WaitlistContact.Text, Locations: [lakeside.Id],
                    Appointment: later, Note: "Wants to be seen before a journey"),
                new(cast.Waiting[1].Id, DemoHouse.KindOf("Annual physical").Id, today, Latest: new(11, 30), Weekdays: [DayOfWeek.Monday, DayOfWeek.Wednesday, DayOfWeek.Friday],
                    Providers: [DemoHouse.Doctors[0].Id], NoticeMinutes: 24 * 60, Urgency: WaitlistUrgency.Urgent),
                new(cast.Waiting[2].Id, DemoHouse.KindOf("Sick visit").Id, today, NoticeMinutes: 30, IsStandby: true, Note: "Lives across the street"),
                new(cast.Waiting[3].Id, followUp, today, Earliest: s_noon, Locations: [harbor.Id]),
            ];
            foreach (var (i, entry) in waiting.Index())
                count += await acts.TryAsync(wait, entry, clerk, now.Minus(Duration.FromDays(2 + 4 * i)), ct) is null ? 0 : 1;
        }
        var asked = cast.Waiting[^1].Id;
        if (await acts.Db.Set<WaitlistOffer>().AnyAsync(o => o.State == OfferState.Open && o.ExpiresAt > now, ct)
            || await acts.Db.Set<WaitlistEntry>().AsNoTracking().FirstOrDefaultAsync(e => e.PatientId == asked && e.State == WaitlistState.Waiting, ct)
                is not { } first)
            return count;
        // Until the next morning, so that whoever looks at the demo finds it open.
        return count + (await acts.TryAsync(offer, new([first.Id], OverLunch(harbor).Id, harbor.Id, today.AddDays(1), s_halfPast, 30, 1440), clerk, now, ct)
            is null ? 0 : 1);
    }

    /// <summary>Whoever was not reached in time is cancelled: nobody is seen by one who is away. Before the day goes on.</summary>
    /// <returns>How many.</returns>
    public async Task<int> EndCallsAsync(DemoActs acts, DateOnly today, Instant now, CancellationToken ct)
    {
        var (senior, count) = (DemoHouse.Senior, 0);
        var lines = (await acts.AskAsync(showList, new(null), senior, now, ct)).Lines;
        foreach (var line in lines.Where(l => l.IsAhead && l.Date <= today.AddDays(1) && (l.Why is null or AwayWhy)))
            count += await acts.TryAsync(cancel, new(line.Appointment, line.Version, "The provider is away; calls again for a new time"), senior, now, ct) is null ? 0 : 1;
        return count;
    }

    /// <summary>Somebody is away in ten days, and those who were booked are to be called; unless some still are.</summary>
    private async Task<int> BumpAsync(DemoActs acts, DateOnly today, Instant now, CancellationToken ct)
    {
        var senior = DemoHouse.Senior;
        if ((await acts.AskAsync(showList, new(null), senior, now, ct)).Lines.Count > 0)
            return 0;
        var (from, to, site) = (today.AddDays(AwayIn), today.AddDays(AwayIn + AwayDays - 1), DemoHouse.Sites[1].Id);
        var booked = await acts.Db.Set<AppointmentRow>().Where(a => a.LocationId == site && a.Date >= from && a.Date <= to
            && (a.State == AppointmentState.Booked || a.State == AppointmentState.Confirmed)).Select(a => a.ProviderId).ToListAsync(ct);
        // Whoever has the most to call, but not over lunch: those visits have a story of their own.
        if (DemoHouse.Doctors.Where(d => d.Site.Id == site && !d.HasEvening).MaxBy(d => booked.Count(b => b == d.Id)) is not { } away || !booked.Contains(away.Id))
            return 0;
        return await acts.TryAsync(addException, new(away.Id, null, ExceptionKind.DayOff, from, to, null, null, AwayWhy, AcceptBumps: true),
            senior, now, ct) is null ? 0 : 1;
    }

    /// <summary>One tree that a clinician approved, and one that its supervisor still writes.</summary>
    private async Task<int> GuideAsync(DemoActs acts, Instant now, CancellationToken ct)
    {
        var (supervisor, clinician) = (DemoHouse.Supervisor, DemoHouse.Of("robin"));
        GuidedAnswer Books(string text, string kind, Urgency urgency, string? specialty = null) =>
            new() { Text = text, Leads = AnswerLeads.ToBooking, VisitType = DemoHouse.KindOf(kind).Id, Urgency = urgency, Specialty = specialty };
        GuidedAnswer Nurse(string text, string say) =>
            new() { Text = text, Leads = AnswerLeads.ToNurse, Say = say, Fallback = "Tell the caller to hang up and dial 911, and tell the supervisor." };
        GuidedAnswer Asks(string text, string question) => new() { Text = text, Leads = AnswerLeads.ToQuestion, Question = question };

        if (await acts.TryAsync(saveTree, new(null, 0, "Back or joint pain", new GuidedTree
            {
                Questions =
                [
                    new() { Id = "numb", Text = "Is a leg numb, or is it hard to hold water?", Answers = [Nurse("Yes", "Stay on the line, please."), Asks("No", "new")] },
                    new() { Id = "new", Text = "Was it seen by somebody here in the last three months?",
                        Answers = [Books("Yes", "Follow-up", Urgency.ThisWeek), Books("No", "Sick visit", Urgency.Today, "Family medicine")] },
                ],
            }), supervisor, now.Minus(Duration.FromDays(20)), ct) is not SaveTree.Result.Saved written)
            return 0;
        await acts.TryAsync(submitTree, new(written.Tree, written.Version), supervisor, now.Minus(Duration.FromDays(19)), ct);
        await acts.TryAsync(approveTree, new(written.Tree, written.Version + 1), clinician, now.Minus(Duration.FromDays(18)), ct);
        await acts.TryAsync(saveTree, new(null, 0, "Rash", new GuidedTree
        {
            Questions =
            [
                new() { Id = "breath", Text = "Is it hard to breathe, or is the face swollen?",
                    Answers = [Nurse("Yes", "I connect you with the nurse."), Books("No", "Sick visit", Urgency.ThisWeek, "Dermatology")] },
            ],
        }), supervisor, now.Minus(Duration.FromDays(1)), ct);
        return 4;
    }

    /// <summary>A visit that is over goes all its steps, with what the desk says of its copay while the day is fresh.</summary>
    private async Task SeeAsync(DemoActs acts, DemoHouse.Site site, DemoHouse.Member clerk, AppointmentRow visit, bool isLate, CancellationToken ct)
    {
        Instant At(int minutes) => visit.StartsAt.Plus(Duration.FromMinutes(minutes));
        var known = await visits.ForAppointmentAsync(acts.At(clerk, At(-10)), visit.Id, ct);
        if (known.State != VisitState.Expected)
            return;
        await schedule.SettleAsync(acts.At(clerk, At(-10)), visit.Id, AppointmentState.Kept, null, ct);
        foreach (var (to, minutes) in new[] { (VisitState.Arrived, -10), (VisitState.CheckedIn, -6), (VisitState.Roomed, -1), (VisitState.WithProvider, 3),
            (VisitState.CheckedOut, 28) })
        {
            var desk = acts.At(clerk, At(minutes));
            await visits.ChangeAsync(desk, known.Id, to, to == VisitState.Roomed ? DemoHouse.Room(site, 6) : null, ct);
            await desk.SaveAsync(ct);
        }
        acts.Db.ChangeTracker.Clear();
        if (isLate)
            return;
        var money = await payments.VisitMoneyAsync(acts.At(clerk, At(28)), known.Id, ct);
        await acts.TryAsync(recordUncollected, new(known.Id, money.CopayKnown ? UncollectedReason.BillMe : UncollectedReason.CopayUnknown, null), clerk, At(28), ct);
    }
}
