using Microsoft.AspNetCore.Components;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Shell;

/// <summary>A static page that is made to be printed: one read, and words for the case that it fails.</summary>
public abstract class SheetPage : ComponentBase
{
    [Inject] public required Caller Caller { get; set; }

    [CascadingParameter] protected HttpContext? Http { get; set; }

    /// <summary>Ends with the request.</summary>
    protected CancellationToken Leaving => Http?.RequestAborted ?? CancellationToken.None;

    /// <summary>What went wrong and what to do about it, for <c>SheetProblem</c>.</summary>
    protected string? Problem { get; set; }

    /// <summary>Reads for the sheet; a rejected call and a database that is away become <see cref="Problem"/>.</summary>
    protected async Task LoadAsync(Func<Call, Task> load)
    {
        try
        {
            await load(await Caller.CallAsync());
        }
        catch (CallRejectedException rejected)
        {
            Problem = rejected.Message;
        }
        catch (Exception failure) when (Outage.IsOne(failure))
        {
            Problem = "The database does not answer. Nothing is lost: load the page again in a moment.";
        }
    }
}
