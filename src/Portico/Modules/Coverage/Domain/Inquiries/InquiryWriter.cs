using System.Buffers;
using System.Globalization;
using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Inquiries;

/// <summary>What questions travel in: who sends to whom, and in which bytes.</summary>
public sealed record InquiryEnvelope
{
    /// <summary>ISA. Its control number must not have been used before, and its time is the sender's wall time.</summary>
    public required InterchangeHeader Header { get; init; }

    /// <summary>TRN03: who made the traces. Ten characters, a 1 and the tax number as a rule.</summary>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public required string Originator
    {
        get;
        init => field = value.Length == 10 ? value : throw new ArgumentException("TRN03 has ten characters.", nameof(value));
    }

    public Delimiters Delimiters { get; init; } = Delimiters.Usual;
}

/// <summary>An interchange of questions.</summary>
/// <param name="Envelope">What they travel in.</param>
/// <param name="Bytes">ISA to IEA.</param>
/// <param name="Inquiries">What is asked in it, in the order written.</param>
/// <param name="Issues">What could not be written, or breaks the guide. Send the bytes only when there is none.</param>
public sealed record WrittenInquiries(InquiryEnvelope Envelope, ReadOnlyMemory<byte> Bytes, IReadOnlyList<Inquiry> Inquiries, IReadOnlyList<Issue> Issues);

/// <summary>Writes questions as a 270.</summary>
/// <remarks>
/// What is written is read back and checked before it is given: a receiver that finds a fault refuses all of a group with it. Source:
/// 005010X279A1.
/// </remarks>
public static class InquiryWriter
{
    /// <summary>One question, in real time. BHT03 is its trace, which the answer repeats as well.</summary>
    public static WrittenInquiries Single(Inquiry inquiry, InquiryEnvelope envelope) => Write([inquiry], [Transaction([inquiry], inquiry.Trace, envelope)], envelope);

    /// <summary>Many questions in one interchange, for a batch. BHT03 of a transaction set with one question is its trace.</summary>
    /// <param name="inquiries">In any order. A transaction set has one payer and one provider, and people in the order given.</param>
    /// <param name="envelope">For all of them.</param>
    /// <param name="mostInTransaction">Questions in a transaction set at most: some receivers take no more than they have agreed to. A set that
    /// is refused takes all of its questions with it.</param>
    /// <exception cref="ArgumentException">There are none, or two have one trace: their answers could not be told apart.</exception>
    public static WrittenInquiries Batch(IEnumerable<Inquiry> inquiries, InquiryEnvelope envelope, int mostInTransaction)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostInTransaction, 1);
        List<Inquiry[]> sets = [.. inquiries.GroupBy(i => (i.Payer, i.Provider)).SelectMany(g => g.Chunk(mostInTransaction))];
        List<Inquiry> all = [.. sets.SelectMany(s => s)];
        if (all.Count == 0 || all.DistinctBy(i => i.Trace).Count() < all.Count)
            throw new ArgumentException("A batch has questions, each with a trace of its own.", nameof(inquiries));
        var number = envelope.Header.ControlNumber.ToString("000000000", CultureInfo.InvariantCulture);
        return Write(all, [.. sets.Select((set, i) => Transaction(set,
            set is [var only] ? only.Trace : string.Create(CultureInfo.InvariantCulture, $"{number}-{i + 1}"), envelope))], envelope);
    }

    /// <summary>Many questions to several receivers: an interchange to each.</summary>
    /// <param name="inquiries">In any order.</param>
    /// <param name="envelopeOf">Says which receiver a question goes to: equal envelopes are one interchange.</param>
    /// <param name="mostInTransaction">As for <see cref="Batch"/>.</param>
    /// <exception cref="ArgumentException">Two have one trace.</exception>
    public static IReadOnlyList<WrittenInquiries> Batches(IEnumerable<Inquiry> inquiries, Func<Inquiry, InquiryEnvelope> envelopeOf, int mostInTransaction) =>
        [.. inquiries.GroupBy(envelopeOf).Select(g => Batch(g, g.Key, mostInTransaction))];

    private static WrittenInquiries Write(IReadOnlyList<Inquiry> inquiries, IReadOnlyList<EligibilityInquiry> transactions, InquiryEnvelope envelope)
    {
        var output = new ArrayBufferWriter<byte>();
        var issues = TransactionModel.WriteInterchange(output, envelope.Header, transactions, envelope.Delimiters);
        return new(envelope, output.WrittenMemory, inquiries, [.. issues.Kept, .. Document.Read(output.WrittenMemory).Issues.Kept]);
    }

    private static EligibilityInquiry Transaction(Inquiry[] inquiries, string reference, InquiryEnvelope envelope)
    {
        var (payer, provider) = (inquiries[0].Payer, inquiries[0].Provider);
        return EligibilityInquiry.Of(reference, envelope.Header.At,
            new() { Named = new() { Role = "PR", Name = payer.Name, IdKind = payer.IdKind, Id = payer.Id } },
            new() { Named = new() { Role = "1P", IsPerson = provider.IsPerson, Name = provider.Name, Given = provider.Given, IdKind = "XX", Id = provider.Npi } },
            [.. inquiries.Select(i => Level(i, envelope.Originator))]);
    }

    private static InquiryPerson Level(Inquiry inquiry, string originator)
    {
        var of = inquiry.Subscriber;
        var subscriber = new InquiryPerson
        {
            Person = new()
            {
                Named = new()
                {
                    Role = "IL", IsPerson = true, Name = of.Family, Given = of.Given, Middle = of.Middle, Suffix = of.Suffix, IdKind = "MI", Id = of.MemberId,
                },
                Born = of.BirthDate, Sex = of.Sex, References = of.Group is { } group ? [QualifiedReference.Of("6P", group)] : [],
            },
        };
        // The trace, the date and the questions are the patient's.
        return inquiry.Dependent is { } dependent ? subscriber with { Dependents = [Asked(Below(dependent), inquiry, originator)] } : Asked(subscriber, inquiry, originator);
    }

    private static InquiryPerson Below(AskedDependent of) => new()
    {
        Person = new()
        {
            Named = new() { Role = "03", IsPerson = true, Name = of.Family, Given = of.Given, Middle = of.Middle, Suffix = of.Suffix },
            Born = of.BirthDate, Sex = of.Sex,
        },
        Relationship = new()
        {
            IsSubscriber = false, Code = of.Relation switch { DependentRelation.Spouse => "01", DependentRelation.Child => "19", _ => "34" },
        },
    };

    private static InquiryPerson Asked(InquiryPerson person, Inquiry inquiry, string originator) => person with
    {
        Traces = [TraceNumber.Of("1", inquiry.Trace, originator)],
        Dates = [QualifiedDates.Of("291", inquiry.On)],
        Questions = inquiry.HasSegmentEach ? [.. inquiry.ServiceTypes.Select(t => new InquiryQuestion { ServiceTypes = [t] })]
            : [new InquiryQuestion { ServiceTypes = inquiry.ServiceTypes }],
    };
}
