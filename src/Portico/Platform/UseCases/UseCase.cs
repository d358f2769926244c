using System.Diagnostics;

namespace Portico.Platform.UseCases;

/// <summary>What the registry, the API and the tests see of a use case or a query.</summary>
public abstract class Operation
{
    private DeskEngine? _engine;

    internal DeskEngine Engine => _engine ?? throw new UnreachableException("Made without the registry: AddOperations makes every operation.");

    internal void Attach(DeskEngine engine) => _engine = engine;

    /// <summary>Runs with a request of <see cref="RequestType"/>, for doors that know it only by name.</summary>
    internal abstract Task<object> RunObjectAsync(object request, Call call, CancellationToken ct);

    internal abstract Type RequestType { get; }
    internal abstract Type ResultType { get; }
}

/// <summary>One act at the desk: sealed, stateless, named by a verb phrase, injected by its own type.</summary>
public abstract class UseCase<TRequest, TResult> : Operation where TRequest : class where TResult : class
{
    /// <summary>Permission and shape, key, savepoint, the act, audit entry, events, stored answer, commit, live feed.</summary>
    /// <returns>The result; a refusal is one. The same key and body give the first answer again.</returns>
    /// <exception cref="CallRejectedException">Denied, badly shaped, or a key used for another body.</exception>
    public Task<TResult> RunAsync(TRequest request, Call call, CancellationToken ct) =>
        Engine.RunAsync(this, request, call, ct);

    protected abstract Task<TResult> HandleAsync(TRequest request, Desk desk, CancellationToken ct);

    internal Task<TResult> AttemptAsync(TRequest request, Desk desk, CancellationToken ct) => HandleAsync(request, desk, ct);

    internal override async Task<object> RunObjectAsync(object request, Call call, CancellationToken ct) =>
        await RunAsync((TRequest)request, call, ct);

    internal override Type RequestType => typeof(TRequest);
    internal override Type ResultType => typeof(TResult);
}

/// <summary>The reading twin: permission, one consistent snapshot, and a record of whose chart was opened or seen.</summary>
public abstract class Query<TRequest, TResult> : Operation where TRequest : class where TResult : class
{
    /// <exception cref="CallRejectedException">Denied or badly shaped.</exception>
    public Task<TResult> RunAsync(TRequest request, Call call, CancellationToken ct) =>
        Engine.AskAsync(this, request, call, ct);

    protected abstract Task<TResult> HandleAsync(TRequest request, Desk desk, CancellationToken ct);

    internal Task<TResult> AttemptAsync(TRequest request, Desk desk, CancellationToken ct) => HandleAsync(request, desk, ct);

    internal override async Task<object> RunObjectAsync(object request, Call call, CancellationToken ct) =>
        await RunAsync((TRequest)request, call, ct);

    internal override Type RequestType => typeof(TRequest);
    internal override Type ResultType => typeof(TResult);
}
