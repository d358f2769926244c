using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Work;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.DemoData;

/// <summary>Lets the demo's people act in a transaction at times of their own, which the engine, always now, cannot.</summary>
/// <remarks>The rules of the use cases hold; the one audit entry of the run stands for all of them.</remarks>
/// <param name="transaction">Whose commit makes it true.</param>
/// <param name="deskAt">A desk of this transaction at a time.</param>
/// <param name="review">Hears of charts that were opened with a reason.</param>
internal sealed class DemoActs(DeskTransaction transaction, Func<DemoHouse.Member, Instant, string?, Desk> deskAt, AskForReview review)
{
    public DeskDb Db => transaction.Db;

    public Desk At(DemoHouse.Member who, Instant at, string? reason = null) => deskAt(who, at, reason);

    /// <exception cref="InvalidOperationException">The desk refused: the story is wrong, and nothing of it may stay.</exception>
    public async Task<TResult> DoAsync<TRequest, TResult>(UseCase<TRequest, TResult> act, TRequest request, DemoHouse.Member who, Instant at,
        CancellationToken ct) where TRequest : class where TResult : class
    {
        var desk = At(who, at);
        var result = await act.AttemptAsync(request, desk, ct);
        if (result is IRefusal refusal)
            throw new InvalidOperationException($"The demo's {act.GetType().Name} was refused: {refusal.Code}.");
        foreach (var opened in desk.Events.Select(e => e.Event).OfType<RestrictedChartOpened>())
            await review.HandleAsync(opened, desk, ct);
        await desk.SaveAsync(ct);
        // A context grows slow with everything it has seen.
        Db.ChangeTracker.Clear();
        return result;
    }

    /// <summary>The same where somebody who plays with the demo may stand in the way: then nothing of the act stays.</summary>
    /// <param name="reason">Said with it. Null: the act asks for none.</param>
    /// <returns>Null: it was refused.</returns>
    public async Task<TResult?> TryAsync<TRequest, TResult>(UseCase<TRequest, TResult> act, TRequest request, DemoHouse.Member who, Instant at,
        CancellationToken ct, string? reason = null) where TRequest : class where TResult : class
    {
        await transaction.SaveAsync(ct);
        var desk = At(who, at, reason);
        var result = await act.AttemptAsync(request, desk, ct);
        if (result is IRefusal)
        {
            await transaction.BackAsync(ct);
            return null;
        }
        await desk.SaveAsync(ct);
        Db.ChangeTracker.Clear();
        return result;
    }

    public async Task<TResult> AskAsync<TRequest, TResult>(Query<TRequest, TResult> query, TRequest request, DemoHouse.Member who, Instant at,
        CancellationToken ct) where TRequest : class where TResult : class
    {
        var result = await query.AttemptAsync(request, At(who, at), ct);
        Db.ChangeTracker.Clear();
        return result;
    }
}
