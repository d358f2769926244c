using System.ComponentModel.DataAnnotations;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.MatchWaitlist;

/// <summary>Whom of the waitlist a free slot suits, the best first, with the phone to call: the desk's caller list.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class MatchWaitlist(IPracticeDirectory practice) : Query<MatchWaitlist.Request, MatchWaitlist.Result>
{
    /// <param name="Provider">With whom.</param>
    /// <param name="Location">Where.</param>
    /// <param name="Date">On the wall there.</param>
    /// <param name="Time">On the wall there.</param>
    /// <param name="Minutes">How long it is free.</param>
    public sealed record Request(ProviderId Provider, LocationId Location, DateOnly Date, [property: OnCell] TimeOnly Time,
        [property: Range(5, 480, ErrorMessage = "A slot is 5 to 480 minutes.")] int Minutes);

    /// <param name="IsKnown">False: no such provider or location is in use.</param>
    public sealed record Result(IReadOnlyList<Match> Matches, bool IsKnown);

    /// <param name="Name">As lists show it.</param>
    /// <param name="Phone">E.164. Null when none is known, or the name is masked.</param>
    /// <param name="Minutes">How long their visit takes.</param>
    /// <param name="Contact">How they may be told.</param>
    /// <param name="Note">Null: nothing was said, or the name is masked.</param>
    /// <param name="Points">What speaks for them.</param>
    public sealed record Match(WaitlistEntryId Entry, PatientId Patient, string Name, string? Phone, string VisitType, int Minutes,
        WaitlistUrgency Urgency, WaitlistContact Contact, bool IsStandby, string? Note, int Score, IReadOnlyList<MatchPoint> Points);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if ((await practice.LocationsAsync(desk, ct)).FirstOrDefault(l => l.Id == request.Location) is not { } location
            || (await practice.ProvidersAsync(desk, ct)).FirstOrDefault(p => p.Id == request.Provider) is not { } provider)
            return new Result([], false);
        var place = new Place(provider.Id, location.Id, request.Date, request.Time, request.Minutes, location.Zone);
        var slot = WaitlistReads.Slot(place, provider, location, desk.Now);
        var candidates = (await WaitlistReads.ReadAsync(desk, practice, slot, location, only: null, ct)).ToDictionary(c => c.Who.Entry.Id);
        var closed = await ClosedCharts.ToAsync(desk, ct);
        List<Match> matches = [];
        foreach (var match in WaitlistMatch.Rank(slot, candidates.Values.Select(c => c.Who), desk.Now))
        {
            var (who, patient, type) = candidates[match.Who.Entry.Id];
            var hides = closed.Hides(patient);
            desk.Saw(patient.Id);
            matches.Add(new Match(who.Entry.Id, patient.Id, PatientNames.OnList(patient, closed), hides ? null : patient.Phone,
                hides ? PatientNames.MaskedVisit : type.Name, who.Minutes, who.Entry.Urgency, who.Entry.Contact, who.Entry.IsStandby,
                hides ? null : who.Entry.Note, match.Score, match.Points));
        }
        return new Result(matches, true);
    }
}
