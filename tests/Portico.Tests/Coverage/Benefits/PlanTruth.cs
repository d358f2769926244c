using System.Buffers;
using System.Globalization;
using System.Text;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.X12;

namespace Portico.Tests.Coverage;

/// <summary>What is true of a member's plan, before any payer writes it down. Amounts in cents.</summary>
internal sealed record PlanTruth
{
    public required string Service { get; init; }
    public required bool IsInNetwork { get; init; }
    public required long Copay { get; init; }
    public required long OtherCopay { get; init; }
    public required decimal Share { get; init; }
    public required decimal OtherShare { get; init; }
    public required Account Deductible { get; init; }
    public required Account FamilyDeductible { get; init; }
    public required Account OutOfPocket { get; init; }
    public required Account OtherDeductible { get; init; }
    public required int Visits { get; init; }
    public required int VisitsLeft { get; init; }

    internal sealed record Account(long Whole, long Left);

    public static PlanTruth Of(Random random)
    {
        var copay = random.Next(0, 16) * 500L;
        var share = random.Next(0, 9) * 0.05m;
        var visits = random.Next(5, 60);
        return new()
        {
            Service = new[] { "98", "UC", "33", "MH", "PT" }[random.Next(5)],
            IsInNetwork = random.Next(4) > 0,
            Copay = copay,
            OtherCopay = copay + random.Next(1, 12) * 500L,
            Share = share,
            OtherShare = share + random.Next(1, 8) * 0.05m,
            Deductible = Some(random, 30),
            FamilyDeductible = Some(random, 60),
            OutOfPocket = Some(random, 90),
            OtherDeductible = Some(random, 80),
            Visits = visits,
            VisitsLeft = random.Next(0, visits + 1),
        };
    }

    private static Account Some(Random random, int most)
    {
        var whole = random.Next(1, most) * 10_000L;
        return new(whole, random.Next(4) == 0 ? 0 : random.NextInt64(0, whole + 1));
    }
}

/// <summary>An answer as a payer wrote it, with what a reader may and must say of it.</summary>
internal sealed record LabelledAnswer
{
    public static readonly DateOnly Today = new(2026, 11, 20);
    public static readonly DateOnly Visit = new(2026, 12, 1);

    public required string Style { get; init; }
    public required List<Benefit> Lines { get; init; }

    /// <summary>Figures that are there, and their values: cents, fractions or counts.</summary>
    public required Dictionary<string, decimal> There { get; init; }

    /// <summary>Figures that follow from others: right when they are stated, not missed when they are not.</summary>
    public Dictionary<string, decimal> Allowed { get; init; } = [];
    public required PolicyState State { get; init; }
    public required string Service { get; init; }
    public required WantedNetwork Network { get; init; }
    public IReadOnlyList<QualifiedDates> PersonDates { get; init; } = [QualifiedDates.Of("346", new DateOnly(2024, 1, 1))];
    public IReadOnlyList<Rejection> Rejections { get; init; } = [];
    public bool IsDependent { get; init; }
    public string PayerName { get; init; } = "SYNTHETIC HEALTH PLAN";

    /// <summary>What the payer does to the text that the writer of this codec would not.</summary>
    public Func<string, string>? Quirk { get; init; }
    public string Trace { get; init; } = "TRACE1";

    public BenefitQuestion Question => new() { On = Visit, ServiceTypes = [Service], Network = Network, Trace = "TRACE1" };

    public byte[] Bytes()
    {
        var own = new EligibilityAnswer
        {
            IsDependent = IsDependent,
            Traces = [TraceNumber.Of("2", Trace, "1999999999")],
            Person = IsDependent ? new() { Role = "03", IsPerson = true, Name = "TESTPATIENT", Given = "MAPLE" }
                : new() { Role = "IL", IsPerson = true, Name = "TESTPATIENT", Given = "ALDER", IdKind = "MI", Id = "SYN100" },
            Born = new DateOnly(1980, 7, 14),
            Sex = "F",
            Dates = PersonDates,
            Rejections = Rejections,
            Benefits = Lines,
        };
        var top = !IsDependent ? own : new EligibilityAnswer
        {
            Person = new() { Role = "IL", IsPerson = true, Name = "TESTPATIENT", Given = "ALDER", IdKind = "MI", Id = "SYN100" },
            Dependents = [own],
        };
        var response = new EligibilityResponse
        {
            Purpose = "11", Reference = "ASKED1", At = Today.ToDateTime(new(9, 5)),
            Payers =
            [
                new()
                {
                    Payer = new() { Named = new() { Role = "PR", Name = PayerName, IdKind = "PI", Id = "SYN01" } },
                    Providers = [new() { Provider = new() { Named = new() { Role = "1P", Name = "SYNTHETIC CLINIC", IdKind = "XX", Id = "1234567893" } }, Answers = [top] }],
                },
            ],
        };
        var output = new ArrayBufferWriter<byte>();
        var header = new InterchangeHeader
        {
            SenderQualifier = "ZZ", Sender = "SYNTHETIC01", ReceiverQualifier = "ZZ", Receiver = "SYNTHETIC02", ControlNumber = 1, At = response.At,
        };
        TransactionModel.WriteInterchange(output, header, [response]).Kept.ShouldBeEmpty();
        var text = Encoding.UTF8.GetString(output.WrittenSpan);
        return Encoding.UTF8.GetBytes(Quirk?.Invoke(text) ?? text);
    }

    /// <summary>The name of a figure as the labels have it.</summary>
    public static string NameOf(Figure figure)
    {
        var name = figure.Kind.ToString();
        if (figure.Measure != FigureMeasure.Each)
            name += "." + figure.Measure;
        return figure.Kind is FigureKind.Deductible or FigureKind.OutOfPocket ? name + "." + figure.Scope : name;
    }

    public static decimal? ValueOf(Figure figure) => figure.Cents ?? figure.Fraction ?? figure.Count;

    /// <summary>The same answer by 4010's rules: no repetitions, no guide in ST, other versions in ISA and GS.</summary>
    public static string Earlier(string text)
    {
        text = text.Replace("*^*00501*", "*U*00401*", StringComparison.Ordinal).Replace("005010X279A1~ST*271*0001*005010X279A1", "004010X092A1~ST*271*0001", StringComparison.Ordinal);
        var segments = text.Split('~').ToList();
        var start = segments.FindIndex(s => s.StartsWith("ST*", StringComparison.Ordinal));
        var end = segments.FindIndex(s => s.StartsWith("SE*", StringComparison.Ordinal));
        segments[end] = string.Create(CultureInfo.InvariantCulture, $"SE*{end - start + 1}*0001");
        return string.Join('~', segments);
    }
}
