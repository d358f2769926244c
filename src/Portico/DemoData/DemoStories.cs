using NodaTime;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Cards;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.OpenGuarantorAccount;
using Portico.Modules.Visits.Contracts;
using Portico.Modules.Work;
using Portico.Platform.Access;
using Portico.Platform.Values;

namespace Portico.DemoData;

/// <summary>People whose papers are not simple: custody, proxies, accidents, three policies, closed charts. And what waits to be done.</summary>
internal sealed class DemoStories(
    AddRelation addRelation, AddAlert addAlert, RecordCaller recordCaller, OpenGuarantorAccount openAccount, IPayments payments,
    ICoverage coverage, KeepCardPicture keepPicture, KeepCardReading keepReading, LinkStaffRecord link, BreakGlass breakGlass, OpenTask openTask, ShowTasks showTasks)
{
    /// <summary>Who is in which story: the same for the same people.</summary>
    internal sealed record Cast(
        IReadOnlyList<DemoPeople.Person> Family, DemoPeople.Person TwoHomes, DemoPeople.Person Teen, DemoPeople.Person CalledFor,
        DemoPeople.Person Elder, DemoPeople.Person Worker, DemoPeople.Person Driver, DemoPeople.Person SelfPayer,
        DemoPeople.Person ManyPolicies, DemoPeople.Person Vip, DemoPeople.Person Employee, DemoPeople.Person StaffFamily);

    internal static Cast CastOf(IReadOnlyList<DemoPeople.Person> people, DateOnly today)
    {
        int Age(DemoPeople.Person person) => today.Year - (person.Registration.BirthDate ?? today).Year;
        var homes = people.GroupBy(p => p.Household).Select(g => g.ToList())
            .Where(h => h.TrueForAll(p => p.Registration.Restriction is null && p.Insurer is not null)).ToList();
        // Nobody is in two stories.
        HashSet<int> used = [];
        List<DemoPeople.Person> Home(Func<List<DemoPeople.Person>, bool> fits)
        {
            var home = homes.First(h => !used.Contains(h[0].Household) && fits(h));
            used.Add(home[0].Household);
            return home;
        }
        DemoPeople.Person One(Func<DemoPeople.Person, bool> fits) => Home(h => h.Exists(p => fits(p))).First(fits);
        var family = Home(h => h.Count(p => Age(p) < 17) >= 2 && Age(h[0]) is > 24 and < 55);
        return new Cast(
            family, One(p => Age(p) is > 4 and < 12), One(p => Age(p) is 15 or 16), One(p => Age(p) is > 30 and < 60),
            One(p => Age(p) > 80), One(p => Age(p) is > 25 and < 60), One(p => Age(p) is > 20 and < 65), One(p => Age(p) is > 20 and < 65),
            One(p => Age(p) is > 65 and < 75), people.First(p => p.Registration.Restriction == "VIP"),
            people.First(p => p.Registration.Restriction == "employee" && Age(p) > 20), One(p => Age(p) is > 30 and < 70));
    }

    public async Task TellAsync(DemoActs acts, IReadOnlyList<DemoPeople.Person> people, DateOnly today, Instant now, CancellationToken ct)
    {
        var cast = CastOf(people, today);
        await RelateAsync(acts, cast, today, now, ct);
        await OpenAccountsAsync(acts, cast, today, now, ct);
        await InsureAsync(acts, cast, today, now, ct);
        await CloseChartsAsync(acts, cast, now, ct);
    }

    private async Task RelateAsync(DemoActs acts, Cast cast, DateOnly today, Instant now, CancellationToken ct)
    {
        var (desk, since) = (DemoHouse.Members[0], today.AddDays(-200));
        async Task<RelationId> Relate(DemoPeople.Person patient, string name, Relation relation, MayHear mayHear, bool consents, string? basis,
            string? phone = "+12125550187") =>
            ((AddRelation.Result.Added)await acts.DoAsync(addRelation, new()
            {
                Patient = patient.Id, Name = name, Relation = relation, Phone = phone, MayConsent = consents,
                MayAccompany = mayHear != MayHear.Nothing, MayHear = mayHear, Basis = basis, From = since,
            }, desk, now, ct)).Relation;
        Task Warn(DemoPeople.Person patient, string text) => acts.DoAsync(addAlert, new(patient.Id, text), desk, now, ct);

        var parent = cast.Family[0];
        foreach (var child in cast.Family.Where(p => p.Registration.BirthDate > today.AddYears(-17)))
            await Relate(child, NameOf(parent), Relation.Parent, MayHear.Appointments | MayHear.Billing | MayHear.Clinical, true, null,
                parent.Registration.Phone);

        var child2 = cast.TwoHomes;
        await Relate(child2, "Testa " + child2.Registration.Family, Relation.Parent, MayHear.Appointments | MayHear.Billing | MayHear.Clinical, true,
            "Custody order on file: sole legal custody");
        await Relate(child2, "Probus Secondhome", Relation.Parent, MayHear.Appointments, false, "Custody order on file: visits on weekends, no records");
        await Warn(child2, "Custody order: look at the relations before anyone is told anything");

        await Relate(cast.Teen, "Testa " + cast.Teen.Registration.Family, Relation.Parent, MayHear.Appointments | MayHear.Billing, true, null);
        await Warn(cast.Teen, "Some visits are confidential: call the patient's own phone only");

        var friend = await Relate(cast.CalledFor, "Probus Neighbor", Relation.Friend, MayHear.Appointments, false, "Asked for by the patient");
        await acts.DoAsync(recordCaller, new(cast.CalledFor.Id, "Probus Neighbor", Relation.Friend, friend, true), desk, now, ct);

        await Relate(cast.Elder, "Testa Goodproxy", Relation.Proxy, MayHear.Everything, true, "Health care proxy on file");
        await Warn(cast.Elder, "Decisions go through the health care proxy");
    }

    private async Task OpenAccountsAsync(DemoActs acts, Cast cast, DateOnly today, Instant now, CancellationToken ct)
    {
        var desk = DemoHouse.Members[0];
        // One parent pays for all.
        foreach (var member in cast.Family.Skip(1))
            await payments.OpenPersonalAccountAsync(acts.At(desk, now), member.Id, NameOf(cast.Family[0]), ct);
        acts.Db.ChangeTracker.Clear();
        await acts.DoAsync(openAccount, new()
        {
            Patient = cast.Worker.Id, Kind = GuarantorKind.WorkersCompensation, GuarantorName = "Made-up Manufacturing Co",
            Relation = GuarantorRelation.Employer, Address = "1 Synthetic Plaza, Fernbrook NY 10001", AccidentDate = today.AddDays(-34),
            ClaimNumber = "WC-SYN-20417", Adjuster = "Testa Adjuster, (212) 555-0142",
        }, desk, now, ct);
        await acts.DoAsync(openAccount, new()
        {
            Patient = cast.Driver.Id, Kind = GuarantorKind.AutoOrLiability, GuarantorName = "Synthetic Auto Insurance",
            Relation = GuarantorRelation.Insurer, AccidentDate = today.AddDays(-12), ClaimNumber = "AUTO-SYN-88120",
            Adjuster = "Probus Adjuster, (312) 555-0117",
        }, desk, now, ct);
        await acts.DoAsync(openAccount, new()
        {
            Patient = cast.SelfPayer.Id, Kind = GuarantorKind.SelfPay, GuarantorName = NameOf(cast.SelfPayer), Relation = GuarantorRelation.Self,
        }, desk, now, ct);
    }

    private async Task InsureAsync(DemoActs acts, Cast cast, DateOnly today, Instant now, CancellationToken ct)
    {
        var (desk, person) = (DemoHouse.Members[0], cast.ManyPolicies);
        async Task<PolicyId> Insure(string name, int insurer, DateOnly from, DateOnly? to, SubscriberRelation relation = SubscriberRelation.Self)
        {
            var id = DemoDice.Id<PolicyId>("story/" + name);
            await coverage.AddPolicyAsync(acts.At(desk, now), id, person.Id, new()
            {
                Payer = DemoHouse.Insurers[insurer].Id, MemberId = $"SYN-{name.ToUpperInvariant()}", ValidFrom = from, ValidTo = to, Relation = relation,
                SubscriberName = relation == SubscriberRelation.Self ? null : "Testa " + person.Registration.Family,
                CardCopay = DemoHouse.Insurers[insurer].CopayCents is { } cents ? new Money(cents) : null, PlanName = name + " (demo)",
            }, ct);
            await acts.At(desk, now).SaveAsync(ct);
            return id;
        }
        var primary = await Insure("primary", 8, today.AddYears(-2), null);
        await Insure("secondary", 0, today.AddYears(-1), null);
        await Insure("tertiary", 6, today.AddYears(-1), null, SubscriberRelation.Spouse);
        await Insure("expired", 1, today.AddYears(-4), today.AddDays(-40));
        await Insure("future", 7, today.AddDays(45), null);
        foreach (var side in Enum.GetValues<CardSide>())
        {
            if (await acts.DoAsync(keepPicture, new(primary, side, DemoCard.Draw(side)), desk, now, ct) is KeepCardPicture.Result.Kept { Picture: var picture } && side == CardSide.Front)
                await acts.DoAsync(keepReading, new(picture, CardReading.ByHand, "", false, 0,
                    [new(CardFieldKind.MemberId, null, "SYN-PRIMARY", null), new(CardFieldKind.RxBin, null, "990000", null), new(CardFieldKind.ProviderPhone, null, "800-555-0142", null)]), desk, now, ct);
        }
        foreach (var other in new[] { cast.Family[0], cast.Worker, cast.Teen })
        {
            foreach (var side in Enum.GetValues<CardSide>())
                await acts.DoAsync(keepPicture, new(DemoPeople.PolicyOf(other.Id), side, DemoCard.Draw(side)), desk, now, ct);
        }
    }

    private async Task CloseChartsAsync(DemoActs acts, Cast cast, Instant now, CancellationToken ct)
    {
        await acts.DoAsync(link, new(cast.Employee.Id, DemoHouse.Of("sam").Id, StaffTie.Own), DemoHouse.Supervisor, now, ct);
        await acts.DoAsync(link, new(cast.StaffFamily.Id, DemoHouse.Of("riley").Id, StaffTie.Family), DemoHouse.Supervisor, now, ct);
        await acts.DoAsync(breakGlass, new(cast.Vip.Id, "Called to move the appointment of next week"), DemoHouse.Of("jordan"),
            now.Minus(Duration.FromHours(20)), ct);
    }

    /// <summary>A few things to do in every queue, with dates around today; none where enough is left from before.</summary>
    /// <returns>How many were opened.</returns>
    public async Task<int> FillQueuesAsync(DemoActs acts, DateOnly today, Instant now, CancellationToken ct)
    {
        (string Title, int Due, string? Owner, Roles For)[] wanted =
        [
            ("Call back: asked for an earlier visit", 0, "riley", Roles.FrontDesk), ("Mail the new-patient packet", -1, null, Roles.FrontDesk),
            ("Fax number of the referring office bounced: ask for the right one", 1, null, Roles.Desk),
            ("Confirm tomorrow's interpreter", 0, "dana", Roles.SeniorFrontDesk), ("Teach the new form at the huddle", 3, null, Roles.SeniorFrontDesk),
            ("Look at this week's no-shows", 2, "morgan", Roles.Supervisor), ("Answer the complaint about the parking", -2, null, Roles.Supervisor),
            ("Ask the payer why a claim is pending since 30 days", 1, "casey", Roles.Biller), ("Send statements of open balances", 4, null, Roles.Biller),
            ("Sign the school form", 0, "robin", Roles.Clinician), ("Refill request: chart is on the desk", 1, null, Roles.Clinician),
            ("Renew the card terminal's contract", 14, "alex", Roles.Administrator), ("Sample ten opened charts", 7, "quinn", Roles.Auditor),
            ("Lesson: two identifiers before any act", 2, "taylor", Roles.Trainee),
        ];
        var opened = 0;
        foreach (var queue in wanted.GroupBy(w => w.For))
        {
            var member = DemoHouse.Members.FirstOrDefault(m => m.Roles == queue.Key) ?? DemoHouse.Members[0];
            var tasks = await acts.AskAsync(showTasks, new(), member, now, ct);
            var there = tasks.Mine.Concat(tasks.Queues).Select(t => t.Title).ToHashSet();
            foreach (var (title, due, owner, roles) in queue.Where(w => !there.Contains(w.Title)))
            {
                await acts.DoAsync(openTask, new(title, today.AddDays(due), owner is null ? null : DemoHouse.Of(owner).Id, null, roles),
                    DemoHouse.Senior, now, ct);
                opened++;
            }
        }
        return opened;
    }

    private static string NameOf(DemoPeople.Person person) => person.Registration.Given + " " + person.Registration.Family;
}
