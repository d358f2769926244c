using Portico.Platform.Values;

namespace Portico.Tests.Platform;

public sealed class CardNumberTests
{
    // The networks' published test numbers.
    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("paid with 4111 1111 1111 1111, thanks")]
    [InlineData("3782-822463-10005")]
    [InlineData("call 2026 5555 5555 5555 4444")]
    [InlineData("card:6011.1111.1111.1117")]
    [InlineData("٤١١١ ١١١١ ١١١١ ١١١١")]
    [InlineData("41111111111111111228")]
    [InlineData("4111\u00a01111\u00a01111\u00a01111")]
    public void A_card_number_is_found_however_it_is_written(string text) => CardNumbers.AreIn(text).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Call 555-010-0199 after 14:30, room 12")]
    [InlineData("ends in 1111, exp 12/28")]
    [InlineData("4111111111111112")]
    [InlineData("0000000000000000")]
    [InlineData("born 14-Jul-1945, MRN 100245")]
    public void Other_text_passes(string? text) => CardNumbers.AreIn(text).ShouldBeFalse();

    [Theory]
    [InlineData("W123456789", CardLikeness.No)]
    [InlineData("4111111111111112", CardLikeness.No)]
    [InlineData("9999999999999995", CardLikeness.CheckDigitOnly)]
    [InlineData("4111-1111-1111-1111", CardLikeness.Card)]
    [InlineData("378282246310005", CardLikeness.Card)]
    [InlineData("2223003122003222", CardLikeness.Card)]
    [InlineData("ID 4111111111111111", CardLikeness.Card)]
    public void A_member_id_is_refused_only_with_a_networks_prefix(string id, CardLikeness likeness) =>
        CardNumbers.Of(id).ShouldBe(likeness);
}
