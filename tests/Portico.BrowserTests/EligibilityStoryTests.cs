using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Roads;
using Portico.Modules.Practice.AddParticipation;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.PayerSim;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.BrowserTests;

/// <summary>A plan that ended is found out the day before; the new card is photographed, verified and cited; the next day the patient is checked in.</summary>
public sealed class EligibilityStoryTests(Browsing browsing)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // One pixel.
    private static readonly byte[] s_picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_terminated_plan_is_found_the_day_before_and_the_new_one_is_verified_cited_and_checked_in(StoreKind kind)
    {
        // On a month's last day a payer is asked for that day, and its answer is old the day after: that is another story.
        var now = PracticeClock.Local(new PracticeClock(TimeProvider.System).Now, TinyPractice.Zone);
        var time = new ShiftedTime { Shift = TimeSpan.FromDays(now.Month == now.AddDays(1).Month ? 0 : -1) };
        await using var desk = await LiveDesk.StartAsync(kind, adjust: builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time)));
        var today = desk.Get<PracticeClock>().Today(TinyPractice.Zone);
        await using var box = await PayerBox.StartAsync(new() { Seed = 7, Today = today, Time = time }, Ct);
        var visit = await PreparedAsync(desk, box, today);

        await using var screen = await browsing.OpenAsync(desk);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: false));
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/visits/{visit.Value}");
        await hand.PressAsync(hand.Button("Ask the payer now"));
        await page.GetByRole(AriaRole.Article, new() { Name = "Benefits of Synthetic Health" }).GetByText("Not active").WaitForAsync();
        await page.GetByText("Ask the patient for other coverage: Synthetic Health").First.WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("eligibility-inactive", wholePage: true);

        // The old one ends, the new card is typed and photographed.
        await hand.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "End Synthetic Health" }));
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await hand.PressAsync(hand.Button("End the policy"));
        await page.GetByText("counts until").First.WaitForAsync();
        await hand.PressAsync(hand.Button("Add a policy"));
        // The card's payer id proposes the payer; the person picks it.
        await page.GetByText("Find the payer by what the card says").PressAsync("Enter");
        await page.GetByLabel("Payer id on the card").FillAsync("syn-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Synthetic Health", Exact = true }).PressAsync("Enter");
        await page.GetByLabel("Payer", new() { Exact = true }).Locator("option:checked").Filter(new() { HasText = "Synthetic Health" })
            .WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await screen.ShouldBeAccessibleAsync();
        await hand.TypeAsync(page.GetByLabel("Member id"), "SYNNEW22");
        await hand.PressAsync(hand.Button("Add the policy"));
        await page.GetByText("The policy is added").First.WaitForAsync();
        await screen.PickAsync(page.GetByLabel("Add the card's front"), new() { Name = "card.png", MimeType = "image/png", Buffer = s_picture });
        await page.GetByText("The card's front is kept.").First.WaitForAsync();

        // Nobody presses anything: a new policy is asked about by itself.
        var benefits = page.GetByRole(AriaRole.Article, new() { Name = "Benefits of Synthetic Health" });
        await benefits.Locator(".pill.ok").Filter(new() { HasText = "Active" }).WaitForAsync();
        var copay = benefits.GetByRole(AriaRole.Row, new() { NameRegex = new("^Copay") });
        await copay.GetByText("$25.00", new() { Exact = true }).WaitForAsync();
        var source = copay.GetByText("Segment");
        await source.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await copay.GetByText("EB*B").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("eligibility-verified", wholePage: true);

        time.Shift += TimeSpan.FromDays(1);
        await screen.SignInAsync(TinyPractice.FrontDesk);
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "TESTPATIENT" }).GetByText("Synthetic Health · active").WaitForAsync();
        await page.GetByText("Collect $25.00").First.WaitForAsync();
        await screen.PictureAsync("eligibility-board");
        await hand.PressAsync(hand.Step("Arrive", "TESTPATIENT"));
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await hand.TickAsync(page.GetByLabel("Name", new() { Exact = true }));
        await hand.TickAsync(page.GetByLabel("Birth date"));
        await hand.PressAsync(hand.Button("Arrived, and check in now"));
        await hand.ArriveAtAsync("/check-in");
        await page.GetByText("Collect $25.00").First.WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    /// <summary>The payer's door, the network, and Odette's old policy with a visit tomorrow.</summary>
    private static async Task<VisitId> PreparedAsync(LiveDesk desk, PayerBox box, DateOnly today)
    {
        var call = Call.ByProgram(TestDesk.Practice);
        var payer = (await desk.ReadAsync(d => desk.Get<IPracticeDirectory>().PayersAsync(d, Ct))).ShouldHaveSingleItem().Id;
        var road = (await desk.Get<SetRoad>().RunAsync(new(null, "Box", RoadKind.CoreMime, new Uri(box.Address.ShouldNotBeNull(), "core").ToString(), "PORTICO", "CLEARING",
            "portico", "synthetic", null, null, true, true), call, Ct)).ShouldBeOfType<SetRoad.Result.Set>().Road;
        var asking = (await desk.Get<ShowRoads>().RunAsync(new(), call, Ct)).Payers.Single(p => p.Id == payer).Asking;
        await desk.Get<SetPayerRoads>().RunAsync(new(payer, [new(road, "SYN01", null)], asking), call, Ct);
        await desk.Get<AddParticipation>().RunAsync(new(desk.Practice.ProviderId, "123456789", desk.Practice.Location, payer, null, today.AddYears(-1)), call, Ct);
        var (policy, appointment) = (Id.New<PolicyId>(), Id.New<AppointmentId>());
        VisitId visit = default;
        await desk.WriteAsync(async d =>
        {
            await desk.Get<ICoverage>().AddPolicyAsync(d, policy, desk.Practice.Known, new NewPolicy { Payer = payer, MemberId = "SYNOLD11" }, Ct);
            (await desk.Get<ISchedule>().TryAddAsync(d, appointment, desk.Practice.Known, desk.Practice.ProviderId, desk.Practice.Location, desk.Practice.FollowUp,
                today.AddDays(1), new(12, 0), 15, null, Ct)).ShouldBeTrue();
            await d.SaveAsync(Ct);
            visit = (await desk.Get<IVisits>().ForAppointmentAsync(d, appointment, Ct)).Id;
        });
        foreach (var (member, to) in new[] { ("SYNOLD11", (DateOnly?)today.AddDays(-10)), ("SYNNEW22", null) })
            box.Members.Enroll(new() { Payer = "SYN01", MemberId = member, Family = "Testpatient", Given = "Odette", Born = new(1945, 7, 14), Sex = "F", To = to }).ShouldNotBeNull();
        return visit;
    }
}
