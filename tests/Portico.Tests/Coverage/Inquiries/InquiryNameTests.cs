using Portico.Modules.Coverage.Domain.Inquiries;

namespace Portico.Tests.Coverage;

/// <summary>How a subscriber's name, which the card has as one text, becomes the parts of a 270.</summary>
public sealed class InquiryNameTests
{
    private static string? Split(string name, string known = "")
    {
        X12Text.TryWrite(name, out var written).ShouldBeTrue();
        X12Text.TryWrite(known, out var family).ShouldBeTrue();
        return NameSplit.Of(written, family) is { } split ? $"{split.Family}|{split.Given}|{split.Middle}|{split.Suffix}" : null;
    }

    [Theory]
    // A comma behind the family name.
    [InlineData("Smith, John", "SMITH|JOHN||")]
    [InlineData("SMITH,JOHN Q", "SMITH|JOHN|Q|")]
    [InlineData("Smith, Mary Ann", "SMITH|MARY|ANN|")]
    [InlineData("de la Cruz, Ana Maria", "DE LA CRUZ|ANA|MARIA|")]
    [InlineData("Garcia Lopez, Maria", "GARCIA LOPEZ|MARIA||")]
    [InlineData("O'Brien, Pat", "O'BRIEN|PAT||")]
    [InlineData("Smith Jr., John", "SMITH|JOHN||JR")]
    [InlineData("Smith, John Q., III", "SMITH|JOHN|Q|III")]
    [InlineData("Smith, John III", "SMITH|JOHN||III")]
    [InlineData("Smith, Jr, John", "SMITH|JOHN||JR")]
    [InlineData("Smith, John, Quentin", "SMITH|JOHN|QUENTIN|")]
    [InlineData("Smith, John V", "SMITH|JOHN|V|")]
    [InlineData("Smith, Dr. John", "SMITH|JOHN||")]
    [InlineData("Smith, J.R.", "SMITH|J.R||")]
    // Two words, as cards print them.
    [InlineData("John Smith", "SMITH|JOHN||")]
    [InlineData("Mr. John Smith", "SMITH|JOHN||")]
    [InlineData("John Smith, Jr.", "SMITH|JOHN||JR")]
    [InlineData("John Smith III", "SMITH|JOHN||III")]
    [InlineData("John Smith, MD", "SMITH|JOHN||")]
    [InlineData("Robert (Bob) Smith", "SMITH|ROBERT||")]
    [InlineData("Robert “Bob” Smith", "SMITH|ROBERT||")]
    [InlineData("Pat O’Brien", "O'BRIEN|PAT||")]
    [InlineData("Ana Smith-Jones", "SMITH-JONES|ANA||")]
    // Initials between the two.
    [InlineData("John Q. Smith", "SMITH|JOHN|Q|")]
    [InlineData("John Q R Smith Sr", "SMITH|JOHN|Q R|SR")]
    [InlineData("John Q. Smith V", "SMITH|JOHN|Q|V")]
    // Particles begin the family name.
    [InlineData("Ana de la Cruz", "DE LA CRUZ|ANA||")]
    [InlineData("Ana M. de la Cruz", "DE LA CRUZ|ANA|M|")]
    [InlineData("Ludwig van Beethoven", "VAN BEETHOVEN|LUDWIG||")]
    [InlineData("Vincent van der Berg", "VAN DER BERG|VINCENT||")]
    [InlineData("Eva St. John", "ST JOHN|EVA||")]
    [InlineData("Ian Mc Donald", "MC DONALD|IAN||")]
    // One word.
    [InlineData("Sukarno", "SUKARNO|||")]
    [InlineData("Sukarno Jr", "SUKARNO|||JR")]
    public void A_name_that_can_be_told_is_split(string name, string parts) => Split(name).ShouldBe(parts);

    [Theory]
    [InlineData("Mary Ann Smith")]
    [InlineData("Maria Garcia Lopez")]
    [InlineData("Maria Garcia de la Cruz")]
    [InlineData("Nguyen Thi Mai")]
    [InlineData("Pat O Brien")]
    [InlineData("Smith, John, Q, R")]
    [InlineData("John Michael Smith V")]
    [InlineData(", ,")]
    [InlineData("(Bob)")]
    public void A_name_that_cannot_be_told_is_not_guessed(string name) => Split(name).ShouldBeNull();

    [Theory]
    [InlineData("Mary Ann Smith", "Smith", "SMITH|MARY|ANN|")]
    [InlineData("Maria Garcia Lopez", "García López", "GARCIA LOPEZ|MARIA||")]
    [InlineData("Garcia Lopez Maria", "Garcia-Lopez", "GARCIA LOPEZ|MARIA||")]
    [InlineData("Nguyen Thi Mai", "Nguyen", "NGUYEN|THI|MAI|")]
    [InlineData("Smith John", "Smith", "SMITH|JOHN||")]
    [InlineData("Pat O Brien", "O'Brien", "O BRIEN|PAT||")]
    [InlineData("Garcia Lopez", "Garcia Lopez", "GARCIA LOPEZ|||")]
    [InlineData("James James", "James", "JAMES|JAMES||")]
    [InlineData("John Smith Jr", "Smith", "SMITH|JOHN||JR")]
    [InlineData("John Smith", "Jones", "SMITH|JOHN||")]
    [InlineData("Maria Garcia Lopez", "Jones", null)]
    public void A_family_name_that_is_known_tells(string name, string known, string? parts) => Split(name, known).ShouldBe(parts);

    [Theory]
    [InlineData("  José   Ñandú ", "JOSE NANDU", true)]
    [InlineData("Ægir Þórsson", "AEGIR THORSSON", true)]
    [InlineData("a\u200Bb\tc\0d", "AB C D", true)]
    [InlineData("Ivan Иванов", "IVAN", false)]
    [InlineData("Ava 😀", "AVA", false)]
    public void Text_is_put_into_the_basic_set_and_what_has_no_letters_there_is_said(string text, string written, bool isWhole)
    {
        X12Text.TryWrite(text, out var made).ShouldBe(isWhole);
        made.ShouldBe(written);
    }

    [Fact]
    public void Half_a_character_is_no_letter_and_breaks_nothing() => X12Text.TryWrite("Ava" + (char)0xD83D, out _).ShouldBeFalse();
}
