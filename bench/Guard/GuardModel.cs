using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Staff.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Bench.Guard;

/// <summary>A practice made for being fought over, as every client knows it: three providers, two rooms, one lane everywhere.</summary>
/// <param name="Plain">Takes the provider alone.</param>
/// <param name="Full">Takes a room too.</param>
/// <param name="Short">For walk-ins: a room too, five minutes.</param>
/// <param name="Members">One for each client.</param>
/// <param name="First">The first of the days that are far ahead.</param>
internal sealed record GuardBrief(LocationId Location, VisitTypeId Plain, VisitTypeId Full, VisitTypeId Short, IReadOnlyList<ProviderId> Providers,
    IReadOnlyList<PatientId> Patients, IReadOnlyList<UserId> Members, DateOnly First, int Seed)
{
    public const int Practice = 1;
    public const string Zone = "Etc/UTC";
    public const string OldSystem = "urn:synthetic:guard";
    public const string PlaceName = "Guarded place";
    public const int Rooms = 2;
    public const int CellsOfPlain = 4;
    public const int CellsOfFull = 6;

    /// <summary>The session's lane, and those of walk-ins beside it.</summary>
    public const int WalkInLanes = 9;

    private const int ProviderCount = 3;
    private const int PatientCount = 40;

    public static string NameOf(int provider) => "Dr. Synthetic " + (char)('A' + provider);

    public static string SignInOf(int client) => string.Create(CultureInfo.InvariantCulture, $"guard{client}");

    /// <summary>Makes the practice on a database that has the schema and practice 1.</summary>
    public static async Task<GuardBrief> FurnishAsync(IServiceProvider services, int clients, int seed, CancellationToken ct)
    {
        var (location, plain, full, brief) = (Id.New<LocationId>(), Id.New<VisitTypeId>(), Id.New<VisitTypeId>(), Id.New<VisitTypeId>());
        List<ProviderId> providers = [.. Enumerable.Range(0, ProviderCount).Select(_ => Id.New<ProviderId>())];
        List<UserId> members = [.. Enumerable.Range(0, clients).Select(_ => Id.New<UserId>())];
        List<PatientId> patients = [.. Enumerable.Range(0, PatientCount).Select(_ => Id.New<PatientId>())];
        var clock = services.GetRequiredService<PracticeClock>();
        var today = clock.Today(Zone);
        await using var transaction = await services.GetRequiredService<DeskStore>().WriteAsync(Practice, ct);
        var desk = new Desk(transaction.Db, Call.ByProgram(Practice), Roles.All, clock.Now, services.GetRequiredService<IChartGuard>(), writes: true);
        var (practice, schedule) = (services.GetRequiredService<IPracticeDirectory>(), services.GetRequiredService<ISchedule>());
        practice.AddLocation(desk, location, PlaceName, Zone, null, null);
        practice.AddVisitType(desk, plain, "Plain", CellsOfPlain * Cells.Minutes, "blue");
        practice.AddVisitType(desk, full, "Full", CellsOfFull * Cells.Minutes, "blue");
        practice.AddVisitType(desk, brief, "Short", Cells.Minutes, "blue");
        foreach (var type in new[] { full, brief })
            desk.Db.Add(new VisitNeed { VisitTypeId = type, Number = 1, Phase = 0, Class = ResourceClass.Room, Kind = Room.Exam });
        for (var i = 0; i < Rooms; i++)
            practice.AddRoom(desk, Id.New<RoomId>(), location, "Room " + i);
        for (var i = 0; i < providers.Count; i++)
        {
            practice.AddProvider(desk, providers[i], NameOf(i), "Family medicine", null);
            for (var weekday = DayOfWeek.Sunday; weekday <= DayOfWeek.Saturday; weekday++)
                schedule.AddSession(desk, Id.New<SessionTemplateId>(), providers[i], location, weekday, new(0, 0), new(23, 55), today.AddDays(-1), null, 1);
        }
        for (var i = 0; i < members.Count; i++)
            services.GetRequiredService<IStaffDirectory>().AddMember(desk, members[i], SignInOf(i), "Synthetic " + i, Roles.FrontDesk);
        await desk.SaveAsync(ct);
        for (var i = 0; i < patients.Count; i++)
        {
            await services.GetRequiredService<IPatients>().AddAsync(desk, patients[i], new NewPatient
            {
                Family = "Synthetic" + i, Given = "Testa", BirthDate = new(1980, 1, 1), Identifier = (OldSystem, "p" + i),
            }, ct);
        }
        await desk.SaveAsync(ct);
        await transaction.CommitAsync(ct);
        return new GuardBrief(location, plain, full, brief, providers, patients, members, today.AddDays(30), seed);
    }
}

/// <summary>What one owner may have had: from when the command that got it began until the one that gave it up ended.</summary>
/// <param name="Owner">Of the appointment or the hold.</param>
/// <param name="HasRoom">A room beside the provider.</param>
/// <param name="IsWalkIn">It may stand in a lane beside the session's.</param>
/// <param name="Cell">The first of <paramref name="Count"/>.</param>
/// <param name="From">Ticks of the machine's clock, the same in every process.</param>
internal sealed record Stay(Guid Owner, bool HasRoom, bool IsWalkIn, int Provider, long Cell, int Count, long From)
{
    public long Until { get; set; } = long.MaxValue;

    /// <summary>When the command that gave it up began: until then it is surely there.</summary>
    public long LeftFrom { get; set; } = long.MaxValue;

    /// <summary>A hold ends by itself then. Absent for an appointment.</summary>
    public DateTimeOffset? Ends { get; set; }

    [JsonIgnore]
    public bool IsLeft => LeftFrom != long.MaxValue;
}

/// <summary>Something that a command was denied, and what alone could explain it.</summary>
/// <param name="ByProvider">So many others at once with the provider. 0: the provider explains nothing.</param>
/// <param name="ByRooms">All rooms taken.</param>
internal sealed record Denied(string Command, string Code, int Provider, long Cell, int Count, long From, long Until, IReadOnlyList<Guid> Own,
    int ByProvider, bool ByRooms);

/// <summary>What the clients of one process met.</summary>
internal sealed record GuardReport(IReadOnlyList<Stay> Stays, IReadOnlyList<Denied> Denials, IReadOnlyDictionary<string, int> Met, int LostHolds);

/// <summary>Whether the database and every answer agree with the model. All four are 0 in a program that guards its calendar.</summary>
/// <param name="Overlaps">Cells in a lane beyond the session's that nobody asked for.</param>
/// <param name="WrongCells">Owners who have other cells than they were told, or any that they should not have.</param>
/// <param name="LostHolds">Holds that somebody else got.</param>
/// <param name="FalseRefusals">Denials that nothing explains which could have been there at any moment of the command.</param>
internal sealed record GuardVerdict(int Overlaps, int WrongCells, int LostHolds, IReadOnlyList<Denied> FalseRefusals, IReadOnlyDictionary<string, int> Met)
{
    public int Bad => Overlaps + WrongCells + LostHolds + FalseRefusals.Count;

    public static async Task<GuardVerdict> OfAsync(IServiceProvider services, IReadOnlyList<GuardReport> reports, CancellationToken ct)
    {
        List<Stay> stays = [.. reports.SelectMany(r => r.Stays)];
        var (overlaps, wrong) = await CompareAsync(services, stays, ct);
        var near = stays.SelectMany(s => Enumerable.Range(0, s.Count).Select(n => (Cell: s.Cell + n, Stay: s))).GroupBy(s => s.Cell)
            .ToDictionary(g => g.Key, g => g.Select(s => s.Stay).OrderBy(s => s.From).ToList());
        return new(overlaps, wrong, reports.Sum(r => r.LostHolds), [.. reports.SelectMany(r => r.Denials).Where(d => !IsExplained(d, near))],
            reports.SelectMany(r => r.Met).GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.Sum(m => m.Value)));
    }

    private static async Task<(int Overlaps, int Wrong)> CompareAsync(IServiceProvider services, List<Stay> stays, CancellationToken ct)
    {
        await using var transaction = await services.GetRequiredService<DeskStore>().ReadAsync(GuardBrief.Practice, ct);
        var now = services.GetRequiredService<PracticeClock>().Now;
        var over = transaction.Db.Set<SlotHold>().Where(h => h.ExpiresAt <= now).Select(h => (HoldId?)h.Id);
        var cells = await transaction.Db.Set<AppointmentCell>().AsNoTracking().Where(c => !over.Contains(c.HoldId)).ToListAsync(ct);
        var found = cells.GroupBy(c => c.AppointmentId?.Value ?? c.HoldId?.Value ?? Guid.Empty).ToDictionary(g => g.Key, g => g.ToList());
        var expected = stays.Where(s => !s.IsLeft && !(s.Ends <= now.ToDateTimeOffset())).ToDictionary(s => s.Owner);
        var overlaps = cells.Count(c => c.Lane > 0
            && !(expected.TryGetValue(c.AppointmentId?.Value ?? Guid.Empty, out var stay) && stay.IsWalkIn));
        var wrong = expected.Values.Count(s => !found.TryGetValue(s.Owner, out var own) || own.Count != s.Count * (s.HasRoom ? 2 : 1)
            || own.Any(c => c.Cell < s.Cell || c.Cell >= s.Cell + s.Count));
        return (overlaps, wrong + found.Keys.Count(owner => !expected.ContainsKey(owner)));
    }

    // Whoever may have been there for a moment of the command explains that it was denied.
    private static bool IsExplained(Denied denied, Dictionary<long, List<Stay>> near)
    {
        HashSet<Stay> there = [];
        var (withProvider, withRoom) = (0, 0);
        for (var cell = denied.Cell; cell < denied.Cell + denied.Count; cell++)
        {
            if (!near.TryGetValue(cell, out var stays))
                continue;
            // The latest first: they explain most.
            for (var i = FirstAfter(stays, denied.Until) - 1; i >= 0; i--)
            {
                var stay = stays[i];
                if (stay.Until <= denied.From || denied.Own.Contains(stay.Owner) || !there.Add(stay))
                    continue;
                withProvider += stay.Provider == denied.Provider ? 1 : 0;
                withRoom += stay.HasRoom ? 1 : 0;
                if ((denied.ByProvider > 0 && withProvider >= denied.ByProvider) || (denied.ByRooms && withRoom >= GuardBrief.Rooms))
                    return true;
            }
        }
        return false;
    }

    private static int FirstAfter(List<Stay> stays, long at)
    {
        var (low, high) = (0, stays.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (stays[middle].From < at)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
