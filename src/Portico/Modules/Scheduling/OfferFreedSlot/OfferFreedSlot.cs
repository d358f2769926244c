using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.OfferFreedSlot;

/// <summary>Offers a free slot to one or more of the waitlist, and holds it for them: the first who takes it has it.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class OfferFreedSlot(IPracticeDirectory practice, IWork work) : UseCase<OfferFreedSlot.Request, OfferFreedSlot.Result>
{
    /// <param name="Entries">Who is asked.</param>
    /// <param name="Provider">With whom.</param>
    /// <param name="Location">Where.</param>
    /// <param name="Date">On the wall there.</param>
    /// <param name="Time">On the wall there; a multiple of 5 minutes.</param>
    /// <param name="Minutes">How long it is held: as long as the longest visit of those who are asked, at least.</param>
    /// <param name="LastsMinutes">How long they have to answer.</param>
    /// <param name="FreedBy">The cancelled or moved visit whose task this answers. Null: found in another way.</param>
    public sealed record Request(
        [property: MinLength(1, ErrorMessage = "Choose whom to ask."), MaxLength(10, ErrorMessage = "Ask 10 at most about one slot.")]
        IReadOnlyList<WaitlistEntryId> Entries,
        ProviderId Provider, LocationId Location, DateOnly Date, [property: OnCell] TimeOnly Time,
        [property: Range(5, 480, ErrorMessage = "A slot is 5 to 480 minutes.")] int Minutes,
        [property: Range(5, 1440, ErrorMessage = "An offer lasts 5 minutes to a day.")] int LastsMinutes = 15,
        AppointmentId? FreedBy = null);

    public abstract record Result
    {
        public sealed record Offered(IReadOnlyList<WaitlistOfferId> Offers, Instant ExpiresAt) : Result;

        public sealed record SlotTaken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.offer-slot-taken";
        }

        /// <summary>No session then, or the day is over.</summary>
        public sealed record OutsideHours : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.offer-outside-hours";
        }

        /// <summary>It is not what this one waits for, or they were asked about another slot meanwhile.</summary>
        public sealed record DoesNotSuit(WaitlistEntryId Entry) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.offer-does-not-suit";
        }

        /// <summary>No such entry, provider or location, or no longer in use.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.offer-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if ((await practice.LocationsAsync(desk, ct)).FirstOrDefault(l => l.Id == request.Location) is not { } location
            || (await practice.ProvidersAsync(desk, ct)).FirstOrDefault(p => p.Id == request.Provider) is not { } provider)
            return new Result.Unknown();
        var asked = new Dictionary<WaitlistEntryId, VisitCase>();
        var slot = WaitlistReads.Slot(new Place(provider.Id, location.Id, request.Date, request.Time, request.Minutes, location.Zone), provider, location, desk.Now);
        var found = (await WaitlistReads.ReadAsync(desk, practice, slot, location, [.. request.Entries], ct)).ToDictionary(c => c.Who.Entry.Id);
        foreach (var id in request.Entries.Distinct())
        {
            if (!found.TryGetValue(id, out var candidate))
                return new Result.Unknown();
            var entry = candidate.Who.Entry;
            await desk.OpenChartAsync(entry.PatientId, ct);
            var visit = await VisitCase.ReadAsync(desk, new(entry.PatientId, entry.VisitTypeId, provider.Id, location.Id, request.Date)
            {
                AsksOthers = false,
            }, ct);
            if (visit.Found is null || visit.Plan.Minutes > request.Minutes || !WaitlistMatch.Suits(slot, candidate.Who, desk.Now))
                return new Result.DoesNotSuit(id);
            asked[id] = visit;
        }
        // Held is what the longest of their visits takes; whoever says yes takes their own part of it.
        var (longest, most) = asked.MaxBy(a => a.Value.Plan.Minutes);
        var place = new Place(provider.Id, location.Id, request.Date, request.Time, most.Plan.Minutes, location.Zone);
        var verdict = most.Judge(place, desk.Now);
        if (verdict.Lanes == 0 || place.StartsAt <= desk.Now)
            return new Result.OutsideHours();
        if (asked.FirstOrDefault(a => !a.Value.Judge(place, desk.Now).Allows) is { Value: not null } refused)
            return new Result.DoesNotSuit(refused.Key);

        // An offer is of no use after the visit began.
        var expires = Instant.Min(desk.Now + Duration.FromMinutes(request.LastsMinutes), place.StartsAt);
        var hold = SlotHold.Take(Id.New<HoldId>(), place, found[longest].Who.Entry.VisitTypeId,
            asked.Count == 1 ? found[longest].Who.Entry.PatientId : null, desk.Call.User, desk.Now, expires);
        desk.Db.Add(hold);
        await desk.SaveAsync(ct);
        if ((await CellGuard.TakeAsync(desk, most.Wanted(CellOwner.Of(hold.Id), place, verdict, verdict.Lanes), null, null, ct)).Claims is null)
            return new Result.SlotTaken();
        List<WaitlistOfferId> offers = [];
        foreach (var id in request.Entries.Distinct())
        {
            var entry = await desk.Db.Set<WaitlistEntry>().SingleAsync(e => e.Id == id, ct);
            var offer = WaitlistOffer.Make(Id.New<WaitlistOfferId>(), id, hold);
            entry.Ask();
            desk.Db.Add(offer);
            desk.Raise(new WaitlistOffered(offer.Id, entry.PatientId, expires));
            desk.Raise(new WaitlistOfferRanOut(offer.Id), expires);
            offers.Add(offer.Id);
        }
        if (request.FreedBy is { } freed)
            await work.CompleteAboutAsync(desk, HearFreedSlot.Queue, freed.Value, "offered", ct);
        desk.Note("hold", hold.Id.Value.ToString());
        desk.Touch(ScheduleTopics.Day(location.Id, place.Date));
        desk.Touch(ScheduleTopics.Waitlist);
        return new Result.Offered(offers, expires);
    }
}
