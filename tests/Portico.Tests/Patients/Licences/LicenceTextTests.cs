using CsCheck;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain.Licences;
using Portico.Tests.Kit;

namespace Portico.Tests.Patients.Licences;

/// <summary>The text of a licence's barcode, in every version and as scanners type it.</summary>
public sealed class LicenceTextTests
{
    private static readonly LicencePlace s_home = new("12 N Synthetic Way", null, "Mocktown", "NY", "13850");

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8), InlineData(9),
        InlineData(10), InlineData(13)]
    public void Every_version_says_who_and_where(int version)
    {
        var licence = Read(new SyntheticLicence { Version = version });
        licence.ShouldBe(new Licence
        {
            Family = "Testpatient", Given = "Odette Quill", BirthDate = new(1945, 7, 14), Sex = Sex.Female, Address = s_home, Issuer = "NY", ExpiresOn = new(2031, 7, 14),
        });
    }

    [Fact]
    public void A_canadian_licence_has_the_year_first_and_its_own_postal_code()
    {
        var licence = Read(new SyntheticLicence { Issuer = "604428", State = "QC", Zip = "K1A0B1     ", Family = "ÉPREUVE-TÉMOIN" });
        (licence.Issuer, licence.BirthDate, licence.Family).ShouldBe(("QC", new DateOnly(1945, 7, 14), "Épreuve-Témoin"));
        licence.Address.ShouldBe(new("12 N Synthetic Way", null, "Mocktown", "QC", "K1A 0B1"));
    }

    [Theory, InlineData("07141945"), InlineData("19450714")]
    public void The_digits_of_a_date_tell_their_order_whatever_the_version_says(string written)
    {
        foreach (var version in new[] { 1, 2, 10 })
            Read(new SyntheticLicence { Version = version, Others = With("DBB", written) }).BirthDate.ShouldBe(new DateOnly(1945, 7, 14));
    }

    [Theory, InlineData("02301945"), InlineData("00000000"), InlineData("NONE"), InlineData("0714194"), InlineData("14071945")]
    public void What_is_no_date_is_not_known(string written) =>
        Read(new SyntheticLicence { Others = With("DBB", written) }).BirthDate.ShouldBeNull();

    [Theory]
    [InlineData("1", Sex.Male), InlineData("2", Sex.Female), InlineData("9", Sex.Unknown), InlineData("0", Sex.Unknown), InlineData("M", Sex.Male), InlineData("F", Sex.Female), InlineData("X", Sex.Unknown)]
    public void Sex_is_a_digit_or_a_letter_and_neither_is_not_guessed(string written, Sex read) =>
        Read(new SyntheticLicence { Sex = written }).Sex.ShouldBe(read);

    [Theory, InlineData("NONE"), InlineData("unavl"), InlineData("Unknown"), InlineData("   ")]
    public void Words_for_nothing_are_nothing(string written)
    {
        var licence = Read(new SyntheticLicence { Middle = written, Second = written, Others = With("DCU", written) });
        (licence.Given, licence.Address?.Line2, licence.Suffix).ShouldBe(("Odette", null, null));
    }

    [Theory, InlineData("13850      ", "13850"), InlineData("138500000  ", "13850"), InlineData("138501234  ", "13850-1234"), InlineData("138501234", "13850-1234"), InlineData("13850-1234 ", "13850-1234")]
    public void A_zip_has_five_or_nine_digits(string written, string read) => Read(new SyntheticLicence { Zip = written }).Address.ShouldNotBeNull().Zip.ShouldBe(read);

    [Theory]
    [InlineData("O'BRIEN-MCKAY", "O'Brien-McKay"), InlineData("DE LA CRUZ", "De La Cruz"), InlineData("MACKEY", "Mackey"), InlineData("van Testen", "van Testen")]
    public void Capitals_become_a_name_as_it_is_typed(string printed, string read) => Read(new SyntheticLicence { Family = printed }).Family.ShouldBe(read);

    [Theory, InlineData("PO BOX 7", "PO Box 7"), InlineData("4 W 42ND ST", "4 W 42nd St"), InlineData("9 NE ELM AVE", "9 NE Elm Ave")]
    public void Capitals_become_a_street(string printed, string read) => Read(new SyntheticLicence { Street = printed }).Address.ShouldNotBeNull().Line1.ShouldBe(read);

    [Fact]
    public void A_second_line_a_suffix_and_names_that_were_cut_off_are_said()
    {
        var licence = Read(new SyntheticLicence { Second = "APT 4B", Others = new Dictionary<string, string> { ["DCU"] = "JR", ["DDE"] = "T", ["DDG"] = "T" } });
        (licence.Address?.Line2, licence.Suffix, licence.IsFamilyCut, licence.IsGivenCut).ShouldBe(("Apt 4B", "Jr", true, true));
    }

    [Fact]
    public void A_name_in_one_piece_is_left_to_a_person()
    {
        var licence = Read(new SyntheticLicence { Version = 1, Others = With("DAA", "TESTPATIENT ODETTE QUILL") });
        (licence.Family, licence.Given, licence.WholeName).ShouldBe(("", "", "TESTPATIENT ODETTE QUILL"));
    }

    [Fact]
    public void An_id_card_is_told_from_a_licence() =>
        (Read(new SyntheticLicence { Kind = "ID" }).IsIdCard, Read(new SyntheticLicence()).IsIdCard).ShouldBe((true, false));

    [Theory, InlineData(0), InlineData(37), InlineData(9999)]
    public void Offsets_that_are_wrong_change_nothing(int offset) => Read(new SyntheticLicence { WrongOffset = offset }).ShouldBe(Read(new SyntheticLicence()));

    [Fact]
    public void A_directory_that_nobody_can_read_changes_nothing()
    {
        var text = new SyntheticLicence().ToString();
        var at = text.IndexOf("DL00", StringComparison.Ordinal);
        Read(text.Remove(at, 20).Insert(at, "DL  41 278Z?031  8  ")).ShouldBe(Read(new SyntheticLicence()));
    }

    [Theory, InlineData("\n"), InlineData("\n\n"), InlineData("\t"), InlineData("\r\n"), InlineData("◙")]
    public void A_scanner_may_type_any_line_break(string between) =>
        Read(new SyntheticLicence { Second = "APT 4B" }.Typed(between)).ShouldBe(Read(new SyntheticLicence { Second = "APT 4B" }));

    [Theory, InlineData(" "), InlineData("   ")]
    public void A_scanner_that_types_blanks_is_read_and_said(string between) =>
        Read(new SyntheticLicence { Second = "APT 4B" }.Typed(between)).ShouldBe(Read(new SyntheticLicence { Second = "APT 4B" }) with { IsWithoutBreaks = true });

    [Fact]
    public void A_street_that_begins_like_an_element_is_not_guessed_where_blanks_alone_part_them()
    {
        var licence = Read(new SyntheticLicence { Street = "5 DAISY LN" }.Typed(" "));
        (licence.Family, licence.Address).ShouldBe(("Testpatient", null));
        Read(new SyntheticLicence { Street = "5 DAISY LN" }).Address.ShouldNotBeNull().Line1.ShouldBe("5 Daisy Ln");
    }

    [Fact]
    public void A_scanner_that_leaves_all_breaks_out_is_told_so() =>
        LicenceText.Read(new SyntheticLicence { Street = "12SYNTHETICWAY" }.Typed("")).Fault.ShouldBe(LicenceFault.RunTogether);

    [Fact]
    public void Caps_lock_and_a_lost_header_do_not_hinder()
    {
        var whole = new SyntheticLicence().ToString();
        Read(string.Concat(whole.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : c))).Family.ShouldBe("Testpatient");
        var headless = Read(whole[whole.IndexOf("DLDAQ", StringComparison.Ordinal)..]);
        (headless.Family, headless.BirthDate, headless.Issuer).ShouldBe(("Testpatient", new DateOnly(1945, 7, 14), null));
    }

    [Theory]
    [InlineData(null, LicenceFault.Nothing), InlineData(" \r\n ", LicenceFault.Nothing), InlineData("036000291452", LicenceFault.NotALicence),
        InlineData("https://example.com/menu?table=7", LicenceFault.NotALicence), InlineData("@\n\u001e\rANSI 636001100102DL00410278ZN03190008DLDAQ", LicenceFault.Incomplete)]
    public void What_is_no_licence_says_what_it_is_not(string? text, LicenceFault fault) => LicenceText.Read(text ?? "").ShouldBe((null, fault));

    [Fact]
    public void A_text_longer_than_any_barcode_is_not_read() =>
        LicenceText.Read(new SyntheticLicence() + new string('A', LicenceText.MostChars)).Fault.ShouldBe(LicenceFault.NotALicence);

    [Fact]
    public void A_text_cut_off_anywhere_says_its_beginning_or_why_not()
    {
        var whole = new SyntheticLicence().ToString();
        for (var length = 0; length < whole.Length; length++)
            IsOneOfTwo(LicenceText.Read(whole[..length]));
    }

    [Fact]
    public void Nothing_that_can_be_typed_throws() => Gen.Char.Array[0, 400].Sample(text => IsOneOfTwo(LicenceText.Read(new string(text))));

    [Fact]
    public void A_licence_changed_at_random_never_throws_and_never_says_its_number() =>
        Gen.Select(Gen.Int[0, 13], Gen.Select(Gen.Int[0, 2000], Gen.Char, Gen.Int[0, 3]).Array[1, 12]).Sample((version, changes) =>
        {
            var text = new SyntheticLicence { Version = version }.ToString();
            foreach (var (where, letter, how) in changes)
            {
                var at = where % text.Length;
                text = how switch
                {
                    0 => text.Remove(at, 1) + " ",
                    1 => text.Insert(at, letter.ToString()),
                    2 => text[at..] + text[..at],
                    _ => text.Remove(at, 1).Insert(at, letter.ToString()),
                };
            }
            return IsOneOfTwo(LicenceText.Read(text));
        });

    [Fact]
    public void The_number_is_nowhere_in_what_was_read()
    {
        for (var version = 0; version <= 10; version++)
            Read(new SyntheticLicence { Version = version }).ToString().ShouldNotContain(SyntheticLicence.Number[2..]);
    }

    private static bool IsOneOfTwo((Licence? Licence, LicenceFault? Fault) read)
    {
        (read.Licence is null).ShouldBe(read.Fault is not null);
        return true;
    }

    private static Dictionary<string, string> With(string id, string value) => new() { [id] = value };

    private static Licence Read(SyntheticLicence licence) => Read(licence.ToString());

    private static Licence Read(string text)
    {
        var (licence, fault) = LicenceText.Read(text);
        fault.ShouldBeNull();
        return licence.ShouldNotBeNull();
    }
}
