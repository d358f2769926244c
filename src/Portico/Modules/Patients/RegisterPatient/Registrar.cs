using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>Registers someone new: the names, the phone, the warning list of likely the same person.</summary>
internal static class Registrar
{
    private const int MostCandidates = 8;

    public static async Task<Registering> RegisterAsync(IPatients patients, IPracticeDay day, Desk desk, NewPerson person, CancellationToken ct)
    {
        var (family, given) = (Words.Clean(person.Family), Words.Clean(person.Given));
        if (family.Length == 0 && given.Length == 0)
            return new Registering.NameMissing();
        switch (Ages.Fault(person.BirthDate, await day.TodayAsync(desk, ct)))
        {
            case BirthDateFault.InFuture: return new Registering.BornInFuture();
            case BirthDateFault.TooLongAgo: return new Registering.BornTooLongAgo();
        }
        if (person.IsUnnamedNewborn)
        {
            if (given.Length == 0 || person.BirthDate is null || person.Sex == Sex.Unknown)
                return new Registering.NewbornIncomplete();
            given = Newborn(given, person.Sex, person.TwinLetter);
            // However sure the desk is: two wristbands of one name mix up two children.
            if (await IsTakenAsync(desk, family, given, person.BirthDate, ct))
                return new Registering.NewbornTaken();
        }
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
            Phone = phone, Line1 = person.Address?.Line1, Line2 = person.Address?.Line2, City = person.Address?.City,
            State = UsStates.Code(person.Address?.State) ?? person.Address?.State, Zip = person.Address?.Zip,
        }, ct);
        var patient = desk.Db.Set<Patient>().Local.Single(p => p.Id == id);
        patient.SayWhoPays(person.PayerName, person.Payer);
        if (person.IsUnnamedNewborn)
            patient.IsNewbornWithoutName();
        if (person.Licence is { } licence)
            SeenLicences.Note(patients, desk, id, licence);
        return new Registering.Registered(id, patient.Mrn);
    }

    /// <summary>The mother's given name, the newborn's sex and of twins a letter: names that tell every newborn apart.</summary>
    /// <remarks>Source: The Joint Commission, NPSG.01.01.01, EP 3, distinct methods of identification for newborns.</remarks>
    private static string Newborn(string mother, Sex sex, string? letter) => mother + sex switch
    {
        Sex.Female => " Baby Girl",
        Sex.Male => " Baby Boy",
        _ => " Baby",
    } + (letter is null ? "" : " " + letter);

    private static Task<bool> IsTakenAsync(Desk desk, string family, string given, DateOnly? born, CancellationToken ct)
    {
        var token = SearchTokens.Born(born.GetValueOrDefault());
        return (from t in desk.Db.Set<PatientToken>()
                where t.Token == token
                join p in desk.Db.Set<Patient>() on new { t.PracticeId, Id = t.PatientId } equals new { p.PracticeId, p.Id }
                where p.IsUnnamedNewborn && p.Family == family && p.Given == given
                select p.Id).AnyAsync(ct);
    }

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
        var closed = await ClosedCharts.ToAsync(desk, ct);
        var alike = known.DistinctBy(p => p.Id)
            .Select(p => (Row: p, Score: Likeness.Score(new(Words.NameParts(p.Family, p.Given, p.Preferred), p.BirthDate, p.Sex, p.Phone), asked)))
            .Where(p => p.Score >= (closed.Hides(p.Row) ? Likeness.Identified : Likeness.Likely))
            .OrderByDescending(p => p.Score).ThenBy(p => p.Row.Id.Value).Take(MostCandidates).ToList();
        foreach (var (row, _) in alike)
            desk.Saw(row.Id);
        return [.. alike.Select(p => closed.Hides(p.Row)
            ? new LikelyPatient(p.Row.Id, PatientNames.Masked, null, "", null, p.Score)
            : new LikelyPatient(p.Row.Id, PatientNames.Full(p.Row), p.Row.BirthDate, p.Row.Mrn, p.Row.Phone, p.Score))];
    }
}
