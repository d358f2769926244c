using System.Text;
using CsCheck;

namespace Portico.X12.Tests;

public sealed class CentsTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("12", 1200)]
    [InlineData("12.", 1200)]
    [InlineData("12.5", 1250)]
    [InlineData("12.500", 1250)]
    [InlineData(".05", 5)]
    [InlineData("-40.25", -4025)]
    [InlineData("0012", 1200)]
    public void An_amount_is_whole_cents(string text, long cents)
    {
        Cents.TryRead(Encoding.ASCII.GetBytes(text), out var read).ShouldBeTrue();
        read.ShouldBe(cents);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.005")]
    [InlineData("1,000")]
    [InlineData("1-")]
    [InlineData("1.2.3")]
    [InlineData("99999999999999999")]
    public void What_is_no_amount_of_whole_cents_is_refused(string text) =>
        Cents.TryRead(Encoding.ASCII.GetBytes(text), out _).ShouldBeFalse();

    [Fact]
    public void An_amount_written_is_read_back_equal() => Gen.Long[-10_000_000_000_000, 10_000_000_000_000].Sample(cents =>
    {
        Cents.TryRead(Encoding.ASCII.GetBytes(Cents.Text(cents)), out var read).ShouldBeTrue();
        read.ShouldBe(cents);
    });
}
