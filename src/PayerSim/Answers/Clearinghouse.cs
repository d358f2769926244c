using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Portico.PayerSim;

/// <summary>What came of an input.</summary>
internal enum Outcome
{
    /// <summary>A 271.</summary>
    Eligibility,

    /// <summary>A 999: the guide was broken.</summary>
    Acknowledgement,

    /// <summary>A TA1: the interchange was broken.</summary>
    InterchangeAcknowledgement,

    /// <summary>No interchange could be found in it.</summary>
    NotX12,

    /// <summary>An interchange without a 270 of 005010X279A1.</summary>
    NotAnInquiry,
}

/// <summary>What is sent back.</summary>
/// <param name="Outcome">What it is.</param>
/// <param name="Reply">X12; empty where there was nothing to answer.</param>
/// <param name="Acknowledgement">Of a batch: the TA1 and 999s.</param>
/// <param name="Payers">Who was asked, in order.</param>
/// <param name="Traces">TRN02 of all who were asked about.</param>
/// <param name="People">How many.</param>
/// <param name="Faults">What went wrong on purpose.</param>
internal sealed record Answered(
    Outcome Outcome, ReadOnlyMemory<byte> Reply, ReadOnlyMemory<byte> Acknowledgement, IReadOnlyList<string> Payers, IReadOnlyList<string> Traces, int People,
    IReadOnlyList<FaultRule> Faults)
{
    /// <summary>Whose faults the exchange suffers.</summary>
    public string Payer => Payers.Count > 0 ? Payers[0] : "";
}

/// <summary>Takes X12 in and gives X12 back, whatever road it came by.</summary>
internal sealed class Clearinghouse(MemberDirectory directory, FaultPlan faults, TimeProvider time, TimeZoneInfo zone)
{
    private const string Guide = "005010X279";
    private int _lastControl;

    private DateTime Now => TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime;

    /// <summary>One person at a time: a 271, or the acknowledgement that says why there is none.</summary>
    public Answered RealTime(ReadOnlyMemory<byte> input) => Answer(input, isRealTime: true);

    /// <summary>Many at once: acknowledgements of everything, and the 271s of what was taken in.</summary>
    public Answered Batch(ReadOnlyMemory<byte> input) => Answer(input, isRealTime: false);

    private Answered Answer(ReadOnlyMemory<byte> input, bool isRealTime)
    {
        var parts = Parts(input);
        if (parts.Count == 0)
            return new(Outcome.NotX12, default, default, [], [], 0, []);
        var payers = parts.SelectMany(p => p.Inquiries).SelectMany(i => i.Payers).Select(p => p.Payer.Named.Id ?? "").Distinct().ToArray();
        var acknowledgement = new ArrayBufferWriter<byte>();
        var refused = parts.Find(p => p.Replies.Any(r => !r.IsAccepted));
        if (!isRealTime || refused is not null)
        {
            foreach (var reply in parts.SelectMany(p => p.Replies))
                reply.Write(acknowledgement, Control(), Now);
        }
        // In real time it is one or the other: a 271, or what says that there can be none.
        if (refused is not null && (isRealTime || parts.TrueForAll(p => p.Inquiries.Count == 0)))
        {
            var isInterchange = refused.Replies.Any(r => r.Interchange?.Verdict == InterchangeVerdict.Rejected);
            var why = acknowledgement.WrittenMemory;
            return new(isInterchange ? Outcome.InterchangeAcknowledgement : Outcome.Acknowledgement, why, why, payers, [], 0, []);
        }
        if (parts.TrueForAll(p => p.Inquiries.Count == 0))
            return new(Outcome.NotAnInquiry, default, acknowledgement.WrittenMemory, payers, [], 0, []);
        var responder = new Responder(directory, faults, isRealTime, DateOnly.FromDateTime(Now));
        var output = new ArrayBufferWriter<byte>(4_096);
        foreach (var part in parts.Where(p => p.Inquiries.Count > 0))
            Write(output, part, responder, payers);
        // Letters come back in the bytes that they came in.
        var bytes = Utf8.IsValid(input.Span) ? output.WrittenMemory : Encoding.Convert(Encoding.UTF8, Encoding.Latin1, output.WrittenSpan.ToArray());
        return new(Outcome.Eligibility, bytes, acknowledgement.WrittenMemory, payers, responder.Traces, responder.People, responder.Fired);
    }

    /// <summary>An interchange by itself.</summary>
    private sealed record Part(Interchange Interchange, Delimiters Delimiters, IReadOnlyList<InterchangeReply> Replies, IReadOnlyList<EligibilityInquiry> Inquiries);

    private static List<Part> Parts(ReadOnlyMemory<byte> input)
    {
        var whole = Document.Read(input);
        var starts = whole.Interchanges.Where(i => i.Header.Exists).Select(i => (int)i.Header.Place.Offset).ToArray();
        var parts = new List<Part>(starts.Length);
        for (var i = 0; i < starts.Length; i++)
        {
            var document = starts.Length == 1 ? whole : Document.Read(input[starts[i]..(i + 1 < starts.Length ? starts[i + 1] : input.Length)]);
            if (document.Interchanges.FirstOrDefault(x => x.Header.Exists) is not { } interchange)
                continue;
            var replies = Acknowledger.Answer(document);
            _ = Delimiters.TryRead(input.Span[starts[i]..], out var delimiters);
            parts.Add(new(interchange, delimiters, replies, [.. Taken(interchange, replies).Select(EligibilityInquiry.Read)]));
        }
        return parts;
    }

    private static IEnumerable<LoopTree> Taken(Interchange interchange, IReadOnlyList<InterchangeReply> replies)
    {
        var reply = replies is [var only, ..] ? only : null;
        if (reply?.Interchange?.Verdict == InterchangeVerdict.Rejected)
            yield break;
        foreach (var group in interchange.Groups)
        {
            var verdict = reply?.Groups.FirstOrDefault(g => g.Acknowledgement.AnsweredControlNumber == group.Header.Text(6))?.Acknowledgement;
            foreach (var tree in group.Transactions.Where(t => t.Guide is { Transaction: "270" } guide && guide.Id.StartsWith(Guide, StringComparison.Ordinal)))
            {
                var number = tree.Root.Segment("ST"u8).Text(2);
                var named = verdict?.Transactions.FirstOrDefault(t => t.ControlNumber == number);
                if (!(named?.Verdict ?? verdict?.Verdict ?? AcknowledgementVerdict.Accepted).IsRejected)
                    yield return tree;
            }
        }
    }

    private void Write(ArrayBufferWriter<byte> output, Part part, Responder responder, string[] payers)
    {
        var now = Now;
        List<EligibilityResponse> responses = [.. part.Inquiries.Select(i => responder.Answer(i, now))];
        responses.AddRange(responder.TakeTwice());
        // A payer that cuts by other characters does so when it answers alone.
        var own = payers.Length == 1 ? MemberDirectory.Payers.FirstOrDefault(p => p.Id == payers[0])?.Delimiters ?? Delimiters.Usual : Delimiters.Usual;
        var control = Control();
        var written = Write(part, responses, control, now, own);
        // What comes back of the question may hold one of them: then its own cut it, which it cannot hold.
        output.Write((written.Segments.Issues.Count == 0 ? written.Output : Write(part, responses, control, now, part.Delimiters).Output).WrittenSpan);
    }

    private static (ArrayBufferWriter<byte> Output, SegmentWriter Segments) Write(
        Part part, List<EligibilityResponse> responses, int control, DateTime now, Delimiters delimiters)
    {
        var (isa, gs) = (part.Interchange.Header, part.Interchange.Groups[0].Header);
        var output = new ArrayBufferWriter<byte>(4_096);
        var writer = new InterchangeWriter(output, delimiters);
        writer.BeginInterchange(new()
        {
            SenderQualifier = isa.Text(7), Sender = isa.Text(8), ReceiverQualifier = isa.Text(5), Receiver = isa.Text(6),
            ControlNumber = control, At = now, IsTest = isa.Text(15) == "T",
        });
        writer.BeginGroup("HB", "005010X279A1", gs.Text(3), gs.Text(2), now, 1);
        foreach (var response in responses)
            response.Write(writer);
        writer.EndGroup();
        writer.EndInterchange();
        return (output, writer.Segments);
    }

    private int Control() => (Interlocked.Increment(ref _lastControl) - 1) % 999_999_999 + 1;
}
