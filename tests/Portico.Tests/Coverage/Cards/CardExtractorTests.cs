using System.Globalization;
using Portico.Modules.Coverage.Domain.Cards;
using Portico.Tests.Kit;

namespace Portico.Tests.Coverage.Cards;

public sealed class CardExtractorTests
{
    private const int Seeds = 160;

    private static CardWord Word(string text, int x, int y, double confidence = 0.95, int height = 30) => new(text, confidence, new(x, y, text.Length * 20, height));

    /// <summary>A line of words; several blanks are a gap.</summary>
    private static IEnumerable<CardWord> Line(int y, string text, double confidence = 0.95)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf(' ', at);
            end = end < 0 ? text.Length : end;
            if (end > at)
                yield return Word(text[at..end], at * 20, y, confidence);
            at = end + 1;
        }
    }

    private static CardField? Of(CardFieldKind kind, params IEnumerable<CardWord>[] lines) => CardExtractor.Extract([.. lines.SelectMany(l => l)]).FirstOrDefault(f => f.Kind == kind);

    private static bool Same(string left, string right) => Letters(left) == Letters(right);

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    [Fact]
    public void Of_160_cards_in_eight_styles_every_word_right_nearly_every_field_is_found_and_none_is_another_ones()
    {
        var (all, right) = (0, 0);
        List<string> wrong = [];
        for (var seed = 0; seed < Seeds; seed++)
        {
            var card = SyntheticCard.Make(seed);
            var found = CardExtractor.Extract(card.Words()).ToDictionary(f => f.Kind);
            foreach (var (kind, value) in card.Says)
            {
                all++;
                if (!found.TryGetValue(kind, out var field))
                    continue;
                if (Same(field.Value, value))
                    right++;
                else
                    wrong.Add($"seed {seed}, {card.Style}: {kind} is {value}, read {field.Value}");
            }
        }
        wrong.ShouldBeEmpty();
        ((double)right / all).ShouldBeGreaterThan(0.99);
    }

    [Fact]
    public void Of_160_misread_cards_no_wrong_member_id_is_given_as_sure()
    {
        var read = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            for (var again = 0; again < 5; again++)
            {
                var card = SyntheticCard.Make(seed);
                var member = CardExtractor.Extract(card.Words(new Random(seed * 100 + again))).FirstOrDefault(f => f.Kind == CardFieldKind.MemberId);
                if (member is null || member.IsToLookAtClosely)
                    continue;
                read++;
                Same(member.Value, card.Says[CardFieldKind.MemberId]).ShouldBeTrue($"seed {seed}, misreads {again}, {card.Style}: {member}");
            }
        }
        read.ShouldBeGreaterThan(Seeds * 5 / 2);
    }

    [Theory]
    [InlineData("Member ID: XYZ123456789", "XYZ123456789")]
    [InlineData("ID # W912345678", "W912345678")]
    [InlineData("Subscriber ID 987 654 321", "987 654 321")]
    [InlineData("Identification No. 0012345678", "0012345678")]
    [InlineData("ID:XYZ123456789", "XYZ123456789")]
    [InlineData("MEMBERID:XYZ123456789", "XYZ123456789")]
    [InlineData("M3mber ID: XYZ123456789", "XYZ123456789")]
    [InlineData("Medicare Number   1EG4-TE5-MK73", "1EG4-TE5-MK73")]
    public void A_member_id_stands_behind_whatever_the_card_calls_it(string line, string id) => Of(CardFieldKind.MemberId, Line(100, line)).ShouldNotBeNull().Value.ShouldBe(id);

    [Theory]
    [InlineData("Member ID: call 800-555-0143")]
    [InlineData("Member ID 01/01/2026")]
    [InlineData("Member ID: 4111111111111111")]
    [InlineData("Group: 1234567")]
    [InlineData("Member since 2019")]
    public void What_is_no_member_id_is_none(string line) => Of(CardFieldKind.MemberId, Line(100, line)).ShouldBeNull();

    [Fact]
    public void A_card_that_sets_labels_below_their_values_is_read_upward()
    {
        var lines = new[] { Line(100, "PXK555444333"), Line(140, "Member ID"), Line(200, "7654321"), Line(240, "Group No."), Line(300, "Gold PPO"), Line(340, "Plan") };
        Of(CardFieldKind.MemberId, lines).ShouldNotBeNull().Value.ShouldBe("PXK555444333");
        Of(CardFieldKind.GroupNumber, lines).ShouldNotBeNull().Value.ShouldBe("7654321");
    }

    [Fact]
    public void An_id_between_two_places_that_fit_is_looked_at_closely() =>
        Of(CardFieldKind.MemberId, Line(100, "PXK555444333"), Line(150, "Member ID"), Line(200, "QRS111222333")).ShouldNotBeNull().IsToLookAtClosely.ShouldBeTrue();

    [Fact]
    public void Two_member_ids_on_one_card_are_a_doubt() =>
        Of(CardFieldKind.MemberId, Line(100, "Member ID: PXK555444333"), Line(300, "ID: QRS111222333")).ShouldNotBeNull().IsToLookAtClosely.ShouldBeTrue();

    [Theory]
    [InlineData("XYO123456789")]
    [InlineData("XYZ12345678I")]
    [InlineData("12S45678901")]
    public void A_letter_that_looks_like_a_digit_is_left_as_it_was_read_and_looked_at_closely(string id)
    {
        var field = Of(CardFieldKind.MemberId, Line(100, "Member ID: " + id)).ShouldNotBeNull();
        field.Value.ShouldBe(id);
        field.IsToLookAtClosely.ShouldBeTrue();
    }

    [Fact]
    public void A_field_is_as_sure_as_its_worst_word() =>
        Of(CardFieldKind.SubscriberName, [Word("Name:", 0, 100), Word("Odette", 140, 100, 0.97), Word("Testpatient", 280, 100, 0.41)]).ShouldNotBeNull().Confidence.ShouldBe(0.41);

    [Fact]
    public void Two_digits_behind_an_id_are_who_of_the_family_it_is()
    {
        var fields = CardExtractor.Extract([.. Line(100, "Member ID: W912345678 02")]).ToDictionary(f => f.Kind);
        fields[CardFieldKind.MemberId].Value.ShouldBe("W912345678");
        fields[CardFieldKind.Suffix].Value.ShouldBe("02");
        fields[CardFieldKind.MemberId].IsToLookAtClosely.ShouldBeTrue();
    }

    [Fact]
    public void Copays_that_share_a_line_go_to_their_labels_in_order()
    {
        var fields = CardExtractor.Extract([.. Line(100, "PCP/Specialist $25/$50"), .. Line(200, "Urgent Care $75   ER $250")]).ToDictionary(f => f.Kind, f => f.Value);
        fields[CardFieldKind.CopayOffice].ShouldBe("$25");
        fields[CardFieldKind.CopaySpecialist].ShouldBe("$50");
        fields[CardFieldKind.CopayUrgentCare].ShouldBe("$75");
        fields[CardFieldKind.CopayEmergency].ShouldBe("$250");
    }

    [Fact]
    public void The_pharmacys_group_is_not_the_groups()
    {
        var fields = CardExtractor.Extract([.. Line(100, "RxGrp: RX4410"), .. Line(160, "RxBIN: 610014"), .. Line(220, "Group: 77001")]).ToDictionary(f => f.Kind, f => f.Value);
        fields[CardFieldKind.RxGroup].ShouldBe("RX4410");
        fields[CardFieldKind.RxBin].ShouldBe("610014");
        fields[CardFieldKind.GroupNumber].ShouldBe("77001");
    }

    [Fact]
    public void A_back_says_where_claims_go_and_who_is_called()
    {
        var card = SyntheticCard.Back(4);
        var found = CardExtractor.Extract(card.Words()).ToDictionary(f => f.Kind, f => f.Value);
        foreach (var (kind, value) in card.Says)
            found[kind].ShouldBe(value);
    }

    [Fact]
    public void Words_without_a_card_say_nothing() =>
        CardExtractor.Extract([.. Line(100, "lorem ipsum 12"), .. Line(160, "dolor")]).Where(f => f.Kind != CardFieldKind.PayerName).ShouldBeEmpty();

    [Fact]
    public void No_list_of_words_makes_it_throw()
    {
        var random = new Random(91);
        string[] parts = ["Member", "ID", "#", "ID:", "Group", "PCP/", "/", ":", "$25", "PO", "Box", "NY", "13850", "800-555-0143", "W912345678", "Plan", "Rx", "BIN", "é", "1EG4-TE5-MK73"];
        for (var n = 0; n < 2_000; n++)
        {
            CardExtractor.Extract([.. Enumerable.Range(0, random.Next(30)).Select(_ => Word(parts[random.Next(parts.Length)], random.Next(1700), random.Next(1000), random.NextDouble(), 1 + random.Next(60)))])
                .ShouldAllBe(f => f.Value.Length > 0 && f.Confidence >= 0 && f.Confidence <= 1);
        }
    }

    [Theory]
    [InlineData("01/31/2026", "2026-01-31")]
    [InlineData("1-1-26", "2026-01-01")]
    [InlineData("Jan 5, 2024", "2024-01-05")]
    [InlineData("2024-02-29", "2024-02-29")]
    [InlineData("31/01/2026", null)]
    [InlineData("O1/01/2026", null)]
    public void A_date_is_read_as_cards_print_it(string text, string? date) =>
        CardValues.Date(text).ShouldBe(date is null ? null : DateOnly.Parse(date, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData("level\tpage_num\n5\t1\t1\t1")]
    [InlineData("5\t1\t1\t1\t1\t1\t-1\t0\t5\t5\t90\tID")]
    [InlineData("5\t1\t1\t1\t1\t1\t0\t0\t5\t5\t-1\tID")]
    [InlineData("5\t1\t1\t1\t1\t1\t0\t0\t5\t5\tNaN\tID")]
    [InlineData("5\t1\t1\t1\t1\t1\t0\t0\t5\t5\t90\t \u0001")]
    [InlineData("\0\0\u0007garbage\t\t\t\t\t\t\t\t\t\t\t\t")]
    public void A_damaged_table_has_no_words(string table) => TesseractTable.Read(table).ShouldBeEmpty();

    [Fact]
    public void A_table_of_Tesseract_has_its_words() => TesseractTable.Read(
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n4\t1\t1\t1\t1\t0\t60\t80\t90\t20\t-1\t\n5\t1\t1\t1\t1\t1\t64\t81\t88\t24\t91.5\tXYZ123\n")
        .ShouldBe([new CardWord("XYZ123", 0.915, new(64, 81, 88, 24))]);
}
