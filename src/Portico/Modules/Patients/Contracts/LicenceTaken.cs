using Portico.Modules.Patients.Domain.Licences;
using Portico.Shell;

namespace Portico.Modules.Patients.Contracts;

/// <summary>A licence that was read, and the parts of it that go into the form.</summary>
/// <param name="Takes">What was empty, and what the person chose.</param>
/// <param name="Keeps">What the form says otherwise and the person left so.</param>
public sealed record LicenceTaken(Licence Licence, bool IsExpired, IReadOnlyList<LicencePart> Takes, IReadOnlyList<LicencePart> Keeps)
{
    /// <summary>What became of it, for the form's message line.</summary>
    public string Said => string.Join(' ', (string[])
    [
        LicenceWords.Card(Licence.IsIdCard, Licence.Issuer) + " was read" + (Takes.Count > 0 ? $": {LicenceWords.List(Takes)} filled in." : ", nothing was filled in."),
        .. Keeps.Count > 0 ? [$"Left as it was: {LicenceWords.List(Keeps)}."] : (string[])[],
        .. LicenceWords.Notes(Licence, IsExpired),
    ]);

    /// <returns>The form with what is taken in its place.</returns>
    public LicenceForm Over(LicenceForm stands) => Takes.Aggregate(stands, (form, part) => part switch
    {
        LicencePart.FamilyName => form with { Family = Licence.Family },
        LicencePart.GivenNames => form with { Given = Licence.Given },
        LicencePart.BirthDate => form with { Born = DeskText.Date(Licence.BirthDate) },
        LicencePart.Sex => form with { Sex = Licence.Sex },
        // The usual address: the confidential one is never what a licence says.
        LicencePart.Address => form with { Address = Licence.Address, IsAddressWithheld = false },
        _ => throw new System.Diagnostics.UnreachableException(),
    });

    /// <summary>What a form may say of the licence when it is sent.</summary>
    /// <param name="stands">The form then.</param>
    /// <param name="today">At the practice.</param>
    /// <returns>Null when it shows nothing of what stands there.</returns>
    public LicenceSeen? ShownBy(LicenceForm stands, DateOnly today) =>
        LicenceComparison.Of(stands, Licence, today).Where(l => l.Value == LicenceLine.Same).Select(l => l.Key).ToList() is { Count: > 0 } same
            ? new(Licence.Issuer, Licence.IsIdCard, IsExpired, same) : null;
}
