using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients.Contracts;

/// <summary>Whom a list hides from the one who reads it: restricted patients from everybody, and the reader's own record and their
/// family's, restricted or not. Beside the name it hides birth date, phone, what the visit is for, who pays and what is owed.</summary>
public sealed class ClosedCharts
{
    private readonly HashSet<PatientId> _linked;

    private ClosedCharts(HashSet<PatientId> linked) => _linked = linked;

    /// <summary>Of whoever makes this call: one read for a whole list.</summary>
    public static async Task<ClosedCharts> ToAsync(Desk desk, CancellationToken ct)
    {
        var reader = desk.Call.User;
        return new(desk.Call.IsProgram ? []
            : [.. await desk.Db.Set<StaffLink>().AsNoTracking().Where(l => l.UserId == reader).Select(l => l.PatientId).ToListAsync(ct)]);
    }

    public bool Hides(PatientRow patient) => patient.IsRestricted || IsLinked(patient.Id);

    /// <summary>The reader's own record, or one of their family.</summary>
    public bool IsLinked(PatientId patient) => _linked.Contains(patient);
}
