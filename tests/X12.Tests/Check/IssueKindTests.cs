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
    public void Each_kind_is_found_by_its_code() => Kinds.ShouldAllBe(k => IssueKind.All[k.Code] == k);

    [Fact]
    public void A_log_keeps_so_many_and_counts_on()
    {
        var log = new IssueLog(limit: 2);
        for (var i = 0; i < 5; i++)
            log.Add(IssueKind.SeCount, default, "SE", "x");
        (log.Kept.Count, log.Count, log.Errors).ShouldBe((2, 5, 5));
    }
}
