using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Portico.BrowserTests.Kit;

[assembly: AssemblyFixture(typeof(Browsing))]
// Two: while one waits for the browser or the line, the other works.
[assembly: Xunit.v3.Parallelization(MaxThreads = 2)]

namespace Portico.BrowserTests.Kit;

/// <summary>One browser for all tests: Debian's Chromium without windows, Windows' own Edge, or Chrome on macOS;
/// <c>PORTICO_CHROMIUM</c> names another.</summary>
/// <remarks>The shell draws the same pages for half the processor time of the browser with its own tabs and menus.</remarks>
public sealed class Browsing : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        var named = Environment.GetEnvironmentVariable("PORTICO_CHROMIUM") is { Length: > 0 } path ? path
            : OperatingSystem.IsLinux() ? "/usr/bin/chromium-headless-shell" : null;
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
    public async Task<Screen> OpenAsync(LiveDesk desk, ColorScheme theme = ColorScheme.Light, string? zone = null)
    {
        var browser = _browser ?? throw new InvalidOperationException("The browser did not start.");
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = desk.Origin, ViewportSize = new() { Width = 1280, Height = 800 }, ColorScheme = theme, Locale = "en-US",
            TimezoneId = zone ?? TinyPractice.Zone, ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(desk.Line is null ? 15_000 : 30_000);
        if (Screen.LastSeen is not null)
            await context.AddInitScriptAsync(Screen.KeepsEvents);
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
public sealed partial class Screen : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];
    private readonly List<string> _story = [];

    internal Screen(IPage page, IBrowserContext context)
    {
        (Page, _context) = (page, context);
        page.PageError += (_, error) => _errors.Add(error);
        page.Request += (_, request) =>
        {
            if (request.IsNavigationRequest)
                _story.Add($"loads {new Uri(request.Url).AbsolutePath}");
        };
        page.Console += (_, message) =>
        {
            _story.Add($"{message.Type}: {message.Text}");
            // The browser reports every cut connection and every 4xx by itself: not the page's fault.
            if (message.Type == "error" && !message.Text.Contains("WebSocket", StringComparison.Ordinal)
                && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal))
                _errors.Add(message.Text);
        };
    }

    /// <summary>Where what each page said last is kept. Null: nowhere.</summary>
    internal static string? LastSeen => Environment.GetEnvironmentVariable("PORTICO_LAST_SEEN") is { Length: > 0 } folder ? folder : null;

    /// <summary>Keeps a page's last events, as they came and where they went: a press that nobody heard leaves no other trace.</summary>
    internal const string KeepsEvents = """
        globalThis.lastEvents = [];
        for (const type of ['keydown', 'keyup', 'mousedown', 'mouseup', 'click', 'submit', 'change', 'focusin', 'focusout', 'popstate'])
          for (const isFirst of [true, false])
            addEventListener(type, e => {
              const t = e.target instanceof Element ? `${e.target.tagName} ${e.target.id || e.target.textContent.trim().slice(0, 24)}` : 'window';
              lastEvents.push(`${Math.round(performance.now())} ${isFirst ? '>' : '<'} ${type} ${e.key ?? ''} ${t}${e.defaultPrevented ? ' prevented' : ''} at ${location.pathname}`);
              if (lastEvents.length > 60) lastEvents.shift();
            }, isFirst);
        """;

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

    /// <summary>Waits until the page's address is so.</summary>
    /// <param name="pattern">A regular expression of JavaScript over path and query.</param>
    /// <param name="timeout">Milliseconds. Null: as everywhere.</param>
    /// <remarks>WaitForURLAsync looks once and then waits for the next change: one that falls between the two is never seen.</remarks>
    public async Task AtAsync([StringSyntax(StringSyntaxAttribute.Regex)] string pattern, float? timeout = null) =>
        await Page.WaitForFunctionAsync("pattern => new RegExp(pattern).test(location.pathname + location.search)", pattern, new() { Timeout = timeout });

    /// <summary>Picks a file as soon as the page listens: it asks for the script of its picker a round trip after it is shown, when no
    /// person has found the file yet.</summary>
    public async Task PickAsync(ILocator input, FilePayload file)
    {
        await Page.WaitForFunctionAsync("picker => picker._blazorInputFileNextFileId !== undefined", await input.ElementHandleAsync());
        await input.SetInputFilesAsync(file);
    }

    /// <summary>Chooses a person in the demo, and arrives where that leads.</summary>
    public async Task SignInAsync(string displayName, string goTo = "/today")
    {
        await Page.GotoAsync("/choose?returnUrl=" + Uri.EscapeDataString(goTo));
        await Page.GetByRole(AriaRole.Button, new() { Name = displayName }).PressAsync("Enter");
        await AtAsync("^(?!/choose)");
        await ReadyAsync();
    }

    /// <summary>Keeps a script on its way until it is let go.</summary>
    /// <returns>Lets it go. Fails when nothing of that name was asked for: then nothing was kept.</returns>
    public async Task<Action> HoldBackAsync(string script)
    {
        var (asked, free) = (false, new TaskCompletionSource());
        await Page.RouteAsync($"**/{script}*.js*", async route =>
        {
            asked = true;
            await free.Task;
            await route.ContinueAsync();
        });
        return () =>
        {
            asked.ShouldBeTrue($"nobody asked for {script}");
            free.SetResult();
        };
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
    /// <remarks>A page that differs from one that passed by its ids and the numbers of its text alone, as on the other database, passes as well:
    /// looking is most of what a test costs.</remarks>
    public async Task ShouldBeAccessibleAsync()
    {
        var page = await Page.EvaluateAsync<string>(
            "() => `${innerWidth} ${matchMedia('(prefers-color-scheme: dark)').matches} ${document.documentElement.outerHTML}`");
        var seen = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Changing().Replace(page, "*"))));
        if (s_passed.ContainsKey(seen))
            return;
        var result = await Page.RunAxe(new AxeRunOptions
        {
            // What is right is not described element by element: that is most of the work.
            ResultTypes = [ResultType.Violations],
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        });
        result.Violations.Select(v => $"{new Uri(Page.Url).AbsolutePath}: {v.Id} {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}")
            .ShouldBeEmpty();
        s_passed[seen] = true;
    }

    private static readonly ConcurrentDictionary<string, bool> s_passed = new();

    // The framework's comments and tokens, ids, and numbers in the text. Never those of an attribute: they may be an order or a colour.
    [GeneratedRegex("<!--.*?-->|CfDJ8[A-Za-z0-9_-]+|[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}|(?<=>[^<]*)[0-9]+", RegexOptions.Singleline)]
    private static partial Regex Changing();

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
        // For whoever asks what a failed test saw last: in words, and in a picture where pictures are kept.
        if (LastSeen is { } folder)
        {
            Directory.CreateDirectory(folder);
            // ./test finds a failed test's pages by its display name, the other signs made one.
            var name = $"{Regex.Replace(TestContext.Current.Test?.TestDisplayName ?? "test", "[^A-Za-z0-9]+", "_")}-{Page.GetHashCode()}";
            string words;
            string[] events = [];
            try
            {
                events = await Page.EvaluateAsync<string[]>("() => globalThis.lastEvents ?? []");
                words = await Page.Locator("body").AriaSnapshotAsync();
            }
            catch (Exception gone) when (gone is PlaywrightException or TimeoutException)
            {
                words = "The page can no longer be read.";
            }
            await File.WriteAllLinesAsync(Path.Combine(folder, name + ".txt"), [Page.Url, .. _story, .. events, words]);
            if (Environment.GetEnvironmentVariable("PORTICO_SCREENSHOTS") is { Length: > 0 })
                await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
        await _context.DisposeAsync();
    }
}
