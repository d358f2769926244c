using System.Collections.Concurrent;
using System.Globalization;

namespace Portico.PayerSim;

/// <summary>Everybody whom the payers know. Made from a seed and a day: the same for the same two.</summary>
/// <remarks>Safe from any thread.</remarks>
public sealed class MemberDirectory
{
    private readonly ConcurrentDictionary<(string Payer, string Id), List<Member>> _byId = new();
    private readonly Dictionary<string, List<Member>> _byPayer = [];
    private readonly Lock _enrolling = new();
    private readonly int _seed;

    /// <summary>The day that the directory was made for.</summary>
    public DateOnly Today { get; }

    internal static IReadOnlyList<Payer> Payers { get; } = [.. CommercialPayers.All, .. OtherPayers.All];

    /// <summary>Makes the directory.</summary>
    /// <param name="seed">Decides everything that is left to chance.</param>
    /// <param name="today">Coverage and ages are counted from it.</param>
    /// <param name="households">How many policies each payer has.</param>
    public MemberDirectory(int seed, DateOnly today, int households)
    {
        (_seed, Today) = (seed, today);
        foreach (var payer in Payers)
        {
            _byPayer[payer.Id] = [];
            for (var number = 0; number < households; number++)
                Add(Household(payer, number));
        }
        Introduce();
    }

    /// <summary>Everybody, in the order they were made.</summary>
    public IReadOnlyList<Member> All
    {
        get
        {
            lock (_enrolling)
                return [.. Payers.SelectMany(p => _byPayer[p.Id])];
        }
    }

    /// <summary>Everybody of one payer, in the order they were made.</summary>
    public IReadOnlyList<Member> Of(string payer)
    {
        lock (_enrolling)
            return _byPayer.TryGetValue(payer, out var members) ? [.. members] : [];
    }

    /// <summary>Who has this id: the subscriber first, then dependents without an id of their own.</summary>
    internal IReadOnlyList<Member> WithId(string payer, string id)
    {
        lock (_enrolling)
            return _byId.TryGetValue((payer, id.Trim().ToUpperInvariant()), out var found) ? [.. found] : [];
    }

    /// <summary>Enrolls somebody beside those of the seed.</summary>
    /// <returns>Null where the payer or the subscriber is unknown, or the person is enrolled already.</returns>
    public Member? Enroll(NewMember person)
    {
        lock (_enrolling)
        {
            var payer = Payers.FirstOrDefault(p => p.Id == person.Payer);
            if (payer is null)
                return null;
            var subscriber = person.Relation == MemberRelation.Self ? null
                : WithId(payer.Id, person.SubscriberId ?? person.MemberId).FirstOrDefault(m => m.Subscriber is null);
            if (person.Relation != MemberRelation.Self && subscriber is null)
                return null;
            var (family, given) = (person.Family.ToUpperInvariant(), person.Given.ToUpperInvariant());
            if (WithId(payer.Id, person.MemberId).Any(m => m.Subscriber is null == subscriber is null && m.Born == person.Born && m.Given == given))
                return null;
            var dice = Dice.Of(_seed, FormattableString.Invariant($"enrolled/{payer.Id}/{person.MemberId}/{person.Born:yyyyMMdd}"));
            var spent = dice.Below(2_000) * 100L;
            var from = person.From ?? new DateOnly(Today.Year, 1, 1);
            var kind = person.Case ?? "active";
            var member = new Member
            {
                Payer = payer.Id, MemberId = person.MemberId.ToUpperInvariant(), Family = family, Given = given, Born = person.Born, Sex = person.Sex,
                Relation = person.Relation, Subscriber = subscriber, IsAskedBelowSubscriber = subscriber?.MemberId.Equals(person.MemberId, StringComparison.OrdinalIgnoreCase) == true,
                Plan = payer.Plan, GroupNumber = payer.HasGroups ? subscriber?.GroupNumber ?? person.GroupNumber ?? "GENROLLED" : null, Case = kind,
                Truth = payer.Cover(new(kind, from, person.To, subscriber is not null, spent, spent, dice)),
            };
            Add([member]);
            return member;
        }
    }

    private void Add(IEnumerable<Member> members)
    {
        foreach (var member in members)
        {
            _byPayer[member.Payer].Add(member);
            _byId.GetOrAdd((member.Payer, member.MemberId), _ => []).Add(member);
        }
    }

    // The first households of each payer are always the same cases, so that whoever tests finds them whatever the seed.
    private static string CaseOf(Payer payer, int number, Dice dice) => number switch
    {
        0 => "active",
        1 => "family",
        2 => "terminated",
        3 => "future",
        4 => "ends-this-month",
        _ when number - 5 < payer.Cases.Count => payer.Cases[number - 5],
        _ => dice.Below(10) switch { 0 => "terminated", 1 or 2 or 3 or 4 => "family", _ => "active" },
    };

    private List<Member> Household(Payer payer, int number)
    {
        var dice = Dice.Of(_seed, FormattableString.Invariant($"{payer.Id}/{number}"));
        var kind = CaseOf(payer, number, dice);
        var (from, to) = Span(kind, dice);
        var people = kind == "family" && payer.Ages.To < 65 ? 3 + dice.Below(3) : 1;
        var spent = Enumerable.Range(0, people).Select(_ => kind == "deductible-met" ? 400_000L : dice.Below(2_400) * 100L).ToArray();
        var family = MemberNames.Family(dice);
        var group = payer.HasGroups ? "G" + (100 + dice.Below(900)).ToString(CultureInfo.InvariantCulture) : null;
        var members = new List<Member>(people);
        var street = (100 + dice.Below(900)).ToString(CultureInfo.InvariantCulture) + " SYNTHETIC WAY";
        var age = payer.Ages.From + dice.Below(payer.Ages.To - payer.Ages.From);
        for (var person = 0; person < people; person++)
        {
            var relation = person switch { 0 => MemberRelation.Self, 1 => MemberRelation.Spouse, _ => MemberRelation.Child };
            var years = relation == MemberRelation.Child ? dice.Below(Math.Max(1, Math.Min(18, age - 20))) : Math.Max(19, age - (person == 1 ? dice.Below(5) : 0));
            var head = members.FirstOrDefault();
            var id = head is null || payer.HasIdPerPerson ? payer.MakeId(dice, number * 10 + person) : head.MemberId;
            members.Add(new()
            {
                Payer = payer.Id, MemberId = id, Family = family, Given = MemberNames.Given(dice, [.. members.Select(m => m.Given)]),
                Born = Today.AddYears(-years).AddDays(-1 - dice.Below(364)), Sex = dice.Below(2) == 0 ? "F" : "M", Relation = relation, Street = street,
                Subscriber = head, IsAskedBelowSubscriber = head is not null && !payer.HasIdPerPerson, Plan = payer.Plan, GroupNumber = group, Case = kind,
                Truth = payer.Cover(new(kind, from, to, people > 1, spent[person], spent.Sum(), dice)),
            });
        }
        return members;
    }

    private (DateOnly From, DateOnly? To) Span(string kind, Dice dice)
    {
        var year = new DateOnly(Today.Year, 1, 1);
        var month = new DateOnly(Today.Year, Today.Month, 1);
        return kind switch
        {
            "terminated" => (year.AddYears(-2), month.AddDays(-1)),
            "future" => (month.AddMonths(1), null),
            "ends-this-month" => (year.AddYears(-1), month.AddMonths(1).AddDays(-1)),
            _ => (year.AddYears(-dice.Below(4)), null),
        };
    }

    // Some people are known to two payers: who asks one has to find the other.
    private void Introduce()
    {
        SamePerson(("SYN09", "medicare-advantage"), "SYN08", "active");
        SamePerson(("SYN09", "qmb"), "SYN10", "qmb");
        SamePerson(("SYN06", "other-payer-first"), "SYN04", "active");
        SamePerson(("SYN06", "other-payer-second"), "SYN02", "active");
    }

    private void SamePerson((string Payer, string Case) first, string payer, string kind)
    {
        foreach (var member in Of(first.Payer).Where(m => m.Case == first.Case && m.Subscriber is null))
        {
            var there = member.Truth.OtherPayers.FirstOrDefault(p => p.Id == payer)?.MemberId
                ?? Payers.Single(p => p.Id == payer).MakeId(Dice.Of(_seed, $"also/{member.Payer}/{member.MemberId}"), 9_000 + _byPayer[payer].Count);
            var other = Enroll(new()
            {
                Payer = payer, MemberId = there, Family = member.Family, Given = member.Given, Born = member.Born, Sex = member.Sex, Case = kind, From = member.Truth.From,
            });
            if (other is null)
                continue;
            member.AlsoAt = [new(other.Payer, other.MemberId)];
            other.AlsoAt = [new(member.Payer, member.MemberId)];
        }
    }
}
