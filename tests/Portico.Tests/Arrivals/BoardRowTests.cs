using Bunit;
using NodaTime;
using Portico.Modules.Arrivals;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;

namespace Portico.Tests.Arrivals;

/// <summary>A row of the board renders again when something of it changed, and then alone.</summary>
public sealed class BoardRowTests : BunitContext
{
    private static readonly Instant s_nine = Instant.FromUtc(2026, 3, 4, 14, 0);

    private static readonly TodayBoard.Row s_row = new(Id.New<AppointmentId>(), null, Id.New<PatientId>(), "SYNTHETIC, Ann", false,
        new DateOnly(1980, 5, 1), new TimeOnly(9, 0), 20, "Main", "America/New_York", "Dr. Synthetic", "Office visit", "sky",
        BoardState.Booked, s_nine, null, null, null, "Self-pay", null, 0, false, false);

    [Fact]
    public void A_refresh_that_says_the_same_renders_no_row_again()
    {
        var row = Render<BoardRow>(p => p.Add(r => r.Row, s_row));
        row.Render(p => p.Add(r => r.Row, s_row with { }));
        row.RenderCount.ShouldBe(1);
    }

    [Fact]
    public void A_row_that_changed_renders_again()
    {
        var row = Render<BoardRow>(p => p.Add(r => r.Row, s_row).Add(r => r.Held, Roles.FrontDesk));
        row.Render(p => p.Add(r => r.Row, s_row with { State = BoardState.Arrived, Visit = Id.New<VisitId>() }));
        row.RenderCount.ShouldBe(2);
        row.Find("[data-next]").TextContent.ShouldStartWith("Check in");
    }

    [Theory]
    [InlineData(Roles.FrontDesk, "Check in")]
    [InlineData(Roles.Clinician, "Visit")]
    [InlineData(Roles.Biller, "Visit")]
    public void A_step_that_the_role_does_not_include_is_not_offered(Roles held, string offered) =>
        Render<BoardRow>(p => p.Add(r => r.Row, s_row with { State = BoardState.Arrived, Visit = Id.New<VisitId>() }).Add(r => r.Held, held))
            .Find("[data-next]").TextContent.ShouldStartWith(offered);

    [Fact]
    public void A_minute_more_of_waiting_renders_the_row_again()
    {
        var row = Render<BoardRow>(p => p.Add(r => r.Row, s_row).Add(r => r.Wait, 14));
        row.Render(p => p.Add(r => r.Wait, 15));
        row.Markup.ShouldContain("15 min, long");
    }
}
