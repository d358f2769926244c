using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Portico.Tests.Coverage.Roads;

/// <summary>OpenSSH's own server on a free port of this machine, with keys of its own; the user is the one who runs the tests.</summary>
internal sealed class SshServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/sshd";

    private readonly string _keys = Directory.CreateTempSubdirectory("portico-sshd-").FullName;
    private Process? _server;

    public int Port { get; private set; }

    public string Fingerprint { get; private set; } = "";

    public string Key => File.ReadAllText(Path.Combine(_keys, "user"));

    /// <summary>Opens with the passphrase <c>synthetic</c>.</summary>
    public string LockedKey => File.ReadAllText(Path.Combine(_keys, "locked"));

    /// <summary>Nobody lets it in.</summary>
    public string StrangersKey => File.ReadAllText(Path.Combine(_keys, "stranger"));

    /// <returns>A server that listens. The test is skipped where OpenSSH's server is not installed.</returns>
    public static async Task<SshServer> StartAsync()
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} is not there: install Debian's openssh-server, or run ./test, which does.");
        // Where root runs it, the server wants its empty folder, which Debian makes when the service starts.
        if (Environment.IsPrivilegedProcess)
            Directory.CreateDirectory("/run/sshd");
        var server = new SshServer();
        await server.MakeKeysAsync();
        for (var tries = 0; tries < 5 && server._server is null; tries++)
            await server.ListenAsync();
        server._server.ShouldNotBeNull("sshd did not listen");
        return server;
    }

    private async Task MakeKeysAsync()
    {
        foreach (var (name, passphrase) in new[] { ("host", ""), ("user", ""), ("locked", "synthetic"), ("stranger", "") })
            await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "test", "-f", Path.Combine(_keys, name));
        Fingerprint = (await RunAsync("ssh-keygen", "-lf", Path.Combine(_keys, "host.pub"))).Split(' ')[1];
        await File.WriteAllTextAsync(Path.Combine(_keys, "authorized"),
            await File.ReadAllTextAsync(Path.Combine(_keys, "user.pub")) + await File.ReadAllTextAsync(Path.Combine(_keys, "locked.pub")));
    }

    private async Task ListenAsync()
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        // The server lets nobody into a locked account, and many systems lock root's; where PAM decides, a key is enough.
        var isLocked = Environment.IsPrivilegedProcess && File.ReadLines("/etc/shadow").Any(line => line.StartsWith($"{Environment.UserName}:!", StringComparison.Ordinal));
        var config = Path.Combine(_keys, "config");
        await File.WriteAllTextAsync(config, FormattableString.Invariant($"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {_keys}/host
            PidFile none
            AuthorizedKeysFile {_keys}/authorized
            StrictModes no
            UsePAM {(isLocked ? "yes" : "no")}
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            Subsystem sftp internal-sftp

            """));
        var process = Process.Start(new ProcessStartInfo(Program, ["-D", "-e", "-f", config]) { RedirectStandardError = true }).ShouldNotBeNull();
        while (await process.StandardError.ReadLineAsync(BoxRoad.Ct) is { } line)
        {
            if (!line.StartsWith("Server listening", StringComparison.Ordinal))
                continue;
            _server = process;
            // Read on, or the server stops when the pipe is full.
            _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
            return;
        }
        // Somebody else took the port.
        process.Dispose();
    }

    private static async Task<string> RunAsync(string program, params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true }).ShouldNotBeNull();
        var output = await process.StandardOutput.ReadToEndAsync(BoxRoad.Ct);
        await process.WaitForExitAsync(BoxRoad.Ct);
        process.ExitCode.ShouldBe(0);
        return output;
    }

    public async Task StopAsync()
    {
        if (_server is not { } server)
            return;
        _server = null;
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync(CancellationToken.None);
        server.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_keys, recursive: true);
    }
}
