using System.Runtime.CompilerServices;

namespace Portico.X12.Tests;

/// <summary>The package's README shows what is here: it compiles, and it does what it says.</summary>
public sealed class ReadmeTests
{
    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path) ?? "";

    private static List<string> Print(Stream stream)
    {
        var lines = new List<string>();
        void Print(object line) => lines.Add($"{line}");

        // README
        using var reader = new LoopReader(new SegmentReader(stream), hasUnits: true);
        while (reader.Read())
        {
            if (reader.Part != LoopPart.Unit)
                continue;
            var claim = RemittanceClaim.Read(reader.Unit);
            Print($"{claim.ClaimNumber} was paid {claim.Paid} cents: {claim.Place}");
        }
        foreach (var issue in reader.Issues.Kept)
            Print(issue);

        // end
        return lines;
    }

    [Fact]
    public void The_sample_of_the_readme_is_the_code_here()
    {
        var readme = Path.Combine(Folder(), "..", "..", "src", "X12", "README.md");
        Assert.SkipUnless(File.Exists(readme), "The sources are not where they were built.");
        var source = File.ReadAllLines(Path.Combine(Folder(), "ReadmeTests.cs")).SkipWhile(l => l.Trim() != "// README").Skip(1)
            .TakeWhile(l => l.Trim() != "// end").Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        var shown = File.ReadAllLines(readme).Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        string.Join('\n', shown).ShouldContain(string.Join('\n', source));
    }

    [Fact]
    public void The_sample_of_the_readme_prints_claims_and_issues() =>
        Print(new MemoryStream(Sample.Bytes(Sample.Remittance.Replace("GE*1", "GE*2", StringComparison.Ordinal)))).ShouldBe([
            "CLM1 was paid 12000 cents: interchange 1, group 1, transaction 1, segment 11, byte 456",
            "Error x12.ge-count at interchange 1, group 1, segment 3, element 1, byte 645: GE01 says 2, but the group has 1 transactions: some were lost or added on the way. Have it sent again.",
        ]);
}
