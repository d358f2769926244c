using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;

namespace Portico.Modules.Scheduling.Domain;

public enum WaitlistUrgency { Routine, Soon, Urgent }

public enum WaitlistState { Waiting, Offered, Booked, Removed }

/// <summary>How the desk or the program may tell of a freed slot.</summary>
public enum WaitlistContact { Call, Text, Email }

/// <summary>When and how a visit would do.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last. Null: any.</param>
/// <param name="Earliest">Wall time. Null: any.</param>
/// <param name="Latest">The latest start, wall time. Null: any.</param>
/// <param name="Weekdays">Null or empty: any.</param>
/// <param name="NoticeMinutes">How long before the start the patient must know.</param>
/// <param name="Urgency">How much it matters.</param>
/// <param name="Contact">How the patient may be told.</param>
/// <param name="IsStandby">Comes on the day itself when somebody does not.</param>
/// <param name="Note">Null or blank: nothing was said.</param>
public sealed record WaitlistTerms(DateOnly From, DateOnly? To, TimeOnly? Earliest, TimeOnly? Latest, IReadOnlyList<DayOfWeek>? Weekdays, int NoticeMinutes,
    WaitlistUrgency Urgency, WaitlistContact Contact, bool IsStandby, string? Note);

/// <summary>A patient who wants an earlier visit, or any visit.</summary>
public sealed class WaitlistEntry : TenantRow
{
    public WaitlistEntryId Id { get; init; }
    public PatientId PatientId { get; init; }
    public VisitTypeId VisitTypeId { get; init; }

    /// <summary>The visit that is given up for an earlier one. Absent: none is booked.</summary>
    public AppointmentId? AppointmentId { get; init; }
    public WaitlistUrgency Urgency { get; private set; }
    public DateOnly FromDate { get; private set; }

    /// <summary>The last day that is still of use. Absent: any.</summary>
    public DateOnly? ToDate { get; private set; }

    /// <summary>Wall time. Absent: any.</summary>
    public TimeOnly? Earliest { get; private set; }

    /// <summary>The latest start, wall time. Absent: any.</summary>
    public TimeOnly? Latest { get; private set; }

    /// <summary>A bit a weekday, Sunday the lowest. 0: any.</summary>
    public int Weekdays { get; private set; }

    /// <summary>How long before the start the patient must know.</summary>
    public int NoticeMinutes { get; private set; }

    /// <summary>Comes on the day itself when somebody does not.</summary>
    public bool IsStandby { get; private set; }
    public WaitlistContact Contact { get; private set; }
    public string? Note { get; private set; }
    public Instant AddedAt { get; init; }
    public UserId AddedBy { get; init; }
    public WaitlistState State { get; private set; }

    /// <summary>How many slots were offered, and how many of them taken.</summary>
    public int Offers { get; private set; }
    public int Accepted { get; private set; }
    public int Version { get; private set; }

    /// <summary>It still wants a slot: waiting, or asked about one.</summary>
    public bool IsOpen => State is WaitlistState.Waiting or WaitlistState.Offered;

    private static int Bits(IEnumerable<DayOfWeek>? weekdays) => (weekdays ?? []).Aggregate(0, (bits, day) => bits | 1 << (int)day);

    /// <summary>The weekdays that would do. Empty: any.</summary>
    public IEnumerable<DayOfWeek> Days => Enum.GetValues<DayOfWeek>().Where(d => (Weekdays & 1 << (int)d) != 0);

    /// <param name="id">Its own.</param>
    /// <param name="patient">Who waits.</param>
    /// <param name="visitType">For what.</param>
    /// <param name="terms">When and how it would do.</param>
    /// <param name="at">Since when.</param>
    /// <param name="by">Who put them on the list.</param>
    /// <param name="appointment">The visit that is given up for an earlier one. Null: none is booked.</param>
    public static WaitlistEntry Add(WaitlistEntryId id, PatientId patient, VisitTypeId visitType, WaitlistTerms terms, Instant at, UserId by,
        AppointmentId? appointment = null)
    {
        var entry = new WaitlistEntry { Id = id, PatientId = patient, VisitTypeId = visitType, AppointmentId = appointment, AddedAt = at, AddedBy = by };
        entry.Set(terms);
        return entry;
    }

    /// <summary>Other terms. Since when they wait stays, and so does their place.</summary>
    public void Change(WaitlistTerms terms)
    {
        Set(terms);
        Version++;
    }

    private void Set(WaitlistTerms terms) =>
        (Urgency, FromDate, ToDate, Earliest, Latest, Weekdays, NoticeMinutes, IsStandby, Contact, Note) = (terms.Urgency, terms.From, terms.To, terms.Earliest,
            terms.Latest, Bits(terms.Weekdays), terms.NoticeMinutes, terms.IsStandby, terms.Contact, string.IsNullOrWhiteSpace(terms.Note) ? null : terms.Note.Trim());

    /// <exception cref="InvalidOperationException">It does not wait.</exception>
    public void Ask()
    {
        if (State != WaitlistState.Waiting)
            throw new InvalidOperationException("Only who waits is asked.");
        (State, Offers, Version) = (WaitlistState.Offered, Offers + 1, Version + 1);
    }

    /// <summary>The offer ended without a visit: it waits on.</summary>
    public void WaitOn()
    {
        if (State == WaitlistState.Offered)
            (State, Version) = (WaitlistState.Waiting, Version + 1);
    }

    /// <summary>The offer was taken.</summary>
    public void Take() => (State, Accepted, Version) = (WaitlistState.Booked, Accepted + 1, Version + 1);

    public void Remove() => (State, Version) = (WaitlistState.Removed, Version + 1);
}

public enum WishKind { Provider, Location }

/// <summary>One of the providers or locations that would do. None of a kind: all would.</summary>
public sealed class WaitlistWish : TenantRow
{
    public WaitlistEntryId EntryId { get; init; }
    public WishKind Kind { get; init; }
    public Guid WishedId { get; init; }

    public bool IsFor(WaitlistWish other) => Kind == other.Kind && WishedId == other.WishedId;

    /// <summary>An entry's wishes, each once.</summary>
    public static IReadOnlyList<WaitlistWish> Of(WaitlistEntryId entry, IEnumerable<ProviderId>? providers, IEnumerable<LocationId>? locations) =>
    [
        .. (providers ?? []).Select(p => (Kind: WishKind.Provider, p.Value)).Concat((locations ?? []).Select(l => (Kind: WishKind.Location, l.Value))).Distinct()
            .Select(w => new WaitlistWish { EntryId = entry, Kind = w.Kind, WishedId = w.Value }),
    ];
}

public enum OfferState { Open, Accepted, Declined, Expired, Lost }

/// <summary>A freed slot that was offered to somebody, held for them until it expires. Several may be asked about one slot: they share
/// its hold, and the first who takes it has it.</summary>
public sealed class WaitlistOffer : TenantRow
{
    public WaitlistOfferId Id { get; init; }
    public WaitlistEntryId EntryId { get; init; }

    /// <summary>Absent once the offer is over.</summary>
    public HoldId? HoldId { get; private set; }
    public ProviderId ProviderId { get; init; }
    public LocationId LocationId { get; init; }
    public DateOnly Date { get; init; }
    public TimeOnly Time { get; init; }
    public int Minutes { get; init; }
    public Instant OfferedAt { get; init; }
    public Instant ExpiresAt { get; init; }
    public OfferState State { get; private set; }
    public UserId OfferedBy { get; init; }

    public static WaitlistOffer Make(WaitlistOfferId id, WaitlistEntryId entry, SlotHold hold) => new()
    {
        Id = id, EntryId = entry, HoldId = hold.Id, ProviderId = hold.ProviderId, LocationId = hold.LocationId, Date = hold.Date, Time = hold.Time,
        Minutes = hold.Minutes, OfferedAt = hold.HeldAt, ExpiresAt = hold.ExpiresAt, OfferedBy = hold.HeldBy, State = OfferState.Open,
    };

    public bool IsOpenAt(Instant now) => State == OfferState.Open && now < ExpiresAt;

    /// <summary>Over, for good.</summary>
    public void End(OfferState how) => (State, HoldId) = (how, null);
}
