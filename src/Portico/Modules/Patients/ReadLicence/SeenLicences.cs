using Portico.Modules.Patients.Contracts;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>Writes down that a document was seen with what it shows: the name, birth date and sex of a person are changed by one.</summary>
internal static class SeenLicences
{
    public static void Note(IPatients patients, Desk desk, PatientId id, LicenceSeen seen)
    {
        var shows = seen.Shows.Distinct().Order().ToList();
        desk.Note("document", (seen.IsIdCard ? "id-card" : "drivers-licence") + (seen.Issuer is { } issuer ? " " + issuer : "") + (seen.IsExpired ? " expired" : ""));
        desk.Note("document-shows", string.Join(' ', shows));
        patients.AddToTimeline(desk, id, desk.Now, "licence-read", $"{LicenceWords.Card(seen.IsIdCard, seen.Issuer)} was read"
            + $"{(seen.IsExpired ? ", expired" : "")}: it shows the {LicenceWords.List(shows)} as they stood here then");
    }
}
