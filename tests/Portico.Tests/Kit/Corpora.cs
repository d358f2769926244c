namespace Portico.Tests.Kit;

/// <summary>Samples of others, which stand beside the repository and are never copied into it.</summary>
public static class Corpora
{
    /// <returns>The folder below <c>../shared/corpora</c>. Null where it is not there: whoever needs it skips, and says so.</returns>
    public static string? Folder(string below)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Path.Combine(folder.FullName, "shared", "corpora", below);
            if (Directory.Exists(found))
                return found;
        }
        return null;
    }
}
