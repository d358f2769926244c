using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;
using Portico.Platform.UseCases;

namespace Portico.Platform.Audit;

/// <summary>Where a practice's chain stood at a moment, signed.</summary>
internal sealed record AuditCheckpoint(int Practice, long Sequence, string Hash, Instant At, string Signature)
{
    public byte[] Signed() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"portico-audit-checkpoint\n{Practice}\n{Sequence}\n{Hash}\n{At.ToUnixTimeTicks()}"));
}

/// <summary>Checkpoints in a file a practice, outside the database: whoever rewrites the log cannot rewrite these too.</summary>
/// <remarks>ECDSA P-256 over SHA-256. The key is a file of the data folder, made on first use, readable by its owner alone.</remarks>
internal sealed class AuditCheckpoints(Settings settings)
{
    private readonly Lock _writing = new();
    private string KeyFile => Path.Combine(settings.Data, "keys", "audit-checkpoints.pem");

    public string FileOf(int practice) =>
        Path.Combine(settings.Checkpoints, string.Create(CultureInfo.InvariantCulture, $"audit-{practice}.jsonl"));

    public void Append(int practice, long sequence, byte[] hash, Instant at)
    {
        lock (_writing)
        {
            using var key = Key();
            var checkpoint = new AuditCheckpoint(practice, sequence, Convert.ToHexString(hash), at, "");
            checkpoint = checkpoint with
            {
                Signature = Convert.ToBase64String(key.SignData(checkpoint.Signed(), HashAlgorithmName.SHA256)),
            };
            Directory.CreateDirectory(settings.Checkpoints);
            using var file = new FileStream(FileOf(practice), FileMode.Append, FileAccess.Write, FileShare.Read);
            file.Write(JsonSerializer.SerializeToUtf8Bytes(checkpoint, DeskJson.Options));
            file.WriteByte((byte)'\n');
            file.Flush(flushToDisk: true);
        }
    }

    public AuditCheckpoint? Last(int practice) => Read(practice).LastOrDefault(c => c.Checkpoint is not null).Checkpoint;

    /// <returns>Every line in order; a line that is no checkpoint of this key and practice gives null.</returns>
    public IReadOnlyList<(int Line, AuditCheckpoint? Checkpoint)> Read(int practice)
    {
        if (!File.Exists(FileOf(practice)))
            return [];
        using var key = Key();
        return [.. File.ReadAllLines(FileOf(practice)).Select((text, at) => (at + 1, Parse(text, practice, key)))];
    }

    private static AuditCheckpoint? Parse(string line, int practice, ECDsa key)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditCheckpoint>(line, DeskJson.Options) is { } checkpoint
                && checkpoint.Practice == practice
                && key.VerifyData(checkpoint.Signed(), Convert.FromBase64String(checkpoint.Signature), HashAlgorithmName.SHA256)
                    ? checkpoint
                    : null;
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException)
        {
            return null;
        }
    }

    private ECDsa Key()
    {
        if (!File.Exists(KeyFile))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(KeyFile) ?? settings.Data);
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            // Made aside and moved into place, so that two nodes that start together agree on one key.
            var aside = KeyFile + "." + Guid.CreateVersion7().ToString("N");
            using (var writer = new StreamWriter(aside, Encoding.ASCII, options))
                writer.Write(made.ExportPkcs8PrivateKeyPem());
            try
            {
                File.Move(aside, KeyFile, overwrite: false);
            }
            catch (IOException) when (File.Exists(KeyFile))
            {
                File.Delete(aside);
            }
        }
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(KeyFile));
        return key;
    }
}
