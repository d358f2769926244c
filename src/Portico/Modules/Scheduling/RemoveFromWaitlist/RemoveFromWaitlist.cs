using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.RemoveFromWaitlist;

/// <summary>Takes a patient off the waitlist; an offer that is open ends with it.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class RemoveFromWaitlist : UseCase<RemoveFromWaitlist.Request, RemoveFromWaitlist.Result>
{
    /// <param name="Entry">Which.</param>
    /// <param name="Reason">Why: kept with the act.</param>
    public sealed record Request(WaitlistEntryId Entry,
        [property: Required(ErrorMessage = "Say why the patient no longer waits.")]
        [property: StringLength(200, ErrorMessage = "Shorten the reason to 200 characters.")] string Reason);

    public abstract record Result
    {
        public sealed record Removed : Result;

        /// <summary>It was removed before, or a visit was found.</summary>
        public sealed record Over(WaitlistState State) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.waitlist-over";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.waitlist-no-entry";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await desk.Db.Set<WaitlistEntry>().SingleOrDefaultAsync(e => e.Id == request.Entry, ct) is not { } entry)
            return new Result.Unknown();
        await desk.OpenChartAsync(entry.PatientId, ct);
        if (!entry.IsOpen)
            return new Result.Over(entry.State);
        foreach (var offer in await OpenOffers.OpenOfAsync(desk, entry.Id, ct))
            await OpenOffers.EndAsync(desk, offer, OfferState.Declined, ct);
        entry.Remove();
        desk.Note("reason", request.Reason.Trim());
        desk.Touch(ScheduleTopics.Waitlist);
        return new Result.Removed();
    }
}
