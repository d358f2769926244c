using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Domain.Inquiries;
using Portico.Modules.Coverage.Domain.Verification;
using Portico.Modules.Coverage.Roads;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage.AskPayers;

/// <summary>Gathers what questions to payers are made of and how their answers are read, as it stands at this moment: a dozen reads, for one
/// question as for hundreds.</summary>
public static class Asking
{
    /// <summary>A payer at the end of a road, and the road.</summary>
    public sealed record End(PayerRoad Payer, Road Road)
    {
        /// <summary>It answers while one waits. Every road carries batches.</summary>
        public bool IsRealTime => Road.Kind is RoadKind.CoreMime or RoadKind.CoreSoap;
    }

    /// <summary>What is to be asked.</summary>
    /// <param name="Trace">TRN02.</param>
    /// <param name="Policy">What it is about.</param>
    /// <param name="Visit">What for.</param>
    /// <param name="Services">Service type codes, the one to collect for first. Null: as the practice's map has them for the visit.</param>
    public sealed record Wanted(string Trace, PolicyId Policy, VisitId Visit, IReadOnlyList<string>? Services = null);

    /// <summary>All that a question needs.</summary>
    /// <param name="Appointment">Null: a walk-in, or a visit of another system.</param>
    /// <param name="Facts">With the payer's id of the practice's directory: each road has its own.</param>
    /// <param name="Question">What the desk wants to know of the answer.</param>
    /// <param name="Ends">The roads in use, the first first.</param>
    public sealed record Ready(PolicyRow Policy, VisitRow Visit, AppointmentRow? Appointment, InquiryFacts Facts, BenefitQuestion Question, IReadOnlyList<End> Ends);

    /// <summary>Payers' roads in use, in the order in which they are tried.</summary>
    public static async Task<ILookup<PayerId, End>> RoadsAsync(Desk desk, IReadOnlyCollection<PayerId> payers, CancellationToken ct) =>
        (await (
            from end in desk.Db.Set<PayerRoad>().AsNoTracking()
            join road in desk.Db.Set<Road>().AsNoTracking() on new { end.PracticeId, Id = end.RoadId } equals new { road.PracticeId, road.Id }
            where payers.Contains(end.PayerId) && road.IsActive
            orderby end.Rank
            select new End(end, road)).ToListAsync(ct)).ToLookup(e => e.Payer.PayerId);

    /// <summary>Whose policy, visit or patient is gone is not among them.</summary>
    /// <returns>By trace.</returns>
    public static async Task<IReadOnlyDictionary<string, Ready>> ReadAsync(Desk desk, IReadOnlyCollection<Wanted> wanted, CancellationToken ct)
    {
        List<PolicyId> policyIds = [.. wanted.Select(w => w.Policy).Distinct()];
        List<VisitId> visitIds = [.. wanted.Select(w => w.Visit).Distinct()];
        var policies = await desk.Db.Set<PolicyRow>().Where(p => policyIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var visits = await desk.Db.Set<VisitRow>().Where(v => visitIds.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct);
        List<PatientId> patientIds = [.. policies.Values.Select(p => p.PatientId).Distinct()];
        var patients = await desk.Db.Set<PatientRow>().Where(p => patientIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        List<AppointmentId> booked = [.. visits.Values.Select(v => v.AppointmentId).OfType<AppointmentId>()];
        var appointments = booked.Count == 0 ? [] : await desk.Db.Set<AppointmentRow>().Where(a => booked.Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        List<ProviderId> providerIds = [.. visits.Values.Select(v => v.ProviderId).OfType<ProviderId>().Distinct()];
        var providers = providerIds.Count == 0 ? [] : await desk.Db.Set<ProviderRow>().Where(p => providerIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var locations = await desk.Db.Set<LocationRow>().ToDictionaryAsync(l => l.Id, ct);
        List<PayerId> payerIds = [.. policies.Values.Select(p => p.PayerId).Distinct()];
        var payers = await desk.Db.Set<PayerRow>().Where(p => payerIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var asking = await desk.Db.Set<PayerAsking>().AsNoTracking().Where(a => payerIds.Contains(a.PayerId)).ToDictionaryAsync(a => a.PayerId, ct);
        var services = await CheckQueue.ServiceTypesAsync(desk, ct);
        var roads = await RoadsAsync(desk, payerIds, ct);
        var told = (await desk.Db.Set<CoverageStatement>().AsNoTracking().Where(s => policyIds.Contains(s.PolicyId) && s.IsInNetwork != null).ToListAsync(ct))
            .ToLookup(s => s.PolicyId);
        var kept = (await desk.Db.Set<ParticipationRow>().Where(p => payerIds.Contains(p.PayerId)).ToListAsync(ct)).ToLookup(p => p.PayerId);
        Dictionary<string, Ready> ready = [];
        foreach (var one in wanted)
        {
            if (!policies.TryGetValue(one.Policy, out var policy) || !visits.TryGetValue(one.Visit, out var visit) || visit.PatientId != policy.PatientId
                || !patients.TryGetValue(policy.PatientId, out var patient))
                continue;
            var location = locations[visit.LocationId];
            var payer = payers[policy.PayerId];
            var provider = visit.ProviderId is { } id ? providers.GetValueOrDefault(id) : null;
            var appointment = visit.AppointmentId is { } slot ? appointments.GetValueOrDefault(slot) : null;
            var codes = one.Services ?? services.Of(payer.Id, appointment?.VisitTypeId, provider?.Specialty);
            // A payer finds the patient under its own spelling, and what it spells so is no difference any more.
            var (family, given) = policy.PayersFamily is { } theirs ? (theirs, policy.PayersGiven ?? "") : (patient.Family, patient.Given);
            var isInNetwork = told[policy.Id]
                .Where(s => s.OnDate <= visit.Date && s.ExpiresOn >= visit.Date && s.SaysNetwork(visit.ProviderId, policy.Version)).MaxBy(s => s.At)?.IsInNetwork;
            ready[one.Trace] = new(policy, visit, appointment, new()
            {
                Trace = one.Trace, PayerId = payer.Id, Payer = (asking.GetValueOrDefault(payer.Id) ?? PayerAsking.Usual(payer.Id)).Rules(payer.Name, payer.PayerCode ?? ""),
                Policy = PolicyFacts.Of(policy),
                Patient = new() { Family = family, Given = given, BirthDate = patient.BirthDate, Sex = patient.Sex },
                Visit = new(visit.Date, appointment?.VisitTypeId, provider?.Specialty),
                Provider = new(provider?.DisplayName ?? location.Name, provider?.Npi, IsPerson: provider is not null),
                ServiceTypes = services, AskedFor = codes,
                Today = DateOnly.FromDateTime(PracticeClock.Local(desk.Now, location.Zone)),
            }, new()
            {
                On = visit.Date, ServiceTypes = codes, Trace = one.Trace, Network = NetworkOfVisit.Of(isInNetwork, [.. kept[payer.Id]], policy, visit),
                Ours = new()
                {
                    Family = family, Given = given, BirthDate = patient.BirthDate,
                    Sex = patient.Sex switch { Sex.Female => "F", Sex.Male => "M", _ => null },
                    MemberId = policy.MemberId, IsDependent = policy.Relation != SubscriberRelation.Self, GroupNumber = policy.GroupNumber,
                },
            }, [.. roads[payer.Id]]);
        }
        return ready;
    }

    /// <summary>What keeps a policy from being asked about now, in words that say what to do.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(Desk desk, PolicyId policy, VisitId visit, CancellationToken ct)
    {
        const string trace = "X";
        if (!(await ReadAsync(desk, [new(trace, policy, visit)], ct)).TryGetValue(trace, out var ready) || ready.Ends is not [var first, ..])
            return [];
        var facts = AtEnd(ready.Facts, first);
        return InquiryMaker.Make(facts) is InquiryPlan.Faulty faulty ? [.. faulty.Faults.Select(f => InquiryWords.Say(f, facts))] : [];
    }

    /// <summary>The payer under the id that a road has for it.</summary>
    public static InquiryFacts AtEnd(InquiryFacts facts, End end) => facts with { Payer = facts.Payer with { Id = end.Payer.EligibilityCode } };
}
