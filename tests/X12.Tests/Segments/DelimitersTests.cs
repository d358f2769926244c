using System.Text;

namespace Portico.X12.Tests;

public sealed class DelimitersTests
{
    private const string Padded =
        "ISA*00*          *00*          *ZZ*SYNTHETIC01    *ZZ*SYNTHETIC02    *261123*0905*^*00501*000000001*0*T*:~GS*HS";

    private static bool Read(string text, out Delimiters delimiters) =>
        Delimiters.TryRead(Encoding.ASCII.GetBytes(text), out delimiters);

    [Fact]
    public void The_four_come_from_the_isa_itself()
    {
        Read(Padded, out var read).ShouldBeTrue();
        read.ShouldBe(new Delimiters((byte)'*', (byte)'^', (byte)':', (byte)'~'));
    }

    [Fact]
    public void Unusual_characters_are_taken_as_they_are()
    {
        Read(Padded.Replace('*', '|').Replace(':', '>').Replace('~', '\n'), out var read).ShouldBeTrue();
        read.ShouldBe(new Delimiters((byte)'|', (byte)'^', (byte)'>', (byte)'\n'));
    }

    [Fact]
    public void An_unpadded_isa_is_read()
    {
        Read("ISA*00**00**ZZ*A*ZZ*B*261123*0905*^*00501*1*0*T*:~", out var read).ShouldBeTrue();
        read.Component.ShouldBe((byte)':');
    }

    [Fact]
    public void Before_00402_there_is_no_repetition_separator()
    {
        Read(Padded.Replace("*^*00501*", "*U*00401*"), out var read).ShouldBeTrue();
        read.Repetition.ShouldBeNull();
    }

    [Theory]
    [InlineData("^")]
    [InlineData("U")]
    [InlineData("")]
    public void A_repetition_separator_that_is_none_is_done_without(string isa11)
    {
        Read($"ISA*00**00**ZZ*A*ZZ*B*261123*0905*{isa11}*00501*1*0*T*^~", out var read).ShouldBeTrue();
        (read.Repetition, read.Component).ShouldBe(((byte?)null, (byte)'^'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GS*HS")]
    [InlineData("ISA*00*          *00*")]
    [InlineData("ISA*00**00**ZZ*A*ZZ*B*261123*0905*^*00501*1*0*T**~")]
    [InlineData("ISA*00**00**ZZ*A*ZZ*B*261123*0905*^*00501*1*0*T*~~")]
    public void What_is_no_whole_isa_is_refused(string text) => Read(text, out _).ShouldBeFalse();
}
