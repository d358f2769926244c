using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portico.Shell;

/// <summary>Puts the focus on an element that the person may have left meanwhile.</summary>
public static class Focusing
{
    /// <summary>On a slow line the page can be gone when the word to focus comes: that must not end the circuit.</summary>
    public static async Task FocusIfThereAsync(this ElementReference element)
    {
        try
        {
            await element.FocusAsync();
        }
        catch (JSException)
        {
            // The element went with its page.
        }
    }
}
