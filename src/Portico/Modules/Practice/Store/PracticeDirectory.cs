using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.Store;

internal sealed class PracticeDirectory : IPracticeDirectory
{
    public async Task<IReadOnlyList<LocationRow>> LocationsAsync(Desk desk, CancellationToken ct) =>
        await desk.Db.Set<LocationRow>().Where(l => l.IsActive).OrderBy(l => l.Name).ToListAsync(ct);

    public async Task<IReadOnlyList<ProviderRow>> ProvidersAsync(Desk desk, CancellationToken ct) =>
        await desk.Db.Set<ProviderRow>().Where(p => p.IsActive).OrderBy(p => p.DisplayName).ToListAsync(ct);

    public async Task<IReadOnlyList<RoomRow>> RoomsAsync(Desk desk, LocationId location, CancellationToken ct) =>
        await desk.Db.Set<RoomRow>().Where(r => r.LocationId == location && r.IsActive).OrderBy(r => r.Name).ToListAsync(ct);

    public async Task<IReadOnlyList<VisitTypeRow>> VisitTypesAsync(Desk desk, CancellationToken ct) =>
        await desk.Db.Set<VisitTypeRow>().Where(t => t.IsActive).OrderBy(t => t.Name).ToListAsync(ct);

    public async Task<IReadOnlyList<PayerRow>> PayersAsync(Desk desk, CancellationToken ct) =>
        await desk.Db.Set<PayerRow>().Where(p => p.IsActive).OrderBy(p => p.Name).ToListAsync(ct);

    public async Task<IReadOnlyList<LocationRow>> EveryLocationAsync(Desk desk, CancellationToken ct) =>
        await desk.Db.Set<LocationRow>().OrderBy(l => l.Name).ToListAsync(ct);

    public async Task<IReadOnlyList<ProviderRow>> EveryProviderAsync(Desk desk, CancellationToken ct) =>
        await desk.Db.Set<ProviderRow>().OrderBy(p => p.DisplayName).ToListAsync(ct);

    public async Task<IReadOnlyList<VisitTypeRow>> EveryVisitTypeAsync(Desk desk, CancellationToken ct) =>
        await desk.Db.Set<VisitTypeRow>().OrderBy(t => t.Name).ToListAsync(ct);

    public async Task<IReadOnlyList<PayerRow>> EveryPayerAsync(Desk desk, CancellationToken ct) =>
        await desk.Db.Set<PayerRow>().OrderBy(p => p.Name).ToListAsync(ct);

    public async Task<LocationRow> LocationAsync(Desk desk, LocationId location, CancellationToken ct) =>
        await desk.Db.Set<LocationRow>().SingleOrDefaultAsync(l => l.Id == location, ct)
        ?? throw new CallRejectedException(RejectionKind.NotFound, "practice.location-not-found", "There is no such location here: choose another.");

    public Task<VisitTypeRow?> VisitTypeAsync(Desk desk, VisitTypeId visitType, CancellationToken ct) =>
        desk.Db.Set<VisitTypeRow>().SingleOrDefaultAsync(t => t.Id == visitType, ct);

    public void AddLocation(Desk desk, LocationId id, string name, string zone, string? phone, string? zip,
        bool isActive = true, string? state = null) => AddOnce(desk, id, () =>
    {
        var location = Location.Open(id, name, zone, phone, zip);
        location.LiesIn(state);
        location.Use(isActive);
        return location;
    });

    public void AddProvider(Desk desk, ProviderId id, string displayName, string specialty, string? npi,
        bool isActive = true) => AddOnce(desk, id, () =>
    {
        var provider = Provider.Join(id, displayName, specialty, npi);
        provider.Use(isActive);
        return provider;
    });

    public void AddRoom(Desk desk, RoomId id, LocationId location, string name, string? kind = null) => AddOnce(desk, id, () =>
    {
        var room = Room.Open(id, location, name);
        room.FitFor(kind ?? Room.Exam);
        return room;
    });

    public void AddResource(Desk desk, ResourceId id, ResourceClass @class, string kind, LocationId? location, string name) =>
        AddOnce(desk, id, () => Resource.Add(id, @class, kind, location, name));

    public void AddHoliday(Desk desk, HolidayId id, DateOnly date, LocationId? location, string name) =>
        AddOnce(desk, id, () => new Holiday { Id = id, Date = date, LocationId = location, Name = name.Trim() });

    public async Task<bool> RemoveHolidayAsync(Desk desk, HolidayId id, CancellationToken ct)
    {
        desk.Touch(PracticeTopics.Directory);
        return await desk.Db.Set<Holiday>().Where(h => h.Id == id).ExecuteDeleteAsync(ct) > 0;
    }

    public void AddVisitType(Desk desk, VisitTypeId id, string name, int minutes, string tint) =>
        AddOnce(desk, id, () => VisitType.Offer(id, name, minutes, tint));

    public void AddPayer(Desk desk, PayerId id, string name, string? payerCode) =>
        AddOnce(desk, id, () => Payer.Contract(id, name, payerCode));

    private static void AddOnce<TRow, TId>(Desk desk, TId id, Func<TRow> make)
        where TRow : Portico.Platform.Store.TenantRow where TId : struct
    {
        if (desk.Db.Set<TRow>().Find(desk.Db.PracticeId, id) is not null)
            return;
        var row = make();
        // Stamped here already, so that the same id twice in one transaction is found as well.
        row.PracticeId = desk.Db.PracticeId;
        desk.Db.Add(row);
    }
}
