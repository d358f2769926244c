using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Payments.Store;

/// <summary>Asks for a second person's decision: a row of ours, and a task in the seniors' queue.</summary>
public sealed class Approvals(IWork work)
{
    public const string TaskKind = "payment-approval";

    public void Ask(Desk desk, PaymentApproval approval, DateOnly today)
    {
        desk.Db.Add(approval);
        work.Open(desk, new NewTask(TaskKind, $"Approve or reject: {Words.Of(approval.Kind).ToLowerInvariant()} of {approval.Amount}",
            today, null, approval.PatientId, Roles.Seniors, approval.Id.Value, approval.ConcernedUser));
        desk.Touch(PaymentTopics.Approvals);
        desk.Note("approval", approval.Kind.ToString());
    }

    /// <summary>Takes the task out of the seniors' queue.</summary>
    public Task DecidedAsync(Desk desk, PaymentApproval approval, CancellationToken ct) =>
        work.CompleteAboutAsync(desk, TaskKind, approval.Id.Value, approval.State.ToString().ToLowerInvariant(), ct);
}
