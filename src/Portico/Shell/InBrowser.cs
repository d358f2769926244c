using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portico.Shell;

/// <summary>What the server asks of the browser. On a slow or cut line the page can be gone when the word comes: that never ends the circuit.</summary>
public static class InBrowser
{
    /// <summary>Puts the focus on an element, unless it is gone or the person has gone on to another one meanwhile.</summary>
    public static async Task FocusIfFreeAsync(this IJSRuntime browser, ElementReference element) =>
        await IfThereAsync(async () =>
        {
            await browser.InvokeVoidAsync("portico.focus", element);
            return true;
        });

    /// <summary>Puts the focus on an element, wherever the hand is: for a step that the person has just asked for.</summary>
    public static async Task FocusIfThereAsync(this ElementReference element) =>
        await IfThereAsync(async () =>
        {
            await element.FocusAsync();
            return true;
        });

    /// <summary>Loads a component's script, as often as the line needs.</summary>
    /// <param name="browser">Of the page.</param>
    /// <param name="path">From the root of the site, without a leading slash.</param>
    /// <returns>Null when the page or the browser went first.</returns>
    public static Task<IJSObjectReference?> LoadAsync(this IJSRuntime browser, string path) =>
        IfThereAsync(async () => await browser.InvokeAsync<IJSObjectReference>("portico.load", path));

    /// <summary>Calls a function that answers with a part of the page.</summary>
    /// <returns>Null when the page or the browser went first.</returns>
    public static Task<IJSObjectReference?> AskIfThereAsync(this IJSObjectReference script, string function, params object?[] arguments) =>
        IfThereAsync(async () => await script.InvokeAsync<IJSObjectReference>(function, arguments));

    /// <summary>Calls a function that answers with a value.</summary>
    /// <returns>The default when the page or the browser went first.</returns>
    public static Task<T?> AskIfThereAsync<T>(this IJSObjectReference script, string function, params object?[] arguments) =>
        IfThereAsync(async () => (T?)await script.InvokeAsync<T>(function, arguments));

    /// <summary>Calls a function that answers nothing.</summary>
    public static async Task TellIfThereAsync(this IJSObjectReference script, string function, params object?[] arguments) =>
        await IfThereAsync(async () =>
        {
            await script.InvokeVoidAsync(function, arguments);
            return true;
        });

    /// <summary>Forgets a script or what it gave.</summary>
    public static async Task ReleaseIfThereAsync(this IJSObjectReference script) =>
        await IfThereAsync(async () =>
        {
            await script.DisposeAsync();
            return true;
        });

    private static async Task<T?> IfThereAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception gone) when (gone is JSException or JSDisconnectedException or OperationCanceledException or InvalidOperationException)
        {
            // The element, the page or the line is gone (InvalidOperationException: the circuit waits for its browser), or no answer came in time.
            return default;
        }
    }
}
