using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>What is to be booked, for whom and with whom, as far as the rules ask. What is not known is not judged.</summary>
public sealed record VisitAsk
{
    public required VisitTypeRow Type { get; init; }

    /// <summary>When it is asked: lead time, horizon and the release of kept slots count from it.</summary>
    public required Instant Now { get; init; }

    /// <summary>New to the specialty. Null: not known; then what is kept for new patients is kept from this one too.</summary>
    public bool? IsNew { get; init; }

    /// <summary>Null: not known.</summary>
    public DateOnly? BornOn { get; init; }

    /// <summary>Unknown and other sexes are left to the desk.</summary>
    public Sex Sex { get; init; }

    /// <summary>Where the patient will be during a visit by video, two letters. Null: not asked, or on site.</summary>
    public string? PatientState { get; init; }

    /// <summary>Null: only the hours are judged.</summary>
    public ProviderRow? Provider { get; init; }

    /// <summary>That provider's.</summary>
    public IReadOnlyCollection<ProviderLicenseRow> Licenses { get; init; } = [];

    /// <summary>How many places of each counter are taken on each day. Null: none is known to be, and the cells decide.</summary>
    public IReadOnlyDictionary<(Guid Counter, long Day), int>? CapsTaken { get; init; }

    /// <summary>What of the rules lies in patient, provider and visit type, on a day.</summary>
    /// <returns>Empty: nothing against it.</returns>
    public IReadOnlyList<WhyNot> Against(DateOnly date)
    {
        List<WhyNot>? found = null;
        if (BornOn is { } born)
        {
            var age = Months(born, date);
            if (age < Type.MinAgeMonths)
                Add(new(WhyNotKind.TooYoung, Number: Type.MinAgeMonths));
            if (age > Type.MaxAgeMonths)
                Add(new(WhyNotKind.TooOld, Number: Type.MaxAgeMonths));
        }
        if ((Type.OnlyFor, Sex) is (ForSex.Female, Sex.Male) or (ForSex.Male, Sex.Female))
            Add(new(WhyNotKind.OtherSex, Type.OnlyFor == ForSex.Female ? "female" : "male"));
        if ((Type.Patients, IsNew) is (ForPatients.New, false))
            Add(new(WhyNotKind.NewPatientsOnly));
        if ((Type.Patients, IsNew) is (ForPatients.Established, true))
            Add(new(WhyNotKind.EstablishedOnly));
        if (Provider is { } provider)
        {
            if (IsNew == true && !provider.IsPanelOpen)
                Add(new(WhyNotKind.PanelClosed));
            if (Type.Specialty is { } specialty && !specialty.Equals(provider.Specialty, StringComparison.OrdinalIgnoreCase))
                Add(new(WhyNotKind.OtherSpecialty, specialty));
            if (Type.Mode == VisitMode.Telehealth && PatientState is { } state && !Licenses.Any(l =>
                l.ProviderId == provider.Id && l.State.Equals(state, StringComparison.OrdinalIgnoreCase) && !(l.ValidTo < date)))
                Add(new(WhyNotKind.NoLicense, state.ToUpperInvariant()));
        }
        return found ?? (IReadOnlyList<WhyNot>)[];

        void Add(WhyNot reason) => (found ??= []).Add(reason);
    }

    /// <summary>Whether a rule of a session means this visit.</summary>
    internal bool Is(SessionRule rule) => (rule.VisitTypeId is not { } type || type == Type.Id) && rule.Patients switch
    {
        ForPatients.New => IsNew == true,
        ForPatients.Established => IsNew == false,
        _ => true,
    };

    /// <summary>Whether a slot is kept for this visit. For calls of the same day the day decides, not the visit.</summary>
    internal bool Is(SlotPurpose purpose) => purpose switch
    {
        SlotPurpose.NewPatient => IsNew == true,
        SlotPurpose.HospitalFollowUp => Type.IsHospitalFollowUp,
        _ => false,
    };

    // Whoever was born on the 31st is a month older on the last day of a shorter month.
    private static int Months(DateOnly born, DateOnly date)
    {
        var months = ((date.Year - born.Year) * 12) + date.Month - born.Month;
        return born.AddMonths(Math.Max(0, months)) > date ? months - 1 : months;
    }
}
