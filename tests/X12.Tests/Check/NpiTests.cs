using System.Text;

namespace Portico.X12.Tests;

public sealed class NpiTests
{
    [Theory]
    [InlineData("1234567893", true)]
    [InlineData("1245319599", true)]
    [InlineData("1234567890", false)]
    [InlineData("3234567893", false)]
    [InlineData("123456789", false)]
    [InlineData("12345678931", false)]
    [InlineData("123456789A", false)]
    [InlineData("", false)]
    public void An_NPI_has_ten_digits_and_a_check_digit(string text, bool isValid) => Npi.IsValid(Encoding.ASCII.GetBytes(text)).ShouldBe(isValid);

    [Fact]
    public void Each_wrong_digit_is_found()
    {
        for (var at = 0; at < 10; at++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                var text = Encoding.ASCII.GetBytes("1234567893");
                if (text[at] == digit)
                    continue;
                text[at] = (byte)digit;
                Npi.IsValid(text).ShouldBeFalse();
            }
        }
    }

    [Theory]
    [InlineData("NM1*85", "NM1*85*2*SYNTHETIC CLINIC*****XX*1234567890", 9)]
    [InlineData("NM1*85", "NM1*85*2*SYNTHETIC CLINIC*****XX*12345", 9)]
    public void A_provider_with_a_wrong_NPI_is_a_warning_at_the_number(string segment, string by, int element)
    {
        var issue = Document.Read(Sample.Bytes(Damage.Replace(Sample.Professional, segment, by))).Issues.Kept.Single();
        (issue.Kind, issue.Severity, (int)issue.Place.Element).ShouldBe((IssueKind.ElementIdentifier, Severity.Warning, element));
    }

    [Fact]
    public void The_payee_of_a_remittance_is_looked_at_too_and_other_ids_are_not()
    {
        Document.Read(Sample.Bytes(Damage.Replace(Sample.Remittance, "N1*PE", "N1*PE*SYNTHETIC CLINIC*XX*1234567890"))).Issues.Kept.Select(i => i.Kind).ShouldContain(IssueKind.ElementIdentifier);
        Document.Read(Sample.Bytes(Damage.Replace(Sample.Remittance, "N1*PE", "N1*PE*SYNTHETIC CLINIC*FI*999999999"))).Issues.Kept.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("BH:11:D8:20261101", false)]
    [InlineData("BH:11:D8:20261301", true)]
    [InlineData("BI:71:RD8:20261101-20261130", false)]
    [InlineData("BI:71:RD8:20261130-20261101", true)]
    public void Dates_inside_HI_are_looked_at(string code, bool isBad)
    {
        var input = Sample.Interchange("HC", "005010X223A2", $"""
            837
            BHT*0019*00*BATCH1*20261120*0905*CH~
            NM1*41*2*SYNTHETIC CLINIC*****46*SUBMIT1~PER*IC*BILLING DESK*TE*5555550101~NM1*40*2*SYNTHETIC CLEARING*****46*CLEAR1~
            HL*1**20*1~NM1*85*2*SYNTHETIC HOSPITAL*****XX*1234567893~N3*1 CLINIC WAY~N4*SPRINGFIELD*IL*627010000~REF*EI*999999999~
            HL*2*1*22*0~SBR*P*18*GRP1******CI~NM1*IL*1*ALDER*AVA****MI*SYN1~N3*100 ELM ST~N4*SPRINGFIELD*IL*62701~DMG*D8*19800714*F~NM1*PR*2*SYNTHETIC HEALTH PLAN*****PI*SYN01~
            CLM*CLM1*150***11:A:1**A*Y*Y~DTP*434*RD8*20261101-20261103~CL1*3*1*01~HI*ABK:J069~HI*{code}~
            LX*1~SV2*0300*HC:80048*150*UN*1~DTP*472*D8*20261101~
            """);
        Document.Read(Sample.Bytes(input)).Issues.Kept.Select(i => (i.Code, (int)i.Place.Element, (int)i.Place.Component))
            .ShouldBe(isBad ? [("x12.element-date", 1, 4)] : []);
    }
}
