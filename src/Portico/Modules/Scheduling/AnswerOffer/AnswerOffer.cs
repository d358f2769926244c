using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.AnswerOffer;

/// <summary>What the patient said to an offered slot. A yes books it, or moves the later visit to it; of several who were asked the
/// first yes counts.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class AnswerOffer(IWork work) : UseCase<AnswerOffer.Request, AnswerOffer.Result>
{
    /// <param name="Offer">Which.</param>
    /// <param name="IsAccepted">Yes or no.</param>
    /// <param name="AcceptOverlap">The patient has another visit at that time, and knows.</param>
    public sealed record Request(WaitlistOfferId Offer, bool IsAccepted, bool AcceptOverlap = false);

    public abstract record Result
    {
        public sealed record Booked(AppointmentId Appointment, DateOnly Date, TimeOnly Time, bool WasMoved) : Result;

        /// <summary>They wait on.</summary>
        public sealed record Declined : Result;

        /// <summary>It ran out, or somebody else was first: the slot is no longer theirs, and they wait on.</summary>
        public sealed record Over(OfferState How) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.offer-over";
        }

        /// <summary>The patient has another visit then. Ask, and answer again with <c>AcceptOverlap</c>.</summary>
        public sealed record PatientOverlaps(AppointmentId Other, TimeOnly Time, int Minutes) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.offer-patient-overlaps";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.no-offer";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await desk.Db.Set<WaitlistOffer>().SingleOrDefaultAsync(o => o.Id == request.Offer, ct) is not { } offer)
            return new Result.Unknown();
        var entryId = offer.EntryId;
        var entry = await desk.Db.Set<WaitlistEntry>().SingleAsync(e => e.Id == entryId, ct);
        await desk.OpenChartAsync(entry.PatientId, ct);
        if (!offer.IsOpenAt(desk.Now) || offer.HoldId is not { } hold)
            return new Result.Over(offer.State == OfferState.Open ? OfferState.Expired : offer.State);
        if (!request.IsAccepted)
        {
            await OpenOffers.EndAsync(desk, offer, OfferState.Declined, ct);
            return new Result.Declined();
        }

        var visit = await VisitCase.ReadAsync(desk, new(entry.PatientId, entry.VisitTypeId, offer.ProviderId, offer.LocationId, offer.Date)
        {
            Except = entry.AppointmentId,
        }, ct);
        if (visit.Found is not { } found)
            return new Result.Unknown();
        var place = new Place(offer.ProviderId, offer.LocationId, offer.Date, offer.Time, visit.Plan.Minutes, found.Zone);
        if (!request.AcceptOverlap && visit.OverlapWith(place) is { } other)
            return new Result.PatientOverlaps(other.Id, other.Time, other.Minutes);
        // Here the race of several who say yes is decided: the hold ends once, and what it had is taken again before anybody sees it free.
        // Nothing that a rival locks was written before, so nobody waits for who waits for them.
        if (!await OpenOffers.ClaimAsync(desk, hold, ct))
            return new Result.Over(OfferState.Lost);

        var given = entry.AppointmentId is { } later
            ? await desk.Db.Set<Appointment>().SingleOrDefaultAsync(a => a.Id == later, ct) : null;
        var taking = new Taking(desk, visit, place, visit.Judge(place, desk.Now), hold: null, overbook: false);
        Appointment appointment;
        Wanted? missing;
        if (given is { IsAhead: true })
        {
            appointment = given;
            var (fromDate, fromLocation) = (given.Date, given.LocationId);
            desk.Db.Add(given.Move(place, desk.Call.User, desk.Now, "Earlier time from the waitlist"));
            try
            {
                missing = await taking.MoveAsync(given, ct);
            }
            catch (DbUpdateException failure) when (Race.WasLost(desk.Db, failure))
            {
                return new Result.Over(OfferState.Lost);
            }
            await Bumps.DoneAsync(desk, work, given.Id, "moved", ct);
            desk.Raise(new AppointmentMoved(given.Id, given.PatientId, fromDate, given.Date));
            desk.Touch(ScheduleTopics.Day(fromLocation, fromDate));
        }
        else
        {
            appointment = Appointment.Book(Id.New<AppointmentId>(), entry.PatientId, place, entry.VisitTypeId, entry.Note, why: null,
                desk.Call.User, desk.Now, terms: new(IsNewPatient: found.IsNew == true));
            missing = await taking.BookAsync(appointment, ct);
            desk.Raise(new AppointmentBooked(appointment.Id, appointment.PatientId, appointment.Date));
        }
        if (missing is not null)
            return new Result.Over(OfferState.Lost);
        var rivals = await OpenOffers.RivalsAsync(desk, offer, ct);
        offer.End(OfferState.Accepted);
        entry.Take();
        foreach (var rival in rivals)
            await OpenOffers.EndAsync(desk, rival, OfferState.Lost, ct);
        desk.Note("appointment", appointment.Id.Value.ToString());
        desk.Touch(ScheduleTopics.Day(appointment.LocationId, appointment.Date));
        desk.Touch(ScheduleTopics.Waitlist);
        return new Result.Booked(appointment.Id, appointment.Date, appointment.Time, given is { IsAhead: true });
    }
}
