namespace Portico.PayerSim.Tests;

/// <summary>Members are made from a seed, and there is one of each case.</summary>
public sealed class DirectoryTests
{
    private static MemberDirectory Directory(int seed = 7, int households = 12) => new(seed, Asking.Today, households);

    private static string Text(MemberDirectory directory) =>
        System.Text.Json.JsonSerializer.Serialize(directory.All.Select(m => new { m.Payer, m.MemberId, m.Family, m.Given, m.Born, m.Sex, m.Relation, m.Case, m.Truth, m.AlsoAt }));

    [Fact]
    public void The_same_seed_makes_the_same_members_and_another_seed_others()
    {
        Text(Directory()).ShouldBe(Text(Directory()));
        Text(Directory(8)).ShouldNotBe(Text(Directory()));
    }

    [Fact]
    public void Whatever_the_seed_every_payer_has_every_case()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var directory = Directory(seed);
            foreach (var payer in MemberDirectory.Payers)
                directory.Of(payer.Id).Select(m => m.Case).Distinct().ShouldBe(["active", "family", "terminated", "future", "ends-this-month", .. payer.Cases], ignoreOrder: true, $"{payer.Id} {seed}");
        }
    }

    [Fact]
    public void Whatever_the_seed_an_id_is_one_persons_or_one_familys()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            foreach (var same in Directory(seed, 40).All.GroupBy(m => (m.Payer, m.MemberId)))
                same.Count(m => m.Subscriber is null || !m.IsAskedBelowSubscriber).ShouldBe(1, same.Key.ToString());
        }
    }

    [Fact]
    public void Whatever_the_seed_accumulators_add_up_and_the_family_has_spent_what_its_members_have()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            foreach (var member in Directory(seed).All)
            {
                foreach (var f in member.Truth.Figures.Where(f => f.MetCents is not null && f.RemainingCents is not null))
                    (f.MetCents + f.RemainingCents).ShouldBe(f.Cents);
                member.Truth.Figures.Where(f => f.RemainingCents is < 0 || f.VisitsRemaining is < 0).ShouldBeEmpty();
            }
        }
        var family = Directory().Of("SYN04").Where(m => m.Case == "family").ToArray();
        long Met(Member m, FigureScope scope) => m.Truth.Figures.Single(f => f.Kind == FigureKind.OutOfPocket && f.Scope == scope).MetCents.ShouldNotBeNull();
        var household = family.Where(m => m == family[0] || m.Subscriber == family[0]).ToArray();
        Met(household[0], FigureScope.Family).ShouldBe(household.Sum(m => Met(m, FigureScope.Individual)));
        household.Select(m => Met(m, FigureScope.Family)).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void Every_npi_and_every_medicare_number_is_well_formed()
    {
        foreach (var member in Directory(households: 60).All)
        {
            if (member.Truth.PrimaryCare is { } provider)
                Npi.IsValid(System.Text.Encoding.ASCII.GetBytes(provider.Id ?? "")).ShouldBeTrue();
            if (member.Payer == "SYN09")
                OtherPayers.IsMbi(member.MemberId).ShouldBeTrue(member.MemberId);
        }
    }

    [Theory]
    [InlineData("1EG4TE5MK73", true)]
    [InlineData("1EG4-TE5-MK73", false)]
    [InlineData("0EG4TE5MK73", false)]
    [InlineData("1SG4TE5MK73", false)]
    [InlineData("1EG4TE5MKA3", false)]
    [InlineData("1EG4TE5MK7", false)]
    public void A_medicare_number_has_its_shape(string id, bool isOne) => OtherPayers.IsMbi(id).ShouldBe(isOne);

    [Fact]
    public void Somebody_who_is_enrolled_gets_the_payers_usual_plan()
    {
        var directory = Directory();
        var head = directory.Enroll(new() { Payer = "SYN01", MemberId = "syn0001001", Family = "Demo", Given = "Testa", Born = new(1980, 7, 14), To = new(2026, 6, 30) }).ShouldNotBeNull();
        (head.MemberId, head.Truth.On(new(2026, 6, 30)), head.Truth.On(new(2026, 7, 1))).ShouldBe(("SYN0001001", CoverageState.Active, CoverageState.Inactive));
        var child = directory.Enroll(new() { Payer = "SYN01", MemberId = "SYN0001001", Family = "Demo", Given = "Testy", Born = new(2015, 3, 1), Relation = MemberRelation.Child }).ShouldNotBeNull();
        (child.Subscriber, child.IsAskedBelowSubscriber).ShouldBe((head, true));
        var other = directory.Enroll(new() { Payer = "SYN01", MemberId = "SYN0001002", SubscriberId = "SYN0001001", Family = "Demo", Given = "Testo", Born = new(2017, 3, 1), Relation = MemberRelation.Child }).ShouldNotBeNull();
        (other.Subscriber, other.IsAskedBelowSubscriber).ShouldBe((head, false));
    }

    [Fact]
    public void Nobody_is_enrolled_twice_with_a_payer_that_is_not_here_or_below_nobody()
    {
        var directory = Directory();
        var person = new NewMember { Payer = "SYN01", MemberId = "SYN1", Family = "DEMO", Given = "TESTA", Born = new(1980, 7, 14) };
        directory.Enroll(person).ShouldNotBeNull();
        directory.Enroll(person).ShouldBeNull();
        directory.Enroll(person with { Payer = "SYN99" }).ShouldBeNull();
        directory.Enroll(person with { MemberId = "SYN2", Relation = MemberRelation.Child }).ShouldBeNull();
    }
}
