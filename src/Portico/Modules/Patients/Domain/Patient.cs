using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;

namespace Portico.Modules.Patients.Domain;

/// <summary>Why a chart is restricted. The kind is seen by supervisors alone: it would say who the person is.</summary>
public enum RestrictionKind { Vip, Employee, Family }

/// <summary>A person the practice knows. Changes only through its verbs; each change raises <see cref="Version"/>.</summary>
public sealed class Patient : TenantRow
{
    private Patient()
    {
    }

    public PatientId Id { get; private set; }
    public string Mrn { get; private set; } = "";

    /// <summary>Legal family name. Empty for a one-word name; for an unnamed newborn the mother's.</summary>
    public string Family { get; private set; } = "";

    /// <summary>Legal given names. Empty when there is none; the mother's and <c>Baby Girl A</c> for an unnamed newborn.</summary>
    public string Given { get; private set; } = "";

    /// <summary>Absent unless the person wants to be called otherwise.</summary>
    public string? Preferred { get; private set; }

    /// <summary>A family name used before: searched, never shown first. Absent when none is known.</summary>
    public string? FormerFamily { get; private set; }
    public DateOnly? BirthDate { get; private set; }
    public bool IsDeceased { get; private set; }

    /// <summary>Absent: alive, or the day is not known.</summary>
    public DateOnly? DeceasedOn { get; private set; }
    public Sex Sex { get; private set; }

    /// <summary>The first phone to call, E.164. Absent when none is known.</summary>
    public string? Phone { get; private set; }
    public bool IsRestricted { get; private set; }

    /// <summary>Present exactly while <see cref="IsRestricted"/>.</summary>
    public RestrictionKind? Restriction { get; private set; }

    /// <summary>What the caller said who pays, in their words. Absent when not asked; coverage itself is another module's.</summary>
    public string? PayerName { get; private set; }

    /// <summary>The same, once it was recognised as a payer of the practice.</summary>
    public PayerId? Payer { get; private set; }
    public bool IsUnnamedNewborn { get; private set; }

    /// <summary>Raised by every change: two people editing one person are told of each other.</summary>
    public int Version { get; private set; }
    public Instant ChangedAt { get; private set; }

    /// <summary>Who changed it last. Absent when the program did.</summary>
    public UserId? ChangedBy { get; private set; }

    public static Patient Register(PatientId id, string mrn, string family, string given, DateOnly? birthDate, Sex sex,
        string? phone, Instant at, UserId? by) => new()
    {
        Id = id, Mrn = mrn, Family = Words.Clean(family), Given = Words.Clean(given), BirthDate = birthDate, Sex = sex,
        Phone = phone, Version = 1, ChangedAt = at, ChangedBy = by,
    };

    public void SayWhoPays(string? payerName, PayerId? payer) => (PayerName, Payer) = (Words.CleanOrNull(payerName), payer);

    public void CallAs(string? preferred) => Preferred = Words.CleanOrNull(preferred);

    public void WasCalled(string? formerFamily) => FormerFamily = Words.CleanOrNull(formerFamily);

    public void Died(DateOnly? on) => (IsDeceased, DeceasedOn) = (true, on);

    public void IsNewbornWithoutName() => IsUnnamedNewborn = true;

    /// <summary>The legal name; a newborn who gets one is no longer unnamed.</summary>
    public void Rename(string family, string given)
    {
        (family, given) = (Words.Clean(family), Words.Clean(given));
        if (IsUnnamedNewborn && given != Given)
            IsUnnamedNewborn = false;
        (Family, Given) = (family, given);
    }

    public void Identify(DateOnly? birthDate, Sex sex) => (BirthDate, Sex) = (birthDate, sex);

    public void ReachAt(string? phone) => Phone = phone;

    public void Restrict(RestrictionKind kind) => (IsRestricted, Restriction) = (true, kind);

    public void LiftRestriction() => (IsRestricted, Restriction) = (false, null);

    public void Changed(Instant at, UserId? by) => (Version, ChangedAt, ChangedBy) = (Version + 1, at, by);

    /// <summary>As other modules may see it.</summary>
    public PatientRow ToRow() => new()
    {
        PracticeId = PracticeId, Id = Id, Mrn = Mrn, Family = Family, Given = Given, Preferred = Preferred,
        BirthDate = BirthDate, Sex = Sex, IsRestricted = IsRestricted, Phone = Phone,
    };
}
