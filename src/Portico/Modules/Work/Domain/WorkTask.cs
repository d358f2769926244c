using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;

namespace Portico.Modules.Work.Domain;

/// <summary>Something that someone has to do, until it is done. Nothing is deleted.</summary>
public sealed class WorkTask : TenantRow
{
    private WorkTask()
    {
    }

    public TaskId Id { get; private set; }
    public string Kind { get; private set; } = "";
    public string Title { get; private set; } = "";

    /// <summary>What is known beyond the title, in words that may name people; below it, a line each, what was tried. Absent when the title
    /// says all.</summary>
    public string? Detail { get; private set; }

    /// <summary>Absent: no date.</summary>
    public DateOnly? Due { get; private set; }

    /// <summary>Absent: whoever takes it.</summary>
    public UserId? Owner { get; private set; }

    /// <summary>Absent: about no patient.</summary>
    public PatientId? PatientId { get; private set; }
    public Roles ForRoles { get; private set; }

    /// <summary>What it is about beyond the patient, as its kind understands it. Absent when the kind needs none.</summary>
    public Guid? About { get; private set; }

    /// <summary>Who must neither own nor complete it: nobody approves their own act. Absent: anyone may.</summary>
    public UserId? NotBy { get; private set; }
    public Instant OpenedAt { get; private set; }

    /// <summary>Absent when the program opened it.</summary>
    public UserId? OpenedBy { get; private set; }

    /// <summary>Absent while open.</summary>
    public Instant? DoneAt { get; private set; }
    public UserId? DoneBy { get; private set; }

    /// <summary>How it ended, in the words of who ended it. Absent when nothing had to be said.</summary>
    public string? Outcome { get; private set; }

    public bool IsOpen => DoneAt is null;

    public static WorkTask Open(TaskId id, NewTask task, Instant at, UserId? by) => new()
    {
        Id = id, Kind = task.Kind, Title = task.Title, Due = task.Due, Owner = task.Owner, PatientId = task.Patient,
        ForRoles = task.ForRoles, Detail = task.Detail, About = task.About, NotBy = task.NotBy, OpenedAt = at, OpenedBy = by,
    };

    /// <summary>Whether it stands in the queue of someone with these roles, or is their own.</summary>
    public bool IsFor(UserId user, Roles roles) => Owner == user || (ForRoles & roles) != 0;

    public bool MayBeDoneBy(UserId user) => NotBy != user;

    public void GiveTo(UserId owner) => Owner = owner;

    public void PutBack() => Owner = null;

    public void Complete(Instant at, UserId by, string? outcome) => (DoneAt, DoneBy, Outcome) = (at, by, outcome);

    /// <summary>Adds a line below the detail.</summary>
    public void Note(string line) => Detail = Detail + "\n" + line;

    /// <summary>What ended it was taken back.</summary>
    public void Reopen() => (DoneAt, DoneBy, Outcome) = (null, null, null);
}
