using NodaTime;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;

namespace Portico.Modules.Scheduling.Domain;

public enum TreeState { Draft, AwaitingApproval, Published, Retired }

/// <summary>The questions that lead from a reason for the visit to what is booked. A tree with a red flag is published only after a
/// clinician approved it.</summary>
public sealed class DecisionTree : TenantRow
{
    public DecisionTreeId Id { get; init; }

    /// <summary>The reason, as the desk chooses it.</summary>
    public required string Name { get; set; }

    /// <summary>The tree that this one replaces when it is published. Absent: a new one.</summary>
    public DecisionTreeId? Replaces { get; init; }
    public TreeState State { get; private set; }

    /// <summary>The questions, a <see cref="GuidedTree"/> as JSON.</summary>
    public required string Body { get; set; }
    public UserId EditedBy { get; private set; }
    public Instant EditedAt { get; private set; }

    /// <summary>Absent until a clinician approved it.</summary>
    public UserId? ApprovedBy { get; private set; }
    public Instant? ApprovedAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>It can still be changed: what was published is replaced, never rewritten.</summary>
    public bool IsOpen => State is TreeState.Draft or TreeState.AwaitingApproval;

    /// <summary>Writes it anew. Whatever waited for approval waits no more: something else would be approved.</summary>
    public void Edit(string name, string body, UserId by, Instant now)
    {
        if (!IsOpen)
            throw new InvalidOperationException("A published tree is replaced by another one.");
        (Name, Body, EditedBy, EditedAt, State) = (name, body, by, now, TreeState.Draft);
        Version++;
    }

    /// <summary>Its editor is done.</summary>
    /// <param name="needsApproval">It has a red flag: a clinician publishes it.</param>
    public void Submit(bool needsApproval)
    {
        if (State != TreeState.Draft)
            throw new InvalidOperationException("Only a draft is submitted.");
        State = needsApproval ? TreeState.AwaitingApproval : TreeState.Published;
        Version++;
    }

    /// <summary>A clinician read it and stands for it.</summary>
    public void Approve(UserId by, Instant now)
    {
        if (State != TreeState.AwaitingApproval || by == EditedBy)
            throw new InvalidOperationException("Approved is what waits for it, and never by its editor.");
        (State, ApprovedBy, ApprovedAt) = (TreeState.Published, by, now);
        Version++;
    }

    public void Retire()
    {
        State = TreeState.Retired;
        Version++;
    }
}
