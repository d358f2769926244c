using System.Globalization;
using System.Text;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.X12;

namespace Portico.Tests.Coverage;

/// <summary>Answers by hand: the lines that matter, in an answer that is right around them.</summary>
internal static class WrittenAnswer
{
    public const string Subscriber = """
        HL*3*2*22*0
        TRN*2*TRACE1*1999999999
        NM1*IL*1*TESTPATIENT*ALDER****MI*SYN100
        N3*100 ELM ST
        N4*SPRINGFIELD*IL*62701
        DMG*D8*19800714*F
        """;

    /// <param name="lines">From the person's dates on, one segment a line.</param>
    /// <param name="person">The levels above them.</param>
    /// <param name="at">When the payer answered.</param>
    /// <param name="payer">Its name.</param>
    public static byte[] Bytes(string lines, string person = Subscriber, string at = "20261120", string payer = "SYNTHETIC PLAN")
    {
        var segments = $"""
            BHT*0022*11*ASKED1*{at}*0905
            HL*1**20*1
            NM1*PR*2*{payer}*****PI*SYN01
            HL*2*1*21*1
            NM1*1P*2*SYNTHETIC CLINIC*****XX*1234567893
            {person}
            {lines}
            """.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var text = "ISA*00*          *00*          *ZZ*SYNTHETIC01    *ZZ*SYNTHETIC02    *261120*0905*^*00501*000000001*0*T*:~"
            + "GS*HB*SYNTHETIC01*SYNTHETIC02*20261120*0905*1*X*005010X279A1~ST*271*0001*005010X279A1~"
            + string.Concat(segments.Select(s => s + "~")) + string.Create(CultureInfo.InvariantCulture, $"SE*{segments.Length + 2}*0001~GE*1*1~IEA*1*000000001~");
        return Encoding.UTF8.GetBytes(text);
    }

    public static BenefitQuestion Asked(string service = "98", WantedNetwork network = WantedNetwork.In, string on = "2026-12-01") =>
        new() { On = DateOnly.ParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture), ServiceTypes = service.Split(','), Network = network };

    public static IReadOnlyList<BenefitReading> ReadAll(byte[] bytes, BenefitQuestion question) =>
        [.. Document.Read(bytes).Transactions.SelectMany(t => BenefitReader.Read(t, question))];

    public static BenefitReading Read(string lines, BenefitQuestion? question = null, string person = Subscriber, string at = "20261120", string payer = "SYNTHETIC PLAN") =>
        ReadAll(Bytes(lines, person, at, payer), question ?? Asked()).ShouldHaveSingleItem();

    public static Figure Find(BenefitReading reading, FigureKind kind, FigureMeasure measure = FigureMeasure.Each, FigureScope? scope = null) =>
        reading.Figures.First(f => f.Kind == kind && f.Measure == measure && (scope is null || f.Scope == scope));

    public static void ShouldBe(Figure figure, long cents)
    {
        figure.Status.ShouldBe(FigureStatus.Stated, figure.Why);
        figure.Cents.ShouldBe(cents);
    }

    /// <summary>No single value anywhere, and these to choose from.</summary>
    public static void ShouldBeOpen(Figure figure, params long?[] cents)
    {
        figure.Status.ShouldBe(FigureStatus.Ambiguous);
        (figure.Cents, figure.Fraction, figure.Count).ShouldBe((null, null, null));
        figure.Candidates.Select(c => c.Cents).ShouldBe(cents, ignoreOrder: true);
    }
}
