using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.ShowApprovals;

/// <summary>What waits for a second person, oldest first.</summary>
[AllowedTo(Roles.Seniors | Roles.Auditor)]
public sealed class ShowApprovals(IPracticeDirectory directory, IStaffDirectory staff) : Query<ShowApprovals.Request, ShowApprovals.Result>
{
    public sealed record Request;

    public sealed record Result(IReadOnlyList<Waiting> Approvals);

    /// <param name="Patient">Masked when restricted. Null: about no patient.</param>
    /// <param name="BirthDate">Null when restricted, not known, or about no patient.</param>
    /// <param name="MayDecide">False for who asked and for who took the money.</param>
    public sealed record Waiting(ApprovalId Approval, ApprovalKind Kind, Money Amount, string Place, string Zone, string AskedBy,
        Instant AskedAt, string Concerned, GiveBackReason? Reason, string? Note, TenderKind? PayBy, ReceiptId? Receipt, string? Patient,
        DateOnly? BirthDate, bool MayDecide);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var places = (await directory.EveryLocationAsync(desk, ct)).ToDictionary(p => p.Id);
        var names = (await staff.MembersAsync(desk, ct)).ToDictionary(m => m.Id, m => m.DisplayName);
        var pending = await desk.Db.Set<PaymentApproval>().Where(a => a.State == ApprovalState.Pending).OrderBy(a => a.RequestedAt).ToListAsync(ct);
        var ids = pending.Select(a => a.PatientId).OfType<PatientId>().Distinct().ToList();
        var patients = await desk.Db.Set<PatientRow>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        foreach (var id in ids)
            desk.Saw(id);
        var closed = await ClosedCharts.ToAsync(desk, ct);
        return new Result([.. pending.Select(a => new Waiting(a.Id, a.Kind, a.Amount, places[a.LocationId].Name, places[a.LocationId].Zone,
            names.GetValueOrDefault(a.RequestedBy, "Someone who left"), a.RequestedAt, names.GetValueOrDefault(a.ConcernedUser, "Someone who left"),
            a.Reason, a.Note, a.PayBy, a.ReceiptId, a.PatientId is { } patient ? PatientNames.OnList(patients[patient], closed) : null,
            a.PatientId is { } whose && !closed.Hides(patients[whose]) ? patients[whose].BirthDate : null, a.MayDecide(desk.Call.User)))]);
    }
}
