namespace Portico.PayerSim;

/// <summary>Makes the 271 of a 270: for every person who was asked about, what their payer says.</summary>
/// <param name="directory">Who is known.</param>
/// <param name="faults">What goes wrong on purpose.</param>
/// <param name="isRealTime">One person at a time; in a batch as many as there are.</param>
/// <param name="today">At the payer.</param>
internal sealed class Responder(MemberDirectory directory, FaultPlan faults, bool isRealTime, DateOnly today)
{
    /// <summary>Nobody has it on file: an enrolment that was forgotten.</summary>
    public const string UnknownNpi = "1999999984";

    /// <summary>On file, and not allowed to ask.</summary>
    public const string IneligibleNpi = "1888888884";

    private readonly List<EligibilityResponse> _twice = [];

    /// <summary>What went wrong on purpose, by rule.</summary>
    public List<FaultRule> Fired { get; } = [];

    /// <summary>TRN02 of all who were asked about.</summary>
    public List<string> Traces { get; } = [];

    /// <summary>How many persons were asked about.</summary>
    public int People { get; private set; }

    /// <summary>Answers that a fault wants sent a second time, each in a transaction of its own.</summary>
    public IReadOnlyList<EligibilityResponse> TakeTwice()
    {
        EligibilityResponse[] taken = [.. _twice];
        _twice.Clear();
        return taken;
    }

    public EligibilityResponse Answer(EligibilityInquiry inquiry, DateTime at)
    {
        var patients = inquiry.Subscribers.Sum(s => s.Dependents.Count + (IsAskedAbout(s) ? 1 : 0));
        People += patients;
        Traces.AddRange(inquiry.Subscribers.SelectMany(s => s.Traces.Concat(s.Dependents.SelectMany(d => d.Traces))).Select(t => t.Number));
        var response = new EligibilityResponse { Purpose = "11", Reference = inquiry.Reference, At = at };
        return response with { Payers = [.. inquiry.Payers.Select(p => Of(p, patients, response))] };
    }

    private ResponsePayer Of(InquiryPayer asked, int patients, EligibilityResponse response)
    {
        var party = new Party { Named = asked.Payer.Named with { Place = default } };
        if (isRealTime && patients > 1)
            return new() { Payer = party, Rejections = [Rejection.Of("2000A", false, "04", "C")] };
        if (MemberDirectory.Payers.FirstOrDefault(p => p.Id == asked.Payer.Named.Id) is not { } payer)
            return new() { Payer = party with { Rejections = [Rejection.Of("2100A", false, "79", "C")] } };
        var known = new Party
        {
            Named = new() { Role = "PR", Name = payer.Name, IdKind = "PI", Id = payer.Id },
            Contacts = [new() { Kind = "IC", Name = "PROVIDER SERVICES", Numbers = [new("TE", "55555501" + payer.Id[3..])] }],
        };
        if (Refused(payer.Id, "2000A") is { } refused)
            return new() { Payer = known, Rejections = [refused] };
        if ((Refused(payer.Id, "2100A") ?? Maintenance(payer.Id)) is { } silent)
            return new() { Payer = known with { Rejections = [silent] } };
        return new() { Payer = known, Providers = [.. asked.Providers.Select(p => Of(payer, known, p, response))] };
    }

    private Rejection? Refused(string payer, string level)
    {
        if (faults.Draw(payer, FaultKind.Aaa, r => r.Level == level) is not { } rule)
            return null;
        Fired.Add(rule);
        return Rejection.Of(level, rule.Code is "42" or "80", rule.Code ?? "42", rule.FollowUp ?? "R");
    }

    private Rejection? Maintenance(string payer)
    {
        if (faults.Draw(payer, FaultKind.Maintenance, r => r.Status is null) is not { } rule)
            return null;
        Fired.Add(rule);
        return Rejection.Of("2100A", isRequestValid: true, "42", "R");
    }

    private ResponseProvider Of(Payer payer, Party known, InquiryProvider asked, EligibilityResponse response)
    {
        var named = asked.Provider.Named with { Place = default };
        var provider = new Party { Named = named };
        if ((Wrong(named) ?? Refused(payer.Id, "2100B")) is { } rejection)
            return new() { Provider = provider with { Rejections = [rejection] } };
        var answers = new List<EligibilityAnswer>(asked.Subscribers.Count);
        foreach (var subscriber in asked.Subscribers)
        {
            var answer = Of(payer, subscriber);
            answers.Add(answer);
            if (isRealTime || faults.Draw(payer.Id, FaultKind.Duplicate) is not { } rule)
                continue;
            Fired.Add(rule);
            _twice.Add(response with { Payers = [new() { Payer = known, Providers = [new() { Provider = provider, Answers = [answer] }] }] });
        }
        return new() { Provider = provider, Answers = answers };
    }

    private static Rejection? Wrong(NamedParty provider)
    {
        var code = provider.IdKind != "XX" || string.IsNullOrEmpty(provider.Id) ? null
            : !Npi.IsValid(System.Text.Encoding.ASCII.GetBytes(provider.Id)) ? "43"
            : provider.Id == UnknownNpi ? "51" : provider.Id == IneligibleNpi ? "50" : "";
        return code == "" ? null : Rejection.Of("2100B", false, code ?? "43", "C");
    }

    // A subscriber above a dependent is there to name the policy, unless something is asked about them too.
    private static bool IsAskedAbout(InquiryPerson subscriber) => subscriber.Dependents.Count == 0 || subscriber.Questions.Count > 0;

    private EligibilityAnswer Of(Payer payer, InquiryPerson subscriber)
    {
        List<EligibilityAnswer> each = IsAskedAbout(subscriber) ? [One(payer, subscriber, null)] : [];
        each.AddRange(subscriber.Dependents.Select(d => One(payer, subscriber, d)));
        // One level 2000C with all of theirs below, unless the subscriber is refused.
        return each.Find(a => a.Rejections.Count > 0) ?? (each.Count == 1 ? each[0] : each[0] with { Dependents = [.. each.SelectMany(a => a.Dependents)] });
    }

    private EligibilityAnswer One(Payer payer, InquiryPerson subscriber, InquiryPerson? dependent)
    {
        var patient = dependent ?? subscriber;
        var (member, rejection) = MemberMatch.Find(directory, payer, subscriber, dependent);
        var (person, benefit) = dependent is null ? ("2100C", "2110C") : ("2100D", "2110D");
        if ((Refused(payer.Id, "2100C") ?? (dependent is null ? null : Refused(payer.Id, "2100D"))) is { } onPurpose)
            rejection = onPurpose;
        var on = Asked(subscriber, patient);
        if (rejection is null && member is not null)
            rejection = OutOfRange(payer, member, on, person);
        if (rejection is not null)
            return Refusal(subscriber, dependent, rejection);
        if (member is null)
            throw new System.Diagnostics.UnreachableException();
        if (faults.Draw(payer.Id, FaultKind.OtherPatient) is { } mixUp && Other(member) is { } other)
        {
            Fired.Add(mixUp);
            var theirs = mixUp.KeepsTrace ? Identity.Back(patient.Traces) : [TraceNumber.Of("2", "OTHER" + other.MemberId, "9SYNTHETIC")];
            return Identity.Answer(payer, other, null, theirs, BenefitLines.Of(payer, other, on, Services(patient)));
        }
        var lines = BenefitLines.Of(payer, member, on, Services(patient));
        if ((Refused(payer.Id, "2110C") ?? (dependent is null ? null : Refused(payer.Id, "2110D"))) is { } line)
            lines = [new Benefit { Kind = BenefitKind.CannotProcess, ServiceTypes = Services(patient), Rejections = [line with { Loop = benefit }] }];
        var traces = Identity.Back(patient.Traces);
        if (payer.GivesTrace)
            traces = [.. traces, TraceNumber.Of("1", FormattableString.Invariant($"{payer.Id}R{Traces.Count}"), "9" + payer.Id + "0000")];
        return Identity.Answer(payer, member, patient.Person.Named.Given, traces, lines);
    }

    private static IReadOnlyList<string> Services(InquiryPerson patient) => [.. patient.Questions.SelectMany(q => q.ServiceTypes).Distinct()];

    private DateOnly Asked(InquiryPerson subscriber, InquiryPerson patient) =>
        patient.Questions.SelectMany(q => q.Dates).Concat(patient.Dates).Concat(subscriber.Dates).FirstOrDefault(d => d.Kind == "291") is { Kind: "291" } date
            ? date.Dates.First : today;

    private Rejection? OutOfRange(Payer payer, Member member, DateOnly on, string loop)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var last = payer.MonthsAhead == 0 ? month.AddMonths(1).AddDays(-1) : today.AddMonths(payer.MonthsAhead);
        var code = on < member.Born ? "60" : on < today.AddMonths(-payer.MonthsBack) ? "62" : on > last ? payer.MonthsAhead == 0 ? "63" : "62" : null;
        return code is null ? null : Rejection.Of(loop, false, code, "C");
    }

    private Member? Other(Member member)
    {
        var all = directory.Of(member.Payer);
        var at = all.TakeWhile(m => m != member).Count();
        return Enumerable.Range(1, all.Count - 1).Select(i => all[(at + i) % all.Count])
            .FirstOrDefault(m => !m.IsAskedBelowSubscriber && m.MemberId != member.MemberId);
    }

    // Everybody as they were asked about: of who was not matched, the payer discloses nothing.
    private static EligibilityAnswer Refusal(InquiryPerson subscriber, InquiryPerson? dependent, Rejection rejection)
    {
        var traces = Identity.Back((dependent ?? subscriber).Traces);
        if (dependent is null || rejection.Loop == "2100C")
            return Echo(subscriber, traces, isDependent: false) with { Rejections = [rejection with { Loop = "2100C" }] };
        var below = Echo(dependent, traces, isDependent: true) with { Rejections = [rejection] };
        return Echo(subscriber, [], isDependent: false) with { Dependents = [below] };
    }

    private static EligibilityAnswer Echo(InquiryPerson person, IReadOnlyList<TraceNumber> traces, bool isDependent) => new()
    {
        IsDependent = isDependent, Traces = traces, Person = person.Person.Named with { Place = default }, Born = person.Person.Born, Sex = person.Person.Sex,
    };
}
