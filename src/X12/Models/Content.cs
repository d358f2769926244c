using System.Diagnostics;

namespace Portico.X12;

/// <summary>
/// What a model says: its body, or a copy of the loop that it was read from until somebody asks for more than the copy can
/// tell at a glance. The body is then read once, and the copy is let go.
/// </summary>
/// <remarks>Safe from any thread: whoever asks, and however many at once, is given the same body.</remarks>
internal struct Content<TBody>
    where TBody : class
{
    private TBody? _body;
    private LoopCopy? _copy;

    public Content(TBody body) => _body = body;

    public Content(LoopCopy copy) => _copy = copy;

    /// <summary>Null once the body was asked for.</summary>
    public readonly LoopCopy? Copy => _copy;

    /// <param name="read">Takes the loop, and what the model is read with besides.</param>
    public TBody Body(Func<Loop, object?, TBody> read) => Volatile.Read(ref _body) ?? FromCopy(read);

    private TBody FromCopy(Func<Loop, object?, TBody> read)
    {
        // Another thread lets go of the copy only after it has left the body.
        if (Volatile.Read(ref _copy) is { } copy)
        {
            Interlocked.CompareExchange(ref _body, copy.Read(read), null);
            Volatile.Write(ref _copy, null);
        }
        return Volatile.Read(ref _body) ?? throw new UnreachableException("A model has neither body nor copy.");
    }
}
