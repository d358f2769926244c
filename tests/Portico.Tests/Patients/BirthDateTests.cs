using Portico.Modules.Patients.Contracts;

namespace Portico.Tests.Patients;

/// <summary>What a typed birth date means, what is wrong with it, and how an age is told.</summary>
public sealed class BirthDateTests
{
    private static readonly DateOnly s_today = new(2026, 3, 4);

    [Theory]
    [InlineData("2/3/1850", "This birth date is more than 130 years ago: check the year.")]
    [InlineData("3/5/2026", "This birth date is in the future: check the year.")]
    [InlineData("1/1/2031", "This birth date is in the future: check the year.")]
    [InlineData("13/32/1990", "This cannot be read as a date: type it as 7/14/1945.")]
    [InlineData("yesterday", "This cannot be read as a date: type it as 7/14/1945.")]
    public void What_cannot_be_a_birth_date_says_why(string typed, string why) =>
        PatientText.ReadBirthDate(typed, s_today).ShouldBe((null, why));

    [Theory, InlineData(""), InlineData("  ")]
    public void Nothing_typed_is_nothing_wrong(string typed) => PatientText.ReadBirthDate(typed, s_today).ShouldBe((null, null));

    [Theory, InlineData("3/4/2026", 2026), InlineData("3/4/1896", 1896), InlineData("3/4/27", 1927)]
    public void A_date_within_a_life_is_read(string typed, int year) =>
        PatientText.ReadBirthDate(typed, s_today).ShouldBe((new DateOnly(year, 3, 4), null));

    [Theory]
    [InlineData("2026-03-04", "0 d")]
    [InlineData("2026-02-19", "13 d")]
    [InlineData("2026-02-18", "2 wk")]
    [InlineData("2025-12-04", "12 wk")]
    [InlineData("2025-12-03", "3 mo")]
    [InlineData("2024-03-05", "23 mo")]
    [InlineData("2024-03-04", "2 y")]
    [InlineData("1945-07-14", "80 y")]
    public void An_age_is_told_in_the_unit_that_counts(string born, string age) =>
        PatientText.Age(DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture), s_today).ShouldBe(age);
}
