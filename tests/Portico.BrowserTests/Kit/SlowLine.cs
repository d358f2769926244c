using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Portico.BrowserTests.Kit;

/// <summary>A bad network on loopback: every byte arrives late and in order, and connections can be cut.</summary>
public sealed class SlowLine : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly int _target;
    private readonly TimeSpan _delay;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<TcpClient, TcpClient> _pairs = new();
    // Connections that lose what they carry; true: both ways, false: the answers alone.
    private readonly ConcurrentDictionary<TcpClient, bool> _hushed = new();
    private readonly Task _accepting;

    private SlowLine(int port, int target, TimeSpan delay)
    {
        (_target, _delay) = (target, delay);
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What went to the browser so far, as it is on the wire: headers and compressed bodies.</summary>
    public long BytesToBrowser => Interlocked.Read(ref _bytesToBrowser);

    private long _bytesToBrowser;

    /// <summary>While true, new connections are refused at once: the network is away.</summary>
    public bool IsDown { get; set; }

    /// <summary>The connections that stand now fall silent: nothing arrives on either side, and nobody is told.</summary>
    public void Hush()
    {
        foreach (var pair in _pairs.Keys)
            _hushed[pair] = true;
    }

    /// <summary>From now on the answers of these connections are lost on the way, while what the browser sends still arrives.</summary>
    public void LoseAnswers()
    {
        foreach (var pair in _pairs.Keys)
            _hushed.TryAdd(pair, false);
    }

    /// <param name="port">Where the browser connects.</param>
    /// <param name="target">Where the program listens.</param>
    /// <param name="delay">One way; a round trip is twice that.</param>
    public static SlowLine Start(int port, int target, TimeSpan delay) => new(port, target, delay);

    /// <summary>Resets every connection in mid-byte.</summary>
    public void Cut()
    {
        foreach (var (browser, server) in _pairs)
        {
            try
            {
                browser.Client?.LingerState = new LingerOption(true, 0);
            }
            catch (ObjectDisposedException)
            {
                // It closed by itself meanwhile.
            }
            browser.Close();
            server.Close();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (OperationCanceledException)
        {
            // The line was taken down.
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        if (IsDown)
        {
            browser.Close();
            return;
        }
        var server = new TcpClient { NoDelay = true };
        browser.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            _pairs[browser] = server;
            await Task.WhenAny(
                PumpAsync(browser.GetStream(), server.GetStream(), isToBrowser: false, () => _hushed.TryGetValue(browser, out var both) && both),
                PumpAsync(server.GetStream(), browser.GetStream(), isToBrowser: true, () => _hushed.ContainsKey(browser)));
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // A cut line ends so.
        }
        finally
        {
            _pairs.TryRemove(browser, out _);
            _hushed.TryRemove(browser, out _);
            browser.Close();
            server.Close();
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, bool isToBrowser, Func<bool> isLost)
    {
        var underway = Channel.CreateUnbounded<(long Due, byte[] Bytes)>();
        var reading = Task.Run(async () =>
        {
            var buffer = new byte[65536];
            try
            {
                int read;
                while ((read = await from.ReadAsync(buffer, _end.Token)) > 0)
                    underway.Writer.TryWrite((Environment.TickCount64 + (long)_delay.TotalMilliseconds, buffer[..read]));
            }
            catch (Exception gone) when (gone is IOException or ObjectDisposedException or OperationCanceledException)
            {
                // What was already underway still arrives, unless the other side is gone too.
            }
            underway.Writer.Complete();
        });
        await foreach (var (due, bytes) in underway.Reader.ReadAllAsync(_end.Token))
        {
            if (due - Environment.TickCount64 is > 0 and var wait)
                await Task.Delay((int)wait, _end.Token);
            if (isLost())
                continue;
            await to.WriteAsync(bytes, _end.Token);
            if (isToBrowser)
                Interlocked.Add(ref _bytesToBrowser, bytes.Length);
        }
        await reading;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Cut();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }
}
