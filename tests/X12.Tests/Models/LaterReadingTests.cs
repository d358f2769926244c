using System.Text;

namespace Portico.X12.Tests;

/// <summary>A model that is read claim by claim keeps a copy, and is what it would have been had it been read at once.</summary>
public sealed class LaterReadingTests
{
    private static List<T> Streamed<T>(string text, Func<Loop, T> read, Action<T>? atOnce = null)
    {
        // In small pieces, so that the reader's buffers are long somebody else's when the models are asked.
        using var reader = new LoopReader(new SegmentReader(new Trickle(Sample.Bytes(text), 700)), hasUnits: true);
        var models = new List<T>();
        while (reader.Read())
        {
            if (reader.Part != LoopPart.Unit)
                continue;
            models.Add(read(reader.Unit));
            atOnce?.Invoke(models[^1]);
        }
        return models;
    }

    // Places too, which models as texts leave out.
    private static string Said(object model) => Structure.Of(model) + string.Join('\n', Places.Of(model));

    private static void IsTheSameLater<T>(string transaction, string version, string kind, Func<Loop, T> read, Func<LoopTree, IEnumerable<T>> whole)
        where T : class
    {
        var guide = Guide.Find(transaction, version).ShouldNotBeNull();
        for (var seed = 0; seed < 40; seed++)
        {
            var text = RandomTransaction.Of(guide, kind, version, seed);
            var streamed = Streamed(text, read);
            var expected = whole(Document.Read(Sample.Bytes(text)).Transactions.First()).ToList();
            streamed.Select(Said).ShouldBe(expected.Select(Said), $"seed {seed}");
        }
    }

    [Fact]
    public void Paid_claims() =>
        IsTheSameLater("835", "005010X221A1", "HP", RemittanceClaim.Read, tree => Remittance.Read(tree).Claims);

    [Fact]
    public void Professional_claims() =>
        IsTheSameLater("837", "005010X222A1", "HC", ProfessionalClaim.Read, tree => ProfessionalBatch.Read(tree).Claims);

    [Fact]
    public void Institutional_claims() =>
        IsTheSameLater("837", "005010X223A2", "HC", InstitutionalClaim.Read, tree => InstitutionalBatch.Read(tree).Claims);

    [Fact]
    public void Dental_claims() =>
        IsTheSameLater("837", "005010X224A2", "HC", DentalClaim.Read, tree => DentalBatch.Read(tree).Claims);

    [Fact]
    public void Answers() =>
        IsTheSameLater("271", "005010X279A1", "HB", EligibilityAnswer.Read, tree => EligibilityResponse.Read(tree).Payers.SelectMany(p => p.Providers).SelectMany(p => p.Answers));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("~\r\n")]
    public void Whatever_ends_its_lines(string end)
    {
        var text = Sample.Remittance.Replace("~", end, StringComparison.Ordinal);
        var claim = Streamed(text, RemittanceClaim.Read).ShouldHaveSingleItem();
        Structure.Of(claim).ShouldBe(Structure.Of(Streamed(Sample.Remittance, RemittanceClaim.Read).Single()));
        text[(int)claim.Lines.Single().Adjustments[1].Place.Offset..].ShouldStartWith("3*20" + end);
    }

    [Fact]
    public void What_is_seen_at_a_glance_is_what_the_whole_says()
    {
        var claim = Streamed(Sample.Remittance, RemittanceClaim.Read).Single();
        var glance = (claim.Place, claim.ClaimNumber, claim.Status, claim.Charge, claim.Paid, claim.PatientOwes, claim.PayerClaimNumber);
        claim.Lines.Count.ShouldBe(1);
        (claim.Place, claim.ClaimNumber, claim.Status, claim.Charge, claim.Paid, claim.PatientOwes, claim.PayerClaimNumber).ShouldBe(glance);
        glance.Place.ShouldNotBe(default);
        Sample.Remittance[(int)glance.Place.Offset..].ShouldStartWith("CLP*CLM1");
    }

    [Fact]
    public void Everybody_who_asks_at_once_is_given_the_same()
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var claim = Streamed(Sample.Professional, ProfessionalClaim.Read)[0];
            var lines = new IReadOnlyList<ProfessionalLine>[8];
            Parallel.For(0, lines.Length, i => lines[i] = claim.Lines);
            lines.ShouldAllBe(l => ReferenceEquals(l, lines[0]));
        }
    }

    [Fact]
    public void A_changed_copy_leaves_the_first_one_alone()
    {
        var claim = Streamed(Sample.Professional, ProfessionalClaim.Read)[0];
        var changed = claim with { ClaimNumber = "OTHER", Lines = [] };
        (claim.ClaimNumber, claim.Lines.Count, changed.ClaimNumber, changed.Lines.Count).ShouldBe(("CLM1", 2, "OTHER", 0));
        changed.ShouldNotBe(claim);
        (claim with { }).ShouldBe(claim);
        (claim with { }).GetHashCode().ShouldBe(claim.GetHashCode());
    }

    [Fact]
    public void A_claim_costs_little_more_than_its_bytes()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 200; i++)
            text.Append("CLP*CLM").Append(i).Append("*1*200*120*20*12*ICN1*11*1~\nNM1*QC*1*ALDER*AVA****MI*SYN1~\nSVC*HC:99213*200*120**1~\nDTM*472*20261101~\nCAS*CO*45*60~\nCAS*PR*3*20~\n");
        var bytes = Sample.Bytes(Sample.Remittance.Replace("CLP*CLM1*", text.ToString().ReplaceLineEndings("") + "CLP*CLM1*", StringComparison.Ordinal));
        long Allocated(Func<Loop, long> read)
        {
            using var reader = new LoopReader(new SegmentReader(bytes), hasUnits: true);
            var before = GC.GetAllocatedBytesForCurrentThread();
            while (reader.Read())
            {
                if (reader.Part == LoopPart.Unit)
                    read(reader.Unit);
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Allocated(unit => RemittanceClaim.Read(unit).Paid);
        var (nothing, paid) = (Allocated(_ => 0), Allocated(unit => RemittanceClaim.Read(unit).Paid));
        ((paid - nothing) / (double)bytes.Length).ShouldBeLessThan(2.6);
    }
}
