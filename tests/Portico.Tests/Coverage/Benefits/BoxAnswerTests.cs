using System.Buffers;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.PayerSim;
using Portico.X12;
using FigureKind = Portico.Modules.Coverage.Domain.Benefits.FigureKind;
using FigureScope = Portico.Modules.Coverage.Domain.Benefits.FigureScope;
using Read = Portico.Modules.Coverage.Domain.Benefits.Figure;
using True = Portico.PayerSim.Figure;
using TrueKind = Portico.PayerSim.FigureKind;
using TrueNetwork = Portico.PayerSim.FigureNetwork;
using TrueScope = Portico.PayerSim.FigureScope;

namespace Portico.Tests.Coverage.Benefits;

/// <summary>Everybody whom the payers in a box know is asked about, and what the reader makes of the answers is held against what is true.
/// The box and the reader share nothing but the codec.</summary>
public sealed class BoxAnswerTests(ITestOutputHelper output)
{
    private static readonly DateOnly s_today = new(2026, 11, 20);
    private static readonly DateTime s_now = new(2026, 11, 20, 12, 0, 0);

    // Cases between active and not, for which the box has other words than the desk: their figures are compared, their states are not.
    private static readonly string[] s_between = ["hospice", "part-a-only", "qmb", "spend-down"];

    [Fact]
    public async Task No_figure_of_the_box_is_read_wrong_and_of_those_told_without_doubt_95_percent_at_least_are_read()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var box = await PayerBox.StartAsync(new() { Today = s_today }, ct);
        using var client = new HttpClient { BaseAddress = box.Address };
        List<string> wrong = [], missed = [], states = [];
        var (asked, told) = (0, 0);
        foreach (var (member, service) in box.Members.All.SelectMany(m => new[] { "98", "30", "35", "A6" }.Select(s => (m, s))))
        {
            using var answer = await client.PostAsync(new Uri("x12", UriKind.Relative), new ByteArrayContent(Question(member, service)), ct);
            var transaction = Document.Read(await answer.Content.ReadAsByteArrayAsync(ct)).Transactions.ShouldHaveSingleItem();
            foreach (var network in new[] { WantedNetwork.In, WantedNetwork.Out })
            {
                asked++;
                var reading = BenefitReader.Read(transaction, new() { On = s_today, ServiceTypes = [service], Network = network, Trace = "TRACE1" }).ShouldHaveSingleItem();
                var at = $"{member.Payer} {member.Case} {service} {network}";
                if (reading.State != StateOf(member.Truth, service) && !s_between.Contains(member.Case))
                    states.Add($"{at}: {reading.State}");
                if (reading.State != PolicyState.Active)
                    continue;
                IReadOnlyList<True> known = [.. member.Truth.Figures.Where(f => f.Procedure is null && CountsIn(f, network))];
                wrong.AddRange(reading.Figures.Where(f => f.Status == FigureStatus.Stated && !IsTrue(f, known, service)).Select(f => $"{at}: {f.Kind} {f.Measure}"));
                foreach (var (figure, measure) in known.Where(f => IsToldWithoutDoubt(f, known, service)).SelectMany(f => Measures(f).Select(m => (f, m))))
                {
                    told++;
                    if (!reading.Figures.Any(f => f.Status == FigureStatus.Stated && f.Kind == KindOf(figure.Kind) && f.Measure == measure && IsFor(figure, f)))
                        missed.Add($"{at}: {figure.Kind} {measure}");
                }
            }
        }
        output.WriteLine($"{asked} readings, {told} figures told without doubt, {missed.Count} not read, {wrong.Count} wrong");
        asked.ShouldBeGreaterThan(1000);
        states.ShouldBeEmpty();
        wrong.ShouldBeEmpty();
        (told - missed.Count).ShouldBeGreaterThanOrEqualTo(told * 95 / 100, string.Join("\n", missed));
    }

    private static PolicyState StateOf(Truth truth, string service) => truth.On(s_today) switch
    {
        CoverageState.Inactive => PolicyState.Inactive,
        CoverageState.Elsewhere => PolicyState.BillElsewhere,
        CoverageState.Limited => truth.Covered.Contains(service) ? PolicyState.Active : PolicyState.NotForService,
        _ => truth.CarvedOut.Any(c => c.Services.Contains(service)) ? PolicyState.BillElsewhere
            : truth.NotCovered.Contains(service) ? PolicyState.NotForService : PolicyState.Active,
    };

    // A figure of the service itself goes before one of the plan; two that differ are one too many for a single value.
    private static bool IsTrue(Read figure, IReadOnlyList<True> known, string service)
    {
        var fitting = known.Where(k => KindOf(k.Kind) == figure.Kind && IsFor(k, figure) && ValueOf(k, figure) is not null).ToList();
        var own = fitting.Where(k => k.Services.Contains(service)).ToList();
        var values = (own.Count > 0 ? own : [.. fitting.Where(k => k.Services.Contains("30") || k.Services.Contains("96"))])
            .Select(k => ValueOf(k, figure)).Distinct().ToList();
        return values is [{ } one] && one == (figure.Cents ?? figure.Fraction ?? figure.Count);
    }

    private static bool IsToldWithoutDoubt(True figure, IReadOnlyList<True> known, string service) =>
        figure.Services.Contains(service) && figure.Network != TrueNetwork.NotSaid && figure.OnlyWhen is null && figure.PlaceOfService is null
        && known.Count(k => k.Kind == figure.Kind && k.Services.Contains(service) && k.Scope == figure.Scope && k.Period == figure.Period) == 1;

    private static bool CountsIn(True figure, WantedNetwork network) => figure.Network switch
    {
        TrueNetwork.In => network == WantedNetwork.In,
        TrueNetwork.Out => network == WantedNetwork.Out,
        _ => true,
    };

    private static bool IsFor(True known, Read figure) => (known.Scope == TrueScope.Family) == (figure.Scope == FigureScope.Family);

    private static FigureKind KindOf(TrueKind kind) => kind switch
    {
        TrueKind.Copay => FigureKind.Copay,
        TrueKind.Coinsurance => FigureKind.Coinsurance,
        TrueKind.Deductible => FigureKind.Deductible,
        TrueKind.OutOfPocket => FigureKind.OutOfPocket,
        TrueKind.Maximum => FigureKind.Limit,
        TrueKind.Visits => FigureKind.Visits,
        TrueKind.SpendDown => FigureKind.SpendDown,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static decimal? ValueOf(True known, Read figure) => (figure.Kind, figure.Measure) switch
    {
        (FigureKind.Coinsurance, _) => known.Fraction,
        (FigureKind.Visits, FigureMeasure.Remaining) => known.VisitsRemaining,
        (FigureKind.Visits, _) => known.Visits,
        (_, FigureMeasure.Met) => known.MetCents ?? known.Cents - known.RemainingCents,
        (_, FigureMeasure.Remaining) => known.RemainingCents ?? (known.Cents == 0 ? 0 : null),
        _ => known.Cents,
    };

    private static IEnumerable<FigureMeasure> Measures(True known)
    {
        var isEach = known.Kind is TrueKind.Copay or TrueKind.Coinsurance or TrueKind.SpendDown;
        if (known.Cents is not null || known.Fraction is not null || known.Visits is not null)
            yield return isEach ? FigureMeasure.Each : FigureMeasure.Base;
        if (known.RemainingCents is not null || known.VisitsRemaining is not null)
            yield return FigureMeasure.Remaining;
    }

    private static byte[] Question(Member member, string service)
    {
        InquiryPerson Asked(InquiryPerson person) => person with
        {
            Traces = [TraceNumber.Of("1", "TRACE1", "9SYNTHETIC")], Dates = [QualifiedDates.Of("291", s_today)], Questions = [new() { ServiceTypes = [service] }],
        };
        InquiryPerson Of(Member one, string role) => new()
        {
            Person = new()
            {
                Named = new() { Role = role, IsPerson = true, Name = one.Family, Given = one.Given, IdKind = role == "IL" ? "MI" : null, Id = role == "IL" ? one.MemberId : null },
                Born = one.Born, Sex = one.Sex == "U" ? null : one.Sex,
            },
        };
        var person = member is { IsAskedBelowSubscriber: true, Subscriber: { } subscriber }
            ? Of(subscriber, "IL") with { Dependents = [Asked(Of(member, "03"))] } : Asked(Of(member, "IL"));
        var inquiry = EligibilityInquiry.Of("ASKED1", s_now, new() { Named = new() { Role = "PR", Name = "SYNTHETIC PAYER", IdKind = "PI", Id = member.Payer } },
            new() { Named = new() { Role = "1P", Name = "SYNTHETIC CLINIC", IdKind = "XX", Id = "1234567893" } }, [person]);
        var written = new ArrayBufferWriter<byte>();
        TransactionModel.WriteInterchange(written, new()
        {
            SenderQualifier = "ZZ", Sender = "CLINIC", ReceiverQualifier = "ZZ", Receiver = "CLEARING", ControlNumber = 1, At = s_now, IsTest = true,
        }, [inquiry]).Kept.ShouldBeEmpty();
        return written.WrittenSpan.ToArray();
    }
}
