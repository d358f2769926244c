using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain.Licences;

namespace Portico.Tests.Patients.Licences;

public sealed class LicenceComparisonTests
{
    private static readonly DateOnly s_today = new(2026, 3, 4);
    private static readonly LicencePlace s_home = new("12 N Synthetic Way", "Apt 4B", "Mocktown", "NY", "13850-1234");
    private static readonly Licence s_licence = new()
    {
        Family = "Testpatient-Muster", Given = "Odette Quill", BirthDate = new(1945, 7, 14), Sex = Sex.Female, Address = s_home, Issuer = "NY",
    };
    private static readonly LicenceForm s_empty = new("", "", "", Sex.Unknown, null);
    private static readonly LicenceForm s_same = new("testpatient muster", "ODETTE QUILL", "7/14/45", Sex.Female, new("12 N. synthetic way", "Apt 4b", "MOCKTOWN", "New York", "13850"));

    [Fact]
    public void An_empty_form_is_filled() => Lines(s_empty).Values.ShouldAllBe(l => l == LicenceLine.Fills);

    [Fact]
    public void The_same_in_other_letters_signs_and_forms_is_no_difference() => Lines(s_same).Values.ShouldAllBe(l => l == LicenceLine.Same);

    [Fact]
    public void Each_part_that_says_something_else_differs_alone()
    {
        foreach (var (part, stands) in new[]
        {
            (LicencePart.FamilyName, s_same with { Family = "Testpatient" }), (LicencePart.GivenNames, s_same with { Given = "Odette" }),
            (LicencePart.BirthDate, s_same with { Born = "7/15/45" }), (LicencePart.BirthDate, s_same with { Born = "in July" }), (LicencePart.Sex, s_same with { Sex = Sex.Other }),
            (LicencePart.Address, s_same with { Address = s_home with { Line2 = null } }), (LicencePart.Address, s_same with { Address = s_home with { Zip = "13850-9999" } }),
            (LicencePart.Address, s_same with { Address = null, IsAddressWithheld = true }),
        })
            Lines(stands).Where(l => l.Value == LicenceLine.Differs).Select(l => l.Key).ShouldBe([part]);
    }

    [Fact]
    public void What_the_licence_does_not_say_is_no_difference() =>
        LicenceComparison.Of(s_same, new() { Family = "", Given = "" }, s_today).ShouldBeEmpty();

    [Fact]
    public void A_longer_name_than_the_card_had_room_for_is_the_same()
    {
        var stands = s_same with { Family = "Testpatient-Musterhausen" };
        Lines(stands)[LicencePart.FamilyName].ShouldBe(LicenceLine.Differs);
        LicenceComparison.Of(stands, s_licence with { IsFamilyCut = true }, s_today)[LicencePart.FamilyName].ShouldBe(LicenceLine.Same);
    }

    [Fact]
    public void Another_name_and_birth_date_may_be_somebody_elses_card()
    {
        LicenceComparison.MayBeSomebodyElses(Lines(s_same with { Given = "Amelia", Born = "1/1/1950" })).ShouldBeTrue();
        LicenceComparison.MayBeSomebodyElses(Lines(s_same with { Given = "Amelia" })).ShouldBeFalse();
        LicenceComparison.MayBeSomebodyElses(Lines(s_same with { Born = "1/1/1950" })).ShouldBeFalse();
    }

    [Fact]
    public void A_form_says_of_the_licence_only_what_both_say()
    {
        var taken = new LicenceTaken(s_licence, IsExpired: true, [], []);
        var seen = taken.ShownBy(s_same with { Born = "7/15/45" }, s_today).ShouldNotBeNull();
        (seen.Issuer, seen.IsExpired).ShouldBe(("NY", true));
        seen.Shows.ShouldBe([LicencePart.FamilyName, LicencePart.GivenNames, LicencePart.Sex, LicencePart.Address]);
        taken.ShownBy(new("Else", "Other", "1/1/1950", Sex.Male, null), s_today).ShouldBeNull();
    }

    [Fact]
    public void What_became_of_it_is_said_in_words() => new LicenceTaken(s_licence with { ExpiresOn = new(2020, 3, 3), Suffix = "Jr" }, IsExpired: true,
            [LicencePart.FamilyName, LicencePart.BirthDate], [LicencePart.Sex]).Said
        .ShouldBe("The driver's licence of New York was read: family name and birth date filled in. Left as it was: sex. "
            + "It expired on 3-Mar-2020. Who the person is still stands on it; ask whether the address is right. It has Jr after the name, which is not filled in.");

    private static IReadOnlyDictionary<LicencePart, LicenceLine> Lines(LicenceForm stands) => LicenceComparison.Of(stands, s_licence, s_today);
}
