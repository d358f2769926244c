using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Practice.Contracts;
using static Portico.Tests.Coverage.Asking;

namespace Portico.Tests.Coverage;

/// <summary>Which service types a visit asks about.</summary>
public sealed class InquiryServiceTypeTests
{
    private static readonly PayerId s_other = new(new Guid("0197a000-0000-7000-8000-000000000009"));

    [Fact]
    public void The_payers_own_entry_goes_before_the_practices_and_that_before_the_specialty()
    {
        var map = new ServiceTypeMap(
        [
            new(["98"], VisitType: Therapy), new(["AE"], Payer, Therapy), new(["A4"], Specialty: "Psychiatry"), new(["33", "33"], VisitType: Therapy, Specialty: "chiropractic"),
        ]);
        map.Of(Payer, Therapy, "Psychiatry").ShouldBe(["AE"]);
        map.Of(s_other, Therapy, "Psychiatry").ShouldBe(["98"]);
        map.Of(s_other, Therapy, "Chiropractic").ShouldBe(["33"]);
        map.Of(s_other, null, "psychiatry").ShouldBe(["A4"]);
        map.Of(s_other, null, "Physical therapy").ShouldBe(["PT"]);
        map.Of(s_other, null, null).ShouldBe(["98"]);
    }

    [Fact]
    public void Of_two_entries_for_the_same_the_later_counts() =>
        new ServiceTypeMap([new(["98"], VisitType: Therapy), new(["PT"], VisitType: Therapy)]).Of(Payer, Therapy, null).ShouldBe(["PT"]);

    [Theory]
    [InlineData("Urgent Care", "UC")]
    [InlineData("Dentistry", "35")]
    [InlineData("Student health", "98")]
    [InlineData("Developmental pediatrics", "98")]
    [InlineData("Obstetrics and gynecology", "98")]
    [InlineData("Clinical psychology", "MH")]
    [InlineData("Cardiology", "98")]
    public void A_specialty_has_a_service_type_to_collect_for(string specialty, string first) => ServiceTypeMap.Default.Of(Payer, null, specialty)[0].ShouldBe(first);

    [Fact]
    public void An_entry_without_a_code_is_refused()
    {
        Should.Throw<ArgumentException>(() => new ServiceTypeMap([new([])]));
        Should.Throw<ArgumentException>(() => new ServiceTypeMap([new(["office"])]));
    }
}
