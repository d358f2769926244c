using System.Text;
using System.Text.Json;

namespace Portico.X12.Tests;

/// <summary>What people and programs are shown: every segment once, in its loop, with what is wrong with it.</summary>
public sealed class OutlineTests
{
    private static string Shown(string input, bool hasColour = false)
    {
        var text = new StringWriter { NewLine = "\n" };
        Portico.X12.Outline.Write(new MemoryStream(Sample.Bytes(input)), text, hasColour);
        return text.ToString();
    }

    private static JsonDocument Json(string input) => JsonDocument.Parse(JsonText(input, isIndented: true));

    private static string JsonText(string input, bool isIndented)
    {
        var output = new MemoryStream();
        OutlineJson.Write(new MemoryStream(Sample.Bytes(input)), output, isIndented);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    [Fact]
    public void For_a_program_the_document_is_one_line_and_says_the_same()
    {
        var compact = JsonText(Sample.Remittance, isIndented: false);
        compact.ShouldNotContain('\n');
        using var one = JsonDocument.Parse(compact);
        using var other = Json(Sample.Remittance);
        JsonElement.DeepEquals(one.RootElement, other.RootElement).ShouldBeTrue();
    }

    [Fact]
    public void A_remittance_reads_from_payer_to_line()
    {
        Shown(Sample.Remittance).ShouldStartWith("""
            Interchange 000000001, test: ZZ SYNTHETIC01 to ZZ SYNTHETIC02, 261120 0905
              Group 1: HP, 005010X221A1, SYNTHETIC01 to SYNTHETIC02
                Transaction 0001: 835 Remittance advice, 005010X221
                  ST  Start of the transaction: transaction 835 · control number 0001
            """.ReplaceLineEndings("\n"));
        Shown(Sample.Remittance).ShouldContain("""
                  2000 Claims of one kind
                    LX  Line: line number 1
                    2100 Claim
                      CLP Claim payment: claim number CLM1 · claim status 1 (processed as first payer) · amount 200 · amount 120
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void An_issue_stands_below_its_segment()
    {
        var lines = Shown(Damage.Replace(Sample.Professional, "CLM*CLM2", "CLM*CLM2*80.5***11:B:1*Y*A*Y*Y")).Split('\n');
        var at = Array.FindIndex(lines, l => l.Contains("CLM2", StringComparison.Ordinal));
        lines[at + 1].ShouldContain("! Error x12.claim-total at CLM02: CLM02 is 80.5");
    }

    [Fact]
    public void Colour_is_only_where_it_is_asked_for_and_control_characters_never_reach_the_terminal()
    {
        Shown(Sample.Professional).ShouldNotContain('\e');
        Shown(Sample.Professional, hasColour: true).ShouldContain('\e');
        Shown(Sample.Professional.Replace("ALDER", "AL\e[31mDER", StringComparison.Ordinal)).ShouldNotContain('\e');
    }

    [Fact]
    public void Every_segment_is_told_once_in_its_order_whatever_is_wrong()
    {
        foreach (var (name, input) in Sample.All)
        {
            for (var number = -1; number < 60; number++)
            {
                var text = number < 0 ? input : Damage.Of(input, number);
                using var json = Json(text);
                var told = Offsets(json.RootElement).ToList();
                told.ShouldBe(SegmentsOf(text), $"{name}, damage {number}: {text}");
            }
        }
    }

    private static List<long> SegmentsOf(string text)
    {
        var offsets = new List<long>();
        using var reader = new SegmentReader(Sample.Bytes(text));
        while (reader.Read())
        {
            if (reader.Current.Kind == SegmentKind.Segment)
                offsets.Add(reader.Offset);
        }
        return offsets;
    }

    private static IEnumerable<long> Offsets(JsonElement element)
    {
        if (element.TryGetProperty("offset", out var offset))
            yield return offset.GetInt64();
        if (!element.TryGetProperty("content", out var content))
            yield break;
        foreach (var inner in content.EnumerateArray().SelectMany(Offsets))
            yield return inner;
    }

    [Fact]
    public void Every_issue_is_told_once()
    {
        foreach (var (name, input) in Sample.All)
        {
            for (var number = 0; number < 60; number++)
            {
                var text = Damage.Of(input, number);
                using var json = Json(text);
                Issues(json.RootElement).Order().ShouldBe(
                    Document.Read(Sample.Bytes(text)).Issues.Kept.Select(i => (i.Code, i.Place.Offset)).Order(), $"{name}, damage {number}");
            }
        }
    }

    private static IEnumerable<(string, long)> Issues(JsonElement element)
    {
        if (element.TryGetProperty("issues", out var issues))
        {
            foreach (var issue in issues.EnumerateArray())
                yield return (issue.GetProperty("code").GetString() ?? "", issue.GetProperty("offset").GetInt64());
        }
        if (!element.TryGetProperty("content", out var content))
            yield break;
        foreach (var inner in content.EnumerateArray().SelectMany(Issues))
            yield return inner;
    }

    [Fact]
    public void Elements_have_names_composites_are_arrays_and_repetitions_arrays_of_those()
    {
        using var json = Json(Sample.Eligibility);
        var segments = All(json.RootElement).Where(e => e.TryGetProperty("segment", out _)).ToList();
        JsonElement Elements(string id, int skip = 0) => segments.Where(s => s.GetProperty("segment").GetString() == id).Skip(skip).First().GetProperty("elements");
        Elements("BHT").GetProperty("BHT03").GetString().ShouldBe("ASKED1");
        Elements("EB", 1).GetProperty("EB03").EnumerateArray().Select(e => e.GetString()).ShouldBe(["98", "UC"]);
        using var claim = Json(Sample.Professional);
        All(claim.RootElement).First(e => e.TryGetProperty("segment", out var id) && id.GetString() == "CLM").GetProperty("elements")
            .GetProperty("CLM05").EnumerateArray().Select(e => e.GetString()).ShouldBe(["11", "B", "1"]);
    }

    private static IEnumerable<JsonElement> All(JsonElement element) => element.TryGetProperty("content", out var content)
        ? content.EnumerateArray().SelectMany(All).Prepend(element) : [element];

    [Fact]
    public void Loops_nest_as_the_guide_says()
    {
        using var json = Json(Sample.Professional);
        var path = new StringBuilder();
        Walk(json.RootElement, "");
        path.ToString().ShouldContain("2000A/2000B/2300/2400;");
        path.ToString().ShouldContain("2000A/2000B/2000C/2300/2400;");

        void Walk(JsonElement element, string above)
        {
            var here = element.TryGetProperty("loop", out var loop) ? $"{above}/{loop.GetString()}".Trim('/') : above;
            if (here != above)
                path.Append(here).Append(';');
            if (!element.TryGetProperty("content", out var content))
                return;
            foreach (var inner in content.EnumerateArray())
                Walk(inner, here);
        }
    }
}
