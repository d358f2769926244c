using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.ChangeWaitlistEntry;

/// <summary>Changes what somebody on the waitlist wants. They wait as long as before: nobody loses their place by saying it better.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class ChangeWaitlistEntry(IPracticeDirectory practice) : UseCase<ChangeWaitlistEntry.Request, ChangeWaitlistEntry.Result>
{
    /// <param name="Entry">Which.</param>
    /// <param name="Version">The one that was on the screen: a change by someone else in between is not overrun.</param>
    /// <param name="From">The first day that would do.</param>
    /// <param name="To">The last. Null: any.</param>
    /// <param name="Earliest">Wall time. Null: any.</param>
    /// <param name="Latest">The latest start, wall time. Null: any.</param>
    /// <param name="Weekdays">Null or empty: any.</param>
    /// <param name="Providers">Who would do. Null or empty: everybody who has that visit.</param>
    /// <param name="Locations">Where would do. Null or empty: everywhere.</param>
    /// <param name="NoticeMinutes">How long before the start the patient must know.</param>
    /// <param name="Urgency">How much it matters.</param>
    /// <param name="Contact">How the patient may be told.</param>
    /// <param name="IsStandby">Comes on the day itself when somebody does not.</param>
    /// <param name="Note">Null: nothing was said.</param>
    public sealed record Request(
        WaitlistEntryId Entry, int Version, DateOnly From, DateOnly? To = null, TimeOnly? Earliest = null, TimeOnly? Latest = null,
        IReadOnlyList<DayOfWeek>? Weekdays = null, IReadOnlyList<ProviderId>? Providers = null, IReadOnlyList<LocationId>? Locations = null,
        [property: Range(0, 20160, ErrorMessage = "The notice is at most 14 days.")] int NoticeMinutes = 120,
        WaitlistUrgency Urgency = WaitlistUrgency.Routine, WaitlistContact Contact = WaitlistContact.Call, bool IsStandby = false,
        [property: StringLength(500, ErrorMessage = "Shorten the note to 500 characters.")] string? Note = null) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (To < From)
                yield return new ValidationResult("Choose a last day on or after the first.");
            if (Latest < Earliest)
                yield return new ValidationResult("Choose a latest start at or after the earliest.");
        }
    }

    public abstract record Result
    {
        public sealed record Changed(int Version) : Result;

        /// <summary>Someone else changed it, or asked the patient about a time, meanwhile: look again.</summary>
        public sealed record ChangedMeanwhile : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.waitlist-changed-meanwhile";
        }

        /// <summary>It was removed, or a visit was found.</summary>
        public sealed record Over(WaitlistState State) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.waitlist-change-over";
        }

        /// <summary>No such entry, provider or location, or no longer in use.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.waitlist-change-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await desk.Db.Set<WaitlistEntry>().SingleOrDefaultAsync(e => e.Id == request.Entry, ct) is not { } entry)
            return new Result.Unknown();
        await desk.OpenChartAsync(entry.PatientId, ct);
        if (!entry.IsOpen)
            return new Result.Over(entry.State);
        if (entry.Version != request.Version)
            return new Result.ChangedMeanwhile();
        var id = entry.Id;
        var known = await desk.Db.Set<WaitlistWish>().Where(w => w.EntryId == id).ToListAsync(ct);
        var wanted = WaitlistWish.Of(id, request.Providers, request.Locations);
        // Who left the practice since stays wished for; nobody who left is wished for anew.
        List<WaitlistWish> added = [.. wanted.Where(w => !known.Exists(k => k.IsFor(w)))];
        if (await AreUnknownAsync(desk, added, ct))
            return new Result.Unknown();

        entry.Change(new(request.From, request.To, request.Earliest, request.Latest, request.Weekdays, request.NoticeMinutes, request.Urgency,
            request.Contact, request.IsStandby, request.Note));
        desk.Db.RemoveRange(known.Where(k => !wanted.Any(w => w.IsFor(k))));
        desk.Db.AddRange(added);
        try
        {
            await desk.SaveAsync(ct);
        }
        catch (DbUpdateException failure) when (Race.WasLost(desk.Db, failure))
        {
            return new Result.ChangedMeanwhile();
        }
        desk.Note("entry", id.Value.ToString());
        desk.Touch(ScheduleTopics.Waitlist);
        return new Result.Changed(entry.Version);
    }

    private async Task<bool> AreUnknownAsync(Desk desk, List<WaitlistWish> wishes, CancellationToken ct)
    {
        if (wishes.Count == 0)
            return false;
        var providers = (await practice.ProvidersAsync(desk, ct)).Select(p => p.Id.Value);
        var locations = (await practice.LocationsAsync(desk, ct)).Select(l => l.Id.Value);
        return wishes.Where(w => w.Kind == WishKind.Provider).Select(w => w.WishedId).Except(providers).Any()
            || wishes.Where(w => w.Kind == WishKind.Location).Select(w => w.WishedId).Except(locations).Any();
    }
}
