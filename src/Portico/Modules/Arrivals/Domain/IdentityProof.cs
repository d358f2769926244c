using Portico.Modules.Patients.Contracts;

namespace Portico.Modules.Arrivals.Domain;

/// <summary>What the patient said or showed, and the chart says too.</summary>
public enum Identifier { Name, BirthDate, Phone, Mrn }

/// <summary>Which identifiers were matched by the person at the desk. Two are asked; a family shares a phone, twins a birth date.</summary>
public sealed record IdentityProof(IReadOnlyList<Identifier> Matched)
{
    public const int Fewest = 2;

    /// <summary>Whether two identifiers match that the chart really has: what is not on file cannot match.</summary>
    public bool Suffices(PatientRow patient) => Matched.Distinct().Count(i => IsOnFile(i, patient)) >= Fewest;

    public static bool IsOnFile(Identifier identifier, PatientRow patient) => identifier switch
    {
        Identifier.Name => patient.Family.Length + patient.Given.Length > 0,
        Identifier.BirthDate => patient.BirthDate is not null,
        Identifier.Phone => patient.Phone is not null,
        _ => patient.Mrn.Length > 0,
    };
}
