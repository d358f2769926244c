namespace Portico.PayerSim;

/// <summary>Batches as files: what is laid into <c>in</c> is answered in <c>out</c>.</summary>
/// <remarks>
/// A file is taken when it did not change between two looks and its name neither begins with a point nor ends as one that is being
/// uploaded. Answers are written under a hidden name and then moved, so that nobody reads half of one. What was taken lies in <c>done</c>.
/// </remarks>
internal sealed class DropFolder
{
    private static readonly string[] s_uploading = [".tmp", ".part", ".filepart", ".uploading"];

    private readonly PayerBox _box;
    private readonly string _in;
    private readonly string _out;
    private readonly string _done;
    private readonly Dictionary<string, (long Length, DateTime Written)> _seen = [];

    public DropFolder(PayerBox box, string path)
    {
        _box = box;
        (_in, _out, _done) = (Path.Combine(path, "in"), Path.Combine(path, "out"), Path.Combine(path, "done"));
        Directory.CreateDirectory(_in);
        Directory.CreateDirectory(_out);
        Directory.CreateDirectory(_done);
    }

    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(_box.Options.FolderInterval, _box.Options.Time);
        while (await timer.WaitForNextTickAsync(ct))
        {
            foreach (var file in Files().Where(IsComplete).OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                try
                {
                    await TakeAsync(file, ct);
                }
                catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
                {
                    // Somebody else has it, or the disk is full: it stays for the next look.
                    _seen.Remove(file.Name);
                }
            }
        }
    }

    // A share that is away for a while is looked at again.
    private FileInfo[] Files()
    {
        try
        {
            return new DirectoryInfo(_in).GetFiles();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private bool IsComplete(FileInfo file)
    {
        if (file.Name.StartsWith('.') || s_uploading.Any(e => file.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
            return false;
        var now = (file.Length, file.LastWriteTimeUtc);
        var isSame = _seen.TryGetValue(file.Name, out var before) && before == now;
        _seen[file.Name] = now;
        return isSame;
    }

    private async Task TakeAsync(FileInfo file, CancellationToken ct)
    {
        var (at, started) = (_box.Options.Time.GetUtcNow(), _box.Options.Time.GetTimestamp());
        var input = await File.ReadAllBytesAsync(file.FullName, ct);
        File.Move(file.FullName, Path.Combine(_done, file.Name), overwrite: true);
        _seen.Remove(file.Name);
        var answered = _box.Clearinghouse.Batch(input);
        var fault = _box.Faults.DrawTransport(answered.Payer);
        if (fault.Delay > TimeSpan.Zero)
            await Task.Delay(fault.Delay, _box.Options.Time, ct);
        if (!answered.Acknowledgement.IsEmpty)
            await WriteAsync(file.Name + (answered.Outcome == Outcome.InterchangeAcknowledgement ? ".ta1" : ".999"), answered.Acknowledgement, ct);
        var reply = fault.Ends?.Kind switch
        {
            null => answered.Reply,
            FaultKind.HalfBody => answered.Reply[..(answered.Reply.Length / 2)],
            FaultKind.Garbage => Sender.Garbage(answered.Reply.Length, fault.Ends),
            _ => default,
        };
        if (answered.Outcome == Outcome.Eligibility && !reply.IsEmpty)
            await WriteAsync(file.Name + ".271", reply, ct);
        _box.Log.Add(new()
        {
            At = at, Road = "folder", Operation = "Batch", Payers = answered.Payers, Traces = [.. answered.Traces.Take(100)], People = answered.People,
            Result = answered.Outcome.ToString(), BytesIn = input.Length, BytesOut = reply.Length,
            Milliseconds = _box.Options.Time.GetElapsedTime(started).TotalMilliseconds,
            Faults = [.. answered.Faults.Concat(fault.All).Select(r => new ExchangeFault(r.Id, r.Kind))],
        }, input, reply);
    }

    private async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var hidden = Path.Combine(_out, "." + name);
        await File.WriteAllBytesAsync(hidden, content, ct);
        File.Move(hidden, Path.Combine(_out, name), overwrite: true);
    }
}
