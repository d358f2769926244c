using System.Buffers;
using System.Text;
using CsCheck;

namespace Portico.X12.Tests;

/// <summary>Whatever a guide allows is read into a model, written from it, and read again: equal, and nothing is lost.</summary>
public sealed class RoundTripTests
{
    private const long Samples = 60;

    private static readonly InterchangeHeader s_header = new()
    {
        SenderQualifier = "ZZ", Sender = "SYNTHETIC01", ReceiverQualifier = "ZZ", Receiver = "SYNTHETIC02",
        ControlNumber = 1, At = new(2026, 11, 20, 9, 5, 0), IsTest = true,
    };

    // What does not add up in random figures, and ids without their check digit; everything else must be clean.
    private static readonly string[] s_sums =
    [
        "x12.payment-balance", "x12.claim-balance", "x12.line-balance", "x12.lines-balance", "x12.patient-balance", "x12.reversal-sign", "x12.reversal-order",
        "x12.element-identifier", "x12.claim-total", "x12.original-reference", "x12.diagnosis-pointer", "x12.benefit-missing",
    ];

    internal static string Written(params TransactionModel[] transactions)
    {
        var output = new ArrayBufferWriter<byte>();
        TransactionModel.WriteInterchange(output, s_header, transactions).Kept.ShouldBeEmpty();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    internal static LoopTree Tree(string text) => Document.Read(Sample.Bytes(text)).Transactions.First();

    private static void Holds(string transaction, string version, string kind, Func<LoopTree, TransactionModel> read, string variant = "")
    {
        var guide = Guide.Find(transaction, version, variant).ShouldNotBeNull();
        Gen.Int[0, int.MaxValue - 1].Sample(
            seed =>
            {
                var text = RandomTransaction.Of(guide, kind, version, seed);
                var codes = Codes(text);
                codes.Except(s_sums).ShouldBeEmpty(text);
                var model = read(Tree(text));
                (model.TransactionId, model.GroupKind, model.Guide).ShouldBe((transaction, kind, version));
                var again = Written(model);
                Structure.Of(read(Tree(again))).ShouldBe(Structure.Of(model), text);
                Codes(again).ShouldBe(codes, text);
                Segments(again).ShouldBe(Segments(text), text);
            },
            iter: Samples, threads: 1);
    }

    private static List<string> Codes(string text) =>
        [.. Document.Read(Sample.Bytes(text)).Issues.Kept.Select(i => i.Code).Distinct().Order(StringComparer.Ordinal)];

    // Adjustments and codes may be cut into segments in another way, and a day's service may be said in another one: models
    // compare those. SE counts what they come to.
    private static List<string> Segments(string text) =>
    [
        .. text.Split('~').Where(s => !s.StartsWith("CAS", StringComparison.Ordinal) && !s.StartsWith("PLB", StringComparison.Ordinal)
                && !s.StartsWith("HI*", StringComparison.Ordinal) && !s.StartsWith("SE*", StringComparison.Ordinal)
                && !(s.StartsWith("DTM*", StringComparison.Ordinal) && s[4..7] is "150" or "151" or "472" or "232" or "233"))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Random_transactions_have_every_segment_of_their_guide()
    {
        foreach (var guide in Guide.All.Where(g => !g.Id.StartsWith("004010", StringComparison.Ordinal) && g.Transaction != "999"))
        {
            var seen = new HashSet<SegmentSpec>();
            for (var seed = 0; seed < 300 && seen.Count < guide.Segments.Length; seed++)
            {
                var tree = Tree(RandomTransaction.Of(guide, "HC", guide.Id, seed));
                for (var i = 0; i < tree.SegmentCount; i++)
                {
                    if (tree.SegmentAt(i).Spec is { } spec)
                        seen.Add(spec);
                }
            }
            guide.Segments.Except(seen).Select(s => $"{s.Loop.Id} {s.Id} {s.Name}").ShouldBeEmpty(guide.Name);
        }
    }

    private static readonly Func<LoopTree, TransactionModel>[] s_readers =
    [
        Remittance.Read, ProfessionalBatch.Read, InstitutionalBatch.Read, DentalBatch.Read, EligibilityInquiry.Read, EligibilityResponse.Read,
        StatusInquiry.Read, StatusResponse.Read, ClaimAcknowledgement.Read, ReviewRequest.Read, ReviewResponse.Read,
    ];

    [Fact]
    public void Damaged_input_and_that_of_another_kind_is_read_and_written_without_an_exception() =>
        Gen.Select(Gen.Int[0, Sample.All.Count - 1], Gen.Int[0, 100_000], Gen.Int[0, 100_000], Gen.Int[0, 2]).Sample(
            (kind, one, other, damage) =>
            {
                var segments = Sample.All.Values.ElementAt(kind).Split('~');
                var (first, second) = (3 + (one % (segments.Length - 3)), 3 + (other % (segments.Length - 3)));
                if (damage == 0)
                    (segments[first], segments[second]) = (segments[second], segments[first]);
                else if (damage == 1)
                    segments[first] = segments[first][..(other % (segments[first].Length + 1))];
                else
                    segments[first] = segments[first].Replace('*', "*:^"[other % 3]);
                foreach (var tree in Document.Read(Sample.Bytes(string.Join('~', segments))).Transactions)
                {
                    foreach (var read in s_readers)
                        TransactionModel.WriteInterchange(new ArrayBufferWriter<byte>(), s_header, [read(tree)]);
                }
            },
            iter: 1_000, threads: 1);

    [Fact]
    public void A_remittance_loses_nothing() => Holds("835", "005010X221A1", "HP", Remittance.Read);

    [Fact]
    public void Professional_claims_lose_nothing() => Holds("837", "005010X222A1", "HC", ProfessionalBatch.Read);

    [Fact]
    public void Institutional_claims_lose_nothing() => Holds("837", "005010X223A2", "HC", InstitutionalBatch.Read);

    [Fact]
    public void Dental_claims_lose_nothing() => Holds("837", "005010X224A2", "HC", DentalBatch.Read);

    [Fact]
    public void An_eligibility_inquiry_loses_nothing() => Holds("270", "005010X279A1", "HS", EligibilityInquiry.Read);

    [Fact]
    public void An_eligibility_response_loses_nothing() => Holds("271", "005010X279A1", "HB", EligibilityResponse.Read);

    [Fact]
    public void A_status_inquiry_loses_nothing() => Holds("276", "005010X212", "HR", StatusInquiry.Read);

    [Fact]
    public void A_status_response_loses_nothing() => Holds("277", "005010X212", "HN", StatusResponse.Read);

    [Fact]
    public void A_claim_acknowledgment_loses_nothing() => Holds("277", "005010X214", "HN", ClaimAcknowledgement.Read);

    [Fact]
    public void A_review_request_loses_nothing() => Holds("278", "005010X217", "HI", ReviewRequest.Read);

    [Fact]
    public void A_review_response_loses_nothing() => Holds("278", "005010X217", "HI", ReviewResponse.Read, "11");
}
