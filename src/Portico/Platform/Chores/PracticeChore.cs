namespace Portico.Platform.Chores;

/// <summary>Work that a node does for every practice, turn after turn, until it stops.</summary>
internal abstract partial class PracticeChore(Practices practices, ILogger log) : BackgroundService
{
    /// <summary>Waits until the next turn is worth while.</summary>
    protected abstract Task RestAsync(CancellationToken ct);

    protected abstract Task TurnAsync(int practice, CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var practice in await practices.AllAsync(stoppingToken))
                    await TurnOfAsync(practice.Id, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // A chore outlives whatever it met, a database that is away above all: the next turn tries again.
                LogFailed(log, GetType().Name, failure.GetType().Name);
                await PauseAsync(TimeSpan.FromSeconds(1), stoppingToken);
            }
            try
            {
                await RestAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    // What one practice meets keeps no other from its turn.
    private async Task TurnOfAsync(int practice, CancellationToken ct)
    {
        try
        {
            await TurnAsync(practice, ct);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && !ct.IsCancellationRequested)
        {
            LogFailed(log, GetType().Name, failure.GetType().Name);
            await PauseAsync(TimeSpan.FromSeconds(1), ct);
        }
    }

    private static Task PauseAsync(TimeSpan pause, CancellationToken ct) =>
        Task.Delay(pause, ct).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Chore} failed and goes on: {Failure}")]
    private static partial void LogFailed(ILogger log, string chore, string failure);
}
