using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Arrivals;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.RequestVoid;
using Portico.Modules.Payments.TakePayment;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Modules.Work;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Tests.Kit;

namespace Portico.BrowserTests;

/// <summary>Every page of the staff app for somebody who enlarges it, 320 CSS pixels wide and at 200 %, and as it stands at a desk.</summary>
/// <remarks>WCAG 2.2, 1.4.10 Reflow and 1.4.4 Resize Text. Tables and the day grid may scroll sideways within themselves, tables at a desk not.</remarks>
public sealed class ReflowTests(Browsing browsing)
{
    // Walked with the doors; reached with a link of its own; shown when a page fails.
    private static readonly string[] s_notWalked = ["/choose", "/sign-in", "/locked", "/enroll", "/error", "/not-found", "/work/reviews/{Review:guid}"];
    private const string LongFamily = "Testpatient-Oberhausen-Wintermeadow";
    private static readonly (string What, int Width, int Height)[] s_views = [("320 px", 320, 640), ("200 %", 640, 400), ("a desk's screen", 1366, 768)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_works_at_320_px_at_200_percent_and_at_a_desk_without_scrolling_sideways()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var pages = await FillAsync(desk);
        var routes = typeof(Portico.Shell.DeskPage).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<Microsoft.AspNetCore.Components.RouteAttribute>())
            .Select(r => r.Template).Except(s_notWalked).ToList();
        routes.Where(r => !pages.Any(p => new Regex("^" + Regex.Replace(r, "{[^}]+}", "[^/]+") + "$").IsMatch(p.Address.Split('?')[0]))).ShouldBeEmpty();
        await using var screen = await browsing.OpenAsync(desk);
        List<string> wrong = [];
        async Task LookAsync(string name)
        {
            foreach (var (what, width, height) in s_views)
            {
                await screen.Page.SetViewportSizeAsync(width, height);
                await screen.PictureAsync($"reflow-{width}-{name}");
                wrong.AddRange((await screen.Page.EvaluateAsync<string[]>(Look)).Select(w => $"{name} at {what}: {w}"));
            }
            await screen.Page.SetViewportSizeAsync(1280, 800);
        }

        foreach (var door in new[] { "/choose", "/sign-in" })
        {
            await OpenAsync(screen, door);
            await LookAsync(door[1..]);
        }
        await screen.SignInAsync(TinyPractice.Supervisor, "/payments/drawer");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Open drawer" }).ClickAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Count and close it" }).WaitForAsync();
        foreach (var (name, address) in pages)
        {
            await OpenAsync(screen, address);
            await LookAsync(name);
        }

        await OpenAsync(screen, "/today");
        await screen.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Arrive") }).First.ClickAsync();
        await screen.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await LookAsync("dialog-arrive");
        await screen.Page.Keyboard.PressAsync("Escape");
        await screen.Page.Keyboard.PressAsync("Control+k");
        await screen.Page.Keyboard.TypeAsync("test");
        await screen.Page.Locator(".palette [role='option']").First.WaitForAsync();
        await LookAsync("dialog-palette");
        var tomorrow = desk.Get<PracticeClock>().Today(TinyPractice.Zone).AddDays(1);
        await OpenAsync(screen, $"/schedule?date={tomorrow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}&patient={desk.Practice.Known.Value}");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "10:00 AM free" }).PressAsync("Enter");
        await screen.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await LookAsync("dialog-book");
        await OpenAsync(screen, "/patients/new");
        await screen.Page.GetByLabel("Family name").FillAsync(LongFamily);
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Scan a licence" }).ClickAsync();
        await screen.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await LookAsync("dialog-licence");
        await screen.Page.GetByLabel("Scan the barcode").FillAsync(new SyntheticLicence { Family = LongFamily.ToUpperInvariant() + "-MUSTER" }.Typed("\n"));
        await screen.Page.GetByText("choose for each").WaitForAsync();
        await LookAsync("dialog-licence-differs");
        await OpenAsync(screen, "/locked");
        await LookAsync("locked");

        wrong.ShouldBeEmpty(string.Join('\n', wrong));
    }

    private static async Task OpenAsync(Screen screen, string address)
    {
        await screen.Page.GotoAsync(address);
        await screen.Page.WaitForFunctionAsync(
            "() => document.querySelector('h1') && !document.querySelector('.loading') && (document.querySelector('.sheet') || document.body.dataset.interactive)");
    }

    /// <summary>A day in several states, with a long name in it.</summary>
    /// <returns>Every page that a supervisor can reach, with an address that shows something.</returns>
    private static async Task<IReadOnlyList<(string Name, string Address)>> FillAsync(LiveDesk desk)
    {
        var practice = desk.Practice;
        var call = Call.ByProgram(TestDesk.Practice);
        var today = desk.Get<PracticeClock>().Today(TinyPractice.Zone);
        var patient = Id.New<PatientId>();
        await desk.WriteAsync(d => desk.Get<IPatients>().AddAsync(d, patient, new NewPatient
        {
            Family = LongFamily, Given = "Maximiliana Theodora", BirthDate = new(1945, 7, 14), Phone = "+16075550143",
            Line1 = "12345 Old Sample County Highway", City = "Vestal", State = "NY", Zip = "13850",
        }, Ct));
        async Task<(AppointmentId Appointment, VisitId Visit)> BookAsync(PatientId who, TimeOnly time, bool arrives)
        {
            var booked = (await desk.Get<BookAppointment>().RunAsync(new(who, practice.FollowUp, practice.ProviderId, practice.Location, today, time,
                "Needs the room by the entrance, and an interpreter", AcceptOverlap: true), call, Ct)).ShouldBeOfType<BookAppointment.Result.Booked>();
            return (booked.Appointment, arrives
                ? (await desk.Get<ArrivePatient>().RunAsync(new(booked.Appointment, new([Identifier.Name, Identifier.BirthDate])), call, Ct))
                    .ShouldBeOfType<ArrivePatient.Result.Arrived>().Visit
                : default);
        }

        var visit = (await BookAsync(patient, new(23, 0), true)).Visit;
        var other = (await BookAsync(practice.Known, new(23, 15), true)).Visit;
        await BookAsync(patient, new(23, 30), false);
        await using var reading = await desk.Get<DeskStore>().ReadAsync(TestDesk.Practice, Ct);
        var payer = reading.Db.Set<PayerRow>().First().Id;
        await desk.Get<AddPolicy>().RunAsync(new(patient, payer, "SYN-0000-1111-2222-3333-XYZ", "GROUP-OF-SYNTHETIC-EMPLOYERS-77", "Preferred Provider Organization, Gold",
            SubscriberRelation.Spouse, "Testpatient-Oberhausen, Ferdinand", new(1944, 1, 2), new(2020, 1, 1), null, Money.FromDollars(40)), call, Ct);
        var receipt = (await desk.Get<TakePayment>().RunAsync(new(practice.Location, TenderKind.Card, Money.FromDollars(40), null, "1111", "TERMINAL-REFERENCE-0001",
            [new(PaymentPurpose.Copay, visit, null, Money.FromDollars(40))]), call, Ct)).ShouldBeOfType<TakePayment.Result.Taken>().Receipt;
        await desk.Get<RequestVoid>().RunAsync(new(receipt, GiveBackReason.WrongAmount, "Twenty of it were for the sister's visit"), call, Ct);
        await desk.Get<OpenTask>().RunAsync(new("Call the plan about the referral that it says it never received", today, null, patient, Roles.FrontDesk), call, Ct);
        var date = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return
        [
            ("today", "/today"), ("walk-in", "/walk-in"), ("schedule", $"/schedule?date={date}&patient={patient.Value}"),
            ("week", $"/schedule?view=week&date={date}"), ("month", $"/schedule?view=month&date={date}"), ("waitlist", "/schedule/waitlist"), ("reschedule", "/schedule/reschedule"),
            ("feeds", "/schedule/feeds"), ("guided", "/schedule/guided"), ("paper", "/paper"),
            ("week-sheet", $"/schedule/print/week?location={practice.Location.Value}&date={date}"),
            ("day-sheet", $"/schedule/print?location={practice.Location.Value}&date={date}"), ("templates", "/schedule/templates"),
            ("drawer", "/payments/drawer"), ("account", $"/payments/accounts/{patient.Value}"), ("approvals", "/payments/approvals"),
            ("take", $"/payments/take/{visit.Value}"), ("close", "/payments/close"), ("receipt", $"/payments/receipts/{receipt.Value}"),
            ("verify", "/coverage/work"), ("decisions", "/coverage/decisions"), ("roads", "/practice/roads"), ("deposit", $"/payments/deposit/{practice.Location.Value}/{date}"), ("practice", "/practice"),
            ("provider", $"/practice/providers/{practice.ProviderId.Value}"), ("visit-type", $"/practice/visit-types/{practice.FollowUp.Value}"), ("check-in", $"/check-in/{visit.Value}"),
            ("check-out", $"/check-out/{other.Value}"), ("visit", $"/visits/{visit.Value}"), ("patients", "/patients"), ("register", "/patients/new"), ("restricted", "/patients/restricted"),
            ("patient", $"/patients/{patient.Value}"), ("registration", $"/patients/{patient.Value}/registration"), ("coverage", $"/patients/{patient.Value}/coverage"),
            ("correct", $"/payments/receipts/{receipt.Value}/correct"), ("records", $"/staff/{reading.Db.Set<StaffMemberRow>().First().Id.Value}/records"), ("work", "/work"),
            ("keys", "/help/keys"), ("staff", "/staff"), ("tokens", "/staff/tokens"), ("how-you-sign-in", "/account"), ("not-found", "/no-such-page"), ("sign-out", "/sign-out"),
        ];
    }

    /// <summary>Says what does not fit: the page itself, what stands outside it, text that is cut off, controls that lie on each other.</summary>
    private const string Look = """
        () => {
          const wrong = [], wide = document.documentElement.clientWidth;
          const name = e => `${e.localName}${e.id ? '#' + e.id : ''}${e.classList.length ? '.' + [...e.classList].join('.') : ''} "${(e.textContent || e.value || '').trim().slice(0, 40)}"`;
          if (document.scrollingElement.scrollWidth > innerWidth) wrong.push(`the page is ${document.scrollingElement.scrollWidth} px wide`);
          const modal = document.querySelector('dialog:modal');
          const scope = modal ?? document.body;
          const visible = [...scope.querySelectorAll('*')].filter(e => e.checkVisibility({ opacityProperty: true, visibilityProperty: true })
            && e.getBoundingClientRect().width > 2 && e.getBoundingClientRect().height > 2 && !e.closest('.sr-only, .skip, svg'));
          // What may scroll sideways within itself: tables and the day grid.
          const scroller = e => { for (let p = e.parentElement; p; p = p.parentElement) if (['auto', 'scroll'].includes(getComputedStyle(p).overflowX)) return p; return null; };
          const isGrid = e => e.matches('.schedule, .scroll, table.grid');
          for (const e of visible) {
            const box = e.getBoundingClientRect(), around = scroller(e);
            if ((box.right > wide + 1 || box.left < -1) && !(around && isGrid(around)) && !isGrid(e)) wrong.push(`outside the page: ${name(e)} ${Math.round(box.left)} to ${Math.round(box.right)}`);
            const style = getComputedStyle(e);
            if (['auto', 'scroll'].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1 && !isGrid(e)) wrong.push(`scrolls sideways: ${name(e)}`);
            // At a desk nobody looks for a button to the right of what is shown.
            if (wide > 1300 && e.matches('.scroll') && e.scrollWidth > e.clientWidth + 1) wrong.push(`scrolls sideways at a desk by ${e.scrollWidth - e.clientWidth} px: ${name(e)}`);
            if (['hidden', 'clip'].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1 && !e.closest('.schedule') && !e.matches('input, select, textarea, table.grid'))
              wrong.push(`cut off: ${name(e)}`);
          }
          // The heading of a page is clear of the banner above it.
          const banner = document.querySelector('.banner'), heading = document.querySelector('h1');
          if (!modal && banner && heading && scrollY === 0 && heading.getBoundingClientRect().top < banner.getBoundingClientRect().bottom + 4)
            wrong.push(`the banner covers the heading: ${Math.round(banner.getBoundingClientRect().bottom)} over ${Math.round(heading.getBoundingClientRect().top)}`);
          const controls = visible.filter(e => e.matches('a[href], button, input:not([type=hidden]), select, textarea, summary') && !e.closest('.sg-column'));
          for (let i = 0; i < controls.length; i++) for (let j = i + 1; j < controls.length; j++) {
            const a = controls[i], b = controls[j];
            if (a.contains(b) || b.contains(a) || scroller(a) !== scroller(b)) continue;
            // A link in running text is several boxes.
            if ([...a.getClientRects()].some(p => [...b.getClientRects()].some(q =>
                Math.min(p.right, q.right) - Math.max(p.left, q.left) > 2 && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 2)))
              wrong.push(`lie on each other: ${name(a)} and ${name(b)}`);
          }
          return [...new Set(wrong)].slice(0, 12);
        }
        """;
}
