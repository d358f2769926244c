using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Screens;

/// <summary>Pages of the staff app without a browser, over a real practice: what a person presses, and what the server makes of it.</summary>
internal sealed class Room : BunitContext
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(20);

    public Room(TestDesk desk, Call person)
    {
        var who = new ClaimsPrincipal(new ClaimsIdentity(
        [
            new(PorticoClaims.User, person.User.Value.ToString()),
            new(PorticoClaims.Practice, person.Practice.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new(PorticoClaims.HeldRoles, ((int)desk.Access.RolesOf(person.User)).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ], "test"));
        Services.AddSingleton<AuthenticationStateProvider>(new SittingHere(who));
        Services.AddSingleton(services => new Caller(services.GetRequiredService<AuthenticationStateProvider>()));
        Services.AddFallbackServiceProvider(desk.Services);
        JSInterop.Mode = JSRuntimeMode.Loose;
        var module = JSInterop.SetupModule(_ => true);
        module.Mode = JSRuntimeMode.Loose;
        module.SetupModule("attach", _ => true).Mode = JSRuntimeMode.Loose;
    }

    /// <summary>A double Enter in the form that holds a field: the second press does not wait for what the first one did, and meets
    /// whatever stands on the screen by then.</summary>
    public static Task PressTwiceAsync(IRenderedComponent<IComponent> page, string field) =>
        TwiceAsync(page, () => page.FindAll("form").FirstOrDefault(f => f.QuerySelector(field) is not null), form => form.SubmitAsync());

    /// <summary>A double click on the button that says so, likewise.</summary>
    public static Task ClickTwiceAsync(IRenderedComponent<IComponent> page, string words) => TwiceAsync(page,
        () => page.FindAll("button").FirstOrDefault(b => b.TextContent.Trim().StartsWith(words, StringComparison.Ordinal)), button => button.ClickAsync());

    // On the page's own thread, so that nothing is rendered anew between a look and a press.
    private static async Task TwiceAsync(IRenderedComponent<IComponent> page, Func<IElement?> find, Func<IElement, Task> press)
    {
        var first = page.InvokeAsync(() => press(find().ShouldNotBeNull()));
        await page.InvokeAsync(() => find() is { } still ? press(still) : Task.CompletedTask);
        await first;
    }

    /// <summary>Waits until the page says so.</summary>
    public static Task SeenAsync(IRenderedComponent<IComponent> page, string words) =>
        page.WaitForAssertionAsync(() => page.Markup.ShouldContain(words), s_longest);

    /// <summary>Waits until the page has such an element.</summary>
    public static Task FoundAsync(IRenderedComponent<IComponent> page, string selector) =>
        page.WaitForAssertionAsync(() => page.FindAll(selector).ShouldNotBeEmpty(), s_longest);

    /// <summary>Presses the button that says so, once it is there.</summary>
    public static async Task ClickAsync(IRenderedComponent<IComponent> page, string words)
    {
        await page.WaitForAssertionAsync(() => Buttons().ShouldHaveSingleItem(), s_longest);
        await page.InvokeAsync(() => Buttons().Single().ClickAsync());

        List<IElement> Buttons() => [.. page.FindAll("button").Where(b => b.TextContent.Trim().StartsWith(words, StringComparison.Ordinal))];
    }

    private sealed class SittingHere(ClaimsPrincipal who) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(who));
    }
}
