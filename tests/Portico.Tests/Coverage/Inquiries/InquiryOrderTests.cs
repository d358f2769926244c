using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Visits.Contracts;

namespace Portico.Tests.Coverage;

/// <summary>Which policies a visit asks about, and in which order.</summary>
public sealed class InquiryOrderTests
{
    private static readonly DateOnly s_on = new(2026, 11, 21);

    private static PolicyRow Policy(int number, string? from = null, string? to = null) => new()
    {
        Id = Id(number), MemberId = $"SYN{number}", ValidFrom = from is null ? null : DateOnly.Parse(from), ValidTo = to is null ? null : DateOnly.Parse(to),
    };

    private static PolicyId Id(int number) => new(new Guid($"0197a000-0000-7000-8000-{number:000000000000}"));

    private static IEnumerable<string> Ask(IReadOnlyCollection<PolicyRow> policies, params int[] order) =>
        PoliciesToAsk.Of(policies, [.. order.Select(Id)], s_on).Select(p => $"{p.Policy.MemberId} {p.Turn}");

    [Fact]
    public void All_of_the_filing_order_are_asked_about_in_its_order() =>
        Ask([Policy(4), Policy(3), Policy(2), Policy(1)], 2, 1, 4, 3).ShouldBe(["SYN2 Primary", "SYN1 Secondary", "SYN4 Tertiary", "SYN3 Later"]);

    [Fact]
    public void Without_a_filing_order_all_that_count_are_asked_about_and_none_is_called_primary() =>
        Ask([Policy(3, "2026-11-01"), Policy(2, "2027-01-01"), Policy(1, "2020-01-01"), Policy(4, to: "2026-11-20"), Policy(5)]).ShouldBe(["SYN5 Open", "SYN1 Open", "SYN3 Open"]);

    [Fact]
    public void The_newest_is_not_primary_because_it_is_the_newest() =>
        Ask([Policy(9, "2026-11-01"), Policy(1, "2020-01-01")], 1, 9).ShouldBe(["SYN1 Primary", "SYN9 Secondary"]);

    [Fact]
    public void The_only_one_that_counts_is_primary() => Ask([Policy(2, to: "2025-12-31"), Policy(1)]).ShouldBe(["SYN1 Primary"]);

    [Fact]
    public void A_chosen_policy_that_has_ended_keeps_its_turn_so_that_the_desk_hears_of_it() =>
        Ask([Policy(1, to: "2026-10-31"), Policy(2)], 1, 2).ShouldBe(["SYN1 Primary", "SYN2 Secondary"]);

    [Fact]
    public void A_policy_that_is_chosen_twice_is_asked_about_once() => Ask([Policy(1), Policy(2)], 2, 2, 1).ShouldBe(["SYN2 Primary", "SYN1 Secondary"]);

    [Fact]
    public void Nothing_that_counts_is_nothing_to_ask() => Ask([Policy(1, to: "2026-11-20")]).ShouldBeEmpty();
}
