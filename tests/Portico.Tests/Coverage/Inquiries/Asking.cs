using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.X12;

namespace Portico.Tests.Coverage;

/// <summary>Facts that make a question, to be changed by one thing each.</summary>
internal static class Asking
{
    public static readonly DateOnly Today = new(2026, 11, 20);

    public static PayerId Payer { get; } = new(new Guid("0197a000-0000-7000-8000-000000000001"));

    public static VisitTypeId Therapy { get; } = new(new Guid("0197a000-0000-7000-8000-000000000002"));

    /// <summary>Ava Testpatient, subscriber, for an office visit tomorrow.</summary>
    public static InquiryFacts Self { get; } = new()
    {
        Trace = "T1", Policy = new() { MemberId = "SYN123456789" },
        Patient = new() { Family = "Testpatient", Given = "Ava", BirthDate = new(1980, 7, 14), Sex = Sex.Female },
        Visit = new(new(2026, 11, 21)), Provider = new("Synthetic Clinic", "1234567893", IsPerson: false), PayerId = Payer,
        Payer = new() { Name = "Bluewater Health Plan", Id = "SYN01" }, Today = Today,
    };

    /// <summary>Her child, on her policy.</summary>
    public static InquiryFacts Child { get; } = Self with
    {
        Policy = Self.Policy with { Relation = SubscriberRelation.Child, SubscriberName = "Ava Testpatient", SubscriberBirthDate = new(1980, 7, 14) },
        Patient = new() { Family = "Testpatient", Given = "Ida", BirthDate = new(2015, 3, 2), Sex = Sex.Female },
    };

    public static InquiryEnvelope Envelope { get; } = new()
    {
        Header = new()
        {
            SenderQualifier = "ZZ", Sender = "CLINIC", ReceiverQualifier = "ZZ", Receiver = "CLEARING", ControlNumber = 42,
            At = new(2026, 11, 20, 9, 5, 0), IsTest = true,
        },
        Originator = "1999999999",
    };

    public static InquiryPlan.Ready Ready(InquiryFacts facts) => InquiryMaker.Make(facts).ShouldBeOfType<InquiryPlan.Ready>();

    public static Inquiry Made(InquiryFacts facts) => Ready(facts).Inquiry;

    public static IReadOnlyList<InquiryFault> Faults(InquiryFacts facts) => InquiryMaker.Make(facts).ShouldBeOfType<InquiryPlan.Faulty>().Faults;

    public static InquiryFacts With(this InquiryFacts facts, Func<PolicyFacts, PolicyFacts> change) => facts with { Policy = change(facts.Policy) };

    public static InquiryFacts With(this InquiryFacts facts, Func<PayerRules, PayerRules> change) => facts with { Payer = change(facts.Payer) };

    public static InquiryFacts With(this InquiryFacts facts, Func<PatientFacts, PatientFacts> change) => facts with { Patient = change(facts.Patient) };

    public static InquiryFacts On(this InquiryFacts facts, int year, int month, int day) => facts with { Visit = facts.Visit with { On = new(year, month, day) } };

    /// <summary>The segments of a single question, without envelope and hierarchy.</summary>
    public static IReadOnlyList<string> Segments(Inquiry inquiry)
    {
        var written = InquiryWriter.Single(inquiry, Envelope);
        written.Issues.ShouldBeEmpty();
        return [.. System.Text.Encoding.ASCII.GetString(written.Bytes.Span).Split('~').Where(s => s.Split('*')[0] is "NM1" or "REF" or "DMG" or "INS" or "TRN" or "DTP" or "EQ")];
    }

    /// <summary>All transactions of an interchange, read back by the codec.</summary>
    public static IReadOnlyList<EligibilityInquiry> Read(WrittenInquiries written)
    {
        written.Issues.ShouldBeEmpty();
        var document = Document.Read(written.Bytes);
        document.Issues.Kept.ShouldBeEmpty();
        document.Interchanges.ShouldHaveSingleItem();
        return [.. document.Transactions.Select(EligibilityInquiry.Read)];
    }
}
