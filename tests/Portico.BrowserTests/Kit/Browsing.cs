using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Portico.BrowserTests.Kit;

[assembly: AssemblyFixture(typeof(Browsing))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Portico.BrowserTests.Kit;

/// <summary>One browser for all tests: Debian's Chromium, Windows' own Edge, or Chrome on macOS; <c>PORTICO_CHROMIUM</c> names another.</summary>
public sealed class Browsing : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        var named = Environment.GetEnvironmentVariable("PORTICO_CHROMIUM") is { Length: > 0 } path ? path
            : OperatingSystem.IsLinux() ? "/usr/bin/chromium" : null;
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = named, Channel = named is not null ? null : OperatingSystem.IsWindows() ? "msedge" : "chrome",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
                // A camera that shows a moving pattern, and a person who allows it.
                "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
        });
    }

    /// <summary>A new profile and an empty tab.</summary>
    public async Task<Screen> OpenAsync(LiveDesk desk, ColorScheme theme = ColorScheme.Light)
    {
        var browser = _browser ?? throw new InvalidOperationException("The browser did not start.");
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = desk.Origin, ViewportSize = new() { Width = 1280, Height = 800 }, ColorScheme = theme, Locale = "en-US",
            TimezoneId = TinyPractice.Zone, ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(desk.Line is null ? 15_000 : 30_000);
        return new Screen(await context.NewPageAsync(), context);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>One person's tab: what is wrong with a page is collected on the way.</summary>
public sealed class Screen : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    internal Screen(IPage page, IBrowserContext context)
    {
        (Page, _context) = (page, context);
        page.PageError += (_, error) => _errors.Add(error);
        page.Console += (_, message) =>
        {
            // The browser reports every cut connection and every 4xx by itself: not the page's fault.
            if (message.Type == "error" && !message.Text.Contains("WebSocket", StringComparison.Ordinal)
                && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal))
                _errors.Add(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>Errors of the page's own scripts so far.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Opens an address and waits until it answers to keys.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await ReadyAsync();
    }

    public async Task ReadyAsync() => await Page.WaitForFunctionAsync(
        "() => document.body?.dataset.interactive === location.pathname && document.title !== '' && document.querySelector('h1')");

    /// <summary>Chooses a person in the demo, and arrives where that leads.</summary>
    public async Task SignInAsync(string displayName, string goTo = "/today")
    {
        await Page.GotoAsync("/choose?returnUrl=" + Uri.EscapeDataString(goTo));
        await Page.GetByRole(AriaRole.Button, new() { Name = displayName }).PressAsync("Enter");
        await Page.WaitForURLAsync(url => !url.Contains("/choose", StringComparison.Ordinal));
        await ReadyAsync();
    }

    /// <summary>Presses Tab until the focus is on this element, as a person without a mouse does.</summary>
    /// <returns>How many times it was pressed.</returns>
    public async Task<int> TabToAsync(ILocator wanted, int most = 60, bool goesBack = false)
    {
        await wanted.WaitForAsync();
        for (var pressed = 0; pressed < most; pressed++)
        {
            if (await wanted.EvaluateAsync<bool>("e => e === document.activeElement"))
                return pressed;
            await Page.Keyboard.PressAsync(goesBack ? "Shift+Tab" : "Tab");
        }
        throw new ShouldAssertException($"{most} tabs did not reach {wanted}");
    }

    /// <summary>WCAG 2.2 A and AA, by axe: every violation with its element.</summary>
    public async Task ShouldBeAccessibleAsync()
    {
        var result = await Page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        });
        result.Violations.Select(v => $"{new Uri(Page.Url).AbsolutePath}: {v.Id} {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}")
            .ShouldBeEmpty();
    }

    /// <summary>Keeps a picture for the docs, when PORTICO_SCREENSHOTS names a folder (1: docs/screens).</summary>
    public async Task PictureAsync(string name, bool wholePage = false)
    {
        if (Environment.GetEnvironmentVariable("PORTICO_SCREENSHOTS") is not { Length: > 0 } folder)
            return;
        if (folder == "1")
            folder = Path.Combine(RepositoryRoot(), "docs", "screens");
        Directory.CreateDirectory(folder);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), Animations = ScreenshotAnimations.Disabled, FullPage = wholePage });
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("global.json stands in no folder above the tests.");
    }

    public async ValueTask DisposeAsync()
    {
        // What a failed test saw last.
        if (Environment.GetEnvironmentVariable("PORTICO_LAST_SEEN") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            var name = $"{TestContext.Current.TestMethod?.MethodName ?? "test"}-{Page.GetHashCode()}";
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
            await File.WriteAllLinesAsync(Path.Combine(folder, name + ".txt"), [Page.Url, .. _errors, await Page.Locator("body").AriaSnapshotAsync()]);
        }
        await _context.DisposeAsync();
    }
}
