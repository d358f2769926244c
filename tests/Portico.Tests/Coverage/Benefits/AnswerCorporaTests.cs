using System.Globalization;
using System.Text;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.X12;

namespace Portico.Tests.Coverage;

/// <summary>271s of others, read where they stand and never copied, and inputs that are none any more.</summary>
public sealed class AnswerCorporaTests
{
    private static readonly string? s_folder = Portico.Tests.Kit.Corpora.Folder("x12");

    private static List<string> Files()
    {
        Assert.SkipWhen(s_folder is null, "../shared/corpora/x12 is not beside this repository.");
        return [.. Directory.GetFiles(s_folder ?? "", "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f).StartsWith("271", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private static readonly BenefitQuestion s_asked = new() { On = new(2009, 5, 15), ServiceTypes = ["98"], Network = WantedNetwork.In };

    /// <summary>What each says of an office visit in network on 15-May-2009; docs/eligibility-reading.md has the same table.</summary>
    private const string Table = """
        LinuxForHealth+x12/subscriber-health-benefit-check|Active; copay 10 stated; PCP
        RahnL+OopFactoryX12/Example_ErrorWithoutBenefitInfo|Unknown; refused 41 41 80 79 79 80 42
        RahnL+OopFactoryX12/ValidationForSubscriberBenefitInfo|Active; refused CI 70
        RahnL+OopFactoryX12/Example3_CMS_HETS|BillElsewhere; other payers 2
        RahnL+OopFactoryX12/Example_3_1_2|Unknown; refused 41 41 80 79 79 80 42 51 60; PCP
        RahnL+OopFactoryX12/ValidationForDependentName|Unknown; refused 58
        RahnL+OopFactoryX12/ValidationForReceiverName|Unknown; refused 43 44 45 47
        RahnL+OopFactoryX12/ValidationForSource|Unknown; refused 42
        RahnL+OopFactoryX12/ValidationForSourceName|Unknown; refused 79
        RahnL+OopFactoryX12/ValidationForSubscriberName|Unknown; refused 72 75
        RahnL+OopFactoryX12/ValidationOnAll|Unknown; refused 35 41 41 79 42 79 80 42 52 60
        RahnL+OopFactoryX12/Example3_CMS_HETS|BillElsewhere; other payers 2
        RahnL+OopFactoryX12/Example_3_1_2|Active; copay 10 stated; PCP
        RahnL+OopFactoryX12/Example_3_1_3|Unknown; refused 50
        RahnL+OopFactoryX12/Example_3_2_2|Active; copay 10 stated; PCP
        RahnL+OopFactoryX12/ValidationForDependentBenefitInfo|Active; refused 70
        git-albertomarin+badX12/X279-response-to-generic-request-by-clinic-for-patient-(subscriber)-eligibility|Active; copay 10 stated; PCP
        imsweb+x12-parser/x271|Active; PCP
        """;

    [Fact]
    public void Every_271_is_read_and_says_what_it_has()
    {
        var lines = new List<string>();
        foreach (var file in Files())
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var said = Document.Read(File.ReadAllBytes(file)).Transactions.SelectMany(t => BenefitReader.Read(t, s_asked)).Select(Words);
            lines.Add($"{Path.GetFileName(Path.GetDirectoryName(file))}/{name[(name.LastIndexOf("__", StringComparison.Ordinal) + 2)..]}|{string.Join(" + ", said)}");
        }
        lines.ShouldBe(Table.Split('\n').Select(l => l.TrimEnd('\r')));
    }

    private static string Words(BenefitReading reading)
    {
        var words = new StringBuilder(reading.State.ToString());
        foreach (var figure in reading.Figures.Where(f => f.Status == FigureStatus.Stated))
            words.Append(CultureInfo.InvariantCulture, $"; {figure.Kind.ToString().ToLowerInvariant()} {figure.Cents / 100m} stated");
        if (reading.Actions.Count > 0)
            words.Append("; refused ").AppendJoin(' ', reading.Actions.Select(a => a.Code));
        if (reading.OtherPayers.Count > 0)
            words.Append(CultureInfo.InvariantCulture, $"; other payers {reading.OtherPayers.Count}");
        if (reading.PrimaryCare.Status == FigureStatus.Stated)
            words.Append("; PCP");
        return words.ToString();
    }

    [Fact]
    public void No_damage_of_bytes_makes_the_reader_throw()
    {
        List<byte[]> inputs = [.. Enumerable.Range(0, PayerStyles.Count).Select(s => PayerStyles.Write(s, 7 + s).Bytes())];
        if (s_folder is not null)
            inputs.AddRange(Files().Select(File.ReadAllBytes));
        var ours = new OurPerson { Family = "TESTPATIENT", Given = "ALDER", BirthDate = new(1980, 7, 14), Sex = "F", MemberId = "SYN100", Zip = "62701" };
        for (var seed = 0; seed < 4000; seed++)
        {
            var random = new Random(seed);
            var bytes = Damaged(inputs[seed % inputs.Count], random);
            try
            {
                foreach (var tree in Document.Read(bytes).Transactions)
                {
                    foreach (var reading in BenefitReader.Read(tree, s_asked with { Ours = ours, Network = (WantedNetwork)random.Next(3), ServiceTypes = ["98", "30"] }))
                    {
                        reading.Sentence.ShouldNotBeEmpty();
                        reading.Figures.Where(f => f.Status == FigureStatus.Stated).All(IsCited).ShouldBeTrue($"Seed {seed}");
                    }
                }
            }
            catch (Exception e) when (e is not ShouldAssertException)
            {
                Assert.Fail($"Seed {seed}: {e}");
            }
        }
    }

    private static bool IsCited(Figure figure) => figure.Sources.Count > 0 && figure.Sources.All(s => s.Text is ['E', 'B', ..] or ['H', 'S', 'D', ..]);

    private static byte[] Damaged(byte[] input, Random random)
    {
        var bytes = input.ToList();
        for (var changes = random.Next(1, 12); changes > 0 && bytes.Count > 1; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, "*~^:\n9-"u8[random.Next(7)]);
                    break;
                case 3:
                    var from = random.Next(bytes.Count);
                    bytes.InsertRange(at, bytes.GetRange(from, Math.Min(random.Next(40), bytes.Count - from)));
                    break;
                default:
                    bytes.RemoveRange(at, Math.Min(random.Next(40), bytes.Count - at));
                    break;
            }
        }
        return [.. bytes];
    }
}
