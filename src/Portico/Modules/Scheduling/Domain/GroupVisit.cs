using System.Diagnostics;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>A visit that several patients have together. It takes its provider and resources once; each patient has an appointment that
/// takes one of its places and nothing else.</summary>
public sealed class GroupVisit : TenantRow
{
    public const int MostPlaces = 50;

    public GroupVisitId Id { get; init; }
    public ProviderId ProviderId { get; private set; }
    public LocationId LocationId { get; private set; }
    public VisitTypeId VisitTypeId { get; init; }

    /// <summary>What the desk calls it. Names no patient.</summary>
    public required string Title { get; init; }

    /// <summary>On the wall at the location.</summary>
    public DateOnly Date { get; private set; }

    /// <summary>On the wall at the location; a whole cell.</summary>
    public TimeOnly Time { get; private set; }
    public int Minutes { get; private set; }
    public Instant StartsAt { get; private set; }

    /// <summary>The wall time comes twice on its date, and the later one is meant.</summary>
    public bool IsLater { get; private set; }

    /// <summary>2 to 50.</summary>
    public int Places { get; init; }

    /// <summary>The language of its interpreter, BCP 47. Absent: none.</summary>
    public string? InterpreterLanguage { get; init; }

    /// <summary>Nobody else is added. Those who are in it come.</summary>
    public bool IsClosed { get; private set; }
    public bool IsCancelled { get; private set; }

    /// <summary>Absent unless it is cancelled.</summary>
    public string? CancelledWhy { get; private set; }
    public Instant OpenedAt { get; init; }
    public UserId OpenedBy { get; init; }

    /// <summary>Why it stands outside the provider's sessions. Absent inside them.</summary>
    public string? OpenedWhy { get; init; }
    public int Version { get; private set; }

    public CellSpan Span => CellSpan.Of(StartsAt, Minutes);

    /// <summary>Patients can be added to it.</summary>
    public bool IsOpen => !IsClosed && !IsCancelled;

    /// <param name="id">Made by the caller.</param>
    /// <param name="place">With whom, where and when.</param>
    /// <param name="visitType">What for.</param>
    /// <param name="title">What the desk calls it.</param>
    /// <param name="places">2 to 50.</param>
    /// <param name="interpreter">Null: none.</param>
    /// <param name="why">Null inside the provider's sessions.</param>
    /// <param name="by">Who opened it.</param>
    /// <param name="now">When.</param>
    public static GroupVisit Open(GroupVisitId id, Place place, VisitTypeId visitType, string title, int places, string? interpreter,
        string? why, UserId by, Instant now)
    {
        Debug.Assert(places is >= 2 and <= MostPlaces, "A group is two patients at least.");
        var group = new GroupVisit
        {
            Id = id, VisitTypeId = visitType, Title = title, Places = places, InterpreterLanguage = interpreter, OpenedWhy = why, OpenedBy = by, OpenedAt = now,
        };
        group.Put(place);
        return group;
    }

    /// <summary>Where a patient who is in it stands.</summary>
    /// <param name="zone">The location's.</param>
    public Place PlaceIn(string zone) => new(ProviderId, LocationId, Date, Time, Minutes, zone, IsLater);

    /// <summary>What a patient takes of it: one of its places, and no time of anybody.</summary>
    public Wanted PlaceFor(AppointmentId patient) =>
        new(CellOwner.Of(patient), WantedOf.Place, [Id.Value], new CellSpan(0, 1), Places);

    /// <summary>The caller takes the cells again, and moves those who are in it.</summary>
    public void Move(Place to)
    {
        Put(to);
        Version++;
    }

    /// <summary>As for an appointment: wall time stays, and the instant follows.</summary>
    public void KeepWallTime(string zone) => Put(PlaceIn(zone));

    public void Close(bool isClosed) => (IsClosed, Version) = (isClosed, Version + 1);

    /// <summary>The caller gives the cells back, and says what becomes of those who are in it.</summary>
    public void Cancel(string why) => (IsCancelled, CancelledWhy, Version) = (true, why, Version + 1);

    private void Put(Place place) => (ProviderId, LocationId, Date, Time, Minutes, StartsAt, IsLater) =
        (place.Provider, place.Location, place.Date, place.Time, place.Minutes, place.StartsAt, place.IsLater);
}
