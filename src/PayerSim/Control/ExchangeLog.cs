namespace Portico.PayerSim;

/// <summary>One exchange: numbers, ids and times. What was said is kept apart, and only where that was asked for.</summary>
public sealed record Exchange
{
    /// <summary>Counted from 1, by when the answer was ready to be sent.</summary>
    public long Number { get; init; }

    /// <summary>When it came in.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary><c>soap</c>, <c>mime</c>, <c>x12</c> or <c>folder</c>.</summary>
    public required string Road { get; init; }

    /// <summary>What was asked, such as <c>RealTime</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>Of the envelope.</summary>
    public string? PayloadId { get; init; }

    /// <summary>Of the envelope.</summary>
    public string? SenderId { get; init; }

    /// <summary>NM109 of the payers that were asked.</summary>
    public IReadOnlyList<string> Payers { get; init; } = [];

    /// <summary>TRN02 of the persons that were asked about, the first hundred.</summary>
    public IReadOnlyList<string> Traces { get; init; } = [];

    /// <summary>How many persons.</summary>
    public int People { get; init; }

    /// <summary>What came of it: <c>Eligibility</c>, <c>Acknowledgement</c>, an error of the envelope and so on.</summary>
    public required string Result { get; init; }

    /// <summary>Of the answer; 0 where none was sent.</summary>
    public int Status { get; init; }

    /// <summary>What went wrong on purpose: rule ids and kinds.</summary>
    public IReadOnlyList<ExchangeFault> Faults { get; init; } = [];

    /// <summary>Bytes of the question.</summary>
    public int BytesIn { get; init; }

    /// <summary>Bytes of the answer as it was meant.</summary>
    public int BytesOut { get; init; }

    /// <summary>From the question's last byte to the answer's.</summary>
    public double Milliseconds { get; init; }
}

/// <summary>A fault that fired.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Kind">What it did.</param>
public sealed record ExchangeFault(int Rule, FaultKind Kind);

/// <summary>The last exchanges. Safe from any thread.</summary>
public sealed class ExchangeLog
{
    private const int Most = 10_000;
    private const int MostBodies = 200;

    private readonly Lock _lock = new();
    private readonly Queue<Exchange> _exchanges = new();
    private readonly Queue<(long Number, ReadOnlyMemory<byte> Request, ReadOnlyMemory<byte> Response)> _bodies = new();
    private long _last;

    /// <summary>Keeps the bytes of the last 200 exchanges too.</summary>
    public bool KeepsBodies { get; set; }

    /// <summary>How many there have been, those that are forgotten too.</summary>
    public long Count => Interlocked.Read(ref _last);

    /// <summary>The last exchanges, the oldest first, 10,000 at most.</summary>
    public IReadOnlyList<Exchange> All
    {
        get
        {
            lock (_lock)
                return [.. _exchanges];
        }
    }

    /// <summary>Forgets everything but the count.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _exchanges.Clear();
            _bodies.Clear();
        }
    }

    internal Exchange Add(Exchange exchange, ReadOnlyMemory<byte> request, ReadOnlyMemory<byte> response)
    {
        lock (_lock)
        {
            var numbered = exchange with { Number = ++_last };
            _exchanges.Enqueue(numbered);
            if (_exchanges.Count > Most)
                _exchanges.Dequeue();
            if (!KeepsBodies)
                return numbered;
            _bodies.Enqueue((numbered.Number, request, response));
            if (_bodies.Count > MostBodies)
                _bodies.Dequeue();
            return numbered;
        }
    }

    internal ReadOnlyMemory<byte>? Body(long number, bool isRequest)
    {
        lock (_lock)
        {
            foreach (var body in _bodies)
            {
                if (body.Number == number)
                    return isRequest ? body.Request : body.Response;
            }
        }
        return null;
    }
}
