using Microsoft.AspNetCore.Components;
using Portico.Platform.Access;
using Portico.Platform.Drafts;
using Portico.Platform.Live;
using Portico.Platform.UseCases;
using Portico.Platform.Watch;

namespace Portico.Shell;

/// <summary>What every interactive page of the staff app has: its calls, its message line, its drafts and the live feed.</summary>
public abstract class DeskPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly List<IDisposable> _listening = [];
    private Timer? _draftTimer;
    private Func<Task>? _saveDraft;

    [Inject] protected Caller Caller { get; set; } = null!;
    [Inject] protected LiveFeed Live { get; set; } = null!;
    [Inject] protected DraftStore DraftStore { get; set; } = null!;
    [Inject] internal ILogger<DeskPage> Log { get; set; } = null!;

    /// <summary>Ends with the page.</summary>
    protected CancellationToken Leaving => _leaving.Token;

    /// <summary>What went well, for <c>Notice</c>. Durable until the next act.</summary>
    protected string? Said { get; set; }

    /// <summary>What went wrong and what to do about it.</summary>
    protected string? Problem { get; set; }

    protected bool Busy { get; private set; }

    /// <summary>A key for one form shown: make a new one when the form starts anew.</summary>
    protected static string NewKey() => Guid.CreateVersion7().ToString("N");

    /// <summary>Runs an act once at a time; a rejected call becomes <see cref="Problem"/>.</summary>
    protected async Task ActAsync(Func<Task> act)
    {
        if (Busy)
            return;
        (Busy, Said, Problem) = (true, null, null);
        try
        {
            await act();
        }
        catch (CallRejectedException rejected)
        {
            Problem = rejected.Message;
        }
        catch (Exception failure) when (!Leaving.IsCancellationRequested)
        {
            // The circuit lives on, with what was typed.
            Problem = $"This could not be done. What you entered is still here: press again. If it stays so, quote {Failure.Keep(Log, GetType().Name, failure)}.";
        }
        finally
        {
            Busy = false;
        }
    }

    /// <summary>Reads for the screen; a rejected call becomes <see cref="Problem"/>. For what runs unasked: loads and refreshes.</summary>
    protected async Task LoadAsync(Func<Task> load)
    {
        try
        {
            await load();
        }
        catch (CallRejectedException rejected)
        {
            Problem = rejected.Message;
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The person went elsewhere: nothing is left to show.
        }
        catch (Exception failure) when (!Leaving.IsCancellationRequested)
        {
            Problem = $"This could not be read, so the page may be empty or old. Load it again; if it stays so, quote {Failure.Keep(Log, GetType().Name, failure)}.";
        }
    }

    /// <summary>Refreshes when a commit anywhere touched a topic that begins so. Ends with the page.</summary>
    protected void Listen(int practice, string prefix, Func<Task> refresh) =>
        _listening.Add(Live.Listen(practice, prefix, (IReadOnlyCollection<string> topics) => InvokeAsync(async () =>
        {
            if (Leaving.IsCancellationRequested)
                return;
            await LoadAsync(refresh);
            StateHasChanged();
        })));

    /// <summary>Saves a form about a second after the last key. Call it from the form's input events.</summary>
    protected void TouchDraft<T>(string form, string subject, Func<T> value) where T : class
    {
        _saveDraft = async () =>
        {
            if (!Leaving.IsCancellationRequested)
                await DraftStore.SaveAsync(await Caller.CallAsync(), form, subject, value(), CancellationToken.None);
        };
        _draftTimer ??= new Timer(state => InvokeAsync(FlushDraftAsync));
        _draftTimer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Saves what waits now: on blur.</summary>
    protected async Task FlushDraftAsync()
    {
        if (Interlocked.Exchange(ref _saveDraft, null) is { } save)
            await save();
    }

    protected async Task<T?> LoadDraftAsync<T>(string form, string subject) where T : class =>
        await DraftStore.LoadAsync<T>(await Caller.CallAsync(), form, subject, Leaving);

    /// <summary>The form was sent or thrown away.</summary>
    protected async Task DiscardDraftAsync(string form, string subject)
    {
        _saveDraft = null;
        await DraftStore.DiscardAsync(await Caller.CallAsync(), form, subject, CancellationToken.None);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        foreach (var listening in _listening)
            listening.Dispose();
        _draftTimer?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
