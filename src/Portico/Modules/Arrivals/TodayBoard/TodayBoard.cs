using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Arrivals;

/// <summary>One row for every visit of a day: where the patient is, how long they wait, and what the visit still needs.</summary>
[AllowedTo(Roles.Care)]
public sealed class TodayBoard(IPracticeDirectory directory, IPatients patients, IPayments payments, ICoverage policies) : Query<TodayBoard.Request, TodayBoard.Result>
{
    /// <param name="Date">Null: today at the location asked for; of all locations, where the desk stands.</param>
    /// <param name="Location">Null: all, or with <paramref name="AtDesk"/> where the desk stands.</param>
    /// <param name="Provider">Null: all.</param>
    /// <param name="WithCancelled">Cancelled ones are left out otherwise.</param>
    /// <param name="AtDesk">Where the desk stands, while no location is named.</param>
    public sealed record Request(DateOnly? Date, LocationId? Location, ProviderId? Provider, bool WithCancelled, bool AtDesk = false);

    /// <param name="Now">What waits are counted to, until the screen's clock goes on.</param>
    /// <param name="Location">Whose day it is. Null: all of them.</param>
    /// <param name="Zone">IANA: the clock that this board goes by.</param>
    /// <param name="Rows">By time; zone by zone, this board's own first, so that the times read downwards.</param>
    public sealed record Result(DateOnly Date, Instant Now, LocationId? Location, string Zone, IReadOnlyList<Row> Rows,
        IReadOnlyList<Choice<LocationId>> Locations, IReadOnlyList<Choice<ProviderId>> Providers);

    public sealed record Choice<TId>(TId Id, string Name);

    /// <param name="Appointment">Null for visits of another system.</param>
    /// <param name="Visit">Null until one was made of the appointment.</param>
    /// <param name="Name">Masked when the chart is closed to the reader.</param>
    /// <param name="IsRestricted">Masked: what follows then says where and with whom, never what for or who pays.</param>
    /// <param name="BirthDate">Null when masked, or it is unknown.</param>
    /// <param name="Zone">Of the location: its wall time is shown.</param>
    /// <param name="Room">Null while in none.</param>
    /// <param name="Since">When the present state began. Null until the patient is here.</param>
    /// <param name="VisitType">The bare word when masked.</param>
    /// <param name="Coverage">What is known of the coverage: never more. Empty when masked.</param>
    /// <param name="CopayOpen">What the payer or the card of the policy billed first says, less what was taken; zero once a reason says why
    /// it is not taken, and when an accident's carrier pays. Null: the copay is unknown, which is not zero, or masked.</param>
    /// <param name="Missing">Answers that registration lacks; zero once the patient is checked in, and when masked.</param>
    /// <param name="IsConfidential">Nobody but the patient hears of it, whoever came along or calls.</param>
    /// <param name="Facts">What the lights are made of. Null when masked.</param>
    public sealed record Row(AppointmentId? Appointment, VisitId? Visit, PatientId Patient, string Name, bool IsRestricted,
        DateOnly? BirthDate, TimeOnly Time, int Minutes, string Location, string Zone, string Provider, string VisitType,
        string Tint, BoardState State, Instant StartsAt, Instant? ArrivedAt, Instant? Since, string? Room, string Coverage,
        Money? CopayOpen, int Missing, bool IsWalkIn, bool IsConfidential, ReadinessFacts? Facts = null);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var locations = (await directory.EveryLocationAsync(desk, ct)).ToDictionary(l => l.Id);
        var providers = (await directory.EveryProviderAsync(desk, ct)).ToDictionary(p => p.Id);
        var types = (await directory.EveryVisitTypeAsync(desk, ct)).ToDictionary(t => t.Id);
        var here = DeskLocation.Of(desk.Call, locations.Values.Where(l => l.IsActive));
        if (request is { AtDesk: true, Location: null })
            request = request with { Location = here?.Id };
        var zone = (request.Location is { } asked && locations.TryGetValue(asked, out var one) ? one : here)?.Zone ?? "Etc/UTC";
        var date = request.Date ?? DateOnly.FromDateTime(PracticeClock.Local(desk.Now, zone));

        var booked = Booked(desk, request, date);
        var visits = desk.Db.Set<VisitRow>().Where(v => v.Date == date);
        if (request.Location is { } location)
            visits = visits.Where(v => v.LocationId == location);
        if (request.Provider is { } provider)
            visits = visits.Where(v => v.ProviderId == provider);
        var people = desk.Db.Set<PatientRow>();
        var rows = await (
            from a in booked
            join p in people on new { a.PracticeId, Id = a.PatientId } equals new { p.PracticeId, p.Id }
            join v in desk.Db.Set<VisitRow>() on new { a.PracticeId, Id = (AppointmentId?)a.Id }
                equals new { v.PracticeId, Id = v.AppointmentId } into made
            from v in made.DefaultIfEmpty()
            select new Line
            {
                Appointment = a.Id, Booked = a.State, Time = a.Time, Minutes = a.Minutes, StartsAt = a.StartsAt, Location = a.LocationId,
                Provider = a.ProviderId, VisitType = a.VisitTypeId, Patient = p, Visit = (VisitId?)v.Id, State = (VisitState?)v.State,
                Since = (Instant?)v.Since, ArrivedAt = v.ArrivedAt, Room = v.RoomId, IsSelfPay = (bool?)v.IsSelfPay, IsClaim = (bool?)v.IsClaim,
                IsWalkIn = (bool?)v.IsWalkIn, IsConfidential = a.IsConfidential,
            }).ToListAsync(ct);
        rows.AddRange(await (
            from v in visits
            where v.AppointmentId == null
            join p in people on new { v.PracticeId, Id = v.PatientId } equals new { p.PracticeId, p.Id }
            select new Line
            {
                Location = v.LocationId, Provider = v.ProviderId, Patient = p, Visit = v.Id, State = v.State, Since = v.Since,
                StartsAt = v.Since, ArrivedAt = v.ArrivedAt, Room = v.RoomId, IsSelfPay = v.IsSelfPay, IsClaim = v.IsClaim, IsWalkIn = v.IsWalkIn,
            }).ToListAsync(ct));

        var coverage = await CoverageAsync(desk, booked, date, ct);
        var standings = await policies.StandingsAsync(desk, [.. rows.Select(UseOf).OfType<PolicyUse>().Distinct()], date, ct);
        var money = await payments.DayMoneyAsync(desk, date, ct);
        var missing = await patients.MissingCountsAsync(desk,
            [.. rows.Where(r => r.State is null or VisitState.Expected or VisitState.Arrived).Select(r => r.Patient.Id)], ct);
        var owed = await payments.OwedAsync(desk, [.. rows.Select(r => r.Patient.Id).Distinct()], ct);
        var authorized = await policies.AuthorizedAsync(desk, date, ct);
        var rooms = await desk.Db.Set<RoomRow>().ToDictionaryAsync(r => r.Id, r => r.Name, ct);
        var closed = await ClosedCharts.ToAsync(desk, ct);
        foreach (var row in rows)
            desk.Saw(row.Patient.Id);
        return new(date, desk.Now, request.Location, zone,
            [.. rows.Select(Shown).OrderBy(r => r.Zone == zone ? "" : r.Zone, StringComparer.Ordinal).ThenBy(r => r.StartsAt)
                .ThenBy(r => r.Provider, StringComparer.Ordinal).ThenBy(r => r.Name, StringComparer.Ordinal)],
            [.. locations.Values.Where(l => l.IsActive).OrderBy(l => l.Name, StringComparer.Ordinal).Select(l => new Choice<LocationId>(l.Id, l.Name))],
            [.. providers.Values.Where(p => p.IsActive).OrderBy(p => p.DisplayName, StringComparer.Ordinal)
                .Select(p => new Choice<ProviderId>(p.Id, p.DisplayName))]);

        PolicyUse? UseOf(Line line) => line.Appointment is { } key && coverage.GetValueOrDefault(key) is { } first ? new(first.Policy, line.Visit, line.Provider) : null;

        Row Shown(Line line)
        {
            var place = locations[line.Location];
            var type = line.VisitType is { } id ? types.GetValueOrDefault(id) : null;
            var first = line.Appointment is { } key ? coverage.GetValueOrDefault(key) : null;
            var isSelfPay = line.IsSelfPay == true;
            var standing = UseOf(line) is { } use ? standings.GetValueOrDefault(use) : null;
            var isMasked = closed.Hides(line.Patient);
            Money? copayOpen = isMasked || isSelfPay || first is null || CoverageLines.CopayOf(standing, first.CardCopay, first.IsChosen) is not { } copay ? null
                : Open(copay, line.Visit is { } paidFor ? money.GetValueOrDefault(paidFor) : null);
            var lacks = isMasked ? 0 : missing.GetValueOrDefault(line.Patient.Id);
            return new(line.Appointment, line.Visit, line.Patient.Id, PatientNames.OnList(line.Patient, closed), isMasked,
                isMasked ? null : line.Patient.BirthDate,
                line.Appointment is null ? TimeOnly.FromDateTime(PracticeClock.Local(line.StartsAt, place.Zone)) : line.Time,
                line.Minutes, place.Name, place.Zone,
                line.Provider is { } with && providers.TryGetValue(with, out var known) ? known.DisplayName : "",
                isMasked ? PatientNames.MaskedVisit : type?.Name ?? "", isMasked ? VisitTypeRow.NoTint : type?.Tint ?? VisitTypeRow.NoTint, Board.StateOf(line.Booked, line.State), line.StartsAt, line.ArrivedAt,
                line.ArrivedAt is null ? null : line.Since, line.Room is { } room ? rooms.GetValueOrDefault(room) : null,
                isMasked ? "" : CoverageLines.Of(isSelfPay, line.IsClaim == true, first?.Payer, standing),
                copayOpen, lacks, line.IsWalkIn == true, line.IsConfidential,
                isMasked ? null : new()
                {
                    Missing = lacks, IsSelfPay = isSelfPay, IsClaim = line.IsClaim == true, Payer = first?.Payer, IsChosen = first?.IsChosen != false,
                    Standing = standing ?? PolicyStanding.NotAsked, CopayOpen = copayOpen, Owed = owed.GetValueOrDefault(line.Patient.Id),
                    IsAuthorized = first is not null && line.Visit is { } visit && authorized.TryGetValue(visit, out var of) && of == first.Policy,
                });
        }
    }

    private static Money Open(Money copay, DayMoney? taken) =>
        taken is null ? copay : taken.IsClaim || taken.IsExplained || taken.Paid >= copay ? Money.Zero : copay - taken.Paid;

    private static IQueryable<AppointmentRow> Booked(Desk desk, Request request, DateOnly date)
    {
        var booked = desk.Db.Set<AppointmentRow>().Where(a => a.Date == date);
        if (request.Location is { } location)
            booked = booked.Where(a => a.LocationId == location);
        if (request.Provider is { } provider)
            booked = booked.Where(a => a.ProviderId == provider);
        return request.WithCancelled ? booked : booked.Where(a => a.State != AppointmentState.Cancelled);
    }

    /// <summary>The policy each visit bills first: the first of its filing order, or else the newest that counts that day.</summary>
    private static async Task<Dictionary<AppointmentId, First>> CoverageAsync(
        Desk desk, IQueryable<AppointmentRow> booked, DateOnly date, CancellationToken ct)
    {
        var policies = await (
            from a in booked
            join p in desk.Db.Set<PolicyRow>() on new { a.PracticeId, a.PatientId } equals new { p.PracticeId, p.PatientId }
            join payer in desk.Db.Set<PayerRow>() on new { p.PracticeId, Id = p.PayerId } equals new { payer.PracticeId, payer.Id }
            where (p.ValidFrom == null || p.ValidFrom <= date) && (p.ValidTo == null || p.ValidTo >= date)
            orderby p.Id descending
            select new { Appointment = a.Id, Policy = p.Id, payer.Name, p.CardCopayCents }).ToListAsync(ct);
        var chosen = await (
            from v in desk.Db.Set<VisitRow>()
            where v.Date == date && v.AppointmentId != null
            join order in desk.Db.Set<VisitPolicyRow>() on new { v.PracticeId, VisitId = v.Id } equals new { order.PracticeId, order.VisitId }
            where order.Rank == 1
            select new { v.AppointmentId, order.PolicyId }).ToListAsync(ct);
        var firsts = chosen.Where(c => c.AppointmentId is not null).ToDictionary(c => c.AppointmentId.GetValueOrDefault(), c => c.PolicyId);
        return policies.GroupBy(p => p.Appointment).ToDictionary(g => g.Key, g =>
        {
            var first = firsts.TryGetValue(g.Key, out var id) ? g.FirstOrDefault(p => p.Policy == id) : g.Count() == 1 ? g.First() : null;
            // Of several that nobody put in order the newest is proposed, and its card does not say yet what the visit costs.
            return first is null ? new First(g.First().Name, g.First().Policy, null, IsChosen: false)
                : new First(first.Name, first.Policy, first.CardCopayCents is { } cents ? new Money(cents) : null, IsChosen: true);
        });
    }

    private sealed record First(string Payer, PolicyId Policy, Money? CardCopay, bool IsChosen);

    private sealed class Line
    {
        public AppointmentId? Appointment { get; init; }
        public AppointmentState? Booked { get; init; }
        public TimeOnly Time { get; init; }
        public int Minutes { get; init; }
        public Instant StartsAt { get; init; }
        public LocationId Location { get; init; }
        public ProviderId? Provider { get; init; }
        public VisitTypeId? VisitType { get; init; }
        public required PatientRow Patient { get; init; }
        public VisitId? Visit { get; init; }
        public VisitState? State { get; init; }
        public Instant? Since { get; init; }
        public Instant? ArrivedAt { get; init; }
        public RoomId? Room { get; init; }
        public bool? IsSelfPay { get; init; }
        public bool? IsClaim { get; init; }
        public bool? IsWalkIn { get; init; }
        public bool IsConfidential { get; init; }
    }
}
