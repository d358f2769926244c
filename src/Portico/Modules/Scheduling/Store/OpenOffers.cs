using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>How offers of freed slots end. The last one of a slot gives its hold back.</summary>
internal static class OpenOffers
{
    public static Task<List<WaitlistOffer>> OpenOfAsync(Desk desk, WaitlistEntryId entry, CancellationToken ct) =>
        desk.Db.Set<WaitlistOffer>().Where(o => o.EntryId == entry && o.State == OfferState.Open).ToListAsync(ct);

    /// <summary>The others who were asked about the same slot.</summary>
    public static Task<List<WaitlistOffer>> RivalsAsync(Desk desk, WaitlistOffer offer, CancellationToken ct)
    {
        var (hold, self) = (offer.HoldId, offer.Id);
        return desk.Db.Set<WaitlistOffer>().Where(o => o.HoldId == hold && o.Id != self && o.State == OfferState.Open).ToListAsync(ct);
    }

    /// <summary>Ends the hold of an offer for the one who said yes: what it had is taken again in the same transaction.</summary>
    /// <returns>False: it ran out, or somebody else said yes first.</returns>
    public static async Task<bool> ClaimAsync(Desk desk, HoldId hold, CancellationToken ct) =>
        (await desk.Batch().Write("DELETE FROM slot_hold WHERE practice_id = $1 AND id = $2 AND expires_at > $3", desk.Db.PracticeId, hold, desk.Now)
            .RunAsync(ct))[0] == 1;

    /// <summary>Ends an offer without a visit. Its slot is free at once unless others are still asked about it.</summary>
    public static async Task EndAsync(Desk desk, WaitlistOffer offer, OfferState how, CancellationToken ct)
    {
        if (offer.HoldId is { } hold && (await RivalsAsync(desk, offer, ct)).Count == 0)
        {
            await Holds.DropAsync(desk, hold, ct);
            desk.Touch(ScheduleTopics.Day(offer.LocationId, offer.Date));
        }
        offer.End(how);
        var entry = offer.EntryId;
        (await desk.Db.Set<WaitlistEntry>().SingleAsync(e => e.Id == entry, ct)).WaitOn();
        desk.Touch(ScheduleTopics.Waitlist);
    }
}
