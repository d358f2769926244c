using System.Reflection;

namespace Portico.X12.Tests;

public sealed class IssueKindTests
{
    private static IReadOnlyList<IssueKind> Kinds => [.. typeof(IssueKind).GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Where(p => p.PropertyType == typeof(IssueKind)).Select(p => p.GetValue(null)).OfType<IssueKind>()];

    [Fact]
    public void Codes_are_unique_and_shaped_alike()
    {
        Kinds.Select(k => k.Code).ShouldBeUnique();
        Kinds.ShouldAllBe(k => System.Text.RegularExpressions.Regex.IsMatch(k.Code, "^x12\\.[a-z]+(-[a-z]+)*$"));
    }

    [Fact]
    public void Acknowledgement_codes_are_those_of_their_level()
    {
        string[] interchange = [.. Enumerable.Range(0, 32).Select(i => $"{i:000}")];
        string[] group = ["1", "2", "3", "4", "5", "6", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "23", "24", "25", "26"];
        string[] transaction = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "15", "16", "17", "18", "19", "23", "24", "25", "26", "27", "I5", "I6"];
        string[] segment = ["1", "2", "3", "4", "5", "6", "7", "8", "I4", "I6", "I7", "I8", "I9"];
        string[] element = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "13", "I6", "I9", "I10", "I11", "I12", "I13"];
        foreach (var kind in Kinds)
        {
            var codes = kind.Level switch
            {
                IssueLevel.Interchange => interchange,
                IssueLevel.Group => group,
                IssueLevel.Transaction => transaction,
                IssueLevel.Segment => segment,
                _ => element,
            };
            codes.ShouldContain(kind.Acknowledgement, kind.Code);
        }
    }

    [Fact]
    public void Each_kind_is_found_by_its_code() => Kinds.ShouldAllBe(k => IssueKind.All.GetValueOrDefault(k.Code) == k);

    [Fact]
    public void A_log_keeps_so_many_and_counts_on()
    {
        var log = new IssueLog(limit: 2);
        for (var i = 0; i < 5; i++)
            log.Add(IssueKind.SeCount, default, "SE", "x");
        (log.Kept.Count, log.Count, log.Errors).ShouldBe((2, 5, 5));
    }

    /// <summary>docs/x12/issues.md is made from the kinds. <c>PORTICO_WRITE_API=1</c> writes it anew.</summary>
    [Fact]
    public void The_page_of_issues_lists_every_kind()
    {
        var page = Path.Combine(Source(), "..", "..", "..", "docs", "x12", "issues.md");
        var head = """
            # The codec's issues

            Each issue has a code that never changes, a severity, a place and a sentence that says what to do. `Warning` can be
            used as it is; with an `Error` a receiver may reject the transaction, and its figures must not be acted on unseen;
            `Fatal` is no interchange at all. A place names interchange, group, transaction, segment (ST is 1), element,
            repetition, component and the byte in the input.

            The last columns say what an acknowledgement makes of it: TA105 of a TA1 for the interchange, AK905, IK502, IK304 or
            IK403 of a 999 for the rest.

            | code | severity | meaning | level | acknowledged as |
            |---|---|---|---|---|

            """;
        var text = head + string.Concat(Kinds.Select(k => $"| `{k.Code}` | {k.Severity} | {k.Meaning} | {k.Level} | {k.Acknowledgement} |\n"));
        if (Environment.GetEnvironmentVariable("PORTICO_WRITE_API") == "1")
            File.WriteAllText(page, text);
        Assert.SkipUnless(File.Exists(page), "The sources are not where they were built.");
        File.ReadAllText(page).ReplaceLineEndings("\n").ShouldBe(text.ReplaceLineEndings("\n"));
    }

    private static string Source([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path) ?? "";
}
