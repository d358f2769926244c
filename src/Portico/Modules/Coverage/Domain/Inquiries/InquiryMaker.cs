using System.Text;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients.Contracts;
using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Inquiries;

/// <summary>Makes a question to a payer from what the practice knows, or says what is to be put right before one is sent.</summary>
/// <remarks>
/// A patient who is not the subscriber goes into loop 2000D below them; asked about as the subscriber they would be refused (AAA 71), or
/// answered with the subscriber's own accumulators. Only where the payer gives each person an id of their own is every patient a subscriber.
/// What nobody is found by is not sent: a sex or a group that differs from the payer's can be a reason to refuse. Source: 005010X279A1,
/// required search options of the 270.
/// </remarks>
public static class InquiryMaker
{
    // Data elements 1035, 1036, 1037, 1039, 67 and 127.
    private const int MostFamily = 60, MostGiven = 35, MostMiddle = 25, MostSuffix = 10, LeastId = 2, MostId = 80, MostReference = 50;

    private readonly record struct Person(string Family, string? Given, string? Middle, string? Suffix);

    /// <exception cref="ArgumentException">The trace has another shape than <see cref="Inquiry.Trace"/>.</exception>
    public static InquiryPlan Make(InquiryFacts facts)
    {
        var (faults, notes) = (new List<InquiryFault>(), new List<InquiryNote>());
        var payer = Payer(facts.Payer, faults);
        var provider = Provider(facts.Provider, faults);
        var memberId = MemberId(facts, faults);
        var asked = AskedDate.Of(facts);
        if (asked.Fault is { } undated)
            faults.Add(undated);
        var patient = Patient(facts.Patient, faults);
        var isBelow = facts.Policy.Relation != SubscriberRelation.Self && !facts.Payer.HasIdPerPerson;
        CheckBirths(facts, isBelow, faults);
        var above = isBelow ? Above(facts, patient, faults, notes) : null;
        var wanted = facts.AskedFor.Count > 0 ? [.. facts.AskedFor.Distinct()] : facts.ServiceTypes.Of(facts.PayerId, facts.Visit.VisitType, facts.Visit.Specialty);
        if (!wanted.All(ServiceTypeMap.IsCode))
            faults.Add(InquiryFault.ServiceTypeWrong);
        if (faults.Count > 0 || memberId is not { } id || patient is not { } person || asked.On is not { } on)
            return new InquiryPlan.Faulty(faults, faults is [InquiryFault.AskedTooEarly] ? asked.AskAgainOn : null);

        if (on != facts.Visit.On)
            notes.Add(InquiryNote.DateMoved);
        var (types, left) = Asked(wanted, facts.Payer.ServiceTypes, notes);
        var sex = facts.Payer.WantsSex ? facts.Patient.Sex switch { Sex.Female => "F", Sex.Male => "M", _ => null } : null;
        var subscriber = new AskedSubscriber { MemberId = id, Group = facts.Payer.WantsGroup ? Group(facts.Policy.Group) : null };
        subscriber = isBelow
            ? subscriber with { Family = above?.Family, Given = above?.Given, Middle = above?.Middle, Suffix = above?.Suffix, BirthDate = facts.Policy.SubscriberBirthDate }
            : subscriber with { Family = person.Family, Given = person.Given, Middle = person.Middle, Suffix = person.Suffix, BirthDate = facts.Patient.BirthDate, Sex = sex };
        var dependent = isBelow && facts.Patient.BirthDate is { } born ? new AskedDependent
        {
            Family = person.Family, Given = person.Given, Middle = person.Middle, Suffix = person.Suffix, BirthDate = born, Sex = sex, Relation = Relation(facts.Policy.Relation),
        } : null;
        return new InquiryPlan.Ready(new()
        {
            Trace = facts.Trace, Provider = provider, Payer = payer, Subscriber = subscriber, Dependent = dependent, On = on, ServiceTypes = types,
            HasSegmentEach = facts.Payer.ServiceTypes == ServiceTypeRule.SegmentEach, Wanted = wanted,
        })
        {
            Notes = notes, NotAsked = left, AskAgainOn = asked.AskAgainOn,
        };
    }

    private static AskedPayer Payer(PayerRules rules, List<InquiryFault> faults)
    {
        var id = X12Text.Label(rules.Id, MostId);
        if (id.Length < LeastId)
            faults.Add(InquiryFault.PayerIdMissing);
        return new(X12Text.Label(rules.Name, MostFamily), id, rules.IdKind);
    }

    private static AskingProvider Provider(ProviderFacts provider, List<InquiryFault> faults)
    {
        var npi = provider.Npi?.Trim() ?? "";
        if (npi.Length == 0)
            faults.Add(InquiryFault.NpiMissing);
        else if (!Npi.IsValid(Encoding.UTF8.GetBytes(npi)))
            faults.Add(InquiryFault.NpiWrong);
        // The NPI identifies: a name that cannot be split, or is too long, is a label all the same.
        var label = X12Text.Label(provider.Name, MostFamily);
        return provider.IsPerson && NameSplit.Of(label, "") is { } split
            ? new(split.Family, npi, split.Given is { } given ? X12Text.Label(given, MostGiven) : null, IsPerson: true)
            : new(label, npi, null, provider.IsPerson);
    }

    private static string? MemberId(InquiryFacts facts, List<InquiryFault> faults)
    {
        var isWhole = X12Text.TryWriteId(facts.Policy.MemberId, facts.Payer.HasDashesInIds, out var id);
        if (id.Length == 0)
            faults.Add(InquiryFault.MemberIdMissing);
        else if (!isWhole || id.Length is < LeastId or > MostId)
            faults.Add(InquiryFault.MemberIdUnwritable);
        else if (!facts.Payer.MemberId.Fits(id))
            faults.Add(facts.Payer.MemberId.Fault);
        return id;
    }

    private static Person? Patient(PatientFacts patient, List<InquiryFault> faults)
    {
        var isWhole = X12Text.TryWrite(patient.Family, out var family) & X12Text.TryWrite(patient.Given, out var given)
            & X12Text.TryWrite(patient.Middle, out var middle) & X12Text.TryWrite(patient.Suffix, out var suffix);
        if (!isWhole)
            faults.Add(InquiryFault.NameUnwritable);
        if (family.Length == 0)
            (family, given) = (given, "");
        if (family.Length == 0)
        {
            if (isWhole)
                faults.Add(InquiryFault.NameMissing);
            return null;
        }
        (family, var typed) = NameSplit.WithoutSuffix(family);
        // Registration may have the middle initial behind the given name; a second given name stays there, as in "Mary Ann".
        if (middle.Length == 0 && given.TrimEnd('.') is [.. { Length: > 0 } first, ' ', var initial])
            (given, middle) = (first, initial.ToString());
        var person = new Person(family, OrNull(given), OrNull(middle), OrNull(suffix.Trim('.')) ?? typed);
        if (!Fits(person))
            faults.Add(InquiryFault.NameTooLong);
        return person;
    }

    /// <returns>Null where there is no name to send.</returns>
    private static Person? Above(InquiryFacts facts, Person? patient, List<InquiryFault> faults, List<InquiryNote> notes)
    {
        var isWhole = X12Text.TryWrite(facts.Policy.SubscriberName, out var name);
        if (name.Length == 0 || !isWhole)
        {
            faults.Add(isWhole ? InquiryFault.SubscriberMissing : InquiryFault.SubscriberUnwritable);
            return null;
        }
        if (NameSplit.Of(name, patient?.Family ?? "") is { } split && new Person(split.Family, split.Given, split.Middle, split.Suffix) is var person && Fits(person))
            return person;
        if (facts.Payer.NeedsSubscriberName)
            faults.Add(InquiryFault.SubscriberUnclear);
        else
            notes.Add(InquiryNote.SubscriberUnnamed);
        return null;
    }

    private static void CheckBirths(InquiryFacts facts, bool isBelow, List<InquiryFault> faults)
    {
        if (facts.Patient.BirthDate is null && (isBelow || facts.Payer.NeedsBirthDate))
            faults.Add(InquiryFault.BirthDateMissing);
        if (facts.Patient.BirthDate > facts.Visit.On || (isBelow && facts.Policy.SubscriberBirthDate > facts.Visit.On))
            faults.Add(InquiryFault.BirthDateAfterVisit);
    }

    private static (IReadOnlyList<string> Types, IReadOnlyList<string> Left) Asked(IReadOnlyList<string> wanted, ServiceTypeRule rule, List<InquiryNote> notes)
    {
        switch (rule)
        {
            case ServiceTypeRule.PlanOnly:
                if (wanted is not ["30"])
                    notes.Add(InquiryNote.PlanAlone);
                return (["30"], []);
            case ServiceTypeRule.OneOnly when wanted.Count > 1:
                notes.Add(InquiryNote.MoreToAsk);
                return ([wanted[0]], [.. wanted.Skip(1)]);
            default:
                return (wanted, []);
        }
    }

    private static DependentRelation Relation(SubscriberRelation relation) => relation switch
    {
        SubscriberRelation.Spouse => DependentRelation.Spouse,
        SubscriberRelation.Child => DependentRelation.Child,
        _ => DependentRelation.Other,
    };

    private static string? Group(string? group) => X12Text.TryWrite(group, out var written) && written.Length is > 0 and <= MostReference ? written : null;

    private static bool Fits(Person person) => person.Family.Length <= MostFamily && (person.Given ?? "").Length <= MostGiven
        && (person.Middle ?? "").Length <= MostMiddle && (person.Suffix ?? "").Length <= MostSuffix;

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
