using System.Security.Cryptography;
using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;
using ConnectionInfo = Renci.SshNet.ConnectionInfo;

namespace Portico.Modules.Coverage.Roads;

/// <summary>Folders of an SFTP server, over a connection of its own.</summary>
internal sealed class SftpShelf : Shelf
{
    private static readonly TimeSpan s_stepLimit = TimeSpan.FromSeconds(30);

    private readonly SftpClient _client;
    private readonly string _root;

    private SftpShelf(SftpClient client, string root) => (_client, _root) = (client, root);

    /// <exception cref="AnotherHostKeyException">The server has not the agreed key; user name and password were not sent.</exception>
    /// <exception cref="SshException">Not reached, or not let in.</exception>
    public static async Task<SftpShelf> OpenAsync(RoadSettings settings, CancellationToken ct)
    {
        var user = settings.UserName ?? "";
        var port = settings.Address.Port > 0 ? settings.Address.Port : 22;
        using var key = KeyOf(settings.Secret);
        var connection = new ConnectionInfo(settings.Address.Host, port, user, [.. Proofs(user, settings.Secret, key)]) { Timeout = s_stepLimit };
        var client = new SftpClient(connection) { OperationTimeout = s_stepLimit };
        // Null until the server has shown its key.
        bool? isOurHost = null;
        client.HostKeyReceived += (_, host) =>
        {
            isOurHost = "SHA256:" + Convert.ToBase64String(SHA256.HashData(host.HostKey)).TrimEnd('=') == settings.HostKeyFingerprint;
            host.CanTrust = isOurHost.Value;
        };
        var isOpen = false;
        try
        {
            await client.ConnectAsync(ct);
            isOpen = true;
            return new(client, Uri.UnescapeDataString(settings.Address.AbsolutePath).TrimEnd('/'));
        }
        catch (SshConnectionException) when (isOurHost == false)
        {
            throw new AnotherHostKeyException();
        }
        finally
        {
            if (!isOpen)
                client.Dispose();
        }
    }

    public override Task<bool> ExistsAsync((string Folder, string File) name, CancellationToken ct) => _client.ExistsAsync(PathOf(name), ct);

    public override async Task<Found?> ReadAsync((string Folder, string File) name, int most, CancellationToken ct)
    {
        // The folder has to be there: one that is not says nothing about what is in it.
        await _client.GetAttributesAsync($"{_root}/{name.Folder}", ct);
        try
        {
            if ((await _client.GetAttributesAsync(PathOf(name), ct)).Size > most)
                return new((ReadOnlyMemory<byte>?)null);
            await using var file = await _client.OpenAsync(PathOf(name), FileMode.Open, FileAccess.Read, ct);
            return new(await Bounded.ReadAsync(file, most, ct));
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
    }

    public override async Task WriteAsync((string Folder, string File) name, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        using var content = new MemoryStream(bytes.ToArray());
        await _client.UploadFileAsync(content, PathOf(name), ct);
    }

    // SFTP's own rename refuses a name that is taken.
    public override Task RenameAsync((string Folder, string File) from, (string Folder, string File) to, CancellationToken ct) =>
        _client.RenameFileAsync(PathOf(from), PathOf(to), ct);

    public override Task DeleteAsync((string Folder, string File) name, CancellationToken ct) => _client.DeleteFileAsync(PathOf(name), ct);

    public override void Dispose() => _client.Dispose();

    private string PathOf((string Folder, string File) name) => $"{_root}/{name.Folder}/{name.File}";

    private static IEnumerable<AuthenticationMethod> Proofs(string user, RoadSecret? secret, PrivateKeyFile? key)
    {
        if (key is not null)
            yield return new PrivateKeyAuthenticationMethod(user, key);
        if (secret?.Password is { } password)
            yield return new PasswordAuthenticationMethod(user, password);
    }

    private static PrivateKeyFile? KeyOf(RoadSecret? secret)
    {
        if (secret?.PrivateKey is not { } key)
            return null;
        try
        {
            return new(new MemoryStream(Encoding.UTF8.GetBytes(key)), secret.Passphrase);
        }
        catch (Exception unreadable) when (unreadable is SshException or CryptographicException or NotSupportedException or FormatException or ArgumentException)
        {
            // Not what was thrown: its text may quote the key.
            throw new SshAuthenticationException("The private key cannot be read.");
        }
    }
}

/// <summary>The server's key is not the agreed one.</summary>
internal sealed class AnotherHostKeyException : Exception;
