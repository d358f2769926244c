using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Patients;

/// <summary>Makes a new person known with what booking needs; the rest falls due at check-in.</summary>
[AllowedTo(Roles.Desk | Roles.Biller | Roles.Clinician)]
public sealed class RegisterPatient(IPatients patients) : UseCase<RegisterPatient.Request, RegisterPatient.Result>
{
    private const int MostCandidates = 8;

    public sealed record Request
    {
        /// <summary>Empty for a one-word name typed as given name. Of an unnamed newborn: the mother's.</summary>
        [Required(AllowEmptyStrings = true), MaxLength(100, ErrorMessage = "The family name has 100 characters at most.")]
        public required string Family { get; init; }

        [Required(AllowEmptyStrings = true), MaxLength(100, ErrorMessage = "The given name has 100 characters at most.")]
        public required string Given { get; init; }

        [MaxLength(100, ErrorMessage = "The preferred name has 100 characters at most.")]
        public string? Preferred { get; init; }

        /// <summary>Null: not known yet.</summary>
        public DateOnly? BirthDate { get; init; }
        public Sex Sex { get; init; }

        [Identifier, MaxLength(40, ErrorMessage = "The phone number has 40 characters at most.")]
        public string? Phone { get; init; }

        [MaxLength(100, ErrorMessage = "The payer has 100 characters at most.")]
        public string? PayerName { get; init; }
        public PayerId? Payer { get; init; }

        public bool IsUnnamedNewborn { get; init; }

        /// <summary>A, B, C of unnamed twins and more. Null: a single child.</summary>
        [MaxLength(1, ErrorMessage = "A twin's letter is one of A to H."), RegularExpression("[A-H]", ErrorMessage = "A twin's letter is one of A to H.")]
        public string? TwinLetter { get; init; }

        /// <summary>The warning list was read, and none of them is this person.</summary>
        public bool SureItIsNew { get; init; }
    }

    public abstract record Result
    {
        public sealed record Registered(PatientId Patient, string Mrn) : Result;

        public sealed record LikelyTheSame(IReadOnlyList<Candidate> Candidates) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "patients.likely-the-same";
        }

        public sealed record NameMissing : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "patients.name-missing";
        }

        public sealed record BornInFuture : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "patients.born-in-future";
        }

        public sealed record PhoneUnusable : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "patients.phone-unusable";
        }
    }

    /// <param name="Name">As lists show it: masked when restricted.</param>
    /// <param name="BirthDate">Null when unknown or masked.</param>
    /// <param name="Likeness">60 to 100.</param>
    public sealed record Candidate(PatientId Patient, string Name, DateOnly? BirthDate, string Mrn, string? Phone, int Likeness);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var (family, given) = (Words.Clean(request.Family), Words.Clean(request.Given));
        if (request.IsUnnamedNewborn && family.Length > 0)
            given = Newborn(request.Sex, request.TwinLetter);
        if (family.Length == 0 && given.Length == 0)
            return new Result.NameMissing();
        if (request.BirthDate > DateOnly.FromDateTime(desk.Now.ToDateTimeUtc().AddHours(14)))
            return new Result.BornInFuture();
        var phone = Phones.ToE164(request.Phone);
        if (phone is null && !string.IsNullOrWhiteSpace(request.Phone))
            return new Result.PhoneUnusable();

        if (!request.SureItIsNew)
        {
            var person = new Likeness.Person(
                Words.NameParts(family, given, request.Preferred), request.BirthDate, request.Sex, phone);
            var alike = await AlikeAsync(desk, person, ct);
            if (alike.Count > 0)
                return new Result.LikelyTheSame(alike);
        }
        else
            desk.Note("sure-it-is-new", "yes");

        var id = Id.New<PatientId>();
        await desk.OpenChartAsync(id, ct);
        await patients.AddAsync(desk, id, new NewPatient
        {
            Family = family, Given = given, Preferred = request.Preferred, BirthDate = request.BirthDate, Sex = request.Sex,
            Phone = phone,
        }, ct);
        var patient = desk.Db.Set<Patient>().Local.Single(p => p.Id == id);
        patient.SayWhoPays(request.PayerName, request.Payer);
        if (request.IsUnnamedNewborn)
            patient.IsNewbornWithoutName();
        return new Result.Registered(id, patient.Mrn);
    }

    private static string Newborn(Sex sex, string? letter) => sex switch
    {
        Sex.Female => "Baby Girl",
        Sex.Male => "Baby Boy",
        _ => "Baby",
    } + (letter is null ? " of" : $" {letter} of");

    private static async Task<IReadOnlyList<Candidate>> AlikeAsync(Desk desk, Likeness.Person asked, CancellationToken ct)
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
            ? new Candidate(p.Row.Id, PatientNames.OnList(p.Row), null, "", null, p.Score)
            : new Candidate(p.Row.Id, PatientNames.OnList(p.Row), p.Row.BirthDate, p.Row.Mrn, p.Row.Phone, p.Score))];
    }
}
