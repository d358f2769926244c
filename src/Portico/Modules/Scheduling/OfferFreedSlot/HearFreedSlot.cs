using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.OfferFreedSlot;

/// <summary>A visit that is cancelled or moved away frees its time: where it suits somebody on the waitlist, the desk is told.</summary>
public sealed class HearFreedSlot(IPracticeDirectory practice, IWork work) : IHandle<AppointmentCancelled>, IHandle<AppointmentMoved>
{
    public const string Queue = "waitlist-offer";

    public async Task HandleAsync(AppointmentCancelled heard, Desk desk, CancellationToken ct)
    {
        var id = heard.Appointment;
        // Reinstated or moved meanwhile: then nothing was freed.
        if (await desk.Db.Set<AppointmentRow>().SingleOrDefaultAsync(a => a.Id == id && a.State == AppointmentState.Cancelled, ct) is { } left
            && await FreesTimeAsync(desk, left, ct))
            await TellAsync(desk, id, left.ProviderId, left.LocationId, left.Date, left.Time, left.Minutes, ct);
    }

    public async Task HandleAsync(AppointmentMoved heard, Desk desk, CancellationToken ct)
    {
        var id = heard.Appointment;
        var visit = await desk.Db.Set<AppointmentRow>().SingleAsync(a => a.Id == id, ct);
        var move = await desk.Db.Set<AppointmentChange>().AsNoTracking().Where(c => c.AppointmentId == id && c.Kind == ChangeKind.Moved)
            .OrderByDescending(c => c.Number).FirstOrDefaultAsync(ct);
        if (move is not null && await FreesTimeAsync(desk, visit, ct))
            await TellAsync(desk, id, move.FromProviderId, move.FromLocationId, move.FromDate, move.FromTime, visit.Minutes, ct);
    }

    // A place in a group has no time of its own. A group that moved away or was cancelled is told once, by the first of its patients.
    private static async Task<bool> FreesTimeAsync(Desk desk, AppointmentRow visit, CancellationToken ct)
    {
        if (visit.GroupVisitId is not { } group)
            return true;
        var isCancelled = visit.State == AppointmentState.Cancelled;
        if (isCancelled && !await Groups.IsCancelledAsync(desk, group, ct))
            return false;
        return visit.Id == await desk.Db.Set<AppointmentRow>().Where(a => a.GroupVisitId == group && (a.State == AppointmentState.Cancelled) == isCancelled)
            .OrderBy(a => a.Id).Select(a => a.Id).FirstAsync(ct);
    }

    private async Task TellAsync(Desk desk, AppointmentId freedBy, ProviderId providerId, LocationId locationId, DateOnly date, TimeOnly time, int minutes,
        CancellationToken ct)
    {
        if ((await practice.LocationsAsync(desk, ct)).FirstOrDefault(l => l.Id == locationId) is not { } location
            || (await practice.ProvidersAsync(desk, ct)).FirstOrDefault(p => p.Id == providerId) is not { } provider)
            return;
        var place = new Place(providerId, locationId, date, time, minutes, location.Zone);
        if (place.StartsAt <= desk.Now || !await IsFreeAsync(desk, place, location, ct))
            return;
        var slot = WaitlistReads.Slot(place, provider, location, desk.Now);
        var suits = WaitlistMatch.Rank(slot, (await WaitlistReads.ReadAsync(desk, practice, slot, location, only: null, ct)).Select(c => c.Who), desk.Now);
        if (suits.Count == 0)
            return;
        // A visit that moves twice frees two times: the second task says which is meant now.
        await work.CompleteAboutAsync(desk, Queue, freedBy.Value, "freed again", ct);
        work.Open(desk, new NewTask(Queue, string.Create(CultureInfo.InvariantCulture,
            $"Offer the freed {minutes} minutes to the waitlist ({suits.Count} fit): {provider.DisplayName}, {location.Name}, {date:ddd d-MMM} at {time:h:mm tt}."),
            DateOnly.FromDateTime(PracticeClock.Local(desk.Now, location.Zone)), Owner: null, Patient: null, Roles.Desk, freedBy.Value));
    }

    private static async Task<bool> IsFreeAsync(Desk desk, Place place, LocationRow location, CancellationToken ct)
    {
        var plans = await DayPlans.ReadAsync(desk, location.Id, location.Zone, place.Provider, place.Date, place.Date, ct);
        var span = CellSpan.Of(place.StartsAt, place.Minutes);
        var (lanes, resource, first, end) = (plans.Of(place.Provider, place.Date).LanesFor(span), place.Provider.Value, span.From, span.End);
        var taken = await desk.Db.Set<AppointmentCell>().Where(c => c.ResourceId == resource && c.Cell >= first && c.Cell < end)
            .Select(c => c.Lane).Distinct().ToListAsync(ct);
        return Enumerable.Range(0, lanes).Except(taken).Any();
    }
}

/// <summary>Nobody answered in time: the slot is free again, and who was asked waits on.</summary>
public sealed class EndOffer : IHandle<WaitlistOfferRanOut>
{
    public async Task HandleAsync(WaitlistOfferRanOut heard, Desk desk, CancellationToken ct)
    {
        var id = heard.Offer;
        if (await desk.Db.Set<WaitlistOffer>().SingleOrDefaultAsync(o => o.Id == id && o.State == OfferState.Open, ct) is { } offer)
            await OpenOffers.EndAsync(desk, offer, OfferState.Expired, ct);
    }
}
