using System.Runtime.CompilerServices;
using System.Text;

namespace Portico.PayerSim.Tests;

/// <summary>What the README says can be typed works.</summary>
public sealed class ReadmeTests
{
    private static readonly CancellationToken s_ct = TestContext.Current.CancellationToken;

    private static string[] Lines([CallerFilePath] string path = "")
    {
        var readme = Path.Combine(Path.GetDirectoryName(path) ?? "", "..", "..", "src", "PayerSim", "README.md");
        Assert.SkipUnless(File.Exists(readme), "The sources are not where they were built.");
        return [.. File.ReadAllLines(readme).Select(l => l.StartsWith("    ", StringComparison.Ordinal) ? l[4..] : l)];
    }

    private static string Data(string[] lines, string address)
    {
        var line = lines[Array.FindIndex(lines, l => l.Contains(address, StringComparison.Ordinal) && l.Contains("curl", StringComparison.Ordinal)) + 1];
        return line.Split('\'')[1];
    }

    [Fact]
    public async Task The_question_is_refused_until_its_member_is_enrolled_and_then_says_the_copay()
    {
        await using var box = await Asking.BoxAsync();
        using var client = box.Client();
        var lines = Lines();
        var question = string.Join('\n', lines.SkipWhile(l => !l.EndsWith("<<'X12'", StringComparison.Ordinal)).Skip(1).TakeWhile(l => l != "X12"));
        var bytes = Encoding.ASCII.GetBytes(question + "\n");
        Document.Read(bytes).Issues.Kept.ShouldBeEmpty();
        (await box.AnswerAsync(bytes)).Refusal().ShouldBe(("2100C", "75"));
        var person = new StringContent(Data(lines, "/members \\"), Encoding.UTF8, "application/json");
        (await client.PostAsync("members", person, s_ct)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);
        (await box.AnswerAsync(bytes)).Patient().Benefits.Single(b => b.Kind == BenefitKind.Copay).Amount.ShouldBe(2_500);
    }

    [Fact]
    public async Task The_fault_is_one_that_the_box_takes()
    {
        await using var box = await Asking.BoxAsync();
        using var client = box.Client();
        var fault = new StringContent(Data(Lines(), "/api/faults \\"), Encoding.UTF8, "application/json");
        (await client.PostAsync("api/faults", fault, s_ct)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);
        var rule = box.Faults.Rules.ShouldHaveSingleItem();
        (rule.Kind, rule.Payer, rule.Count, rule.KeepsTrace).ShouldBe((FaultKind.OtherPatient, "SYN01", 1, true));
    }

    [Fact]
    public void The_tables_have_every_payer_every_case_and_every_kind_of_fault()
    {
        var text = string.Join('\n', Lines());
        foreach (var payer in MemberDirectory.Payers)
        {
            text.ShouldContain($"| {payer.Id} ");
            foreach (var kind in payer.Cases)
                text.ShouldContain($"`{kind}`");
        }
        foreach (var kind in Enum.GetNames<FaultKind>())
            text.ShouldContain($"`{char.ToLowerInvariant(kind[0])}{kind[1..]}`");
    }
}
