using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Arrivals;

/// <summary>Everything the desk asks of one visit: whose, where it stands, what it still needs, who is billed. Opens the chart.</summary>
[AllowedTo(Roles.Care)]
public sealed class VisitSheet(IVisits visits, ISchedule schedule, IPatients patients, ICoverage coverage, IPayments payments,
    IPracticeDirectory directory, IStaffDirectory staff) : Query<VisitSheet.Request, VisitSheet.Result>
{
    public sealed record Request(VisitId Visit);

    /// <param name="Sheet">Null when there is no such visit.</param>
    public sealed record Result(Sheet? Sheet);

    /// <param name="Phone">E.164. Null when none is known.</param>
    /// <param name="Missing">What registration lacks before check-in may finish.</param>
    /// <param name="Standing">What is known of the policy that is billed first. Null: none is.</param>
    /// <param name="IsClaim">An accident's carrier is billed, and no policy.</param>
    /// <param name="Billed">What the visit bills, in order.</param>
    /// <param name="Others">The patient's other policies that count that day.</param>
    /// <param name="HasChosenOrder">False: <paramref name="Billed"/> is a proposal that nobody confirmed.</param>
    /// <param name="Open">What all the patient's accounts owe; negative when in credit.</param>
    /// <param name="Time">Null for visits of another system.</param>
    /// <param name="IsAuthorized">A person ticked that the authorization is obtained or not needed, of the policy that is billed first.</param>
    /// <param name="Accompanying">Who may come with a minor and who may consent. Null: the patient consents for themselves.</param>
    public sealed record Sheet(VisitId Visit, VisitState State, Instant Since, Instant? ArrivedAt, DateOnly Date, TimeOnly? Time,
        AppointmentId? Appointment, string Zone, LocationId LocationId, string Location, string Provider, string VisitType, string? Room,
        bool IsWalkIn, PatientId Patient, string Name, DateOnly? BirthDate, Sex Sex, string Mrn, string? Phone,
        IReadOnlyList<string> Alerts, IReadOnlyList<string> Missing, string CoverageLine, PolicyStanding? Standing, bool IsSelfPay, bool IsClaim, bool HasChosenOrder,
        IReadOnlyList<PolicyLine> Billed, IReadOnlyList<PolicyLine> Others, GuarantorAccountId? Guarantor,
        IReadOnlyList<AccountLine> Accounts, Money Open, VisitMoney Money, IReadOnlyList<RoomChoice> Rooms,
        IReadOnlyList<StepLine> History, Instant? CheckedAt, IReadOnlyList<Accompanying>? Accompanying, bool IsAuthorized);

    public sealed record PolicyLine(PolicyId Id, string Payer, string MemberId, string? Plan, Money? CardCopay);
    public sealed record AccountLine(GuarantorAccountId Id, GuarantorKind Kind, string Guarantor, Money Owes, bool IsClosed);
    public sealed record RoomChoice(RoomId Id, string Name, bool IsTaken);

    /// <param name="By">Who, or Portico itself.</param>
    /// <param name="UndoneAt">Null while it stands.</param>
    public sealed record StepLine(int Number, VisitState To, Instant At, string By, Instant? UndoneAt, string? UndoneBy, string? Reason);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.FindAsync(desk, request.Visit, ct) is not { } visit)
            return new(null);
        await desk.OpenChartAsync(visit.PatientId, ct);
        if (await patients.FindAsync(desk, visit.PatientId, ct) is not { } patient)
            return new(null);
        var location = await directory.LocationAsync(desk, visit.LocationId, ct);
        var appointment = visit.AppointmentId is { } id ? await schedule.FindAsync(desk, id, ct) : null;
        var payers = (await directory.EveryPayerAsync(desk, ct)).ToDictionary(p => p.Id, p => p.Name);
        var billed = await coverage.BilledAsync(desk, visit.Id, ct);
        var others = (await coverage.PoliciesOnAsync(desk, patient.Id, visit.Date, ct)).Where(p => billed.All(b => b.Id != p.Id));
        List<AccountLine> accounts = [];
        foreach (var account in await payments.AccountsAsync(desk, patient.Id, ct))
            accounts.Add(new(account.Id, account.Kind, account.GuarantorName, await payments.BalanceAsync(desk, account.Id, ct), account.ClosedAt is not null));
        var rooms = await RoomsAsync(desk, visit, ct);
        var visitId = visit.Id;
        var checkedAt = await desk.Db.Set<CheckIn>().AsNoTracking().Where(c => c.VisitId == visitId)
            .OrderByDescending(c => c.At).Select(c => (Instant?)c.At).FirstOrDefaultAsync(ct);
        return new(new Sheet(visit.Id, visit.State, visit.Since, visit.ArrivedAt, visit.Date, appointment?.Time, visit.AppointmentId,
            location.Zone, location.Id, location.Name,
            (await directory.EveryProviderAsync(desk, ct)).FirstOrDefault(p => p.Id == visit.ProviderId)?.DisplayName ?? "",
            appointment is null ? "" : (await directory.VisitTypeAsync(desk, appointment.VisitTypeId, ct))?.Name ?? "",
            rooms.FirstOrDefault(r => r.Id == visit.RoomId)?.Name, visit.IsWalkIn,
            patient.Id, PatientNames.Full(patient), patient.BirthDate, patient.Sex, patient.Mrn, patient.Phone,
            await patients.AlertsAsync(desk, patient.Id, ct), await patients.MissingAsync(desk, patient.Id, ct),
            await coverage.StatusLineAsync(desk, visit.Id, ct),
            billed is [var first, ..] ? (await coverage.StandingsAsync(desk, [new(first.Id, visit.Id, visit.ProviderId)], visit.Date, ct)).Values.FirstOrDefault() : null, visit.IsSelfPay, visit.IsClaim,
            (await visits.FilingOrderAsync(desk, visit.Id, ct)).Count > 0,
            [.. billed.Select(Line)], [.. others.Select(Line)], visit.GuarantorAccountId, accounts,
            accounts.Aggregate(Money.Zero, (sum, a) => sum + a.Owes), await payments.VisitMoneyAsync(desk, visit.Id, ct), rooms,
            await HistoryAsync(desk, visit.Id, ct), checkedAt, await patients.AccompanyingAsync(desk, patient.Id, ct),
            billed.Count > 0 && (await coverage.AuthorizedAsync(desk, visit.Date, ct)).TryGetValue(visit.Id, out var authorized) && authorized == billed[0].Id));

        PolicyLine Line(PolicyRow policy) => new(policy.Id, payers.GetValueOrDefault(policy.PayerId, "Unknown payer"), policy.MemberId,
            policy.PlanName, policy.CardCopayCents is { } cents ? new Money(cents) : null);
    }

    private async Task<List<RoomChoice>> RoomsAsync(Desk desk, VisitRow visit, CancellationToken ct)
    {
        var (location, date, id) = (visit.LocationId, visit.Date, visit.Id);
        var taken = await desk.Db.Set<VisitRow>().Where(v => v.LocationId == location && v.Date == date && v.RoomId != null && v.Id != id)
            .Select(v => v.RoomId).ToListAsync(ct);
        return [.. (await directory.RoomsAsync(desk, visit.LocationId, ct)).Select(r => new RoomChoice(r.Id, r.Name, taken.Contains(r.Id)))];
    }

    private async Task<List<StepLine>> HistoryAsync(Desk desk, VisitId visit, CancellationToken ct)
    {
        var names = (await staff.MembersAsync(desk, ct)).ToDictionary(m => m.Id, m => m.DisplayName);
        return [.. (await visits.HistoryAsync(desk, visit, ct)).Select(s => new StepLine(s.Number, s.To, s.At, Name(s.By), s.UndoneAt,
            s.UndoneBy is { } by ? Name(by) : null, s.Reason))];

        string Name(UserId user) => user == default ? "Portico" : names.GetValueOrDefault(user, "A former member of staff");
    }
}
