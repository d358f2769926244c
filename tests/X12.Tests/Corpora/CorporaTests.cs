using System.Buffers;

namespace Portico.X12.Tests;

/// <summary>Samples of others, read where they stand and never copied; docs/x12/corpora.md says why each has its verdict.</summary>
public sealed class CorporaTests
{
    private static readonly string? s_folder = Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var corpora = Path.Combine(folder.FullName, "shared", "corpora", "x12");
            if (Directory.Exists(corpora))
                return corpora;
        }
        return null;
    }

    internal static IReadOnlyList<string> Files()
    {
        Assert.SkipWhen(s_folder is null, "../shared/corpora/x12 is not beside this repository.");
        return [.. Directory.GetFiles(s_folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void Every_file_is_written_back_byte_for_byte()
    {
        foreach (var file in Files())
        {
            var bytes = File.ReadAllBytes(file);
            var output = new ArrayBufferWriter<byte>();
            Document.Read(bytes).Write(output);
            output.WrittenSpan.SequenceEqual(bytes).ShouldBeTrue(Path.GetFileName(file));
        }
    }
}
