namespace Portico.Platform.Commands;

/// <summary>Runs when the schema is there and before the server answers. Keep it short: readiness waits for it.</summary>
public interface IBeforeServing
{
    Task PrepareAsync(CancellationToken ct);
}
