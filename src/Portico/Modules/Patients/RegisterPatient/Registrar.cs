using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>Registers someone new: the names, the phone, the warning list of likely the same person.</summary>
internal static class Registrar
{
    private const int MostCandidates = 8;

    public static async Task<Registering> RegisterAsync(IPatients patients, Desk desk, NewPerson person, CancellationToken ct)
    {
        var (family, given) = (Words.Clean(person.Family), Words.Clean(person.Given));
        if (person.IsUnnamedNewborn && family.Length > 0)
            given = Newborn(person.Sex, person.TwinLetter);
        if (family.Length == 0 && given.Length == 0)
            return new Registering.NameMissing();
        if (person.BirthDate > DateOnly.FromDateTime(desk.Now.ToDateTimeUtc().AddHours(14)))
            return new Registering.BornInFuture();
        var phone = Phones.ToE164(person.Phone);
        if (phone is null && !string.IsNullOrWhiteSpace(person.Phone))
            return new Registering.PhoneUnusable();

        if (!person.SureItIsNew)
        {
            var asked = new Likeness.Person(
                Words.NameParts(family, given, person.Preferred), person.BirthDate, person.Sex, phone);
            var alike = await AlikeAsync(desk, asked, ct);
            if (alike.Count > 0)
                return new Registering.LikelyTheSame(alike);
        }
        else
            desk.Note("sure-it-is-new", "yes");

        var id = Id.New<PatientId>();
        await desk.OpenChartAsync(id, ct);
        await patients.AddAsync(desk, id, new NewPatient
        {
            Family = family, Given = given, Preferred = person.Preferred, BirthDate = person.BirthDate, Sex = person.Sex,
            Phone = phone,
        }, ct);
        var patient = desk.Db.Set<Patient>().Local.Single(p => p.Id == id);
        patient.SayWhoPays(person.PayerName, person.Payer);
        if (person.IsUnnamedNewborn)
            patient.IsNewbornWithoutName();
        return new Registering.Registered(id, patient.Mrn);
    }

    private static string Newborn(Sex sex, string? letter) => sex switch
    {
        Sex.Female => "Baby Girl",
        Sex.Male => "Baby Boy",
        _ => "Baby",
    } + (letter is null ? " of" : $" {letter} of");

    private static async Task<IReadOnlyList<LikelyPatient>> AlikeAsync(Desk desk, Likeness.Person asked, CancellationToken ct)
    {
        HashSet<string> tokens = [];
        if (asked.BirthDate is { } born)
        {
            tokens.Add(SearchTokens.Born(born));
            if (born.Day <= 12)
                tokens.Add(SearchTokens.Born(new DateOnly(born.Year, born.Day, born.Month)));
        }
        if (asked.Phone is not null)
            tokens.Add(SearchTokens.PhoneFromStart(Phones.National(asked.Phone)));
        foreach (var head in asked.NameParts.Take(4))
        {
            foreach (var whole in asked.NameParts.Take(4).Where(p => p != head))
                tokens.Add(SearchTokens.Pair(head, whole));
        }
        if (asked.NameParts.Count == 1)
            tokens.Add(SearchTokens.Name(asked.NameParts[0]));
        var list = tokens.ToList();
        var known = await desk.Db.Set<PatientToken>().AsNoTracking().Where(t => list.Contains(t.Token)).Take(1000)
            .Join(desk.Db.Set<PatientRow>(), t => new { t.PracticeId, Id = t.PatientId }, p => new { p.PracticeId, p.Id }, (t, p) => p)
            .ToListAsync(ct);
        var alike = known.DistinctBy(p => p.Id)
            .Select(p => (Row: p, Score: Likeness.Score(new(Words.NameParts(p.Family, p.Given, p.Preferred), p.BirthDate, p.Sex, p.Phone), asked)))
            .Where(p => p.Score >= Likeness.Likely)
            .OrderByDescending(p => p.Score).ThenBy(p => p.Row.Id.Value).Take(MostCandidates).ToList();
        foreach (var (row, _) in alike)
            desk.Saw(row.Id);
        return [.. alike.Select(p => p.Row.IsRestricted
            ? new LikelyPatient(p.Row.Id, PatientNames.OnList(p.Row), null, "", null, p.Score)
            : new LikelyPatient(p.Row.Id, PatientNames.OnList(p.Row), p.Row.BirthDate, p.Row.Mrn, p.Row.Phone, p.Score))];
    }
}
