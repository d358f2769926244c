using CsCheck;
using Portico.Modules.Coverage.Domain.PlanPicking;
using Portico.Modules.Practice.Contracts;

namespace Portico.Tests.Coverage;

/// <summary>Which payers a card proposes, why, and what is said when the things on it do not agree.</summary>
public sealed class PlanPickerTests
{
    private static readonly KnownPayer s_blue = Payer(1, "Blue Cross Blue Shield of Synthesia", "00621", "PO Box 805107, Springfield, SY 60680-4112");
    private static readonly KnownPayer s_north = Payer(2, "Northgate Mutual", "SYN02", "1 Main Street, Springfield, SY 62701");
    private static readonly KnownPayer s_northMedicare = Payer(3, "Northgate Mutual Medicare", "SYN12", "P.O. Box 14079, Springfield, SY 40512");
    private static readonly KnownPayer s_united = Payer(4, "SyntheticUnited Healthcare", "87726", "PO Box 30555, Springfield, SY 84130", "SUH");
    private static readonly KnownPayer[] s_payers = [s_blue, s_north, s_northMedicare, s_united];

    private static readonly PrefixTable s_prefixes = new(
    [
        new("xyz", "Blue Cross Blue Shield of Synthesia", "621"), new("A2B", "Northgate Mutual"), new("QQQ", "Blue Cross of Nowhere", "99999"), new("R12", "Northgate Mutual"),
    ]);

    private static KnownPayer Payer(int number, string name, string id, string address, params string[] others) =>
        new(new PayerId(new Guid($"0197a000-0000-7000-8000-{number:000000000000}")), name, [id], others, [address]);

    private static PlanPicks Propose(CardWords card) => PlanPicker.Propose(card, s_payers, s_prefixes);

    private static IEnumerable<string> Found(CardWords card) => Propose(card).Proposals.Select(p => $"{p.Payer.Name}: {string.Join(", ", p.Reasons.Select(r => r.Kind))}");

    [Theory]
    [InlineData("00621", "PayerId")]
    [InlineData(" 006-21 ", "PayerId")]
    [InlineData("621", "PayerIdVariant")]
    [InlineData("0621", "PayerIdVariant")]
    [InlineData("OO621", "PayerIdVariant")]
    public void A_payer_id_is_found_exactly_or_but_for_zeros(string id, string reason) =>
        Found(new() { PayerId = id }).ShouldBe([$"Blue Cross Blue Shield of Synthesia: {reason}"]);

    [Fact]
    public void A_payer_id_that_is_another_is_not_found_by_half()
    {
        Found(new() { PayerId = "6210" }).ShouldBeEmpty();
        Found(new() { PayerId = "62" }).ShouldBeEmpty();
        Found(new() { PayerId = "000" }).ShouldBeEmpty();
    }

    [Fact]
    public void The_exact_payer_id_goes_before_one_that_differs_by_zeros()
    {
        var short1 = Payer(8, "Short", "77", "");
        var long1 = Payer(9, "Long", "0077", "");
        PlanPicker.Propose(new() { PayerId = "77" }, [long1, short1], PrefixTable.Empty).Proposals.Select(p => p.Payer.Name).ShouldBe(["Short", "Long"]);
    }

    [Theory]
    [InlineData("XYZ123456789", "Blue Cross Blue Shield of Synthesia")]
    [InlineData("xyz 123 456 789", "Blue Cross Blue Shield of Synthesia")]
    [InlineData("A2B-1234567", "Northgate Mutual")]
    public void The_prefix_of_the_member_id_names_the_plan(string memberId, string payer)
    {
        var proposal = Propose(new() { MemberId = memberId }).Proposals.ShouldHaveSingleItem();
        (proposal.Payer.Name, proposal.PlanName, proposal.Reasons.ShouldHaveSingleItem().Kind).ShouldBe((payer, payer, PickReason.Prefix));
    }

    [Theory]
    [InlineData("ABC123456789")]
    [InlineData("R12345678")] // The Federal Employee Program has no prefix.
    [InlineData("XYZ12")]
    [InlineData("XYZ123456789012345")]
    [InlineData("")]
    public void A_member_id_without_a_known_prefix_proposes_nothing(string memberId) => Found(new() { MemberId = memberId }).ShouldBeEmpty();

    [Fact]
    public void A_plan_that_the_practice_does_not_have_is_said()
    {
        var picks = Propose(new() { MemberId = "QQQ123456789" });
        picks.Proposals.ShouldBeEmpty();
        picks.Doubts.ShouldBe(["The prefix QQQ of the member id is of Blue Cross of Nowhere, which is no payer of the practice."]);
    }

    [Theory]
    [InlineData("P.O. Box 14079 Springfield SY 40512", true)]
    [InlineData("po box 14079, Springfield, SY 40512-4079", true)]
    [InlineData("Claims, POB 14079, Springfield, SY 405124079", true)]
    [InlineData("Post Office Box 014079, Elsewhere SY 40512", true)]
    [InlineData("PO Box 14079, Springfield, SY 40513", false)]
    [InlineData("PO Box 14078, Springfield, SY 40512", false)]
    [InlineData("PO Box 14079, Springfield, SY", false)]
    [InlineData("14079 Box Street, Springfield, SY 40512", false)]
    public void A_claims_address_is_its_box_and_ZIP_code(string address, bool isFound) =>
        Found(new() { ClaimsAddress = address }).ShouldBe(isFound ? ["Northgate Mutual Medicare: ClaimsAddress"] : []);

    [Fact]
    public void A_box_of_five_digits_is_no_ZIP_code() => CardText.Address("PO Box 14079, Springfield, SY").ShouldBeNull();

    [Theory]
    [InlineData("1 Main St., Springfield, SY 62701", true)]
    [InlineData("Claims, 1 E Main St, Suite 5, Springfield SY 62701-0001", true)]
    [InlineData("11 Main St., Springfield, SY 62701", false)]
    public void A_claims_address_without_a_box_is_its_house_and_ZIP_code(string address, bool isFound) =>
        Found(new() { ClaimsAddress = address }).ShouldBe(isFound ? ["Northgate Mutual: ClaimsAddress"] : []);

    [Theory]
    [InlineData("BlueCross BlueShield of Synthesia", "Blue Cross Blue Shield of Synthesia: Name")]
    [InlineData("BCBS Synthesia PPO", "Blue Cross Blue Shield of Synthesia: Name")]
    [InlineData("Blue Cross & Blue Shield of Otherland", null)]
    [InlineData("Synthetic United HealthCare", "SyntheticUnited Healthcare: Name")]
    [InlineData("S.U.H.", "SyntheticUnited Healthcare: Name")]
    [InlineData("suh", "SyntheticUnited Healthcare: Name")]
    [InlineData("Insurance Plan", null)]
    [InlineData("Medicare", null)]
    public void A_name_is_found_however_it_is_written_and_never_by_a_common_word(string name, string? found) =>
        Found(new() { Name = name }).ShouldBe(found is null ? [] : [found]);

    [Fact]
    public void A_products_name_proposes_its_own_payer_before_the_one_that_begins_alike() =>
        Found(new() { Name = "Northgate Mutual Medicare PPO" }).ShouldBe(["Northgate Mutual Medicare: Name", "Northgate Mutual: NameBegins"]);

    [Fact]
    public void What_agrees_is_one_proposal_with_all_of_its_reasons_and_no_doubt()
    {
        var picks = Propose(new() { PayerId = "621", MemberId = "XYZ123456789", Name = "BCBS of Synthesia", ClaimsAddress = "PO Box 805107, 60680" });
        var proposal = picks.Proposals.ShouldHaveSingleItem();
        proposal.Reasons.Select(r => r.Kind).ShouldBe([PickReason.PayerIdVariant, PickReason.Prefix, PickReason.ClaimsAddress, PickReason.Name]);
        proposal.Reasons.ShouldAllBe(r => r.Text.Length > 0 && !r.Text.EndsWith('.'));
        picks.Doubts.ShouldBeEmpty();
    }

    [Fact]
    public void A_payer_id_and_a_prefix_that_name_different_payers_are_both_proposed_and_said()
    {
        var picks = Propose(new() { PayerId = "SYN02", MemberId = "XYZ123456789" });
        picks.Proposals.Select(p => p.Payer.Name).ShouldBe(["Northgate Mutual", "Blue Cross Blue Shield of Synthesia"]);
        picks.Doubts.ShouldHaveSingleItem().ShouldStartWith(
            "The payer id is of Northgate Mutual, the prefix of the member id of Blue Cross Blue Shield of Synthesia: compare both with the card.");
    }

    [Fact]
    public void A_name_that_the_payer_id_contradicts_is_said()
    {
        var picks = Propose(new() { PayerId = "87726", Name = "Northgate Mutual" });
        picks.Proposals.Select(p => p.Payer.Name).ShouldBe(["SyntheticUnited Healthcare", "Northgate Mutual", "Northgate Mutual Medicare"]);
        picks.Doubts.ShouldBe(["The payer id is of SyntheticUnited Healthcare, the name of Northgate Mutual or Northgate Mutual Medicare: compare both with the card."]);
    }

    [Fact]
    public void A_payer_id_that_nobody_has_is_said_beside_what_the_name_proposes()
    {
        var picks = Propose(new() { PayerId = "55555", Name = "SUH" });
        picks.Proposals.ShouldHaveSingleItem().Payer.ShouldBe(s_united);
        picks.Doubts.ShouldBe(["No payer of the practice has the payer id 55555: whoever is proposed goes by another. Compare it with the card."]);
        Propose(new() { PayerId = "55555" }).Doubts.ShouldBe(["No payer of the practice has the payer id 55555: it may be a new one."]);
    }

    [Fact]
    public void An_empty_card_proposes_nothing()
    {
        var picks = Propose(new() { PayerId = " ", MemberId = "", Name = "", ClaimsAddress = " " });
        (picks.Proposals.Count, picks.Doubts.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void A_prefix_of_another_length_is_refused() => Should.Throw<ArgumentException>(() => new PrefixTable([new("AB", "Northgate Mutual")]));

    [Fact]
    public void Whatever_a_card_says_each_payer_is_proposed_once_in_the_order_of_its_surest_reason() =>
        Gen.Select(Gen.OneOf<string?>("00621", "621", "SYN02", "x", null), Gen.OneOf<string?>("XYZ123456789", "A2B1234567", "QQQ123456789", null),
                Gen.OneOf<string?>("Northgate Mutual", "BCBS", "SUH", null), Gen.OneOf<string?>("PO Box 14079 40512", "1 Main 62701", null))
            .Sample((id, member, name, address) =>
            {
                var picks = Propose(new() { PayerId = id, MemberId = member, Name = name, ClaimsAddress = address });
                picks.Proposals.Select(p => p.Payer.Payer).ShouldBeUnique();
                picks.Proposals.Select(p => p.Reasons[0].Kind).ShouldBeInOrder();
                picks.Proposals.ShouldAllBe(p => p.Reasons.Count > 0);
            }, iter: 2_000);
}
