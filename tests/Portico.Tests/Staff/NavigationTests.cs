using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Shell;
using Portico.Tests.Kit;

namespace Portico.Tests.Staff;

/// <summary>Nobody is led to a page that refuses them, and whoever may read a page finds it.</summary>
public sealed class NavigationTests
{
    private static readonly Roles[] s_roles =
    [
        Roles.FrontDesk, Roles.SeniorFrontDesk, Roles.Supervisor, Roles.Biller, Roles.Clinician, Roles.Administrator, Roles.Auditor, Roles.Trainee,
    ];

    private static readonly Dictionary<string, Roles> s_pages =
        (from page in typeof(DeskPage).Assembly.GetTypes()
         from route in page.GetCustomAttributes<RouteAttribute>()
         where !route.Template.Contains('{', StringComparison.Ordinal)
         select (route.Template, Opens: OpensFor(page))).ToDictionary(p => p.Template, p => p.Opens);

    [Fact]
    public async Task Every_entry_opens_for_each_role_that_sees_it()
    {
        await using var desk = await TestDesk.StartAsync(StoreKind.Sqlite);
        var entries = desk.Services.GetServices<NavItem>().Select(i => (i.Label, i.Href, i.Roles))
            .Concat(desk.Services.GetServices<PaletteAction>().Select(a => (a.Label, a.Href, a.Roles))).ToList();
        entries.Count.ShouldBeGreaterThan(10);
        entries.Where(e => (e.Roles & ~s_pages[e.Href.Split('?')[0]]) != 0).Select(e => $"{e.Label}: {e.Roles & ~s_pages[e.Href.Split('?')[0]]}").ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_role_begins_on_a_page_that_opens_for_it()
    {
        await using var desk = await TestDesk.StartAsync(StoreKind.Sqlite);
        var items = desk.Services.GetServices<NavItem>().ToList();
        s_roles.Where(role => (s_pages[NavItem.Home(items, role)] & role) == 0).ShouldBeEmpty();
        NavItem.Home(items, Roles.FrontDesk).ShouldBe("/today");
        NavItem.Home(items, Roles.Administrator).ShouldBe("/practice");
        NavItem.Home(items, Roles.Auditor).ShouldBe("/payments/close");
    }

    [Fact]
    public async Task Whoever_may_open_a_page_finds_it_in_the_navigation_or_the_palette()
    {
        await using var desk = await TestDesk.StartAsync(StoreKind.Sqlite);
        var entries = desk.Services.GetServices<NavItem>().Select(i => (i.Href, i.Roles))
            .Concat(desk.Services.GetServices<PaletteAction>().Select(a => (a.Href, a.Roles))).ToList();
        var lost = from page in s_pages
                   // The sheets are printed from the schedule.
                   where page.Value != Roles.None && page.Key is not ("/schedule/print" or "/schedule/print/week")
                   from role in s_roles
                   where (page.Value & role) != 0 && !entries.Exists(e => e.Href.Split('?')[0] == page.Key && (e.Roles & role) != 0)
                   select $"{page.Key}: {role}";
        lost.ShouldBeEmpty();
    }

    /// <returns>Whom the page's opening operation lets in. None: it names none.</returns>
    private static Roles OpensFor(Type page) =>
        page.GetCustomAttributes().Select(a => a.GetType()).FirstOrDefault(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(OpensWithAttribute<>))
            ?.GetGenericArguments()[0].GetCustomAttribute<AllowedToAttribute>()?.Roles ?? Roles.None;
}
