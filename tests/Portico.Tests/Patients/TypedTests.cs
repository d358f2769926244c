using Portico.Modules.Patients.Domain;

namespace Portico.Tests.Patients;

public sealed class TypedTests
{
    private static readonly DateOnly s_today = new(2026, 3, 4);

    [Theory]
    [InlineData("7/14/1945")]
    [InlineData("07-14-1945")]
    [InlineData("7.14.1945")]
    [InlineData("14 Jul 1945")]
    [InlineData("14-Jul-1945")]
    [InlineData("July 14 1945")]
    [InlineData("jul 14, 1945")]
    [InlineData("July 14th, 1945")]
    [InlineData("14 july 45")]
    [InlineData("19450714")]
    [InlineData("07141945")]
    [InlineData("071445")]
    [InlineData("1945-07-14")]
    [InlineData("1945-7-14")]
    [InlineData("7/14/45")]
    [InlineData("14/7/1945")]
    public void A_birth_date_is_read_in_every_usual_form(string text) =>
        Typed.Read(text, s_today).Dates.ShouldBe([new DateOnly(1945, 7, 14)]);

    [Fact]
    public void Two_digits_of_a_year_mean_both_centuries_when_both_are_past() =>
        Typed.Read("7/14/20", s_today).Dates.ShouldBe([new DateOnly(2020, 7, 14), new DateOnly(1920, 7, 14)]);

    [Fact]
    public void Two_digits_of_a_year_never_mean_a_day_to_come() =>
        Typed.Read("7/14/26", s_today).Dates.ShouldBe([new DateOnly(1926, 7, 14)]);

    [Fact]
    public void A_day_that_no_month_has_is_no_date() => Typed.Read("2/30/1980", s_today).Dates.ShouldBeEmpty();

    [Fact]
    public void A_year_beside_a_name_is_a_year_of_birth()
    {
        var typed = Typed.Read("sm jo 1980", s_today);
        typed.Year.ShouldBe(1980);
        typed.Words.ShouldBe(["sm", "jo"]);
        typed.Digits.ShouldBe("");
    }

    [Fact]
    public void Four_digits_alone_are_the_end_of_a_phone() => Typed.Read("1980", s_today).Digits.ShouldBe("1980");

    [Theory]
    [InlineData("(555) 010-0123")]
    [InlineData("555-010-0123")]
    [InlineData("555.010.0123")]
    [InlineData("+1 555 010 0123")]
    [InlineData("15550100123")]
    [InlineData("5550100123")]
    public void A_phone_is_read_in_every_usual_form(string text) =>
        Typed.Read(text, s_today).Digits.ShouldBe("5550100123");

    [Fact]
    public void A_name_and_a_date_are_told_apart()
    {
        var typed = Typed.Read("  Syntheticson, 7/14/1945 ", s_today);
        typed.Words.ShouldBe(["syntheticson"]);
        typed.Dates.ShouldBe([new DateOnly(1945, 7, 14)]);
    }

    [Fact]
    public void Names_that_begin_like_months_stay_names()
    {
        var typed = Typed.Read("marta 1980", s_today);
        typed.Words.ShouldBe(["marta"]);
        typed.Year.ShouldBe(1980);
    }

    [Theory]
    [InlineData("O'Bríen", "obrien")]
    [InlineData("Åse", "ase")]
    [InlineData("Weiß", "weiss")]
    [InlineData("ŁUKASZ", "lukasz")]
    public void Accents_and_case_do_not_matter(string typed, string folded) => Words.Fold(typed).ShouldBe(folded);

    [Fact]
    public void What_stands_after_an_apostrophe_or_a_hyphen_finds_the_name_too() =>
        Words.NameParts("O'Testbrien Mock-Smith").ShouldBe(["otestbrien", "mock", "smith", "testbrien", "mocksmith"]);

    [Theory]
    [InlineData("smith", "smyth")]
    [InlineData("catherine", "kathryn")]
    [InlineData("philip", "filip")]
    [InlineData("knight", "nite")]
    [InlineData("stephen", "steven")]
    [InlineData("geoffrey", "jeffrey")]
    public void Names_that_sound_alike_share_a_code(string one, string other) =>
        SoundsLike.Code(one).ShouldBe(SoundsLike.Code(other));

    [Theory]
    [InlineData("smith", "jones")]
    [InlineData("anna", "hannah")]
    [InlineData("maria", "mark")]
    public void Names_that_do_not_sound_alike_do_not(string one, string other) =>
        SoundsLike.Code(one).ShouldNotBe(SoundsLike.Code(other));

    [Theory]
    [InlineData("smith", "smiht", 1)]
    [InlineData("smith", "smit", 1)]
    [InlineData("smith", "smitth", 1)]
    [InlineData("smith", "smoth", 1)]
    [InlineData("smith", "smith", 0)]
    [InlineData("smith", "jones", 3)]
    public void A_typo_is_one_letter_more_less_other_or_swapped(string one, string other, int distance) =>
        Words.Distance(one, other).ShouldBe(distance);

    [Fact]
    public void A_medical_record_number_carries_its_check_digit()
    {
        var mrn = Mrns.Draw(Portico.Platform.Ids.Id.New<Portico.Modules.Patients.Contracts.PatientId>(), 0);
        Mrns.IsWellFormed(mrn).ShouldBeTrue();
        var other = (char)('0' + (mrn[7] - '0' + 1) % 10);
        Mrns.IsWellFormed(mrn[..7] + other).ShouldBeFalse();
    }
}
