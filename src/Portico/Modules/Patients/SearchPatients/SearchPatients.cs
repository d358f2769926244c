using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Patients;

/// <summary>Finds patients by what is typed, as it is typed: names in any order, a birth date, a phone or its end, an MRN.</summary>
/// <remarks>Names that only sound alike or have one typo come after, when few fit as typed. A chart that is closed to whoever searches is
/// left out: even a masked hit would confirm that the person typed is a patient. Those who restrict charts see it masked; whoever
/// opened it with a reason finds it while that lasts. <see cref="OpenRestrictedChart"/> is the way to the others.</remarks>
[AllowedTo(Roles.All)]
public sealed class SearchPatients(IPracticeDay day) : Query<SearchPatients.Request, SearchPatients.Result>
{
    public const int MostHits = 20;
    private const int EnoughHits = 5;
    private const int MostCandidates = 600;
    private const int MostOfOneName = 100;
    private const int MostAlternatives = 6;

    public sealed record Request(
        [property: Required(AllowEmptyStrings = true), Identifier, MaxLength(200, ErrorMessage = "Type less: 200 characters at most.")] string Text);

    /// <param name="HasMore">More fit than are shown: another word or the year of birth tells them apart.</param>
    public sealed record Result(IReadOnlyList<Hit> Hits, bool HasMore);

    /// <param name="Name">As lists show it; masked for those who restrict charts and did not open this one.</param>
    /// <param name="BirthDate">Null when unknown or masked.</param>
    /// <param name="Mrn">Empty when masked.</param>
    /// <param name="Phone">Null when unknown or masked.</param>
    public sealed record Hit(
        PatientId Patient, string Name, DateOnly? BirthDate, Sex? Sex, string Mrn, string? Phone, bool IsRestricted);

    private sealed record Candidate(
        PatientId Id, string Mrn, string Family, string Given, string? Preferred, string? FormerFamily, DateOnly? BirthDate, Sex Sex,
        string? Phone, bool IsRestricted);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        // Only what has digits can be a date: whoever types a name waits for no other read.
        var typed = Typed.Read(request.Text, request.Text.Any(char.IsDigit) ? await day.TodayAsync(desk, ct) : DateOnly.MaxValue);
        if (typed.IsEmpty)
            return new([], false);

        var found = new Dictionary<PatientId, (Candidate Candidate, int Score)>();
        foreach (var (from, to, most) in Ranges(typed))
            Keep(found, await CandidatesAsync(desk, from, to, most, ct), typed, loosely: false);
        if (found.Count < EnoughHits && typed.Words.Any(w => w.Length >= 3))
            await LooselyAsync(desk, typed, found, ct);

        await LeaveOutAsync(desk, found, ct);
        var ranked = found.Values.OrderBy(f => f.Candidate.Mrn.Length == 0).ThenByDescending(f => f.Score)
            .ThenBy(f => f.Candidate.Family, StringComparer.OrdinalIgnoreCase)
            .ThenBy(f => f.Candidate.Given, StringComparer.OrdinalIgnoreCase)
            .ThenBy(f => f.Candidate.BirthDate).ThenBy(f => f.Candidate.Id.Value).ToList();
        var hits = ranked.Take(MostHits).Select(f => ToHit(f.Candidate)).ToList();
        foreach (var hit in hits)
            desk.Saw(hit.Patient);
        return new(hits, ranked.Count > MostHits);
    }

    /// <summary>The ranges of tokens to read: the most telling part of what was typed alone.</summary>
    private static IEnumerable<(string From, string To, int Most)> Ranges(Typed typed)
    {
        foreach (var date in typed.Dates)
            yield return Exactly(SearchTokens.Born(date), MostCandidates);
        if (typed.Digits.Length > 0)
        {
            yield return Begins(SearchTokens.Mrn(typed.Digits), MostOfOneName);
            yield return Begins(SearchTokens.PhoneFromStart(typed.Digits), MostOfOneName);
            if (typed.Digits.Length >= 4)
                yield return Begins(SearchTokens.PhoneFromEnd(typed.Digits), MostCandidates);
            yield break;
        }
        if (typed.Dates.Count > 0 || typed.Words.Count == 0)
            yield break;
        var longest = typed.Words.MaxBy(w => w.Length) ?? "";
        if (typed.Year is { } year)
            yield return Begins(SearchTokens.YearAndName(year, longest), typed.Words.Count > 1 ? MostCandidates : MostOfOneName);
        else if (typed.Words.Count == 1)
            yield return Begins(SearchTokens.Name(longest), MostOfOneName);
        else
        {
            var second = typed.Words.Where(w => w != longest).MaxBy(w => w.Length) ?? "";
            yield return Begins(SearchTokens.Pair(second, longest),
                typed.Words.Count == 2 && SearchTokens.PairSaysAllOf(second) ? MostOfOneName : MostCandidates);
        }
    }

    private static (string, string, int) Begins(string prefix, int most) => (prefix, prefix + "\U0010FFFF", most);

    private static (string, string, int) Exactly(string token, int most) => (token, token + "\u0001", most);

    // Becomes SQL, where the column compares bytes.
#pragma warning disable CA1309
    private static async Task<List<Candidate>> CandidatesAsync(Desk desk, string from, string to, int most, CancellationToken ct) =>
        await WithPatients(desk, desk.Db.Set<PatientToken>()
            .Where(t => string.Compare(t.Token, from) >= 0 && string.Compare(t.Token, to) < 0)
            .OrderBy(t => t.Token).Take(most)).ToListAsync(ct);
#pragma warning restore CA1309

    private static IQueryable<Candidate> WithPatients(Desk desk, IQueryable<PatientToken> tokens) =>
        tokens.Join(desk.Db.Set<Patient>(), t => new { t.PracticeId, Id = t.PatientId }, p => new { p.PracticeId, p.Id },
            (t, p) => new Candidate(p.Id, p.Mrn, p.Family, p.Given, p.Preferred, p.FormerFamily, p.BirthDate, p.Sex, p.Phone,
                p.IsRestricted));

    private static void Keep(
        Dictionary<PatientId, (Candidate, int)> found, List<Candidate> candidates, Typed typed, bool loosely)
    {
        foreach (var candidate in candidates)
        {
            if (found.ContainsKey(candidate.Id) || typed.Year is { } year && candidate.BirthDate?.Year != year
                || typed.Digits.Length == 0 && typed.Dates.Count > 0
                && (candidate.BirthDate is not { } born || !typed.Dates.Contains(born)))
                continue;
            var parts = Words.NameParts(candidate.Family, candidate.Given, candidate.Preferred, candidate.FormerFamily);
            if (NameMatch.Score(typed.Words, parts, loosely) is > 0 and var score)
                found[candidate.Id] = (candidate, score);
        }
    }

    /// <summary>One typo, or another spelling of the same sound: asks the practice's own vocabulary what was meant.</summary>
    private static async Task LooselyAsync(
        Desk desk, Typed typed, Dictionary<PatientId, (Candidate, int)> found, CancellationToken ct)
    {
        if (typed.Dates.Count > 0 || typed.Digits.Length > 0)
        {
            foreach (var (from, to, most) in Ranges(typed))
                Keep(found, await CandidatesAsync(desk, from, to, most, ct), typed, loosely: true);
            return;
        }
        var words = typed.Words.OrderByDescending(w => w.Length).Take(2).ToList();
        var meant = new List<IReadOnlyList<string>>();
        foreach (var word in words)
            meant.Add(await AlternativesAsync(desk, word, ct));
        if (typed.Year is { } year)
        {
            var tokens = words.Zip(meant).SelectMany(w => w.Second.Append(w.First))
                .Select(w => SearchTokens.YearAndName(year, w)).Distinct().ToList();
            Keep(found, await AnyOfAsync(desk, tokens, ct), typed, loosely: true);
        }
        else if (words.Count == 1)
        {
            foreach (var word in meant[0])
            {
                var (from, to, most) = Exactly(SearchTokens.Name(word), MostHits + 1);
                Keep(found, await CandidatesAsync(desk, from, to, most, ct), typed, loosely: true);
                if (found.Count > MostHits)
                    return;
            }
        }
        else
        {
            var tokens = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var (one, other) in new[] { (0, 1), (1, 0) })
            {
                foreach (var whole in meant[one])
                {
                    foreach (var head in meant[other].Prepend(words[other]))
                        tokens.Add(SearchTokens.Pair(head, whole));
                }
            }
            Keep(found, await AnyOfAsync(desk, [.. tokens], ct), typed, loosely: true);
        }
    }

    private static async Task<List<Candidate>> AnyOfAsync(Desk desk, List<string> tokens, CancellationToken ct) =>
        await WithPatients(desk, desk.Db.Set<PatientToken>().Where(t => tokens.Contains(t.Token)).Take(MostCandidates))
            .ToListAsync(ct);

    private static async Task<IReadOnlyList<string>> AlternativesAsync(Desk desk, string word, CancellationToken ct)
    {
        var keys = SearchTokens.VocabularyKeys(word).ToList();
        var known = await desk.Db.Set<NameWord>().Where(w => keys.Contains(w.Key)).Select(w => w.Word).Take(MostCandidates)
            .ToListAsync(ct);
        var sound = SoundsLike.Code(word);
        return [.. known.Distinct(StringComparer.Ordinal)
            .Select(w => (Word: w, Distance: Words.Distance(w, word), Sounds: SoundsLike.Code(w) == sound))
            .Where(w => w.Word != word && (w.Distance == 1 || w.Sounds))
            .OrderBy(w => w.Distance).ThenByDescending(w => w.Sounds).ThenBy(w => Math.Abs(w.Word.Length - word.Length))
            .ThenByDescending(w => w.Word[0] == word[0]).ThenBy(w => w.Word, StringComparer.Ordinal)
            .Take(MostAlternatives).Select(w => w.Word)];
    }

    /// <summary>Takes the closed charts out of what was found. What stays masked is marked by an empty MRN.</summary>
    private static async Task LeaveOutAsync(Desk desk, Dictionary<PatientId, (Candidate Candidate, int Score)> found, CancellationToken ct)
    {
        if (found.Count == 0 || desk.Call.IsProgram)
            return;
        var closed = await ClosedCharts.ToAsync(desk, ct);
        var hidden = found.Values.Select(f => f.Candidate).Where(c => c.IsRestricted || closed.IsLinked(c.Id)).Select(c => c.Id).ToList();
        if (hidden.Count == 0)
            return;
        var (user, now) = (desk.Call.User, desk.Now);
        var opened = await desk.Db.Set<BreakGlassGrant>().AsNoTracking()
            .Where(g => g.UserId == user && hidden.Contains(g.PatientId) && g.Until > now).Select(g => g.PatientId).ToListAsync(ct);
        foreach (var id in hidden.Except(opened))
        {
            var (candidate, score) = found[id];
            if ((desk.Roles & ShowPatient.MayRestrict) == 0 || closed.IsLinked(id))
                found.Remove(id);
            else
                found[id] = (candidate with { Mrn = "" }, score);
        }
    }

    private static Hit ToHit(Candidate candidate) => candidate.Mrn.Length == 0
        ? new(candidate.Id, PatientNames.Masked, null, null, "", null, candidate.IsRestricted)
        : new(candidate.Id, PatientNames.Full(new PatientRow
        {
            Mrn = candidate.Mrn, Family = candidate.Family, Given = candidate.Given, Preferred = candidate.Preferred,
        }), candidate.BirthDate, candidate.Sex, candidate.Mrn, candidate.Phone, candidate.IsRestricted);
}
