using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Roads;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.PayerSim;
using Portico.Platform;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.DemoData;

/// <summary>The demo's payers: a payer in a box on a port of this machine, which knows the demo's people and goes wrong now and then.</summary>
internal sealed class DemoPayers(DeskStore store, Settings settings, PracticeClock clock, TimeProvider time, SetRoad setRoad, SetPayerRoads setPayerRoads,
    ShowRoads showRoads) : BackgroundService
{
    private const string RoadName = "Payer in a box (demo)";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.MayMakeDemo || !DemoPractice.IsForThisMachineAlone(settings.Origin) || !await IsDemoAsync(stoppingToken))
            return;
        await using var box = await PayerBox.StartAsync(new()
        {
            Seed = 7, Today = clock.Today(DemoHouse.Sites[0].Zone), Time = time, Zone = DemoHouse.Sites[0].Zone, HasDefaultFaults = true,
        }, stoppingToken);
        await EnrollAsync(box, stoppingToken);
        if (box.Address is { } address)
            await SetRoadsAsync(new Uri(address, "core"), stoppingToken);
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // A practice of another make has none of its payers.
    private async Task<bool> IsDemoAsync(CancellationToken ct)
    {
        await using (var db = store.Open())
        {
            if (!await db.Set<PracticeRow>().AnyAsync(p => p.Id == DemoPractice.Number && p.IsDemo, ct))
                return false;
        }
        var first = DemoHouse.Insurers[0].Id;
        await using var transaction = await store.ReadAsync(DemoPractice.Number, ct);
        return await transaction.Db.Set<PayerRow>().AnyAsync(p => p.Id == first, ct);
    }

    /// <summary>Whoever has a card of the demo is known to its payer; a few policies ended, and a few nobody knows of, as in life.</summary>
    internal async Task EnrollAsync(PayerBox box, CancellationToken ct)
    {
        await using var transaction = await store.ReadAsync(DemoPractice.Number, ct);
        var codes = DemoHouse.Insurers.ToDictionary(i => i.Id, i => i.Code);
        var cards = await (
            from policy in transaction.Db.Set<PolicyRow>()
            join patient in transaction.Db.Set<PatientRow>() on new { policy.PracticeId, Id = policy.PatientId } equals new { patient.PracticeId, patient.Id }
            orderby policy.Id
            select new { policy, patient }).ToListAsync(ct);
        foreach (var (number, card) in cards.Index())
        {
            if (!codes.TryGetValue(card.policy.PayerId, out var payer) || card.patient.BirthDate is not { } born || number % 40 == 17)
                continue;
            var kind = number % 20 == 3 ? "terminated" : null;
            var to = kind is null ? card.policy.ValidTo : box.Members.Today.AddDays(-20);
            var self = new NewMember
            {
                Payer = payer, MemberId = card.policy.MemberId, Family = card.patient.Family, Given = card.patient.Given, Born = born,
                Sex = card.patient.Sex switch { Sex.Female => "F", Sex.Male => "M", _ => "U" }, GroupNumber = card.policy.GroupNumber, Case = kind, To = to,
            };
            if (card.policy is { Relation: not SubscriberRelation.Self, SubscriberName: { } name, SubscriberBirthDate: { } subscriberBorn })
            {
                var given = name.IndexOf(' ', StringComparison.Ordinal) is > 0 and var at ? name[..at] : name;
                box.Members.Enroll(self with { Family = name[(given.Length < name.Length ? given.Length + 1 : 0)..], Given = given, Born = subscriberBorn, Sex = "U" });
                self = self with { Relation = card.policy.Relation == SubscriberRelation.Spouse ? MemberRelation.Spouse : MemberRelation.Child };
            }
            box.Members.Enroll(self);
        }
    }

    // The box has another port after each start.
    private async Task SetRoadsAsync(Uri address, CancellationToken ct)
    {
        var call = Call.ByProgram(DemoPractice.Number);
        var known = await showRoads.RunAsync(new(), call, ct);
        var before = known.Roads.FirstOrDefault(r => r.Name == RoadName)?.Id;
        if (await setRoad.RunAsync(new(before, RoadName, RoadKind.CoreMime, address.ToString(), "PORTICO", "CLEARING", "portico", "synthetic", null, null,
                IsTest: true, IsActive: true), call, ct) is not SetRoad.Result.Set { Road: var road } || before is not null)
            return;
        foreach (var (id, _, code, _) in DemoHouse.Insurers)
        {
            if (known.Payers.FirstOrDefault(p => p.Id == id) is { Asking: var asking })
                await setPayerRoads.RunAsync(new(id, [new(road, code, null)], asking with { HasMedicareIds = code == DemoHouse.Medicare }), call, ct);
        }
    }
}
