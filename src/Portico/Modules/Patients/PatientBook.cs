using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>The practice's patients as other modules and this one's use cases reach them.</summary>
internal sealed class PatientBook(IPracticeDay day) : IPatients
{
    public Task<Registering> RegisterAsync(Desk desk, NewPerson person, CancellationToken ct) =>
        Registrar.RegisterAsync(this, day, desk, person, ct);

    public async Task<PatientId> AddAsync(Desk desk, PatientId id, NewPatient patient, CancellationToken ct)
    {
        var phone = Phones.ToE164(patient.Phone);
        var added = Patient.Register(id, Words.CleanOrNull(patient.Mrn) ?? await FreeMrnAsync(desk, id, ct),
            patient.Family, patient.Given, patient.BirthDate, patient.Sex, phone, desk.Now,
            desk.Call.IsProgram ? null : desk.Call.User);
        added.CallAs(patient.Preferred);
        added.WasCalled(patient.FormerFamily);
        if (patient.IsDeceased || patient.DeceasedOn is not null)
            added.Died(patient.DeceasedOn);
        desk.Db.Add(added);
        foreach (var (system, value) in patient.MoreIdentifiers.Concat(patient.Identifier is { } first ? [first] : []).Distinct())
            desk.Db.Add(new PatientIdentifier { System = system, Value = value, PatientId = id });
        // A word that names none of our kinds still closes the chart.
        if (patient.Restriction is { } why)
            added.Restrict(Enum.TryParse<RestrictionKind>(why, ignoreCase: true, out var kind) ? kind : RestrictionKind.Vip);
        await IndexAsync(desk, added, [], phone is null ? [] : [phone], ct);
        Answer(desk, id, patient, phone, patient.Guarantor is null ? default : await day.TodayAsync(desk, ct));
        AddToTimeline(desk, id, desk.Now, "registered", "Registered");
        return id;
    }

    private static void Answer(Desk desk, PatientId id, NewPatient patient, string? phone, DateOnly today)
    {
        var given = new Dictionary<Question, string?>();
        if (Words.CleanOrNull(patient.Email) is { } email)
            given[Question.Email] = email;
        // Older exports carry codes that US Core does not list: those count as not asked.
        if (string.Join(',', patient.Races) is { Length: > 0 } races && RegistrationRules.IsAnswer(Question.Race, races))
            given[Question.Race] = races;
        if (RegistrationRules.IsAnswer(Question.Ethnicity, patient.Ethnicity))
            given[Question.Ethnicity] = patient.Ethnicity;
        if (Words.CleanOrNull(patient.Language) is { } language)
            given[Question.Language] = language;
        if (phone is not null)
        {
            given[Question.Phones] = null;
            desk.Db.Add(new PatientPhone { PatientId = id, Number = phone, Use = PhoneUse.Mobile });
        }
        if (patient is { Line1.Length: > 0, City.Length: > 0, State.Length: > 0, Zip.Length: > 0 })
        {
            given[Question.Address] = null;
            desk.Db.Add(new PatientAddress
            {
                PatientId = id, Line1 = Words.Clean(patient.Line1), Line2 = Words.CleanOrNull(patient.Line2), City = Words.Clean(patient.City),
                State = Words.Clean(patient.State), Zip = Words.Clean(patient.Zip),
            });
        }
        if (patient.Guarantor is { } guarantor)
        {
            given[Question.Guarantor] = null;
            desk.Db.Add(new PatientRelation
            {
                Id = Id.New<RelationId>(), PatientId = id, Name = Words.Clean(guarantor.Name), Relation = guarantor.Relation,
                IsGuarantor = true, From = today,
            });
        }
        foreach (var question in RegistrationRules.Due)
        {
            var isGiven = given.TryGetValue(question, out var value);
            // A phone told while booking says nothing of voicemail: check-in still asks.
            if (isGiven && (question != Question.Phones || patient.IsRegistrationComplete) || patient.IsRegistrationComplete)
                desk.Db.Add(new PatientAnswer
                {
                    PatientId = id, Question = question, State = isGiven ? AnswerState.Given : AnswerState.Unknown, Value = value,
                    At = desk.Now,
                });
        }
    }

    /// <summary>All numbers a patient is found by, E.164.</summary>
    internal static async Task<IReadOnlyCollection<string>> PhonesOfAsync(Desk desk, Patient patient, CancellationToken ct)
    {
        var id = patient.Id;
        var numbers = await desk.Db.Set<PatientPhone>().Where(p => p.PatientId == id).Select(p => p.Number).ToListAsync(ct);
        return patient.Phone is { } first ? [.. numbers.Append(first).Distinct()] : numbers;
    }

    public async Task<PatientId?> FindByIdentifierAsync(Desk desk, string system, string value, CancellationToken ct)
    {
        var found = await desk.Db.Set<PatientIdentifier>().AsNoTracking()
            .Where(i => i.System == system && i.Value == value).Select(i => new { i.PatientId }).SingleOrDefaultAsync(ct);
        return found?.PatientId;
    }

    public Task<PatientRow?> FindAsync(Desk desk, PatientId id, CancellationToken ct) =>
        desk.Db.Set<PatientRow>().SingleOrDefaultAsync(p => p.Id == id, ct);

    public async Task<IReadOnlyList<string>> MissingAsync(Desk desk, PatientId id, CancellationToken ct)
    {
        if (await FindAsync(desk, id, ct) is not { } patient)
            return [];
        var answered = await desk.Db.Set<PatientAnswer>().Where(a => a.PatientId == id).Select(a => a.Question).ToListAsync(ct);
        List<string> missing = [];
        if (patient.BirthDate is null)
            missing.Add("birth date");
        missing.AddRange(RegistrationRules.Due.Except(answered).Select(RegistrationRules.Label));
        // "Unknown" is an answer for an adult, who pays for themselves then. A child cannot.
        if (answered.Contains(Question.Guarantor) && (await WithoutGuarantorAsync(desk, [id], ct)).Count > 0)
            missing.Add(RegistrationRules.Label(Question.Guarantor));
        return missing;
    }

    public async Task<RegisteredGuarantor> GuarantorAsync(Desk desk, PatientId id, CancellationToken ct)
    {
        var today = await day.TodayAsync(desk, ct);
        var named = (await desk.Db.Set<PatientRelation>().AsNoTracking().Where(r => r.PatientId == id && r.IsGuarantor)
            .OrderByDescending(r => r.Id).ToListAsync(ct)).FirstOrDefault(r => r.HoldsOn(today));
        var born = await desk.Db.Set<PatientRow>().Where(p => p.Id == id).Select(p => p.BirthDate).SingleOrDefaultAsync(ct);
        return new(named?.Name, named?.Relation ?? Relation.Other, born is { } date && Ages.Years(date, today) < Ages.Adult);
    }

    public async Task<IReadOnlyList<Accompanying>?> AccompanyingAsync(Desk desk, PatientId id, CancellationToken ct)
    {
        var today = await day.TodayAsync(desk, ct);
        var born = await desk.Db.Set<PatientRow>().Where(p => p.Id == id).Select(p => p.BirthDate).SingleOrDefaultAsync(ct);
        if (born is not { } date || Ages.Years(date, today) >= Ages.Adult)
            return null;
        return [.. (await desk.Db.Set<PatientRelation>().AsNoTracking().Where(r => r.PatientId == id && (r.MayConsent || r.MayAccompany))
            .OrderByDescending(r => r.MayConsent).ThenBy(r => r.Name).ToListAsync(ct)).Where(r => r.AllowsOn(today, born))
            .Select(r => new Accompanying(r.Name, r.Relation, r.MayConsent, r.MayAccompany, r.Basis))];
    }

    /// <summary>The minors among them for whom nobody is named who pays.</summary>
    private async Task<HashSet<PatientId>> WithoutGuarantorAsync(Desk desk, List<PatientId> ids, CancellationToken ct)
    {
        var today = await day.TodayAsync(desk, ct);
        var bornAfter = today.AddYears(-Ages.Adult);
        var minors = await desk.Db.Set<PatientRow>().Where(p => ids.Contains(p.Id) && p.BirthDate > bornAfter).Select(p => p.Id).ToListAsync(ct);
        if (minors.Count == 0)
            return [];
        var named = await desk.Db.Set<PatientRelation>().Where(r => minors.Contains(r.PatientId) && r.IsGuarantor && r.From <= today
            && (r.Until == null || r.Until >= today)).Select(r => r.PatientId).ToListAsync(ct);
        return [.. minors.Except(named)];
    }

    public async Task<IReadOnlyDictionary<PatientId, int>> MissingCountsAsync(
        Desk desk, IReadOnlyCollection<PatientId> ids, CancellationToken ct)
    {
        var (asked, due) = (ids.Distinct().ToList(), RegistrationRules.Due.ToList());
        var born = (await desk.Db.Set<PatientRow>().Where(p => asked.Contains(p.Id) && p.BirthDate != null).Select(p => p.Id)
            .ToListAsync(ct)).ToHashSet();
        var answered = await desk.Db.Set<PatientAnswer>().AsNoTracking()
            .Where(a => asked.Contains(a.PatientId) && due.Contains(a.Question))
            .GroupBy(a => a.PatientId).Select(g => new { Patient = g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Patient, g => g.Count, ct);
        var unpaid = (await WithoutGuarantorAsync(desk, asked, ct)).ToList();
        var unpaidThoughAsked = unpaid.Count == 0 ? [] : (await desk.Db.Set<PatientAnswer>()
            .Where(a => unpaid.Contains(a.PatientId) && a.Question == Question.Guarantor).Select(a => a.PatientId).ToListAsync(ct)).ToHashSet();
        return asked.Select(id => (Id: id, Missing: due.Count - answered.GetValueOrDefault(id) + (born.Contains(id) ? 0 : 1)
                + (unpaidThoughAsked.Contains(id) ? 1 : 0)))
            .Where(m => m.Missing > 0).ToDictionary(m => m.Id, m => m.Missing);
    }

    public async Task<IReadOnlyList<string>> AlertsAsync(Desk desk, PatientId id, CancellationToken ct)
    {
        var alerts = await desk.Db.Set<PatientAlert>().Where(a => a.PatientId == id && a.RemovedAt == null)
            .OrderBy(a => a.AddedAt).Select(a => a.Text).ToListAsync(ct);
        return await desk.Db.Set<Patient>().AnyAsync(p => p.Id == id && p.IsDeceased, ct) ? ["Deceased", .. alerts] : alerts;
    }

    public Task AddAlertAsync(Desk desk, PatientId id, string text, CancellationToken ct)
    {
        desk.Db.Add(new PatientAlert
        {
            Id = Id.New<AlertId>(), PatientId = id, Text = Words.Clean(text), AddedAt = desk.Now,
            AddedBy = desk.Call.IsProgram ? null : desk.Call.User,
        });
        return Task.CompletedTask;
    }

    public void AddToTimeline(Desk desk, PatientId id, Instant at, string kind, string text) =>
        desk.Db.Add(new TimelineLine
        {
            Id = Guid.CreateVersion7(), PatientId = id, At = at, Kind = kind, Text = Words.Clean(text),
            By = desk.Call.IsProgram ? null : desk.Call.User,
        });

    /// <summary>Makes a patient findable as it is now.</summary>
    /// <param name="desk">The act that changed the patient.</param>
    /// <param name="patient">As changed.</param>
    /// <param name="before">The tokens it was found by; empty for a new one.</param>
    /// <param name="phones">All its phones, E.164.</param>
    /// <param name="ct">Stops between statements.</param>
    internal static async Task IndexAsync(
        Desk desk, Patient patient, IReadOnlyCollection<string> before, IReadOnlyCollection<string> phones, CancellationToken ct)
    {
        var after = TokensOf(patient, phones);
        foreach (var token in after.Except(before))
            desk.Db.Add(new PatientToken { Token = token, PatientId = patient.Id });
        var gone = before.Except(after).ToList();
        if (gone.Count > 0)
        {
            var id = patient.Id;
            await desk.Db.Set<PatientToken>().Where(t => t.PatientId == id && gone.Contains(t.Token)).ExecuteDeleteAsync(ct);
        }
        await LearnAsync(desk, NamePartsOf(patient), ct);
    }

    internal static IReadOnlyCollection<string> TokensOf(Patient patient, IReadOnlyCollection<string> phones) =>
        SearchTokens.Of(NamePartsOf(patient), patient.BirthDate, patient.Mrn, phones);

    private static IReadOnlyList<string> NamePartsOf(Patient patient) =>
        Words.NameParts(patient.Family, patient.Given, patient.Preferred, patient.FormerFamily);

    // Two registrations of one new name may meet here: the second waits for the first and then has nothing to add.
    private static async Task LearnAsync(Desk desk, IReadOnlyList<string> parts, CancellationToken ct)
    {
        var sounds = parts.Select(SearchTokens.Sound).ToList();
        var words = parts.ToList();
        var known = await desk.Db.Set<NameWord>().AsNoTracking()
            .Where(w => sounds.Contains(w.Key) && words.Contains(w.Word)).Select(w => w.Word).ToListAsync(ct);
        foreach (var part in parts.Except(known).Order(StringComparer.Ordinal))
        {
            var practice = desk.Db.PracticeId;
            foreach (var key in SearchTokens.VocabularyKeys(part))
                await desk.Db.Database.ExecuteSqlAsync(
                    $"INSERT INTO name_word (practice_id, key, word) VALUES ({practice}, {key}, {part}) ON CONFLICT DO NOTHING", ct);
        }
    }

    private static async Task<string> FreeMrnAsync(Desk desk, PatientId id, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            var mrn = Mrns.Draw(id, attempt);
            if (!await desk.Db.Set<Patient>().AnyAsync(p => p.Mrn == mrn, ct)
                && !desk.Db.Set<Patient>().Local.Any(p => p.Mrn == mrn))
                return mrn;
        }
    }
}
