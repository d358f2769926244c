using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Portico.BrowserTests.Kit;

/// <summary>How a person works the screen: with the keyboard alone, or with the mouse. The same visit is lived with either.</summary>
public sealed class Hand(Screen screen, bool hasMouse, Mishaps? mishaps = null)
{
    public Screen Screen { get; } = screen;
    private IPage Page => Screen.Page;

    /// <summary>Keystrokes of navigation and clicks so far; letters typed into a field are one action with it.</summary>
    public int Actions { get; private set; }

    /// <summary>Keys pressed so far without a mouse: letters, tabs and commands alike.</summary>
    public int Keystrokes { get; private set; }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    /// <summary>The next step of one patient's row on the board.</summary>
    public ILocator Step(string step, string patient) =>
        Page.GetByRole(AriaRole.Row).Filter(new() { HasText = patient }).GetByRole(AriaRole.Button, new() { NameRegex = new("^" + step) });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name });

    /// <param name="wanted">A button or a link.</param>
    /// <param name="goesBack">It stands above the focus.</param>
    public async Task PressAsync(ILocator wanted, bool goesBack = false)
    {
        Actions++;
        if (hasMouse)
        {
            await wanted.ClickAsync();
        }
        else
        {
            Keystrokes += await Screen.TabToAsync(wanted, goesBack: goesBack) + 1;
            await Page.Keyboard.PressAsync("Enter");
        }
        mishaps?.Pressed();
    }

    public async Task TickAsync(ILocator box)
    {
        Actions++;
        if (hasMouse)
        {
            await box.ClickAsync();
            return;
        }
        Keystrokes += await Screen.TabToAsync(box) + 1;
        await Page.Keyboard.PressAsync("Space");
    }

    public async Task TypeAsync(ILocator field, string text)
    {
        Actions++;
        if (hasMouse)
            await field.ClickAsync();
        else
            Keystrokes += await Screen.TabToAsync(field) + 2 + text.Length;
        await Page.Keyboard.PressAsync("Control+a");
        var cut = mishaps?.InWord(text.Length) ?? text.Length;
        await Page.Keyboard.TypeAsync(text[..cut], new() { Delay = 15 });
        if (cut == text.Length)
            return;
        mishaps?.Cut();
        await Page.Keyboard.TypeAsync(text[cut..], new() { Delay = 15 });
    }

    /// <summary>Chooses what begins so in a list: by typing, or in the list that the mouse opens, which the browser draws itself.</summary>
    public async Task ChooseAsync(ILocator list, string beginning)
    {
        Actions++;
        if (hasMouse)
        {
            // The list may be on its way: a person looks until the line is there.
            var line = list.Locator("option").Filter(new() { HasTextRegex = new Regex(@"^\s*" + Regex.Escape(beginning), RegexOptions.IgnoreCase) }).First;
            await line.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await list.SelectOptionAsync(new SelectOptionValue { Label = (await line.InnerTextAsync()).Trim() });
            return;
        }
        Keystrokes += await Screen.TabToAsync(list) + beginning.Length;
        await Page.Keyboard.TypeAsync(beginning, new() { Delay = 15 });
    }

    /// <summary>Sends the form that holds the focus.</summary>
    public async Task EnterAsync()
    {
        Actions++;
        Keystrokes++;
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Picks a picture in the dialog of the operating system: the end of its name is typed there.</summary>
    public async Task PickAsync(ILocator input, FilePayload file)
    {
        Actions++;
        Keystrokes += await Screen.TabToAsync(input) + 1 + file.Name.Length + 1;
        await Screen.PickAsync(input, file);
    }

    /// <summary>Opens a page of the navigation.</summary>
    public async Task TurnToAsync(string page, string path)
    {
        await PressAsync(Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link, new() { Name = page, Exact = false }).First);
        await ArriveAtAsync(path);
    }

    public async Task ArriveAtAsync(string path)
    {
        await Screen.AtAsync("^" + Regex.Escape(path));
        await Screen.ReadyAsync();
    }

    /// <summary>Waits for the page's own words about what was done.</summary>
    public Task SaidAsync(string words) => Page.GetByRole(AriaRole.Status).Filter(new() { HasText = words }).First.WaitForAsync();
}
