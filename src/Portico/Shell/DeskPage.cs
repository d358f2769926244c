using Microsoft.AspNetCore.Components;
using Portico.Platform.Access;
using Portico.Platform.Drafts;
using Portico.Platform.Live;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Watch;

namespace Portico.Shell;

/// <summary>What every interactive page of the staff app has: its calls, its message line, its drafts and the live feed.</summary>
public abstract partial class DeskPage : ComponentBase, IDisposable
{
    private const string AwayWhileActing =
        "The database does not answer. What you entered is still here: press again in a moment. It is the same act, and is done once.";

    private const string AwayWhileLoading = "The database does not answer, so this page may be empty or old. Try again in a moment.";

    private readonly CancellationTokenSource _leaving = new();
    private readonly List<IDisposable> _listening = [];
    private readonly Dictionary<object, string> _keys = [];
    private readonly SemaphoreSlim _drafting = new(1);
    private Timer? _draftTimer;
    private Func<Task>? _saveDraft;

    // Given before anything runs. Public because what is required must be as visible as the class.
    [Inject] public required Caller Caller { get; set; }
    [Inject] public required LiveFeed Live { get; set; }
    [Inject] public required DraftStore DraftStore { get; set; }
    [Inject] public required ILogger<DeskPage> Log { get; set; }

    /// <summary>Ends with the page.</summary>
    /// <remarks>Kept apart from its source: it is asked by what still runs when the page is gone.</remarks>
    protected CancellationToken Leaving { get; }

    protected DeskPage() => Leaving = _leaving.Token;

    /// <summary>What went well, for <c>Notice</c>. Durable until the next act.</summary>
    protected string? Said { get; set; }

    /// <summary>What went wrong and what to do about it.</summary>
    protected string? Problem { get; set; }

    /// <summary>Takes back what <see cref="Said"/> speaks of, for <c>Notice</c>. Without a delegate: nothing to take back.</summary>
    protected EventCallback Undo { get; private set; }

    /// <summary>Loads again what the database did not give, for <c>Notice</c>. Without a delegate: nothing failed so.</summary>
    protected EventCallback Retry { get; private set; }

    protected bool Busy { get; private set; }

    /// <summary>Nothing was loaded yet, and nothing has failed.</summary>
    protected bool IsLoading { get; private set; } = true;

    /// <summary>The person's roles when this screen began.</summary>
    protected Roles Held { get; private set; }

    /// <summary>Whether one of them includes an operation: what it may not press is not offered.</summary>
    protected bool May<TOperation>() where TOperation : Operation => Held.May<TOperation>();

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        // What was given is good until the first wait.
        parameters.SetParameterProperties(this);
        if (Held == Roles.None)
            Held = await Caller.RolesAsync();
        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>A key for one form shown: make a new one when the form starts anew. <see cref="SendAsync"/> does it by itself.</summary>
    protected static string NewKey() => Guid.CreateVersion7().ToString("N");

    /// <summary>Runs an act once at a time; a rejected call becomes <see cref="Problem"/>, and so does a database that is away.</summary>
    protected async Task ActAsync(Func<Task> act)
    {
        if (Busy)
            return;
        (Busy, Said, Problem, Undo) = (true, null, null, default);
        try
        {
            await act();
        }
        catch (CallRejectedException rejected)
        {
            Problem = rejected.Message;
        }
        catch (Exception cut) when (Leaving.IsCancellationRequested)
        {
            // The person went elsewhere: what was sent is done or not, and there is no page to say so on.
            LogCut(Log, GetType().Name, cut.GetType().Name);
        }
        catch (Exception failure) when (Outage.IsOne(failure))
        {
            LogAway(Log, GetType().Name, failure.GetType().Name);
            Problem = AwayWhileActing;
        }
        catch (Exception failure)
        {
            // The circuit lives on, with what was typed.
            Problem = $"This could not be done. What you entered is still here: press again. If it stays so, quote {Failure.Keep(Log, GetType().Name, failure)}.";
        }
        finally
        {
            Busy = false;
        }
    }

    /// <summary>The same for what came while the act before it is still ending: it is not let go.</summary>
    protected async Task ActWhenFreeAsync(Func<Task> act)
    {
        while (Busy)
            await Task.Delay(30, Leaving);
        await ActAsync(act);
    }

    /// <summary>Offers to take back what was just done, until the next act.</summary>
    protected void OfferUndo(Func<Task> takeBack) => Undo = EventCallback.Factory.Create(this, () => ActAsync(takeBack));

    /// <summary>Sends one form, row or gesture under a key of its own.</summary>
    /// <param name="form">What is sent: the object that holds its fields, or a value that names the row and the act. While no answer
    /// came, the same form has the same key, so that a repeated press is the same act. Any answer ends the key: the next press is another act.</param>
    /// <param name="send">Runs the use case with the call.</param>
    /// <param name="reason">Null unless the act demands one.</param>
    /// <exception cref="CallRejectedException">As the use case's; a form that was changed after a press without an answer says that
    /// the press was done after all.</exception>
    protected async Task<TResult> SendAsync<TResult>(object form, Func<Call, Task<TResult>> send, string? reason = null)
    {
        var call = await Caller.CallAsync(KeyOf(form), reason);
        // What waits to be saved goes with the key, so that a form that comes back after a crash is the same act too.
        await FlushDraftAsync();
        try
        {
            var result = await send(call);
            _keys.Remove(form);
            return result;
        }
        catch (CallRejectedException rejected) when (rejected.Kind == RejectionKind.KeyReused)
        {
            _keys.Remove(form);
            throw new CallRejectedException(RejectionKind.KeyReused, rejected.Code,
                "Your earlier press was done after all, with what stood here then. Look at what it did before you send this too.");
        }
        catch (CallRejectedException)
        {
            // Nothing was claimed: the corrected form is a new act.
            _keys.Remove(form);
            throw;
        }
    }

    /// <summary>The key that <see cref="SendAsync"/> will use: for a draft.</summary>
    protected string KeyOf(object form) => _keys.TryGetValue(form, out var key) ? key : _keys[form] = NewKey();

    /// <summary>A form that came back from a draft goes on under the key it had.</summary>
    protected void Resume(object form, string key) => _keys[form] = key;

    /// <summary>The form was opened anew: what it sends is another act.</summary>
    protected void Begin(object form) => _keys.Remove(form);

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
            if (Retry.HasDelegate)
                (Retry, Problem) = (default, Problem == AwayWhileLoading ? null : Problem);
        }
        catch (CallRejectedException rejected)
        {
            Problem = rejected.Message;
        }
        catch (Exception cut) when (Leaving.IsCancellationRequested)
        {
            // The person went elsewhere: nothing is left to show. A database read that is cut off ends in more ways than one.
            LogCut(Log, GetType().Name, cut.GetType().Name);
        }
        catch (Exception failure) when (Outage.IsOne(failure))
        {
            LogAway(Log, GetType().Name, failure.GetType().Name);
            (Problem, Retry) = (AwayWhileLoading, EventCallback.Factory.Create(this, () => LoadAsync(load)));
        }
        catch (Exception failure)
        {
            Problem = $"This could not be read, so the page may be empty or old. Try again; if it stays so, quote {Failure.Keep(Log, GetType().Name, failure)}.";
            Retry = EventCallback.Factory.Create(this, () => LoadAsync(load));
        }
        finally
        {
            IsLoading = false;
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
        catch (Exception failure) when (Outage.IsOne(failure))
        {
            // The form itself still stands on the screen; what was typed since is newer than this.
            Interlocked.CompareExchange(ref _saveDraft, save, null);
            if (!Leaving.IsCancellationRequested)
                _draftTimer?.Change(TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
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

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Page} was left: {Failure}")]
    private static partial void LogCut(ILogger log, string page, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Page} has no database: {Failure}")]
    private static partial void LogAway(ILogger log, string page, string failure);
}
