using System.Text;

namespace Portico.Hl7v2.Tests;

public sealed class EncodingCharactersTests
{
    private static bool Read(string text, out EncodingCharacters characters) =>
        EncodingCharacters.TryRead(Encoding.ASCII.GetBytes(text), out characters);

    [Fact]
    public void They_come_from_msh_itself()
    {
        Read("MSH|^~\\&|SYNTHETIC|SITE\r", out var read).ShouldBeTrue();
        read.ShouldBe(new EncodingCharacters((byte)'|', (byte)'^', (byte)'~', (byte)'\\', (byte)'&', null));
    }

    [Fact]
    public void The_fifth_is_the_truncation_character()
    {
        Read("MSH|^~\\&#|SYNTHETIC|", out var read).ShouldBeTrue();
        read.Truncation.ShouldBe((byte)'#');
    }

    [Fact]
    public void A_sender_without_escapes_says_so_by_two_characters()
    {
        Read("MSH$%~$SYNTHETIC$", out var read).ShouldBeTrue();
        (read.Field, read.Escape, read.Subcomponent).ShouldBe(((byte)'$', null, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PID|1")]
    [InlineData("MSH|^~\\&")]
    [InlineData("MSH|^^\\&|A")]
    [InlineData("MSH||A|B|C")]
    public void What_is_no_whole_header_is_refused(string text) => Read(text, out _).ShouldBeFalse();
}
