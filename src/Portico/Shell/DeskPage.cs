using Microsoft.AspNetCore.Components;
using Portico.Platform.Access;
using Portico.Platform.Drafts;
using Portico.Platform.Live;
using Portico.Platform.UseCases;

namespace Portico.Shell;

/// <summary>What every interactive page of the staff app has: its calls, its message line, its drafts and the live feed.</summary>
public abstract class DeskPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly List<IDisposable> _listening = [];
    private readonly SemaphoreSlim _drafting = new(1);
    private Timer? _draftTimer;
    private Func<Task>? _saveDraft;

    [Inject] protected Caller Caller { get; set; } = null!;
    [Inject] protected LiveFeed Live { get; set; } = null!;
    [Inject] protected DraftStore DraftStore { get; set; } = null!;

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
        finally
        {
            Busy = false;
        }
    }

    /// <summary>The key that <c>FormKey</c> showed when the form was sent. Null: the form shows none.</summary>
    protected string? SentKey { get; set; }

    /// <summary>Acts unless the form that was sent was answered already: on a slow line it is pressed again before the answer is seen.</summary>
    protected Task ActOnceAsync(string key, Func<Task> act) => SentKey is null || SentKey == key ? ActAsync(act) : Task.CompletedTask;

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

    /// <summary>Saves a form a second after the first key that is not saved yet. Call it from the form's input events.</summary>
    protected void TouchDraft<T>(string form, string subject, Func<T> value) where T : class
    {
        var isWaiting = _saveDraft is not null;
        _saveDraft = async () => await DraftStore.SaveAsync(await Caller.CallAsync(), form, subject, value(), CancellationToken.None);
        _draftTimer ??= new Timer(state => InvokeAsync(FlushDraftAsync));
        // Not moved by later keys: who types on without a pause would have no draft at all.
        if (!isWaiting)
            _draftTimer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Saves what waits now: on blur.</summary>
    protected async Task FlushDraftAsync()
    {
        if (Interlocked.Exchange(ref _saveDraft, null) is not { } save)
            return;
        await _drafting.WaitAsync();
        try
        {
            await save();
        }
        finally
        {
            _drafting.Release();
        }
    }

    protected async Task<T?> LoadDraftAsync<T>(string form, string subject) where T : class =>
        await DraftStore.LoadAsync<T>(await Caller.CallAsync(), form, subject, Leaving);

    /// <summary>The form was sent or thrown away.</summary>
    protected async Task DiscardDraftAsync(string form, string subject)
    {
        _saveDraft = null;
        // One that is being saved now would come after, and be offered again.
        await _drafting.WaitAsync();
        try
        {
            await DraftStore.DiscardAsync(await Caller.CallAsync(), form, subject, CancellationToken.None);
        }
        finally
        {
            _drafting.Release();
        }
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
        // Left within a second after a key, by the back button or the clock: that key is kept too.
        _ = FlushDraftAsync();
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
