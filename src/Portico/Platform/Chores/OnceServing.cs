namespace Portico.Platform.Chores;

/// <summary>Starts a chore when the server answers: its first turn would take the processor from the start that people wait for.</summary>
internal sealed class OnceServing(BackgroundService chore, IHostApplicationLifetime host) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var serving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = host.ApplicationStarted.Register(() => serving.TrySetResult());
        await using var stopped = stoppingToken.Register(() => serving.TrySetCanceled(stoppingToken));
        await serving.Task;
        await chore.StartAsync(stoppingToken);
        // Awaited here, so that the host hears of a chore that failed as it would without this one.
        await (chore.ExecuteTask ?? Task.CompletedTask);
    }
}
